// Point clouds as pictures: sizes that close a surface near by and do not clot far away.
#include "tests/Paths.h"
#include "tests/render_view/HandMadeCity.h"
#include "tests/render_view/PainterTest.h"

#include "layers/tiling/PointLook.h"
#include "render/upload/PointSpacing.h"

#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

#include <QDir>
#include <QImage>
#include <QtTest>

#include <cmath>
#include <optional>
#include <random>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::ViewState;

namespace {

constexpr int kWidth = 400, kHeight = 300;
constexpr double kEyeMeters = 3000.0; // far from any ground

glm::dmat4 enu(double north)
{
    glm::dmat4 frame = eastNorthUpToEcef({kLon, kLat, 0});
    frame[3] += frame[1] * north + frame[2] * kEyeMeters;
    return frame;
}

/// Northward and level, from the origin of enu(0).
ViewState viewNorth()
{
    const glm::dmat4 frame = enu(0);
    return ViewState::perspective(glm::dvec3(frame[3]), glm::dvec3(frame[1]), glm::dvec3(frame[2]), kWidth, kHeight);
}

tiles3d::Primitive pointsAt(std::vector<glm::vec3> positions)
{
    tiles3d::Primitive p;
    p.mode = tiles3d::PrimitiveMode::Points;
    p.positions = std::move(positions);
    for (std::uint32_t i = 0; i < p.positions.size(); ++i)
        p.indices.push_back(i);
    return p;
}

std::shared_ptr<tiles3d::Model> greenPoints(std::vector<glm::vec3> positions)
{
    tiles3d::Material material;
    material.baseColorFactor = glm::vec4(0, 1, 0, 1);
    material.unlit = true;
    return modelOf(pointsAt(std::move(positions)), material);
}

/// An upright square of points, `half` metres to each side, turned in its plane and shaken a little.
std::vector<glm::vec3> plane(float half, float step, float turnDegrees)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<float> shake(-0.04f * step, 0.04f * step);
    const float c = std::cos(glm::radians(turnDegrees)), s = std::sin(glm::radians(turnDegrees));
    std::vector<glm::vec3> points;
    for (float x = -half; x <= half; x += step)
        for (float z = -half; z <= half; z += step) {
            const float px = x + shake(random), pz = z + shake(random);
            points.emplace_back(px * c - pz * s, 0.0f, px * s + pz * c);
        }
    return points;
}

bool isGreen(QRgb c) { return qGreen(c) > 110 && qRed(c) < 90 && qBlue(c) < 110; }

} // namespace

class TestPoints : public test::PainterTest {
    Q_OBJECT
private slots:
    void initTestCase() { openPainter(); }
    void cleanupTestCase() { closePainter(); }

