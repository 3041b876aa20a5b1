// From level to level, and from tile to tile, the orthophoto shows the same city.
#include "geodata/democity/CityFrame.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Orthophoto.h"
#include "geodata/democity/Towns.h"
#include "tests/geodata_democity/TileName.h"

#include <QtTest>

#include <cmath>
#include <tuple>

using namespace guanjing;
using namespace guanjing::democity;

namespace {

double meanGrey(const std::vector<std::uint8_t>& rgb, int channel)
{
    double sum = 0;
    for (std::size_t i = static_cast<std::size_t>(channel); i < rgb.size(); i += 3)
        sum += rgb[i];
    return sum / (static_cast<double>(rgb.size()) / 3);
}

/// What the four tiles below one show, at its own size.
std::vector<std::uint8_t> halvedChildren(int level, int x, int y)
{
    std::vector<std::uint8_t> result(std::size_t(256) * 256 * 3);
    for (int k = 0; k < 4; ++k) {
        const auto child = *orthophotoPixels(level + 1, 2 * x + (k & 1), 2 * y + (k >> 1));
        for (int py = 0; py < 128; ++py)
            for (int px = 0; px < 128; ++px)
                for (int channel = 0; channel < 3; ++channel) {
                    int sum = 2;
                    for (int s = 0; s < 4; ++s)
                        sum += child[static_cast<std::size_t>(((2 * py + (s >> 1)) * 256 + 2 * px + (s & 1)) * 3
                                                              + channel)];
                    result[static_cast<std::size_t>(((py + 128 * (k >> 1)) * 256 + px + 128 * (k & 1)) * 3 + channel)] =
                        static_cast<std::uint8_t>(sum / 4);
                }
    }
    return result;
}

/// Standard deviation of the green channel.
double contrast(const std::vector<std::uint8_t>& rgb)
{
    const double mean = meanGrey(rgb, 1);
    double sum = 0;
    for (std::size_t i = 1; i < rgb.size(); i += 3)
        sum += (rgb[i] - mean) * (rgb[i] - mean);
    return std::sqrt(sum / (static_cast<double>(rgb.size()) / 3));
}

} // namespace

