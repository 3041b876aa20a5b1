#include "geodata/core/TaskPool.h"
#include "layers/overlay/ImageryLayer.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileLoader.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <set>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

const Bytes kPicture{0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
                     0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xfd,
                     0xd4, 0x9a, 0x73, 0x00, 0x00, 0x00, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x88,
                     0xaa, 0x08, 0x00, 0x22, 0x06, 0x08, 0x05, 0x00, 0x1f, 0xee, 0x04, 0x89, 0x99, 0xc7, 0x19,
                     0x05, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

/// The same size, transparent.
const Bytes kBlank{0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
                   0x44, 0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x06, 0x00, 0x00,
                   0x00, 0x72, 0xb6, 0x0d, 0x24, 0x00, 0x00, 0x00, 0x0b, 0x49, 0x44, 0x41, 0x54, 0x78,
                   0x9c, 0x63, 0x60, 0x40, 0x07, 0x00, 0x00, 0x12, 0x00, 0x01, 0x77, 0xf1, 0xfa, 0x00,
                   0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

/// Has the pictures for which `has` is true; NotFound for the rest.
class Pyramid final : public AssetAccessor {
public:
    std::function<bool(PictureAddress)> has = [](PictureAddress) { return true; };
    std::function<bool(PictureAddress)> isBlank = [](PictureAddress) { return false; };
    std::optional<Error> down;
    std::vector<PictureAddress> asked;

    AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        PictureAddress at;
        if (std::sscanf(request.url.c_str(), "http://h/%d/%u/%u", &at.level, &at.x, &at.y) != 3)
            qFatal("%s", request.url.c_str());
        asked.push_back(at);
        if (down)
            done(guanjing::fail(*down));
        else if (!has(at))
            done(guanjing::fail({ErrorCode::NotFound, request.url, "HTTP 404", ErrorReason::HttpStatus, 404}));
        else
            done(AssetResponse{
                request.url, 200, {}, std::make_shared<const Bytes>(isBlank(at) ? kBlank : kPicture), false, 64});
        return {};
    }
    AssetStatistics statistics() const override { return {}; }
};

ImageryDescription xyz(const std::string& url)
{
    ImageryDescription description;
    description.url = url;
    return description;
}

struct World {
    explicit World(std::function<bool(PictureAddress)> has)
    {
        pyramid.has = std::move(has);
        loader.setLimits({});
    }
    /// Frames until nothing is pending; how many times a frame asked for something.
    int settle(const std::vector<PictureAddress>& wanted)
    {
        int rounds = 0;
        for (int frame = 0; frame < 200; ++frame) {
            const std::size_t before = pyramid.asked.size();
            loader.beginFrame({16u << 20, 1000.0});
            layer.beginFrame();
            for (const PictureAddress& address : wanted)
                layer.want(address, 1.0);
            layer.finishWants();
            loader.endFrame();
            waitForWorkers(tasks);
            rounds += pyramid.asked.size() > before ? 1 : 0;
            if (loader.pending() == 0)
                return rounds;
        }
        qFatal("does not settle");
    }
    [[nodiscard]] int shown(PictureAddress address)
    {
        const Picture* picture = layer.readyFor(address);
        return picture ? picture->address().level : -1;
    }

    Pyramid pyramid;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{1};
    TileLoader loader{{pyramid, tasks, clock, preparer}, [] {}};
    ImageryLayer layer{1, loader, xyz("http://h/{z}/{x}/{y}"), CachePolicy::Http};
};

PictureAddress at(int level, std::uint32_t dx = 0, std::uint32_t dy = 0)
{
    return {level, ((3u << level) >> 2) + dx, ((1u << level) >> 1) + dy};
}

std::vector<PictureAddress> square(int level, std::uint32_t side, std::uint32_t dx = 0)
{
    std::vector<PictureAddress> all;
    for (std::uint32_t y = 0; y < side; ++y) {
        for (std::uint32_t x = 0; x < side; ++x)
            all.push_back(at(level, x + dx, y));
    }
    return all;
}

} // namespace

