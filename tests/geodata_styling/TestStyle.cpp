#include "geodata/styling/CssColor.h"
#include "geodata/styling/Style.h"
#include "geodata/tiles3d/BatchTable.h"
#include "tests/geodata_styling/StyleSamples.h"

#include <QtTest>

#include <algorithm>

using namespace guanjing;
using styling::FeatureLook;
using styling::Style;

/// JSON with ^ in place of its quotes, which keeps it readable here.
static std::string quoted(std::string json)
{
    std::replace(json.begin(), json.end(), '^', '"');
    return json;
}

class TestStyle : public QObject {
    Q_OBJECT

private slots:
    void looks_data();
    void looks();
    void mistakes_data();
    void mistakes();
    void problemsAreCounted();
    void meta();
    void points();
    void binaryAndJsonColumns();
    void cssColors();

private:
    static styling::LookTable evaluated(const std::string& json)
    {
        static const tiles3d::PropertyTable table = sampleTable();
        auto style = Style::parse(json, "test.json");
        if (!style)
            qFatal("%s", style.error().detail.c_str());
        styling::FeatureSource source;
        source.table = &table;
        source.count = table.count;
        return (*style)->evaluate(source);
    }
};

/// "ff0000ff hidden - 2.5": colour or - for none, hidden, size.
static QString describe(const FeatureLook& look)
{
    if (!look.isShown)
        return "hidden";
    QString text = "-";
    if (look.isColored)
        text = QString("%1%2%3%4")
                   .arg(look.color[0], 2, 16, QChar('0'))
                   .arg(look.color[1], 2, 16, QChar('0'))
                   .arg(look.color[2], 2, 16, QChar('0'))
                   .arg(look.color[3], 2, 16, QChar('0'));
    if (look.sizeEighths > 0)
        text += QString(" %1").arg(look.sizeEighths / 8.0);
    return text;
}

void TestStyle::looks_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const std::string& json, const QStringList& expected) {
        QTest::newRow(name) << QString::fromStdString(json) << expected;
    };
    row("nothing", "{}", {"-", "-", "-"});
    row("one colour", quoted("{^color^: ^color('red')^ }"), {"ff0000ff", "ff0000ff", "ff0000ff"});
    row("show by boolean", quoted("{^show^: false}"), {"hidden", "hidden", "hidden"});
    row("show by expression", quoted("{^show^: ^${height} > 50^}"), {"hidden", "-", "-"});
    row("ramp",
        quoted("{^color^: {^conditions^: [[^${height} >= 100^, ^color('#0000FF')^], [^${height} >= 50^, ^rgba(0, 255, "
               "0, 0.5)^], [^true^, ^color('#FFFFFF')^]] } }"),
        {"ffffffff", "00ff0080", "0000ffff"});
    row("no condition met", quoted("{^color^: {^conditions^: [[^${height} > 100^, ^color('red')^]] } }"),
        {"-", "-", "ff0000ff"});
    row("show by conditions", quoted("{^show^: {^conditions^: [[^${use} === 'house'^, ^false^], [^true^, true]]}}"),
        {"hidden", "-", "-"});
    row("defines",
        quoted("{^defines^: {^half^: ^${height} / 2^, ^shade^: ^rgb(${floors}, ${floors}, ${floors})^}, ^show^ : "
               "^${half} < 70^, ^color^ : ^color('#808080') * ${shade} * 10^ }"),
        {"141414ff", "7d7d7dff", "hidden"});
    row("a define of the property's own name",
        quoted("{^defines^: {^height^: ^${height} / 2^}, ^color^: {^conditions^: [[^${height} >= 50^, "
               "^color('blue')^], [^true^, ^color('red')^]] } }"),
        {"ff0000ff", "ff0000ff", "0000ffff"});
    row("defines inside strings", quoted("{^defines^: {^n^: ^${floors} + 1^}, ^show^: ^`${n}` === '5'^}"),
        {"-", "hidden", "hidden"});
    row("missing value hides", quoted("{^show^: ^${year} > 1900^}"), {"-", "-", "hidden"});
    row("point size", quoted("{^pointSize^: ^${floors} / 4^}"), {"- 1", "- 6.25", "- 12.5"});
    row("point size as a number", quoted("{^pointSize^: 2.5}"), {"- 2.5", "- 2.5", "- 2.5"});
    row("vec3 is a colour", quoted("{^color^: ^${size} / 9^}"), {"1c3955ff", "718eaaff", "c6e3ffff"});
    row("out of range is clamped", quoted("{^color^: ^rgba(300, -5, 0, 2)^ }"), {"ff0000ff", "ff0000ff", "ff0000ff"});
    row("other applications' keys", quoted("{^labelText^: ^${name}^, ^pointOutlineWidth^: 2}"), {"-", "-", "-"});
}

