#include "geodata/exports/RasterFile.h"

#include "geodata/gdal/GdalScope.h"

#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

namespace guanjing {
namespace {

constexpr int kQuality = 90;
constexpr int kCogBlock = 512, kPackageTile = 256;

void closeDataset(void* dataset)
{
    if (dataset != nullptr)
        GDALClose(dataset);
}

struct Watch {
    const std::stop_token& stop;
    const std::function<void(double)>& progress;
    double from = 0, to = 1;
};

int CPL_STDCALL tell(double share, const char*, void* data)
{
    const auto& watch = *static_cast<const Watch*>(data);
    if (watch.progress)
        watch.progress(watch.from + share * (watch.to - watch.from));
    return watch.stop.stop_requested() ? FALSE : TRUE;
}

/// Place and system of a window.
Result<void> place(GDALDatasetH dataset, const ExportWindow& window, const std::string& path)
{
    OGRSpatialReferenceH reference = OSRNewSpatialReference(nullptr);
    const bool isKnown = OSRSetFromUserInput(reference, window.crs.c_str()) == OGRERR_NONE;
    OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER);
    std::array<double, 6> transform = window.geoTransform;
    // GeoPackage takes the place once, and wants the system first.
    const bool isSet = isKnown && GDALSetSpatialRef(dataset, reference) == CE_None
        && GDALSetGeoTransform(dataset, transform.data()) == CE_None;
    OSRDestroySpatialReference(reference);
    if (!isKnown)
        return fail(ErrorCode::BadReference, window.crs.substr(0, 100), "not a coordinate system that GDAL can write");
    return isSet ? Result<void>() : fail(ErrorCode::WriteFailed, path, "GDAL does not take its place");
}

class GdalFile : public RasterFile {
public:
    explicit GdalFile(Options options) : m_options(std::move(options)), m_dataset(nullptr, closeDataset) { }

    [[nodiscard]] Result<void> write(int x, int y, int width, int height, std::span<const std::uint8_t> rgba) override
    {
        m_scope.clear();
        auto* data = const_cast<std::uint8_t*>(rgba.data()); // only read
        if (GDALDatasetRasterIO(m_dataset.get(), GF_Write, x, y, width, height, data, width, height, GDT_Byte, 4,
                                nullptr, 4, 4 * width, 1)
                != CE_None
            || m_scope.hasFailures())
            return fail(writeError(m_options.path, m_scope.reason({})));
        return {};
    }

protected:
    /// Levels halved until the last one is a single tile.
    [[nodiscard]] std::vector<int> factors(int tile) const
    {
        std::vector<int> all;
        for (int factor = 2;
             std::max(m_options.window.width, m_options.window.height) / (factor / 2) > tile && factor < (1 << 24);
             factor *= 2)
            all.push_back(factor);
        return all;
    }

    Options m_options;
    GdalScope m_scope;
    GdalDataset m_dataset; ///< after the scope
};

class PackageFile final : public GdalFile {
public:
    using GdalFile::GdalFile;

    Result<void> begin()
    {
        CPLStringList options;
        options.SetNameValue("RASTER_TABLE", "imagery");
        options.SetNameValue("RASTER_IDENTIFIER", m_options.name.c_str());
        options.SetNameValue("RASTER_DESCRIPTION", m_options.description.c_str());
        // JPEG where a tile is opaque, else PNG.
        options.SetNameValue("TILE_FORMAT", m_options.isLossless ? "PNG" : m_options.isWebP ? "WEBP" : "PNG_JPEG");
        options.SetNameValue("QUALITY", std::to_string(kQuality).c_str());
        if (m_options.isQuad)
            options.SetNameValue("TILING_SCHEME", "GoogleMapsCompatible");
        else
            options.SetNameValue("BLOCKSIZE", std::to_string(kPackageTile).c_str());
        m_dataset.reset(GDALCreate(GDALGetDriverByName("GPKG"), m_options.path.c_str(), m_options.window.width,
                                   m_options.window.height, 4, GDT_Byte, options.List()));
        if (!m_dataset)
            return fail(writeError(m_options.path, m_scope.reason({})));
        if (auto placed = place(m_dataset.get(), m_options.window, m_options.path); !placed) {
            if (m_scope.hasFailures())
                placed.error().detail += ": " + m_scope.reason({});
            return placed;
        }
        if (!m_options.attribution.empty())
            GDALSetMetadataItem(m_dataset.get(), "TIFFTAG_COPYRIGHT", m_options.attribution.c_str(), nullptr);
        if (!m_options.date.empty())
            GDALSetMetadataItem(m_dataset.get(), "DATE", m_options.date.c_str(), nullptr);
        return {};
    }

    Result<void> finish(const std::stop_token& stop, const std::function<void(double)>& progress) override
    {
        m_scope.clear();
        std::vector<int> levels = factors(kPackageTile);
        Watch watch{stop, progress, 0, 1};
        GDALFlushCache(m_dataset.get());
        const bool isBuilt = levels.empty()
            || GDALBuildOverviews(m_dataset.get(), "AVERAGE", static_cast<int>(levels.size()), levels.data(), 0,
                                  nullptr, tell, &watch)
                == CE_None;
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_options.path, {});
        if (!isBuilt)
            return fail(writeError(m_options.path, m_scope.reason({})));
        m_dataset.reset();
        return m_scope.hasFailures() ? fail(writeError(m_options.path, m_scope.reason({}))) : Result<void>();
    }
};

