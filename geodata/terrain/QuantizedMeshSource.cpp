#include "geodata/terrain/HeightSource.h"
#include "geodata/terrain/MeshHeights.h"
#include "geodata/terrain/TerrainLayer.h"
#include "geodata/tiles3d/Gzip.h"

#include <algorithm>
#include <utility>

namespace guanjing {
namespace {

/// Where a layer.json says nothing about its levels.
constexpr int kMostLevels = 23;
constexpr int kDeepestLevel = 27;

class QuantizedMeshSource final : public HeightSource {
public:
    explicit QuantizedMeshSource(TerrainLayer layer) : m_layer(std::move(layer))
    {
        m_maxLevel = std::min(m_layer.maxLevel.value_or(kMostLevels), kDeepestLevel);
        if (!m_layer.available.empty() && m_layer.metadataAvailability == 0)
            m_maxLevel = std::min(m_maxLevel, static_cast<int>(m_layer.available.size()) - 1);
    }
    [[nodiscard]] TerrainProjection projection() const override { return m_layer.projection; }
    [[nodiscard]] int maxLevel() const override { return m_maxLevel; }
    [[nodiscard]] std::optional<bool> isAvailable(const TerrainTileId& id) const override
    {
        return m_layer.isAvailable(id);
    }
    [[nodiscard]] int metadataAvailability() const override { return m_layer.metadataAvailability; }
    [[nodiscard]] std::optional<Rectangle> bounds() const override { return m_layer.bounds; }
    [[nodiscard]] std::string tileUrl(const TerrainTileId& id) const override { return m_layer.tileUrl(id); }
    [[nodiscard]] std::string parentUrl() const override { return m_layer.parentUrl; }
    [[nodiscard]] std::string attribution() const override { return m_layer.attribution; }
    [[nodiscard]] std::vector<Error> issues() const override
    {
        std::vector<Error> errors;
        for (const Issue& issue : m_layer.issues)
            if (issue.severity != Severity::Info)
                errors.push_back({issue.severity == Severity::Error ? ErrorCode::BadValue : ErrorCode::Notice,
                                  m_layer.url, issue.where + ": " + issue.message});
        return errors;
    }

    [[nodiscard]] Result<HeightTileData> make(const TerrainTileId& id, ByteView bytes,
                                              const std::string& url) const override
    {
        Bytes unpacked;
        if (tiles3d::isGzip(bytes)) {
            auto plain = tiles3d::gunzip(bytes, url);
            if (!plain)
                return fail(std::move(plain.error()));
            unpacked = std::move(*plain);
            bytes = unpacked;
        }
        auto mesh = parseQuantizedMesh(bytes, url);
        if (!mesh)
            return fail(std::move(mesh.error()));
        HeightTileData data;
        for (const Issue& issue : mesh->issues) {
            if (issue.severity == Severity::Error)
                data.issues.push_back({ErrorCode::BadValue, url, issue.where + ": " + issue.message});
        }
        data.availableBelow = std::move(mesh->availableBelow);
        if (mesh->indices.empty())
            return fail(ErrorCode::Empty, url, "a terrain tile without triangles");
        data.patch = std::make_shared<const MeshHeights>(std::move(*mesh), id, m_layer.projection);
        return data;
    }

private:
    TerrainLayer m_layer;
    int m_maxLevel = 0;
};

} // namespace

std::string terrainLayerUrl(const std::string& url)
{
    const std::size_t end = std::min(url.find_first_of("?#"), url.size());
    if (std::string_view(url).substr(0, end).ends_with(".json"))
        return url;
    const bool isFolder = end > 0 && url[end - 1] == '/';
    return url.substr(0, end) + (isFolder ? "layer.json" : "/layer.json") + url.substr(end);
}

Result<std::shared_ptr<const HeightSource>> makeQuantizedMeshSource(ByteView layerJson, const std::string& url)
{
    auto layer = parseTerrainLayer(layerJson, url);
    if (!layer)
        return fail(std::move(layer.error()));
    return std::make_shared<const QuantizedMeshSource>(std::move(*layer));
}

} // namespace guanjing
