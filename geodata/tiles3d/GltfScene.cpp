#include "geodata/tiles3d/Gltf.h"

#include "geodata/core/Limits.h"

#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::tiles3d {

namespace {

using json::Object;

/// Coordinates up to here keep half a millimetre in a float.
constexpr double kMaxLocalMeters = 4096.0;

glm::dmat4 trs(const glm::dvec3& translation, const glm::dquat& rotation, const glm::dvec3& scale)
{
    return glm::scale(glm::translate(glm::dmat4(1.0), translation) * glm::mat4_cast(rotation), scale);
}

class SceneReader {
public:
    SceneReader(GltfDocument& document, Model& model) : m_document(document), m_model(model) { }
    std::vector<MeshInstance> read();

private:
    struct Pending {
        std::size_t node;
        glm::dmat4 parent;
        int depth;
    };
    std::vector<std::size_t> roots();
    glm::dmat4 localTransform(const Object& node, const std::string& where);
    void visit(const Pending& pending);
    void addInstances(const Object& node, const std::string& where, int mesh, const glm::dmat4& transform);
    std::vector<glm::vec4> instanceAttribute(const Object& attributes, std::string_view name, int components,
                                             const std::string& where);

    struct IdSet {
        std::vector<std::uint32_t> values;
        int propertyTable = -1;
        std::string label;
    };
    /// The set that leads comes first.
    std::vector<IdSet> instanceIds(const Object& extensions, const Object& attributes, std::size_t count,
                                   const std::string& where);

