#include "geodata/core/Limits.h"
#include "geodata/styling/Style.h"
#include "tests/geodata_styling/StyleSamples.h"

#include <QtTest>

using namespace guanjing;
using styling::evaluateExpression;

/// The expression language of 3D Tiles Styling 1.1; the expected values follow from its text and from ECMAScript 5.
class TestStyleExpression : public QObject {
    Q_OBJECT

private slots:
    void values_data();
    void values();
    void mistakes_data();
    void mistakes();
    void mismatches_data();
    void mismatches();
    void limits();

private:
    static styling::EvaluatedText evaluated(const std::string& text, std::size_t row = 0)
    {
        static const tiles3d::PropertyTable table = sampleTable();
        styling::FeatureSource source;
        source.table = &table;
        source.count = table.count;
        source.timeMilliseconds = 1500;
        return evaluateExpression(text, source, row);
    }
};

void TestStyleExpression::values_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* expression, const char* type, const char* text) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QString(type) << QString::fromUtf8(text);
    };
    // literals
    row("true", "boolean", "true");
    row("false", "boolean", "false");
    row("null", "null", "null");
    row("undefined", "undefined", "undefined");
    row("5.0", "number", "5");
    row(".5", "number", "0.5");
    row("1e3", "number", "1000");
    row("0x1F", "number", "31");
    row("NaN", "number", "NaN");
    row("-Infinity", "number", "-Infinity");
    row("'Cesium'", "string", "Cesium");
    row("\"a'b\"", "string", "a'b");
    row("`x`", "string", "x");
    row("'a\\'b'", "string", "a'b");
    row("\"it\\'s\"", "string", "it's");
    row("'it\\'s'", "string", "it's");
    row("'a\\\"b'", "string", "a\"b");
    row("\"a\\\"b\"", "string", "a\"b");
    row("`a\\`b`", "string", "a`b");
    row("'\\d+'", "string", "\\d+");
    row("[0, 1, 2]", "array", "[0, 1, 2]");
    row("[]", "array", "[]");
    row("[[1], 'a']", "array", "[[1], a]");
    row("Math.PI", "number", "3.141592653589793");
    row("Math.E", "number", "2.718281828459045");
    // numbers as ECMAScript writes them
    row("String(1e21)", "string", "1e+21");
    row("String(123456789012345680000)", "string", "123456789012345680000");
    row("String(0.000001)", "string", "0.000001");
    row("String(1.5e-7)", "string", "1.5e-7");
    row("String(-0)", "string", "0");
    row("String(100)", "string", "100");
    row("String(0.1 + 0.2)", "string", "0.30000000000000004");
    // operators and their order
    row("1 + 2 * 3", "number", "7");
    row("(1 + 2) * 3", "number", "9");
    row("10 - 4 - 3", "number", "3");
    row("2 * 3 % 4", "number", "2");
    row("-7 % 3", "number", "-1");
    row("1 / 0", "number", "Infinity");
    row("- -1", "number", "1");
    row("+1", "number", "1");
    row("!true", "boolean", "false");
    row("!!true", "boolean", "true");
    row("1 < 2 === true", "boolean", "true");
    row("1 <= 1 && 2 >= 3", "boolean", "false");
    row("true || false && false", "boolean", "true");
    row("false ? 1 : true ? 2 : 3", "number", "2");
    row("true ? false ? 1 : 2 : 3", "number", "2");
    row("1 === 1.0", "boolean", "true");
    row("1 === '1'", "boolean", "false");
    row("1 !== '1'", "boolean", "true");
    row("NaN === NaN", "boolean", "false");
    row("null === undefined", "boolean", "false");
    row("vec3(1.0) === vec3(1, 1, 1)", "boolean", "true");
    row("vec3(1.0) === vec4(1.0)", "boolean", "false");
    row("true || ${nothing} < 1", "boolean", "true");
    row("false && ${nothing} < 1", "boolean", "false");
    row("'name' + 10", "string", "name10");
    row("1 + 2 + 'x'", "string", "3x");
    row("'v' + vec2(1, 2)", "string", "v(1, 2)");
    row("'' + [0, 1] + null + undefined", "string", "[0, 1]nullundefined");
    // conversions
    row("Boolean(1)", "boolean", "true");
    row("Boolean('')", "boolean", "false");
    row("Boolean(NaN)", "boolean", "false");
    row("Number('1')", "number", "1");
    row("Number(' 12.5 ')", "number", "12.5");
    row("Number('')", "number", "0");
    row("Number('0x10')", "number", "16");
    row("Number('12px')", "number", "NaN");
    row("Number('inf')", "number", "NaN");
    row("Number('-Infinity')", "number", "-Infinity");
    row("Number(null)", "number", "0");
    row("Number(undefined)", "number", "NaN");
    row("Number(true)", "number", "1");
    row("String(vec4(1, 2, 3, 4))", "string", "(1, 2, 3, 4)");
    row("String(regExp('a'))", "string", "/a/");
    row("isNaN(NaN)", "boolean", "true");
    row("isNaN('abc')", "boolean", "true");
    row("isNaN(null)", "boolean", "false");
    row("isNaN(undefined)", "boolean", "true");
    row("isFinite(1 / 0)", "boolean", "false");
    row("isFinite('1')", "boolean", "true");
    // vectors
    row("vec2(1)", "vec2", "(1, 1)");
    row("vec2(vec4(1, 2, 3, 4))", "vec2", "(1, 2)");
    row("vec3(1, vec2(2, 3))", "vec3", "(1, 2, 3)");
    row("vec3(vec2(1, 2), 3)", "vec3", "(1, 2, 3)");
    row("vec4(1, vec2(2, 3), 4)", "vec4", "(1, 2, 3, 4)");
    row("vec4(vec3(1, 2, 3), 4)", "vec4", "(1, 2, 3, 4)");
    row("-vec2(1, 2)", "vec2", "(-1, -2)");
    row("vec2(1, 2) + vec2(3, 4)", "vec2", "(4, 6)");
    row("vec2(3, 4) * vec2(2, 3)", "vec2", "(6, 12)");
    row("3 * vec3(1.0)", "vec3", "(3, 3, 3)");
    row("vec2(2) / 4", "vec2", "(0.5, 0.5)");
    row("vec2(5, 7) % vec2(3, 4)", "vec2", "(2, 3)");
    row("vec3(1, 2, 3).z", "number", "3");
    row("vec3(1, 2, 3).g", "number", "2");
    row("vec3(1, 2, 3)[0]", "number", "1");
    row("vec3(1, 2, 3)[3]", "undefined", "undefined");
    row("vec3(1, 2, 3)['y']", "number", "2");
    row("vec4(1, 2, 3, 4).wzyx", "vec4", "(4, 3, 2, 1)");
    row("vec4(1, 2, 3, 4).rg", "vec2", "(1, 2)");
    row("vec4(1, 2, 3, 4).xg", "undefined", "undefined");
    row("vec2(1, 2).toString()", "string", "(1, 2)");
    // colours
    row("color()", "vec4", "(1, 1, 1, 1)");
    row("color('Cyan')", "vec4", "(0, 1, 1, 1)");
    row("color('#0FF')", "vec4", "(0, 1, 1, 1)");
    row("color('#00FFFF', 0.5)", "vec4", "(0, 1, 1, 0.5)");
    row("color('red').r", "number", "1");
    row("color('red') * vec4(0.5)", "vec4", "(0.5, 0, 0, 0.5)");
    row("color('rebeccapurple') === rgb(102, 51, 153)", "boolean", "true");
    row("rgb(255, 0, 51)", "vec4", "(1, 0, 0.2, 1)");
    row("rgba(255, 0, 0, 0.25).a", "number", "0.25");
    row("hsl(0, 1, 0.5)", "vec4", "(1, 0, 0, 1)");
    row("hsl(1 / 3, 1, 0.5).g", "number", "1");
    row("hsla(0.5, 0, 0.25, 0.75)", "vec4", "(0.25, 0.25, 0.25, 0.75)");
    // regular expressions
    row("regExp('a').test('abc')", "boolean", "true");
    row("regExp('a(.)', 'i').exec('Abc')", "string", "b");
    row("regExp('a(.)').exec('xyz')", "null", "null");
    row("regExp('Building\\s(\\d)').exec(${name})", "string", "1");
    row("regExp('a') =~ 'abc'", "boolean", "true");
    row("'abc' =~ regExp('a')", "boolean", "true");
    row("'bcd' !~ regExp('a')", "boolean", "true");
    row("regExp().test('')", "boolean", "true");
    row("regExp('^.{4}$').test('东莞大厦')", "boolean", "true");
    row("regExp('b').test('abc') && 'x' =~ regExp('x')", "boolean", "true");
    // properties
    row("${height}", "number", "12.5");
    row("${feature.height}", "number", "12.5");
    row("${feature['height']}", "number", "12.5");
    row("${name} === 'Building 1'", "boolean", "true");
    row("${listed}", "boolean", "true");
    row("${nothing}", "undefined", "undefined");
    row("${nothing.at.all}", "undefined", "undefined");
    row("${size}", "vec3", "(1, 2, 3)");
    row("${size}.y", "number", "2");
    row("${size.z}", "number", "3");
    row("${size[0]}", "number", "1");
    row("${readings}", "array", "[70, 80, 90]");
    row("${readings[1]}", "number", "80");
    row("${readings}[1 + 1]", "number", "90");
    row("${readings[9]}", "undefined", "undefined");
    row("${address.street}", "string", "Oak Street");
    row("${feature.address.street}", "string", "Oak Street");
    row("${feature['address'].street}", "string", "Oak Street");
    row("${address['street']}", "string", "Oak Street");
    row("${feature['address.street']}", "string", "Maple Street");
    row("${address}.street", "string", "Oak Street");
    row("${address.rooms[2].no}", "number", "3");
    row("${address.city}", "null", "null");
    row("${dotted.name}", "string", "dots");
    row("${feature}", "string", "building");
    row("${feature.feature}", "string", "building");
    row("${feature['gross area-m²']}", "number", "1000");
    row("'Hello, ${name}: ${height} m'", "string", "Hello, Building 1: 12.5 m");
    row("`${nothing}|${listed}`", "string", "|true");
    row("getExactClassName()", "string", "building");
    row("isExactClass('building')", "boolean", "true");
    row("isClass('roof')", "boolean", "false");
    row("${tiles3d_tileset_time}", "number", "1500");
    // functions
    row("abs(-3)", "number", "3");
    row("abs(vec2(-1, 1))", "vec2", "(1, 1)");
    row("sqrt(16)", "number", "4");
    row("sqrt(-1)", "number", "NaN");
    row("cos(0)", "number", "1");
    row("sin(0)", "number", "0");
    row("tan(0)", "number", "0");
    row("acos(1)", "number", "0");
    row("degrees(asin(1))", "number", "90");
    row("degrees(atan(1))", "number", "45");
    row("degrees(atan2(1, -1))", "number", "135");
    row("radians(180) === Math.PI", "boolean", "true");
    row("sign(-4)", "number", "-1");
    row("sign(vec3(2, 0, -2))", "vec3", "(1, 0, -1)");
    row("floor(-0.5)", "number", "-1");
    row("ceil(1.2)", "number", "2");
    row("round(2.5)", "number", "3");
    row("exp(0)", "number", "1");
    row("log(Math.E)", "number", "1");
    row("exp2(3)", "number", "8");
    row("log2(8)", "number", "3");
    row("fract(-1.25)", "number", "0.75");
    row("pow(2, 10)", "number", "1024");
    row("pow(vec2(2, 3), vec2(3, 2))", "vec2", "(8, 9)");
    row("min(1, 2)", "number", "1");
    row("max(vec2(1, 5), 3)", "vec2", "(3, 5)");
    row("clamp(5, 0, 1)", "number", "1");
    row("clamp(vec2(-1, 5), vec2(0), vec2(2, 3))", "vec2", "(0, 3)");
    row("mix(20, 40, 0.25)", "number", "25");
    row("mix(vec2(0), vec2(2, 4), 0.5)", "vec2", "(1, 2)");
    row("length(vec2(3, 4))", "number", "5");
    row("Boolean()", "boolean", "false");
    row("Number()", "number", "0");
    row("String()", "string", "");
    row("color('rgba(0, 255, 0, 0.5)') === rgba(0, 255, 0, 0.5)", "boolean", "true");
    row("color('hsl(240, 100%, 50%)', 0.5) === color('blue', 0.5)", "boolean", "true");
    row("length(-2)", "number", "-2");
    row("distance(vec2(1, 1), vec2(4, 5))", "number", "5");
    row("distance(1, 4)", "number", "3");
    row("normalize(vec2(0, 4))", "vec2", "(0, 1)");
    row("normalize(9)", "number", "1");
    row("dot(vec3(1, 2, 3), vec3(4, 5, 6))", "number", "32");
    row("cross(vec3(1, 0, 0), vec3(0, 1, 0))", "vec3", "(0, 0, 1)");
}

