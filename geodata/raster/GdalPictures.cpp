#include "geodata/raster/GdalPictures.h"

#include "geodata/crs/CrsFacts.h"
#include "geodata/gdal/CutFiles.h"
#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalNetwork.h"
#include "geodata/gdal/GdalScope.h"
#include "geodata/gdal/NodataNotes.h"
#include "geodata/net/Url.h"
#include "geodata/raster/GdalBands.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/RasterInfo.h"
#include "geodata/raster/XmlTree.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace guanjing {
namespace {

constexpr int kSide = 256;
/// Levels that are made of finer pictures where a file has lost its own.
constexpr int kMostLevelsMade = 4;
constexpr std::size_t kMostIdle = 16;
/// Pixels of the source, along a side, that one picture may be made of: beyond that only overviews help.
constexpr double kMostReduction = 16, kMostRemoteReduction = 4;
/// A raster of fewer pixels along its sides needs no overviews.
constexpr int kNeedsOverviews = 4096;
/// Read when it is opened, where all that was looked at is nodata.
constexpr double kMostReadPixels = 30e6;

std::string crsTextOf(GDALDatasetH dataset)
{
    OGRSpatialReferenceH reference = GDALGetSpatialRef(dataset);
    if (reference == nullptr && GDALGetGCPCount(dataset) > 0)
        reference = GDALGetGCPSpatialRef(dataset);
    if (reference == nullptr)
        return {};
    const char* authority = OSRGetAuthorityName(reference, nullptr);
    const char* code = OSRGetAuthorityCode(reference, nullptr);
    if (authority != nullptr && code != nullptr && std::string(authority) == "EPSG")
        return "EPSG:" + std::string(code);
    char* text = nullptr;
    OSRExportToWkt(reference, &text);
    std::string wkt(text == nullptr ? "" : text);
    CPLFree(text);
    return wkt;
}

class GdalPictures final : public PictureSource {
public:
    GdalPictures(std::string url, std::string table, TileGrid grid, GdalBands bands, Issues issues,
                 std::string attribution, bool isCutDatabase, bool isReadInParts)
        : PictureSource(redactUrl(url), std::move(grid))
        , m_url(std::move(url))
        , m_table(std::move(table))
        , m_bands(std::move(bands))
        , m_isCutDatabase(isCutDatabase)
        , m_isReadInParts(isReadInParts)
    {
        m_issues = std::move(issues);
        m_attribution = std::move(attribution);
    }
    using PictureSource::limitLevels;

    static Result<GdalDataset> open(const std::string& url, const std::string& table, GdalScope& scope)
    {
        if (table.empty())
            return openDataset(url, GdalKind::Raster, scope);
        // The plain opening has all the checks; only then the table of choice.
        if (auto plain = openDataset(url, GdalKind::Raster, scope); !plain)
            return plain;
        const auto name = gdalName(url);
        const std::string option = "TABLE=" + table;
        const char* const options[] = {option.c_str(), nullptr};
        scope.clear();
        GdalDataset dataset(GDALOpenEx(name->c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                       nullptr, options, nullptr),
                            [](void* open) {
                                if (open != nullptr)
                                    GDALClose(open);
                            });
        if (!dataset)
            return fail(ErrorCode::BadReference, redactUrl(url),
                        "has no raster \"" + table + "\": " + scope.reason("GDAL gives no reason"));
        return dataset;
    }

    [[nodiscard]] std::string urlOf(int, std::uint32_t, std::uint32_t) const override { return {}; }

    [[nodiscard]] Result<PicturePixels> read(int level, std::uint32_t x, std::uint32_t y) const override
    {
        GdalScope scope;
        auto dataset = take(scope);
        if (!dataset)
            return fail(std::move(dataset.error()));
        const double reduction = m_grid.levels[static_cast<std::size_t>(level)].unitsPerPixel.x;
        scope.clear();
        clearGdalNetworkErrors();
        const glm::dvec2 corner{x * reduction * kSide, y * reduction * kSide};
        auto pixels = m_bands.read(dataset->get(), corner, reduction, kSide);
        if (auto error = pixels ? std::nullopt : gdalNetworkError(m_url))
            return fail(*std::move(error));
        if (pixels) {
            giveBack(std::move(*dataset)); // one that failed is closed
            const bool isLacking =
                m_isCutDatabase && pixels->rgba.empty() && level < maxLevel() && maxLevel() - level <= kMostLevelsMade;
            return isLacking ? madeOfFiner(level, x, y) : std::move(*pixels);
        }
        const std::string reason = scope.reason("GDAL gives no reason");
        if (m_isReadInParts)
            pixels = m_bands.readParts(dataset->get(), corner, reduction, kSide);
        if (!pixels)
            return fail(ErrorCode::DecodeFailed, m_name, "its pixels cannot be read: " + reason);
        pixels->notes.push_back("a part of its pixels cannot be read: " + reason);
        return std::move(*pixels);
    }

