// Metal, roughness, relief, occlusion and what shines, against the formulas of glTF 2.0 worked out here in double.
#include "tests/Paths.h"
#include "tests/render_view/HandMadeCity.h"
#include "tests/render_view/PainterTest.h"

#include "geodata/styling/Style.h"
#include "layers/tiling/ContentLook.h"
#include "render/effects/Atmosphere.h"
#include "render/upload/EnvironmentBrdf.h"

#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <QDir>
#include <QImage>
#include <QtTest>

#include <cmath>
#include <numbers>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::ViewState;

namespace {

constexpr int kWidth = 300, kHeight = 200;
constexpr double kEyeMeters = 60.0;
constexpr float kHalf = 30.0f;
constexpr auto kNoon = SunInstant(std::chrono::seconds(1'795'321'200)); // 2026-11-22T04:20:00Z
constexpr auto kNight = SunInstant(std::chrono::seconds(1'795'348'800)); // 2026-11-22T12:00:00Z

glm::dmat4 enu() { return eastNorthUpToEcef({kLon, kLat, 0}); }

/// In the local frame.
glm::dvec3 sunAt(SunInstant instant) { return glm::transpose(glm::dmat3(enu())) * sunDirectionEcef(instant); }

/// A level square around the origin, seen from where it mirrors the sun of noon. The overlay coordinates keep it from being
/// shaded towards its foot.
tiles3d::Primitive level()
{
    tiles3d::Primitive p;
    addFace(p, {-kHalf, -kHalf, 0}, {kHalf, -kHalf, 0}, {kHalf, kHalf, 0}, {-kHalf, kHalf, 0}, {0, 0, 1}, 0);
    p.overlayCoords.assign(4, glm::vec2(0.0f));
    return p;
}

glm::dvec3 eye()
{
    const glm::dvec3 sun = sunAt(kNoon);
    return kEyeMeters * glm::dvec3(-sun.x, -sun.y, sun.z);
}

ViewState view()
{
    const glm::dmat4 frame = enu();
    const glm::dvec3 direction = glm::normalize(-eye());
    const glm::dvec3 right = glm::normalize(glm::cross(direction, glm::dvec3(0, 0, 1)));
    const glm::dmat3 turn(frame);
    return ViewState::perspective(glm::dvec3(frame * glm::dvec4(eye(), 1.0)), turn * direction,
                                  turn * glm::cross(right, direction), kWidth, kHeight);
}

std::shared_ptr<tiles3d::Image> plain(std::array<std::uint8_t, 3> color)
{
    auto picture = std::make_shared<tiles3d::Image>();
    picture->width = picture->height = 4;
    picture->channels = 3;
    for (int i = 0; i < 16; ++i)
        picture->pixels.insert(picture->pixels.end(), color.begin(), color.end());
    return picture;
}

/// What a fragment is worked out from.
struct Surface {
    glm::dvec3 base{0.5}; ///< as displayed
    double metallic = 0, roughness = 1, occlusion = 1;
    glm::dvec3 normal{0, 0, 1};
};

/// x · F0 + y of an even surrounding that goes to the eye, light by light: another way than environmentBrdf goes.
glm::dvec2 integrated(double roughness, double cosView)
{
    const double alpha2 = std::pow(roughness, 4.0);
    const glm::dvec3 v(std::sqrt(1.0 - cosView * cosView), 0.0, cosView);
    glm::dvec2 sum(0.0);
    const int turns = roughness < 0.35 ? 400 : 100, across = turns; // narrow lobes want more
    for (int i = 0; i < across; ++i)
        for (int j = 0; j < turns; ++j) {
            const double z = (i + 0.5) / across, around = 2.0 * std::numbers::pi * (j + 0.5) / turns;
            const double side = std::sqrt(1.0 - z * z);
            const glm::dvec3 l(side * std::cos(around), side * std::sin(around), z);
            const glm::dvec3 h = glm::normalize(l + v);
            const double d = alpha2 / (std::numbers::pi * std::pow(h.z * h.z * (alpha2 - 1.0) + 1.0, 2.0));
            const double seen = l.z * std::sqrt(v.z * v.z * (1.0 - alpha2) + alpha2)
                + v.z * std::sqrt(l.z * l.z * (1.0 - alpha2) + alpha2);
            const double grazing = std::pow(1.0 - glm::dot(v, h), 5.0);
            sum += glm::dvec2(1.0 - grazing, grazing) * (d * 0.5 / seen * z);
        }
    return sum * (2.0 * std::numbers::pi / (turns * across));
}

/// The colour to be displayed, 0 to 255, not clipped. `toEye` and the normal are unit, in the local frame.
glm::dvec3 expected(const Surface& surface, const glm::dvec3& toEye)
{
    const glm::dmat4 frame = enu();
    const Lighting lighting = lightingAt(kNoon, glm::dvec3(frame * glm::dvec4(eye(), 1.0)), false);
    const glm::dvec3 sun = sunAt(kNoon), up(0, 0, 1), n = surface.normal;
    const glm::dvec3 sky(lighting.sky), ground(lighting.ground), white(1.0);
    glm::dvec3 base = glm::max(surface.base * 1.24 - 0.065, glm::dvec3(0.0));
    base *= base;

    const double sunlit = glm::dot(n, sun);
    const glm::dvec3 uneven = white + glm::dot(n, glm::cross(sun, up)) * glm::dvec3(0.34, 0.28, 0.18);
    glm::dvec3 ambient = glm::mix(ground, sky, 0.5 + 0.5 * glm::dot(n, up)) * (1.0 + 0.18 * sunlit) * uneven;
    glm::dvec3 direct = glm::dvec3(lighting.sun) * uneven * std::max(sunlit, 0.0);
    const glm::dvec3 exposure = glm::min(glm::dvec3(1.21, 1.1236, 1.0) / (ambient + direct), white);
    ambient *= exposure;
    direct *= exposure;

    const glm::dvec3 f0 = glm::mix(glm::dvec3(0.04), surface.base * surface.base, surface.metallic);
    const double nv = glm::dot(n, toEye);
    const glm::dvec2 lobe = integrated(surface.roughness, nv);
    const double alpha = surface.roughness * surface.roughness, alpha2 = alpha * alpha;
    const glm::dvec3 gain = white + f0 * (1.0 / (lobe.x + lobe.y) - 1.0);

    const double skyward = glm::dot(glm::normalize(glm::mix(glm::reflect(-toEye, n), n, alpha)), up);
    const glm::dvec3 zenith = glm::dvec3(lighting.zenithColor) * glm::dvec3(lighting.zenithColor);
    const glm::dvec3 horizon = glm::dvec3(lighting.horizonColor) * glm::dvec3(lighting.horizonColor);
    glm::dvec3 around = glm::mix(horizon, zenith, 1.0 - std::exp(-4.2 * std::max(skyward, 0.0)));
    around = glm::mix(around, sky, surface.roughness);
    const double width = glm::mix(0.03, 1.0, surface.roughness);
    around = glm::mix(ground, around, glm::smoothstep(-width, width, skyward));

    const glm::dvec3 h = glm::normalize(sun + toEye);
    const double grazing = std::pow(1.0 - glm::dot(toEye, h), 5.0);
    const double nh = glm::dot(n, h);
    const double d = alpha2 / (std::numbers::pi * std::pow(nh * nh * (alpha2 - 1.0) + 1.0, 2.0));
    const double v = 0.5
        / (sunlit * std::sqrt(nv * nv * (1.0 - alpha2) + alpha2)
           + nv * std::sqrt(sunlit * sunlit * (1.0 - alpha2) + alpha2));
    const glm::dvec3 specular = (f0 + (white - f0) * grazing) * gain * (d * v * std::numbers::pi);
    const glm::dvec3 diffuse = base * (1.0 - surface.metallic);
    const double kept = 1.0 - (0.04 + 0.96 * grazing);
    const glm::dvec3 light = surface.occlusion
            * (diffuse * ambient * (1.0 - 0.04 * lobe.x - lobe.y) + around * (f0 * lobe.x + lobe.y) * gain)
        + (diffuse * kept + specular) * direct;
    return 255.0 * glm::sqrt(light);
}

/// From the point of the level square that a pixel shows.
glm::dvec3 toEyeAt(int x, int y)
{
    const glm::dvec3 direction = glm::normalize(-eye());
    const glm::dvec3 right = glm::normalize(glm::cross(direction, glm::dvec3(0, 0, 1)));
    const glm::dvec3 up = glm::cross(right, direction);
    const double unit = std::tan(glm::radians(30.0)) / (kWidth / 2.0);
    return -glm::normalize(direction + right * ((x + 0.5 - kWidth / 2.0) * unit)
                           + up * ((kHeight / 2.0 - y - 0.5) * unit));
}

QString text(const glm::dvec3& c) { return QString("(%1 %2 %3)").arg(c.x).arg(c.y).arg(c.z); }

glm::dvec3 rgb(QRgb c) { return {qRed(c), qGreen(c), qBlue(c)}; }

bool isNear(const QImage& image, int x, int y, const Surface& surface, double tolerance)
{
    const glm::dvec3 wanted = glm::min(expected(surface, toEyeAt(x, y)), glm::dvec3(255.0));
    const glm::dvec3 found = rgb(image.pixel(x, y));
    const glm::dvec3 off = glm::abs(found - wanted);
    if (std::max({off.x, off.y, off.z}) <= tolerance)
        return true;
    qWarning("at %d %d: %s instead of %s", x, y, qPrintable(text(found)), qPrintable(text(wanted)));
    return false;
}

float linear(double displayed) { return static_cast<float>(std::pow(displayed, 2.2)); }

tiles3d::Material materialOf(const Surface& surface)
{
    tiles3d::Material material;
    material.baseColorFactor = glm::vec4(linear(surface.base.x), linear(surface.base.y), linear(surface.base.z), 1.0f);
    material.metallicFactor = static_cast<float>(surface.metallic);
    material.roughnessFactor = static_cast<float>(surface.roughness);
    return material;
}

} // namespace

class TestSurfaces : public test::PainterTest {
    Q_OBJECT
private slots:
    void initTestCase() { openPainter(); }
    void cleanupTestCase() { closePainter(); }

    void shareOfAnEvenSurrounding()
    {
        // All at once from above a wholly rough surface: 1 - ln 2.
        const glm::vec2 rough = environmentBrdf(1.0f, 1.0f);
        QVERIFY(std::abs(rough.x + rough.y - (1.0f - std::numbers::ln2_v<float>)) < 0.003f);
        for (const float roughness : {0.3f, 0.6f, 0.9f})
            for (const float cosine : {0.15f, 0.5f, 0.95f}) {
                const glm::vec2 share = environmentBrdf(roughness, cosine);
                const glm::dvec2 other = integrated(double(roughness), double(cosine));
                QVERIFY2(std::abs(double(share.x) - other.x) < 0.01 && std::abs(double(share.y) - other.y) < 0.01,
                         qPrintable(QString("%1 %2: %3 %4, %5 %6")
                                        .arg(double(roughness))
                                        .arg(double(cosine))
                                        .arg(double(share.x))
                                        .arg(double(share.y))
                                        .arg(other.x)
                                        .arg(other.y)));
            }
    }

    void metalAndRoughness_data()
    {
        QTest::addColumn<double>("metallic");
        QTest::addColumn<double>("roughness");
        QTest::newRow("plastic smooth") << 0.0 << 0.42;
        QTest::newRow("plastic rough") << 0.0 << 0.8;
        QTest::newRow("metal smooth") << 1.0 << 0.2;
        QTest::newRow("metal half rough") << 1.0 << 0.7;
        QTest::newRow("metal rough") << 1.0 << 1.0;
        QTest::newRow("between") << 0.5 << 0.6;
    }
    /// At five places of the picture, to 4 of 255.
    void metalAndRoughness()
    {
        Surface surface;
        surface.base = {0.55, 0.40, 0.25};
        QFETCH(double, metallic);
        QFETCH(double, roughness);
        surface.metallic = metallic;
        surface.roughness = roughness;
        const QImage image = paint(modelOf(level(), materialOf(surface)));
        for (const auto& [x, y] : {std::pair{150, 100}, {60, 100}, {200, 60}, {150, 170}, {240, 150}})
            QVERIFY(isNear(image, x, y, surface, 4));
        if (metallic == 0.0 && roughness < 0.5) {
            // The sun is mirrored in the middle; towards the horizon the mirror is better.
            glm::dvec2 wanted(0.0);
            double most = 0;
            for (int y = 60; y < 140; ++y)
                for (int x = 130; x < 170; x += 4)
                    if (const double level2 = expected(surface, toEyeAt(x, y)).x; level2 > most) {
                        most = level2;
                        wanted = {x, y};
                    }
            QVERIFY(glm::length(wanted - glm::dvec2(150, 100)) < 20);
            int best = 0;
            glm::dvec2 place(0.0);
            int count = 0;
            for (int y = 0; y < kHeight; ++y)
                for (int x = 0; x < kWidth; ++x) {
                    const int level2 = qRed(image.pixel(x, y));
                    if (level2 > best) {
                        best = level2;
                        place = glm::dvec2(0.0);
                        count = 0;
                    }
                    if (level2 == best) {
                        place += glm::dvec2(x, y);
                        ++count;
                    }
                }
            place /= count;
            QVERIFY2(glm::length(place - wanted) < 5, qPrintable(QString("%1 %2").arg(place.x).arg(place.y)));
        }
    }

    /// A matt dielectric is lit per vertex, and looks as if it were lit per fragment.
    void mattIsTheSameBothWays()
    {
        Surface surface;
        const auto colorOf = [&](float roughness) {
            tiles3d::Material material = materialOf(surface);
            material.roughnessFactor = roughness;
            return rgb(paint(modelOf(level(), material)).pixel(60, 100));
        };
        const glm::dvec3 vertex = colorOf(0.91f), fragment = colorOf(0.89f);
        QVERIFY2(glm::length(vertex - fragment) < 8, qPrintable(text(vertex) + text(fragment)));
    }

    void picturesOfMetalAndRoughness()
    {
        Surface surface;
        surface.base = {0.55, 0.40, 0.25};
        tiles3d::Material material = materialOf(surface);
        material.metallicFactor = 1.0f;
        material.roughnessFactor = 1.0f;
        material.metallicRoughness.texture = 0;
        auto model = modelOf(level(), material);
        model->textures.resize(1);
        model->textures[0].image = plain({255, 178, 128}); // red is nobody's
        surface.roughness = 178 / 255.0;
        surface.metallic = 128 / 255.0;
        const QImage image = paint(model);
        for (const auto& [x, y] : {std::pair{150, 100}, {60, 100}})
            QVERIFY(isNear(image, x, y, surface, 4));
    }

    void reliefTiltsTheLight_data()
    {
        QTest::addColumn<int>("east");
        QTest::addColumn<int>("north");
        QTest::addColumn<float>("scale");
        QTest::newRow("flat") << 128 << 128 << 1.0f;
        QTest::newRow("east") << 190 << 128 << 1.0f;
        QTest::newRow("west") << 66 << 128 << 1.0f;
        QTest::newRow("north") << 128 << 190 << 1.0f;
        QTest::newRow("south") << 128 << 66 << 1.0f;
        QTest::newRow("east by half") << 190 << 128 << 0.5f;
    }
    /// u runs east, v south: y of the picture's normals is north.
    void reliefTiltsTheLight()
    {
        QFETCH(int, east);
        QFETCH(int, north);
        QFETCH(float, scale);
        Surface surface;
        tiles3d::Material material = materialOf(surface);
        material.normal.texture = 0;
        material.normalScale = scale;
        auto model = modelOf(level(), material);
        model->textures.resize(1);
        model->textures[0].image = plain({static_cast<std::uint8_t>(east), static_cast<std::uint8_t>(north), 236});
        const auto component = [](int level2) { return level2 / 127.5 - 1.0; };
        surface.normal = glm::normalize(
            glm::dvec3(component(east) * double(scale), component(north) * double(scale), component(236)));
        const QImage image = paint(model);
        for (const auto& [x, y] : {std::pair{150, 100}, {60, 100}, {150, 160}})
            QVERIFY(isNear(image, x, y, surface, 4));
    }

    void occlusionDarkensOnlyWhatComesFromAround()
    {
        Surface surface;
        tiles3d::Material material = materialOf(surface);
        material.occlusion.texture = 0;
        const auto picture = [&](float strength) {
            material.occlusionStrength = strength;
            auto model = modelOf(level(), material);
            model->textures.resize(1);
            model->textures[0].image = plain({51, 255, 255});
            return paint(model);
        };
        surface.occlusion = 0.2;
        QVERIFY(isNear(picture(1.0f), 60, 100, surface, 4));
        surface.occlusion = 0.6;
        QVERIFY(isNear(picture(0.5f), 60, 100, surface, 4));
        // The sun stays.
        surface.occlusion = 0.0;
        QVERIFY(expected(surface, toEyeAt(60, 100)).x > 100);
    }

    void whatShinesShinesByDay_data()
    {
        QTest::addColumn<bool>("hasBase");
        QTest::addColumn<int>("texCoord");
        QTest::addColumn<bool>("hasPicture");
        QTest::newRow("beside a picture") << true << 0 << true;
        QTest::newRow("with coordinates of its own") << true << 1 << true;
        QTest::newRow("without a picture beside it") << false << 0 << true;
        QTest::newRow("by its factor") << false << 0 << false;
    }
    void whatShinesShinesByDay()
    {
        QFETCH(bool, hasBase);
        QFETCH(int, texCoord);
        QFETCH(bool, hasPicture);
        for (const SunInstant instant : {kNoon, kNight})
            for (const bool lampsOnly : {false, true}) {
                tiles3d::Material material;
                material.baseColorFactor = glm::vec4(0, 0, 0, 1);
                material.emissiveFactor = hasPicture ? glm::vec3(1.0f) : glm::vec3(linear(200 / 255.0), 0.0f, 0.0f);
                material.emissive.texture = hasPicture ? 1 : -1;
                material.emissive.texCoord = texCoord;
                material.baseColor.texture = hasBase ? 0 : -1;
                material.lampsOnly = lampsOnly;
                tiles3d::Primitive p = level();
                p.texCoords[1].assign(4, glm::vec2(0.5f));
                auto model = modelOf(std::move(p), material);
                model->textures.resize(2);
                model->textures[0].image = plain({10, 10, 10});
                model->textures[1].image = plain({200, 0, 0});
                const glm::dvec3 color = rgb(paint(model, {}, instant).pixel(60, 100));
                const bool shines = !lampsOnly || instant == kNight;
                // the night is exposed longer, without burning out
                const double shown = lampsOnly && hasPicture ? 229 : 200;
                QVERIFY2(shines ? std::abs(color.x - shown) < 14 && color.y < 60 : color.x < 60,
                         qPrintable(text(color)));
            }
    }

    void withAllThatMayBeAsked_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"plainly", "cover", "opacity", "highlight", "double-sided", "mask", "blend", "samples",
                                 "overlay", "no normals", "map", "styled"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    /// A red metal with every picture, drawn in each way.
    void withAllThatMayBeAsked()
    {
        QFETCH(QString, what);
        tiles3d::Material material;
        material.metallicFactor = 1.0f;
        for (tiles3d::TextureRef* texture : {&material.baseColor, &material.metallicRoughness, &material.normal,
                                             &material.occlusion, &material.emissive})
            texture->texture = 0;
        material.normal.texture = 1;
        material.metallicRoughness.texture = 2;
        material.emissiveFactor = glm::vec3(0.01f);
        material.doubleSided = what == "double-sided";
        material.alphaMode = what == "mask" ? tiles3d::AlphaMode::Mask
            : what == "blend"               ? tiles3d::AlphaMode::Blend
                                            : tiles3d::AlphaMode::Opaque;
        material.baseColorFactor.a = what == "blend" ? 0.6f : 1.0f;
        tiles3d::Primitive p = level();
        if (what == "no normals")
            p.normals.clear();
        auto model = modelOf(std::move(p), material);
        model->textures.resize(3);
        model->textures[0].image = plain({220, 40, 30});
        model->textures[1].image = plain({128, 128, 255});
        model->textures[2].image = plain({0, 128, 255});
        HandMadeScene scene(*m_preparer);
        layers::DrawItem& item = scene.add(model, enu(), 50);
        if (what == "overlay") {
            scene.drape(plain({220, 40, 30}));
            item.isGround = false;
        }
        if (what == "styled") {
            const auto style = styling::Style::parse("{\"color\": \"color('lime')\"}", "test");
            QVERIFY(style.has_value());
            scene.setLook(m_preparer->prepareLook(*model, *m_preparer->layoutOf(*item.content),
                                                  *layers::makeLook(*model, glm::dmat4(1.0), *style)));
        }
        item.cover = what == "cover" ? 0.5f : 1.0f;
        item.opacity = what == "opacity" ? 0.6f : 1.0f;
        std::optional<Highlight> highlight;
        if (what == "highlight")
            highlight = Highlight{item.tileId, std::uint32_t(0)};
        ViewState from = view();
        if (what == "map") {
            const glm::dmat3 frame(enu());
            from = ViewState::orthographic(glm::dvec3(enu()[3]) + frame[2] * kEyeMeters, -frame[2], frame[1], kWidth,
                                           kHeight, 50.0);
        }
        const QImage image = paint(scene, highlight, kNoon, what == "samples" ? 4 : 0, &from);
        int red = 0, accent = 0, green = 0;
        for (int y = 80; y < 120; ++y)
            for (int x = 120; x < 180; ++x) {
                const glm::dvec3 color = rgb(image.pixel(x, y));
                red += color.x > 1.5 * color.y && color.x > 90 && color.x > 1.2 * color.z ? 1 : 0;
                green += color.y > 1.5 * color.x && color.y > 1.5 * color.z ? 1 : 0;
                accent += color.x > 150 && color.z > 100 && color.y < 0.6 * color.z ? 1 : 0;
            }
        if (what == "styled") {
            QCOMPARE(green, 2400);
            return;
        }
        const int wanted = what == "cover" ? 1200 : 2400;
        QVERIFY2(what == "highlight" ? accent == 2400 : std::abs(red - wanted) <= (what == "cover" ? 150 : 0),
                 qPrintable(QString("%1 red, %2 accent").arg(red).arg(accent)));
    }

private:
    QImage paint(const std::shared_ptr<tiles3d::Model>& model, std::optional<Highlight> highlight = {},
                 SunInstant instant = kNoon)
    {
        HandMadeScene scene(*m_preparer);
        scene.add(model, enu(), 50);
        return paint(scene, std::move(highlight), instant);
    }
    QImage paint(const HandMadeScene& scene, std::optional<Highlight> highlight, SunInstant instant, int samples = 0,
                 const ViewState* from = nullptr)
    {
        ViewSettings settings;
        settings.sunInstant = instant;
        settings.haze = false;
        settings.samples = samples;
        const tiles3d::Image image = painted({from ? *from : view(), scene.list, settings, std::move(highlight), {}});
        const QImage result =
            QImage(image.pixels.data(), image.width, image.height, image.width * 4, QImage::Format_RGBA8888).copy();
        const QString folder = test::buildPath("pictures");
        QDir().mkpath(folder);
        result.save(folder + "/surfaces-" + QString::fromLatin1(QTest::currentTestFunction()) + "-"
                    + QString::fromLatin1(QTest::currentDataTag()).replace(' ', '-') + ".png");
        return result;
    }
};

QTEST_GUILESS_MAIN(TestSurfaces)
#include "TestSurfaces.moc"
