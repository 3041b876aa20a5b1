// The drape is right to half a source pixel, whatever coordinate system the source has: known points, through the very
// mapping that the shader draws with, against PROJ.
#include "geodata/crs/ChinaOffset.h"
#include "geodata/crs/CoordinateTransform.h"
#include "geodata/crs/CrsFacts.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/raster/GridProjector.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "layers/overlay/GridPictures.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

/// Pictures that are only places.
class Grid final : public PictureSource {
public:
    explicit Grid(TileGrid grid) : PictureSource("grid", std::move(grid))
    {
        m_minLevel = m_grid.firstPublished();
        m_maxLevel = m_grid.lastPublished();
    }
    [[nodiscard]] std::string urlOf(int, std::uint32_t, std::uint32_t) const override { return "http://h/"; }
};

struct System {
    const char* name;
    const char* crs;
    double lon, lat; ///< where it is looked at
    bool isMercator = false;
    double rotation = 0; ///< degrees that the pictures lie askew in their system
};

/// Levels that halve from 2^14 pixels of the finest, whose pixel is `pixel` units, around a place.
TileGrid gridAround(const System& system, double pixel)
{
    TileGrid grid;
    const auto facts = crsFacts(system.crs).value();
    grid.crs = facts.name;
    grid.isGeographic = facts.isGeographic;
    grid.isWgs84Degrees = facts.isWgs84Degrees;
    auto transform = CoordinateTransform::create("EPSG:4326", facts.name).value();
    const glm::dvec3 middle = transform.forward({system.lon, system.lat, 0}).value();
    constexpr int kLevels = 15;
    const double turn = system.rotation * kDegreesToRadians;
    if (system.rotation != 0)
        grid.toCrs = {middle.x, std::cos(turn), -std::sin(turn), middle.y, std::sin(turn), std::cos(turn)};
    const glm::dvec2 centre = system.rotation != 0 ? glm::dvec2(0) : glm::dvec2(middle);
    for (int level = 0; level < kLevels; ++level) {
        TileMatrix matrix;
        matrix.id = std::to_string(level);
        matrix.unitsPerPixel = glm::dvec2(pixel * std::exp2(kLevels - 1 - level));
        matrix.columns = matrix.rows = 1u << level;
        const double half = matrix.unitsPerPixel.x * 128 * (1u << level);
        // Off the middle, so that nothing falls on edges by design.
        matrix.origin = centre + glm::dvec2(-half * 0.93, half * 1.04);
        grid.levels.push_back(matrix);
    }
    const auto finished = grid.finish("grid");
    if (!finished)
        qFatal("%s", finished.error().toString().c_str());
    return grid;
}

/// All over a tile, its edges included.
const std::vector<glm::dvec2> kPoints = [] {
    std::vector<glm::dvec2> points;
    for (int i = 0; i <= 8; ++i)
        for (int k = 0; k <= 8; ++k)
            points.emplace_back(i / 8.0, k / 8.0);
    return points;
}();

struct Worst {
    double pixels = 0;
    int count = 0;
};

/// Of all ground tiles around a place, of all pictures on them, of many points: the distance in source pixels between where
/// the mapping puts a point and where it belongs.
Worst worstError(const TileGrid& grid, double lon, double lat, int groundLevel, double spoiledBy = 0)
{
    auto source = std::make_shared<const Grid>(grid);
    GridPictures pictures(source, std::make_shared<GridProjector>(GridProjector::create(grid).value()));
    auto truth = CoordinateTransform::create("EPSG:4326", grid.crs).value();
    const auto& t = grid.toCrs;
    const double determinant = t[1] * t[5] - t[2] * t[4];
    const double side = std::exp2(groundLevel);
    const double x = (lon + 180) / 360 * side, y = mercatorUnitOfLatitude(lat) * side;
    Worst worst;
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            const double column = std::floor(x) + dx, row = std::floor(y) + dy;
            if (column < 0 || row < 0 || column >= side || row >= side)
                continue;
            const glm::dvec4 rectangle{column / side, row / side, (column + 1) / side, (row + 1) / side};
            const auto& place = pictures.on(rectangle, 256, kMaxOverlaysPerTile);
            if (place.addresses.empty())
                continue;
            std::vector<glm::dvec3> places;
            for (const glm::dvec2& uv : kPoints)
                places.emplace_back((rectangle.x + uv.x / side) * 360 - 180,
                                    latitudeOfMercatorUnit(rectangle.y + uv.y / side), 0);
            truth.forward(places);
            for (const PictureAddress& address : place.addresses) {
                const glm::dvec4 box = grid.boxOf(address.level, address.x, address.y);
                for (OverlayBinding binding : pictures.bindings(place, address)) {
                    binding.offset.x += static_cast<float>(spoiledBy / 256);
                    for (std::size_t i = 0; i < kPoints.size(); ++i) {
                        const glm::dvec2 uv = kPoints[i];
                        const auto drawn = placeInPicture(binding, glm::vec2(uv));
                        if (!drawn || std::min(drawn->x, drawn->y) < 0 || std::max(drawn->x, drawn->y) > 1)
                            continue; // not drawn there
                        glm::dvec3 at = places[i];
                        if (grid.isMercator) {
                            // its own formula, not the one under test
                            const double phi = at.y * kDegreesToRadians;
                            at.x = 6378137.0 * at.x * kDegreesToRadians;
                            at.y = 6378137.0 * std::log(std::tan(std::numbers::pi / 4 + phi / 2));
                        }
                        const glm::dvec2 crs{at.x - t[0], at.y - t[3]};
                        const glm::dvec2 expected{(crs.x * t[5] - crs.y * t[2]) / determinant,
                                                  (crs.y * t[1] - crs.x * t[4]) / determinant};
                        const double px = (expected.x - box.x) / (box.z - box.x) * 256 - drawn->x * 256.0;
                        const double py = (box.w - expected.y) / (box.w - box.y) * 256 - drawn->y * 256.0;
                        worst.pixels = std::max(worst.pixels, std::hypot(px, py));
                        ++worst.count;
                    }
                }
            }
        }
    }
    return worst;
}

} // namespace

