#include "app/platform/SensorThingsPages.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace guanjing::app {

namespace {

using namespace std::chrono;
using json = nlohmann::ordered_json;
using democity::Station;
using Kind = EntityKind;

constexpr std::int64_t kDefaultPage = 100;
constexpr std::int64_t kLargestPage = 1000;
/// Observations that a filter on their values may look at.
constexpr std::int64_t kMostScanned = 300'000;

/// Bounds on phenomenonTime among the terms that must all hold; true when nothing else is asked.
bool timeBounds(const ODataFilter& filter, std::int64_t& from, std::int64_t& to)
{
    if (filter.kind == ODataFilter::Kind::And) {
        const bool left = timeBounds(*filter.children[0], from, to);
        const bool right = timeBounds(*filter.children[1], from, to);
        return left && right;
    }
    const auto* time = std::get_if<UtcTime>(&filter.literal);
    if (filter.kind != ODataFilter::Kind::Compare || filter.path != "phenomenonTime" || time == nullptr)
        return false;
    const std::int64_t down = duration_cast<seconds>(floor<seconds>(*time).time_since_epoch()).count();
    const bool whole = floor<seconds>(*time) == *time;
    const std::int64_t up = whole ? down : down + 1; // first whole second not before
    switch (filter.op) {
    case ODataFilter::Operator::Equal:
        from = std::max(from, up);
        to = std::min(to, down);
        return true;
    case ODataFilter::Operator::Greater: from = std::max(from, down + 1); return true;
    case ODataFilter::Operator::GreaterEqual: from = std::max(from, up); return true;
    case ODataFilter::Operator::Less: to = std::min(to, up - 1); return true;
    case ODataFilter::Operator::LessEqual: to = std::min(to, down); return true;
    case ODataFilter::Operator::NotEqual: break;
    }
    return false;
}

std::string nextLink(const std::string& self, std::string_view encodedQuery, const ODataQuery& query, std::int64_t top,
                     std::int64_t next)
{
    // everything that was asked, with $skip moved on
    std::string link = self + "?";
    bool empty = true;
    for (std::size_t start = 0; start < encodedQuery.size();) {
        const std::size_t end = std::min(encodedQuery.find('&', start), encodedQuery.size());
        const std::string_view item = encodedQuery.substr(start, end - start);
        const std::string decoded = percentDecode(item);
        if (!item.empty() && decoded.rfind("$skip=", 0) != 0 && decoded.rfind("$top=", 0) != 0) {
            link += empty ? "" : "&";
            link += item;
            empty = false;
        }
        start = end + 1;
    }
    if (encodedQuery.empty() && !query.orderBy.empty()) {
        link += "$orderby=" + query.orderBy.front().path + (query.orderBy.front().descending ? "%20desc" : "%20asc");
        empty = false;
    }
    if (query.top) {
        link += (empty ? "$top=" : "&$top=") + std::to_string(top);
        empty = false;
    }
    return link + (empty ? "$skip=" : "&$skip=") + std::to_string(next);
}

} // namespace

json SensorThingsPages::entity(EntityRef ref, const ODataQuery& query) const
{
    json result = m_entities.describe(ref, query);
    for (const ODataQuery::Expand& expand : query.expand)
        expandInto(result, ref, expand);
    return result;
}

