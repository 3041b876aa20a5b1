#include "app/panels/SceneDocument.h"
#include "app/panels/Thumbnail.h"
#include "app/panels/ViewpointsModel.h"
#include "layers/scene/ScenePicture.h"

#include <QSignalSpy>
#include <QTest>

using namespace guanjing;
using namespace guanjing::app;
using layers::SourceKind;

namespace {

layers::Scene exampleScene()
{
    layers::Scene scene;
    for (const char* name : {"bottom", "middle", "top"}) {
        layers::ImagerySourceSpec imagery;
        imagery.name = name;
        imagery.url = std::string("http://127.0.0.1:1234/") + name + "/{z}/{x}/{y}.jpg";
        scene.imagery.push_back(imagery);
    }
    layers::TilesetSourceSpec tileset;
    tileset.name = "Buildings";
    scene.tilesets.push_back(tileset);
    return scene;
}

/// Imagery on a tileset and a clip of it.
layers::Scene referringScene()
{
    layers::Scene scene = exampleScene();
    scene.tilesets[0].url = "http://127.0.0.1:1234/tileset.json";
    scene.imagery[0].on = {"Buildings"};
    layers::ClipSpec clip;
    clip.name = "Block";
    clip.polygon = {{113.7, 23.0}, {113.71, 23.0}, {113.71, 23.01}};
    clip.sources = {"Buildings"};
    scene.clips.push_back(clip);
    return scene;
}

} // namespace

class TestSceneDocument : public QObject {
    Q_OBJECT

private slots:
    void everyEditCanBeUndone_data()
    {
        using Edit = std::function<void(SceneDocument&)>;
        QTest::addColumn<Edit>("edit");
        const SourceRef top{SourceKind::Imagery, 2}, tileset{SourceKind::Tileset, 0};
        QTest::newRow("hide") << Edit([=](SceneDocument& d) { d.setVisible(top, false); });
        QTest::newRow("opacity") << Edit([=](SceneDocument& d) { d.setOpacity(top, 0.4); });
        QTest::newRow("rename") << Edit([=](SceneDocument& d) { d.rename(tileset, QStringLiteral("建筑")); });
        QTest::newRow("remove") << Edit([=](SceneDocument& d) { d.remove(tileset); });
        QTest::newRow("move") << Edit([=](SceneDocument& d) { d.move(top, 0); });
        QTest::newRow("add") << Edit([](SceneDocument& d) { d.addSources(exampleScene()); });
        QTest::newRow("viewpoint") << Edit([](SceneDocument& d) { d.addViewpoint({"a", 113, 23, 100, 0, -90, {}}); });
    }
    void everyEditCanBeUndone()
    {
        using Edit = std::function<void(SceneDocument&)>;
        QFETCH(Edit, edit);
        SceneDocument document;
        document.load(exampleScene(), {});
        QVERIFY(!document.isModified());
        edit(document);
        QVERIFY(document.isModified());
        const auto after = document.scene();
        QVERIFY(after != exampleScene());
        document.undoStack().undo();
        QVERIFY(document.scene() == exampleScene());
        QVERIFY(!document.isModified());
        document.undoStack().redo();
        QVERIFY(document.scene() == after);
    }

