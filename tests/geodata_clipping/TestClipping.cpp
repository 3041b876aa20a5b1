// Cutting models by polygons and boxes: areas add up, attributes follow, what says Inside or Outside is never wrong.
#include "geodata/clipping/ClipModel.h"
#include "geodata/clipping/ConvexParts.h"
#include "geodata/clipping/Cutter.h"
#include "geodata/crs/Ellipsoid.h"

#include <QTest>

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/matrix.hpp>

#include <array>
#include <cmath>
#include <random>

using namespace guanjing;
using namespace guanjing::clipping;

namespace {

constexpr Geographic kMiddle{113.75, 23.02, 0};

glm::dmat4 frame(double heightMeters = 0)
{
    return eastNorthUpToEcef({kMiddle.lonDegrees, kMiddle.latDegrees, heightMeters});
}

glm::dvec2 lonLat(double eastMeters, double northMeters)
{
    const Geographic place = toGeographic(glm::dvec3(frame() * glm::dvec4(eastMeters, northMeters, 0, 1)));
    return {place.lonDegrees, place.latDegrees};
}

ClipShape polygon(ClipMode mode, std::initializer_list<glm::dvec2> meters)
{
    ClipShape shape;
    shape.mode = mode;
    for (const glm::dvec2& point : meters)
        shape.polygon.push_back(lonLat(point.x, point.y));
    return shape;
}

std::shared_ptr<const ClipRegion> region(const ClipShape& shape)
{
    auto made = ClipRegion::create(shape);
    if (!made)
        qFatal("%s", made.error().toString().c_str());
    return std::make_shared<const ClipRegion>(std::move(*made));
}

/// A square of 2·half metres of cells, with everything that a vertex can carry linear in x and y.
tiles3d::Model grid(int cells, double half, double slope = 0.0)
{
    tiles3d::Model model;
    tiles3d::Primitive primitive;
    auto coordinates = std::make_shared<std::vector<glm::vec2>>();
    std::vector<tiles3d::PropertyValue> rows;
    for (int y = 0; y <= cells; ++y) {
        for (int x = 0; x <= cells; ++x) {
            const double u = double(x) / cells, v = double(y) / cells;
            const double px = (2 * u - 1) * half, py = (2 * v - 1) * half;
            primitive.positions.emplace_back(px, py, slope * px);
            primitive.normals.emplace_back(glm::normalize(glm::dvec3(-slope, 0, 1)));
            primitive.texCoords[0].emplace_back(u, v);
            primitive.overlayCoords.emplace_back(v, u);
            primitive.colors.push_back({static_cast<std::uint8_t>(std::lround(u * 255)), 10, 20, 255});
            primitive.featureIds.push_back(7);
            coordinates->emplace_back(u, 1 - v);
            rows.emplace_back().value = double(x);
        }
    }
    for (int y = 0; y < cells; ++y) {
        for (int x = 0; x < cells; ++x) {
            const auto a = static_cast<std::uint32_t>(y * (cells + 1) + x), b = a + 1;
            const auto c = a + static_cast<std::uint32_t>(cells) + 1, d = c + 1;
            primitive.indices.insert(primitive.indices.end(), {a, b, d, a, d, c});
        }
    }
    primitive.minimum = glm::vec3(-half, -half, -slope * half);
    primitive.maximum = glm::vec3(half, half, slope * half);
    auto picture = std::make_shared<tiles3d::MetadataTexture>();
    picture->texCoords = coordinates;
    tiles3d::FeatureIdSet set;
    set.texture = picture;
    primitive.featureSets.push_back(set);
    tiles3d::SurfaceProperty property;
    property.column = tiles3d::makeColumn(rows);
    primitive.surfaces.push_back({"surface", "class", {property}});
    model.meshes.push_back({"grid", {std::move(primitive)}});
    model.instances.push_back({0, glm::dmat4(1.0)});
    return model;
}

double area(const tiles3d::Model& model)
{
    double sum = 0;
    for (const tiles3d::MeshInstance& instance : model.instances) {
        for (const tiles3d::Primitive& primitive : model.meshes[std::size_t(instance.mesh)].primitives) {
            for (std::size_t i = 0; i + 2 < primitive.indices.size(); i += 3) {
                const glm::dvec3 a(primitive.positions[primitive.indices[i]]);
                sum += glm::length(glm::cross(glm::dvec3(primitive.positions[primitive.indices[i + 1]]) - a,
                                              glm::dvec3(primitive.positions[primitive.indices[i + 2]]) - a))
                    / 2;
            }
        }
    }
    return sum;
}

std::array<glm::dvec3, 8> hull(double west, double south, double east, double north, double low, double high)
{
    std::array<glm::dvec3, 8> corners;
    for (std::size_t i = 0; i < 8; ++i) {
        const glm::dvec2 place = lonLat(i & 1 ? east : west, i & 2 ? north : south);
        corners[i] = toEcef({place.x, place.y, i & 4 ? high : low});
    }
    return corners;
}

double pieceArea(const std::vector<CutCorner>& corners)
{
    glm::dvec3 sum(0.0);
    for (std::size_t i = 1; i + 1 < corners.size(); ++i)
        sum += glm::cross(corners[i].point - corners[0].point, corners[i + 1].point - corners[0].point);
    return glm::length(sum) / 2;
}

} // namespace

