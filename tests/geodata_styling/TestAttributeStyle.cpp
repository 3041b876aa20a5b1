#include "geodata/styling/AttributeStyle.h"
#include "geodata/styling/Style.h"
#include "tests/geodata_styling/StyleSamples.h"

#include <QtTest>

#include <cmath>
#include <numeric>
#include <set>

using namespace guanjing;
using namespace guanjing::styling;

class TestAttributeStyle : public QObject {
    Q_OBJECT

private slots:
    void breaks_data();
    void breaks();
    void sampling();
    void samplingLooksAtNoMoreThanItKeeps();
    void stylesColourAsTheirLegendSays_data();
    void stylesColourAsTheirLegendSays();
    void classesOfWholeNumbersEndWithOne();
    void namesAndTextsOfAnyKind();
    void truthsAreValues();
    void everyColourIsInTheLegend();
    void numbersOfALegendAreRoundedAlike_data();
    void numbersOfALegendAreRoundedAlike();
    void legends();
    void pointClouds();

private:
    static PropertySample sampleOf(const char* name)
    {
        PropertySampler sampler;
        sampler.add(sampleTable());
        for (PropertySample& sample : sampler.take())
            if (sample.name == name)
                return std::move(sample);
        return {};
    }
};

void TestAttributeStyle::breaks_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<int>("method");
    QTest::addColumn<int>("classes");
    QTest::addColumn<QList<double>>("expected");
    const QList<double> three{1, 2, 3, 50, 51, 52, 90, 91};
    const int equal = int(AttributeMethod::EqualIntervals), quantile = int(AttributeMethod::Quantiles),
              natural = int(AttributeMethod::NaturalBreaks);
    QTest::newRow("equal") << QList<double>{0, 1, 100} << equal << 4 << QList<double>{25, 50, 75};
    QTest::newRow("quantiles") << QList<double>{1, 2, 3, 4, 5, 6, 7, 800} << quantile << 4 << QList<double>{3, 5, 7};
    QTest::newRow("natural") << three << natural << 3 << QList<double>{26.5, 71};
    QTest::newRow("one value") << QList<double>{5, 5, 5} << natural << 5 << QList<double>{};
    QTest::newRow("one value, equal") << QList<double>{5, 5, 5} << equal << 5 << QList<double>{};
    QTest::newRow("two values") << QList<double>{1, 1, 2} << natural << 5 << QList<double>{1.5};
    QTest::newRow("many alike, quantiles") << QList<double>{1, 1, 1, 1, 1, 9} << quantile << 3 << QList<double>{};
}

void TestAttributeStyle::breaks()
{
    QFETCH(QList<double>, values);
    QFETCH(int, method);
    QFETCH(int, classes);
    QFETCH(QList<double>, expected);
    const std::vector<double> sorted(values.begin(), values.end());
    const std::vector<double> got = classBreaks(sorted, static_cast<AttributeMethod>(method), classes);
    QCOMPARE(QList<double>(got.begin(), got.end()), expected);
}

void TestAttributeStyle::sampling()
{
    PropertySampler sampler;
    sampler.add(sampleTable());
    sampler.add(sampleTable());
    std::set<std::string> names;
    for (const PropertySample& sample : sampler.take()) {
        names.insert(sample.name);
        if (sample.name == "year") {
            QCOMPARE(sample.numbers, (std::vector<double>{1988, 1988, 2004, 2004}));
            QCOMPARE(sample.missing, std::size_t{2});
            QVERIFY(sample.isNumeric());
        }
        if (sample.name == "use")
            QCOMPARE(sample.texts, (std::map<std::string, std::size_t>{{"house", 2}, {"office", 4}}));
    }
    QVERIFY(names.contains("height") && names.contains("name"));
    QVERIFY(!names.contains("address") && !names.contains("size"));
}

void TestAttributeStyle::samplingLooksAtNoMoreThanItKeeps()
{
    struct Counting final : tiles3d::PropertyColumn {
        mutable std::size_t asked = 0;
        [[nodiscard]] tiles3d::PropertyValue stored(std::size_t row) const override
        {
            ++asked;
            return {static_cast<double>(row)};
        }
        [[nodiscard]] std::size_t byteSize() const override { return sizeof *this; }
    };
    const auto column = std::make_shared<Counting>();
    tiles3d::PropertyTable table;
    table.count = 4'000'000'000;
    table.properties.push_back({"height", "NUMBER", column});
    PropertySampler sampler;
    sampler.add(table);
    sampler.add(table);
    QCOMPARE(column->asked, PropertySampler::kMostValues);
    QCOMPARE(sampler.take().at(0).numbers.size(), PropertySampler::kMostValues);
}

