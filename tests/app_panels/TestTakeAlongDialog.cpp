#include "app/panels/JobPanel.h"
#include "app/panels/PackKeyDialog.h"
#include "app/panels/TakeAlongDialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeWidget>

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

layers::TakeLayer layer(const char* name, const char* date, layers::TakeLayer::Kind kind, std::size_t index)
{
    layers::TakeLayer made;
    made.name = name;
    made.date = date;
    made.kind = kind;
    made.index = index;
    if (kind == layers::TakeLayer::Kind::Live)
        made.obstacle = layers::TakeLayer::Obstacle::IsLive;
    return made;
}

/// Terrain, an orthophoto of two dates under one name, live data.
struct Opened {
    TakeAlongDialog dialog;
    Opened()
        : dialog({layer("Ground", "", layers::TakeLayer::Kind::Terrain, 0),
                  layer("Orthophoto", "2026-06", layers::TakeLayer::Kind::Imagery, 0),
                  layer("Orthophoto", "2023-06", layers::TakeLayer::Kind::Imagery, 1),
                  layer("Air", "", layers::TakeLayer::Kind::Live, 0)},
                 "City", "/tmp")
    {
        dialog.areas().setView({{{{113.75, 23.0}, {113.76, 23.0}, {113.76, 23.01}, {113.75, 23.01}}}, true, {}});
    }
    void estimate(double bytes = 2.5e6)
    {
        layers::TakeEstimate found;
        layers::TakeEstimate::Layer one;
        one.layer = layer("Ground", "", layers::TakeLayer::Kind::Terrain, 0);
        one.bytes = bytes;
        found.layers = {one};
        found.requests = 1234;
        found.bytes = bytes;
        found.seconds = 30;
        found.isWhole = true;
        dialog.setEstimate(found, true);
    }
};

} // namespace