class TestClipping : public QObject {
    Q_OBJECT
private slots:
    void polygonsBecomeConvexParts_data()
    {
        QTest::addColumn<QVector<QPointF>>("ring");
        QTest::addColumn<double>("area");
        QTest::addColumn<int>("mostParts");
        QTest::newRow("square") << QVector<QPointF>{{0, 0}, {4, 0}, {4, 4}, {0, 4}} << 16.0 << 1;
        QTest::newRow("clockwise, closed") << QVector<QPointF>{{0, 0}, {0, 4}, {4, 4}, {4, 0}, {0, 0}} << 16.0 << 1;
        QTest::newRow("points on sides") << QVector<QPointF>{{0, 0}, {2, 0}, {4, 0}, {4, 4}, {4, 4}, {0, 4}} << 16.0
                                         << 1;
        QTest::newRow("L") << QVector<QPointF>{{0, 0}, {4, 0}, {4, 1}, {1, 1}, {1, 4}, {0, 4}} << 7.0 << 2;
        QTest::newRow("U") << QVector<QPointF>{{0, 0}, {5, 0}, {5, 4}, {4, 4}, {4, 1}, {1, 1}, {1, 4}, {0, 4}} << 11.0
                           << 4;
        QVector<QPointF> star;
        for (int i = 0; i < 20; ++i) {
            const double r = i % 2 ? 1.0 : 3.0, angle = i * M_PI / 10;
            star.append({r * std::cos(angle), r * std::sin(angle)});
        }
        QTest::newRow("star") << star << 10 * 3.0 * std::sin(M_PI / 10) << 12;
    }
    void polygonsBecomeConvexParts()
    {
        QFETCH(QVector<QPointF>, ring);
        QFETCH(double, area);
        QFETCH(int, mostParts);
        std::vector<glm::dvec2> points;
        for (const QPointF& point : ring)
            points.emplace_back(point.x(), point.y());
        const auto tidy = tidyRing(points);
        const auto parts = convexParts(tidy);
        QVERIFY(parts.has_value());
        QVERIFY2(int(parts->size()) <= mostParts, QByteArray::number(int(parts->size())));
        double sum = 0;
        for (const ConvexPart& part : *parts) {
            for (std::size_t i = 0; i < part.size(); ++i) {
                const glm::dvec2 a = tidy[part[i]], b = tidy[part[(i + 1) % part.size()]],
                                 c = tidy[part[(i + 2) % part.size()]];
                QVERIFY((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) >= 0);
                sum += (a.x * b.y - a.y * b.x) / 2;
            }
        }
        QVERIFY2(std::abs(sum - area) < 1e-12 * area, QByteArray::number(sum, 'g', 17));
    }

