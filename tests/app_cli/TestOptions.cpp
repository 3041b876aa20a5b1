#include "app/cli/AreaOption.h"
#include "app/cli/Options.h"
#include "geodata/core/Bytes.h"
#include "geodata/store/StoreKey.h"
#include "layers/scene/Scene.h"

#include <QTemporaryDir>
#include <QTest>

using namespace guanjing;
using namespace guanjing::app;

class TestOptions : public QObject {
    Q_OBJECT
private slots:
    void withoutArgumentsTheWindowOpens()
    {
        const auto options = parseOptions({});
        QVERIFY(options);
        QCOMPARE(options->command, Command::Window);
        QVERIFY(options->source.isEmpty());
    }

    void renderReadsItsViews()
    {
        const auto options =
            parseOptions({"render", "demo", "--view", "113.75,22.985,2500,0,-35", "--view=113.7,23.0,-5,350.5,12",
                          "--size", "640x480", "--sse", "8", "--out", "a.png", "--sun", "2026-11-22T17:30", "--date",
                          "2026-06", "--timeout", "5"});
        QVERIFY2(options, options ? "" : options.error().detail.c_str());
        QCOMPARE(options->command, Command::Render);
        QCOMPARE(options->source, QStringLiteral("demo"));
        QCOMPARE(options->views.size(), std::size_t{2});
        QCOMPARE(options->views[0].lonDegrees, 113.75);
        QCOMPARE(options->views[1].heightMeters, -5.0);
        QCOMPARE(options->views[1].pitchDegrees, 12.0);
        QCOMPARE(options->width, 640);
        QCOMPARE(options->height, 480);
        QCOMPARE(options->screenSpaceError, 8.0);
        // A bare time is Asia/Shanghai.
        QCOMPARE(options->sun->toString(Qt::ISODate), QStringLiteral("2026-11-22T09:30:00Z"));
    }

    void exportReadsWhatGoesWhere()
    {
        const auto options =
            parseOptions({"export", "demo", "--layer", "正射影像", "--area", "113.7,22.9,113.8,23.0", "--out",
                          "A.MBTiles", "--level", "18", "--min-level", "12", "--date", "2026-06"});
        QVERIFY2(options, options ? "" : options.error().detail.c_str());
        QCOMPARE(options->command, Command::Export);
        QCOMPARE(options->layer, QStringLiteral("正射影像"));
        QCOMPARE(options->area, QStringLiteral("113.7,22.9,113.8,23.0"));
        QCOMPARE(options->format, QStringLiteral("mbtiles"));
        QCOMPARE(options->coding, QStringLiteral("auto"));
        QCOMPARE(options->maxLevel, std::optional(18));
        QCOMPARE(options->minLevel, std::optional(12));
        const auto cog = parseOptions({"export", "demo", "--area", "a.geojson", "--out", "a.bin", "--format", "cog"});
        QVERIFY(cog);
        QCOMPARE(cog->format, QStringLiteral("cog"));
        QVERIFY(!cog->maxLevel);
    }

    void commonOptionsMayStandBeforeTheCommand()
    {
        const auto options = parseOptions({"--language", "en", "--offline", "inspect", "a.json"});
        QVERIFY2(options, options ? "" : options.error().detail.c_str());
        QCOMPARE(options->command, Command::Inspect);
        QCOMPARE(options->source, QStringLiteral("a.json"));
        QVERIFY(options->offline);
        QCOMPARE(parseOptions({"--language", "en", "demo"})->command, Command::Window);
    }

    void onlyPicturesCanBePlain()
    {
        QVERIFY(parseOptions({"render", "demo", "--out", "a.png", "--plain"})->isPlain);
        QVERIFY(!parseOptions({"render", "demo", "--out", "a.png"})->isPlain);
        QVERIFY(!parseOptions({"bench", "demo", "--plain"}));
    }

    void aZoneInTheSunIsKept()
    {
        const auto options = parseOptions({"render", "demo", "--out", "a.png", "--sun", "2026-11-22T17:30:00Z"});
        QVERIFY(options);
        QCOMPARE(options->sun->toString(Qt::ISODate), QStringLiteral("2026-11-22T17:30:00Z"));
    }

