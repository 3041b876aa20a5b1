// Bytes that lie: nothing crashes, hangs or takes much memory, and every refusal says what is wrong. Run under the
// asan preset this finds reads out of bounds.
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Inspect.h"
#include "geodata/tiles3d/Subtree.h"
#include "geodata/tiles3d/Tileset.h"
#include "tests/Corpus.h"
#include "tests/geodata_tiles3d/GlbBuilder.h"

#include <QFile>
#include <QtTest>

#include <cmath>
#include <random>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

Bytes readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray data = file.readAll();
    return {data.begin(), data.end()};
}

/// Decodes as everything; true when what came out is sound.
bool isSound(const Bytes& bytes)
{
    (void)externalReferences(bytes);
    (void)subtreeReferences(bytes);
    ImplicitTiling tiling;
    tiling.subtreeLevels = 3;
    tiling.availableLevels = 9;
    if (const auto subtree = Subtree::parse(bytes, tiling, 2, "memory"); !subtree && subtree.error().detail.empty())
        return false;
    if (const auto tileset = parseTileset(bytes, "memory"); !tileset && tileset.error().detail.empty())
        return false;
    const auto content = decodeContent(bytes, {});
    if (!content)
        return !content.error().detail.empty() && content.error().code != ErrorCode::Internal;
    const Model& model = content->model;
    for (const MeshInstance& instance : model.instances) {
        if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= model.meshes.size()
            || instance.propertyTable >= static_cast<int>(model.propertyTables.size()))
            return false;
        for (int i = 0; i < 16; ++i)
            if (!std::isfinite(instance.transform[i / 4][i % 4]))
                return false;
    }
    for (const Mesh& mesh : model.meshes)
        for (const Primitive& primitive : mesh.primitives) {
            const std::size_t count = primitive.positions.size();
            const auto fits = [count](std::size_t size) { return size == 0 || size == count; };
            if (!fits(primitive.normals.size()) || !fits(primitive.colors.size())
                || !fits(primitive.texCoords[0].size()) || !fits(primitive.texCoords[1].size())
                || !fits(primitive.featureIds.size()) || primitive.material >= static_cast<int>(model.materials.size())
                || primitive.propertyTable >= static_cast<int>(model.propertyTables.size()))
                return false;
            for (const std::uint32_t index : primitive.indices)
                if (index >= count || !std::isfinite(primitive.positions[index].x))
                    return false;
        }
    for (const Material& material : model.materials)
        if (material.baseColor.texture >= static_cast<int>(model.textures.size()))
            return false;
    for (const PropertyTable& table : model.propertyTables)
        for (const std::size_t row : {std::size_t{0}, table.count / 2, table.count - 1, table.count})
            (void)table.attributesOf(row);
    return true;
}

Bytes glbOf(const std::string& json, const Bytes& binary = {}) { return test::makeGlb(json, binary); }

} // namespace

class TestRobustness : public QObject {
    Q_OBJECT

private slots:
    void refusesLies_data();
    void refusesLies();
    void keepsWhatIsGood();
    void refusesDeepJson();
    void refusesTilesets_data();
    void refusesTilesets();
    void survivesChangedBytes_data();
    void survivesChangedBytes();
    void survivesTruncatedFiles_data() { survivesChangedBytes_data(); }
    void survivesTruncatedFiles();
};