void TestAttributeStyle::stylesColourAsTheirLegendSays_data()
{
    QTest::addColumn<QString>("property");
    QTest::addColumn<int>("method");
    QTest::addColumn<QList<int>>("entries"); ///< of the legend that rows 0 to 2 get, −1: a colour between
    QTest::newRow("texts") << "use" << int(AttributeMethod::UniqueValues) << QList<int>{1, 0, 0};
    QTest::newRow("numbers") << "floors" << int(AttributeMethod::UniqueValues) << QList<int>{0, 1, 2};
    QTest::newRow("equal") << "height" << int(AttributeMethod::EqualIntervals) << QList<int>{0, 1, 2};
    QTest::newRow("quantiles") << "height" << int(AttributeMethod::Quantiles) << QList<int>{0, 1, 2};
    QTest::newRow("natural") << "height" << int(AttributeMethod::NaturalBreaks) << QList<int>{0, 1, 2};
    QTest::newRow("gap") << "year" << int(AttributeMethod::NaturalBreaks) << QList<int>{0, 1, 2};
    QTest::newRow("gradient") << "height" << int(AttributeMethod::Gradient) << QList<int>{0, -1, 4};
    QTest::newRow("gap in a gradient") << "year" << int(AttributeMethod::Gradient) << QList<int>{0, 4, -1};
}

void TestAttributeStyle::stylesColourAsTheirLegendSays()
{
    QFETCH(QString, property);
    QFETCH(int, method);
    QFETCH(QList<int>, entries);
    AttributeStyleOptions options;
    options.method = static_cast<AttributeMethod>(method);
    options.classes = 3;
    options.palette = 2;
    const AttributeStyle made = makeAttributeStyle(sampleOf(qPrintable(property)), options);
    const auto style = Style::parse(made.json, "");
    QVERIFY2(style, style ? "" : style.error().detail.c_str());
    const tiles3d::PropertyTable table = sampleTable();
    FeatureSource source;
    source.table = &table;
    source.count = table.count;
    const LookTable looks = (*style)->evaluate(source);
    for (int row = 0; row < 3; ++row) {
        const FeatureLook& look = looks.looks[static_cast<std::size_t>(row)];
        QVERIFY(look.isShown && look.isColored);
        const int entry = entries[row];
        if (entry < 0)
            continue;
        QVERIFY(static_cast<std::size_t>(entry) < made.legend.entries.size());
        const auto& color = made.legend.entries[static_cast<std::size_t>(entry)].color;
        for (std::size_t k = 0; k < 3; ++k)
            QVERIFY2(std::abs(int(look.color[k]) - int(color[k])) <= 1, qPrintable(QString("row %1").arg(row)));
    }
    // What was chosen and its legend can be read back from the style.
    QCOMPARE(legendOf(made.json), std::optional(made.legend));
    const auto choice = choiceOf(made.json);
    QVERIFY(choice);
    QCOMPARE(choice->property, property.toStdString());
    QVERIFY(choice->options == options);
}

void TestAttributeStyle::classesOfWholeNumbersEndWithOne()
{
    PropertySample sample;
    sample.name = "floors";
    sample.numbers = {1, 2, 5, 6, 8, 10};
    AttributeStyleOptions options;
    options.method = AttributeMethod::EqualIntervals;
    options.classes = 2;
    const auto labels = [&] {
        std::vector<std::string> found;
        for (const LegendEntry& entry : makeAttributeStyle(sample, options).legend.entries)
            found.push_back(entry.label);
        return found;
    };
    QCOMPARE(labels(), (std::vector<std::string>{"1 – 5", "6 – 10"}));
    QVERIFY(makeAttributeStyle(sample, options).json.find("< 6\"") != std::string::npos);
    sample.numbers = {1, 2};
    QCOMPARE(labels(), (std::vector<std::string>{"1", "2"}));
    sample.numbers = {1, 2, 5, 6, 8, 10.5};
    QCOMPARE(labels(), (std::vector<std::string>{"1 – 5.75", "5.75 – 10.5"}));
}

void TestAttributeStyle::namesAndTextsOfAnyKind()
{
    tiles3d::PropertyTable table;
    table.count = 3;
    table.properties.push_back(
        {"a 'b' (m²)", "STRING",
         tiles3d::makeColumn({{std::string("it's")}, {std::string("\"x\"")}, {std::string("东")}})});
    PropertySampler sampler;
    sampler.add(table);
    const AttributeStyle made = makeAttributeStyle(sampler.take().front(), {});
    const auto style = Style::parse(made.json, "");
    QVERIFY2(style, style ? "" : style.error().detail.c_str());
    FeatureSource source;
    source.table = &table;
    source.count = 3;
    std::set<std::array<std::uint8_t, 4>> colors;
    for (const FeatureLook& look : (*style)->evaluate(source).looks)
        colors.insert(look.color);
    QCOMPARE(colors.size(), std::size_t{3});
    QVERIFY(!colors.contains({0xB8, 0xB8, 0xB8, 255}));
}

