#include "app/panels/Icons.h"
#include "app/panels/PlaceSearch.h"

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
