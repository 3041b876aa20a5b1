#include "tests/servers/Marks.h"

#include "geodata/crs/CoordinateTransform.h"
#include "geodata/gdal/GdalScope.h"

#include <gdal.h>

#include <algorithm>
#include <cmath>

namespace guanjing::test {
namespace {

/// Soft edges: the middle of a mark then stays where it is when a server takes the nearest pixel.
constexpr double kCore = 3.0, kEdge = 4.0;

std::vector<glm::ivec2> pixelsOfMarks()
{
    std::vector<glm::ivec2> pixels;
    for (int row = 0; row < 8; ++row)
        for (int column = 0; column < 8; ++column)
            if ((3 * column + 5 * row + column * row) % 7 != 0)
                pixels.emplace_back(64 + 128 * column + 7 * (row % 3), 64 + 128 * row + 5 * (column % 4));
    return pixels;
}

} // namespace

std::vector<glm::dvec2> writeMarks(const QString& path, const std::string& crs, double pixel, std::array<int, 3> ground)
{
    auto transform = CoordinateTransform::create("EPSG:4326", crs).value();
    const glm::dvec3 middle = transform.forward({kMarksLon, kMarksLat, 0}).value();
    // Its corner is a whole number of pixels from the origin, as of rasters that people make.
    const auto whole = [&](double value) { return std::round(value / (8 * pixel)) * 8 * pixel; };
    double place[6] = {whole(middle.x - 512 * pixel), pixel, 0, whole(middle.y + 512 * pixel), 0, -pixel};
    const GdalScope quiet;
    GDALAllRegister();
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), path.toUtf8().constData(), kMarksSide, kMarksSide,
                                      3, GDT_Byte, nullptr);
    GDALSetGeoTransform(dataset, place);
    GDALSetProjection(dataset, crs.c_str());
    const std::vector<glm::ivec2> marks = pixelsOfMarks();
    std::vector<double> light(kMarksSide * kMarksSide, 0.0);
    for (const glm::ivec2& mark : marks)
        for (int y = mark.y - 8; y <= mark.y + 8; ++y)
            for (int x = mark.x - 8; x <= mark.x + 8; ++x)
                light[static_cast<std::size_t>(y * kMarksSide + x)] =
                    std::clamp(1.0 - (std::hypot(x - mark.x, y - mark.y) - kCore) / kEdge, 0.0, 1.0);
    std::vector<std::uint8_t> values(light.size());
    for (int band = 1; band <= 3; ++band) {
        const double dark = ground[static_cast<std::size_t>(band - 1)];
        std::transform(light.begin(), light.end(), values.begin(),
                       [&](double share) { return static_cast<std::uint8_t>(dark + share * (235 - dark)); });
        if (GDALRasterIO(GDALGetRasterBand(dataset, band), GF_Write, 0, 0, kMarksSide, kMarksSide, values.data(),
                         kMarksSide, kMarksSide, GDT_Byte, 0, 0)
            != CE_None)
            qFatal("cannot write %s", qPrintable(path));
    }
    GDALClose(dataset);
    std::vector<glm::dvec2> places;
    for (const glm::ivec2& mark : marks) {
        const glm::dvec3 at =
            transform.inverse({place[0] + (mark.x + 0.5) * pixel, place[3] - (mark.y + 0.5) * pixel, 0}).value();
        places.emplace_back(at.x, at.y);
    }
    return places;
}

} // namespace guanjing::test
