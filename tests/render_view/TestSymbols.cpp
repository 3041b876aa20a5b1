#include "tests/Paths.h"
#include "tests/render_view/HandMadeCity.h"
#include "tests/render_view/PainterTest.h"

#include "render/symbols/SymbolRenderer.h"
#include "render/symbols/TextRasterizer.h"

#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QtTest>

#include <cmath>
#include <set>
#include <string>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::ViewState;

namespace {

class QtText final : public TextRasterizer {
public:
    using TextRasterizer::rasterize;
    TextBitmap rasterize(const std::string& utf8, double pixelSize, bool bold, double letterSpacing) override
    {
        QFont font(QStringLiteral("Noto Sans CJK SC"));
        font.setPixelSize(static_cast<int>(pixelSize));
        font.setBold(bold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, letterSpacing);
        const QFontMetrics metrics(font);
        const QString text = QString::fromStdString(utf8);
        QImage image(metrics.horizontalAdvance(text) + 2, metrics.height(), QImage::Format_Alpha8);
        image.fill(0);
        QPainter painter(&image);
        painter.setFont(font);
        painter.drawText(1, metrics.ascent(), text);
        painter.end();
        TextBitmap bitmap{image.width(), image.height(), metrics.ascent(), {}};
        for (int y = 0; y < image.height(); ++y)
            bitmap.alpha.insert(bitmap.alpha.end(), image.constScanLine(y), image.constScanLine(y) + image.width());
        return bitmap;
    }
};

} // namespace

