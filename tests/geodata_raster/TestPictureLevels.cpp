// Every level of a file lies where it belongs, whatever its overviews are centred on: spots of known places.
#include "geodata/gdal/GdalScope.h"
#include "geodata/raster/GridProjector.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "tests/geodata_raster/RasterPictures.h"

#include <glm/geometric.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <gdal.h>

#include <cmath>
#include <map>
#include <optional>

using namespace guanjing;
using namespace guanjing::test;

namespace {

ImageryDescription file(const QString& path)
{
    ImageryDescription description;
    description.kind = "gdal";
    description.url = path.toStdString();
    return description;
}

std::array<int, 4> pixelOf(const PicturePixels& pixels, int x, int y)
{
    const std::size_t at =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) + static_cast<std::size_t>(x)) * 4;
    return {pixels.rgba[at], pixels.rgba[at + 1], pixels.rgba[at + 2], pixels.rgba[at + 3]};
}

/// Middles of light spots in the raster, in its pixels.
std::vector<glm::dvec2> spotsOf(int width, int height)
{
    std::vector<glm::dvec2> spots;
    for (const double x : {0.1, 0.37, 0.64, 0.92})
        for (const double y : {0.11, 0.42, 0.69, 0.9})
            spots.emplace_back(std::floor(x * width) + 0.5, std::floor(y * height) + 0.5);
    return spots;
}

/// Writes them, soft ones that every level can show, with one of GDAL's drivers and, where named, overviews of its making.
void writeSpots(const QString& path, const char* driver, const QStringList& options, int width, int height,
                const char* overviews)
{
    constexpr double kSpread = 14; // pixels
    const GdalScope quiet;
    GDALDatasetH memory = GDALCreate(GDALGetDriverByName("MEM"), "", width, height, 3, GDT_Byte, nullptr);
    double transform[6] = {kWest, 1, 0, kNorth, 0, -1};
    GDALSetGeoTransform(memory, transform);
    GDALSetProjection(memory, "EPSG:3857");
    const auto spots = spotsOf(width, height);
    std::vector<double> row(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            double& value = row[static_cast<std::size_t>(x)];
            value = 20;
            for (const glm::dvec2& spot : spots) {
                const glm::dvec2 away = glm::dvec2(x + 0.5, y + 0.5) - spot;
                if (std::max(std::abs(away.x), std::abs(away.y)) < 4 * kSpread)
                    value += 210 * std::exp(-glm::dot(away, away) / (2 * kSpread * kSpread));
            }
        }
        for (int band = 1; band <= 3; ++band)
            if (GDALRasterIO(GDALGetRasterBand(memory, band), GF_Write, 0, y, width, 1, row.data(), width, 1,
                             GDT_Float64, 0, 0)
                != CE_None)
                qFatal("cannot write");
    }
    std::vector<QByteArray> texts;
    for (const QString& option : options)
        texts.push_back(option.toUtf8());
    std::vector<char*> list;
    for (QByteArray& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    GDALDatasetH copy = GDALCreateCopy(GDALGetDriverByName(driver), path.toUtf8().constData(), memory, FALSE,
                                       list.data(), nullptr, nullptr);
    const int factors[] = {2, 4, 8};
    if (copy != nullptr && *overviews != '\0'
        && GDALBuildOverviews(copy, overviews, 3, factors, 0, nullptr, nullptr, nullptr) != CE_None)
        qFatal("no overviews");
    if (copy != nullptr)
        GDALClose(copy);
    GDALClose(memory);
}

/// Middle of the light around a place in the pictures of a level, in its pixels from the upper left of the first.
std::optional<glm::dvec2> spotNear(const PictureSource& source, int level, const glm::dvec2& place, double reach)
{
    double sum = 0;
    glm::dvec2 weighted(0);
    std::map<std::pair<int, int>, PicturePixels> pictures;
    for (int y = static_cast<int>(place.y - reach); y <= static_cast<int>(place.y + reach); ++y)
        for (int x = static_cast<int>(place.x - reach); x <= static_cast<int>(place.x + reach); ++x) {
            if (x < 0 || y < 0)
                return std::nullopt;
            auto& picture = pictures[{x / 256, y / 256}];
            if (picture.rgba.empty()) {
                auto read =
                    source.read(level, static_cast<std::uint32_t>(x / 256), static_cast<std::uint32_t>(y / 256));
                if (!read || read->rgba.empty())
                    return std::nullopt;
                picture = std::move(*read);
            }
            const auto pixel = pixelOf(picture, x % 256, y % 256);
            if (pixel[3] < 255)
                return std::nullopt; // reaches beyond the edge
            const double light = std::max(0, pixel[1] - 30);
            sum += light;
            weighted += light * (glm::dvec2(x, y) + 0.5);
        }
    return sum > 0 ? std::optional(weighted / sum) : std::nullopt;
}

} // namespace