void TestStyle::looks()
{
    QFETCH(QString, json);
    QFETCH(QStringList, expected);
    QStringList got;
    for (const FeatureLook& look : evaluated(json.toStdString()).looks)
        got << describe(look);
    QCOMPARE(got, expected);
}

void TestStyle::mistakes_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("where");
    QTest::addColumn<int>("at");
    QTest::addColumn<QString>("words");
    QTest::newRow("not JSON") << "{\"show\": }"
                              << "" << 9 << "line 1, column 10";
    QTest::newRow("a number past double") << "{\"show\": 1E33333}"
                                          << "" << 0 << "number overflow";
    QTest::newRow("no object") << "[]"
                               << "" << 0 << "a style is an object";
    QTest::newRow("unknown key") << QString::fromStdString(quoted("{^colour^: ^true^}")) << "colour" << 0
                                 << "unknown key";
    QTest::newRow("wrong type") << QString::fromStdString(quoted("{^show^: [1]}")) << "show" << 0
                                << "expression in a string";
    QTest::newRow("expression") << QString::fromStdString(quoted("{^show^: ^1 < ^}")) << "show" << 4
                                << "value is expected";
    QTest::newRow("condition") << QString::fromStdString(
        quoted("{^color^: {^conditions^: [[^true^, ^color()^], [^${a} >^, ^color()^]] } }"))
                               << "color/conditions/1/0" << 6 << "value is expected";
    QTest::newRow("no pair") << QString::fromStdString(quoted("{^color^: {^conditions^: [[^true^]]}}"))
                             << "color/conditions/0" << 0 << "pair";
    QTest::newRow("no conditions") << QString::fromStdString(quoted("{^color^: {}}")) << "color" << 0 << "conditions";
    QTest::newRow("key beside conditions")
        << QString::fromStdString(quoted("{^color^: {^conditions^: [], ^if^: 1}}")) << "color/if" << 0 << "unknown key";
    QTest::newRow("define") << QString::fromStdString(quoted("{^defines^: {^a^: ^1 +^}}")) << "defines/a" << 3
                            << "value is expected";
    QTest::newRow("meta") << QString::fromStdString(quoted("{^meta^: {^text^: ^'a^}}")) << "meta/text" << 0
                          << "does not end";
}

void TestStyle::mistakes()
{
    QFETCH(QString, json);
    QFETCH(QString, where);
    QFETCH(int, at);
    QFETCH(QString, words);
    styling::StyleProblem problem;
    const auto style = Style::parse(json.toStdString(), "a.json", &problem);
    QVERIFY(!style);
    QCOMPARE(QString::fromStdString(style.error().source), QString("a.json"));
    QCOMPARE(QString::fromStdString(problem.where), where);
    QCOMPARE(static_cast<int>(problem.at), at);
    const QString detail = QString::fromStdString(style.error().detail);
    QVERIFY2(detail.contains(words), qPrintable(detail));
    QVERIFY2(where.isEmpty() || detail.startsWith(where), qPrintable(detail));
}

void TestStyle::problemsAreCounted()
{
    const auto table =
        evaluated(quoted("{^color^: {^conditions^: [[^${year} > 2000^, ^color('red')^], [^true^, ^${name}^]] } }"));
    // Row 0 gives a string, row 2 compares null and gives null.
    QVERIFY(table.problemCount >= 2);
    QVERIFY2(table.problem.find("color/conditions/1/1") == 0, table.problem.c_str());
    QVERIFY2(table.problem.find("string") != std::string::npos, table.problem.c_str());
}

void TestStyle::meta()
{
    const tiles3d::PropertyTable table = sampleTable();
    styling::FeatureSource source;
    source.table = &table;
    source.count = table.count;
    const auto style =
        Style::parse(quoted("{^meta^: {^description^: ^'Hello, ${name}.'^, ^volume^: ^${height} * 2^}}"), "");
    QVERIFY(style);
    QCOMPARE((*style)->metaNames(), (std::vector<std::string>{"description", "volume"}));
    QCOMPARE((*style)->meta("description", source, 0).text, std::string("Hello, Building 1."));
    QCOMPARE((*style)->meta("volume", source, 1).text, std::string("160"));
    QCOMPARE((*style)->meta("nothing", source, 1).type, std::string("undefined"));
    QCOMPARE((*style)->propertyNames(), (std::vector<std::string>{"height", "name"}));
}

