#include "layers/tiling/ContentLook.h"

#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <utility>

namespace guanjing::layers {

using styling::FeatureSource;
using styling::LookTable;

namespace {

bool hasTableFeatures(const tiles3d::Model& model)
{
    return std::any_of(model.propertyTables.begin(), model.propertyTables.end(),
                       [](const tiles3d::PropertyTable& table) { return table.count > 0; });
}

} // namespace

std::size_t ContentLook::byteSize() const
{
    std::size_t bytes = sizeof *this + problem.capacity();
    for (const auto& table : tables)
        bytes += table.capacity() * sizeof(styling::FeatureLook);
    for (const auto& mesh : points)
        for (const auto& primitive : mesh)
            bytes += primitive.capacity() * sizeof(styling::FeatureLook);
    return bytes;
}

std::shared_ptr<const ContentLook> makeLook(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                            std::shared_ptr<const styling::Style> style)
{
    auto look = std::make_shared<ContentLook>();
    const auto evaluated = [&](const FeatureSource& source) {
        LookTable table = style->evaluate(source);
        if (look->problemCount == 0)
            look->problem = std::move(table.problem);
        look->problemCount += table.problemCount;
        return std::move(table.looks);
    };
    for (const tiles3d::PropertyTable& table : model.propertyTables) {
        FeatureSource source;
        source.table = &table;
        source.count = table.count;
        look->tables.push_back(evaluated(source));
    }
    // A content without features is one feature without properties; beside features, what belongs to none (trees among
    // buildings) is left as it is.
    if (!hasTableFeatures(model))
        look->plain = style->evaluate(FeatureSource{}).looks.front();
    if (style->readsPoints()) {
        look->points.resize(model.meshes.size());
        for (const tiles3d::MeshInstance& instance : model.instances) {
            if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= model.meshes.size())
                continue;
            const auto mesh = static_cast<std::size_t>(instance.mesh);
            const auto& primitives = model.meshes[mesh].primitives;
            auto& looks = look->points[mesh];
            if (!looks.empty())
                continue; // a cloud drawn several times looks alike everywhere
            looks.resize(primitives.size());
            for (std::size_t i = 0; i < primitives.size(); ++i) {
                const tiles3d::Primitive& primitive = primitives[i];
                if (primitive.mode != tiles3d::PrimitiveMode::Points)
                    continue;
                FeatureSource source;
                const auto table = static_cast<std::size_t>(primitive.propertyTable);
                if (primitive.propertyTable >= 0 && table < model.propertyTables.size())
                    source.table = &model.propertyTables[table];
                source.points = &primitive;
                source.count = primitive.positions.size();
                source.pointToTile =
                    glm::translate(glm::dmat4(1.0), model.origin - model.positionBase) * instance.transform;
                source.pointToWorld = modelToWorld * instance.transform;
                looks[i] = evaluated(source);
            }
        }
    }
    look->style = std::move(style);
    return look;
}

} // namespace guanjing::layers