class TestGridDrape : public QObject {
    Q_OBJECT

private slots:
    void errorStaysBelowHalfAPixel_data()
    {
        QTest::addColumn<QString>("crs");
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("pixel");
        QTest::addColumn<double>("rotation");
        QTest::addColumn<QString>("quad"); // kind of world grid in place of one around the place
        const double lon = 113.75, lat = 23.02;
        QTest::newRow("EPSG:3857, rows from an own corner") << "EPSG:3857" << lon << lat << 0.1 << 0.0 << "";
        QTest::newRow("EPSG:4326, world") << "EPSG:4326" << lon << lat << 0.0 << 0.0 << "degrees";
        QTest::newRow("EPSG:4490, world") << "EPSG:4490" << lon << lat << 0.0 << 0.0 << "degrees";
        QTest::newRow("EPSG:4490, world, 66° N") << "EPSG:4490" << 24.0 << 66.0 << 0.0 << 0.0 << "degrees";
        QTest::newRow("EPSG:4547, 5 cm") << "EPSG:4547" << lon << lat << 0.05 << 0.0 << "";
        QTest::newRow("EPSG:4547, 5 cm, askew") << "EPSG:4547" << lon << lat << 0.05 << 30.0 << "";
        QTest::newRow("EPSG:4526, zone 38, 5 cm") << "EPSG:4526" << lon << lat << 0.05 << 0.0 << "";
        QTest::newRow("GCJ-02") << "GCJ-02" << lon << lat << 0.0 << 0.0 << "mercator";
        QTest::newRow("BD-09") << "BD-09" << lon << lat << 0.0 << 0.0 << "mercator";
        QTest::newRow("UTM 50N, zone's edge") << "EPSG:32650" << 114.2 << 22.7 << 0.15 << 0.0 << "";
        QTest::newRow("UTM 33N, 79° N") << "EPSG:32633" << 12.0 << 78.9 << 0.25 << 0.0 << "";
        QTest::newRow("polar stereographic, south") << "EPSG:3031" << 77.0 << -69.4 << 1.0 << 0.0 << "";
        QTest::newRow("polar stereographic, north") << "EPSG:3413" << -45.0 << 80.0 << 1.0 << 0.0 << "";
        QTest::newRow("Lambert conic, China")
            << "+proj=lcc +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=GRS80 +units=m +type=crs" << lon << lat << 0.5
            << 0.0 << "";
    }

    void errorStaysBelowHalfAPixel()
    {
        QFETCH(QString, crs);
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(double, pixel);
        QFETCH(double, rotation);
        QFETCH(QString, quad);
        const std::string name = crs.toStdString();
        const TileGrid grid = quad == "degrees" ? worldDegreesQuad(0, 22, name)
            : quad == "mercator"                ? webMercatorQuad(0, 22, name)
                                                : gridAround({"", name.c_str(), lon, lat, false, rotation}, pixel);
        QVERIFY(quad != "mercator" || !grid.isWebMercatorQuad());
        double worst = 0;
        int count = 0, seen = 0;
        for (int level = 0; level <= 22; ++level) {
            const Worst here = worstError(grid, lon, lat, level);
            worst = std::max(worst, here.pixels);
            count += here.count;
            seen += here.count > 0;
        }
        qInfo("%-40s worst %.3f source pixels, %d points, %d levels", QTest::currentDataTag(), worst, count, seen);
        QVERIFY2(worst <= 0.5, qPrintable(QString::number(worst)));
        QVERIFY2(count > 10000 && seen >= 15, qPrintable(QString("%1 points, %2 levels").arg(count).arg(seen)));
    }

