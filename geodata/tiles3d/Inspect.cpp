#include "geodata/tiles3d/Inspect.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Gltf.h"
#include "geodata/tiles3d/Gzip.h"
#include "geodata/tiles3d/Subtree.h"
#include "geodata/tiles3d/TileFormats.h"
#include "geodata/tiles3d/Tileset.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <exception>

namespace guanjing::tiles3d {

namespace {

/// Nearer to the centre of the earth coordinates are local, not geocentric.
constexpr double kLeastEarthRadiusMeters = 6.0e6;
constexpr double kMostEarthRadiusMeters = 7.0e6;
/// Subtrees of one implicit tileset that are read.
constexpr std::size_t kMaxSubtrees = 100'000;

class Bounds {
public:
    void addEcef(const glm::dvec3& point)
    {
        const double radius = glm::length(point);
        m_isEarth = m_isEarth && radius > kLeastEarthRadiusMeters && radius < kMostEarthRadiusMeters;
        if (!m_isEarth)
            return;
        const Geographic g = toGeographic(point);
        add({g.lonDegrees, g.latDegrees, g.lonDegrees, g.latDegrees, g.heightMeters, g.heightMeters});
    }
    void add(const std::array<double, 6>& box)
    {
        if (!m_box) {
            m_box = box;
            return;
        }
        for (const std::size_t i : {0, 1, 4})
            (*m_box)[i] = std::min((*m_box)[i], box[i]);
        for (const std::size_t i : {2, 3, 5})
            (*m_box)[i] = std::max((*m_box)[i], box[i]);
    }
    [[nodiscard]] std::optional<std::array<double, 6>> value() const { return m_isEarth ? m_box : std::nullopt; }

private:
    std::optional<std::array<double, 6>> m_box;
    bool m_isEarth = true;
};

std::optional<std::array<double, 6>> boundsOf(const BoundingVolume& volume, const glm::dmat4& transform)
{
    Bounds bounds;
    const auto& v = volume.values;
    switch (volume.kind) {
    case VolumeKind::None: return std::nullopt;
    case VolumeKind::Region:
        return std::array{v[0] * kRadiansToDegrees,
                          v[1] * kRadiansToDegrees,
                          v[2] * kRadiansToDegrees,
                          v[3] * kRadiansToDegrees,
                          v[4],
                          v[5]};
    case VolumeKind::Sphere: {
        const glm::dvec3 center(transform * glm::dvec4(v[0], v[1], v[2], 1.0));
        const double scale = std::max({glm::length(glm::dvec3(transform[0])), glm::length(glm::dvec3(transform[1])),
                                       glm::length(glm::dvec3(transform[2]))});
        for (int corner = 0; corner < 8; ++corner)
            bounds.addEcef(center
                           + v[3] * scale
                               * glm::dvec3(corner & 1 ? 1.0 : -1.0, corner & 2 ? 1.0 : -1.0, corner & 4 ? 1.0 : -1.0));
        return bounds.value();
    }
    case VolumeKind::Box:
        for (int i = 0; i < 27; ++i) {
            const int steps[3] = {i % 3 - 1, i / 3 % 3 - 1, i / 9 - 1};
            const double s[3] = {static_cast<double>(steps[0]), static_cast<double>(steps[1]),
                                 static_cast<double>(steps[2])};
            glm::dvec4 point(v[0], v[1], v[2], 1.0);
            for (std::size_t axis = 0; axis < 3; ++axis)
                for (int c = 0; c < 3; ++c)
                    point[c] += s[axis] * v[3 + axis * 3 + static_cast<std::size_t>(c)];
            bounds.addEcef(glm::dvec3(transform * point));
        }
        return bounds.value();
    }
    return std::nullopt;
}

std::optional<std::array<double, 6>> boundsOf(const Model& model)
{
    Bounds bounds;
    for (const MeshInstance& instance : model.instances)
        for (const Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives)
            for (int corner = 0; corner < 8; ++corner) {
                const glm::dvec4 point(static_cast<double>(corner & 1 ? primitive.maximum.x : primitive.minimum.x),
                                       static_cast<double>(corner & 2 ? primitive.maximum.y : primitive.minimum.y),
                                       static_cast<double>(corner & 4 ? primitive.maximum.z : primitive.minimum.z),
                                       1.0);
                bounds.addEcef(model.origin + glm::dvec3(instance.transform * point));
            }
    return bounds.value();
}

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

class Inspector {
public:
    Inspector(const FetchFunction& fetch, const InspectOptions& options) : m_fetch(fetch), m_options(options) { }

