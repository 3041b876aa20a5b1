// What comes out of glTF and of the 1.0 tiles, value by value.
#include "geodata/tiles3d/Content.h"
#include "tests/geodata_tiles3d/GltfBuilder.h"

#include <QtTest>

#include <cmath>
#include <string>

using namespace guanjing;
using namespace guanjing::tiles3d;
using namespace guanjing::test;

#define DECODE(content, bytes)                                                                                         \
    const auto content = decodeContent(bytes, {.url = "memory"});                                                      \
    QVERIFY2((content), (content) ? "" : (content).error().toString().c_str())

class TestGltf : public QObject {
    Q_OBJECT

private slots:
    void expandsModes_data();
    void expandsModes();
    void convertsComponents();
    void putsSparseTogether();
    void appliesNodesAndOrigin();
    void placesInstances();
    void readsMaterials();
    void readsPropertyTables();
    void readsBatchTables();
    void readsJpegCutShort();
    void drawsOutlines();
    void takesDefaultsOfTechniques_data();
    void takesDefaultsOfTechniques();
};

void TestGltf::takesDefaultsOfTechniques_data()
{
    QTest::addColumn<QByteArray>("values"); // of the material
    QTest::addColumn<QByteArray>("parameters"); // of its technique
    QTest::addColumn<double>("green"); // linear; sRGB 0.6 is 0.3185
    const QByteArray color = "[0,0.6,0,1]";
    QTest::newRow("own value") << "\"diffuse\":" + color << QByteArray("\"diffuse\":{\"type\":35666}") << 0.3185;
    QTest::newRow("default") << QByteArray() << "\"diffuse\":{\"type\":35666,\"value\":" + color + "}" << 0.3185;
    QTest::newRow("own value before the default")
        << "\"diffuse\":" + color << QByteArray("\"diffuse\":{\"type\":35666,\"value\":[0,1,0,1]}") << 0.3185;
    QTest::newRow("by its semantic") << QByteArray()
                                     << "\"tint\":{\"semantic\":\"_3DTILESDIFFUSE\",\"value\":" + color + "}" << 0.3185;
    QTest::newRow("own value by the semantic's name")
        << "\"tint\":" + color << QByteArray("\"tint\":{\"semantic\":\"_3DTILESDIFFUSE\"}") << 0.3185;
    QTest::newRow("three numbers") << QByteArray() << QByteArray("\"diffuse\":{\"value\":[0,0.6,0]}") << 0.3185;
    QTest::newRow("neither") << QByteArray() << QByteArray("\"shininess\":{\"value\":0.6}") << 1.0;
}

void TestGltf::takesDefaultsOfTechniques()
{
    QFETCH(QByteArray, values);
    QFETCH(QByteArray, parameters);
    QFETCH(double, green);
    const QByteArray text =
        "{\"asset\":{\"version\":\"1.0\"},\"scene\":\"s\",\"scenes\":{\"s\":{\"nodes\":[\"n\"]}},"
        "\"nodes\":{\"n\":{\"meshes\":[\"m\"]}},\"meshes\":{\"m\":{\"primitives\":[{\"attributes\":"
        "{\"POSITION\":\"a\"},\"material\":\"mat\"}]}},\"accessors\":{\"a\":{\"bufferView\":\"v\","
        "\"byteOffset\":0,\"componentType\":5126,\"count\":3,\"type\":\"VEC3\"}},\"bufferViews\":{\"v\":"
        "{\"buffer\":\"b\",\"byteOffset\":0,\"byteLength\":36}},\"buffers\":{\"b\":{\"byteLength\":36,"
        "\"uri\":\"data:;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA\"}},\"materials\":{\"mat\":"
        "{\"technique\":\"t\",\"values\":{"
        + values + "}}},\"techniques\":{\"t\":{\"parameters\":{" + parameters + "}}}}";
    DECODE(content, Bytes(text.begin(), text.end()));
    const glm::vec4 color = content->model.materials.at(0).baseColorFactor;
    QVERIFY2(std::abs(double(color.g) - green) < 1e-4, qPrintable(QString::number(double(color.g))));
    QCOMPARE(color.r, green == 1.0 ? 1.0f : 0.0f);
    QCOMPARE(color.a, 1.0f);
}

