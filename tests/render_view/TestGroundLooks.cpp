// Ground with heights: its light, shading as on maps, classes of slope, contour lines, and what is seen through it.
#include "tests/TerrainWriter.h"
#include "tests/render_view/HandMadeCity.h"
#include "tests/render_view/PainterTest.h"

#include <glm/geometric.hpp>

#include <QtTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::GroundLook;
using layers::ViewState;

namespace {

constexpr int kSide = 200; ///< pixels
constexpr double kExtent = 400; ///< metres

class FunctionSurface final : public layers::GroundSurface {
public:
    explicit FunctionSurface(test::HeightFunction height) : m_height(std::move(height)) { }
    std::optional<HeightSample> at(double lon, double lat) const override
    {
        HeightSample sample;
        sample.heightMeters = m_height(lon, lat);
        return sample;
    }

private:
    test::HeightFunction m_height;
};

double eastOf(double lon, double lat)
{
    return (lon - kLon) * kDegreesToRadians * kWgs84SemiMajorMeters * std::cos(lat * kDegreesToRadians);
}

/// A ridge from south to north: 60 m high, its sides one in five.
double ridge(double lon, double lat) { return 60 - 0.2 * std::abs(eastOf(lon, lat)); }

void addGround(HandMadeScene& scene, const test::HeightFunction& height, int level = 15, float opacity = 1)
{
    addRelief(scene, FunctionSurface(height), level, opacity);
}

ViewState fromAbove()
{
    const glm::dmat4 frame = eastNorthUpToEcef({kLon, kLat, 2000});
    return ViewState::orthographic(glm::dvec3(frame[3]), -glm::dvec3(frame[2]), glm::dvec3(frame[1]), kSide, kSide,
                                   kExtent);
}

} // namespace

class TestGroundLooks : public test::PainterTest {
    Q_OBJECT

private slots:
    void initTestCase() { openPainter(); }
    void cleanupTestCase() { closePainter(); }

    /// The morning sun stands in the east.
    void slopesTowardsTheSunAreBrighter()
    {
        HandMadeScene scene(*m_preparer);
        addGround(scene, ridge);
        const Picture picture = paint(scene);
        const float east = picture.brightness(40, 0), west = picture.brightness(-40, 0);
        QVERIFY2(east > west + 0.05F, qPrintable(QString("%1 %2").arg(double(east)).arg(double(west))));
        // Each side is even: no seams between the tiles, no steps within.
        for (const double north : {-80.0, -30.0, 25.0, 75.0})
            for (const double off : {25.0, 60.0, 90.0})
                QVERIFY(std::abs(picture.brightness(off, north) - east) < 0.02F);
    }

    /// Level ground with heights looks as bare ground does.
    void levelGroundIsAsWithoutHeights()
    {
        HandMadeScene scene(*m_preparer);
        addGround(scene, [](double, double) { return 0.0; });
        const glm::vec3 with = paint(scene).color(30, 20);
        for (layers::DrawItem& item : scene.list.items)
            item.hasRelief = false;
        const glm::vec3 without = paint(scene).color(30, 20);
        QVERIFY(glm::length(with - without) < 0.012F);
    }

    void hillshadeComesFromTheNorthWest()
    {
        HandMadeScene scene(*m_preparer);
        addGround(scene, ridge);
        scene.list.groundLook.shading = GroundLook::Shading::Hillshade;
        const Picture picture = paint(scene);
        QVERIFY(picture.brightness(-40, 0) > picture.brightness(40, 0) + 0.1F);
        const glm::vec3 color = picture.color(-40, 0);
        QVERIFY2(std::abs(color.r - color.b) < 0.15F, qPrintable(QString::number(double(color.r - color.b)))); // grey
    }

