// inspect on tilesets that go in circles, and on subtrees on their own.
#include "geodata/tiles3d/Inspect.h"

#include "geodata/core/Math.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Tileset.h"
#include "tests/Gzip.h"

#include <QtTest>

#include <map>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

Bytes toBytes(const std::string& text) { return {text.begin(), text.end()}; }

std::string tilesetNaming(const std::vector<std::string>& uris)
{
    std::string children;
    for (const std::string& uri : uris)
        children += (children.empty() ? "" : ", ")
            + (R"({"boundingVolume": {"sphere": [0, 0, 0, 1]}, "geometricError": 1, "content": {"uri": ")" + uri
               + "\"}}");
    return R"({"asset": {"version": "1.1"}, "geometricError": 9, "root": {"boundingVolume": {"sphere": [0, 0, 0, 1]},
        "geometricError": 9, "refine": "ADD", "children": [)"
        + children + "]}}";
}

QStringList circlesIn(const InspectReport& report)
{
    QStringList lines;
    for (const Issue& issue : report.issues)
        if (issue.severity == Severity::Error)
            lines += QString::fromStdString(issue.where + ": " + issue.message);
    return lines;
}

} // namespace

class TestInspect : public QObject {
    Q_OBJECT
private slots:
    void whatAGltfNamesMustBeThere()
    {
        const Bytes gltf = toBytes(R"({"asset": {"version": "2.0"}, "images": [{"uri": "no.png"}, {"uri": false},
            {"bufferView": 7}, {"name": "none"}], "buffers": [{"byteLength": 8, "uri": "no.bin"}],
            "cameras": [{"type": "oblique"}, {"type": "perspective", "perspective": {"yfov": 1, "znear": 0.1}}],
            "extensions": {"KHR_lights_punctual": {"lights": [{"type": "point", "range": 0}]}}})");
        const auto report = inspectBytes(gltf, "http://h/a.gltf", [](const std::string& url) -> Result<SharedBytes> {
            return fail(ErrorCode::NotFound, url, "gone");
        });
        QVERIFY(!report.isUsable());
        QMap<QString, QString> told;
        for (const Issue& issue : report.issues)
            told[QString::fromStdString(issue.where)] = QString::fromStdString(issue.message);
        QCOMPARE(told.value("no.png"), QStringLiteral("gone"));
        QCOMPARE(told.value("no.bin"), QStringLiteral("gone"));
        QCOMPARE(told.value("images[1]"), QStringLiteral("uri is no text"));
        QCOMPARE(told.value("images[2]"), QStringLiteral("bufferView leads nowhere: there are 0"));
        QVERIFY(told.value("images[3]").contains("neither"));
        QCOMPARE(told.value("cameras[0]"), QStringLiteral("the type \"oblique\" is not known"));
        QVERIFY(!told.contains("cameras[1]"));
        QCOMPARE(told.value("lights[0]"), QStringLiteral("range is not above 0"));
    }

    void circlesAreToldOnce_data()
    {
        QTest::addColumn<QStringList>("first"); // what a.json names
        QTest::addColumn<QStringList>("second"); // what b.json names
        QTest::addColumn<bool>("follow");
        QTest::addColumn<int>("told");
        for (const bool follow : {false, true}) {
            const auto row = [&](const char* name) -> QTestData& {
                return QTest::addRow("%s%s", name, follow ? ", followed" : "");
            };
            row("names itself") << QStringList{"a.json"} << QStringList() << follow << 1;
            row("names itself often") << QStringList{"a.json", "./a.json", "x/../a.json?v=2"} << QStringList() << follow
                                      << 1;
            row("through another") << QStringList{"b.json", "b.json"} << QStringList{"a.json"} << follow << 1;
            row("the other names itself") << QStringList{"b.json"} << QStringList{"b.json"} << follow << 1;
            row("the same one twice is none") << QStringList{"b.json", "b.json"} << QStringList() << follow << 0;
        }
    }

    void circlesAreToldOnce()
    {
        QFETCH(QStringList, first);
        QFETCH(QStringList, second);
        QFETCH(bool, follow);
        QFETCH(int, told);
        const auto listOf = [](const QStringList& names) {
            std::vector<std::string> list;
            for (const QString& name : names)
                list.push_back(name.toStdString());
            return list;
        };
        const std::map<std::string, std::string> files{{"http://h/d/a.json", tilesetNaming(listOf(first))},
                                                       {"http://h/d/b.json", tilesetNaming(listOf(second))}};
        const FetchFunction fetch = [&](const std::string& url) -> Result<SharedBytes> {
            const auto found = files.find(url.substr(0, url.find('?')));
            if (found == files.end())
                return fail(ErrorCode::NotFound, url, "no such file");
            return std::make_shared<const Bytes>(toBytes(found->second));
        };
        const InspectReport report =
            inspectBytes(toBytes(files.at("http://h/d/a.json")), "http://h/d/a.json", fetch, {follow});
        QVERIFY2(circlesIn(report).size() == told, qPrintable(circlesIn(report).join('\n')));
    }

    void oneDefectIsToldOnce_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("told");
        const auto row = [](const char* name, const char* json, const QStringList& told) {
            QTest::newRow(name) << QByteArray(json) << told;
        };
        row("an extension required twice",
            R"({"asset": {"version": "1.1"}, "geometricError": 9, "extensionsUsed": ["FOO_a"],
            "extensionsRequired": ["FOO_a", "FOO_a"], "root": {"boundingVolume": {"sphere": [0, 0, 0, 1]},
            "geometricError": 9, "refine": "ADD"}})",
            {"extensionsRequired: names FOO_a twice", "extensionsRequired: extension FOO_a is not supported"});
        row("contents of a kind that is not read",
            R"({"asset": {"version": "1.1"}, "geometricError": 9, "extensionsUsed": ["MAXAR_content_geojson"],
            "extensionsRequired": ["MAXAR_content_geojson"], "root": {"boundingVolume": {"sphere": [0, 0, 0, 1]},
            "geometricError": 9, "refine": "ADD", "content": {"uri": "a.geojson"}}})",
            {"extensionsRequired: extension MAXAR_content_geojson is not supported"});
        row("broken implicit tiling",
            R"({"asset": {"version": "1.1"}, "geometricError": 9, "root": {"boundingVolume": {"sphere": [0, 0, 0, 1]},
            "geometricError": 9, "refine": "ADD", "content": {"uri": "c/{level}_{x}_{y}.glb"},
            "implicitTiling": {"subdivisionScheme": "QUADTREE", "subtreeLevels": 2, "availableLevels": 2}}})",
            {"root: implicitTiling: no subtrees.uri"});
        row("a byte order mark",
            "\xEF\xBB\xBF{\"asset\": {\"version\": \"1.1\"}, \"geometricError\": 9, \"root\": {\"boundingVolume\": "
            "{\"sphere\": [0, 0, 0, 1]}, \"geometricError\": 9, \"refine\": \"ADD\"}}",
            {": begins with a byte order mark, which JSON may not"});
        row("a bad S2 cell",
            R"({"asset": {"version": "1.1"}, "geometricError": 9, "extensionsUsed": ["3DTILES_bounding_volume_S2"],
            "root": {"boundingVolume": {"extensions": {"3DTILES_bounding_volume_S2": {"token": 3, "minimumHeight": 0,
            "maximumHeight": 9}}}, "geometricError": 9, "refine": "ADD"}})",
            {"root: boundingVolume: 3DTILES_bounding_volume_S2: token is no text"});
        row("a semantic that nobody knows",
            R"({"asset": {"version": "1.1"}, "geometricError": 9, "schema": {"id": "a", "classes": {"c": {"properties":
            {"p": {"type": "BOOLEAN", "semantic": "CUSTOM_ONE"}}}}}, "root": {"boundingVolume":
            {"sphere": [0, 0, 0, 1]}, "geometricError": 9, "refine": "ADD"}})",
            {"/classes/c/p: the semantic CUSTOM_ONE is none of the standard ones; not checked"});
        row("availability in a file that is not there",
            R"({"asset": {"version": "1.1"}, "geometricError": 9, "root": {"boundingVolume": {"region": [0, 0, 1, 1, 0, 1]},
            "geometricError": 9, "refine": "ADD", "content": {"uri": "c/{level}_{x}_{y}.glb"},
            "implicitTiling": {"subdivisionScheme": "QUADTREE", "subtreeLevels": 2, "availableLevels": 2,
            "subtrees": {"uri": "s.json"}}}})",
            {"/d/s.json: \"avail.bin\" could not be read: the disk is away"});
    }
    void oneDefectIsToldOnce()
    {
        QFETCH(QByteArray, json);
        QFETCH(QStringList, told);
        const FetchFunction fetch = [&](const std::string& url) -> Result<SharedBytes> {
            if (url.ends_with("s.json"))
                return std::make_shared<const Bytes>(toBytes(
                    R"({"buffers": [{"uri": "avail.bin", "byteLength": 1}], "bufferViews": [{"buffer": 0, "byteOffset": 0,
                    "byteLength": 1}], "tileAvailability": {"bitstream": 0}, "contentAvailability": [{"constant": 0}],
                    "childSubtreeAvailability": {"constant": 0}})"));
            if (url.ends_with(".geojson"))
                return std::make_shared<const Bytes>(toBytes(R"({"type": "Point", "coordinates": [0, 0]})"));
            return fail(ErrorCode::NotFound, url, "the disk is away");
        };
        QStringList found;
        for (const Issue& issue : inspectBytes(toBytes(json.toStdString()), "/d/a.json", fetch, {}).issues)
            found << QString::fromStdString(issue.where + ": " + issue.message);
        QCOMPARE(found, told);
    }

    void whatEachPrimitiveLacksIsToldOnce()
    {
        const std::string gltf =
            R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"scene":0,"nodes":[{"mesh":0}],
            "extensionsUsed":["EXT_structural_metadata"],"meshes":[{"primitives":[
            {"attributes":{"POSITION":0},"extensions":{"EXT_structural_metadata":{"propertyAttributes":[0]}}},
            {"attributes":{"POSITION":0},"extensions":{"EXT_structural_metadata":{"propertyAttributes":[0]}}}]}],
            "buffers":[{"byteLength":36,"uri":"data:;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA"}],
            "bufferViews":[{"buffer":0,"byteLength":36}],
            "accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}]})";
        const InspectReport report = inspectBytes(toBytes(gltf), "/d/a.gltf", {}, {});
        QCOMPARE(circlesIn(report), QStringList{"meshes[0]/primitives[0]: propertyAttributes[0] does not exist"});
    }

    void whatIsMissingIsToldWithItsReason()
    {
        const std::string gltf =
            R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"scene":0,"nodes":[{"mesh":0}],"images":[{"uri":"tex/p.png"}],
            "meshes":[{"primitives":[{"attributes":{"POSITION":0},"material":0}]}],"textures":[{"source":0}],
            "materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],
            "buffers":[{"byteLength":36,"uri":"data:;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA"}],
            "bufferViews":[{"buffer":0,"byteLength":36}],
            "accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}]})";
        const FetchFunction fetch = [&](const std::string& url) -> Result<SharedBytes> {
            return fail(ErrorCode::NotFound, url, "the disk is away");
        };
        const InspectReport report = inspectBytes(toBytes(gltf), "/d/a.gltf", fetch, {});
        QCOMPARE(report.issues.size(), std::size_t{1});
        QCOMPARE(report.issues.front().where, std::string("images[0]"));
        QCOMPARE(report.issues.front().message, std::string("\"tex/p.png\" could not be read: the disk is away"));
    }

    void boundsOfAContentOnEarthAreThoseOfItsVertices_data()
    {
        QTest::addColumn<double>("sizeMeters");
        QTest::newRow("a house") << 20.0;
        QTest::newRow("a block") << 1500.0;
        QTest::newRow("a district") << 9000.0;
    }
    /// A plate that stands on the ellipsoid: its corners alone lie far above and below, seen along the axes of ECEF.
    void boundsOfAContentOnEarthAreThoseOfItsVertices()
    {
        QFETCH(double, sizeMeters);
        const glm::dvec3 center = toEcef({113.75, 23.02, 40.0});
        std::array<double, 6> expected{180, 90, -180, -90, 1e9, -1e9};
        QByteArray bytes;
        constexpr int kSide = 21;
        for (int i = 0; i < kSide; ++i)
            for (int j = 0; j < kSide; ++j) {
                const auto along = [&](int step) {
                    return (step / (kSide - 1.0) - 0.5) * sizeMeters / kWgs84SemiMajorMeters * kRadiansToDegrees;
                };
                const glm::dvec3 at = toEcef({113.75 + along(i), 23.02 + along(j), 40.0 + (i + 2 * j) % 5});
                const glm::vec3 offset(at - center); // as y-up: x, z, −y
                const float yUp[3] = {offset.x, offset.z, -offset.y};
                bytes.append(reinterpret_cast<const char*>(yUp), sizeof yUp);
                const Geographic g = toGeographic(center + glm::dvec3(offset));
                expected = {std::min(expected[0], g.lonDegrees),   std::min(expected[1], g.latDegrees),
                            std::max(expected[2], g.lonDegrees),   std::max(expected[3], g.latDegrees),
                            std::min(expected[4], g.heightMeters), std::max(expected[5], g.heightMeters)};
            }
        QString gltf = QStringLiteral(
            "{'asset':{'version':'2.0'},'scenes':[{'nodes':[0]}],'scene':0,'nodes':[{'mesh':0}],"
            "'extensionsUsed':['CESIUM_RTC'],'extensions':{'CESIUM_RTC':{'center':[%1,%2,%3]}},"
            "'meshes':[{'primitives':[{'mode':0,'attributes':{'POSITION':0}}]}],'buffers':[{'byteLength':%4,"
            "'uri':'data:application/octet-stream;base64,%5'}],'bufferViews':[{'buffer':0,'byteLength':%4}],"
            "'accessors':[{'bufferView':0,'componentType':5126,'type':'VEC3','count':%6}]}");
        gltf = gltf.arg(center.x, 0, 'f', 9).arg(center.y, 0, 'f', 9).arg(center.z, 0, 'f', 9).arg(bytes.size());
        gltf = gltf.arg(QString::fromLatin1(bytes.toBase64())).arg(kSide * kSide).replace(u'\'', u'"');
        const FetchFunction fetch = [&](const std::string& url) -> Result<SharedBytes> {
            return fail(ErrorCode::NotFound, url, "nothing else");
        };
        const InspectReport report = inspectBytes(toBytes(gltf.toStdString()), "/d/a.gltf", fetch, {});
        QVERIFY(report.bounds);
        for (std::size_t i = 0; i < 6; ++i) {
            const double tolerance = i < 4 ? 2e-8 : 2e-3;
            QVERIFY2(std::abs((*report.bounds)[i] - expected[i]) < tolerance,
                     qPrintable(QStringLiteral("%1: %2, not %3")
                                    .arg(i)
                                    .arg((*report.bounds)[i], 0, 'f', 9)
                                    .arg(expected[i], 0, 'f', 9)));
        }
    }

    void whatIsWrongInAPictureIsToldWithItsName()
    {
        const std::string gltf =
            R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"scene":0,"nodes":[{"mesh":0}],"images":[{"uri":"tex/p.png?key=secret"}],
            "meshes":[{"primitives":[{"attributes":{"POSITION":0},"material":0}]}],"textures":[{"source":0}],
            "materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],
            "buffers":[{"byteLength":36,"uri":"data:;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA"}],
            "bufferViews":[{"buffer":0,"byteLength":36}],
            "accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}]})";
        const FetchFunction fetch = [&](const std::string&) -> Result<SharedBytes> {
            return std::make_shared<const Bytes>(toBytes("no picture at all"));
        };
        const InspectReport report = inspectBytes(toBytes(gltf), "/d/a.gltf", fetch, {});
        QCOMPARE(report.issues.size(), std::size_t{1});
        QCOMPARE(report.issues.front().where, std::string("images[0]"));
        QVERIFY2(report.issues.front().message.starts_with("\"tex/p.png"), report.issues.front().message.c_str());
        QVERIFY(report.issues.front().message.ends_with("\": picture is neither JPEG, PNG, WebP nor KTX 2"));
    }

    void pagesAreTold()
    {
        for (const char* page : {"<!DOCTYPE html><html></html>", "\xEF\xBB\xBF \n<HTML lang=x>", "<html>", "<body>"}) {
            QVERIFY(isWebPage(toBytes(page)));
            const auto tileset = parseTileset(toBytes(page), "a");
            QVERIFY(!tileset);
            QCOMPARE(tileset.error().detail, std::string(kWebPageDetail));
            const auto content = decodeContent(toBytes(page), {});
            QVERIFY(!content);
            QVERIFY(content.error().detail.starts_with("a web page"));
        }
        for (const char* none : {"", " ", "<", "<?xml version=\"1.0\"?>", "{}", "<htm"})
            QVERIFY(!isWebPage(toBytes(none)));
    }

    void whatATileNamesIsToldShortlyAndWithItsReason()
    {
        // Of a content that cannot be shown at all, and of one that stands in its own address.
        const std::string gltf =
            R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"scene":0,"nodes":[{"mesh":0}],"meshes":[{"primitives":)"
            R"([{"attributes":{"POSITION":0}}]}],"buffers":[{"byteLength":36,"uri":"box.bin"}],"bufferViews":[{"buffer":0,)"
            R"("byteLength":36}],"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}]})";
        const std::string address = "data:model/gltf+json;base64,?" + std::string(1000, 'A');
        const FetchFunction fetch = [&](const std::string& url) -> Result<SharedBytes> {
            if (url == "/d/a.gltf")
                return std::make_shared<const Bytes>(toBytes(gltf));
            return fail(ErrorCode::NotFound, url,
                        url.starts_with("data:") ? "malformed data: URI" : "the disk is away");
        };
        const InspectReport report =
            inspectBytes(toBytes(tilesetNaming({"a.gltf", address})), "/d/tileset.json", fetch, {});
        QStringList told;
        for (const Issue& issue : report.issues)
            if (issue.severity == Severity::Error)
                told << QString::fromStdString(issue.where + " | " + issue.message);
        QCOMPARE(told.size(), 2);
        QVERIFY2(told[0].endsWith(QStringLiteral("\"box.bin\" could not be read: the disk is away")),
                 qPrintable(told[0]));
        QVERIFY2(told[1].size() < 120 && told[1].contains(QStringLiteral("data:model/gltf+json;base64,?AAAAAAAAAAA…")),
                 qPrintable(told[1]));
    }

    void aSubtreeOnItsOwn()
    {
        // five tiles on two levels, bits 1, 0, 1, 1, 0
        const InspectReport report =
            inspectBytes(toBytes(R"({"buffers": [{"byteLength": 1, "uri": "data:application/octet-stream;base64,DQ=="}],
                "bufferViews": [{"buffer": 0, "byteOffset": 0, "byteLength": 1}],
                "tileAvailability": {"bitstream": 0, "availableCount": 4},
                "contentAvailability": [{"constant": 0}], "childSubtreeAvailability": {"constant": 1}})"),
                         "http://h/0.json", {});
        QCOMPARE(report.kind, std::string("tileset"));
        QCOMPARE(report.format, std::string("subtree"));
        QCOMPARE(report.counts.at("tiles"), std::uint64_t{3});
        QCOMPARE(report.counts.at("contents"), std::uint64_t{0});
        QVERIFY(!report.counts.contains("subtrees")); // all, and how many is not said
        QCOMPARE(report.issues.size(), std::size_t{1}); // availableCount is wrong
        QCOMPARE(report.issues.front().severity, Severity::Warning);
    }

    void packedFilesAreUnpackedWhoeverNamesThem()
    {
        const std::map<std::string, std::string> files{
            {"http://h/schema.json", R"({"id": "s", "classes": {"house": {"properties": {"h": {"type": "SCALAR",
                "componentType": "FLOAT32"}}}}})"},
            {"http://h/0.json", R"({"buffers": [{"byteLength": 64, "uri": "bits.bin"}],
                "bufferViews": [{"buffer": 0, "byteOffset": 0, "byteLength": 1}],
                "tileAvailability": {"bitstream": 0, "availableCount": 4},
                "contentAvailability": [{"constant": 0}], "childSubtreeAvailability": {"constant": 0}})"},
            {"http://h/bits.bin", std::string("\x17") + std::string(63, '\0')}};
        const FetchFunction fetch = [&](const std::string& url) -> Result<SharedBytes> {
            const auto found = files.find(url);
            if (found == files.end())
                return fail(ErrorCode::NotFound, url, "gone");
            return std::make_shared<const Bytes>(toBytes(test::gzipped(found->second)));
        };
        const auto problems = [](const InspectReport& report) { return circlesIn(report).join("; ").toStdString(); };
        const InspectReport tileset =
            inspectBytes(toBytes(test::gzipped(R"({"asset": {"version": "1.1"}, "geometricError": 9,
                "schemaUri": "schema.json", "metadata": {"class": "house", "properties": {"h": 3.5}},
                "root": {"boundingVolume": {"box": [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]}, "geometricError": 9,
                "refine": "ADD", "implicitTiling": {"subdivisionScheme": "QUADTREE", "availableLevels": 2,
                "subtreeLevels": 2, "subtrees": {"uri": "{level}.json"}}}})")),
                         "http://h/tileset.json", fetch, {});
        QCOMPARE(problems(tileset), std::string());
        QCOMPARE(tileset.counts.at("tiles"), std::uint64_t{4});
        const InspectReport subtree =
            inspectBytes(toBytes(test::gzipped(files.at("http://h/0.json"))), "http://h/0.json", fetch);
        QCOMPARE(problems(subtree), std::string());
        QCOMPARE(subtree.counts.at("tiles"), std::uint64_t{4});
    }
};

QTEST_GUILESS_MAIN(TestInspect)
#include "TestInspect.moc"
