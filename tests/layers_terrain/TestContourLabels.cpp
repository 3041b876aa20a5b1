// Numbers on contour lines: where they stand, and that they stay.
#include "geodata/crs/Ellipsoid.h"
#include "layers/terrain/ContourLabels.h"
#include "layers/tiling/ReliefMesh.h"
#include "layers/tiling/Resource.h"
#include "layers/tiling/ViewState.h"
#include "tests/TerrainWriter.h"

#include <QTest>

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

constexpr double kLon = 113.7518, kLat = 23.0207;

double eastOf(double lon)
{
    return (lon - kLon) * kDegreesToRadians * kWgs84SemiMajorMeters * std::cos(kLat * kDegreesToRadians);
}

/// A ridge from south to north: its sides one in five.
double ridge(double lon, double) { return 60 - 0.2 * std::abs(eastOf(lon)); }

/// Heights that are drawn three times as high, and counted from 8 m below.
class Surface final : public GroundSurface {
public:
    explicit Surface(HeightFunction height) : m_height(std::move(height)) { }
    std::optional<HeightSample> at(double lon, double lat) const override
    {
        HeightSample sample;
        sample.heightMeters = 3 * m_height(lon, lat);
        sample.mapHeightMeters = m_height(lon, lat) + 8;
        return sample;
    }

private:
    HeightFunction m_height;
};

struct Ground {
    std::shared_ptr<const tiles3d::Model> model;
    glm::dmat4 toWorld{1.0};
};

Ground groundAt(double lon, double lat, int level, const HeightFunction& height)
{
    const glm::dvec2 place = toWebMercator(lon, lat);
    const double size = 2 * kWebMercatorHalfWorldMeters / std::ldexp(1.0, level);
    const GroundAddress address{level, static_cast<std::uint32_t>((place.x + kWebMercatorHalfWorldMeters) / size),
                                static_cast<std::uint32_t>((kWebMercatorHalfWorldMeters - place.y) / size)};
    Ground ground;
    ground.model = std::make_shared<const tiles3d::Model>(makeReliefMesh(address, Surface(height)).model);
    ground.toWorld = glm::translate(glm::dmat4(1.0), ground.model->origin);
    return ground;
}

} // namespace

class TestContourLabels : public QObject {
    Q_OBJECT

private slots:
    /// In the datum that lines count in and on the ground as it is drawn, along the line.
    void numbersStandOnTheirLines()
    {
        const Ground ground = groundAt(kLon, kLat, 15, ridge);
        const auto labels = findContourLabels(*ground.model, ground.toWorld, 25);
        QVERIFY(labels.size() >= 3);
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const ContourLabel& l) { return l.meters == 50; }));
        for (const ContourLabel& label : labels) {
            QCOMPARE(std::remainder(label.meters, 25.0), 0.0);
            const Geographic place = toGeographic(label.place), ahead = toGeographic(label.ahead);
            const double counted = ridge(place.lonDegrees, place.latDegrees) + 8;
            QVERIFY2(std::abs(counted - label.meters) < 0.3, qPrintable(QString::number(counted - label.meters)));
            QVERIFY(std::abs(place.heightMeters - 3 * (label.meters - 8)) < 1.0);
            // Along the ridge.
            QVERIFY(std::abs(eastOf(ahead.lonDegrees) - eastOf(place.lonDegrees)) < 2.0);
            QVERIFY(std::abs(ahead.latDegrees - place.latDegrees) > 1e-4);
        }
    }

    void levelGroundHasNone()
    {
        const Ground flat = groundAt(kLon, kLat, 15, [](double, double) { return 17.0; }); // counted as 25
        QVERIFY(findContourLabels(*flat.model, flat.toWorld, 25).empty());
        const Ground nearlyFlat = groundAt(kLon, kLat, 15, [](double lon, double) { return 17 + 1e-4 * eastOf(lon); });
        QVERIFY(findContourLabels(*nearlyFlat.model, nearlyFlat.toWorld, 25).empty());
    }

    /// Found by workers; the same line keeps its number when a finer tile takes the place of the coarse one.
    void numbersStayWhileTilesChange()
    {
        TaskPool tasks(1);
        std::atomic<int> told{0};
        ContourLabels contours(tasks, [&] { ++told; });
        const auto view = ViewState::geographic(kLon, kLat, 900, 0, -90, 800, 600);
        const auto labelsOf = [&](const Ground& ground, std::uint64_t tile) {
            LoadedPart part;
            part.model = ground.model;
            part.modelToWorld = ground.toWorld;
            DrawList list;
            DrawItem item;
            item.part = &part;
            item.modelToWorld = ground.toWorld;
            item.tileId = tile;
            item.hasRelief = item.isGround = true;
            item.center = ground.model->origin;
            item.radius = 1000;
            list.items.push_back(item);
            list.groundLook.contourMeters = 5;
            std::vector<ContourLabel> labels;
            for (int i = 0; i < 1000 && (labels.empty() || contours.isBusy()); ++i) {
                contours.beginFrame();
                labels = contours.on(list, view);
                contours.endFrame();
                QTest::qWait(2);
            }
            return labels;
        };
        const Ground coarse = groundAt(kLon, kLat, 14, ridge);
        const auto first = labelsOf(coarse, 1), again = labelsOf(coarse, 1);
        QVERIFY(!first.empty());
        QVERIFY(told > 0);
        QVERIFY(first == again);
        // The same ground, of a tile that was made anew.
        const auto later = labelsOf(groundAt(kLon, kLat, 14, ridge), 2);
        QCOMPARE(later.size(), first.size());
        for (std::size_t i = 0; i < first.size(); ++i)
            QCOMPARE(later[i].id, first[i].id);
        std::vector<std::uint64_t> ids;
        for (const ContourLabel& label : first)
            ids.push_back(label.id);
        std::sort(ids.begin(), ids.end());
        QVERIFY(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    }
};

QTEST_GUILESS_MAIN(TestContourLabels)
#include "TestContourLabels.moc"