    /// Whatever is done, the scene can be saved and read again.
    void staysReadable_data()
    {
        using Edit = std::function<void(SceneDocument&)>;
        QTest::addColumn<Edit>("edit");
        const SourceRef top{SourceKind::Imagery, 2}, tileset{SourceKind::Tileset, 0};
        QTest::newRow("added twice") << Edit([](SceneDocument& d) { d.addSources(referringScene()); });
        QTest::newRow("renamed to a name that is taken") << Edit([=](SceneDocument& d) { d.rename(top, "Buildings"); });
        QTest::newRow("renamed to nothing") << Edit([=](SceneDocument& d) { d.rename(top, " "); });
        QTest::newRow("referred to and renamed") << Edit([=](SceneDocument& d) { d.rename(tileset, "Houses"); });
        QTest::newRow("referred to and removed") << Edit([=](SceneDocument& d) { d.remove(tileset); });
        QTest::newRow("viewpoint twice") << Edit([](SceneDocument& d) {
            d.addViewpoint({"a", 113, 23, 100, 0, -90, {}});
            d.addViewpoint({"a", 113, 23, 200, 0, -90, {}});
        });
        QTest::newRow("viewpoint renamed") << Edit([](SceneDocument& d) {
            d.addViewpoint({"a", 113, 23, 100, 0, -90, {}});
            d.addViewpoint({"b", 113, 23, 200, 0, -90, {}});
            d.renameViewpoint(1, "a");
        });
    }
    void staysReadable()
    {
        using Edit = std::function<void(SceneDocument&)>;
        QFETCH(Edit, edit);
        SceneDocument document;
        document.load(referringScene(), {});
        edit(document);
        const auto again =
            layers::parseScene(layers::writeScene(document.scene(), "/a/b.scene.json"), "/a/b.scene.json");
        QVERIFY2(again.has_value(), again ? "" : again.error().toString().c_str());
        QVERIFY(*again == document.scene());
    }

    void whatRefersToALayerFollowsIt()
    {
        SceneDocument document;
        document.load(referringScene(), {});
        document.rename({SourceKind::Tileset, 0}, "Houses");
        QCOMPARE(document.scene().imagery[0].on, std::vector<std::string>{"Houses"});
        QCOMPARE(document.scene().clips[0].sources, std::vector<std::string>{"Houses"});
        document.addSources(referringScene());
        QCOMPARE(document.scene().clips[1].sources, std::vector<std::string>{"Buildings"});
        document.remove({SourceKind::Tileset, 0});
        // Neither on the ground all of a sudden, nor cutting everything.
        QVERIFY(!document.scene().imagery[0].visible);
        QCOMPARE(document.scene().clips.size(), std::size_t{1});
        QCOMPARE(document.scene().clips[0].sources, std::vector<std::string>{"Buildings"});
    }

    /// Layers under a watermark do not lose it by being taken into a scene without one.
    void aWatermarkComesAlong()
    {
        layers::Scene marked = exampleScene();
        marked.watermark = layers::WatermarkSpec{"internal", true, true, 0.3};
        SceneDocument document;
        document.load(exampleScene(), {});
        QVERIFY(!document.scene().watermark);
        document.addSources(marked);
        QCOMPARE(document.scene().watermark.value_or(layers::WatermarkSpec{}).text, std::string("internal"));
    }

    void movesWithinTheKind()
    {
        SceneDocument document;
        document.load(exampleScene(), {});
        document.move({SourceKind::Imagery, 2}, 0);
        QCOMPARE(document.scene().imagery[0].name, std::string("top"));
        QCOMPARE(document.scene().imagery[1].name, std::string("bottom"));
        QCOMPARE(document.scene().imagery[2].name, std::string("middle"));
        document.move({SourceKind::Imagery, 0}, 9); // leads nowhere: no edit
        QCOMPARE(document.undoStack().count(), 1);
    }

    void draggingASliderIsOneEdit()
    {
        SceneDocument document;
        document.load(exampleScene(), {});
        for (const double opacity : {0.9, 0.7, 0.2})
            document.setOpacity({SourceKind::Imagery, 0}, opacity);
        QCOMPARE(document.undoStack().count(), 1);
        document.setOpacity({SourceKind::Imagery, 1}, 0.5);
        QCOMPARE(document.undoStack().count(), 2);
        document.undoStack().undo();
        document.undoStack().undo();
        QVERIFY(document.scene() == exampleScene());
    }

    void editThatChangesNothingIsNone()
    {
        SceneDocument document;
        document.load(exampleScene(), {});
        QSignalSpy changed(&document, &SceneDocument::sceneChanged);
        document.setVisible({SourceKind::Imagery, 0}, true);
        document.remove({SourceKind::Vector, 3});
        QCOMPARE(changed.count(), 0);
        QVERIFY(!document.isModified());
    }

