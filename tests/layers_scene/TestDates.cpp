// Sources of several dates: which a date shows, and what two views with dates of their own show and ask for.
#include "layers/scene/Dates.h"
#include "layers/scene/SourceFade.h"
#include "tests/layers_scene/EngineWorld.h"

#include <QTest>

#include <chrono>
#include <set>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

Scene twoDates()
{
    Scene scene;
    for (const char* date : {"2023-06", "2026-06"}) {
        scene.imagery.push_back(imagery(std::string("Ortho") + date, 15));
        scene.imagery.back().date = date;
        scene.tilesets.push_back(tileset(std::string("City") + date, std::string("http://h/") + date + ".json"));
        scene.tilesets.back().date = date;
    }
    return scene;
}

void serveTwoDates(World& world)
{
    for (const char* date : {"2023-06", "2026-06"})
        world.assets.put(std::string("http://h/") + date + ".json", squareTileset(std::string(date) + ".glb", 40, 12));
    world.assets.put("http://h/2023-06.glb", makeSquareGlb(40));
    world.assets.put("http://h/2026-06.glb", makeSquareGlb(40));
}

std::set<std::uint32_t> sourcesIn(const DrawList& list)
{
    std::set<std::uint32_t> sources;
    for (const DrawItem& item : list.items)
        if (!item.isGround)
            sources.insert(item.source);
    return sources;
}

std::uint32_t idOf(const World& world, const std::string& name)
{
    for (const SourceStatus& status : world.engine.sources())
        if (status.name == name)
            return status.id;
    return 0;
}

bool wasAsked(const World& world, const std::string& part)
{
    for (const std::string& url : world.assets.asked())
        if (url.find(part) != std::string::npos)
            return true;
    return false;
}

const ViewState kView = ViewState::geographic(kLon, kLat, 300, 0, -90, 800, 600);

} // namespace

