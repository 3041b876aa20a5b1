#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/FeatureMatch.h"
#include "layers/tiling/GroundMesh.h"
#include "layers/tiling/GroundTree.h"
#include "layers/tiling/ModelGeometry.h"
#include "layers/tiling/ModelPicker.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include <random>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

/// A surface z = f(x, y) over a square of `half` metres, as triangles; feature ids count the rows.
std::shared_ptr<const tiles3d::Model> makeTerrain(int cells, double half, bool isDoubleSided = false)
{
    tiles3d::Model model;
    tiles3d::Primitive primitive;
    primitive.material = 0;
    for (int y = 0; y <= cells; ++y) {
        for (int x = 0; x <= cells; ++x) {
            const double px = (2.0 * x / cells - 1) * half, py = (2.0 * y / cells - 1) * half;
            primitive.positions.emplace_back(px, py, 0.1 * px - 0.05 * py);
            primitive.featureIds.push_back(static_cast<std::uint32_t>(y));
        }
    }
    for (int y = 0; y < cells; ++y) {
        for (int x = 0; x < cells; ++x) {
            const auto a = static_cast<std::uint32_t>(y * (cells + 1) + x), b = a + 1;
            const auto c = a + static_cast<std::uint32_t>(cells) + 1, d = c + 1;
            primitive.indices.insert(primitive.indices.end(), {a, b, d, a, d, c});
        }
    }
    primitive.minimum = glm::vec3(-half, -half, -0.15 * half);
    primitive.maximum = glm::vec3(half, half, 0.15 * half);
    model.materials.emplace_back();
    model.materials.back().doubleSided = isDoubleSided;
    model.meshes.emplace_back();
    model.meshes.back().primitives.push_back(std::move(primitive));
    model.instances.push_back({0, glm::dmat4(1.0)});
    return std::make_shared<const tiles3d::Model>(std::move(model));
}

/// Eleven vertices on the x axis, 40 m apart, as points or as a line; feature ids count them.
std::shared_ptr<const tiles3d::Model> makeThin(tiles3d::PrimitiveMode mode)
{
    tiles3d::Model model;
    tiles3d::Primitive primitive;
    primitive.mode = mode;
    for (std::uint32_t i = 0; i < 11; ++i) {
        primitive.positions.emplace_back(40.0f * static_cast<float>(i) - 200.0f, 0, 0);
        primitive.featureIds.push_back(i);
        if (mode == tiles3d::PrimitiveMode::Points)
            primitive.indices.push_back(i);
        else if (i > 0)
            primitive.indices.insert(primitive.indices.end(), {i - 1, i});
    }
    primitive.minimum = {-200, 0, 0};
    primitive.maximum = {200, 0, 0};
    model.meshes.emplace_back();
    model.meshes.back().primitives.push_back(std::move(primitive));
    model.instances.push_back({0, glm::dmat4(1.0)});
    return std::make_shared<const tiles3d::Model>(std::move(model));
}

} // namespace

class TestPicking : public QObject {
    Q_OBJECT
private slots:
    void rightToAMillimetreOnEarth_data()
    {
        QTest::addColumn<double>("lon");
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("distance");
        QTest::addColumn<double>("toleranceMeters");
        QTest::newRow("Dongguan, near") << 113.75 << 23.02 << 50.0 << 1e-4;
        QTest::newRow("Dongguan, far") << 113.75 << 23.02 << 100000.0 << 1e-3;
        QTest::newRow("south, west") << -58.4 << -34.6 << 700.0 << 1e-4;
        QTest::newRow("near the pole") << 12.0 << 89.0 << 700.0 << 1e-4;
    }

    void rightToAMillimetreOnEarth()
    {
        QFETCH(double, lon);
        QFETCH(double, lat);
        QFETCH(double, distance);
        QFETCH(double, toleranceMeters);
        const glm::dmat4 frame = eastNorthUpToEcef({lon, lat, 30});
        ModelPicker picker(makeTerrain(64, 200));
        QCOMPARE(picker.byteSize(), std::size_t{0});
        std::mt19937 random(3);
        std::uniform_real_distribution<double> place(-190, 190), tilt(-0.6, 0.6);
        for (int i = 0; i < 200; ++i) {
            // Truth: a point of the plane, and an eye at a distance from it.
            const double x = place(random), y = place(random);
            const glm::dvec3 local(x, y, 0.1 * x - 0.05 * y);
            const glm::dvec3 truth(frame * glm::dvec4(local, 1.0));
            const glm::dvec3 up = glm::normalize(glm::dmat3(frame) * glm::dvec3(tilt(random), tilt(random), 1.0));
            const ViewState::Ray ray{truth + up * distance, -up};
            const auto hit = picker.intersect(frame, ray, 1e9, false);
            QVERIFY(hit.has_value());
            const double error = glm::length(ray.origin + ray.direction * hit->distanceMeters - truth);
            QVERIFY2(error < toleranceMeters, qPrintable(QString("%1 m off").arg(error)));
            const glm::dvec3 normal = glm::normalize(glm::dmat3(frame) * glm::dvec3(-0.1, 0.05, 1.0));
            QVERIFY(glm::dot(hit->normal, normal) > 1 - 1e-6);
            const double row = (y / 200 + 1) / 2 * 64;
            QVERIFY(std::abs(static_cast<double>(hit->primitive->featureIds[hit->vertex]) - row) <= 1.0);
        }
        QVERIFY(picker.byteSize() > 0);
    }

