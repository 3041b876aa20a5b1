#pragma once
// A small city made by hand, for tests and benchmarks of drawing: no file, no server, no engine.

#include "geodata/crs/Ellipsoid.h"
#include "geodata/tiles3d/Model.h"
#include "layers/tiling/ContentPreparer.h"
#include "layers/tiling/DrawList.h"
#include "layers/tiling/ReliefMesh.h"

#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace guanjing::testing {

constexpr double kLon = 113.7518, kLat = 23.0207;

inline void addFace(tiles3d::Primitive& p, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c,
                    const glm::vec3& d, const glm::vec3& normal, std::uint32_t feature)
{
    const auto base = static_cast<std::uint32_t>(p.positions.size());
    p.positions.insert(p.positions.end(), {a, b, c, d});
    p.normals.insert(p.normals.end(), 4, normal);
    p.featureIds.insert(p.featureIds.end(), 4, feature);
    p.texCoords[0].insert(p.texCoords[0].end(), {{0, 1}, {1, 1}, {1, 0}, {0, 0}});
    p.indices.insert(p.indices.end(), {base, base + 1, base + 2, base, base + 2, base + 3});
}

/// A box on the ground: east, north, up in metres.
inline void addBox(tiles3d::Primitive& p, float x, float y, float width, float depth, float height,
                   std::uint32_t feature)
{
    const float x1 = x + width, y1 = y + depth;
    addFace(p, {x, y, height}, {x1, y, height}, {x1, y1, height}, {x, y1, height}, {0, 0, 1}, feature);
    addFace(p, {x, y, 0}, {x1, y, 0}, {x1, y, height}, {x, y, height}, {0, -1, 0}, feature);
    addFace(p, {x1, y, 0}, {x1, y1, 0}, {x1, y1, height}, {x1, y, height}, {1, 0, 0}, feature);
    addFace(p, {x1, y1, 0}, {x, y1, 0}, {x, y1, height}, {x1, y1, height}, {0, 1, 0}, feature);
    addFace(p, {x, y1, 0}, {x, y, 0}, {x, y, height}, {x, y1, height}, {-1, 0, 0}, feature);
}

inline std::shared_ptr<tiles3d::Model> modelOf(tiles3d::Primitive primitive, tiles3d::Material material = {})
{
    auto model = std::make_shared<tiles3d::Model>();
    primitive.material = 0;
    model->materials.push_back(material);
    model->meshes.push_back({"hand-made", {std::move(primitive)}});
    model->instances.push_back({0, glm::dmat4(1.0)});
    return model;
}

/// A flat grid of ground, side × side metres around the origin, with overlay coordinates.
inline std::shared_ptr<tiles3d::Model> groundModel(float side, int cells)
{
    tiles3d::Primitive p;
    for (int j = 0; j <= cells; ++j)
        for (int i = 0; i <= cells; ++i) {
            const glm::vec2 t(static_cast<float>(i) / static_cast<float>(cells),
                              static_cast<float>(j) / static_cast<float>(cells));
            const glm::vec2 xy = (t - 0.5f) * side;
            p.positions.emplace_back(xy, -glm::dot(xy, xy) / (2.0f * 6.378e6f));
            p.overlayCoords.emplace_back(t.x, 1.0f - t.y);
        }
    const auto row = static_cast<std::uint32_t>(cells + 1);
    for (std::uint32_t j = 0; j < static_cast<std::uint32_t>(cells); ++j)
        for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(cells); ++i) {
            const std::uint32_t a = j * row + i;
            p.indices.insert(p.indices.end(), {a, a + 1, a + row + 1, a, a + row + 1, a + row});
        }
    return modelOf(std::move(p));
}

/// A plausible aerial picture: blocks of grass and concrete between asphalt streets.
inline std::shared_ptr<tiles3d::Image> orthophoto(int side, int blocks)
{
    auto image = std::make_shared<tiles3d::Image>();
    image->width = image->height = side;
    image->channels = 3;
    image->pixels.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3);
    std::size_t at = 0;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const int bx = x * blocks / side, by = y * blocks / side;
            const float fx = std::abs(static_cast<float>(x * blocks % side) / static_cast<float>(side) - 0.5f);
            const float fy = std::abs(static_cast<float>(y * blocks % side) / static_cast<float>(side) - 0.5f);
            const bool street = std::max(fx, fy) > 0.44f;
            const int tint = (bx * 31 + by * 17) % 24;
            const glm::ivec3 color = street  ? glm::ivec3(118, 118, 121)
                : (bx * 7 + by * 3) % 3 == 0 ? glm::ivec3(96 + tint, 122 + tint / 2, 82)
                                             : glm::ivec3(158 + tint, 152 + tint, 142 + tint);
            for (int k = 0; k < 3; ++k)
                image->pixels[at++] = static_cast<std::uint8_t>(color[k]);
        }
    return image;
}

