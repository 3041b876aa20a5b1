#include "render/view/CameraController.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>

#include <QtTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::render;
using layers::ViewState;

namespace {

/// Where a place is on the screen.
glm::dvec2 project(const ViewState& view, const glm::dvec3& point)
{
    const glm::dvec3 relative = point - view.eye;
    const double x = glm::dot(relative, view.right), y = glm::dot(relative, view.up);
    const double z = glm::dot(relative, view.direction);
    const double halfX = view.isOrthographic ? view.halfX : view.tanHalfX * z;
    const double halfY = view.isOrthographic ? view.halfY : view.tanHalfY * z;
    return {(x / halfX * 0.5 + 0.5) * view.width, (0.5 - y / halfY * 0.5) * view.height};
}

glm::dvec3 under(const ViewState& view, double x, double y, double height = 0)
{
    const ViewState::Ray ray = view.rayThrough(x, y);
    return ray.origin + ray.direction * intersectEllipsoid(ray.origin, ray.direction, height);
}

bool settle(CameraController& camera, double limitSeconds = 20.0)
{
    for (double t = 0; t < limitSeconds; t += 1.0 / 60.0)
        if (!camera.update(1.0 / 60.0))
            return true;
    return false;
}

} // namespace

class TestCameraController : public QObject {
    Q_OBJECT
private:
    static void poses()
    {
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("heading");
        QTest::addColumn<double>("pitch");
        QTest::addColumn<double>("pointHeight");
        QTest::newRow("street") << 30.0 << 120.0 << -20.0 << 2.0;
        QTest::newRow("roof above the eye") << 60.0 << 10.0 << 15.0 << 90.0;
        QTest::newRow("block") << 300.0 << 0.0 << -35.0 << 25.0;
        QTest::newRow("district") << 2500.0 << 255.0 << -50.0 << 0.0;
        QTest::newRow("straight down") << 5000.0 << 45.0 << -90.0 << 0.0;
        QTest::newRow("region") << 400'000.0 << 0.0 << -70.0 << 0.0;
        QTest::newRow("globe") << 9'000'000.0 << 20.0 << -90.0 << 0.0;
    }
    static CameraController at(double height, double heading, double pitch)
    {
        CameraController camera;
        camera.setViewport(800, 600);
        camera.setPose({113.7518, 23.0207, height, heading, pitch});
        return camera;
    }

private slots:
    /// Heights of terrain come late: the eye that was above the bare ellipsoid is lifted out of the hill.
    void risesWithTheGround()
    {
        CameraController camera({113.75, 22.985, 100.0, 0.0, -10.0});
        double ground = 0;
        camera.setGround([&](double, double) { return ground; });
        QVERIFY(!camera.update(0.05));
        QCOMPARE(camera.pose().heightMeters, 100.0);
        ground = 340;
        QVERIFY(camera.update(0.05));
        QVERIFY(std::abs(camera.pose().heightMeters - 341) < 1e-6);
        QVERIFY(!camera.update(0.05));
    }

    /// A map leaves and comes back above the ground, not above the ellipsoid below it.
    void mapsLieAboveTheGround()
    {
        CameraController camera({113.75, 22.985, 700.0, 0.0, -45.0});
        camera.setGround([](double, double) { return 500.0; });
        camera.setFlatMap(true);
        while (camera.update(0.1)) { }
        QVERIFY(camera.isFlatMap());
        QVERIFY(toGeographic(camera.view().eye).heightMeters >= 3500.0);
        camera.setFlatMap(false);
        while (camera.update(0.1)) { }
        QVERIFY2(std::abs(camera.pose().heightMeters - 700) < 30,
                 qPrintable(QString::number(camera.pose().heightMeters)));
    }