void TestRobustness::refusesLies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code"); // −1: any
    const auto row = [](const char* name, const Bytes& bytes, ErrorCode code) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()))
                            << int(code);
    };
    const auto text = [](std::string_view value) { return Bytes(value.begin(), value.end()); };
    const std::string mesh = R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}])";
    const std::string head = R"({"asset":{"version":"2.0"})";
    row("nothing", {}, ErrorCode::Empty);
    row("one byte", {0}, ErrorCode::BadMagic);
    row("wrong magic", text("abcdefghijklmnopqrstuvwxyz0123456789"), ErrorCode::BadMagic);
    row("no JSON", text("{\"asset\":"), ErrorCode::BadJson);
    row("NaN in JSON", text(R"({"asset":{"version":"2.0"},"nodes":[{"translation":[NaN,0,0]}]})"), ErrorCode::BadJson);
    const std::string triangle = mesh
        + R"(,"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}],"bufferViews":[{"buffer":0,"byteLength":36}],"buffers":[{"byteLength":36}],"scene":0,"scenes":[{"nodes":[0]}])";
    row("far beyond any place",
        glbOf(head + triangle + R"(,"nodes":[{"mesh":0,"translation":[0,0,1e300]}]})", Bytes(36)), ErrorCode::BadValue);
    row("two scales that overflow",
        glbOf(
            head + triangle
                + R"(,"nodes":[{"children":[1],"scale":[1e200,1e200,1e200]},{"mesh":0,"scale":[1e200,1e200,1e200]}]})",
            Bytes(36)),
        ErrorCode::DecodeFailed);
    row("glb of 2 GiB", text(std::string_view("glTF\2\0\0\0\0\0\0\200\4\0\0\0JSON{}  ", 24)), ErrorCode::Truncated);
    row("pnts of 2 billion points",
        text(std::string_view("pnts\1\0\0\0\100\0\0\0\44\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                              "{\"POINTS_LENGTH\":2147483648        }",
                              64)),
        ErrorCode::Truncated);
    row("glb length beyond the file", text(std::string_view("glTF\2\0\0\0\377\377\377\377\4\0\0\0JSON{}  ", 24)),
        ErrorCode::Truncated);
    row("glb chunk beyond the file", text(std::string_view("glTF\2\0\0\0\30\0\0\0\377\377\377\377JSON{}  ", 24)),
        ErrorCode::LengthMismatch);
    row("glb version 3", text(std::string_view("glTF\3\0\0\0\30\0\0\0\4\0\0\0JSON{}  ", 24)),
        ErrorCode::UnsupportedVersion);
    row("glb without asset", glbOf("{}"), ErrorCode::BadValue);
    row("version 0", glbOf(R"({"asset":{"version":"0.8"}})"), ErrorCode::UnsupportedVersion);
    row("unknown extension", glbOf(head + R"(,"extensionsRequired":["ABC_xyz"]})"), ErrorCode::UnsupportedFeature);
    row("newer meshopt", glbOf(head + R"(,"extensionsRequired":["KHR_meshopt_compression"]})"),
        ErrorCode::UnsupportedFeature);
    row("no accessor", glbOf(head + mesh + "}"), ErrorCode::DecodeFailed);
    row("no bytes for a huge accessor",
        glbOf(head + mesh + R"(,"accessors":[{"componentType":5126,"type":"VEC3","count":4294967295}]})"),
        ErrorCode::DecodeFailed);
    row("huge count in a small view",
        glbOf(
            head + mesh
                + R"(,"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":4294967295}],"bufferViews":[{"buffer":0,"byteLength":36}],"buffers":[{"byteLength":36}]})",
            Bytes(36)),
        ErrorCode::DecodeFailed);
    row("offset beyond the view",
        glbOf(
            head + mesh
                + R"(,"accessors":[{"bufferView":0,"byteOffset":4294967295,"componentType":5126,"type":"VEC3","count":1}],"bufferViews":[{"buffer":0,"byteLength":36}],"buffers":[{"byteLength":36}]})",
            Bytes(36)),
        ErrorCode::DecodeFailed);
    row("negative offset",
        glbOf(
            head + mesh
                + R"(,"accessors":[{"bufferView":0,"byteOffset":-4,"componentType":5126,"type":"VEC3","count":1}],"bufferViews":[{"buffer":0,"byteLength":36}],"buffers":[{"byteLength":36}]})",
            Bytes(36)),
        ErrorCode::DecodeFailed);
    row("view beyond the buffer",
        glbOf(
            head + mesh
                + R"(,"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}],"bufferViews":[{"buffer":0,"byteLength":99}],"buffers":[{"byteLength":36}]})",
            Bytes(36)),
        ErrorCode::DecodeFailed);
    row("meshopt bomb",
        glbOf(
            head + mesh
                + R"(,"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}],"bufferViews":[{"buffer":0,"byteLength":36,"extensions":{"EXT_meshopt_compression":{"buffer":0,"byteLength":36,"byteStride":12,"count":4000000000,"mode":"ATTRIBUTES"}}}],"buffers":[{"byteLength":36}]})",
            Bytes(36)),
        ErrorCode::DecodeFailed);
    row("not Draco",
        glbOf(
            head
                + R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0},"extensions":{"KHR_draco_mesh_compression":{"bufferView":0,"attributes":{"POSITION":0}}}}]}],"bufferViews":[{"buffer":0,"byteLength":36}],"buffers":[{"byteLength":36}]})",
            Bytes(36)),
        ErrorCode::DecodeFailed);
    row("a tileset", text(R"({"asset":{"version":"1.0"},"root":{}})"), ErrorCode::BadMagic);
    row("short b3dm", text("b3dm"), ErrorCode::Truncated);
    row("short cmpt", text("cmpt"), ErrorCode::Truncated);
    row("b3dm tables beyond the tile",
        text(std::string_view("b3dm\1\0\0\0\34\0\0\0\377\377\377\177\377\377\377\177\0\0\0\0\0\0\0\0", 28)),
        ErrorCode::LengthMismatch);
    row("cmpt of a billion tiles", text(std::string_view("cmpt\1\0\0\0\20\0\0\0\377\377\377\77", 16)),
        ErrorCode::LengthMismatch);
}

