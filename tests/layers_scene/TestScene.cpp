// The scene document: what is read, what is refused and how that is said, and that writing loses nothing.
#include "geodata/core/Limits.h"
#include "layers/scene/Scene.h"
#include "tests/Paths.h"
#include "tests/layers_scene/SceneSample.h"

#include <QtTest>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

const std::string& kFull = sceneSample();

Scene parsed(const std::string& text, const std::string& base = "/data/city/a.scene.json")
{
    auto scene = parseScene(text, base);
    if (!scene)
        qFatal("%s", scene.error().toString().c_str());
    return *scene;
}

} // namespace

class TestScene : public QObject {
    Q_OBJECT
private slots:
    void readsEveryKey()
    {
        const Scene scene = parsed(kFull);
        QCOMPARE(scene.name, std::string("District"));
        QCOMPARE(scene.viewpoints.size(), std::size_t{1});
        const Viewpoint& view = scene.viewpoints[0];
        QCOMPARE(view.lonDegrees, 113.75);
        QCOMPARE(view.latDegrees, 22.985);
        QCOMPARE(view.heightMeters, 2500.0);
        QCOMPARE(view.headingDegrees, 10.5);
        QCOMPARE(view.pitchDegrees, -35.0);
        QCOMPARE(view.thumbnail, std::string("data:image/png;base64,iVBORw=="));
        QCOMPARE(scene.terrain.at(0).kind, std::string("quantized-mesh"));
        const ImagerySourceSpec& imagery = scene.imagery.at(0);
        QCOMPARE(imagery.url, std::string("/data/city/ortho/{z}/{x}/{y}.jpg"));
        QCOMPARE(imagery.minLevel, 3);
        QCOMPARE(imagery.maxLevel, 21);
        QCOMPARE(imagery.opacity, 0.5);
        QCOMPARE(imagery.date, std::string("2026-06"));
        QCOMPARE(imagery.cache, std::string("always"));
        QCOMPARE(imagery.crs, std::string("GCJ-02"));
        QCOMPARE(imagery.on, (std::vector<std::string>{"terrain", "Buildings"}));
        const TilesetSourceSpec& tileset = scene.tilesets.at(0);
        QCOMPARE(tileset.url, std::string("http://host/tileset.json?v=1"));
        QCOMPARE(tileset.heightOffsetMeters, -4.975);
        QCOMPARE(tileset.styleJson, std::string("{\"show\":\"${zeta} > 1\",\"extras\":{\"deep\":[1,2.5,null,\"x\"]}}"));
        QCOMPARE(tileset.visible, false);
        QCOMPARE(tileset.auth, std::string("platform"));
        QCOMPARE(tileset.points.isRound, false);
        QCOMPARE(tileset.points.scale, 1.5);
        QCOMPARE(tileset.points.maximumPixels, 6.0);
        QCOMPARE(tileset.points.hasEyeDome, false);
        QCOMPARE(tileset.points.eyeDomeStrength, 0.5);
        QCOMPARE(tileset.points.eyeDomePixels, 2.0);
        const LiveSourceSpec& live = scene.live.at(0);
        QCOMPARE(live.filter, std::string("name eq 'a'"));
        QCOMPARE(live.pollSeconds, 2.5);
        QCOMPARE(live.mqtt, std::string("mqtt://host:1883"));
        QCOMPARE(live.symbolJson, std::string("{\"size\":12}"));
        QCOMPARE(scene.vectors.at(0).url, std::string("/data/permits.gpkg"));
        QCOMPARE(scene.vectors.at(0).layer, std::string("permits"));
        QCOMPARE(scene.vectors.at(0).attribution, std::string("规划局"));
        QCOMPARE(scene.clips.size(), std::size_t{3});
        QCOMPARE(scene.clips[0].mode, std::string("clip-inside"));
        QCOMPARE(scene.clips[0].polygon.size(), std::size_t{3});
        QCOMPARE(scene.clips[0].polygon[2], (std::array{113.755, 22.99}));
        QCOMPARE(scene.clips[0].minHeightMeters, std::optional<double>(-5.5));
        QCOMPARE(scene.clips[0].maxHeightMeters, std::optional<double>(80));
        QCOMPARE(scene.clips[0].sources, std::vector<std::string>{"Buildings"});
        QVERIFY(scene.clips[0].enabled && !scene.clips[1].enabled);
        QCOMPARE(scene.clips[1].flatHeightMeters, 3.25);
        QVERIFY(scene.watermark == (WatermarkSpec{"内部资料", false, true, 0.25}));
        QVERIFY(scene.compare == (CompareSpec{"swipe", 0.25, {{"2026-06", {"Buildings"}}, {}}}));
        QVERIFY(scene.clips[2].box == (ClipBoxSpec{113.75, 22.98, 20, 200, 100.5, 60, 30}));
        QCOMPARE(scene.casesJson, std::string("{\"url\":\"http://host/collections/cases\",\"extra\":{\"kept\":true}}"));
        QCOMPARE(scene.dashboardJson, std::string("{\"widgets\":[]}"));
    }

