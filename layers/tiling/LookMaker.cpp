#include "layers/tiling/ContentLook.h"

#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace guanjing::layers {

using styling::FeatureLook;
using styling::FeatureSource;
using styling::LookTable;
using tiles3d::FeatureIdSet;
using tiles3d::kNoFeature;
using tiles3d::MeshInstance;
using tiles3d::Primitive;
using tiles3d::PrimitiveMode;
using tiles3d::PropertyTable;

namespace {

/// Tables by index, in the order in which a property is looked for; -1: none.
using Tables = std::vector<int>;

/// Per mesh: whether anything that came in the same file (of a composite: the same inner tile) belongs to a feature.
std::vector<bool> findFeatures(const tiles3d::Model& model)
{
    std::map<int, bool> parts;
    for (const tiles3d::Mesh& mesh : model.meshes)
        for (const Primitive& primitive : mesh.primitives)
            if (!primitive.featureIds.empty() || !primitive.featureSets.empty())
                parts[mesh.part] = true;
    for (const MeshInstance& instance : model.instances)
        if (instance.featureId != kNoFeature && instance.mesh >= 0
            && static_cast<std::size_t>(instance.mesh) < model.meshes.size())
            parts[model.meshes[static_cast<std::size_t>(instance.mesh)].part] = true;
    std::vector<bool> found;
    for (const tiles3d::Mesh& mesh : model.meshes)
        found.push_back(parts[mesh.part]);
    return found;
}

void forEachPrimitive(const tiles3d::Model& model,
                      const std::function<void(const MeshInstance&, std::size_t, const Primitive&)>& take)
{
    for (const MeshInstance& instance : model.instances) {
        if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= model.meshes.size())
            continue;
        const auto& primitives = model.meshes[static_cast<std::size_t>(instance.mesh)].primitives;
        for (std::size_t i = 0; i < primitives.size(); ++i)
            take(instance, i, primitives[i]);
    }
}

const PropertyTable* tableAt(const tiles3d::Model& model, int index)
{
    const auto table = static_cast<std::size_t>(index);
    return index >= 0 && table < model.propertyTables.size() ? &model.propertyTables[table] : nullptr;
}

/// Sets of ids of vertices beside the first, with properties.
std::vector<const FeatureIdSet*> furtherSets(const tiles3d::Model& model, const Primitive& primitive)
{
    std::vector<const FeatureIdSet*> sets;
    if (pictureOfIds(primitive) != nullptr)
        return sets;
    for (const FeatureIdSet& set : primitive.featureSets)
        if (!set.isPrimary && !set.texture && !set.ids.empty() && tableAt(model, set.propertyTable) != nullptr)
            sets.push_back(&set);
    return sets;
}

Tables tablesOf(const tiles3d::Model& model, const Primitive& primitive)
{
    if (const FeatureIdSet* picture = pictureOfIds(primitive))
        return {picture->propertyTable};
    Tables tables{primitive.propertyTable};
    for (const FeatureIdSet* set : furtherSets(model, primitive))
        tables.push_back(set->propertyTable);
    return tables;
}

Tables tablesOf(const tiles3d::Model& model, const MeshInstance& instance)
{
    Tables tables{instance.propertyTable};
    for (std::size_t i = 0; i < instance.furtherCount && instance.firstFurther + i < model.instanceFeatures.size(); ++i)
        tables.push_back(model.instanceFeatures[instance.firstFurther + i].propertyTable);
    return tables;
}

class LookMaker {
public:
    LookMaker(ContentLook& look, const tiles3d::Model& model, const glm::dmat4& modelToWorld, std::size_t mostRows)
        : m_look(look)
        , m_model(model)
        , m_modelToWorld(modelToWorld)
        , m_rowsLeft(mostRows)
        , m_readsPoints(look.style->readsPoints())
    { }

