#include "tests/Paths.h"
#include "tests/render_view/HandMadeCity.h"
#include "tests/render_view/PainterTest.h"

#include "render/effects/ShadowFit.h"

#include <QDir>
#include <QImage>
#include <QtTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::ViewState;

namespace {

constexpr int kWidth = 800, kHeight = 600;
constexpr double kBoxMeters = 20.0, kBoxHeight = 30.0;
constexpr const char* kMorning = "2026-03-20T01:00:00Z"; // 9:00 in Dongguan
constexpr const char* kNight = "2026-03-20T15:00:00Z";

SunInstant instantOf(const char* iso)
{
    return SunInstant(
        std::chrono::milliseconds(QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toMSecsSinceEpoch()));
}

glm::dmat4 enu() { return eastNorthUpToEcef({kLon, kLat, 0}); }

glm::dvec3 ecefOf(const glm::dvec3& local) { return glm::dvec3(enu() * glm::dvec4(local, 1.0)); }

/// Straight down from a height, north at the top.
ViewState fromAbove(double heightMeters, double east = 0, double north = 0)
{
    const glm::dmat4 frame = enu();
    return ViewState::perspective(ecefOf({east, north, heightMeters}), -glm::dvec3(frame[2]), glm::dvec3(frame[1]),
                                  kWidth, kHeight);
}

glm::dvec2 pixelOf(const ViewState& view, const glm::dvec3& local)
{
    const glm::dvec3 offset = ecefOf(local) - view.eye;
    const double along = glm::dot(offset, view.direction);
    return {kWidth * (0.5 + 0.5 * glm::dot(offset, view.right) / (along * view.tanHalfX)),
            kHeight * (0.5 - 0.5 * glm::dot(offset, view.up) / (along * view.tanHalfY))};
}

std::shared_ptr<tiles3d::Image> plainPicture()
{
    auto image = std::make_shared<tiles3d::Image>();
    image->width = image->height = 4;
    image->channels = 3;
    image->pixels.assign(48, 150);
    return image;
}

std::shared_ptr<tiles3d::Model> boxModel(tiles3d::AlphaMode alphaMode = tiles3d::AlphaMode::Opaque)
{
    tiles3d::Primitive p;
    const auto half = static_cast<float>(-0.5 * kBoxMeters), side = static_cast<float>(kBoxMeters);
    addBox(p, half, half, side, side, static_cast<float>(kBoxHeight), 0);
    for (auto& texCoords : p.texCoords)
        texCoords.clear();
    tiles3d::Material material;
    material.baseColorFactor = {0.5f, 0.5f, 0.5f, alphaMode == tiles3d::AlphaMode::Blend ? 0.4f : 1.0f};
    material.alphaMode = alphaMode;
    return modelOf(std::move(p), material);
}

/// A lit square of 400 m, tilted about its east-west axis so that it faces south.
std::shared_ptr<tiles3d::Model> slopeModel(double degrees)
{
    const auto c = static_cast<float>(std::cos(degrees * kDegreesToRadians)),
               s = static_cast<float>(std::sin(degrees * kDegreesToRadians));
    tiles3d::Primitive p;
    addFace(p, {-200, -200 * c, -200 * s}, {200, -200 * c, -200 * s}, {200, 200 * c, 200 * s}, {-200, 200 * c, 200 * s},
            {0, -s, c}, 0);
    for (auto& texCoords : p.texCoords)
        texCoords.clear();
    tiles3d::Material material;
    material.baseColorFactor = {0.4f, 0.4f, 0.4f, 1.0f};
    return modelOf(std::move(p), material);
}

int darkerBy(const QImage& with, const QImage& without, int x, int y)
{
    return qGreen(without.pixel(x, y)) - qGreen(with.pixel(x, y));
}

} // namespace

class TestShadows : public test::PainterTest {
    Q_OBJECT

    ViewSettings settingsAt(const char* instant, ViewSettings::Shadows shadows)
    {
        ViewSettings settings;
        settings.sunInstant = instantOf(instant);
        settings.haze = settings.edges = false;
        settings.shadows = shadows;
        return settings;
    }
    QImage picture(const ViewState& view, const layers::DrawList& list, const ViewSettings& settings)
    {
        m_painter->paint({view, list, settings, {}, {}});
        return picture();
    }
    QImage picture()
    {
        const tiles3d::Image image = m_painter->target().readPixels();
        return QImage(image.pixels.data(), image.width, image.height, image.width * 4, QImage::Format_RGBA8888).copy();
    }
    void addPlain(HandMadeScene& scene)
    {
        scene.add(groundModel(2000, 4), enu(), 1500);
        scene.drape(plainPicture());
    }
    static void keep(const QImage& image, const QString& name)
    {
        const QString folder = test::buildPath("pictures");
        QDir().mkpath(folder);
        image.save(folder + "/shadow-" + name + ".png");
    }

private slots:
    void initTestCase() { openPainter(); }
    void cleanupTestCase() { closePainter(); }