void TestGltf::expandsModes_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QVector<int>>("indices");
    QTest::addColumn<int>("triangles");
    const int points = int(PrimitiveMode::Points), lines = int(PrimitiveMode::Lines),
              triangles = int(PrimitiveMode::Triangles);
    QTest::newRow("points") << 0 << points << QVector<int>{0, 1, 2, 3, 4, 5} << 0;
    QTest::newRow("lines") << 1 << lines << QVector<int>{0, 1, 2, 3, 4, 5} << 0;
    QTest::newRow("loop") << 2 << lines << QVector<int>{0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 0} << 0;
    QTest::newRow("line strip") << 3 << lines << QVector<int>{0, 1, 1, 2, 2, 3, 3, 4, 4, 5} << 0;
    QTest::newRow("triangles") << 4 << triangles << QVector<int>{0, 1, 2, 3, 4, 5} << 2;
    QTest::newRow("strip") << 5 << triangles << QVector<int>{0, 1, 2, 1, 3, 2, 2, 3, 4, 3, 5, 4} << 4;
    QTest::newRow("fan") << 6 << triangles << QVector<int>{0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4, 5} << 4;
}

void TestGltf::expandsModes()
{
    QFETCH(int, mode);
    QFETCH(int, kind);
    QFETCH(QVector<int>, indices);
    QFETCH(int, triangles);
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    DECODE(content,
           builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0},"mode":)" + std::to_string(mode)
                       + "}]}]"));
    const Primitive& primitive = content->model.meshes.at(0).primitives.at(0);
    QCOMPARE(int(primitive.mode), kind);
    QCOMPARE(QVector<int>(primitive.indices.begin(), primitive.indices.end()), indices);
    QCOMPARE(int(content->facts.triangles), triangles);
    QCOMPARE(int(content->facts.points), mode == 0 ? 6 : 0);
    QCOMPARE(int(content->facts.lines), mode >= 1 && mode <= 3 ? 1 : 0);
}

void TestGltf::convertsComponents()
{
    // KHR_mesh_quantization: positions as 16-bit integers in a stride of 8, normals and coordinates normalized.
    Builder builder;
    const std::vector<std::int16_t> positions = {-300, 200, 7, 99, 1, 2, 3, 99, 4, 5, 6, 99};
    const int view = builder.view(positions, R"(,"byteStride":8)");
    builder.accessor(R"("bufferView":)" + std::to_string(view) + R"(,"componentType":5122,"type":"VEC3","count":3)");
    builder.accessor(std::vector<std::int8_t>{127, 0, -127, 0, -128, 0, 0, 0, 127, 0, 0, 0}, 5120, "VEC4", 4,
                     R"(,"normalized":true)");
    builder.accessor(std::vector<std::uint16_t>{0, 65535, 13107, 0, 0, 0}, 5123, "VEC2", 2, R"(,"normalized":true)");
    builder.accessor(std::vector<float>{0.5f, 2.0f, -1.0f, 0, 0, 0, 1, 1, 1}, 5126, "VEC3", 3);
    DECODE(content,
           builder.glb(R"(,"extensionsRequired":["KHR_mesh_quantization"],"meshes":[{"primitives":[{"attributes":)"
                       R"({"POSITION":0,"NORMAL":1,"TEXCOORD_0":2,"COLOR_0":3}}]}])"));
    QCOMPARE(content->issues.size(), std::size_t{0});
    const Primitive& primitive = content->model.meshes.at(0).primitives.at(0);
    QCOMPARE(primitive.positions[0], glm::vec3(-300, 200, 7));
    QCOMPARE(primitive.positions[2], glm::vec3(4, 5, 6));
    QCOMPARE(primitive.minimum, glm::vec3(-300, 2, 3));
    QCOMPARE(primitive.normals[0], glm::vec3(1, 0, -1));
    QCOMPARE(primitive.normals[1], glm::vec3(-1, 0, 0)); // −128 is −1 as well
    QCOMPARE(primitive.texCoords[0][0], glm::vec2(0, 1));
    QVERIFY(std::abs(primitive.texCoords[0][1].x - 0.2f) < 1e-6f);
    QCOMPARE(primitive.colors[0], (std::array<std::uint8_t, 4>{128, 255, 0, 255}));
}

void TestGltf::putsSparseTogether()
{
    Builder builder;
    const int base = builder.view(kSixPoints);
    const int where = builder.view(std::vector<std::uint8_t>{1, 5});
    const int values = builder.view(std::vector<float>{10, 11, 12, 20, 21, 22});
    builder.accessor(R"("bufferView":)" + std::to_string(base)
                     + R"(,"componentType":5126,"type":"VEC3","count":6,"sparse":{"count":2,"indices":{"bufferView":)"
                     + std::to_string(where) + R"(,"componentType":5121},"values":{"bufferView":)"
                     + std::to_string(values) + "}}");
    DECODE(content, builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}])"));
    const auto& positions = content->model.meshes.at(0).primitives.at(0).positions;
    QCOMPARE(positions[1], glm::vec3(10, 11, 12));
    QCOMPARE(positions[2], glm::vec3(1, 1, 0));
    QCOMPARE(positions[5], glm::vec3(20, 21, 22));
}

