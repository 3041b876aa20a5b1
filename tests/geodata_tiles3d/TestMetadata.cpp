// Feature ids and properties wherever the formats can put them.
#include "geodata/tiles3d/Content.h"
#include "tests/geodata_tiles3d/GltfBuilder.h"

#include <QBuffer>
#include <QImage>
#include <QtTest>

#include <cmath>
#include <string>

using namespace guanjing;
using namespace guanjing::tiles3d;
using namespace guanjing::test;

namespace {

/// PNG of 2 × 2 pixels, each given as red, green, blue, alpha.
std::vector<std::uint8_t> png(const std::vector<QColor>& pixels)
{
    QImage image(2, 2, QImage::Format_RGBA8888);
    for (int i = 0; i < 4; ++i)
        image.setPixelColor(i % 2, i / 2, pixels[static_cast<std::size_t>(i)]);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return {bytes.begin(), bytes.end()};
}

SurfacePoint inside(std::uint32_t a, std::uint32_t b, std::uint32_t c, const glm::dvec3& weights)
{
    return {{a, b, c}, weights};
}

const std::vector<float> kSquare = {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0};
const std::vector<float> kSquareUv = {0, 0, 1, 0, 1, 1, 0, 1};
const std::vector<std::uint16_t> kSquareIndices = {0, 1, 2, 0, 2, 3};

const PropertyTable& tableOf(const Result<DecodedContent>& content) { return content->model.propertyTables.at(0); }

} // namespace

#define DECODE(content, bytes)                                                                                         \
    const auto content = decodeContent(bytes, {.url = "memory"});                                                      \
    QVERIFY2(content, content ? "" : content.error().toString().c_str())

class TestMetadata : public QObject {
    Q_OBJECT

private slots:
    void inheritsInHierarchies_data();
    void inheritsInHierarchies();
    void survivesBadHierarchies_data();
    void survivesBadHierarchies();
    void readsIdsFromTextures();
    void readsSeveralSets();
    void readsPropertyTextures();
    void readsPropertyAttributes();
    void pointsAreFeaturesOfTheirAttributes();
    void readsInstanceSets();
    void fillsInDefaults();
    void readsEveryComponentType_data();
    void readsEveryComponentType();
};

void TestMetadata::inheritsInHierarchies_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("extension") << R"("extensions":{"3DTILES_batch_table_hierarchy":)"
                               << "}";
    QTest::newRow("earlier key") << R"("HIERARCHY":)"
                                 << "";
}

void TestMetadata::inheritsInHierarchies()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    builder.accessor(std::vector<float>{0, 0, 0, 1, 1, 2}, 5126, "SCALAR", 1);
    const Bytes glb = builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0,"_BATCHID":1}}]}])");
    // Window 0 → wall 1 → house 3 → block 4; roof 2 → house 3. The house and the block have no geometry. The class ids
    // lie in the binary body.
    const Bytes classIds = {0, 1, 2, 3, 4, 0, 0, 0};
    DECODE(
        content,
        b3dm(R"({"BATCH_LENGTH":3})",
             (R"({"height":[1,2,3],)" + before
              + R"({"instancesLength":5,"classes":[{"name":"Window","length":1,"instances":{"glass":["blue"]}},)"
              + R"({"name":"Wall","length":1,"instances":{"colour":["white"],"name":["wall"]}},)"
              + R"({"name":"Roof","length":1,"instances":{"colour":["red"]}},)"
              + R"({"name":"House","length":1,"instances":{"name":["house"],"storeys":[7]}},)"
              + R"({"name":"Block","length":1,"instances":{"block":["东"]}}],)"
              + R"("classIds":{"byteOffset":0,"componentType":"UNSIGNED_BYTE"},"parentIds":[1,3,3,4,4]})" + after + "}")
                 .toStdString(),
             classIds, glb));
    QCOMPARE(content->issues.size(), std::size_t{0});
    const PropertyTable& table = tableOf(content);
    QCOMPARE(textOf(table, 0, "glass"), QStringLiteral("blue"));
    QCOMPARE(textOf(table, 0, "name"), QStringLiteral("wall")); // the nearest above
    QCOMPARE(textOf(table, 0, "storeys"), QStringLiteral("7"));
    QCOMPARE(textOf(table, 0, "block"), QStringLiteral("东"));
    QCOMPARE(textOf(table, 0, "height"), QStringLiteral("1"));
    QCOMPARE(textOf(table, 2, "colour"), QStringLiteral("red"));
    QCOMPARE(textOf(table, 2, "name"), QStringLiteral("house"));
    QCOMPARE(textOf(table, 2, "glass"), QStringLiteral("missing")); // no window above a roof
    QCOMPARE(table.exactClassName(0), std::string_view("Window"));
    QVERIFY(table.isExactClass(1, "Wall") && !table.isExactClass(1, "House"));
    QVERIFY(table.isClass(0, "Wall") && table.isClass(0, "Block") && !table.isClass(0, "Roof"));
    QVERIFY(!table.isClass(3, "House")); // not a feature
}

