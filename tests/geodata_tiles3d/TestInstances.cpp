// Where the copies of an i3dm stand and how they are turned. What is expected is worked out by hand: where three corners of the
// model come to lie, (0, 0, 0), (1, 0, 0) and (0, 1, 0) of a glTF whose z axis is up.
#include "geodata/crs/Ellipsoid.h"
#include "geodata/tiles3d/Content.h"
#include "tests/geodata_tiles3d/GltfBuilder.h"

#include <QtTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::tiles3d;
using test::Builder;

namespace {

using Points = std::vector<glm::dvec3>;

constexpr double kRadius = kWgs84SemiMajorMeters;

Bytes triangle()
{
    Builder builder;
    builder.accessor(std::vector<float>{0, 0, 0, 1, 0, 0, 0, 1, 0}, 5126, "VEC3", 3);
    return builder.glb(R"(,"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],)"
                       R"("meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}])");
}

/// A feature table whose parts lie one after the other.
class Table {
public:
    explicit Table(int count) : m_json(R"({"INSTANCES_LENGTH":)" + std::to_string(count)) { }
    Table& floats(const char* key, const std::vector<float>& values)
    {
        return add(key, values.data(), values.size() * sizeof(float));
    }
    Table& shorts(const char* key, const std::vector<std::uint16_t>& values)
    {
        return add(key, values.data(), values.size() * sizeof(std::uint16_t));
    }
    Table& member(const std::string& text)
    {
        m_json += "," + text;
        return *this;
    }
    [[nodiscard]] Bytes tile() const { return test::tileOf("i3dm", m_json + "}", m_binary, {}, {}, triangle()); }

private:
    Table& add(const char* key, const void* data, std::size_t size)
    {
        m_json += std::string(",\"") + key + "\":{\"byteOffset\":" + std::to_string(m_binary.size()) + "}";
        test::appendBytes(m_binary, data, size);
        return *this;
    }
    std::string m_json;
    Bytes m_binary;
};

/// The frame of a place at 0°, 0°: x east, y north, z up.
glm::dmat4 atNullIsland()
{
    return {glm::dvec4(0, 1, 0, 0), glm::dvec4(0, 0, 1, 0), glm::dvec4(1, 0, 0, 0), glm::dvec4(kRadius, 0, 0, 1)};
}

struct Case {
    Bytes tile;
    glm::dmat4 tileToWorld{1.0};
    std::vector<Points> expected; ///< per copy, in the tile's frame
    double tolerance = 1e-6; ///< metres
};

} // namespace

Q_DECLARE_METATYPE(Case)

class TestInstances : public QObject {
    Q_OBJECT
private slots:
    void copiesStandWhereTheyShould_data();
    void copiesStandWhereTheyShould();
    void aNamedGltfHasFilesOfItsOwn();
    void aNamedGltfMayBeADataUri();
};

