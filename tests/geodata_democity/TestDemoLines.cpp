// What must not end in nothing: river arms, motorways and railways, bridges, ramps.
#include "geodata/democity/Boundary.h"
#include "geodata/democity/Buildings.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Plan.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Waters.h"

#include <QTest>

#include <algorithm>

using namespace guanjing;
using namespace guanjing::democity;

namespace {

QString placeName(V2 place)
{
    const glm::dvec2 lonLat = toLonLat(place);
    return QStringLiteral("%1,%2").arg(lonLat.x, 0, 'f', 4).arg(lonLat.y, 0, 'f', 4);
}

bool atSea(V2 place)
{
    return onStandingWater(place) && (place - fromLonLat(113.6, 22.8)).length() < 40000
        && shoresAt(place).standingLevel == 0;
}

double deckAt(const Corridor& c, std::size_t k) { return c.base[k] + c.height[k]; }

/// Whether an end of a ramp lies on the deck of a motorway, at its height.
bool isOnMotorway(V2 place, double deck)
{
    for (const Corridor& c : corridors()) {
        if (c.kind != CorridorKind::Motorway || !c.box.holds(place))
            continue;
        for (std::size_t k = 0; k + 1 < c.line.size(); ++k) {
            const V2 d = c.line[k + 1] - c.line[k];
            const double t = clamp01(dot(place - c.line[k], d) / dot(d, d));
            if ((place - (c.line[k] + d * t)).length() < corridorHalfWidth(c.kind)
                && std::fabs(deckAt(c, k) + (deckAt(c, k + 1) - deckAt(c, k)) * t - deck) < 1.5)
                return true;
        }
    }
    return false;
}

/// Whether it touches the carriageway of a street on the ground.
bool isAtStreet(V2 place)
{
    const MeshRange range = meshesIn({place.x - 100, place.y - 100, place.x + 100, place.y + 100});
    for (int j = range.minJ; j <= range.maxJ; ++j)
        for (int i = range.minI; i <= range.maxI; ++i)
            for (bool northward : {false, true}) {
                Road road;
                if (!arterial(i, j, northward, road))
                    continue;
                const V2 d = road.b - road.a;
                const double t = clamp01(dot(place - road.a, d) / dot(d, d));
                if ((place - (road.a + d * t)).length() < sectionOf(road.roadClass).halfCarriageway + 1)
                    return true;
            }
    return false;
}

} // namespace

class TestDemoLines : public QObject {
    Q_OBJECT

private slots:
    void armsOfTheDongjiangReachTheSea()
    {
        const std::vector<River>& all = rivers();
        for (std::size_t arm : {1u, 2u, 3u, 4u, 9u, 10u}) {
            const River& river = all[arm];
            // it leaves another river, and ends in the sea
            const auto inAnother = [&](V2 place) {
                return std::any_of(all.begin(), all.end(), [&](const River& other) {
                    if (&other == &river)
                        return false;
                    for (std::size_t k = 0; k + 1 < other.line.size(); ++k)
                        if ((other.line[k] - place).length() < other.halfWidth[k] + 30)
                            return true;
                    return false;
                });
            };
            QVERIFY2(inAnother(river.line.front()), qPrintable(placeName(river.line.front())));
            QVERIFY2(atSea(river.line.back()), qPrintable(placeName(river.line.back())));
            std::size_t shore = 0; // the last point on the land's side
            for (std::size_t k = 0; k + 1 < river.line.size(); ++k) {
                for (double t = 0; t < 1; t += 0.1) {
                    const V2 p = lerp(river.line[k], river.line[k + 1], t);
                    QVERIFY2(waterClearance(p) < -10, qPrintable(placeName(p)));
                    QCOMPARE(groundHeightAt(p), shoresAt(p).level());
                }
                shore = atSea(river.line[k]) ? shore : k;
            }
            const V2 across = unit(river.line[shore + 1] - river.line[shore]).left();
            double width = 0;
            for (double side : {-1.0, 1.0})
                for (double s = 0; s < 400 && waterClearance(river.line[shore] + across * (side * s)) < 0; s += 2)
                    width += 2;
            QVERIFY2(width >= 300, qPrintable(QStringLiteral("%1: %2 m").arg(arm).arg(width)));
        }
        for (std::size_t small : {7u, 8u})
            QVERIFY(atSea(all[small].line.back()));
    }