    void make()
    {
        // Of the others nothing is shown: evaluating them would only tell of problems that nobody has.
        const std::vector<bool> isShown = findShownTables();
        for (std::size_t i = 0; i < m_model.propertyTables.size(); ++i) {
            const PropertyTable& table = m_model.propertyTables[i];
            FeatureSource source;
            source.table = &table;
            source.count = table.count;
            m_look.tables.push_back(isShown[i] ? evaluated(source) : std::vector<FeatureLook>());
        }
        noteProperties();
        m_look.hasFeatures = findFeatures(m_model);
        FeatureSource bare;
        bare.timeMilliseconds = m_look.timeMilliseconds;
        LookTable alone = m_look.style->evaluate(bare);
        m_look.bare = alone.looks.front();
        // What has no properties says nothing about a style that reads some.
        if (m_look.style->propertyNames().empty())
            noteProblems(alone);
        makeVertices();
        makeCopies();
    }

private:
    /// True when the style reads a property that the first of several tables lacks and another has.
    bool isSplit(const Tables& tables)
    {
        if (tables.size() < 2)
            return false;
        const auto known = m_isSplit.find(tables);
        if (known != m_isSplit.end())
            return known->second;
        std::vector<std::string> missing;
        if (const PropertyTable* first = tableAt(m_model, tables.front())) {
            for (const styling::UnknownProperty& unknown : m_look.style->unknownProperties(*first))
                missing.push_back(unknown.name);
        } else {
            missing = m_look.style->propertyNames();
        }
        const bool isSplit = !missing.empty() && std::any_of(tables.begin() + 1, tables.end(), [&](int index) {
            const PropertyTable* table = tableAt(m_model, index);
            if (table == nullptr || table->count == 0)
                return false;
            const auto unknown = m_look.style->unknownProperties(*table);
            return std::any_of(missing.begin(), missing.end(), [&unknown](const std::string& name) {
                return std::none_of(unknown.begin(), unknown.end(),
                                    [&name](const styling::UnknownProperty& other) { return other.name == name; });
            });
        });
        m_isSplit.emplace(tables, isSplit);
        return isSplit;
    }

    /// Whether the looks of a primitive go by vertex.
    bool goesByVertex(const MeshInstance& instance, const Primitive& primitive)
    {
        if (m_readsPoints && primitive.mode == PrimitiveMode::Points)
            return true;
        return instance.featureId == kNoFeature && !primitive.featureSets.empty()
            && isSplit(tablesOf(m_model, primitive));
    }

