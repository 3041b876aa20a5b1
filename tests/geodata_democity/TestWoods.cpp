// Woods of the demo city: whole where they are, from near and from afar.
#include "geodata/crs/Ellipsoid.h"
#include "geodata/democity/Buildings.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Districts.h"
#include "geodata/democity/Surroundings.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/TerrainTiles.h"
#include "geodata/democity/Woods.h"
#include "tests/geodata_democity/CityGlb.h"

#include <QtTest>

using namespace guanjing;
using namespace guanjing::democity;
using namespace guanjing::test;

class TestWoods : public QObject {
    Q_OBJECT

private slots:
    /// From afar a wood is one surface over its crowns, above the ground that is seen with it.
    void woodsFromAfarAreClosed()
    {
        const V2 middle = fromLonLat(114.19, 22.90);
        for (const int level : {2, 3}) {
            const double size = 4000.0 / (1 << level);
            const int i = static_cast<int>(middle.x / size), j = static_cast<int>(middle.y / size);
            const Box box = buildingTileBox(level, i, j);
            std::vector<std::shared_ptr<const MeshPlan>> plans;
            const MeshRange range = meshesIn(box);
            for (int mj = range.minJ; mj <= range.maxJ; ++mj)
                for (int mi = range.minI; mi <= range.maxI; ++mi)
                    plans.push_back(meshPlan(mi, mj));
            const Woods woods(box, plans);
            const TerrainSurface seen(level + 10, box);
            struct Top {
                V2 place;
                double height;
            };
            std::vector<Top> tops;
            const std::string name =
                "t/" + std::to_string(level) + "/" + std::to_string(i) + "_" + std::to_string(j) + ".glb";
            for (const Vertex& vertex :
                 verticesOf(parseGlb(buildingFile(name, Epoch::June2026, Relief::Terrain)->bytes)))
                if (vertex.feature == 0xFFFF) {
                    const Geographic g = toGeographic(vertex.ecef);
                    tops.push_back({fromLonLat(g.lonDegrees, g.latDegrees), g.heightMeters});
                }
            int wooded = 0, sunk = 0;
            for (double x = box.minX + 30; x < box.maxX - 30; x += 60)
                for (double y = box.minY + 30; y < box.maxY - 30; y += 60) {
                    const V2 p{x, y};
                    bool inside = true;
                    for (const V2 off : {V2{20, 0}, V2{-20, 0}, V2{0, 20}, V2{0, -20}, V2{0, 0}})
                        inside = inside && woods.holds(p + off);
                    if (!inside)
                        continue;
                    ++wooded;
                    const Top* nearest = nullptr;
                    for (const Top& top : tops)
                        if (!nearest || (top.place - p).length() < (nearest->place - p).length())
                            nearest = &top;
                    if (!nearest || (nearest->place - p).length() > 22 || nearest->height < seen.at(nearest->place) + 4)
                        ++sunk;
                }
            qInfo("level %d: %d places in woods, %d without a crown above them", level, wooded, sunk);
            QVERIFY(wooded > 40);
            QVERIFY2(sunk * 50 <= wooded, qPrintable(QString::number(sunk)));
        }
    }

    /// Coarser and finer surfaces lie at other heights where they meet: the edges of each reach down to the ground.
    void surfacesOfLevelsMeetWithoutAGap()
    {
        const V2 middle = fromLonLat(114.19, 22.90);
        for (const int level : {2, 3}) {
            const double size = 4000.0 / (1 << level);
            const int i = static_cast<int>(middle.x / size), j = static_cast<int>(middle.y / size);
            const Box box = buildingTileBox(level, i, j);
            const std::string name =
                "t/" + std::to_string(level) + "/" + std::to_string(i) + "_" + std::to_string(j) + ".glb";
            int high = 0, low = 0;
            for (const Vertex& vertex :
                 verticesOf(parseGlb(buildingFile(name, Epoch::June2026, Relief::Terrain)->bytes))) {
                const Geographic g = toGeographic(vertex.ecef);
                const V2 p = fromLonLat(g.lonDegrees, g.latDegrees);
                if (vertex.feature != 0xFFFF || std::fabs(p.x - box.minX) > 0.5)
                    continue;
                ++(g.heightMeters > groundHeightAt(p) + 4 ? high : low);
            }
            qInfo("level %d: %d places of the western edge above the ground, %d at it", level, high, low);
            QVERIFY(high > 10);
            QVERIFY(low >= high / 2);
        }
    }

    /// Beyond the limits, where no plan says what stands, no town stands on the hills.
    void hillsBeyondTheLimitsAreWooded()
    {
        for (const V2 top : {fromLonLat(114.225, 22.725), fromLonLat(114.235, 22.735)}) {
            QVERIFY(reliefMeters(top) > 60);
            const Cover cover = coverAt(top, leaningAt(top), 5);
            QVERIFY2(cover.wood > 0.9F && cover.built < 0.1F,
                     qPrintable(QStringLiteral("%1 wood, %2 built").arg(cover.wood).arg(cover.built)));
        }
    }

    /// No street runs through a wood, and its trees do not end with its blocks.
    void streetsLeaveWoodsWhole()
    {
        int roads = 0;
        const MeshRange range = meshesIn(Box{fromLonLat(114.05, 22.85).x, fromLonLat(114.05, 22.85).y,
                                             fromLonLat(114.22, 22.93).x, fromLonLat(114.22, 22.93).y});
        for (int j = range.minJ; j <= range.maxJ; ++j)
            for (int i = range.minI; i <= range.maxI; ++i)
                for (const Road& road : planMesh(i, j).roads) {
                    ++roads;
                    bool wooded = true;
                    for (double t = 0.05; t < 1; t += 0.1)
                        wooded = wooded && woodness(lerp(road.a, road.b, t)) > 0.02;
                    QVERIFY(!wooded);
                }
        QVERIFY(roads > 100);
    }
};

QTEST_GUILESS_MAIN(TestWoods)
#include "TestWoods.moc"