class TestPictureLevels : public QObject {
    Q_OBJECT

private slots:
    /// Spots of known places come back there at every level, whatever the file's overviews are centred on.
    void levelsLieWhereTheyShould_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("overviews");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        const QStringList exact{"REVERSIBLE=YES", "QUALITY=100"};
        const auto add = [](const char* name, const char* driver, const QStringList& options, const char* overviews) {
            for (const auto& [width, height] : {std::pair{1024, 1024}, std::pair{1537, 1100}})
                QTest::addRow("%s, %d x %d", name, width, height)
                    << QString(driver) << options << QString(overviews) << width << height;
        };
        add("JPEG 2000, 5/3", "JP2OpenJPEG", exact, "");
        add("JPEG 2000, 9/7", "JP2OpenJPEG", {"QUALITY=40"}, "");
        add("JPEG 2000, tiles of 128", "JP2OpenJPEG", exact + QStringList{"BLOCKXSIZE=128", "BLOCKYSIZE=128"}, "");
        add("JPEG 2000, two resolutions", "JP2OpenJPEG", exact + QStringList{"RESOLUTIONS=2"}, "");
        add("GeoTIFF, no overviews", "GTiff", {}, "");
        add("GeoTIFF, average", "GTiff", {}, "AVERAGE");
        add("GeoTIFF, cubic", "GTiff", {}, "CUBIC");
        add("GeoTIFF, nearest", "GTiff", {}, "NEAREST");
        add("COG", "COG", {}, "");
        add("GeoPackage, average", "GPKG", {"TILE_FORMAT=PNG"}, "AVERAGE");
        add("GeoPackage, nearest", "GPKG", {"TILE_FORMAT=PNG"}, "NEAREST");
        // Sizes that MBTiles' own levels have: of others two readings are possible, see ARCHITECTURE.md.
        QTest::newRow("MBTiles, average")
            << QString("MBTiles") << QStringList{"TILE_FORMAT=PNG"} << QString("AVERAGE") << 1024 << 1024;
    }
    void levelsLieWhereTheyShould()
    {
        QFETCH(QString, driver);
        QFETCH(QStringList, options);
        QFETCH(QString, overviews);
        QFETCH(int, width);
        QFETCH(int, height);
        const QTemporaryDir folder;
        const QString path = folder.filePath(driver == "GPKG"              ? "spots.gpkg"
                                                 : driver == "MBTiles"     ? "spots.mbtiles"
                                                 : driver == "JP2OpenJPEG" ? "spots.jp2"
                                                                           : "spots.tif");
        writeSpots(path, driver.toLatin1().constData(), options, width, height, overviews.toLatin1().constData());
        const auto opened = openImagery(file(path), {});
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const PictureSource& source = *opened->source;
        const auto& t = source.grid().toCrs;
        double worst = 0;
        int seen = 0;
        QString each;
        for (int level = source.maxLevel(); level >= std::max(source.minLevel(), source.maxLevel() - 3); --level) {
            const double reduction = source.grid().levels[static_cast<std::size_t>(level)].unitsPerPixel.x;
            double here = 0;
            for (const glm::dvec2& spot : spotsOf(width, height)) {
                // Through the file's coordinates, as MBTiles are resampled.
                const glm::dvec2 inFile{(kWest + spot.x - t[0]) / t[1], (t[3] - (kNorth - spot.y)) / t[5]};
                const glm::dvec2 expected = inFile / reduction;
                const auto found = spotNear(source, level, expected, 36 / (reduction * t[1]));
                if (!found)
                    continue;
                ++seen;
                here = std::max(here, glm::length(*found - expected));
            }
            each += QString(" %1").arg(here, 0, 'f', 3);
            worst = std::max(worst, here);
        }
        qInfo("%-40s worst %.3f pixels of its level (finest first:%s)", QTest::currentDataTag(), worst,
              qPrintable(each));
        QVERIFY2(seen >= 40, qPrintable(QString::number(seen)));
        // Where sizes do not halve, what is picked jumps by a pixel of the raster.
        const double most = overviews == "NEAREST" ? 0.5 : 0.1;
        QVERIFY2(worst <= most, qPrintable(QString::number(worst)));
    }
};

QTEST_GUILESS_MAIN(TestPictureLevels)
#include "TestPictureLevels.moc"