    void refusesWhatHasNoInside_data()
    {
        QTest::addColumn<QVector<QPointF>>("ring");
        QTest::addColumn<QString>("words");
        QTest::newRow("two points") << QVector<QPointF>{{113, 23}, {113.1, 23}} << "at least 3";
        QTest::newRow("line") << QVector<QPointF>{{113, 23}, {113, 23.1}, {113, 23.2}, {113, 23}} << "no area";
        QTest::newRow("bow") << QVector<QPointF>{{113, 23}, {113.1, 23.1}, {113.1, 23}, {113, 23.1}} << "crosses";
        QTest::newRow("huge") << QVector<QPointF>{{100, 23}, {113.1, 23.1}, {113.1, 23}} << "wider than 2";
        QTest::newRow("no place") << QVector<QPointF>{{113, 23}, {113.1, 23.1}, {113.1, 99}} << "no longitude";
        QTest::newRow("no number") << QVector<QPointF>{{113, 23}, {113.1, 23.1}, {std::nan(""), 23}} << "no longitude";
    }
    void refusesWhatHasNoInside()
    {
        QFETCH(QVector<QPointF>, ring);
        QFETCH(QString, words);
        ClipShape shape;
        for (const QPointF& point : ring)
            shape.polygon.emplace_back(point.x(), point.y());
        const auto made = ClipRegion::create(shape);
        QVERIFY(!made.has_value());
        QVERIFY2(made.error().detail.find(words.toStdString()) != std::string::npos, made.error().detail.c_str());
    }

    /// Pieces in double: inside and outside add up to the triangle, and inside is what the polygon covers.
    void piecesAddUp()
    {
        const auto star = [] {
            ClipShape shape;
            for (int i = 0; i < 14; ++i) {
                const double r = i % 2 ? 30.0 : 90.0, angle = i * M_PI / 7;
                shape.polygon.push_back(lonLat(r * std::cos(angle), r * std::sin(angle)));
            }
            shape.minHeightMeters = -10;
            shape.maxHeightMeters = 20;
            return region(shape);
        }();
        std::mt19937 random(5);
        std::uniform_real_distribution<double> place(-120, 120), height(-40, 40), weight(0, 1);
        Cutter cutter;
        int cut = 0;
        for (int i = 0; i < 3000; ++i) {
            std::array<glm::dvec3, 3> corners;
            for (glm::dvec3& corner : corners)
                corner = {place(random), place(random), height(random)};
            Piece whole;
            for (int k = 0; k < 3; ++k) {
                CutCorner corner;
                corner.weights[k] = 1;
                corner.point = corners[std::size_t(k)];
                whole.corners.push_back(corner);
            }
            const double before = pieceArea(whole.corners);
            std::vector<Piece> inside, outside;
            cutter.setRegion(*star, corners);
            cutter.cut(whole, inside, outside);
            double sum = 0;
            for (const auto* side : {&inside, &outside}) {
                for (const Piece& piece : *side) {
                    sum += pieceArea(piece.corners);
                    glm::dvec3 middle(0.0);
                    for (const CutCorner& corner : piece.corners) {
                        middle += corner.point / double(piece.corners.size());
                        QVERIFY(std::abs(corner.weights.x + corner.weights.y + corner.weights.z - 1) < 1e-12);
                    }
                    // Slivers apart, whose middle is on the wall as nearly as a double can say.
                    if (pieceArea(piece.corners) > 1e-3) {
                        bool isIn = false;
                        for (const ClipRegion::Cell& cell : star->cells()) {
                            isIn = isIn || std::all_of(cell.sides.begin(), cell.sides.end(), [&](const auto& wall) {
                                       return glm::dot(wall.plane, glm::dvec4(middle, 1)) >= -1e-6;
                                   });
                        }
                        QCOMPARE(isIn, side == &inside);
                    }
                }
            }
            QVERIFY2(std::abs(sum - before) <= 1e-9 * before, QByteArray::number(sum - before));
            cut += !inside.empty() && !outside.empty() ? 1 : 0;
        }
        QVERIFY2(cut > 1000, QByteArray::number(cut));
    }

