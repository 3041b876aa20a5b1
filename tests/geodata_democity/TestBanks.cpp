// Where land meets water, and lines meet hills: banks, bridges over them, cuttings and tunnels.
#include "geodata/democity/Banks.h"
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Earthworks.h"
#include "geodata/democity/Orthophoto.h"
#include "geodata/democity/Quays.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/TileMesh.h"
#include "geodata/democity/Waters.h"
#include "tests/geodata_democity/TileName.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>

using namespace guanjing;
using namespace guanjing::democity;

namespace {

/// A place on a shore and the way inland.
struct Shore {
    V2 place, inland;
    double level = 0;
};

/// Places along all rivers and lakes within the city.
std::vector<Shore> shores()
{
    std::vector<Shore> result;
    const auto add = [&](V2 place, V2 inland, double level) {
        if (place.x > 0 && place.y > 0 && place.x < kCityWidthMeters && place.y < kCityHeightMeters
            && std::fabs(waterClearance(place)) < 1)
            result.push_back({place, inland, level});
    };
    for (const River& river : rivers())
        for (std::size_t k = 1; k + 1 < river.line.size(); k += 5) {
            const V2 across = unit(river.line[k + 1] - river.line[k - 1]).left();
            for (double side : {-1.0, 1.0})
                add(river.line[k] + across * (side * river.halfWidth[k]), across * side, river.level[k]);
        }
    for (const WaterBody& body : waterBodies())
        for (std::size_t k = 0; k + 1 < body.ring.size() && !body.sea; k += 7)
            add(body.ring[k], unit(body.ring[k + 1] - body.ring[k]).left() * -1.0, body.level);
    return result;
}

} // namespace

class TestBanks : public QObject {
    Q_OBJECT

private slots:
    void riversFallToTheirMouths()
    {
        double highest = 0;
        for (const River& river : rivers()) {
            QCOMPARE(river.level.size(), river.line.size());
            for (std::size_t k = 0; k < river.line.size(); ++k) {
                QVERIFY(river.level[k] >= 0);
                QVERIFY(k == 0 || river.level[k] <= river.level[k - 1]);
                highest = std::max(highest, river.level[k]);
            }
            // it ends as high as what it runs into
            const Shores mouth = shoresAt(river.line.back());
            QVERIFY2(std::fabs(mouth.level() - river.level.back()) < 0.5,
                     qPrintable(QStringLiteral("%1 into %2").arg(river.level.back()).arg(mouth.level())));
        }
        QVERIFY(highest > 5);
    }

    void banksAreLowAndTheGroundBehindThemIsLevel()
    {
        const std::vector<Shore> all = shores();
        QVERIFY(all.size() > 500);
        int level = 0;
        int counted = 0;
        for (const Shore& shore : all) {
            // the crest of the levee is a few metres above the water, nowhere a canyon's edge
            const V2 crest = shore.place + shore.inland * (kBankMeters + 1);
            if (waterClearance(crest) < kBankMeters - 1 || corridorClearance(crest) < 60)
                continue; // another shore, a cutting
            const double rise = groundHeightAt(crest) - groundHeightAt(shore.place - shore.inland * 2);
            QVERIFY2(rise > 1 && rise < 4.2, qPrintable(QString::number(rise)));
            // a house of 30 m behind it does not sink in
            const double behind = groundHeightAt(crest + shore.inland * 30) - groundHeightAt(crest);
            ++counted;
            level += std::fabs(behind) < 1 ? 1 : 0;
        }
        QVERIFY(counted > 400);
        QVERIFY2(level > 0.97 * counted, qPrintable(QStringLiteral("%1 of %2").arg(level).arg(counted)));
    }

    void theGroundHasNoSteps()
    {
        // along lines across everything: neighbours a metre apart
        double steepest = 0;
        V2 where;
        for (double y = 500; y < kCityHeightMeters; y += 2300) {
            double before = groundHeightAt({0, y});
            for (double x = 1; x < kCityWidthMeters; x += 1) {
                const double here = groundHeightAt({x, y});
                // mouths of tunnels are steps
                if (std::fabs(here - before) > steepest && corridorClearance({x, y}) >= 60) {
                    steepest = std::fabs(here - before);
                    where = {x, y};
                }
                before = here;
            }
        }
        QVERIFY2(steepest < 1.7, qPrintable(QStringLiteral("%1 m at %2 %3").arg(steepest).arg(where.x).arg(where.y)));
    }

