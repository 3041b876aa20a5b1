#include "layers/tiling/GroundMesh.h"

#include "geodata/crs/Ellipsoid.h"

#include <algorithm>
#include <cmath>

namespace guanjing::layers {

const glm::u8vec3 kLandColor(196, 197, 185), kWaterColor(122, 158, 186);

namespace {

constexpr double kMercatorLatitudeLimit = 85.0511287798066;

tiles3d::Material groundMaterial()
{
    tiles3d::Material material;
    material.baseColorFactor = {0.28f, 0.31f, 0.27f, 1.0f};
    material.metallicFactor = 0.0f;
    material.roughnessFactor = 1.0f;
    return material;
}

void addVertex(tiles3d::Primitive& primitive, const glm::dvec3& origin, const Geographic& place)
{
    primitive.positions.emplace_back(toEcef(place) - origin);
    primitive.normals.emplace_back(ellipsoidNormal(place.lonDegrees, place.latDegrees));
}

/// Of the last material.
void addPrimitive(tiles3d::Model& model, tiles3d::Primitive primitive)
{
    primitive.material = static_cast<int>(model.materials.size()) - 1;
    primitive.minimum = primitive.maximum = primitive.positions.front();
    for (const glm::vec3& p : primitive.positions) {
        for (int i = 0; i < 3; ++i) {
            primitive.minimum[i] = std::min(primitive.minimum[i], p[i]);
            primitive.maximum[i] = std::max(primitive.maximum[i], p[i]);
        }
    }
    model.meshes.back().primitives.push_back(std::move(primitive));
}

/// The last primitive and its material.
void paintLast(tiles3d::Model& model, std::shared_ptr<const tiles3d::Image> picture)
{
    tiles3d::Texture texture;
    texture.image = std::move(picture);
    texture.wrapS = texture.wrapT = tiles3d::Wrap::ClampToEdge;
    model.textures.push_back(std::move(texture));
    tiles3d::Material& material = model.materials.back();
    material.baseColorFactor = glm::vec4(1.0F);
    material.baseColor.texture = static_cast<int>(model.textures.size()) - 1;
    tiles3d::Primitive& primitive = model.meshes.back().primitives.back();
    primitive.texCoords[0] = primitive.overlayCoords;
}

} // namespace

double latitudeOfMercatorRow(int level, double y)
{
    const double unit = 1.0 - 2.0 * y / std::ldexp(1.0, level);
    return std::atan(std::sinh(unit * std::numbers::pi)) * kRadiansToDegrees;
}

tiles3d::Model finishGroundMesh(tiles3d::Primitive primitive, const glm::dvec3& origin)
{
    tiles3d::Model model;
    model.origin = origin;
    model.materials.push_back(groundMaterial());
    model.meshes.emplace_back();
    addPrimitive(model, std::move(primitive));
    model.instances.push_back({0, glm::dmat4(1.0)});
    return model;
}

void paintGroundMesh(tiles3d::Model& model, std::shared_ptr<const tiles3d::Image> picture)
{
    if (picture)
        paintLast(model, std::move(picture));
}

void addWater(tiles3d::Model& model, tiles3d::Primitive primitive, std::shared_ptr<const tiles3d::Image> picture)
{
    model.materials.push_back(groundMaterial());
    addPrimitive(model, std::move(primitive));
    paintLast(model, std::move(picture));
}

Rectangle mercatorTileRectangle(int level, std::uint32_t x, std::uint32_t y)
{
    const double width = 360.0 / std::ldexp(1.0, level);
    return {-180.0 + width * x, latitudeOfMercatorRow(level, y + 1.0), -180.0 + width * (x + 1.0),
            latitudeOfMercatorRow(level, y)};
}

int groundMeshCells(int level)
{
    if (level <= 3)
        return 32;
    if (level <= 13)
        return 16;
    if (level == 14)
        return 8;
    return level <= 16 ? 4 : 2;
}

double groundMeshErrorMeters(int level)
{
    const double angle = 2 * std::numbers::pi / std::ldexp(1.0, level) / groundMeshCells(level);
    // The sagitta of a cell's diagonal.
    return kWgs84SemiMajorMeters * (1.0 - std::cos(std::min(angle * std::numbers::sqrt2, std::numbers::pi) / 2));
}

// Deep enough for a neighbour that is two levels coarser.
double groundSkirtMeters(int level) { return 16 * groundMeshErrorMeters(level) + 0.02; }

tiles3d::Model makeGroundMesh(int level, std::uint32_t x, std::uint32_t y)
{
    const int n = groundMeshCells(level);
    const Rectangle rectangle = mercatorTileRectangle(level, x, y);
    const glm::dvec3 origin = toEcef({(rectangle.west + rectangle.east) / 2, latitudeOfMercatorRow(level, y + 0.5), 0});
    tiles3d::Primitive primitive;
    const std::size_t side = static_cast<std::size_t>(n) + 1;
    primitive.positions.reserve(side * side + 4 * side);
    const auto place = [&](int column, int row, double height) {
        return Geographic{rectangle.west + (rectangle.east - rectangle.west) * column / n,
                          latitudeOfMercatorRow(level, y + static_cast<double>(row) / n), height};
    };
    for (int row = 0; row <= n; ++row) {
        for (int column = 0; column <= n; ++column) {
            addVertex(primitive, origin, place(column, row, 0));
            primitive.overlayCoords.emplace_back(static_cast<float>(column) / static_cast<float>(n),
                                                 static_cast<float>(row) / static_cast<float>(n));
        }
    }
    const auto at = [side](int column, int row) {
        return static_cast<std::uint32_t>(static_cast<std::size_t>(row) * side + static_cast<std::size_t>(column));
    };
    for (int row = 0; row < n; ++row) {
        for (int column = 0; column < n; ++column) {
            const std::uint32_t nw = at(column, row), ne = at(column + 1, row);
            const std::uint32_t sw = at(column, row + 1), se = at(column + 1, row + 1);
            primitive.indices.insert(primitive.indices.end(), {nw, sw, ne, ne, sw, se});
        }
    }
    const double skirt = groundSkirtMeters(level);
    const auto addSkirt = [&](auto columnOf, auto rowOf) {
        const auto first = static_cast<std::uint32_t>(primitive.positions.size());
        for (int i = 0; i <= n; ++i) {
            addVertex(primitive, origin, place(columnOf(i), rowOf(i), -skirt));
            const glm::vec2 coords = primitive.overlayCoords[at(columnOf(i), rowOf(i))];
            primitive.overlayCoords.push_back(coords);
        }
        for (int i = 0; i < n; ++i) {
            const std::uint32_t a = at(columnOf(i), rowOf(i)), b = at(columnOf(i + 1), rowOf(i + 1));
            const std::uint32_t below = first + static_cast<std::uint32_t>(i);
            primitive.indices.insert(primitive.indices.end(), {a, below, b, b, below, below + 1});
        }
    };
    // Round the tile so that each wall faces outward: south eastward, east northward, north westward, west southward.
    addSkirt([](int i) { return i; }, [n](int) { return n; });
    addSkirt([n](int) { return n; }, [n](int i) { return n - i; });
    addSkirt([n](int i) { return n - i; }, [](int) { return 0; });
    addSkirt([](int) { return 0; }, [](int i) { return i; });
    return finishGroundMesh(std::move(primitive), origin);
}

tiles3d::Model makePolarCap(bool isNorth)
{
    constexpr int kRings = 8, kSegments = 128;
    const double sign = isNorth ? 1.0 : -1.0;
    const glm::dvec3 origin = toEcef({0, sign * 90.0, 0});
    tiles3d::Primitive primitive;
    addVertex(primitive, origin, {0, sign * 90.0, 0});
    for (int ring = 1; ring <= kRings; ++ring) {
        const double latitude = 90.0 - (90.0 - kMercatorLatitudeLimit) * ring / kRings;
        for (int segment = 0; segment < kSegments; ++segment)
            addVertex(primitive, origin, {-180.0 + 360.0 * segment / kSegments, sign * latitude, 0});
    }
    const auto at = [](int ring, int segment) {
        return static_cast<std::uint32_t>(1 + (ring - 1) * kSegments + segment % kSegments);
    };
    const auto add = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        if (isNorth)
            primitive.indices.insert(primitive.indices.end(), {a, b, c});
        else
            primitive.indices.insert(primitive.indices.end(), {a, c, b});
    };
    for (int segment = 0; segment < kSegments; ++segment) {
        add(0, at(1, segment), at(1, segment + 1));
        for (int ring = 1; ring < kRings; ++ring) {
            add(at(ring, segment), at(ring + 1, segment), at(ring, segment + 1));
            add(at(ring, segment + 1), at(ring + 1, segment), at(ring + 1, segment + 1));
        }
    }
    return finishGroundMesh(std::move(primitive), origin);
}

} // namespace guanjing::layers
