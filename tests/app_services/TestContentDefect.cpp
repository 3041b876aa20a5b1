// What damaged files and scenes are told to be is said in Chinese from beginning to end, names and values aside.
#include "app/services/ContentDefect.h"
#include "app/services/ErrorText.h"
#include "app/services/Language.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Subtree.h"
#include "geodata/tiles3d/Tileset.h"
#include "layers/scene/Scene.h"
#include "layers/tiling/StyleNotes.h"

#include <QRegularExpression>
#include <QTest>

#include <cstring>

using namespace guanjing;

namespace {

QByteArray number(std::uint32_t value)
{
    QByteArray bytes(4, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

QByteArray glb(const QByteArray& json, std::uint32_t version = 2, int lengthTooLarge = 0, int chunkTooLarge = 0)
{
    const auto size = static_cast<std::uint32_t>(json.size());
    return "glTF" + number(version) + number(20 + size + static_cast<std::uint32_t>(lengthTooLarge))
        + number(size + static_cast<std::uint32_t>(chunkTooLarge)) + "JSON" + json;
}

ByteView view(const QByteArray& bytes)
{
    return ByteView(reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
}

/// English words in a row, outside of quotation marks, that are no names of the formats.
QString englishIn(QString text)
{
    text.remove(QRegularExpression(
        QStringLiteral("“[^”]*”|\"[^\"]*\"|'[^']*'|[A-Za-z]+_[A-Za-z_]+|[\\w.]*\\[\\d+\\][\\w.\\[\\]]*")));
    static const QRegularExpression words(QStringLiteral("[a-z]{2,} [a-z]{2,}"),
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(text).captured(0);
}

} // namespace

class TestContentDefect : public QObject {
    Q_OBJECT

    static void check(const Error& error)
    {
        Error unnamed = error;
        unnamed.source.clear();
        const QString text = app::errorText(unnamed);
        const QString english = englishIn(text);
        QVERIFY2(
            english.isEmpty(),
            qPrintable(
                QStringLiteral("\"%1\" in: %2 <- %3").arg(english, text, QString::fromStdString(error.toString()))));
    }

private slots:
    void initTestCase() { QCOMPARE(app::installLanguage(QStringLiteral("zh")), QStringLiteral("zh")); }

    void damagedContents_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray buffer =
            R"("buffers": [{"byteLength": 12, "uri": "data:application/octet-stream;base64,AAAAAAAAAAAAAAAA"}])";
        const auto mesh = [](const QByteArray& rest) {
            return R"({"asset": {"version": "2.0"}, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
                "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}], )"
                + rest + "}";
        };
        const QByteArray accessor =
            R"("accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"}], )";
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html>");
        QTest::newRow("short glb") << QByteArray("glTF\x02\0\0\0", 8);
        QTest::newRow("glb cut off") << glb("{}", 2, 50);
        QTest::newRow("glb with a chunk too long") << glb("{}", 2, 0, 50);
        QTest::newRow("glb of the future") << glb("{}", 7);
        QTest::newRow("glb without asset") << glb("{ }");
        QTest::newRow("glb of no JSON") << glb("{]  ");
        QTest::newRow("unknown version") << glb(R"({"asset": {"version": "5.0"}})");
        QTest::newRow("required extension")
            << glb(R"({"asset": {"version": "2.0"}, "extensionsRequired": ["EXT_unheard"], "meshes": []})");
        QTest::newRow("no accessor") << mesh(buffer);
        QTest::newRow("no buffer view") << mesh(accessor + buffer);
        QTest::newRow("accessor too long")
            << mesh(accessor + R"("bufferViews": [{"buffer": 0, "byteLength": 12}], )" + buffer);
        QTest::newRow("view too long") << mesh(accessor + R"("bufferViews": [{"buffer": 0, "byteLength": 900}], )"
                                               + buffer);
        QTest::newRow("buffer elsewhere") << mesh(
            accessor
            + R"("bufferViews": [{"buffer": 0, "byteLength": 36}], "buffers": [{"byteLength": 36, "uri": "a.bin"}])");
        QTest::newRow("short b3dm") << QByteArray("b3dm\x01\0\0\0", 8);
        QTest::newRow("b3dm of the future") << QByteArray("b3dm" + number(9) + number(28) + QByteArray(16, '\0'));
        QTest::newRow("b3dm cut off") << QByteArray("b3dm" + number(1) + number(900) + QByteArray(16, '\0'));
        QTest::newRow("b3dm without glTF") << QByteArray("b3dm" + number(1) + number(28) + QByteArray(16, '\0'));
        QTest::newRow("short cmpt") << QByteArray("cmpt\x01\0\0\0", 8);
        QTest::newRow("cmpt with a bad tile")
            << QByteArray("cmpt" + number(1) + number(32) + number(1) + "b3dm" + number(1) + number(400) + number(0));
        QTest::newRow("pnts without points")
            << QByteArray("pnts" + number(1) + number(32) + number(4) + QByteArray(12, '\0') + "{}  ");
        QTest::newRow("i3dm without count")
            << QByteArray("i3dm" + number(1) + number(36) + number(4) + QByteArray(12, '\0') + number(1) + "{}  ");
    }
    void damagedContents()
    {
        QFETCH(QByteArray, bytes);
        tiles3d::ContentContext context;
        const auto content = tiles3d::decodeContent(view(bytes), context);
        QVERIFY(!content);
        check(content.error());
    }

    void damagedTilesets_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("cut off") << QByteArray(R"({"asset": {"version": "1.1")");
        QTest::newRow("no root") << QByteArray(R"({"asset": {"version": "1.1"}})");
        QTest::newRow("version") << QByteArray(R"({"asset": {"version": "3.7"}, "root": {}})");
        QTest::newRow("deep") << QByteArray(5000, '[');
        QTest::newRow("NaN") << QByteArray(R"({"asset": {"version": NaN}})");
        QTest::newRow("too large a number") << QByteArray(R"({"asset": {"version": 1e999}})");
        QTest::newRow("control character") << QByteArray("{\"asset\": \1}");
    }
    void damagedTilesets()
    {
        QFETCH(QByteArray, bytes);
        const auto tileset = tiles3d::parseTileset(view(bytes), "a");
        QVERIFY(!tileset);
        check(tileset.error());
    }

    void damagedScenes_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto source = [](const char* list, const char* rest) {
            return QByteArray("{\"") + list + "\": [{\"name\": \"a\", \"url\": \"b\", " + rest + "}]}";
        };
        const auto viewpoint = [](const char* rest) {
            return QByteArray(R"({"viewpoints": [{"name": "a", "lon": 1, "lat": 2, "h": 3, )") + rest + "}]}";
        };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("cut off") << QByteArray("{\"name\": ");
        QTest::newRow("comma") << QByteArray("{\"name\": \"a\",}");
        QTest::newRow("word") << QByteArray("{\"name\": nix}");
        QTest::newRow("open text") << QByteArray("{\"name\": \"a");
        QTest::newRow("unknown key") << QByteArray("{\"nmae\": 1}");
        QTest::newRow("wrong type") << QByteArray("{\"name\": 1}");
        QTest::newRow("key twice") << QByteArray("{\"name\": \"a\", \"name\": \"b\"}");
        QTest::newRow("no url") << QByteArray("{\"live\": [{\"name\": \"b\"}]}");
        QTest::newRow("choice") << source("terrain", "\"kind\": \"lava\"");
        QTest::newRow("range") << source("imagery", "\"opacity\": 7");
        QTest::newRow("above") << source("live", "\"pollSeconds\": 0");
        QTest::newRow("date") << source("imagery", "\"date\": \"2026-13\"");
        QTest::newRow("latitude") << viewpoint("\"heading\": 999");
        QTest::newRow("picture") << viewpoint("\"thumbnail\": \"abc\"");
        QTest::newRow("damaged picture") << viewpoint("\"thumbnail\": \"data:image/jpeg;base64,/9j/4A%A\"");
        QTest::newRow("cut picture") << viewpoint("\"thumbnail\": \"data:image/jpeg;base64,/9j/4AA\"");
        QTest::newRow("other picture") << viewpoint("\"thumbnail\": \"data:image/jpeg;base64,iVBORw==\"");
        QTest::newRow("large picture") << viewpoint(
            ("\"thumbnail\": \"data:image/jpeg;base64,/9j/" + QByteArray(70'000, 'A') + "\"").constData());
        QTest::newRow("viewpoint twice") << QByteArray(
            R"({"viewpoints": [{"name": "a", "lon": 1, "lat": 2, "h": 3}, {"name": "a", "lon": 1, "lat": 2, "h": 3}]})");
        QTest::newRow("source twice") << QByteArray(
            R"({"live": [{"name": "a", "url": "b"}], "vectors": [{"name": "a", "url": "b"}]})");
    }
    void damagedScenes()
    {
        QFETCH(QByteArray, text);
        const auto scene = layers::parseScene(text.toStdString(), "/a.scene.json");
        QVERIFY(!scene);
        check(scene.error());
    }

    void stylesThatDoNotFit_data()
    {
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char* json) { QTest::newRow(json) << QByteArray(json); };
        row(R"({"name": "x"})");
        row(R"({"color": {"conditions": [], "if": 1}})");
        row(R"({"color": "'red'"})");
        row(R"({"color": "null"})");
        row(R"({"pointSize": "-1"})");
        row(R"({"color": "${height}"})");
        row(R"({"show": "${hieght} === 3"})");
        row(R"({"show": "${something} === 3"})");
        row(R"({"show": "${height} && true"})");
        row(R"({"show": "!${height}"})");
        row(R"({"show": "-${name} > 3"})");
        row(R"({"show": "vec2(${height}) + ${height} === 3"})");
        row(R"({"show": "${height} =~ 'a'"})");
        row(R"({"show": "${height} < ${name}"})");
        row(R"js({"show": "regExp('(a+)+$').test(${name})"})js");
    }
    void stylesThatDoNotFit()
    {
        QFETCH(QByteArray, json);
        tiles3d::PropertyTable table;
        table.count = 1;
        const auto add = [&](const char* name, tiles3d::PropertyValue value) {
            table.properties.push_back({name, "", tiles3d::makeColumn({std::move(value)})});
        };
        add("height", {12.5});
        add("name", {std::string(200, 'a') + "b"});
        const auto style = styling::Style::parse(json.toStdString(), "");
        QVERIFY(style);
        layers::StyleNotes notes;
        notes.reset(*style);
        tiles3d::Primitive primitive;
        primitive.positions = {glm::vec3(0.0f)};
        primitive.featureIds = {0};
        primitive.propertyTable = 0;
        tiles3d::Model model;
        model.propertyTables.push_back(table);
        model.meshes.push_back({"", {primitive}});
        model.instances.push_back({0, glm::dmat4(1.0)});
        notes.add(model, glm::dmat4(1.0), 1);
        QVERIFY(!notes.inWords().empty());
        for (const std::string& words : notes.inWords()) {
            check({ErrorCode::BadValue, {}, "style: " + words});
            QVERIFY(app::isKnownContentDefect(QString::fromStdString(words)));
        }
    }

    void valuesStayAsTheyAre()
    {
        const auto contentDefectText = [](const char* detail) {
            return app::contentDefectText(QString::fromUtf8(detail));
        };
        QVERIFY(contentDefectText("glb states 64 bytes, there are 12").contains(QLatin1String("64")));
        QVERIFY(contentDefectText("\"50%2F%1.bin\" could not be read").contains(QLatin1String("50%2F%1.bin")));
        QVERIFY(contentDefectText("meshes[0].primitives[1]: no accessor 7")
                    .startsWith(QLatin1String("meshes[0].primitives[1]")));
        // The place is no part of a value.
        QCOMPARE(contentDefectText("batchTable/Height: 1 values for 200 features"),
                 QStringLiteral("batchTable/Height：200 个要素只有 1 个数值"));
        for (const char* detail : {"batchTable/Height: 8 bytes at 4 of a binary body of 4", "a.json: no buffer 3",
                                   "images[0]: \"p.png\" could not be read: the disk is away"})
            QVERIFY2(contentDefectText(detail).startsWith(QString::fromUtf8(detail).section(QLatin1Char(':'), 0, 0)
                                                          + QStringLiteral("：")),
                     qPrintable(contentDefectText(detail)));
        QCOMPARE(contentDefectText("curl says (7)"), QStringLiteral("curl says (7)"));
        QVERIFY(!app::isKnownContentDefect(QStringLiteral("curl says (7)")));
        QVERIFY(app::isKnownContentDefect(QStringLiteral("line 3, column 9: nested deeper than 4")));
        QCOMPARE(app::installLanguage(QStringLiteral("en")), QStringLiteral("en"));
        const char* detail = "glb chunk 1 states 9 bytes, there are 2";
        QCOMPARE(contentDefectText(detail), QString::fromUtf8(detail));
        app::installLanguage(QStringLiteral("zh"));
    }
};

QTEST_GUILESS_MAIN(TestContentDefect)
#include "TestContentDefect.moc"
