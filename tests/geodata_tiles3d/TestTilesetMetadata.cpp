// Metadata of tilesets, tiles, contents and subtrees; S2 cells.
#include "geodata/tiles3d/S2Cell.h"
#include "geodata/tiles3d/Subtree.h"
#include "geodata/tiles3d/Tileset.h"

#include <QtTest>

#include <glm/geometric.hpp>

#include <cmath>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

Bytes bytesOf(const std::string& text) { return {text.begin(), text.end()}; }

const std::string kSchema =
    R"({"id":"s","enums":{"use":{"values":[{"name":"town","value":1},{"name":"farm","value":2}]}},"classes":{)"
    R"("city":{"properties":{"name":{"type":"STRING","required":true},"use":{"type":"ENUM","enumType":"use"},)"
    R"("people":{"type":"SCALAR","componentType":"FLOAT32","scale":1000,"name":"Residents","description":"counted","semantic":"TILE_MAXIMUM_HEIGHT"},)"
    R"("share":{"type":"SCALAR","componentType":"UINT8","normalized":true,"max":0.5},)"
    R"("level":{"type":"SCALAR","componentType":"INT8","default":7}}},)"
    R"("tile":{"properties":{"box":{"type":"SCALAR","componentType":"FLOAT64","array":true,"count":12,)"
    R"("semantic":"TILE_BOUNDING_BOX"},"low":{"type":"SCALAR","componentType":"FLOAT32","semantic":"TILE_MINIMUM_HEIGHT"},)"
    R"("high":{"type":"SCALAR","componentType":"FLOAT32","semantic":"TILE_MAXIMUM_HEIGHT"},)"
    R"("error":{"type":"SCALAR","componentType":"FLOAT32","semantic":"TILE_GEOMETRIC_ERROR"}}}}})";

std::string tileset(const std::string& members, const std::string& root)
{
    return R"({"asset":{"version":"1.1"},"geometricError":9,)" + members
        + R"("root":{"refine":"ADD",)"
          R"("geometricError":1,"boundingVolume":{"sphere":[0,0,0,5]})"
        + root + "}}";
}

QString text(const MetadataEntity& entity, const char* name)
{
    for (const Attribute& attribute : entity.attributes)
        if (attribute.name == name)
            return QString::fromStdString(attribute.value.toText());
    return QStringLiteral("missing");
}

} // namespace

class TestTilesetMetadata : public QObject {
    Q_OBJECT

private slots:
    void knowsS2Cells_data();
    void knowsS2Cells();
    void dividesS2Cells();
    void refusesBadTokens();
    void readsS2Volumes();
    void readsEntities();
    void readsSchemasOutside();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void readsStatistics();
    void readsSubtreeMetadata();
};

void TestTilesetMetadata::knowsS2Cells_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("level");
    QTest::addColumn<double>("lat");
    QTest::addColumn<double>("lon");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("face 0") << "1" << 0 << 0.0 << 0.0 << 1e-9;
    QTest::newRow("face 1") << "3" << 0 << 0.0 << 90.0 << 1e-9;
    QTest::newRow("face 2") << "5" << 0 << 90.0 << 0.0 << 1e-9;
    QTest::newRow("face 3") << "7" << 0 << 0.0 << 180.0 << 1e-9;
    QTest::newRow("face 4") << "9" << 0 << 0.0 << -90.0 << 1e-9;
    QTest::newRow("face 5") << "b" << 0 << -90.0 << 0.0 << 1e-9;
    // Known from maps of S2: New York lies in 89c25…, London in 48761…
    QTest::newRow("New York") << "89c25" << 8 << 40.75 << -74.0 << 0.5;
    QTest::newRow("London") << "48761" << 8 << 51.5 << -0.1 << 0.5;
}

void TestTilesetMetadata::knowsS2Cells()
{
    QFETCH(QString, token);
    QFETCH(int, level);
    QFETCH(double, lat);
    QFETCH(double, lon);
    QFETCH(double, tolerance);
    const auto cell = S2Cell::fromToken(token.toStdString());
    QVERIFY(cell);
    QCOMPARE(cell->level(), level);
    QCOMPARE(QString::fromStdString(cell->token()), token);
    const glm::dvec3 middle = cell->pointAt(0.5, 0.5);
    const double toRadians = M_PI / 180;
    const glm::dvec3 expected(std::cos(lat * toRadians) * std::cos(lon * toRadians),
                              std::cos(lat * toRadians) * std::sin(lon * toRadians), std::sin(lat * toRadians));
    const double degrees = std::acos(std::min(glm::dot(middle, expected), 1.0)) / toRadians;
    QVERIFY2(degrees <= std::max(tolerance, 1e-6), qPrintable(QString::number(degrees)));
}

