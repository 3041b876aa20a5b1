#include "app/panels/LayersPanel.h"
#include "app/panels/PointSection.h"
#include "app/panels/SceneDocument.h"
#include "app/panels/StyleDialog.h"
#include "app/panels/StyleLegend.h"
#include "geodata/styling/Style.h"
#include "geodata/tiles3d/PropertyTable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

using namespace guanjing;
using namespace guanjing::app;

namespace {

std::vector<styling::PropertySample> samples()
{
    styling::PropertySample height, use;
    height.name = "height";
    height.numbers = {1, 2, 3, 50, 51, 52, 90, 91};
    use.name = "use";
    use.texts = {{"office", 3}, {"school", 1}};
    return {height, use};
}

} // namespace

class TestStyleDialog : public QObject {
    Q_OBJECT
private slots:
    void choosesByAttribute()
    {
        StyleDialog dialog("Buildings", {}, samples());
        std::string applied;
        connect(&dialog, &StyleDialog::applied, this, [&](const std::string& json) { applied = json; });
        auto* property = dialog.findChild<QComboBox*>("styleProperty");
        auto* method = dialog.findChild<QComboBox*>("styleMethod");
        auto* classes = dialog.findChild<QSpinBox*>("styleClasses");
        auto* legend = dialog.findChild<StyleLegend*>("styleLegend");
        QCOMPARE(property->count(), 2);
        QCOMPARE(method->count(), 6);
        classes->setValue(3);
        QVERIFY(legend->legend());
        QCOMPARE(legend->legend()->entries.size(), std::size_t{3});
        property->setCurrentText("use");
        QCOMPARE(method->count(), 1);
        QVERIFY(!classes->isEnabled());
        dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Apply)->click();
        QVERIFY(styling::Style::parse(applied, {}));
        QCOMPARE(styling::choiceOf(applied)->property, std::string("use"));
        // Opened again it shows what was chosen.
        StyleDialog again("Buildings", applied, samples());
        QCOMPARE(again.findChild<QComboBox*>("styleProperty")->currentText(), QString("use"));
        QCOMPARE(again.chosenStyle(), std::optional(applied));
        dialog.findChild<QPushButton*>("styleNone")->click();
        QCOMPARE(applied, std::string());
    }

    void saysWhyThereAreFewerClasses()
    {
        styling::PropertySample storeys;
        storeys.name = "storeys";
        storeys.numbers = {1, 1, 1, 1, 1, 1, 1, 1, 2, 9};
        StyleDialog dialog("Buildings", {}, {storeys});
        auto* method = dialog.findChild<QComboBox*>("styleMethod");
        auto* note = dialog.findChild<QLabel*>("styleNote");
        method->setCurrentIndex(method->findData(int(styling::AttributeMethod::Quantiles)));
        QVERIFY2(note->text().startsWith(QLatin1String("2 class")), qPrintable(note->text()));
        method->setCurrentIndex(method->findData(int(styling::AttributeMethod::Gradient)));
        QVERIFY(note->text().isEmpty());
    }

    void saysThatLargeNumbersAreRounded()
    {
        tiles3d::PropertyTable table;
        std::vector<tiles3d::PropertyValue> values;
        for (std::int64_t i = 0; i < 400; ++i)
            values.push_back({std::int64_t{441900123456789000} + i});
        table.count = values.size();
        table.properties = {{"id", "", tiles3d::makeColumn(std::move(values))}};
        styling::PropertySampler sampler;
        sampler.add(table);
        StyleDialog dialog("Buildings", {}, sampler.take());
        auto* method = dialog.findChild<QComboBox*>("styleMethod");
        method->setCurrentIndex(method->findData(int(styling::AttributeMethod::UniqueValues)));
        QVERIFY(dialog.findChild<QLabel*>("styleNote")->text().contains(QString::fromUtf8("2⁵³")));
        const auto legend = dialog.findChild<StyleLegend*>("styleLegend")->legend();
        QVERIFY(legend && !legend->entries.empty());
        for (const styling::LegendEntry& entry : legend->entries)
            QVERIFY2(entry.label.starts_with("≈ "), entry.label.c_str());
    }

    void showsNumbersInOneWay()
    {
        styling::PropertySample slope;
        slope.name = "slope";
        slope.numbers.assign(1000, 7.956);
        slope.numbers.front() = 5.21541e-08;
        StyleDialog dialog("Buildings", {}, {slope});
        const auto labels = dialog.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text() == QString::fromUtf8("1\u202f000 values, 0.00 to 7.96");
        }));
        auto* opacity = dialog.findChild<QLabel*>("styleOpacityValue");
        QCOMPARE(opacity->text(), QString("100 %"));
    }

    void saysMistakesOfTheTextInOurWords()
    {
        StyleDialog dialog("Buildings", R"({"show": "true",)", samples());
        dialog.findChild<QTabWidget*>()->setCurrentIndex(1);
        dialog.findChild<QPlainTextEdit*>("styleText")->setPlainText(R"({"show": "true" "color": 1})");
        QCOMPARE(dialog.findChild<QLabel*>("styleMessage")->text(),
                 QString::fromUtf8("✗ line 1, column 17: unexpected \"color\""));
    }

    void namesOfValuesWithoutWords()
    {
        styling::PropertySample sample;
        sample.name = "listed";
        sample.truths = {{true, 3}, {false, 2}};
        sample.texts = {{"", 1}};
        sample.missing = 1;
        StyleDialog dialog("Buildings", {}, {sample});
        auto* legend = dialog.findChild<StyleLegend*>("styleLegend");
        QCOMPARE(legend->accessibleDescription(), QString("listed, true, false, (empty), Others"));
        const auto labels = dialog.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](const QLabel* label) { return label->text().startsWith("3 different value"); }));
        // On the printed sheet too.
        const styling::Legend shown = translated(*styling::legendOf(dialog.chosenStyle().value()));
        QCOMPARE(shown.entries.at(2).label, std::string("(empty)"));
    }

    void presetsOfPointClouds()
    {
        styling::PropertySample height, kind, intensity;
        height.name = styling::kPointHeight;
        height.expression = "dot(${POSITION_ABSOLUTE}, vec3(0, 0, 1)) - 5";
        height.numbers = {1, 2, 3, 40};
        kind.name = "Classification";
        kind.numbers = {2, 2, 6, 9};
        intensity.name = "Intensity";
        intensity.numbers = {0, 10, 20, 500};
        StyleDialog dialog("Cloud", {}, {height, kind, intensity});
        auto* property = dialog.findChild<QComboBox*>("styleProperty");
        auto* method = dialog.findChild<QComboBox*>("styleMethod");
        auto* legend = dialog.findChild<StyleLegend*>("styleLegend");
        QCOMPARE(property->count(), 4);
        QVERIFY(property->currentText() != QString("POSITION_ABSOLUTE"));
        QCOMPARE(method->currentData().toInt(), int(styling::AttributeMethod::Stretched));
        const auto byHeight = dialog.chosenStyle();
        QVERIFY(byHeight && styling::Style::parse(*byHeight, {}));
        property->setCurrentIndex(1);
        QCOMPARE(method->currentData().toInt(), int(styling::AttributeMethod::LasClasses));
        QVERIFY(!dialog.findChild<QComboBox*>("stylePalette")->isEnabled());
        QCOMPARE(legend->legend()->entries.size(), std::size_t{3});
        QVERIFY2(legend->accessibleDescription().contains("6 Building"), qPrintable(legend->accessibleDescription()));
        property->setCurrentIndex(2);
        QVERIFY(dialog.findChild<QComboBox*>("stylePalette")->isEnabled());
        QCOMPARE(dialog.findChild<QComboBox*>("stylePalette")->currentText(), QString("Grey"));
        property->setCurrentIndex(3);
        QCOMPARE(dialog.chosenStyle(), std::optional(std::string()));
        QVERIFY(dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled());
        // Opened again it shows what was chosen.
        StyleDialog again("Cloud", *byHeight, {height, kind, intensity});
        QCOMPARE(again.findChild<QComboBox*>("styleProperty")->currentIndex(), 0);
        QCOMPARE(again.chosenStyle(), byHeight);
    }

    void pointsOfALayer()
    {
        layers::PointLook look;
        look.scale = 1.5;
        PointSection section(look);
        QCOMPARE(section.look(), look);
        layers::PointLook told;
        connect(&section, &PointSection::changed, this, [&](const layers::PointLook& to) { told = to; });
        section.findChild<QCheckBox*>("pointEyeDome")->click();
        QVERIFY(!told.hasEyeDome);
        QVERIFY(!section.findChild<QSlider*>("pointEyeDomeStrength")->isEnabled());
        section.findChild<QComboBox*>("pointShape")->setCurrentIndex(1);
        QVERIFY(!told.isRound);
        QCOMPARE(told.scale, 1.5);
    }

    void tellsMistakesWhileTyping()
    {
        StyleDialog dialog("Buildings", "{\"show\": \"${height} > 3\"}", samples());
        auto* tabs = dialog.findChild<QTabWidget*>();
        QCOMPARE(tabs->currentIndex(), 1); // written by hand: shown as text
        auto* text = dialog.findChild<QPlainTextEdit*>("styleText");
        auto* message = dialog.findChild<QLabel*>("styleMessage");
        auto* ok = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        QVERIFY(ok->isEnabled());
        text->setPlainText("{\"show\": \"${height} >\"}");
        QVERIFY(!ok->isEnabled());
        QVERIFY(!dialog.chosenStyle());
        QVERIFY2(message->text().contains("show, character 12"), qPrintable(message->text()));
        text->setPlainText("{\"color\": \"'red'\", \"name\": \"Mine\"}");
        QVERIFY(ok->isEnabled());
        QVERIFY2(message->text().contains("name, character 1: unknown key"), qPrintable(message->text()));
        QVERIFY2(message->text().contains("color('red') makes one"), qPrintable(message->text()));
        // Whoever knows the data is asked, and again at every change.
        dialog.setCheck([](const std::shared_ptr<const styling::Style>& style) { return style->propertyNames(); });
        text->setPlainText("{\"show\": \"${hieght} > 3\"}");
        QVERIFY2(message->text().endsWith("hieght"), qPrintable(message->text()));
        text->setPlainText("{");
        QVERIFY(!ok->isEnabled());
        text->setPlainText("{\"show\": \"${height} > 5\"}");
        QVERIFY(ok->isEnabled());
        QCOMPARE(*dialog.chosenStyle(), std::string("{\"show\": \"${height} > 5\"}"));
    }

    void withoutPropertiesThereIsTheText()
    {
        StyleDialog dialog("Buildings", {}, {});
        QCOMPARE(dialog.findChild<QTabWidget*>()->currentIndex(), 1);
        QCOMPARE(dialog.chosenStyle(), std::optional(std::string()));
    }

    void theDockShowsTheLegend()
    {
        SceneDocument document;
        LayersPanel panel(document);
        auto* legend = panel.findChild<StyleLegend*>("styleLegend");
        layers::Scene scene;
        scene.tilesets.emplace_back();
        scene.tilesets[0].name = "Buildings";
        scene.tilesets[0].url = "http://host/tileset.json";
        document.load(scene, {});
        QVERIFY(legend->isHidden());
        styling::AttributeStyleOptions options;
        options.method = styling::AttributeMethod::NaturalBreaks;
        options.palette = 2;
        const auto made = makeAttributeStyle(samples()[0], options);
        document.edit("style", [&](layers::Scene& s) { s.tilesets[0].styleJson = made.json; });
        QVERIFY(!legend->isHidden());
        QCOMPARE(*legend->legend(), made.legend);
        QVERIFY2(legend->accessibleDescription().startsWith(QLatin1String("Buildings: height")),
                 qPrintable(legend->accessibleDescription()));
        QVERIFY(!panel.canStyleSelected());
        QSignalSpy style(&panel, &LayersPanel::styleWanted);
        panel.select({layers::SourceKind::Tileset, 0});
        panel.styleSelected();
        QCOMPARE(style.size(), 1);
        document.undoStack().undo();
        QVERIFY(legend->isHidden());
    }
};

QTEST_MAIN(TestStyleDialog)
#include "TestStyleDialog.moc"
