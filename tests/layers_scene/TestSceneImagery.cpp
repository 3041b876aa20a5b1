// Imagery in a scene: which pictures are asked for, and where they lie.
#include "tests/layers_scene/EngineWorld.h"

#include <QTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

class TestSceneImagery : public QObject {
    Q_OBJECT

private slots:
    void imageryLevelFollowsTheTexelSize_data()
    {
        QTest::addColumn<double>("height");
        QTest::newRow("30 m") << 30.0;
        QTest::newRow("300 m") << 300.0;
        QTest::newRow("5 km") << 5000.0;
        QTest::newRow("2000 km") << 2e6;
    }

    void imageryLevelFollowsTheTexelSize()
    {
        QFETCH(double, height);
        World world;
        Scene scene;
        scene.imagery.push_back(imagery("Ortho", 21));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, height, 0, -90, 800, 600);
        const DrawList& list = world.settle(view);
        QVERIFY(!list.items.empty());
        const auto hit = world.engine.pick(view.rayThrough(400, 300));
        QVERIFY(hit && hit->isGround);
        bool isFound = false;
        for (const DrawItem& item : list.items) {
            if (item.tileId != hit->tileId)
                continue;
            isFound = true;
            QCOMPARE(item.overlayCount, 1u);
            const OverlayBinding binding = list.overlaysOf(item).front();
            // Ground metres of the tile across, from its bounding sphere's diagonal.
            const double texel = item.radius * std::sqrt(2.0) / (256.0 * static_cast<double>(binding.scale.x));
            const double pixels = texel * view.pixelsPerMeter(height);
            QVERIFY2(pixels < 2.2 || texel < 0.08, qPrintable(QString("texel covers %1 pixels").arg(pixels)));
            QVERIFY2(pixels > 0.8, qPrintable(QString("texel covers %1 pixels: finer than needed").arg(pixels)));
        }
        QVERIFY(isFound);
    }

    void missingPicturesAreReplacedByAncestors()
    {
        World world;
        world.pictures.isMissing = [](const std::string& url) {
            return url.find("/17/") != std::string::npos || url.find("/18/") != std::string::npos;
        };
        Scene scene;
        scene.imagery.push_back(imagery("Ortho", 18));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 120, 0, -90, 800, 600);
        const DrawList& list = world.settle(view);
        QVERIFY(!list.items.empty());
        for (const DrawItem& item : list.items) {
            QCOMPARE(item.overlayCount, 1u);
            const OverlayBinding binding = list.overlaysOf(item).front();
            // Level 18's meshes with pictures of level 16: a quarter of the side, inside the picture.
            QVERIFY2(binding.scale.x <= 0.25f + 1e-6f,
                     qPrintable(QString("%1 of %2, radius %3, items %4")
                                    .arg(binding.scale.x)
                                    .arg(item.tileId & 0xFFFFFFFFu)
                                    .arg(item.radius)
                                    .arg(list.items.size())));
            for (const float corner : {0.0f, 1.0f}) {
                const glm::vec2 uv = glm::vec2(corner) * binding.scale + binding.offset;
                QVERIFY(uv.x >= -1e-6f && uv.x <= 1.0f + 1e-6f && uv.y >= -1e-6f && uv.y <= 1.0f + 1e-6f);
            }
        }
    }

    void imageryStopsAtItsFinestLevel()
    {
        World world;
        Scene scene;
        scene.imagery.push_back(imagery("Coarse", 12));
        world.engine.setScene(scene);
        world.settle(ViewState::geographic(kLon, kLat, 50, 0, -60, 800, 600));
        for (const std::string& url : world.assets.asked())
            QVERIFY2(url.find("/13/") == std::string::npos, url.c_str());
        QVERIFY(!world.assets.asked().empty());
    }

    void hardlyAnythingIsLoadedInVain()
    {
        World world;
        Scene scene;
        scene.imagery.push_back(imagery("Ortho", 20));
        world.engine.setScene(scene);
        for (const double height : {2500.0, 300.0, 120.0})
            world.settle(ViewState::geographic(kLon, kLat, height, 0, -30, 800, 600));
        const EngineCounters& counters = world.engine.counters();
        QVERIFY(counters.bytesLoaded > 0);
        QVERIFY2(counters.bytesNeverDrawn * 20 <= counters.bytesLoaded,
                 qPrintable(QString("%1 of %2 bytes").arg(counters.bytesNeverDrawn).arg(counters.bytesLoaded)));
    }

    void drapesImageryOnTilesets()
    {
        World world;
        world.assets.put("http://h/tileset.json", squareTileset("a.glb", 40, 12));
        world.assets.put("http://h/a.glb", makeSquareGlb(40));
        Scene scene;
        scene.tilesets.push_back(tileset("Roof", "http://h/tileset.json"));
        scene.imagery.push_back(imagery("Ortho", 20));
        scene.imagery.back().on = {"Roof"};
        world.engine.setScene(scene);
        const DrawList& list = world.settle(ViewState::geographic(kLon, kLat, 112, 0, -90, 800, 600));
        bool isFound = false;
        for (const DrawItem& item : list.items) {
            if (item.isGround) {
                QCOMPARE(item.overlayCount, 0u);
                continue;
            }
            isFound = true;
            QVERIFY(item.overlayCount >= 1 && item.overlayCount <= kMaxOverlaysPerTile);
            // The middle of the tile lies in one of its pictures.
            bool isCovered = false;
            for (const OverlayBinding& binding : list.overlaysOf(item)) {
                const glm::vec2 uv = glm::vec2(0.5f) * binding.scale + binding.offset;
                isCovered = isCovered || (uv.x >= 0 && uv.x <= 1 && uv.y >= 0 && uv.y <= 1);
            }
            QVERIFY(isCovered);
        }
        QVERIFY(isFound);
    }
};

QTEST_GUILESS_MAIN(TestSceneImagery)
#include "TestSceneImagery.moc"
