#pragma once
// Pictures made for tests of rasters.

#include <QString>
#include <QStringList>

#include <gdal.h>

#include <optional>

namespace guanjing::test {

constexpr int kSide = 512;
/// West and north of the pictures made here, in EPSG:3857 metres: 113.75° E, 23.02° N; a pixel is a metre.
constexpr double kWest = 12662592.0, kNorth = 2634437.5;

struct Picture {
    int side = kSide;
    int epsg = 3857;
    bool isPlaced = true;
    GDALDataType type = GDT_Byte;
    std::optional<double> nodata = {};
    QStringList options = {};
};

/// A picture in memory whose values are no constant; owned by the caller.
GDALDatasetH makePicture(const Picture& picture);
/// Writes it with one of GDAL's drivers; returns `path`.
QString writePicture(const QString& path, const char* driver, const Picture& picture = {});

} // namespace guanjing::test