void SensorThingsPages::page(json& into, const std::string& prefix, const std::string& valueKey, EntityRef owner,
                             bool owned, Kind kind, std::vector<EntityRef> refs, const ODataQuery& query,
                             const std::string& self, std::string_view encodedQuery) const
{
    const std::int64_t top = std::min(query.top.value_or(kDefaultPage), kLargestPage);
    std::int64_t total = 0;
    std::vector<EntityRef> shown;
    if (kind == Kind::Observations) {
        std::vector<std::int64_t> datastreams = m_model.index().channelIds;
        if (owned)
            datastreams = {owner.id};
        shown = observations(datastreams, query, top, total);
    } else {
        if (query.filter)
            std::erase_if(refs, [&](EntityRef ref) { return !query.filter->matches(m_entities.valueReader(ref)); });
        m_entities.sort(refs, query);
        total = static_cast<std::int64_t>(refs.size());
        for (std::int64_t i = query.skip; i < std::min(total, query.skip + top); ++i)
            shown.push_back(refs[static_cast<std::size_t>(i)]);
    }
    if (query.count)
        into[prefix + "@iot.count"] = total;
    const std::int64_t next = query.skip + top;
    if (next < total && top > 0)
        into[prefix + "@iot.nextLink"] = nextLink(self, encodedQuery, query, top, next);
    json values = json::array();
    for (EntityRef ref : shown)
        values.push_back(entity(ref, query));
    into[valueKey] = std::move(values);
}

void SensorThingsPages::expandInto(json& into, EntityRef ref, const ODataQuery::Expand& expand) const
{
    auto related = m_model.related(ref, expand.name);
    if (!related)
        throw SensorThingsFailure{400,
                                  "$expand: " + std::string(setName(ref.kind)) + " have no \"" + expand.name + "\""};
    if (related->single) {
        into[expand.name] = entity(related->refs.front(), expand.query);
        return;
    }
    page(into, expand.name, expand.name, ref, true, related->kind, std::move(related->refs), expand.query,
         m_entities.link(ref) + "/" + expand.name, {});
}

std::vector<EntityRef> SensorThingsPages::observations(const std::vector<std::int64_t>& datastreams,
                                                       const ODataQuery& query, std::int64_t top,
                                                       std::int64_t& total) const
{
    std::int64_t from = INT64_MIN;
    std::int64_t to = INT64_MAX;
    const bool timeOnly = !query.filter || timeBounds(*query.filter, from, to);
    bool descending = true;
    bool byTime = true;
    if (!query.orderBy.empty()) {
        byTime = query.orderBy.front().path == "phenomenonTime";
        descending = query.orderBy.front().descending;
    }
    if (!byTime && query.orderBy.front().path != "result")
        throw SensorThingsFailure{400, "$orderby: observations are ordered by phenomenonTime or result"};
    std::vector<EntityRef> shown;
    total = 0;
    std::vector<EntityRef> scanned;
    for (std::int64_t datastream : datastreams) {
        const Station& station = *m_model.channel(datastream).first;
        const std::int64_t interval = intervalSeconds(station);
        const std::int64_t first = (std::max(from, m_model.firstSecond(station)) + interval - 1) / interval * interval;
        const std::int64_t last = std::min(to, m_model.lastSecond(station)) / interval * interval;
        const std::int64_t n = last >= first ? (last - first) / interval + 1 : 0;
        if (timeOnly && byTime) {
            for (std::int64_t k = std::max<std::int64_t>(0, query.skip - total);
                 k < n && static_cast<std::int64_t>(shown.size()) < top; ++k)
                shown.push_back(
                    {Kind::Observations,
                     datastream * kIdsPerDatastream + (descending ? last - k * interval : first + k * interval)});
            total += n;
            continue;
        }
        if (n + static_cast<std::int64_t>(scanned.size()) > kMostScanned)
            throw SensorThingsFailure{400,
                                      "$filter: too many observations to look at; bound phenomenonTime more narrowly"};
        for (std::int64_t k = 0; k < n; ++k) {
            const EntityRef ref{Kind::Observations,
                                datastream * kIdsPerDatastream
                                    + (descending && byTime ? last - k * interval : first + k * interval)};
            if (!query.filter || query.filter->matches(m_entities.valueReader(ref)))
                scanned.push_back(ref);
        }
    }
    if (timeOnly && byTime)
        return shown;
    if (!byTime)
        m_entities.sort(scanned, query);
    total = static_cast<std::int64_t>(scanned.size());
    for (std::int64_t i = query.skip; i < std::min(total, query.skip + top); ++i)
        shown.push_back(scanned[static_cast<std::size_t>(i)]);
    return shown;
}

} // namespace guanjing::app
