// Where pictures of other coordinate systems come to lie on the screen, drawn by the shader itself: squares at known places.
#include "geodata/core/Clock.h"
#include "geodata/core/TaskPool.h"
#include "geodata/crs/CoordinateTransform.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/gdal/GdalScope.h"
#include "render/view/CityView.h"
#include "render/view/OffscreenContext.h"
#include "tests/LightNear.h"
#include "tests/Paths.h"
#include "tests/layers_tiling/Fakes.h"

#include <glm/geometric.hpp>

#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <gdal.h>

#include <cmath>

using namespace guanjing;
using test::lightNear;
using namespace guanjing::render;
using layers::ViewState;

namespace {

constexpr int kRaster = 1024; ///< pixels
constexpr int kHalfSquare = 6;
constexpr int kWidth = 800, kHeight = 600;
constexpr double kLon = 113.75, kLat = 23.02, kEyeMeters = 270;
constexpr std::array kPlaces{std::pair{512, 512}, std::pair{330, 400}, std::pair{700, 410}, std::pair{340, 650},
                             std::pair{690, 640}};

/// Writes a dark raster with light squares around its place; returns where their middles lie, in degrees.
std::vector<glm::dvec2> writeSquares(const QString& path, const std::string& crs, double pixel, double turnDegrees)
{
    auto transform = CoordinateTransform::create("EPSG:4326", crs).value();
    const glm::dvec3 middle = transform.forward({kLon, kLat, 0}).value();
    const double c = std::cos(turnDegrees * kDegreesToRadians) * pixel,
                 s = std::sin(turnDegrees * kDegreesToRadians) * pixel;
    double t[6] = {0, c, s, 0, s, -c};
    t[0] = middle.x - 512.5 * t[1] - 512.5 * t[2];
    t[3] = middle.y - 512.5 * t[4] - 512.5 * t[5];
    const GdalScope quiet;
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("GTiff"), path.toUtf8().constData(), kRaster, kRaster, 3, GDT_Byte, nullptr);
    GDALSetGeoTransform(dataset, t);
    GDALSetProjection(dataset, crs.c_str());
    std::vector<glm::dvec2> places;
    for (const auto& [x, y] : kPlaces) {
        const double px = x + 0.5, py = y + 0.5;
        const glm::dvec3 at =
            transform.inverse({t[0] + px * t[1] + py * t[2], t[3] + px * t[4] + py * t[5], 0}).value();
        places.emplace_back(at.x, at.y);
    }
    std::vector<std::uint8_t> row(kRaster);
    for (int y = 0; y < kRaster; ++y) {
        for (int x = 0; x < kRaster; ++x)
            row[static_cast<std::size_t>(x)] = std::any_of(kPlaces.begin(), kPlaces.end(),
                                                           [&](const auto& place) {
                                                               return std::abs(x - place.first) <= kHalfSquare
                                                                   && std::abs(y - place.second) <= kHalfSquare;
                                                           })
                ? 230
                : 40;
        for (int band = 1; band <= 3; ++band)
            if (GDALRasterIO(GDALGetRasterBand(dataset, band), GF_Write, 0, y, kRaster, 1, row.data(), kRaster, 1,
                             GDT_Byte, 0, 0)
                != CE_None)
                qFatal("cannot write");
    }
    GDALClose(dataset);
    return places;
}

/// The same in another of GDAL's formats; returns its path.
QString copied(const QString& path, const QString& format)
{
    const GdalScope quiet;
    const QString copy = path + ".copy";
    GDALDatasetH from = GDALOpen(path.toUtf8().constData(), GA_ReadOnly);
    GDALClose(GDALCreateCopy(GDALGetDriverByName(format.toLatin1().constData()), copy.toUtf8().constData(), from, FALSE,
                             nullptr, nullptr, nullptr));
    GDALClose(from);
    return copy;
}

glm::dvec2 onScreen(const ViewState& view, const glm::dvec2& lonLat)
{
    const glm::dvec3 relative = toEcef({lonLat.x, lonLat.y, 0}) - view.eye;
    const double depth = glm::dot(relative, view.direction);
    return {kWidth / 2.0 * (1 + glm::dot(relative, view.right) / (view.tanHalfX * depth)),
            kHeight / 2.0 * (1 - glm::dot(relative, view.up) / (view.tanHalfY * depth))};
}

} // namespace

class TestImageryPicture : public QObject {
    Q_OBJECT

    static layers::Scene sceneOf(const QString& path)
    {
        layers::Scene scene;
        scene.imagery.emplace_back();
        scene.imagery[0].name = "Squares";
        scene.imagery[0].kind = "gdal";
        scene.imagery[0].url = path.toStdString();
        return scene;
    }

