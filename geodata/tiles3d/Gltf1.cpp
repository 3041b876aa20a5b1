#include "geodata/tiles3d/Gltf1.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace guanjing::tiles3d {

namespace {

using Json = nlohmann::json;

/// Index of each name in one of the document's dictionaries.
using Names = std::map<std::string, std::size_t>;

/// sRGB (IEC 61966-2-1) → linear.
double linearOf(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

class Upgrader {
public:
    explicit Upgrader(const Json& old) : m_old(old) { }

    Json run();

private:
    const Json& dictionary(const char* key) const
    {
        static const Json kEmpty = Json::object();
        const auto found = m_old.find(key);
        return found != m_old.end() && found->is_object() ? *found : kEmpty;
    }
    Names namesOf(const char* key) const
    {
        Names names;
        for (const auto& item : dictionary(key).items())
            names.emplace(item.key(), names.size());
        return names;
    }
    /// The index that a name stands for; one that leads nowhere is kept as an index out of range, which the reader
    /// reports.
    static Json indexOf(const Names& names, const Json& name)
    {
        const auto found = name.is_string() ? names.find(name.get<std::string>()) : names.end();
        return found != names.end() ? found->second : names.size() + 1'000'000;
    }
    static Json copyOf(const Json& from, std::initializer_list<const char*> keys)
    {
        Json to = Json::object();
        if (from.is_object())
            for (const char* key : keys)
                if (const auto found = from.find(key); found != from.end())
                    to[key] = *found;
        return to;
    }
    static const Json& memberOf(const Json& object, const char* key)
    {
        static const Json kNull;
        if (!object.is_object())
            return kNull;
        const auto found = object.find(key);
        return found != object.end() ? *found : kNull;
    }

    /// What a material has under a name: its own value, else the default that its technique gives the parameter; the
    /// parameter may go by another name and have a semantic instead (glTF 1.0, technique.parameters).
    const Json& valueOf(const Json& material, const std::string& name) const;

    void buffersAndViews();
    void pictures();
    void materials();
    void meshes();
    void nodes();

    const Json& m_old;
    Json m_new = Json::object();
    Names m_buffers, m_views;
};

void Upgrader::buffersAndViews()
{
    // The binary body must be buffer 0.
    constexpr const char* kBody = "binary_glTF";
    Json buffers = Json::array();
    const Json& old = dictionary("buffers");
    const auto add = [&](const std::string& name, const Json& buffer) {
        Json made = copyOf(buffer, {"byteLength", "uri"});
        if (name == kBody)
            made.erase("uri");
        m_buffers.emplace(name, buffers.size());
        buffers.push_back(std::move(made));
    };
    if (old.contains(kBody))
        add(kBody, old[kBody]);
    for (const auto& item : old.items())
        if (item.key() != kBody)
            add(item.key(), item.value());

    m_views = namesOf("bufferViews");
    Json views = Json::array();
    for (const auto& item : dictionary("bufferViews").items()) {
        Json made = copyOf(item.value(), {"byteLength", "byteOffset"});
        made["buffer"] = indexOf(m_buffers, memberOf(item.value(), "buffer"));
        views.push_back(std::move(made));
    }
    // A stride belongs to the view in 2.0: each accessor with one gets a view of its own.
    Json accessors = Json::array();
    for (const auto& item : dictionary("accessors").items()) {
        Json made = copyOf(item.value(), {"byteOffset", "componentType", "count", "type", "normalized"});
        const Json view = indexOf(m_views, memberOf(item.value(), "bufferView"));
        made["bufferView"] = view;
        const Json& stride = memberOf(item.value(), "byteStride");
        if (stride.is_number_integer() && stride.get<std::int64_t>() > 0 && view.get<std::size_t>() < views.size()) {
            Json strided = views[view.get<std::size_t>()];
            strided["byteStride"] = stride;
            made["bufferView"] = views.size();
            views.push_back(std::move(strided));
        }
        accessors.push_back(std::move(made));
    }
    m_new["buffers"] = std::move(buffers);
    m_new["bufferViews"] = std::move(views);
    m_new["accessors"] = std::move(accessors);
}

void Upgrader::pictures()
{
    Json images = Json::array(), textures = Json::array(), samplers = Json::array();
    for (const auto& item : dictionary("images").items()) {
        Json made = Json::object();
        const Json& packed = memberOf(memberOf(item.value(), "extensions"), "KHR_binary_glTF");
        if (packed.is_object())
            made["bufferView"] = indexOf(m_views, memberOf(packed, "bufferView"));
        else
            made = copyOf(item.value(), {"uri"});
        images.push_back(std::move(made));
    }
    for (const auto& item : dictionary("samplers").items())
        samplers.push_back(copyOf(item.value(), {"magFilter", "minFilter", "wrapS", "wrapT"}));
    const Names imageNames = namesOf("images"), samplerNames = namesOf("samplers");
    for (const auto& item : dictionary("textures").items()) {
        Json made = {{"source", indexOf(imageNames, memberOf(item.value(), "source"))}};
        if (const Json& sampler = memberOf(item.value(), "sampler"); sampler.is_string())
            made["sampler"] = indexOf(samplerNames, sampler);
        textures.push_back(std::move(made));
    }
    m_new["images"] = std::move(images);
    m_new["samplers"] = std::move(samplers);
    m_new["textures"] = std::move(textures);
}

const Json& Upgrader::valueOf(const Json& material, const std::string& name) const
{
    const Json& values = memberOf(material, "values");
    if (values.is_object() && values.contains(name))
        return values[name];
    const Json& technique = memberOf(material, "technique");
    const Json& parameters = technique.is_string()
        ? memberOf(memberOf(dictionary("techniques"), technique.get<std::string>().c_str()), "parameters")
        : technique;
    if (!parameters.is_object())
        return memberOf(parameters, "");
    std::string semantic = "_3DTILES";
    for (const char c : name)
        semantic += static_cast<char>(c - 'a' + 'A');
    for (const auto& parameter : parameters.items()) {
        const Json& meaning = memberOf(parameter.value(), "semantic");
        const bool isMeant = parameter.key() == name || parameter.key() == "u_" + name
            || (meaning.is_string() && meaning.get<std::string>() == semantic);
        if (!isMeant)
            continue;
        return values.is_object() && values.contains(parameter.key()) ? values[parameter.key()]
                                                                      : memberOf(parameter.value(), "value");
    }
    return memberOf(parameters, ""); // null
}

void Upgrader::materials()
{
    const Names textureNames = namesOf("textures");
    Json materials = Json::array();
    for (const auto& item : dictionary("materials").items()) {
        const Json& common = memberOf(memberOf(item.value(), "extensions"), "KHR_materials_common");
        const auto value = [&](const char* name) {
            const Json& found = valueOf(common.is_object() ? common : item.value(), name);
            return found.is_array() && found.size() == 1 ? found[0] : found;
        };
        Json color = {1.0, 1.0, 1.0, 1.0};
        Json pbr = {{"metallicFactor", 0.0}, {"roughnessFactor", 1.0}};
        const Json diffuse = value("diffuse");
        if (diffuse.is_string())
            pbr["baseColorTexture"] = {{"index", indexOf(textureNames, diffuse)}};
        else if (diffuse.is_array() && (diffuse.size() == 3 || diffuse.size() == 4))
            std::copy(diffuse.begin(), diffuse.end(), color.begin());
        for (std::size_t i = 0; i < 3; ++i) // 1.0 lit in display space, 2.0 has linear factors
            if (color[i].is_number())
                color[i] = linearOf(color[i].get<double>());
        const Json transparency = value("transparency");
        if (transparency.is_number() && color[3].is_number())
            color[3] = color[3].get<double>() * transparency.get<double>();
        Json made = {{"doubleSided", true}};
        if (color[3].is_number() && color[3].get<double>() < 1.0)
            made["alphaMode"] = "BLEND";
        pbr["baseColorFactor"] = std::move(color);
        made["pbrMetallicRoughness"] = std::move(pbr);
        materials.push_back(std::move(made));
    }
    m_new["materials"] = std::move(materials);
}

void Upgrader::meshes()
{
    const Names accessors = namesOf("accessors"), materialNames = namesOf("materials");
    Json meshes = Json::array();
    for (const auto& item : dictionary("meshes").items()) {
        Json primitives = Json::array();
        const Json& old = memberOf(item.value(), "primitives");
        for (const Json& primitive : old.is_array() ? old : Json::array()) {
            Json made = copyOf(primitive, {"mode"});
            made["attributes"] = Json::object();
            const Json& attributes = memberOf(primitive, "attributes");
            if (attributes.is_object())
                for (const auto& attribute : attributes.items())
                    made["attributes"][attribute.key() == "COLOR" ? "COLOR_0" : attribute.key()] =
                        indexOf(accessors, attribute.value());
            if (const Json& indices = memberOf(primitive, "indices"); indices.is_string())
                made["indices"] = indexOf(accessors, indices);
            if (const Json& material = memberOf(primitive, "material"); material.is_string())
                made["material"] = indexOf(materialNames, material);
            primitives.push_back(std::move(made));
        }
        Json made = copyOf(item.value(), {"name"});
        made["primitives"] = std::move(primitives);
        meshes.push_back(std::move(made));
    }
    m_new["meshes"] = std::move(meshes);
}

void Upgrader::nodes()
{
    const Names nodeNames = namesOf("nodes"), meshNames = namesOf("meshes");
    Json nodes = Json::array(), extra = Json::array();
    const auto indices = [&](const Json& names) {
        Json list = Json::array();
        for (const Json& name : names.is_array() ? names : Json::array())
            list.push_back(indexOf(nodeNames, name));
        return list;
    };
    for (const auto& item : dictionary("nodes").items()) {
        Json made = copyOf(item.value(), {"matrix", "translation", "rotation", "scale", "name"});
        Json children = indices(memberOf(item.value(), "children"));
        const Json& meshList = memberOf(item.value(), "meshes");
        // 2.0 allows one mesh a node: further ones hang below it.
        for (const Json& mesh : meshList.is_array() ? meshList : Json::array()) {
            if (!made.contains("mesh")) {
                made["mesh"] = indexOf(meshNames, mesh);
                continue;
            }
            children.push_back(nodeNames.size() + extra.size());
            extra.push_back({{"mesh", indexOf(meshNames, mesh)}});
        }
        made["children"] = std::move(children);
        nodes.push_back(std::move(made));
    }
    for (Json& node : extra)
        nodes.push_back(std::move(node));
    Json scenes = Json::array();
    for (const auto& item : dictionary("scenes").items())
        scenes.push_back({{"nodes", indices(memberOf(item.value(), "nodes"))}});
    m_new["nodes"] = std::move(nodes);
    if (const Json& scene = memberOf(m_old, "scene"); scene.is_string())
        m_new["scene"] = indexOf(namesOf("scenes"), scene);
    m_new["scenes"] = std::move(scenes);
}

Json Upgrader::run()
{
    m_new["asset"] = copyOf(memberOf(m_old, "asset"), {"copyright", "generator"});
    m_new["asset"]["version"] = "2.0";
    const Json& rtc = memberOf(memberOf(m_old, "extensions"), "CESIUM_RTC");
    if (rtc.is_object())
        m_new["extensions"]["CESIUM_RTC"] = rtc;
    buffersAndViews();
    pictures();
    materials();
    meshes();
    nodes();
    return std::move(m_new);
}

} // namespace

Result<std::string> upgradeGltf1(ByteView text, const std::string& source)
{
    std::string_view json = asText(text);
    while (!json.empty() && (json.back() == '\0' || json.back() == ' '))
        json.remove_suffix(1);
    const Json old = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!old.is_object())
        return fail(ErrorCode::BadJson, source, "glTF 1.0 is not a JSON object");
    return Upgrader(old).run().dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace guanjing::tiles3d