    void areasOfModels_data()
    {
        QTest::addColumn<double>("slope");
        QTest::addColumn<bool>("isTurned");
        QTest::newRow("flat") << 0.0 << false;
        QTest::newRow("slope") << 0.5 << false;
        QTest::newRow("slope, instance turned and shifted") << 0.5 << true;
    }
    void areasOfModels()
    {
        QFETCH(double, slope);
        QFETCH(bool, isTurned);
        tiles3d::Model whole = grid(16, 100, slope);
        if (isTurned)
            whole.instances[0].transform = glm::rotate(glm::translate(glm::dmat4(1.0), {3, -2, 5}), 0.3, {0, 0, 1});
        ClipShape shape = polygon(ClipMode::Inside, {{-33, -21}, {42, -35}, {10, 0}, {55, 61}, {-40, 31}});
        tiles3d::Model outside = whole, inside = whole;
        QVERIFY(clipModel(outside, frame(), {region(shape)}));
        shape.mode = ClipMode::Outside;
        QVERIFY(clipModel(inside, frame(), {region(shape)}));
        // Vertices are floats; the cut itself adds up to 1e-9 in double (piecesAddUp).
        QVERIFY(std::abs(area(inside) + area(outside) - area(whole)) < 1e-6 * area(whole));
        // By the shoelace formula; the walls are upright, so slope stretches by its secant.
        const double flat = 4502.5;
        QVERIFY2(std::abs(area(inside) - flat * std::sqrt(1 + slope * slope)) < 2e-5 * flat,
                 QByteArray::number(area(inside), 'g', 12));
    }

    void attributesFollow()
    {
        tiles3d::Model model = grid(3, 100);
        QVERIFY(clipModel(model, frame(), {region(polygon(ClipMode::Inside, {{-31, -17}, {47, -29}, {5, 61}}))}));
        const tiles3d::Primitive& cut = model.meshes[std::size_t(model.instances[0].mesh)].primitives[0];
        QVERIFY(cut.positions.size() > 16);
        QCOMPARE(cut.normals.size(), cut.positions.size());
        QCOMPARE(cut.featureIds, std::vector<std::uint32_t>(cut.positions.size(), 7));
        const auto& coordinates = *cut.featureSets[0].texture->texCoords;
        QCOMPARE(coordinates.size(), cut.positions.size());
        for (std::size_t i = 0; i < cut.positions.size(); ++i) {
            const glm::vec2 uv = glm::vec2(cut.positions[i]) / 200.0f + 0.5f;
            QVERIFY(glm::length(cut.texCoords[0][i] - uv) < 1e-6f);
            QVERIFY(glm::length(cut.overlayCoords[i] - glm::vec2(uv.y, uv.x)) < 1e-6f);
            QVERIFY(glm::length(coordinates[i] - glm::vec2(uv.x, 1 - uv.y)) < 1e-6f);
            QVERIFY(std::abs(float(cut.colors[i][0]) - uv.x * 255) < 1.01f);
            QVERIFY(glm::length(cut.normals[i] - glm::vec3(0, 0, 1)) < 1e-6f);
            QVERIFY(cut.surfaces[0].properties[0].column->shown(i).toText() != "");
        }
        for (const std::uint32_t index : cut.indices)
            QVERIFY(index < cut.positions.size());
    }

    void heightsLimit()
    {
        tiles3d::Model model = grid(8, 50, 1.0); // from −50 to 50 m
        ClipShape shape = polygon(ClipMode::Outside, {{-200, -200}, {200, -200}, {200, 200}, {-200, 200}});
        shape.minHeightMeters = 10;
        shape.maxHeightMeters = 30;
        QVERIFY(clipModel(model, frame(), {region(shape)}));
        QVERIFY2(std::abs(area(model) - 20 * 100 * std::sqrt(2.0)) < 0.2, QByteArray::number(area(model)));
    }

