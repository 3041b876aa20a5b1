#include "tests/geodata_raster/ServiceDocuments.h"
#include "tests/layers_overlay/PictureWorld.h"

#include <QTest>

#include <set>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

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

    /// Beyond what a service says that it covers nothing of it is shown; it would be the coarsest picture of all it has.
    void nothingIsShownBeyondTheStatedExtent()
    {
        ImageryDescription description = xyz("http://h/capabilities.xml");
        description.kind = "wmts";
        World world([](PictureAddress) { return true; }, description);
        const std::string extra =
            "<ows:WGS84BoundingBox><ows:LowerCorner>100 -20</ows:LowerCorner><ows:UpperCorner>110 -10</ows:UpperCorner>"
            "</ows:WGS84BoundingBox><ResourceURL format=\"image/jpeg\" resourceType=\"tile\" "
            "template=\"http://h/{TileMatrix}/{TileCol}/{TileRow}\"/>";
        world.pyramid.documents["http://h/capabilities.xml"] =
            *bytesOf(wmtsText({"GoogleMapsCompatible"}, mercatorSetText(), extra));
        // Tile 2/3/2 reaches from 90° to 180° east and from the equator to 66° south.
        const PictureAddress within{8, 202, 138}, beyond{8, 10, 100}, beside{8, 250, 138};
        world.settle({within, beyond, beside});
        world.settle({within, beyond, beside});
        QVERIFY(world.layer.isOpen());
        QCOMPARE(world.shown(within), 2);
        QCOMPARE(world.shown(beyond), -1);
        QCOMPARE(world.layer.log().count(), std::uint64_t{0});
        // What is asked for within a picture that exists shows it: how much of it is empty is the server's affair.
        QCOMPARE(world.shown(beside), 2);
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
