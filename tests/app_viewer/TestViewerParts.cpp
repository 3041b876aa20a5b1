#include "app/panels/Icons.h"
#include "app/panels/SunPanel.h"
#include "app/services/DemoAddresses.h"
#include "app/services/Language.h"
#include "app/services/MapNames.h"
#include "app/services/QtTextRasterizer.h"
#include "app/viewer/CameraCommands.h"
#include "app/viewer/CameraKeys.h"
#include "app/viewer/DemoStreetNames.h"
#include "app/viewer/ExportController.h"
#include "app/viewer/MapSheet.h"
#include "app/viewer/NoticeBar.h"
#include "app/viewer/PanelWidths.h"
#include "app/viewer/ScaleBar.h"
#include "app/viewer/SceneAddresses.h"
#include "app/viewer/Settings.h"
#include "app/viewer/ViewHistory.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/WindowMenus.h"

#include <QAction>
#include <QDockWidget>
#include <QHash>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPainter>
#include <QSet>
#include <QSettings>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <cmath>

using namespace guanjing;
using namespace guanjing::app;

class TestViewerParts : public QObject {
    Q_OBJECT

private slots:
    void theMapNamesAllTownsInBothLanguages()
    {
        const auto chinese = mapNames(false), english = mapNames(true);
        QCOMPARE(chinese.size(), english.size());
        const auto isTown = [](const auto& name) { return name.kind == render::PlaceName::Kind::Town; };
        QCOMPARE(std::count_if(chinese.begin(), chinese.end(), isTown), 33);
        QVERIFY(chinese.size() > 45); // and waters
        for (std::size_t i = 0; i < english.size(); ++i) {
            QVERIFY(english[i].name != chinese[i].name);
            QVERIFY(english[i].minWidthMeters < english[i].maxWidthMeters);
            QVERIFY(english[i].lonDegrees > 113.4 && english[i].lonDegrees < 114.4);
            QVERIFY(english[i].latDegrees > 22.5 && english[i].latDegrees < 23.3);
        }
    }

    void theStreetsOfTheDemoCityHaveNamesInBothLanguages()
    {
        const auto chinese = demoStreetNames(false), english = demoStreetNames(true);
        QCOMPARE(chinese.size(), english.size());
        QVERIFY(chinese.size() > 500);
        for (std::size_t i = 0; i < english.size(); ++i) {
            QCOMPARE(english[i].kind, render::PlaceName::Kind::Street);
            QVERIFY(!chinese[i].name.empty() && english[i].name != chinese[i].name);
            QVERIFY(std::all_of(english[i].name.begin(), english[i].name.end(), [](char c) { return c > 0; }));
            QVERIFY(english[i].minWidthMeters < english[i].maxWidthMeters);
            // the other place that says which way the street runs is on it, some steps further
            QVERIFY(english[i].ahead.has_value());
            const double east = (english[i].ahead->lonDegrees - english[i].lonDegrees) * 102'500;
            const double north = (english[i].ahead->latDegrees - english[i].latDegrees) * 110'800;
            QVERIFY(std::abs(std::hypot(east, north) - 60) < 2);
        }
    }

    void theDemoSceneChangesItsLanguageAndNothingElse()
    {
        layers::Scene scene;
        scene.name = "莞境 · 演示城市";
        scene.viewpoints.resize(2);
        scene.viewpoints[0].name = "中心城区";
        scene.viewpoints[1].name = "我的视点";
        scene.tilesets.resize(1);
        scene.tilesets[0].name = "建筑";
        scene.compare = {"swipe", 0.5, {{"2023-06", {"建筑"}}, {"2026-06", {}}}};
        const layers::Scene before = scene;
        renameDemo(scene, true);
        QCOMPARE(scene.name, std::string("Guanjing · demo city"));
        QCOMPARE(scene.viewpoints[0].name, std::string("City centre"));
        QCOMPARE(scene.viewpoints[1].name, std::string("我的视点"));
        QCOMPARE(scene.tilesets[0].name, std::string("Buildings"));
        QCOMPARE(scene.compare.views[0].hidden, std::vector<std::string>{"Buildings"});
        renameDemo(scene, true);
        renameDemo(scene, false);
        QVERIFY(scene == before);
    }