void TestTilesetMetadata::dividesS2Cells()
{
    for (int face = 0; face < 6; ++face)
        for (std::uint32_t i = 0; i < 8; ++i)
            for (std::uint32_t j = 0; j < 8; ++j) {
                const S2Cell cell = S2Cell::fromFace(face, 3, i, j);
                QCOMPARE(cell.face(), face);
                QCOMPARE(cell.place()[0], i);
                QCOMPARE(cell.place()[1], j);
                QCOMPARE(S2Cell::fromFace(face, 0, 0, 0).descendant(3, i, j), cell);
                QCOMPARE(S2Cell::fromToken(cell.token()).value(), cell);
                // Cells meet without a gap, and those below lie within the range of ids of the one above.
                if (i > 0)
                    QVERIFY(glm::length(S2Cell::fromFace(face, 3, i - 1, j).pointAt(1, 0.3) - cell.pointAt(0, 0.3))
                            < 1e-14);
                const std::uint64_t lowest = cell.id() & (~cell.id() + 1);
                const S2Cell below = cell.descendant(2, 3, 1);
                QVERIFY(below.id() > cell.id() - lowest && below.id() < cell.id() + lowest);
                QVERIFY(glm::length(below.pointAt(0, 0) - cell.pointAt(0.75, 0.25)) < 0.02);
            }
}

void TestTilesetMetadata::refusesBadTokens()
{
    for (const char* token : {"", "0", "x", "d", "f", "11111111111111111", "4876"})
        QVERIFY2(!S2Cell::fromToken(token), token);
}

void TestTilesetMetadata::readsS2Volumes()
{
    const auto document = parseTileset(
        bytesOf(R"({"asset":{"version":"1.1"},"geometricError":9,"extensionsUsed":["3DTILES_bounding_volume_S2"],)"
                R"("extensionsRequired":["3DTILES_bounding_volume_S2"],"root":{"refine":"ADD","geometricError":1,)"
                R"("boundingVolume":{"extensions":{"3DTILES_bounding_volume_S2":{"token":"89c25","minimumHeight":10,)"
                R"("maximumHeight":110}}}}})"),
        "memory");
    QVERIFY(document);
    QCOMPARE(document->issues.size(), std::size_t{0});
    const BoundingVolume& volume = document->tiles[0].volume;
    QCOMPARE(volume.kind, VolumeKind::S2);
    QCOMPARE(volume.s2Cell().token(), std::string("89c25"));
    const BoundingVolume child = implicitVolume(volume, Subdivision::Octree, {1, 1, 0, 1});
    QCOMPARE(child.s2Cell(), volume.s2Cell().descendant(1, 1, 0));
    QCOMPARE(child.values[1], 60.0);
    QCOMPARE(child.values[2], 110.0);
    QCOMPARE(implicitVolume(volume, Subdivision::Quadtree, {1, 1, 0, 0}).values[1], 10.0);
}

