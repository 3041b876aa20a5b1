// The same contents as 1.0 tiles and as the glTF that they were migrated to. The sample data has the JSON of the migrated
// ones without their buffers, so what can be compared is what the JSON says: counts, properties and their types, and of
// the values those that stand in JSON: where the geometry lies (least and greatest positions, transforms of nodes), the
// colours of materials, and the bytes that each column of values takes, texts included. Values of single features and
// places of single instances lie in the buffers that are not there.
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Inspect.h"
#include "tests/Corpus.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QtTest>

#include <glm/gtc/quaternion.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<SharedBytes> fetchFile(const std::string& url)
{
    const QString path = QString::fromStdString(url);
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::NotFound, url, "no such file");
    const QByteArray data = readFile(path);
    return std::make_shared<const Bytes>(data.begin(), data.end());
}

InspectReport inspectFile(const QString& path)
{
    const QByteArray data = readFile(path);
    return inspectBytes(Bytes(data.begin(), data.end()), path.toStdString(), fetchFile);
}

/// Identifiers of a schema are made of names, which may hold what identifiers may not.
std::string identifierOf(const std::string& name)
{
    std::string identifier;
    for (const QChar c : QString::fromStdString(name))
        identifier += c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_') ? static_cast<char>(c.toLatin1()) : '_';
    return identifier;
}

/// Names of properties that the migrated glTF states, of tables and of attributes.
std::map<std::string, std::string> migratedProperties(const QByteArray& gltf)
{
    std::map<std::string, std::string> found;
    const auto root = nlohmann::json::parse(gltf.begin(), gltf.end(), nullptr, false);
    if (!root.contains("extensions") || !root["extensions"].contains("EXT_structural_metadata"))
        return found;
    const nlohmann::json& metadata = root["extensions"]["EXT_structural_metadata"];
    for (const char* list : {"propertyTables", "propertyAttributes"}) {
        if (!metadata.contains(list))
            continue;
        for (const nlohmann::json& table : metadata[list]) {
            if (!table.contains("properties"))
                continue;
            const nlohmann::json& definitions =
                metadata["schema"]["classes"][table.value("class", std::string())]["properties"];
            for (const auto& [name, property] : table["properties"].items())
                found[name] = definitions[name].value("type", std::string());
        }
    }
    return found;
}

struct Box {
    glm::dvec3 low{INFINITY}, high{-INFINITY};
    void add(const glm::dvec3& point)
    {
        low = glm::min(low, point);
        high = glm::max(high, point);
    }
    /// Corners of a box after a transform; exact under turns by right angles, which these samples have.
    void add(const Box& box, const glm::dmat4& transform)
    {
        for (int corner = 0; corner < 8; ++corner)
            add(glm::dvec3(transform
                           * glm::dvec4(corner & 1 ? box.high.x : box.low.x, corner & 2 ? box.high.y : box.low.y,
                                        corner & 4 ? box.high.z : box.low.z, 1.0)));
    }
    [[nodiscard]] bool isNear(const Box& other, double tolerance) const
    {
        const glm::dvec3 a = glm::abs(low - other.low), b = glm::abs(high - other.high);
        return std::max({a.x, a.y, a.z, b.x, b.y, b.z}) <= tolerance;
    }
    [[nodiscard]] QString text() const
    {
        return QStringLiteral("(%1 %2 %3) to (%4 %5 %6)")
            .arg(low.x, 0, 'f', 4)
            .arg(low.y, 0, 'f', 4)
            .arg(low.z, 0, 'f', 4)
            .arg(high.x, 0, 'f', 4)
            .arg(high.y, 0, 'f', 4)
            .arg(high.z, 0, 'f', 4);
    }
};

Box boxOf(const Model& model)
{
    Box box;
    for (const MeshInstance& instance : model.instances)
        for (const Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives)
            for (const glm::vec3& position : primitive.positions)
                box.add(model.origin + glm::dvec3(instance.transform * glm::dvec4(glm::dvec3(position), 1.0)));
    return box;
}