    void falls_data()
    {
        QTest::addColumn<QString>("instant");
        QTest::newRow("9:00 in March") << "2026-03-20T01:00:00Z";
        QTest::newRow("17:00 in June") << "2026-06-21T09:00:00Z";
        QTest::newRow("12:20 in December") << "2026-12-21T04:20:00Z";
        QTest::newRow("8:00 in January") << "2026-01-15T00:00:00Z";
    }
    /// From the middle of a box the shadow ends where the sun's azimuth and elevation say, and there is none on the other side.
    void falls()
    {
        QFETCH(QString, instant);
        const QByteArray iso = instant.toLatin1();
        HandMadeScene scene(*m_preparer);
        scene.add(boxModel(), enu(), 40);
        addPlain(scene);
        const ViewState view = fromAbove(500);
        const QImage with = picture(view, scene.list, settingsAt(iso.constData(), ViewSettings::Shadows::On));
        const QImage without = picture(view, scene.list, settingsAt(iso.constData(), ViewSettings::Shadows::Off));
        keep(with, QString::fromLatin1(QTest::currentDataTag()).remove(':'));

        const SunAngles sun = sunAngles(instantOf(iso.constData()), kLon, kLat);
        const double azimuth = sun.azimuthDegrees * kDegreesToRadians;
        const glm::dvec2 away(-std::sin(azimuth), -std::cos(azimuth));
        const double within = 0.5 * kBoxMeters / std::max(std::abs(away.x), std::abs(away.y));
        const double expected = kBoxHeight / std::tan(sun.elevationDegrees * kDegreesToRadians) + within;
        double last = 0, last2 = 0;
        int darkest = 0;
        for (double along = within + 2.0; along < 1.3 * expected; along += 0.25) {
            const auto probe = [&](double distance) {
                const glm::dvec2 at = pixelOf(view, glm::dvec3(away * distance, 0.0));
                const QPoint pixel(static_cast<int>(at.x), static_cast<int>(at.y));
                return with.valid(pixel) ? darkerBy(with, without, pixel.x(), pixel.y()) : 0;
            };
            // The box itself, seen from above the middle, leans over some of it.
            darkest = std::max(darkest, probe(along));
            if (probe(along) > 12)
                last = along;
            if (probe(-along) > 3)
                last2 = along;
        }
        const double metersPerPixel = 500.0 * 2.0 * view.tanHalfX / kWidth;
        QVERIFY2(std::abs(last - expected) < 2.5 * metersPerPixel,
                 qPrintable(QStringLiteral("ends at %1 m, not %2 m").arg(last).arg(expected)));
        QCOMPARE(last2, 0.0); // nothing on the side of the sun
        QVERIFY2(darkest > 25 && darkest < 90, qPrintable(QString::number(darkest)));
    }

    void noneAtNight()
    {
        HandMadeScene scene(*m_preparer);
        scene.add(boxModel(), enu(), 40);
        addPlain(scene);
        QCOMPARE(picture(fromAbove(500), scene.list, settingsAt(kNight, ViewSettings::Shadows::On)),
                 picture(fromAbove(500), scene.list, settingsAt(kNight, ViewSettings::Shadows::Off)));
    }

