// Scene files on real disks: full, read-only, linked; and bare sources turned into scenes.
#include "layers/scene/Scene.h"
#include "layers/scene/SceneFile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

Scene named(const char* name)
{
    Scene scene;
    scene.name = name;
    return scene;
}

Scene bigScene()
{
    Scene scene = named("Big");
    for (const char* name : {"a", "b", "c", "d", "e"}) {
        Viewpoint& view = scene.viewpoints.emplace_back();
        view.name = name;
        view.thumbnail = "data:image/png;base64,iVBORw" + std::string(40'000, 'A') + "==";
    }
    return scene;
}

QStringList everythingIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

} // namespace

class TestSceneFile : public QObject {
    Q_OBJECT
private slots:
    void savesAndLoads()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("城.scene.json").toStdString();
        Scene scene = bigScene();
        QVERIFY(saveSceneFile(scene, path).has_value());
        scene.name = "Second";
        QVERIFY(saveSceneFile(scene, "file://" + path).has_value());
        const auto again = loadSceneFile(path);
        QVERIFY2(again.has_value(), again ? "" : again.error().toString().c_str());
        QVERIFY(*again == scene);
        QCOMPARE(everythingIn(folder.path()), QStringList{"城.scene.json"});
    }

    void keepsPermissionsAndFollowsLinks()
    {
        const QTemporaryDir folder;
        const QString real = folder.filePath("real.scene.json"), link = folder.filePath("link.scene.json");
        put(real, "{}");
        QVERIFY(QFile::setPermissions(real, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(QFile::link(real, link));
        QVERIFY(saveSceneFile(named("a"), link.toStdString()).has_value());
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(contentOf(real).contains("\"a\""));
        QVERIFY(!(QFile::permissions(real) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aWriteThatFailsHalfwayLeavesTheOldFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("a.scene.json");
        put(path, "{\"name\": \"old\"}");
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QVERIFY(getrlimit(RLIMIT_FSIZE, &before) == 0);
        rlimit tight = before;
        tight.rlim_cur = 4096;
        QVERIFY(setrlimit(RLIMIT_FSIZE, &tight) == 0);
        const auto saved = saveSceneFile(bigScene(), path.toStdString());
        QVERIFY(setrlimit(RLIMIT_FSIZE, &before) == 0);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::WriteFailed);
        QCOMPARE(saved.error().source, path.toStdString());
        QCOMPARE(contentOf(path), QByteArray("{\"name\": \"old\"}"));
        QCOMPARE(everythingIn(folder.path()), QStringList{"a.scene.json"});
    }

    void aFullDiskIsNamed()
    {
        QCOMPARE(writeErrorCode(ENOSPC), ErrorCode::DiskFull);
        QCOMPARE(writeErrorCode(EDQUOT), ErrorCode::DiskFull);
        QCOMPARE(writeErrorCode(EACCES), ErrorCode::WriteFailed);
        const QTemporaryDir folder;
        if (unshare(CLONE_NEWNS) != 0 || mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
            || mount("tmpfs", folder.path().toUtf8().constData(), "tmpfs", 0, "size=64k") != 0)
            QSKIP("no right to mount a small disk here");
        const QString path = folder.filePath("a.scene.json");
        put(path, "{\"name\": \"old\"}");
        const auto saved = saveSceneFile(bigScene(), path.toStdString());
        const QByteArray after = contentOf(path);
        const QStringList left = everythingIn(folder.path());
        umount(folder.path().toUtf8().constData());
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::DiskFull);
        QCOMPARE(after, QByteArray("{\"name\": \"old\"}"));
        QCOMPARE(left, QStringList{"a.scene.json"});
    }

    void refusesPlacesThatCannotBeWritten()
    {
        const QTemporaryDir folder;
        put(folder.filePath("file"), "x");
        for (const QString& path :
             {folder.filePath("file/a.scene.json"), folder.filePath("none/a.scene.json"), folder.path()}) {
            const auto saved = saveSceneFile(Scene{}, path.toStdString());
            QVERIFY2(!saved, qPrintable(path));
            QCOMPARE(saved.error().code, ErrorCode::WriteFailed);
        }
        if (geteuid() == 0)
            QSKIP("root may write everywhere");
        put(folder.filePath("fixed.scene.json"), "{}");
        QVERIFY(QFile::setPermissions(folder.filePath("fixed.scene.json"), QFile::ReadOwner));
        const auto saved = saveSceneFile(Scene{}, folder.filePath("fixed.scene.json").toStdString());
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::WriteFailed);
    }

    void loadingNamesWhatIsWrong()
    {
        const QTemporaryDir folder;
        QCOMPARE(loadSceneFile(folder.filePath("none.scene.json").toStdString()).error().code, ErrorCode::NotFound);
        QCOMPARE(loadSceneFile(folder.path().toStdString()).error().code, ErrorCode::ReadFailed);
        put(folder.filePath("a.scene.json"), "{\n\"x\": 1}");
        const auto scene = loadSceneFile(folder.filePath("a.scene.json").toStdString());
        QVERIFY(!scene);
        QCOMPARE(scene.error().detail, std::string("line 2: x: unknown key"));
        const auto several =
            parseScene("{\"nmae\": 1,\n\"viewpoints\": [{\"name\": \"a\", \"lon\": \"x\", \"h\": 3}]}", "a");
        QVERIFY(!several);
        QCOMPARE(several.error().detail,
                 std::string("line 1: nmae: unknown key\n"
                             "line 2: viewpoints[0].lon: must be a number, is a text\n"
                             "line 2: viewpoints[0].lat: is missing"));

        // What the tables cannot say is gathered as well.
        const auto crossed =
            parseScene("{\"tilesets\": [\n"
                       "{\"name\": \"a\", \"url\": \"a.json\", \"style\": {\"color\": \"nothing(\"}},\n"
                       "{\"name\": \"a\", \"url\": \"b.json\"}],\n"
                       "\"clips\": [\n"
                       "{\"name\": \"c\", \"mode\": \"clip-inside\", \"sources\": [\"z\"]},\n"
                       "{\"name\": \"c\", \"mode\": \"flatten\", \"polygon\": [[113, 23], [114, 23], [114, 24]]}]}",
                       "/a");
        QVERIFY(!crossed);
        const QStringList lines = QString::fromStdString(crossed.error().detail).split('\n');
        QStringList places;
        for (const QString& line : lines)
            places += line.section(": ", 0, 1);
        QCOMPARE(
            places,
            QStringList({"line 3: tilesets[1].name", "line 2: tilesets[0].style.color", "line 5: clips[0].sources[0]",
                         "line 5: clips[0]", "line 6: clips[1].name", "line 6: clips[1].height"}));
    }

    void wrapsSources_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::newRow("tileset URL") << "https://host/city/tileset.json?v=3"
                                     << "tileset"
                                     << "city";
        QTest::newRow("tileset at the root") << "https://host/tileset.json"
                                             << "tileset"
                                             << "host";
        QTest::newRow("tileset at the root of a port") << "http://127.0.0.1:8080/tileset.json"
                                                       << "tileset"
                                                       << "127.0.0.1:8080";
        QTest::newRow("xyz of a server by number") << "https://{s}.host/{z}/{x}/{y}.png"
                                                   << "imagery:xyz"
                                                   << "host";
        QTest::newRow("glb URL") << "http://host/a/House.GLB"
                                 << "tileset"
                                 << "House.GLB";
        QTest::newRow("URL without extension") << "http://host/assets/17"
                                               << "tileset"
                                               << "17";
        QTest::newRow("xyz") << "http://host/ortho/{z}/{x}/{y}.jpg"
                             << "imagery:xyz"
                             << "ortho";
        QTest::newRow("tms") << "http://host/ortho/{z}/{x}/{-y}.png"
                             << "imagery:tms"
                             << "ortho";
        QTest::newRow("WMTS") << "https://host/img_c/wmts?tk=K"
                              << "imagery:wmts"
                              << "img_c";
        QTest::newRow("WMTS's document") << "https://host/ortho/WMTSCapabilities.xml"
                                         << "imagery:wmts"
                                         << "ortho";
        QTest::newRow("WMS") << "https://host/ows?SERVICE=WMS&VERSION=1.3.0"
                             << "imagery:wms"
                             << "ows";
        QTest::newRow("COG") << "https://host/2026/Ortho.TIF"
                             << "imagery:gdal"
                             << "Ortho.TIF";
        QTest::newRow("SensorThings") << "http://host/FROST/v1.1/"
                                      << "live"
                                      << "SensorThings";
    }
    void wrapsSources()
    {
        QFETCH(QString, source);
        QFETCH(QString, kind);
        QFETCH(QString, name);
        const auto scene = sceneForSource(source.toStdString());
        QVERIFY2(scene.has_value(), scene ? "" : scene.error().toString().c_str());
        QString got, url;
        if (!scene->tilesets.empty()) {
            got = "tileset";
            url = QString::fromStdString(scene->tilesets[0].url);
        } else if (!scene->imagery.empty()) {
            got = "imagery:" + QString::fromStdString(scene->imagery[0].kind);
            url = QString::fromStdString(scene->imagery[0].url);
        } else if (!scene->live.empty()) {
            got = "live";
            url = QString::fromStdString(scene->live[0].url);
        }
        QCOMPARE(got, kind);
        QCOMPARE(url, source);
        QCOMPARE(QString::fromStdString(scene->name), name);
        QVERIFY2(parseScene(writeScene(*scene, "/a.scene.json"), "/a.scene.json") == *scene,
                 "what it makes can be saved");
    }

    void looksIntoLocalFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("outcome"); // "tileset", or the code's word and part of the detail
        const QByteArray tileset = R"({"asset": {"version": "1.0"}, "geometricError": 1, "root": {}})";
        QTest::newRow("tileset.json") << "tileset.json" << tileset << "tileset";
        QTest::newRow("tileset by another name") << "x.json" << tileset << "tileset";
        QTest::newRow("tileset without extension") << "x" << tileset << "tileset";
        QTest::newRow("broken tileset.json goes to the engine")
            << "tileset.json" << QByteArray("{\"asset") << "tileset";
        QTest::newRow("gltf") << "x.gltf" << QByteArray(R"({"asset": {}, "meshes": []})") << "tileset";
        QTest::newRow("glb without extension") << "x" << QByteArray("glTF\2\0\0\0", 8) << "tileset";
        QTest::newRow("damaged b3dm") << "x.b3dm" << QByteArray("oops") << "tileset";
        QTest::newRow("scene") << "x.json" << QByteArray(R"({"name": "a", "viewpoints": []})") << "usage scene";
        QTest::newRow("GeoJSON") << "x.json" << QByteArray(R"({"type": "FeatureCollection"})")
                                 << "unsupported-feature GeoJSON";
        QTest::newRow("GeoTIFF by name") << "x.TIF" << QByteArray("whatever") << "imagery gdal";
        QTest::newRow("GeoTIFF by bytes") << "x.dat" << QByteArray("II*\0\0\0\0\0", 8) << "imagery gdal";
        QTest::newRow("GeoPackage") << "x.gpkg" << QByteArray("SQLite format 3\0", 16) << "imagery gdal";
        QTest::newRow("VRT") << "x.xml" << QByteArray("<VRTDataset rasterXSize=\"1\"/>") << "imagery gdal";
        QTest::newRow("WMTS") << "x.xml" << QByteArray("<Capabilities xmlns=\"http://www.opengis.net/wmts/1.0\"/>")
                              << "imagery wmts";
        QTest::newRow("WMS") << "x" << QByteArray("<?xml?><WMS_Capabilities version=\"1.3.0\"/>") << "imagery wms";
        QTest::newRow("TMS") << "x.xml" << QByteArray("<TileMap version=\"1.0.0\"/>") << "imagery tms";
        QTest::newRow("CSV") << "x.csv" << QByteArray("a,b") << "unsupported-feature CSV";
        QTest::newRow("anything") << "x.bin" << QByteArray("anything") << "bad-magic bytes";
        QTest::newRow("empty") << "x.glb" << QByteArray() << "empty no bytes";
    }
    void looksIntoLocalFiles()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, outcome);
        const QTemporaryDir folder;
        put(folder.filePath(name), bytes);
        const auto scene = sceneForSource(folder.filePath(name).toStdString());
        QCOMPARE(isSceneFile(folder.filePath(name).toStdString()), outcome == "usage scene");
        if (outcome == "tileset") {
            QVERIFY2(scene.has_value(), scene ? "" : scene.error().toString().c_str());
            QCOMPARE(scene->tilesets.at(0).url, folder.filePath(name).toStdString());
            return;
        }
        if (outcome.startsWith("imagery ")) {
            QVERIFY2(scene.has_value(), scene ? "" : scene.error().toString().c_str());
            QCOMPARE(QString::fromStdString(scene->imagery.at(0).kind), outcome.mid(8));
            QCOMPARE(scene->imagery.at(0).url, folder.filePath(name).toStdString());
            return;
        }
        QVERIFY(!scene);
        const QString code = outcome.section(' ', 0, 0);
        QCOMPARE(QString::fromLatin1(errorCodeName(scene.error().code).data()), code);
        QVERIFY2(QString::fromStdString(scene.error().detail).contains(outcome.section(' ', 1)),
                 scene.error().detail.c_str());
        QCOMPARE(scene.error().source, folder.filePath(name).toStdString());
    }

    void takesWhatARequestAsksFor()
    {
        const auto wmts = sceneForSource("https://h/img_w/wmts?SERVICE=WMTS&REQUEST=GetTile&LAYER=img&STYLE=default"
                                         "&TILEMATRIXSET=w&TILEMATRIX=3&TILEROW=1&TILECOL=2&tk=K");
        QVERIFY(wmts);
        QCOMPARE(wmts->imagery.at(0).layer, std::string("img"));
        QCOMPARE(wmts->imagery.at(0).style, std::string("default"));
        QCOMPARE(wmts->imagery.at(0).matrixSet, std::string("w"));
        const auto wms = sceneForSource("https://h/ows?service=WMS&request=GetMap&layers=a%2Cb&styles=&crs=CRS:84");
        QVERIFY(wms);
        QCOMPARE(wms->imagery.at(0).layer, std::string("a,b"));
        QVERIFY(wms->imagery.at(0).style.empty());
    }

    void namesSourcesItCannotTake()
    {
        QCOMPARE(sceneForSource("").error().code, ErrorCode::BadUrl);
        QCOMPARE(sceneForSource("ftp://host/tileset.json").error().code, ErrorCode::BadUrl);
        QCOMPARE(sceneForSource("/no/such/tileset.json").error().code, ErrorCode::NotFound);
        QCOMPARE(sceneForSource("http://host/wfs?SERVICE=WFS").error().code, ErrorCode::UnsupportedFeature);
        QCOMPARE(sceneForSource("http://host/a.scene.json").error().code, ErrorCode::Usage);
        const QTemporaryDir folder;
        QCOMPARE(sceneForSource(folder.path().toStdString()).error().code, ErrorCode::NotFound);
        put(folder.filePath("tileset.json"), "{\"root\": {}}");
        const auto scene = sceneForSource(folder.path().toStdString());
        QVERIFY(scene.has_value());
        QCOMPARE(scene->tilesets.at(0).url, folder.filePath("tileset.json").toStdString());
    }
};

QTEST_GUILESS_MAIN(TestSceneFile)
#include "TestSceneFile.moc"
