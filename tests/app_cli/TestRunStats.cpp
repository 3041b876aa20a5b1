#include "app/cli/RunStats.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace guanjing::app;

class TestRunStats : public QObject {
    Q_OBJECT
private slots:
    void percentiles()
    {
        QCOMPARE(percentile({}, 0.5), 0.0);
        QCOMPARE(percentile({3}, 0.99), 3.0);
        QCOMPARE(percentile({5, 1, 3}, 0.5), 3.0);
        std::vector<double> hundred;
        for (int i = 1; i <= 100; ++i)
            hundred.push_back(i);
        QCOMPARE(percentile(hundred, 0.99), 99.0);
        QCOMPARE(percentile(hundred, 1.0), 100.0);
    }

    void jsonHasTheFirmKeys()
    {
        RunFigures figures;
        figures.views.emplace_back();
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(statsJson(figures))).object();
        for (const char* key : {"renderer", "start_ms", "views", "requests", "bytes", "bytes_never_drawn", "cpu_ms",
                                "peak_rss_bytes", "errors"})
            QVERIFY2(json.contains(QLatin1String(key)), key);
        const QJsonObject view = json["views"].toArray().first().toObject();
        for (const char* key :
             {"settle_ms", "frame_ms_median", "frame_ms_p99", "frames_while_loading", "loading_frame_ms_p99",
              "tiles_selected", "tiles_visited", "tiles_loaded", "tiles_failed"})
            QVERIFY2(view.contains(QLatin1String(key)), key);
        QVERIFY(json["peak_rss_bytes"].toDouble() > 1e6);
    }

    void processStartLiesInThePast()
    {
        const double first = millisecondsSinceProcessStart();
        QVERIFY(first >= 0 && first < 3600e3);
        QVERIFY(millisecondsSinceProcessStart() >= first);
    }
};

QTEST_GUILESS_MAIN(TestRunStats)
#include "TestRunStats.moc"