    /// For the next read; a dataset belongs to one thread at a time, not to one thread for good.
    void giveBack(GdalDataset dataset) const
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle.size() < kMostIdle)
            m_idle.push_back(std::move(dataset));
    }

private:
    Result<GdalDataset> take(GdalScope& scope) const
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_idle.empty()) {
                GdalDataset dataset = std::move(m_idle.back());
                m_idle.pop_back();
                return dataset;
            }
        }
        return open(m_url, m_table, scope);
    }

    /// Of a database that ends early the overviews are the first to be gone.
    Result<PicturePixels> madeOfFiner(int level, std::uint32_t x, std::uint32_t y) const
    {
        PicturePixels made;
        const TileMatrix& finer = m_grid.levels[static_cast<std::size_t>(level) + 1];
        for (std::uint32_t i = 0; i < 4; ++i) {
            const std::uint32_t column = 2 * x + i % 2, row = 2 * y + i / 2;
            if (column >= finer.columns || row >= finer.rows)
                continue;
            const auto part = read(level + 1, column, row);
            if (!part || part->rgba.empty())
                continue;
            made.width = made.height = kSide;
            made.rgba.resize(std::size_t{kSide} * kSide * 4);
            const std::size_t left = (i % 2) * kSide / 2, top = (i / 2) * kSide / 2;
            for (std::size_t py = 0; py < kSide / 2; ++py)
                for (std::size_t px = 0; px < kSide / 2; ++px)
                    std::copy_n(part->rgba.data() + (2 * py * kSide + 2 * px) * 4, 4,
                                made.rgba.data() + ((top + py) * kSide + left + px) * 4);
        }
        return made;
    }

    std::string m_url, m_table;
    GdalBands m_bands;
    bool m_isCutDatabase; ///< whose file ends early
    bool m_isReadInParts; ///< what cannot be read whole; of a file on a server that would be many requests, for little
    mutable std::mutex m_mutex;
    mutable std::vector<GdalDataset> m_idle;
};

/// Where the rows and columns lie; y of the grid is minus the row.
Result<TileGrid> placeOf(GDALDatasetH dataset, const ImageryDescription& description, const std::string& source,
                         Issues& issues)
{
    std::array<double, 6> t{};
    if (GDALGetGeoTransform(dataset, t.data()) != CE_None) {
        const int points = GDALGetGCPCount(dataset);
        if (points < 3 || GDALGCPsToGeoTransform(points, GDALGetGCPs(dataset), t.data(), TRUE) == 0)
            return fail(ErrorCode::NoPlace, source, "says neither where its pixels lie nor has it control points");
        issues.push_back({Severity::Warning, "control points",
                          "it is placed by the best flat fit through " + std::to_string(points)
                              + " control points, which is right to no pixel"});
    }
    const std::string written = description.crs.empty() ? crsTextOf(dataset) : description.crs;
    if (written.empty())
        return fail(ErrorCode::NoPlace, source, kNoSystemDetail);
    auto crs = crsFacts(written);
    if (!crs)
        return fail(crs.error().code, source, crs.error().source.substr(0, 100) + ": " + crs.error().detail);
    TileGrid grid;
    grid.crs = crs->isWebMercator ? "EPSG:4326" : crs->name;
    grid.isMercator = crs->isWebMercator;
    grid.isGeographic = crs->isGeographic || crs->isWebMercator;
    grid.isWgs84Degrees = crs->isWgs84Degrees || crs->isWebMercator;
    grid.toCrs = {t[0], t[1], -t[2], t[3], t[4], -t[5]};
    return grid;
}

} // namespace

