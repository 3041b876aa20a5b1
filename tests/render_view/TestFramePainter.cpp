#include "tests/Paths.h"
#include "tests/render_view/HandMadeCity.h"
#include "tests/render_view/PainterTest.h"

#include <glm/gtc/matrix_transform.hpp>

#include <QDir>
#include <QImage>
#include <QtTest>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::ViewState;

namespace {

SunInstant instantOf(const char* iso)
{
    return SunInstant(
        std::chrono::milliseconds(QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toMSecsSinceEpoch()));
}

QImage asImage(const tiles3d::Image& image)
{
    return QImage(image.pixels.data(), image.width, image.height, image.width * 4, QImage::Format_RGBA8888).copy();
}

void keep(const QImage& image, const QString& name)
{
    const QString folder = test::buildPath("pictures");
    QDir().mkpath(folder);
    image.save(folder + "/" + name + ".png");
}

glm::dmat4 enu(double east = 0, double north = 0, double up = 0)
{
    glm::dmat4 frame = eastNorthUpToEcef({kLon, kLat, 0});
    frame[3] += frame[0] * east + frame[1] * north + frame[2] * up;
    return frame;
}

/// A view from a point of the local frame towards another.
ViewState lookAt(const glm::dvec3& from, const glm::dvec3& to, int width = 800, int height = 600)
{
    const glm::dmat4 frame = enu();
    const glm::dvec3 direction = glm::normalize(glm::dmat3(frame) * (to - from));
    glm::dvec3 up = glm::dvec3(frame[2]);
    if (std::abs(glm::dot(up, direction)) > 0.999)
        up = glm::dvec3(frame[1]);
    const glm::dvec3 right = glm::normalize(glm::cross(direction, up));
    return ViewState::perspective(glm::dvec3(frame * glm::dvec4(from, 1.0)), direction, glm::cross(right, direction),
                                  width, height);
}

/// One upright square facing south (the eye), side metres wide, `distance` metres north of the origin.
std::shared_ptr<tiles3d::Model> wall(float side, const glm::vec3& linearColor)
{
    tiles3d::Primitive p;
    addFace(p, {-side, 0, -side}, {side, 0, -side}, {side, 0, side}, {-side, 0, side}, {0, -1, 0}, 0);
    tiles3d::Material material;
    material.baseColorFactor = glm::vec4(linearColor, 1.0f);
    material.unlit = true;
    return modelOf(std::move(p), material);
}

} // namespace