    GltfDocument& m_document;
    Model& m_model;
    std::vector<bool> m_visited;
    std::vector<Pending> m_stack;
    std::vector<MeshInstance> m_instances;
};

std::vector<std::size_t> SceneReader::roots()
{
    std::vector<std::size_t> nodes;
    const auto& scenes = m_document.scenes;
    if (!scenes.empty()) {
        const auto index = json::indexAt(m_document.root(), "scene").value_or(0);
        const auto scene = m_document.item(scenes, index);
        if (!scene) {
            m_document.issue(Severity::Error, "scene", "does not exist");
            return nodes;
        }
        if (const auto list = json::arrayAt(*scene, "nodes"))
            for (const json::Element element : *list) {
                const auto node = json::asInteger(element);
                if (node && *node >= 0 && static_cast<std::uint64_t>(*node) < m_document.nodes.size())
                    nodes.push_back(static_cast<std::size_t>(*node));
                else
                    m_document.issue(Severity::Error, "scenes[" + std::to_string(index) + "]", "names a missing node");
            }
        return nodes;
    }
    std::vector<bool> isChild(m_document.nodes.size());
    for (std::size_t i = 0; i < m_document.nodes.size(); ++i)
        if (const auto object = m_document.item(m_document.nodes, i))
            if (const auto children = json::arrayAt(*object, "children"))
                for (const json::Element element : *children)
                    if (const auto child = json::asInteger(element);
                        child && *child >= 0 && static_cast<std::uint64_t>(*child) < isChild.size())
                        isChild[static_cast<std::size_t>(*child)] = true;
    for (std::size_t i = 0; i < isChild.size(); ++i)
        if (!isChild[i])
            nodes.push_back(i);
    return nodes;
}

glm::dmat4 SceneReader::localTransform(const Object& node, const std::string& where)
{
    glm::dmat4 local(1.0);
    if (const auto matrix = json::member(node, "matrix")) {
        double values[16];
        if (!json::readNumbers(matrix, values, 16)) {
            m_document.issue(Severity::Error, where, "matrix is not 16 finite numbers");
            return local;
        }
        for (int i = 0; i < 16; ++i)
            local[i / 4][i % 4] = values[i];
        return local;
    }
    glm::dvec3 translation(0.0), scale(1.0);
    double rotation[4] = {0, 0, 0, 1};
    const auto read = [&](const char* key, double* out, std::size_t count) {
        double values[4];
        const auto element = json::member(node, key);
        if (!element)
            return;
        if (json::readNumbers(element, values, count))
            std::copy(values, values + count, out);
        else
            m_document.issue(Severity::Error, where,
                             std::string(key) + " is not " + std::to_string(count) + " numbers");
    };
    read("translation", &translation.x, 3);
    read("scale", &scale.x, 3);
    read("rotation", rotation, 4);
    glm::dquat quaternion(rotation[3], rotation[0], rotation[1], rotation[2]);
    const double length = glm::length(quaternion);
    quaternion = length > 1e-6 ? quaternion / length : glm::dquat(1, 0, 0, 0);
    return trs(translation, quaternion, scale);
}

std::vector<glm::vec4> SceneReader::instanceAttribute(const Object& attributes, std::string_view name, int components,
                                                      const std::string& where)
{
    std::vector<glm::vec4> values;
    if (!json::member(attributes, name))
        return values;
    const auto accessor = m_document.accessor(json::indexAt(attributes, name).value_or(SIZE_MAX));
    if (!accessor) {
        m_document.issue(where + "/" + std::string(name), accessor.error());
        return values;
    }
    if (accessor->components < components) {
        m_document.issue(Severity::Error, where, std::string(name) + " has too few components");
        return values;
    }
    values.resize(accessor->count);
    readFloats(*accessor, 4, &values[0][0]);
    return values;
}

std::vector<SceneReader::IdSet> SceneReader::instanceIds(const Object& extensions, const Object& attributes,
                                                         std::size_t count, const std::string& where)
{
    std::vector<IdSet> found;
    const auto features = json::objectAt(extensions, "EXT_instance_features");
    const auto sets = features ? json::arrayAt(*features, "featureIds") : std::nullopt;
    if (!sets)
        return found;
    for (const json::Element element : *sets) {
        const auto set = json::asObject(element);
        if (!set)
            continue;
        IdSet ids;
        const auto table = json::indexAt(*set, "propertyTable", INT32_MAX);
        ids.propertyTable = table ? static_cast<int>(*table) : -1;
        ids.label = json::stringAt(*set, "label").value_or("");
        if (const auto number = json::indexAt(*set, "attribute")) {
            const std::string name = "_FEATURE_ID_" + std::to_string(*number);
            const auto accessor = m_document.accessor(json::indexAt(attributes, name).value_or(SIZE_MAX));
            if (!accessor) {
                m_document.issue(where + "/" + name, accessor.error());
                continue;
            }
            ids.values.resize(accessor->count);
            readUints(*accessor, ids.values.data());
        } else {
            ids.values.resize(count);
            for (std::size_t i = 0; i < count; ++i)
                ids.values[i] = static_cast<std::uint32_t>(i);
        }
        if (const auto null = json::indexAt(*set, "nullFeatureId"))
            std::replace(ids.values.begin(), ids.values.end(), static_cast<std::uint32_t>(*null), kNoFeature);
        found.push_back(std::move(ids));
    }
    // The first with a table leads, else the first.
    const auto primary =
        std::find_if(found.begin(), found.end(), [](const IdSet& set) { return set.propertyTable >= 0; });
    if (primary != found.end())
        std::rotate(found.begin(), primary, primary + 1);
    return found;
}

void SceneReader::addInstances(const Object& node, const std::string& where, int mesh, const glm::dmat4& transform)
{
    const auto extensions = json::objectAt(node, "extensions");
    const auto instancing = extensions ? json::objectAt(*extensions, "EXT_mesh_gpu_instancing") : std::nullopt;
    const auto attributes = instancing ? json::objectAt(*instancing, "attributes") : std::nullopt;
    if (!attributes) {
        if (extensions && json::member(*extensions, "EXT_instance_features"))
            m_document.issue(Severity::Warning, where, "EXT_instance_features without EXT_mesh_gpu_instancing");
        m_instances.push_back({.mesh = mesh, .transform = transform});
        return;
    }
    const auto translations = instanceAttribute(*attributes, "TRANSLATION", 3, where);
    const auto rotations = instanceAttribute(*attributes, "ROTATION", 4, where);
    const auto scales = instanceAttribute(*attributes, "SCALE", 3, where);
    const std::size_t count = std::max({translations.size(), rotations.size(), scales.size()});
    if (m_instances.size() + count > limits::kMaxInstancesPerContent) {
        m_document.issue(Severity::Error, where, std::to_string(count) + " instances are over the limit");
        return;
    }
    const auto sets = instanceIds(*extensions, *attributes, count, where);
    const auto firstLabel = static_cast<std::int32_t>(m_model.featureLabels.size());
    for (std::size_t s = 1; s < sets.size(); ++s)
        m_model.featureLabels.push_back(sets[s].label);
    for (std::size_t i = 0; i < count; ++i) {
        const glm::dvec3 translation(i < translations.size() ? glm::vec3(translations[i]) : glm::vec3(0.0f));
        const glm::dvec3 scale(i < scales.size() ? glm::vec3(scales[i]) : glm::vec3(1.0f));
        glm::dquat rotation(1, 0, 0, 0);
        if (i < rotations.size()) {
            const glm::dquat given(static_cast<double>(rotations[i].w), static_cast<double>(rotations[i].x),
                                   static_cast<double>(rotations[i].y), static_cast<double>(rotations[i].z));
            const double length = glm::length(given);
            if (length > 1e-6)
                rotation = given / length;
        }
        MeshInstance instance;
        instance.mesh = mesh;
        instance.transform = transform * trs(translation, rotation, scale);
        instance.firstFurther = static_cast<std::uint32_t>(m_model.instanceFeatures.size());
        for (std::size_t s = 0; s < sets.size(); ++s) {
            if (i >= sets[s].values.size())
                continue;
            if (s == 0) {
                instance.featureId = sets[s].values[i];
                instance.propertyTable = sets[s].propertyTable;
                continue;
            }
            m_model.instanceFeatures.push_back(
                {sets[s].values[i], sets[s].propertyTable, firstLabel + static_cast<std::int32_t>(s) - 1});
            ++instance.furtherCount;
        }
        m_instances.push_back(instance);
    }
}

void SceneReader::visit(const Pending& pending)
{
    const std::string where = "nodes[" + std::to_string(pending.node) + "]";
    if (m_visited[pending.node]) {
        m_document.issue(Severity::Error, where, "has more than one parent, or is its own ancestor");
        return;
    }
    m_visited[pending.node] = true;
    const auto object = m_document.item(m_document.nodes, pending.node);
    if (!object) {
        m_document.issue(Severity::Error, where, "not an object");
        return;
    }
    const glm::dmat4 transform = pending.parent * localTransform(*object, where);
    if (const auto member = json::member(*object, "mesh")) {
        const auto mesh = json::indexAt(*object, "mesh");
        if (mesh && *mesh < m_document.meshes.size())
            addInstances(*object, where, static_cast<int>(*mesh), transform);
        else
            m_document.issue(Severity::Error, where, "its mesh does not exist");
    }
    const auto children = json::arrayAt(*object, "children");
    if (!children)
        return;
    for (const json::Element element : *children) {
        const auto child = json::asInteger(element);
        if (!child || *child < 0 || static_cast<std::uint64_t>(*child) >= m_document.nodes.size())
            m_document.issue(Severity::Error, where, "names a missing child");
        else
            m_stack.push_back({static_cast<std::size_t>(*child), transform, pending.depth + 1});
    }
}

std::vector<MeshInstance> SceneReader::read()
{
    m_visited.resize(m_document.nodes.size());
    if (m_document.nodes.empty() && m_document.scenes.empty()) {
        for (std::size_t i = 0; i < m_document.meshes.size(); ++i)
            m_instances.push_back({.mesh = static_cast<int>(i)});
        return std::move(m_instances);
    }
    for (const std::size_t root : roots())
        m_stack.push_back({root, glm::dmat4(1.0), 0});
    while (!m_stack.empty()) {
        const Pending pending = m_stack.back();
        m_stack.pop_back();
        visit(pending);
    }
    std::erase_if(m_instances, [&](const MeshInstance& instance) {
        bool finite = true;
        for (int i = 0; i < 16; ++i)
            finite = finite && std::isfinite(instance.transform[i / 4][i % 4]);
        if (!finite)
            m_document.issue(Severity::Error, "nodes", "a transform is not finite");
        return !finite;
    });
    return std::move(m_instances);
}

} // namespace