void TestRobustness::refusesLies()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const auto content = decodeContent(Bytes(bytes.begin(), bytes.end()), {.url = "http://example/x"});
    QVERIFY(!content);
    QVERIFY(!content.error().detail.empty());
    QCOMPARE(content.error().source, std::string("http://example/x"));
    QCOMPARE(errorCodeName(content.error().code), errorCodeName(static_cast<ErrorCode>(code)));
}

void TestRobustness::keepsWhatIsGood()
{
    // Of four triangles one has an index that is too large and one a position that is NaN; a second primitive and the
    // picture are bad altogether. Two triangles remain.
    Bytes binary;
    const float nan = std::nanf("");
    const float positions[] = {0, 0, 0, 1, 0, 0, 0, 1, 0, nan, 0, 0};
    const std::uint16_t indices[] = {0, 1, 2, 0, 2, 1, 0, 1, 9, 0, 1, 3};
    test::appendBytes(binary, positions, sizeof positions);
    test::appendBytes(binary, indices, sizeof indices);
    const Bytes glb = glbOf(
        R"({"asset":{"version":"2.0"},"meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1,"material":0},)"
        R"({"attributes":{"POSITION":7}}]}],"materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],)"
        R"("textures":[{"source":0}],"images":[{"uri":"data:image/png;base64,AAAA"}],)"
        R"("accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":4},)"
        R"({"bufferView":1,"componentType":5123,"type":"SCALAR","count":12}],)"
        R"("bufferViews":[{"buffer":0,"byteLength":48},{"buffer":0,"byteOffset":48,"byteLength":24}],)"
        R"("buffers":[{"byteLength":72}]})",
        binary);
    const auto content = decodeContent(glb, {});
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    const Primitive& primitive = content->model.meshes.at(0).primitives.at(0);
    QCOMPARE(content->model.meshes[0].primitives.size(), std::size_t{1});
    QCOMPARE(primitive.indices, (std::vector<std::uint32_t>{0, 1, 2, 0, 2, 1}));
    QCOMPARE(primitive.maximum.x, 1.0f);
    QVERIFY(!content->model.textures.at(0).image);
    QCOMPARE(content->issues.size(), std::size_t{4});
    for (const Issue& issue : content->issues)
        QVERIFY(!issue.where.empty() && !issue.message.empty());
}

