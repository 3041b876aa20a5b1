#include "geodata/tiles3d/InspectParts.h"

#include "geodata/core/Limits.h"
#include "geodata/net/DataUrl.h"
#include "geodata/tiles3d/Gltf.h"
#include "geodata/tiles3d/TileFormats.h"

namespace guanjing::tiles3d {
namespace {

void addProperties(const PropertyTable& table, InspectReport& report)
{
    if (table.count == 0)
        return;
    for (const Property& property : table.properties)
        report.properties.try_emplace(
            property.name,
            InspectProperty{property.type, property.column->stored(0), property.column->stored(table.count - 1)});
}

/// Property attributes with their first and last vertex; property textures have no order, so only their type.
void addSurfaceProperties(const Primitive& primitive, InspectReport& report)
{
    for (const SurfaceProperties& surface : primitive.surfaces)
        for (const SurfaceProperty& property : surface.properties) {
            InspectProperty entry{property.type, {}, {}};
            if (property.column) {
                entry.first = property.column->stored(0);
                entry.last = property.column->stored(primitive.positions.size() - 1);
            }
            report.properties.try_emplace(property.name, std::move(entry));
        }
}

void countContent(ByteView bytes, const std::string& url, ContentFormat format, int depth,
                  const ExternalBytes& external, InspectReport& report)
{
    ContentFacts facts;
    Issues ignored; // decodeContent reports them
    ContentContext context;
    context.url = url;
    context.external = &external;
    const auto countDocument = [&](ByteView gltf) {
        const auto document = GltfDocument::open(gltf, context, ignored, true);
        if (!document) {
            if (const auto parts = splitGlb(gltf, url); parts && parts->version == 1)
                facts.version = "1.0";
            return;
        }
        countGltf(**document, facts);
        for (const PropertyTable& table : readPropertyTables(**document)) {
            facts.features += table.count;
            addProperties(table, report);
        }
    };
    if (format == ContentFormat::Glb || format == ContentFormat::Gltf) {
        countDocument(bytes);
    } else if (format == ContentFormat::B3dm || format == ContentFormat::I3dm || format == ContentFormat::Pnts) {
        const auto sections = splitTile(bytes, url);
        if (!sections)
            return;
        if (format != ContentFormat::Pnts) {
            const auto found = sections->gltfFormat == 0 ? external.find(gltfUri(*sections)) : external.end();
            if (sections->gltfFormat != 0)
                countDocument(sections->body);
            else if (const auto embedded = decodeDataUrl(gltfUri(*sections)))
                countDocument(*embedded);
            else if (found != external.end())
                countDocument(*found->second);
        }
        const auto features = FeatureTable::open(sections->featureJson, sections->featureBinary, url);
        if (features) {
            const auto length = [&](const char* key) { return features->count(key).value_or(0); };
            std::uint64_t rows = length("BATCH_LENGTH");
            if (format == ContentFormat::B3dm)
                rows = sections->batchLength.value_or(static_cast<std::uint32_t>(rows));
            else if (format == ContentFormat::I3dm)
                facts.features = rows = length("INSTANCES_LENGTH");
            else
                facts.points = length("POINTS_LENGTH");
            facts.vertices += format == ContentFormat::Pnts ? facts.points : 0;
            if (format != ContentFormat::I3dm)
                facts.features = rows;
            if (format == ContentFormat::Pnts && rows == 0)
                rows = facts.points; // per-point properties
            addProperties(readBatchTable(sections->batchJson, sections->batchBinary, rows, url, ignored), report);
        }
    } else if (format == ContentFormat::Cmpt && depth < limits::kMaxCompositeDepth) {
        if (const auto inner = splitComposite(bytes, url))
            for (const ByteView tile : *inner)
                countContent(tile, url, detectFormat(tile), depth + 1, external, report);
    }
    report.counts["features"] += facts.features;
    report.counts["vertices"] += facts.vertices;
    report.counts["triangles"] += facts.triangles;
    report.counts["points"] += facts.points;
    report.counts["lines"] += facts.lines;
    if (report.version.empty())
        report.version = facts.version;
}

} // namespace

std::string paddingDefect(ByteView bytes)
{
    const ContentFormat format = detectFormat(bytes);
    if (format == ContentFormat::Cmpt) {
        if (const auto inner = splitComposite(bytes, {}))
            for (const ByteView tile : *inner)
                if (tile.size() % 8 != 0)
                    return "a tile of " + std::to_string(tile.size()) + " bytes inside, which 8 does not divide";
        return bytes.size() % 8 != 0 ? std::to_string(bytes.size()) + " bytes, which 8 does not divide" : std::string();
    }
    if (format != ContentFormat::B3dm && format != ContentFormat::I3dm && format != ContentFormat::Pnts)
        return {};
    const auto sections = splitTile(bytes, {});
    if (!sections || sections->batchLength) // a header from before 1.0
        return {};
    const auto isOff = [&](ByteView section) { return (section.data() - bytes.data()) % 8 != 0; };
    const std::pair<const char*, ByteView> parts[] = {{"the feature table's binary body", sections->featureBinary},
                                                      {"the batch table", sections->batchJson},
                                                      {"the batch table's binary body", sections->batchBinary},
                                                      {"the glTF", sections->body}};
    for (const auto& [name, section] : parts)
        if (!section.empty() && isOff(section))
            return std::string(name) + " begins at byte " + std::to_string(section.data() - bytes.data())
                + ", which 8 does not divide";
    return bytes.size() % 8 != 0 ? std::to_string(bytes.size()) + " bytes, which 8 does not divide" : std::string();
}

void inspectContent(ByteView bytes, const std::string& url, ContentFormat format, const FetchFunction& fetch,
                    InspectReport& report)
{
    if (format != ContentFormat::Unknown)
        report.kind = "content";
    Issues missing;
    ExternalBytes external = fetchAll(fetch, externalReferences(bytes), url, &missing);
    fetchNested(fetch, bytes, url, external, &missing);
    if (format != ContentFormat::Unknown)
        countContent(bytes, url, format, 0, external, report);
    ContentContext context;
    context.url = url;
    context.external = &external;
    auto content = decodeContent(bytes, context);
    if (!content) {
        report.issues.push_back({Severity::Error, {}, content.error().detail});
        addMissing(std::move(missing), {}, report.issues);
        return;
    }
    report.issues = std::move(content->issues);
    addMissing(std::move(missing), {}, report.issues);
    if (std::string defect = paddingDefect(bytes); !defect.empty())
        report.issues.push_back({Severity::Warning, {}, std::move(defect)});
    checkValues(content->model, report.issues);
    if (format == ContentFormat::Gltf || format == ContentFormat::Glb)
        checkGltf(bytes, report.issues);
    report.bounds = boundsOf(content->model);
    for (const Mesh& mesh : content->model.meshes)
        for (const Primitive& primitive : mesh.primitives)
            addSurfaceProperties(primitive, report);
    if (format == ContentFormat::Pnts) // values in a Draco stream are known only now
        for (const PropertyTable& table : content->model.propertyTables)
            addProperties(table, report);
}

} // namespace guanjing::tiles3d
