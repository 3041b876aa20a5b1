// "Add data…" closes only with something that can be added.
#include "app/panels/AddDataDialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

using namespace guanjing;
using namespace guanjing::app;

class TestAddDataDialog : public QObject {
    Q_OBJECT

    struct Asked {
        QString source;
        std::stop_token stop;
        std::function<void(Result<ProbedSource>)> done;
    };
    std::vector<Asked> m_asked;

    AddDataDialog::Probe probe()
    {
        return [this](const QString& source, std::stop_token stop, std::function<void(Result<ProbedSource>)> done) {
            m_asked.push_back({source, std::move(stop), std::move(done)});
        };
    }
    static layers::Scene twoLayers()
    {
        layers::Scene scene;
        scene.tilesets.resize(1);
        scene.tilesets[0].name = "Buildings";
        scene.tilesets[0].url = "http://h/tileset.json";
        scene.imagery.resize(1);
        scene.imagery[0].name = "Photo";
        scene.imagery[0].url = "http://h/{z}/{x}/{y}.jpg";
        return scene;
    }
    template <class T> static T* part(AddDataDialog& dialog, const char* name)
    {
        auto* found = dialog.findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("%s is missing", name);
        return found;
    }

private slots:
    void init() { m_asked.clear(); }

    void staysOpenAndSaysWhatIsWrong()
    {
        AddDataDialog dialog(probe());
        dialog.show();
        auto* ok = part<QPushButton>(dialog, "addDataOk");
        auto* problem = part<QLabel>(dialog, "addDataProblem");
        QVERIFY(!ok->isEnabled());
        QTest::keyClicks(part<QLineEdit>(dialog, "addDataAddress"), QStringLiteral(" http://h/a.glb "));
        ok->click();
        QCOMPARE(m_asked.size(), std::size_t{1});
        QCOMPARE(m_asked[0].source, QStringLiteral("http://h/a.glb"));
        QVERIFY(part<QProgressBar>(dialog, "addDataProgress")->isVisible());
        QVERIFY(!ok->isEnabled());
        m_asked[0].done(fail({ErrorCode::NotFound, "http://h/a.glb", "", ErrorReason::HttpStatus, 404}));
        QVERIFY(dialog.isVisible());
        QVERIFY(problem->isVisible() && problem->text().contains(QLatin1String("404")));
        QVERIFY(!part<QProgressBar>(dialog, "addDataProgress")->isVisible());
        // Once more, after a login perhaps.
        dialog.lookAgain();
        QCOMPARE(m_asked.size(), std::size_t{2});
        QCOMPARE(m_asked[1].source, QStringLiteral("http://h/a.glb"));
        m_asked[1].done(fail({ErrorCode::NotFound, "http://h/a.glb", "", ErrorReason::HttpStatus, 404}));
        // Another address, another try; the old complaint goes.
        QTest::keyClicks(part<QLineEdit>(dialog, "addDataAddress"), QStringLiteral("x"));
        QVERIFY(!problem->isVisible());
        QVERIFY(ok->isEnabled());
    }

    void aRasterOfHeightsIsEitherTerrainOrImagery()
    {
        AddDataDialog dialog(probe());
        dialog.show();
        part<QLineEdit>(dialog, "addDataAddress")->setText(QStringLiteral("/data/heights.tif"));
        part<QPushButton>(dialog, "addDataOk")->click();
        layers::Scene scene;
        scene.imagery.resize(1);
        scene.imagery[0].name = "heights as imagery";
        scene.imagery[0].url = "/data/heights.tif";
        scene.imagery[0].visible = false;
        scene.terrain.resize(1);
        scene.terrain[0].name = "heights";
        scene.terrain[0].url = scene.imagery[0].url;
        m_asked[0].done(ProbedSource{scene});
        auto* list = part<QTreeWidget>(dialog, "addDataFound");
        QCOMPARE(list->topLevelItem(0)->checkState(0), Qt::Unchecked); // imagery
        QCOMPARE(list->topLevelItem(1)->checkState(0), Qt::Checked);
        QCOMPARE(dialog.chosen().imagery.size(), std::size_t{0});
        QCOMPARE(dialog.chosen().terrain.size(), std::size_t{1});
        // What is asked for is shown.
        list->topLevelItem(0)->setCheckState(0, Qt::Checked);
        QCOMPARE(dialog.chosen().imagery.size(), std::size_t{1});
        QVERIFY(dialog.chosen().imagery[0].visible);
    }