void TestAttributeStyle::truthsAreValues()
{
    const PropertySample sample = sampleOf("listed");
    QCOMPARE(sample.truths, (std::map<bool, std::size_t>{{true, 1}, {false, 1}}));
    QCOMPARE(sample.missing, std::size_t{1});
    QVERIFY(!sample.isNumeric());
    QCOMPARE(usualOptions(sample).method, AttributeMethod::UniqueValues);
    const AttributeStyle made = makeAttributeStyle(sample, usualOptions(sample));
    QCOMPARE(made.legend.entries.size(), std::size_t{3});
    QCOMPARE(made.legend.entries[0].value, LegendValue::False);
    QCOMPARE(made.legend.entries[1].value, LegendValue::True);
    QVERIFY(made.legend.entries[2].label.empty());
    QCOMPARE(legendOf(made.json), std::optional(made.legend));
    const auto style = Style::parse(made.json, "");
    QVERIFY(style);
    const tiles3d::PropertyTable table = sampleTable();
    FeatureSource source;
    source.table = &table;
    source.count = table.count;
    const LookTable looks = (*style)->evaluate(source);
    const std::size_t entryOfRow[] = {1, 0, 2};
    for (std::size_t row = 0; row < 3; ++row) {
        const auto& color = made.legend.entries[entryOfRow[row]].color;
        QCOMPARE(looks.looks[row].color, (std::array<std::uint8_t, 4>{color[0], color[1], color[2], 255}));
    }
}

/// A column of texts, numbers, a boolean, an empty text, a number that is none and a gap.
void TestAttributeStyle::everyColourIsInTheLegend()
{
    tiles3d::PropertyTable table;
    const std::vector<tiles3d::PropertyValue> values{
        {std::string("A")}, {std::string()},    {std::int64_t{7}}, {2.5},          {true}, {std::int64_t{7}},
        {std::string("A")}, {std::string("A")}, {std::string()},   {std::nan("")}, {}};
    table.count = values.size();
    table.properties.push_back({"mixed", "JSON", tiles3d::makeColumn(values)});
    FeatureSource source;
    source.table = &table;
    source.count = table.count;
    const auto check = [&](std::size_t rows) {
        table.count = source.count = rows;
        PropertySampler sampler;
        sampler.add(table);
        const PropertySample sample = sampler.take().at(0);
        QCOMPARE(sample.distinctCount(), std::size_t{5});
        const AttributeStyle made = makeAttributeStyle(sample, {});
        std::vector<std::string> labels;
        std::set<std::array<std::uint8_t, 4>> inLegend, shown;
        for (const LegendEntry& entry : made.legend.entries) {
            labels.push_back(entry.label);
            inLegend.insert({entry.color[0], entry.color[1], entry.color[2], 255});
        }
        std::vector<std::string> expected{"A", "", "7", "true", "2.5"};
        if (rows > 9)
            expected.emplace_back();
        QCOMPARE(labels, expected);
        // An empty text is not the others.
        QCOMPARE(made.legend.entries[1].value, LegendValue::EmptyText);
        if (rows > 9)
            QCOMPARE(made.legend.entries.back().value, LegendValue::AsLabelled);
        QCOMPARE(legendOf(made.json), std::optional(made.legend));
        const auto style = Style::parse(made.json, "");
        QVERIFY(style);
        for (const FeatureLook& look : (*style)->evaluate(source).looks)
            shown.insert(look.color);
        QVERIFY(shown == inLegend);
    };
    check(9);
    check(values.size());
}

void TestAttributeStyle::numbersOfALegendAreRoundedAlike_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("decimals") << -2.150842 << 22.5 << QStringList{"-2.2", "4.0", "10.2", "16.3", "22.5"};
    QTest::newRow("whole") << 0.0 << 100.0 << QStringList{"0", "25", "50", "75", "100"};
    QTest::newRow("about zero") << -0.02 << 40.0 << QStringList{"0", "10", "20", "30", "40"};
    QTest::newRow("hundreds of thousands")
        << 12.0 << 456789.0 << QStringList{"0", "114000", "228000", "343000", "457000"};
    QTest::newRow("small") << 113.7512342 << 113.7512742
                           << QStringList{"113.7512342", "113.7512442", "113.7512542", "113.7512642", "113.7512742"};
    QTest::newRow("one value") << 12.300000190734863 << 12.300000190734863
                               << QStringList{"12.3", "12.3", "12.3", "12.3", "12.3"};
}

