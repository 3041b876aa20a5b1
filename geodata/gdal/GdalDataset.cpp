#include "geodata/gdal/GdalDataset.h"

#include "geodata/gdal/GdalNetwork.h"
#include "geodata/gdal/GdalScope.h"
#include "geodata/net/Url.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cstdint>
#include <string_view>

namespace guanjing {
namespace {

constexpr std::string_view kFeaturesService = "OAPIF:"; ///< GDAL's word for OGC API - Features
constexpr std::size_t kMaxVrtBytes = 16u << 20;
std::atomic<bool> isNetworkOff{false};

void closeDataset(void* dataset)
{
    if (dataset != nullptr)
        GDALClose(dataset);
}

/// The last part of a URL's path, without what a file name should not hold.
std::string fileNameOf(const std::string& url)
{
    std::string path = url.substr(0, url.find_first_of("?#"));
    path = path.substr(path.find_last_of('/') + 1);
    std::erase_if(path, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.' && c != '_' && c != '-';
    });
    return path.empty() ? "data" : path;
}

/// What a VRT names, between any <Source…> tags; a coarse reading, which at worst finds too much.
bool namesLocalFiles(std::string_view vrt)
{
    for (const std::string_view tag :
         {"<SourceFilename", "<SourceDataset", "<SrcDataSource", "<DstDataSource", "<OGRVRTDataSource"}) {
        for (std::size_t at = vrt.find(tag); at != std::string_view::npos; at = vrt.find(tag, at + 1)) {
            const std::size_t open = vrt.find('>', at);
            const std::size_t close = vrt.find('<', open == std::string_view::npos ? at + 1 : open);
            if (open == std::string_view::npos || close == std::string_view::npos)
                return true;
            std::string_view name = vrt.substr(open + 1, close - open - 1);
            while (!name.empty() && std::isspace(static_cast<unsigned char>(name.front())) != 0)
                name.remove_prefix(1);
            for (const std::string_view prefix : {"/vsicurl/", "/vsiguanjing/"})
                if (name.starts_with(prefix))
                    name.remove_prefix(prefix.size());
            const bool isRelative = vrt.substr(at, open - at).find("relativeToVRT=\"1\"") != std::string_view::npos;
            const bool isSafe = isHttpUrl(name)
                || (isRelative && !name.starts_with('/') && name.find(':') == std::string_view::npos
                    && name.find('&') == std::string_view::npos);
            if (!isSafe)
                return true;
        }
    }
    return false;
}

/// Refuses a VRT that came over HTTP and would make GDAL read files of this machine.
Result<void> checkRemote(const std::string& url, const std::string& name)
{
    VSILFILE* file = VSIFOpenL(name.c_str(), "rb");
    if (file == nullptr)
        return {}; // opening it will say why
    std::string start(512, '\0');
    start.resize(VSIFReadL(start.data(), 1, start.size(), file));
    Result<void> result;
    if (start.find("VRTDataset") != std::string::npos || start.find("OGRVRTDataSource") != std::string::npos) {
        std::string text(kMaxVrtBytes, '\0');
        VSIFSeekL(file, 0, SEEK_SET);
        text.resize(VSIFReadL(text.data(), 1, text.size(), file));
        if (namesLocalFiles(text))
            result = fail(ErrorCode::ForbiddenScheme, url, "this VRT came from a server and names local files");
    }
    VSIFCloseL(file);
    return result;
}

} // namespace

GdalMemoryFile::GdalMemoryFile(SharedBytes bytes, const std::string& url) : m_bytes(std::move(bytes))
{
    static std::atomic<std::uint64_t> next{0};
    m_name = "/vsimem/guanjing/" + std::to_string(next++) + "/" + fileNameOf(url);
    // GDAL only reads it, though it asks for a pointer that it could write to
    auto* data = const_cast<GByte*>(m_bytes->data());
    if (VSILFILE* file = VSIFileFromMemBuffer(m_name.c_str(), data, m_bytes->size(), FALSE))
        VSIFCloseL(file);
}

GdalMemoryFile::~GdalMemoryFile() { VSIUnlink(m_name.c_str()); }

Result<std::string> gdalName(const std::string& url)
{
    if (url.starts_with("/vsimem/guanjing/"))
        return url;
    if (isHttpUrl(url))
        return gdalNameOfUrl(url);
    if (url.starts_with(kFeaturesService) && isHttpUrl(url.substr(kFeaturesService.size())))
        return url;
    const std::string path = isFileUrl(url) ? toFilePath(url) : url;
    if (path.starts_with("/vsi") || !path.starts_with('/'))
        return fail(ErrorCode::BadUrl, url, "neither an absolute path nor an http(s) address");
    return path;
}

