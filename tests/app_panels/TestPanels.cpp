#include "app/panels/AttributeTable.h"
#include "app/panels/Icons.h"
#include "app/panels/InspectorPanel.h"
#include "app/panels/LayerProperties.h"
#include "app/panels/LayersPanel.h"
#include "app/panels/LongText.h"
#include "app/panels/MessageIcon.h"
#include "app/panels/MessagesDialog.h"
#include "app/panels/PlacesPanel.h"
#include "app/panels/StatusReadout.h"
#include "app/panels/SunPanel.h"
#include "app/panels/Theme.h"
#include "app/services/Language.h"
#include "layers/scene/SceneEngine.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPainter>
#include <QPalette>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTableWidget>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

using namespace guanjing;
using namespace guanjing::app;

namespace {

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

layers::StationValue exampleStation()
{
    layers::StationValue station;
    station.id = "12";
    station.name = "虎门 2 号空气站";
    station.kind = "air";
    station.state = layers::StationState::Warning;
    using namespace std::chrono;
    const layers::UtcTime time = sys_days{2026y / June / 18} + hours(2) + minutes(30);
    station.datastreams.push_back({"121", "PM2.5", "ug/m3", layers::Observation{time, 81.24}});
    station.datastreams.push_back({"122", "O3", "ug/m3", layers::Observation{time, 120.0}});
    return station;
}

} // namespace

