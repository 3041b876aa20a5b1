// The Draco samples decode to the shapes that are known of them: other encodings of the same shape, the same shape
// uncompressed, and what the glTF beside a stream states of it.
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Gltf.h"
#include "geodata/tiles3d/Inspect.h"
#include "tests/Corpus.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

Bytes readFile(const QString& path)
{
    QFile file(path);
    const QByteArray data = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return {data.begin(), data.end()};
}

struct Shape {
    std::size_t points = 0, triangles = 0;
    glm::dvec3 low{INFINITY}, high{-INFINITY};
    double area = 0;

    void add(const std::vector<glm::dvec3>& positions, const std::vector<std::uint32_t>& indices, bool isMesh)
    {
        points += positions.size();
        for (const glm::dvec3& position : positions) {
            low = glm::min(low, position);
            high = glm::max(high, position);
        }
        for (std::size_t i = 0; isMesh && i + 2 < indices.size(); i += 3, ++triangles)
            area += 0.5
                * glm::length(glm::cross(positions[indices[i + 1]] - positions[indices[i]],
                                         positions[indices[i + 2]] - positions[indices[i]]));
    }
    [[nodiscard]] double size() const { return glm::length(high - low); }
    [[nodiscard]] bool isNear(const Shape& other, double share) const
    {
        return glm::length(low - other.low) <= share * size() && glm::length(high - other.high) <= share * size()
            && std::abs(area - other.area) <= 2 * share * std::max(area, other.area);
    }
};

Shape shapeOfStream(const Bytes& bytes)
{
    Shape shape;
    const auto geometry = DracoGeometry::decode(bytes, "memory");
    if (!geometry)
        return shape;
    for (std::uint32_t id = 0; id < 8; ++id)
        if (geometry->componentsOf(id) == 3) { // positions come first
            std::vector<float> numbers(geometry->pointCount() * 3);
            if (!geometry->readFloats(id, 3, false, numbers.data()))
                return shape;
            std::vector<glm::dvec3> positions;
            for (std::size_t i = 0; i < numbers.size(); i += 3)
                positions.emplace_back(numbers[i], numbers[i + 1], numbers[i + 2]);
            shape.add(positions, geometry->indices(), true);
            return shape;
        }
    return shape;
}

Shape shapeOf(const Model& model)
{
    Shape shape;
    for (const MeshInstance& instance : model.instances)
        for (const Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives) {
            std::vector<glm::dvec3> positions;
            for (const glm::vec3& position : primitive.positions)
                positions.emplace_back(model.origin
                                       + glm::dvec3(instance.transform * glm::dvec4(glm::dvec3(position), 1.0)));
            shape.add(positions, primitive.indices, primitive.mode == PrimitiveMode::Triangles);
        }
    return shape;
}

DecodedContent decodeFile(const QString& path)
{
    const Bytes bytes = readFile(path);
    ExternalBytes external;
    for (const std::string& uri : externalReferences(bytes))
        external[uri] =
            std::make_shared<const Bytes>(readFile(QFileInfo(path).dir().filePath(QString::fromStdString(uri))));
    ContentContext context;
    context.url = path.toStdString();
    context.external = &external;
    auto content = decodeContent(bytes, context);
    return content ? std::move(*content) : DecodedContent{};
}

} // namespace

class TestDracoSamples : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void streamsAsTheFactsSay();
    void encodingsOfOneShapeAgree();
    void compressedAsUncompressed();
    void featuresKeepTheirPlaces();
    void pointsAgree();
    void asTheGltfStates();

private:
    QString m_folder;
};

void TestDracoSamples::initTestCase()
{
    m_folder = test::corpusDir();
    if (m_folder.isEmpty())
        QSKIP("no corpus: set GUANJING_CORPUS");
}

void TestDracoSamples::streamsAsTheFactsSay()
{
    const Bytes facts = readFile(m_folder + "/expected_facts.json");
    const QJsonObject all =
        QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(facts.data()), qsizetype(facts.size())))
            .object();
    int streams = 0;
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QJsonObject expected = it.value().toObject();
        if (expected["format"] != "draco")
            continue;
        ++streams;
        const std::string path = (m_folder + "/" + it.key()).toStdString();
        const InspectReport report = inspectBytes(readFile(QString::fromStdString(path)), path, {});
        const QJsonObject found = QJsonDocument::fromJson(QByteArray::fromStdString(report.toJson())).object();
        QVERIFY2(report.isUsable(), path.c_str());
        for (const char* key : {"format", "version", "type", "method"})
            QCOMPARE(found[QLatin1String(key)], expected[QLatin1String(key)]);
        const bool isMesh = expected["type"] == "TRIANGULAR_MESH";
        QVERIFY2(report.counts.at(isMesh ? "triangles" : "points") > 0, path.c_str());
    }
    QVERIFY(streams >= 13);
}

