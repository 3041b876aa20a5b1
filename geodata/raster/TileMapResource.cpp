#include "geodata/raster/TileMapResource.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/CrsFacts.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/net/Url.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/raster/TemplateSource.h"
#include "geodata/raster/WrittenGrid.h"
#include "geodata/raster/XmlTree.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing {
namespace {

double numberOf(const XmlElement* element, std::string_view name, double otherwise)
{
    double number = otherwise;
    return element && readNumber(element->attribute(name), number) ? number : otherwise;
}

} // namespace

Result<std::shared_ptr<const PictureSource>> openTileMap(ByteView bytes, const ImageryDescription& description,
                                                         const std::string& url)
{
    const std::string source = redactUrl(url);
    auto root = parseXml(bytes, source);
    if (!root)
        return fail(std::move(root.error()));
    const XmlElement* sets = root->child("TileSets");
    const XmlElement* format = root->child("TileFormat");
    if (root->name != "TileMap" || !sets)
        return fail(ErrorCode::BadMagic, source, "no TileMap of a TMS: the root element is \"" + root->name + "\"");
    const std::string written = description.crs.empty() ? root->textOf("SRS") : description.crs;
    auto crs = crsFacts(written);
    if (!crs)
        return fail(crs.error().code, source, crs.error().source + ": " + crs.error().detail);
    const std::string& profile = sets->attribute("profile");
    const bool isMercator = crs->isWebMercator,
               isGlobal = profile.ends_with("mercator") || profile.ends_with("geodetic");

    TileGrid grid;
    grid.crs = isMercator ? "EPSG:4326" : crs->name;
    grid.isMercator = isMercator;
    grid.isGeographic = isMercator || crs->isGeographic;
    grid.isWgs84Degrees = isMercator || crs->isWgs84Degrees;
    grid.isFromSouth = true;
    const XmlElement* origin = root->child("Origin");
    glm::dvec2 corner(numberOf(origin, "x", NAN), numberOf(origin, "y", NAN));
    // gdal2tiles states the origin of its data, and in degrees; its global profiles count from the world's corner.
    if (profile.ends_with("mercator") || (isMercator && !std::isfinite(corner.x)))
        corner = glm::dvec2(-kWebMercatorHalfWorldMeters);
    else if (profile.ends_with("geodetic") || (crs->isGeographic && !std::isfinite(corner.x)))
        corner = {-180, -90};
    if (!std::isfinite(corner.x) || !std::isfinite(corner.y))
        return fail(ErrorCode::BadValue, source, "its Origin is no position");

    const XmlElement* box = root->child("BoundingBox");
    glm::dvec4 bounds(numberOf(box, "minx", NAN), numberOf(box, "miny", NAN), numberOf(box, "maxx", NAN),
                      numberOf(box, "maxy", NAN));
    Issues issues;
    if (std::isfinite(bounds.x + bounds.y + bounds.z + bounds.w) && bounds.x < bounds.z && bounds.y < bounds.w) {
        // gdal2tiles writes latitudes first here, though not at the Origin.
        const bool isLatitude = std::abs(bounds.x) <= 90 && std::abs(bounds.z) <= 90 && std::abs(bounds.y) <= 180
            && std::abs(bounds.w) <= 180;
        const bool isSwapped = isGlobal && isLatitude
            && (std::abs(bounds.y) > 90 || std::abs(bounds.w) > 90
                || (numberOf(origin, "x", NAN) == bounds.y && numberOf(origin, "y", NAN) == bounds.x));
        if (isSwapped)
            bounds = {bounds.y, bounds.x, bounds.w, bounds.z};
        const bool inDegrees = isMercator && std::abs(bounds.x) <= 180 && std::abs(bounds.z) <= 180
            && std::abs(bounds.y) <= 90 && std::abs(bounds.w) <= 90;
        grid.extent = inDegrees ? gridBoxOf(grid, {bounds.x, bounds.y, bounds.z, bounds.w}) : std::optional(bounds);
    } else if (box) {
        issues.push_back({Severity::Warning, "BoundingBox", "is no extent; taken as none"});
    }

    TemplateSource::Parts parts;
    std::vector<std::pair<std::string, std::string>> addresses; // by name of the level
    std::string defect;
    sets->eachChild("TileSet", [&](const XmlElement& set) {
        TileMatrix matrix;
        matrix.id = set.attribute("order").empty() ? std::to_string(grid.levels.size()) : set.attribute("order");
        double cell = 0;
        if (!readNumber(set.attribute("units-per-pixel"), cell) || !(cell > 0)) {
            defect = "TileSet \"" + matrix.id + "\": units-per-pixel is \"" + set.attribute("units-per-pixel") + "\"";
            return;
        }
        matrix.tileWidth = static_cast<int>(std::clamp(numberOf(format, "width", 256), 0.0, 1e6));
        matrix.tileHeight = static_cast<int>(std::clamp(numberOf(format, "height", 256), 0.0, 1e6));
        // Rounded digits add up: in the global profiles the sizes are known.
        const double world = profile.ends_with("mercator") ? 2 * kWebMercatorHalfWorldMeters : 360.0;
        if (const double level = std::log2(world / (cell * matrix.tileWidth));
            isGlobal && std::abs(level - std::round(level)) < 1e-3)
            cell = world / matrix.tileWidth / std::exp2(std::round(level));
        matrix.unitsPerPixel = glm::dvec2(cell);
        matrix.origin = corner;
        const double right = isGlobal || !grid.extent ? corner.x + world : grid.extent->z;
        const double top = isGlobal || !grid.extent ? corner.y + (crs->isGeographic ? 180.0 : world) : grid.extent->w;
        const auto count = [&](double length, int pixels) {
            return static_cast<std::uint32_t>(
                std::clamp(std::ceil(length / (cell * pixels) - 1e-6), 1.0, double{limits::kMaxTileMatrixSide}));
        };
        matrix.columns = count(right - corner.x, matrix.tileWidth);
        matrix.rows = count(top - corner.y, matrix.tileHeight);
        const std::string& href = set.attribute("href");
        addresses.emplace_back(matrix.id, serviceAddress(url, href.empty() ? matrix.id : href));
        grid.levels.push_back(std::move(matrix));
    });
    if (!defect.empty())
        return fail(ErrorCode::BadValue, source, defect);
    if (profile.ends_with("mercator")) { // the ground's own tree then, for which rows count from the north
        grid.isFromSouth = false;
        parts.countsFromSouth = true;
        for (TileMatrix& matrix : grid.levels)
            matrix.origin.y = kWebMercatorHalfWorldMeters;
    }
    if (auto finished = grid.finish(source); !finished)
        return fail(std::move(finished.error()));
    for (const TileMatrix& matrix : grid.levels) {
        const auto found =
            std::find_if(addresses.begin(), addresses.end(), [&](const auto& one) { return one.first == matrix.id; });
        parts.levelTexts.push_back(found == addresses.end() ? std::string() : found->second);
    }
    const std::string extension = format ? format->attribute("extension") : std::string();
    parts.urlTemplate =
        withForeignParameters("{TileMatrix}/{TileCol}/{TileRow}." + (extension.empty() ? "png" : extension), url);
    parts.name = source;
    parts.grid = std::move(grid);
    parts.issues = std::move(issues);
    return TemplateSource::create(std::move(parts), description.minLevel, description.maxLevel);
}

} // namespace guanjing
