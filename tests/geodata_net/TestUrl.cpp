#include "geodata/net/Url.h"

#include <QtTest>

using namespace guanjing;

namespace {
QString text(const std::string& s) { return QString::fromStdString(s); }
std::string plain(const QString& s) { return s.toStdString(); }
} // namespace

class TestUrl : public QObject {
    Q_OBJECT

private slots:
    void kinds()
    {
        QVERIFY(isHttpUrl("http://a/b"));
        QVERIFY(isHttpUrl("HTTPS://a/b"));
        QVERIFY(!isHttpUrl("httpx://a"));
        QVERIFY(!isHttpUrl("/http://a"));
        QVERIFY(isFileUrl("file:///a/b"));
        QVERIFY(isFileUrl("/a/b"));
        QVERIFY(isFileUrl("a/b.json"));
        QVERIFY(!isFileUrl("http://a"));
        QVERIFY(!isFileUrl("data:application/octet-stream;base64,AA=="));
        QVERIFY(!isFileUrl(""));
        QCOMPARE(text(toFilePath("file:///a/my%20tile%E8%8E%9E.b3dm")), QStringLiteral("/a/my tile莞.b3dm"));
        QCOMPARE(text(toFilePath("file://localhost/a")), QStringLiteral("/a"));
        QCOMPARE(text(toFilePath("/a/100%25")), QStringLiteral("/a/100%25"));
    }

    void origins()
    {
        QCOMPARE(text(originOf("http://127.0.0.1:8080/a/b?c#d")), QStringLiteral("http://127.0.0.1:8080"));
        QCOMPARE(text(originOf("https://me:secret@host")), QStringLiteral("https://host"));
        QCOMPARE(text(originOf("/a/b")), QString());
        QCOMPARE(text(originOf("file:///a/b")), QStringLiteral("file://"));
    }

    // The http rows from RFC 3986, 5.4 have base http://a/b/c/d;p?q.
    void resolve_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("expected");
        const QString rfc = QStringLiteral("http://a/b/c/d;p?q");
        const auto row = [](const char* name, const QString& base, const char* reference, const char* expected) {
            QTest::newRow(name) << base << QString::fromUtf8(reference) << QString::fromUtf8(expected);
        };
        row("data", rfc, "data:,x/../y", "data:,x/../y");
        row("beside data", QStringLiteral("data:model/gltf+json,{}"), "box.bin", "relative:box.bin");
        row("absolute beside data", QStringLiteral("data:,{}"), "http://b/c", "http://b/c");
        row("sibling", rfc, "g", "http://a/b/c/g");
        row("scheme", rfc, "g:h", "g:h");
        row("dot", rfc, "./g", "http://a/b/c/g");
        row("folder", rfc, "g/", "http://a/b/c/g/");
        row("root", rfc, "/g", "http://a/g");
        row("authority", rfc, "//g", "http://g");
        row("query", rfc, "?y", "http://a/b/c/d;p?y");
        row("query of sibling", rfc, "g?y", "http://a/b/c/g?y");
        row("empty", rfc, "", "http://a/b/c/d;p?q");
        row("here", rfc, ".", "http://a/b/c/");
        row("up", rfc, "..", "http://a/b/");
        row("up twice", rfc, "../../g", "http://a/g");
        row("up too far", rfc, "../../../g", "http://a/g");
        row("dots inside", rfc, "./g/../h", "http://a/b/c/h");
        row("dots in name", rfc, "g..", "http://a/b/c/g..");
        row("no path in base", QStringLiteral("http://a"), "g", "http://a/g");
        row("absolute", rfc, "https://x/y?z", "https://x/y?z");
        row("path", QStringLiteral("/data/set/tileset.json"), "tiles/1.b3dm", "/data/set/tiles/1.b3dm");
        row("path up", QStringLiteral("/data/set/tileset.json"), "../x.glb", "/data/x.glb");
        row("path encoded", QStringLiteral("/d/%41/t.json"), "a%20b.glb?v=1", "/d/%41/a b.glb");
        row("path absolute", QStringLiteral("/d/t.json"), "/e/f", "/e/f");
        row("relative path", QStringLiteral("d/t.json"), "f", "d/f");
        row("relative path up", QStringLiteral("t.json"), "../f", "../f");
        row("file URL", QStringLiteral("file:///d/t.json"), "a%20b.glb", "file:///d/a%20b.glb");
        row("path to http", QStringLiteral("/d/t.json"), "http://a/b", "http://a/b");
    }
    void resolve()
    {
        QFETCH(QString, base);
        QFETCH(QString, reference);
        QFETCH(QString, expected);
        QCOMPARE(text(resolveUrl(plain(base), plain(reference))), expected);
    }

    void queryIsInheritedOnTheSameServerOnly()
    {
        const std::string base = "https://s/t/tileset.json?key=1&v=2";
        QCOMPARE(text(resolveUrl(base, "a.glb", true)), QStringLiteral("https://s/t/a.glb?key=1&v=2"));
        QCOMPARE(text(resolveUrl(base, "a.glb?v=3", true)), QStringLiteral("https://s/t/a.glb?v=3&key=1"));
        QCOMPARE(text(resolveUrl(base, "https://s/x", true)), QStringLiteral("https://s/x?key=1&v=2"));
        QCOMPARE(text(resolveUrl(base, "https://other/x", true)), QStringLiteral("https://other/x"));
        QCOMPARE(text(resolveUrl(base, "//other/x", true)), QStringLiteral("https://other/x"));
        QCOMPARE(text(resolveUrl(base, "http://s/x", true)), QStringLiteral("http://s/x"));
        QCOMPARE(text(resolveUrl(base, "a.glb")), QStringLiteral("https://s/t/a.glb"));
    }

    void secretsAreRedacted_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* url, const char* expected) { QTest::newRow(url) << url << expected; };
        row("http://u:p@h:81/a?x=1", "http://h:81/a?x=1");
        row("https://h/a?tk=abc&x=1", "https://h/a?tk=***&x=1");
        row("https://h/a?ACCESS_TOKEN=abc#f", "https://h/a?ACCESS_TOKEN=***#f");
        row("https://h/a?api-key=k&keyword=tree", "https://h/a?api-key=***&keyword=tree");
        row("https://h/a?X-Amz-Signature=00", "https://h/a?X-Amz-Signature=***");
        row("https://h/a?t%6Fken=00", "https://h/a?t%6Fken=***");
        row("/plain/a?key=1", "/plain/a?key=1");
        row("http://h/@x", "http://h/@x");
    }
    void secretsAreRedacted()
    {
        QFETCH(QString, url);
        QFETCH(QString, expected);
        QCOMPARE(text(redactUrl(plain(url))), expected);
        QCOMPARE(text(redactUrl(redactUrl(plain(url)))), expected);
    }

    void templates()
    {
        QCOMPARE(text(expandTemplate("http://h/{z}/{x}/{z}", "z", "12")), QStringLiteral("http://h/12/{x}/12"));
        QCOMPARE(text(expandTemplate("{z}", "z", "{z}")), QStringLiteral("{z}"));
        QCOMPARE(text(percentEncode("a b/莞~")), QStringLiteral("a%20b%2F%E8%8E%9E~"));
    }
};

QTEST_GUILESS_MAIN(TestUrl)
#include "TestUrl.moc"
