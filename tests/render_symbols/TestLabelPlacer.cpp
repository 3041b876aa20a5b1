#include "render/symbols/IconPainter.h"
#include "render/symbols/LabelPlacer.h"
#include "render/symbols/StationText.h"

#include <QRandomGenerator>
#include <QtTest>

#include <set>

using namespace guanjing;
using namespace guanjing::render;

class TestLabelPlacer : public QObject {
    Q_OBJECT
private:
    static ScreenBox boxOf(const LabelPlacer::Wish& wish, const LabelPlacer::Place& place)
    {
        return {place.left, place.top, place.left + wish.width, place.top + wish.height};
    }

private slots:
    void labelsNeverOverlap()
    {
        QRandomGenerator random(7);
        std::vector<LabelPlacer::Wish> wishes;
        std::vector<ScreenBox> markers;
        for (std::uint64_t i = 0; i < 300; ++i) {
            const auto x = static_cast<float>(random.bounded(800)), y = static_cast<float>(random.bounded(600));
            wishes.push_back({i, x, y, 11, 60.0f + static_cast<float>(random.bounded(60)), 28, random.bounded(5)});
            markers.push_back({x - 11, y - 11, x + 11, y + 11});
        }
        LabelPlacer placer;
        const auto places = placer.place(wishes, markers, 800, 600);
        QVERIFY(places.size() > 5);
        for (std::size_t a = 0; a < places.size(); ++a) {
            const ScreenBox box = boxOf(wishes[places[a].wish], places[a]);
            QVERIFY(box.left >= 0 && box.top >= 0 && box.right <= 800 && box.bottom <= 600);
            for (std::size_t b = a + 1; b < places.size(); ++b)
                QVERIFY(!box.meets(boxOf(wishes[places[b].wish], places[b])));
            for (const ScreenBox& marker : markers)
                QVERIFY(!box.meets(marker));
        }
    }

    /// A slow pan of half a pixel a frame: a label that comes or goes at most at the rim of the picture.
    void labelsDoNotFlickerInAPan()
    {
        QRandomGenerator random(11);
        std::vector<LabelPlacer::Wish> wishes;
        for (std::uint64_t i = 0; i < 150; ++i)
            wishes.push_back({i, static_cast<float>(random.bounded(1000)), static_cast<float>(random.bounded(600)), 11,
                              70, 28, random.bounded(3)});
        LabelPlacer placer;
        std::map<std::uint64_t, std::pair<float, float>> before;
        int changes = 0;
        for (int frame = 0; frame < 60; ++frame) {
            std::vector<ScreenBox> markers;
            for (auto& wish : wishes) {
                wish.x -= 0.5f;
                markers.push_back({wish.x - 11, wish.y - 11, wish.x + 11, wish.y + 11});
            }
            std::map<std::uint64_t, std::pair<float, float>> now;
            for (const auto& place : placer.place(wishes, markers, 800, 600))
                now[wishes[place.wish].id] = {place.left - wishes[place.wish].x, place.top - wishes[place.wish].y};
            for (const auto& [id, where] : before) {
                const float x = wishes[id].x;
                if (x < 100 || x > 700)
                    continue;
                const auto found = now.find(id);
                changes += found == now.end() || std::abs(found->second.first - where.first) > 2;
            }
            before = now;
        }
        QVERIFY2(before.size() > 10, qPrintable(QString::number(before.size())));
        QVERIFY2(changes <= 2, qPrintable(QString::number(changes)));
    }

    void higherPriorityWins()
    {
        LabelPlacer placer;
        const std::vector<LabelPlacer::Wish> wishes{{1, 400, 300, 5, 780, 590, 0}, {2, 400, 300, 5, 390, 590, 9}};
        const auto places = placer.place(wishes, {}, 800, 600);
        QCOMPARE(places.size(), std::size_t(1));
        QCOMPARE(places[0].wish, std::size_t(1));
    }

    void aShortLabelWhereTheWholeOneFindsNoRoom()
    {
        LabelPlacer placer;
        LabelPlacer::Wish wish{1, 100, 50, 11};
        wish.width = 190;
        wish.height = 20;
        wish.shortWidth = 60;
        wish.shortHeight = 16;
        const std::vector<ScreenBox> markers{{89, 39, 111, 61}};
        auto places = placer.place({wish}, markers, 200, 100);
        QCOMPARE(places.size(), std::size_t(1)); // above or below, but no more when something is there
        QVERIFY(!places[0].isShort);
        const std::vector<ScreenBox> more{{89, 39, 111, 61}, {0, 0, 70, 37}, {0, 63, 70, 100}};
        places = placer.place({wish}, more, 200, 100);
        QCOMPARE(places.size(), std::size_t(1));
        QVERIFY(places[0].isShort);
        // The short one stays where it just fits, and gives way where there is plenty of room.
        places = placer.place({wish}, more, 200, 100);
        QVERIFY(places.size() == 1 && places[0].isShort);
        places = placer.place({wish}, markers, 600, 400);
        QVERIFY(places.size() == 1 && !places[0].isShort);
    }