    void boxesClip()
    {
        tiles3d::Model model = grid(8, 50);
        ClipShape shape;
        shape.mode = ClipMode::Outside;
        shape.box = ClipBox{kMiddle.lonDegrees, kMiddle.latDegrees, 1, 30, 12, 4, 33};
        QVERIFY(clipModel(model, frame(), {region(shape)}));
        QVERIFY2(std::abs(area(model) - 360) < 1e-3, QByteArray::number(area(model)));
        // Turned clockwise by 33°: the long side across points from west-north-west to east-south-east.
        const glm::dvec2 end(14.9 * std::cos(33 * kDegreesToRadians), -14.9 * std::sin(33 * kDegreesToRadians));
        const auto box = region(shape);
        QVERIFY(box->contains(toEcef({lonLat(end.x, end.y).x, lonLat(end.x, end.y).y, 1})));
        QVERIFY(!box->contains(toEcef({lonLat(end.x, -end.y).x, lonLat(end.x, -end.y).y, 1})));
        QVERIFY(!box->contains(toEcef({kMiddle.lonDegrees, kMiddle.latDegrees, 3.1})));
    }

    void flattens()
    {
        tiles3d::Model model = grid(10, 50, 0.5);
        ClipShape shape = polygon(ClipMode::Flatten, {{-11, -13}, {22, -13}, {22, 17}, {-11, 17}});
        shape.flatHeightMeters = -3;
        QVERIFY(clipModel(model, frame(), {region(shape)}));
        double flat = 0, walls = 0, rest = 0;
        const tiles3d::Primitive& cut = model.meshes[std::size_t(model.instances[0].mesh)].primitives[0];
        for (std::size_t i = 0; i + 2 < cut.indices.size(); i += 3) {
            glm::dvec3 p[3];
            for (std::size_t k = 0; k < 3; ++k)
                p[k] = glm::dvec3(cut.positions[cut.indices[i + k]]);
            const glm::dvec3 normal = glm::cross(p[1] - p[0], p[2] - p[0]);
            const double size = glm::length(normal) / 2;
            if (std::abs(normal.z) < 1e-3 * glm::length(normal))
                walls += size;
            else if (std::abs(normal.z) > 0.9999 * glm::length(normal)) {
                flat += size;
                for (const glm::dvec3& corner : p)
                    QVERIFY2(std::abs(corner.z + 3) < 1e-3, QByteArray::number(corner.z));
            } else
                rest += size;
        }
        const double secant = std::sqrt(1.25);
        QVERIFY2(std::abs(flat - 33 * 30) < 0.05, QByteArray::number(flat));
        QVERIFY2(std::abs(rest - (10000 - 990) * secant) < 0.5, QByteArray::number(rest));
        // East and west sides are rectangles, the others two triangles where the slope passes through the flat height.
        const double east = 30 * (11 + 3), west = 30 * (5.5 - 3), sides = 2 * (14.0 * 28 / 2 + 2.5 * 5 / 2);
        QVERIFY2(std::abs(walls - (east + west + sides)) < 0.5, QByteArray::number(walls));
    }

    void modesGoTogether()
    {
        tiles3d::Model model = grid(8, 50);
        // Two squares of 20 m are kept, the corner of one is taken away.
        QVERIFY(clipModel(model, frame(),
                          {region(polygon(ClipMode::Outside, {{-40, -40}, {-20, -40}, {-20, -20}, {-40, -20}})),
                           region(polygon(ClipMode::Outside, {{10, 10}, {30, 10}, {30, 30}, {10, 30}})),
                           region(polygon(ClipMode::Inside, {{20, 20}, {60, 20}, {60, 60}, {20, 60}}))}));
        QVERIFY2(std::abs(area(model) - 700) < 1e-2, QByteArray::number(area(model)));
    }

    void instancesAreCutByThemselves()
    {
        tiles3d::Model model = grid(2, 5);
        for (const double x : {-100.0, 20.0, 200.0})
            model.instances.push_back({0, glm::translate(glm::dmat4(1.0), {x, 0, 0})});
        QVERIFY(clipModel(model, frame(),
                          {region(polygon(ClipMode::Inside, {{-10, -10}, {20, -10}, {20, 10}, {-10, 10}}))}));
        QCOMPARE(model.instances.size(), std::size_t(3)); // the first is gone, the one at 20 m is halved
        QVERIFY2(std::abs(area(model) - 250) < 1e-3, QByteArray::number(area(model)));
    }

