// The watermark of a scene, in the picture: on white and on black, in the middle of small ones too, and not where there is none.
#include "geodata/core/Clock.h"
#include "geodata/core/TaskPool.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "render/symbols/Watermark.h"
#include "render/view/CityView.h"
#include "render/view/OffscreenContext.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace guanjing;
using namespace guanjing::render;

namespace {

/// Letters are filled boxes, so that what is drawn can be counted; says what it was asked for.
class BoxRasterizer final : public TextRasterizer {
public:
    TextBitmap rasterize(const std::string& utf8, double pixelSize, bool, double) override
    {
        asked.push_back(utf8);
        TextBitmap bitmap;
        if (utf8.empty())
            return bitmap;
        const int side = static_cast<int>(pixelSize);
        bitmap.width = side * 6;
        bitmap.height = bitmap.baseline = side;
        bitmap.alpha.assign(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(side), 255);
        return bitmap;
    }
    std::vector<std::string> asked;
};

class FixedClock final : public Clock {
public:
    [[nodiscard]] std::chrono::system_clock::time_point now() const override
    {
        return std::chrono::system_clock::time_point(std::chrono::seconds(1795412700)); // 2026-11-23 05:45 UTC
    }
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override
    {
        return std::chrono::steady_clock::now();
    }
};

struct Difference {
    int lighter = 0, darker = 0, greatest = 0;
};

Difference between(const tiles3d::Image& plain, const tiles3d::Image& marked)
{
    Difference difference;
    for (std::size_t i = 1; i < plain.pixels.size(); i += 4) { // green
        const int change = static_cast<int>(marked.pixels[i]) - static_cast<int>(plain.pixels[i]);
        difference.lighter += change > 3 ? 1 : 0;
        difference.darker += change < -3 ? 1 : 0;
        difference.greatest = std::max(difference.greatest, std::abs(change));
    }
    return difference;
}

} // namespace

class TestWatermark : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("TZ", "America/New_York"); // the time is Dongguan's all the same
        tzset();
        auto context = OffscreenContext::create();
        if (!context)
            QFAIL(context.error().toString().c_str());
        m_context = std::move(*context);
    }

    void lettersHaveARim()
    {
        BoxRasterizer boxes;
        const WatermarkBitmap mark = watermarkBitmap({{"a", "", "b"}, 0.5}, boxes, 10, 2);
        QCOMPARE(mark.width, 60 + 6);
        const auto at = [&](int x, int y) {
            const std::size_t i =
                2 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(mark.width) + static_cast<std::size_t>(x));
            return std::pair<int, int>(mark.brightnessAndCover[i], mark.brightnessAndCover[i + 1]);
        };
        QCOMPARE(at(0, 8), (std::pair{0, 0})); // clear all around, for the filter
        QCOMPARE(at(1, 8), (std::pair{0, 255})); // dark
        QCOMPARE(at(3, 8), (std::pair{255, 255})); // light
        QVERIFY(watermarkBitmap({{"", ""}, 0.5}, boxes, 10, 2).width == 0);
    }

    void liesOverThePicture_data()
    {
        QTest::addColumn<double>("height"); // from afar the sky is black, from near the ground is light
        QTest::addColumn<QSize>("size");
        QTest::newRow("space") << 3e7 << QSize(800, 600);
        QTest::newRow("ground") << 900.0 << QSize(800, 600);
        QTest::newRow("small") << 900.0 << QSize(120, 90);
        QTest::newRow("narrow") << 900.0 << QSize(60, 700);
    }
    void liesOverThePicture()
    {
        QFETCH(double, height);
        QFETCH(QSize, size);
        const auto view = layers::ViewState::geographic(113.75, 23.0, height, 0, -60, size.width(), size.height());
        const auto picture = [&](bool marks, ViewSettings settings) {
            CurlAssetAccessor assets;
            TaskPool tasks(1);
            FixedClock clock;
            BoxRasterizer boxes;
            settings.sunInstant = decltype(settings.sunInstant)(std::chrono::milliseconds(1795407600000));
            CityView city({assets, tasks, clock, &boxes, {}, "planner7"}, {}, settings);
            layers::Scene scene;
            if (marks)
                scene.watermark = layers::WatermarkSpec{"内部资料", true, true, 0.15};
            city.engine().setScene(scene);
            city.drawOffscreen(view);
            m_asked = boxes.asked;
            m_effects = city.effects();
            return city.readPixels();
        };
        const tiles3d::Image plain = picture(false, {});
        QVERIFY(m_asked.empty());
        const tiles3d::Image marked = picture(true, {});
        QCOMPARE(m_asked, (std::vector<std::string>{"内部资料", "planner7  2026-11-23 13:45 UTC+8"}));
        QVERIFY(std::count(m_effects.begin(), m_effects.end(), "watermark") == 1);
        const Difference difference = between(plain, marked);
        const int pixels = size.width() * size.height();
        // Letters lighten, rims darken: where the one cannot be seen the other can.
        QVERIFY2(difference.lighter + difference.darker > pixels / 50, qPrintable(QString::number(difference.lighter)));
        QVERIFY(difference.lighter > pixels / 400 || difference.darker > pixels / 400);
        QVERIFY(difference.greatest <= 80); // at 0.15 what lies below stays to be seen
        ViewSettings off;
        off.watermark = false;
        QCOMPARE(between(plain, picture(true, off)).greatest, 0);
    }

    void everyPartHasSome()
    {
        // A plain picture of one colour, through the painter alone.
        const auto view = layers::ViewState::geographic(113.75, 23.0, 900, 0, -60, 1280, 720);
        CurlAssetAccessor assets;
        TaskPool tasks(1);
        FixedClock clock;
        BoxRasterizer boxes;
        CityView city({assets, tasks, clock, &boxes, {}, "a"}, {}, {});
        city.engine().setScene({});
        city.drawOffscreen(view);
        const tiles3d::Image plain = city.readPixels();
        layers::Scene scene;
        scene.watermark = layers::WatermarkSpec{};
        city.engine().setScene(scene);
        city.drawOffscreen(view);
        const tiles3d::Image marked = city.readPixels();
        constexpr int kPart = 240; // pixels
        for (int top = 0; top + kPart <= 720; top += kPart)
            for (int left = 0; left + kPart <= 1280; left += kPart) {
                int changed = 0;
                for (int y = top; y < top + kPart; ++y)
                    for (int x = left; x < left + kPart; ++x) {
                        const std::size_t i =
                            (static_cast<std::size_t>(y) * 1280 + static_cast<std::size_t>(x)) * 4 + 1;
                        changed += marked.pixels[i] != plain.pixels[i] ? 1 : 0;
                    }
                QVERIFY2(changed > 200, qPrintable(QStringLiteral("%1, %2: %3").arg(left).arg(top).arg(changed)));
            }
    }

private:
    std::unique_ptr<OffscreenContext> m_context;
    std::vector<std::string> m_asked, m_effects;
};

QTEST_GUILESS_MAIN(TestWatermark)
#include "TestWatermark.moc"
