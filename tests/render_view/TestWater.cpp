// Water that a terrain source tells from land: it mirrors the sky the more, the flatter it is seen, and a low sun lays a path on it.
#include "tests/render_view/HandMadeCity.h"
#include "tests/render_view/PainterTest.h"

#include "render/scene/WaveTexture.h"
#include "render/upload/WaveField.h"

#include <glm/geometric.hpp>

#include <QtTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::GroundLook;
using layers::ViewState;

namespace {

constexpr int kWidth = 240, kHeight = 160; ///< pixels
constexpr int kLevel = 13;
constexpr const char *kNoon = "2026-06-21T04:25:00Z", *kEvening = "2026-06-21T10:30:00Z";

enum class Mask : std::uint8_t { None, Land, Water };

class PlainSurface final : public layers::GroundSurface {
public:
    explicit PlainSurface(Mask mask) : m_mask(mask) { }
    std::optional<HeightSample> at(double, double) const override { return HeightSample{}; }
    std::optional<float> waterAt(double, double) const override
    {
        return m_mask == Mask::None ? std::nullopt : std::optional(m_mask == Mask::Water ? 1.0F : 0.0F);
    }

private:
    Mask m_mask;
};

std::shared_ptr<tiles3d::Image> silt()
{
    auto picture = std::make_shared<tiles3d::Image>();
    picture->width = picture->height = 1;
    picture->channels = 3;
    picture->pixels = {72, 84, 66};
    return picture;
}

/// With a picture on each tile.
void addGround(HandMadeScene& scene, Mask mask, float opacity = 1)
{
    addRelief(scene, PlainSurface(mask), kLevel, opacity);
    for (std::size_t i = 0; i < 9; ++i)
        scene.drapeOver(i, silt());
}

/// From 300 m.
ViewState towards(double headingDegrees, double pitchDegrees)
{
    const glm::dmat4 frame = eastNorthUpToEcef({kLon, kLat, 300});
    const double heading = headingDegrees * kDegreesToRadians, pitch = pitchDegrees * kDegreesToRadians;
    const glm::dvec3 level = std::sin(heading) * glm::dvec3(frame[0]) + std::cos(heading) * glm::dvec3(frame[1]);
    const glm::dvec3 up(frame[2]);
    return ViewState::perspective(glm::dvec3(frame[3]), std::cos(pitch) * level + std::sin(pitch) * up,
                                  std::cos(pitch) * up - std::sin(pitch) * level, kWidth, kHeight);
}

} // namespace

class TestWater : public test::PainterTest {
    Q_OBJECT

private slots:
    void initTestCase() { openPainter(); }
    void cleanupTestCase() { closePainter(); }

    /// Who prepares the first water works its waves out, so that no frame has to; without water nobody does.
    void theWorkerMakesTheWaves()
    {
        QVERIFY(!isWaveFieldMade());
        HandMadeScene dry(*m_preparer);
        addGround(dry, Mask::None);
        addGround(dry, Mask::Land);
        QVERIFY(!isWaveFieldMade());
        HandMadeScene wet(*m_preparer);
        addGround(wet, Mask::Water);
        QVERIFY(isWaveFieldMade());
    }

    /// Every level of the field is level in the mean, and what it no longer shows of the waves it tells as roughness.
    void wavesBecomeRoughness()
    {
        const auto levels = waveField();
        QCOMPARE(levels.size(), std::size_t{9});
        QVERIFY(levels == waveField());
        for (const std::vector<std::uint8_t>& level : levels) {
            glm::dvec4 sum(0.0);
            for (std::size_t i = 0; i < level.size(); i += 4)
                sum += glm::dvec4(level[i], level[i + 1], level[i + 2], level[i + 3]);
            const glm::dvec4 mean = sum / (static_cast<double>(level.size()) / 4.0 * 255.0);
            QVERIFY(std::abs(mean.x - 0.5) < 0.01 && std::abs(mean.y - 0.5) < 0.01);
            const double square = mean.z * double(kWaveSlope) * double(kWaveSlope) / 4.0;
            QVERIFY2(square > 0.015 && square < 0.025, qPrintable(QString::number(square)));
            QVERIFY(mean.w > 0.3 && mean.w < 0.7);
        }
    }

    /// What the shader takes for granted where it does not look at the field.
    void manyWavesAreAsGoodAsLevel()
    {
        const auto& levels = waveField();
        for (std::size_t n = static_cast<std::size_t>(kWaveLastLevel); n < levels.size(); ++n) {
            double slopes = 0, roughness = 0;
            for (std::size_t i = 0; i < levels[n].size(); i += 4) {
                for (std::size_t c = 0; c < 2; ++c)
                    slopes += std::pow((levels[n][i + c] / 127.5 - 1) * double(kWaveSlope), 2);
                roughness += levels[n][i + 2] / 255.0 * double(kWaveSlope) * double(kWaveSlope) / 4;
            }
            const double count = static_cast<double>(levels[n].size()) / 4, all = std::pow(double(kWaveMeanSlope), 2);
            QVERIFY2(std::sqrt(slopes / count) < 0.12 * double(kWaveMeanSlope),
                     qPrintable(QString::number(std::sqrt(slopes / count))));
            QVERIFY2(std::abs(roughness / count - all) < 0.1 * all, qPrintable(QString::number(roughness / count)));
        }
    }