void TestTilesetMetadata::readsEntities()
{
    const auto document = parseTileset(
        bytesOf(tileset(
            R"("schema":)" + kSchema
                + R"(,"metadata":{"class":"city","properties":{"name":"莞","use":"town","people":3,"share":102}},)"
                + R"("groups":[{"class":"city","properties":{"name":"g"}}],)",
            R"(,"metadata":{"class":"city","properties":{"name":"t","level":1}},"contents":[{"uri":"a.glb","group":0,)"
            R"("metadata":{"class":"city","properties":{"name":"c"}}},{"uri":"b.glb"}])")),
        "memory");
    QVERIFY(document);
    QVERIFY2(document->issues.empty(),
             document->issues.empty() ? "" : (document->issues[0].where + document->issues[0].message).c_str());
    const auto& entities = document->entities;
    const MetadataEntity& city = entities.at(static_cast<std::size_t>(document->metadata));
    QCOMPARE(city.className, std::string("city"));
    QCOMPARE(text(city, "name"), QStringLiteral("莞"));
    QCOMPARE(text(city, "use"), QStringLiteral("town"));
    QCOMPARE(text(city, "people"), QStringLiteral("3000"));
    for (const Attribute& attribute : city.attributes) {
        QVERIFY(attribute.note);
        if (attribute.name != "people")
            continue;
        QCOMPARE(attribute.note->title, std::string("Residents"));
        QCOMPARE(attribute.note->type, std::string("SCALAR/FLOAT32"));
        QCOMPARE(attribute.note->semantic, std::string("TILE_MAXIMUM_HEIGHT"));
        QCOMPARE(attribute.note->description, std::string("counted"));
    }
    QCOMPARE(text(city, "share"), QStringLiteral("0.4"));
    QCOMPARE(text(city, "level"), QStringLiteral("7")); // the default
    QCOMPARE(text(entities.at(static_cast<std::size_t>(document->tiles[0].metadata)), "level"), QStringLiteral("1"));
    const TileContentRef& content = document->contents.at(0);
    QCOMPARE(text(entities.at(static_cast<std::size_t>(content.metadata)), "name"), QStringLiteral("c"));
    QCOMPARE(text(entities.at(static_cast<std::size_t>(document->groups.at(static_cast<std::size_t>(content.group)))),
                  "name"),
             QStringLiteral("g"));
    QCOMPARE(document->contents.at(1).metadata, -1);
}

void TestTilesetMetadata::readsSchemasOutside()
{
    const Bytes json = bytesOf(
        tileset(R"("schemaUri":"s.json","metadata":{"class":"city","properties":{"name":"a","people":2}},)", ""));
    QCOMPARE(tilesetReferences(json), std::vector<std::string>{"s.json"});
    ExternalBytes external;
    external["s.json"] = std::make_shared<const Bytes>(bytesOf(kSchema));
    const auto document = parseTileset(json, "memory", &external);
    QVERIFY(document);
    QVERIFY(document->issues.empty());
    QCOMPARE(text(document->entities.at(0), "people"), QStringLiteral("2000"));
    const auto missing = parseTileset(json, "memory", nullptr); // as written
    QVERIFY(missing && missing->issues.empty());
    QCOMPARE(text(missing->entities.at(0), "people"), QStringLiteral("2"));
    external.clear();
    const auto lost = parseTileset(json, "memory", &external);
    QVERIFY(lost);
    QCOMPARE(lost->issues.size(), std::size_t{1});
    QVERIFY(tilesetReferences(bytesOf(tileset("", ""))).empty());
}

void TestTilesetMetadata::namesWhatIsWrong_data()
{
    QTest::addColumn<QString>("metadata");
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, const char* properties, const char* where) {
        QTest::newRow(name) << QStringLiteral(R"({"class":"city","properties":%1})").arg(QLatin1String(properties))
                            << QString::fromLatin1(where);
    };
    row("required, missing", R"({"use":"farm"})", "metadata/name");
    row("required, null", R"({"name":null})", "metadata/name");
    row("no such name", R"({"name":"a","use":"wood"})", "metadata/use");
    row("out of range", R"({"name":"a","level":200})", "metadata/level");
    row("wrong type", R"({"name":7})", "metadata/name");
    row("above max", R"({"name":"a","share":200})", "metadata/share");
    row("unknown property", R"({"name":"a","other":1})", "metadata/other");
    QTest::newRow("no class") << R"({"properties":{}})"
                              << "metadata";
    QTest::newRow("unknown class") << R"({"class":"x"})"
                                   << "metadata";
    QTest::newRow("no object") << "[]"
                               << "metadata";
}

void TestTilesetMetadata::namesWhatIsWrong()
{
    QFETCH(QString, metadata);
    QFETCH(QString, where);
    const auto document = parseTileset(
        bytesOf(tileset(R"("schema":)" + kSchema + R"(,"metadata":)" + metadata.toStdString() + ",", "")), "memory");
    QVERIFY(document);
    QCOMPARE(document->issues.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(document->issues[0].where), where);
    QVERIFY(!document->issues[0].message.empty());
}

void TestTilesetMetadata::readsStatistics()
{
    const auto document = parseTileset(
        bytesOf(tileset(R"("schema":)" + kSchema
                            + R"(,"statistics":{"classes":{"city":{"count":3,"properties":{"people":{"min":1,"max":9},)"
                            + R"("use":{"occurrences":{"town":2,"farm":1}},"none":{"min":1}}}}},)",
                        "")),
        "memory");
    QVERIFY(document);
    QCOMPARE(document->issues.size(), std::size_t{1}); // "none"
    QCOMPARE(document->statistics.size(), std::size_t{4});
    QCOMPARE(document->statistics[1].property, std::string("people"));
    QCOMPARE(document->statistics[1].values.at(1).value, PropertyValue{std::int64_t{9}});
    QCOMPARE(document->statistics[2].values.at(0).name, std::string("town"));
}

