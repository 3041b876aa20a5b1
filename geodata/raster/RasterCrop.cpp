#include "geodata/raster/RasterCrop.h"

#include "geodata/core/Limits.h"
#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalScope.h"
#include "geodata/net/Url.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_utils.h>

#include <atomic>
#include <memory>

namespace guanjing {
namespace {

/// Around the rectangle, so that what is between its last pixels is there.
constexpr double kMarginDegrees = 0.1;
/// 30 m across a district, or a geoid over a country.
constexpr double kMostPixels = 20e6;

} // namespace

Result<SharedBytes> cropRaster(const std::string& url, const Rectangle& bounds)
{
    const std::string source = redactUrl(url);
    GdalScope scope;
    const auto dataset = openDataset(url, GdalKind::Raster, scope);
    if (!dataset)
        return fail(dataset.error());
    static std::atomic<unsigned> counter{0};
    const std::string name = "/vsimem/crop-" + std::to_string(++counter) + ".tif";
    const std::string corners[] = {
        std::to_string(bounds.west - kMarginDegrees), std::to_string(bounds.north + kMarginDegrees),
        std::to_string(bounds.east + kMarginDegrees), std::to_string(bounds.south - kMarginDegrees)};
    CPLStringList arguments;
    for (const char* word : {"-of", "VRT", "-projwin_srs", "EPSG:4326", "-projwin"})
        arguments.AddString(word);
    for (const std::string& corner : corners)
        arguments.AddString(corner.c_str());
    const auto translate = [&](GDALDatasetH from, const char* target, char** words) {
        const std::unique_ptr<GDALTranslateOptions, void (*)(GDALTranslateOptions*)> options(
            GDALTranslateOptionsNew(words, nullptr), GDALTranslateOptionsFree);
        return GdalDataset(GDALTranslate(target, from, options.get(), nullptr), [](void* open) {
            if (open != nullptr)
                GDALClose(open);
        });
    };
    scope.clear();
    const GdalDataset part = translate(dataset->get(), "", arguments.List());
    if (!part)
        return fail(ErrorCode::BadValue, source, scope.reason("it has nothing in the area"));
    const double pixels = static_cast<double>(GDALGetRasterXSize(part.get())) * GDALGetRasterYSize(part.get());
    if (pixels > kMostPixels)
        return fail(ErrorCode::TooLarge, source,
                    std::to_string(static_cast<long long>(pixels))
                        + " pixels in the area, too many for a grid of offsets");
    CPLStringList plain;
    for (const char* word : {"-of", "GTiff", "-co", "COMPRESS=DEFLATE", "-co", "TILED=YES"})
        plain.AddString(word);
    if (!translate(part.get(), name.c_str(), plain.List())) // closed at once, or it would not be whole
        return fail(ErrorCode::DecodeFailed, source, scope.reason("it cannot be read"));
    vsi_l_offset size = 0;
    GByte* bytes = VSIGetMemFileBuffer(name.c_str(), &size, TRUE);
    const std::unique_ptr<GByte, void (*)(void*)> owner(bytes, VSIFree);
    if (bytes == nullptr || size == 0)
        return fail(ErrorCode::Internal, source, "GDAL has written nothing");
    return std::make_shared<const Bytes>(bytes, bytes + size);
}

} // namespace guanjing