    void panKeepsThePointUnderTheCursor_data() { poses(); }
    void panKeepsThePointUnderTheCursor()
    {
        QFETCH(double, height);
        QFETCH(double, heading);
        QFETCH(double, pitch);
        QFETCH(double, pointHeight);
        CameraController camera = at(height, heading, pitch);
        const double y0 = pointHeight > height ? 100 : 420;
        const glm::dvec3 point = under(camera.view(), 380, y0, pointHeight);
        camera.beginDrag(CameraController::Drag::Pan, 380, y0, point);
        for (int i = 1; i <= 10; ++i) {
            const double x = 380 + 9.0 * i, y = y0 + 3.0 * i;
            camera.drag(x, y);
            const glm::dvec2 seen = project(camera.view(), point);
            QVERIFY2(std::hypot(seen.x - x, seen.y - y) < 0.5,
                     qPrintable(QStringLiteral("%1, %2 px off").arg(seen.x - x).arg(seen.y - y)));
        }
        camera.endDrag();
        QVERIFY(std::abs(camera.pose().heightMeters - height) < 1e-6 * height + 1e-6);
        QCOMPARE(camera.pose().pitchDegrees, pitch);
        QCOMPARE(camera.pose().headingDegrees, heading);
    }

    void wheelKeepsThePointUnderTheCursor_data() { poses(); }
    void wheelKeepsThePointUnderTheCursor()
    {
        QFETCH(double, height);
        QFETCH(double, heading);
        QFETCH(double, pitch);
        QFETCH(double, pointHeight);
        CameraController camera = at(height, heading, pitch);
        const double y = pointHeight > height ? 100 : 400;
        const glm::dvec3 point = under(camera.view(), 500, y, pointHeight);
        const double before = glm::length(point - camera.view().eye);
        camera.wheel(500, y, 3, point);
        QVERIFY(settle(camera));
        const ViewState view = camera.view();
        const glm::dvec2 seen = project(view, point);
        QVERIFY2(std::hypot(seen.x - 500, seen.y - y) < 0.5,
                 qPrintable(QStringLiteral("%1, %2 px off").arg(seen.x - 500).arg(seen.y - y)));
        const double after = glm::length(point - view.eye);
        QVERIFY2(std::abs(after / before - std::pow(0.8, 3)) < 0.02, qPrintable(QString::number(after / before)));
    }

    void orbitKeepsThePointAndTheDistance()
    {
        CameraController camera = at(400, 30, -40);
        const glm::dvec3 point = under(camera.view(), 300, 350);
        const double distance = glm::length(point - camera.view().eye);
        camera.beginDrag(CameraController::Drag::Orbit, 300, 350, point);
        for (int i = 1; i <= 20; ++i) {
            camera.drag(300 + 10 * i, 350 + 2 * i);
            const glm::dvec2 seen = project(camera.view(), point);
            QVERIFY2(std::hypot(seen.x - 300, seen.y - 350) < 1.0,
                     qPrintable(QStringLiteral("%1, %2 px off").arg(seen.x - 300).arg(seen.y - 350)));
            QVERIFY(std::abs(glm::length(point - camera.view().eye) - distance) < 1e-3 * distance);
        }
        // 200 px to the right turn the camera 50 degrees to the left of where it looked, 40 px downward tilt it by 10.
        QVERIFY2(std::abs(camera.pose().pitchDegrees + 50) < 1.0,
                 qPrintable(QString::number(camera.pose().pitchDegrees)));
        const double turn = std::remainder(camera.pose().headingDegrees - 30.0, 360.0);
        QVERIFY2(std::abs(std::abs(turn) - 50) < 2.0, qPrintable(QString::number(turn)));
    }

    void neverGoesBelowTheGround()
    {
        const double ground = 57.0;
        const auto check = [&](const CameraController& camera) {
            QVERIFY2(camera.pose().heightMeters >= ground + CameraController::kClearanceMeters - 1e-6,
                     qPrintable(QString::number(camera.pose().heightMeters)));
        };
        CameraController camera = at(70, 0, -30);
        camera.setSurface([&](const glm::dvec3&) { return std::optional<double>(ground); });
        camera.setMotion({0, 0, -1, 0, 0});
        for (int i = 0; i < 300; ++i) {
            camera.update(1.0 / 60);
            check(camera);
        }
        QVERIFY(camera.pose().heightMeters < ground + 2.0);
        camera.setMotion({});
        QVERIFY(settle(camera));
        camera.setPose({113.7518, 23.0207, 80, 0, -45});
        camera.wheel(400, 300, 60, under(camera.view(), 400, 300, ground));
        for (int i = 0; i < 300; ++i) {
            camera.update(1.0 / 60);
            check(camera);
        }
        camera.setPose({113.7518, 23.0207, 80, 0, -45});
        camera.beginDrag(CameraController::Drag::Orbit, 400, 300, under(camera.view(), 400, 300, ground));
        for (int i = 0; i < 100; ++i) {
            camera.drag(400 + i, 300 - 10 * i);
            check(camera);
        }
        camera.flyTo({113.76, 23.02, 10.0, 0, 0}); // below the ground
        QVERIFY(settle(camera));
        check(camera);
    }

