// What damaged files and scenes are told to be is said in Chinese from beginning to end, names and values aside.
#include "app/services/ContentDefect.h"
#include "app/services/ErrorText.h"
#include "app/services/Language.h"
#include "geodata/core/Limits.h"
#include "geodata/net/ZipArchive.h"
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

    static void checkDetail(const QString& detail)
    {
        const QString text = app::errorDetailText(detail.toStdString());
        const QString english = englishIn(text);
        QVERIFY2(english.isEmpty(), qPrintable(QStringLiteral("\"%1\" in: %2 <- %3").arg(english, text, detail)));
    }

    /// What a style says of a feature with a name and a height.
    static std::vector<std::string> problemsOf(std::shared_ptr<const styling::Style> style)
    {
        tiles3d::PropertyTable table;
        table.count = 1;
        const auto add = [&](const char* name, tiles3d::PropertyValue value) {
            table.properties.push_back({name, "", tiles3d::makeColumn({std::move(value)})});
        };
        add("height", {12.5});
        add("name", {std::string(200, 'a') + "b"});
        layers::StyleNotes notes;
        notes.reset(std::move(style));
        tiles3d::Primitive primitive;
        primitive.positions = {glm::vec3(0.0f)};
        primitive.featureIds = {0};
        primitive.propertyTable = 0;
        tiles3d::Model model;
        model.propertyTables.push_back(table);
        // Of features that nothing belongs to.
        table.properties = {{"far", "", tiles3d::makeColumn({{1.0}})}};
        model.propertyTables.push_back(table);
        model.meshes.push_back({"", {primitive}});
        model.instances.push_back({0, glm::dmat4(1.0)});
        notes.add(model, glm::dmat4(1.0), 1);
        return notes.inWords();
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
        QByteArray children = R"({"asset": {"version": "1.1"}, "root": {"children": [{})";
        for (std::size_t i = 0; i < limits::kMaxChildrenPerTile; ++i)
            children += ",{}";
        QTest::newRow("too many children") << children + "]}}";
        QByteArray tiles = R"({"asset": {"version": "1.1"}, "root": )";
        for (int i = 0; i <= limits::kMaxTileDepth; ++i)
            tiles += R"({"children": [)";
        QTest::newRow("too deep a tree") << tiles + QByteArray("]}").repeated(limits::kMaxTileDepth + 1) + "}";
    }
    void damagedTilesets()
    {
        QFETCH(QByteArray, bytes);
        const auto tileset = tiles3d::parseTileset(view(bytes), "a");
        QVERIFY(!tileset);
        check(tileset.error());
    }

    void issuesOfTilesets()
    {
        const QByteArray json = R"({"asset": {"version": "1.1"}, "extensionsUsed": ["FOO_one"],
            "extensionsRequired": ["FOO_bar", 3], "geometricError": -1, "schemaUri": "a.json", "groups": [{}, {}],
            "metadata": 1, "statistics": 1, "root": {"boundingVolume": {"box": [1]}, "geometricError": "x", "refine": "add",
            "transform": [1, 0, 0, 7, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], "expire": 1, "metadata": 3,
            "content": {"uri": "a.glb", "group": 2, "metadata": 1}, "children": [1, {"transform": [1], "content": {}},
            {"transform": [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1e30, 0, 0, 1], "refine": 1, "children": 1,
             "implicitTiling": 1, "boundingVolume": {"region": [9, 0, 0, 0, 0, 0]}},
            {"implicitTiling": {"subdivisionScheme": "X"}, "contents": 1, "expire": {"date": 1, "duration": "x"}}]}})";
        const tiles3d::ExternalBytes none;
        const auto tileset = tiles3d::parseTileset(view(json), "a", &none);
        QVERIFY2(tileset, tileset ? "" : tileset.error().toString().c_str());
        QVERIFY(tileset->issues.size() > 15);
        for (const tiles3d::Issue& issue : tileset->issues)
            checkDetail(QString::fromStdString(issue.where + ": " + issue.message));
    }

    void damagedPackages()
    {
        for (const std::size_t size : {4u, 200u}) {
            const auto tail = readZipTail(Bytes(size), size, {});
            QVERIFY(!tail);
            check(tail.error());
        }
        Bytes end{'P', 'K', 5, 6};
        end.resize(22);
        end[12] = 99; // bytes of the directory
        const auto tail = readZipTail(end, end.size(), {});
        QVERIFY(!tail);
        check(tail.error());
    }

    void brokenStyles_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char* expression : {"",
                                       "${",
                                       "${a",
                                       "${a[}",
                                       "1 +",
                                       "1 ? 2",
                                       "(1",
                                       "0x",
                                       "1.2.3",
                                       "'a",
                                       "abs(1, 2, 3)",
                                       "foo(1)",
                                       "height > 3",
                                       "Math.X",
                                       "rgb",
                                       "~1",
                                       "'a'.b.c(1)",
                                       "[1",
                                       "regExp('(').test('a')",
                                       "1 === ",
                                       "${a.}",
                                       "${${a}}",
                                       "clamp(1)",
                                       "'a'.fly()",
                                       "1(2)",
                                       "color('nix')",
                                       "color(1)",
                                       "rgb('a', 1, 1)",
                                       "vec3(1, 2)",
                                       "vec2('a')",
                                       "cross(1, 2)",
                                       "dot(vec2(1, 2), 1)",
                                       "length('a')",
                                       "min('a', 1)",
                                       "isClass(1)",
                                       "regExp(1)",
                                       "color('red', 'x')"}) {
            QByteArray text(expression);
            QTest::newRow(qPrintable(QStringLiteral("\"%1\"").arg(QLatin1String(expression))))
                << "{\"show\": \"" + text + "\"}";
        }
        for (const char* json : {"[]", "{\"show\": 1.5}", R"({"show": {}})", R"({"show": {"conditions": [1]}})",
                                 R"({"defines": 1})", R"({"meta": 1})"})
            QTest::newRow(json) << QByteArray(json);
    }
    void brokenStyles()
    {
        QFETCH(QByteArray, json);
        const auto style = styling::Style::parse(json.toStdString(), "");
        if (!style)
            return check(style.error());
        for (const std::string& words : problemsOf(*style))
            checkDetail(QString::fromStdString(words));
    }

    void wordsOfTheirOwn_data()
    {
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char* english, const char* chinese) {
            QTest::newRow(english) << QString::fromUtf8(chinese);
        };
        row("root has 1000000 children, more than 100000", "root 有 1000000 个子瓦片，上限为 100000 个");
        row("nodes: meshes beyond any place, left out: 1", "nodes：有 1 个网格不在任何可能的位置，已略去");
        row("images[0]: KTX 2: array textures are not supported: 2 layers",
            "images[0]：KTX 2：不支持数组纹理（有 2 层）");
        row("KTX 2: cube maps are not supported", "KTX 2：不支持立方体贴图");
        row("KTX 2: level 1 at 80 of 64 bytes in a file of 90",
            "KTX 2：第 1 级位于 80、长 64 字节，超出了共 90 字节的文件");
        row("KTX 2: level 0 of 4 x 8 4 channels of 8 bits needs 128 bytes, has 3",
            "KTX 2：第 0 级（4 × 8，4 通道 8 位）需要 128 字节，实有 3 字节");
        row("KTX 2: BasisLZ: code table of endpoint deltas: ends early",
            "KTX 2 的 BasisLZ：端点差值的编码表：过早结束");
        row("KTX 2: a picture without pixels: 0 x 3", "KTX 2：图片没有像素：0 × 3");
        row("images[0]: picture of 60000 x 60000 pixels, the limit is 16384 on a side and 134217728 in all",
            "images[0]：图片为 60000 × 60000 像素，上限为每边 16384、共 134217728 像素");
        row("2147483647 instances are over the limit", "2147483647 个实例超出上限");
        row("3D Tiles version \"2.0\" is not known", "不认识的 3D Tiles 版本“2.0”");
        row("root: boundingVolume: 3DTILES_bounding_volume_S2: token \"xyz\" names no S2 cell",
            "root：boundingVolume：3DTILES_bounding_volume_S2：token“xyz”不是 S2 单元");
        row("what answers on this port speaks no TLS; the address may have to begin with http:",
            "该端口的应答不是 TLS；网址或应以 http: 开头");
        row("line 1, column 14: the text ends too early", "第 1 行第 14 列：文本提前结束");
        row("line 1, column 17: unexpected \"color\"", "第 1 行第 17 列：意外的“color”");
        row("images[0]: PNG: the file ends early", "images[0]：PNG：文件不完整");
        row("images[0]: JPEG: the file ends early", "images[0]：JPEG：文件不完整");
        row("show, character 8: \">\" needs numbers, here are string and number",
            "show，第 8 个字符：“>”需要数字，实为文本和数字");
        row("no feature has a property \"number\"", "没有要素具有属性“number”");
        row("KTX 2: signed EAC R11", "KTX 2：有符号 EAC R11");
        row("nodes[3]: has more than one parent, or is its own ancestor", "nodes[3]：有不止一个父节点，或是自身的上级");
        row("root: extension FOO_bar is not supported", "root：不支持扩展 FOO_bar");
        row("root: content.group names no group of the 2", "root：content.group 不是现有 2 个分组之一");
        row("no ZIP archive: its end record is missing", "不是 ZIP 压缩包：缺少结尾记录");
        row("no 3D Tiles package: the table media has no column \"key\" of type TEXT",
            "不是 3D Tiles 包：表 media 中没有 TEXT 类型的列 “key”");
        row("show, character 3: \"?\" is no colour", "show，第 3 个字符：“?”不是颜色");
        row("classes/0: 4 values for 5 instances", "classes/0：5 个实例只有 4 个数值");
        row("cmpt: inner tile 3 of 4 does not fit into the 2 bytes left",
            "cmpt：内层瓦片 3（共 4）装不进剩余的 2 字节");
        row("of 16 bands those numbered 1, 2 and 3 are shown as red, green and blue",
            "共 16 个波段，第 1、2、3 波段分别显示为红、绿、蓝");
        row("no pixel of type Byte can have the nodata value -9999", "Byte 类型的像素不可能取无数据值 -9999（nodata）");
        row("its pixels cannot be read: the file ends too early", "其像素无法读取：文件过早结束");
        row("/d/missing.tif: no such file", "/d/missing.tif：没有此文件");
        row("its pages do not fit together (SQLite 11)", "数据页互相矛盾（SQLite 11）");
        row("no well-formed XML: a defect in line 13", "XML 格式不正确：第 13 行有错");
        row("of its 4711 files 3 are damaged", "其 4711 个文件中有 3 个已损坏");
    }
    void wordsOfTheirOwn()
    {
        QFETCH(QString, chinese);
        QCOMPARE(app::contentDefectText(QString::fromUtf8(QTest::currentDataTag())), chinese);
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
        row(R"({"show": "${far} === 1"})");
        row(R"js({"show": "regExp('(a+)+$').test(${name})"})js");
    }
    void stylesThatDoNotFit()
    {
        QFETCH(QByteArray, json);
        const auto style = styling::Style::parse(json.toStdString(), "");
        QVERIFY(style);
        const auto notes = problemsOf(*style);
        QVERIFY(!notes.empty());
        for (const std::string& words : notes) {
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
        QCOMPARE(contentDefectText("curl says (7)"), QStringLiteral("“curl says (7)”"));
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