    void nothingStandsOnABank()
    {
        int buildings = 0;
        int nearest = 0;
        for (int mesh = 0; mesh < 60 * 45; mesh += 7)
            for (const Block& block : planMesh(mesh % 60, mesh / 60).blocks) {
                if (!block.nearWater || block.use == Use::Port)
                    continue;
                const BlockContent content = fillBlock(block);
                for (const Part& part : content.parts) {
                    if (part.building == kNoBuilding || part.bottom > 1)
                        continue;
                    ++buildings;
                    for (V2 corner : part.footprint().p) {
                        QVERIFY2(waterClearance(corner) > kBankMeters, useWord(block.use));
                        nearest += waterClearance(corner) < kBankMeters + 25 ? 1 : 0;
                    }
                }
                for (const Vehicle& vehicle : content.vehicles)
                    QVERIFY(waterClearance(vehicle.centre) >= kBankMeters);
                for (const Tree& tree : content.trees)
                    QVERIFY(waterClearance(tree.centre) > 8);
            }
        QVERIFY(buildings > 300);
        QVERIFY(nearest > 20); // there are houses behind the levees
    }

    void streetsEndInTurningPlacesAtTheWater()
    {
        int turns = 0;
        for (int mesh = 0; mesh < 60 * 45; mesh += 11)
            for (const Road& road : planMesh(mesh % 60, mesh / 60).roads)
                for (const TurningPlace& turn : turningPlaces(road)) {
                    ++turns;
                    // beside the road on the levee, neither on it nor far from it
                    const double clearance = waterClearance(turn.centre) - turn.radius;
                    QVERIFY2(std::fabs(clearance - kLeveeRoadMeters) < 3, qPrintable(QString::number(clearance)));
                    std::vector<Tree> trees;
                    std::vector<Vehicle> vehicles;
                    const Box box = Box{turn.centre.x, turn.centre.y, turn.centre.x, turn.centre.y}.grown(40);
                    furnishRoad(road, box, false, trees, vehicles);
                    for (const Tree& tree : trees)
                        QVERIFY((tree.centre - turn.centre).length() > turn.radius);
                }
        QVERIFY2(turns > 20, qPrintable(QString::number(turns)));
    }

    void portsMeetTheWaterWithUprightWalls()
    {
        int walls = 0;
        int ships = 0;
        int cranes = 0;
        for (int mesh = 0; mesh < 20 * 45; ++mesh)
            for (const Block& block : planMesh(mesh % 20, mesh / 20).blocks) {
                if (block.use != Use::Port || !block.nearWater)
                    continue;
                const BlockContent content = fillBlock(block);
                const auto onApron = [&](V2 place) {
                    return std::any_of(content.quays.begin(), content.quays.end(), [&](const Quay& quay) {
                        for (std::size_t k = 0; k + 1 < quay.edge.size(); ++k)
                            if (Quad{{quay.edge[k], quay.edge[k + 1], quay.yard[k + 1], quay.yard[k]}}.holds(place))
                                return true;
                        return false;
                    });
                };
                for (const Quay& quay : content.quays) {
                    QCOMPARE(quay.edge.size(), quay.yard.size());
                    for (std::size_t k = 0; k < quay.edge.size(); ++k) {
                        QVERIFY(std::fabs(waterClearance(quay.edge[k])) < 2.5);
                        QVERIFY(waterClearance(quay.yard[k]) > 0.8 * kQuayMeters);
                    }
                    // its wall rises out of the water as high as the levee beside it
                    const V2 middle = quay.edge[quay.edge.size() / 2];
                    const Box box = Box{middle.x, middle.y, middle.x, middle.y}.grown(40);
                    TileMesh tile(middle, 2, std::make_shared<const GroundLattice>(box.grown(60), 16));
                    addQuays(tile, box, content.quays, 2);
                    QVERIFY(tile.triangleCount() >= 12);
                    ++walls;
                }
                for (const Part& part : content.parts) {
                    if (part.isFence())
                        QVERIFY(!onApron(part.centre));
                    else if (part.bottom < 1 && waterClearance(part.centre) < 0)
                        ++ships;
                    else if (part.bottom < 1 && onApron(part.centre))
                        ++cranes;
                    if (part.bottom < 1 && waterClearance(part.centre) < 0)
                        for (V2 corner : part.footprint().p)
                            QVERIFY(waterClearance(corner) < 0.5);
                }
                std::vector<Tree> trees;
                bankTrees(block.quad.box(), {}, std::span(&block.quad, 1), trees);
                for (const Tree& tree : trees)
                    QVERIFY(!onApron(tree.centre));
            }
        qInfo("%d quays, %d ships, %d legs of cranes", walls, ships, cranes);
        QVERIFY(walls > 20 && ships > 10 && cranes > 40);
    }