void TestRobustness::refusesDeepJson()
{
    for (const int depth : {200, 100'000}) {
        const std::string deep = R"({"asset":{"version":"2.0","extras":)" + std::string(std::size_t(depth), '[')
            + std::string(std::size_t(depth), ']') + R"(},"meshes":[]})";
        const auto content = decodeContent(glbOf(deep), {});
        QVERIFY(!content);
        QCOMPARE(content.error().code, ErrorCode::TooDeep);
    }
    std::string tiles = R"({"asset":{"version":"1.0"},"geometricError":1,"root":)";
    for (int i = 0; i < 100; ++i)
        tiles += R"({"boundingVolume":{"sphere":[0,0,0,1]},"geometricError":1,"children":[)";
    tiles += "{}";
    for (int i = 0; i < 100; ++i)
        tiles += "]}";
    tiles += "}";
    const auto tileset = parseTileset(Bytes(tiles.begin(), tiles.end()), "memory");
    QVERIFY(!tileset);
    QCOMPARE(tileset.error().code, ErrorCode::TooDeep);
}

void TestRobustness::refusesTilesets_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QByteArray>("refusal"); // of the document; empty: the rest is used
    QTest::addColumn<QByteArray>("issue");
    const auto tile = [](const QByteArray& more, const QByteArray& sphere = "[0,0,0,9]") {
        return "{\"boundingVolume\":{\"sphere\":" + sphere + "},\"geometricError\":1,\"refine\":\"ADD\"" + more + "}";
    };
    const auto scaled = [](const QByteArray& number) {
        return ",\"transform\":[" + number + ",0,0,0,0,1,0,0,0,0,1,0,0,0,0,1]";
    };
    const auto children = [&](int count) {
        QByteArray list = tile({});
        list.reserve(count * 80);
        for (int i = 1; i < count; ++i)
            list += "," + tile({});
        return ",\"children\":[" + list + "]";
    };
    QTest::newRow("a million children") << tile(children(1'000'000)) << QByteArray("root has 1000000 children")
                                        << QByteArray();
    QTest::newRow("NaN") << tile(scaled("NaN")) << QByteArray(" ") << QByteArray(); // simdjson says what
    QTest::newRow("a number beyond double") << tile(scaled("1e999")) << QByteArray(" ") << QByteArray();
    QTest::newRow("null") << tile(scaled("null")) << QByteArray() << QByteArray("not 16 finite numbers");
    QTest::newRow("beyond any place") << tile(scaled("1e300")) << QByteArray() << QByteArray("beyond any place");
    QTest::newRow("overflow from parent to child")
        << tile(scaled("1e10") + ",\"children\":[" + tile(scaled("1e10")) + "]") << QByteArray()
        << QByteArray("beyond any place");
    QTest::newRow("an endless sphere") << tile({}, "[0,0,0,1e300]") << QByteArray() << QByteArray("no valid box");
}

void TestRobustness::refusesTilesets()
{
    QFETCH(QByteArray, root);
    QFETCH(QByteArray, refusal);
    QFETCH(QByteArray, issue);
    const QByteArray text = R"({"asset":{"version":"1.1"},"geometricError":1,"root":)" + root + "}";
    const auto tileset = parseTileset(Bytes(text.begin(), text.end()), "http://h/a.json");
    if (!refusal.isEmpty()) {
        QVERIFY(!tileset);
        QVERIFY2(QByteArray::fromStdString(tileset.error().detail).contains(refusal), tileset.error().detail.c_str());
        QCOMPARE(tileset.error().source, std::string("http://h/a.json"));
        return;
    }
    QVERIFY(tileset);
    QCOMPARE(tileset->issues.size(), std::size_t{1});
    QVERIFY2(QByteArray::fromStdString(tileset->issues[0].message).contains(issue), tileset->issues[0].message.c_str());
    for (const glm::dmat4& transform : tileset->transforms)
        for (int i = 0; i < 16; ++i)
            QVERIFY(std::abs(transform[i / 4][i % 4]) < 1e13);
}