void TestMetadata::survivesBadHierarchies_data()
{
    QTest::addColumn<QString>("json");
    const QString classes = R"("classes":[{"name":"A","length":2,"instances":{"a":[1,2]}}],)";
    QTest::newRow("no classes") << R"({"instancesLength":2,"classIds":[0,0]})";
    QTest::newRow("fewer instances than features") << "{" + classes + R"("instancesLength":1,"classIds":[0]})";
    QTest::newRow("class out of range") << "{" + classes + R"("instancesLength":2,"classIds":[0,7]})";
    QTest::newRow("class ids cut short") << "{" + classes + R"("instancesLength":2,"classIds":[0]})";
    QTest::newRow("parent out of range") << "{" + classes
            + R"("instancesLength":2,"classIds":[0,0],"parentIds":[0,9]})";
    QTest::newRow("parents beyond the counts")
        << "{" + classes + R"("instancesLength":2,"classIds":[0,0],"parentCounts":[1,4000000000],"parentIds":[0,0]})";
    QTest::newRow("negative parent") << "{" + classes + R"("instancesLength":2,"classIds":[0,0],"parentIds":[0,-1]})";
    QTest::newRow("length too small")
        << R"({"instancesLength":2,"classes":[{"name":"A","length":1,"instances":{}}],"classIds":[0,0]})";
}

void TestMetadata::survivesBadHierarchies()
{
    QFETCH(QString, json);
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    const Bytes glb = builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}])");
    DECODE(content, b3dm(R"({"BATCH_LENGTH":2})", R"({"h":[5,6],"HIERARCHY":)" + json.toStdString() + "}", {}, glb));
    QVERIFY(!content->issues.empty());
    QCOMPARE(textOf(tableOf(content), 1, "h"), QStringLiteral("6"));

    // Parents in a circle: legal to write, and finite.
    DECODE(circle,
           b3dm(R"({"BATCH_LENGTH":2})",
                R"({"HIERARCHY":{"instancesLength":2,"classes":[{"name":"A","length":2,"instances":{"a":[1,2]}},)"
                R"({"name":"B","instances":{"b":[]}}],"classIds":[0,0],"parentIds":[1,0]}})",
                {}, glb));
    QCOMPARE(textOf(tableOf(circle), 0, "a"), QStringLiteral("1"));
    QCOMPARE(textOf(tableOf(circle), 0, "b"), QStringLiteral("missing"));
    QVERIFY(!tableOf(circle).isClass(0, "B"));
}