/// The box of one POSITION accessor, by its min and max.
Box boxOfAccessor(const nlohmann::json& accessor)
{
    const int type = accessor["componentType"].get<int>();
    const double range = type == 5120 ? 127.0 : type == 5121 ? 255.0 : type == 5122 ? 32767.0 : 65535.0;
    const double factor = accessor.value("normalized", false) ? 1.0 / range : 1.0;
    Box box;
    for (int i = 0; i < 3; ++i) {
        box.low[i] = accessor["min"][static_cast<std::size_t>(i)].get<double>() * factor;
        box.high[i] = accessor["max"][static_cast<std::size_t>(i)].get<double>() * factor;
    }
    return box;
}

glm::dmat4 transformOf(const nlohmann::json& node)
{
    const auto number = [&](const char* key, std::size_t i, double otherwise) {
        return node.contains(key) ? node[key][i].get<double>() : otherwise;
    };
    glm::dmat4 matrix(1.0);
    if (node.contains("matrix")) {
        for (int i = 0; i < 16; ++i)
            matrix[i / 4][i % 4] = node["matrix"][static_cast<std::size_t>(i)].get<double>();
        return matrix;
    }
    const glm::dquat turn(number("rotation", 3, 1), number("rotation", 0, 0), number("rotation", 1, 0),
                          number("rotation", 2, 0));
    matrix = glm::mat4_cast(turn);
    for (int i = 0; i < 3; ++i)
        matrix[i] *= number("scale", static_cast<std::size_t>(i), 1);
    for (int i = 0; i < 3; ++i)
        matrix[3][i] = number("translation", static_cast<std::size_t>(i), 0);
    return matrix;
}

/// Where the migrated glTF puts its geometry, in the z-up frame of the tile; instances are not multiplied out.
void addNode(const nlohmann::json& gltf, std::size_t index, const glm::dmat4& parent, Box& box)
{
    const nlohmann::json& node = gltf["nodes"][index];
    const glm::dmat4 transform = parent * transformOf(node);
    if (node.contains("mesh"))
        for (const nlohmann::json& primitive : gltf["meshes"][node["mesh"].get<std::size_t>()]["primitives"])
            box.add(boxOfAccessor(gltf["accessors"][primitive["attributes"]["POSITION"].get<std::size_t>()]),
                    transform);
    if (node.contains("children"))
        for (const nlohmann::json& child : node["children"])
            addNode(gltf, child.get<std::size_t>(), transform, box);
}

Box placedBox(const nlohmann::json& gltf)
{
    glm::dmat4 toZUp(1.0); // (x, y, z) → (x, −z, y)
    toZUp[1] = glm::dvec4(0, 0, 1, 0);
    toZUp[2] = glm::dvec4(0, -1, 0, 0);
    Box box;
    for (const nlohmann::json& node : gltf["scenes"][gltf.value("scene", std::size_t{0})]["nodes"])
        addNode(gltf, node.get<std::size_t>(), toZUp, box);
    return box;
}

/// Extents of all meshes, smallest first: a mesh may have been turned to another frame.
std::vector<double> sortedExtents(const Box& box)
{
    const glm::dvec3 extent = box.high - box.low;
    std::vector<double> sorted = {extent.x, extent.y, extent.z};
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

/// Bytes of a text, or of all in a list.
std::size_t textLength(const PropertyValue& value)
{
    const auto* list = std::get_if<PropertyValue::List>(&value.value);
    if (list == nullptr)
        return value.toText().size();
    std::size_t length = 0;
    for (const PropertyValue& item : *list)
        length += textLength(item);
    return length;
}

std::set<std::vector<int>> rounded(const std::vector<glm::vec4>& colors)
{
    std::set<std::vector<int>> result;
    for (const glm::vec4& color : colors) {
        std::vector<int> item;
        for (int i = 0; i < 4; ++i)
            item.push_back(static_cast<int>(std::lround(color[i] * 200.0f)));
        result.insert(item);
    }
    return result;
}

} // namespace

