#include "app/platform/SensorThingsService.h"

#include "app/platform/SensorThingsPages.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace guanjing::app {

namespace {

using json = nlohmann::ordered_json;
using Answer = SensorThingsService::Answer;

Answer problem(int status, const std::string& message)
{
    return {status, json{{"code", status}, {"type", "error"}, {"message", message}}.dump()};
}

Answer serviceRoot(const std::string& root)
{
    json sets = json::array();
    for (const auto& [name, kind] : entitySets())
        sets.push_back({{"name", name}, {"url", root + "/" + std::string(name)}});
    return {200,
            json{{"value", sets},
                 {"serverSettings",
                  {{"conformance",
                    {"http://www.opengis.net/spec/iot_sensing/1.1/req/datamodel",
                     "http://www.opengis.net/spec/iot_sensing/1.1/req/resource-path",
                     "http://www.opengis.net/spec/iot_sensing/1.1/req/request-data"}}}}}
                .dump()};
}

/// "Datastreams(11)": a name and perhaps an id.
struct Segment {
    std::string_view name;
    std::optional<std::int64_t> id;
};

Segment parseSegment(std::string_view text)
{
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos)
        return {text, std::nullopt};
    std::int64_t value = 0;
    const std::string_view inner = text.substr(open + 1);
    const char* const last = inner.data() + inner.size();
    const auto [end, error] = std::from_chars(inner.data(), last, value);
    if (error != std::errc() || std::string_view(end, static_cast<std::size_t>(last - end)) != ")")
        throw SensorThingsFailure{404, "no entity " + std::string(text)};
    return {text.substr(0, open), value};
}

/// The set that a path begins with; its entities only where they are asked for.
SensorThingsModel::Related firstSet(const SensorThingsModel& model, const Segment& segment)
{
    const auto sets = entitySets();
    const auto set =
        std::find_if(sets.begin(), sets.end(), [&](const auto& each) { return each.first == segment.name; });
    if (set == sets.end())
        throw SensorThingsFailure{404, "no entity set " + std::string(segment.name)};
    SensorThingsModel::Related result{set->second, false, {}};
    if (!segment.id)
        for (std::int64_t id : model.idsOf(set->second))
            result.refs.push_back({set->second, id});
    return result;
}

/// Whether an entity exists and, where the collection is one of `owner`, belongs to it.
bool isWithin(const SensorThingsModel& model, const SensorThingsModel::Related& collection, EntityRef ref,
              const std::optional<EntityRef>& owner)
{
    if (collection.single || !model.exists(ref))
        return false;
    if (!owner)
        return true;
    if (ref.kind == EntityKind::Observations)
        return ref.id / kIdsPerDatastream == owner->id;
    return std::any_of(collection.refs.begin(), collection.refs.end(),
                       [&](EntityRef each) { return each.id == ref.id; });
}

/// Follows the resource path segment by segment. Throws SensorThingsFailure.
Answer follow(const SensorThingsModel& model, std::string_view path, std::string_view encodedQuery,
              const ODataQuery& query, const std::string& root)
{
    const SensorThingsPages pages(model, root);
    std::optional<EntityRef> owner;
    std::string_view rest = path.substr(path.front() == '/' ? 1 : 0);
    while (true) {
        const std::size_t slash = rest.find('/');
        const Segment segment = parseSegment(rest.substr(0, slash));
        rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
        std::optional<SensorThingsModel::Related> found =
            owner ? model.related(*owner, segment.name) : firstSet(model, segment);
        if (!found)
            throw SensorThingsFailure{
                404, std::string(setName(owner->kind)) + " have no \"" + std::string(segment.name) + "\""};
        EntityRef current;
        if (segment.id) {
            current = {found->kind, *segment.id};
            if (!isWithin(model, *found, current, owner))
                throw SensorThingsFailure{404, "no entity " + std::string(path)};
        } else if (found->single) {
            current = found->refs.front();
        } else {
            if (!rest.empty())
                throw SensorThingsFailure{
                    404, "a collection has no \"" + std::string(rest) + "\"; name one entity by its id"};
            json answer = json::object();
            pages.page(answer, "", "value", owner.value_or(EntityRef()), owner.has_value(), found->kind,
                       std::move(found->refs), query, root + std::string(path), encodedQuery);
            return {200, answer.dump()};
        }
        if (rest.empty())
            return {200, pages.entity(current, query).dump()};
        if (rest == "$value" || rest == "$ref")
            throw SensorThingsFailure{501, "$value and $ref are not offered"};
        owner = current;
    }
}

} // namespace

SensorThingsService::SensorThingsService() : m_index(std::make_unique<const StationIndex>()) { }
SensorThingsService::~SensorThingsService() = default;

SensorThingsService::Answer SensorThingsService::get(std::string_view path, std::string_view encodedQuery,
                                                     const std::string& root, UtcTime now) const
{
    while (!path.empty() && path.back() == '/')
        path.remove_suffix(1);
    if (path.empty())
        return serviceRoot(root);
    const Result<ODataQuery> query = parseODataQuery(encodedQuery, now);
    if (!query)
        return problem(400, query.error().detail);
    try {
        return follow(SensorThingsModel(*m_index, now), path, encodedQuery, *query, root);
    } catch (const SensorThingsFailure& failure) {
        return problem(failure.status, failure.message);
    }
}

} // namespace guanjing::app