    /// Nothing where it does not come to an end.
    static tiles3d::Image drawnOnce(const layers::Scene& scene, const ViewState& view, const ViewSettings& settings)
    {
        auto context = OffscreenContext::create();
        if (!context)
            return {};
        test::FakeAssetAccessor assets;
        TaskPool tasks{2};
        SystemClock clock;
        layers::EngineSettings engine;
        engine.fades = false;
        CityView city(CityView::Services{assets, tasks, clock, nullptr, {}}, engine, settings);
        city.engine().setScene(scene);
        QElapsedTimer timer;
        timer.start();
        int rounds = 0;
        do {
            city.update(view);
            if (timer.elapsed() > 60'000)
                return {};
            QTest::qWait(5);
        } while (!city.engine().isSettled() || ++rounds < 3);
        city.drawOffscreen(view);
        return city.readPixels();
    }

private slots:
    void squaresLieWhereTheyBelong_data()
    {
        QTest::addColumn<QString>("crs");
        QTest::addColumn<double>("pixel");
        QTest::addColumn<double>("turn");
        QTest::addColumn<QString>("format"); // empty: GeoTIFF
        QTest::addColumn<double>("eye"); // metres
        QTest::newRow("EPSG:3857") << "EPSG:3857" << 0.54 << 0.0 << "" << kEyeMeters;
        QTest::newRow("EPSG:4490") << "EPSG:4490" << 0.5 / 111000 << 0.0 << "" << kEyeMeters;
        QTest::newRow("EPSG:4547") << "EPSG:4547" << 0.5 << 0.0 << "" << kEyeMeters;
        QTest::newRow("EPSG:4547, askew") << "EPSG:4547" << 0.5 << 25.0 << "" << kEyeMeters;
        QTest::newRow("EPSG:32650") << "EPSG:32650" << 0.5 << 0.0 << "" << kEyeMeters;
        QTest::newRow("EPSG:3995, polar") << "EPSG:3995" << 0.7 << 0.0 << "" << kEyeMeters;
        // From so high that a reduced resolution is shown.
        QTest::newRow("EPSG:4547, JPEG 2000") << "EPSG:4547" << 0.5 << 0.0 << "JP2OpenJPEG" << 2.2 * kEyeMeters;
    }
    void squaresLieWhereTheyBelong()
    {
        QFETCH(QString, crs);
        QFETCH(double, pixel);
        QFETCH(double, turn);
        QFETCH(QString, format);
        QFETCH(double, eye);
        const QTemporaryDir folder;
        QString path = folder.filePath("squares.tif");
        const std::vector<glm::dvec2> places = writeSquares(path, crs.toStdString(), pixel, turn);
        if (!format.isEmpty())
            path = copied(path, format);
        // Somewhat more than a screen pixel to one of the raster.
        const ViewState view = ViewState::geographic(kLon, kLat, eye, 0, -90, kWidth, kHeight);
        const tiles3d::Image drawn = drawnOnce(sceneOf(path), view, ViewSettings());
        QVERIFY(!drawn.pixels.empty());
        QDir().mkpath(test::buildPath("pictures"));
        const QImage image(drawn.pixels.data(), drawn.width, drawn.height, drawn.width * 4, QImage::Format_RGBA8888);
        image.save(test::buildPath("pictures/squares-%1.png").arg(crs.mid(5)));
        const double perPixel = 0.5 * view.pixelsPerMeter(eye);
        double worst = 0;
        int seen = 0;
        for (const glm::dvec2& place : places) {
            const glm::dvec2 expected = onScreen(view, place);
            const auto found = lightNear(drawn, expected, static_cast<int>(perPixel * 3 * kHalfSquare));
            if (!found)
                continue;
            ++seen;
            worst = std::max(worst, glm::length(*found - expected) / perPixel);
            // One pixel further on it would be seen to be wrong.
            QVERIFY(glm::length(*found - expected - glm::dvec2(perPixel, 0)) / perPixel > 0.5);
        }
        qInfo("%-30s worst %.3f source pixels of %d squares, %.2f screen pixels each", QTest::currentDataTag(), worst,
              seen, perPixel);
        QVERIFY2(seen >= 4, qPrintable(QString::number(seen)));
        QVERIFY2(worst <= 0.5, qPrintable(QString::number(worst)));
    }

    /// What pictures of lamps show is light: seen at night, on ground that is dark beside it.
    void lampsLightTheGroundAtNight()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("lamps.tif");
        const std::vector<glm::dvec2> places = writeSquares(path, "EPSG:3857", 0.54, 0);
        layers::Scene scene = sceneOf(path);
        scene.imagery[0].lights = true;
        const ViewState view = ViewState::geographic(kLon, kLat, kEyeMeters, 0, -90, kWidth, kHeight);
        using namespace std::chrono;
        const glm::dvec2 lamp = onScreen(view, places[0]);
        const auto brightness = [&](const tiles3d::Image& image, double beside) {
            const auto at = (static_cast<std::size_t>(lamp.y) * kWidth + static_cast<std::size_t>(lamp.x + beside)) * 4;
            return image.pixels.at(at) + image.pixels.at(at + 1) + image.pixels.at(at + 2);
        };
        const double aside = 40;
        ViewSettings settings;
        settings.sunInstant = sys_days(2026y / 6 / 21) + 4h; // noon there
        const tiles3d::Image noon = drawnOnce(scene, view, settings);
        QVERIFY(!noon.pixels.empty());
        QVERIFY(std::abs(brightness(noon, 0) - brightness(noon, aside)) < 6);
        settings.sunInstant = sys_days(2026y / 6 / 21) + 15h;
        const tiles3d::Image night = drawnOnce(scene, view, settings);
        QVERIFY(!night.pixels.empty());
        QVERIFY2(brightness(night, 0) > 2 * brightness(night, aside),
                 qPrintable(QString("%1 %2").arg(brightness(night, 0)).arg(brightness(night, aside))));
        QVERIFY(brightness(night, aside) < brightness(noon, aside) * 3 / 4);
        // light falls on what is there and takes nothing from it
        scene.imagery.clear();
        const tiles3d::Image bare = drawnOnce(scene, view, settings);
        QVERIFY2(brightness(night, aside) >= brightness(bare, aside),
                 qPrintable(QString("%1 %2").arg(brightness(night, aside)).arg(brightness(bare, aside))));
    }
};

QTEST_GUILESS_MAIN(TestImageryPicture)
#include "TestImageryPicture.moc"
