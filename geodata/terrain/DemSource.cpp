#include "geodata/terrain/DemSource.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/CoordinateTransform.h"
#include "geodata/gdal/CutFiles.h"
#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalNetwork.h"
#include "geodata/gdal/GdalScope.h"
#include "geodata/gdal/NodataNotes.h"
#include "geodata/net/Url.h"
#include "geodata/terrain/DemGrid.h"
#include "geodata/terrain/DemPixels.h"

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <map>
#include <mutex>
#include <utility>

namespace guanjing {
namespace {

/// A tile is as fine as this many pixels of the raster along its side, as those of quantized meshes usually are.
constexpr int kTilePixels = 64;
constexpr int kDeepestLevel = 24;
/// Pixels beyond the tile's edge, for slopes at the edge.
constexpr int kMarginPixels = 3;
constexpr int kMostWindowPixels = 1024;
/// Read when it is opened, where all that was looked at is nodata.
constexpr double kMostReadPixels = 30e6;
constexpr const char* kDegrees = "EPSG:4326";
constexpr std::size_t kShownSystemBytes = 100; ///< of the name of an unknown one, which may be a long text

/// Metres in one of a band's units; nothing where the unit is not known.
std::optional<double> metersOf(std::string unit)
{
    std::transform(unit.begin(), unit.end(), unit.begin(), [](unsigned char c) { return std::tolower(c); });
    static const std::map<std::string, double> kUnits{
        {"", 1.0},
        {"m", 1.0},
        {"metre", 1.0},
        {"meter", 1.0},
        {"metres", 1.0},
        {"meters", 1.0},
        {"ft", 0.3048},
        {"foot", 0.3048},
        {"feet", 0.3048},
        {"us survey foot", 1200.0 / 3937},
        {"ftus", 1200.0 / 3937},
        {"us-ft", 1200.0 / 3937},
        {"dm", 0.1},
        {"cm", 0.01},
        {"mm", 0.001},
        {"km", 1000.0},
    };
    const auto found = kUnits.find(unit);
    return found == kUnits.end() ? std::nullopt : std::optional(found->second);
}

/// The name of the dataset's system without its vertical part; empty: it has none.
std::string systemOf(GDALDatasetH dataset)
{
    OGRSpatialReferenceH given = GDALGetSpatialRef(dataset);
    if (given == nullptr || OSRIsLocal(given) != 0)
        return {};
    const std::unique_ptr<void, void (*)(OGRSpatialReferenceH)> flat(OSRClone(given), OSRDestroySpatialReference);
    OSRDemoteTo2D(flat.get(), nullptr);
    char* text = nullptr;
    constexpr const char* kOptions[] = {"FORMAT=WKT2_2019", nullptr};
    if (OSRExportToWktEx(flat.get(), &text, kOptions) != 0 || text == nullptr)
        return {};
    std::string wkt(text);
    CPLFree(text);
    return wkt;
}

std::string plainNumber(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.7g", value); // what a float holds
    return text.data();
}

Error undeclaredVoids(const std::string& url, double value)
{
    return {ErrorCode::Notice, url,
            "heights of " + plainNumber(value)
                + " are none on Earth; they are taken for gaps, although the file does not say that they are (nodata)"};
}

/// What one thread needs to read the raster.
struct Handle {
    GdalDataset dataset;
    CoordinateTransform transform; ///< degrees → the raster's system
};

struct Shape {
    int width = 0, height = 0;
    std::array<double, 6> fromSystem{}; ///< the raster's system → columns and rows
    double scale = 1, offset = 0; ///< raw value → metres
};

class DemSource final : public HeightSource {
public:
    DemSource(std::string url, std::string system, Shape shape, Rectangle bounds, int maxLevel,
              std::unique_ptr<Handle> handle, std::shared_ptr<const GdalMemoryFile> memory)
        : m_memory(std::move(memory))
        , m_url(std::move(url))
        , m_system(std::move(system))
        , m_shape(shape)
        , m_bounds(bounds)
        , m_maxLevel(maxLevel)
    {
        // A server would be asked for as many pieces.
        if (!isHttpUrl(m_url)) {
            const GdalScope scope; // what it cannot read, a tile tells
            GDALRasterBandH band = GDALGetRasterBand(handle->dataset.get(), 1);
            if (const auto found = DemBand(band, shape.scale, shape.offset, true).findUndeclaredVoid()) {
                m_hasUndeclaredVoids = m_hasToldVoids = true;
                m_issues.push_back(undeclaredVoids(m_url, *found));
            }
            for (Issue& issue : noteNodata(band, std::nullopt, kMostReadPixels))
                m_issues.push_back({ErrorCode::Notice, m_url, std::move(issue.message)});
        }
        if (std::string missing = whatIsCutOff(handle->dataset.get(), m_url); !missing.empty())
            m_issues.push_back({ErrorCode::Truncated, m_url, std::move(missing)});
        m_handles.push_back(std::move(handle));
    }