void TestGltf::appliesNodesAndOrigin()
{
    // A point (1, 0, 0), scaled by 2, turned by 90° about y, moved: in glTF (100, 200, −2 + 300); z up that is
    // (100, −298, 200). RTC_CENTER is in the tile's frame and not turned.
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    const Bytes glb =
        builder.glb(R"(,"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"translation":[100,200,300],"children":[1]},)"
                    R"({"rotation":[0,0.7071067811865475,0,0.7071067811865475],"scale":[2,2,2],"mesh":0}],)"
                    R"("meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}])");
    DECODE(content, b3dm(R"({"BATCH_LENGTH":0,"RTC_CENTER":[1000000.25,2,3]})", "", {}, glb));
    const Model& model = content->model;
    const glm::dvec3 point = model.origin + glm::dvec3(model.instances.at(0).transform * glm::dvec4(1, 0, 0, 1));
    QVERIFY(glm::length(point - glm::dvec3(1000100.25, 2 - 298, 203)) < 1e-9);
    // Translations of ECEF size go into the origin, so that floats keep their millimetres.
    Builder far;
    far.accessor(kSixPoints, 5126, "VEC3", 3);
    DECODE(moved,
           far.glb(R"(,"nodes":[{"translation":[1215012.125,4081605.25,4736313.5],"mesh":0}],)"
                   R"("meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}])"));
    QCOMPARE(moved->model.origin, glm::dvec3(1215012.125, -4736313.5, 4081605.25));
    QVERIFY(glm::length(glm::dvec3(moved->model.instances.at(0).transform[3])) < 1e-9);
}

void TestGltf::placesInstances()
{
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    builder.accessor(std::vector<float>{1, 2, 3, 4, 5, 6}, 5126, "VEC3", 3);
    builder.accessor(std::vector<std::uint16_t>{7, 9}, 5123, "SCALAR", 1);
    DECODE(content,
           builder.glb(R"(,"extensionsRequired":["EXT_mesh_gpu_instancing"],"nodes":[{"mesh":0,"extensions":{)"
                       R"("EXT_mesh_gpu_instancing":{"attributes":{"TRANSLATION":1,"_FEATURE_ID_0":2}},)"
                       R"("EXT_instance_features":{"featureIds":[{"featureCount":2,"attribute":0}]}}}],)"
                       R"("meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}])"));
    const auto& instances = content->model.instances;
    QCOMPARE(instances.size(), std::size_t{2});
    QCOMPARE(glm::dvec3(instances[1].transform[3]), glm::dvec3(4, -6, 5));
    QCOMPARE(instances[0].featureId, 7u);
    QCOMPARE(instances[1].featureId, 9u);
}

void TestGltf::readsMaterials()
{
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    builder.view(test::makeJpeg(16));
    DECODE(
        content,
        builder.glb(
            R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0},"material":0}]}],"materials":[{"alphaMode":"MASK",)"
            R"("alphaCutoff":0.25,"doubleSided":true,"extensions":{"KHR_materials_unlit":{}},"pbrMetallicRoughness":{)"
            R"("baseColorFactor":[0.1,0.2,0.3,0.4],"baseColorTexture":{"index":0,"extensions":{"KHR_texture_transform":)"
            R"({"offset":[0.5,0.25],"rotation":1.5707963267948966,"scale":[2,4],"texCoord":1}}}}},)"
            R"({"extensions":{"KHR_materials_pbrSpecularGlossiness":{"diffuseFactor":[1,0,0,1],"glossinessFactor":0.75}}}],)"
            R"("samplers":[{"wrapS":33071,"wrapT":33648,"magFilter":9728,"minFilter":9729}],)"
            R"("textures":[{"source":0,"sampler":0}],"images":[{"bufferView":1,"mimeType":"image/jpeg"}])"));
    QCOMPARE(content->issues.size(), std::size_t{0});
    const Material& material = content->model.materials.at(0);
    QCOMPARE(material.baseColorFactor, glm::vec4(0.1f, 0.2f, 0.3f, 0.4f));
    QCOMPARE(material.alphaMode, AlphaMode::Mask);
    QCOMPARE(material.alphaCutoff, 0.25f);
    QVERIFY(material.doubleSided && material.unlit);
    QCOMPARE(material.baseColor.texCoord, 1);
    // KHR_texture_transform by hand: scale to (2, 0), turned by 90° to (0, −2), moved to (0.5, −1.75).
    const glm::vec3 moved = material.baseColor.transform * glm::vec3(1, 0, 1);
    QVERIFY(std::abs(moved.x - 0.5f) < 1e-6f && std::abs(moved.y + 1.75f) < 1e-6f);
    const Texture& texture = content->model.textures.at(0);
    QCOMPARE(texture.wrapS, Wrap::ClampToEdge);
    QCOMPARE(texture.wrapT, Wrap::MirroredRepeat);
    QCOMPARE(texture.magFilter, Filter::Nearest);
    QCOMPARE(texture.minFilter, Filter::Linear);
    QVERIFY(texture.image && texture.image->width == 16);
    QCOMPARE(content->model.materials.at(1).baseColorFactor, glm::vec4(1, 0, 0, 1));
    QCOMPARE(content->model.materials.at(1).roughnessFactor, 0.25f);
}

