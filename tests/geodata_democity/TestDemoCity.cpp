// The plan, the contents and the orthophoto of the demo city.
#include "geodata/democity/Bridges.h"
#include "geodata/democity/Content.h"
#include "geodata/democity/Corridors.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Orthophoto.h"
#include "geodata/democity/StreetNames.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Towns.h"
#include "geodata/democity/Waters.h"
#include "tests/geodata_democity/TileName.h"

#include <QtTest>

#include <cmath>
#include <map>
#include <set>
#include <thread>

using namespace guanjing;
using namespace guanjing::democity;

namespace {

std::uint64_t hashBytes(const std::vector<std::uint8_t>& bytes)
{
    std::uint64_t hash = 0xCBF29CE484222325ull;
    for (std::uint8_t byte : bytes)
        hash = (hash ^ byte) * 0x100000001B3ull;
    return hash;
}

/// The layout in whole centimetres.
std::uint64_t hashOfMesh(int i, int j)
{
    std::uint64_t hash = 1;
    const auto add = [&](double value) { hash = hashOf(hash, std::llround(value * 100)); };
    const MeshPlan plan = planMesh(i, j);
    for (const Block& block : plan.blocks) {
        for (V2 p : block.quad.p) {
            add(p.x);
            add(p.y);
        }
        hash = hashOf(hash, static_cast<int>(block.use), block.town);
        const BlockContent content = fillBlock(block);
        for (const Building& building : content.buildings) {
            hash = hashOf(hash, static_cast<std::int64_t>(building.id), building.floors * 10000 + building.year);
            add(building.height);
        }
        for (const Part& part : content.parts) {
            add(part.centre.x);
            add(part.centre.y);
            add(part.halfLength);
            add(part.top);
        }
    }
    return hash;
}

} // namespace

class TestDemoCity : public QObject {
    Q_OBJECT

private slots:
    void frameIsTheMercatorOfTheTiles()
    {
        // there and back
        for (double lon : {113.516, 113.75, 114.256})
            for (double lat : {22.656, 23.0, 23.145}) {
                const glm::dvec2 back = toLonLat(fromLonLat(lon, lat));
                QVERIFY(std::fabs(back.x - lon) < 1e-10 && std::fabs(back.y - lat) < 1e-10);
            }
        const V2 corner = fromLonLat(113.516, 22.656);
        QVERIFY(corner.length() < 1e-6);
        const V2 far = fromLonLat(114.256, 23.145);
        QVERIFY(std::fabs(far.x - kCityWidthMeters) < 1e-6 && std::fabs(far.y - kCityHeightMeters) < 1e-6);
    }

    void thirtyThreeTowns()
    {
        QCOMPARE(towns().size(), std::size_t(33));
        std::int64_t people = 0;
        std::set<std::string> codes;
        for (const Town& town : towns()) {
            people += town.population2020;
            codes.insert(town.code);
            QVERIFY(cityExtent().contains(town.lonDegrees, town.latDegrees));
            QCOMPARE(towns()[static_cast<std::size_t>(townAt(town.centre))].code, town.code);
        }
        QCOMPARE(people, std::int64_t(10466625)); // census of 2020
        QCOMPARE(codes.size(), std::size_t(33));
    }

    void placesAreWhereTheyShouldBe()
    {
        QVERIFY(waterClearance(fromLonLat(113.57, 22.90)) < -200); // the estuary
        QVERIFY(waterClearance(fromLonLat(113.893, 22.925)) < 0); // Songshan Lake
        QVERIFY(waterClearance(fromLonLat(113.775, 23.01)) > 100); // the centre stands dry
        for (double lon = 114.29; lon < 114.55; lon += 0.005) { // the Dongjiang comes from far beyond the limits
            double least = 1e300;
            for (double lat = 23.0; lat < 23.2; lat += 0.0005)
                least = std::min(least, waterClearance(fromLonLat(lon, lat)));
            QVERIFY2(least < -20, qPrintable(QStringLiteral("%1: %2").arg(lon).arg(least)));
        }
        QVERIFY(hilliness(fromLonLat(114.215, 22.905)) > 0.6); // the highest mountain
        QVERIFY(hilliness(fromLonLat(113.60, 23.03)) < 0.3); // the delta
        QVERIFY(urbanity(towns()[0].centre) > 0.8);
        QVERIFY(businessCore(fromLonLat(113.748, 23.005)) > 0.8);
    }

