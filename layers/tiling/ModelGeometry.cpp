#include "layers/tiling/ModelGeometry.h"

#include "geodata/crs/Ellipsoid.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <limits>

namespace guanjing::layers {

TileVolume boundingSphere(const tiles3d::Model& model, const glm::dmat4& modelToWorld)
{
    glm::dvec3 low(std::numeric_limits<double>::max()), high(std::numeric_limits<double>::lowest());
    bool isEmpty = true;
    for (const tiles3d::MeshInstance& instance : model.instances) {
        if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= model.meshes.size())
            continue;
        for (const tiles3d::Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives) {
            if (primitive.positions.empty())
                continue;
            isEmpty = false;
            for (int corner = 0; corner < 8; ++corner) {
                const glm::dvec4 local(corner & 1 ? primitive.maximum.x : primitive.minimum.x,
                                       corner & 2 ? primitive.maximum.y : primitive.minimum.y,
                                       corner & 4 ? primitive.maximum.z : primitive.minimum.z, 1.0);
                const glm::dvec3 point(instance.transform * local);
                for (int i = 0; i < 3; ++i) {
                    low[i] = std::min(low[i], point[i]);
                    high[i] = std::max(high[i], point[i]);
                }
            }
        }
    }
    if (isEmpty)
        return TileVolume::sphere(glm::dvec3(modelToWorld[3]), 0.0);
    const double scale = std::max({glm::length(glm::dvec3(modelToWorld[0])), glm::length(glm::dvec3(modelToWorld[1])),
                                   glm::length(glm::dvec3(modelToWorld[2]))});
    return TileVolume::sphere(glm::dvec3(modelToWorld * glm::dvec4((low + high) * 0.5, 1.0)),
                              glm::length(high - low) * 0.5 * scale);
}

double lowestHeight(const tiles3d::Model& model, const glm::dmat4& modelToFrame)
{
    double lowest = std::numeric_limits<double>::max();
    for (const tiles3d::MeshInstance& instance : model.instances) {
        const glm::dmat4 toFrame = modelToFrame * instance.transform;
        for (const tiles3d::Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives) {
            for (const glm::vec3& position : primitive.positions)
                lowest = std::min(lowest, (toFrame * glm::dvec4(position, 1.0)).z);
        }
    }
    return lowest == std::numeric_limits<double>::max() ? 0.0 : lowest;
}

namespace {

/// What copies of meshes may add to a model so that each place can have overlay coordinates of its own.
constexpr std::size_t kMostCopiedVertices = 400'000;

/// Gives every place of a mesh that is drawn several times a mesh of its own, as long as that stays small.
void separatePlaces(tiles3d::Model& model)
{
    std::vector<std::size_t> uses(model.meshes.size(), 0), vertices(model.meshes.size(), 0);
    const auto hasMesh = [&](const tiles3d::MeshInstance& instance) {
        return instance.mesh >= 0 && static_cast<std::size_t>(instance.mesh) < uses.size();
    };
    for (const tiles3d::MeshInstance& instance : model.instances)
        if (hasMesh(instance))
            ++uses[static_cast<std::size_t>(instance.mesh)];
    std::size_t copied = 0;
    for (std::size_t mesh = 0; mesh < uses.size(); ++mesh) {
        for (const tiles3d::Primitive& primitive : model.meshes[mesh].primitives)
            vertices[mesh] += primitive.positions.size();
        const std::size_t more = uses[mesh] > 1 ? vertices[mesh] * (uses[mesh] - 1) : 0;
        if (copied + more > kMostCopiedVertices)
            uses[mesh] = 1; // stays shared
        else
            copied += more;
    }
    for (tiles3d::MeshInstance& instance : model.instances) {
        if (!hasMesh(instance) || uses[static_cast<std::size_t>(instance.mesh)] <= 1)
            continue;
        --uses[static_cast<std::size_t>(instance.mesh)]; // the last place keeps the mesh that was there
        tiles3d::Mesh copy = model.meshes[static_cast<std::size_t>(instance.mesh)];
        instance.mesh = static_cast<int>(model.meshes.size());
        model.meshes.push_back(std::move(copy));
    }
}

} // namespace

glm::dvec4 addOverlayCoordinates(tiles3d::Model& model, const glm::dmat4& modelToWorld)
{
    separatePlaces(model);
    std::vector<int> uses(model.meshes.size(), 0);
    std::vector<const tiles3d::MeshInstance*> places(model.meshes.size(), nullptr);
    for (const tiles3d::MeshInstance& instance : model.instances) {
        if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= model.meshes.size())
            continue;
        ++uses[static_cast<std::size_t>(instance.mesh)];
        places[static_cast<std::size_t>(instance.mesh)] = &instance;
    }
    struct Placed {
        tiles3d::Primitive* primitive;
        std::vector<glm::dvec2> units;
    };
    std::vector<Placed> placed;
    glm::dvec2 low(std::numeric_limits<double>::max()), high(std::numeric_limits<double>::lowest());
    for (std::size_t mesh = 0; mesh < model.meshes.size(); ++mesh) {
        if (uses[mesh] != 1)
            continue;
        const glm::dmat4 toWorld = modelToWorld * places[mesh]->transform;
        for (tiles3d::Primitive& primitive : model.meshes[mesh].primitives) {
            if (primitive.mode != tiles3d::PrimitiveMode::Triangles)
                continue;
            Placed entry{&primitive, {}};
            entry.units.reserve(primitive.positions.size());
            for (const glm::vec3& position : primitive.positions) {
                const Geographic place = toGeographic(glm::dvec3(toWorld * glm::dvec4(glm::dvec3(position), 1.0)));
                const glm::dvec2 meters = toWebMercator(place.lonDegrees, place.latDegrees);
                const glm::dvec2 unit(meters.x / kWebMercatorHalfWorldMeters / 2 + 0.5,
                                      0.5 - meters.y / kWebMercatorHalfWorldMeters / 2);
                low = {std::min(low.x, unit.x), std::min(low.y, unit.y)};
                high = {std::max(high.x, unit.x), std::max(high.y, unit.y)};
                entry.units.push_back(unit);
            }
            placed.push_back(std::move(entry));
        }
    }
    const glm::dvec2 size = high - low;
    // Across 180° the rectangle would go round the world.
    if (placed.empty() || !(size.x > 0) || !(size.y > 0) || size.x > 0.5)
        return glm::dvec4(0.0);
    for (Placed& entry : placed) {
        entry.primitive->overlayCoords.clear();
        entry.primitive->overlayCoords.reserve(entry.units.size());
        for (const glm::dvec2& unit : entry.units)
            entry.primitive->overlayCoords.emplace_back((unit - low) / size);
    }
    return {low.x, low.y, high.x, high.y};
}

void dropWhatOnlyDrawingNeeds(tiles3d::Model& model)
{
    for (tiles3d::Texture& texture : model.textures)
        texture.image.reset();
    for (tiles3d::Mesh& mesh : model.meshes) {
        for (tiles3d::Primitive& primitive : mesh.primitives) {
            // A style may ask for what a point has.
            if (primitive.mode != tiles3d::PrimitiveMode::Points) {
                primitive.normals = {};
                primitive.colors = {};
            }
            primitive.texCoords[0] = {};
            primitive.texCoords[1] = {};
            primitive.overlayCoords = {};
        }
    }
}

} // namespace guanjing::layers
