#include "geodata/styling/CssColor.h"
#include "geodata/styling/Style.h"
#include "geodata/tiles3d/BatchTable.h"
#include "tests/geodata_styling/StyleSamples.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

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
    void warnings_data();
    void warnings();
    void unknownProperties();
    void time();
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
                                          << "" << 0 << "the number 1E33333 is too large";
    QTest::newRow("no object") << "[]"
                               << "" << 0 << "a style is an object";
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
    // Each kind once; that a year is missing is no mistake of the style.
    QCOMPARE(table.problems.size(), std::size_t{2});
    QVERIFY2(table.problems[0].starts_with("color/conditions/1/1"), table.problems[0].c_str());
    QVERIFY2(table.problems[0].find("here is string") != std::string::npos, table.problems[0].c_str());
    QVERIFY2(table.problems[1].find("here is null") != std::string::npos, table.problems[1].c_str());
}

void TestStyle::warnings_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("expected"); ///< how the only one begins; empty: there is none
    const auto row = [](const char* name, const std::string& json, const char* expected) {
        QTest::newRow(name) << QString::fromStdString(quoted(json)) << QString(expected);
    };
    row("none", "{^color^: ^color('red')^, ^show^: true, ^extras^: {}, ^extensions^: {}}", "");
    row("a key of others", "{^name^: ^My style^}", "name, character 1: unknown key");
    row("beside conditions", "{^color^: {^conditions^: [], ^if^: 1}}", "color/if, character 1: unknown key");
    row("a string for a colour", "{^color^: ^'red'^}",
        "color, character 1: a colour is expected, here is string; color('red') makes one of it");
    row("null for a colour", "{^color^: ^null^}", "color, character 1: a colour is expected, here is null");
    row("a number for a colour", "{^color^: 1}", "color, character 1: a colour is expected, here is number");
    row("undefined leaves a colour", "{^color^: ^undefined^}", "");
    row("a size below 0", "{^pointSize^: ^-1^}", "pointSize, character 1: a size above 0 is expected, here is -1");
    row("in conditions", "{^color^: {^conditions^: [[^${height} > 3^, ^color()^], [^true^, ^'#fff'^]]}}",
        "color/conditions/1/1, character 1: a colour is expected");
}

void TestStyle::warnings()
{
    QFETCH(QString, json);
    QFETCH(QString, expected);
    const auto style = Style::parse(json.toStdString(), "");
    QVERIFY(style);
    QCOMPARE((*style)->warnings().size(), std::size_t{expected.isEmpty() ? 0u : 1u});
    if (expected.isEmpty())
        return;
    const QString words = QString::fromStdString((*style)->warnings().front().toString());
    QVERIFY2(words.startsWith(expected), qPrintable(words));
}

void TestStyle::unknownProperties()
{
    const tiles3d::PropertyTable table = sampleTable();
    const auto unknown = [&](const char* expression) {
        const auto style = Style::parse(std::string("{\"show\": \"") + expression + "\"}", "");
        QStringList list;
        for (const styling::UnknownProperty& property : (*style)->unknownProperties(table))
            list << QString::fromStdString(property.name + ">" + property.nearest);
        return list;
    };
    QCOMPARE(unknown("${height} > ${heigth}"), QStringList{"heigth>height"});
    QCOMPARE(unknown("${Height} > ${xyzzyxyzzy}"), (QStringList{"Height>height", "xyzzyxyzzy>"}));
    QCOMPARE(unknown("${dotted.name} === ${address.street} && ${feature.name} === ${feature['use']}"), QStringList{});
    QCOMPARE(unknown("${POSITION}.x > 1 && ${tiles3d_tileset_time} > 1"), QStringList{});
}

void TestStyle::time()
{
    const auto style =
        Style::parse(quoted("{^color^: ^${tiles3d_tileset_time} > 1000 ? color('lime') : color()^}"), "");
    QVERIFY(style);
    QVERIFY((*style)->usesTime());
    QVERIFY(!(*Style::parse(quoted("{^color^: ^color()^}"), ""))->usesTime());
    styling::FeatureSource source;
    source.timeMilliseconds = 999;
    QCOMPARE(describe((*style)->evaluate(source).looks.front()), QString("ffffffff"));
    source.timeMilliseconds = 1001;
    QCOMPARE(describe((*style)->evaluate(source).looks.front()), QString("00ff00ff"));
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
    const auto bytes = [](const char* text) {
        const auto color = parseCssColor(text);
        QStringList list;
        for (std::size_t i = 0; color && i < 4; ++i)
            list << QString::number(std::lround((*color)[i] * 255.0));
        return list.join(' ');
    };
    // CSS Color 4: commas or blanks, shares of 255 or percent, hue in degrees; the "a" adds nothing.
    QCOMPARE(bytes("rgb(0,255,0)"), QString("0 255 0 255"));
    QCOMPARE(bytes("RGBA( 10 , 20.4 , 300 , 0.5 )"), QString("10 20 255 128"));
    QCOMPARE(bytes("rgb(100%, 0%, 20%)"), QString("255 0 51 255"));
    QCOMPARE(bytes("rgb(1 2 3 / 20%)"), QString("1 2 3 51"));
    QCOMPARE(bytes("rgba(1,2,3)"), QString("1 2 3 255"));
    QCOMPARE(bytes("hsl(120, 100%, 50%)"), QString("0 255 0 255"));
    QCOMPARE(bytes("hsla(-120deg, 100%, 25%, 0.2)"), QString("0 0 128 51"));
    QCOMPARE(bytes("hsl(0 100% 50% / .2)"), QString("255 0 0 51"));
    for (const char* bad : {"rgb(1,2)", "rgb(1,2,3,4,5)", "rgb(1,2,3", "rgb 1,2,3)", "rgb(1,2 3)", "hsl(1,2,3)",
                            "hsl(1%,2%,3%)", "rgbx(1,2,3)", "rgb(a,b,c)", "rgb(1,2,nan)", "rgb(1,2,3) ", "rgb()"})
        QVERIFY2(!parseCssColor(bad), bad);
    for (const char* bad : {"", "#", "#12", "#ggg", "no colour", "redd", "#123456789"})
        QVERIFY2(!parseCssColor(bad), bad);
}

QTEST_GUILESS_MAIN(TestStyle)
#include "TestStyle.moc"