    void aPinnedNameStandsInItsPlaceOrNowhere()
    {
        LabelPlacer placer;
        LabelPlacer::Wish wish{1, 300, 200, 0, 80, 60};
        wish.centered = true;
        const std::vector<ScreenBox> marker{{290, 190, 310, 210}};
        QCOMPARE(placer.place({wish}, marker, 600, 400).size(), std::size_t(1)); // above or below it
        wish.id = 2;
        wish.pinned = true;
        QVERIFY(placer.place({wish}, marker, 600, 400).empty());
        const auto places = placer.place({wish}, {}, 600, 400);
        QCOMPARE(places.size(), std::size_t(1));
        QCOMPARE(places[0].left, 260.0f);
        QCOMPARE(places[0].top, 170.0f);
    }

    void noMoreLabelsThanAskedFor()
    {
        LabelPlacer placer;
        std::vector<LabelPlacer::Wish> wishes;
        for (std::uint64_t i = 0; i < 20; ++i) {
            const std::uint64_t row = i / 5;
            wishes.push_back({i, 100.0f + 200.0f * static_cast<float>(i % 5), 100.0f * static_cast<float>(1 + row), 5,
                              60, 20, static_cast<int>(i)});
        }
        LabelPlacer::Wish town{99, 550, 450, 0, 80, 20};
        town.centered = true;
        wishes.push_back(town);
        const auto places = placer.place(wishes, {}, 1200, 600, 7);
        QCOMPARE(places.size(), std::size_t(8)); // names of places do not count
        for (const auto& place : places)
            QVERIFY(place.wish >= 13);
    }

    void aWarningNamesItsCause()
    {
        layers::StationValue station;
        station.datastreams.push_back({"1", "PM2.5", "ug/m3", layers::Observation{{}, 35.0}});
        station.datastreams.push_back({"2", "O3", "ug/m3", layers::Observation{{}, 228.0}});
        const auto label = [&](layers::StationState state) {
            return QString::fromStdString(labelValueText(station, state));
        };
        QCOMPARE(label(layers::StationState::Normal), QStringLiteral("PM2.5 35.0 µg/m³"));
        station.cause = 1;
        QCOMPARE(label(layers::StationState::Warning), QStringLiteral("▲ O3 228 µg/m³"));
        QCOMPARE(label(layers::StationState::Alarm), QStringLiteral("■ O3 228 µg/m³"));
        QCOMPARE(label(layers::StationState::Stale), QString());
    }

    void nearMarkersBecomeOne()
    {
        MarkerClusterer clusterer;
        std::vector<MarkerClusterer::Marker> markers{{1, 100, 100, 2, false},
                                                     {2, 110, 100, 4, false},
                                                     {3, 105, 108, 1, false},
                                                     {4, 300, 100, 2, false},
                                                     {5, 102, 101, 9, true}};
        auto clusters = clusterer.cluster(markers, 27);
        QCOMPARE(clusters.size(), std::size_t(3));
        std::set<std::size_t> sizes;
        for (const auto& cluster : clusters) {
            sizes.insert(cluster.members.size());
            if (cluster.members.size() == 3)
                QCOMPARE(cluster.leader, std::size_t(1)); // the worst state
        }
        QCOMPARE(sizes, (std::set<std::size_t>{1, 3}));
        // Apart by a little more than the distance: they stay together, but strangers would not.
        markers[0].x = 80;
        QCOMPARE(clusterer.cluster(markers, 27).size(), std::size_t(3));
        MarkerClusterer fresh;
        QCOMPARE(fresh.cluster(markers, 27).size(), std::size_t(4));
    }

    void everyMarkerCanBeToldApartWithoutColour()
    {
        std::set<std::vector<bool>> outlines;
        int count = 0;
        using layers::StationState;
        for (const char* kind : {"air", "water", "noise", "traffic"})
            for (const StationState state : {StationState::Normal, StationState::Warning, StationState::Alarm,
                                             StationState::Stale, StationState::Unknown}) {
                const IconBitmap icon = paintMarker(markerForm(kind), state, false, 1.0);
                QCOMPARE(icon.pixels.size(), static_cast<std::size_t>(icon.width * icon.height * 4));
                std::vector<bool> bits;
                for (std::size_t i = 0; i < icon.pixels.size(); i += 4) {
                    const int sum = icon.pixels[i] + icon.pixels[i + 1] + icon.pixels[i + 2];
                    bits.push_back(icon.pixels[i + 3] > 128 && sum > 700);
                }
                outlines.insert(bits);
                ++count;
            }
        QCOMPARE(static_cast<int>(outlines.size()), count);
    }

    void valuesAsPeopleWriteThem_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        QTest::newRow("dust") << 35.26 << "ug/m3" << QStringLiteral("PM2.5 35.3 µg/m³");
        QTest::newRow("large") << 1234.5 << "" << QStringLiteral("PM2.5 1234");
        QTest::newRow("small") << 0.042 << "mg/m3" << QStringLiteral("PM2.5 0.04 mg/m³");
        QTest::newRow("nothing") << std::nan("") << "dB" << QString();
    }
    void valuesAsPeopleWriteThem()
    {
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        layers::StationValue station;
        station.datastreams.push_back({"1", "NO2", "ug/m3", std::nullopt});
        station.datastreams.push_back({"2", "PM2.5", unit.toStdString(), layers::Observation{{}, value}});
        QCOMPARE(QString::fromStdString(mainValueText(station)), text);
    }
};

QTEST_GUILESS_MAIN(TestLabelPlacer)
#include "TestLabelPlacer.moc"
