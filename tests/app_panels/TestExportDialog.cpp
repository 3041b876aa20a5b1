#include "app/panels/ExportDialog.h"
#include "app/panels/JobPanel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace guanjing;
using namespace guanjing::app;

namespace {

template <class T> T* part(const QDialog& dialog, const char* name)
{
    return dialog.findChild<T*>(QLatin1String(name));
}

void choose(QComboBox& box, int row)
{
    box.setCurrentIndex(row);
    emit box.activated(row);
}

PickedArea square(const QString& name = {})
{
    return {{{{113.75, 23.0}, {113.76, 23.0}, {113.76, 23.01}, {113.75, 23.01}}}, true, name};
}

/// The dialog with two layers and three levels.
struct Opened {
    ExportDialog dialog{{{"Orthophoto 2023", "2023-06", 1}, {"Orthophoto", "2026-06", 0}}, 1, "/home/somebody"};
    Opened()
    {
        dialog.areas().setView(square());
        dialog.setLevels({{17, 1.1, 1000}, {18, 0.55, 3900}, {19, 0.27, 15000}});
    }
};

} // namespace

class TestExportDialog : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void takesWhatIsChosen()
    {
        Opened opened;
        ExportDialog& dialog = opened.dialog;
        auto choice = dialog.choice();
        QCOMPARE(choice.layer, std::size_t{0});
        QCOMPARE(choice.request.format, ExportFormat::Cog);
        // Not the finest level where that is many pictures.
        QCOMPARE(choice.request.maxLevel, std::optional(18));
        QVERIFY(!choice.request.minLevel);
        QVERIFY(!choice.request.clips);
        QCOMPARE(choice.request.rings, square().rings);
        QCOMPARE(QString::fromStdString(choice.request.path), QString("/home/somebody/Orthophoto 2026-06.tif"));

        choose(*part<QComboBox>(dialog, "exportLayer"), 0);
        choose(*part<QComboBox>(dialog, "exportFormat"), 2);
        dialog.setLevels({{17, 1.1, 1000}, {18, 0.55, 3900}, {19, 0.27, 15000}});
        choose(*part<QComboBox>(dialog, "exportFinest"), 0);
        choose(*part<QComboBox>(dialog, "exportCoarsest"), 3);
        choice = dialog.choice();
        QCOMPARE(choice.layer, std::size_t{1});
        QCOMPARE(choice.request.format, ExportFormat::MbTiles);
        QCOMPARE(choice.request.maxLevel, std::optional(19));
        QCOMPARE(choice.request.minLevel, std::optional(17));
        QVERIFY(QString::fromStdString(choice.request.path).endsWith(".mbtiles"));
        // What was chosen by hand stays when the area changes.
        dialog.setLevels({{17, 1.1, 10}, {18, 0.55, 39}, {19, 0.27, 150}});
        QCOMPARE(dialog.choice().request.maxLevel, std::optional(19));
    }

    void sizesAreRound()
    {
        QCOMPARE(roughSize(1'035'366), QStringLiteral("1,011 kB"));
        QCOMPARE(roughSize(2.5 * 1024 * 1024), QStringLiteral("2.5 MB"));
    }

    void startsOnlyWithAnEstimate()
    {
        Opened opened;
        ExportDialog& dialog = opened.dialog;
        auto* start = part<QPushButton>(dialog, "exportStart");
        auto* estimate = part<QLabel>(dialog, "exportEstimate");
        QVERIFY(!start->isEnabled());
        ExportEstimate found;
        found.levels = {{18, 0.55, 3900}};
        found.width = 12000;
        found.height = 9000;
        found.pictures = 3900;
        found.bytes = 5e7;
        dialog.setEstimate(found, 130);
        QVERIFY(start->isEnabled());
        QVERIFY2(dialog.sizeHint().width() < 500, qPrintable(QString::number(dialog.sizeHint().width())));
        QVERIFY2(estimate->text().contains("12,000") && estimate->text().contains("55 cm"),
                 qPrintable(estimate->text()));
        dialog.setProblem("no room");
        QVERIFY(!start->isEnabled());
        QCOMPARE(estimate->text(), QString("no room"));
        dialog.setEstimate(found, 130);
        QSignalSpy changed(&dialog, &ExportDialog::changed);
        choose(*part<QComboBox>(dialog, "exportFormat"), 1);
        QCOMPARE(changed.count(), 1);
        QVERIFY(!start->isEnabled()); // it is another file now
        dialog.setEstimate(found, 130);
        part<QLineEdit>(dialog, "exportPath")->clear();
        emit part<QLineEdit>(dialog, "exportPath")->textEdited({});
        QVERIFY(!start->isEnabled());
    }

    void areasComeFromManyPlaces()
    {
        AreaChooser areas;
        auto* kind = areas.findChild<QComboBox*>("areaKind");
        auto* place = areas.findChild<QComboBox*>("areaPlace");
        QVERIFY(areas.area().isEmpty());
        QCOMPARE(kind->count(), 4);
        areas.setTowns({square("虎门镇"), square("长安镇")});
        QCOMPARE(kind->count(), 5);
        choose(*kind, kind->findData(int(AreaChooser::Kind::Town)));
        QCOMPARE(areas.area().name, QString("虎门镇"));
        choose(*place, 1);
        QCOMPARE(areas.area().name, QString("长安镇"));

        QSignalSpy draw(&areas, &AreaChooser::drawWanted);
        choose(*kind, kind->findData(int(AreaChooser::Kind::Rectangle)));
        QCOMPARE(draw.count(), 1);
        QVERIFY(areas.area().isEmpty());
        areas.setDrawn(square());
        QVERIFY(areas.area().isRectangle);
        // 0.01° by 0.01° at 23° N
        QVERIFY(std::abs(areaOfRings(areas.area().rings) - 1'138'000) < 3000);
        // A hole of a quarter of it, whichever way round it runs.
        for (const bool isReversed : {false, true}) {
            auto rings = square().rings;
            rings.push_back({{113.7525, 23.0025}, {113.7575, 23.0025}, {113.7575, 23.0075}, {113.7525, 23.0075}});
            if (isReversed)
                std::reverse(rings.back().begin(), rings.back().end());
            QVERIFY(std::abs(areaOfRings(rings) - 0.75 * 1'138'000) < 6000);
        }
        QCOMPARE(areaOfRings({{{113.75, 23.0}, {113.76, 23.0}}}), 0.0);

        areas.setFile("/a/zones.geojson", {square("east"), square("west")});
        kind->setCurrentIndex(kind->findData(int(AreaChooser::Kind::File)));
        areas.setFile("/a/zones.geojson", {square("east"), square("west")});
        QCOMPARE(place->count(), 3);
        QCOMPARE(areas.area().rings.size(), std::size_t{2});
        QCOMPARE(areas.area().name, QString("zones"));
        choose(*place, 2);
        QCOMPARE(areas.area().name, QString("west"));
        areas.setFileProblem("holds no polygons");
        QVERIFY(areas.area().isEmpty());
        QCOMPARE(areas.findChild<QLabel*>("areaSummary")->text(), QString("holds no polygons"));
    }

    void givesWayWhileAnAreaIsDrawn()
    {
        Opened opened;
        ExportDialog& dialog = opened.dialog;
        dialog.show();
        const QSize whole = dialog.size();
        auto* kind = part<QComboBox>(dialog, "areaKind");
        QSignalSpy cancelled(&dialog.areas(), &AreaChooser::drawingCancelled);
        choose(*kind, kind->findData(int(AreaChooser::Kind::Rectangle)));
        dialog.areas().setDrawing(true);
        QVERIFY(dialog.isDrawing());
        QVERIFY2(dialog.width() < 300 && dialog.height() < 150, qPrintable(QString::number(dialog.height())));
        for (const char* name : {"exportLayer", "exportFormat", "exportCoarsest", "exportStart", "exportClose"})
            QVERIFY2(!dialog.findChild<QWidget*>(QLatin1String(name))->isVisible(), name);
        QVERIFY(part<QLabel>(dialog, "areaSummary")->isVisible());
        // Esc gives up the figure, not the dialog.
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(dialog.isVisible());
        part<QPushButton>(dialog, "areaAgain")->click();
        QCOMPARE(cancelled.count(), 2);
        dialog.areas().setDrawn(square());
        dialog.areas().setDrawing(false);
        QVERIFY(!dialog.isDrawing() && dialog.areas().area().isRectangle);
        QCOMPARE(dialog.width(), whole.width());
        QVERIFY(part<QPushButton>(dialog, "exportStart")->isVisible());
        QVERIFY(!part<QComboBox>(dialog, "exportCoarsest")->isVisible()); // of MBTiles alone
    }

    void theJobCanBePausedAndCancelled()
    {
        JobPanel job;
        auto* pause = job.findChild<QPushButton*>("jobPause");
        QSignalSpy paused(&job, &JobPanel::pauseWanted), resumed(&job, &JobPanel::continueWanted);
        QSignalSpy cancelled(&job, &JobPanel::cancelWanted);
        QVERIFY(pause->isHidden());
        job.setState(JobPanel::State::Running);
        QVERIFY(!pause->isHidden() && job.isBusy());
        pause->click();
        QCOMPARE(paused.count(), 1);
        job.setState(JobPanel::State::Paused);
        pause->click();
        QCOMPARE(resumed.count(), 1);
        job.findChild<QPushButton*>("jobCancel")->click();
        QCOMPARE(cancelled.count(), 1);
        job.setState(JobPanel::State::Done, "Saved.");
        QVERIFY(pause->isHidden() && !job.isBusy());
        QCOMPARE(roughDuration(45), QString("about 45 s"));
        QCOMPARE(roughDuration(600), QString("about 10 min"));
        QCOMPARE(pixelSizeText(0.0345), QString("3.5 cm per pixel"));
        QCOMPARE(pixelSizeText(1.23), QString("1.2 m per pixel"));
    }
};

QTEST_MAIN(TestExportDialog)
#include "TestExportDialog.moc"