void TestRobustness::survivesChangedBytes_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("glb with JPEG") << QString();
    const QString folder = test::corpusDir();
    if (folder.isEmpty())
        return;
    for (const char* file :
         {"city/delaware-implicit-draco/content/2_0_1.b3dm",
          "cesium-native/BatchTables/batchedWithBatchTableBinary.b3dm",
          "cesium-native/BatchTables/batchedWithStringAndNestedJson.b3dm", "3d-tiles-tools/Tileset/parent.b3dm",
          "3d-tiles-tools/legacy/Batched/BatchedDeprecated1/v1.0/batchedDeprecated1.b3dm",
          "3d-tiles-tools/legacy/Composite/Composite/v1.0/composite.cmpt",
          "cesium-native/i3dm/InstancedOrientation/instancedOrientation.i3dm",
          "cesium-native/PointCloud/pointCloudBatched.pnts", "cesium-native/PointCloud/pointCloudDraco.pnts",
          "3d-tiles-samples/glTF/EXT_structural_metadata/ComplexTypes/ComplexTypes.gltf",
          "3d-tiles-samples/1.1/SparseImplicitQuadtree/subtrees/0.0.0.subtree",
          "3d-tiles-tools/gzipUngzip/simpleTileset-gzip/tileA.glb", "cesium-native/ReplaceTileset/tileset.json",
          "gltf/gltf-transform/DenseSphere.glb"})
        QTest::newRow(file) << folder + "/" + file;
}

void TestRobustness::survivesChangedBytes()
{
    QFETCH(QString, file);
    const Bytes seed = file.isEmpty() ? test::makeCityGlb(4, test::makeJpeg(32)) : readFile(file);
    QVERIFY(!seed.empty());
    QVERIFY(isSound(seed));
    std::mt19937 random(12345);
    const int rounds =
        qEnvironmentVariableIsSet("GUANJING_FUZZ_ROUNDS") ? qEnvironmentVariableIntValue("GUANJING_FUZZ_ROUNDS") : 150;
    for (int round = 0; round < rounds; ++round) {
        Bytes bytes = seed;
        const int changes = 1 + static_cast<int>(random() % 3);
        for (int i = 0; i < changes; ++i) {
            // Headers and JSON stand in front, packed geometry behind.
            std::size_t first = 0, last = bytes.size();
            if (const auto part = random() % 3; part == 0)
                last = std::min<std::size_t>(last, 2048);
            else if (part == 1)
                first = last / 2;
            const std::size_t at = first + random() % (last - first);
            switch (random() % 4) {
            case 0: bytes[at] = static_cast<std::uint8_t>(random()); break;
            case 1: bytes[at] ^= static_cast<std::uint8_t>(1u << (random() % 8)); break;
            case 2: bytes[at] = static_cast<std::uint8_t>('0' + random() % 10); break;
            default:
                for (std::size_t k = at; k < std::min(at + 4, bytes.size()); ++k)
                    bytes[k] = 0xFF;
            }
        }
        if (!isSound(bytes))
            QFAIL(qPrintable(QStringLiteral("round %1").arg(round)));
    }
}

void TestRobustness::survivesTruncatedFiles()
{
    QFETCH(QString, file);
    const Bytes seed = file.isEmpty() ? test::makeCityGlb(4, test::makeJpeg(32)) : readFile(file);
    QVERIFY(!seed.empty());
    // Every length of the first kilobyte, then about 200 more.
    const std::size_t step = std::max<std::size_t>(1, seed.size() / 200);
    for (std::size_t length = 0; length < seed.size(); length += length < 1024 ? 1 : step)
        QVERIFY(isSound(Bytes(seed.begin(), seed.begin() + static_cast<std::ptrdiff_t>(length))));
}

QTEST_GUILESS_MAIN(TestRobustness)
#include "TestRobustness.moc"
