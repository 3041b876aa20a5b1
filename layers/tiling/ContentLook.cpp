#include "layers/tiling/ContentLook.h"

#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace guanjing::layers {

using styling::FeatureLook;
using styling::FeatureSource;
using styling::LookTable;
using tiles3d::kNoFeature;

namespace {

/// Per mesh: whether anything that came in the same file (of a composite: the same inner tile) belongs to a feature.
std::vector<bool> findFeatures(const tiles3d::Model& model)
{
    std::map<int, bool> parts;
    for (const tiles3d::Mesh& mesh : model.meshes)
        for (const tiles3d::Primitive& primitive : mesh.primitives)
            if (!primitive.featureIds.empty() || !primitive.featureSets.empty())
                parts[mesh.part] = true;
    for (const tiles3d::MeshInstance& instance : model.instances)
        if (instance.featureId != kNoFeature && instance.mesh >= 0
            && static_cast<std::size_t>(instance.mesh) < model.meshes.size())
            parts[model.meshes[static_cast<std::size_t>(instance.mesh)].part] = true;
    std::vector<bool> found;
    for (const tiles3d::Mesh& mesh : model.meshes)
        found.push_back(parts[mesh.part]);
    return found;
}

class LookMaker {
public:
    LookMaker(ContentLook& look, const tiles3d::Model& model, const glm::dmat4& modelToWorld, std::size_t mostRows)
        : m_look(look), m_model(model), m_modelToWorld(modelToWorld), m_rowsLeft(mostRows)
    { }

    void make()
    {
        // Of the others nothing is shown: evaluating them would only tell of problems that nobody has.
        const std::vector<bool> isShown = findShownTables();
        for (std::size_t i = 0; i < m_model.propertyTables.size(); ++i) {
            const tiles3d::PropertyTable& table = m_model.propertyTables[i];
            FeatureSource source;
            source.table = &table;
            source.count = table.count;
            m_look.tables.push_back(isShown[i] ? evaluated(source) : std::vector<FeatureLook>());
            noteProperties(table);
        }
        m_look.hasFeatures = findFeatures(m_model);
        FeatureSource bare;
        bare.timeMilliseconds = m_look.timeMilliseconds;
        LookTable alone = m_look.style->evaluate(bare);
        m_look.bare = alone.looks.front();
        // What has no properties says nothing about a style that reads some.
        if (m_look.style->propertyNames().empty())
            noteProblems(alone);
        if (m_look.style->readsPoints())
            makePoints();
    }

private:
    /// Tables whose rows give the looks of anything: by ids of copies, of vertices or of a picture; points for which the
    /// style is evaluated one by one do not count.
    std::vector<bool> findShownTables() const
    {
        std::vector<bool> isShown(m_model.propertyTables.size(), false);
        const auto note = [&isShown](int table) {
            if (table >= 0 && static_cast<std::size_t>(table) < isShown.size())
                isShown[static_cast<std::size_t>(table)] = true;
        };
        const bool goesByPoint = m_look.style->readsPoints();
        for (const tiles3d::MeshInstance& instance : m_model.instances) {
            if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= m_model.meshes.size())
                continue;
            for (const tiles3d::Primitive& primitive :
                 m_model.meshes[static_cast<std::size_t>(instance.mesh)].primitives) {
                if (goesByPoint && primitive.mode == tiles3d::PrimitiveMode::Points)
                    continue;
                if (instance.featureId != kNoFeature)
                    note(instance.propertyTable);
                else if (const tiles3d::FeatureIdSet* set = pictureOfIds(primitive))
                    note(set->propertyTable);
                else if (!primitive.featureIds.empty())
                    note(primitive.propertyTable);
            }
        }
        return isShown;
    }

    void noteProblems(LookTable& table)
    {
        for (std::string& problem : table.problems)
            if (std::find(m_look.problems.begin(), m_look.problems.end(), problem) == m_look.problems.end())
                m_look.problems.push_back(std::move(problem));
    }