void TestInstances::copiesStandWhereTheyShould_data()
{
    QTest::addColumn<Case>("c");
    const std::vector<float> places = {10, 20, 30, -5, 0, 2};
    const auto plain = [&](glm::dvec3 shift) {
        return std::vector<Points>{
            {shift + glm::dvec3(10, 20, 30), shift + glm::dvec3(11, 20, 30), shift + glm::dvec3(10, 21, 30)},
            {shift + glm::dvec3(-5, 0, 2), shift + glm::dvec3(-4, 0, 2), shift + glm::dvec3(-5, 1, 2)}};
    };
    QTest::newRow("none") << Case{Table(2).floats("POSITION", places).tile(), glm::dmat4(1.0), plain({0, 0, 0})};
    QTest::newRow("RTC_CENTER") << Case{
        Table(2).floats("POSITION", places).member(R"("RTC_CENTER":[1000,2000,3000])").tile(), glm::dmat4(1.0),
        plain({1000, 2000, 3000})};
    QTest::newRow("quantized, RTC_CENTER") << Case{
        Table(2)
            .shorts("POSITION_QUANTIZED", {0, 0, 0, 65535, 13107, 65535})
            .member(
                R"("QUANTIZED_VOLUME_OFFSET":[10,20,30],"QUANTIZED_VOLUME_SCALE":[100,200,300],"RTC_CENTER":[0,0,7])")
            .tile(),
        glm::dmat4(1.0),
        {{{10, 20, 37}, {11, 20, 37}, {10, 21, 37}}, {{110, 60, 337}, {111, 60, 337}, {110, 61, 337}}}};
    QTest::newRow("a tile transform is the tile's own business")
        << Case{Table(2).floats("POSITION", places).tile(), atNullIsland(), plain({0, 0, 0})};

    // x to the right vector, y to the up vector, z to right × up.
    QTest::newRow("NORMAL_UP and NORMAL_RIGHT")
        << Case{Table(2)
                    .floats("POSITION", places)
                    .floats("NORMAL_UP", {0, 0, 1, -1, 0, 0})
                    .floats("NORMAL_RIGHT", {0, 1, 0, 0, 1, 0})
                    .tile(),
                glm::dmat4(1.0),
                {{{10, 20, 30}, {10, 21, 30}, {10, 20, 31}}, {{-5, 0, 2}, {-5, 1, 2}, {-6, 0, 2}}}};
    // (0, 0, 1) lies in the middle of the square, (1, 0, 0) in the middle of its right edge, (0, 0, −1) in its corners.
    QTest::newRow("OCT32P") << Case{Table(2)
                                        .floats("POSITION", places)
                                        .shorts("NORMAL_UP_OCT32P", {32768, 32768, 65535, 65535})
                                        .shorts("NORMAL_RIGHT_OCT32P", {65535, 32768, 32768, 0})
                                        .tile(),
                                    glm::dmat4(1.0),
                                    {{{10, 20, 30}, {11, 20, 30}, {10, 20, 31}}, {{-5, 0, 2}, {-5, -1, 2}, {-5, 0, 1}}},
                                    1e-4};
    QTest::newRow("only one of the vectors")
        << Case{Table(2).floats("POSITION", places).floats("NORMAL_UP", {0, 0, 1, 0, 0, 1}).tile(), glm::dmat4(1.0),
                plain({0, 0, 0})};
    QTest::newRow("SCALE, then turned") << Case{Table(1)
                                                    .floats("POSITION", {1, 2, 3})
                                                    .floats("SCALE", {2})
                                                    .floats("NORMAL_UP", {0, 0, 1})
                                                    .floats("NORMAL_RIGHT", {0, 1, 0})
                                                    .tile(),
                                                glm::dmat4(1.0),
                                                {{{1, 2, 3}, {1, 4, 3}, {1, 2, 5}}}};
    QTest::newRow("SCALE_NON_UNIFORM along the model's own axes") << Case{Table(1)
                                                                              .floats("POSITION", {1, 2, 3})
                                                                              .floats("SCALE_NON_UNIFORM", {2, 5, 1})
                                                                              .floats("NORMAL_UP", {0, 0, 1})
                                                                              .floats("NORMAL_RIGHT", {0, 1, 0})
                                                                              .tile(),
                                                                          glm::dmat4(1.0),
                                                                          {{{1, 2, 3}, {1, 4, 3}, {1, 2, 8}}}};
    QTest::newRow("both scales") << Case{
        Table(1).floats("POSITION", {1, 2, 3}).floats("SCALE", {3}).floats("SCALE_NON_UNIFORM", {2, 5, 1}).tile(),
        glm::dmat4(1.0),
        {{{1, 2, 3}, {7, 2, 3}, {1, 17, 3}}}};

    // East, north and up at 90° east on the equator are (−1, 0, 0), (0, 0, 1) and (0, 1, 0) in ECEF.
    const std::string enu = R"("EAST_NORTH_UP":true)";
    QTest::newRow("EAST_NORTH_UP in ECEF")
        << Case{Table(1).floats("POSITION", {0, 0, 0}).member(R"("RTC_CENTER":[0,6378137,0])").member(enu).tile(),
                glm::dmat4(1.0),
                {{{0, kRadius, 0}, {-1, kRadius, 0}, {0, kRadius, 1}}}};
    // In the frame of 0°, 0° these are (0, 0, −1), (0, 1, 0) and (1, 0, 0), and the place is a whole radius east and down.
    const auto half = static_cast<float>(kRadius);
    QTest::newRow("EAST_NORTH_UP below a tile transform")
        << Case{Table(2).floats("POSITION", {0, 0, 100, half, 0, -half}).member(enu).tile(),
                atNullIsland(),
                {{{0, 0, 100}, {1, 0, 100}, {0, 1, 100}},
                 {{kRadius, 0, -kRadius}, {kRadius, 0, -kRadius - 1}, {kRadius, 1, -kRadius}}}};
    QTest::newRow("EAST_NORTH_UP, RTC_CENTER, quantized, below a tile transform") << Case{
        Table(2)
            .shorts("POSITION_QUANTIZED", {0, 0, 0, 65535, 0, 0})
            .member(
                R"("QUANTIZED_VOLUME_OFFSET":[0,0,0],"QUANTIZED_VOLUME_SCALE":[6378137,1,1],"RTC_CENTER":[0,0,-6378137])")
            .member(enu)
            .tile(),
        glm::dmat4(glm::dvec4(0, 1, 0, 0), glm::dvec4(0, 0, 1, 0), glm::dvec4(1, 0, 0, 0),
                   glm::dvec4(2 * kRadius, 0, 0, 1)),
        {{{0, 0, -kRadius}, {1, 0, -kRadius}, {0, 1, -kRadius}},
         // world (2a − a, a, 0): 45° east; east is (−s, s, 0) there, in the tile's frame (s, 0, −s)
         {{kRadius, 0, -kRadius}, {kRadius + std::sqrt(0.5), 0, -kRadius - std::sqrt(0.5)}, {kRadius, 1, -kRadius}}}};
    // The tile's x axis points north, its y axis west.
    const glm::dmat4 turned{glm::dvec4(0, 0, 1, 0), glm::dvec4(0, -1, 0, 0), glm::dvec4(1, 0, 0, 0),
                            glm::dvec4(kRadius, 0, 0, 1)};
    QTest::newRow("EAST_NORTH_UP in a tile that is turned") << Case{
        Table(1).floats("POSITION", {0, 0, 0}).member(enu).tile(), turned, {{{0, 0, 0}, {0, -1, 0}, {1, 0, 0}}}};
    // What the tile's transform enlarges, it enlarges.
    QTest::newRow("EAST_NORTH_UP in a tile twice as large, SCALE")
        << Case{Table(1).floats("POSITION", {0, 0, 50}).floats("SCALE", {3}).member(enu).tile(),
                atNullIsland()
                    * glm::dmat4(glm::dvec4(2, 0, 0, 0), glm::dvec4(0, 2, 0, 0), glm::dvec4(0, 0, 2, 0),
                                 glm::dvec4(0, 0, 0, 1)),
                {{{0, 0, 50}, {3, 0, 50}, {0, 3, 50}}}};
    QTest::newRow("EAST_NORTH_UP nowhere on Earth")
        << Case{Table(2).floats("POSITION", places).member(enu).tile(), glm::dmat4(1.0), plain({0, 0, 0})};
    QTest::newRow("vectors win over EAST_NORTH_UP") << Case{Table(1)
                                                                .floats("POSITION", {0, 0, 0})
                                                                .floats("NORMAL_UP", {0, 0, 1})
                                                                .floats("NORMAL_RIGHT", {0, 1, 0})
                                                                .member(enu)
                                                                .tile(),
                                                            atNullIsland(),
                                                            {{{0, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
}

void TestInstances::copiesStandWhereTheyShould()
{
    QFETCH(Case, c);
    ContentContext context;
    context.gltfUpAxis = UpAxis::Z;
    context.tileToWorld = c.tileToWorld;
    const auto content = decodeContent(c.tile, context);
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QVERIFY2(content->issues.empty(), content->issues.empty() ? "" : content->issues.front().message.c_str());
    const Model& model = content->model;
    QCOMPARE(model.instances.size(), c.expected.size());
    const Points corners = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    const auto& positions = model.meshes.at(0).primitives.at(0).positions;
    for (std::size_t i = 0; i < c.expected.size(); ++i)
        for (std::size_t k = 0; k < corners.size(); ++k) {
            QVERIFY(glm::dvec3(positions[k]) == corners[k]);
            const glm::dvec3 found =
                model.origin + glm::dvec3(model.instances[i].transform * glm::dvec4(corners[k], 1.0));
            const glm::dvec3 off = found - c.expected[i][k];
            QVERIFY2(glm::length(off) < c.tolerance,
                     qPrintable(QStringLiteral("copy %1, corner %2: (%3, %4, %5)")
                                    .arg(i)
                                    .arg(k)
                                    .arg(found.x, 0, 'f', 3)
                                    .arg(found.y, 0, 'f', 3)
                                    .arg(found.z, 0, 'f', 3)));
        }
}

void TestInstances::aNamedGltfHasFilesOfItsOwn()
{
    // Two tiles in a composite name a glTF each, in folders of their own, and each of these a "corners.bin".
    const std::string gltf = R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
        "meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"buffers":[{"uri":"corners.bin","byteLength":36}],
        "bufferViews":[{"buffer":0,"byteLength":36}],
        "accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}]})";
    const auto naming = [](const std::string& uri) {
        Bytes place(12);
        return test::tileOf("i3dm", R"({"INSTANCES_LENGTH":1,"POSITION":{"byteOffset":0}})", place, {}, {},
                            Bytes(uri.begin(), uri.end()), 0);
    };
    const auto shared = [](Bytes bytes) { return std::make_shared<const Bytes>(std::move(bytes)); };
    const auto corners = [&](float size) {
        const float values[] = {0, 0, 0, size, 0, 0, 0, size, 0};
        Bytes bytes;
        test::appendBytes(bytes, values, sizeof values);
        return shared(bytes);
    };
    const Bytes first = naming("a/model.gltf"), second = naming("b/model.gltf");
    Bytes composite;
    test::appendBytes(composite, "cmpt", 4);
    for (const std::size_t value : {std::size_t{1}, 16 + first.size() + second.size(), std::size_t{2}})
        test::appendU32(composite, static_cast<std::uint32_t>(value));
    composite.insert(composite.end(), first.begin(), first.end());
    composite.insert(composite.end(), second.begin(), second.end());

    QCOMPARE(externalReferences(first), std::vector<std::string>{"a/model.gltf"});
    const Bytes document(gltf.begin(), gltf.end());
    QCOMPARE(nestedReferences(first, document), std::vector<std::string>{"corners.bin"});
    QVERIFY2(nestedReferences(document, document).empty(), "what a glTF names is no document that names more");
    ExternalBytes external;
    external["a/model.gltf"] = external["b/model.gltf"] = shared(document);
    external[nestedUri("a/model.gltf", "corners.bin")] = corners(1);
    external[nestedUri("b/model.gltf", "corners.bin")] = corners(2);
    external["corners.bin"] = corners(9); // somebody else's
    ContentContext context;
    context.gltfUpAxis = UpAxis::Z;
    context.external = &external;
    const auto content = decodeContent(composite, context);
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QCOMPARE(content->model.meshes.size(), std::size_t{2});
    QCOMPARE(content->model.meshes[0].primitives.at(0).maximum.x, 1.0f);
    QCOMPARE(content->model.meshes[1].primitives.at(0).maximum.x, 2.0f);
}

void TestInstances::aNamedGltfMayBeADataUri()
{
    const Bytes glb = triangle();
    const QByteArray base64 =
        QByteArray(reinterpret_cast<const char*>(glb.data()), static_cast<qsizetype>(glb.size())).toBase64();
    const std::string uri = "data:model/gltf-binary;base64," + base64.toStdString();
    const auto naming = [](const std::string& text) {
        return test::tileOf("i3dm", R"({"INSTANCES_LENGTH":1,"POSITION":{"byteOffset":0}})", Bytes(12), {}, {},
                            Bytes(text.begin(), text.end()), 0);
    };
    QVERIFY2(externalReferences(naming(uri)).empty(), "it need not be asked for");
    const auto content = decodeContent(naming(uri), {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    QCOMPARE(content->model.instances.size(), std::size_t{1});
    const auto damaged = decodeContent(naming("data:model/gltf-binary;base64,?" + base64.toStdString()), {});
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().detail, std::string("malformed data: URI"));
}

QTEST_APPLESS_MAIN(TestInstances)
#include "TestInstances.moc"