class TestPanels : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        initializeResources();
        applyTheme(ThemeName::Light);
    }
    void init() { installLanguage(QStringLiteral("en")); }

    void themesAreLegible_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << static_cast<int>(ThemeName::Light);
        QTest::newRow("dark") << static_cast<int>(ThemeName::Dark);
    }
    void themesAreLegible()
    {
        QFETCH(int, theme);
        const ThemeColors c = colorsOf(static_cast<ThemeName>(theme));
        for (const QColor& ground : {c.window, c.base, c.raised}) {
            QVERIFY(contrast(c.text, ground) >= 7.0);
            QVERIFY2(contrast(c.secondary, ground) >= 4.5, qPrintable(ground.name()));
        }
        for (const QColor& state : {c.good, c.warning, c.bad, c.accent})
            QVERIFY2(contrast(state, c.window) >= 4.5, qPrintable(state.name()));
        QVERIFY(contrast(c.onAccent, c.accent) >= 4.5);
        QVERIFY2(!styleSheetOf(c).contains(u'%'), "a colour's name was not replaced");
    }

    void everyIconDraws()
    {
        const QDir icons(QStringLiteral(":/icons"));
        QVERIFY(icons.entryList({QStringLiteral("*.svg")}).size() > 30);
        for (const QString& file : icons.entryList({QStringLiteral("*.svg")})) {
            const QImage image = themedPixmap(file.chopped(4), Qt::red, 24, 2.0).toImage();
            QCOMPARE(image.size(), QSize(48, 48));
            bool inked = false;
            for (int y = 0; y < image.height() && !inked; ++y) {
                for (int x = 0; x < image.width(); ++x)
                    inked = inked || qAlpha(image.pixel(x, y)) > 128;
            }
            QVERIFY2(inked, qPrintable(file));
        }
    }

    void figuresAreTabular()
    {
        const QFontMetricsF metrics(QApplication::font());
        for (const char digit : {'0', '2', '3', '4', '5', '6', '7', '8', '9'})
            QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)), metrics.horizontalAdvance(QLatin1Char('1')));
    }

    void inspectorShowsAFeature()
    {
        InspectorPanel panel;
        layers::PickResult pick;
        pick.sourceName = "Buildings";
        pick.featureId = 7;
        pick.attributes.push_back({"floors", {std::int64_t{32}}});
        pick.attributes.push_back({"custom", {std::string("x")}});
        panel.showPick(pick, {113.75, 22.985, 12.345, PositionInfo::Grid{2543000.1234, 474000.5678}});
        const auto* attributes = panel.findChild<QTableWidget*>(QStringLiteral("inspectorAttributes"));
        QCOMPARE(attributes->rowCount(), 2);
        QCOMPARE(attributes->item(0, 0)->text(), QStringLiteral("Floors"));
        QCOMPARE(attributes->item(0, 1)->text(), QStringLiteral("32"));
        QCOMPARE(attributes->item(1, 0)->text(), QStringLiteral("custom"));
        const auto* position = panel.findChild<QTableWidget*>(QStringLiteral("inspectorPosition"));
        QCOMPARE(position->item(0, 1)->text(), QStringLiteral("113.7500000° E"));
        QCOMPARE(position->item(2, 1)->text(), QString::fromUtf8("2\u202f543\u202f000.123 m"));

        installLanguage(QStringLiteral("zh"));
        QTRY_COMPARE(attributes->item(0, 0)->text(), QStringLiteral("层数"));
    }

    void longTextsDoNotWidenTheInspector()
    {
        InspectorPanel panel;
        panel.show();
        const int least = panel.minimumSizeHint().width();
        const std::string longWord(300, 'w');
        layers::PickResult pick;
        pick.sourceName = "https://example.cn/" + longWord;
        pick.attributes.push_back({"name", {longWord}});
        panel.showPick(pick, {});
        QVERIFY2(panel.minimumSizeHint().width() <= least + 60,
                 qPrintable(QString::number(panel.minimumSizeHint().width())));
        auto* content = panel.findChild<QLabel*>(QStringLiteral("inspectorTitle"))->parentWidget();
        QVERIFY2(content->minimumSizeHint().width() <= 260,
                 qPrintable(QString::number(content->minimumSizeHint().width())));
        layers::StationValue station = exampleStation();
        station.name = longWord;
        station.datastreams[0].observedProperty = longWord;
        panel.showStation(station, layers::FeedState::Live, {});
        QVERIFY2(panel.station().minimumSizeHint().width() <= 260,
                 qPrintable(QString::number(panel.station().minimumSizeHint().width())));
        // What is copied has no trace of the places where lines may break.
        panel.showPick(pick, {});
        QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("inspectorCopy")), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().startsWith(QString::fromStdString(longWord)));
    }

    void longWordsMayBreak()
    {
        QCOMPARE(breakable(QStringLiteral("short words only here")), QStringLiteral("short words only here"));
        QCOMPARE(breakable(QString::fromUtf8("东莞市民中心广场东侧停车场出入口")),
                 QString::fromUtf8("东莞市民中心广场东侧停车场出入口"));
        const QString address = QStringLiteral("https://example.cn/a-long-folder/another_folder/tileset.json?key=abc");
        const QString broken = breakable(address);
        QVERIFY(broken.count(QChar(0x200b)) >= 2);
        QCOMPARE(QString(broken).remove(QChar(0x200b)), address);
        for (const QString& piece : broken.split(QChar(0x200b)))
            QVERIFY2(piece.size() <= 24, qPrintable(piece));
    }

    void messagesWrapAndCopy()
    {
        const std::string url = "https://example.cn/" + std::string(400, 'x') + "/tileset.json";
        layers::SourceStatus status;
        status.errorKinds = {{{ErrorCode::NotFound, url, {}}, 212}, {{ErrorCode::Timeout, "b.json", {}}, 1}};
        status.errorCount = 213;
        status.errorKinds.push_back({{ErrorCode::Timeout, "c.json", {}}, 1236});
        MessagesDialog dialog(QStringLiteral("Buildings"), status);
        dialog.show();
        auto* text = dialog.findChild<QTextEdit*>(QStringLiteral("messagesText"));
        QVERIFY(text);
        QVERIFY(text->toPlainText().contains(QString::fromStdString(url)));
        QVERIFY2(text->toPlainText().contains(QLatin1String("211")), "how many are like the first");
        QVERIFY2(text->toPlainText().contains(QString::fromUtf8("1\u202f235")), "as all numbers are written");
        QVERIFY2(text->document()->idealWidth() <= text->viewport()->width(), "nothing is cut at the right");
        QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(text, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), text->toPlainText());
        QApplication::clipboard()->clear();
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("messagesCopy")), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), text->toPlainText());
    }

    void theWindowsMessagesNameTheLayers()
    {
        layers::SourceStatus good, bad;
        good.name = "Good";
        bad.name = "Buildings";
        bad.errorKinds = {{{ErrorCode::NotFound, "b.json", {}}, 1}};
        bad.errorCount = 1;
        const MessagesDialog dialog(QStringList{QStringLiteral("10:00:00  saved")}, {good, bad});
        const QStringList lines =
            dialog.findChild<QTextEdit*>(QStringLiteral("messagesText"))->toPlainText().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[1].contains(QLatin1String("Buildings")) && lines[1].contains(QLatin1String("b.json")),
                 qPrintable(lines[1]));
    }

    void whatKeepsWaitingIsToldOnce_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("paragraphs");
        QTest::newRow("the same") << "http://h.example/a.glb" << 500 << 1;
        QTest::newRow("the same of another file") << "http://h.example/b.glb" << 500 << 1;
        QTest::newRow("another status") << "http://h.example/a.glb" << 503 << 2;
        QTest::newRow("another server") << "http://i.example/a.glb" << 500 << 2;
    }
    void whatKeepsWaitingIsToldOnce()
    {
        QFETCH(QString, file);
        QFETCH(int, status);
        QFETCH(int, paragraphs);
        layers::SourceStatus source;
        source.trouble = Error{ErrorCode::HttpStatus, "http://h.example/a.glb", "500", ErrorReason::HttpStatus, 500};
        source.errorKinds = {
            {{ErrorCode::HttpStatus, file.toStdString(), std::to_string(status), ErrorReason::HttpStatus, status}, 1}};
        source.errorCount = 1;
        const MessagesDialog dialog(QStringLiteral("Buildings"), source);
        const auto* text = dialog.findChild<QTextEdit*>(QStringLiteral("messagesText"));
        QCOMPARE(text->toPlainText().split(u'\n').size(), paragraphs);
        const auto labels = dialog.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->text().startsWith(QString::number(paragraphs));
        }));
    }

    void stationCanBeCopiedAndZoomedTo()
    {
        InspectorPanel panel;
        QSignalSpy zoom(&panel, &InspectorPanel::zoomWanted);
        panel.showStation(exampleStation(), layers::FeedState::Live, {113.75, 22.985, 12.0, {}});
        QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("stationZoom")), Qt::LeftButton);
        QCOMPARE(zoom.size(), 1);
        QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("stationCopy")), Qt::LeftButton);
        const QString copied = QApplication::clipboard()->text();
        for (const char* part : {"虎门 2 号空气站\tWarning", "PM2.5\t81.2 µg/m³\t2026-06-18 10:30", "O3\t120 µg/m³",
                                 "Longitude\t113.7500000°"})
            QVERIFY2(copied.contains(QString::fromUtf8(part)), qPrintable(copied));
    }

    void groundIsChangedInTheTerrainsProperties()
    {
        layers::Scene scene;
        layers::TerrainSourceSpec terrain;
        terrain.name = "DEM";
        terrain.url = "dem.tif";
        terrain.heights = "1985";
        terrain.offsetGrid = "geoid.tif";
        scene.terrain = {terrain};
        scene.ground.exaggeration = 1.5;
        LayerProperties dialog(scene, {layers::SourceKind::Terrain, 0}, QStringLiteral("Terrain"),
                               QStringLiteral("Ready"), nullptr);
        const QString text = dialog.findChild<AttributeTable*>(QStringLiteral("layerPropertiesTable"))->text(false);
        QVERIFY2(text.contains(QLatin1String("Offset grid\tgeoid.tif")), qPrintable(text));
        layers::GroundSpec told;
        int count = 0;
        connect(&dialog, &LayerProperties::groundChanged, this, [&](const layers::GroundSpec& ground) {
            told = ground;
            ++count;
        });
        dialog.findChild<QComboBox*>(QStringLiteral("groundShading"))->setCurrentIndex(2);
        QVERIFY(!dialog.findChild<QDoubleSpinBox*>(QStringLiteral("groundContourInterval"))->isEnabled());
        dialog.findChild<QCheckBox*>(QStringLiteral("groundContours"))->setChecked(true);
        dialog.findChild<QDoubleSpinBox*>(QStringLiteral("groundContourInterval"))->setValue(20);
        dialog.findChild<QSlider*>(QStringLiteral("groundOpacity"))->setValue(60);
        QCOMPARE(count, 4);
        QCOMPARE(told.shading, std::string("slope"));
        QVERIFY(told.contours);
        QCOMPARE(told.contourIntervalMeters, 20.0);
        QCOMPARE(told.opacity, 0.6);
        QCOMPARE(told.exaggeration, 1.5); // as it was
        QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("groundContourDatum"))->text(),
                 QStringLiteral("metres above the 1985 national height datum"));
    }

    void tonesOfImageryCanBeChanged()
    {
        layers::Scene scene;
        layers::ImagerySourceSpec imagery;
        imagery.name = "Orthophoto";
        imagery.url = "https://example.cn/{z}/{x}/{y}.jpg";
        imagery.contrast = -0.25;
        scene.imagery = {imagery};
        LayerProperties dialog(scene, {layers::SourceKind::Imagery, 0}, QStringLiteral("Imagery"),
                               QStringLiteral("Ready"), nullptr);
        PictureTone told;
        int count = 0;
        connect(&dialog, &LayerProperties::toneChanged, this, [&](const PictureTone& tone) {
            told = tone;
            ++count;
        });
        auto* saturation = dialog.findChild<QSlider*>(QStringLiteral("toneSaturation"));
        QTest::keyClick(saturation, Qt::Key_End);
        QCOMPARE(told, (PictureTone{0, -0.25, 1}));
        auto* reset = dialog.findChild<QPushButton*>(QStringLiteral("toneReset"));
        QVERIFY(reset->isEnabled());
        QTest::mouseClick(reset, Qt::LeftButton);
        QCOMPARE(told, PictureTone{});
        QCOMPARE(count, 2); // all three at once
        QVERIFY(!reset->isEnabled());
    }

    void datesLevelsAndNoDataCanBeChanged()
    {
        layers::Scene scene;
        layers::ImagerySourceSpec imagery;
        imagery.name = "Orthophoto";
        imagery.url = "https://example.cn/{z}/{x}/{y}.jpg";
        imagery.maxLevel = 19;
        scene.imagery = {imagery};
        LayerProperties dialog(scene, {layers::SourceKind::Imagery, 0}, QStringLiteral("Imagery"),
                               QStringLiteral("Ready"), nullptr);
        std::vector<SourceSection::Values> told;
        connect(&dialog, &LayerProperties::sourceChanged, this,
                [&](const SourceSection::Values& values) { told.push_back(values); });
        auto* date = dialog.findChild<QLineEdit*>(QStringLiteral("sourceDate"));
        auto* problem = dialog.findChild<QLabel*>(QStringLiteral("sourceProblem"));
        const auto type = [](QLineEdit* edit, const char* text) {
            edit->setText(QLatin1String(text));
            emit edit->editingFinished();
        };
        type(date, "2026-13");
        QVERIFY(told.empty() && !problem->isHidden()); // a scene file would not open with it
        type(date, " 2026-06 ");
        QVERIFY(problem->isHidden());
        QCOMPARE(told.size(), std::size_t{1});
        QCOMPARE(told.back().date, std::string("2026-06"));
        auto* finest = dialog.findChild<QSpinBox*>(QStringLiteral("sourceMaxLevel"));
        QCOMPARE(finest->value(), 19);
        dialog.findChild<QSpinBox*>(QStringLiteral("sourceMinLevel"))->setValue(10);
        finest->setValue(9);
        QVERIFY(!problem->isHidden());
        finest->setValue(17);
        QVERIFY(told.back().minLevel == 10 && told.back().maxLevel == 17);
        auto* nodata = dialog.findChild<QLineEdit*>(QStringLiteral("sourceNodata"));
        type(nodata, "black");
        QVERIFY(!problem->isHidden());
        type(nodata, "#000000");
        QCOMPARE(told.back().nodata, std::string("#000000"));
        QCOMPARE(told.size(), std::size_t{4});
        scene.terrain.resize(1);
        LayerProperties terrain(scene, {layers::SourceKind::Terrain, 0}, QStringLiteral("Terrain"),
                                QStringLiteral("Ready"), nullptr);
        QVERIFY(terrain.findChild<QLineEdit*>(QStringLiteral("sourceDate")) != nullptr);
        QVERIFY(terrain.findChild<QSpinBox*>(QStringLiteral("sourceMinLevel")) == nullptr);
    }

    void statusTellsWhichHeightsItShows()
    {
        StatusReadout readout;
        const auto* height = readout.findChild<QLabel*>(QStringLiteral("statusHeight"));
        readout.setPosition(PositionInfo{113.75, 22.985, 12.34, {}});
        QCOMPARE(height->text(), QStringLiteral("Ellipsoidal height 12.34 m"));
        PositionInfo national{113.75, 22.985, 12.34, {}};
        national.nationalMeters = 20.5;
        readout.setPosition(national);
        QCOMPARE(height->text(), QStringLiteral("1985 height 20.50 m"));
        QVERIFY2(height->toolTip().contains(QLatin1String("12.34")), qPrintable(height->toolTip()));
    }

    void statusTellsThatThereIsNoNetwork()
    {
        StatusReadout readout;
        const auto* sign = readout.findChild<QLabel*>(QStringLiteral("statusOffline"));
        QVERIFY(sign->isHidden());
        readout.setOffline(true);
        QVERIFY(!sign->isHidden());
        QCOMPARE(sign->text(), QStringLiteral("Offline"));
        QVERIFY(!sign->toolTip().isEmpty());
        readout.setOffline(false);
        QVERIFY(sign->isHidden());
    }

    void messagesHaveTheHousesIcons()
    {
        QMessageBox box(QMessageBox::Question, QStringLiteral("t"), QStringLiteral("x"));
        const QImage before = box.iconPixmap().toImage();
        setMessageIcon(box, QStringLiteral("take-along"));
        QVERIFY(!box.iconPixmap().isNull());
        QVERIFY(box.iconPixmap().toImage() != before);
    }

    void layerPropertiesTellTheAddress()
    {
        layers::Scene scene;
        layers::ImagerySourceSpec imagery;
        imagery.name = "Orthophoto";
        imagery.url = "https://example.cn/{z}/{x}/{y}.jpg";
        imagery.attribution = "Survey office";
        imagery.maxLevel = 19;
        scene.imagery = {imagery};
        LayerProperties dialog(scene, {layers::SourceKind::Imagery, 0}, QStringLiteral("Imagery"),
                               QStringLiteral("Ready"), nullptr);
        const auto* table = dialog.findChild<AttributeTable*>(QStringLiteral("layerPropertiesTable"));
        const QString text = table->text(false);
        for (const char* line : {"Address\thttps://example.cn/{z}/{x}/{y}.jpg", "Attribution\tSurvey office",
                                 "State\tReady", "Kind\tImagery"})
            QVERIFY2(text.contains(QLatin1String(line)), qPrintable(text));
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("layerPropertiesCopy")), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QString::fromStdString(imagery.url));
    }

    void attributesCanBeCopied()
    {
        InspectorPanel panel;
        panel.show();
        layers::PickResult pick;
        pick.attributes.push_back({"use", {std::string("office")}});
        panel.showPick(pick, {});
        auto* attributes = panel.findChild<QTableWidget*>(QStringLiteral("inspectorAttributes"));
        attributes->selectRow(0);
        QTest::keyClick(attributes, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Use\tOffice"));
    }

    void townsAreNamedInTheLanguageInForce()
    {
        InspectorPanel panel;
        panel.show();
        layers::PickResult pick;
        pick.attributes.push_back({"town", {std::string("南城")}});
        const auto shown = [&] {
            panel.showPick(pick, {});
            return panel.findChild<QTableWidget*>(QStringLiteral("inspectorAttributes"))->item(0, 1)->text();
        };
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English));
        const QString english = shown();
        QLocale::setDefault(QLocale(QLocale::Chinese));
        const QString chinese = shown();
        QLocale::setDefault(before);
        QCOMPARE(english, QStringLiteral("Nancheng"));
        QCOMPARE(chinese, QStringLiteral("南城"));
    }

    void stationShowsValueUnitTimeAndState()
    {
        InspectorPanel panel;
        QSignalSpy wanted(&panel.station(), &StationView::historyWanted);
        panel.showStation(exampleStation(), layers::FeedState::Live, {113.7, 22.8, 5, std::nullopt});
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().value<std::string>(), std::string("121"));
        const auto text = [&](const char* name) { return panel.findChild<QLabel*>(QLatin1String(name))->text(); };
        QCOMPARE(text("stationValue"), QStringLiteral("81.2 µg/m³"));
        QCOMPARE(text("stationTime"), QStringLiteral("2026-06-18 10:30"));
        QCOMPARE(text("stationState"), QStringLiteral("Air quality · Warning"));
        panel.showStation(exampleStation(), layers::FeedState::Disconnected, {});
        QCOMPARE(text("stationState"), QStringLiteral("Air quality · Disconnected, last known value"));
        QCOMPARE(wanted.count(), 1); // a refresh is no new station
    }

    void placesFlyToWhatWasFound()
    {
        SceneDocument document;
        PlacesPanel panel(document);
        QSignalSpy fly(&panel, &PlacesPanel::flyToWanted);
        auto* search = panel.findChild<QLineEdit*>(QStringLiteral("placesSearch"));
        QTest::keyClicks(search, QStringLiteral("humen"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(fly.count(), 1);
        QCOMPARE(fly.first().first().value<layers::Viewpoint>().lonDegrees, 113.708);
        const auto* results = panel.findChild<QListWidget*>(QStringLiteral("placesResults"));
        QCOMPARE(results->count(), 1);
        installLanguage(QStringLiteral("zh"));
        QTRY_VERIFY(results->item(0)->text().startsWith(QStringLiteral("虎门镇")));
    }

    void sunKeepsItsInstant()
    {
        SunPanel panel;
        using namespace std::chrono;
        const SunPanel::Instant instant = sys_days{2026y / June / 21} + hours(9) + minutes(30); // 17:30 in Dongguan
        panel.setInstant(instant);
        QVERIFY(panel.instant() == instant);
    }

    void sunStandsByTheClockOfThePlace()
    {
        SunPanel panel;
        using namespace std::chrono;
        panel.setInstant(sys_days{2026y / June / 21} + hours(2) + minutes(30)); // 10:30 in Dongguan
        QSignalSpy changed(&panel, &SunPanel::instantChanged);
        panel.setPlace(113.75);
        panel.setPlace(87.6); // Ürümqi keeps the same clock
        QCOMPARE(changed.size(), 0);
        panel.setPlace(-75.6);
        QCOMPARE(changed.size(), 1);
        QVERIFY(panel.instant() == sys_days{2026y / June / 21} + hours(15) + minutes(30)); // 10:30 at UTC−5
        const auto* title = panel.findChildren<QLabel*>().first();
        QVERIFY2(title->text().contains(QStringLiteral("UTC\u22125")), qPrintable(title->text()));
        panel.setPlace(113.75);
        QVERIFY(panel.instant() == sys_days{2026y / June / 21} + hours(2) + minutes(30));
    }

    void readoutKeepsItsPlaces()
    {
        StatusReadout readout;
        readout.resize(1400, 24);
        readout.show();
        const auto* scale = readout.findChild<QLabel*>(QStringLiteral("statusScale"));
        QTRY_VERIFY(scale->x() > 0);
        const int before = scale->x();
        readout.setPosition(PositionInfo{113.7512345, 22.9812345, -3.2, PositionInfo::Grid{2543000.12, 474000.34}});
        readout.setScale(12500);
        QCoreApplication::processEvents();
        QCOMPARE(scale->x(), before);
        QVERIFY(!readout.findChild<QLabel*>(QStringLiteral("statusGrid"))->text().isEmpty());
    }

    void longNamesLeaveRoomForValues()
    {
        QWidget host;
        auto* layout = new QVBoxLayout(&host);
        layout->setContentsMargins(0, 0, 0, 0);
        AttributeTable table;
        layout->addWidget(&table);
        layout->addStretch();
        table.resize(640, 200); // as it is before it has a place
        table.setRows({{QStringLiteral("Height above the 1985 datum"), QStringLiteral("21.39 m")},
                       {QStringLiteral("Longitude"), QStringLiteral("114.1343360° E")}});
        host.resize(260, 400);
        host.show();
        QVERIFY2(table.columnWidth(0) <= 117, qPrintable(QString::number(table.columnWidth(0))));
        QVERIFY(table.rowHeight(0) > table.rowHeight(1)); // its name wraps
        QTRY_VERIFY(table.height() >= table.verticalHeader()->length());
        QCOMPARE(table.verticalScrollBar()->maximum(), 0);
    }

    void inspectorShowsMetadataOfWholes()
    {
        InspectorPanel panel;
        layers::PickResult pick;
        pick.sourceName = "Buildings";
        pick.featureId = 3;
        pick.features.push_back({"", "house", 3, -1, {}});
        const auto note = std::make_shared<const tiles3d::PropertyNote>(
            tiles3d::PropertyNote{"Quality", "SCALAR/FLOAT32", "QUALITY", "Root mean square in metres"});
        pick.attributes.push_back({"quality", {0.1}, note});
        pick.metadata.push_back({layers::PickedMetadata::Of::Tile, "cell", {{"quality", {double(0.1f)}, note}}});
        pick.metadata.push_back({layers::PickedMetadata::Of::Tileset, "", {{"author", {std::string("A <b>")}}}});
        panel.showPick(pick, {});
        auto* sections = panel.findChild<QWidget*>(QStringLiteral("metadataSections"));
        QVERIFY(sections && !sections->isHidden());
        const auto tables = sections->findChildren<AttributeTable*>();
        QCOMPARE(tables.size(), 2);
        QCOMPARE(tables[0]->accessibleName(), QStringLiteral("Tile · class cell"));
        QCOMPARE(tables[0]->text(false), QStringLiteral("quality\t0.1"));
        QCOMPARE(tables[0]->item(0, 0)->data(Qt::AccessibleDescriptionRole).toString(),
                 QStringLiteral("Quality\nRoot mean square in metres\nType: "
                                "SCALAR/FLOAT32\nMeaning: QUALITY"));
        panel.findChild<QToolButton*>(QStringLiteral("inspectorCopy"))->click();
        QVERIFY2(QApplication::clipboard()->text().contains(
                     QStringLiteral("Tile · class cell\nquality\t0.1\nTileset\nauthor\tA <b>")),
                 qPrintable(QApplication::clipboard()->text()));
        pick.metadata.clear();
        panel.showPick(pick, {});
        QVERIFY(sections->isHidden());
    }

    /// What the standard names is said in words; a class that is called like what it is of says nothing.
    void metadataHaveNamesForPeople()
    {
        installLanguage(QStringLiteral("zh"));
        InspectorPanel panel;
        const auto meaning = [](const char* semantic) {
            return std::make_shared<const tiles3d::PropertyNote>(tiles3d::PropertyNote{"", "", semantic, ""});
        };
        tiles3d::PropertyValue::List region;
        for (const double value : {1.98, 0.39, 1.981, 0.391, -5.0, 120.5})
            region.emplace_back().value = value;
        layers::PickResult pick;
        pick.attributes.push_back({"represents", {std::int64_t{12}}});
        pick.metadata.push_back({layers::PickedMetadata::Of::Tile,
                                 "tile",
                                 {{"region", {region}, meaning("TILE_BOUNDING_REGION")},
                                  {"error", {64.0}, meaning("TILE_GEOMETRIC_ERROR")}}});
        panel.showPick(pick, {});
        auto* sections = panel.findChild<QWidget*>(QStringLiteral("metadataSections"));
        const auto* table = sections->findChild<AttributeTable*>();
        QCOMPARE(table->accessibleName(), QStringLiteral("瓦片"));
        QCOMPARE(table->item(0, 0)->text(), QStringLiteral("范围"));
        QVERIFY2(table->item(0, 1)->text().startsWith(QStringLiteral("113.4")), qPrintable(table->item(0, 1)->text()));
        QCOMPARE(table->item(1, 0)->text(), QStringLiteral("几何误差"));
        QCOMPARE(table->item(1, 1)->text(), QStringLiteral("64 m"));
        const auto* own = panel.findChild<AttributeTable*>(QStringLiteral("inspectorAttributes"));
        QCOMPARE(own->text(false), QStringLiteral("代表\t12 栋建筑"));
        installLanguage(QStringLiteral("en"));
    }

    /// A long value is wrapped and seen whole, however wide the panel is and was.
    void longAttributesAreSeenWhole()
    {
        InspectorPanel panel;
        panel.resize(420, 700);
        panel.show();
        layers::PickResult pick;
        QString text;
        for (int i = 0; i < 40; ++i)
            text += QStringLiteral("0.3912345%1, ").arg(i);
        pick.metadata.push_back({layers::PickedMetadata::Of::Tile, "", {{"values", {text.toStdString()}}}});
        panel.showPick(pick, {});
        const auto* table = panel.findChild<QWidget*>(QStringLiteral("metadataSections"))->findChild<AttributeTable*>();
        for (const int width : {420, 220, 330}) {
            panel.resize(width, 700);
            QTRY_VERIFY2(table->height() >= table->verticalHeader()->length(),
                         qPrintable(QStringLiteral("%1 of %2 at %3")
                                        .arg(table->height())
                                        .arg(table->verticalHeader()->length())
                                        .arg(width)));
            QVERIFY(table->verticalHeader()->length() > 5 * table->fontMetrics().height()); // wrapped
        }
    }
};

QTEST_MAIN(TestPanels)
#include "TestPanels.moc"
