// What servers say of their errors, as they really say it.
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/ServerWords.h"
#include "tests/LoopbackServer.h"

#include <QtTest>

using namespace guanjing;

class TestServerWords : public QObject {
    Q_OBJECT

private slots:
    void words_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("WMS 1.3.0")
            << "<?xml version=\"1.0\"?>\n<ServiceExceptionReport version=\"1.3.0\" "
               "xmlns=\"http://www.opengis.net/ogc\">\n"
               " <ServiceException code=\"LayerNotDefined\">The layer 'no' does\n  not exist.</ServiceException>\n"
               "</ServiceExceptionReport>"
            << "The layer 'no' does not exist.";
        QTest::newRow("prefix, entities")
            << "<ogc:ServiceExceptionReport><ogc:ServiceException>a &lt;b&gt; &amp;amp; c</ogc:ServiceException>"
            << "a <b> &amp; c";
        QTest::newRow("verbatim") << "<R><ServiceException>\n<![CDATA[ x < y ]]>\n</ServiceException></R>"
                                  << "x < y";
        QTest::newRow("OWS")
            << "<ows:ExceptionReport><ows:Exception exceptionCode=\"Invalid\"><ows:ExceptionText>TILEROW is "
               "out of range</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
            << "TILEROW is out of range";
        QTest::newRow("OGC API") << R"([{"code":"Not Found","description":"Collection was not found"}])"
                                 << "Collection was not found";
        QTest::newRow("problem") << R"({"type":"about:blank","status":403,"detail":"不在服务范围内"})"
                                 << "不在服务范围内";
        QTest::newRow("empty element") << "<R><ServiceException code=\"x\"/><ServiceException> </ServiceException></R>"
                                       << "";
        QTest::newRow("only a mention") << "<p>No ServiceException here</p>"
                                        << "";
        QTest::newRow("cut off") << "<R><ServiceException>half a sen"
                                 << "half a sen";
        QTest::newRow("web page") << "<!DOCTYPE html><html><body>404</body></html>"
                                  << "";
        QTest::newRow("plain text") << "nothing here"
                                    << "";
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("damaged JSON") << "{\"detail\":"
                                      << "";
    }
    void words()
    {
        QFETCH(QString, body);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(serverWords(body.toStdString())), words);
    }

    void longOnesAreCutBetweenCharacters()
    {
        std::string text;
        for (int i = 0; i < 500; ++i)
            text += "境";
        const std::string words = serverWords("<R><ServiceException>" + text + "</ServiceException></R>");
        QVERIFY(words.size() < 320 && words.ends_with("境…"));
    }

    void theyComeWithTheError()
    {
        const test::LoopbackServer server([](const std::string&) {
            return test::LoopbackServer::whole("400 Bad Request",
                                               "<R><ServiceException>no style \"x\"</ServiceException></R>");
        });
        CurlAssetAccessor accessor;
        AssetRequest request;
        request.url = server.url("/map");
        const auto answer = getAndWait(accessor, request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::HttpStatus);
        QCOMPARE(answer.error().first, 400);
        QCOMPARE(answer.error().detail, std::string("HTTP 400: no style \"x\""));
    }
};

QTEST_GUILESS_MAIN(TestServerWords)
#include "TestServerWords.moc"