std::vector<MeshInstance> readScene(GltfDocument& document, Model& model)
{
    return SceneReader(document, model).read();
}

glm::dmat4 upAxisTurn(UpAxis up)
{
    glm::dmat4 turn(1.0);
    if (up == UpAxis::Y) { // x, −z, y
        turn[1] = glm::dvec4(0, 0, 1, 0);
        turn[2] = glm::dvec4(0, -1, 0, 0);
    } else if (up == UpAxis::X) { // −z, y, x
        turn[0] = glm::dvec4(0, 0, 1, 0);
        turn[2] = glm::dvec4(-1, 0, 0, 0);
    }
    return turn;
}

void centerModel(Model& model)
{
    for (std::size_t m = 0; m < model.meshes.size(); ++m) {
        Mesh& mesh = model.meshes[m];
        if (mesh.primitives.empty())
            continue;
        glm::dvec3 low(mesh.primitives[0].minimum), high(mesh.primitives[0].maximum);
        for (const Primitive& primitive : mesh.primitives) {
            low = glm::min(low, glm::dvec3(primitive.minimum));
            high = glm::max(high, glm::dvec3(primitive.maximum));
        }
        const glm::dvec3 center = (low + high) * 0.5;
        if (glm::length(center) < kMaxLocalMeters || glm::length(center) < glm::length(high - low))
            continue;
        for (Primitive& primitive : mesh.primitives) {
            for (glm::vec3& position : primitive.positions)
                position = glm::vec3(glm::dvec3(position) - center);
            primitive.minimum = glm::vec3(glm::dvec3(primitive.minimum) - center);
            primitive.maximum = glm::vec3(glm::dvec3(primitive.maximum) - center);
        }
        for (MeshInstance& instance : model.instances)
            if (instance.mesh == static_cast<int>(m))
                instance.transform = glm::translate(instance.transform, center);
    }
    if (model.instances.empty())
        return;
    const glm::dvec3 first(model.instances[0].transform[3]);
    if (glm::length(first) < kMaxLocalMeters)
        return;
    model.origin += first;
    for (MeshInstance& instance : model.instances)
        instance.transform[3] -= glm::dvec4(first, 0.0);
}

} // namespace guanjing::tiles3d