class TestOrthophotoLevels : public QObject {
    Q_OBJECT

private slots:
    void levelsAgreeInTheMean_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::newRow("centre") << 113.752 << 23.02;
        QTest::newRow("delta") << 113.60 << 22.97;
        QTest::newRow("industry") << 113.78 << 22.80;
        QTest::newRow("mountain") << 114.215 << 22.905;
    }
    void levelsAgreeInTheMean()
    {
        // a level-13 tile against what lies below it at level 14, and so on: no jump when the level changes
        QFETCH(double, lon);
        QFETCH(double, lat);
        for (int level = 12; level < 18; ++level) {
            const TileName parent = tileAt(level, lon, lat);
            const auto coarse = orthophotoPixels(parent.level, parent.x, parent.y);
            QVERIFY(coarse.has_value());
            for (int channel = 0; channel < 3; ++channel) {
                double fine = 0;
                for (int k = 0; k < 4; ++k)
                    fine +=
                        meanGrey(*orthophotoPixels(level + 1, 2 * parent.x + (k & 1), 2 * parent.y + (k >> 1)), channel)
                        / 4;
                const double difference = std::fabs(fine - meanGrey(*coarse, channel));
                QVERIFY2(difference < 9.0,
                         qPrintable(QStringLiteral("level %1 channel %2: %3").arg(level).arg(channel).arg(difference)));
            }
        }
    }

    void blocksLookLikeTheirBuildings_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        for (const char* name : {"Nancheng", "Humen", "Changping", "Wangniudun", "Tangxia"})
            for (const Town& town : towns())
                if (town.nameEn == name)
                    QTest::newRow(name) << town.lonDegrees << town.latDegrees;
    }
    void blocksLookLikeTheirBuildings()
    {
        // level 14 is woven from patches, level 15 shows building by building: one tone and one contrast
        QFETCH(double, lon);
        QFETCH(double, lat);
        const TileName middle = tileAt(14, lon, lat);
        double worst = 0, coarseContrast = 0, fineContrast = 0;
        int tiles = 0;
        for (int dx = -1; dx <= 1; ++dx)
            for (int dy = -1; dy <= 1; ++dy) {
                const auto coarse = *orthophotoPixels(14, middle.x + dx, middle.y + dy);
                const auto fine = halvedChildren(14, middle.x + dx, middle.y + dy);
                for (int channel = 0; channel < 3; ++channel)
                    worst = std::max(worst, std::fabs(meanGrey(fine, channel) - meanGrey(coarse, channel)));
                coarseContrast += contrast(coarse);
                fineContrast += contrast(fine);
                ++tiles;
            }
        qInfo("worst difference of a channel's mean %.2f, contrast %.1f and %.1f", worst, coarseContrast / tiles,
              fineContrast / tiles);
        QVERIFY2(worst < 6.0, qPrintable(QString::number(worst)));
        QVERIFY(std::fabs(coarseContrast / fineContrast - 1) < 0.25);
    }

    void noBlockIsOfOneColour()
    {
        // from 2 to 20 km up farmland and works are no chequerboard: hardly a spot of 12 pixels is even
        for (const auto& [lon, lat] : {std::pair{114.16, 22.82}, {113.99, 22.99}, {113.66, 22.95}})
            for (int level = 13; level <= 15; ++level) {
                const TileName at = tileAt(level, lon, lat);
                const auto picture = *orthophotoPixels(level, at.x, at.y);
                int even = 0, spots = 0;
                for (int y = 0; y + 12 <= 256; y += 12)
                    for (int x = 0; x + 12 <= 256; x += 12) {
                        double sum = 0, squares = 0;
                        for (int k = 0; k < 144; ++k) {
                            const double green =
                                picture[static_cast<std::size_t>(((y + k / 12) * 256 + x + k % 12) * 3 + 1)];
                            sum += green;
                            squares += green * green;
                        }
                        const double mean = sum / 144;
                        ++spots;
                        even += squares / 144 - mean * mean < 1.7 * 1.7 ? 1 : 0;
                    }
                qInfo("level %d: %d of %d spots are even", level, even, spots);
                QVERIFY(even * 12 < spots);
            }
    }

    void farLevelsAgree_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::newRow("centre") << 113.752 << 23.02;
        QTest::newRow("limits, south") << 113.95 << 22.70;
        QTest::newRow("Guangzhou") << 113.27 << 23.13;
        QTest::newRow("hills of the north-east") << 114.3 << 23.35;
        QTest::newRow("open sea") << 113.8 << 21.9;
    }
    void farLevelsAgree()
    {
        // what is added from level to level averages out, within the limits of the city and beyond
        QFETCH(double, lon);
        QFETCH(double, lat);
        for (int level = 6; level < 13; ++level) {
            const TileName parent = tileAt(level, lon, lat);
            const auto coarse = *orthophotoPixels(level, parent.x, parent.y);
            const auto fine = halvedChildren(level, parent.x, parent.y);
            for (int channel = 0; channel < 3; ++channel) {
                const double difference = std::fabs(meanGrey(fine, channel) - meanGrey(coarse, channel));
                QVERIFY2(difference < 7.0,
                         qPrintable(QStringLiteral("level %1 channel %2: %3").arg(level).arg(channel).arg(difference)));
            }
        }
    }

    /// Streets shine, hills and water do not, and from level to level it is the same light.
    void lightsAreWhereLampsStand_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("least"); // of the light's root, 0..255
        QTest::addColumn<double>("most");
        QTest::newRow("Nancheng") << 113.75 << 23.02 << 60.0 << 200.0;
        QTest::newRow("hills of the south-east") << 114.215 << 22.905 << 0.0 << 8.0;
        QTest::newRow("estuary") << 113.64 << 22.72 << 0.0 << 1.0;
    }
    void lightsAreWhereLampsStand()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(double, least);
        QFETCH(double, most);
        // light itself adds up, not its roots
        const auto light = [](const std::vector<std::uint8_t>& roots) {
            double sum = 0;
            for (std::size_t i = 0; i < roots.size(); i += 3)
                sum += roots[i] * roots[i];
            return sum / (static_cast<double>(roots.size()) / 3);
        };
        for (int level = 12; level < 18; ++level) {
            const TileName at = tileAt(level + 1, lon, lat);
            const double coarse = light(*lightsPixels(level, at.x / 2, at.y / 2));
            double fine = 0;
            for (int k = 0; k < 4; ++k)
                fine += light(*lightsPixels(level + 1, at.x / 2 * 2 + (k & 1), at.y / 2 * 2 + (k >> 1))) / 4;
            qInfo("level %d: %.1f, below it %.1f", level, std::sqrt(coarse), std::sqrt(fine));
            if (level > 12) // a tile of level 12 reaches beyond the hills
                QVERIFY2(std::sqrt(coarse) >= least && std::sqrt(coarse) <= most,
                         qPrintable(QStringLiteral("level %1: %2").arg(level).arg(std::sqrt(coarse))));
            QVERIFY2(std::fabs(std::sqrt(fine) - std::sqrt(coarse)) < 12,
                     qPrintable(QStringLiteral("level %1: %2, %3").arg(level).arg(coarse).arg(fine)));
        }
        QVERIFY(!lightsTile(kFinestLightsLevel + 1, 0, 0));
    }

    void tilesMeetWithoutASeam_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        for (int level : {8, 9, 10, 11, 12, 13, 14})
            for (const auto& [name, lon, lat] :
                 {std::tuple{"limits", 113.95, 22.66}, {"Foshan", 113.05, 23.0}, {"centre", 113.75, 23.0}})
                QTest::addRow("%s at %d", name, level) << level << lon << lat;
    }
    void tilesMeetWithoutASeam()
    {
        QFETCH(int, level);
        QFETCH(double, lon);
        QFETCH(double, lat);
        const TileName at = tileAt(level, lon, lat);
        const auto left = *orthophotoPixels(level, at.x, at.y);
        const auto right = *orthophotoPixels(level, at.x + 1, at.y);
        const auto step = [](const std::vector<std::uint8_t>& a, int ax, const std::vector<std::uint8_t>& b, int bx) {
            double sum = 0;
            for (int y = 0; y < 256; ++y)
                for (int channel = 0; channel < 3; ++channel)
                    sum += std::abs(a[static_cast<std::size_t>((y * 256 + ax) * 3 + channel)]
                                    - b[static_cast<std::size_t>((y * 256 + bx) * 3 + channel)]);
            return sum / (256.0 * 3);
        };
        double inside = 0;
        for (int x = 1; x < 256; ++x)
            inside = std::max({inside, step(left, x - 1, left, x), step(right, x - 1, right, x)});
        const double across = step(left, 255, right, 0);
        QVERIFY2(across <= inside * 1.05 + 0.5, qPrintable(QStringLiteral("%1 of %2").arg(across).arg(inside)));
    }
};

QTEST_GUILESS_MAIN(TestOrthophotoLevels)
#include "TestOrthophotoLevels.moc"
