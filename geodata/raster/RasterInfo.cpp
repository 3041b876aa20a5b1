#include "geodata/raster/RasterInfo.h"

#include "geodata/gdal/CutFiles.h"
#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalNetwork.h"
#include "geodata/gdal/GdalScope.h"
#include "geodata/gdal/NodataNotes.h"
#include "geodata/raster/GdalBands.h"
#include "geodata/raster/RasterPlace.h"

#include <gdal.h>
#include <gdal_alg.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace guanjing {
namespace {

/// Rows of one block beyond this are no tiles: the whole width is read for a few pixels.
constexpr int kMostStripWidth = 2048;
/// Beyond it values are marks.
constexpr double kNoHeight = 1e30;

std::vector<std::string> maskOf(GDALRasterBandH band)
{
    std::vector<std::string> mask;
    const int flags = GDALGetMaskFlags(band);
    if ((flags & GMF_PER_DATASET) != 0)
        mask.emplace_back("PER_DATASET");
    if ((flags & GMF_ALPHA) != 0)
        mask.emplace_back("ALPHA");
    return mask;
}

RasterBandInfo bandInfo(GDALRasterBandH band)
{
    RasterBandInfo info;
    info.type = GDALGetDataTypeName(GDALGetRasterDataType(band));
    info.color = GDALGetColorInterpretationName(GDALGetRasterColorInterpretation(band));
    int hasNodata = 0;
    const double nodata = GDALGetRasterNoDataValue(band, &hasNodata);
    if (hasNodata != 0)
        info.nodata = nodata;
    info.mask = maskOf(band);
    info.overviews = GDALGetOverviewCount(band);
    GDALGetBlockSize(band, &info.blockWidth, &info.blockHeight);
    return info;
}

std::string numbered(const char* what, std::size_t index)
{
    return std::string(what) + " " + std::to_string(index + 1);
}

std::string plainNumber(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.9g", value);
    return text.data();
}

class Reader {
public:
    Reader(GDALDatasetH dataset, GdalScope& scope, const RasterInfoOptions& options, RasterInfo& info)
        : m_dataset(dataset), m_scope(scope), m_options(options), m_info(info)
    { }

    void read()
    {
        m_info.driver = GDALGetDriverShortName(GDALGetDatasetDriver(m_dataset));
        m_info.width = GDALGetRasterXSize(m_dataset);
        m_info.height = GDALGetRasterYSize(m_dataset);
        for (int i = 1; i <= GDALGetRasterCount(m_dataset); ++i)
            m_info.bands.push_back(bandInfo(GDALGetRasterBand(m_dataset, i)));
        readLists();
        readPlace(m_dataset, m_scope, m_info);
        checkPixels();
        checkLayout();
        checkNodata();
        checkBands();
    }

private:
    void note(Severity severity, std::string where, std::string message)
    {
        m_info.issues.push_back({severity, std::move(where), std::move(message)});
    }

    void readLists()
    {
        const auto each = [&](const char* domain, const auto& take) {
            char** list = GDALGetMetadata(m_dataset, domain);
            for (; list != nullptr && *list != nullptr; ++list) {
                const std::string line(*list);
                const std::size_t equals = line.find('=');
                if (equals != std::string::npos)
                    take(line.substr(0, equals), line.substr(equals + 1));
            }
        };
        each("IMAGE_STRUCTURE", [&](std::string key, std::string value) { m_info.layout[std::move(key)] = value; });
        each("SUBDATASETS", [&](const std::string& key, std::string value) {
            if (key.ends_with("_DESC"))
                m_info.otherParts.push_back(std::move(value));
        });
    }

    void checkPixels()
    {
        const std::uint64_t values =
            static_cast<std::uint64_t>(m_info.width) * static_cast<std::uint64_t>(m_info.height) * m_info.bands.size();
        m_info.isReadWhole = values <= m_options.maxCheckedValues;
        std::vector<std::size_t> damaged;
        std::string reason;
        for (std::size_t i = 0; i < m_info.bands.size(); ++i) {
            m_scope.clear();
            GDALRasterBandH band = GDALGetRasterBand(m_dataset, static_cast<int>(i) + 1);
            const bool isRead =
                m_info.isReadWhole ? readAll(band, m_info.bands[i]) : readSamples(band, m_info.bands[i]);
            if (isRead && !m_scope.hasFailures())
                continue;
            damaged.push_back(i + 1);
            if (reason.empty())
                reason = m_scope.reason("the file is damaged");
        }
        if (!damaged.empty()) { // mostly the same in every band
            std::string where = damaged.size() == 1 ? "band" : "bands";
            for (const std::size_t band : damaged)
                where += (band == damaged.front() ? " " : ", ") + std::to_string(band);
            note(Severity::Error, where, "pixels cannot be read: " + reason);
        }
        m_scope.clear();
        if (!m_info.isReadWhole && !m_info.bands.empty())
            note(Severity::Info, {}, "too large to be read whole here: only corners and middle were looked at");
    }

