#include "geodata/exports/PictureEncoder.h"

#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalScope.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>

#include <atomic>
#include <string>

namespace guanjing {

Result<Bytes> encodePicture(std::span<const std::uint8_t> rgba, int width, int height, PictureCoding coding,
                            int quality)
{
    static std::atomic<std::uint64_t> next{0};
    GdalScope scope;
    const auto close = [](void* open) {
        if (open != nullptr)
            GDALClose(open);
    };
    const int bands = coding == PictureCoding::Jpeg ? 3 : 4;
    const char* const names[] = {"JPEG", "PNG", "WEBP"};
    const char* const name = names[static_cast<std::size_t>(coding)];
    GDALDriverH memory = GDALGetDriverByName("MEM"), driver = GDALGetDriverByName(name);
    if (memory == nullptr || driver == nullptr)
        return fail(ErrorCode::UnsupportedFeature, {}, std::string("this GDAL writes no ") + name);
    const GdalDataset pixels(GDALCreate(memory, "", width, height, bands, GDT_Byte, nullptr), close);
    // GDAL only reads it, though it asks for a pointer that it could write to
    auto* data = const_cast<std::uint8_t*>(rgba.data());
    if (!pixels
        || GDALDatasetRasterIO(pixels.get(), GF_Write, 0, 0, width, height, data, width, height, GDT_Byte, bands,
                               nullptr, 4, 4 * width, 1)
            != CE_None)
        return fail(ErrorCode::Internal, {}, scope.reason("no memory for a picture"));
    for (int band = 1; band <= bands; ++band)
        GDALSetRasterColorInterpretation(GDALGetRasterBand(pixels.get(), band),
                                         static_cast<GDALColorInterp>(GCI_RedBand + band - 1));
    CPLStringList options;
    if (coding != PictureCoding::Png)
        options.SetNameValue("QUALITY", std::to_string(quality).c_str());
    const std::string path = "/vsimem/guanjing/encoded/" + std::to_string(next++);
    GdalDataset made(GDALCreateCopy(driver, path.c_str(), pixels.get(), FALSE, options.List(), nullptr, nullptr),
                     close);
    const bool isMade = made != nullptr;
    made.reset(); // writes the rest
    vsi_l_offset size = 0;
    GByte* bytes = VSIGetMemFileBuffer(path.c_str(), &size, TRUE);
    if (!isMade || bytes == nullptr) {
        VSIUnlink(path.c_str());
        return fail(ErrorCode::Internal, {}, scope.reason("a picture cannot be encoded"));
    }
    Bytes result(bytes, bytes + size);
    VSIFree(bytes);
    VSIUnlink((path + ".aux.xml").c_str());
    return result;
}

} // namespace guanjing