void TestStyleExpression::values()
{
    QFETCH(QString, expression);
    QFETCH(QString, type);
    QFETCH(QString, text);
    const auto result = evaluated(expression.toStdString());
    QCOMPARE(QString::fromStdString(result.problem), QString());
    QCOMPARE(QString::fromStdString(result.type), type);
    QCOMPARE(QString::fromStdString(result.text), text);
}

void TestStyleExpression::mistakes_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("character");
    QTest::addColumn<QString>("words"); ///< a part of the message
    const auto row = [](const char* expression, int character, const char* words) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << character << QString::fromUtf8(words);
    };
    row("", 1, "empty");
    row("1 +", 4, "value is expected");
    row("(1", 1, "closes it");
    row("1 2", 3, "unexpected \"2\"");
    row("${a", 1, "closes it");
    row("${}", 3, "without a name");
    row("${foo[${bar}]}", 8, "variable inside");
    row("${a[x]}", 5, "whole number");
    row("'abc", 1, "does not end");
    row("1 == 2", 3, "write \"===\"");
    row("1 != 2", 3, "write \"!==\"");
    row("1 & 2", 3, "not supported");
    row("1 << 2", 3, "not supported");
    row("~1", 1, "not supported");
    row("height > 3", 1, "${height}");
    row("abs", 1, "arguments are missing");
    row("abs()", 1, "takes 1 arguments, here are 0");
    row("color('rgb(1,2)')", 1, "no colour");
    row("frob(1)", 1, "no function \"frob\"");
    row("vec2(1, 2, 3)", 1, "takes 1 to 2");
    row("vec3(vec2(1))", 1, "needs 3 components");
    row("'5' < 6", 5, "needs numbers, here are string and number");
    row("!1", 1, "needs a boolean");
    row("-'a'", 1, "number or a vector");
    row("vec2(1) + vec3(1)", 9, "same size");
    row("1 / vec2(1)", 3, "same size");
    row("1 && true", 3, "booleans");
    row("true && 1", 6, "booleans");
    row("color('reed')", 1, "\"reed\" is no colour");
    row("color('#12345')", 1, "no colour");
    row("regExp('(')", 1, "regular expression");
    row("regExp('a', 'q')", 1, "no flag");
    row("true ? 1", 6, "without its \":\"");
    row("Math.SQRT2", 1, "only PI and E");
    row("1.x", 3, "in a number");
    row("'a'.foo()", 5, "no function \"foo\"");
    row("(1)(2)", 4, "only functions");
    row("cross(vec2(1), vec2(1))", 1, "two vec3");
    row("1 + ； 2", 5, "unknown name \"；\"");
    row("mix(1, vec2(1), 0.5)", 1, "fit together");
}

