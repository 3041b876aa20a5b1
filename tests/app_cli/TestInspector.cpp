// inspect and what opens scenes say the same of a file that is neither; what is wrong with a package is told without its path.
#include "app/cli/Inspector.h"
#include "app/services/DataServices.h"
#include "app/services/DemoPlatform.h"
#include "app/services/SceneSource.h"
#include "geodata/tiles3d/Content.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace guanjing;
using namespace guanjing::app;

class TestInspector : public QObject {
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
    void saysWhatOpeningSays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("detail");
        QTest::newRow("web page") << QByteArray("<html><body>404</body></html>")
                                  << QString::fromLatin1(tiles3d::kWebPageDetail);
        QTest::newRow("a root that is none") << QByteArray(R"({"root":5})") << "no root tile";
    }
    void saysWhatOpeningSays()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, detail);
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const QString path = put(QStringLiteral("a.json"), bytes);
        const auto opened = probeSource(path, services.assets(), demo, std::chrono::seconds(10), {});
        QVERIFY(!opened);
        QCOMPARE(QString::fromStdString(opened.error().detail), detail);
        const auto scene = openScene(path, services.assets(), demo, {});
        if (!scene)
            QCOMPARE(QString::fromStdString(scene.error().detail), detail);
        else
            QCOMPARE(scene->tilesets.size(), std::size_t{1});
        const auto report = Inspector(services.assets(), demo, {}).inspect(path.toStdString());
        const std::string told = !report ? report.error().detail : report->issues.at(0).message;
        QCOMPARE(QString::fromStdString(told), detail);
    }

    void schemasAndTilesAreToldTheirDefects_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("message");
        QTest::newRow("schema") << QByteArray(R"({"id":"S","enums":{"e":{"values":[{"name":"A","value":"one"}]}}})")
                                << "schema"
                                << "a value without a name and a whole number";
        QTest::newRow("content beside contents")
            << QByteArray(R"({"asset":{"version":"1.1"},"geometricError":1,"root":{"refine":"ADD","geometricError":1,)"
                          R"("boundingVolume":{"sphere":[0,0,0,1]},"content":{"uri":"a.glb"},"contents":[]}})")
            << "tileset"
            << "both content and contents";
    }
    void schemasAndTilesAreToldTheirDefects()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, format);
        QFETCH(QString, message);
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const QString path = put(QStringLiteral("b.json"), bytes);
        const auto report = Inspector(services.assets(), demo, {}).inspect(path.toStdString());
        QVERIFY(report);
        QCOMPARE(QString::fromStdString(report->format), format);
        const auto told = [&](const Issue& issue) { return QString::fromStdString(issue.message) == message; };
        QCOMPARE(std::count_if(report->issues.begin(), report->issues.end(), told), 1);
    }

    /// A scene's DEM and its offset grid are rasters: no layer.json is looked for.
    void rastersOfTerrainAreTaken()
    {
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        const QByteArray scene = "{\"name\":\"S\",\"terrain\":[{\"name\":\"DEM\",\"kind\":\"dem\",\"url\":\"none.tif\","
                                 "\"heights\":\"1985\",\"offsetGrid\":\"geoid.tif\"}]}";
        const QString path = put(QStringLiteral("dem.scene.json"), scene);
        const auto report = Inspector(services.assets(), demo, {}).inspect(path.toStdString());
        QVERIFY(report.has_value());
        QCOMPARE(report->issues.size(), std::size_t{2});
        QVERIFY2(report->issues[0].message.find("none.tif") != std::string::npos
                     && report->issues[0].message.find("layer.json") == std::string::npos,
                 report->issues[0].message.c_str());
        QVERIFY(report->issues[1].message.find("geoid.tif") != std::string::npos);
    }

    void packageIsNotNamedTwice()
    {
        DataServices services({m_folder.filePath(QStringLiteral("cache")).toStdString(), true});
        DemoPlatform demo(services);
        for (const char* name : {"a.3tz", "a.3dtiles"}) {
            const QString path = put(QString::fromLatin1(name), QByteArray(200, 'x'));
            const auto report = Inspector(services.assets(), demo, {}).inspect(path.toStdString());
            QVERIFY(report);
            QCOMPARE(report->issues.size(), std::size_t{1});
            QCOMPARE(report->issues.front().where, std::string());
            QVERIFY(!report->issues.front().message.empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestInspector)
#include "TestInspector.moc"