Result<std::shared_ptr<const PictureSource>> openGdalPictures(const ImageryDescription& description)
{
    const std::string source = redactUrl(description.url);
    GdalScope scope;
    std::string table = description.layer;
    auto dataset = GdalPictures::open(description.url, table, scope);
    if (!dataset)
        return fail(std::move(dataset.error()));
    if (GDALGetRasterCount(dataset->get()) == 0) {
        // Several rasters in one file: its first.
        const char* first = CSLFetchNameValue(GDALGetMetadata(dataset->get(), "SUBDATASETS"), "SUBDATASET_1_NAME");
        const std::string name(first == nullptr ? "" : first);
        if (!name.starts_with("GPKG:"))
            return fail(ErrorCode::UnsupportedFeature, source, "holds no picture, or none that can be chosen here");
        table = name.substr(name.rfind(':') + 1);
        dataset = GdalPictures::open(description.url, table, scope);
        if (!dataset)
            return fail(std::move(dataset.error()));
    }
    const int width = GDALGetRasterXSize(dataset->get()), height = GDALGetRasterYSize(dataset->get());
    Issues issues;
    auto grid = placeOf(dataset->get(), description, source, issues);
    if (!grid)
        return fail(std::move(grid.error()));
    std::optional<double> nodata;
    if (double value = 0; description.nodata == "nan")
        nodata = NAN;
    else if (readNumber(description.nodata, value))
        nodata = value;
    auto bands = GdalBands::choose(dataset->get(), nodata, issues);
    if (!bands)
        return fail(bands.error().code, source, bands.error().detail);

    const bool isRemote = isHttpUrl(description.url);
    GDALRasterBandH firstShown = GDALGetRasterBand(dataset->get(), bands->colors().front());
    if (!isRemote || GDALGetOverviewCount(firstShown) > 0)
        for (Issue& issue : noteNodata(firstShown, nodata, isRemote ? 0 : kMostReadPixels)) {
            if (issue.message.starts_with("every pixel"))
                std::erase_if(issues, [](const Issue& known) { return known.where == "values"; }); // says less
            issues.push_back(std::move(issue));
        }

    // Down to where all of it is one picture, as far as it can be read in reasonable time.
    const double coarsestThere = bands->coarsestReduction(dataset->get());
    // What is small at its coarsest can be read whole.
    const bool isSmall = std::max(width, height) / coarsestThere <= kNeedsOverviews;
    const double most = isSmall ? HUGE_VAL : coarsestThere * (isRemote ? kMostRemoteReduction : kMostReduction);
    int levels = 1;
    while (std::ldexp(kSide, levels - 1) < std::max(width, height))
        ++levels;
    bool leavesOut = false;
    for (int level = 0; level < levels; ++level) {
        TileMatrix matrix;
        const double reduction = std::ldexp(1.0, levels - 1 - level);
        matrix.unitsPerPixel = glm::dvec2(reduction);
        matrix.columns = static_cast<std::uint32_t>(std::ceil(width / (reduction * kSide)));
        matrix.rows = static_cast<std::uint32_t>(std::ceil(height / (reduction * kSide)));
        if (reduction <= most)
            matrix.id = std::to_string(level);
        else
            leavesOut = true;
        grid->levels.push_back(std::move(matrix));
    }
    grid->extent = glm::dvec4(0, -height, width, 0);
    if (leavesOut)
        issues.push_back({Severity::Warning, "overviews",
                          "it has no overviews that would do for " + std::to_string(width) + " by "
                              + std::to_string(height) + " pixels, so it is shown from near only; gdaladdo adds them"});
    else if (coarsestThere == 1.0 && std::max(width, height) > kNeedsOverviews)
        issues.push_back({Severity::Warning, "overviews",
                          "it has no overviews for its " + std::to_string(width) + " by " + std::to_string(height)
                              + " pixels, so it is slow to show from afar; gdaladdo adds them"});
    if (std::string ignored = ignoredRanges(description.url); !ignored.empty())
        issues.push_back({Severity::Warning, {}, std::move(ignored)});
    std::string missing = whatIsCutOff(dataset->get(), description.url);
    const bool isCut = !missing.empty();
    const bool isCutDatabase =
        isCut && std::string_view(GDALGetDriverShortName(GDALGetDatasetDriver(dataset->get()))) != "GTiff";
    if (!missing.empty())
        issues.push_back({Severity::Error, {}, std::move(missing)});
    for (Issue& issue : issues) // they are of the file, and say of what in it
        issue.where.clear();
    if (auto finished = grid->finish(source); !finished)
        return fail(std::move(finished.error()));
    const char* copyright = GDALGetMetadataItem(dataset->get(), "TIFFTAG_COPYRIGHT", nullptr);
    auto pictures = std::make_shared<GdalPictures>(
        description.url, std::move(table), std::move(*grid), std::move(*bands), std::move(issues),
        copyright == nullptr ? "" : copyright, isCutDatabase, !isRemote || isCut);
    if (auto limited = pictures->limitLevels(description.minLevel, description.maxLevel); !limited)
        return fail(std::move(limited.error()));
    pictures->giveBack(std::move(*dataset));
    return std::shared_ptr<const PictureSource>(std::move(pictures));
}

} // namespace guanjing
