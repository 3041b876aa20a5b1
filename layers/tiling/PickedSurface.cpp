#include "layers/tiling/PickedSurface.h"

#include <algorithm>
#include <utility>

namespace guanjing::layers {

namespace {

using tiles3d::kNoFeature;

std::uint32_t idAt(const tiles3d::FeatureIdSet& set, const tiles3d::Primitive& primitive,
                   const tiles3d::SurfacePoint& point)
{
    if (set.texture) {
        const auto bytes = set.texture->bytesAt(point);
        if (!bytes)
            return kNoFeature;
        std::uint32_t id = 0;
        for (std::size_t i = 0; i < bytes->size() && i < 4; ++i)
            id |= std::uint32_t{(*bytes)[i]} << (8 * i);
        return id == set.nullFeatureId ? kNoFeature : id;
    }
    const auto& ids = set.isPrimary ? primitive.featureIds : set.ids;
    const std::uint32_t corner = point.nearestCorner();
    return corner < ids.size() ? ids[corner] : kNoFeature;
}

void addFeature(const tiles3d::Model& model, std::string label, std::uint32_t id, int propertyTable, PickResult& pick)
{
    if (id == kNoFeature)
        return;
    PickedFeature feature;
    feature.label = std::move(label);
    feature.featureId = id;
    const auto table = static_cast<std::size_t>(propertyTable);
    if (propertyTable >= 0 && table < model.propertyTables.size()) {
        feature.propertyTable = propertyTable;
        feature.className = model.propertyTables[table].exactClassName(id);
        feature.attributes = model.propertyTables[table].attributesOf(id);
    }
    pick.features.push_back(std::move(feature));
}

/// A name that is taken says which set or class it is of.
void addAttribute(std::vector<tiles3d::Attribute>& attributes, tiles3d::Attribute attribute, const std::string& owner)
{
    const auto isTaken = [&](const std::string& name) {
        return std::any_of(attributes.begin(), attributes.end(),
                           [&](const tiles3d::Attribute& other) { return other.name == name; });
    };
    if (isTaken(attribute.name) && !owner.empty())
        attribute.name = owner + "/" + attribute.name;
    if (!isTaken(attribute.name))
        attributes.push_back(std::move(attribute));
}

} // namespace

bool hasFeatures(const tiles3d::Model& model)
{
    return std::any_of(model.instances.begin(), model.instances.end(),
                       [](const auto& instance) { return instance.featureId != kNoFeature; })
        || std::any_of(model.meshes.begin(), model.meshes.end(), [](const tiles3d::Mesh& mesh) {
               return std::any_of(mesh.primitives.begin(), mesh.primitives.end(), [](const auto& primitive) {
                   return !primitive.featureIds.empty() || !primitive.featureSets.empty();
               });
           });
}

void describeSurface(const tiles3d::Model& model, const tiles3d::MeshInstance& instance,
                     const tiles3d::Primitive& primitive, const tiles3d::SurfacePoint& point, PickResult& pick)
{
    // What is drawn by comes first: the copy as a whole, else the primitive's primary set.
    std::size_t first = 0;
    if (instance.featureId != kNoFeature)
        addFeature(model, {}, instance.featureId, instance.propertyTable, pick);
    for (std::uint32_t i = instance.firstFurther;
         i < instance.firstFurther + instance.furtherCount && i < model.instanceFeatures.size(); ++i) {
        const tiles3d::InstanceFeature& feature = model.instanceFeatures[i];
        const auto label = static_cast<std::size_t>(feature.label);
        addFeature(model,
                   feature.label >= 0 && label < model.featureLabels.size() ? model.featureLabels[label]
                                                                            : std::string(),
                   feature.featureId, feature.propertyTable, pick);
    }
    if (primitive.featureSets.empty()) {
        const std::uint32_t corner = point.nearestCorner();
        if (corner < primitive.featureIds.size())
            addFeature(model, {}, primitive.featureIds[corner], primitive.propertyTable, pick);
    }
    for (const tiles3d::FeatureIdSet& set : primitive.featureSets) {
        if (set.isPrimary && instance.featureId == kNoFeature)
            first = pick.features.size();
        addFeature(model, set.label, idAt(set, primitive, point), set.propertyTable, pick);
    }
    if (first >= pick.features.size() || (instance.featureId == kNoFeature && pick.features[first].propertyTable < 0)) {
        // Without a primary feature one that has attributes says most.
        const auto known = std::find_if(pick.features.begin(), pick.features.end(),
                                        [](const PickedFeature& feature) { return feature.propertyTable >= 0; });
        first = known != pick.features.end() ? static_cast<std::size_t>(known - pick.features.begin()) : 0;
    }
    if (!pick.features.empty()) {
        pick.featureId = pick.features[first].featureId;
        pick.propertyTable = pick.features[first].propertyTable;
        pick.attributes = pick.features[first].attributes;
    }
    for (std::size_t i = 0; i < pick.features.size(); ++i)
        if (i != first)
            for (const tiles3d::Attribute& attribute : pick.features[i].attributes)
                addAttribute(pick.attributes, attribute,
                             pick.features[i].label.empty() ? pick.features[i].className : pick.features[i].label);
    for (const tiles3d::SurfaceProperties& surface : primitive.surfaces)
        for (const tiles3d::SurfaceProperty& property : surface.properties)
            addAttribute(pick.attributes, {property.name, property.at(point), property.note},
                         surface.name.empty() ? surface.className : surface.name);
}

} // namespace guanjing::layers