    [[nodiscard]] TerrainProjection projection() const override { return TerrainProjection::Geographic; }
    [[nodiscard]] int maxLevel() const override { return m_maxLevel; }
    [[nodiscard]] std::optional<bool> isAvailable(const TerrainTileId& id) const override
    {
        return id.level <= m_maxLevel && reachesTerrainTile(m_bounds, id);
    }
    [[nodiscard]] std::optional<Rectangle> bounds() const override { return m_bounds; }
    [[nodiscard]] bool tellsEdges() const override { return true; }
    [[nodiscard]] std::string tileUrl(const TerrainTileId&) const override { return {}; }

    [[nodiscard]] std::vector<Error> issues() const override { return m_issues; }

    [[nodiscard]] Result<HeightTileData> make(const TerrainTileId& id, ByteView, const std::string&) const override
    {
        GdalScope scope;
        auto handle = take(scope);
        if (!handle)
            return fail(std::move(handle.error()));
        auto data = read(id, **handle, scope);
        if (data) { // after a failure the file is opened afresh
            const std::lock_guard lock(m_mutex);
            m_handles.push_back(std::move(*handle));
        }
        return data;
    }

private:
    Result<std::unique_ptr<Handle>> take(GdalScope& scope) const
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_handles.empty()) {
                auto handle = std::move(m_handles.back());
                m_handles.pop_back();
                return handle;
            }
        }
        auto dataset = openDataset(m_url, GdalKind::Raster, scope);
        if (!dataset)
            return fail(std::move(dataset.error()));
        auto transform = CoordinateTransform::create(kDegrees, m_system);
        if (!transform)
            return fail(std::move(transform.error()));
        return std::make_unique<Handle>(Handle{std::move(*dataset), std::move(*transform)});
    }

    Result<HeightTileData> read(const TerrainTileId& id, Handle& handle, GdalScope& scope) const
    {
        const Rectangle tile = terrainTileRectangle(id);
        DemGrid::Places places;
        std::vector<glm::dvec3> positions;
        for (int y = 0; y < DemGrid::kPlaces; ++y)
            for (int x = 0; x < DemGrid::kPlaces; ++x)
                positions.emplace_back(tile.west + (tile.east - tile.west) * x / (DemGrid::kPlaces - 1),
                                       tile.south + (tile.north - tile.south) * y / (DemGrid::kPlaces - 1), 0.0);
        (void)handle.transform.forward(std::span<glm::dvec3>(positions));
        double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;
        for (std::size_t i = 0; i < positions.size(); ++i) {
            const auto& t = m_shape.fromSystem;
            const glm::dvec3& p = positions[i];
            places[i] = {t[0] + t[1] * p.x + t[2] * p.y, t[3] + t[4] * p.x + t[5] * p.y};
            if (!std::isfinite(places[i].x) || !std::isfinite(places[i].y)) {
                places[i] = {-1e9, -1e9}; // outside of where the system is defined
                continue;
            }
            left = std::min(left, places[i].x);
            right = std::max(right, places[i].x);
            top = std::min(top, places[i].y);
            bottom = std::max(bottom, places[i].y);
        }
        HeightTileData data;
        const double across = std::max(right - left, bottom - top);
        if (!(across > 0))
            return data;
        // So many of its pixels become one: a power of two, as overviews are, and aligned to them.
        constexpr double kMostDoublings = 30;
        const int step =
            1 << static_cast<int>(std::clamp(std::floor(std::log2(across / (1.5 * kTilePixels))), 0.0, kMostDoublings));
        const double margin = kMarginPixels * static_cast<double>(step);
        const auto first = [&](double value, int size) {
            return static_cast<int>(
                std::clamp(std::floor((value - margin) / step) * step, 0.0, static_cast<double>(size)));
        };
        const auto last = [&](double value, int size) {
            return static_cast<int>(
                std::clamp(std::ceil((value + margin) / step) * step, 0.0, static_cast<double>(size)));
        };
        const int x0 = first(left, m_shape.width), y0 = first(top, m_shape.height), x1 = last(right, m_shape.width),
                  y1 = last(bottom, m_shape.height);
        if (x1 <= x0 || y1 <= y0)
            return data;
        DemGrid::Pixels pixels;
        // What does not fill a pixel at the raster's edge is left to the one before it.
        pixels.width = std::max((x1 - x0) / step, 1);
        pixels.height = std::max((y1 - y0) / step, 1);
        pixels.left = x0;
        pixels.top = y0;
        pixels.step = step;
        pixels.rasterWidth = m_shape.width;
        pixels.rasterHeight = m_shape.height;
        if (pixels.width > kMostWindowPixels || pixels.height > kMostWindowPixels)
            return fail(ErrorCode::TooLarge, m_url,
                        "a tile of " + std::to_string(pixels.width) + " x " + std::to_string(pixels.height)
                            + " pixels");
        if (auto done = readPixels(handle, pixels, scope, data); !done)
            return fail(std::move(done.error()));
        data.patch = std::make_shared<const DemGrid>(std::move(pixels), tile, places);
        return data;
    }

    Result<void> readPixels(Handle& handle, DemGrid::Pixels& pixels, GdalScope& scope, HeightTileData& data) const
    {
        const DemBand band(GDALGetRasterBand(handle.dataset.get(), 1), m_shape.scale, m_shape.offset,
                           !isHttpUrl(m_url));
        scope.clear();
        clearGdalNetworkErrors();
        DemPixels read = band.read({static_cast<int>(pixels.left), static_cast<int>(pixels.top), pixels.width,
                                    pixels.height, static_cast<int>(pixels.step)},
                                   m_hasUndeclaredVoids);
        if (auto error = read.unreadable > 0 ? gdalNetworkError(m_url) : std::nullopt)
            return fail(*std::move(error));
        if (read.unreadable == read.meters.size())
            return fail(ErrorCode::DecodeFailed, m_url, scope.reason("its pixels cannot be read"));
        if (read.unreadable > 0)
            data.issues.push_back({ErrorCode::DecodeFailed, m_url,
                                   "a part of its pixels cannot be read: " + scope.reason("GDAL gives no reason")});
        m_hasUndeclaredVoids = m_hasUndeclaredVoids || read.undeclaredVoid.has_value();
        if (read.undeclaredVoid && !m_hasToldVoids.exchange(true))
            data.issues.push_back(undeclaredVoids(m_url, *read.undeclaredVoid));
        pixels.meters = std::move(read.meters);
        return {};
    }

    std::shared_ptr<const GdalMemoryFile> m_memory; ///< what is read; null: a file or a server. Goes last
    std::string m_url, m_system;
    Shape m_shape;
    Rectangle m_bounds;
    int m_maxLevel;
    std::vector<Error> m_issues;
    mutable std::atomic<bool> m_hasUndeclaredVoids{false}, m_hasToldVoids{false};
    mutable std::mutex m_mutex;
    mutable std::vector<std::unique_ptr<Handle>> m_handles; ///< that nobody uses now
};