    /// A wall across the way to the north, 100 m ahead, 40 m high.
    static CameraController::Obstacle wallAt(const glm::dmat4& frame, double northMeters)
    {
        return [=](const glm::dvec3& eye, const glm::dvec3& direction,
                   double maximum) -> std::optional<CameraController::Obstruction> {
            const glm::dmat3 axes(frame);
            const glm::dvec3 at = (eye - glm::dvec3(frame[3])) * axes, way = direction * axes;
            const double t = (northMeters - at.y) / way.y;
            const double up = at.z + way.z * t;
            if (!(t > 0) || t > maximum || up < 0 || up > 40)
                return std::nullopt;
            return CameraController::Obstruction{t, axes * glm::dvec3(0, way.y > 0 ? -1 : 1, 0)};
        };
    }

    void doesNotGoThroughWalls_data()
    {
        QTest::addColumn<QString>("by");
        QTest::newRow("wheel") << "wheel";
        QTest::newRow("wheel, in one leap") << "leap";
        QTest::newRow("keys") << "keys";
        QTest::newRow("keys, at a slant") << "slant";
        QTest::newRow("pan") << "pan";
        QTest::newRow("orbit") << "orbit";
    }
    void doesNotGoThroughWalls()
    {
        QFETCH(QString, by);
        const glm::dmat4 frame = eastNorthUpToEcef({113.7518, 23.0207, 0});
        const auto local = [&](const glm::dvec3& p) { return (p - glm::dvec3(frame[3])) * glm::dmat3(frame); };
        CameraController camera = at(20, 0, -5);
        camera.setObstacle(wallAt(frame, 100));
        const auto check = [&] {
            const double north = local(camera.view().eye).y;
            QVERIFY2(north <= 100 - CameraController::kWallMeters + 1e-3, qPrintable(QString::number(north)));
        };
        if (by == "wheel" || by == "leap") {
            // The picked point lies behind the wall, as when it has just been loaded.
            const glm::dvec3 point(frame * glm::dvec4(0, 400, 15, 1));
            camera.wheel(400, 300, 30, point);
            for (int i = 0; i < 200; ++i) {
                camera.update(by == "leap" ? 0.25 : 1.0 / 60);
                check();
            }
            QVERIFY(local(camera.view().eye).y > 90); // but up to it
        } else if (by == "keys" || by == "slant") {
            const double east = local(camera.view().eye).x;
            camera.setMotion({1, by == "slant" ? 0.5 : 0.0, 0, 0, 0});
            for (int i = 0; i < 900; ++i) {
                camera.update(1.0 / 60);
                check();
            }
            QVERIFY(local(camera.view().eye).y > 98);
            if (by == "slant")
                QVERIFY(local(camera.view().eye).x > east + 60); // along the wall
        } else if (by == "pan") {
            const glm::dvec3 point = under(camera.view(), 400, 330);
            camera.beginDrag(CameraController::Drag::Pan, 400, 330, point);
            for (int i = 1; i <= 60; ++i) {
                camera.drag(400, 330 + 5 * i);
                check();
            }
            QVERIFY(local(camera.view().eye).y > 98);
        } else {
            // Around a point to the north-east, so that the eye swings to the north.
            const glm::dvec3 point(frame * glm::dvec4(150, 60, 20, 1));
            camera.beginDrag(CameraController::Drag::Orbit, 500, 300, point);
            for (int i = 1; i <= 80; ++i) {
                camera.drag(500 + 5 * i, 300);
                check();
            }
            camera.beginDrag(CameraController::Drag::Orbit, 500, 300, point);
            for (int i = 1; i <= 160; ++i) {
                camera.drag(500 - 5 * i, 300);
                check();
            }
        }
    }

    void comesNearToSmallModels()
    {
        CameraController camera = at(2, 0, -30);
        camera.setStudio(true);
        const glm::dvec3 point = under(camera.view(), 400, 300, 0.05);
        camera.wheel(400, 300, 40, point);
        QVERIFY(settle(camera));
        QVERIFY(glm::length(camera.view().eye - point) < 0.11);
        CameraController city = at(2, 0, -30);
        city.wheel(400, 300, 40, point);
        QVERIFY(settle(city));
        QVERIFY(glm::length(city.view().eye - point) > CameraController::kClearanceMeters - 0.06);
    }