    std::vector<FeatureLook> evaluated(FeatureSource& source)
    {
        source.timeMilliseconds = m_look.timeMilliseconds;
        source.count = std::min(source.count, m_rowsLeft);
        if (source.count == 0)
            return {};
        m_rowsLeft -= source.count;
        LookTable table = m_look.style->evaluate(source);
        noteProblems(table);
        return std::move(table.looks);
    }

    /// A property is unknown when all tables lack it; of its nearest names the nearest counts.
    void noteProperties(const tiles3d::PropertyTable& table)
    {
        if (table.count == 0 || table.properties.empty())
            return;
        std::vector<styling::UnknownProperty> here = m_look.style->unknownProperties(table);
        if (!std::exchange(m_look.hasProperties, true)) {
            m_look.unknown = std::move(here);
            return;
        }
        std::erase_if(m_look.unknown, [&](styling::UnknownProperty& known) {
            const auto found = std::find_if(here.begin(), here.end(), [&](const styling::UnknownProperty& other) {
                return other.name == known.name;
            });
            if (found != here.end() && found->distance < known.distance)
                known = *found;
            return found == here.end();
        });
    }

    void makePoints()
    {
        m_look.points.resize(m_model.meshes.size());
        for (const tiles3d::MeshInstance& instance : m_model.instances) {
            if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= m_model.meshes.size())
                continue;
            const auto mesh = static_cast<std::size_t>(instance.mesh);
            const auto& primitives = m_model.meshes[mesh].primitives;
            auto& looks = m_look.points[mesh];
            if (!looks.empty())
                continue; // a cloud drawn several times looks alike everywhere
            looks.resize(primitives.size());
            for (std::size_t i = 0; i < primitives.size(); ++i) {
                const tiles3d::Primitive& primitive = primitives[i];
                if (primitive.mode != tiles3d::PrimitiveMode::Points)
                    continue;
                FeatureSource source;
                const auto table = static_cast<std::size_t>(primitive.propertyTable);
                if (primitive.propertyTable >= 0 && table < m_model.propertyTables.size())
                    source.table = &m_model.propertyTables[table];
                source.points = &primitive;
                source.count = primitive.positions.size();
                source.pointToTile = glm::translate(glm::dmat4(1.0), m_model.origin - m_model.meshes[mesh].positionBase)
                    * instance.transform;
                source.pointToWorld = m_modelToWorld * instance.transform;
                looks[i] = evaluated(source);
            }
        }
    }

    ContentLook& m_look;
    const tiles3d::Model& m_model;
    const glm::dmat4& m_modelToWorld;
    std::size_t m_rowsLeft; ///< to evaluate
};

} // namespace

const FeatureLook& ContentLook::of(const tiles3d::MeshInstance& instance, std::size_t primitiveIndex,
                                   const tiles3d::Primitive& primitive, std::size_t vertex) const
{
    if (!points.empty()) {
        const auto& primitives = points[static_cast<std::size_t>(instance.mesh)];
        if (primitiveIndex < primitives.size() && vertex < primitives[primitiveIndex].size())
            return primitives[primitiveIndex][vertex];
    }
    if (instance.featureId != kNoFeature)
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
    return tables == other.tables && bare == other.bare && hasFeatures == other.hasFeatures && points == other.points;
}

std::size_t ContentLook::byteSize() const
{
    std::size_t bytes = sizeof *this + hasFeatures.capacity() / 8;
    for (const std::string& problem : problems)
        bytes += sizeof problem + problem.capacity();
    for (const auto& table : tables)
        bytes += table.capacity() * sizeof(FeatureLook);
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

std::shared_ptr<const ContentLook> makeLook(const tiles3d::Model& model, const glm::dmat4& modelToWorld,
                                            std::shared_ptr<const styling::Style> style, double timeMilliseconds,
                                            std::size_t mostRows)
{
    auto look = std::make_shared<ContentLook>();
    look->style = std::move(style);
    look->timeMilliseconds = timeMilliseconds;
    LookMaker(*look, model, modelToWorld, mostRows).make();
    return look;
}

} // namespace guanjing::layers
