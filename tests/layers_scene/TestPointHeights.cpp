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
    void colorsFollowTheHeight()
    {
        // 300 m across, 0 to 100 m high, stored along the axes of the Earth.
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.02, 0});
        tiles3d::Model model;
        model.origin = glm::dvec3(frame[3]);
        tiles3d::Primitive points;
        points.mode = tiles3d::PrimitiveMode::Points;
        std::vector<double> heights;
        for (int i = 0; i <= 100; ++i) {
            const glm::dvec4 local(std::cos(i) * 150, std::sin(i) * 150, i, 1);
            const glm::dvec3 place(frame * local);
            heights.push_back(toGeographic(place).heightMeters);
            points.positions.emplace_back(place - model.origin);
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
        QVERIFY(std::abs(sample->numbers.front() - 0) < 0.02);
        QVERIFY(std::abs(sample->numbers.back() - 100) < 0.02);

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
        for (std::size_t i = 0; i < heights.size(); ++i) {
            // Not at the borders of the classes, which are rounded.
            if (std::abs(std::remainder(heights[i], 25.0)) < 0.3)
                continue;
            const auto& color = made.legend.entries[static_cast<std::size_t>(heights[i] / 25.0)].color;
            QCOMPARE(looks[i].color, (std::array<std::uint8_t, 4>{color[0], color[1], color[2], 255}));
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