    InspectReport inspect(ByteView bytes, const std::string& url)
    {
        InspectReport report;
        Bytes unpacked;
        if (isGzip(bytes)) {
            auto result = gunzip(bytes, url);
            if (!result) {
                report.format = "unknown";
                report.issues.push_back({Severity::Error, {}, result.error().detail});
                return report;
            }
            unpacked = std::move(*result);
            bytes = unpacked;
        }
        const ContentFormat format = detectFormat(bytes);
        report.format = formatName(format);
        if (format == ContentFormat::Tileset)
            inspectTileset(bytes, url, report);
        else
            inspectContent(bytes, url, format, report);
        return report;
    }

private:
    void inspectTileset(ByteView bytes, const std::string& url, InspectReport& report);
    void addTileset(const TilesetDocument& document, const std::string& url, std::size_t firstLevel, int depth,
                    InspectReport& report);
    void walkImplicit(const TilesetDocument& document, std::size_t tile, const std::string& url, std::size_t firstLevel,
                      InspectReport& report);
    void checkContent(const std::string& uri, const std::string& base, const std::string& where, UpAxis axis,
                      std::size_t level, int depth, InspectReport& report);
    void inspectContent(ByteView bytes, const std::string& url, ContentFormat format, InspectReport& report);
    void countContent(ByteView bytes, const std::string& url, ContentFormat format, int depth,
                      const ExternalBytes& external, InspectReport& report);
    ExternalBytes fetchAll(const std::vector<std::string>& uris, const std::string& base) const;
    [[nodiscard]] Result<SharedBytes> fetch(const std::string& url) const
    {
        if (!m_fetch)
            return fail(ErrorCode::NotFound, url, "nothing may be fetched");
        return m_fetch(url);
    }
    static void addTile(InspectReport& report, std::size_t level)
    {
        if (report.tilesPerLevel.size() <= level)
            report.tilesPerLevel.resize(level + 1);
        ++report.tilesPerLevel[level];
        ++report.counts["tiles"];
    }

