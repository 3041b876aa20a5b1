// Places that stand on ground whose height comes late.
#include "geodata/crs/Ellipsoid.h"
#include "render/symbols/GroundAnchors.h"

#include <QTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::render;

class TestGroundAnchors : public QObject {
    Q_OBJECT

private slots:
    void standOnTheGround()
    {
        GroundAnchors anchors;
        anchors.add(113.75, 23.0, 0, 2);
        anchors.add(113.76, 23.0, 80, 2); // on a roof
        const auto heightOf = [&](std::size_t i) { return toGeographic(anchors[i]).heightMeters; };
        QVERIFY(!anchors.update(nullptr, 0));
        QVERIFY(std::abs(heightOf(0) - 2) < 1e-6);
        QVERIFY(!anchors.update([](double, double) { return 30.0; }, 1));
        QVERIFY(std::abs(heightOf(0) - 32) < 1e-6);
        QVERIFY(std::abs(heightOf(1) - 82) < 1e-6); // above the ground already
        QVERIFY(!anchors.update([](double, double) { return 50.0; }, 2));
        QVERIFY(std::abs(heightOf(0) - 52) < 1e-6);
        QVERIFY(!anchors.update(nullptr, 0)); // the terrain is gone
        QVERIFY(std::abs(heightOf(0) - 2) < 1e-6);
    }

    /// Many are asked for over several frames, and none is left out when the ground changes meanwhile.
    void manyAreAskedForInTurn()
    {
        GroundAnchors anchors;
        for (int i = 0; i < 1800; ++i)
            anchors.add(113.0 + i * 1e-4, 23.0, 0, 0);
        int asked = 0;
        double height = 10;
        const auto ground = [&](double, double) {
            ++asked;
            return height;
        };
        QVERIFY(anchors.update(ground, 1));
        QVERIFY(asked < 1000);
        height = 20;
        int frames = 0;
        while (anchors.update(ground, 2))
            QVERIFY(++frames < 20);
        for (std::size_t i = 0; i < anchors.size(); ++i)
            QVERIFY(std::abs(toGeographic(anchors[i]).heightMeters - 20) < 1e-6);
        asked = 0;
        QVERIFY(!anchors.update(ground, 2));
        QCOMPARE(asked, 0);
    }
};

QTEST_GUILESS_MAIN(TestGroundAnchors)
#include "TestGroundAnchors.moc"