    void spacingIsMeasured_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<float>("expected");
        QTest::addColumn<float>("tolerance");
        QTest::newRow("grid of 0.5 m") << 0 << 0.5f << 0.06f;
        QTest::newRow("one point per 4 square metres at random") << 1 << 2.0f << 0.4f;
        QTest::newRow("six points") << 2 << 0.0f << 0.0f;
        QTest::newRow("all in one place") << 3 << 0.0f << 0.0f;
    }
    void spacingIsMeasured()
    {
        QFETCH(int, kind);
        QFETCH(float, expected);
        QFETCH(float, tolerance);
        std::vector<glm::vec3> points;
        std::mt19937 random(3);
        std::uniform_real_distribution<float> place(0.0f, 200.0f);
        if (kind == 0)
            points = plane(20, 0.5f, 0);
        for (int i = 0; kind == 1 && i < 10'000; ++i)
            points.emplace_back(place(random), place(random), 0.0f);
        for (int i = 0; kind == 2 && i < 6; ++i)
            points.emplace_back(static_cast<float>(i), 0.0f, 0.0f);
        if (kind == 3)
            points.assign(500, glm::vec3(1.0f));
        const float found = pointSpacing(points);
        QVERIFY2(std::abs(found - expected) <= tolerance, qPrintable(QString::number(found)));
    }

    void planeClosesAndDoesNotClot_data()
    {
        QTest::addColumn<double>("distance");
        QTest::addColumn<float>("error");
        QTest::addColumn<bool>("isRound");
        QTest::addColumn<float>("turn");
        for (const double distance : {60.0, 400.0})
            for (const float error : {0.0f, 0.5f, 0.02f, 30.0f})
                for (const bool isRound : {true, false})
                    for (const float turn : {0.0f, 45.0f})
                        QTest::addRow("%g m, error %g, %s, turned by %g", distance, double(error),
                                      isRound ? "round" : "square", double(turn))
                            << distance << error << isRound << turn;
    }
    void planeClosesAndDoesNotClot()
    {
        QFETCH(double, distance);
        QFETCH(float, error);
        QFETCH(bool, isRound);
        QFETCH(float, turn);
        constexpr float kStep = 0.5f, kHalf = 14.0f;
        HandMadeScene scene(*m_preparer);
        layers::DrawItem& item = scene.add(greenPoints(plane(kHalf, kStep, turn)), enu(distance), 20);
        item.errorMeters = error;
        layers::PointLook look;
        look.isRound = isRound;
        item.pointLook = &look;
        const QImage image = paint(scene);
        const double pixelsPerMeter = kWidth / (2 * std::tan(glm::radians(30.0)) * distance);
        const double reach = kHalf * pixelsPerMeter;
        // No point reaches further than the gap beside it, and a pixel.
        const double most = (error > kStep ? 1.45 : 0.95) * kStep * pixelsPerMeter + 0.7;
        const double c = std::cos(glm::radians(double(turn))), s = std::sin(glm::radians(double(turn)));
        int holes = 0, outside = 0, inside = 0;
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                const double px = x + 0.5 - kWidth / 2.0, py = kHeight / 2.0 - y - 0.5;
                const double u = std::abs(px * c + py * s), v = std::abs(py * c - px * s);
                const double side = std::max(u, v);
                const bool green = isGreen(image.pixel(x, y));
                if (side < reach - kStep * pixelsPerMeter - 1) {
                    ++inside;
                    holes += green ? 0 : 1;
                } else if (side > reach + most * (turn == 0 ? 1.0 : std::sqrt(2.0))) {
                    outside += green ? 1 : 0;
                }
            }
        QVERIFY2(inside > 150, qPrintable(QString::number(inside)));
        QVERIFY2(holes == 0, qPrintable(QString("%1 of %2 pixels show through").arg(holes).arg(inside)));
        QCOMPARE(outside, 0);
    }

    void discsAndSquares()
    {
        const auto area = [&](bool isRound, double scale) {
            HandMadeScene scene(*m_preparer);
            layers::DrawItem& item = scene.add(greenPoints({{-5, 0, 0}, {0, 0, 0}, {5, 0, 0}}), enu(30), 6);
            item.errorMeters = 5.0f;
            layers::PointLook look;
            look.isRound = isRound;
            look.scale = scale;
            look.maximumPixels = 20;
            item.pointLook = &look;
            const QImage image = paint(scene);
            int count = 0;
            for (int y = 0; y < kHeight; ++y)
                for (int x = 0; x < kWidth; ++x)
                    count += isGreen(image.pixel(x, y)) ? 1 : 0;
            return count;
        };
        // 5 m at 30 m would be 58 pixels: the most counts.
        const int squares = area(false, 1.0), discs = area(true, 1.0);
        QVERIFY2(std::abs(squares - 3 * 20 * 20) <= 60, qPrintable(QString::number(squares)));
        QVERIFY2(std::abs(discs - 3 * 314) <= 60, qPrintable(QString::number(discs)));
        // A tenth of 58 pixels is less than the most.
        QVERIFY(area(false, 0.1) < 3 * 7 * 7);
        QVERIFY(area(false, 0.1) > 3 * 4 * 4);
    }

    /// Points with normals have the colour of a wall with the same normal; without, that of level ground.
    void normalsAreLit()
    {
        const auto colorOf = [&](const std::optional<glm::vec3>& normal, bool asWall) {
            tiles3d::Primitive p = pointsAt(plane(8, 0.25f, 0));
            if (asWall) {
                p = tiles3d::Primitive();
                addFace(p, {-8, 0, -8}, {8, 0, -8}, {8, 0, 8}, {-8, 0, 8}, {}, 0);
                p.overlayCoords.assign(4, glm::vec2(0.0f)); // or it would be shaded towards its foot
            }
            p.normals.clear();
            if (normal)
                p.normals.assign(p.positions.size(), glm::normalize(*normal));
            tiles3d::Material material;
            material.baseColorFactor = glm::vec4(0.2f, 0.2f, 0.2f, 1.0f);
            material.unlit = !normal;
            HandMadeScene scene(*m_preparer);
            scene.add(modelOf(std::move(p), material), enu(30), 12);
            return qGreen(paint(scene).pixel(kWidth / 2, kHeight / 2));
        };
        // Towards a high sun, south, and down; the last way round points away from the eye and means the same.
        const glm::vec3 up(0, -0.3f, 1), south(0, -1, 0), down(0, -0.3f, -1), back(0, 0.3f, 1);
        for (const glm::vec3& normal : {up, south, down})
            QVERIFY2(std::abs(colorOf(normal, false) - colorOf(normal, true)) <= 2,
                     qPrintable(QString("%1 %2").arg(colorOf(normal, false)).arg(colorOf(normal, true))));
        QVERIFY(colorOf(up, false) > colorOf(south, false) + 20);
        QVERIFY(colorOf(south, false) > colorOf(down, false) + 5);
        QCOMPARE(colorOf(back, false), colorOf(down, false));
        QVERIFY(colorOf(std::nullopt, false) > colorOf(south, false));
    }

    void eyeDomeDarkensStepsOfPointsOnly_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<bool>("isMap");
        QTest::newRow("plain") << 0 << false;
        QTest::newRow("multisampled") << 4 << false;
        QTest::newRow("map") << 0 << true;
    }
    /// A plane of points, a smaller one 3 m before its left half, and a wall before the right one.
    void eyeDomeDarkensStepsOfPointsOnly()
    {
        QFETCH(int, samples);
        QFETCH(bool, isMap);
        layers::PointLook look;
        const auto picture = [&](bool hasEyeDome, bool withPoints) {
            look.hasEyeDome = hasEyeDome;
            HandMadeScene scene(*m_preparer);
            if (withPoints) {
                scene.add(greenPoints(plane(20, 0.25f, 0)), enu(60), 30).pointLook = &look;
                std::vector<glm::vec3> left = plane(6, 0.25f, 0);
                for (glm::vec3& p : left)
                    p.x -= 8;
                scene.add(greenPoints(left), enu(57), 16).pointLook = &look;
            }
            tiles3d::Primitive wall;
            addFace(wall, {4, 0, -5}, {14, 0, -5}, {14, 0, 5}, {4, 0, 5}, {0, -1, 0}, 0);
            tiles3d::Material material;
            material.unlit = true;
            scene.add(modelOf(std::move(wall), material), enu(57), 16);
            const glm::dmat4 frame = enu(0);
            m_view = isMap ? ViewState::orthographic(glm::dvec3(frame[3]), glm::dvec3(frame[1]), glm::dvec3(frame[2]),
                                                     kWidth, kHeight, 52.0)
                           : viewNorth();
            return paint(scene, samples);
        };
        const QImage without = picture(false, true);
        QVERIFY(!m_painter->hasEyeDome());
        const QImage with = picture(true, true);
        QVERIFY(m_painter->hasEyeDome());
        int darker = 0, brighter = 0, far = 0, onWall = 0;
        const double pixelsPerMeter = isMap ? kHeight / 52.0 : kWidth / (2 * std::tan(glm::radians(30.0)) * 57);
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                const QRgb a = without.pixel(x, y), b = with.pixel(x, y);
                QCOMPARE(qAlpha(b), 255);
                if (a == b)
                    continue;
                (qGreen(b) < qGreen(a) ? darker : brighter) += 1;
                // From the border of the nearer plane.
                const double u = std::abs((x + 0.5 - kWidth / 2.0) / pixelsPerMeter + 8) - 6;
                const double v = std::abs((y + 0.5 - kHeight / 2.0) / pixelsPerMeter) - 6;
                far += std::abs(std::max(u, v)) * pixelsPerMeter > 5 ? 1 : 0;
                onWall += !isGreen(a) ? 1 : 0;
            }
        QCOMPARE(brighter, 0);
        // Around a square of some 70 pixels, one pixel wide.
        QVERIFY2(darker > 100 && darker < 1200, qPrintable(QString::number(darker)));
        QCOMPARE(far, 0);
        QCOMPARE(onWall, 0);
        // Without points the pass costs nothing and changes nothing.
        const QImage empty = picture(true, false);
        QVERIFY(!m_painter->hasEyeDome());
        QCOMPARE(empty, picture(false, false));
    }

private:
    QImage paint(const HandMadeScene& scene, int samples = 0)
    {
        ViewSettings settings;
        settings.sunInstant = SunInstant(std::chrono::seconds(1'782'015'600)); // 2026-06-21T04:20:00Z
        settings.haze = false;
        settings.samples = samples;
        const tiles3d::Image image = painted({m_view, scene.list, settings, {}, {}});
        const QImage result =
            QImage(image.pixels.data(), image.width, image.height, image.width * 4, QImage::Format_RGBA8888).copy();
        const QString folder = test::buildPath("pictures");
        QDir().mkpath(folder);
        result.save(folder + "/points-" + QString::fromLatin1(QTest::currentTestFunction()) + "-"
                    + QString::fromLatin1(QTest::currentDataTag()).replace(' ', '-') + ".png");
        return result;
    }

    ViewState m_view = viewNorth();
};

QTEST_GUILESS_MAIN(TestPoints)
#include "TestPoints.moc"