    void wallsDoNotHoldWhoGoesAway()
    {
        const glm::dmat4 frame = eastNorthUpToEcef({113.7518, 23.0207, 0});
        CameraController camera = at(20, 180, -5);
        camera.setObstacle(wallAt(frame, 0.3)); // nearer than allowed, behind the back
        camera.setMotion({1, 0, 0, 0, 0});
        for (int i = 0; i < 60; ++i)
            camera.update(1.0 / 60);
        const glm::dvec3 local = (camera.view().eye - glm::dvec3(frame[3])) * glm::dmat3(frame);
        QVERIFY(local.y < -10);
    }

    void flightsArriveExactly_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("heading");
        QTest::addColumn<double>("pitch");
        QTest::newRow("near") << 113.7528 << 23.0217 << 250.0 << 340.0 << -60.0;
        QTest::newRow("same place, higher") << 113.7518 << 23.0207 << 3000.0 << 10.0 << -90.0;
        QTest::newRow("same place, turned") << 113.7518 << 23.0207 << 300.0 << 200.0 << -30.0;
        QTest::newRow("across the city") << 114.2 << 22.75 << 150.0 << 95.0 << -25.0;
        QTest::newRow("Beijing") << 116.39 << 39.91 << 1200.0 << 0.0 << -45.0;
        QTest::newRow("the other side") << -66.0 << -22.0 << 5000.0 << 0.0 << -90.0;
    }
    void flightsArriveExactly()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(double, height);
        QFETCH(double, heading);
        QFETCH(double, pitch);
        CameraController camera = at(300, 10, -30);
        const CameraPose target{lon, lat, height, heading, pitch};
        camera.flyTo(target);
        const auto destination = camera.destination();
        QVERIFY(destination);
        glm::dvec3 last = camera.view().eye;
        double longest = 0, total = 0;
        int frames = 0;
        while (camera.update(1.0 / 60)) {
            QVERIFY(++frames < 600);
            const glm::dvec3 eye = camera.view().eye;
            longest = std::max(longest, glm::length(eye - last));
            total += glm::length(eye - last);
            last = eye;
        }
        QCOMPARE(camera.pose(), target);
        QVERIFY2(glm::length(destination->eye - camera.view().eye) < 1e-6, "told beforehand where it would end");
        QVERIFY(glm::length(destination->direction - camera.view().direction) < 1e-9);
        QVERIFY(!camera.destination());
        // Smooth: no frame makes up a large part of the way.
        total += glm::length(camera.view().eye - last);
        QVERIFY(frames > 20);
        QVERIFY2(longest <= 0.15 * total + 1e-9, qPrintable(QStringLiteral("%1 of %2 m").arg(longest).arg(total)));
    }

    void longFlightsRise()
    {
        CameraController camera = at(300, 0, -30);
        camera.flyTo({114.2, 22.75, 300, 0, -30});
        double highest = 0;
        while (camera.update(1.0 / 60))
            highest = std::max(highest, camera.pose().heightMeters);
        QVERIFY2(highest > 5'000 && highest < 100'000, qPrintable(QString::number(highest)));
    }

    void flatMapGoesThereAndBack()
    {
        CameraController camera = at(800, 70, -40);
        const glm::dvec3 middle = under(camera.view(), 400, 300);
        camera.setFlatMap(true);
        QVERIFY(settle(camera));
        QVERIFY(camera.isFlatMap());
        ViewState view = camera.view();
        QVERIFY(view.isOrthographic);
        const glm::dvec2 seen = project(view, middle);
        QVERIFY2(std::hypot(seen.x - 400, seen.y - 300) < 1.0, "the middle stays in the middle");
        // North is up.
        const glm::dmat4 frame = eastNorthUpToEcef({camera.pose().lonDegrees, camera.pose().latDegrees, 0});
        QVERIFY(glm::dot(view.up, glm::dvec3(frame[1])) > 0.999999);

        const glm::dvec3 point = under(view, 200, 150);
        camera.beginDrag(CameraController::Drag::Pan, 200, 150, point);
        camera.drag(430, 320);
        glm::dvec2 moved = project(camera.view(), point);
        QVERIFY2(std::hypot(moved.x - 430, moved.y - 320) < 0.5,
                 qPrintable(QStringLiteral("%1, %2").arg(moved.x).arg(moved.y)));
        camera.endDrag();
        const double extent = camera.mapExtentMeters();
        camera.wheel(430, 320, 2, point);
        QVERIFY(settle(camera));
        moved = project(camera.view(), point);
        QVERIFY(std::hypot(moved.x - 430, moved.y - 320) < 0.5);
        QVERIFY(std::abs(camera.mapExtentMeters() / extent - 0.64) < 0.01);

        const glm::dvec3 mapMiddle = under(camera.view(), 400, 300);
        camera.setFlatMap(false);
        QVERIFY(!camera.isFlatMap());
        QVERIFY(settle(camera));
        // Meridians converge: the same direction has another heading a few hundred metres away.
        QVERIFY(std::abs(camera.pose().headingDegrees - 70) < 0.01);
        const glm::dvec2 back = project(camera.view(), mapMiddle);
        QVERIFY2(std::hypot(back.x - 400, back.y - 300) < 2.0,
                 qPrintable(QStringLiteral("%1, %2").arg(back.x).arg(back.y)));
    }

    void theMapEndsWhereNothingIsLeftToSee_data()
    {
        QTest::addColumn<double>("limit");
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("pitch");
        QTest::newRow("a city, from a street") << 280e3 << 70.0 << -10.0;
        QTest::newRow("a city, from far above it") << 280e3 << 9e6 << -60.0;
        QTest::newRow("the Earth, from a street") << CameraController::kEarthMapMeters << 70.0 << -20.0;
        QTest::newRow("the Earth, from space") << CameraController::kEarthMapMeters << 2e7 << -85.0;
        QTest::newRow("more than the Earth") << 1e12 << 500.0 << -45.0;
    }
    void theMapEndsWhereNothingIsLeftToSee()
    {
        QFETCH(double, limit);
        QFETCH(double, height);
        QFETCH(double, pitch);
        CameraController camera = at(height, 70, pitch);
        camera.setMapLimit(limit);
        camera.setFlatMap(true);
        QVERIFY(settle(camera));
        const double most = std::min(limit, CameraController::kEarthMapMeters);
        QVERIFY(camera.mapExtentMeters() <= most * 1.000001);
        for (int notch = 0; notch < 80; ++notch) {
            camera.wheel(130, 90, -1, {});
            QVERIFY(settle(camera));
        }
        QVERIFY(std::abs(camera.mapExtentMeters() / most - 1.0) < 1e-6);
        const auto seesTheEarth = [&] {
            const ViewState view = camera.view();
            const ViewState::Ray ray = view.rayThrough(400, 300);
            return intersectEllipsoid(ray.origin, ray.direction) > 0;
        };
        QVERIFY(seesTheEarth());
        const glm::dvec3 middle = under(camera.view(), 400, 300);
        camera.setFlatMap(false);
        while (camera.update(1.0 / 60))
            QVERIFY2(seesTheEarth(), "on the way back");
        QVERIFY(seesTheEarth());
        const glm::dvec2 back = project(camera.view(), middle);
        QVERIFY2(std::hypot(back.x - 400, back.y - 300) < 3.0,
                 qPrintable(QStringLiteral("%1, %2").arg(back.x).arg(back.y)));
        QVERIFY(camera.pose().pitchDegrees < 0);
    }

    void keysMoveAndLetGo()
    {
        CameraController camera = at(100, 90, -10);
        QVERIFY(!camera.update(1.0 / 60));
        camera.setMotion({1, 0, 0, 0, 0});
        for (int i = 0; i < 60; ++i)
            QVERIFY(camera.update(1.0 / 60));
        QVERIFY(camera.pose().lonDegrees > 113.7518 + 50.0 / 102'000.0); // some 90 m a second, eastward
        QVERIFY(std::abs(camera.pose().heightMeters - 100) < 1e-6);
        camera.setMotion({});
        QVERIFY(settle(camera, 3.0));
        camera.northUp();
        QVERIFY(settle(camera, 3.0));
        QCOMPARE(camera.pose().headingDegrees, 0.0);
    }
};

QTEST_GUILESS_MAIN(TestCameraController)
#include "TestCameraController.moc"
