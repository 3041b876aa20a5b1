#pragma once

#include "geodata/core/Math.h"
#include "geodata/styling/Style.h"
#include "geodata/tiles3d/Model.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace guanjing::layers {

/// What a style makes of one model: the looks of its features. Immutable; shared by picking and drawing.
struct ContentLook {
    std::shared_ptr<const styling::Style> style; ///< that made it; never null
    double timeMilliseconds = 0; ///< that it was evaluated for
    /// Per property table of the model, by row; empty where nothing looks as its rows do.
    std::vector<std::vector<styling::FeatureLook>> tables;
    styling::FeatureLook bare; ///< of features that no table describes, and of contents without features
    std::vector<bool> hasFeatures; ///< per mesh: among those it came with; then what belongs to none stays as it is
    /// Where a style reads the points themselves, or properties of more than one set of ids: per mesh and primitive, by
    /// vertex; empty for the others.
    std::vector<std::vector<std::vector<styling::FeatureLook>>> points;
    /// The same of copies that are features as wholes, by MeshInstance::firstFurther.
    std::unordered_map<std::uint32_t, styling::FeatureLook> copies;
    std::vector<std::string> problems; ///< the first of each kind in words
    bool hasProperties = false; ///< some table describes features
    std::vector<styling::UnknownProperty> unknown; ///< that the style reads and no table here has

    /// Look of a vertex of a copy of a primitive. Surfaces whose ids stand in a picture differ between vertices: ofPoint.
    [[nodiscard]] const styling::FeatureLook& of(const tiles3d::MeshInstance& instance, std::size_t primitiveIndex,
                                                 const tiles3d::Primitive& primitive, std::size_t vertex) const;
    [[nodiscard]] const styling::FeatureLook& ofPoint(const tiles3d::MeshInstance& instance,
                                                      const tiles3d::Primitive& primitive,
                                                      const tiles3d::SurfacePoint& point) const;
    /// Of a feature by the ids of a set.
    [[nodiscard]] const styling::FeatureLook& ofId(const tiles3d::FeatureIdSet& set, std::uint32_t id) const
    {
        return id == set.nullFeatureId || id == tiles3d::kNoFeature ? kAsItIs : ofRow(set.propertyTable, id);
    }
    /// True where a feature is hidden for drawing and picking alike: a triangle or line goes when all of its corners do.
    [[nodiscard]] bool hides(const tiles3d::MeshInstance& instance, std::size_t primitiveIndex,
                             const tiles3d::Primitive& primitive, std::size_t vertex) const
    {
        return isHidden(of(instance, primitiveIndex, primitive, vertex));
    }
    [[nodiscard]] static bool isHidden(const styling::FeatureLook& look)
    {
        return !look.isShown || (look.isColored && look.color[3] == 0);
    }
    /// Looks alike, whatever the time.
    [[nodiscard]] bool isSameAs(const ContentLook& other) const;
    [[nodiscard]] std::size_t byteSize() const;

private:
    static constexpr styling::FeatureLook kAsItIs{};
    [[nodiscard]] const styling::FeatureLook& ofRow(int table, std::uint32_t row) const
    {
        if (table < 0 || static_cast<std::size_t>(table) >= tables.size()
            || row >= tables[static_cast<std::size_t>(table)].size())
            return bare;
        return tables[static_cast<std::size_t>(table)][row];
    }
    [[nodiscard]] const styling::FeatureLook& withoutFeature(int mesh) const
    {
        const auto index = static_cast<std::size_t>(mesh);
        return mesh >= 0 && index < hasFeatures.size() && hasFeatures[index] ? kAsItIs : bare;
    }
};

/// The set by whose picture the surface of a primitive is styled: where its vertices have no ids of features with
/// properties. Null: by vertices, or not at all.
[[nodiscard]] const tiles3d::FeatureIdSet* pictureOfIds(const tiles3d::Primitive& primitive);
/// The same of a copy, which may be a feature as a whole.
[[nodiscard]] const tiles3d::FeatureIdSet* pictureOfIds(const tiles3d::MeshInstance& instance,
                                                        const tiles3d::Primitive& primitive);
/// The same texels give the same ids of the same table.
[[nodiscard]] bool isSamePicture(const tiles3d::FeatureIdSet& a, const tiles3d::FeatureIdSet& b);
/// Lowest byte first; kNoFeature: none.
[[nodiscard]] std::uint32_t idAt(const tiles3d::MetadataTexture& texture, const tiles3d::SurfacePoint& point);

/// Per property table: whether its properties can be styled by: those of whole copies and of ids at vertices, whichever
/// set they are of, and of the one picture of ids where these have none.
[[nodiscard]] std::vector<bool> findStyledTables(const tiles3d::Model& model);

/// Evaluates a style for a model. A property is that of the first set of ids whose table has it. modelToWorld is the tile's transform with the model's origin applied; the time is
/// that since the tileset was there. Any thread. With mostRows only so many rows and points are evaluated: enough to know
/// what does not fit.
[[nodiscard]] std::shared_ptr<const ContentLook> makeLook(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                                          std::shared_ptr<const styling::Style> style,
                                                          double timeMilliseconds = 0, std::size_t mostRows = SIZE_MAX);

} // namespace guanjing::layers
