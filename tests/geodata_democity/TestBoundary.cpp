// The limits of the city and of its towns.
#include "geodata/crs/CoordinateTransform.h"
#include "geodata/democity/Boundary.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Towns.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <tuple>

using namespace guanjing;
using namespace guanjing::democity;

class TestBoundary : public QObject {
    Q_OBJECT

private slots:
    void areasAreThoseOfTheCity()
    {
        const double city = cityLimits().areaKm2;
        QVERIFY2(std::fabs(city - 2460) < 24.6, qPrintable(QString::number(city)));
        double sum = 0;
        for (std::size_t i = 0; i < towns().size(); ++i) {
            const double area = townLimits()[i].areaKm2;
            sum += area;
            // the table's areas are 2% over in sum
            const double wanted = towns()[i].areaKm2 / 1.0163;
            QVERIFY2(std::fabs(area / wanted - 1) < 0.05, towns()[i].nameEn.c_str());
        }
        QVERIFY2(std::fabs(sum - city) < 1e-6, qPrintable(QString::number(sum - city, 'g', 3)));
    }

    void areaIsThatOfTheEllipsoid()
    {
        // Equal-area cylinders keep areas exactly; a limit's edges are short enough to be straight on them.
        auto equalArea = CoordinateTransform::create("EPSG:4326", "EPSG:6933");
        QVERIFY(equalArea.has_value());
        const auto areaOf = [&](const Limits& limits) {
            std::vector<glm::dvec3> ring;
            for (const glm::dvec2& place : limits.degrees)
                ring.emplace_back(place, 0);
            if (equalArea->forward(std::span<glm::dvec3>(ring)) != 0)
                return 0.0;
            double area = 0;
            for (std::size_t i = 0; i < ring.size(); ++i)
                area += 0.5e-6
                    * cross(V2{ring[i].x, ring[i].y} - V2{ring[0].x, ring[0].y},
                            V2{ring[(i + 1) % ring.size()].x, ring[(i + 1) % ring.size()].y}
                                - V2{ring[0].x, ring[0].y});
            return area;
        };
        const auto check = [&](const Limits& limits) {
            const double area = areaOf(limits);
            QVERIFY2(std::fabs(area / limits.areaKm2 - 1) < 1e-6, qPrintable(QString::number(area, 'g', 12)));
        };
        check(cityLimits());
        for (const Limits& town : townLimits())
            check(town);
    }

    void bordersAreShared()
    {
        // every edge of a town is either another's, the other way, or the city's
        using Edge = std::tuple<double, double, double, double>;
        std::map<Edge, int> edges;
        const auto each = [](const Limits& limits, auto&& perform) {
            for (std::size_t i = 0; i < limits.degrees.size(); ++i) {
                const glm::dvec2 a = limits.degrees[i];
                const glm::dvec2 b = limits.degrees[(i + 1) % limits.degrees.size()];
                perform(a, b);
            }
        };
        for (const Limits& town : townLimits())
            each(town, [&](glm::dvec2 a, glm::dvec2 b) { ++edges[{a.x, a.y, b.x, b.y}]; });
        std::set<Edge> around;
        each(cityLimits(), [&](glm::dvec2 a, glm::dvec2 b) { around.insert({a.x, a.y, b.x, b.y}); });
        std::size_t outer = 0;
        for (const auto& [edge, count] : edges) {
            QCOMPARE(count, 1);
            const auto& [ax, ay, bx, by] = edge;
            const bool shared = edges.contains({bx, by, ax, ay});
            QVERIFY(shared != around.contains(edge));
            outer += shared ? 0 : 1;
        }
        QCOMPARE(outer, around.size());
    }

    void everyPlaceOfTheCityIsInOneTown()
    {
        int inside = 0;
        for (int k = 0; k < 20000; ++k) {
            const V2 p{unitOf(hashOf(5, k, 1)) * kCityWidthMeters, unitOf(hashOf(5, k, 2)) * kCityHeightMeters};
            const int town = townHolding(p);
            const double distance = limitDistance(p);
            if (std::fabs(distance) > 60)
                QCOMPARE(town >= 0, distance > 0);
            inside += town >= 0 ? 1 : 0;
        }
        const double share = inside / 20000.0;
        QVERIFY2(std::fabs(share - 0.597) < 0.012, qPrintable(QString::number(share)));
        for (std::size_t i = 0; i < towns().size(); ++i)
            QCOMPARE(townHolding(towns()[i].centre), static_cast<int>(i));
    }

    void distancesAreThoseToTheRing()
    {
        const Limits& city = cityLimits();
        double worst = 0;
        for (int k = 0; k < 3000; ++k) {
            const V2 p{unitOf(hashOf(6, k, 1)) * 95000 - 10000, unitOf(hashOf(6, k, 2)) * 75000 - 10000};
            double least = 1e9;
            for (std::size_t i = 0; i < city.ring.size(); ++i) {
                const V2 a = city.ring[i];
                const V2 d = city.ring[(i + 1) % city.ring.size()] - a;
                least = std::min(least, (p - (a + d * clamp01(dot(p - a, d) / dot(d, d)))).length());
            }
            const double signedLeast = townHolding(p) >= 0 ? least : -least;
            worst = std::max(worst, std::fabs(limitDistance(p) - signedLeast));
        }
        QVERIFY2(worst < 80, qPrintable(QString::number(worst)));
        QVERIFY(limitDistance({-90000, 20000}) <= -kLimitReachMeters);
        const Reach reach = limitDistances({28000, 38000, 29000, 39000});
        QVERIFY(reach.least > 5000 && reach.most > reach.least);
    }

    void areasAreOffered()
    {
        QCOMPARE(townAreas().size(), std::size_t(33));
        QCOMPARE(cityAreas().size(), std::size_t(1));
        QCOMPARE(cityAreas()[0].population2020, 10466625);
        for (const AdministrativeArea& area : townAreas()) {
            QVERIFY(!area.code.empty() && !area.nameZh.empty() && area.ring.size() > 30);
            QVERIFY(area.extent.west >= cityAreas()[0].extent.west && area.extent.north <= cityAreas()[0].extent.north);
            QVERIFY(area.extent.west < area.extent.east && area.extent.south < area.extent.north);
        }
    }
};

QTEST_GUILESS_MAIN(TestBoundary)
#include "TestBoundary.moc"