Result<GdalDataset> openDataset(const std::string& url, GdalKind kind, GdalScope& scope)
{
    const auto name = gdalName(url);
    if (!name)
        return fail(name.error());
    if (isNetworkOff && !hasGdalAccessor() && (isHttpUrl(url) || url.starts_with(kFeaturesService)))
        return fail({ErrorCode::Offline, url, "not in the cache", ErrorReason::NotInCache});
    const bool isFile = name->front() == '/' && !name->starts_with("/vsi");
    VSIStatBufL status;
    if (isFile && VSIStatL(name->c_str(), &status) != 0)
        return fail(ErrorCode::NotFound, url, "no such file");
    clearGdalNetworkErrors();
    if (isHttpUrl(url) || name->starts_with("/vsimem/"))
        if (const auto allowed = checkRemote(url, *name); !allowed)
            return fail(allowed.error());
    scope.clear();
    const unsigned flags =
        (kind == GdalKind::Raster ? GDAL_OF_RASTER : GDAL_OF_VECTOR) | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR;
    // files beside a local source are wanted (.aux.xml, .ovr, .msk); listing a server's folder is not
    constexpr const char* kNoListing = "GDAL_DISABLE_READDIR_ON_OPEN";
    const bool noListing = isHttpUrl(url) && kind == GdalKind::Raster;
    if (noListing)
        CPLSetThreadLocalConfigOption(kNoListing, "EMPTY_DIR");
    GdalDataset dataset(GDALOpenEx(name->c_str(), flags, nullptr, nullptr, nullptr), closeDataset);
    if (!dataset && isFile && scope.holds("disk image is malformed")) {
        // SQLite refuses a database whose end is missing, unless it is told to put up with defects.
        constexpr const char* kPragma = "OGR_SQLITE_PRAGMA";
        CPLSetThreadLocalConfigOption(kPragma, "writable_schema=ON");
        const GdalScope quiet;
        dataset.reset(GDALOpenEx(name->c_str(), flags, nullptr, nullptr, nullptr));
        CPLSetThreadLocalConfigOption(kPragma, nullptr);
    }
    if (noListing)
        CPLSetThreadLocalConfigOption(kNoListing, nullptr);
    if (!dataset) {
        if (auto error = gdalNetworkError(url))
            return fail(*std::move(error));
        const bool isUnknown = scope.holds("not recognized as");
        const bool isMissing = scope.holds("response code: 404") || scope.holds("does not exist");
        return fail(isUnknown       ? ErrorCode::BadMagic
                        : isMissing ? ErrorCode::NotFound
                                    : ErrorCode::DecodeFailed,
                    url,
                    isUnknown       ? "no format that is known here"
                        : isMissing ? "no such file"
                                    : scope.reason("GDAL gives no reason"));
    }
    return dataset;
}

void setGdalOffline(bool isOffline)
{
    isNetworkOff = isOffline;
    // A name that nothing has is the only one that GDAL's HTTP then opens.
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", isOffline ? "/vsicurl/none" : nullptr);
}

bool isGdalFormat(ByteView firstBytes, const std::string& url)
{
    const std::string_view text = asText(firstBytes.first(std::min<std::size_t>(firstBytes.size(), 1024)));
    const auto starts = [&](std::string_view magic) { return text.starts_with(magic); };
    using namespace std::string_view_literals;
    if (starts("II*\0"sv) || starts("MM\0*"sv) || starts("II+\0"sv) || starts("MM\0+"sv)) // TIFF, BigTIFF
        return true;
    if (starts("\0\0\0\x0CjP  "sv) || starts("\xFF\x4F\xFF\x51"sv)) // JPEG 2000: boxes, code stream
        return true;
    if (starts("SQLite format 3\0"sv)) { // its application_id stands at 68
        const std::string_view id = text.size() >= 72 ? text.substr(68, 4) : std::string_view();
        return id == "GPKG" || id == "GP10" || id == "GP11" || id == "MPBX" || fileNameOf(url).ends_with(".mbtiles");
    }
    if (starts("\0\0\x27\x0A"sv) || starts("fgb\x03"sv) || starts("EHFA_HEADER_TAG"sv)) // shp, FlatGeobuf, Imagine
        return true;
    return text.find("<VRTDataset") != std::string_view::npos
        || text.find("<OGRVRTDataSource") != std::string_view::npos;
}

} // namespace guanjing