    /// Qt's layout crashes where a maximized window never becomes as large as its panels were.
    void panelsOfALargerScreenAreRestored()
    {
        const auto fill = [](QMainWindow& window) {
            window.setCentralWidget(new QWidget);
            for (const auto& [name, area] :
                 {std::pair{"a", Qt::LeftDockWidgetArea}, std::pair{"b", Qt::LeftDockWidgetArea},
                  std::pair{"c", Qt::RightDockWidgetArea}}) {
                auto* dock = new QDockWidget(&window);
                dock->setObjectName(QLatin1String(name));
                auto* content = new QWidget;
                content->setMinimumSize(150, 150);
                dock->setWidget(content);
                window.addDockWidget(area, dock);
            }
            window.statusBar()->addWidget(new QLabel(QStringLiteral("x")));
        };
        QByteArray state;
        {
            QMainWindow large;
            fill(large);
            const QSize screen = large.screen()->size();
            large.resize(screen.width() * 2, screen.height() * 2);
            large.show();
            QCoreApplication::processEvents();
            state = large.saveState(1);
        }
        QMainWindow small;
        fill(small);
        small.setWindowState(Qt::WindowMaximized);
        QVERIFY(restorePanels(small, state, 1));
        small.show();
        auto* label = small.statusBar()->findChild<QLabel*>();
        for (int i = 0; i < 40; ++i) { // for longer than Qt keeps what does not fit
            label->setVisible(i % 2 == 0);
            QTest::qWait(10);
        }
        QVERIFY(small.isMaximized());
    }

    void theScaleBarIsAsLongAsItSays_data()
    {
        QTest::addColumn<double>("metersPerPixel");
        QTest::addColumn<double>("meters");
        QTest::newRow("street") << 0.05 << 5.0;
        QTest::newRow("block") << 2.0 << 200.0;
        QTest::newRow("city") << 100.0 << 10'000.0;
        QTest::newRow("unknown") << 0.0 << 0.0;
        QTest::newRow("horizon") << 1e6 << 0.0;
    }
    void theScaleBarIsAsLongAsItSays()
    {
        QFETCH(double, metersPerPixel);
        QFETCH(double, meters);
        ScaleBar bar;
        bar.setScale(metersPerPixel, false);
        QCOMPARE(bar.lengthMeters(), meters);
        QCOMPARE(bar.lengthPixels() * metersPerPixel, meters);
        QCOMPARE(bar.isHidden(), meters == 0);
        // Seen at a slant the length holds at the centre only, and says so.
        QCOMPARE(bar.accessibleDescription().startsWith(u'≈'), meters > 0);
        bar.setScale(metersPerPixel * 1.5, true);
        QVERIFY(!bar.accessibleDescription().contains(u'≈'));
    }

    void panelsLeaveTheCityMostOfANarrowWindow_data()
    {
        QTest::addColumn<int>("window");
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("right");
        QTest::newRow("wide") << 1440 << 268 << 292;
        QTest::newRow("small") << 900 << 193 << 210;
        QTest::newRow("as narrow as they get") << 600 << 168 << 168;
        QTest::newRow("one side") << 500 << 224 << 0;
    }
    void panelsLeaveTheCityMostOfANarrowWindow()
    {
        QFETCH(int, window);
        QFETCH(int, left);
        QFETCH(int, right);
        QCOMPARE(panelWidthsIn(window, 268, right == 0 ? 0 : 292), (std::pair{left, right}));
    }