class TestDates : public QObject {
    Q_OBJECT

private slots:
    void aDateShowsTheLatestThatIsNotAfterIt_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("shown"); // of a, b, c, d
        QTest::newRow("latest") << ""
                                << "0011";
        QTest::newRow("the very month") << "2023-06"
                                        << "1001";
        QTest::newRow("a day of it") << "2023-06-20"
                                     << "1001";
        QTest::newRow("its year") << "2023"
                                  << "1001";
        QTest::newRow("between") << "2025-01"
                                 << "0101";
        QTest::newRow("before all") << "2001"
                                    << "1001";
        QTest::newRow("after all") << "2030-12-31"
                                   << "0011";
    }

    void aDateShowsTheLatestThatIsNotAfterIt()
    {
        QFETCH(QString, asked);
        QFETCH(QString, shown);
        Scene scene;
        for (const char* date : {"2023-06", "2024-11-30", "2026-06", ""}) {
            scene.imagery.push_back(imagery("Ortho"));
            scene.imagery.back().date = date;
        }
        QString found;
        for (const bool isShown : sourcesAt(scene, asked.toStdString()).imagery)
            found += isShown ? '1' : '0';
        QCOMPARE(found, shown);
    }

    /// Of a date that something shown is not of, it is told what is shown instead.
    void otherDatesAreTold()
    {
        Scene scene;
        for (const char* date : {"2023-06-02", "2023-06-20", "2026-06"}) {
            scene.imagery.push_back(imagery("Ortho"));
            scene.imagery.back().date = date;
        }
        scene.tilesets.push_back(tileset("City", "u"));
        scene.tilesets.back().date = "2026";
        const auto toldOf = [&](const char* date) {
            std::string told;
            for (const OtherDate& other : otherDatesAt(scene, date)) {
                told += other.shown + ":";
                for (const std::string& name : other.names)
                    told += " " + name;
                told += ";";
            }
            return told;
        };
        QCOMPARE(toldOf("2026-06"), std::string());
        QCOMPARE(toldOf("2001"), std::string("2023-06-02: Ortho;2026: City;")); // before all
        QCOMPARE(toldOf("2024-01"), std::string("2023-06-20: Ortho;2026: City;"));
        QCOMPARE(toldOf("2023-06-02"), std::string("2026: City;")); // either day of a month can be asked for
        QCOMPARE(toldOf("2026-06-15"), std::string());
        scene.tilesets.back().visible = false;
        QCOMPARE(toldOf("2023-06"), std::string());
    }

    void everySeriesHasADateOfItsOwn()
    {
        Scene scene;
        for (const auto& [series, date] : {std::pair{"", "2023"}, {"", "2026"}, {"night", "2021"}, {"night", "2021"}}) {
            scene.tilesets.push_back(tileset("T", "u"));
            scene.tilesets.back().series = series;
            scene.tilesets.back().date = date;
        }
        QCOMPARE(sourcesAt(scene, "2024").tilesets, (std::vector<bool>{true, false, true, true}));
        QCOMPARE(datesOf(scene), (std::vector<std::string>{"2021", "2023", "2026"}));
    }

    void onlyTheDateShownIsLoaded()
    {
        World world;
        serveTwoDates(world);
        world.engine.setScene(twoDates());
        world.settle(kView);
        QCOMPARE(sourcesIn(world.engine.list(0)), std::set{idOf(world, "City2026-06")});
        QVERIFY(!wasAsked(world, "2023-06"));
        world.engine.setContents({{"2023-06", {}}});
        const DrawList& list = world.settle(kView);
        QCOMPARE(sourcesIn(list), std::set{idOf(world, "City2023-06")});
        QVERIFY(wasAsked(world, "Ortho2023-06"));
        for (const SourceStatus& status : world.engine.sources())
            QCOMPARE(status.isShown, status.name.find("2023") != std::string::npos);
    }

    void everyViewHasItsOwnDateAndLayers()
    {
        World world;
        serveTwoDates(world);
        world.engine.setScene(twoDates());
        world.engine.setContents({{"2023-06", {}}, {"2026-06", {}}, {"2026-06", {"City2026-06"}}});
        const std::array views{kView, kView, kView};
        for (int i = 0; i < 200 && (i < 3 || !world.engine.isSettled()); ++i) {
            waitForWorkers(world.tasks);
            world.engine.update(views);
        }
        QVERIFY(world.engine.isSettled());
        QCOMPARE(sourcesIn(world.engine.list(0)), std::set{idOf(world, "City2023-06")});
        QCOMPARE(sourcesIn(world.engine.list(1)), std::set{idOf(world, "City2026-06")});
        QCOMPARE(sourcesIn(world.engine.list(2)), std::set<std::uint32_t>{});
        // The grounds show different pictures.
        const auto pictureOf = [&](std::size_t view) {
            const DrawList& list = world.engine.list(view);
            const DrawItem& ground = list.items.back();
            return ground.isGround && ground.overlayCount == 1 ? list.overlaysOf(ground).front().image : nullptr;
        };
        QVERIFY(pictureOf(0) && pictureOf(1) && pictureOf(0) != pictureOf(1));
        QCOMPARE(pictureOf(1), pictureOf(2));
        // Picks obey the view.
        const auto ray = kView.rayThrough(400, 300);
        QCOMPARE(world.engine.pick(ray, 0)->sourceName, std::string("City2023-06"));
        QCOMPARE(world.engine.pick(ray, 1)->sourceName, std::string("City2026-06"));
        QVERIFY(world.engine.pick(ray, 2)->isGround);
    }

    void aDateDissolvesIntoTheNextOnceItIsLoaded()
    {
        EngineSettings settings;
        settings.fades = true;
        World world(settings);
        serveTwoDates(world);
        world.engine.setScene(twoDates());
        const auto step = [&] {
            world.clock.advance(std::chrono::milliseconds(60));
            return world.frame(kView);
        };
        for (int i = 0; i < 100 && (i < 3 || !world.engine.isSettled() || world.engine.isFading()); ++i)
            step();
        const std::uint32_t old = idOf(world, "City2026-06"), next = idOf(world, "City2023-06");
        QCOMPARE(sourcesIn(world.engine.list(0)), std::set{old});
        world.engine.setContents({{"2023-06", {}}});
        bool sawBoth = false, sawPartly = false;
        for (int i = 0; i < 200 && (i < 3 || !world.engine.isSettled()); ++i) {
            const DrawList& list = step();
            const auto sources = sourcesIn(list);
            QVERIFY(!sources.empty()); // never uncovered
            sawBoth = sawBoth || sources.size() == 2;
            bool hasWhole = false;
            for (const DrawItem& item : list.items) {
                sawPartly = sawPartly || (!item.isGround && item.cover > 0 && item.cover < 1);
                hasWhole = hasWhole || (!item.isGround && item.cover == 1.0f);
                if (item.isGround && item.overlayCount > 0) {
                    float through = 1.0f;
                    for (const OverlayBinding& binding : list.overlaysOf(item))
                        through *= 1.0f - binding.opacity;
                    QVERIFY2(through < 0.01f, "the ground shines through");
                }
            }
            QVERIFY2(hasWhole, "nothing stands whole");
        }
        QVERIFY(sawBoth && sawPartly);
        QCOMPARE(sourcesIn(world.engine.list(0)), std::set{next});
        QVERIFY(world.engine.isSettled());
    }

    void otherDatesOfANewSceneAreNeverAskedFor()
    {
        EngineSettings settings;
        settings.fades = true;
        World world(settings);
        serveTwoDates(world);
        world.engine.setContents({{"2026-06", {}}}); // as a window says before it has a scene
        const auto settle = [&](const std::string& old) {
            for (int i = 0; i < 100 && (i < 3 || !world.engine.isSettled()); ++i) {
                world.clock.advance(std::chrono::milliseconds(60));
                world.frame(kView);
            }
            QVERIFY(world.engine.isSettled());
            QVERIFY2(!wasAsked(world, old), "a date that is not shown was loaded");
        };
        Scene scene = twoDates();
        const ImagerySourceSpec before = scene.imagery.front();
        scene.imagery.erase(scene.imagery.begin());
        world.engine.setScene(scene);
        settle("2023-06");
        scene.imagery.push_back(before); // added to what runs
        world.engine.setScene(scene);
        settle("2023-06");
    }

    void aChangeOfMindBeginsWithWhatIsShown()
    {
        SourceFade fade;
        const auto ready = [](std::uint32_t) { return true; };
        const SourceFade::Time start{};
        const auto at = [&](int ms) { return start + std::chrono::milliseconds(ms); };
        fade.setHidden({1}, true);
        QVERIFY(fade.advance(at(0), ready)->of(1).share == 0.0f);
        fade.setHidden({2}, true);
        (void)fade.advance(at(10), ready);
        QVERIFY(!fade.isFading()); // asked for in this frame only
        (void)fade.advance(at(20), ready);
        QVERIFY(fade.isFading());
        const auto shares = fade.advance(at(200), ready);
        QVERIFY(shares->of(1).share > 0.0f && shares->of(1).share < 1.0f);
        QCOMPARE(shares->of(2).share, 1.0f);
        fade.setHidden({1}, true);
        const auto back = fade.advance(at(210), ready);
        QCOMPARE(back->of(1).share, 1.0f);
        QVERIFY(fade.isBusy());
        fade.setHidden({2}, false);
        QVERIFY(!fade.isBusy());
        QVERIFY(!fade.advance(at(220), ready)->of(2).isLoaded);
    }

    void columnsThatAreNotDrawnAreNotSelected()
    {
        World world;
        world.assets.put("http://h/t.json", squareTileset("a.glb", 1, 0));
        world.assets.put("http://h/a.glb", makeSquareGlb(1));
        Scene scene;
        scene.tilesets.push_back(tileset("Right", "http://h/t.json"));
        world.engine.setScene(scene);
        // The square lies in the right half of the picture: the eye stands west of it.
        ViewState view = ViewState::geographic(kLon - 0.0005, kLat, 200, 0, -90, 800, 600);
        QCOMPARE(sourcesIn(world.settle(view)).size(), std::size_t{1});
        ViewState half = view;
        half.limitTo(0, 400);
        QCOMPARE(sourcesIn(world.settle(half)).size(), std::size_t{0});
        half = view;
        half.limitTo(400, 800);
        QCOMPARE(sourcesIn(world.settle(half)).size(), std::size_t{1});
        half = view;
        half.limitTo(0, 800);
        for (int i = 0; i < 4; ++i)
            for (int c = 0; c < 4; ++c)
                QVERIFY(std::abs(half.planes()[i][c] - view.planes()[i][c]) < 1e-6);
    }
};

QTEST_GUILESS_MAIN(TestDates)
#include "TestDates.moc"
