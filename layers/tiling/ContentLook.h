#pragma once

#include "geodata/core/Math.h"
#include "geodata/styling/Style.h"
#include "geodata/tiles3d/Model.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace guanjing::layers {

/// What a style makes of one model: the looks of its features. Immutable; shared by picking and drawing.
struct ContentLook {
    std::shared_ptr<const styling::Style> style; ///< that made it; never null
    std::vector<std::vector<styling::FeatureLook>> tables; ///< per property table of the model, by row
    styling::FeatureLook plain; ///< of what belongs to no row: as it is, in a content that has others
    /// Where a style reads the points themselves: per mesh and primitive, by vertex; empty for the others.
    std::vector<std::vector<std::vector<styling::FeatureLook>>> points;
    std::size_t problemCount = 0;
    std::string problem; ///< the first one in words

    /// Look of a vertex of a copy of a primitive.
    [[nodiscard]] const styling::FeatureLook& of(const tiles3d::MeshInstance& instance, std::size_t primitiveIndex,
                                                 const tiles3d::Primitive& primitive, std::size_t vertex) const
    {
        if (!points.empty()) {
            const auto& primitives = points[static_cast<std::size_t>(instance.mesh)];
            if (primitiveIndex < primitives.size() && vertex < primitives[primitiveIndex].size())
                return primitives[primitiveIndex][vertex];
        }
        if (instance.featureId != tiles3d::kNoFeature)
            return ofRow(instance.propertyTable, instance.featureId);
        return vertex < primitive.featureIds.size() ? ofRow(primitive.propertyTable, primitive.featureIds[vertex])
                                                    : plain;
    }
    /// True where a feature is hidden for drawing and picking alike: a triangle or line goes when all of its corners do.
    [[nodiscard]] bool hides(const tiles3d::MeshInstance& instance, std::size_t primitiveIndex,
                             const tiles3d::Primitive& primitive, std::size_t vertex) const
    {
        const styling::FeatureLook& look = of(instance, primitiveIndex, primitive, vertex);
        return !look.isShown || (look.isColored && look.color[3] == 0);
    }
    [[nodiscard]] std::size_t byteSize() const;

private:
    [[nodiscard]] const styling::FeatureLook& ofRow(int table, std::uint32_t row) const
    {
        if (table < 0 || static_cast<std::size_t>(table) >= tables.size()
            || row >= tables[static_cast<std::size_t>(table)].size())
            return plain;
        return tables[static_cast<std::size_t>(table)][row];
    }
};

/// Evaluates a style for a model. modelToWorld is the tile's transform with the model's origin applied. Any thread.
[[nodiscard]] std::shared_ptr<const ContentLook> makeLook(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                                          std::shared_ptr<const styling::Style> style);

} // namespace guanjing::layers
