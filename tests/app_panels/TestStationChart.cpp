// The chart of a station's day: whole hours, round values, the limit, and that it is drawn.
#include "app/panels/StationChart.h"
#include "app/panels/Theme.h"
#include "layers/live/StationAssessment.h"

#include <QDateTime>
#include <QImage>
#include <QTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::app;

namespace {

qint64 utc(const char* text)
{
    return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate).toMSecsSinceEpoch();
}

int pixelsLike(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor at = image.pixelColor(x, y);
            count += std::abs(at.red() - color.red()) + std::abs(at.green() - color.green())
                    + std::abs(at.blue() - color.blue())
                < 40;
        }
    return count;
}

} // namespace

class TestStationChart : public QObject {
    Q_OBJECT
private slots:
    void valuesAreRound_data()
    {
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("greatest");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<double>("step");
        QTest::addColumn<int>("decimals");
        QTest::newRow("from nought") << 3.0 << 87.0 << 0.0 << 100.0 << 50.0 << 0;
        QTest::newRow("far from nought") << 52.3 << 68.9 << 50.0 << 70.0 << 5.0 << 0;
        QTest::newRow("small") << 0.012 << 0.041 << 0.0 << 0.06 << 0.02 << 2;
        QTest::newRow("narrow") << 7.31 << 7.38 << 7.3 << 7.38 << 0.02 << 2;
        QTest::newRow("one value") << 40.0 << 40.0 << 40.0 << 44.0 << 1.0 << 0;
        QTest::newRow("nought") << 0.0 << 0.0 << 0.0 << 1.0 << 0.5 << 1;
        QTest::newRow("below nought") << -12.0 << 7.0 << -15.0 << 10.0 << 5.0 << 0;
        QTest::newRow("not a number") << std::nan("") << 1.0 << 0.0 << 1.0 << 1.0 << 0;
    }
    void valuesAreRound()
    {
        QFETCH(double, least);
        QFETCH(double, greatest);
        const ChartScale scale = ChartScale::around(least, greatest);
        const auto near = [](double a, double b) { return std::abs(a - b) < 1e-9; };
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(double, step);
        const QString got = QStringLiteral("%1 %2 %3").arg(scale.low).arg(scale.high).arg(scale.step);
        QVERIFY2(near(scale.low, low) && near(scale.high, high) && near(scale.step, step), qPrintable(got));
        QTEST(scale.decimals, "decimals");
    }

    void hoursAreWholeInDongguan_data()
    {
        QTest::addColumn<qint64>("latest");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("hours");
        QTest::newRow("10:20") << utc("2026-06-18T02:20:00Z") << 9 << 27;
        QTest::newRow("on the hour") << utc("2026-06-18T04:00:00Z") << 12 << 24;
        QTest::newRow("past midnight") << utc("2026-06-17T16:01:00Z") << 0 << 27;
        QTest::newRow("before 1970") << utc("1969-12-31T20:30:00Z") << 3 << 27;
    }
    void hoursAreWholeInDongguan()
    {
        QFETCH(qint64, latest);
        QFETCH(int, hours);
        const ChartHours span = ChartHours::until(latest);
        QTEST(ChartHours::hourOfDay(span.beginMs), "first");
        QCOMPARE(span.endMs - span.beginMs, hours * 3'600'000LL);
        QVERIFY(span.beginMs <= latest - 86'400'000 && span.endMs >= latest);
        QCOMPARE(ChartHours::hourOfDay(span.endMs) % 3, 0);
    }

    void limitsComeFromTheStandards()
    {
        const layers::UtcTime noon{std::chrono::milliseconds(utc("2026-06-18T04:00:00Z"))};
        const layers::UtcTime night{std::chrono::milliseconds(utc("2026-06-18T16:00:00Z"))};
        const auto limit = [](const char* property, const char* unit, layers::UtcTime at) {
            return layers::warningLimit({"1", property, unit, std::nullopt}, at);
        };
        QCOMPARE(limit("AQI", "", noon), std::optional<double>(100));
        QCOMPARE(limit("LAeq", "dB(A)", noon), std::optional<double>(60)); // GB 3096-2008, class 2
        QCOMPARE(limit("LAeq", "dB(A)", night), std::optional<double>(50));
        QCOMPARE(limit("temperature", "degC", noon), std::nullopt);
        QCOMPARE(limit("PM2.5", "ppm", noon), std::nullopt);
        // Just below it is within the index of 100, just above it is not.
        const auto pm = limit("PM2.5", "ug/m3", noon);
        QVERIFY(pm && *pm > 20 && *pm < 200);
        QCOMPARE(*pm, std::round(*pm)); // concentrations are rounded before they are looked up; limits are whole
        const auto monoxide = limit("CO", "mg/m3", noon);
        QVERIFY(monoxide && *monoxide > 1);
        QCOMPARE(*monoxide * 10, std::round(*monoxide * 10));
        layers::StationValue station;
        station.datastreams = {{"1", "PM2.5", "ug/m3", layers::Observation{noon, *pm - 1}}};
        QVERIFY(layers::assessStation(station, {}, noon) == layers::StationState::Normal);
        station.datastreams[0].latest->value = *pm + 1;
        QVERIFY(layers::assessStation(station, {}, noon) == layers::StationState::Warning);
        const auto milligrams = limit("PM2.5", "mg/m3", noon);
        QVERIFY(milligrams && std::abs(*milligrams * 1000 - *pm) < 1);
    }

    void isDrawnInBothThemes_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void isDrawnInBothThemes()
    {
        QFETCH(bool, dark);
        applyTheme(dark ? ThemeName::Dark : ThemeName::Light);
        std::vector<layers::Observation> history;
        const qint64 end = utc("2026-06-18T02:20:00Z");
        for (int i = 0; i <= 96; ++i)
            history.push_back(
                {layers::UtcTime(std::chrono::milliseconds(end - (96 - i) * 900'000LL)), 55 + 8 * std::sin(i / 9.0)});
        StationChart chart;
        chart.resize(280, 196);
        chart.setHistory(history, QStringLiteral("dB"), {});
        const auto picture = [&chart] {
            QImage image(chart.size(), QImage::Format_RGB32);
            image.fill(themeColors().window);
            chart.render(&image, {}, {}, QWidget::DrawChildren);
            return image;
        };
        const QImage without = picture();
        QVERIFY(pixelsLike(without, themeColors().accent) > 150);
        QVERIFY(pixelsLike(without, themeColors().bad) < 5);
        chart.setHistory(history, QStringLiteral("dB"), [](layers::UtcTime) { return std::optional<double>(60); });
        QVERIFY(pixelsLike(picture(), themeColors().bad) > 60);
        QVERIFY(chart.accessibleDescription().contains(QLatin1String("60")));
        // A limit out of reach does not press the curve flat.
        chart.setHistory(history, QStringLiteral("dB"), [](layers::UtcTime) { return std::optional<double>(900); });
        QVERIFY(chart.scale().high < 100);
        if (const QByteArray folder = qgetenv("GUANJING_TEST_PICTURES"); !folder.isEmpty())
            picture().save(QString::fromLocal8Bit(folder) + (dark ? "/chart-dark.png" : "/chart-light.png"));
    }
};

QTEST_MAIN(TestStationChart)
#include "TestStationChart.moc"