    void missesBesideAndBehind()
    {
        ModelPicker picker(makeTerrain(8, 100));
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.02, 0});
        const glm::dvec3 up(frame[2]), east(frame[0]), origin(frame[3]);
        QVERIFY(picker.intersect(frame, {origin + up * 50.0, -up}, 1e9, false));
        QVERIFY2(!picker.intersect(frame, {origin + up * 50.0, up}, 1e9, false), "behind the eye");
        QVERIFY2(!picker.intersect(frame, {origin + up * 50.0 + east * 101.0, -up}, 1e9, false), "beside");
        QVERIFY2(!picker.intersect(frame, {origin + up * 50.0, -up}, 49.0, false), "beyond the maximum");
        QVERIFY2(!picker.intersect(frame, {origin - up * 50.0, up}, 1e9, false), "the back is not drawn");
        QVERIFY2(picker.intersect(frame, {origin - up * 50.0, up}, 1e9, true), "where backs are drawn");
        ModelPicker sheet(makeTerrain(8, 100, true));
        QVERIFY2(sheet.intersect(frame, {origin - up * 50.0, up}, 1e9, false), "a double-sided material");
    }

    void followsInstancesAndScale()
    {
        tiles3d::Model model = *makeTerrain(4, 10);
        model.instances.clear();
        model.instances.push_back({0, glm::translate(glm::dmat4(1.0), glm::dvec3(0, 0, 5))});
        model.instances.push_back(
            {0, glm::scale(glm::translate(glm::dmat4(1.0), glm::dvec3(100, 0, 20)), glm::dvec3(3))});
        ModelPicker picker(std::make_shared<const tiles3d::Model>(std::move(model)));
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.02, 0});
        const auto heightAt = [&](double x, double y) {
            const glm::dvec3 eye(frame * glm::dvec4(x, y, 100, 1));
            const auto hit = picker.intersect(frame, {eye, -glm::dvec3(frame[2])}, 1e9, false);
            return hit ? 100 - hit->distanceMeters : -1.0;
        };
        QVERIFY(std::abs(heightAt(2, 2) - (5 + 0.1 * 2 - 0.05 * 2)) < 1e-5);
        QVERIFY(std::abs(heightAt(120, -10) - (20 + 0.1 * 20 + 0.05 * 10)) < 1e-5);
        QCOMPARE(heightAt(60, 0), -1.0);
    }

    void picksPoints_data()
    {
        QTest::addColumn<double>("besidePixels");
        QTest::addColumn<bool>("hits");
        QTest::newRow("on it") << 0.0 << true;
        QTest::newRow("five pixels beside") << 5.0 << true;
        QTest::newRow("seven pixels beside") << 7.0 << false;
    }

    void picksPoints()
    {
        QFETCH(double, besidePixels);
        QFETCH(bool, hits);
        // A row of points 40 m apart, seen from 500 m above through a picture of 1,000 pixels: one pixel is 0.58 m.
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.02, 30});
        ModelPicker picker(makeThin(tiles3d::PrimitiveMode::Points));
        const auto view = ViewState::geographic(113.75, 23.02, 530, 0, -90, 1000, 800);
        const double pixel = 2 * view.tanHalfX * 500 / 1000;
        const auto ray = view.rayThrough(500 + 40 / pixel + besidePixels, 400);
        const auto hit = picker.intersect(frame, ray, 1e9, false);
        QCOMPARE(hit.has_value(), hits);
        if (!hit)
            return;
        const glm::dvec3 truth(frame * glm::dvec4(40, 0, 0, 1));
        const double error = glm::length(hit->position - truth);
        QVERIFY2(error < 1e-4, qPrintable(QString::number(error))); // the point itself, not the place under the cursor
        QCOMPARE(hit->primitive->featureIds[hit->vertex], 6u);
        QVERIFY(std::abs(hit->distanceMeters - 500) < 5);
        QVERIFY2(!picker.intersect(frame, {ray.origin, -ray.direction, 0, ray.radiusPerMeter}, 1e9, false), "behind");
        QVERIFY2(!picker.intersect(frame, {ray.origin, ray.direction}, 1e9, false), "no cone");
    }

    void picksLines()
    {
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.02, 30});
        ModelPicker picker(makeThin(tiles3d::PrimitiveMode::Lines));
        const auto view = ViewState::geographic(113.75, 23.02, 530, 0, -90, 1000, 800);
        const double pixel = 2 * view.tanHalfX * 500 / 1000;
        // Four pixels north of the line, between two of its vertices.
        auto hit = picker.intersect(frame, view.rayThrough(500 + 55 / pixel, 400 - 4), 1e9, false);
        QVERIFY(hit.has_value());
        const glm::dvec3 truth(frame * glm::dvec4(55, 0, 0, 1));
        // On the line, and along it where the ray passes.
        const glm::dvec3 local = glm::inverse(glm::dmat3(frame)) * (hit->position - glm::dvec3(frame[3]));
        QVERIFY2(std::hypot(local.y, local.z) < 1e-6, qPrintable(QString::number(std::hypot(local.y, local.z))));
        QVERIFY2(std::abs(local.x - 55) < 0.01, qPrintable(QString::number(local.x)));
        QCOMPARE(hit->primitive->featureIds[hit->vertex], 6u);
        QVERIFY(glm::dot(hit->normal, glm::dvec3(frame[2])) > 0.99);
        QVERIFY(!picker.intersect(frame, view.rayThrough(500 + 55 / pixel, 400 - 8), 1e9, false));
        QVERIFY2(!picker.intersect(frame, view.rayThrough(500 + 210 / pixel, 400), 1e9, false), "beyond its end");
        // On a map the cone is a cylinder.
        const auto map = ViewState::orthographic(view.eye, view.direction, view.up, 1000, 800, 800); // 1 m a pixel
        hit = picker.intersect(frame, map.rayThrough(555, 395), 1e9, false);
        QVERIFY(hit && glm::length(hit->position - truth) < 1.0);
        QVERIFY(!picker.intersect(frame, map.rayThrough(555, 392), 1e9, false));
    }

    void nearestThinThingWins()
    {
        tiles3d::Model model = *makeThin(tiles3d::PrimitiveMode::Points);
        auto& positions = model.meshes[0].primitives[0].positions;
        positions.assign({{0, 0, 0}, {1, 0, 0}, {0.5f, 0, 100}, {300, 0, 0}}); // two neighbours, one far above them
        model.meshes[0].primitives[0].indices = {0, 1, 2, 3};
        model.meshes[0].primitives[0].featureIds = {0, 1, 2, 3};
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.02, 0});
        const auto featureAt = [&](const ModelPicker::Hit& hit) { return hit.primitive->featureIds[hit.vertex]; };
        const glm::dvec3 up(frame[2]), east(frame[0]), ground(frame[3]);
        ModelPicker picker(std::make_shared<const tiles3d::Model>(std::move(model)));
        const auto from = [&](double height, double x) {
            return picker.intersect(frame, {ground + up * height + east * x, -up, 2.0, 0}, 1e9, false);
        };
        QCOMPARE(featureAt(*from(50, 0.1)), 0u); // below the third one
        QCOMPARE(featureAt(*from(50, 0.9)), 1u);
        QCOMPARE(featureAt(*from(200, 0.1)), 2u); // it stands in front
    }

    void linesWinOverTheSurfaceTheyLieOn()
    {
        tiles3d::Model model = *makeTerrain(8, 100);
        tiles3d::Primitive line;
        line.mode = tiles3d::PrimitiveMode::Lines;
        line.positions = {{-50, 0, -5}, {50, 0, 5}}; // z = 0.1 x, in the surface
        line.indices = {0, 1};
        line.minimum = {-50, 0, -5};
        line.maximum = {50, 0, 5};
        model.meshes[0].primitives.push_back(line);
        tiles3d::Primitive below = line; // three metres under the surface
        for (auto& position : below.positions)
            position += glm::vec3(0, 30, -4.5);
        below.minimum += glm::vec3(0, 30, -4.5);
        below.maximum += glm::vec3(0, 30, -4.5);
        model.meshes[0].primitives.push_back(below);
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.02, 0});
        ModelPicker picker(std::make_shared<const tiles3d::Model>(std::move(model)));
        const auto modeAt = [&](double y) {
            const glm::dvec3 eye(frame * glm::dvec4(20, y, 80, 1));
            return picker.intersect(frame, {eye, -glm::dvec3(frame[2]), 0.6, 0}, 1e9, false)->primitive->mode;
        };
        QVERIFY(modeAt(0.0) == tiles3d::PrimitiveMode::Lines);
        QVERIFY(modeAt(0.5) == tiles3d::PrimitiveMode::Lines);
        QVERIFY(modeAt(0.7) == tiles3d::PrimitiveMode::Triangles);
        QVERIFY(modeAt(30.0) == tiles3d::PrimitiveMode::Triangles);
    }

    void groundMeshesLieOnTheEllipsoid_data()
    {
        QTest::addColumn<int>("level");
        for (const int level : {0, 3, 8, 13, 16, 20, 24})
            QTest::addRow("level %d", level) << level;
    }

    void groundMeshesLieOnTheEllipsoid()
    {
        QFETCH(int, level);
        const auto side = static_cast<double>(1u << level);
        const glm::dvec2 unit((113.75 + 180) / 360, 0.5 - toWebMercator(0, 23.02).y / kWebMercatorHalfWorldMeters / 2);
        const auto x = static_cast<std::uint32_t>(unit.x * side), y = static_cast<std::uint32_t>(unit.y * side);
        const tiles3d::Model model = makeGroundMesh(level, x, y);
        const tiles3d::Primitive& primitive = model.meshes[0].primitives[0];
        const Rectangle rectangle = mercatorTileRectangle(level, x, y);
        QVERIFY(rectangle.contains(113.75, 23.02));
        QCOMPARE(primitive.overlayCoords.size(), primitive.positions.size());
        const int cells = groundMeshCells(level);
        // Floats around the tile's middle are as fine as the tile is large.
        const double tolerance = std::max(1e-5, 6.4e6 / side * 1e-6);
        for (int i = 0; i < (cells + 1) * (cells + 1); ++i) {
            const auto index = static_cast<std::size_t>(i);
            const Geographic place = toGeographic(model.origin + glm::dvec3(primitive.positions[index]));
            QVERIFY2(std::abs(place.heightMeters) < tolerance, qPrintable(QString::number(place.heightMeters)));
            const glm::dvec2 meters = toWebMercator(place.lonDegrees, place.latDegrees);
            const double u = (meters.x / kWebMercatorHalfWorldMeters / 2 + 0.5) * side - x;
            const double v = (0.5 - meters.y / kWebMercatorHalfWorldMeters / 2) * side - y;
            QVERIFY(std::abs(u - static_cast<double>(primitive.overlayCoords[index].x)) < 1e-4
                    || std::abs(std::abs(u - static_cast<double>(primitive.overlayCoords[index].x)) - side) < 1e-4);
            QVERIFY(std::abs(v - static_cast<double>(primitive.overlayCoords[index].y)) < 1e-4);
        }
        // Every triangle faces outward, the skirts sideways.
        for (std::size_t t = 0; t < primitive.indices.size(); t += 3) {
            const glm::dvec3 a(primitive.positions[primitive.indices[t]]),
                b(primitive.positions[primitive.indices[t + 1]]), c(primitive.positions[primitive.indices[t + 2]]);
            const glm::dvec3 normal = glm::cross(b - a, c - a);
            const glm::dvec3 outward = glm::normalize(model.origin + a);
            if (level > 0 && t < static_cast<std::size_t>(cells) * static_cast<std::size_t>(cells) * 6)
                QVERIFY(glm::dot(normal, outward) > 0);
        }
    }

    void overlayCoordinatesFollowMercator()
    {
        tiles3d::Model model = *makeTerrain(8, 300);
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.02, 0});
        const glm::dvec4 r = addOverlayCoordinates(model, frame);
        QVERIFY(r.z > r.x && r.w > r.y);
        const tiles3d::Primitive& primitive = model.meshes[0].primitives[0];
        QCOMPARE(primitive.overlayCoords.size(), primitive.positions.size());
        for (std::size_t i = 0; i < primitive.positions.size(); ++i) {
            const Geographic place =
                toGeographic(glm::dvec3(frame * glm::dvec4(glm::dvec3(primitive.positions[i]), 1.0)));
            const glm::dvec2 meters = toWebMercator(place.lonDegrees, place.latDegrees);
            const double u = (meters.x / kWebMercatorHalfWorldMeters / 2 + 0.5 - r.x) / (r.z - r.x);
            QVERIFY(std::abs(u - static_cast<double>(primitive.overlayCoords[i].x)) < 1e-5);
        }
    }

    void findsAFeatureInAnotherLevel()
    {
        using tiles3d::PropertyValue;
        const auto column = [](std::vector<PropertyValue> values) { return tiles3d::makeColumn(std::move(values)); };
        const auto text = [](const char* t) { return PropertyValue{std::string(t)}; };
        const auto number = [](double n) { return PropertyValue{n}; };
        tiles3d::PropertyTable table;
        table.count = 3;
        table.properties = {{"use", "STRING", column({text("home"), text("office"), text("home")})},
                            {"height", "SCALAR", column({number(10), number(20), number(10)})},
                            {"ID", "STRING", column({text("a"), text("b"), text("c")})}};
        // The identifier decides, whatever a coarser level says of the rest.
        QCOMPARE(rowOfFeature(table, {{"ID", text("c")}, {"height", number(12)}}), std::optional<std::uint32_t>(2));
        QVERIFY(!rowOfFeature(table, {{"ID", text("d")}, {"height", number(10)}}));
        // Without one all that is known must agree.
        table.properties.pop_back();
        QCOMPARE(rowOfFeature(table, {{"height", number(20)}, {"use", text("office")}}),
                 std::optional<std::uint32_t>(1));
        QVERIFY(!rowOfFeature(table, {{"height", number(20)}, {"use", text("home")}}));
        QVERIFY(!rowOfFeature(table, {{"storeys", number(20)}}));
    }

    void groundIsExact()
    {
        using namespace guanjing::test;
        FakeAssetAccessor assets;
        FakeClock clock;
        NullPreparer preparer;
        TaskPool tasks{2};
        TileEngine engine({assets, tasks, clock, preparer}, [] {});
        engine.setSettings({});
        engine.add(std::make_unique<GroundTree>(5, engine.loader()));
        // Far off and at a slant, where a mesh lies well below the ellipsoid.
        const ViewState view = ViewState::geographic(113.75, 22.9, 4000, 30, -12, 800, 600);
        for (int i = 0; i < 200 && (i < 3 || !engine.isSettled()); ++i) {
            waitForWorkers(tasks);
            engine.update(view);
        }
        int hits = 0;
        for (double y = 250; y < 600; y += 50) {
            const auto hit = engine.pick(view.rayThrough(400, y));
            if (!hit)
                continue;
            ++hits;
            QVERIFY2(std::abs(toGeographic(hit->position).heightMeters) < 0.001,
                     qPrintable(QString::number(toGeographic(hit->position).heightMeters)));
        }
        QVERIFY(hits > 4);
    }

    /// Copies of a mesh lie on different parts of a picture; a forest of them stays shared.
    void placesOfAMeshGetOverlayCoordinatesOfTheirOwn()
    {
        const auto modelOf = [](int places) {
            tiles3d::Model model;
            model.meshes.emplace_back();
            tiles3d::Primitive& primitive = model.meshes[0].primitives.emplace_back();
            primitive.positions = {{0, 0, 0}, {10, 0, 0}, {0, 10, 0}};
            primitive.indices = {0, 1, 2};
            for (int i = 0; i < places; ++i) {
                tiles3d::MeshInstance instance;
                instance.mesh = 0;
                instance.featureId = static_cast<std::uint32_t>(i);
                instance.transform = glm::translate(glm::dmat4(1.0), glm::dvec3(20.0 * i, 0, 0));
                model.instances.push_back(instance);
            }
            return model;
        };
        const glm::dmat4 frame = eastNorthUpToEcef({113.75, 23.0, 0});
        tiles3d::Model model = modelOf(3);
        QVERIFY(addOverlayCoordinates(model, frame) != glm::dvec4(0.0));
        QCOMPARE(model.meshes.size(), std::size_t{3});
        // The three stand 20 m apart in a row of 50 m.
        for (std::size_t i = 0; i < 3; ++i) {
            const tiles3d::MeshInstance& instance = model.instances[i];
            QCOMPARE(instance.featureId, static_cast<std::uint32_t>(i));
            const auto& coords = model.meshes[static_cast<std::size_t>(instance.mesh)].primitives[0].overlayCoords;
            QCOMPARE(coords.size(), std::size_t{3});
            QVERIFY(std::abs(coords[0].x - 0.4f * static_cast<float>(i)) < 1e-3f);
            QVERIFY(std::abs(coords[1].x - coords[0].x - 0.2f) < 1e-3f);
        }
        tiles3d::Model forest = modelOf(200'000);
        (void)addOverlayCoordinates(forest, frame);
        QCOMPARE(forest.meshes.size(), std::size_t{1});
        QVERIFY(forest.meshes[0].primitives[0].overlayCoords.empty());
    }
};

QTEST_GUILESS_MAIN(TestPicking)
#include "TestPicking.moc"