    /// Texels of the chosen level are about as large as those of the ground's own picture would be.
    void levelsAreAsFineAsTheGround()
    {
        for (const auto& [crs, lat] : {std::pair{"EPSG:4490", 23.02}, std::pair{"EPSG:4490", 60.0}}) {
            auto source = std::make_shared<const Grid>(worldDegreesQuad(0, 22, crs));
            GridPictures pictures(source,
                                  std::make_shared<GridProjector>(GridProjector::create(source->grid()).value()));
            for (int level = 3; level <= 20; ++level) {
                const double side = std::exp2(level);
                const double column = std::floor((113.75 + 180) / 360 * side),
                             row = std::floor(mercatorUnitOfLatitude(lat) * side);
                const auto& place =
                    pictures.on({column / side, row / side, (column + 1) / side, (row + 1) / side}, 256, 8);
                QVERIFY(!place.addresses.empty());
                QCOMPARE(place.level, level - 1);
            }
        }
    }

    void aShiftIsSeen()
    {
        const TileGrid grid = worldDegreesQuad(0, 22, "EPSG:4490");
        const Worst right = worstError(grid, 113.75, 23.02, 16), wrong = worstError(grid, 113.75, 23.02, 16, 0.6);
        QVERIFY(right.count > 400 && right.pixels < 0.25);
        QVERIFY2(wrong.pixels > 0.5 && wrong.pixels < 0.9, qPrintable(QString::number(wrong.pixels)));
        // Taken for WGS 84's, the pictures of a commercial map lie 500 m off.
        TileGrid mistaken = webMercatorQuad(0, 18, "GCJ-02");
        mistaken.isWgs84Degrees = true;
        const Worst shifted = worstError(mistaken, 113.75, 23.02, 16);
        QVERIFY2(shifted.pixels > 100, qPrintable(QString::number(shifted.pixels)));
    }

    /// Every point of a tile that the grid covers is drawn by exactly one picture, but for the seams.
    void picturesMeetWithoutGaps()
    {
        for (const char* crs : {"EPSG:4547", "EPSG:3031"}) {
            const double lon = crs[5] == '4' ? 113.75 : 77.0, lat = crs[5] == '4' ? 23.02 : -69.4;
            const TileGrid grid = gridAround({"", crs, lon, lat}, 0.5);
            auto source = std::make_shared<const Grid>(grid);
            GridPictures pictures(source, std::make_shared<GridProjector>(GridProjector::create(grid).value()));
            for (const int level : {12, 15, 18}) {
                const double side = std::exp2(level);
                const double column = std::floor((lon + 180) / 360 * side),
                             row = std::floor(mercatorUnitOfLatitude(lat) * side);
                const auto& place =
                    pictures.on({column / side, row / side, (column + 1) / side, (row + 1) / side}, 256, 8);
                QVERIFY(!place.addresses.empty());
                std::vector<OverlayBinding> bindings;
                for (const PictureAddress& address : place.addresses)
                    for (const OverlayBinding& binding : pictures.bindings(place, address))
                        bindings.push_back(binding);
                for (int i = 0; i <= 200; ++i)
                    for (int k = 0; k <= 200; ++k) {
                        int drawn = 0;
                        for (const OverlayBinding& binding : bindings) {
                            const auto at = placeInPicture(binding, glm::vec2(i / 200.0f, k / 200.0f));
                            drawn += at && std::max(std::abs(at->x - 0.5f), std::abs(at->y - 0.5f)) <= 0.50001f;
                        }
                        QVERIFY2(drawn >= 1 && drawn <= 4,
                                 qPrintable(QString("%1: %2, %3 by %4").arg(crs).arg(i).arg(k).arg(drawn)));
                    }
            }
        }
    }

    void whatIsNotCoveredIsNotDrawn()
    {
        const TileGrid grid = gridAround({"", "EPSG:4547", 113.75, 23.02}, 0.05);
        auto source = std::make_shared<const Grid>(grid);
        GridPictures pictures(source, std::make_shared<GridProjector>(GridProjector::create(grid).value()));
        const double side = std::exp2(10);
        const double column = std::floor((113.75 + 180) / 360 * side),
                     row = std::floor(mercatorUnitOfLatitude(23.02) * side);
        // Far east of it, and around it.
        QVERIFY(!pictures.on({(column + 9) / side, row / side, (column + 10) / side, (row + 1) / side}, 256, 8)
                     .addresses.size());
        const auto& place =
            pictures.on({(column - 8) / side, (row - 8) / side, (column + 8) / side, (row + 8) / side}, 256, 8);
        QVERIFY(place.addresses.size() == 1);
        const OverlayBinding binding = pictures.bindings(place, place.addresses.front()).front();
        QVERIFY(binding.isBent);
        QVERIFY(!placeInPicture(binding, {0.02f, 0.02f}));
        QVERIFY(!placeInPicture(binding, {0.98f, 0.5f}));
        QCOMPARE(place.addresses.front().level, 0);
    }
};

QTEST_GUILESS_MAIN(TestGridDrape)
#include "TestGridDrape.moc"