    void theLandRisesToItsHighestTop()
    {
        // 银瓶嘴, the top of the city
        QVERIFY(std::fabs(groundHeight(114.215, 22.905) - 898) < 0.01);
        double highest = 0;
        double steepest = 0;
        V2 top;
        for (double y = 0; y < kCityHeightMeters; y += 150)
            for (double x = 0; x < kCityWidthMeters; x += 150) {
                const double h = groundHeightAt({x, y});
                QVERIFY2(h >= 0 && h <= 898, qPrintable(QStringLiteral("%1 %2: %3").arg(x).arg(y).arg(h)));
                if (corridorClearance({x, y}) >= kCorridorReachMeters) // mouths of tunnels are steps
                    steepest = std::max(steepest, std::fabs(groundHeightAt({x + 10, y}) - h) / 10);
                if (h > highest) {
                    highest = h;
                    top = {x, y};
                }
            }
        QVERIFY((top - fromLonLat(114.215, 22.905)).length() < 300);
        QVERIFY2(steepest > 0.3 && steepest < 1.6, qPrintable(QString::number(steepest)));
        // the plain of the rivers, the sea, a lake, a town in the hills
        QVERIFY(groundHeight(113.62, 22.98) < 6);
        QVERIFY(groundHeight(113.60, 23.05) < 6);
        QCOMPARE(groundHeight(113.57, 22.90), 0.0);
        QCOMPARE(groundHeight(113.893, 22.925), groundHeight(113.895, 22.927));
        QVERIFY(groundHeight(113.893, 22.925) > 3);
        const double qingxi = groundHeight(114.18, 22.8167);
        QVERIFY2(qingxi > 8 && qingxi < 120, qPrintable(QString::number(qingxi)));
    }

    void layoutNeverChanges()
    {
        // Golden values: whoever changes the city on purpose writes new ones here.
        QCOMPARE(hashOfMesh(21, 35), hashOfMesh(21, 35));
        QVERIFY(hashOfMesh(21, 35) != hashOfMesh(22, 35));
        qInfo("mesh 21,35: %016llx, mesh 40,20: %016llx", static_cast<unsigned long long>(hashOfMesh(21, 35)),
              static_cast<unsigned long long>(hashOfMesh(40, 20)));
        QCOMPARE(hashOfMesh(21, 35), std::uint64_t(kGoldenCentre));
        QCOMPARE(hashOfMesh(40, 20), std::uint64_t(kGoldenHills));
    }

    void buildingsAreTheSameWithoutTheGround()
    {
        int count = 0;
        for (const auto& [i, j] : {std::pair{21, 35}, {8, 30}, {24, 14}, {40, 20}})
            for (const Block& block : planMesh(i, j).blocks) {
                // walls around plots are left out with the ground
                BlockContent whole = fillBlock(block);
                BlockContent alone = fillBlock(block, Wanted::Buildings);
                for (BlockContent* content : {&whole, &alone})
                    std::erase_if(content->parts, [](const Part& part) { return part.building == kNoBuilding; });
                QCOMPARE(alone.parts.size(), whole.parts.size());
                QCOMPARE(alone.buildings.size(), whole.buildings.size());
                QVERIFY(alone.trees.empty() && alone.paints.empty());
                for (std::size_t k = 0; k < whole.parts.size(); ++k) {
                    QVERIFY((alone.parts[k].centre - whole.parts[k].centre).length() == 0);
                    QCOMPARE(alone.parts[k].top, whole.parts[k].top);
                    QCOMPARE(alone.parts[k].roofColor.r, whole.parts[k].roofColor.r);
                    ++count;
                }
            }
        QVERIFY(count > 500);
    }

    void streetsHaveNames()
    {
        // in a town one name belongs to one arterial line; expressways keep theirs across the city
        std::map<std::pair<int, std::string>, std::set<std::pair<bool, int>>> linesOf;
        for (int j = 0; j < 47; ++j)
            for (int i = 0; i < 66; ++i)
                for (bool northward : {false, true}) {
                    Road road;
                    if (!arterial(i, j, northward, road))
                        continue;
                    const StreetName name = streetName(road);
                    QVERIFY(!name.zh.empty() && !name.en.empty());
                    QVERIFY(name.en.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' ")
                            == std::string::npos);
                    if (road.roadClass == RoadClass::Expressway) {
                        Road next;
                        if (arterial(i + (northward ? 0 : 1), j + (northward ? 1 : 0), northward, next))
                            QCOMPARE(streetName(next), name);
                    }
                    linesOf[{townAt(lerp(road.a, road.b, 0.5)), name.zh}].insert({northward, road.line});
                }
        QVERIFY(linesOf.size() > 300);
        for (const auto& [name, lines] : linesOf)
            QVERIFY2(lines.size() == 1, name.second.c_str());
        int named = 0;
        for (const Road& road : planMesh(21, 35).roads) {
            QCOMPARE(streetName(road).zh.empty(), road.roadClass > RoadClass::Local);
            named += streetName(road).zh.empty() ? 0 : 1;
        }
        QVERIFY(named > 3);
        QVERIFY(streets().size() > 500);
        for (const Street& street : streets())
            QVERIFY(waterClearance(fromLonLat(street.lonDegrees, street.latDegrees)) > 4);
    }