void TestDracoSamples::encodingsOfOneShapeAgree()
{
    const QString folder = m_folder + "/draco/";
    // The same mesh of 170 triangles by two methods and five versions of the bitstream; quantized at most to 11 bits.
    const Shape first = shapeOfStream(readFile(folder + "test_nm.obj.sequential.1.1.0.drc"));
    QCOMPARE(first.triangles, std::size_t{170});
    for (const char* name :
         {"test_nm.obj.edgebreaker.0.9.1.drc", "test_nm.obj.edgebreaker.1.1.0.drc",
          "test_nm.obj.edgebreaker.cl4.2.2.drc", "test_nm.obj.sequential.0.9.1.drc", "test_nm_quant.0.9.0.drc"}) {
        const Shape other = shapeOfStream(readFile(folder + name));
        QCOMPARE(other.triangles, first.triangles);
        QVERIFY2(other.isNear(first, 2e-3), name);
    }
    for (const char* name : {"cube_att.drc", "cube_att.obj.edgebreaker.cl4.2.2.drc", "cube_att_sub_o_2.drc"}) {
        const Shape cube = shapeOfStream(readFile(folder + name));
        QCOMPARE(cube.triangles, std::size_t{12});
        const glm::dvec3 extent = cube.high - cube.low;
        QVERIFY2(std::abs(cube.area - 6 * extent.x * extent.x) < 1e-3 * cube.area, name);
    }
}

void TestDracoSamples::compressedAsUncompressed()
{
    const Shape plain = shapeOf(decodeFile(m_folder + "/3d-tiles-tools/gltf/Box.glb").model);
    QCOMPARE(plain.triangles, std::size_t{12});
    for (const char* name : {"/3d-tiles-tools/gltf/BoxDraco.glb", "/gltf/gltf-transform/BoxDraco.gltf"}) {
        const Shape packed = shapeOf(decodeFile(m_folder + name).model);
        QCOMPARE(packed.triangles, plain.triangles);
        QVERIFY2(packed.isNear(plain, 1e-3), name);
    }
}

void TestDracoSamples::featuresKeepTheirPlaces()
{
    const auto boxes = [&](const char* name) {
        std::map<std::uint32_t, Shape> features;
        const Model model = decodeFile(m_folder + name).model;
        for (const MeshInstance& instance : model.instances)
            for (const Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives)
                for (std::size_t i = 0; i < primitive.featureIds.size(); ++i)
                    features[primitive.featureIds[i]].add(
                        {model.origin
                         + glm::dvec3(instance.transform * glm::dvec4(glm::dvec3(primitive.positions[i]), 1.0))},
                        {}, false);
        return features;
    };
    const auto packed = boxes("/cesium-native/BatchTables/batchedWithBatchTable-draco.b3dm");
    const auto plain = boxes("/cesium-native/BatchTables/batchedWithBatchTableBinary.b3dm");
    QCOMPARE(plain.size(), std::size_t{10});
    QCOMPARE(packed.size(), plain.size());
    for (const auto& [feature, shape] : plain) {
        QVERIFY(packed.contains(feature));
        // 0.3 m of the 250 m that are quantized together
        QVERIFY(glm::length(packed.at(feature).low - shape.low) < 0.3);
        QVERIFY(glm::length(packed.at(feature).high - shape.high) < 0.3);
    }
}

void TestDracoSamples::pointsAgree()
{
    // The same cloud with all, and with some of its attributes in the stream.
    const Model all = decodeFile(m_folder + "/cesium-native/PointCloud/pointCloudDraco.pnts").model;
    const Model some = decodeFile(m_folder + "/cesium-native/PointCloud/pointCloudDracoPartial.pnts").model;
    QCOMPARE(all.meshes.size(), std::size_t{1});
    QCOMPARE(some.meshes.size(), std::size_t{1});
    const Primitive& a = all.meshes[0].primitives.at(0);
    const Primitive& b = some.meshes[0].primitives.at(0);
    QVERIFY(!a.positions.empty());
    QCOMPARE(a.positions.size(), b.positions.size());
    QVERIFY(all.origin == some.origin);
    for (std::size_t i = 0; i < a.positions.size(); ++i)
        QVERIFY(glm::length(a.positions[i] - b.positions[i]) < 1e-4f);
    QVERIFY(a.colors == b.colors);
    QVERIFY(!a.colors.empty());
}

void TestDracoSamples::asTheGltfStates()
{
    int primitives = 0;
    QDirIterator files(m_folder, {"*.b3dm", "*.glb", "*.gltf"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const Bytes bytes = readFile(path);
        if (!path.contains("gltf-validator") && asText(bytes).find("KHR_draco_mesh_compression") != std::string::npos) {
            const DecodedContent content = decodeFile(path);
            QVERIFY2(!content.model.meshes.empty(), qPrintable(path));
            std::size_t vertices = 0, triangles = 0;
            for (const Mesh& mesh : content.model.meshes)
                for (const Primitive& primitive : mesh.primitives) {
                    ++primitives;
                    vertices += primitive.positions.size();
                    triangles += primitive.mode == PrimitiveMode::Triangles ? primitive.indices.size() / 3 : 0;
                }
            // Decoding may split a vertex at a seam: one of the samples has 30 more than its accessors state.
            QVERIFY2(vertices >= content.facts.vertices && vertices < content.facts.vertices * 1.02, qPrintable(path));
            QCOMPARE(quint64(triangles), quint64(content.facts.triangles));
        }
    }
    QVERIFY2(primitives > 60, qPrintable(QString::number(primitives)));
}

QTEST_GUILESS_MAIN(TestDracoSamples)
#include "TestDracoSamples.moc"