    /// Tables whose rows give the looks of anything: by ids of copies, of vertices or of a picture.
    std::vector<bool> findShownTables()
    {
        std::vector<bool> isShown(m_model.propertyTables.size(), false);
        forEachPrimitive(m_model, [&](const MeshInstance& instance, std::size_t, const Primitive& primitive) {
            if (goesByVertex(instance, primitive))
                return;
            int table = -1;
            if (instance.featureId != kNoFeature)
                table = isSplit(tablesOf(m_model, instance)) ? -1 : instance.propertyTable;
            else if (const FeatureIdSet* set = pictureOfIds(primitive))
                table = set->propertyTable;
            else if (!primitive.featureIds.empty())
                table = primitive.propertyTable;
            if (tableAt(m_model, table) != nullptr)
                isShown[static_cast<std::size_t>(table)] = true;
        });
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

    /// A property is unknown when all tables lack it; of its nearest names the nearest counts. One that only tables have
    /// that no style reaches is told as such.
    void noteProperties()
    {
        const std::vector<bool> isStyled = findStyledTables(m_model);
        for (const bool isReached : {true, false})
            for (std::size_t i = 0; i < isStyled.size(); ++i)
                if (isStyled[i] == isReached && m_model.propertyTables[i].count > 0
                    && !m_model.propertyTables[i].properties.empty())
                    noteProperties(m_model.propertyTables[i], isReached);
    }

    void noteProperties(const PropertyTable& table, bool isReached)
    {
        std::vector<styling::UnknownProperty> here = m_look.style->unknownProperties(table);
        if (!m_look.hasProperties) {
            m_look.hasProperties = true;
            if (isReached) {
                m_look.unknown = std::move(here);
                return;
            }
            // A feature without any.
            PropertyTable none;
            none.count = 1;
            m_look.unknown = m_look.style->unknownProperties(none);
        }
        std::erase_if(m_look.unknown, [&](styling::UnknownProperty& known) {
            const auto found = std::find_if(here.begin(), here.end(), [&](const styling::UnknownProperty& other) {
                return other.name == known.name;
            });
            if (found == here.end()) {
                if (!isReached)
                    m_look.problems.push_back("the features that have a property \"" + known.name
                                              + "\" cannot be styled");
                return true;
            }
            if (isReached && found->distance < known.distance)
                known = *found;
            return false;
        });
    }

    void makeVertices()
    {
        forEachPrimitive(m_model, [&](const MeshInstance& instance, std::size_t i, const Primitive& primitive) {
            if (!goesByVertex(instance, primitive))
                return;
            m_look.points.resize(m_model.meshes.size());
            auto& ofMesh = m_look.points[static_cast<std::size_t>(instance.mesh)];
            ofMesh.resize(m_model.meshes[static_cast<std::size_t>(instance.mesh)].primitives.size());
            if (!ofMesh[i].empty())
                return; // one that is drawn several times looks alike everywhere
            ofMesh[i] = m_readsPoints && primitive.mode == PrimitiveMode::Points ? looksOfPoints(instance, primitive)
                                                                                 : looksOfVertices(primitive);
        });
    }

    std::vector<FeatureLook> looksOfPoints(const MeshInstance& instance, const Primitive& primitive)
    {
        FeatureSource source;
        source.table = tableAt(m_model, primitive.propertyTable);
        for (const FeatureIdSet* set : furtherSets(m_model, primitive))
            source.further.push_back({tableAt(m_model, set->propertyTable), set->ids});
        source.points = &primitive;
        source.count = primitive.positions.size();
        source.pointToTile =
            glm::translate(glm::dmat4(1.0),
                           m_model.origin - m_model.meshes[static_cast<std::size_t>(instance.mesh)].positionBase)
            * instance.transform;
        source.pointToWorld = m_modelToWorld * instance.transform;
        return evaluated(source);
    }

    std::vector<FeatureLook> looksOfVertices(const Primitive& primitive)
    {
        const std::vector<const FeatureIdSet*> sets = furtherSets(m_model, primitive);
        // Rows of neighbouring vertices with the same ids are one; those of no feature stay as they are.
        constexpr std::size_t kNoRow = SIZE_MAX;
        std::vector<std::vector<std::uint32_t>> ids(1 + sets.size());
        std::vector<std::size_t> rows(primitive.positions.size(), kNoRow);
        std::vector<std::uint32_t> here(ids.size()), last;
        const auto idAtVertex = [](const std::vector<std::uint32_t>& list, std::size_t vertex) {
            return vertex < list.size() ? list[vertex] : kNoFeature;
        };
        for (std::size_t vertex = 0; vertex < rows.size(); ++vertex) {
            here[0] = idAtVertex(primitive.featureIds, vertex);
            for (std::size_t s = 0; s < sets.size(); ++s)
                here[s + 1] = idAtVertex(sets[s]->ids, vertex);
            if (std::all_of(here.begin(), here.end(), [](std::uint32_t id) { return id == kNoFeature; }))
                continue;
            if (here != last)
                for (std::size_t s = 0; s < ids.size(); ++s)
                    ids[s].push_back(here[s]);
            last = here;
            rows[vertex] = ids[0].size() - 1;
        }
        FeatureSource source;
        source.table = tableAt(m_model, primitive.propertyTable);
        source.rows = ids[0];
        for (std::size_t s = 0; s < sets.size(); ++s)
            source.further.push_back({tableAt(m_model, sets[s]->propertyTable), ids[s + 1]});
        source.count = ids[0].size();
        const std::vector<FeatureLook> looks = evaluated(source);
        std::vector<FeatureLook> ofVertices(rows.size());
        for (std::size_t vertex = 0; vertex < rows.size(); ++vertex)
            if (rows[vertex] < looks.size())
                ofVertices[vertex] = looks[rows[vertex]];
        return ofVertices;
    }

    void makeCopies()
    {
        std::map<Tables, std::vector<const MeshInstance*>> groups;
        for (const MeshInstance& instance : m_model.instances)
            if (instance.featureId != kNoFeature && instance.furtherCount > 0
                && instance.firstFurther + std::size_t{instance.furtherCount} <= m_model.instanceFeatures.size())
                groups[tablesOf(m_model, instance)].push_back(&instance);
        for (const auto& [tables, copies] : groups) {
            if (!isSplit(tables))
                continue;
            std::vector<std::vector<std::uint32_t>> ids(tables.size());
            for (const MeshInstance* copy : copies) {
                ids[0].push_back(copy->featureId);
                for (std::size_t s = 1; s < tables.size(); ++s)
                    ids[s].push_back(m_model.instanceFeatures[copy->firstFurther + s - 1].featureId);
            }
            FeatureSource source;
            source.table = tableAt(m_model, tables.front());
            source.rows = ids[0];
            for (std::size_t s = 1; s < tables.size(); ++s)
                if (const PropertyTable* table = tableAt(m_model, tables[s]))
                    source.further.push_back({table, ids[s]});
            source.count = copies.size();
            const std::vector<FeatureLook> looks = evaluated(source);
            for (std::size_t i = 0; i < looks.size(); ++i)
                m_look.copies[copies[i]->firstFurther] = looks[i];
        }
    }

    ContentLook& m_look;
    const tiles3d::Model& m_model;
    const glm::dmat4& m_modelToWorld;
    std::size_t m_rowsLeft; ///< to evaluate
    bool m_readsPoints;
    std::map<Tables, bool> m_isSplit; ///< as far as it has been asked
};

} // namespace

std::vector<bool> findStyledTables(const tiles3d::Model& model)
{
    std::vector<bool> isStyled(model.propertyTables.size(), false);
    const auto note = [&](const Tables& tables) {
        for (const int table : tables)
            if (tableAt(model, table) != nullptr)
                isStyled[static_cast<std::size_t>(table)] = true;
    };
    forEachPrimitive(model, [&](const MeshInstance& instance, std::size_t, const Primitive& primitive) {
        if (instance.featureId != kNoFeature)
            note(tablesOf(model, instance));
        if (instance.featureId == kNoFeature || primitive.mode == PrimitiveMode::Points)
            note(tablesOf(model, primitive));
    });
    return isStyled;
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
