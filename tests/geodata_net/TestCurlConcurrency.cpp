// Many requests at once: their order, their number, and what becomes of those that nobody waits for any more.
#include "geodata/net/CurlAssetAccessor.h"
#include "tests/LoopbackServer.h"
#include "tests/geodata_net/CurlTesting.h"

#include <QtTest>

#include <condition_variable>
#include <random>

using namespace guanjing;
using namespace guanjing::test;

namespace {

// Holds requests back until the test lets them go.
class Gate {
public:
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_changed.notify_all();
    }
    void pass()
    {
        std::unique_lock lock(m_mutex);
        ++m_arrived;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_isOpen; });
    }
    void waitForArrivals(int count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_arrived >= count; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isOpen = false;
    int m_arrived = 0;
};

} // namespace

class TestCurlConcurrency : public QObject {
    Q_OBJECT

private slots:
    void greaterPriorityGoesFirst()
    {
        Gate gate;
        std::mutex mutex;
        std::vector<std::string> order;
        LoopbackServer server([&](const std::string& head) {
            if (pathOf(head) == "/first")
                gate.pass();
            const std::lock_guard lock(mutex);
            order.push_back(pathOf(head));
            return LoopbackServer::whole("200 OK", "");
        });
        CurlAccessorOptions options = impatient();
        options.maxInFlight = 1;
        CurlAssetAccessor accessor(options);
        std::atomic<int> left{4};
        std::vector<AssetHandle> handles;
        const auto ask = [&](const char* path, double priority) {
            AssetRequest request;
            request.url = server.url(path);
            request.priority = priority;
            handles.push_back(accessor.get(request, [&](const Result<AssetResponse>&) { --left; }));
        };
        ask("/first", 0);
        gate.waitForArrivals(1);
        ask("/low", 1);
        ask("/high", 9);
        ask("/low2", 1);
        gate.open();
        QTRY_COMPARE(left.load(), 0);
        QCOMPARE(order, (std::vector<std::string>{"/first", "/high", "/low", "/low2"}));
    }

    void noMoreInFlightThanAllowed()
    {
        std::atomic<int> now{0}, most{0};
        LoopbackServer server([&](const std::string&) {
            const int here = ++now;
            for (int seen = most; here > seen && !most.compare_exchange_weak(seen, here);) { }
            std::this_thread::yield();
            --now;
            return LoopbackServer::whole("200 OK", std::string(20000, 'x'));
        });
        CurlAccessorOptions options = impatient();
        options.maxInFlight = 5;
        CurlAssetAccessor accessor(options);
        std::atomic<int> left{200};
        std::vector<AssetHandle> handles;
        for (int i = 0; i < 200; ++i) {
            AssetRequest request;
            request.url = server.url("/");
            handles.push_back(accessor.get(request, [&](const Result<AssetResponse>&) { --left; }));
        }
        QTRY_COMPARE(left.load(), 0);
        QVERIFY(most <= 5);
        QVERIFY(server.connectionCount() <= 5);
    }

    void cancelledRequestsStaySilentAndFreeTheirSlot()
    {
        Gate gate;
        LoopbackServer server([&](const std::string& head) {
            if (pathOf(head) == "/held")
                gate.pass();
            return LoopbackServer::whole("200 OK", "x");
        });
        CurlAccessorOptions options = impatient();
        options.maxInFlight = 1;
        CurlAssetAccessor accessor(options);
        std::atomic<int> calls{0};
        AssetRequest request;
        request.url = server.url("/held");
        AssetHandle held = accessor.get(request, [&](const Result<AssetResponse>&) { ++calls; });
        gate.waitForArrivals(1);
        AssetHandle queued = accessor.get(request, [&](const Result<AssetResponse>&) { ++calls; });
        queued.reset();
        held.reset();
        QVERIFY(fetch(accessor, server.url("/free")).has_value());
        gate.open();
        QVERIFY(fetch(accessor, server.url("/free")).has_value());
        QCOMPARE(calls.load(), 0);
    }