/// Pixels go into a tiled file beside it first, since a COG begins with its coarsest overview.
class CogFile final : public GdalFile {
public:
    explicit CogFile(Options options) : GdalFile(std::move(options)), m_draft(m_options.path + ".tif") { }
    ~CogFile() override
    {
        m_dataset.reset();
        std::error_code ignored;
        std::filesystem::remove(m_draft, ignored);
        for (const char* rest : {".ovr.tmp", ".msk.ovr.tmp", ".aux.xml"})
            std::filesystem::remove(m_options.path + rest, ignored);
    }

    Result<void> begin()
    {
        CPLStringList options;
        for (const auto& [key, value] : {std::pair{"TILED", "YES"},
                                         {"COMPRESS", "DEFLATE"},
                                         {"ZLEVEL", "1"},
                                         {"PREDICTOR", "2"},
                                         {"BIGTIFF", "YES"},
                                         {"SPARSE_OK", "TRUE"},
                                         {"PHOTOMETRIC", "RGB"},
                                         {"ALPHA", "NON-PREMULTIPLIED"},
                                         {"INTERLEAVE", "PIXEL"}})
            options.SetNameValue(key, value);
        options.SetNameValue("BLOCKXSIZE", std::to_string(kCogBlock).c_str());
        options.SetNameValue("BLOCKYSIZE", std::to_string(kCogBlock).c_str());
        m_dataset.reset(GDALCreate(GDALGetDriverByName("GTiff"), m_draft.c_str(), m_options.window.width,
                                   m_options.window.height, 4, GDT_Byte, options.List()));
        if (!m_dataset)
            return fail(writeError(m_draft, m_scope.reason({})));
        if (auto placed = place(m_dataset.get(), m_options.window, m_options.path); !placed)
            return placed;
        const auto describe = [&](const char* key, const std::string& value) {
            if (!value.empty())
                GDALSetMetadataItem(m_dataset.get(), key, value.c_str(), nullptr);
        };
        describe("TIFFTAG_DOCUMENTNAME", m_options.name);
        describe("TIFFTAG_IMAGEDESCRIPTION", m_options.description);
        describe("TIFFTAG_COPYRIGHT", m_options.attribution);
        describe("DATE", m_options.date);
        return {};
    }

    Result<void> write(int x, int y, int width, int height, std::span<const std::uint8_t> rgba) override
    {
        for (std::size_t i = 3; m_isOpaque && i < rgba.size(); i += 4)
            m_isOpaque = rgba[i] == 255;
        return GdalFile::write(x, y, width, height, rgba);
    }

    Result<void> finish(const std::stop_token& stop, const std::function<void(double)>& progress) override
    {
        m_scope.clear();
        GDALFlushCache(m_dataset.get());
        if (m_scope.hasFailures())
            return fail(writeError(m_options.path, m_scope.reason({})));
        GDALDatasetH source = m_dataset.get();
        GdalDataset opaque(nullptr, closeDataset);
        if (m_isOpaque) {
            CPLStringList words;
            for (const char* word : {"-of", "VRT", "-b", "1", "-b", "2", "-b", "3"})
                words.AddString(word);
            GDALTranslateOptions* options = GDALTranslateOptionsNew(words.List(), nullptr);
            opaque.reset(GDALTranslate("", source, options, nullptr));
            GDALTranslateOptionsFree(options);
            if (!opaque)
                return fail(writeError(m_options.path, m_scope.reason({})));
            source = opaque.get();
        }
        CPLStringList options;
        options.SetNameValue("COMPRESS", m_options.isLossless ? "DEFLATE" : m_options.isWebP ? "WEBP" : "JPEG");
        if (m_options.isLossless)
            options.SetNameValue("PREDICTOR", "YES");
        else
            options.SetNameValue("QUALITY", std::to_string(kQuality).c_str());
        options.SetNameValue("BLOCKSIZE", std::to_string(kCogBlock).c_str());
        options.SetNameValue("BIGTIFF", "IF_SAFER");
        options.SetNameValue("OVERVIEW_RESAMPLING", "AVERAGE");
        options.SetNameValue("NUM_THREADS", "2");
        Watch watch{stop, progress, 0, 1};
        GdalDataset made(GDALCreateCopy(GDALGetDriverByName("COG"), m_options.path.c_str(), source, FALSE,
                                        options.List(), tell, &watch),
                         closeDataset);
        const bool isMade = made != nullptr;
        made.reset();
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_options.path, {});
        if (!isMade || m_scope.hasFailures())
            return fail(writeError(m_options.path, m_scope.reason({})));
        return {};
    }

private:
    std::string m_draft;
    bool m_isOpaque = true;
};

} // namespace

Error writeError(const std::string& path, const std::string& words)
{
    constexpr std::uintmax_t kNoRoom = 1u << 20;
    std::error_code problem;
    const auto space = std::filesystem::space(std::filesystem::path(path).parent_path(), problem);
    if (words.find("no room left") != std::string::npos || (!problem && space.available < kNoRoom))
        return {ErrorCode::DiskFull, path, words};
    return {ErrorCode::WriteFailed, path, words.empty() ? "GDAL gives no reason" : words};
}

Result<std::unique_ptr<RasterFile>> RasterFile::create(Options options)
{
    // GDAL's own share of the memory, 5 %, is much on large machines, and blocks are written in order here.
    constexpr GIntBig kMostCacheBytes = GIntBig{256} << 20;
    if (GDALGetCacheMax64() > kMostCacheBytes)
        GDALSetCacheMax64(kMostCacheBytes);
    const auto begun = [](auto file) -> Result<std::unique_ptr<RasterFile>> {
        if (auto done = file->begin(); !done)
            return fail(std::move(done.error()));
        return std::unique_ptr<RasterFile>(std::move(file));
    };
    if (options.format == ExportFormat::GeoPackage)
        return begun(std::make_unique<PackageFile>(std::move(options)));
    return begun(std::make_unique<CogFile>(std::move(options)));
}

} // namespace guanjing
