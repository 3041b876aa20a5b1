#include "geodata/clipping/VertexGather.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

namespace guanjing::clipping {

namespace {

using Sources = std::vector<VertexSource>;

/// Rows of another column, in an order of their own.
class GatheredColumn final : public tiles3d::PropertyColumn {
public:
    GatheredColumn(std::shared_ptr<const PropertyColumn> column, const Sources& sources) : m_column(std::move(column))
    {
        m_rows.reserve(sources.size());
        for (const VertexSource& source : sources)
            m_rows.push_back(source.corners[0]);
    }
    [[nodiscard]] tiles3d::PropertyValue stored(std::size_t row) const override
    {
        return row < m_rows.size() ? m_column->stored(m_rows[row]) : tiles3d::PropertyValue{};
    }
    [[nodiscard]] tiles3d::PropertyValue shown(std::size_t row) const override
    {
        return row < m_rows.size() ? m_column->shown(m_rows[row]) : tiles3d::PropertyValue{};
    }
    [[nodiscard]] bool appliesTo(std::size_t row) const override
    {
        return row < m_rows.size() && m_column->appliesTo(m_rows[row]);
    }
    [[nodiscard]] std::size_t byteSize() const override
    {
        return m_column->byteSize() + m_rows.size() * sizeof(std::uint32_t);
    }

private:
    std::shared_ptr<const PropertyColumn> m_column;
    std::vector<std::uint32_t> m_rows;
};

template <class V, class D> V mixed(const std::vector<V>& from, const VertexSource& source)
{
    if (source.isOriginal())
        return from[source.corners[0]];
    return V(D(from[source.corners[0]]) * source.weights.x + D(from[source.corners[1]]) * source.weights.y
             + D(from[source.corners[2]]) * source.weights.z);
}

template <class V, class D> std::vector<V> mixedAll(const std::vector<V>& from, const Sources& sources)
{
    std::vector<V> all;
    if (from.empty())
        return all;
    all.reserve(sources.size());
    for (const VertexSource& source : sources)
        all.push_back(mixed<V, D>(from, source));
    return all;
}

std::vector<std::uint32_t> firstOf(const std::vector<std::uint32_t>& from, const Sources& sources)
{
    std::vector<std::uint32_t> all;
    if (from.empty())
        return all;
    all.reserve(sources.size());
    for (const VertexSource& source : sources)
        all.push_back(from[source.corners[0]]);
    return all;
}

/// Pictures of numbers with their coordinates at the new vertices; what was shared stays shared.
class TextureGather {
public:
    explicit TextureGather(const Sources& sources) : m_sources(sources) { }
    std::shared_ptr<const tiles3d::MetadataTexture>
    operator()(const std::shared_ptr<const tiles3d::MetadataTexture>& from)
    {
        if (!from || !from->texCoords)
            return from;
        auto& coordinates = m_coordinates[from->texCoords.get()];
        if (!coordinates) {
            coordinates = std::make_shared<const std::vector<glm::vec2>>(
                mixedAll<glm::vec2, glm::dvec2>(*from->texCoords, m_sources));
        }
        auto texture = std::make_shared<tiles3d::MetadataTexture>(*from);
        texture->texCoords = coordinates;
        return texture;
    }

private:
    const Sources& m_sources;
    std::map<const void*, std::shared_ptr<const std::vector<glm::vec2>>> m_coordinates;
};

} // namespace

tiles3d::Primitive gatherVertices(const tiles3d::Primitive& from, const std::vector<VertexSource>& sources)
{
    tiles3d::Primitive to;
    to.mode = from.mode;
    to.material = from.material;
    to.propertyTable = from.propertyTable;
    to.positions = mixedAll<glm::vec3, glm::dvec3>(from.positions, sources);
    to.normals = mixedAll<glm::vec3, glm::dvec3>(from.normals, sources);
    for (std::size_t i = 0; i < to.normals.size(); ++i) {
        const float length = glm::length(to.normals[i]);
        if (!sources[i].isOriginal() && length > 0)
            to.normals[i] /= length;
    }
    for (std::size_t i = 0; i < 2; ++i)
        to.texCoords[i] = mixedAll<glm::vec2, glm::dvec2>(from.texCoords[i], sources);
    to.overlayCoords = mixedAll<glm::vec2, glm::dvec2>(from.overlayCoords, sources);
    to.mapHeights = mixedAll<float, double>(from.mapHeights, sources);
    if (!from.colors.empty()) {
        to.colors.reserve(sources.size());
        for (const VertexSource& source : sources) {
            std::array<std::uint8_t, 4> color = from.colors[source.corners[0]];
            for (std::size_t c = 0; c < 4 && !source.isOriginal(); ++c) {
                double value = 0;
                for (std::size_t k = 0; k < 3; ++k)
                    value += from.colors[source.corners[k]][c] * source.weights[static_cast<glm::length_t>(k)];
                color[c] = static_cast<std::uint8_t>(std::clamp(std::lround(value), 0l, 255l));
            }
            to.colors.push_back(color);
        }
    }
    to.featureIds = firstOf(from.featureIds, sources);
    TextureGather gather(sources);
    to.featureSets = from.featureSets;
    for (tiles3d::FeatureIdSet& set : to.featureSets) {
        set.ids = firstOf(set.ids, sources);
        set.texture = gather(set.texture);
    }
    to.surfaces = from.surfaces;
    for (tiles3d::SurfaceProperties& surface : to.surfaces) {
        for (tiles3d::SurfaceProperty& property : surface.properties) {
            property.texture = gather(property.texture);
            if (property.column)
                property.column = std::make_shared<GatheredColumn>(property.column, sources);
        }
    }
    return to;
}

} // namespace guanjing::clipping