    bool readAll(GDALRasterBandH band, RasterBandInfo& info)
    {
        const int checksum = GDALChecksumImage(band, 0, 0, m_info.width, m_info.height);
        if (checksum < 0 || m_scope.hasFailures())
            return false;
        info.checksum = checksum;
        std::array<double, 2> range{};
        if (GDALComputeRasterMinMax(band, FALSE, range.data()) == CE_None)
            info.range = range;
        else
            m_scope.clear(); // no pixel counts
        return true;
    }

    bool readSamples(GDALRasterBandH band, const RasterBandInfo& info) const
    {
        const int width = std::min(m_info.width, std::max(1, std::min(info.blockWidth, 1024)));
        const int height = std::min(m_info.height, std::max(1, std::min(info.blockHeight, 1024)));
        std::vector<double> values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
        const int right = m_info.width - width, bottom = m_info.height - height;
        const std::array<std::array<int, 2>, 5> corners{
            {{0, 0}, {right, 0}, {0, bottom}, {right, bottom}, {right / 2, bottom / 2}}};
        return std::all_of(corners.begin(), corners.end(), [&](const auto& corner) {
            return GDALRasterIO(band, GF_Read, corner[0], corner[1], width, height, values.data(), width, height,
                                GDT_Float64, 0, 0)
                == CE_None;
        });
    }

    void checkLayout()
    {
        if (m_info.bands.empty()) {
            if (m_info.otherParts.empty())
                note(Severity::Error, {}, "holds no bands");
            else
                note(Severity::Info, {},
                     "a container of " + std::to_string(m_info.otherParts.size())
                         + " pictures; first: " + m_info.otherParts.front());
            return;
        }
        const RasterBandInfo& first = m_info.bands.front();
        const int side = std::max(m_info.width, m_info.height);
        if (first.overviews == 0 && side > m_options.mostPixelsWithoutOverviews)
            note(Severity::Warning, {},
                 "no overviews for " + std::to_string(m_info.width) + " x " + std::to_string(m_info.height)
                     + " pixels: a distant view has to read all of them; gdaladdo makes overviews");
        const bool isTiff = m_info.driver == "GTiff";
        if (isTiff && first.blockWidth >= m_info.width && m_info.width > kMostStripWidth)
            note(Severity::Warning, {},
                 "stored in strips of the whole width, not in tiles: a close view reads more than it shows; a cloud "
                 "optimized GeoTIFF is tiled");
    }

    /// Of many bands only some can be shown as a picture.
    void checkBands()
    {
        if (m_info.bands.empty())
            return;
        Issues chosen;
        (void)GdalBands::choose(m_dataset, std::nullopt, chosen); // where it cannot, opening it as imagery says so
        for (Issue& issue : chosen)
            if (issue.where == "bands")
                note(issue.severity, {}, std::move(issue.message));
        m_scope.clear();
    }

    void checkNodata()
    {
        if (m_info.bands.empty())
            return;
        const bool isEmpty = m_info.isReadWhole
            && std::all_of(m_info.bands.begin(), m_info.bands.end(),
                           [](const RasterBandInfo& band) { return band.checksum && !band.range; });
        // All that could be read has been.
        for (Issue& issue : noteNodata(GDALGetRasterBand(m_dataset, 1), std::nullopt, 0))
            if (!m_info.isReadWhole || issue.message.find("every pixel") == std::string::npos)
                m_info.issues.push_back(std::move(issue));
        m_scope.clear();
        // Heights with gaps that the file does not declare: shown as heights they are pits, or spikes.
        if (m_info.bands.size() == 1 && m_info.bands.front().type != "Byte" && m_info.bands.front().range) {
            const auto [least, greatest] = *m_info.bands.front().range;
            if (least == -9999.0 || least == -32767.0 || least == -32768.0 || least < -kNoHeight)
                note(Severity::Warning, numbered("band", 0),
                     "its least value, " + plainNumber(least)
                         + ", usually marks gaps, but the file does not say that it does (nodata)");
            if (greatest > kNoHeight)
                note(Severity::Warning, numbered("band", 0),
                     "its greatest value, " + plainNumber(greatest)
                         + ", usually marks gaps, but the file does not say that it does (nodata)");
        }
        if (isEmpty)
            note(Severity::Warning, {}, "every pixel is nodata");
    }

    GDALDatasetH m_dataset;
    GdalScope& m_scope;
    const RasterInfoOptions& m_options;
    RasterInfo& m_info;
};

} // namespace

Result<RasterInfo> readRasterInfo(const std::string& url, const RasterInfoOptions& options)
{
    GdalScope scope;
    const auto dataset = openDataset(url, GdalKind::Raster, scope);
    if (!dataset)
        return fail(dataset.error());
    RasterInfo info;
    const std::string remark = scope.messages().empty() ? std::string() : scope.reason({}); // and yet it opened
    if (std::string ignored = ignoredRanges(url); !ignored.empty())
        info.issues.push_back({Severity::Warning, {}, std::move(ignored)});
    if (std::string missing = whatIsCutOff(dataset->get(), url); !missing.empty())
        info.issues.push_back({Severity::Error, {}, std::move(missing)});
    else if (!remark.empty())
        info.issues.push_back({Severity::Warning, {}, remark});
    Reader(dataset->get(), scope, options, info).read();
    return info;
}

} // namespace guanjing