    void glassCastsNone()
    {
        HandMadeScene scene(*m_preparer);
        scene.add(boxModel(tiles3d::AlphaMode::Blend), enu(), 40);
        addPlain(scene);
        const QImage with = picture(fromAbove(500), scene.list, settingsAt(kMorning, ViewSettings::Shadows::On));
        const QImage without = picture(fromAbove(500), scene.list, settingsAt(kMorning, ViewSettings::Shadows::Off));
        int worst = 0;
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x)
                worst = std::max(worst, std::abs(darkerBy(with, without, x, y)));
        QVERIFY2(worst <= 2, qPrintable(QString::number(worst)));
    }

    /// Each side of a swiped picture has the shadows of what it shows itself.
    void sidesDiffer()
    {
        HandMadeScene built(*m_preparer), bare(*m_preparer);
        built.add(boxModel(), enu(), 40);
        addPlain(built);
        addPlain(bare);
        const ViewState view = fromAbove(500);
        const auto swiped = [&](const layers::DrawList& left, const layers::DrawList& right,
                                ViewSettings::Shadows shadows) {
            const ViewSettings settings = settingsAt("2026-12-21T04:20:00Z", shadows);
            FramePainter::Frame frame{view, left, settings, {}, {}};
            frame.right.emplace(FramePainter::Frame::RightSide{right, kWidth / 2, {}});
            m_painter->paint(frame);
            return picture();
        };
        // At noon in winter it falls to the north, half of it on either side.
        const glm::dvec2 left = pixelOf(view, {-5, 25, 0}), right = pixelOf(view, {5, 25, 0});
        const auto darker = [&](const QImage& with, const QImage& without, const glm::dvec2& at) {
            return darkerBy(with, without, static_cast<int>(at.x), static_cast<int>(at.y));
        };
        using Shadows = ViewSettings::Shadows;
        const QImage a = swiped(built.list, bare.list, Shadows::On), a0 = swiped(built.list, bare.list, Shadows::Off);
        keep(a, QStringLiteral("swipe"));
        QVERIFY(darker(a, a0, left) > 25);
        QCOMPARE(darker(a, a0, right), 0);
        const QImage b = swiped(bare.list, built.list, Shadows::On), b0 = swiped(bare.list, built.list, Shadows::Off);
        QCOMPARE(darker(b, b0, left), 0);
        QVERIFY(darker(b, b0, right) > 25);
    }

    void noAcne_data()
    {
        QTest::addColumn<double>("slope");
        QTest::addColumn<QString>("instant");
        QTest::addColumn<double>("height");
        for (const double slope : {0.0, 20.0, 45.0, 70.0})
            for (const char* instant :
                 {"2026-06-21T04:20:00Z", "2026-03-20T01:00:00Z", "2026-12-21T08:50:00Z", "2026-01-15T00:00:00Z"})
                for (const double height : {300.0, 3000.0})
                    QTest::addRow("%g degrees, %s, %g m", slope, instant, height) << slope << instant << height;
    }
    /// A slope alone looks the same with shadows: it throws none on itself.
    void noAcne()
    {
        QFETCH(double, slope);
        QFETCH(QString, instant);
        QFETCH(double, height);
        const QByteArray iso = instant.toLatin1();
        HandMadeScene scene(*m_preparer);
        scene.add(slopeModel(slope), enu(), 300);
        const QImage with = picture(fromAbove(height, 40), scene.list, settingsAt(iso, ViewSettings::Shadows::On));
        const QImage without = picture(fromAbove(height, 40), scene.list, settingsAt(iso, ViewSettings::Shadows::Off));
        double sum = 0;
        int worst = 0;
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                sum += darkerBy(with, without, x, y);
                worst = std::max(worst, darkerBy(with, without, x, y));
            }
        QVERIFY2(sum / (kWidth * kHeight) < 0.02, qPrintable(QString::number(sum / (kWidth * kHeight))));
        QVERIFY2(worst <= 3, qPrintable(QString::number(worst)));
    }

    /// The map is drawn again only when something of it changes.
    void isKept()
    {
        HandMadeScene scene(*m_preparer);
        scene.add(boxModel(), enu(), 40);
        addPlain(scene);
        const auto drawn = [&](const ViewState& view, const char* instant) {
            (void)picture(view, scene.list, settingsAt(instant, ViewSettings::Shadows::On));
            return m_painter->counters().shadowMaps;
        };
        (void)drawn(fromAbove(500), kNight);
        QCOMPARE(drawn(fromAbove(500), kMorning), std::size_t(1));
        QCOMPARE(drawn(fromAbove(500), kMorning), std::size_t(0));
        QCOMPARE(drawn(fromAbove(500, 0.01), kMorning), std::size_t(0));
        QCOMPARE(drawn(fromAbove(500), "2026-03-20T01:01:00Z"), std::size_t(1));
        scene.add(boxModel(), enu(), 40);
        QCOMPARE(drawn(fromAbove(500), "2026-03-20T01:01:00Z"), std::size_t(1));
    }

    /// Under a moving camera the map's texels stay where they are on the ground.
    void stepsInWholeTexels()
    {
        HandMadeScene scene(*m_preparer);
        scene.add(boxModel(), enu(), 40);
        addPlain(scene);
        const auto fitAt = [&](double east) {
            const ViewState view = fromAbove(500, east);
            return fitShadows(scene.list, FrameCamera::make(view, true, 1, 1000),
                              lightingAt(instantOf(kMorning), view.eye, false))
                .value();
        };
        const ShadowFit first = fitAt(0);
        int moves = 0;
        for (int i = 1; i < 200; ++i) {
            const ShadowFit fit = fitAt(i);
            QCOMPARE(fit.axes, first.axes);
            for (std::size_t part = 0; part < 2; ++part) {
                QCOMPARE(fit.parts[part].half, first.parts[part].half);
                const double texels = (fit.parts[part].center.x - first.parts[part].center.x)
                    / (2.0 * fit.parts[part].half.x) * ShadowFit::kSide;
                QVERIFY(std::abs(texels - std::round(texels)) < 1e-4);
                moves += std::abs(texels) > 0.5;
            }
        }
        QVERIFY(moves > 0);
    }

    /// On a software renderer only the picture at rest has them.
    void waitsForRest()
    {
        if (!m_gl->isSoftware())
            QSKIP("a graphics card draws them always");
        ViewSettings settings = settingsAt(kMorning, ViewSettings::Shadows::Automatic);
        QVERIFY(!m_painter->hasShadows(settings));
        settings.isAtRest = true;
        QVERIFY(m_painter->hasShadows(settings));
        settings.shadows = ViewSettings::Shadows::Off;
        QVERIFY(!m_painter->hasShadows(settings));
    }
};

QTEST_GUILESS_MAIN(TestShadows)
#include "TestShadows.moc"