void TestMetadata::readsIdsFromTextures()
{
    Builder builder;
    builder.accessor(kSquare, 5126, "VEC3", 3);
    builder.accessor(kSquareUv, 5126, "VEC2", 2);
    builder.accessor(kSquareIndices, 5123, "SCALAR", 1);
    const int picture = builder.view(png({{3, 1, 0}, {4, 0, 0}, {5, 0, 0}, {255, 255, 0}}));
    DECODE(content,
           builder.glb(
               R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_3":1},"indices":2,"extensions":)"
               R"({"EXT_mesh_features":{"featureIds":[{"label":"rooms","featureCount":260,"nullFeatureId":65535,)"
               R"("texture":{"index":0,"texCoord":3,"channels":[0,1]}}]}}}]}],"textures":[{"source":0,"sampler":0}],)"
               R"("samplers":[{"wrapS":10497,"wrapT":33071}],"images":[{"mimeType":"image/png","bufferView":)"
               + std::to_string(picture) + "}]"));
    QCOMPARE(content->issues.size(), std::size_t{0});
    const Primitive& primitive = content->model.meshes.at(0).primitives.at(0);
    QVERIFY(primitive.featureIds.empty());
    const FeatureIdSet& set = primitive.featureSets.at(0);
    QCOMPARE(set.label, std::string("rooms"));
    QCOMPARE(set.nullFeatureId, 65535u);
    QVERIFY(!content->model.textures.at(0).image); // no material draws it
    const auto bytes = [&](double x, double y) {
        // x, y in the square as weights of the triangle 0, 1, 2, where x ≥ y
        return set.texture->bytesAt(inside(0, 1, 2, {1 - x, x - y, y})).value_or(std::vector<std::uint8_t>{});
    };
    using List = std::vector<std::uint8_t>;
    QCOMPARE(bytes(0.2, 0.1), (List{3, 1}));
    QCOMPARE(bytes(0.8, 0.1), (List{4, 0}));
    QCOMPARE(bytes(0.9, 0.8), (List{255, 255}));
    QVERIFY(content->model.byteSize() > 0);
}

void TestMetadata::readsSeveralSets()
{
    Builder builder;
    builder.accessor(kSquare, 5126, "VEC3", 3);
    builder.accessor(std::vector<float>{1, 1, 0, 0}, 5126, "SCALAR", 1);
    const int values = builder.view(std::vector<std::uint8_t>{10, 20});
    DECODE(content,
           builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0,"_FEATURE_ID_4":1},"extensions":)"
                       R"({"EXT_mesh_features":{"featureIds":[{"label":"vertices","featureCount":4},)"
                       R"({"label":"houses","featureCount":2,"attribute":4,"propertyTable":0}]}}}]}],"extensions":)"
                       R"({"EXT_structural_metadata":{"schema":{"id":"s","classes":{"c":{"properties":{"v":)"
                       R"({"type":"SCALAR","componentType":"UINT8"}}}}},"propertyTables":[{"class":"c","count":2,)"
                       R"("properties":{"v":{"values":)"
                       + std::to_string(values) + "}}}]}}"));
    QCOMPARE(content->issues.size(), std::size_t{0});
    const Primitive& primitive = content->model.meshes.at(0).primitives.at(0);
    QCOMPARE(primitive.featureSets.size(), std::size_t{2});
    QVERIFY(primitive.featureSets[1].isPrimary); // it has the table
    QCOMPARE(primitive.featureIds, (std::vector<std::uint32_t>{1, 1, 0, 0}));
    QCOMPARE(primitive.propertyTable, 0);
    QCOMPARE(primitive.featureSets[0].ids, (std::vector<std::uint32_t>{0, 1, 2, 3}));
    QCOMPARE(primitive.featureSets[0].label, std::string("vertices"));
}

