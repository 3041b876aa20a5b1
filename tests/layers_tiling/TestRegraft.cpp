// External tilesets below a tile that expires are read anew.
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "layers/tiling/TilesetTree.h"
#include "tests/layers_tiling/Fakes.h"
#include "tests/layers_tiling/TinyTilesets.h"

#include <QTest>

#include <set>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

const std::string kBase = "http://h/";

struct World {
    World() : engine({assets, tasks, clock, preparer}, [] {})
    {
        for (const char* name : {"a.glb", "b.glb", "c.glb", "d.glb"})
            assets.put(kBase + name, makeSquareGlb(20));
    }
    void open(const std::string& root)
    {
        assets.put(kBase + "tileset.json", root);
        TilesetOptions options;
        options.url = kBase + "tileset.json";
        tree = static_cast<TilesetTree*>(&engine.add(std::make_unique<TilesetTree>(1, engine.loader(), options)));
    }
    void frame(double x = 0)
    {
        waitForWorkers(tasks);
        engine.update(ViewState::perspective({x, 0, 6378137 + 400}, {0, 0, -1}, {0, 1, 0}, 400, 300));
        waitForWorkers(tasks);
    }
    bool settle(double x = 0)
    {
        for (int i = 0; i < 200; ++i) {
            frame(x);
            if (i > 5 && engine.isSettled())
                return true;
        }
        return false;
    }
    /// More than the time after which what expires is asked for.
    void expire(double x = 0)
    {
        clock.advance(std::chrono::milliseconds(5100));
        for (int i = 0; i < 4; ++i)
            frame(x);
    }
    std::size_t asked(const std::string& name) const
    {
        const auto urls = assets.asked();
        return static_cast<std::size_t>(std::count(urls.begin(), urls.end(), kBase + name));
    }
    /// Names of what is drawn.
    std::set<std::string> drawn() const
    {
        std::set<std::string> names;
        for (const DrawItem& item : engine.list(0).items)
            names.insert(tree->contentUrl(static_cast<TileIndex>(item.tileId & 0xFFFFFFFFu)).substr(kBase.size()));
        return names;
    }

    FakeAssetAccessor assets;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    TileEngine engine;
    TilesetTree* tree = nullptr;
};

using Names = std::set<std::string>;

} // namespace