/// What an absent picture tells of those above and below it: see ImageryLayer.
class TestAbsentPictures : public QObject {
    Q_OBJECT
private slots:
    void finestAncestorIsFound_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        QTest::addColumn<int>("wanted");
        QTest::newRow("ends early") << 0 << 12 << 20;
        QTest::newRow("begins late") << 10 << 17 << 20;
        QTest::newRow("one level") << 14 << 14 << 20;
        QTest::newRow("parent") << 0 << 18 << 19;
        QTest::newRow("only the first") << 0 << 0 << 22;
    }
    void finestAncestorIsFound()
    {
        QFETCH(int, first);
        QFETCH(int, last);
        QFETCH(int, wanted);
        World world([&](PictureAddress a) { return a.level >= first && a.level <= last; });
        const auto view = square(wanted, 3);
        const int rounds = world.settle(view);
        for (const PictureAddress& address : view)
            QCOMPARE(world.shown(address), last);
        QVERIFY2(rounds <= 6, qPrintable(QString::number(rounds)));
    }

    void missingEverywhereIsLeftAloneSoon()
    {
        World world([](PictureAddress) { return false; });
        const auto view = square(18, 6);
        const int rounds = world.settle(view);
        QVERIFY2(rounds <= 3, qPrintable(QString::number(rounds)));
        QVERIFY2(world.pyramid.asked.size() <= view.size() + 20,
                 qPrintable(QString::number(world.pyramid.asked.size())));
        const std::size_t before = world.pyramid.asked.size();
        world.settle(view);
        QCOMPARE(world.pyramid.asked.size(), before);
        QCOMPARE(world.layer.log().kinds().size(), std::size_t{1});
        QCOMPARE(world.layer.log().kinds().front().count, world.layer.log().count());
    }

    /// Where a source has pictures, one that is not there tells where its data end; a source of which nothing is there at all
    /// is wrong.
    void theEndOfTheDataIsNoError()
    {
        World world([](PictureAddress a) { return a.level <= 12; });
        world.settle(square(20, 3)); // asked for before anything is found
        QCOMPARE(world.shown(at(20)), 12);
        QCOMPARE(world.layer.log().count(), std::uint64_t{0});
        QVERIFY(world.layer.log().errors().empty() && world.layer.log().kinds().empty());
        world.settle(square(13, 3, 4));
        QCOMPARE(world.layer.log().count(), std::uint64_t{0});
        World none([](PictureAddress) { return false; });
        none.settle(square(13, 3));
        QVERIFY(none.layer.log().count() > 0);
    }

    /// What is transparent below an orthophoto's last level is no data; between labels it is all that there is.
    void blankOnesLeadToTheirAncestors()
    {
        World world([](PictureAddress) { return true; });
        world.pyramid.isBlank = [](PictureAddress a) { return a.level > 14; };
        const auto view = square(18, 4);
        world.settle(view);
        for (const PictureAddress& address : view)
            QCOMPARE(world.shown(address), 14);
        World nothing([](PictureAddress) { return true; });
        nothing.pyramid.isBlank = [](PictureAddress) { return true; };
        nothing.settle(view);
        QCOMPARE(nothing.shown(view.front()), -1);
        QVERIFY2(nothing.pyramid.asked.size() <= view.size() + 8,
                 qPrintable(QString::number(nothing.pyramid.asked.size())));
        const std::size_t before = nothing.pyramid.asked.size();
        nothing.settle(view);
        QCOMPARE(nothing.pyramid.asked.size(), before);
    }

    void nothingIsAskedBelowAnAbsentOne()
    {
        World world([](PictureAddress a) { return a.level <= 15; });
        world.settle(square(15, 2));
        world.settle(square(16, 2));
        const std::size_t before = world.pyramid.asked.size();
        for (const int level : {17, 18, 19, 20})
            world.settle(square(level, 4));
        QCOMPARE(world.pyramid.asked.size(), before);
        QCOMPARE(world.shown(at(20)), 15);
    }

    void deepLevelsAreFoundFromAbove()
    {
        // A local orthophoto whose scene states levels 0 to 22: seen first from far off, where it has nothing.
        World world([](PictureAddress a) { return a.level >= 14 && a.level <= 18; });
        for (int level = 3; level <= 18; ++level)
            world.settle({at(level)});
        QCOMPARE(world.shown(at(18)), 18);
        QCOMPARE(world.shown(at(14)), 14);
    }

    void gapsAreCrossed()
    {
        // A world map to level 8, and a city from level 14 on.
        World world([](PictureAddress a) { return a.level <= 8 || a.level >= 14; });
        for (int level = 5; level <= 20; ++level)
            world.settle({at(level)});
        QCOMPARE(world.shown(at(20)), 20);
        world.settle({at(14)});
        QCOMPARE(world.shown(at(14)), 14);
        // The level below the gap is known to exist now, so all of it opens.
        world.settle({at(15, 1, 1)});
        QCOMPARE(world.shown(at(15, 1, 1)), 15);
    }

    void outsideTheCoveredAreaCoarsePicturesStay()
    {
        const PictureAddress inside = at(12);
        World world([&](PictureAddress a) {
            if (a.level <= 12)
                return true;
            const PictureAddress above = a.ancestor(12);
            return a.level <= 18 && above.x == inside.x && above.y == inside.y;
        });
        world.settle(square(18, 2));
        QCOMPARE(world.shown(at(18)), 18);
        const auto outside = square(18, 2, 1u << 9);
        world.settle(outside);
        for (const PictureAddress& address : outside)
            QCOMPARE(world.shown(address), 12);
    }

    void aServerThatIsDownClosesNothing()
    {
        World world([](PictureAddress) { return true; });
        world.pyramid.down = Error{ErrorCode::ConnectionFailed, "http://h/", "refused", ErrorReason::Refused};
        for (int i = 0; i < 8; ++i) {
            world.loader.beginFrame({16u << 20, 1000.0});
            world.layer.beginFrame();
            world.layer.want(at(18), 1.0);
            world.loader.endFrame();
            waitForWorkers(world.tasks);
            world.clock.advance(std::chrono::seconds(5));
        }
        QCOMPARE(world.loader.pending(), std::size_t{0}); // given up
        std::set<int> levels;
        for (const PictureAddress& address : world.pyramid.asked)
            levels.insert(address.level);
        QCOMPARE(levels, std::set<int>{18});
        QVERIFY(world.layer.log().trouble().has_value());
        QCOMPARE(world.layer.log().count(), std::uint64_t{1});
        world.pyramid.down.reset();
        world.loader.revive(world.layer.log(), false);
        world.settle({at(18)});
        QCOMPARE(world.shown(at(18)), 18);
        QVERIFY(!world.layer.log().trouble().has_value());
        QCOMPARE(world.layer.log().count(), std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestAbsentPictures)
#include "TestAbsentPictures.moc"