class TestTakeAlongDialog : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void takesTheLayersAndDatesThatAreChecked()
    {
        Opened opened;
        auto* list = part<QTreeWidget>(opened.dialog, "takeLayers");
        QCOMPARE(list->topLevelItemCount(), 4);
        QVERIFY(!(list->topLevelItem(3)->flags() & Qt::ItemIsEnabled));
        auto choice = opened.dialog.choice();
        QCOMPARE(choice.layers, (std::vector<std::string>{"Ground", "Orthophoto"}));
        QVERIFY(choice.dates.empty());
        QCOMPARE(choice.path, QString("/tmp/City.gjpack"));
        // One of two dates under one name is told apart by its date.
        list->topLevelItem(2)->setCheckState(0, Qt::Unchecked);
        choice = opened.dialog.choice();
        QCOMPARE(choice.layers, (std::vector<std::string>{"Ground", "Orthophoto"}));
        QCOMPARE(choice.dates, (std::vector<std::string>{"2026-06"}));
        list->topLevelItem(1)->setCheckState(0, Qt::Unchecked);
        QCOMPARE(opened.dialog.choice().layers, (std::vector<std::string>{"Ground"}));
        choose(*part<QComboBox>(opened.dialog, "takeResolution"), 0);
        QCOMPARE(opened.dialog.choice().metersPerPixel, 0.0);
    }

    void beginsOnlyWhenAllIsSaid()
    {
        Opened opened;
        TakeAlongDialog& dialog = opened.dialog;
        auto* start = part<QPushButton>(dialog, "takeStart");
        QVERIFY(!start->isEnabled()); // no estimate yet
        opened.estimate();
        QVERIFY(start->isEnabled());
        QVERIFY(part<QLabel>(dialog, "takeEstimate")->text().contains("1,234"));
        QVERIFY(part<QTreeWidget>(dialog, "takeLayers")->topLevelItem(0)->text(2).contains("MB"));
        choose(*part<QComboBox>(dialog, "takeProtection"), 1);
        QVERIFY(!start->isEnabled());
        part<QLineEdit>(dialog, "takeWords")->setText("seven c");
        part<QLineEdit>(dialog, "takeWordsAgain")->setText("seven c");
        QVERIFY(!start->isEnabled()); // too short
        part<QLineEdit>(dialog, "takeWords")->setText("long enough");
        QVERIFY(!start->isEnabled()); // not the same
        part<QLineEdit>(dialog, "takeWordsAgain")->setText("long enough");
        QVERIFY(start->isEnabled());
        QCOMPARE(dialog.choice().passphrase, QString("long enough"));
        choose(*part<QComboBox>(dialog, "takeProtection"), 2);
        QVERIFY(!start->isEnabled());
        part<QLineEdit>(dialog, "takeKey")->setText("/home/somebody/key");
        QVERIFY(start->isEnabled());
        auto* list = part<QTreeWidget>(dialog, "takeLayers");
        for (int row = 0; row < 3; ++row)
            list->topLevelItem(row)->setCheckState(0, Qt::Unchecked);
        opened.estimate();
        QVERIFY(!start->isEnabled());
        QVERIFY(!part<QLabel>(dialog, "takeHint")->text().isEmpty());
    }

    void whatFindsNoRoomIsNotBegun()
    {
        Opened opened;
        opened.estimate(1e17);
        QVERIFY(!part<QPushButton>(opened.dialog, "takeStart")->isEnabled());
        const QString hint = part<QLabel>(opened.dialog, "takeHint")->text();
        QVERIFY2(hint.contains("are free in this folder"), qPrintable(hint));
        opened.estimate();
        QVERIFY(part<QPushButton>(opened.dialog, "takeStart")->isEnabled());
    }

    void roomThatIsMadeIsNoticed()
    {
        Opened opened;
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gjpack"));
        part<QLineEdit>(opened.dialog, "takePath")->setText(path);
        opened.estimate(static_cast<double>(QStorageInfo(folder.path()).bytesAvailable()) + 1e9);
        auto* start = part<QPushButton>(opened.dialog, "takeStart");
        QVERIFY(!start->isEnabled());
        // What a pack that was broken off has beside it already needs no more room.
        QFile wal(path + QStringLiteral("-wal"));
        QVERIFY(wal.open(QIODevice::WriteOnly) && wal.resize(2'000'000'000)); // with nothing in it
        QEvent back(QEvent::WindowActivate);
        QCoreApplication::sendEvent(&opened.dialog, &back);
        QVERIFY(start->isEnabled());
    }

    void thereIsAWayOnAfterEachEnd()
    {
        Opened opened;
        TakeAlongDialog& dialog = opened.dialog;
        auto* start = part<QPushButton>(dialog, "takeStart");
        auto* open = part<QPushButton>(dialog, "takeOpen");
        opened.estimate();
        dialog.setRunning(true);
        QVERIFY(start->isHidden());
        dialog.areas().setTowns({}); // the area is looked at anew: not a moment to begin once more
        QVERIFY(start->isHidden());
        dialog.setRunning(false);
        QVERIFY(!start->isHidden());
        dialog.setFinished(true);
        QVERIFY(start->isHidden() && !open->isHidden());
        // One that is gone on with, after it was stopped.
        Opened resumed;
        QSignalSpy wanted(&resumed.dialog, &TakeAlongDialog::startWanted);
        resumed.dialog.setResumed("/home/somebody/a.gjpack", "12 km²");
        resumed.dialog.setRunning(true);
        resumed.dialog.setRunning(false);
        resumed.dialog.setFinished(false);
        auto* again = part<QPushButton>(resumed.dialog, "takeStart");
        QVERIFY(!again->isHidden() && again->isEnabled());
        again->click();
        QCOMPARE(wanted.count(), 1);
    }

    void whatIsUnderWayIsAskedAboutBeforeTheEnd()
    {
        Opened opened;
        TakeAlongDialog& dialog = opened.dialog;
        dialog.show();
        opened.estimate();
        dialog.setRunning(true);
        dialog.job().setState(JobPanel::State::Running);
        QSignalSpy cancelled(&dialog.job(), &JobPanel::cancelWanted);
        const auto answer = [&](QMessageBox::StandardButton button) {
            QTimer::singleShot(0, &dialog, [&dialog, button] {
                auto* box = dialog.findChild<QMessageBox*>(QStringLiteral("stopTakingDialog"));
                QVERIFY(box != nullptr);
                box->button(button)->click();
            });
        };
        answer(QMessageBox::No);
        QVERIFY(!dialog.mayEnd());
        QVERIFY(dialog.isVisible() && cancelled.isEmpty());
        answer(QMessageBox::Yes);
        QVERIFY(dialog.mayEnd());
        QVERIFY(!dialog.isVisible());
        QCOMPARE(cancelled.size(), 1);
        Opened idle;
        idle.dialog.show();
        QVERIFY(idle.dialog.mayEnd());
    }

    void fitsOnALowScreen()
    {
        class OnLowScreen final : public TakeAlongDialog {
        public:
            using TakeAlongDialog::TakeAlongDialog;

        protected:
            [[nodiscard]] QRect room() const override { return {0, 0, 900, 600}; }
        };
        std::vector<layers::TakeLayer> many;
        for (std::size_t i = 0; i < 12; ++i)
            many.push_back(
                layer(("Orthophoto " + std::to_string(i)).c_str(), "2026-06", layers::TakeLayer::Kind::Imagery, i));
        OnLowScreen dialog(many, "City", "/tmp");
        QWidget window;
        window.resize(900, 600);
        dialog.placeIn(window, 40);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        auto* list = part<QTreeWidget>(dialog, "takeLayers");
        const auto fits = [&] { return dialog.height() <= 600 - 20 && dialog.geometry().bottom() < 600; };
        QTRY_VERIFY2(fits(), qPrintable(QString::number(dialog.height())));
        const int plain = list->height();
        // The passphrase's fields, and what is said below, take their room from the list.
        choose(*part<QComboBox>(dialog, "takeProtection"), 1);
        dialog.setProblem(QStringLiteral("One thing after another. ").repeated(12));
        QTRY_VERIFY2(list->height() < plain && fits(), qPrintable(QString::number(dialog.height())));
        QVERIFY(list->height() > 60);
        dialog.setProblem({});
        choose(*part<QComboBox>(dialog, "takeProtection"), 0);
        QTRY_COMPARE(list->height(), plain);
    }

    void tellsHowSureTheSizeIs()
    {
        Opened opened;
        auto* text = part<QLabel>(opened.dialog, "takeEstimate");
        layers::TakeEstimate found;
        found.layers.resize(1);
        found.layers[0].layer = layer("Ground", "", layers::TakeLayer::Kind::Terrain, 0);
        found.bytes = found.layers[0].bytes = 2.5e6;
        opened.dialog.setEstimate(found, false);
        QVERIFY(!part<QPushButton>(opened.dialog, "takeStart")->isEnabled()); // more layers are to come
        found.isWhole = true;
        found.marginBytes = 0.5e6;
        opened.dialog.setEstimate(found, false);
        QVERIFY(part<QPushButton>(opened.dialog, "takeStart")->isEnabled());
        QVERIFY2(text->text().contains(QString::fromUtf8("± 20 %")), qPrintable(text->text()));
        found.marginBytes = 0.05e6;
        opened.dialog.setEstimate(found, true);
        QVERIFY2(!text->text().contains(QString::fromUtf8("±")), qPrintable(text->text()));
    }

    void whatIsSaidDoesNotWidenIt()
    {
        Opened opened;
        TakeAlongDialog& dialog = opened.dialog;
        dialog.show();
        opened.estimate();
        QTRY_VERIFY(dialog.isVisible());
        constexpr double kHardlyWider = 1.1;
        const int width = dialog.sizeHint().width();
        const QString address = QStringLiteral("http://tiles.example/") + QString(200, u'a');
        dialog.setProblem(address);
        QVERIFY(dialog.sizeHint().width() < kHardlyWider * width);
        dialog.job().setState(JobPanel::State::Failed, address);
        dialog.job().setVisible(true);
        QVERIFY(dialog.sizeHint().width() < kHardlyWider * width);
    }

    void withoutAnAreaThereAreNoSizes()
    {
        Opened opened;
        opened.estimate();
        auto* list = part<QTreeWidget>(opened.dialog, "takeLayers");
        QVERIFY(list != nullptr);
        QVERIFY(!list->topLevelItem(0)->text(2).isEmpty());
        const QString live = list->topLevelItem(3)->text(2);
        opened.dialog.areas().setView({});
        QVERIFY(list->topLevelItem(0)->text(2).isEmpty());
        QCOMPARE(list->topLevelItem(3)->text(2), live);
    }

    void aPassphraseIsAskedForAgain()
    {
        PackKeyDialog first("city.gjpack", {});
        QVERIFY(part<QLabel>(first, "packKeyProblem")->isHidden());
        auto* open = first.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open);
        QVERIFY(!open->isEnabled());
        part<QLineEdit>(first, "packKeyWords")->setText("words");
        QVERIFY(open->isEnabled());
        QCOMPARE(first.passphrase(), QString("words"));
        QCOMPARE(part<QLineEdit>(first, "packKeyWords")->echoMode(), QLineEdit::Password);
        PackKeyDialog again("city.gjpack", "It does not open with that.");
        QCOMPARE(part<QLabel>(again, "packKeyProblem")->text(), QString("It does not open with that."));
        QVERIFY(!part<QLabel>(again, "packKeyProblem")->isHidden());
    }
};

QTEST_MAIN(TestTakeAlongDialog)
#include "TestTakeAlongDialog.moc"
