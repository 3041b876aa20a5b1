#pragma once

#include "layers/tiling/TileTree.h"

#include <atomic>
#include <string>

namespace guanjing::test {

/// A content that draws nothing and weighs what the test says.
class WeighedContent final : public layers::PreparedContent {
public:
    explicit WeighedContent(std::size_t bytes) : m_bytes(bytes) { ++alive; }
    ~WeighedContent() override { --alive; }
    [[nodiscard]] std::size_t byteSize() const override { return m_bytes; }
    static inline std::atomic<int> alive{0};

private:
    std::size_t m_bytes;
};

/// A quadtree of flat squares in the plane z = 0 around a far origin; every tile has content "tile/INDEX".
class FakeTree : public layers::TileTree {
public:
    FakeTree(std::uint32_t id, layers::TileLoader& loader, int levels, double sizeMeters, bool isAdditive = false,
             std::size_t bytesPerTile = 100, bool hasContent = true)
        : TileTree(id, loader), m_bytesPerTile(bytesPerTile)
    {
        m_tiles.reserve(((std::size_t{1} << (2 * levels)) - 1) / 3);
        layers::Tile root;
        set(root, glm::dvec3(0.0), sizeMeters, levels - 1, hasContent);
        m_tiles.push_back(std::move(root));
        for (layers::TileIndex i = 0; i < m_tiles.size(); ++i) {
            m_tiles[i].isAdditive = isAdditive;
            if (m_tiles[i].level == 0)
                continue;
            m_tiles[i].firstChild = static_cast<layers::TileIndex>(m_tiles.size());
            m_tiles[i].childCount = 4;
            const double half = static_cast<double>(m_tiles[i].volume.half[0]);
            for (const double dy : {-0.5, 0.5}) {
                for (const double dx : {-0.5, 0.5}) {
                    layers::Tile child;
                    set(child, m_tiles[i].volume.center + glm::dvec3(dx * half, dy * half, 0), half,
                        m_tiles[i].level - 1, hasContent || m_tiles[i].level == 1);
                    child.parent = i;
                    m_tiles.push_back(std::move(child));
                }
            }
        }
    }

    void setRequestVolume(layers::TileIndex tile, const layers::TileVolume& volume)
    {
        if (m_batches.empty())
            m_batches.emplace_back();
        m_tiles[tile].requestVolume = static_cast<std::int32_t>(m_batches.front().requestVolumes.size());
        m_batches.front().requestVolumes.push_back(volume);
    }

    layers::LoadPlan plan(layers::TileIndex index) override
    {
        layers::LoadPlan plan;
        AssetRequest request;
        request.url = "tile/" + std::to_string(index);
        plan.requests.push_back(std::move(request));
        plan.make = [bytes = m_bytesPerTile](layers::LoadInput&) -> Result<layers::LoadOutcome> {
            layers::LoadOutcome outcome;
            outcome.parts.emplace_back();
            outcome.parts.back().prepared = std::make_unique<WeighedContent>(bytes);
            return outcome;
        };
        return plan;
    }

private:
    static void set(layers::Tile& tile, const glm::dvec3& center, double size, int level, bool hasContent)
    {
        const double half = size / 2;
        tile.volume = layers::TileVolume::box(center, {half, 0, 0}, {0, half, 0}, {0, 0, 1.0});
        tile.level = static_cast<std::uint8_t>(level);
        tile.geometricError = level == 0 ? 0.0f : static_cast<float>(size / 16);
        tile.contentCount = hasContent ? 1 : 0;
    }
    std::size_t m_bytesPerTile;
};

} // namespace guanjing::test
