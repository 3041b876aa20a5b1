#include "app/cli/InspectSources.h"
#include "geodata/net/Url.h"
#include "geodata/terrain/QuantizedMesh.h"
#include "geodata/terrain/TerrainLayer.h"
#include "geodata/tiles3d/Gzip.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QString>

#include <set>

namespace guanjing::app {
namespace {

using tiles3d::InspectReport;
using tiles3d::PropertyValue;

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// Coarsest tiles of a layer that are fetched.
constexpr std::size_t kMostLookedAt = 4;

Result<QuantizedMesh> readMesh(ByteView bytes, const std::string& url)
{
    if (!tiles3d::isGzip(bytes))
        return parseQuantizedMesh(bytes, url);
    const auto unpacked = tiles3d::gunzip(bytes, url);
    if (!unpacked)
        return fail(unpacked.error());
    return parseQuantizedMesh(*unpacked, url);
}

/// z, x and y at the end of the address.
std::optional<TerrainTileId> idOf(const std::string& url)
{
    static const QRegularExpression pattern(
        QStringLiteral("(?:^|[/_])(\\d{1,2})[/_](\\d{1,9})[/_](\\d{1,9})[^/]*\\.terrain(?:\\?.*)?$"));
    const auto match = pattern.match(QString::fromStdString(url));
    if (!match.hasMatch())
        return std::nullopt;
    TerrainTileId id{match.captured(1).toInt(), match.captured(2).toUInt(), match.captured(3).toUInt()};
    if (id.level > 30 || id.y >= std::uint32_t{1} << id.level || id.x >= std::uint32_t{2} << id.level)
        return std::nullopt;
    return id;
}

PropertyValue whole(std::size_t value) { return {static_cast<std::uint64_t>(value)}; }

void addExtensions(const QuantizedMesh& mesh, InspectReport& report)
{
    PropertyValue::List pairs;
    QStringList names;
    for (const auto& extension : mesh.extensions) {
        pairs.push_back({PropertyValue::List{whole(extension.id), whole(extension.statedBytes)}});
        names << (extension.id == 1       ? CommandLine::tr("normals")
                      : extension.id == 2 ? CommandLine::tr("water mask")
                      : extension.id == 4 ? CommandLine::tr("metadata")
                                          : CommandLine::tr("unknown %1").arg(extension.id));
    }
    report.facts.push_back(
        {"extensions_id_len",
         {pairs},
         (names.isEmpty() ? CommandLine::tr("none") : names.join(CommandLine::tr(", ", "between facts")))
             .toStdString()});
    if (mesh.waterMaskSide == 1) {
        const bool isLand = mesh.waterMask.front() == 0;
        report.facts.push_back({"waterMask",
                                {isLand ? "land" : "water"},
                                (isLand ? CommandLine::tr("land") : CommandLine::tr("water")).toStdString()});
    } else if (mesh.waterMaskSide > 1) {
        report.facts.push_back({"waterMask", {"mixed"}, CommandLine::tr("land and water").toStdString()});
    }
    if (!mesh.availableBelow.empty()) {
        std::uint64_t tiles = 0;
        for (const auto& level : mesh.availableBelow)
            for (const TerrainTileRange& range : level)
                tiles += range.count();
        report.facts.push_back({"availableBelow", {tiles}, CommandLine::tr("%1 tiles").arg(tiles).toStdString()});
    }
}

void addBounds(const QuantizedMesh& mesh, const std::string& url, InspectReport& report)
{
    const auto id = idOf(url);
    if (!id)
        return;
    const Rectangle tile = terrainTileRectangle(*id);
    const Geographic center = toGeographic(mesh.centerEcef);
    if (!tile.contains(center.lonDegrees, center.latDegrees)) {
        report.issues.push_back({Severity::Info, "centre",
                                 "does not lie in the tile that the address names; perhaps another tiling scheme"});
        return;
    }
    report.bounds = std::array{
        tile.west, tile.south, tile.east, tile.north, double{mesh.minHeightMeters}, double{mesh.maxHeightMeters}};
}

} // namespace

Result<InspectReport> inspectTerrainTile(ByteView bytes, const std::string& url)
{
    const auto mesh = readMesh(bytes, url);
    if (!mesh)
        return fail(mesh.error());
    InspectReport report;
    report.kind = "terrain";
    report.format = "quantized-mesh";
    report.version = "1.0";
    report.counts = {{"vertices", mesh->vertices.size()}, {"triangles", mesh->indices.size() / 3}};
    report.facts.push_back({"minHeight", {double{mesh->minHeightMeters}}, {}});
    report.facts.push_back({"maxHeight", {double{mesh->maxHeightMeters}}, {}});
    const glm::dvec3& c = mesh->centerEcef;
    report.facts.push_back({"centerECEF", {PropertyValue::List{{c.x}, {c.y}, {c.z}}}, {}});
    PropertyValue::List edges;
    for (const auto& edge : mesh->edges)
        edges.push_back(whole(edge.size()));
    report.facts.push_back({"edgeVertexCounts_WSEN", {edges}, {}});
    addExtensions(*mesh, report);
    report.issues = mesh->issues;
    addBounds(*mesh, url, report);
    return report;
}

Result<InspectReport> inspectTerrainLayer(ByteView bytes, const std::string& url, const tiles3d::FetchFunction& fetch)
{
    const auto layer = parseTerrainLayer(bytes, url);
    if (!layer)
        return fail(layer.error());
    InspectReport report;
    report.kind = "terrain";
    report.format = "quantized-mesh";
    report.version = layer->version;
    report.issues = layer->issues;
    for (const auto& level : layer->available) {
        std::uint64_t tiles = 0;
        for (const TerrainTileRange& range : level)
            tiles += range.count();
        report.tilesPerLevel.push_back(tiles);
        report.counts["tiles"] += tiles;
    }
    if (layer->bounds)
        report.bounds =
            std::array{layer->bounds->west, layer->bounds->south, layer->bounds->east, layer->bounds->north, 0.0, 0.0};
    PropertyValue::List extensions;
    for (const std::string& extension : layer->extensions)
        extensions.push_back({extension});
    report.facts.push_back({"extensions", {extensions}, {}});
    report.facts.push_back(
        {"projection", {layer->projection == TerrainProjection::Geographic ? "EPSG:4326" : "EPSG:3857"}, {}});
    report.facts.push_back({"scheme", {layer->isNorthDown ? "slippyMap" : "tms"}, {}});
    if (layer->maxLevel)
        report.facts.push_back({"maxzoom", {std::int64_t{*layer->maxLevel}}, {}});
    if (!layer->attribution.empty())
        report.facts.push_back({"attribution", {layer->attribution}, {}});
    if (layer->metadataAvailability > 0)
        report.facts.push_back({"metadataAvailability", {std::int64_t{layer->metadataAvailability}}, {}});

    std::size_t looked = 0;
    for (std::uint32_t x = 0; x < layer->rootCount() && looked < kMostLookedAt; ++x) {
        const TerrainTileId root{layer->minLevel, x, 0};
        if (layer->minLevel > 0 || layer->isAvailable(root) == false)
            continue;
        ++looked;
        const std::string tileUrl = layer->tileUrl(root);
        const auto tile = fetch(tileUrl);
        if (!tile) {
            report.issues.push_back({Severity::Error, tileUrl, tile.error().detail});
            continue;
        }
        const auto mesh = readMesh(**tile, tileUrl);
        if (!mesh)
            report.issues.push_back({Severity::Error, tileUrl, mesh.error().detail});
        else
            for (const Issue& issue : mesh->issues)
                report.issues.push_back({issue.severity, tileUrl + "#" + issue.where, issue.message});
    }
    if (!layer->parentUrl.empty()) {
        std::string parent = resolveUrl(url, layer->parentUrl);
        if (!parent.ends_with(".json"))
            parent += parent.ends_with('/') ? "layer.json" : "/layer.json";
        report.facts.push_back({"parentUrl", {parent}, {}});
        const auto parentBytes = fetch(parent);
        if (!parentBytes)
            report.issues.push_back({Severity::Error, "parentUrl: " + parent, parentBytes.error().detail});
        else if (const auto read = parseTerrainLayer(**parentBytes, parent); !read)
            report.issues.push_back({Severity::Error, "parentUrl: " + parent, read.error().detail});
    }
    return report;
}

} // namespace guanjing::app