    void pointsAndLines()
    {
        for (const auto mode : {tiles3d::PrimitiveMode::Points, tiles3d::PrimitiveMode::Lines}) {
            tiles3d::Model model;
            tiles3d::Primitive primitive;
            primitive.mode = mode;
            for (std::uint32_t i = 0; i < 11; ++i) {
                primitive.positions.emplace_back(10.0f * float(i) - 50, 0, 0);
                if (mode == tiles3d::PrimitiveMode::Points)
                    primitive.indices.push_back(i);
                else if (i > 0)
                    primitive.indices.insert(primitive.indices.end(), {i - 1, i});
            }
            primitive.minimum = {-50, 0, 0};
            primitive.maximum = {50, 0, 0};
            model.meshes.push_back({"thin", {primitive}, 2, {1, 2, 3}});
            model.instances.push_back({0, glm::dmat4(1.0)});
            QVERIFY(clipModel(model, frame(),
                              {region(polygon(ClipMode::Inside, {{-15, -9}, {25, -9}, {25, 9}, {-15, 9}}))}));
            const tiles3d::Primitive& cut = model.meshes[std::size_t(model.instances[0].mesh)].primitives[0];
            // Where its vertices are in the file is the same as before.
            const tiles3d::Mesh& mesh = model.meshes[std::size_t(model.instances[0].mesh)];
            QCOMPARE(mesh.part, 2);
            QVERIFY(mesh.positionBase == glm::dvec3(1, 2, 3));
            if (mode == tiles3d::PrimitiveMode::Points) {
                QCOMPARE(cut.indices.size(), std::size_t(7));
                continue;
            }
            double length = 0;
            for (std::size_t i = 0; i + 1 < cut.indices.size(); i += 2)
                length += double(std::abs(cut.positions[cut.indices[i]].x - cut.positions[cut.indices[i + 1]].x));
            QVERIFY2(std::abs(length - 60) < 1e-4, QByteArray::number(length));
        }
    }

    void cullingIsNeverWrong()
    {
        const auto inside = region(polygon(ClipMode::Inside, {{0, 0}, {100, 0}, {100, 100}, {50, 20}, {0, 100}}));
        const auto outside = region(polygon(ClipMode::Outside, {{0, 0}, {100, 0}, {100, 100}, {50, 20}, {0, 100}}));
        QVERIFY(isClippedAway({inside}, hull(20, 2, 80, 10, -10, 90)));
        QVERIFY(!isClippedAway({inside}, hull(20, 2, 80, 40, -10, 90)));
        QVERIFY(isUntouched({inside}, hull(40, 60, 60, 90, -10, 90)));
        QVERIFY(isClippedAway({outside}, hull(40, 60, 60, 90, -10, 90)));
        QVERIFY(isUntouched({outside}, hull(20, 2, 80, 10, -10, 90)));
        QVERIFY(!isUntouched({inside}, hull(-50, -50, 150, 150, 0, 1)));
        QVERIFY(!isClippedAway({outside}, hull(-50, -50, 150, 150, 0, 1)));
        std::mt19937 random(9);
        std::uniform_real_distribution<double> place(-30, 130), size(0.5, 30);
        int decided = 0;
        for (int i = 0; i < 2000; ++i) {
            const double west = place(random), south = place(random), east = west + size(random),
                         north = south + size(random);
            const auto corners = hull(west, south, east, north, 0, 5);
            const Overlap overlap = inside->overlapOf(corners);
            if (overlap == Overlap::Cut)
                continue;
            ++decided;
            for (int k = 0; k < 25; ++k) {
                const glm::dvec2 at = lonLat(west + (east - west) * (k % 5) / 4, south + (north - south) * (k / 5) / 4);
                QCOMPARE(inside->contains(toEcef({at.x, at.y, 2})), overlap == Overlap::Inside);
            }
        }
        QVERIFY2(decided > 800, QByteArray::number(decided));
    }
};

QTEST_GUILESS_MAIN(TestClipping)
#include "TestClipping.moc"
