#pragma once
// Small rasters of heights, made by GDAL.

#include <gdal.h>
#include <ogr_srs_api.h>

#include <QString>

#include <array>
#include <cmath>
#include <functional>
#include <vector>

namespace guanjing::test {

struct DemForm {
    int width = 64, height = 64;
    std::array<double, 6> place{}; ///< GDAL's geotransform
    int epsg = 4326; ///< 0: none
    GDALDataType type = GDT_Float32;
    const char* unit = "";
    double scale = 1, offset = 0;
    bool declaresNodata = false;
    double nodata = -9999;
    const char* driver = "GTiff";
    bool hasOverviews = false;
};

/// Heights of the pixels' middles, in metres: those at x and y of the raster's own system; NaN: a void, written as nodata.
inline void writeDem(const QString& path, const DemForm& form,
                     const std::function<double(double x, double y)>& heightMeters, double unitMeters = 1)
{
    GDALAllRegister();
    GDALDriverH driver = GDALGetDriverByName(form.driver);
    GDALDatasetH dataset =
        GDALCreate(driver, path.toUtf8().constData(), form.width, form.height, 1, form.type, nullptr);
    if (dataset == nullptr)
        qFatal("%s cannot be made", qPrintable(path));
    auto place = form.place;
    GDALSetGeoTransform(dataset, place.data());
    if (form.epsg != 0) {
        OGRSpatialReferenceH reference = OSRNewSpatialReference(nullptr);
        OSRImportFromEPSG(reference, form.epsg);
        GDALSetSpatialRef(dataset, reference);
        OSRDestroySpatialReference(reference);
    }
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    if (form.declaresNodata)
        GDALSetRasterNoDataValue(band, form.nodata);
    if (*form.unit != '\0')
        GDALSetRasterUnitType(band, form.unit);
    if (form.scale != 1 || form.offset != 0) {
        GDALSetRasterScale(band, form.scale);
        GDALSetRasterOffset(band, form.offset);
    }
    std::vector<double> row(static_cast<std::size_t>(form.width));
    for (int y = 0; y < form.height; ++y) {
        for (int x = 0; x < form.width; ++x) {
            const double column = x + 0.5, line = y + 0.5;
            const double meters = heightMeters(place[0] + column * place[1] + line * place[2],
                                               place[3] + column * place[4] + line * place[5]);
            row[static_cast<std::size_t>(x)] =
                std::isnan(meters) ? form.nodata : (meters / unitMeters - form.offset) / form.scale;
        }
        if (GDALRasterIO(band, GF_Write, 0, y, form.width, 1, row.data(), form.width, 1, GDT_Float64, 0, 0) != CE_None)
            qFatal("%s cannot be written", qPrintable(path));
    }
    if (form.hasOverviews) {
        const int levels[] = {2, 4};
        if (GDALBuildOverviews(dataset, "AVERAGE", 2, levels, 0, nullptr, nullptr, nullptr) != CE_None)
            qFatal("no overviews can be made");
    }
    GDALClose(dataset);
}

} // namespace guanjing::test