    void panelsAreAsWideAsBeforeWhenThereIsRoomAgain()
    {
        QMainWindow window;
        window.setCentralWidget(new QWidget);
        QList<QDockWidget*> docks;
        for (const auto area : {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea}) {
            docks << new QDockWidget(&window);
            docks.last()->setWidget(new QWidget);
            window.addDockWidget(area, docks.last());
        }
        window.resize(1400, 500);
        window.show();
        window.resizeDocks(docks, {268, 292}, Qt::Horizontal);
        QTRY_VERIFY(std::abs(docks[0]->width() - 268) < 4);
        PanelWidths widths(window, docks);
        window.resize(900, 500);
        QTRY_VERIFY(window.centralWidget()->width() > 460);
        docks[1]->hide();
        QTRY_VERIFY(std::abs(docks[0]->width() - 268) < 4);
        docks[1]->show();
        QTRY_VERIFY(window.centralWidget()->width() > 460);
        window.resize(1400, 500);
        QTRY_VERIFY(std::abs(docks[0]->width() - 268) < 4 && std::abs(docks[1]->width() - 292) < 4);
    }

    void noticesStackAndLeaveTheCornersFree()
    {
        QWidget window;
        window.resize(900, 600);
        QWidget area(&window);
        area.setGeometry(100, 40, 800, 500);
        NoticeBar bar(area, &window);
        window.show();
        QVERIFY(bar.isHidden());
        for (const char* text : {"first", "second", "third", "fourth", "fourth"})
            bar.tell(QString::fromLatin1(text));
        const auto shown = [&bar] {
            QStringList texts;
            for (const QFrame* notice : bar.findChildren<QFrame*>(QStringLiteral("notice")))
                if (!notice->isHidden())
                    texts << notice->findChild<QLabel*>(QStringLiteral("noticeText"))->text();
            return texts;
        };
        QCOMPARE(shown(), QStringList({QStringLiteral("second"), QStringLiteral("third"), QStringLiteral("fourth")}));
        QCOMPARE(bar.history().size(), 5);
        QVERIFY(bar.history().first().endsWith(QLatin1String("fourth")));
        const auto isClear = [&] {
            const QRect place = bar.geometry();
            const QRect scale(area.x() + 14, area.geometry().bottom() - 44, 150, 31);
            const QRect compass(area.geometry().right() - 58, area.y() + 14, 44, 44);
            return area.geometry().contains(place) && !place.intersects(scale) && !place.intersects(compass);
        };
        QVERIFY(isClear());
        bar.tell(QString(2000, u'文')); // too long to be shown whole, but kept
        QVERIFY(bar.history().first().size() > 2000);
        QVERIFY(isClear());
        area.setGeometry(100, 40, 420, 260); // room for fewer
        QTRY_VERIFY(isClear());
        bar.tell(QStringLiteral("gone"));
        bar.offerRestart();
        for (int i = 0; i < 5; ++i)
            bar.tell(QString::number(i));
        QVERIFY2(shown().contains(QStringLiteral("gone")), "an offer waits for its answer");
        bar.clear();
        QVERIFY(bar.isHidden());
    }

    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        initializeResources();
    }
    void init() { QSettings(QStringLiteral("guanjing"), QStringLiteral("guanjing")).clear(); }

    void settingsAreRemembered()
    {
        Settings settings;
        QVERIFY(settings.theme() == ThemeName::Light);
        QCOMPARE(settings.language(), QStringLiteral("zh"));
        QVERIFY(settings.lastScene().isEmpty());
        settings.setTheme(ThemeName::Dark);
        settings.setLanguage(QStringLiteral("en"));
        settings.setSamples(4);
        using Shadows = render::ViewSettings::Shadows;
        QVERIFY(settings.shadows() == Shadows::Automatic);
        settings.setShadows(Shadows::On);
        settings.setLastScene(QStringLiteral("demo"));
        const Settings again;
        QVERIFY(again.shadows() == Shadows::On);
        QVERIFY(again.theme() == ThemeName::Dark);
        QCOMPARE(again.language(), QStringLiteral("en"));
        QCOMPARE(again.samples(), 4);
        QCOMPARE(again.lastScene(), QStringLiteral("demo"));
    }

    void recentScenesAreFewAndDistinct()
    {
        Settings settings;
        for (int i = 0; i < 14; ++i)
            settings.addRecentScene(QStringLiteral("/scenes/%1.scene.json").arg(i));
        settings.addRecentScene(QStringLiteral("/scenes/9.scene.json"));
        const QStringList recent = settings.recentScenes();
        QCOMPARE(recent.size(), 10);
        QCOMPARE(recent.first(), QStringLiteral("/scenes/9.scene.json"));
        QCOMPARE(QSet<QString>(recent.begin(), recent.end()).size(), 10);
    }

    void shortcutsAreDistinct()
    {
        ViewerActions actions;
        QSet<QString> seen;
        for (const QAction* action : actions.findChildren<QAction*>()) {
            QVERIFY(!action->text().isEmpty());
            QVERIFY(!action->objectName().isEmpty());
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!seen.contains(key.toString()), qPrintable(key.toString()));
                seen.insert(key.toString());
            }
        }
        QVERIFY(seen.size() > 20);
    }

    void accessKeysAreDistinct_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("Chinese") << QStringLiteral("zh");
        QTest::newRow("English") << QStringLiteral("en");
    }
    void accessKeysAreDistinct()
    {
        QFETCH(QString, language);
        QCOMPARE(installLanguage(language), language);
        QMainWindow window;
        ViewerActions actions;
        SunPanel sun;
        auto* dock = new QDockWidget(QStringLiteral("Dock"), &window);
        WindowMenus menus(window, actions, {dock}, sun);
        menus.setRecent({QStringLiteral("/a & b.scene.json"), QStringLiteral("/b.scene.json")});
        menus.retranslate();
        int keys = 0;
        const auto check = [&keys](const QString& where, const QList<QAction*>& entries) {
            QHash<QString, QString> taken;
            for (const QAction* entry : entries) {
                const QString key = QKeySequence::mnemonic(entry->text()).toString();
                if (key.isEmpty())
                    continue;
                ++keys;
                QVERIFY2(!taken.contains(key),
                         qPrintable(QStringLiteral("%1: %2 of \"%3\" and \"%4\"")
                                        .arg(where, key, taken.value(key), entry->text())));
                taken.insert(key, entry->text());
            }
        };
        check(QStringLiteral("menu bar"), window.menuBar()->actions());
        for (const QMenu* menu : window.findChildren<QMenu*>())
            check(menu->title(), menu->actions());
        QVERIFY(keys > 35);
        installLanguage(QStringLiteral("en"));
    }

    void viewHistoryGoesBackAndForward()
    {
        const auto at = [](double height) {
            layers::Viewpoint viewpoint;
            viewpoint.heightMeters = height;
            return viewpoint;
        };
        ViewHistory history;
        QVERIFY(!history.canGoBack());
        QVERIFY(!history.back(at(1)));
        history.leave(at(1));
        history.leave(at(2));
        history.leave(at(2)); // sent away twice from the same place
        QCOMPARE(history.back(at(3))->heightMeters, 2.0);
        QCOMPARE(history.back(at(2))->heightMeters, 1.0);
        QVERIFY(!history.canGoBack());
        QCOMPARE(history.forward(at(1))->heightMeters, 2.0);
        QCOMPARE(history.forward(at(2))->heightMeters, 3.0);
        QVERIFY(!history.canGoForward());
        QVERIFY(history.back(at(3)));
        history.leave(at(9)); // another way: nothing lies ahead any more
        QVERIFY(!history.canGoForward());
    }

    void wellInView_data()
    {
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("north");
        QTest::addColumn<bool>("well");
        // A source of 2 km, a camera that looks straight down, 60 degrees across.
        QTest::newRow("fills the picture") << 2500.0 << 0.0 << true;
        QTest::newRow("a fifth of it") << 9000.0 << 0.0 << true;
        QTest::newRow("a dot") << 60000.0 << 0.0 << false;
        QTest::newRow("far larger than the picture") << 500.0 << 0.0 << false;
        QTest::newRow("at the edge") << 2500.0 << 0.02 << false;
        QTest::newRow("elsewhere") << 2500.0 << 3.0 << false;
    }
    void wellInView()
    {
        QFETCH(double, height);
        QFETCH(double, north);
        QFETCH(bool, well);
        layers::SourceStatus source;
        QVERIFY(!isWellInView(layers::ViewState::geographic(113.75, 23, height, 0, -90, 1200, 800), source));
        source.bounds = Rectangle{113.74, 22.99 + north, 113.76, 23.01 + north};
        QCOMPARE(isWellInView(layers::ViewState::geographic(113.75, 23, height, 0, -90, 1200, 800), source), well);
    }

    void fileNamesAreProposed_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QStringLiteral("莞境 · 演示城市")
                               << QStringLiteral("莞境 · 演示城市 2026-06-18 0905.png");
        QTest::newRow("refused characters")
            << QStringLiteral("a/b\\c:d*e\"f") << QStringLiteral("a-b-c-d-e-f 2026-06-18 0905.png");
        QTest::newRow("hidden file") << QStringLiteral("..x") << QStringLiteral("x 2026-06-18 0905.png");
        QTest::newRow("none") << QString() << QStringLiteral("2026-06-18 0905.png");
        QTest::newRow("long") << QString(200, u'x') << QString(60, u'x') + QStringLiteral(" 2026-06-18 0905.png");
    }
    void fileNamesAreProposed()
    {
        QFETCH(QString, title);
        QFETCH(QString, name);
        const QDateTime time(QDate(2026, 6, 18), QTime(9, 5, 59));
        QCOMPARE(proposedFileName(title, time, QStringLiteral("png")), name);
    }

    void cameraKeysAddUp()
    {
        CameraKeys keys;
        QVERIFY(!keys.press(Qt::Key_M));
        QVERIFY(keys.press(Qt::Key_W));
        QVERIFY(keys.press(Qt::Key_Right));
        QCOMPARE(keys.motion(Qt::NoModifier).forward, 1.0);
        QCOMPARE(keys.motion(Qt::NoModifier).right, 1.0);
        QCOMPARE(keys.motion(Qt::ShiftModifier).turn, 1.0);
        QCOMPARE(keys.motion(Qt::ShiftModifier).forward, 0.0);
        QVERIFY(keys.press(Qt::Key_S));
        QCOMPARE(keys.motion(Qt::NoModifier).forward, 0.0); // both ways is none
        keys.releaseAll();
        QVERIFY(keys.motion(Qt::NoModifier) == render::CameraController::Motion{});
    }

    void droppedThings()
    {
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(QStringLiteral("/data/tileset.json")),
                       QUrl(QStringLiteral("https://x.cn/{z}/{x}/{y}.png"))});
        QCOMPARE(droppedSources(files),
                 QStringList({QStringLiteral("/data/tileset.json"), QStringLiteral("https://x.cn/{z}/{x}/{y}.png")}));
        QMimeData text;
        text.setText(QStringLiteral(" https://x.cn/tileset.json \nnot an address"));
        QCOMPARE(droppedSources(text), QStringList{QStringLiteral("https://x.cn/tileset.json")});
        QMimeData nothing;
        nothing.setText(QStringLiteral("hello"));
        QVERIFY(droppedSources(nothing).isEmpty());
    }

    void demoAddressesSurviveAnotherPort()
    {
        layers::Scene scene;
        layers::ImagerySourceSpec ours, foreign;
        ours.name = "Ours";
        foreign.name = "Foreign";
        ours.url = "http://127.0.0.1:41234/orthophoto/{z}/{x}/{y}.jpg";
        foreign.url = "https://example.cn/{z}/{x}/{y}.jpg";
        scene.imagery = {ours, foreign};
        const auto saved = withDemoPlaceholder(scene, "http://127.0.0.1:41234/");
        QVERIFY(usesDemoPlaceholder(saved));
        QVERIFY(!usesDemoPlaceholder(scene));
        QCOMPARE(saved.imagery[1].url, foreign.url);
        const auto read = layers::parseScene(layers::writeScene(saved, "/scenes/a.scene.json"), "/scenes/a.scene.json");
        QVERIFY(read.has_value());
        QVERIFY(*read == saved);
        QVERIFY2(
            !layers::parseScene(layers::writeScene(saved, "/scenes/a.scene.json"), "http://example.cn/a.scene.json"),
            "a foreign scene may not start the demo platform");
        const auto opened = withDemoBase(*read, "http://127.0.0.1:5/");
        QCOMPARE(opened.imagery[0].url, std::string("http://127.0.0.1:5/orthophoto/{z}/{x}/{y}.jpg"));
    }

    void textIsInked_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("size");
        QTest::newRow("Chinese") << QStringLiteral("东莞市民中心") << 14.0;
        QTest::newRow("Latin") << QStringLiteral("PM2.5 81 µg/m³") << 11.0;
        QTest::newRow("large") << QStringLiteral("虎") << 96.0;
    }
    void textIsInked()
    {
        QFETCH(QString, text);
        QFETCH(double, size);
        QtTextRasterizer rasterizer;
        const auto bitmap = rasterizer.rasterize(text.toStdString(), size, false);
        QCOMPARE(bitmap.alpha.size(), static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height));
        QVERIFY(bitmap.height >= size * 0.7 && bitmap.height <= size * 2.0);
        QVERIFY(bitmap.baseline > 0 && bitmap.baseline <= bitmap.height);
        QVERIFY(*std::max_element(bitmap.alpha.begin(), bitmap.alpha.end()) > 200);
        for (int x = 0; x < bitmap.width; ++x) // nothing is cut off
            QCOMPARE(int(bitmap.alpha[static_cast<std::size_t>(x)]), 0);
        const auto bold = rasterizer.rasterize(text.toStdString(), size, true);
        const auto ink = [](const render::TextBitmap& b) {
            long sum = 0;
            for (const auto value : b.alpha)
                sum += value;
            return sum;
        };
        QVERIFY(ink(bold) > ink(bitmap));
    }
    void emptyTextIsEmpty() { QCOMPARE(QtTextRasterizer().rasterize("  ", 12, false).width, 0); }

    void scaleLengthsAreRound_data()
    {
        QTest::addColumn<double>("longest");
        QTest::addColumn<double>("length");
        QTest::newRow("1") << 1.9 << 1.0;
        QTest::newRow("2") << 4.9 << 2.0;
        QTest::newRow("5") << 5.0 << 5.0;
        QTest::newRow("500") << 999.0 << 500.0;
        QTest::newRow("10 km") << 19999.0 << 10000.0;
        QTest::newRow("nothing") << 0.0 << 0.0;
    }
    void scaleLengthsAreRound()
    {
        QFETCH(double, longest);
        QFETCH(double, length);
        QCOMPARE(roundScaleLength(longest), length);
    }

    void sheetTurnsItsNorthArrow()
    {
        const auto sheet = [](double heading) {
            QImage image(1188, 840, QImage::Format_RGB32);
            MapSheetContent content;
            content.picture = QImage(400, 300, QImage::Format_RGB32);
            content.picture.fill(Qt::darkGreen);
            content.title = QStringLiteral("东莞");
            content.headingDegrees = heading;
            content.pictureWidthMeters = 1000;
            content.date = QDateTime(QDate(2026, 6, 18), QTime(10, 0));
            content.sources = {QStringLiteral("Orthophoto 2026")};
            QPainter painter(&image);
            paintMapSheet(painter, image.rect(), 4.0, content);
            painter.end();
            return image;
        };
        const QImage north = sheet(0);
        QVERIFY(north != sheet(90));
        QCOMPARE(north, sheet(0));
        QCOMPARE(north.pixelColor(594, 300), QColor(Qt::darkGreen)); // the picture fills the frame
        QCOMPARE(north.pixelColor(5, 5), QColor(Qt::white));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestViewerParts)
#include "TestViewerParts.moc"