void TestStyleExpression::mistakes()
{
    QFETCH(QString, expression);
    QFETCH(int, character);
    QFETCH(QString, words);
    const QString problem = QString::fromStdString(evaluated(expression.toStdString()).problem);
    QVERIFY2(problem.startsWith(QString("character %1: ").arg(character)), qPrintable(problem));
    QVERIFY2(problem.contains(words), qPrintable(problem));
}

void TestStyleExpression::mismatches_data()
{
    // Rows of the table where a value has a type that the operator does not take.
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isMistaken");
    QTest::newRow("missing in a comparison") << "${year} > 2000" << 2 << "undefined" << true;
    QTest::newRow("present") << "${year} > 2000" << 1 << "true" << false;
    QTest::newRow("missing in a sum") << "${year} + 1" << 2 << "undefined" << true;
    QTest::newRow("missing with a string") << "${name} + '!'" << 2 << "null!" << false;
    QTest::newRow("choice takes the other way") << "${year} > 2000 ? 1 : 2" << 2 << "2" << true;
    QTest::newRow("string for a number") << "${name} * 2" << 0 << "undefined" << true;
    QTest::newRow("colour by property") << "color(${use})" << 0 << "undefined" << true;
    QTest::newRow("null is told") << "${listed} === null" << 2 << "true" << false;
    QTest::newRow("pattern by property") << "regExp(${use}).test('my office')" << 1 << "true" << false;
    QTest::newRow("row out of range") << "${height}" << 7 << "undefined" << false;
}