    void readsTheShippedExample()
    {
        const auto scene = loadSceneFile(test::sourcePath("resources/scene/example.scene.json").toStdString());
        QVERIFY2(scene.has_value(), scene ? "" : scene.error().toString().c_str());
        QCOMPARE(scene->viewpoints.size(), std::size_t{2});
        QCOMPARE(scene->tilesets.at(0).name, scene->imagery.at(1).on.at(0));
        QCOMPARE(scene->live.size(), std::size_t{1});
    }

    void keepsDefaults()
    {
        const Scene scene =
            parsed("{\"imagery\": [{\"name\": \"a\", \"url\": \"b\"}], \"live\": [{\"name\": \"c\", \"url\": \"d\"}]}");
        QCOMPARE(scene.imagery[0].kind, std::string("xyz"));
        QCOMPARE(scene.imagery[0].maxLevel, 22);
        QCOMPARE(scene.imagery[0].on, std::vector<std::string>{"terrain"});
        QCOMPARE(scene.imagery[0].opacity, 1.0);
        QVERIFY(scene.imagery[0].visible);
        QCOMPARE(scene.live[0].pollSeconds, 10.0);
        QVERIFY(parsed("{}") == Scene{});
    }

    void writingLosesNothing()
    {
        const std::string path = "/data/city/a.scene.json";
        const Scene once = parsed(kFull, path);
        const std::string written = writeScene(once, path);
        QVERIFY(written.find("\"ortho/{z}/{x}/{y}.jpg\"") != std::string::npos);
        QVERIFY2(written.find("\"/data/permits.gpkg\"") != std::string::npos, "outside the folder: stays absolute");
        const Scene twice = parsed(written, path);
        QVERIFY(once == twice);
        QCOMPARE(writeScene(twice, path), written);
        // Saved elsewhere the same sources are meant.
        QVERIFY(parsed(writeScene(once, "/other/b.scene.json"), "/other/b.scene.json") == once);
    }

