// CESIUM_primitive_outline: which edges of a primitive are drawn as lines.
#include "geodata/tiles3d/GltfPrimitive.h"

#include <algorithm>
#include <unordered_map>

namespace guanjing::tiles3d {

std::optional<Primitive> PrimitiveReader::readOutline(const Primitive& surface)
{
    const auto extensions = json::objectAt(m_object, "extensions");
    const auto outline = extensions ? json::objectAt(*extensions, "CESIUM_primitive_outline") : std::nullopt;
    if (!outline || surface.mode != PrimitiveMode::Triangles)
        return std::nullopt;
    const auto accessor = m_document.accessor(json::indexAt(*outline, "indices").value_or(SIZE_MAX));
    if (!accessor || accessor->components != 1 || accessor->count % 2 != 0) {
        m_document.issue(Severity::Warning, m_where + "/CESIUM_primitive_outline",
                         accessor ? "its indices are no pairs" : accessor.error().detail);
        return std::nullopt;
    }
    std::vector<std::uint32_t> source(accessor->count);
    readUints(*accessor, source.data());
    Primitive lines;
    lines.mode = PrimitiveMode::Lines;
    lines.material = kOutlineMaterial;
    lines.propertyTable = surface.propertyTable;
    std::unordered_map<std::uint32_t, std::uint32_t> vertices;
    const auto vertexOf = [&](std::uint32_t index) {
        const auto [place, isNew] = vertices.try_emplace(index, static_cast<std::uint32_t>(lines.positions.size()));
        if (isNew) {
            lines.positions.push_back(surface.positions[index]);
            if (!surface.featureIds.empty())
                lines.featureIds.push_back(surface.featureIds[index]);
        }
        return place->second;
    };
    std::size_t beyond = 0;
    for (std::size_t i = 0; i + 1 < source.size(); i += 2) {
        if (std::max(source[i], source[i + 1]) >= surface.positions.size()) {
            ++beyond;
            continue;
        }
        lines.indices.push_back(vertexOf(source[i]));
        lines.indices.push_back(vertexOf(source[i + 1]));
    }
    if (beyond != 0)
        m_document.issue(Severity::Warning, m_where + "/CESIUM_primitive_outline",
                         std::to_string(beyond) + " edges name vertices that are not there");
    if (lines.indices.empty())
        return std::nullopt;
    lines.minimum = surface.minimum;
    lines.maximum = surface.maximum;
    return lines;
}

} // namespace guanjing::tiles3d