void TestStyleExpression::mismatches()
{
    QFETCH(QString, expression);
    QFETCH(int, row);
    QFETCH(QString, text);
    QFETCH(bool, isMistaken);
    const auto result = evaluated(expression.toStdString(), static_cast<std::size_t>(row));
    QCOMPARE(QString::fromStdString(result.text), text);
    QCOMPARE(!result.problem.empty(), isMistaken);
}

void TestStyleExpression::limits()
{
    const auto problemOf = [](const std::string& text) { return evaluated(text).problem; };
    QVERIFY(problemOf(std::string(100'000, '(')).find("bytes") != std::string::npos);
    QVERIFY(problemOf(std::string(10'000, '(')).find("nested") != std::string::npos);
    QVERIFY(problemOf(std::string(10'000, '-') + "1").find("nested") != std::string::npos);
    std::string chain = "${height}";
    for (int i = 0; i < 5000; ++i)
        chain += "+1";
    QVERIFY(problemOf(chain).find("nested") != std::string::npos);
    std::string short_ = "${floors} === 0";
    for (int i = 1; i < 300; ++i)
        short_ += " || ${floors} === " + std::to_string(i);
    QCOMPARE(evaluated(short_).text, std::string("true"));
    // A pattern that backtracks for ever ends and matches nothing.
    const auto hostile = evaluated("regExp('(a+)+$').test(${use} + '" + std::string(200, 'a') + "b')");
    QCOMPARE(hostile.text, std::string("false"));
    QVERIFY2(hostile.problem.find("too much work") != std::string::npos, hostile.problem.c_str());
    QVERIFY(problemOf("regExp('(a+)+$').test('" + std::string(200, 'a') + "b')").find("too much work")
            != std::string::npos);
    QVERIFY(problemOf("${use} + '" + std::string(200, 'a') + "b' =~ regExp('(a+)+$')").find("too much work")
            != std::string::npos);
}

QTEST_GUILESS_MAIN(TestStyleExpression)
#include "TestStyleExpression.moc"