class TestRegraft : public QObject {
    Q_OBJECT
private slots:
    void isReadAnew()
    {
        World world;
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "a.glb")));
        world.open(documentOf(tileAt(0, "inner.json", kExpiresSoon) + "," + tileAt(50, "d.glb")));
        QVERIFY(world.settle());
        QCOMPARE(world.drawn(), (Names{"a.glb", "d.glb"}));
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "b.glb") + "," + tileAt(20, "c.glb")));
        world.clock.advance(std::chrono::milliseconds(4900));
        world.frame();
        QCOMPARE(world.asked("inner.json"), std::size_t{1});
        world.expire();
        QVERIFY(world.settle());
        QCOMPARE(world.asked("inner.json"), std::size_t{2});
        QCOMPARE(world.drawn(), (Names{"b.glb", "c.glb", "d.glb"}));
        QCOMPARE(world.asked("d.glb"), std::size_t{1});
        // And again, each time.
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "a.glb")));
        world.expire();
        QVERIFY(world.settle());
        QCOMPARE(world.drawn(), (Names{"a.glb", "d.glb"}));
        QCOMPARE(world.tree->log().count(), std::uint64_t{0});
        const auto hit =
            world.engine.pick({glm::dvec3(0, 0, 6378137 + 400), glm::dvec3(0, 0, -1)}); // finds the new one
        QVERIFY(hit);
        QCOMPARE(hit->contentUrl, kBase + "a.glb");
    }

    void whatIsTheSameStays()
    {
        World world;
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "a.glb")));
        world.open(documentOf(tileAt(0, "inner.json", kExpiresSoon)));
        QVERIFY(world.settle());
        const std::size_t size = world.tree->size();
        world.expire();
        QCOMPARE(world.asked("inner.json"), std::size_t{2});
        QCOMPARE(world.tree->size(), size); // the same document: nothing is touched
        world.assets.put(kBase + "inner.json", documentOf(tileAt(20, "c.glb") + "," + tileAt(0, "a.glb")));
        world.clock.advance(std::chrono::milliseconds(5100));
        for (int i = 0; i < 6; ++i) {
            world.frame();
            QVERIFY2(world.drawn().contains("a.glb"), "never gone from the picture");
        }
        QCOMPARE(world.drawn(), (Names{"a.glb", "c.glb"}));
        QCOMPARE(world.asked("a.glb"), std::size_t{1});
        // One that lies elsewhere now is another.
        world.assets.put(kBase + "inner.json",
                         documentOf(tileAt(0, "a.glb", ",\"transform\":[1,0,0,0,0,1,0,0,0,0,1,0,10,0,0,1]")));
        world.expire();
        QVERIFY(world.settle());
        QCOMPARE(world.asked("a.glb"), std::size_t{2});
        QCOMPARE(world.drawn(), (Names{"a.glb"}));
    }

    void tilesetsFurtherBelowMoveAlong()
    {
        World world;
        world.assets.put(kBase + "deep.json", documentOf(tileAt(0, "a.glb")));
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "deep.json")));
        world.open(documentOf(tileAt(0, "inner.json", kExpiresSoon)));
        QVERIFY(world.settle());
        QCOMPARE(world.drawn(), (Names{"a.glb"}));
        world.assets.put(kBase + "inner.json", documentOf(tileAt(20, "b.glb") + "," + tileAt(0, "deep.json")));
        world.clock.advance(std::chrono::milliseconds(5100));
        for (int i = 0; i < 6; ++i) {
            world.frame();
            QVERIFY(world.drawn().contains("a.glb"));
        }
        QCOMPARE(world.drawn(), (Names{"a.glb", "b.glb"}));
        QCOMPARE(world.asked("deep.json"), std::size_t{1});
        QCOMPARE(world.asked("a.glb"), std::size_t{1});
        world.assets.put(kBase + "inner.json", documentOf(tileAt(20, "b.glb")));
        world.expire();
        QCOMPARE(world.drawn(), (Names{"b.glb"}));
    }

    void neitherTilesNorMemoryGrow()
    {
        World world;
        world.assets.put(kBase + "deep.json", documentOf(tileAt(0, "c.glb") + "," + tileAt(20, "d.glb")));
        const std::string one = documentOf(tileAt(0, "a.glb") + "," + tileAt(10, "deep.json"));
        const std::string other = documentOf(tileAt(0, "b.glb", kExpiresSoon));
        world.assets.put(kBase + "inner.json", one);
        world.open(documentOf(tileAt(0, "inner.json", kExpiresSoon)));
        QVERIFY(world.settle());
        std::size_t largest = 0, memory = 0;
        for (int i = 0; i < 30; ++i) {
            world.assets.put(kBase + "inner.json", i % 2 ? one : other);
            world.expire();
            QVERIFY(world.settle());
            QCOMPARE(world.drawn(), (i % 2 ? Names{"a.glb", "c.glb", "d.glb"} : Names{"b.glb"}));
            QCOMPARE(world.tree->expiries().size(), std::size_t{i % 2 ? 1u : 2u});
            if (i == 3) {
                largest = world.tree->size();
                memory = world.engine.loader().memoryBytes();
            }
        }
        QCOMPARE(world.tree->size(), largest);
        QCOMPARE(world.engine.loader().memoryBytes(), memory);
        world.engine.remove(*world.tree);
        QCOMPARE(world.engine.loader().memoryBytes(), std::size_t{0});
    }

    void ownChildrenStay()
    {
        World world;
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "a.glb")));
        world.open(documentOf(
            tileAt(0, "inner.json", kExpiresSoon + ",\"refine\":\"ADD\",\"children\":[" + tileAt(20, "d.glb") + "]")));
        QVERIFY(world.settle());
        QCOMPARE(world.drawn(), (Names{"a.glb", "d.glb"}));
        for (const char* name : {"b.glb", "c.glb", "a.glb"}) {
            world.assets.put(kBase + "inner.json", documentOf(tileAt(0, name)));
            world.expire();
            QVERIFY(world.settle());
            QCOMPARE(world.drawn(), (Names{name, "d.glb"}));
        }
        QCOMPARE(world.asked("d.glb"), std::size_t{1});
    }

    void whatWasEmptyFills()
    {
        World world;
        world.assets.put(kBase + "inner.json", documentOf({}));
        world.open(documentOf(tileAt(0, "inner.json", kExpiresSoon) + "," + tileAt(50, "d.glb")));
        QVERIFY(world.settle());
        QCOMPARE(world.drawn(), (Names{"d.glb"}));
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "b.glb")));
        world.expire();
        QVERIFY(world.settle());
        QCOMPARE(world.drawn(), (Names{"b.glb", "d.glb"}));
        // A model takes the place of a tileset, and the other way round.
        world.assets.put(kBase + "inner.json", makeSquareGlb(20));
        world.expire();
        QVERIFY(world.settle());
        QCOMPARE(world.drawn(), (Names{"inner.json", "d.glb"}));
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "c.glb")));
        world.expire();
        QVERIFY(world.settle());
        QCOMPARE(world.drawn(), (Names{"c.glb", "d.glb"}));
    }

    void outOfSightNothingIsAsked()
    {
        World world;
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "a.glb")));
        world.open(documentOf(tileAt(0, "inner.json", kExpiresSoon)));
        QVERIFY(world.settle());
        world.frame(50'000);
        world.clock.advance(std::chrono::minutes(1));
        for (int i = 0; i < 3; ++i)
            world.frame(50'000);
        QCOMPARE(world.asked("inner.json"), std::size_t{1});
        QVERIFY2(!world.engine.nextDue(), "nobody need wake up for it");
        for (int i = 0; i < 3; ++i)
            world.frame();
        QCOMPARE(world.asked("inner.json"), std::size_t{2});
        QVERIFY(world.settle());
        QVERIFY(world.engine.nextDue());
    }

    void aFailureKeepsWhatIsThere()
    {
        World world;
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "a.glb")));
        world.open(documentOf(tileAt(0, "inner.json", kExpiresSoon)));
        QVERIFY(world.settle());
        world.assets.put(kBase + "inner.json", std::string("{ no json"));
        world.expire();
        QCOMPARE(world.drawn(), (Names{"a.glb"}));
        QCOMPARE(world.tree->log().count(), std::uint64_t{1});
        world.assets.put(kBase + "inner.json", documentOf(tileAt(0, "b.glb")));
        world.expire();
        world.expire();
        QVERIFY(world.settle());
        QCOMPARE(world.drawn(), (Names{"b.glb"}));
    }
};

QTEST_GUILESS_MAIN(TestRegraft)
#include "TestRegraft.moc"