    void storeysBeginAboveTheGround()
    {
        // on a slope of one in five
        Part part;
        part.centre = fromLonLat(114.19, 22.91);
        const GroundLattice ground(Box{part.centre.x, part.centre.y, part.centre.x, part.centre.y}.grown(100), 16);
        part.axis = {1, 0};
        part.halfLength = 30;
        part.halfWidth = 10;
        part.top = 20;
        double lowest = 1e9;
        double highest = -1e9;
        for (V2 corner : part.footprint().p) {
            lowest = std::min(lowest, ground.at(corner));
            highest = std::max(highest, ground.at(corner));
        }
        QVERIFY(highest - lowest > 4);
        const Footing footing = footingOf({&part, 1}, ground);
        QCOMPARE(footing.lowest, lowest);
        QVERIFY(footing.base > highest - 1 && footing.base <= highest);
    }

    void belowABridgeTheGroundsPictureShowsWater()
    {
        int seen = 0;
        for (int j = 20; j < 47; ++j)
            for (int i = 0; i < 40 && seen < 12; ++i) {
                Road road;
                if (!arterial(i, j, true, road) || road.raisedCount == 0
                    || road.raised[0].waterTo - road.raised[0].waterFrom < 90)
                    continue;
                const Road::Raised& raised = road.raised[0];
                const V2 middle = road.a + unit(road.b - road.a) * (0.5 * (raised.waterFrom + raised.waterTo))
                    + unit(road.b - road.a).left() * (0.5 * sectionOf(road.roadClass).halfCarriageway);
                if (waterClearance(middle) > -20 || corridorClearance(middle) < 60)
                    continue;
                ++seen;
                const glm::dvec2 lonLat = toLonLat(middle);
                const TileName name = tileAt(18, lonLat.x, lonLat.y);
                const auto shown = orthophotoPixels(name.level, name.x, name.y);
                const auto left = orthophotoPixels(name.level, name.x, name.y, Epoch::June2026, Decks::LeftToModels);
                QVERIFY(shown.has_value() && left.has_value());
                const Box box = tileBox(name.level, name.x, name.y);
                const double scale = 256 / (box.maxX - box.minX);
                const auto px = static_cast<std::size_t>((middle.x - box.minX) * scale);
                const auto py = static_cast<std::size_t>((box.maxY - middle.y) * scale);
                const std::uint8_t* deck = shown->data() + (py * 256 + px) * 3;
                const std::uint8_t* water = left->data() + (py * 256 + px) * 3;
                // asphalt, markings and cars are grey; water in the shade is darker, and green
                QVERIFY(water[1] > water[0]);
                QVERIFY(water[0] + water[1] + water[2] < deck[0] + deck[1] + deck[2]);
            }
        QVERIFY(seen >= 6);
        // the same without bridges, and from afar
        const TileName centre = tileAt(18, 113.752, 23.02);
        QVERIFY(*orthophotoPixels(18, centre.x, centre.y)
                == *orthophotoPixels(18, centre.x, centre.y, Epoch::June2026, Decks::LeftToModels));
        const TileName afar = tileAt(13, 113.752, 23.05);
        QVERIFY(*orthophotoPixels(13, afar.x, afar.y)
                == *orthophotoPixels(13, afar.x, afar.y, Epoch::June2026, Decks::LeftToModels));
    }