    /// Over pictures it only lightens and darkens: the plain stays as the picture has it, and no slope burns out or drowns.
    void hillshadeKeepsPictures()
    {
        const auto draped = [&](const test::HeightFunction& height, GroundLook::Shading shading) {
            HandMadeScene scene(*m_preparer);
            addGround(scene, height);
            auto picture = std::make_shared<tiles3d::Image>();
            picture->width = picture->height = 1;
            picture->channels = 3;
            picture->pixels = {70, 110, 60};
            for (std::size_t i = 0; i < 9; ++i)
                scene.drapeOver(i, picture);
            scene.list.groundLook.shading = shading;
            return paint(scene);
        };
        const auto plain = [](double, double) { return 0.0; };
        const glm::vec3 natural = draped(plain, GroundLook::Shading::Natural).color(30, 20);
        const glm::vec3 shaded = draped(plain, GroundLook::Shading::Hillshade).color(30, 20);
        QVERIFY2(glm::length(natural - shaded) < 0.006F,
                 qPrintable(QString::number(double(glm::length(natural - shaded)))));
        const auto steep = [](double lon, double lat) { return 60 - 0.7 * std::abs(eastOf(lon, lat)); };
        const Picture hill = draped(steep, GroundLook::Shading::Hillshade);
        const glm::vec3 bright = hill.color(-40, 0), dark = hill.color(40, 0);
        QVERIFY(bright.g > natural.g + 0.05F && bright.g < 0.75F);
        QVERIFY(dark.g < natural.g - 0.05F && dark.g > 0.3F * natural.g);
        QVERIFY(bright.g > bright.r && dark.g > dark.r); // green stays green
    }

    void slopesHaveTheirClasses()
    {
        // 11.3 degrees: the third class. Exaggerated heights are not steeper than they are.
        for (const double exaggeration : {1.0, 3.0}) {
            HandMadeScene scene(*m_preparer);
            addGround(scene, [&](double lon, double lat) { return exaggeration * ridge(lon, lat); });
            scene.list.groundLook.shading = GroundLook::Shading::Slope;
            scene.list.groundLook.exaggeration = exaggeration;
            const glm::vec3 color = paint(scene).color(-60, 20);
            QVERIFY2(color.r > color.g && color.g > color.b + 0.15F,
                     qPrintable(QString("%1 %2 %3").arg(double(color.r)).arg(double(color.g)).arg(double(color.b))));
        }
        HandMadeScene flat(*m_preparer);
        addGround(flat, [](double, double) { return 12.0; });
        flat.list.groundLook.shading = GroundLook::Shading::Slope;
        const glm::vec3 green = paint(flat).color(10, 10);
        QVERIFY(green.g > green.r + 0.05F && green.g > green.b + 0.05F);
    }

    /// Lines where the heights are: along a row from west to east one for every 5 m of height.
    void contoursLieWhereTheHeightsAre()
    {
        HandMadeScene scene(*m_preparer);
        addGround(scene, ridge);
        const Picture plain = paint(scene);
        scene.list.groundLook.contourMeters = 5;
        const Picture lined = paint(scene);
        std::vector<double> found;
        bool isInside = false;
        double begin = 0; // of a line with its casing
        for (double east = 10; east < 190; east += kExtent / kSide) {
            const bool isLine = std::abs(lined.brightness(east, 30) - plain.brightness(east, 30)) > 0.04F;
            if (isLine && !isInside)
                begin = east;
            if (!isLine && isInside)
                found.push_back((begin + east) / 2);
            isInside = isLine;
        }
        // 60 m on the ridge, 25 m for every 5 m of height: 25, 50 … 175.
        QCOMPARE(found.size(), std::size_t{7});
        for (std::size_t i = 0; i < found.size(); ++i)
            QVERIFY2(std::abs(found[i] - 25.0 * static_cast<double>(i + 1)) < 2 * kExtent / kSide + 0.5,
                     qPrintable(QString::number(found[i])));
        // A plain that lies on a line's height is no line.
        HandMadeScene flat(*m_preparer);
        addGround(flat, [](double, double) { return 10.0; });
        const glm::vec3 without = paint(flat).color(12, 34);
        flat.list.groundLook.contourMeters = 5;
        QVERIFY(glm::length(paint(flat).color(12, 34) - without) < 0.01F);
    }