/// Contents and the DrawList that shows them; everything uploaded at once.
class HandMadeScene {
public:
    explicit HandMadeScene(layers::ContentPreparer& preparer) : m_preparer(preparer) { }
    ~HandMadeScene()
    {
        for (auto& content : m_contents)
            m_preparer.release(std::move(content));
    }
    HandMadeScene(const HandMadeScene&) = delete;
    HandMadeScene& operator=(const HandMadeScene&) = delete;

    layers::DrawItem& add(std::shared_ptr<const tiles3d::Model> model, const glm::dmat4& modelToWorld, double radius)
    {
        m_contents.push_back(m_preparer.prepareModel(std::move(model), modelToWorld));
        uploadAll(*m_contents.back());
        layers::DrawItem item;
        item.content = m_contents.back().get();
        item.modelToWorld = modelToWorld;
        item.tileId = list.items.size() + 1;
        item.center = glm::dvec3(modelToWorld[3]);
        item.radius = radius;
        list.items.push_back(item);
        return list.items.back();
    }
    /// Of the last item; null: as the data has it.
    void setLook(std::unique_ptr<layers::PreparedLook> look)
    {
        m_preparer.setLook(*m_contents.back(), std::move(look));
        uploadAll(*m_contents.back());
    }
    /// Drapes a picture over the last item.
    void drape(std::shared_ptr<const tiles3d::Image> image)
    {
        m_contents.push_back(m_preparer.prepareImage(std::move(image)));
        uploadAll(*m_contents.back());
        layers::DrawItem& item = list.items.back();
        item.isGround = true;
        if (item.overlayCount == 0)
            item.firstOverlay = static_cast<std::uint32_t>(list.overlays.size());
        ++item.overlayCount;
        list.overlays.push_back({m_contents.back().get(), glm::vec2(1.0f), glm::vec2(0.0f), 1.0f});
    }
    /// Drapes a picture over an item that has none; items in their order.
    void drapeOver(std::size_t index, std::shared_ptr<const tiles3d::Image> image)
    {
        m_contents.push_back(m_preparer.prepareImage(std::move(image)));
        uploadAll(*m_contents.back());
        layers::DrawItem& item = list.items[index];
        item.firstOverlay = static_cast<std::uint32_t>(list.overlays.size());
        item.overlayCount = 1;
        list.overlays.push_back({m_contents.back().get(), glm::vec2(1.0f), glm::vec2(0.0f), 1.0f});
    }
    layers::DrawList list;

private:
    void uploadAll(layers::PreparedContent& content)
    {
        for (bool done = false; !done;) {
            layers::UploadBudget budget{64u << 20, 1000.0};
            done = m_preparer.upload(content, budget);
        }
    }
    layers::ContentPreparer& m_preparer;
    std::vector<std::unique_ptr<layers::PreparedContent>> m_contents;
};

/// Nine ground tiles of a level around the middle, row by row from the north-west.
inline void addRelief(HandMadeScene& scene, const layers::GroundSurface& surface, int level, float opacity = 1)
{
    const glm::dvec2 place = toWebMercator(kLon, kLat);
    const double size = 2 * kWebMercatorHalfWorldMeters / std::ldexp(1.0, level);
    const auto x = static_cast<std::uint32_t>((place.x + kWebMercatorHalfWorldMeters) / size);
    const auto y = static_cast<std::uint32_t>((kWebMercatorHalfWorldMeters - place.y) / size);
    for (std::uint32_t i = 0; i < 9; ++i) {
        auto mesh = layers::makeReliefMesh({level, x + i % 3 - 1, y + i / 3 - 1}, surface);
        auto model = std::make_shared<tiles3d::Model>(std::move(mesh.model));
        const glm::dmat4 frame = glm::translate(glm::dmat4(1.0), model->origin);
        layers::DrawItem& item = scene.add(std::move(model), frame, size);
        item.isGround = item.hasRelief = true;
        item.opacity = opacity;
    }
}

/// Blocks of untextured buildings around the origin, one feature each.
inline std::shared_ptr<tiles3d::Model> blockModel(float side, int blocks)
{
    tiles3d::Primitive p;
    std::uint32_t feature = 0;
    const float pitch = side / static_cast<float>(blocks);
    for (int j = 0; j < blocks; ++j)
        for (int i = 0; i < blocks; ++i) {
            const int roll = (i * 7919 + j * 104729) % 97;
            if (roll < 25)
                continue;
            const float height = 9.0f + static_cast<float>(roll % 23) * (roll % 5 == 0 ? 5.5f : 1.5f);
            const float x = -side / 2 + pitch * (static_cast<float>(i) + 0.2f);
            const float y = -side / 2 + pitch * (static_cast<float>(j) + 0.2f);
            addBox(p, x, y, pitch * (0.35f + 0.003f * static_cast<float>(roll % 60)), pitch * 0.55f, height, feature++);
        }
    tiles3d::Material material;
    material.baseColorFactor = {0.72f, 0.70f, 0.66f, 1.0f};
    for (auto& texCoords : p.texCoords)
        texCoords.clear();
    return modelOf(std::move(p), material);
}

} // namespace guanjing::testing