void TestGltf::readsPropertyTables()
{
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    builder.accessor(std::vector<std::uint8_t>{0, 1, 1, 2, 2, 3}, 5121, "SCALAR", 1);
    const auto view = [&](const auto& values) { return std::to_string(builder.view(values)); };
    const std::string names = view(std::vector<char>{'a', '\xE8', '\x8E', '\x9E', 'c', 'd'});
    const std::string nameOffsets = view(std::vector<std::uint32_t>{0, 1, 4, 6});
    const std::string uses = view(std::vector<std::uint8_t>{1, 0, 9});
    const std::string heights = view(std::vector<std::uint16_t>{0, 65535, 7});
    const std::string flags = view(std::vector<std::uint8_t>{0b101});
    const std::string parts = view(std::vector<std::int16_t>{1, 2, 3, 4});
    const std::string partOffsets = view(std::vector<std::uint8_t>{0, 1, 1, 4});
    const std::string normal = view(std::vector<float>{0, 0, 1, 0, 1, 0, 1, 0, 0});
    DECODE(
        content,
        builder.glb(
            R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0,"_FEATURE_ID_0":1},"extensions":{"EXT_mesh_features":)"
            R"({"featureIds":[{"featureCount":3,"attribute":0,"propertyTable":0,"nullFeatureId":3}]}}}]}],)"
            R"("extensions":{"EXT_structural_metadata":{"schema":{"id":"s","enums":{"use":{"valueType":"UINT8","values":)"
            R"([{"name":"home","value":0},{"name":"shop","value":1}]}},"classes":{"b":{"properties":{)"
            R"("name":{"type":"STRING"},"use":{"type":"ENUM","enumType":"use"},)"
            R"("height":{"type":"SCALAR","componentType":"UINT16","normalized":true,"offset":10,"scale":100,"noData":7},)"
            R"("listed":{"type":"BOOLEAN"},"parts":{"type":"SCALAR","componentType":"INT16","array":true},)"
            R"("up":{"type":"VEC3","componentType":"FLOAT32"}}}}},"propertyTables":[{"name":"t","class":"b","count":3,)"
            R"("properties":{"name":{"values":)"
            + names + R"(,"stringOffsets":)" + nameOffsets + R"(},"use":{"values":)" + uses + R"(},"height":{"values":)"
            + heights + R"(},"listed":{"values":)" + flags + R"(},"parts":{"values":)" + parts + R"(,"arrayOffsets":)"
            + partOffsets + R"(,"arrayOffsetType":"UINT8"},"up":{"values":)" + normal + R"(}}}]}})"));
    QCOMPARE(content->issues.size(), std::size_t{0});
    const Primitive& primitive = content->model.meshes.at(0).primitives.at(0);
    QCOMPARE(primitive.propertyTable, 0);
    QCOMPARE(primitive.featureIds, (std::vector<std::uint32_t>{0, 1, 1, 2, 2, kNoFeature}));
    const PropertyTable& table = content->model.propertyTables.at(0);
    QCOMPARE(table.count, std::size_t{3});
    QCOMPARE(textOf(table, 1, "name"), QStringLiteral("莞"));
    QCOMPARE(textOf(table, 2, "name"), QStringLiteral("cd"));
    QCOMPARE(textOf(table, 0, "use"), QStringLiteral("shop"));
    QCOMPARE(textOf(table, 2, "use"), QStringLiteral("9")); // no such name
    QCOMPARE(textOf(table, 0, "height"), QStringLiteral("10"));
    QCOMPARE(textOf(table, 1, "height"), QStringLiteral("110"));
    QCOMPARE(textOf(table, 2, "height"), QString()); // noData
    QCOMPARE(textOf(table, 0, "listed"), QStringLiteral("true"));
    QCOMPARE(textOf(table, 1, "listed"), QStringLiteral("false"));
    QCOMPARE(textOf(table, 0, "parts"), QStringLiteral("[1]"));
    QCOMPARE(textOf(table, 1, "parts"), QStringLiteral("[]"));
    QCOMPARE(textOf(table, 2, "parts"), QStringLiteral("[2, 3, 4]"));
    QCOMPARE(textOf(table, 1, "up"), QStringLiteral("[0, 1, 0]"));
    QVERIFY(table.attributesOf(3).empty());
    QCOMPARE(table.properties.at(2).column->stored(1), PropertyValue{std::uint64_t{65535}});
    QCOMPARE(table.properties.at(2).type, std::string("SCALAR/UINT16"));
}

