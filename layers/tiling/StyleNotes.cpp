#include "layers/tiling/StyleNotes.h"

#include "layers/tiling/ContentLook.h"

#include <algorithm>
#include <utility>

namespace guanjing::layers {

namespace {

constexpr std::size_t kMostProblems = 16;

} // namespace

void StyleNotes::reset(std::shared_ptr<const styling::Style> style)
{
    m_style = std::move(style);
    m_problems.clear();
    m_names.clear();
    if (!m_style)
        return;
    for (const styling::StyleProblem& warning : m_style->warnings())
        m_problems.push_back(warning.toString());
}

void StyleNotes::add(const ContentLook& look)
{
    if (!m_style || look.style != m_style)
        return;
    for (const std::string& problem : look.problems)
        if (m_problems.size() < kMostProblems
            && std::find(m_problems.begin(), m_problems.end(), problem) == m_problems.end())
            m_problems.push_back(problem);
    if (!look.hasProperties)
        return;
    for (const std::string& name : m_style->propertyNames()) {
        const auto missing = std::find_if(look.unknown.begin(), look.unknown.end(),
                                          [&](const styling::UnknownProperty& other) { return other.name == name; });
        Name& known = m_names[name];
        if (missing == look.unknown.end())
            known.isFound = true;
        else if (known.unknown.name.empty() || missing->distance < known.unknown.distance)
            known.unknown = *missing;
    }
}

void StyleNotes::add(const tiles3d::Model& model, const glm::dmat4& modelToWorld, std::size_t mostRows)
{
    if (m_style)
        add(*makeLook(model, modelToWorld, m_style, 0, mostRows));
}

std::vector<std::string> StyleNotes::inWords() const
{
    std::vector<std::string> words = m_problems;
    for (const auto& [name, known] : m_names) {
        if (known.isFound)
            continue;
        words.push_back("no feature has a property \"" + name + "\""
                        + (known.unknown.nearest.empty()
                               ? std::string()
                               : "; the most similar name is \"" + known.unknown.nearest + "\""));
    }
    return words;
}

void addStyleMeta(const ContentLook& look, const tiles3d::Model& model, PickResult& pick)
{
    const std::vector<std::string> names = look.style->metaNames();
    if (names.empty())
        return;
    styling::FeatureSource source;
    source.timeMilliseconds = look.timeMilliseconds;
    const auto tableAt = [&model](int index) {
        const auto table = static_cast<std::size_t>(index);
        return index >= 0 && table < model.propertyTables.size() ? &model.propertyTables[table] : nullptr;
    };
    if (pick.featureId) {
        source.table = tableAt(pick.propertyTable);
        source.rows = {&*pick.featureId, 1};
        for (const PickedFeature& feature : pick.features)
            if (const auto* table = tableAt(feature.propertyTable))
                source.further.push_back({table, {&feature.featureId, 1}});
    }
    PickedMetadata metadata;
    metadata.of = PickedMetadata::Of::Style;
    for (const std::string& name : names) {
        const styling::EvaluatedText value = look.style->meta(name, source, 0);
        if (value.type != "undefined")
            metadata.attributes.push_back({name, {value.text}});
    }
    if (!metadata.attributes.empty())
        pick.metadata.insert(pick.metadata.begin(), std::move(metadata));
}

} // namespace guanjing::layers
