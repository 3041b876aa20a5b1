#include "layers/tiling/ContentLook.h"

namespace guanjing::layers {

using styling::FeatureLook;
using tiles3d::kNoFeature;

const FeatureLook& ContentLook::of(const tiles3d::MeshInstance& instance, std::size_t primitiveIndex,
                                   const tiles3d::Primitive& primitive, std::size_t vertex) const
{
    const bool isCopy = instance.featureId != kNoFeature;
    if (!points.empty() && (!isCopy || primitive.mode == tiles3d::PrimitiveMode::Points)) {
        const auto& primitives = points[static_cast<std::size_t>(instance.mesh)];
        if (primitiveIndex < primitives.size() && vertex < primitives[primitiveIndex].size())
            return primitives[primitiveIndex][vertex];
    }
    if (isCopy && instance.furtherCount > 0 && !copies.empty())
        if (const auto found = copies.find(instance.firstFurther); found != copies.end())
            return found->second;
    if (isCopy)
        return ofRow(instance.propertyTable, instance.featureId);
    const tiles3d::FeatureIdSet* set = pictureOfIds(primitive);
    if (set == nullptr && vertex < primitive.featureIds.size()) {
        const std::uint32_t id = primitive.featureIds[vertex];
        return id == kNoFeature ? withoutFeature(instance.mesh) : ofRow(primitive.propertyTable, id);
    }
    if (set != nullptr) {
        const auto corner = static_cast<std::uint32_t>(vertex);
        return ofId(*set, idAt(*set->texture, {{corner, corner, corner}, {1.0, 0.0, 0.0}}));
    }
    return withoutFeature(instance.mesh);
}

const FeatureLook& ContentLook::ofPoint(const tiles3d::MeshInstance& instance, const tiles3d::Primitive& primitive,
                                        const tiles3d::SurfacePoint& point) const
{
    const tiles3d::FeatureIdSet* set = pictureOfIds(instance, primitive);
    return set != nullptr ? ofId(*set, idAt(*set->texture, point)) : withoutFeature(instance.mesh);
}

bool ContentLook::isSameAs(const ContentLook& other) const
{
    return tables == other.tables && bare == other.bare && hasFeatures == other.hasFeatures && points == other.points
        && copies == other.copies;
}

std::size_t ContentLook::byteSize() const
{
    std::size_t bytes = sizeof *this + hasFeatures.capacity() / 8;
    for (const std::string& problem : problems)
        bytes += sizeof problem + problem.capacity();
    for (const auto& table : tables)
        bytes += table.capacity() * sizeof(FeatureLook);
    bytes += copies.size() * (sizeof(FeatureLook) + sizeof(std::uint32_t) + 3 * sizeof(void*));
    for (const auto& mesh : points)
        for (const auto& primitive : mesh)
            bytes += primitive.capacity() * sizeof(FeatureLook);
    return bytes;
}

const tiles3d::FeatureIdSet* pictureOfIds(const tiles3d::Primitive& primitive)
{
    const bool hasIds = !primitive.featureIds.empty();
    if (primitive.featureSets.empty() || (hasIds && primitive.propertyTable >= 0))
        return nullptr;
    const tiles3d::FeatureIdSet* best = nullptr;
    for (const tiles3d::FeatureIdSet& set : primitive.featureSets)
        if (set.texture && set.texture->image && set.texture->texCoords
            && (best == nullptr || (best->propertyTable < 0 && set.propertyTable >= 0)))
            best = &set;
    // Of ids without properties those of the vertices come first.
    return best != nullptr && hasIds && best->propertyTable < 0 ? nullptr : best;
}

const tiles3d::FeatureIdSet* pictureOfIds(const tiles3d::MeshInstance& instance, const tiles3d::Primitive& primitive)
{
    return instance.featureId == kNoFeature ? pictureOfIds(primitive) : nullptr;
}

bool isSamePicture(const tiles3d::FeatureIdSet& a, const tiles3d::FeatureIdSet& b)
{
    return a.propertyTable == b.propertyTable && a.nullFeatureId == b.nullFeatureId && a.texture && b.texture
        && a.texture->image == b.texture->image && a.texture->channels == b.texture->channels
        && a.texture->wrapS == b.texture->wrapS && a.texture->wrapT == b.texture->wrapT;
}

std::uint32_t idAt(const tiles3d::MetadataTexture& texture, const tiles3d::SurfacePoint& point)
{
    const auto bytes = texture.bytesAt(point);
    if (!bytes)
        return kNoFeature;
    std::uint32_t id = 0;
    for (std::size_t i = 0; i < bytes->size() && i < 4; ++i)
        id |= std::uint32_t{(*bytes)[i]} << (8 * i);
    return id;
}

} // namespace guanjing::layers