void TestGltf::readsBatchTables()
{
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    builder.accessor(std::vector<float>{0, 0, 0, 1, 1, 1}, 5126, "SCALAR", 1);
    const Bytes glb = builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0,"_BATCHID":1}}]}])");
    const double places[] = {113.75, 23.0, 113.76, 23.01};
    Bytes binary;
    test::appendBytes(binary, places, sizeof places);
    DECODE(
        content,
        b3dm(
            R"({"BATCH_LENGTH":2})",
            R"({"name":["a","b"],"info":[{"y":1},null],"place":{"byteOffset":0,"componentType":"DOUBLE","type":"VEC2"},)"
            R"("bad":{"byteOffset":24,"componentType":"DOUBLE","type":"VEC2"},"short":[1]})",
            binary, glb));
    QCOMPARE(content->facts.features, std::uint64_t{2});
    const Primitive& primitive = content->model.meshes.at(0).primitives.at(0);
    QCOMPARE(primitive.featureIds, (std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1}));
    const PropertyTable& table = content->model.propertyTables.at(static_cast<std::size_t>(primitive.propertyTable));
    QCOMPARE(textOf(table, 1, "name"), QStringLiteral("b"));
    QCOMPARE(textOf(table, 0, "info"), QStringLiteral("{\"y\":1}"));
    QCOMPARE(textOf(table, 1, "info"), QString());
    QCOMPARE(textOf(table, 1, "place"), QStringLiteral("[113.76, 23.01]"));
    QCOMPARE(textOf(table, 1, "bad"), QStringLiteral("missing"));
    QCOMPARE(textOf(table, 1, "short"), QString());
    QCOMPARE(content->issues.size(), std::size_t{2}); // "bad" and "short"
}

void TestGltf::readsJpegCutShort()
{
    Bytes jpeg = test::makeJpeg(64);
    jpeg.resize(jpeg.size() / 2);
    DECODE(content, test::makeCityGlb(1, jpeg));
    QVERIFY(content->model.textures.at(0).image); // the upper half is there
    QCOMPARE(content->issues.size(), std::size_t{1});
    QCOMPARE(content->issues[0].severity, Severity::Warning);
    QCOMPARE(content->issues[0].where, std::string("images[0]"));
}

void TestGltf::drawsOutlines()
{
    Builder builder;
    builder.accessor(kSixPoints, 5126, "VEC3", 3);
    builder.accessor(std::vector<std::uint16_t>{4, 5, 5, 1, 0, 9}, 5123, "SCALAR", 1);
    DECODE(content,
           builder.glb(R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0},"extensions":)"
                       R"({"CESIUM_primitive_outline":{"indices":1}}}]}])"));
    QCOMPARE(content->issues.size(), std::size_t{1}); // vertex 9
    const Mesh& mesh = content->model.meshes.at(0);
    QCOMPARE(mesh.primitives.size(), std::size_t{2});
    const Primitive& outline = mesh.primitives[1];
    QCOMPARE(outline.mode, PrimitiveMode::Lines);
    QCOMPARE(outline.indices, (std::vector<std::uint32_t>{0, 1, 1, 2}));
    QCOMPARE(outline.positions.at(2), mesh.primitives[0].positions.at(1));
    const Material& material = content->model.materials.at(static_cast<std::size_t>(outline.material));
    QVERIFY(material.unlit && material.baseColorFactor == glm::vec4(0, 0, 0, 1));
    QCOMPARE(content->facts.lines, std::uint64_t{0}); // as the file counts
}

QTEST_GUILESS_MAIN(TestGltf)
#include "TestGltf.moc"
