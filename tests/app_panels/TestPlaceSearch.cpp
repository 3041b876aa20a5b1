#include "app/panels/Icons.h"
#include "app/panels/PlaceSearch.h"
#include "app/services/MapNames.h"

#include <QTest>

using namespace guanjing;
using namespace guanjing::app;

class TestPlaceSearch : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { initializeResources(); }

    void knowsAllTowns()
    {
        QCOMPARE(dongguanTowns().size(), std::size_t{33});
        for (const Town& town : dongguanTowns()) {
            QVERIFY2(town.lonDegrees > 113.5 && town.lonDegrees < 114.3, qPrintable(town.nameZh));
            QVERIFY2(town.latDegrees > 22.6 && town.latDegrees < 23.2, qPrintable(town.nameZh));
        }
        QCOMPARE(searchPlaces({}, {}, true).size(), std::size_t{33});
    }

    void findsTowns_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("first");
        for (const char* text : {"虎门", "虎门镇", "humen", "HUMEN", " Hu men ", "hume"})
            QTest::newRow(text) << QString::fromUtf8(text) << QStringLiteral("虎门镇");
        QTest::newRow("apostrophe") << QStringLiteral("Chang'an") << QStringLiteral("长安镇");
        QTest::newRow("two words") << QStringLiteral("songshanlake") << QStringLiteral("松山湖园区");
        QTest::newRow("initials") << QStringLiteral("hm") << QStringLiteral("虎门镇");
        QTest::newRow("initials of three") << QStringLiteral("ZMT") << QStringLiteral("樟木头镇");
        QTest::newRow("initials with zh") << QStringLiteral("zht") << QStringLiteral("中堂镇");
        QTest::newRow("mixed") << QStringLiteral("zhangmt") << QStringLiteral("樟木头镇");
        QTest::newRow("pinyin of a name that English translates")
            << QStringLiteral("songshanhu") << QStringLiteral("松山湖园区");
        QTest::newRow("its initials") << QStringLiteral("ssh") << QStringLiteral("松山湖园区");
        QTest::newRow("read otherwise here") << QStringLiteral("ma chong") << QStringLiteral("麻涌镇");
        QTest::newRow("Chang, not zhang") << QStringLiteral("chang an") << QStringLiteral("长安镇");
        QTest::newRow("the other words' order") << QStringLiteral("lake songshan") << QStringLiteral("松山湖园区");
        QTest::newRow("exact before prefix") << QStringLiteral("石龙") << QStringLiteral("石龙镇");
    }
    void findsTowns()
    {
        QFETCH(QString, text);
        QFETCH(QString, first);
        const auto hits = searchPlaces(text, {}, true);
        QVERIFY(!hits.empty());
        QCOMPARE(hits.front().title, first);
    }

    void titlesFollowTheLanguage()
    {
        QCOMPARE(searchPlaces(QStringLiteral("虎门"), {}, false).front().title, QStringLiteral("Humen"));
    }

    void findsViewpoints()
    {
        layers::Viewpoint viewpoint;
        viewpoint.name = "鸿福路口";
        viewpoint.heightMeters = 123;
        const auto hits = searchPlaces(QStringLiteral("鸿福"), {viewpoint}, true);
        QCOMPARE(hits.size(), std::size_t{1});
        QVERIFY(hits.front().kind == PlaceHit::Kind::Viewpoint);
        QCOMPARE(hits.front().target.heightMeters, 123.0);
    }

    void findsViewpointsInManyWays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("finds");
        QTest::newRow("two characters at the start") << QStringLiteral("市民") << true;
        QTest::newRow("two characters inside") << QStringLiteral("中心") << true;
        QTest::newRow("two words") << QStringLiteral("中心 市民") << true;
        QTest::newRow("pinyin") << QStringLiteral("shiminzhongxin") << true;
        QTest::newRow("half typed") << QStringLiteral("shiminzho") << true;
        QTest::newRow("pinyin inside") << QStringLiteral("zhongxin") << true;
        QTest::newRow("initials") << QStringLiteral("smzx") << true;
        QTest::newRow("initials inside") << QStringLiteral("zx") << true;
        QTest::newRow("English") << QStringLiteral("civic") << true;
        QTest::newRow("English, second word") << QStringLiteral("CENTRE") << true;
        QTest::newRow("other characters") << QStringLiteral("中学") << false;
        QTest::newRow("other initials") << QStringLiteral("smzq") << false;
        QTest::newRow("other sounds") << QStringLiteral("shiminzhu") << false;
        QTest::newRow("one word of two") << QStringLiteral("市民 广场") << false;
        QTest::newRow("a letter from inside") << QStringLiteral("x") << false;
    }
    void findsViewpointsInManyWays()
    {
        QFETCH(QString, text);
        QFETCH(bool, finds);
        layers::Viewpoint viewpoint;
        viewpoint.name = "市民中心 Civic Centre";
        const auto hits = searchPlaces(text, {viewpoint}, true);
        const bool found = std::any_of(hits.begin(), hits.end(),
                                       [](const auto& hit) { return hit.kind == PlaceHit::Kind::Viewpoint; });
        QCOMPARE(found, finds);
    }

    void readsCoordinates()
    {
        const auto hits = searchPlaces(QStringLiteral("113.75,23.02,800"), {}, true);
        QVERIFY(!hits.empty());
        QVERIFY(hits.front().kind == PlaceHit::Kind::Coordinate);
        QCOMPARE(hits.front().target.lonDegrees, 113.75);
        QCOMPARE(hits.front().target.heightMeters, 800.0);
    }

    void findsNothing()
    {
        QVERIFY(searchPlaces(QStringLiteral("Guangzhou"), {}, true).empty());
        QVERIFY(searchPlaces(QStringLiteral("%%"), {}, true).empty());
    }

    void lookAtSeesThePoint()
    {
        // At 45 degrees the camera stands as far to the south as it is high: 1,000 m are 0.00898 degrees.
        const auto viewpoint = lookAt(113.75, 23.0, 1000, -45);
        QVERIFY(std::abs(viewpoint.latDegrees - (23.0 - 0.00898)) < 1e-5);
        QCOMPARE(lookAt(113.75, 23.0, 1000, -90).latDegrees, 23.0);
    }
};

QTEST_GUILESS_MAIN(TestPlaceSearch)
#include "TestPlaceSearch.moc"
