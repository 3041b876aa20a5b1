// The whole way from a server to a picture: the demo platform on loopback, the engine, the painter.
#include "app/platform/DemoScene.h"
#include "app/platform/DemoServer.h"
#include "geodata/core/Clock.h"
#include "geodata/core/Log.h"
#include "geodata/core/TaskPool.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "render/view/CityView.h"
#include "render/view/OffscreenContext.h"
#include "tests/Paths.h"

#include <glm/geometric.hpp>

#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QScopeGuard>
#include <QtTest>

#include <atomic>

using namespace guanjing;
using namespace guanjing::render;
using layers::ViewState;

class TestCityView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        setLogSink(LogLevel::Warning, [this](LogLevel level, std::string_view category, std::string_view text) {
            qWarning("%s: %s", std::string(category).c_str(), std::string(text).c_str());
            if (level >= LogLevel::Error && category.substr(0, 6) == "render")
                ++m_errors;
        });
        QVERIFY(m_server.start().has_value());
        auto context = OffscreenContext::create();
        if (!context)
            QFAIL(context.error().toString().c_str());
        m_context = std::move(*context);
        ViewSettings settings;
        settings.sunInstant =
            decltype(settings.sunInstant)(std::chrono::milliseconds(1795407600000)); // 2026-11-23, 12:20 in Dongguan
        layers::EngineSettings engine;
        engine.fades = false;
        m_view =
            std::make_unique<CityView>(CityView::Services{*m_assets, m_tasks, m_clock, nullptr, {}}, engine, settings);
        auto scene = layers::parseScene(app::demoSceneJson(m_server.baseUrl()), m_server.baseUrl());
        if (!scene)
            QFAIL(scene.error().toString().c_str());
        m_view->engine().setScene(*scene);
    }
    void cleanupTestCase()
    {
        m_view.reset();
        // A GL object that was not released is logged as an error.
        QCOMPARE(m_errors.load(), 0);
        m_context.reset();
        m_assets.reset(); // open connections would keep the server waiting
        m_server.stop();
    }

    void drawsTheDemoCity_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("heading");
        QTest::addColumn<double>("pitch");
        QTest::newRow("30m") << 113.7505 << 22.9975 << 38.0 << 35.0
                             << -8.0; // above ground at 4 m, and the roofs nearby
        QTest::newRow("300m") << 113.7480 << 22.9960 << 320.0 << 20.0 << -25.0;
        QTest::newRow("5km") << 113.7500 << 22.9400 << 5000.0 << 8.0 << -40.0;
    }
    void drawsTheDemoCity()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(double, height);
        QFETCH(double, heading);
        QFETCH(double, pitch);
        const ViewState view = ViewState::geographic(lon, lat, height, heading, pitch, 800, 600);
        QElapsedTimer timer;
        timer.start();
        do {
            m_view->update(view);
            QVERIFY2(timer.elapsed() < 300'000, "not settled in five minutes");
            QTest::qWait(5);
        } while (!m_view->engine().isSettled());
        const qint64 settled = timer.elapsed();
        m_view->drawOffscreen(view);
        m_view->finish();
        timer.restart();
        for (int i = 0; i < 5; ++i) {
            m_view->drawOffscreen(view);
            m_view->finish();
        }
        qInfo("settled in %lld ms, frame %lld ms, %llu tiles", static_cast<long long>(settled),
              static_cast<long long>(timer.elapsed() / 5),
              static_cast<unsigned long long>(m_view->engine().counters().tilesSelected));
        const tiles3d::Image drawn = m_view->readPixels();
        const QImage image(drawn.pixels.data(), drawn.width, drawn.height, drawn.width * 4, QImage::Format_RGBA8888);
        QDir().mkpath(test::buildPath("pictures"));
        image.save(test::buildPath("pictures/demo-%1.png").arg(QString::fromLatin1(QTest::currentDataTag())));
        QSet<QRgb> colors;
        for (int y = 300; y < 600; ++y)
            for (int x = 0; x < 800; ++x)
                colors.insert(image.pixel(x, y));
        QVERIFY2(colors.size() > 5000, qPrintable(QString::number(colors.size())));

        // Picking meets what is drawn, and a highlight shows where it was picked. Without markers: what the stations say
        // may change between two frames.
        const ViewSettings before = m_view->viewSettings();
        const auto restore = qScopeGuard([&] { m_view->setViewSettings(before); });
        ViewSettings still = before;
        still.markers = false;
        m_view->setViewSettings(still);
        m_view->drawOffscreen(view);
        const tiles3d::Image pixels = m_view->readPixels();
        const auto pick = m_view->pick(400, 420);
        QVERIFY(pick.has_value());
        QVERIFY(pick->distanceMeters > 1.0 && pick->distanceMeters < 50.0 * height);
        for (int y = 150; y < 600; y += 50)
            for (int x = 20; x < 800; x += 60) {
                const auto hit = m_view->pick(x, y);
                if (!hit || hit->isGround || !hit->featureId)
                    continue;
                m_view->setHighlight(hit);
                m_view->drawOffscreen(view);
                const tiles3d::Image marked = m_view->readPixels();
                int changed = 0;
                for (std::size_t i = 0; i < marked.pixels.size(); i += 4)
                    changed += std::abs(marked.pixels[i] - pixels.pixels[i]) > 3;
                QVERIFY2(changed > 0, qPrintable(QStringLiteral("no highlight for %1, %2").arg(x).arg(y)));
                m_view->setHighlight(std::nullopt);
                m_view->drawOffscreen(view);
                QVERIFY(m_view->readPixels().pixels == pixels.pixels);
                return;
            }
        QFAIL("no building to pick");
    }

    void drawsOtherHoursAndPlaces_data()
    {
        QTest::addColumn<QString>("instant");
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("heading");
        QTest::addColumn<double>("pitch");
        QTest::addColumn<bool>("map");
        QTest::newRow("1730") << "2026-11-22T17:30:00+08:00" << 320.0 << 300.0 << -12.0 << false;
        QTest::newRow("dusk") << "2026-11-22T18:05:00+08:00" << 320.0 << 300.0 << -12.0 << false;
        QTest::newRow("night") << "2026-11-22T22:00:00+08:00" << 320.0 << 20.0 << -12.0 << false;
        QTest::newRow("horizon") << "2026-11-22T09:30:00+08:00" << 1500.0 << 20.0 << -12.0 << false;
        QTest::newRow("50km") << "2026-11-22T12:00:00+08:00" << 50'000.0 << 0.0 << -45.0 << false;
        QTest::newRow("space") << "2026-11-22T12:00:00+08:00" << 9'000'000.0 << 0.0 << -80.0 << false;
        QTest::newRow("map") << "2026-11-22T12:00:00+08:00" << 1200.0 << 0.0 << -90.0 << true;
    }
    void drawsOtherHoursAndPlaces()
    {
        QFETCH(QString, instant);
        QFETCH(double, height);
        QFETCH(double, heading);
        QFETCH(double, pitch);
        QFETCH(bool, map);
        const QDateTime time = QDateTime::fromString(instant, Qt::ISODate);
        ViewSettings settings = m_view->viewSettings();
        settings.sunInstant = decltype(settings.sunInstant)(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
        m_view->setViewSettings(settings);
        ViewState view = ViewState::geographic(113.7480, 22.9960, height, heading, pitch, 800, 600);
        if (map) {
            const glm::dmat4 frame = eastNorthUpToEcef({113.7480, 22.9960, 3000});
            view = ViewState::orthographic(glm::dvec3(frame[3]), -glm::dvec3(frame[2]), glm::dvec3(frame[1]), 800, 600,
                                           height);
        }
        QElapsedTimer timer;
        timer.start();
        do {
            m_view->update(view);
            QVERIFY2(timer.elapsed() < 300'000, "not settled in five minutes");
            QTest::qWait(5);
        } while (!m_view->engine().isSettled());
        m_view->drawOffscreen(view);
        const tiles3d::Image pixels = m_view->readPixels();
        const QImage image(pixels.pixels.data(), pixels.width, pixels.height, pixels.width * 4,
                           QImage::Format_RGBA8888);
        image.save(test::buildPath("pictures/demo-%1.png").arg(QString::fromLatin1(QTest::currentDataTag())));
        QSet<QRgb> colors;
        for (int y = 0; y < 600; ++y)
            for (int x = 0; x < 800; ++x)
                colors.insert(image.pixel(x, y));
        QVERIFY2(colors.size() > 300, qPrintable(QString::number(colors.size())));
    }

    void twoViewsShareOnePicture()
    {
        ViewSettings still = m_view->viewSettings();
        still.markers = still.placeNames = false;
        m_view->setViewSettings(still);
        const std::string buildings = m_view->engine().scene().tilesets.front().name;
        const ViewState view = ViewState::geographic(113.7480, 22.9960, 320, 20, -25, 800, 600);
        m_view->engine().setContents({{{}, {}}});
        const tiles3d::Image with = settled(view);
        m_view->engine().setContents({{{}, {buildings}}});
        const tiles3d::Image without = settled(view);
        QVERIFY(shareOfDifference(with, without, 0, 800) > 0.2);

        m_view->engine().setContents({{{}, {}}, {{}, {buildings}}});
        Panes panes{Panes::Mode::Swipe, 1, 0.3, 800, 600};
        QCOMPARE(panes.dividerColumn(), 240);
        m_view->setPanes(panes);
        const tiles3d::Image swiped = settled(view);
        save(swiped, "swipe");
        QVERIFY(shareOfDifference(swiped, with, 0, 240) < 0.005);
        QVERIFY(shareOfDifference(swiped, without, 240, 800) < 0.005);
        // What is picked is what is drawn there.
        int buildingsLeft = 0;
        for (int y = 250; y < 600; y += 25)
            for (int x = 10; x < 800; x += 30)
                if (const auto hit = m_view->pick(x, y); hit && !hit->isGround) {
                    QVERIFY(x < 240);
                    ++buildingsLeft;
                }
        QVERIFY(buildingsLeft > 5);
        panes.divider = 1.0;
        m_view->setPanes(panes);
        QVERIFY(shareOfDifference(settled(view), with, 0, 800) < 0.005);

        m_view->setPanes({Panes::Mode::Linked, 2, 0.5, 802, 600});
        const ViewState half = ViewState::geographic(113.7480, 22.9960, 320, 20, -25, 400, 600);
        QCOMPARE(m_view->panes().boxOf(1).x, 402);
        const tiles3d::Image linked = settled(half);
        QCOMPARE(linked.width, 802);
        save(linked, "linked");
        const auto hit = m_view->pick(200, 500);
        QVERIFY(hit.has_value());
        for (int y = 250; y < 600; y += 25)
            for (int x = 410; x < 800; x += 30)
                if (const auto other = m_view->pick(x, y))
                    QVERIFY(other->isGround);
        m_view->setPanes({});
        m_view->engine().setContents({{{}, {buildings}}});
        const tiles3d::Image alone = settled(half);
        int different = 0;
        for (int y = 0; y < 600; ++y)
            for (int x = 0; x < 400; ++x)
                different += std::abs(alone.pixels[std::size_t(y * 400 + x) * 4]
                                      - linked.pixels[std::size_t(y * 802 + x + 402) * 4])
                    > 3;
        QVERIFY2(different < 1200, qPrintable(QString::number(different)));
        m_view->engine().setContents({});
    }

private:
    tiles3d::Image settled(const ViewState& view)
    {
        QElapsedTimer timer;
        timer.start();
        do {
            m_view->update(view);
            QTest::qWait(5);
        } while (!m_view->engine().isSettled() && timer.elapsed() < 300'000);
        if (!m_view->engine().isSettled())
            qFatal("not settled in five minutes");
        m_view->drawOffscreen(view);
        return m_view->readPixels();
    }

    static double shareOfDifference(const tiles3d::Image& a, const tiles3d::Image& b, int fromColumn, int toColumn)
    {
        int different = 0;
        for (int y = 0; y < a.height; ++y)
            for (int x = fromColumn; x < toColumn; ++x) {
                const auto at = static_cast<std::size_t>(y * a.width + x) * 4;
                different += std::abs(a.pixels[at] - b.pixels[at]) > 3;
            }
        return double(different) / (double(a.height) * (toColumn - fromColumn));
    }

    static void save(const tiles3d::Image& picture, const char* name)
    {
        const QImage image(picture.pixels.data(), picture.width, picture.height, picture.width * 4,
                           QImage::Format_RGBA8888);
        image.save(test::buildPath("pictures/demo-%1.png").arg(QString::fromLatin1(name)));
    }

    app::DemoServer m_server{{}};
    std::unique_ptr<CurlAssetAccessor> m_assets = std::make_unique<CurlAssetAccessor>();
    TaskPool m_tasks;
    SystemClock m_clock;
    std::atomic<int> m_errors{0};
    std::unique_ptr<OffscreenContext> m_context;
    std::unique_ptr<CityView> m_view;
};

QTEST_GUILESS_MAIN(TestCityView)
#include "TestCityView.moc"