    void writesAwkwardPathsSoThatTheyComeBack_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("percent and hash") << "/data/city/50% #1?.gpkg";
        QTest::newRow("looks like a scheme") << "/data/city/http:x/y.gpkg";
        QTest::newRow("Chinese and blanks") << "/data/city/虎门 镇/a b.gpkg";
        QTest::newRow("parent folder") << "/data/a.gpkg";
        QTest::newRow("two dots in a name") << "/data/city/..a.gpkg";
    }
    void writesAwkwardPathsSoThatTheyComeBack()
    {
        QFETCH(QString, path);
        Scene scene;
        VectorSourceSpec& source = scene.vectors.emplace_back();
        source.name = "a";
        source.url = path.toStdString();
        const std::string file = "/data/city/a.scene.json";
        QCOMPARE(parsed(writeScene(scene, file), file).vectors[0].url, path.toStdString());
    }

    void resolvesAgainstAnHttpScene()
    {
        const Scene scene = parsed("{\"tilesets\": [{\"name\": \"a\", \"url\": \"../t/tileset.json\"}, {\"name\": "
                                   "\"b\", \"url\": \"/x.json\"}],\n                                       "
                                   "\"imagery\": [{\"name\": \"c\", \"url\": \"{z}/{x}/{y}.jpg\"}]}",
                                   "http://host/scenes/a.scene.json");
        QCOMPARE(scene.tilesets[0].url, std::string("http://host/t/tileset.json"));
        QCOMPARE(scene.tilesets[1].url, std::string("http://host/x.json"));
        QCOMPARE(scene.imagery[0].url, std::string("http://host/scenes/{z}/{x}/{y}.jpg"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("detail"); // beginning of it
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* text, const char* detail, const char* code = "bad-value") {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(detail) << QString::fromLatin1(code);
        };
        row("unknown key at the top", "{\n\n\"nmae\": 1}", "line 3: nmae: unknown key");
        row("unknown key in a source",
            "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\"},\n{\"name\":\n\"c\", \"url\": \"d\",\n\"maxlevel\": 3}]}",
            "line 4: imagery[1].maxlevel: unknown key");
        row("key of another kind of source", "{\"tilesets\": [{\"name\": \"a\", \"url\": \"b\", \"pollSeconds\": 3}]}",
            "line 1: tilesets[0].pollSeconds: unknown key");
        row("text for a number", "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\",\n \"maxLevel\": \"3\"}]}",
            "line 2: imagery[0].maxLevel: must be a whole number, is a text");
        row("number at the end of its line", "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\", \"maxLevel\": 99\n}]}",
            "line 1: imagery[0].maxLevel: 99 is outside 0 to 24");
        row("fraction for a level", "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\", \"maxLevel\": 3.5}]}",
            "line 1: imagery[0].maxLevel: must be a whole number, is a number with a fraction");
        row("null", "{\"name\": null}", "line 1: name: must be a text, is null");
        row("list for an object", "[]", "line 1: must be an object, is a list");
        row("object for a list", "{\"live\": {}}", "line 1: live: must be a list, is an object");
        row("text in a list of sources", "{\"live\": [\"x\"]}", "line 1: live[0]: must be an object, is a text");
        row("style that is text", "{\"tilesets\": [{\"name\": \"a\", \"url\": \"b\", \"style\": \"red\"}]}",
            "line 1: tilesets[0].style: must be an object, is a text");
        row("style with a wrong expression",
            "{\"tilesets\": [{\"name\": \"a\", \"url\": \"b\", \"style\": {\"color\": {\"conditions\": [\n"
            "[\"true\", \"color()\"],\n[\"${h} >\", \"color()\"]]}}}]}",
            "line 3: tilesets[0].style.color.conditions[1][0]: character 7: ends where a value is expected");
        row("style with a wrong key and a wrong expression",
            "{\"tilesets\": [{\"name\": \"a\", \"url\": \"b\",\n\"style\": {\n\"name\": 1, \"color\": \"color(\"}}]}",
            "line 3: tilesets[0].style.color: character");
        row("number among on", "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\", \"on\": [\"terrain\", 3]}]}",
            "line 1: imagery[0].on[1]: must be a text, is a whole number");
        row("visible as number", "{\"vectors\": [{\"name\": \"a\", \"url\": \"b\", \"visible\": 1}]}",
            "line 1: vectors[0].visible: must be true or false, is a whole number");
        const char* square = "[[113,23],[113.1,23],[113.1,23.1],[113,23.1]]";
        const auto clip = [&](const char* name, std::string text, const char* detail, const char* code = "bad-value") {
            const std::string::size_type at = text.find("SQUARE");
            if (at != std::string::npos)
                text.replace(at, 6, square);
            row(name, ("{\"clips\": [\n{\"name\": \"c\", " + text + "}]}").c_str(), detail, code);
        };
        clip("clip without shape", "\"mode\": \"flatten\"", "line 2: clips[0]: needs one of polygon and box");
        clip("clip of unknown mode", "\"mode\": \"hide\", \"polygon\": SQUARE",
             "line 2: clips[0].mode: \"hide\" is none of");
        clip("clip with a short point", "\"mode\": \"clip-inside\", \"polygon\": [[1,2],\n[3]]",
             "line 3: clips[0].polygon[1]: must be [longitude, latitude]");
        clip("clip with a point off the Earth", "\"mode\": \"clip-inside\", \"polygon\": [[1,2],[3,91],[4,5]]",
             "line 2: clips[0].polygon[1][1]: 91 is outside -90 to 90");
        clip("clip that crosses itself",
             "\"mode\": \"clip-inside\", \"polygon\": [[113,23],[113.1,23.1],[113.1,23],[113,23.1]]",
             "line 2: clips[0].polygon: the polygon crosses or touches itself");
        clip("clip upside down", "\"mode\": \"clip-inside\", \"minHeight\": 5, \"maxHeight\": 1, \"polygon\": SQUARE",
             "line 2: clips[0].polygon: minHeight is not below maxHeight");
        clip("flatten without height", "\"mode\": \"flatten\", \"polygon\": SQUARE",
             "line 2: clips[0].height: is missing");
        clip("clip with the height of flatten", "\"mode\": \"clip-inside\", \"polygon\": SQUARE,\n\"height\": 3",
             "line 3: clips[0].height: is for mode flatten");
        clip("clip of a source that is not there",
             "\"mode\": \"clip-inside\", \"polygon\": SQUARE,\n\"sources\": [\"x\"]",
             "line 3: clips[0].sources[0]: no tileset is named \"x\"", "bad-reference");
        clip("box without size",
             "\"mode\": \"clip-inside\", \"box\": {\"lon\": 1, \"lat\": 2, \"h\": 3, \"width\": 0, \"depth\": 1, "
             "\"height\": 1}",
             "line 2: clips[0].box.width: 0 is outside more than 0 to");
        row("no name", "{\"live\": [\n{\"url\": \"b\"}]}", "line 2: live[0].name: is missing");
        row("no url", "{\"live\": [{\"name\": \"b\"}]}", "line 1: live[0].url: is missing");
        row("empty url", "{\"live\": [{\"name\": \"b\", \"url\": \"\"}]}", "line 1: live[0].url: must not be empty");
        row("terrain without kind", "{\"terrain\": [{\"name\": \"b\", \"url\": \"c\"}]}",
            "line 1: terrain[0].kind: is missing");
        row("national heights from nowhere",
            "{\"terrain\": [{\"name\": \"b\", \"url\": \"c\", \"kind\": \"dem\", \"heights\": \"1985\"}]}",
            "line 1: terrain[0].heights: heights above the 1985 datum need an offsetGrid or a heightOffset to be "
            "placed");
        row("ground upside down", "{\"ground\": {\"exaggeration\": -2}}",
            "line 1: ground.exaggeration: -2 is outside 0 to 100");
        row("one half of a swiped picture", "{\n\"compare\": {\"mode\": \"swipe\", \"views\": [{}]}}",
            "line 2: compare.views: a swiped picture has two views");
        row("five views", "{\"compare\": {\"mode\": \"linked\", \"views\": [{}, {}, {}, {}, {}]}}",
            "line 1: compare.views: 5 entries, at most 4 are allowed", "too-large");
        row("one linked view", "{\"compare\": {\"mode\": \"linked\", \"views\": [{}]}}",
            "line 1: compare.views: two to four views can be linked");
        row("two views at once", "{\"compare\": {\"views\": [{}, {}]}}",
            "line 1: compare.views: one picture has one view");
        row("compare with what", "{\"compare\": {\"views\": [{\"date\": \"June\"}]}}",
            "line 1: compare.views[0].date: \"June\" is not YYYY, YYYY-MM or YYYY-MM-DD");
        row("watermark of nothing", "{\n\"watermark\": {\"user\": false, \"time\": false}}",
            "line 2: watermark: needs a text, the user or the time to show");
        row("watermark that nobody sees", "{\"watermark\": {\"opacity\": 0}}",
            "line 1: watermark.opacity: 0 is outside 0.05 to 1");
        row("kind unknown", "{\"terrain\": [{\"name\": \"b\", \"url\": \"c\", \"kind\": \"lava\"}]}",
            "line 1: terrain[0].kind: \"lava\" is none of \"quantized-mesh\", \"dem\"");
        row("latitude", "{\"viewpoints\": [{\"name\": \"a\", \"lon\": 0, \"lat\": 91, \"h\": 0}]}",
            "line 1: viewpoints[0].lat: 91 is outside -90 to 90");
        const auto picture = [&](const char* name, const std::string& url, const char* detail,
                                 const char* code = "bad-value") {
            const std::string text =
                "{\"viewpoints\": [{\"name\": \"a\", \"lon\": 0, \"lat\": 1, \"h\": 0,\n\"thumbnail\": \"" + url
                + "\"}]}";
            row(name, text.c_str(), detail, code);
        };
        picture("bare base64", "iVBORw==", "line 2: viewpoints[0].thumbnail: is no picture as data:image/jpeg;base64");
        picture("picture elsewhere", "http://host/a.jpg", "line 2: viewpoints[0].thumbnail: is no picture as data:");
        picture("another kind of picture",
                "data:image/svg+xml;base64,PHN2Zz4=", "line 2: viewpoints[0].thumbnail: is no picture as data:");
        picture("bad letter in a picture", "data:image/jpeg;base64,/9j/4A%A",
                "line 2: viewpoints[0].thumbnail: damaged base64 at character 30");
        picture("picture cut off", "data:image/jpeg;base64,/9j/4AA",
                "line 2: viewpoints[0].thumbnail: damaged base64: its length is no multiple of 4");
        picture("picture of no bytes", "data:image/jpeg;base64,", "line 2: viewpoints[0].thumbnail: damaged base64");
        picture("padding inside", "data:image/jpeg;base64,/9=/",
                "line 2: viewpoints[0].thumbnail: damaged base64 at character 26");
        picture("PNG that says JPEG",
                "data:image/jpeg;base64,iVBORw==", "line 2: viewpoints[0].thumbnail: is no JPEG picture");
        picture("picture too large", "data:image/jpeg;base64,/9j/" + std::string(limits::kMaxThumbnailBytes, 'A'),
                "line 2: viewpoints[0].thumbnail: 65563 bytes, at most 65536 are allowed", "too-large");
        row("opacity", "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\", \"opacity\": 1.01}]}",
            "line 1: imagery[0].opacity: 1.01 is outside 0 to 1");
        row("poll zero", "{\"live\": [{\"name\": \"a\", \"url\": \"b\", \"pollSeconds\": 0}]}",
            "line 1: live[0].pollSeconds: 0 is outside more than 0 to 604800");
        row("levels crossed", "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\", \"minLevel\": 9, \"maxLevel\": 8}]}",
            "line 1: imagery[0].minLevel: 9 is above maxLevel 8");
        row("month 13", "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\", \"date\": \"2026-13\"}]}",
            "line 1: imagery[0].date: \"2026-13\" is not");
        row("NaN", "{\"viewpoints\":\n [{\"lon\": NaN}]}", "line 2, column 11: ", "bad-json");
        row("infinite", "{\"viewpoints\": [{\"lon\": 1e999}]}", "line 1, column 25: the number 1e999 is too large",
            "bad-json");
        row("cut short", "{\"name\": \"a\",\n", "line 2, column 1: the text ends too early", "bad-json");
        row("trailing comma", "{\"name\": \"a\",}", "line 1, column 14: ", "bad-json");
        row("not UTF-8", "{\"name\": \"\xff\"}", "line 1, column 11: ", "bad-json");
        row("two documents", "{} {}", "line 1, column 4: ", "bad-json");
        row("empty file", "", "a scene file of no bytes", "empty");
        row("key twice", "{\"name\": \"a\",\n\"name\": \"b\"}", "line 2: the key \"name\" stands twice");
        row("name twice",
            "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\"}],\n\"live\": [{\"name\": \"a\", \"url\": \"b\"}]}",
            "line 2: live[0].name: \"a\" is already the name of imagery[0]");
        row("viewpoint twice",
            "{\"viewpoints\": [{\"name\": \"a\", \"lon\": 0, \"lat\": 0, \"h\": 0}, {\"name\": \"a\", \"lon\": 1, "
            "\"lat\": 0, \"h\": 0}]}",
            "line 1: viewpoints[1].name: \"a\" is already");
        row("on nothing", "{\"imagery\": [{\"name\": \"a\", \"url\": \"b\", \"on\": [\"Bildings\"]}]}",
            "line 1: imagery[0].on[0]: no source is named \"Bildings\"", "bad-reference");
        row("unknown scheme", "{\"tilesets\": [{\"name\": \"a\", \"url\": \"ftp://host/a\"}]}",
            "line 1: tilesets[0].url: the scheme \"ftp:\"", "bad-url");
        row("password in the URL", "{\"tilesets\": [{\"name\": \"a\", \"url\": \"https://u:p@host/a\"}]}",
            "line 1: tilesets[0].url: holds a user name or password", "bad-url");
        row("no host", "{\"tilesets\": [{\"name\": \"a\", \"url\": \"http:///a\"}]}",
            "line 1: tilesets[0].url: names no host", "bad-url");
        row("mqtt over http", "{\"live\": [{\"name\": \"a\", \"url\": \"b\", \"mqtt\": \"http://host\"}]}",
            "line 1: live[0].mqtt: must be an mqtt:", "bad-url");
        row("cases url", "{\"cases\": {\"url\": 3}}", "line 1: cases.url: must be a text");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, detail);
        QFETCH(QString, code);
        const auto scene = parseScene(text.toStdString(), "/a.scene.json");
        QVERIFY(!scene);
        const QString got = QString::fromStdString(scene.error().detail);
        QVERIFY2(got.startsWith(detail), qPrintable(got));
        QCOMPARE(QString::fromLatin1(errorCodeName(scene.error().code).data()), code);
        QCOMPARE(scene.error().source, std::string("/a.scene.json"));
    }

    void refusesFilesNamedOverHttp()
    {
        for (const char* text : {"{\"tilesets\": [{\"name\": \"a\", \"url\": \"file:///etc/passwd\"}]}",
                                 "{\"vectors\": [{\"name\": \"a\", \"url\": \"FILE:/etc/passwd\"}]}",
                                 "{\"cases\": {\"url\": \"file:///etc/passwd\"}}"}) {
            const auto scene = parseScene(text, "https://host/a.scene.json");
            QVERIFY(!scene);
            QCOMPARE(scene.error().code, ErrorCode::ForbiddenScheme);
            QVERIFY(parseScene(text, "/home/a.scene.json").has_value());
        }
    }

    void hidesSecretsOfItsOwnUrl()
    {
        const auto scene = parseScene("[]", "https://user:pass@host/a.scene.json?token=abc");
        QVERIFY(!scene);
        QVERIFY(scene.error().source.find("pass") == std::string::npos);
        QVERIFY(scene.error().source.find("abc") == std::string::npos);
    }

    void holdsLimits()
    {
        std::string many = "{\"vectors\": [";
        for (std::size_t i = 0; i <= limits::kMaxSourcesPerScene; ++i)
            many += (i > 0 ? ",{\"name\": \"n" : "{\"name\": \"n") + std::to_string(i) + "\", \"url\": \"u\"}";
        const auto tooMany = parseScene(many + "]}", "/a");
        QVERIFY(!tooMany);
        QCOMPARE(tooMany.error().code, ErrorCode::TooLarge);

        const auto deep = parseScene("{\"dashboard\": " + std::string(100'000, '['), "/a");
        QVERIFY(!deep);
        QCOMPARE(deep.error().code, ErrorCode::TooDeep);

        const auto large = parseScene(std::string(limits::kMaxSceneBytes + 1, ' '), "/a");
        QVERIFY(!large);
        QCOMPARE(large.error().code, ErrorCode::TooLarge);
    }

    void everyPrefixIsRefusedWithoutHarm()
    {
        for (std::size_t length = 0; length < kFull.size(); ++length)
            QVERIFY(!parseScene(std::string_view(kFull).substr(0, length), "/a"));
    }
};

QTEST_GUILESS_MAIN(TestScene)
#include "TestScene.moc"