    void offersWhatWasFound()
    {
        AddDataDialog dialog(probe());
        dialog.show();
        part<QLineEdit>(dialog, "addDataAddress")->setText(QStringLiteral("http://h/a.scene.json"));
        part<QPushButton>(dialog, "addDataOk")->click();
        m_asked.at(0).done(ProbedSource{twoLayers()});
        QVERIFY(dialog.isVisible());
        auto* list = part<QTreeWidget>(dialog, "addDataFound");
        QCOMPARE(list->topLevelItemCount(), 2);
        QVERIFY(list->topLevelItem(0)->text(1) != list->topLevelItem(1)->text(1));
        list->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        list->topLevelItem(1)->setCheckState(0, Qt::Unchecked);
        QVERIFY(!part<QPushButton>(dialog, "addDataOk")->isEnabled());
        list->topLevelItem(1)->setCheckState(0, Qt::Checked);
        part<QPushButton>(dialog, "addDataOk")->click();
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QVERIFY(dialog.chosen().imagery.empty());
        QCOMPARE(dialog.chosen().tilesets.at(0).name, std::string("Buildings"));
    }

    void aSingleSourceCanBeNamed()
    {
        AddDataDialog dialog(probe());
        part<QLineEdit>(dialog, "addDataAddress")->setText(QStringLiteral("a"));
        part<QPushButton>(dialog, "addDataOk")->click();
        layers::Scene one = twoLayers();
        one.imagery.clear();
        m_asked.at(0).done(ProbedSource{one});
        part<QTreeWidget>(dialog, "addDataFound")->topLevelItem(0)->setText(0, QStringLiteral(" 南城 "));
        QCOMPARE(dialog.chosen().tilesets.at(0).name, std::string("南城"));
    }

    void whatOthersReferToKeepsItsName()
    {
        AddDataDialog dialog(probe());
        part<QLineEdit>(dialog, "addDataAddress")->setText(QStringLiteral("http://h/a.scene.json"));
        part<QPushButton>(dialog, "addDataOk")->click();
        m_asked.at(0).done(ProbedSource{twoLayers()});
        auto* list = part<QTreeWidget>(dialog, "addDataFound");
        QVERIFY(!list->topLevelItem(0)->flags().testFlag(Qt::ItemIsEditable));
        QCOMPARE(list->editTriggers(), QAbstractItemView::NoEditTriggers);
        // A single one can be named, after that as well.
        layers::Scene one = twoLayers();
        one.imagery.clear();
        part<QLineEdit>(dialog, "addDataAddress")->setText(QStringLiteral("http://h/b"));
        part<QPushButton>(dialog, "addDataOk")->click();
        m_asked.at(1).done(ProbedSource{one});
        QVERIFY(list->topLevelItem(0)->flags().testFlag(Qt::ItemIsEditable));
        QVERIFY(list->editTriggers().testFlag(QAbstractItemView::DoubleClicked));
    }

    void whatWasNotSeenIsAddedOnlyWhenSaidSo()
    {
        AddDataDialog dialog(probe());
        dialog.show();
        auto* ok = part<QPushButton>(dialog, "addDataOk");
        auto* problem = part<QLabel>(dialog, "addDataProblem");
        part<QLineEdit>(dialog, "addDataAddress")->setText(QStringLiteral("http://h/{z}/{x}/{y}.jpg"));
        ok->click();
        layers::Scene one = twoLayers();
        one.tilesets.clear();
        m_asked.at(0).done(ProbedSource{one, true});
        QVERIFY(problem->isVisible() && problem->text().contains(QLatin1String("no picture")));
        QCOMPARE(ok->text(), QStringLiteral("Add anyway"));
        // Looked at once more, and there it is.
        part<QLineEdit>(dialog, "addDataAddress")->setText(QStringLiteral("http://h/{z}/{y}/{x}.jpg"));
        QVERIFY(!problem->isVisible());
        ok->click();
        m_asked.at(1).done(ProbedSource{one});
        QVERIFY(!problem->isVisible());
        QCOMPARE(ok->text(), QStringLiteral("Add"));
        ok->click();
        QCOMPARE(dialog.chosen().imagery.size(), std::size_t{1});
    }

    void cancelEndsTheLookFirst()
    {
        AddDataDialog dialog(probe());
        dialog.show();
        part<QLineEdit>(dialog, "addDataAddress")->setText(QStringLiteral("http://slow/a.glb"));
        part<QPushButton>(dialog, "addDataOk")->click();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(dialog.isVisible());
        QVERIFY(m_asked.at(0).stop.stop_requested());
        m_asked[0].done(ProbedSource{twoLayers()}); // too late
        QVERIFY(!part<QTreeWidget>(dialog, "addDataFound")->isVisible());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
    }
};

QTEST_MAIN(TestAddDataDialog)
#include "TestAddDataDialog.moc"