/// Around the raster's outline in degrees, and the degrees that a pixel in its middle spans.
struct Extent {
    Rectangle bounds{HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    double pixelDegrees = 0;
};

Result<Extent> extentOf(const Shape& shape, const std::array<double, 6>& toSystem, CoordinateTransform& transform,
                        const std::string& url)
{
    const auto placeOf = [&](double column, double row) {
        return transform.inverse(glm::dvec3(toSystem[0] + column * toSystem[1] + row * toSystem[2],
                                            toSystem[3] + column * toSystem[4] + row * toSystem[5], 0.0));
    };
    Extent extent;
    constexpr int kSteps = 20;
    for (int y = 0; y <= kSteps; ++y) {
        for (int x = 0; x <= kSteps; ++x) {
            const auto place =
                placeOf(static_cast<double>(shape.width) * x / kSteps, static_cast<double>(shape.height) * y / kSteps);
            if (!place || !std::isfinite(place->x) || !std::isfinite(place->y))
                continue;
            extent.bounds.west = std::min(extent.bounds.west, place->x);
            extent.bounds.east = std::max(extent.bounds.east, place->x);
            extent.bounds.south = std::min(extent.bounds.south, place->y);
            extent.bounds.north = std::max(extent.bounds.north, place->y);
        }
    }
    const double column = shape.width / 2.0, row = shape.height / 2.0;
    const auto here = placeOf(column, row), right = placeOf(column + 1, row), below = placeOf(column, row + 1);
    if (!here || !right || !below || !(extent.bounds.west < extent.bounds.east) || extent.bounds.south < -90.01
        || extent.bounds.north > 90.01 || extent.bounds.west < -180.01 || extent.bounds.east > 360.01)
        return fail(ErrorCode::NoPlace, url, "its place cannot be expressed in degrees");
    // Degrees of longitude are shorter.
    const double shorter = std::cos(here->y * kDegreesToRadians);
    extent.pixelDegrees = std::min(std::hypot((right->x - here->x) * shorter, right->y - here->y),
                                   std::hypot((below->x - here->x) * shorter, below->y - here->y));
    if (!(extent.pixelDegrees > 0))
        return fail(ErrorCode::BadValue, url, "its pixels have no size");
    return extent;
}

Result<std::shared_ptr<const HeightSource>> open(const std::string& url, const std::string& crs,
                                                 std::shared_ptr<const GdalMemoryFile> memory)
{
    GdalScope scope;
    auto dataset = openDataset(url, GdalKind::Raster, scope);
    if (!dataset)
        return fail(std::move(dataset.error()));
    GDALRasterBandH band = GDALGetRasterBand(dataset->get(), 1);
    if (band == nullptr)
        return fail(ErrorCode::Empty, url, "a raster without bands");
    if (GDALDataTypeIsComplex(GDALGetRasterDataType(band)) != 0)
        return fail(ErrorCode::UnsupportedFeature, url, "heights of complex numbers");
    if (GDALGetRasterColorInterpretation(band) == GCI_PaletteIndex || GDALGetRasterCount(dataset->get()) > 2)
        return fail(ErrorCode::UnsupportedFeature, url,
                    "a picture of " + std::to_string(GDALGetRasterCount(dataset->get()))
                        + " bands or a palette, where one band of heights was expected");
    Shape shape;
    shape.width = GDALGetRasterXSize(dataset->get());
    shape.height = GDALGetRasterYSize(dataset->get());
    std::array<double, 6> toSystem{};
    if (GDALGetGeoTransform(dataset->get(), toSystem.data()) != CE_None
        || GDALInvGeoTransform(toSystem.data(), shape.fromSystem.data()) == 0)
        return fail(ErrorCode::NoPlace, url, "does not say where its pixels lie");
    const std::string system = crs.empty() ? systemOf(dataset->get()) : crs;
    if (system.empty())
        return fail(ErrorCode::NoPlace, url, "names no coordinate system; a scene can state it as \"crs\"");
    auto transform = CoordinateTransform::create(kDegrees, system);
    if (!transform) {
        return fail(transform.error().code, url,
                    transform.error().source.substr(0, kShownSystemBytes) + ": " + transform.error().detail);
    }
    const auto unit = metersOf(GDALGetRasterUnitType(band));
    if (!unit)
        return fail(ErrorCode::UnsupportedFeature, url,
                    std::string("heights in the unit \"") + GDALGetRasterUnitType(band) + "\"");
    int hasScale = 0, hasOffset = 0;
    const double scale = GDALGetRasterScale(band, &hasScale), offset = GDALGetRasterOffset(band, &hasOffset);
    shape.scale = (hasScale != 0 ? scale : 1.0) * *unit;
    shape.offset = (hasOffset != 0 ? offset : 0.0) * *unit;
    const auto extent = extentOf(shape, toSystem, *transform, url);
    if (!extent)
        return fail(extent.error());
    const int maxLevel = std::clamp(
        static_cast<int>(std::ceil(std::log2(180.0 / (kTilePixels * extent->pixelDegrees)) - 0.1)), 0, kDeepestLevel);
    auto handle = std::make_unique<Handle>(Handle{std::move(*dataset), std::move(*transform)});
    return std::make_shared<const DemSource>(url, system, shape, extent->bounds, maxLevel, std::move(handle),
                                             std::move(memory));
}

} // namespace

Result<std::shared_ptr<const HeightSource>> openDem(const std::string& url, const std::string& crs)
{
    return open(url, crs, nullptr);
}

Result<std::shared_ptr<const HeightSource>> openDem(const SharedBytes& bytes, const std::string& url)
{
    auto memory = std::make_shared<const GdalMemoryFile>(bytes, url);
    const std::string name = memory->name();
    return open(name, {}, std::move(memory));
}

} // namespace guanjing
