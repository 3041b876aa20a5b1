// To which side models face, and from where they are then looked at.
#include "geodata/crs/Ellipsoid.h"
#include "geodata/tiles3d/Model.h"
#include "layers/scene/SurfaceFacing.h"
#include "layers/scene/ViewpointFit.h"
#include "layers/tiling/ViewState.h"

#include <QTest>

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <cmath>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

tiles3d::Model sheet(bool isBumpy)
{
    tiles3d::Model model;
    tiles3d::Primitive primitive;
    constexpr std::uint32_t kSide = 9;
    for (std::uint32_t y = 0; y < kSide; ++y)
        for (std::uint32_t x = 0; x < kSide; ++x)
            primitive.positions.emplace_back(static_cast<float>(x), static_cast<float>(y),
                                             isBumpy && (x + y) % 2 == 1 ? 0.7f : 0.0f);
    for (std::uint32_t y = 0; y + 1 < kSide; ++y)
        for (std::uint32_t x = 0; x + 1 < kSide; ++x) {
            const std::uint32_t a = y * kSide + x, b = a + 1, c = a + kSide, d = c + 1;
            primitive.indices.insert(primitive.indices.end(), {a, b, d, a, d, c});
        }
    model.meshes.push_back({"sheet", {primitive}});
    model.instances.resize(1);
    model.instances[0].mesh = 0;
    return model;
}

} // namespace

class TestSurfaceFacing : public QObject {
    Q_OBJECT
private slots:
    void sheetsFaceOneWay()
    {
        const glm::dmat4 unmoved(1.0);
        for (const bool isBumpy : {false, true}) {
            SurfaceFacing facing;
            facing.add(sheet(isBumpy), unmoved);
            QVERIFY(facing.direction());
            QVERIFY(facing.direction()->z > 0.99);
        }
        SurfaceFacing tipped;
        tipped.add(sheet(false), glm::rotate(unmoved, 1.5707963267948966, glm::dvec3(1, 0, 0))); // z becomes -y
        QVERIFY(tipped.direction() && tipped.direction()->y < -0.99);
        // A mirrored copy shows the same side as its twin.
        SurfaceFacing mirrored;
        mirrored.add(sheet(false), glm::scale(unmoved, glm::dvec3(-1, 1, 1)));
        QVERIFY(mirrored.direction() && mirrored.direction()->z > 0.99);
    }

    void bodiesFaceNowhere()
    {
        SurfaceFacing facing;
        QVERIFY(!facing.direction());
        facing.add(sheet(false), glm::dmat4(1.0));
        facing.add(sheet(false), glm::rotate(glm::dmat4(1.0), 3.141592653589793, glm::dvec3(1, 0, 0)));
        QVERIFY(!facing.direction());
        tiles3d::Model odd;
        odd.instances.resize(2);
        odd.instances[0].mesh = 7; // leads nowhere
        facing.add(odd, glm::dmat4(1.0));
    }

    void viewsFromAllSidesHoldTheWhole_data()
    {
        QTest::addColumn<double>("heading");
        QTest::addColumn<double>("pitch");
        for (const int heading : {0, 90, 180, 233})
            for (const int pitch : {-75, -35, -10, 20})
                QTest::addRow("%d, %d", heading, pitch) << double(heading) << double(pitch);
    }
    void viewsFromAllSidesHoldTheWhole()
    {
        QFETCH(double, heading);
        QFETCH(double, pitch);
        const GeographicBounds bounds{{113.75, 23.02, 113.753, 23.0205}, 0, 240};
        const Viewpoint v = viewpointOver(bounds, 1.0, heading, pitch);
        QCOMPARE(v.headingDegrees, heading);
        const ViewState view =
            ViewState::geographic(v.lonDegrees, v.latDegrees, v.heightMeters, heading, pitch, 900, 600);
        double widest = 0;
        for (const double lon : {113.75, 113.753})
            for (const double lat : {23.02, 23.0205})
                for (const double height : {0.0, 240.0}) {
                    const glm::dvec3 to = toEcef({lon, lat, height}) - view.eye;
                    const double depth = glm::dot(to, view.direction);
                    QVERIFY(depth > 0);
                    widest = std::max({widest, std::abs(glm::dot(to, view.right)) / (depth * view.tanHalfX),
                                       std::abs(glm::dot(to, view.up)) / (depth * view.tanHalfY)});
                }
        QVERIFY2(widest < 1.0 && widest > 0.6, qPrintable(QString::number(widest)));
    }

    void theGlobeIsSeenWhole_data()
    {
        QTest::addColumn<QList<double>>("sides");
        QTest::newRow("all of it") << QList<double>{-180, -90, 180, 90};
        QTest::newRow("a continent") << QList<double>{60, 10, 140, 55};
        QTest::newRow("far above") << QList<double>{-180, -90, 180, 90, 8e6};
    }
    void theGlobeIsSeenWhole()
    {
        QFETCH(QList<double>, sides);
        const GeographicBounds bounds{
            {sides[0], sides[1], sides[2], sides[3]}, -1000, sides.size() > 4 ? sides[4] : 9000.0};
        const Viewpoint v = viewpointOver(bounds, 1.0);
        const ViewState view = ViewState::geographic(v.lonDegrees, v.latDegrees, v.heightMeters, v.headingDegrees,
                                                     v.pitchDegrees, 900, 600);
        const double toCenter = glm::length(view.eye);
        QVERIFY(glm::dot(glm::normalize(-view.eye), view.direction) > 0.99999);
        const double tangent =
            kWgs84SemiMajorMeters / std::sqrt(toCenter * toCenter - std::pow(kWgs84SemiMajorMeters, 2));
        QVERIFY2(tangent < view.tanHalfY, qPrintable(QString("%1 %2").arg(tangent).arg(view.tanHalfY)));
    }
};

QTEST_GUILESS_MAIN(TestSurfaceFacing)
#include "TestSurfaceFacing.moc"