    void tilesAreTheSameOnEveryThread()
    {
        const TileName tiles[] = {tileAt(18, 113.752, 23.02), tileAt(16, 113.6, 22.96), tileAt(13, 113.9, 22.92),
                                  tileAt(21, 113.775, 22.79)};
        std::vector<std::uint64_t> expected;
        for (const TileName& tile : tiles)
            expected.push_back(hashBytes(*orthophotoPixels(tile.level, tile.x, tile.y)));
        std::vector<std::thread> threads;
        std::atomic<int> same = 0;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (std::size_t k = 0; k < std::size(tiles); ++k) {
                    const std::size_t i = (k + static_cast<std::size_t>(t)) % std::size(tiles);
                    same += hashBytes(*orthophotoPixels(tiles[i].level, tiles[i].x, tiles[i].y)) == expected[i] ? 1 : 0;
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(same.load(), 16);
    }

    void footprintsStayInTheirBlocksAndOffTheRoads()
    {
        int buildings = 0;
        for (const auto& [mi, mj] : {std::pair{21, 35}, {22, 36}, {14, 30}, {36, 22}, {10, 38}}) {
            const MeshPlan plan = planMesh(mi, mj);
            std::vector<Road> roads = plan.roads;
            for (const auto& [di, dj] : {std::pair{0, 0}, {1, 0}, {0, 1}}) {
                const MeshPlan next = planMesh(mi + di, mj + dj);
                roads.insert(roads.end(), next.arterials.begin(), next.arterials.end());
            }
            for (const Block& block : plan.blocks) {
                const BlockContent content = fillBlock(block);
                for (const Part& part : content.parts) {
                    if (part.building == kNoBuilding)
                        continue;
                    ++buildings;
                    for (V2 p : part.footprint().p) {
                        QVERIFY2(block.quad.holds(p), useWord(block.use));
                        QVERIFY(part.highest() <= block.heightLimit + 8);
                        for (const Road& road : roads) {
                            const V2 d = road.b - road.a;
                            const double t = clamp01(dot(p - road.a, d) / dot(d, d));
                            QVERIFY((p - (road.a + d * t)).length() > sectionOf(road.roadClass).halfCarriageway);
                        }
                    }
                }
            }
        }
        QVERIFY(buildings > 1500);
    }

    void roadsEndOnLandAndBridgesCrossTheWater()
    {
        int bridges = 0;
        int roads = 0;
        for (int j = -3; j < 51; ++j)
            for (int i = -3; i < 70; ++i)
                for (bool northward : {false, true}) {
                    Road road;
                    if (!arterial(i, j, northward, road))
                        continue;
                    ++roads;
                    QVERIFY(waterClearance(road.a) > 20 && waterClearance(road.b) > 20);
                    bridges += static_cast<int>(road.raisedCount);
                    const V2 along = unit(road.b - road.a);
                    const double length = (road.b - road.a).length();
                    QCOMPARE(roadHeight(road, 0), 0.0);
                    QCOMPARE(roadHeight(road, length), 0.0);
                    for (double s = 0; s < length; s += 10)
                        if (waterClearance(road.a + along * s) < 0)
                            QVERIFY2(roadHeight(road, s) > 0.8,
                                     qPrintable(QStringLiteral("mesh %1 %2 at %3 m").arg(i).arg(j).arg(s)));
                    for (double s = 0; s < length; s += 10) // nobody drives up more than one in seven
                        QVERIFY(std::fabs(roadHeight(road, s + 1) - roadHeight(road, s)) < 0.15);
                }
        QVERIFY(roads > 3000);
        QVERIFY(bridges > 100 && bridges < 300);
    }

    void motorwaysAndRailwaysRunThroughFreely()
    {
        const std::vector<Corridor>& all = corridors();
        std::set<std::string> names;
        int ramps = 0;
        for (const Corridor& c : all) {
            c.kind == CorridorKind::Ramp ? void(++ramps) : void(names.insert(c.name));
            QCOMPARE(c.height.size(), c.line.size());
            for (std::size_t k = 0; k + 1 < c.line.size(); ++k) {
                const double step = (c.line[k + 1] - c.line[k]).length();
                QVERIFY(step > 1 && step < 50); // no gaps
                const double grade = std::fabs(c.height[k + 1] - c.height[k]) / step;
                QVERIFY2(grade < (c.kind == CorridorKind::Ramp ? 0.13 : 0.06),
                         qPrintable(QStringLiteral("%1 at %2: %3").arg(c.name).arg(k).arg(grade)));
            }
        }
        for (const char* name : {"G4", "S3", "G94"})
            QVERIFY2(names.contains(name), name);
        QVERIFY(ramps > 60);
        // nothing is built, and no tree grows, where they run; on the other side of the strip there is a city
        int kept = 0;
        for (const Corridor& c : all) {
            if (c.kind == CorridorKind::Ramp)
                continue;
            for (std::size_t k = 40; k + 40 < c.line.size(); k += 170) {
                const V2 p = c.line[k];
                if (c.covered[k - 1] + c.covered[k] + c.covered[k + 1] > 0)
                    continue; // in a tunnel: the wood goes on above
                QVERIFY(corridorClearance(p) < -10);
                const MeshRange range = meshesIn({p.x - 1, p.y - 1, p.x + 1, p.y + 1});
                for (int j = range.minJ; j <= range.maxJ; ++j)
                    for (int i = range.minI; i <= range.maxI; ++i) {
                        const MeshPlan plan = planMesh(i, j);
                        if (!plan.outline.holds(p))
                            continue;
                        for (const Block& block : plan.blocks) {
                            if (!block.nearCorridor)
                                continue;
                            const BlockContent content = fillBlock(block);
                            for (const Part& part : content.parts)
                                for (V2 corner : part.footprint().p) {
                                    QVERIFY2(corridorClearance(corner) > -1.5, useWord(block.use));
                                    ++kept;
                                }
                            for (const Tree& tree : content.trees)
                                QVERIFY2(corridorClearance(tree.centre) > 0, useWord(block.use));
                        }
                    }
            }
        }
        QVERIFY(kept > 2000);
    }

    void badTilesAreErrors()
    {
        QVERIFY(!orthophotoTile(-1, 0, 0).has_value());
        QVERIFY(!orthophotoTile(23, 0, 0).has_value());
        QVERIFY(!orthophotoTile(5, 32, 0).has_value());
        QVERIFY(orthophotoTile(0, 0, 0).has_value());
        QVERIFY(orthophotoTile(22, 4194303, 4194303).has_value());
    }

    void stationsFollowTheDay()
    {
        const std::vector<Station>& all = stations();
        QCOMPARE(all.size(), std::size_t(300));
        std::set<int> channels;
        for (const Station& station : all) {
            QVERIFY(!station.nameZh.empty() && !station.nameEn.empty() && !station.town.empty());
            QVERIFY(cityExtent().contains(station.lonDegrees, station.latDegrees));
            if (station.kind == "water")
                QVERIFY(waterClearance(fromLonLat(station.lonDegrees, station.latDegrees)) < 0);
            for (const Station::Channel& channel : station.channels)
                QVERIFY(channels.insert(channel.id).second);
        }
        using namespace std::chrono;
        const UtcTime midnight = sys_days(year(2026) / 11 / 22) - hours(8); // Asia/Shanghai
        double ozoneNoon = 0;
        double ozoneNight = 0;
        double noiseRush = 0;
        double noiseNight = 0;
        for (const Station& station : all)
            for (const Station::Channel& channel : station.channels) {
                const double noon = stationValue(station, channel, midnight + hours(13));
                // rounded down to the interval, and nothing else
                QCOMPARE(stationValue(station, channel, midnight + hours(13) + seconds(7)), noon);
                if (channel.observedProperty == "O3") {
                    ozoneNoon += noon;
                    ozoneNight += stationValue(station, channel, midnight + hours(3));
                }
                if (channel.observedProperty == "LAeq") {
                    noiseRush += stationValue(station, channel, midnight + hours(8));
                    noiseNight += stationValue(station, channel, midnight + hours(3));
                }
                if (channel.observedProperty == "pH")
                    QVERIFY(noon > 6 && noon < 9);
                QVERIFY(noon > 0 && noon < 500);
            }
        QVERIFY(ozoneNoon > 2 * ozoneNight);
        QVERIFY(noiseRush > noiseNight + 110 * 8);
    }

private:
    static constexpr std::uint64_t kGoldenCentre = 0x449c956411f5fbf1ull;
    static constexpr std::uint64_t kGoldenHills = 0x52a5c355761a0f5aull;
};

QTEST_GUILESS_MAIN(TestDemoCity)
#include "TestDemoCity.moc"