void TestMetadata::readsPropertyTextures()
{
    Builder builder;
    builder.accessor(kSquare, 5126, "VEC3", 3);
    builder.accessor(kSquareUv, 5126, "VEC2", 2);
    builder.accessor(kSquareIndices, 5123, "SCALAR", 1);
    const int picture = builder.view(png({{0, 1, 2, 255}, {255, 2, 3, 255}, {128, 0, 0, 255}, {10, 9, 9, 255}}));
    DECODE(content,
           builder.glb(
               R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_0":1},"indices":2,"extensions":)"
               R"({"EXT_structural_metadata":{"propertyTextures":[0]}}}]}],"extensions":{"EXT_structural_metadata":)"
               R"({"schema":{"id":"s","enums":{"use":{"valueType":"UINT8","values":[{"name":"roof","value":1},)"
               R"({"name":"wall","value":2}]}},"classes":{"c":{"properties":{)"
               R"("warmth":{"type":"SCALAR","componentType":"UINT8","normalized":true,"scale":100,"offset":-20},)"
               R"("use":{"type":"ENUM","enumType":"use"},"pair":{"type":"SCALAR","componentType":"UINT16"},)"
               R"("both":{"type":"VEC2","componentType":"UINT8"}}}}},"propertyTextures":[{"class":"c","name":"façade",)"
               R"("properties":{"warmth":{"index":0},"use":{"index":0,"channels":[1]},)"
               R"("pair":{"index":0,"channels":[1,2]},"both":{"index":0,"channels":[2,0]}}}]}},)"
               R"("textures":[{"source":0}],"images":[{"mimeType":"image/png","bufferView":)"
               + std::to_string(picture) + "}]"));
    QCOMPARE(content->issues.size(), std::size_t{0});
    const Primitive& primitive = content->model.meshes.at(0).primitives.at(0);
    const SurfaceProperties& surface = primitive.surfaces.at(0);
    QCOMPARE(surface.name, std::string("façade"));
    const auto text = [&](const char* name, double x, double y) {
        for (const SurfaceProperty& property : surface.properties)
            if (property.name == name)
                return property.at(inside(0, 1, 2, {1 - x, x - y, y})).toText();
        return std::string("missing");
    };
    QCOMPARE(text("warmth", 0.2, 0.1), std::string("-20"));
    QCOMPARE(text("warmth", 0.8, 0.1), std::string("80"));
    QCOMPARE(text("use", 0.2, 0.1), std::string("roof"));
    QCOMPARE(text("use", 0.8, 0.1), std::string("wall"));
    QCOMPARE(text("use", 0.9, 0.9), std::string("9")); // no such name
    QCOMPARE(text("pair", 0.8, 0.1), std::to_string(2 + 3 * 256));
    QCOMPARE(text("both", 0.8, 0.1), std::string("[3, 255]"));
}

void TestMetadata::readsPropertyAttributes()
{
    Builder builder;
    builder.accessor(kSquare, 5126, "VEC3", 3);
    builder.accessor(kSquareIndices, 5123, "SCALAR", 1);
    builder.accessor(std::vector<float>{0, 10, 20, 30}, 5126, "SCALAR", 1);
    builder.accessor(std::vector<std::uint16_t>{1, 0, 2, 0, 1, 0, 2, 0}, 5123, "SCALAR", 2);
    builder.accessor(std::vector<std::uint8_t>{0, 255, 255, 0, 0, 255, 0, 255}, 5121, "VEC2", 2,
                     R"(,"normalized":true)");
    DECODE(content,
           builder.glb(
               R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0,"_T":2,"_N":4},"indices":1,"extensions":)"
               R"({"EXT_structural_metadata":{"propertyAttributes":[0]}}}]}],"extensions":{"EXT_structural_metadata":)"
               R"({"schema":{"id":"s","classes":{"c":{"properties":{"t":{"type":"SCALAR","componentType":"FLOAT32",)"
               R"("scale":2},"n":{"type":"VEC2","componentType":"UINT8","normalized":true},)"
               R"("absent":{"type":"SCALAR","componentType":"FLOAT32"}}}}},"propertyAttributes":[{"class":"c",)"
               R"("properties":{"t":{"attribute":"_T"},"n":{"attribute":"_N"},"absent":{"attribute":"_A"}}}]}})"));
    QCOMPARE(content->issues.size(), std::size_t{1}); // _A
    const SurfaceProperties& surface = content->model.meshes.at(0).primitives.at(0).surfaces.at(0);
    QCOMPARE(surface.properties.size(), std::size_t{2});
    QCOMPARE(surface.properties[0].at(inside(0, 1, 2, {0.25, 0.25, 0.5})).toText(), std::string("25"));
    QCOMPARE(surface.properties[0].at(inside(3, 3, 3, {1, 0, 0})).toText(), std::string("60"));
    QCOMPARE(surface.properties[1].at(inside(0, 1, 2, {0.5, 0.5, 0})).toText(), std::string("[0.5, 0.5]"));
}

