// Points are coloured by their height above the ellipsoid, whichever way their own frame lies.
#include "geodata/crs/Ellipsoid.h"
#include "geodata/styling/Style.h"
#include "geodata/tiles3d/Model.h"
#include "layers/scene/PointHeights.h"
#include "layers/tiling/ContentLook.h"

#include <QtTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::layers;

class TestPointHeights : public QObject {
    Q_OBJECT
private slots:
    void colorsFollowTheHeight_data()
    {
        QTest::addColumn<double>("latitude");
        QTest::addColumn<double>("degreesAcross");
        QTest::addColumn<double>("lowest");
        QTest::newRow("300 m") << 23.02 << 0.003 << 0.0;
        QTest::newRow("20 km") << 23.02 << 0.2 << 0.0;
        QTest::newRow("200 km, in the north") << 67.0 << 2.0 << 0.0;
        QTest::newRow("20 km, on a mountain") << 23.02 << 0.2 << 1900.0;
        QTest::newRow("20 km, under the sea") << -40.0 << 0.2 << -2000.0;
    }
    void colorsFollowTheHeight()
    {
        QFETCH(double, latitude);
        QFETCH(double, degreesAcross);
        QFETCH(double, lowest);
        // 100 m high, stored along the axes of the Earth.
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, latitude, lowest});
        tiles3d::Model model;
        model.origin = glm::dvec3(frame[3]);
        tiles3d::Primitive points;
        points.mode = tiles3d::PrimitiveMode::Points;
        std::vector<double> heights;
        for (int i = 0; i <= 100; ++i) {
            const double half = degreesAcross / 2;
            const glm::dvec3 place = toEcef({113.75 + std::cos(i) * half, latitude + std::sin(i) * half, lowest + i});
            heights.push_back(lowest + i);
            points.positions.emplace_back(place - model.origin);
            // As far as floats hold it.
            heights.back() = toGeographic(model.origin + glm::dvec3(points.positions.back())).heightMeters;
            points.indices.push_back(static_cast<std::uint32_t>(i));
        }
        model.meshes.push_back({"", {points}});
        model.instances.push_back({0, glm::dmat4(1.0)});
        glm::dmat4 toWorld(1.0);
        toWorld[3] = glm::dvec4(model.origin, 1.0);

        PointHeights sampler;
        sampler.add(model, toWorld);
        const auto sample = sampler.take();
        QVERIFY(sample);
        QCOMPARE(sample->numbers.size(), heights.size());
        QVERIFY(std::abs(sample->numbers.front() - lowest) < 0.02);
        QVERIFY(std::abs(sample->numbers.back() - lowest - 100) < 0.02);

        styling::AttributeStyleOptions options;
        options.method = styling::AttributeMethod::EqualIntervals;
        options.classes = 4;
        options.palette = 2;
        const styling::AttributeStyle made = makeAttributeStyle(*sample, options);
        QCOMPARE(made.legend.title, std::string(styling::kPointHeight));
        const auto style = styling::Style::parse(made.json, "");
        QVERIFY2(style, style ? "" : style.error().detail.c_str());
        QVERIFY((*style)->readsPoints());
        const auto look = makeLook(model, toWorld, *style);
        QCOMPARE(look->points.size(), std::size_t{1});
        const auto& looks = look->points[0][0];
        QCOMPARE(looks.size(), heights.size());
        int compared = 0;
        for (std::size_t i = 0; i < heights.size(); ++i) {
            // Not at the borders of the classes, which are rounded.
            const double above = heights[i] - lowest;
            if (std::abs(std::remainder(above, 25.0)) < 0.05)
                continue;
            const auto& color = made.legend.entries[static_cast<std::size_t>(above / 25.0)].color;
            QCOMPARE(looks[i].color, (std::array<std::uint8_t, 4>{color[0], color[1], color[2], 255}));
            ++compared;
        }
        QVERIFY(compared > 90);
    }

    /// The expression itself, asked whether it lies within 2 mm of the height.
    void theExpressionIsAHeight()
    {
        for (const double latitude : {-89.9, -45.0, 0.0, 23.02, 60.0}) {
            for (const double height : {-2000.0, -3.0, 0.0, 250.0, 2000.0}) {
                tiles3d::Model model;
                model.origin = toEcef({113.75, latitude, height});
                tiles3d::Primitive points;
                points.mode = tiles3d::PrimitiveMode::Points;
                points.positions.emplace_back(0.0f);
                points.indices.push_back(0);
                model.meshes.push_back({"", {points}});
                model.instances.push_back({0, glm::dmat4(1.0)});
                glm::dmat4 toWorld(1.0);
                toWorld[3] = glm::dvec4(model.origin, 1.0);
                PointHeights sampler;
                sampler.add(model, toWorld);
                const auto sample = sampler.take();
                QVERIFY(sample);
                const std::string json = "{\"show\": \"abs(" + sample->expression + " - ("
                    + QString::number(height, 'f', 3).toStdString() + ")) < 0.002\"}";
                const auto style = styling::Style::parse(json, "");
                QVERIFY2(style, style ? "" : style.error().detail.c_str());
                QVERIFY2(makeLook(model, toWorld, *style)->points[0][0][0].isShown,
                         qPrintable(QString("latitude %1, height %2").arg(latitude).arg(height)));
            }
        }
    }
    void noPointsNoHeights()
    {
        PointHeights sampler;
        sampler.add(tiles3d::Model{}, glm::dmat4(1.0));
        QVERIFY(!sampler.take());
    }
};

QTEST_GUILESS_MAIN(TestPointHeights)
#include "TestPointHeights.moc"