    /// From a gentle slope over a bank into a bed and up again: the bold line is broken nowhere, even where the ground is steep.
    void boldLinesGoOnOverBanks()
    {
        // The slope eastward changes along the line: gentle in the south and the north, a bank between them.
        const auto rise = [](double, double lat) {
            const double north = (lat - kLat) * kDegreesToRadians * kWgs84SemiMajorMeters;
            return 0.15 + 4 * std::exp(-north * north / (2 * 25.0 * 25.0));
        };
        HandMadeScene scene(*m_preparer);
        addGround(
            scene, [&](double lon, double lat) { return 25.4 + rise(lon, lat) * eastOf(lon, lat); }, 16);
        const Picture without = paint(scene);
        scene.list.groundLook.contourMeters = 5;
        const Picture picture = paint(scene);
        for (double north = -90; north <= 90; north += kExtent / kSide) {
            const double lat = kLat + north / (kDegreesToRadians * kWgs84SemiMajorMeters);
            const double east = -0.4 / rise(kLon, lat);
            bool isLine = false;
            for (double off = -6; off <= 6; off += kExtent / kSide)
                isLine = isLine
                    || std::abs(picture.brightness(east + off, north) - without.brightness(east + off, north)) > 0.1F;
            QVERIFY2(isLine, qPrintable(QString::number(north)));
        }
    }

    /// Of clear ground only its surface is mixed in: not the walls round its tiles, from wherever it is seen.
    void clearGroundHasNoWalls()
    {
        HandMadeScene scene(*m_preparer);
        addGround(scene, ridge, 16, 0.5F);
        const Picture picture = paint(scene);
        const float first = picture.brightness(-40, 0);
        for (double north = -180; north < 180; north += kExtent / kSide)
            QVERIFY2(std::abs(picture.brightness(-40, north) - first) < 0.03F, qPrintable(QString::number(north)));
        const glm::dmat4 frame = eastNorthUpToEcef({kLon, kLat, 60});
        const ViewState slanted = ViewState::perspective(
            glm::dvec3(frame * glm::dvec4(-60, -250, 150, 1)),
            glm::normalize(glm::dvec3(frame[1]) - 0.7 * glm::dvec3(frame[2])), glm::dvec3(frame[2]), kSide, kSide);
        const tiles3d::Image image = draw(scene, slanted);
        // Along the middle column of the lower half the brightness changes slowly.
        float before = -1;
        for (int y = kSide / 2; y < kSide - 2; ++y) {
            const std::size_t at = (static_cast<std::size_t>(y) * kSide + kSide / 2) * 4;
            const float now = static_cast<float>(image.pixels[at + 1]) / 255.0F;
            QVERIFY2(before < 0 || std::abs(now - before) < 0.04F, qPrintable(QString::number(y)));
            before = now;
        }
    }

private:
    struct Picture {
        tiles3d::Image image;
        /// Metres from the middle.
        [[nodiscard]] glm::vec3 color(double east, double north) const
        {
            const int x = static_cast<int>(std::floor(kSide / 2.0 + east * kSide / kExtent));
            const int y = static_cast<int>(std::floor(kSide / 2.0 - north * kSide / kExtent));
            const std::size_t at = (static_cast<std::size_t>(y) * kSide + static_cast<std::size_t>(x)) * 4;
            return glm::vec3(image.pixels[at], image.pixels[at + 1], image.pixels[at + 2]) / 255.0F;
        }
        [[nodiscard]] float brightness(double east, double north) const
        {
            const glm::vec3 c = color(east, north);
            return (c.r + c.g + c.b) / 3;
        }
    };

    tiles3d::Image draw(const HandMadeScene& scene, const ViewState& view)
    {
        ViewSettings settings;
        settings.sunInstant = std::chrono::sys_time<std::chrono::milliseconds>(
            std::chrono::seconds(1'795'310'400)); // 2026-11-22T01:20:00Z, 9:20 in Dongguan
        settings.haze = false;
        return painted({view, scene.list, settings, {}, {}});
    }
    Picture paint(const HandMadeScene& scene) { return {draw(scene, fromAbove())}; }
};

QTEST_GUILESS_MAIN(TestGroundLooks)
#include "TestGroundLooks.moc"
