#include "geodata/core/Log.h"
#include "geodata/core/TaskPool.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <new>
#include <string>
#include <thread>

using namespace guanjing;

class TestTaskPool : public QObject {
    Q_OBJECT
private slots:
    void whatThrowsIsLoggedAndTheNextOneRuns()
    {
        std::mutex mutex;
        std::string logged;
        setLogSink(LogLevel::Warning, [&](LogLevel, std::string_view, std::string_view text) {
            const std::lock_guard lock(mutex);
            logged += text;
        });
        {
            TaskPool pool(1);
            std::atomic<bool> hasRun{false};
            pool.post([] { throw std::bad_alloc(); });
            pool.post([&] { hasRun = true; });
            while (pool.pendingCount() > 0)
                std::this_thread::yield();
            QVERIFY(hasRun);
        }
        setLogSink(LogLevel::Off, [](LogLevel, std::string_view, std::string_view) {});
        QVERIFY2(logged.find("bad_alloc") != std::string::npos, logged.c_str());
    }
};

QTEST_GUILESS_MAIN(TestTaskPool)
#include "TestTaskPool.moc"
