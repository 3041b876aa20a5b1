#include "tests/geodata_raster/RasterPictures.h"

#include "geodata/gdal/GdalScope.h"

#include <cpl_conv.h>
#include <ogr_srs_api.h>

#include <cstdint>
#include <vector>

namespace guanjing::test {

GDALDatasetH makePicture(const Picture& picture)
{
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("MEM"), "", picture.side, picture.side, 3, picture.type, nullptr);
    double transform[6] = {kWest, 1, 0, kNorth, 0, -1};
    if (picture.isPlaced)
        GDALSetGeoTransform(dataset, transform);
    if (picture.epsg != 0) {
        OGRSpatialReferenceH reference = OSRNewSpatialReference(nullptr);
        OSRImportFromEPSG(reference, picture.epsg);
        char* wkt = nullptr;
        OSRExportToWkt(reference, &wkt);
        GDALSetProjection(dataset, wkt);
        CPLFree(wkt);
        OSRDestroySpatialReference(reference);
    }
    std::vector<std::uint8_t> row(static_cast<std::size_t>(picture.side));
    for (int band = 1; band <= 3; ++band) {
        GDALRasterBandH handle = GDALGetRasterBand(dataset, band);
        for (int y = 0; y < picture.side; ++y) {
            for (int x = 0; x < picture.side; ++x)
                row[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>((x / 7 + y / 5 * band) % 251);
            [[maybe_unused]] const CPLErr written =
                GDALRasterIO(handle, GF_Write, 0, y, picture.side, 1, row.data(), picture.side, 1, GDT_Byte, 0, 0);
        }
        if (picture.nodata)
            GDALSetRasterNoDataValue(handle, *picture.nodata);
    }
    return dataset;
}

QString writePicture(const QString& path, const char* driver, const Picture& picture)
{
    const GdalScope quiet;
    GDALDatasetH memory = makePicture(picture);
    std::vector<QByteArray> texts;
    for (const QString& option : picture.options)
        texts.push_back(option.toUtf8());
    std::vector<char*> list;
    for (QByteArray& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    GDALDatasetH copy = GDALCreateCopy(GDALGetDriverByName(driver), path.toUtf8().constData(), memory, FALSE,
                                       list.data(), nullptr, nullptr);
    if (copy != nullptr)
        GDALClose(copy);
    GDALClose(memory);
    return path;
}

} // namespace guanjing::test
