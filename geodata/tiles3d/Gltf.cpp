#include "geodata/tiles3d/Gltf.h"

#include "geodata/net/DataUrl.h"
#include "geodata/tiles3d/GltfMetadata.h"
#include "geodata/tiles3d/GltfPrimitive.h"

#include <algorithm>
#include <numeric>

namespace guanjing::tiles3d {

namespace {

bool hasDrawable(const Model& model)
{
    return std::any_of(model.instances.begin(), model.instances.end(), [&](const MeshInstance& instance) {
        return !model.meshes[static_cast<std::size_t>(instance.mesh)].primitives.empty();
    });
}

/// Outlines are black, whatever the light.
void setOutlineMaterial(Model& model)
{
    int index = -1;
    for (Mesh& mesh : model.meshes)
        for (Primitive& primitive : mesh.primitives) {
            if (primitive.material != PrimitiveReader::kOutlineMaterial)
                continue;
            if (index < 0) {
                index = static_cast<int>(model.materials.size());
                model.materials.emplace_back();
                model.materials.back().baseColorFactor = glm::vec4(0.0f, 0.0f, 0.0f, 1.0f);
                model.materials.back().unlit = true;
            }
            primitive.material = index;
        }
}

} // namespace

void countGltf(const GltfDocument& document, ContentFacts& facts)
{
    facts.version = document.version();
    facts.meshes = document.meshes.size();
    for (std::size_t m = 0; m < document.meshes.size(); ++m) {
        const auto mesh = document.item(document.meshes, m);
        const auto primitives = mesh ? json::arrayAt(*mesh, "primitives") : std::nullopt;
        if (!primitives)
            continue;
        for (const json::Element element : *primitives) {
            const auto primitive = json::asObject(element);
            if (!primitive)
                continue;
            ++facts.primitives;
            const auto attributes = json::objectAt(*primitive, "attributes");
            const auto position = attributes ? json::indexAt(*attributes, "POSITION") : std::nullopt;
            const std::uint64_t vertices = position ? document.accessorCount(*position) : 0;
            const auto indices = json::indexAt(*primitive, "indices");
            // Without positions nothing is drawn, whatever the indices.
            const std::uint64_t corners = indices && position ? document.accessorCount(*indices) : vertices;
            facts.vertices += vertices;
            switch (json::integerAt(*primitive, "mode").value_or(4)) {
            case 0: facts.points += corners; break;
            case 1:
            case 2:
            case 3: ++facts.lines; break;
            case 4: facts.triangles += corners / 3; break;
            case 5:
            case 6: facts.triangles += corners > 2 ? corners - 2 : 0; break;
            default: break;
            }
        }
    }
}

namespace {

/// Points without ids of their own are features, as those of pnts are: what a property attribute says of each becomes a row
/// of a table, so that styles and picks find it where they look.
void makePointTables(Model& model)
{
    for (Mesh& mesh : model.meshes)
        for (Primitive& primitive : mesh.primitives) {
            if (primitive.mode != PrimitiveMode::Points || !primitive.featureIds.empty()
                || !primitive.featureSets.empty())
                continue;
            PropertyTable table;
            table.count = primitive.positions.size();
            for (SurfaceProperties& surface : primitive.surfaces) {
                std::vector<SurfaceProperty> others;
                for (SurfaceProperty& property : surface.properties) {
                    if (!property.column) {
                        others.push_back(std::move(property));
                        continue;
                    }
                    table.name = surface.name;
                    table.className = surface.className;
                    table.properties.push_back({std::move(property.name), std::move(property.type),
                                                std::move(property.column), std::move(property.limits),
                                                std::move(property.note)});
                }
                surface.properties = std::move(others);
            }
            if (table.properties.empty())
                continue;
            std::erase_if(primitive.surfaces, [](const auto& surface) { return surface.properties.empty(); });
            primitive.featureIds.resize(table.count);
            std::iota(primitive.featureIds.begin(), primitive.featureIds.end(), 0u);
            primitive.propertyTable = static_cast<int>(model.propertyTables.size());
            model.propertyTables.push_back(std::move(table));
        }
}

} // namespace

Result<DecodedContent> decodeGltf(ByteView bytes, const ContentContext& context)
{
    DecodedContent content;
    auto opened = GltfDocument::open(bytes, context, content.issues);
    if (!opened)
        return fail(std::move(opened.error()));
    GltfDocument& document = **opened;
    countGltf(document, content.facts);

    Model& model = content.model;
    if (const auto asset = json::objectAt(document.root(), "asset"))
        model.copyright = json::stringAt(*asset, "copyright").value_or("");
    model.instances = readScene(document, model);
    model.meshes.resize(document.meshes.size());
    StructuralMetadata metadata(document);
    std::vector<bool> wanted(model.meshes.size());
    for (const MeshInstance& instance : model.instances)
        wanted[static_cast<std::size_t>(instance.mesh)] = true;
    for (std::size_t i = 0; i < model.meshes.size(); ++i)
        if (wanted[i])
            model.meshes[i] = readMesh(document, metadata, i);
    if (hasDrawable(model))
        readMaterials(document, model, metadata.textures());
    metadata.attach(model);
    setOutlineMaterial(model);
    model.propertyTables = metadata.tables();
    for (const PropertyTable& table : model.propertyTables)
        content.facts.features += table.count;
    for (Mesh& mesh : model.meshes)
        for (Primitive& primitive : mesh.primitives) {
            const auto isMissing = [&](int table) { return table >= static_cast<int>(model.propertyTables.size()); };
            if (isMissing(primitive.propertyTable))
                primitive.propertyTable = -1;
            for (FeatureIdSet& set : primitive.featureSets)
                if (isMissing(set.propertyTable)) {
                    document.issue(Severity::Error, "meshes", "EXT_mesh_features names a missing property table");
                    set.propertyTable = -1;
                }
        }

    makePointTables(model);
    for (MeshInstance& instance : model.instances)
        if (instance.propertyTable >= static_cast<int>(model.propertyTables.size())) {
            document.issue(Severity::Error, "nodes", "EXT_instance_features names a missing property table");
            instance.propertyTable = -1;
        }
    for (InstanceFeature& feature : model.instanceFeatures)
        if (feature.propertyTable >= static_cast<std::int32_t>(model.propertyTables.size()))
            feature.propertyTable = -1;

    const glm::dmat4 turn = upAxisTurn(context.gltfUpAxis);
    for (MeshInstance& instance : model.instances)
        instance.transform = turn * instance.transform;
    if (const auto rtc = document.extension("CESIUM_RTC"))
        if (double center[3]; json::readNumbers(json::member(*rtc, "center"), center, 3))
            model.origin = glm::dvec3(center[0], center[1], center[2]);
    centerModel(model);

    if (!hasDrawable(model)) {
        const auto error = std::find_if(content.issues.begin(), content.issues.end(),
                                        [](const Issue& issue) { return issue.severity == Severity::Error; });
        if (error != content.issues.end())
            return fail(ErrorCode::DecodeFailed, context.url, error->where + ": " + error->message);
    }
    return content;
}

std::vector<std::string> gltfReferences(ByteView bytes)
{
    std::vector<std::string> uris;
    const auto parts = splitGlb(bytes, {});
    if (!parts)
        return uris;
    // A document without a "uri" names nothing outside, and most tiles are such; parsing twice costs more than looking.
    const std::string_view text = asText(parts->json);
    const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
    if (!has("ri\"") || (!has("\"buffers\"") && !has("\"images\"") && !has("\"schemaUri\"")))
        return uris;
    simdjson::dom::parser parser;
    const auto root = json::parse(parser, parts->json, parts->readableAfterJson, {});
    const auto object = root ? json::asObject(*root) : std::nullopt;
    if (!object)
        return uris;
    const auto add = [&](const std::optional<std::string_view>& uri) {
        if (uri && !uri->empty() && !isDataUrl(*uri))
            if (std::find(uris.begin(), uris.end(), *uri) == uris.end() && uris.size() < limits::kMaxExternalReferences)
                uris.emplace_back(*uri);
    };
    for (const char* list : {"buffers", "images"})
        if (const auto array = json::arrayAt(*object, list)) {
            for (const json::Element element : *array)
                if (const auto item = json::asObject(element))
                    add(json::stringAt(*item, "uri"));
        } else if (const auto byName = json::objectAt(*object, list)) { // glTF 1.0
            // The binary body stands under this name, whatever its uri says (KHR_binary_glTF).
            for (const auto field : *byName)
                if (const auto item = json::asObject(field.value); item && field.key != "binary_glTF")
                    add(json::stringAt(*item, "uri"));
        }
    if (const auto extensions = json::objectAt(*object, "extensions"))
        if (const auto metadata = json::objectAt(*extensions, "EXT_structural_metadata"))
            add(json::stringAt(*metadata, "schemaUri"));
    return uris;
}

} // namespace guanjing::tiles3d