class TestSymbols : public test::PainterTest {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        openPainter();
        if (QTest::currentTestFailed())
            return;
        m_symbols = std::make_unique<SymbolRenderer>(*m_gl, &m_text);
    }
    void cleanupTestCase()
    {
        m_symbols.reset();
        closePainter();
    }

    void drawsStations_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<double>("pixelRatio");
        QTest::newRow("plain") << 0 << 1.0;
        QTest::newRow("multisampled") << 4 << 1.0;
        QTest::newRow("high-dpi") << 0 << 1.5;
    }
    void drawsStations()
    {
        QFETCH(int, samples);
        QFETCH(double, pixelRatio);
        const glm::dmat4 frame = eastNorthUpToEcef({kLon, kLat, 0});
        HandMadeScene scene(*m_preparer);
        scene.add(blockModel(1200, 20), frame, 900);
        scene.add(groundModel(1200, 4), frame, 900);
        scene.drape(orthophoto(1024, 20));

        auto snapshot = std::make_shared<layers::ObservationSnapshot>();
        snapshot->sourceId = 3;
        snapshot->revision = 1;
        snapshot->state = layers::FeedState::Live;
        const char* kinds[] = {"air", "water", "noise", "traffic"};
        for (int i = 0; i < 40; ++i) {
            layers::StationValue station;
            station.id = "s" + std::to_string(i);
            station.name = QStringLiteral("莞城站点 %1").arg(i).toStdString();
            station.kind = kinds[i % 4];
            station.lonDegrees = kLon + (i % 8 - 3.5) * 0.0014 + (i == 20 ? 0.00005 : 0);
            const int row = i / 8;
            station.latDegrees = kLat + (row - 2.0) * 0.0022;
            if (i >= 36) {
                station.lonDegrees = kLon + 0.0001 * i;
                station.latDegrees = kLat;
            }
            station.state = static_cast<layers::StationState>((i / 3) % 5);
            station.datastreams.push_back({"d", "PM2.5", "ug/m3", layers::Observation{{}, 12.0 + i * 1.7}});
            snapshot->stations.push_back(station);
        }
        const std::vector<std::shared_ptr<const layers::ObservationSnapshot>> snapshots{snapshot};

        ViewSettings settings;
        settings.samples = samples;
        settings.sunInstant = SunInstant(std::chrono::milliseconds(1795407600000)); // 2026-11-23, 12:20 in Dongguan
        const ViewState view =
            ViewState::geographic(kLon, kLat - 0.0105, 480.0, 0.0, -24.0, static_cast<int>(800 * pixelRatio),
                                  static_cast<int>(600 * pixelRatio));
        SymbolRenderer::Options options;
        options.devicePixelRatio = pixelRatio;
        options.selected = SymbolRenderer::Station{3, "s11"};
        const auto paint = [&](bool markers) {
            FramePainter::Frame shown{view, scene.list, settings, {}, {}};
            options.markers = markers;
            shown.overScene = [&](const FrameCamera& camera, const FrameTarget& target) {
                m_symbols->draw(view, camera, target, snapshots, options);
            };
            const tiles3d::Image image = painted(shown);
            return QImage(image.pixels.data(), image.width, image.height, image.width * 4, QImage::Format_RGBA8888)
                .copy();
        };
        const QImage without = paint(false);
        QVERIFY(!m_symbols->hit(400, 300));
        QImage with;
        int frames = 0;
        do {
            with = paint(true);
            QVERIFY(++frames < 10);
        } while (m_symbols->wantsFrame());
        QDir().mkpath(test::buildPath("pictures"));
        with.save(test::buildPath("pictures/symbols-%1.png").arg(QString::fromLatin1(QTest::currentDataTag())));
        int different = 0;
        for (int y = 0; y < with.height(); ++y)
            for (int x = 0; x < with.width(); ++x) {
                different += with.pixel(x, y) != without.pixel(x, y);
                QCOMPARE(qAlpha(with.pixel(x, y)), 255);
            }
        QVERIFY(different > 5000);
        // Nothing moves: the next frame is the same.
        QCOMPARE(paint(true), with);

        // The selected one stands alone and can be hit where it is drawn.
        const glm::dvec3 anchor = toEcef({snapshot->stations[11].lonDegrees, snapshot->stations[11].latDegrees, 2});
        const glm::dvec3 relative = anchor - view.eye;
        const double z = glm::dot(relative, view.direction);
        const double x = (glm::dot(relative, view.right) / (view.tanHalfX * z) * 0.5 + 0.5) * view.width;
        const double y = (0.5 - glm::dot(relative, view.up) / (view.tanHalfY * z) * 0.5) * view.height;
        const auto hit = m_symbols->hit(x, y - 26 * pixelRatio);
        QVERIFY(hit.has_value());
        QCOMPARE(hit->stationId, std::string("s11"));
        QCOMPARE(hit->sourceId, 3u);
        QVERIFY(!m_symbols->hit(5, 5));
        // So can a label: that of the nearest on the left, on whatever side it found room.
        std::set<std::string> onLabels;
        for (int right = 40; right < 260; right += 20)
            for (int down = 380; down < 440; down += 10)
                if (const auto label = m_symbols->hit(right * pixelRatio, down * pixelRatio);
                    label && std::hypot(right - 94, down - 411) > 40)
                    onLabels.insert(label->stationId);
        QCOMPARE(onLabels, std::set<std::string>{"s1"});
    }

    /// A station below the ground: its marker is small, and it has no label. One above it has both.
    void hiddenStationsAreQuiet_data()
    {
        QTest::addColumn<double>("height");
        QTest::addColumn<int>("samples");
        QTest::addColumn<bool>("hidden");
        QTest::newRow("above") << 10.0 << 0 << false;
        QTest::newRow("below") << -20.0 << 0 << true;
        QTest::newRow("below, multisampled") << -20.0 << 4 << true;
    }
    void hiddenStationsAreQuiet()
    {
        QFETCH(double, height);
        QFETCH(int, samples);
        QFETCH(bool, hidden);
        HandMadeScene scene(*m_preparer);
        scene.add(groundModel(1200, 4), eastNorthUpToEcef({kLon, kLat, 0}), 900);
        auto snapshot = std::make_shared<layers::ObservationSnapshot>();
        snapshot->sourceId = 7;
        snapshot->revision = static_cast<std::uint64_t>(height + 100) * 10 + static_cast<std::uint64_t>(samples);
        snapshot->state = layers::FeedState::Live;
        layers::StationValue station;
        station.id = "only";
        station.name = "Only station";
        station.kind = "air";
        station.lonDegrees = kLon;
        station.latDegrees = kLat;
        station.heightMeters = height;
        station.state = layers::StationState::Warning;
        station.datastreams.push_back({"d", "PM2.5", "ug/m3", layers::Observation{{}, 128.0}});
        snapshot->stations.push_back(station);
        const std::vector<std::shared_ptr<const layers::ObservationSnapshot>> snapshots{snapshot};
        const ViewState view = ViewState::geographic(kLon, kLat - 0.003, 300.0, 0.0, -42.0, 400, 300);
        ViewSettings settings;
        settings.samples = samples;
        settings.sunInstant = SunInstant(std::chrono::milliseconds(1795407600000));
        const auto paint = [&](bool labels) {
            tiles3d::Image image;
            int frames = 0;
            do {
                FramePainter::Frame shown{view, scene.list, settings, {}, {}};
                SymbolRenderer::Options options;
                options.labels = labels;
                shown.overScene = [&](const FrameCamera& camera, const FrameTarget& target) {
                    m_symbols->draw(view, camera, target, snapshots, options);
                };
                image = painted(shown);
            } while (m_symbols->wantsFrame() && ++frames < 10);
            return image.pixels;
        };
        QCOMPARE(paint(true) == paint(false), hidden);

        const glm::dvec3 relative = toEcef({kLon, kLat, height + 2}) - view.eye;
        const double z = glm::dot(relative, view.direction);
        const double x = (glm::dot(relative, view.right) / (view.tanHalfX * z) * 0.5 + 0.5) * view.width;
        const double y = (0.5 - glm::dot(relative, view.up) / (view.tanHalfY * z) * 0.5) * view.height - 26;
        QVERIFY(m_symbols->hit(x, y));
        QCOMPARE(m_symbols->hit(x - 12, y).has_value(), !hidden);
    }

    /// Towns stand in the picture between their scales, and only where they are wanted.
    void placeNamesKeepToTheirScales_data()
    {
        QTest::addColumn<double>("height");
        QTest::addColumn<bool>("shown");
        QTest::newRow("too near") << 1000.0 << false; // 1.2 km across
        QTest::newRow("town") << 9'000.0 << true;
        QTest::newRow("city") << 50'000.0 << true;
        QTest::newRow("too far") << 100'000.0 << false;
    }
    void placeNamesKeepToTheirScales()
    {
        QFETCH(double, height);
        QFETCH(bool, shown);
        m_symbols->setPlaceNames({{"虎门", PlaceName::Kind::Town, kLon, kLat}});
        const layers::DrawList nothing;
        const ViewState view = ViewState::geographic(kLon, kLat, height, 0, -90, 400, 300);
        const auto paint = [&](bool names) {
            FramePainter::Frame shown{view, nothing, {}, {}, {}};
            SymbolRenderer::Options options;
            options.placeNames = names;
            shown.overScene = [&](const FrameCamera& camera, const FrameTarget& target) {
                m_symbols->draw(view, camera, target, {}, options);
            };
            return painted(shown).pixels;
        };
        QCOMPARE(paint(true) != paint(false), shown);
        m_symbols->setPlaceNames({});
    }

    void nothingBehindTheHorizonOrTheEye()
    {
        auto snapshot = std::make_shared<layers::ObservationSnapshot>();
        snapshot->sourceId = 4;
        snapshot->revision = 1;
        for (const double lat : {kLat + 3.0, kLat - 1.0}) { // 330 km ahead, and behind
            layers::StationValue station;
            station.id = std::to_string(lat);
            station.lonDegrees = kLon;
            station.latDegrees = lat;
            snapshot->stations.push_back(station);
        }
        const std::vector<std::shared_ptr<const layers::ObservationSnapshot>> snapshots{snapshot};
        const layers::DrawList nothing;
        const ViewState view = ViewState::geographic(kLon, kLat, 500, 0, 0, 400, 300);
        ViewSettings settings;
        const auto paint = [&](bool markers) {
            FramePainter::Frame shown{view, nothing, settings, {}, {}};
            SymbolRenderer::Options options;
            options.markers = markers;
            shown.overScene = [&](const FrameCamera& camera, const FrameTarget& target) {
                m_symbols->draw(view, camera, target, snapshots, options);
            };
            return painted(shown).pixels;
        };
        QVERIFY(paint(true) == paint(false));
    }

private:
    QtText m_text;
    std::unique_ptr<SymbolRenderer> m_symbols;
};

QTEST_MAIN(TestSymbols)
#include "TestSymbols.moc"