    void nearByTheGroundsPictureLeavesCrownsToTheModels()
    {
        // street trees stand in rows: their crowns are green where the ground's picture shows the street's paving
        int greener = 0;
        for (const auto& [lon, lat] :
             {std::pair{113.752, 23.02}, std::pair{113.745, 23.015}, std::pair{113.67, 22.815}}) {
            const TileName name = tileAt(19, lon, lat);
            const auto shown = orthophotoPixels(name.level, name.x, name.y);
            const auto left = orthophotoPixels(name.level, name.x, name.y, Epoch::June2026, Decks::LeftToModels);
            QVERIFY(shown.has_value() && left.has_value());
            const auto green = [](const std::uint8_t* p) { return p[1] > p[0] + 8 && p[1] > p[2] + 8; };
            for (std::size_t i = 0; i < shown->size(); i += 3)
                greener += green(shown->data() + i) && !green(left->data() + i) ? 1 : 0;
        }
        QVERIFY2(greener > 500, qPrintable(QString::number(greener)));
    }

    void linesLieOnTheGroundOrAboveIt()
    {
        int cut = 0;
        for (const Corridor& c : corridors()) {
            if (c.kind == CorridorKind::Ramp)
                continue;
            for (std::size_t k = 1; k + 1 < c.line.size(); ++k) {
                if (c.covered[k - 1] + c.covered[k] + c.covered[k + 1] > 0)
                    continue;
                const double deck = c.base[k] + c.height[k];
                for (double side : {-1.0, 0.0, 1.0}) {
                    const V2 p = c.line[k] + c.left[k] * (side * corridorHalfWidth(c.kind));
                    QVERIFY2(groundHeightAt(p) < deck, qPrintable(QStringLiteral("%1 at %2").arg(c.name).arg(k)));
                    cut += naturalGroundAt(p) > deck ? 1 : 0;
                }
            }
        }
        QVERIFY(cut > 0);
    }

    void streetsCrossCuttingsOnBridges()
    {
        int bridges = 0;
        for (int mesh = 0; mesh < 66 * 47; ++mesh) {
            const MeshPlan plan = planMesh(mesh % 66, mesh / 66);
            for (const Road& road : plan.roads)
                for (std::size_t k = 0; k < road.raisedCount; ++k) {
                    const Road::Raised& raised = road.raised[k];
                    double most = 0;
                    for (double s = raised.from; s < raised.to; s += 6) {
                        const V2 p = road.a + unit(road.b - road.a) * s;
                        double deck = 0;
                        QVERIFY(deckElevation(road, s, deck));
                        QVERIFY2(deck > groundHeightAt(p) - 0.9, qPrintable(QString::number(deck - groundHeightAt(p))));
                        most = std::max(most, deck - groundHeightAt(p));
                    }
                    QVERIFY2(most > 6, qPrintable(QString::number(most)));
                    ++bridges;
                    if (bridges < 4) {
                        const glm::dvec2 at = toLonLat(road.a + unit(road.b - road.a) * raised.waterFrom);
                        qInfo("%.5f, %.5f", at.x, at.y);
                    }
                }
        }
        qInfo("%d bridges over cuttings", bridges);
        QVERIFY(bridges > 0);
    }

    void tunnelsBeginAtTheirPortals()
    {
        QVERIFY(portals().size() >= 8);
        QVERIFY(portals().size() % 2 == 0);
        for (const Portal& portal : portals()) {
            // the way in is open, and behind the gallery the hill covers the line
            for (double ahead : {2.0, 20.0, 40.0})
                QVERIFY(groundHeightAt(portal.place + portal.outward * ahead) < portal.deck + 2.5);
            QVERIFY(groundHeightAt(portal.place - portal.outward * 34) > portal.deck + 7);
            TileMesh mesh(portal.place, 2);
            addPortals(mesh, Box{portal.place.x, portal.place.y, portal.place.x, portal.place.y}.grown(1));
            QVERIFY(mesh.triangleCount() >= 18);
        }
    }
};

QTEST_GUILESS_MAIN(TestBanks)
#include "TestBanks.moc"
