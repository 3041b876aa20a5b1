#include "geodata/crs/CoordinateTransform.h"
#include "geodata/crs/LocalFrame.h"

#include <glm/geometric.hpp>

#include <QtTest>

#include <cmath>
#include <thread>

using namespace guanjing;

class TestCoordinateTransform : public QObject {
    Q_OBJECT

private slots:
    // Truth: an independent run of cs2cs, to 0.1 mm; columns are x = east or longitude, y = north or latitude.
    void knownPositions_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("east");
        QTest::addColumn<double>("north");
        const struct {
            const char* name;
            double lon, lat, east4547, north4547, east3857, north3857;
        } places[] = {{"south-west", 113.52, 22.65, 450662.8130, 2505857.6154, 12636988.5949, 2589746.5769},
                      {"centre", 113.7518, 23.0207, 474557.7328, 2546851.5329, 12662792.4528, 2634522.1444},
                      {"north-east", 114.27, 23.15, 527650.4747, 2561174.9505, 12720478.2129, 2650168.7076}};
        for (const auto& p : places)
            for (const char* from : {"EPSG:4490", "EPSG:4326"}) {
                QTest::addRow("%s %s to 4547", p.name, from)
                    << from << "EPSG:4547" << p.lon << p.lat << p.east4547 << p.north4547;
                QTest::addRow("%s %s to 3857", p.name, from)
                    << from << "EPSG:3857" << p.lon << p.lat << p.east3857 << p.north3857;
                QTest::addRow("%s %s to 4526", p.name, from)
                    << from << "EPSG:4526" << p.lon << p.lat << p.east4547 + 38e6 << p.north4547;
            }
    }
    void knownPositions()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(double, east);
        QFETCH(double, north);
        auto made = CoordinateTransform::create(from.toStdString(), to.toStdString());
        QVERIFY2(made.has_value(), made ? "" : made.error().toString().c_str());
        const auto projected = made->forward(glm::dvec3(lon, lat, 12.5));
        QVERIFY(projected.has_value());
        QVERIFY(std::abs(projected->x - east) < 1e-4);
        QVERIFY(std::abs(projected->y - north) < 1e-4);
        QCOMPARE(projected->z, 12.5);
        const auto back = made->inverse(*projected);
        QVERIFY(back.has_value());
        QVERIFY(std::abs(back->x - lon) < 1e-10);
        QVERIFY(std::abs(back->y - lat) < 1e-10);
    }

    void manyAtOnce()
    {
        auto transform = CoordinateTransform::create("EPSG:4547", "EPSG:4490");
        QVERIFY(transform.has_value());
        std::vector<glm::dvec3> positions;
        for (int i = 0; i < 1000; ++i)
            positions.emplace_back(440000.0 + i * 90.0, 2510000.0 + i * 50.0, i);
        const std::vector<glm::dvec3> before = positions;
        QCOMPARE(transform->forward(positions), std::size_t(0));
        QVERIFY(positions[0].x > 113.3 && positions[0].x < 113.5);
        QCOMPARE(transform->inverse(positions), std::size_t(0));
        for (std::size_t i = 0; i < before.size(); ++i)
            QVERIFY(glm::distance(before[i], positions[i]) < 1e-4);
    }

    void obfuscatedSystems()
    {
        auto transform = CoordinateTransform::create("GCJ-02", "EPSG:4547");
        QVERIFY(transform.has_value());
        const auto projected = transform->forward(glm::dvec3(113.7569930459, 23.0179774247, 0));
        QVERIFY(projected.has_value());
        QVERIFY(std::hypot(projected->x - 474557.7328, projected->y - 2546851.5329) < 2e-4);
        const auto back = transform->inverse(*projected);
        QVERIFY(back.has_value() && std::abs(back->x - 113.7569930459) < 1e-9);
        auto between = CoordinateTransform::create("GCJ-02", "BD-09");
        QVERIFY(between.has_value());
        const auto baidu = between->forward(glm::dvec3(113.7569930459, 23.0179774247, 0));
        QVERIFY(baidu.has_value() && std::hypot(baidu->x - 113.7634069282, baidu->y - 23.0243108490) < 2e-10);
    }

    void geocentricAgreesWithTheClosedForm()
    {
        auto transform = CoordinateTransform::create("EPSG:4979", "EPSG:4978");
        QVERIFY(transform.has_value());
        const auto ecef = transform->forward(glm::dvec3(113.7518, 23.0207, 87.25));
        QVERIFY(ecef.has_value());
        QVERIFY(glm::distance(*ecef, toEcef({113.7518, 23.0207, 87.25})) < 1e-8);
    }

    void unknownSystemsAreNamed()
    {
        for (const char* name : {"EPSG:999999", "", "nonsense", "+proj=utm"}) {
            const auto made = CoordinateTransform::create(name, "EPSG:4490");
            QVERIFY(!made.has_value());
            QCOMPARE(made.error().code, ErrorCode::NoPlace);
            QCOMPARE(made.error().source, std::string(name));
        }
    }

    void positionsWithoutCounterpartAreErrors()
    {
        auto transform = CoordinateTransform::create("EPSG:4326", "EPSG:3857");
        QVERIFY(transform.has_value());
        const auto pole = transform->forward(glm::dvec3(0, 95, 0));
        QVERIFY(!pole.has_value());
        QCOMPARE(pole.error().code, ErrorCode::BadValue);
        std::vector<glm::dvec3> mixed{{113, 23, 0}, {0, 95, 0}, {114, 23, 0}};
        QCOMPARE(transform->forward(mixed), std::size_t(1));
        QVERIFY(std::isinf(mixed[1].x) && std::isfinite(mixed[2].x));
    }

    void eachThreadHasItsOwn()
    {
        std::atomic<int> good{0};
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&good] {
                    auto mine = CoordinateTransform::create("EPSG:4490", "EPSG:4547");
                    const auto p = mine ? mine->forward(glm::dvec3(114, 23, 0)) : glm::dvec3(0);
                    if (p && std::abs(p->x - 500000) < 1e-4)
                        ++good;
                });
        }
        QCOMPARE(good.load(), 4);
    }

    void localFrameThereAndBack()
    {
        const LocalFrame frame({113.75, 23.0, 20});
        const glm::dvec3 local(1234.5, -987.6, 54.3);
        QVERIFY(glm::distance(frame.toLocal(frame.toEcef(local)), local) < 1e-8);
        QVERIFY(glm::distance(frame.toEcef(glm::dvec3(0)), toEcef({113.75, 23.0, 20})) == 0);
        QVERIFY(std::abs(toGeographic(frame.toEcef({0, 0, 5})).heightMeters - 25) < 1e-8);
    }
};

QTEST_GUILESS_MAIN(TestCoordinateTransform)
#include "TestCoordinateTransform.moc"
