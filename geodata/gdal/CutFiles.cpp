#include "geodata/gdal/CutFiles.h"

#include "geodata/gdal/GdalDataset.h"
#include "geodata/net/Url.h"

#include <cpl_vsi.h>
#include <gdal.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace guanjing {
namespace {

/// Looked at before all are counted: in a file that is whole none of them lies beyond its end.
constexpr std::uint64_t kFirstLooks = 64;

class Blocks {
public:
    Blocks(GDALRasterBandH band, std::uint64_t fileBytes) : m_band(band), m_fileBytes(fileBytes)
    {
        int width = 1, height = 1;
        GDALGetBlockSize(band, &width, &height);
        const auto countOf = [](int all, int block) {
            return static_cast<std::uint64_t>((all + block - 1) / std::max(block, 1));
        };
        m_columns = countOf(GDALGetRasterBandXSize(band), width);
        m_rows = countOf(GDALGetRasterBandYSize(band), height);
    }
    [[nodiscard]] std::uint64_t count() const { return m_columns * m_rows; }
    [[nodiscard]] bool isMissing(std::uint64_t index) const
    {
        const std::string place = std::to_string(index % m_columns) + "_" + std::to_string(index / m_columns);
        const auto number = [&](const char* what) {
            const char* text = GDALGetMetadataItem(m_band, (what + place).c_str(), "TIFF");
            return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
        };
        const std::uint64_t offset = number("BLOCK_OFFSET_"); // 0: left out on purpose
        return offset > 0 && offset + number("BLOCK_SIZE_") > m_fileBytes;
    }

private:
    GDALRasterBandH m_band;
    std::uint64_t m_fileBytes;
    std::uint64_t m_columns = 1, m_rows = 1;
};

std::string missingBlocks(GDALDatasetH dataset, std::uint64_t fileBytes)
{
    std::uint64_t all = 0, missing = 0;
    const char* interleave = GDALGetMetadataItem(dataset, "INTERLEAVE", "IMAGE_STRUCTURE");
    const bool isShared = interleave != nullptr && std::string_view(interleave) == "PIXEL"; // by all bands
    for (int i = 1; i <= (isShared ? 1 : GDALGetRasterCount(dataset)); ++i) {
        const Blocks blocks(GDALGetRasterBand(dataset, i), fileBytes);
        all += blocks.count();
        const std::uint64_t step = std::max<std::uint64_t>(blocks.count() / kFirstLooks, 1);
        bool isCut = blocks.count() > 0 && blocks.isMissing(blocks.count() - 1);
        for (std::uint64_t at = 0; at < blocks.count() && !isCut; at += step)
            isCut = blocks.isMissing(at);
        for (std::uint64_t at = 0; isCut && at < blocks.count(); ++at)
            missing += blocks.isMissing(at) ? 1 : 0;
    }
    if (missing == 0)
        return {};
    return "the file is cut off: of its " + std::to_string(all) + " blocks of pixels " + std::to_string(missing)
        + " are missing";
}

/// Of a file on a server, where each look may be a request: by the last block of each of its pictures.
std::string missingEnd(GDALDatasetH dataset, std::uint64_t fileBytes)
{
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    if (band == nullptr)
        return {};
    for (int i = -1; i < GDALGetOverviewCount(band); ++i) {
        GDALRasterBandH picture = i < 0 ? band : GDALGetOverview(band, i);
        if (picture == nullptr)
            continue;
        const Blocks blocks(picture, fileBytes);
        if (blocks.count() > 0 && blocks.isMissing(blocks.count() - 1))
            return "the file is cut off: it ends after " + std::to_string(fileBytes)
                + " bytes, before its last blocks of pixels";
    }
    return {};
}

/// By the size that stands in the header of an SQLite database.
std::string missingPages(const std::string& name, std::uint64_t fileBytes)
{
    std::array<std::uint8_t, 100> header{};
    VSILFILE* file = VSIFOpenL(name.c_str(), "rb");
    if (file == nullptr)
        return {};
    const bool isRead = VSIFReadL(header.data(), 1, header.size(), file) == header.size();
    VSIFCloseL(file);
    if (!isRead)
        return {};
    const auto number = [&](std::size_t at, std::size_t bytes) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8U | header[at + i];
        return value;
    };
    // https://www.sqlite.org/fileformat.html, 1.3: page size (1 stands for 65536) at 16, number of pages at 28
    const std::uint64_t page = number(16, 2) == 1 ? 65536 : number(16, 2), bytes = page * number(28, 4);
    if (bytes <= fileBytes)
        return {};
    return "the file is cut off: of its " + std::to_string(bytes) + " bytes " + std::to_string(fileBytes)
        + " are there";
}

} // namespace

std::string whatIsCutOff(void* dataset, const std::string& url)
{
    GDALDriverH driver = GDALGetDatasetDriver(dataset);
    const auto name = gdalName(url);
    VSIStatBufL status;
    if (driver == nullptr || !name || VSIStatL(name->c_str(), &status) != 0)
        return {};
    const auto bytes = static_cast<std::uint64_t>(status.st_size);
    const std::string_view format(GDALGetDriverShortName(driver));
    if (isHttpUrl(url))
        return format == "GTiff" && bytes > 0 ? missingEnd(dataset, bytes) : std::string();
    if (format == "GTiff")
        return missingBlocks(dataset, bytes);
    return format == "MBTiles" || format == "GPKG" ? missingPages(*name, bytes) : std::string();
}

} // namespace guanjing