void TestMetadata::pointsAreFeaturesOfTheirAttributes()
{
    Builder builder;
    builder.accessor(kSquare, 5126, "VEC3", 3);
    builder.accessor(std::vector<float>{0, 10, 20, 30}, 5126, "SCALAR", 1);
    DECODE(content,
           builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0,"_T":1},"mode":0,"extensions":)"
                       R"({"EXT_structural_metadata":{"propertyAttributes":[0]}}}]}],"extensions":)"
                       R"({"EXT_structural_metadata":{"schema":{"id":"s","classes":{"c":{"properties":{"t":)"
                       R"({"type":"SCALAR","componentType":"FLOAT32","scale":2}}}}},"propertyAttributes":)"
                       R"([{"name":"echo","class":"c","properties":{"t":{"attribute":"_T"}}}]}})"));
    QCOMPARE(content->issues.size(), std::size_t{0});
    QCOMPARE(content->facts.features, std::uint64_t{0}); // the file states none
    const Primitive& points = content->model.meshes.at(0).primitives.at(0);
    QVERIFY(points.surfaces.empty());
    QCOMPARE(points.featureIds, (std::vector<std::uint32_t>{0, 1, 2, 3}));
    QCOMPARE(points.propertyTable, 0);
    const PropertyTable& table = content->model.propertyTables.at(0);
    QCOMPARE(table.name, std::string("echo"));
    QCOMPARE(table.className, std::string("c"));
    QCOMPARE(table.count, std::size_t{4});
    QCOMPARE(table.attributesOf(3).at(0).value.toText(), std::string("60"));
}

void TestMetadata::readsInstanceSets()
{
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    builder.accessor(std::vector<float>{0, 0, 0, 5, 0, 0}, 5126, "VEC3", 3);
    builder.accessor(std::vector<std::uint16_t>{1, 0}, 5123, "SCALAR", 1);
    const int values = builder.view(std::vector<std::uint8_t>{10, 20});
    DECODE(content,
           builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"nodes":[{"mesh":0,"extensions":)"
                       R"({"EXT_mesh_gpu_instancing":{"attributes":{"TRANSLATION":1,"_FEATURE_ID_0":2}},)"
                       R"("EXT_instance_features":{"featureIds":[{"featureCount":2,"label":"row"},)"
                       R"({"featureCount":2,"attribute":0,"propertyTable":0,"label":"lamp"}]}}}],"extensions":)"
                       R"({"EXT_structural_metadata":{"schema":{"id":"s","classes":{"c":{"properties":{"v":)"
                       R"({"type":"SCALAR","componentType":"UINT8"}}}}},"propertyTables":[{"class":"c","count":2,)"
                       R"("properties":{"v":{"values":)"
                       + std::to_string(values) + "}}}]}}"));
    QCOMPARE(content->issues.size(), std::size_t{0});
    const Model& model = content->model;
    QCOMPARE(model.instances.size(), std::size_t{2});
    QCOMPARE(model.instances[0].featureId, 1u);
    QCOMPARE(model.instances[0].propertyTable, 0);
    QCOMPARE(model.instances[1].furtherCount, 1u);
    const InstanceFeature& further = model.instanceFeatures.at(model.instances[1].firstFurther);
    QCOMPARE(further.featureId, 1u);
    QCOMPARE(model.featureLabels.at(static_cast<std::size_t>(further.label)), std::string("row"));
}