    void wrongUsageIsNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("render without scene") << QStringList{"render", "--out", "a.png"} << "SCENE";
        QTest::newRow("render without out") << QStringList{"render", "demo"} << "--out";
        QTest::newRow("short view") << QStringList{"render", "demo", "--out", "a.png", "--view", "1,2,3"} << "1,2,3";
        QTest::newRow("view of words") << QStringList{"render", "demo", "--out", "a.png", "--view", "1,2,x,4,5"} << "x";
        QTest::newRow("nan") << QStringList{"render", "demo", "--out", "a.png", "--view", "1,2,nan,4,5"} << "nan";
        QTest::newRow("latitude") << QStringList{"render", "demo", "--out", "a.png", "--view", "1,92,3,4,5"}
                                  << "--view";
        QTest::newRow("longitude") << QStringList{"render", "demo", "--out", "a.png", "--view", "213,22,3,4,5"}
                                   << "213";
        QTest::newRow("timeout of words")
            << QStringList{"render", "demo", "--out", "a.png", "--timeout", "soon"} << "seconds";
        QTest::newRow("timeout below nothing")
            << QStringList{"render", "demo", "--out", "a.png", "--timeout", "-3"} << "-3";
        QTest::newRow("samples of words")
            << QStringList{"render", "demo", "--out", "a.png", "--samples", "x"} << "--samples";
        QTest::newRow("option mistyped") << QStringList{"render", "demo", "--out", "a.png", "--timout", "3"}
                                         << "--timeout";
        QTest::newRow("option begun") << QStringList{"inspect", "a.json", "--foll"} << "--follow";
        QTest::newRow("option of nowhere") << QStringList{"inspect", "a.json", "--zzzzzz"} << "--help";
        QTest::newRow("command mistyped") << QStringList{"rendr", "demo"} << "\"render\"";
        QTest::newRow("size") << QStringList{"render", "demo", "--out", "a.png", "--size", "800"} << "800";
        QTest::newRow("huge size") << QStringList{"render", "demo", "--out", "a.png", "--size", "80000x600"}
                                   << "80000x600";
        QTest::newRow("zero sse") << QStringList{"render", "demo", "--out", "a.png", "--sse", "0"} << "sse";
        QTest::newRow("sun") << QStringList{"render", "demo", "--out", "a.png", "--sun", "noon"} << "noon";
        QTest::newRow("shadows") << QStringList{"render", "demo", "--out", "a.png", "--shadows", "long"} << "--shadows";
        QTest::newRow("date") << QStringList{"render", "demo", "--out", "a.png", "--date", "June"} << "June";
        QTest::newRow("no such day") << QStringList{"render", "demo", "--out", "a.png", "--date", "2026-06-31"}
                                     << "2026-06-31";
        QTest::newRow("unknown option") << QStringList{"serve", "--prot", "1"} << "prot";
        QTest::newRow("port") << QStringList{"serve", "--port", "99999"} << "99999";
        QTest::newRow("inspect nothing") << QStringList{"inspect"} << "SOURCE";
        QTest::newRow("two sources") << QStringList{"inspect", "a", "b"} << "b";
        QTest::newRow("bench without views") << QStringList{"bench", "demo"} << "--views";
        QTest::newRow("export nowhere") << QStringList{"export", "demo", "--out", "a.tif"} << "--area";
        QTest::newRow("export into nothing") << QStringList{"export", "demo", "--area", "1,2,3,4"} << "--out";
        QTest::newRow("export of what format")
            << QStringList{"export", "demo", "--area", "1,2,3,4", "--out", "a.xyz"} << "--format";
        QTest::newRow("export level") << QStringList{"export", "demo",  "--area",  "1,2,3,4",
                                                     "--out",  "a.tif", "--level", "x"}
                                      << "\"x\"";
        QTest::newRow("language") << QStringList{"--language", "fr"} << "fr";
        QTest::newRow("log") << QStringList{"--log", "loud"} << "loud";
        QTest::newRow("proxy of no kind") << QStringList{"--proxy", "bad://x", "inspect", "demo"} << "bad://";
        QTest::newRow("proxy without a host") << QStringList{"--proxy", "http://", "inspect", "demo"} << "http://";
        QTest::newRow("proxy of no port") << QStringList{"--proxy", "http://h:99999", "inspect", "demo"} << "99999";
        QTest::newRow("proxy with a login")
            << QStringList{"--proxy", "http://me:secret@h:1", "inspect", "demo"} << "--auth";
        QTest::newRow("login without a file") << QStringList{"--auth", "city", "serve"} << "NAME=FILE";
    }

    void wrongUsageIsNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto options = parseOptions(arguments);
        QVERIFY(!options);
        QCOMPARE(options.error().code, ErrorCode::Usage);
        QVERIFY2(QString::fromStdString(options.error().detail).contains(named), options.error().detail.c_str());
    }

    void secretsOfAProxyAreNotRepeated()
    {
        const auto options = parseOptions({"--proxy", "http://me:secret@h:1", "inspect", "demo"});
        QVERIFY(!options);
        QVERIFY2(options.error().detail.find("secret") == std::string::npos, options.error().detail.c_str());
    }

    void proxiesThatAreUnderstood_data()
    {
        QTest::addColumn<QString>("proxy");
        for (const char* proxy : {"http://h:8080", "h:8080", "proxy.example", "socks5h://10.0.0.1:1080", "HTTPS://h:1/",
                                  "http://[::1]:3128", "none", ""})
            QTest::newRow(proxy) << QString::fromLatin1(proxy);
    }
    void proxiesThatAreUnderstood()
    {
        QFETCH(QString, proxy);
        const auto options = parseOptions({"--proxy=" + proxy, "inspect", "demo"});
        QVERIFY2(options, options ? "" : options.error().detail.c_str());
        QCOMPARE(QString::fromStdString(options->network.proxy.value_or("?")), proxy);
    }

    void townsAreAreas_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<int>("rings");
        for (const char* name : {"虎门", "虎门镇", "Humen", "humen", "HUMEN Town", " 虎门 "})
            QTest::newRow(name) << QString::fromUtf8(name) << 1;
        QTest::newRow("two") << QStringLiteral("虎门,Chang'an") << 2;
        QTest::newRow("two in Chinese") << QStringLiteral("虎门、长安") << 2;
        QTest::newRow("the same twice") << QStringLiteral("虎门,humen") << 1;
        QTest::newRow("the city") << QStringLiteral("东莞市") << 1;
        QTest::newRow("of the city") << QStringLiteral("虎门,东莞") << 1;
    }
    void townsAreAreas()
    {
        QFETCH(QString, names);
        QFETCH(int, rings);
        const auto area = areaOfTowns(names);
        QVERIFY2(area, area ? "" : area.error().toString().c_str());
        QCOMPARE(static_cast<int>(area->rings.size()), rings);
        QVERIFY(!area->isRectangle);
        QVERIFY(area->rings.front().size() > 10);
    }

    void unknownTownsNameTheNearest()
    {
        const auto near = areaOfTowns(QStringLiteral("Hunen"));
        QVERIFY(!near);
        QCOMPARE(near.error().code, ErrorCode::NotFound);
        QVERIFY2(near.error().detail.find("Humen") != std::string::npos, near.error().detail.c_str());
        const auto chinese = areaOfTowns(QStringLiteral("虎们"));
        QVERIFY(!chinese);
        QVERIFY2(chinese.error().detail.find("虎门") != std::string::npos, chinese.error().detail.c_str());
        const auto far = areaOfTowns(QStringLiteral("Wolfenbuettel")); // none is near: all are told
        QVERIFY(!far);
        QVERIFY2(far.error().detail.find("Humen") != std::string::npos, far.error().detail.c_str());
    }

    void areasThatAreNone()
    {
        const layers::Scene scene;
        for (const char* text : {"113,22", "1,2,3", "1,2,3,4,5"}) {
            const auto area = readArea(QString::fromLatin1(text), scene, {});
            QVERIFY(!area);
            QCOMPARE(QString::fromStdString(area.error().detail),
                     QStringLiteral("four degrees are needed: west,south,east,north"));
        }
        const auto town = readArea(QStringLiteral("虎门"), scene, {}); // no demo city
        QVERIFY(!town);
        QCOMPARE(town.error().code, ErrorCode::NotFound);
        QVERIFY(readArea(QStringLiteral("113.7,22.9,113.8,23"), scene, {}));
    }

    void areasBesideTheDemoCityAreKnown()
    {
        layers::Scene scene;
        scene.imagery.emplace_back().url = "http://127.0.0.1:1/{z}/{x}/{y}.jpg";
        const std::string base = "http://127.0.0.1:1/";
        ChosenArea beijing, town;
        beijing.rings = {{{116, 39}, {117, 39}, {117, 40}, {116, 40}}};
        town.rings = {{{113.7, 22.9}, {113.8, 22.9}, {113.8, 23}, {113.7, 23}}};
        QVERIFY(isBesideDemoCity(beijing, scene, base));
        QVERIFY(!isBesideDemoCity(town, scene, base));
        QVERIFY(!isBesideDemoCity(beijing, scene, {}));
    }

    void loginsAndCertificates()
    {
        QTemporaryDir folder;
        const QString login = folder.filePath(QStringLiteral("login")),
                      words = folder.filePath(QStringLiteral("words"));
        for (const auto& [path, text] :
             {std::pair(login, "planner:blue sky\n"), {words, "open sesame\nsecond line\n"}}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) > 0);
        }
        const auto options = parseOptions({"--auth", "city=" + login, "--proxy", "none", "--client-certificate",
                                           "h:8443=/c.p12", "--cache-passphrase-file", words, "inspect", "a.json"});
        QVERIFY2(options, options ? "" : options.error().toString().c_str());
        QVERIFY(options->command == Command::Inspect);
        QCOMPARE(options->network.logins.at("city").password, std::string("blue sky"));
        QCOMPARE(options->network.certificates.at(0).host, std::string("h:8443"));
        QVERIFY(options->network.proxy == "none");
        QVERIFY(options->cacheKey && options->usesUsualCache);
        QVERIFY(asText(options->cacheKey->secret.bytes()) == "open sesame");
        const auto missing = parseOptions({"--auth", "city=" + login + "x", "inspect", "a.json"});
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        const auto both = parseOptions({"--cache-passphrase-file", words, "--cache-passphrase-file", login + "x"});
        QVERIFY(!both);
    }

    void helpIsCompletePerCommand_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QStringList>("options");
        const QStringList common{"--cache", "--offline", "--language", "--log"};
        QTest::newRow("render") << "render" << common + QStringList{"--view",  "--size", "--sse",  "--out",
                                                                    "--stats", "--sun",  "--date", "--timeout"};
        QTest::newRow("bench") << "bench" << common + QStringList{"--views", "--size", "--sse", "--no-draw", "--stats"};
        QTest::newRow("inspect") << "inspect" << common + QStringList{"--json", "--follow"};
        QTest::newRow("export") << "export" << common + QStringList{"--area", "--layer", "--format", "--out"};
        QTest::newRow("serve") << "serve" << common + QStringList{"--port"};
    }

    void helpIsCompletePerCommand()
    {
        QFETCH(QString, command);
        QFETCH(QStringList, options);
        const auto parsed = parseOptions({command, "--help"});
        QVERIFY(parsed);
        QCOMPARE(parsed->command, Command::Help);
        for (const QString& option : options)
            QVERIFY2(parsed->help.contains(option), qPrintable(option));
        const QString usage = parsed->help.section('\n', 0, 0);
        for (const char* needed : command == "render" ? std::vector{"SCENE", "--view", "--out"}
                 : command == "bench"                 ? std::vector{"SCENE", "--views"}
                 : command == "inspect"               ? std::vector{"SOURCE"}
                 : command == "export"                ? std::vector{"SCENE", "--layer", "--area", "--out"}
                                                      : std::vector{"serve"})
            QVERIFY2(usage.contains(needed), qPrintable(usage));
        const auto general = parseOptions({"--help"});
        QVERIFY(general);
        QVERIFY(general->help.contains(command));
    }

    void theHintNamesTheCommand()
    {
        QVERIFY(usageHint({"render", "demo", "--zzz"}).contains("\"guanjing render --help\""));
        QVERIFY(usageHint({"--language", "en", "inspect"}).contains("\"guanjing inspect --help\""));
        QVERIFY(usageHint({"demo", "--zzz"}).contains("\"guanjing --help\""));
    }

    void viewsFile()
    {
        QTemporaryDir dir;
        const auto write = [&](const char* text) {
            QFile file(dir.filePath("views.json"));
            [[maybe_unused]] const bool open = file.open(QIODevice::WriteOnly);
            file.write(text);
            return file.fileName();
        };
        const auto views = readViewsFile(write(R"([{"lon":113.75,"lat":22.985,"h":2500,"heading":0,"pitch":-35}])"));
        QVERIFY(views);
        QCOMPARE(views->front().pitchDegrees, -35.0);
        QCOMPARE(readViewsFile(write("[")).error().code, ErrorCode::BadJson);
        QCOMPARE(readViewsFile(write("{}")).error().code,
                 ErrorCode::BadValue); // it is JSON
        QCOMPARE(readViewsFile(write("[]")).error().code, ErrorCode::BadValue);
        QVERIFY(readViewsFile(write(R"([{"lon":113.75,"lat":22.985,"h":"x","heading":0,"pitch":-35}])"))
                    .error()
                    .detail.find("\"h\"")
                != std::string::npos);
        const auto unknown =
            readViewsFile(write(R"([{"lon":113.75,"lat":22.985,"h":2500,"heading":0,"pitch":-35,"fov":60}])"));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().detail, std::string("view 1: unknown key \"fov\""));
        const auto far = readViewsFile(write(R"([{"lon":213,"lat":22.985,"h":2500,"heading":0,"pitch":-35}])"));
        QVERIFY(!far);
        QVERIFY2(far.error().detail.find("view 1") != std::string::npos, far.error().detail.c_str());
        QVERIFY(!readViewsFile(write(R"([{"lon":213,"lat":22.985,"h":2500,"heading":0,"pitch":-35}])")));
        QCOMPARE(readViewsFile(dir.filePath("none.json")).error().code, ErrorCode::ReadFailed);
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "TestOptions.moc"