    void aCallbackMayDestroyItsOwnHandleAndAskForMore()
    {
        LoopbackServer server([](const std::string&) { return LoopbackServer::whole("200 OK", "x"); });
        CurlAssetAccessor accessor(impatient());
        struct Chain {
            AssetAccessor& accessor;
            std::string url;
            AssetHandle handle;
            std::atomic<int> done{0};
            void next()
            {
                AssetRequest request;
                request.url = url;
                AssetHandle fresh = accessor.get(request, [this](const Result<AssetResponse>&) {
                    handle.reset();
                    if (++done < 50)
                        next();
                });
                handle = std::move(fresh);
            }
        };
        for (const std::string& url : {server.url("/"), std::string("/etc/hostname")}) {
            Chain chain{accessor, url, {}};
            // The first link is made on the accessor's thread too, so that `handle` has one thread only.
            AssetRequest request;
            request.url = url;
            AssetHandle start = accessor.get(request, [&](const Result<AssetResponse>&) { chain.next(); });
            QTRY_COMPARE(chain.done.load(), 50);
        }
    }

    void cancelStorm()
    {
        LoopbackServer server(
            [](const std::string&) { return LoopbackServer::whole("200 OK", std::string(30000, 'x')); });
        CurlAccessorOptions options = impatient();
        options.maxInFlight = 16;
        CurlAssetAccessor accessor(options);
        std::atomic<int> wrong{0}, answered{0};
        {
            std::vector<std::jthread> threads;
            for (unsigned t = 0; t < 4; ++t)
                threads.emplace_back([&, t] {
                    std::minstd_rand random(t + 1);
                    struct Live {
                        std::atomic<bool> isAlive{true};
                        std::atomic<int> calls{0};
                    };
                    std::vector<std::pair<std::shared_ptr<Live>, AssetHandle>> handles;
                    for (int i = 0; i < 300; ++i) {
                        auto live = std::make_shared<Live>();
                        AssetRequest request;
                        request.url = i % 7 == 0 ? "/etc/hostname" : server.url("/" + std::to_string(i));
                        request.priority = static_cast<double>(random() % 10);
                        handles.emplace_back(live, accessor.get(request, [&, live](const Result<AssetResponse>& a) {
                            if (!live->isAlive || live->calls++ != 0 || !a.has_value())
                                ++wrong;
                            ++answered;
                        }));
                        if (handles.size() > 8) {
                            const std::size_t victim = random() % handles.size();
                            handles[victim].second.reset();
                            handles[victim].first->isAlive = false;
                            handles.erase(handles.begin() + static_cast<std::ptrdiff_t>(victim));
                        }
                    }
                    for (auto& [live, handle] : handles) {
                        handle.reset();
                        live->isAlive = false;
                    }
                });
        }
        QVERIFY(fetch(accessor, server.url("/after")).has_value());
        QCOMPARE(wrong.load(), 0);
        qInfo("%d answered before they were cancelled", answered.load());
    }

    void theRestIsAnsweredAtTheEnd()
    {
        Gate gate;
        LoopbackServer server([&](const std::string&) {
            gate.pass();
            return LoopbackServer::whole("200 OK", "");
        });
        std::atomic<int> cancelled{0};
        std::vector<AssetHandle> handles;
        {
            CurlAccessorOptions options = impatient();
            options.maxInFlight = 2;
            CurlAssetAccessor accessor(options);
            for (int i = 0; i < 10; ++i) {
                AssetRequest request;
                request.url = server.url("/");
                handles.push_back(accessor.get(request, [&](const Result<AssetResponse>& answer) {
                    if (!answer && answer.error().code == ErrorCode::Cancelled)
                        ++cancelled;
                }));
            }
            gate.waitForArrivals(2);
        }
        QCOMPARE(cancelled.load(), 10);
        gate.open();
        handles.clear(); // handles may outlive the accessor
    }
};

QTEST_GUILESS_MAIN(TestCurlConcurrency)
#include "TestCurlConcurrency.moc"