    void aViewpointsPictureIsNoEditAndIsSaved()
    {
        QImage view(1200, 800, QImage::Format_RGB32);
        for (int y = 0; y < view.height(); ++y) // nothing that compresses well
            for (int x = 0; x < view.width(); ++x)
                view.setPixel(x, y, qRgb(x * y * 7 % 256, x * x % 251, (x + y * y) % 241));
        const std::string url = thumbnailUrl(view);
        QVERIFY(!layers::pictureUrlDefect(url));
        QVERIFY2(url.size() < 16'100, qPrintable(QString::number(url.size()))); // 12 KB as base64
        QCOMPARE(thumbnailPixmap(url).size(), QSize(192, 108));
        QVERIFY(thumbnailPixmap("data:image/jpeg;base64,/9j/").isNull());
        QVERIFY(thumbnailUrl(QImage()).empty());

        SceneDocument document;
        const layers::Viewpoint here{"here", 113, 23, 100, 0, -90, {}}, there{"there", 114, 23, 100, 0, -90, {}};
        document.addViewpoint(here);
        document.addViewpoint(there);
        document.markSaved();
        document.giveThumbnail(here, url);
        QVERIFY(!document.isModified());
        QCOMPARE(document.scene().viewpoints[0].thumbnail, url);
        QVERIFY(document.scene().viewpoints[1].thumbnail.empty());
        document.giveThumbnail(here, "data:image/png;base64,iVBORw=="); // has one already
        document.undoStack().undo();
        QCOMPARE(document.scene().viewpoints[0].thumbnail, url);

        const std::string file = "/data/a.scene.json";
        const auto again = layers::parseScene(layers::writeScene(document.scene(), file), file);
        QVERIFY(again.has_value());
        SceneDocument elsewhere;
        elsewhere.load(*again, {});
        const ViewpointsModel model(elsewhere);
        QCOMPARE(model.index(0).data(Qt::DecorationRole).value<QPixmap>().size(), QSize(192, 108));
    }

    void viewpointsKeepTheirOrder()
    {
        SceneDocument document;
        for (const char* name : {"a", "b", "c"})
            document.addViewpoint({name, 0, 0, 0, 0, -90, {}});
        document.moveViewpoint(0, 2);
        document.renameViewpoint(2, QStringLiteral("甲"));
        document.removeViewpoint(0);
        QCOMPARE(document.scene().viewpoints.size(), std::size_t{2});
        QCOMPARE(document.scene().viewpoints[0].name, std::string("c"));
        QCOMPARE(document.scene().viewpoints[1].name, std::string("甲"));
    }

    void loadingForgetsTheHistory()
    {
        SceneDocument document;
        document.addViewpoint({"a", 0, 0, 0, 0, -90, {}});
        QSignalSpy replaced(&document, &SceneDocument::sceneReplaced);
        document.load(exampleScene(), QStringLiteral("/somewhere/x.scene.json"));
        QCOMPARE(replaced.count(), 1);
        QVERIFY(!document.undoStack().canUndo());
        QVERIFY(!document.isModified());
        QCOMPARE(document.path(), QStringLiteral("/somewhere/x.scene.json"));
    }

    void newAddressesReachTheHistoryToo()
    {
        SceneDocument document;
        document.load(exampleScene(), {});
        document.setVisible({SourceKind::Imagery, 0}, false);
        document.rewriteUrls(QStringLiteral("http://127.0.0.1:1234/"), QStringLiteral("http://127.0.0.1:99/"));
        QCOMPARE(document.scene().imagery[0].url, std::string("http://127.0.0.1:99/bottom/{z}/{x}/{y}.jpg"));
        document.undoStack().undo();
        QCOMPARE(document.scene().imagery[0].url, std::string("http://127.0.0.1:99/bottom/{z}/{x}/{y}.jpg"));
        QVERIFY(document.scene().imagery[0].visible);
    }
};

QTEST_MAIN(TestSceneDocument)
#include "TestSceneDocument.moc"
