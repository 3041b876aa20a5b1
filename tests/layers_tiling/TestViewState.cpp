#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/ViewState.h"

#include <QTest>

#include <glm/geometric.hpp>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

glm::dvec2 project(const ViewState& view, const glm::dvec3& point)
{
    const glm::dvec4 p = view.viewMatrix() * glm::dvec4(point, 1.0);
    const double x = view.isOrthographic ? p.x / view.halfX : p.x / (-p.z * view.tanHalfX);
    const double y = view.isOrthographic ? p.y / view.halfY : p.y / (-p.z * view.tanHalfY);
    return {(x + 1) / 2 * view.width, (1 - y) / 2 * view.height};
}

} // namespace

class TestViewState : public QObject {
    Q_OBJECT
private slots:
    void rayAndProjectionAgree_data()
    {
        QTest::addColumn<double>("heading");
        QTest::addColumn<double>("pitch");
        QTest::addColumn<bool>("orthographic");
        QTest::newRow("north, oblique") << 0.0 << -35.0 << false;
        QTest::newRow("straight down") << 90.0 << -90.0 << false;
        QTest::newRow("level, south-west") << 225.0 << 0.0 << false;
        QTest::newRow("map") << 0.0 << -90.0 << true;
    }

    void rayAndProjectionAgree()
    {
        QFETCH(double, heading);
        QFETCH(double, pitch);
        QFETCH(bool, orthographic);
        ViewState view = ViewState::geographic(113.75, 22.985, 2500, heading, pitch, 800, 600);
        if (orthographic)
            view = ViewState::orthographic(view.eye, view.direction, view.up, 800, 600, 900);
        for (const glm::dvec2 pixel : {glm::dvec2(0.5, 0.5), glm::dvec2(400, 300), glm::dvec2(799.5, 12.25)}) {
            const auto ray = view.rayThrough(pixel.x, pixel.y);
            QVERIFY(std::abs(glm::length(ray.direction) - 1) < 1e-12);
            const glm::dvec3 point = ray.origin + ray.direction * 1234.5;
            const glm::dvec2 back = project(view, point);
            QVERIFY2(glm::length(back - pixel) < 1e-5, "pixel differs after the way there and back");
            for (const auto& plane : view.planes())
                QVERIFY(glm::dot(glm::dvec3(plane), point) + plane.w > 0);
        }
        const auto outside = view.rayThrough(-5, 300);
        const glm::dvec3 left = outside.origin + outside.direction * 1000.0;
        QVERIFY(glm::dot(glm::dvec3(view.planes()[0]), left) + view.planes()[0].w < 0);
    }

    void geographicLooksWhereToldTo()
    {
        const ViewState view = ViewState::geographic(113.75, 22.985, 100, 90, -30, 800, 600);
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 22.985, 100});
        QVERIFY(std::abs(glm::dot(view.direction, glm::dvec3(frame[0])) - std::cos(30 * kDegreesToRadians)) < 1e-12);
        QVERIFY(std::abs(glm::dot(view.direction, glm::dvec3(frame[1]))) < 1e-12);
        QVERIFY(std::abs(glm::dot(view.direction, glm::dvec3(frame[2])) + 0.5) < 1e-12);
        const ViewState down = ViewState::geographic(113.75, 22.985, 100, 0, -90, 800, 600);
        QVERIFY(std::abs(glm::dot(down.up, glm::dvec3(frame[1])) - 1) < 1e-12);
        QVERIFY(std::abs(glm::dot(down.right, glm::dvec3(frame[0])) - 1) < 1e-12);
    }

    void fieldOfViewIsAcrossTheWiderSide()
    {
        const double half = std::tan(30 * kDegreesToRadians);
        const auto wide = ViewState::perspective({}, {0, 0, -1}, {0, 1, 0}, 800, 600, 60);
        QCOMPARE(wide.tanHalfX, half);
        QCOMPARE(wide.tanHalfY, half * 0.75);
        QCOMPARE(wide.pixelsPerMeter(1000), 400 / half / 1000);
        const auto tall = ViewState::perspective({}, {0, 0, -1}, {0, 1, 0}, 600, 800, 60);
        QCOMPARE(tall.tanHalfY, half);
        QCOMPARE(tall.pixelsPerMeter(1000), 400 / half / 1000);
        const auto map = ViewState::orthographic({}, {0, 0, -1}, {0, 1, 0}, 800, 600, 1200);
        QCOMPARE(map.pixelsPerMeter(5), 0.5);
    }
};

QTEST_GUILESS_MAIN(TestViewState)
#include "TestViewState.moc"