class TestLegacyPairs : public QObject {
    Q_OBJECT

private slots:
    void showTheSame_data();
    void showTheSame();
    void valuesAgree_data() { showTheSame_data(); }
    void valuesAgree();
};

void TestLegacyPairs::showTheSame_data()
{
    QTest::addColumn<QString>("old");
    QTest::addColumn<QString>("migrated");
    const QString folder = test::corpusDir();
    if (folder.isEmpty())
        QSKIP("no corpus: set GUANJING_CORPUS");
    QDirIterator cases(folder + "/3d-tiles-tools/legacy", {"*.b3dm", "*.i3dm", "*.pnts", "*.cmpt"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (cases.hasNext()) {
        const QFileInfo old(cases.next());
        const QString migrated = old.dir().filePath("../v1.1/" + old.completeBaseName() + ".gltf");
        if (QFileInfo::exists(migrated))
            QTest::newRow(qPrintable(old.completeBaseName())) << old.filePath() << migrated;
    }
}

void TestLegacyPairs::showTheSame()
{
    QFETCH(QString, old);
    QFETCH(QString, migrated);
    const InspectReport before = inspectFile(old), after = inspectFile(migrated);
    QVERIFY2(before.isUsable(), before.issues.empty() ? "" : before.issues[0].message.c_str());
    const auto count = [](const InspectReport& report, const char* what) {
        const auto found = report.counts.find(what);
        return found != report.counts.end() ? found->second : 0;
    };
    // Primitives may have been split or merged, the triangles and points stay.
    QCOMPARE(count(after, "triangles"), count(before, "triangles"));
    QCOMPARE(count(after, "points"), count(before, "points"));
    const auto expected = migratedProperties(readFile(migrated));
    std::set<std::string> names, identifiers;
    for (const auto& [name, property] : before.properties)
        identifiers.insert(identifierOf(name));
    for (const auto& [name, type] : expected)
        names.insert(name);
    QVERIFY(names == identifiers);
    for (const auto& [name, property] : before.properties) {
        const std::string& type = expected.at(identifierOf(name));
        if (property.type.find('/') != std::string::npos) // arrays of JSON get whatever type fits
            QCOMPARE(property.type.substr(0, property.type.find('/')), type);
    }
    if (!after.properties.empty()) // property tables; a row for each feature
        QCOMPARE(count(after, "features"), count(before, "features"));
}

void TestLegacyPairs::valuesAgree()
{
    QFETCH(QString, old);
    QFETCH(QString, migrated);
    const QByteArray data = readFile(old), text = readFile(migrated);
    const nlohmann::json gltf = nlohmann::json::parse(text.begin(), text.end());
    const Bytes bytes(data.begin(), data.end());
    ExternalBytes external;
    for (const std::string& uri : externalReferences(bytes))
        if (auto found = fetchFile(QFileInfo(old).dir().filePath(QString::fromStdString(uri)).toStdString()))
            external[uri] = *found;
    ContentContext context;
    context.external = &external;
    const auto content = decodeContent(bytes, context);
    QVERIFY2(content, content ? "" : content.error().toString().c_str());
    const Model& model = content->model;

    // Where it lies.
    const bool isInstanced = text.contains("EXT_mesh_gpu_instancing");
    if (!isInstanced) {
        const Box before = boxOf(model), after = placedBox(gltf);
        const glm::dvec3 size = before.high - before.low;
        // Points quantized by Draco or to 16 bits move by less than a thousandth of the cloud.
        const double tolerance = 1e-3 * std::max({size.x, size.y, size.z});
        QVERIFY2(before.isNear(after, tolerance), qPrintable(before.text() + "\n" + after.text()));
    } else if (!old.endsWith("cmpt")) {
        Box before, after;
        if (model.meshes.size() == 1) {
            for (const Primitive& primitive : model.meshes[0].primitives)
                for (const glm::vec3& position : primitive.positions)
                    before.add(glm::dvec3(position));
        } else { // nodes of the old file have transforms, which the migrated one has put into its vertices
            Model copy = model;
            copy.instances.clear();
            for (const MeshInstance& instance : model.instances)
                if (std::none_of(copy.instances.begin(), copy.instances.end(),
                                 [&](const auto& other) { return other.mesh == instance.mesh; }))
                    copy.instances.push_back(instance);
            before = boxOf(copy);
        }
        for (const nlohmann::json& mesh : gltf["meshes"])
            for (const nlohmann::json& primitive : mesh["primitives"])
                after.add(boxOfAccessor(gltf["accessors"][primitive["attributes"]["POSITION"].get<std::size_t>()]),
                          glm::dmat4(1.0));
        const std::vector<double> a = sortedExtents(before), b = sortedExtents(after);
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY2(std::abs(a[i] - b[i]) < 1e-4, qPrintable(before.text() + "\n" + after.text()));
        // As many copies, each of one feature.
        for (const nlohmann::json& node : gltf["nodes"])
            if (node.contains("extensions") && node["extensions"].contains("EXT_mesh_gpu_instancing")) {
                const auto accessor = node["extensions"]["EXT_mesh_gpu_instancing"]["attributes"]["TRANSLATION"];
                const auto copies = gltf["accessors"][accessor.get<std::size_t>()]["count"].get<std::int64_t>();
                const auto mesh = std::count_if(model.instances.begin(), model.instances.end(), [&](const auto& item) {
                    return item.mesh == model.instances.front().mesh;
                });
                QCOMPARE(copies, std::int64_t{mesh});
            }
    }

    // The colours of its materials.
    std::vector<glm::vec4> before, after;
    for (const Mesh& mesh : model.meshes)
        for (const Primitive& primitive : mesh.primitives)
            if (primitive.mode == PrimitiveMode::Triangles && primitive.material >= 0)
                before.push_back(model.materials[static_cast<std::size_t>(primitive.material)].baseColorFactor);
    for (const nlohmann::json& mesh : gltf["meshes"])
        for (const nlohmann::json& primitive : mesh["primitives"]) {
            if (primitive.value("mode", 4) != 4 || !primitive.contains("material"))
                continue;
            const nlohmann::json& material = gltf["materials"][primitive["material"].get<std::size_t>()];
            glm::vec4 color(1.0f);
            if (material.contains("pbrMetallicRoughness"))
                if (const auto& pbr = material["pbrMetallicRoughness"]; pbr.contains("baseColorFactor"))
                    for (int i = 0; i < 4; ++i)
                        color[i] = pbr["baseColorFactor"][static_cast<std::size_t>(i)].get<float>();
            after.push_back(color);
        }
    QCOMPARE(rounded(after), rounded(before));

    // The bytes of each column; texts as they are, objects as their JSON.
    if (!text.contains("\"propertyTables\""))
        return;
    const nlohmann::json& metadata = gltf["extensions"]["EXT_structural_metadata"];
    std::size_t tables = 0;
    for (const nlohmann::json& table : metadata["propertyTables"]) {
        QVERIFY(tables < model.propertyTables.size());
        const PropertyTable& legacy = model.propertyTables[tables++];
        QCOMPARE(legacy.count, table["count"].get<std::size_t>());
        for (const Property& property : legacy.properties) {
            const nlohmann::json& column = table["properties"][identifierOf(property.name)];
            if (!column.contains("stringOffsets"))
                continue; // as many numbers as rows, which TestCorpusFacts checks in the legacy files
            std::size_t length = 0;
            for (std::size_t row = 0; row < legacy.count; ++row)
                length += textLength(property.column->stored(row));
            QCOMPARE(length, gltf["bufferViews"][column["values"].get<std::size_t>()]["byteLength"].get<std::size_t>());
        }
    }
}

QTEST_GUILESS_MAIN(TestLegacyPairs)
#include "TestLegacyPairs.moc"