class TestFramePainter : public test::PainterTest {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        openPainter();
        if (QTest::currentTestFailed())
            return;
        qInfo("%s, clip control %d", m_gl->rendererName().c_str(), m_gl->hasClipControl());
    }
    void cleanupTestCase() { closePainter(); }

    void drawsACity_data()
    {
        QTest::addColumn<QString>("instant");
        QTest::addColumn<double>("east");
        QTest::addColumn<double>("north");
        QTest::addColumn<double>("up");
        QTest::newRow("noon-300m") << "2026-11-22T04:20:00Z" << -200.0 << -500.0 << 300.0;
        QTest::newRow("noon-30m") << "2026-11-22T04:20:00Z" << -20.0 << -150.0 << 30.0;
        QTest::newRow("noon-5km") << "2026-11-22T04:20:00Z" << 0.0 << -6000.0 << 5000.0;
        QTest::newRow("1730") << "2026-11-22T09:30:00Z" << 400.0 << -400.0 << 160.0;
        QTest::newRow("1815-dusk") << "2026-11-22T10:05:00Z" << 400.0 << -400.0 << 160.0;
        QTest::newRow("night") << "2026-11-22T15:00:00Z" << 400.0 << -400.0 << 160.0;
    }
    void drawsACity()
    {
        QFETCH(QString, instant);
        QFETCH(double, east);
        QFETCH(double, north);
        QFETCH(double, up);
        HandMadeScene scene(*m_preparer);
        scene.add(blockModel(1200, 20), enu(), 900);
        scene.add(groundModel(1200, 4), enu(), 900);
        scene.drape(orthophoto(1024, 20));
        ViewSettings settings;
        settings.sunInstant = instantOf(instant.toLatin1().constData());
        const ViewState view = lookAt({east, north, up}, {0, 0, 20});
        const QImage image = asImage(painted({view, scene.list, settings, {}, {}}));
        keep(image, QStringLiteral("city-") + QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(image.size(), QSize(800, 600));
        // Opaque everywhere, and many colours: light, haze and sky.
        QSet<QRgb> colors;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                QCOMPARE(qAlpha(image.pixel(x, y)), 255);
                colors.insert(image.pixel(x, y));
            }
        QVERIFY(colors.size() > 200);
    }

    void depthResolves_data()
    {
        QTest::addColumn<double>("distance");
        QTest::addColumn<double>("gap");
        QTest::newRow("1 cm at 1 m") << 1.0 << 0.01;
        QTest::newRow("1 mm at 0.1 m") << 0.1 << 0.001;
        QTest::newRow("5 m at 100 km") << 100'000.0 << 5.0;
        QTest::newRow("10 m at 200 km") << 200'000.0 << 10.0;
    }
    /// A green wall just before a red one: whatever is drawn first, no red pixel may show, all of it in one frame's range.
    void depthResolves()
    {
        QFETCH(double, distance);
        QFETCH(double, gap);
        const auto side = static_cast<float>(distance * 0.2);
        for (const bool nearFirst : {false, true}) {
            HandMadeScene scene(*m_preparer);
            for (const bool isNear : {nearFirst, !nearFirst})
                scene.add(wall(side, isNear ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0)),
                          enu(0, isNear ? distance : distance + gap, 3000), side);
            ViewSettings settings;
            settings.sunInstant = instantOf("2026-06-21T04:20:00Z");
            settings.haze = false;
            settings.edges = false;
            const QImage image = asImage(painted({lookAt({0, 0, 3000}, {0, 1, 3000}), scene.list, settings, {}, {}}));
            int green = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x) {
                    const QRgb c = image.pixel(x, y);
                    QVERIFY2(!(qRed(c) > 150 && qGreen(c) < 60), "the far wall shows through");
                    green += qGreen(c) > 150 && qRed(c) < 60;
                }
            QVERIFY2(green > 50'000, qPrintable(QString::number(green)));
        }
    }

    void standInsSinkBehindFinerTilesButNotIntoTheGround_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<double>("pushBack");
        QTest::newRow("a little") << 0 << 0.02;
        QTest::newRow("much") << 0 << 0.25;
        QTest::newRow("much, smoothed") << 4 << 0.25;
    }
    /// A coarse level (red, and a tower in blue) stands in for what is missing of a finer one (green).
    void standInsSinkBehindFinerTilesButNotIntoTheGround()
    {
        QFETCH(int, samples);
        QFETCH(double, pushBack);
        const ViewState view = lookAt({0, -300, 150}, {0, 100, 0});
        ViewSettings settings;
        settings.sunInstant = instantOf("2026-06-21T04:20:00Z");
        settings.haze = false;
        settings.edges = false;
        settings.samples = samples;
        const auto boxes = [](std::initializer_list<std::array<float, 5>> list, const glm::vec3& color) {
            tiles3d::Primitive p;
            for (const auto& [x, y, width, depth, height] : list)
                addBox(p, x, y, width, depth, height, 0);
            for (auto& texCoords : p.texCoords)
                texCoords.clear();
            tiles3d::Material material;
            material.baseColorFactor = glm::vec4(color, 1.0f);
            material.unlit = true;
            return modelOf(std::move(p), material);
        };
        const auto paint = [&](bool hasFine, bool hasCoarse) {
            HandMadeScene scene(*m_preparer);
            const auto add = [&](std::shared_ptr<tiles3d::Model> model, bool isCoarse) {
                layers::DrawItem& item = scene.add(std::move(model), enu(), 300);
                item.source = 7;
                if (!isCoarse || !hasFine)
                    return;
                glm::dmat4 push = glm::translate(glm::dmat4(1.0), view.eye);
                push = glm::scale(push, glm::dvec3(1.0 + pushBack));
                item.standIn = static_cast<int>(scene.list.pushes.size());
                scene.list.pushes.push_back(glm::translate(push, -view.eye));
            };
            if (hasCoarse) {
                add(boxes({{-10, 0, 20, 20, 60}}, {0, 0, 1}), true);
                add(boxes({{-100, 100, 40, 40, 40}, {60, 100, 40, 40, 40}}, {1, 0, 0}), true);
            }
            if (hasFine)
                add(boxes({{-100, 100, 40, 40, 40}, {-15, 150, 30, 40, 30}}, {0, 1, 0}), false);
            scene.add(groundModel(1200, 4), enu(), 900);
            scene.drape(orthophoto(256, 20));
            return asImage(painted({view, scene.list, settings, {}, {}}));
        };
        const QImage coarse = paint(false, true), fine = paint(true, false), both = paint(true, true);
        keep(both, QStringLiteral("stand-in-") + QString::fromLatin1(QTest::currentDataTag()));
        const auto isOf = [](QRgb c, int channel) {
            const std::array<int, 3> rgb{qRed(c), qGreen(c), qBlue(c)};
            return rgb[static_cast<std::size_t>(channel)] > 150 && rgb[static_cast<std::size_t>((channel + 1) % 3)] < 60
                && rgb[static_cast<std::size_t>((channel + 2) % 3)] < 60;
        };
        int behind = 0, before = 0, alone = 0, wrong = 0;
        for (int y = 0; y < both.height(); ++y)
            for (int x = 0; x < both.width(); ++x) {
                const QRgb was = coarse.pixel(x, y), is = both.pixel(x, y);
                QCOMPARE(qAlpha(is), 255);
                const bool isFine = isOf(fine.pixel(x, y), 1);
                if (isOf(was, 0) && isFine) {
                    ++behind;
                    wrong += !isOf(is, 1);
                } else if (isOf(was, 2)) {
                    before += isFine;
                    alone += !isFine;
                    wrong += !isOf(is, 2);
                } else if (isOf(was, 0)) {
                    ++alone;
                    wrong += !isOf(is, 0);
                } else if (isFine) {
                    wrong += !isOf(is, 1);
                }
            }
        QVERIFY2(behind > 2000 && before > 200 && alone > 3000,
                 qPrintable(QString("%1 %2 %3").arg(behind).arg(before).arg(alone)));
        // Smoothed outlines are of several colours.
        QVERIFY2(wrong <= (samples > 0 ? 200 : 4), qPrintable(QString("%1 pixels are wrong").arg(wrong)));
    }

    void highlightsOneFeature()
    {
        HandMadeScene scene(*m_preparer);
        tiles3d::Primitive p;
        addFace(p, {-30, 0, -10}, {-10, 0, -10}, {-10, 0, 10}, {-30, 0, 10}, {0, -1, 0}, 4);
        addFace(p, {10, 0, -10}, {30, 0, -10}, {30, 0, 10}, {10, 0, 10}, {0, -1, 0}, 5);
        scene.add(modelOf(std::move(p)), enu(0, 60, 100), 50);
        ViewSettings settings;
        settings.sunInstant = instantOf("2026-06-21T04:20:00Z");
        const ViewState view = lookAt({0, 0, 100}, {0, 60, 100});
        const auto paint = [&](std::optional<Highlight> highlight) {
            return asImage(painted({view, scene.list, settings, highlight, {}}));
        };
        const QImage plain = paint({});
        const QImage one = paint(Highlight{1, 5});
        const QImage all = paint(Highlight{1, {}});
        const QImage other = paint(Highlight{2, 5});
        // Feature 4 stands left of the middle, feature 5 right of it.
        QCOMPARE(one.pixel(160, 300), plain.pixel(160, 300));
        QVERIFY(one.pixel(640, 300) != plain.pixel(640, 300));
        QVERIFY(all.pixel(160, 300) != plain.pixel(160, 300));
        QCOMPARE(all.pixel(640, 300), one.pixel(640, 300));
        QCOMPARE(other, plain);
    }

    void multisamplingSoftensEdges()
    {
        HandMadeScene scene(*m_preparer);
        glm::dmat4 tilted = enu(0, 60, 100);
        const glm::dvec4 east = tilted[0], up = tilted[2];
        tilted[0] = east * 0.9 + up * std::sqrt(1 - 0.81);
        tilted[2] = up * 0.9 - east * std::sqrt(1 - 0.81);
        scene.add(wall(15, {0, 0, 0}), tilted, 30);
        ViewSettings settings;
        settings.sunInstant = instantOf("2026-06-21T04:20:00Z");
        settings.haze = false;
        settings.edges = false;
        const ViewState view = lookAt({0, 0, 100}, {0, 60, 100});
        const auto grays = [&](int samples) {
            settings.samples = samples;
            const QImage image = asImage(painted({view, scene.list, settings, {}, {}}));
            int count = 0;
            // The wall is black and the sky behind it bright: whatever lies between is a softened edge.
            for (int y = 150; y < 450; ++y)
                for (int x = 200; x < 600; ++x)
                    count += qBlue(image.pixel(x, y)) > 20 && qBlue(image.pixel(x, y)) < 120;
            return count;
        };
        QCOMPARE(grays(0), 0);
        QVERIFY(grays(4) > 200);
        QCOMPARE(m_painter->target().samples(), 4);
    }

    void groundPictureIsNearlyFaithfulAtNoon()
    {
        HandMadeScene scene(*m_preparer);
        auto picture = std::make_shared<tiles3d::Image>();
        picture->width = picture->height = 4;
        picture->channels = 3;
        for (int i = 0; i < 16; ++i)
            picture->pixels.insert(picture->pixels.end(), {180, 120, 60});
        scene.add(groundModel(1000, 2), enu(), 800);
        scene.drape(picture);
        ViewSettings settings;
        settings.sunInstant = instantOf("2026-06-21T04:20:00Z");
        settings.haze = false;
        const QColor color =
            asImage(painted({lookAt({0, 0, 300}, {0, 0, 0}), scene.list, settings, {}, {}})).pixelColor(400, 300);
        // A little contrast and warmth, no more.
        QVERIFY2(std::abs(color.red() - 180) <= 10 && std::abs(color.green() - 120) <= 6
                     && std::abs(color.blue() - 60) <= 10,
                 qPrintable(color.name()));
    }

    void litWindowsShowAtNightOnly()
    {
        const auto plain = [](std::uint8_t level) {
            auto picture = std::make_shared<tiles3d::Image>();
            picture->width = picture->height = 4;
            picture->channels = 3;
            picture->pixels.assign(48, level);
            return picture;
        };
        tiles3d::Primitive p;
        addFace(p, {-50, 0, 0}, {50, 0, 0}, {50, 0, 100}, {-50, 0, 100}, {0, -1, 0}, 0);
        tiles3d::Material material;
        material.baseColor.texture = 0;
        material.lampsOnly = true;
        const auto colorAt = [&](const char* instant, int emissiveTexture) {
            material.emissive.texture = emissiveTexture;
            material.emissiveFactor = glm::vec3(1.0f);
            auto model = modelOf(p, material);
            model->textures.resize(2);
            model->textures[0].image = plain(90);
            model->textures[1].image = plain(200);
            HandMadeScene scene(*m_preparer);
            scene.add(model, enu(), 100);
            ViewSettings settings;
            settings.sunInstant = instantOf(instant);
            settings.haze = false;
            return asImage(painted({lookAt({0, -100, 50}, {0, 0, 50}), scene.list, settings, {}, {}}))
                .pixelColor(400, 300)
                .red();
        };
        constexpr const char* kNoon = "2026-11-22T04:20:00Z";
        constexpr const char* kNight = "2026-11-22T12:00:00Z";
        QVERIFY(colorAt(kNight, 1) > 180);
        QVERIFY(colorAt(kNight, 0) < colorAt(kNight, 1) - 50);
        // by day the same wall with and without lamps
        QCOMPARE(colorAt(kNoon, 1), colorAt(kNoon, 0));
        // a picture of lights that is not there lights nothing
        QVERIFY(colorAt(kNight, 7) < 80);
    }
};

QTEST_GUILESS_MAIN(TestFramePainter)
#include "TestFramePainter.moc"