void TestMetadata::fillsInDefaults()
{
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    const int values = builder.view(std::vector<std::uint8_t>{7, 9, 0});
    DECODE(content,
           builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"extensions":)"
                       R"({"EXT_structural_metadata":{"schema":{"id":"s","classes":{"c":{"properties":{)"
                       R"("v":{"type":"SCALAR","componentType":"UINT8","noData":9,"default":42},)"
                       R"("absent":{"type":"STRING","default":"none"},"needed":{"type":"STRING","required":true},)"
                       R"("optional":{"type":"STRING"}}}}},)"
                       R"("propertyTables":[{"class":"c","count":3,"properties":{"v":{"values":)"
                       + std::to_string(values) + "}}}]}}"));
    QCOMPARE(content->issues.size(), std::size_t{1});
    QVERIFY(content->issues[0].where.find("needed") != std::string::npos);
    const PropertyTable& table = tableOf(content);
    QCOMPARE(textOf(table, 0, "v"), QStringLiteral("7"));
    QCOMPARE(textOf(table, 1, "v"), QStringLiteral("42"));
    QCOMPARE(textOf(table, 2, "absent"), QStringLiteral("none"));
    QCOMPARE(textOf(table, 2, "optional"), QStringLiteral("missing"));
}

void TestMetadata::readsEveryComponentType_data()
{
    QTest::addColumn<QString>("componentType");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char* type, auto a, auto b, const char* shown) {
        QByteArray bytes(reinterpret_cast<const char*>(&a), sizeof a);
        bytes.append(reinterpret_cast<const char*>(&b), sizeof b);
        QTest::newRow(type) << type << bytes << shown;
    };
    row("INT8", std::int8_t{-128}, std::int8_t{127}, "[-128, 127]");
    row("UINT8", std::uint8_t{0}, std::uint8_t{255}, "[0, 255]");
    row("INT16", std::int16_t{-32768}, std::int16_t{3}, "[-32768, 3]");
    row("UINT16", std::uint16_t{65535}, std::uint16_t{3}, "[65535, 3]");
    row("INT32", std::int32_t{-2147483647}, std::int32_t{3}, "[-2147483647, 3]");
    row("UINT32", std::uint32_t{4294967295}, std::uint32_t{3}, "[4294967295, 3]");
    row("INT64", std::int64_t{-9007199254740993}, std::int64_t{3}, "[-9007199254740993, 3]"); // beyond a double
    row("UINT64", std::uint64_t{18446744073709551615u}, std::uint64_t{3}, "[18446744073709551615, 3]");
    row("FLOAT32", 0.5f, -3.25f, "[0.5, -3.25]");
    row("FLOAT64", 0.1, -1e300, "[0.1, -1e+300]");
}

void TestMetadata::readsEveryComponentType()
{
    QFETCH(QString, componentType);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, shown);
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    const int values = builder.view(std::vector<char>(bytes.begin(), bytes.end()));
    DECODE(content,
           builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"extensions":)"
                       R"({"EXT_structural_metadata":{"schema":{"id":"s","classes":{"c":{"properties":{)"
                       R"("vector":{"type":"VEC2","componentType":")"
                       + componentType.toStdString()
                       + R"("},"array":{"type":"SCALAR","array":true,"count":2,"componentType":")"
                       + componentType.toStdString()
                       + R"("}}}}},"propertyTables":[{"class":"c","count":1,"properties":{"vector":{"values":)"
                       + std::to_string(values) + R"(},"array":{"values":)" + std::to_string(values) + "}}}]}}"));
    QCOMPARE(content->issues.size(), std::size_t{0});
    QCOMPARE(textOf(tableOf(content), 0, "vector"), shown);
    QCOMPARE(textOf(tableOf(content), 0, "array"), shown);
}

QTEST_GUILESS_MAIN(TestMetadata)
#include "TestMetadata.moc"