void TestAttributeStyle::numbersOfALegendAreRoundedAlike()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QStringList, labels);
    PropertySample sample;
    sample.name = "h";
    sample.numbers = {low, high};
    AttributeStyleOptions options;
    options.method = AttributeMethod::Gradient;
    QStringList found;
    for (const LegendEntry& entry : makeAttributeStyle(sample, options).legend.entries)
        found << QString::fromStdString(entry.label);
    QCOMPARE(found, labels);
}

void TestAttributeStyle::legends()
{
    const auto legend = legendOf("{\"color\": {\"conditions\": [[\"${a} > 1\", \"color('red')\"], "
                                 "[\"true\", \"rgb(0, 0, 255)\"]]}}");
    QVERIFY(legend);
    QCOMPARE(legend->entries.size(), std::size_t{2});
    QCOMPARE(legend->entries[0].label, std::string("${a} > 1"));
    QCOMPARE(legend->entries[1].label, std::string());
    QCOMPARE(int(legend->entries[1].color[2]), 255);
    for (const char* none : {"", "{}", "[]", "{\"color\": \"color('red')\"}", "{\"show\": true}",
                             "{\"color\": {\"conditions\": [[\"true\", \"color(${a})\"]]}}",
                             "{\"extras\": {\"guanjing\": {\"property\": 3, \"legend\": [[1, 2]]}}}"})
        QVERIFY2(!legendOf(none), none);
}

void TestAttributeStyle::pointClouds()
{
    // Values of points, with one stray at either end.
    tiles3d::PropertyTable table;
    table.count = 200;
    std::vector<tiles3d::PropertyValue> classes, intensities;
    for (int i = 0; i < 200; ++i) {
        classes.push_back({std::int64_t{i % 3 == 0 ? 2 : i % 3 == 1 ? 6 : 77}});
        intensities.push_back({i == 0 ? -9e6 : i == 199 ? 9e6 : double(i)});
    }
    table.properties.push_back({"Classification", "SCALAR/UINT8", tiles3d::makeColumn(classes)});
    table.properties.push_back({"Intensity", "SCALAR/FLOAT64", tiles3d::makeColumn(intensities)});
    PropertySampler sampler;
    sampler.add(table);
    const std::vector<PropertySample> samples = sampler.take();
    FeatureSource source;
    source.table = &table;
    source.count = table.count;
    const auto looksOf = [&](const AttributeStyle& made) {
        const auto style = Style::parse(made.json, "");
        return style ? (*style)->evaluate(source).looks : std::vector<FeatureLook>{};
    };

    QVERIFY(areLasClasses(samples[0]));
    QVERIFY(!areLasClasses(samples[1]));
    QCOMPARE(usualOptions(samples[0]).method, AttributeMethod::LasClasses);
    const AttributeStyle las = makeAttributeStyle(samples[0], usualOptions(samples[0]));
    QVERIFY(las.legend.hasLasClasses);
    QCOMPARE(las.legend.entries.size(), std::size_t{3});
    QCOMPARE(las.legend.entries[1].label, std::string("6"));
    QCOMPARE(legendOf(las.json), std::optional(las.legend));
    const auto byClass = looksOf(las);
    QCOMPARE(byClass.size(), table.count);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& color = las.legend.entries[i].color;
        QCOMPARE(byClass[i].color, (std::array<std::uint8_t, 4>{color[0], color[1], color[2], 255}));
    }
    // Ground is brown, a building red.
    QVERIFY(byClass[0].color[0] > byClass[0].color[2]);
    QVERIFY(byClass[1].color[0] > 200 && byClass[1].color[1] < 120);

    QCOMPARE(usualOptions(samples[1]).method, AttributeMethod::Stretched);
    const AttributeStyle grey = makeAttributeStyle(samples[1], usualOptions(samples[1]));
    QCOMPARE(legendOf(grey.json), std::optional(grey.legend));
    QVERIFY(grey.legend.isGradient);
    const auto byIntensity = looksOf(grey);
    QCOMPARE(byIntensity.size(), table.count);
    for (const FeatureLook& look : byIntensity)
        QVERIFY(look.color[0] == look.color[1] && look.color[1] == look.color[2]);
    // The strays take the ends of the ramp and none of its middle.
    QCOMPARE(int(byIntensity[0].color[0]), 0x16);
    QCOMPARE(int(byIntensity[199].color[0]), 0xFF);
    QVERIFY(std::abs(byIntensity[100].color[0] - (0x16 + 0xFF) / 2) <= 3);
}

QTEST_GUILESS_MAIN(TestAttributeStyle)
#include "TestAttributeStyle.moc"