    /// From high up a pixel holds many: they are left out of the program, the short ones first.
    void wavesAreLeftOutFromAfar()
    {
        QVERIFY(areWavesSeen(kFineWaves, 0.3) && areWavesSeen(kBroadWaves, 0.3)); // from 300 m
        QVERIFY(areWavesSeen(kFineWaves, 5) && areWavesSeen(kBroadWaves, 5));
        QVERIFY(!areWavesSeen(kFineWaves, 20) && areWavesSeen(kBroadWaves, 20));
        QVERIFY(!areWavesSeen(kFineWaves, 60) && !areWavesSeen(kBroadWaves, 60)); // the whole city
    }

    /// Neighbours agree about a wave, to a millimetre per 100 m.
    void wavesGoOnFromPlaceToPlace()
    {
        const Geographic here{113.75, 22.98, 0};
        const WavePlace place = wavePlace(here);
        QVERIFY(glm::all(glm::greaterThanEqual(place.offset, glm::dvec2(0.0))));
        QVERIFY(glm::all(glm::lessThan(place.offset, glm::dvec2(1.0))));
        const glm::dmat4 frame = eastNorthUpToEcef(here);
        const glm::dvec2 moved(60, 80);
        const WavePlace next = wavePlace(toGeographic(glm::dvec3(frame * glm::dvec4(moved, 0, 1))));
        const glm::dvec2 apart = next.offset - place.offset - moved * place.perMeter;
        QVERIFY(glm::length((apart - glm::round(apart)) / place.perMeter) < 0.001);
    }

    void waterMirrorsTheSky()
    {
        // Away from the sun of noon: flat the sky's blue, straight down the picture's own colour.
        const auto shift = [&](double pitch) {
            const glm::vec3 land = mean(Mask::Land, towards(0, pitch), kNoon);
            const glm::vec3 water = mean(Mask::Water, towards(0, pitch), kNoon);
            return (water.b - water.r) - (land.b - land.r);
        };
        const float flat = shift(-14), middle = shift(-35), down = shift(-80);
        const QString told = QString("%1 %2 %3").arg(double(flat)).arg(double(middle)).arg(double(down));
        QVERIFY2(flat > middle + 0.03F && middle > down, qPrintable(told));
        QVERIFY2(flat > 0.1F, qPrintable(told));
    }

    void aLowSunLaysAPath()
    {
        const SunAngles sun = sunAngles(instantOf(kEvening), kLon, kLat);
        const float towardsSun = brightness(Mask::Water, sun.azimuthDegrees);
        const float beside = brightness(Mask::Water, sun.azimuthDegrees + 90);
        const float land = brightness(Mask::Land, sun.azimuthDegrees);
        QVERIFY2(towardsSun > beside + 0.15F, qPrintable(QString("%1 %2").arg(double(towardsSun)).arg(double(beside))));
        QVERIFY(towardsSun > land + 0.15F);
    }

    void landAndMapsStayAsTheyAre()
    {
        const ViewState view = towards(300, -14);
        QCOMPARE(mean(Mask::Land, view, kEvening), mean(Mask::None, view, kEvening));
        QCOMPARE(mean(Mask::Water, view, kEvening, GroundLook::Shading::Hillshade),
                 mean(Mask::Land, view, kEvening, GroundLook::Shading::Hillshade));
        QCOMPARE(mean(Mask::Water, view, kEvening, GroundLook::Shading::Slope),
                 mean(Mask::Land, view, kEvening, GroundLook::Shading::Slope));
    }

    /// Half of it is what lies behind, of water as of land.
    void clearWaterIsSeenThrough()
    {
        const ViewState view = towards(0, -60);
        const glm::vec3 all = mean(Mask::Water, view, kNoon), half = mean(Mask::Water, view, kNoon, {}, 0.5F),
                        halfLand = mean(Mask::Land, view, kNoon, {}, 0.5F), land = mean(Mask::Land, view, kNoon);
        QVERIFY(glm::length((half - halfLand) - 0.5F * (all - land)) < 0.02F);
    }

    /// The same picture whenever it is drawn.
    void picturesStandStill()
    {
        HandMadeScene scene(*m_preparer);
        addGround(scene, Mask::Water);
        const ViewState view = towards(300, -14);
        QCOMPARE(draw(scene, view, kEvening).pixels, draw(scene, view, kEvening).pixels);
    }

private:
    static SunInstant instantOf(const char* iso)
    {
        return SunInstant(std::chrono::milliseconds(
            QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toMSecsSinceEpoch()));
    }
    tiles3d::Image draw(const HandMadeScene& scene, const ViewState& view, const char* instant)
    {
        ViewSettings settings;
        settings.sunInstant = instantOf(instant);
        settings.haze = false;
        return painted({view, scene.list, settings, {}, {}});
    }
    /// Of the middle of the picture.
    glm::vec3 mean(Mask mask, const ViewState& view, const char* instant,
                   GroundLook::Shading shading = GroundLook::Shading::Natural, float opacity = 1)
    {
        HandMadeScene scene(*m_preparer);
        addGround(scene, mask, opacity);
        scene.list.groundLook.shading = shading;
        const tiles3d::Image image = draw(scene, view, instant);
        glm::vec3 sum(0.0F);
        int count = 0;
        for (int y = kHeight / 3; y < 2 * kHeight / 3; ++y)
            for (int x = kWidth / 3; x < 2 * kWidth / 3; ++x, ++count) {
                const std::size_t at = (static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)) * 4;
                sum += glm::vec3(image.pixels[at], image.pixels[at + 1], image.pixels[at + 2]) / 255.0F;
            }
        return sum / static_cast<float>(count);
    }
    float brightness(Mask mask, double heading)
    {
        const glm::vec3 color = mean(mask, towards(heading, -14), kEvening);
        return (color.r + color.g + color.b) / 3;
    }
};

QTEST_GUILESS_MAIN(TestWater)
#include "TestWater.moc"