    void linesEndFarFromTheCityOnLand()
    {
        for (const Corridor& c : corridors()) {
            if (c.kind == CorridorKind::Ramp)
                continue;
            for (const V2 end : {c.line.front(), c.line.back()}) {
                QVERIFY2(limitDistance(end) < -15000, c.name);
                QVERIFY2(waterClearance(end) > 100, c.name);
            }
            for (std::size_t k = 0; k + 1 < c.line.size(); ++k) {
                const V2 middle = lerp(c.line[k], c.line[k + 1], 0.5);
                const QString where = QString::fromLatin1(c.name) + QStringLiteral(" at ") + placeName(middle);
                QCOMPARE(c.modelled[k] != 0, hasBuildingTiles(middle));
                if (waterClearance(middle) < 0)
                    QVERIFY2(deckAt(c, k) > groundHeightAt(middle) + 6 && c.covered[k] == 0, qPrintable(where));
                if (limitDistance(middle) > 100) // what one walks through has models
                    QVERIFY2(c.modelled[k] != 0, qPrintable(where));
                if (c.modelled[k] == 0) // and what is painted lies on the ground
                    QVERIFY2(c.height[k] < 2.5 && c.height[k + 1] < 4.0, qPrintable(where));
            }
        }
    }

    void everyDeckHasItsTile()
    {
        for (Relief relief : {Relief::Flat, Relief::Terrain})
            for (const Corridor& c : corridors())
                for (std::size_t k = 0; k + 1 < c.line.size(); ++k) {
                    const V2 middle = lerp(c.line[k], c.line[k + 1], 0.5);
                    const auto& cells = buildingCells(relief);
                    QCOMPARE(c.modelled[k] != 0, std::any_of(cells.begin(), cells.end(), [&](const BuildingCell& cell) {
                                 return c.modelled[k] != 0 && buildingTileBox(0, cell.i, cell.j).holds(middle);
                             }));
                }
    }

    void shipsPassBelowTheEstuarysBridges()
    {
        int spans = 0;
        for (const Corridor& c : corridors())
            for (const Corridor::Span& span : c.spans) {
                ++spans;
                for (std::size_t k = 0; k < c.line.size(); ++k) {
                    const double beside = std::fabs(c.along[k] - span.middle);
                    if (beside > 2 * kHalfSpanMeters)
                        continue;
                    QVERIFY2(atSea(c.line[k]), c.name);
                    QVERIFY(deckAt(c, k) > (beside < kHalfSpanMeters ? 47 : 35));
                    QVERIFY(span.pylonTop > deckAt(c, k) + 90);
                    // and what bounds the tiles there knows of the pylons
                    const auto limits =
                        corridorLimits(Box{c.line[k].x, c.line[k].y, c.line[k].x, c.line[k].y}.grown(1));
                    QVERIFY(std::any_of(limits.begin(), limits.end(),
                                        [&](const auto& limit) { return limit.second > span.pylonTop; }));
                }
            }
        QCOMPARE(spans, 2);
    }

    void rampsEndOnRoads()
    {
        int streets = 0;
        for (const Corridor& c : corridors()) {
            if (c.kind != CorridorKind::Ramp)
                continue;
            for (const std::size_t end : {std::size_t{0}, c.line.size() - 1}) {
                const V2 place = c.line[end];
                if (isOnMotorway(place, deckAt(c, end)))
                    continue;
                ++streets;
                QVERIFY2(isAtStreet(place), qPrintable(placeName(place)));
                QVERIFY2(c.height[end] < 0.3 && std::fabs(deckAt(c, end) - groundHeightAt(place)) < 0.5,
                         qPrintable(placeName(place)));
            }
        }
        QVERIFY2(streets > 30, qPrintable(QString::number(streets)));
    }
};

QTEST_GUILESS_MAIN(TestDemoLines)
#include "TestDemoLines.moc"