    const FetchFunction& m_fetch;
    InspectOptions m_options;
    std::size_t m_checked = 0, m_unchecked = 0;
};

ExternalBytes Inspector::fetchAll(const std::vector<std::string>& uris, const std::string& base) const
{
    ExternalBytes external;
    for (const std::string& uri : uris)
        if (auto bytes = fetch(resolveUrl(base, uri)))
            external[uri] = std::move(*bytes);
    return external;
}

void Inspector::inspectTileset(ByteView bytes, const std::string& url, InspectReport& report)
{
    report.kind = "tileset";
    auto document = parseTileset(bytes, url);
    if (!document) {
        report.issues.push_back({Severity::Error, {}, document.error().detail});
        return;
    }
    report.version = document->version;
    report.counts = {{"tiles", 0}, {"contents", 0}};
    const TileNode& root = document->tiles[0];
    const glm::dmat4 transform =
        root.transform >= 0 ? document->transforms[static_cast<std::size_t>(root.transform)] : glm::dmat4(1.0);
    report.bounds = boundsOf(root.volume, transform);
    addTileset(*document, url, 0, 0, report);
    if (m_unchecked != 0)
        report.issues.push_back(
            {Severity::Info,
             {},
             std::to_string(m_checked) + " contents were checked, " + std::to_string(m_unchecked) + " were not"});
}

void Inspector::addTileset(const TilesetDocument& document, const std::string& url, std::size_t firstLevel, int depth,
                           InspectReport& report)
{
    const std::string prefix = depth == 0 ? std::string() : url + "#";
    for (const Issue& issue : document.issues)
        report.issues.push_back({issue.severity, prefix + issue.where, issue.message});
    if (m_fetch && !document.schemaUri.empty())
        if (const auto schema = fetch(resolveUrl(url, document.schemaUri)); !schema)
            report.issues.push_back(
                {Severity::Error, prefix + "schemaUri: " + document.schemaUri, schema.error().detail});
    for (std::size_t i = 0; i < document.tiles.size(); ++i) {
        const TileNode& tile = document.tiles[i];
        if (tile.implicitTiling >= 0) {
            walkImplicit(document, i, url, firstLevel + tile.level, report);
            continue;
        }
        addTile(report, firstLevel + tile.level);
        for (std::uint32_t c = 0; c < tile.contentCount; ++c) {
            ++report.counts["contents"];
            checkContent(std::string(document.uriOf(document.contents[tile.firstContent + c])), url,
                         prefix + document.pathOf(i), document.gltfUpAxis, firstLevel + tile.level, depth, report);
        }
    }
}

void Inspector::walkImplicit(const TilesetDocument& document, std::size_t tile, const std::string& url,
                             std::size_t firstLevel, InspectReport& report)
{
    const TileNode& node = document.tiles[tile];
    const ImplicitTiling& tiling = document.implicitTilings[static_cast<std::size_t>(node.implicitTiling)];
    const bool isOctree = tiling.subdivision == Subdivision::Octree;
    std::deque<TileIndex> pending = {TileIndex{}};
    std::size_t read = 0;
    report.counts.try_emplace("subtrees", 0);
    while (!pending.empty()) {
        const TileIndex root = pending.front();
        pending.pop_front();
        if (++read > kMaxSubtrees) {
            report.issues.push_back({Severity::Info, document.pathOf(tile), "more subtrees than are read here"});
            return;
        }
        const std::string subtreeUrl = resolveUrl(url, expandTileTemplate(tiling.subtreesTemplate, root));
        const auto bytes = fetch(subtreeUrl);
        if (!bytes) {
            report.issues.push_back({Severity::Error, subtreeUrl, bytes.error().detail});
            continue;
        }
        const ExternalBytes external = fetchAll(subtreeReferences(**bytes), subtreeUrl);
        const auto subtree = Subtree::parse(**bytes, tiling, node.contentCount, subtreeUrl, &external);
        if (!subtree) {
            report.issues.push_back({Severity::Error, subtreeUrl, subtree.error().detail});
            continue;
        }
        ++report.counts["subtrees"];
        for (const Issue& issue : subtree->issues())
            report.issues.push_back({issue.severity, subtreeUrl + "#" + issue.where, issue.message});
        for (int level = 0; level <= tiling.subtreeLevels; ++level) {
            const int global = root.level + level;
            if (global >= tiling.availableLevels)
                break;
            const std::uint32_t side = std::uint32_t{1} << level;
            for (std::uint32_t z = 0; z < (isOctree ? side : 1); ++z)
                for (std::uint32_t y = 0; y < side; ++y)
                    for (std::uint32_t x = 0; x < side; ++x) {
                        const TileIndex local{level, x, y, z};
                        const TileIndex index{global, (root.x << level) + x, (root.y << level) + y,
                                              (root.z << level) + z};
                        if (level == tiling.subtreeLevels) {
                            if (subtree->hasChildSubtree(local))
                                pending.push_back(index);
                            continue;
                        }
                        if (!subtree->hasTile(local))
                            continue;
                        addTile(report, firstLevel + static_cast<std::size_t>(global));
                        for (std::uint32_t c = 0; c < node.contentCount; ++c) {
                            if (!subtree->hasContent(c, local))
                                continue;
                            ++report.counts["contents"];
                            const auto uri =
                                expandTileTemplate(document.uriOf(document.contents[node.firstContent + c]), index);
                            checkContent(uri, url, {}, document.gltfUpAxis,
                                         firstLevel + static_cast<std::size_t>(global), 0, report);
                        }
                    }
        }
    }
}

void Inspector::checkContent(const std::string& uri, const std::string& base, const std::string& where, UpAxis axis,
                             std::size_t level, int depth, InspectReport& report)
{
    if (m_checked >= m_options.maxCheckedContents || !m_fetch) {
        ++m_unchecked;
        return;
    }
    ++m_checked;
    const std::string url = resolveUrl(base, uri);
    const std::string at = where.empty() ? url : where + ": " + uri;
    const auto bytes = fetch(url);
    if (!bytes) {
        report.issues.push_back({Severity::Error, at, bytes.error().detail});
        return;
    }
    if (detectFormat(**bytes) == ContentFormat::Tileset) {
        const auto document = parseTileset(**bytes, url);
        if (!document)
            report.issues.push_back({Severity::Error, at, document.error().detail});
        else if (m_options.follow && depth >= limits::kMaxExternalTilesetDepth)
            report.issues.push_back({Severity::Error, at, "external tilesets nested too deep"});
        else if (m_options.follow)
            addTileset(*document, url, level, depth + 1, report);
        else
            for (const Issue& issue : document->issues)
                report.issues.push_back({issue.severity, at + "#" + issue.where, issue.message});
        return;
    }
    const ExternalBytes external = fetchAll(externalReferences(**bytes), url);
    ContentContext context;
    context.url = url;
    context.gltfUpAxis = axis;
    context.external = &external;
    const auto content = decodeContent(**bytes, context);
    if (!content) {
        report.issues.push_back({Severity::Error, at, content.error().detail});
        return;
    }
    for (const Issue& issue : content->issues)
        report.issues.push_back({issue.severity, at + "#" + issue.where, issue.message});
}

void Inspector::countContent(ByteView bytes, const std::string& url, ContentFormat format, int depth,
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

void Inspector::inspectContent(ByteView bytes, const std::string& url, ContentFormat format, InspectReport& report)
{
    if (format != ContentFormat::Unknown)
        report.kind = "content";
    ExternalBytes external = fetchAll(externalReferences(bytes), url);
    if (format == ContentFormat::I3dm) // the glTF that it names may name more
        for (const auto& [uri, part] : ExternalBytes(external))
            external.merge(fetchAll(externalReferences(*part), resolveUrl(url, uri)));
    if (format != ContentFormat::Unknown)
        countContent(bytes, url, format, 0, external, report);
    ContentContext context;
    context.url = url;
    context.external = &external;
    auto content = decodeContent(bytes, context);
    if (!content) {
        report.issues.push_back({Severity::Error, {}, content.error().detail});
        return;
    }
    report.issues = std::move(content->issues);
    report.bounds = boundsOf(content->model);
    for (const Mesh& mesh : content->model.meshes)
        for (const Primitive& primitive : mesh.primitives)
            addSurfaceProperties(primitive, report);
}

std::string jsonString(const std::string& text) { return PropertyValue{text}.toJson(); }

} // namespace

bool InspectReport::isUsable() const
{
    return std::none_of(issues.begin(), issues.end(),
                        [](const Issue& issue) { return issue.severity == Severity::Error; });
}

std::string InspectReport::toJson() const
{
    std::string json = "{\"kind\": " + jsonString(kind) + ", \"format\": " + jsonString(format)
        + ", \"version\": " + jsonString(version);
    const auto join = [&](const char* key, char open, char close, const auto& list, const auto& write) {
        json += std::string(", \"") + key + "\": " + open;
        bool first = true;
        for (const auto& item : list) {
            json += first ? "" : ", ";
            first = false;
            json += write(item);
        }
        json += close;
    };
    if (!counts.empty())
        join("counts", '{', '}', counts,
             [](const auto& count) { return jsonString(count.first) + ": " + std::to_string(count.second); });
    if (!tilesPerLevel.empty())
        join("tiles_per_level", '[', ']', tilesPerLevel, [](std::uint64_t count) { return std::to_string(count); });
    if (bounds)
        join("bounds", '[', ']', *bounds, [](double value) { return PropertyValue{value}.toJson(); });
    if (!properties.empty())
        join("properties", '{', '}', properties, [](const auto& entry) {
            return jsonString(entry.first) + ": {\"type\": " + jsonString(entry.second.type)
                + ", \"first\": " + entry.second.first.toJson() + ", \"last\": " + entry.second.last.toJson() + "}";
        });
    join("issues", '[', ']', issues, [](const Issue& issue) {
        constexpr const char* kSeverities[] = {"info", "warning", "error"};
        return std::string("{\"severity\": \"") + kSeverities[static_cast<std::size_t>(issue.severity)]
            + "\", \"where\": " + jsonString(issue.where) + ", \"message\": " + jsonString(issue.message) + "}";
    });
    return json + "}";
}

InspectReport inspectBytes(ByteView bytes, const std::string& url, const FetchFunction& fetch,
                           const InspectOptions& options)
{
    try {
        return Inspector(fetch, options).inspect(bytes, url);
    } catch (const std::exception& exception) { // no memory, or a library's; ours throws nothing
        InspectReport report;
        report.format = "unknown";
        report.issues.push_back({Severity::Error, {}, exception.what()});
        return report;
    }
}

} // namespace guanjing::tiles3d