void TestStyle::points()
{
    tiles3d::Primitive cloud;
    cloud.mode = tiles3d::PrimitiveMode::Points;
    cloud.positions = {{0, 0, 0}, {1, 2, 3}};
    cloud.normals = {{0, 0, 1}, {1, 0, 0}};
    cloud.colors = {{255, 0, 0, 255}, {54, 54, 54, 128}}; // linear 54 is sRGB 127
    cloud.featureIds = {1, 0};
    const tiles3d::PropertyTable table = sampleTable();
    styling::FeatureSource source;
    source.table = &table;
    source.points = &cloud;
    source.count = 2;
    source.pointToTile[3] = glm::dvec4(10, 0, 0, 1);
    source.pointToWorld[3] = glm::dvec4(1000, 0, 0, 1);
    const auto looks = [&](const std::string& json) {
        const auto style = Style::parse(json, "");
        if (!style)
            qFatal("%s", style.error().detail.c_str());
        QStringList got;
        for (const FeatureLook& look : (*style)->evaluate(source).looks)
            got << describe(look);
        return got;
    };
    QCOMPARE(looks(quoted("{^show^: ^${POSITION}.x > 10.5^}")), (QStringList{"hidden", "-"}));
    QCOMPARE(looks(quoted("{^show^: ^${POSITION_ABSOLUTE.x} === 1001^}")), (QStringList{"hidden", "-"}));
    QCOMPARE(looks(quoted("{^pointSize^: ^${NORMAL}.x > 0 ? 2 : 1^}")), (QStringList{"- 1", "- 2"}));
    QCOMPARE(looks(quoted("{^color^: ^${COLOR}^}")), (QStringList{"ff0000ff", "7f7f7f80"}));
    QCOMPARE(looks(quoted("{^show^: ^${height} === 80^}")), (QStringList{"-", "hidden"}));
    QVERIFY((*Style::parse(quoted("{^color^: ^${COLOR}^}"), ""))->readsPoints());
    QVERIFY(!(*Style::parse(quoted("{^show^: ^${height} > 1^}"), ""))->readsPoints());
}

void TestStyle::binaryAndJsonColumns()
{
    // The ways a column may be read must give the same.
    const std::string json = quoted("{^n^: [1, 2.5, -3], ^t^: [^a^, null, {^x^: 1}], ^short^: [1], "
                                    "^b^: {^byteOffset^: 0, ^componentType^: ^SHORT^, ^type^: ^SCALAR^}, "
                                    "^v^: {^byteOffset^: 0, ^componentType^: ^BYTE^, ^type^: ^VEC2^}}");
    const Bytes binary{1, 0, 2, 0, 0xFF, 0xFF};
    tiles3d::Issues issues;
    const tiles3d::PropertyTable table = tiles3d::readBatchTable(
        ByteView(reinterpret_cast<const std::uint8_t*>(json.data()), json.size()), binary, 3, "t", issues);
    QVERIFY(table.properties.size() >= 4);
    for (const tiles3d::Property& property : table.properties) {
        std::size_t row = 0;
        property.column->forEachShown(
            table.count, [&](const tiles3d::PropertyValue& value) { QCOMPARE(value, property.column->shown(row++)); });
        QCOMPARE(row, table.count);
        std::vector<double> numbers(table.count);
        const bool isNumeric = property.name == "n" || property.name == "b";
        QCOMPARE(property.column->readNumbers(numbers), isNumeric);
        for (row = 0; isNumeric && row < table.count; ++row) {
            const QString shown = QString::fromStdString(property.column->shown(row).toText());
            QCOMPARE(numbers[row], shown.toDouble());
        }
    }
}

void TestStyle::cssColors()
{
    using styling::parseCssColor;
    QVERIFY(parseCssColor("YellowGreen"));
    QVERIFY(parseCssColor("aliceblue"));
    QCOMPARE((*parseCssColor("transparent"))[3], 0.0);
    QCOMPARE((*parseCssColor("#1234"))[3], 0x44 / 255.0);
    QCOMPARE((*parseCssColor("#11223380"))[0], 0x11 / 255.0);
    for (const char* bad : {"", "#", "#12", "#ggg", "no colour", "redd", "#123456789"})
        QVERIFY2(!parseCssColor(bad), bad);
}

QTEST_GUILESS_MAIN(TestStyle)
#include "TestStyle.moc"
