// A look at a source before it is added: what can be opened, what not, and that it can be called off.
#include "app/services/DataServices.h"
#include "app/services/DemoPlatform.h"
#include "app/services/SceneSource.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace guanjing;
using namespace guanjing::app;

class TestSourceProbe : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString put(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }

private slots:
    void localFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code"); // empty: can be opened
        const QByteArray tileset = R"({"asset": {"version": "1.1"}, "geometricError": 1, "root": {"geometricError": 0,
            "boundingVolume": {"sphere": [0, 0, 0, 1]}}})";
        QTest::newRow("tileset") << "tileset.json" << tileset << "";
        QTest::newRow("tileset cut off") << "tileset.json" << tileset.left(60) << "bad-json";
        QTest::newRow("tileset without a root")
            << "tileset.json" << QByteArray(R"({"asset": {"version": "1.1"}})") << "bad-value";
        QByteArray hollow = tileset;
        hollow.replace("[0, 0, 0, 1]}", R"([0, 0, 0, 1]}, "content": {"uri": "nothing.glb"})");
        QTest::newRow("tileset whose only content is not there") << "tileset.json" << hollow << "not-found";
        QTest::newRow("model cut off") << "a.glb" << QByteArray("glTF\x02\0\0\0\x40\0\0\0", 12) << "truncated";
        QTest::newRow("page in place of a model") << "a.b3dm" << QByteArray("<!DOCTYPE html><html>") << "bad-magic";
        QTest::newRow("scene without sources") << "a.scene.json" << QByteArray("{}") << "empty";
    }
    void localFiles()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const auto found = probeSource(put(name, bytes), services.assets(), demo, std::chrono::seconds(10), {});
        const QString got = found ? QString() : QString::fromLatin1(errorCodeName(found.error().code).data());
        QVERIFY2(got == code, found ? "opened" : found.error().toString().c_str());
    }

    void isCalledOffAtOnce()
    {
        QTcpServer silent; // takes connections and never answers
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        DataServices services({m_folder.filePath(QStringLiteral("cache2")).toStdString(), false});
        DemoPlatform demo(services);
        std::stop_source stop;
        std::optional<ErrorCode> code;
        std::thread worker([&] {
            const auto found = probeSource(QStringLiteral("http://127.0.0.1:%1/tileset.json").arg(silent.serverPort()),
                                           services.assets(), demo, std::chrono::minutes(5), stop.get_token());
            if (!found)
                code = found.error().code;
        });
        const bool asked = silent.waitForNewConnection(20'000);
        stop.request_stop();
        worker.join(); // in five minutes, did it not listen
        QVERIFY(asked);
        QVERIFY(code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSourceProbe)
#include "TestSourceProbe.moc"