void TestTilesetMetadata::readsSubtreeMetadata()
{
    const auto document = parseTileset(
        bytesOf(R"({"asset":{"version":"1.1"},"geometricError":9,"schema":)" + kSchema
                + R"(,"root":{"refine":"REPLACE","geometricError":8,"boundingVolume":{"region":[0,0,1,1,0,100]},)"
                  R"("content":{"uri":"{level}/{x}/{y}.glb"},"implicitTiling":{"subdivisionScheme":"QUADTREE",)"
                  R"("availableLevels":2,"subtreeLevels":2,"subtrees":{"uri":"{level}.json"}}}})"),
        "memory");
    QVERIFY(document && document->schema);
    // Tiles: root and the children 0 and 2; heights for each; errors for each.
    const auto base64 = [](const auto& values) {
        return QByteArray(reinterpret_cast<const char*>(values.data()), sizeof values).toBase64().toStdString();
    };
    const std::array<float, 3> lows = {1, 2, 3}, errors = {8, 3, 5};
    const std::string json =
        R"({"buffers":[{"byteLength":1,"uri":"data:application/octet-stream;base64,Cw=="},{"byteLength":12,)"
        R"("uri":"data:application/octet-stream;base64,)"
        + base64(lows) + R"("},{"byteLength":12,"uri":"data:application/octet-stream;base64,)" + base64(errors)
        + R"("}],"bufferViews":[{"buffer":0,"byteOffset":0,"byteLength":1},{"buffer":1,"byteOffset":0,"byteLength":12},)"
          R"({"buffer":2,"byteOffset":0,"byteLength":12}],"tileAvailability":{"bitstream":0},)"
          R"("contentAvailability":[{"constant":0}],"childSubtreeAvailability":{"constant":0},)"
          R"("propertyTables":[{"class":"tile","count":3,"properties":{"low":{"values":1},"error":{"values":2}}}],)"
          R"("tileMetadata":0,"subtreeMetadata":{"class":"city","properties":{"name":"whole"}}})";
    const auto subtree =
        Subtree::parse(bytesOf(json), document->implicitTilings.at(0), 1, "memory", nullptr, document->schema);
    QVERIFY2(subtree, subtree ? "" : subtree.error().toString().c_str());
    QVERIFY2(subtree->issues().empty(), subtree->issues().empty() ? "" : subtree->issues()[0].message.c_str());
    QVERIFY(subtree->hasMetadata());
    QCOMPARE(text(*subtree->metadata(), "name"), QStringLiteral("whole"));
    QVERIFY(!subtree->tileMetadata({1, 0, 1, 0}).has_value() == !subtree->hasTile({1, 0, 1, 0}));
    // Bits 1101: root, first and third child in Morton order (x lowest): (0, 0) and (0, 1).
    const auto third = subtree->tileMetadata({1, 0, 1, 0});
    QVERIFY(third);
    QCOMPARE(numberFromMetadata(*third, "TILE_GEOMETRIC_ERROR").value(), 5.0);
    const BoundingVolume volume = implicitVolume(document->tiles[0].volume, Subdivision::Quadtree, {1, 0, 1, 0});
    const auto closer = volumeFromMetadata(volume, *third, "TILE");
    QVERIFY(closer);
    QCOMPARE(closer->values[4], 3.0);
    QCOMPARE(closer->values[5], 100.0);
    QVERIFY(!volumeFromMetadata(volume, *third, "CONTENT"));
    // A box stated outright wins over what subdivision gives.
    MetadataEntity entity;
    PropertyValue::List box(12);
    for (std::size_t i = 0; i < box.size(); ++i)
        box[i].value = static_cast<double>(i);
    entity.semantics["TILE_BOUNDING_BOX"] = {box};
    QCOMPARE(volumeFromMetadata(volume, entity, "TILE")->kind, VolumeKind::Box);
    QCOMPARE(volumeFromMetadata(volume, entity, "TILE")->values[11], 11.0);
}

QTEST_GUILESS_MAIN(TestTilesetMetadata)
#include "TestTilesetMetadata.moc"
