#include "geodata/packs/Area.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace guanjing;

class TestArea : public QObject {
    Q_OBJECT
private slots:
    void readsText_data();
    void readsText();
    void readsGeoJson();
    void refusesGeoJson_data();
    void refusesGeoJson();
    void spansMeetWhatThePointsSay();
    void holesAndSize();
};

void TestArea::readsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("rectangle") << "113.7,22.9,113.8,23.0" << true;
    QTest::newRow("three numbers") << "113.7,22.9,113.8" << false;
    QTest::newRow("five numbers") << "113.7,22.9,113.8,23.0,1" << false;
    QTest::newRow("east and west changed") << "113.8,22.9,113.7,23.0" << false;
    QTest::newRow("no latitude") << "113.7,22.9,113.8,97" << false;
    QTest::newRow("words") << "Nancheng" << false;
    QTest::newRow("nan") << "nan,22.9,113.8,23" << false;
}

void TestArea::readsText()
{
    QFETCH(QString, text);
    QFETCH(bool, isGood);
    const auto area = Area::fromText(text.toStdString());
    QCOMPARE(area.has_value(), isGood);
    if (isGood) {
        QCOMPARE(area->bounds(), (Rectangle{113.7, 22.9, 113.8, 23.0}));
        QVERIFY(area->contains(113.75, 22.95));
        QVERIFY(!area->contains(113.65, 22.95));
    }
}

void TestArea::readsGeoJson()
{
    const auto area = Area::fromGeoJson(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},
        "geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[3,1],[3,3],[1,3],[1,1]]]}},
        {"type":"Feature","properties":null,"geometry":{"type":"MultiPolygon","coordinates":[[[[10,0],[12,0],[11,2],[10,0]]]]}}]})",
                                        "a.geojson");
    QVERIFY(area.has_value());
    QCOMPARE(area->rings().size(), std::size_t{3});
    QCOMPARE(area->bounds(), (Rectangle{0, 0, 12, 4}));
    QVERIFY(area->contains(0.5, 0.5));
    QVERIFY(!area->contains(2, 2));
    QVERIFY(area->contains(11, 1));
    QVERIFY(area->touches({0.2, 0.2, 0.4, 0.4}));
    QVERIFY(!area->touches({1.5, 1.5, 2.5, 2.5})); // in the hole
    QVERIFY(!area->touches({5, 0, 9, 4}));
    const auto again = Area::fromGeoJson(area->toGeoJson(), "again");
    QVERIFY(again.has_value());
    QCOMPARE(again->rings(), area->rings());
}

void TestArea::refusesGeoJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no json") << QByteArray("{\"type\":");
    QTest::newRow("a point") << QByteArray(R"({"type":"Point","coordinates":[1,2]})");
    QTest::newRow("two points") << QByteArray(R"({"type":"Polygon","coordinates":[[[1,2],[2,3],[1,2]]]})");
    QTest::newRow("words") << QByteArray(R"({"type":"Polygon","coordinates":[[["a",2],[2,3],[1,2]]]})");
    QTest::newRow("a line") << QByteArray(R"({"type":"Polygon","coordinates":[[[1,2],[2,2],[3,2],[1,2]]]})");
    QTest::newRow("no collection") << QByteArray(R"({"type":"FeatureCollection","features":7})");
    QTest::newRow("list") << QByteArray("[1,2]");
    QTest::newRow("elsewhere") << QByteArray(R"({"type":"Polygon","coordinates":[[[500,2],[2,3],[1,2]]]})");
}

void TestArea::refusesGeoJson()
{
    QFETCH(QByteArray, json);
    const auto area = Area::fromGeoJson(json.toStdString(), "bad.geojson");
    QVERIFY(!area.has_value());
    QCOMPARE(area.error().source, std::string("bad.geojson"));
}

/// What a band meets is compared with many points of it.
void TestArea::spansMeetWhatThePointsSay()
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int round = 0; round < 50; ++round) {
        Area::Ring star;
        const int corners = 5 + static_cast<int>(unit(random) * 12);
        for (int i = 0; i < corners; ++i) {
            const double angle = 2 * 3.14159265358979 * i / corners, radius = 1 + 8 * unit(random);
            star.emplace_back(10 + radius * std::cos(angle), 10 + radius * std::sin(angle));
        }
        const auto area = Area::fromRings({star});
        QVERIFY(area.has_value());
        const double low = 20 * unit(random), high = low + unit(random);
        const auto spans = AreaMask(area->rings()).spans(low, high);
        for (std::size_t i = 1; i < spans.size(); ++i)
            QVERIFY(spans[i - 1].second < spans[i].first);
        int missed = 0;
        for (int i = 0; i < 2000; ++i) {
            const double x = 20 * unit(random), y = low + (high - low) * unit(random);
            const bool isMet =
                std::any_of(spans.begin(), spans.end(), [&](const auto& s) { return s.first <= x && x <= s.second; });
            if (area->contains(x, y) && !isMet)
                ++missed;
        }
        QCOMPARE(missed, 0);
        // And nothing is met where no point is: within each interval some height is inside or an edge passes.
        for (const auto& [from, to] : spans) {
            bool anyInside = to - from < 1e-3;
            for (int i = 0; i < 400 && !anyInside; ++i)
                anyInside = area->contains(from + (to - from) * unit(random), low + (high - low) * unit(random));
            QVERIFY(anyInside);
        }
    }
}

void TestArea::holesAndSize()
{
    // One degree by one degree at the equator: 111.2 km squared.
    const auto whole = Area::fromText("0,0,1,1");
    QVERIFY(std::abs(whole->squareKilometers() - 12364) < 60);
    const auto holed =
        Area::fromRings({{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, {{0.25, 0.25}, {0.75, 0.25}, {0.75, 0.75}, {0.25, 0.75}}});
    QVERIFY(std::abs(holed->squareKilometers() / whole->squareKilometers() - 0.75) < 0.01);
    QVERIFY(holed->touches({0.2, 0.2, 0.3, 0.3}));
    QVERIFY(!holed->touches({0.4, 0.4, 0.6, 0.6}));
}

QTEST_GUILESS_MAIN(TestArea)
#include "TestArea.moc"
