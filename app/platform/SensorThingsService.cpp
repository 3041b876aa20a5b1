#include "app/platform/SensorThingsService.h"

#include "geodata/democity/Demo.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>

namespace guanjing::app {

namespace {

using json = nlohmann::ordered_json;
using namespace std::chrono;
using democity::Station;

constexpr std::int64_t kDefaultPage = 100;
constexpr std::int64_t kLargestPage = 1000;
constexpr std::int64_t kArchiveSeconds = 30 * 86400;
/// Observations that a filter on their values may look at.
constexpr std::int64_t kMostScanned = 300'000;
constexpr std::int64_t kIdsPerDatastream = 10'000'000'000; ///< ids of observations: datastream, then UNIX seconds

enum class Kind {
    Things,
    Locations,
    HistoricalLocations,
    Datastreams,
    Sensors,
    ObservedProperties,
    Observations,
    FeaturesOfInterest
};

struct EntityRef {
    Kind kind = Kind::Things;
    std::int64_t id = 0;
};

struct Failure {
    int status;
    std::string message;
};

constexpr std::pair<std::string_view, Kind> kSets[] = {{"Things", Kind::Things},
                                                       {"Locations", Kind::Locations},
                                                       {"HistoricalLocations", Kind::HistoricalLocations},
                                                       {"Datastreams", Kind::Datastreams},
                                                       {"Sensors", Kind::Sensors},
                                                       {"ObservedProperties", Kind::ObservedProperties},
                                                       {"Observations", Kind::Observations},
                                                       {"FeaturesOfInterest", Kind::FeaturesOfInterest}};

std::string_view setName(Kind kind)
{
    for (const auto& [name, k] : kSets)
        if (k == kind)
            return name;
    return {};
}

std::int64_t intervalOf(const Station& station) { return station.kind == "noise" ? 10 : 60; }

} // namespace

struct SensorThingsService::Index {
    std::unordered_map<std::int64_t, const Station*> stations;
    std::unordered_map<std::int64_t, std::pair<const Station*, const Station::Channel*>> channels;
    std::vector<std::int64_t> stationIds, channelIds;
    std::vector<std::string> properties; ///< observed properties, id = index + 1
    std::vector<std::string> kinds; ///< sensors by kind of station, id = index + 1

    Index()
    {
        const auto idOf = [](std::vector<std::string>& list, const std::string& name) {
            if (std::find(list.begin(), list.end(), name) == list.end())
                list.push_back(name);
        };
        for (const Station& station : democity::stations()) {
            stations[station.id] = &station;
            stationIds.push_back(station.id);
            idOf(kinds, station.kind);
            for (const Station::Channel& channel : station.channels) {
                channels[channel.id] = {&station, &channel};
                channelIds.push_back(channel.id);
                idOf(properties, channel.observedProperty);
            }
        }
    }
    [[nodiscard]] std::int64_t propertyId(const std::string& name) const
    {
        return std::find(properties.begin(), properties.end(), name) - properties.begin() + 1;
    }
    [[nodiscard]] std::int64_t sensorId(const std::string& kind) const
    {
        return std::find(kinds.begin(), kinds.end(), kind) - kinds.begin() + 1;
    }
};

namespace {

/// Answers one request.
template <class Index> class Request {
public:
    Request(const Index& index, const std::string& root, UtcTime now)
        : m_index(index), m_root(root), m_now(floor<seconds>(now))
    { }

    [[nodiscard]] std::vector<std::int64_t> idsOf(Kind kind) const
    {
        switch (kind) {
        case Kind::Things:
        case Kind::Locations:
        case Kind::FeaturesOfInterest: return m_index.stationIds;
        case Kind::Datastreams: return m_index.channelIds;
        case Kind::Sensors: return count(m_index.kinds.size());
        case Kind::ObservedProperties: return count(m_index.properties.size());
        case Kind::HistoricalLocations:
        case Kind::Observations: break;
        }
        return {};
    }

    [[nodiscard]] bool exists(EntityRef ref) const
    {
        if (ref.kind == Kind::Observations) {
            const auto found = m_index.channels.find(ref.id / kIdsPerDatastream);
            const std::int64_t second = ref.id % kIdsPerDatastream;
            return found != m_index.channels.end() && second % intervalOf(*found->second.first) == 0
                && second <= nowSeconds() && second > nowSeconds() - kArchiveSeconds;
        }
        const std::vector<std::int64_t> ids = idsOf(ref.kind);
        return std::find(ids.begin(), ids.end(), ref.id) != ids.end();
    }

    [[nodiscard]] std::string link(EntityRef ref) const
    {
        return m_root + "/" + std::string(setName(ref.kind)) + "(" + std::to_string(ref.id) + ")";
    }

    /// Related entities: `single` tells whether the name is one of a to-one relation.
    bool related(EntityRef from, std::string_view name, std::vector<EntityRef>& out, Kind& kind, bool& single) const
    {
        single = false;
        const auto one = [&](Kind k, std::int64_t id) {
            kind = k;
            single = true;
            out = {{k, id}};
            return true;
        };
        const auto many = [&](Kind k, const std::vector<std::int64_t>& ids) {
            kind = k;
            for (std::int64_t id : ids)
                out.push_back({k, id});
            return true;
        };
        const auto channelIds = [](const Station& station) {
            std::vector<std::int64_t> ids;
            for (const Station::Channel& channel : station.channels)
                ids.push_back(channel.id);
            return ids;
        };
        switch (from.kind) {
        case Kind::Things: {
            const Station& station = *m_index.stations.at(from.id);
            if (name == "Locations")
                return many(Kind::Locations, {from.id});
            if (name == "HistoricalLocations")
                return many(Kind::HistoricalLocations, {});
            if (name == "Datastreams")
                return many(Kind::Datastreams, channelIds(station));
            return false;
        }
        case Kind::Locations:
            if (name == "Things")
                return many(Kind::Things, {from.id});
            if (name == "HistoricalLocations")
                return many(Kind::HistoricalLocations, {});
            return false;
        case Kind::Datastreams: {
            const auto& [station, channel] = m_index.channels.at(from.id);
            if (name == "Thing")
                return one(Kind::Things, station->id);
            if (name == "Sensor")
                return one(Kind::Sensors, m_index.sensorId(station->kind));
            if (name == "ObservedProperty")
                return one(Kind::ObservedProperties, m_index.propertyId(channel->observedProperty));
            if (name == "Observations") {
                kind = Kind::Observations;
                return true;
            }
            return false;
        }
        case Kind::Sensors:
        case Kind::ObservedProperties: {
            if (name != "Datastreams")
                return false;
            std::vector<std::int64_t> ids;
            for (std::int64_t id : m_index.channelIds) {
                const auto& [station, channel] = m_index.channels.at(id);
                if (from.kind == Kind::Sensors ? m_index.sensorId(station->kind) == from.id
                                               : m_index.propertyId(channel->observedProperty) == from.id)
                    ids.push_back(id);
            }
            return many(Kind::Datastreams, std::move(ids));
        }
        case Kind::Observations:
            if (name == "Datastream")
                return one(Kind::Datastreams, from.id / kIdsPerDatastream);
            if (name == "FeatureOfInterest")
                return one(Kind::FeaturesOfInterest, m_index.channels.at(from.id / kIdsPerDatastream).first->id);
            return false;
        case Kind::FeaturesOfInterest:
            if (name == "Observations")
                throw Failure{501,
                              "observations by feature of interest are not offered; use Datastreams(id)/Observations"};
            return false;
        case Kind::HistoricalLocations: break;
        }
        return false;
    }

    [[nodiscard]] json entity(EntityRef ref, const ODataQuery& query) const
    {
        json result{{"@iot.id", ref.id}, {"@iot.selfLink", link(ref)}};
        const auto navigation = [&](std::initializer_list<const char*> names) {
            for (const char* name : names)
                if (std::none_of(query.expand.begin(), query.expand.end(),
                                 [&](const auto& expand) { return expand.name == name; }))
                    result[std::string(name) + "@iot.navigationLink"] = link(ref) + "/" + name;
        };
        const auto point = [](const Station& station) {
            return json{{"type", "Point"}, {"coordinates", {station.lonDegrees, station.latDegrees}}};
        };
        switch (ref.kind) {
        case Kind::Things: {
            const Station& station = *m_index.stations.at(ref.id);
            result["name"] = station.nameZh;
            result["description"] = station.nameEn;
            result["properties"] = {{"kind", station.kind}, {"town", station.town}, {"nameEn", station.nameEn}};
            navigation({"Locations", "HistoricalLocations", "Datastreams"});
            break;
        }
        case Kind::Locations:
        case Kind::FeaturesOfInterest: {
            const Station& station = *m_index.stations.at(ref.id);
            result["name"] = station.nameZh;
            result["description"] = station.nameEn;
            result["encodingType"] = "application/geo+json";
            result[ref.kind == Kind::Locations ? "location" : "feature"] = point(station);
            if (ref.kind == Kind::Locations)
                navigation({"Things", "HistoricalLocations"});
            break;
        }
        case Kind::Datastreams: {
            const auto& [station, channel] = m_index.channels.at(ref.id);
            result["name"] = station->nameZh + " " + channel->observedProperty;
            result["description"] = station->nameEn + ", " + channel->observedProperty;
            result["observationType"] = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement";
            result["unitOfMeasurement"] = {
                {"name", channel->unitName}, {"symbol", channel->unitSymbol}, {"definition", ""}};
            result["phenomenonTime"] = formatIsoTime(UtcTime(seconds(firstSecond(*station)))) + "/"
                + formatIsoTime(UtcTime(seconds(lastSecond(*station))));
            result["properties"] = {{"intervalSeconds", intervalOf(*station)}};
            navigation({"Thing", "Sensor", "ObservedProperty", "Observations"});
            break;
        }
        case Kind::Sensors: {
            const std::string& kind = m_index.kinds[static_cast<std::size_t>(ref.id - 1)];
            result["name"] = kind + " station instrument";
            result["description"] = "demo instrument of " + kind + " stations";
            result["encodingType"] = "text/html";
            result["metadata"] = "";
            navigation({"Datastreams"});
            break;
        }
        case Kind::ObservedProperties: {
            const std::string& name = m_index.properties[static_cast<std::size_t>(ref.id - 1)];
            result["name"] = name;
            result["definition"] = "";
            result["description"] = name;
            navigation({"Datastreams"});
            break;
        }
        case Kind::Observations: {
            const auto& [station, channel] = m_index.channels.at(ref.id / kIdsPerDatastream);
            const UtcTime time(seconds(ref.id % kIdsPerDatastream));
            result["phenomenonTime"] = formatIsoTime(time);
            result["resultTime"] = nullptr;
            result["result"] = democity::stationValue(*station, *channel, time);
            navigation({"Datastream", "FeatureOfInterest"});
            break;
        }
        case Kind::HistoricalLocations: break;
        }
        for (const ODataQuery::Expand& expand : query.expand)
            expandInto(result, ref, expand);
        return result;
    }

    /// A page of a collection: "value" and the annotations, under `prefix` for expanded ones.
    void page(json& into, const std::string& prefix, const std::string& valueKey, EntityRef owner, bool owned,
              Kind kind, std::vector<EntityRef> refs, const ODataQuery& query, const std::string& self,
              std::string_view encodedQuery) const
    {
        const std::int64_t top = std::min(query.top.value_or(kDefaultPage), kLargestPage);
        std::int64_t total = 0;
        std::vector<EntityRef> shown;
        if (kind == Kind::Observations) {
            std::vector<std::int64_t> datastreams = m_index.channelIds;
            if (owned)
                datastreams = {owner.id};
            shown = observations(datastreams, query, top, total);
        } else {
            if (query.filter)
                std::erase_if(refs, [&](EntityRef ref) { return !query.filter->matches(valueReader(ref)); });
            sort(refs, query);
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

private:
    static std::vector<std::int64_t> count(std::size_t n)
    {
        std::vector<std::int64_t> ids;
        for (std::size_t i = 1; i <= n; ++i)
            ids.push_back(static_cast<std::int64_t>(i));
        return ids;
    }

    [[nodiscard]] std::int64_t nowSeconds() const { return duration_cast<seconds>(m_now.time_since_epoch()).count(); }
    [[nodiscard]] std::int64_t lastSecond(const Station& station) const
    {
        const std::int64_t interval = intervalOf(station);
        return nowSeconds() / interval * interval;
    }
    [[nodiscard]] std::int64_t firstSecond(const Station& station) const
    {
        return lastSecond(station) - kArchiveSeconds + intervalOf(station);
    }

    void expandInto(json& into, EntityRef ref, const ODataQuery::Expand& expand) const
    {
        std::vector<EntityRef> refs;
        Kind kind = Kind::Things;
        bool single = false;
        if (!related(ref, expand.name, refs, kind, single))
            throw Failure{400, "$expand: " + std::string(setName(ref.kind)) + " have no \"" + expand.name + "\""};
        if (single) {
            into[expand.name] = entity(refs.front(), expand.query);
            return;
        }
        page(into, expand.name, expand.name, ref, true, kind, std::move(refs), expand.query,
             link(ref) + "/" + expand.name, {});
    }

    /// The value of a property path; throws where the entity has no such property.
    [[nodiscard]] std::function<ODataValue(const std::string&)> valueReader(EntityRef ref) const
    {
        return [this, ref](const std::string& path) -> ODataValue {
            if (ref.kind == Kind::Observations) {
                if (path == "phenomenonTime")
                    return UtcTime(seconds(ref.id % kIdsPerDatastream));
                if (path == "result") {
                    const auto& [station, channel] = m_index.channels.at(ref.id / kIdsPerDatastream);
                    return democity::stationValue(*station, *channel, UtcTime(seconds(ref.id % kIdsPerDatastream)));
                }
                if (path == "resultTime")
                    return std::monostate{};
            }
            if (path == "id" || path == "@iot.id")
                return static_cast<double>(ref.id);
            const std::size_t slash = path.find('/');
            const std::string head = path.substr(0, slash);
            // a to-one relation, or the one location of a thing
            std::vector<EntityRef> refs;
            Kind kind = Kind::Things;
            bool single = false;
            if (slash != std::string::npos && head != "properties" && head != "unitOfMeasurement"
                && related(ref, head, refs, kind, single) && single)
                return valueReader(refs.front())(path.substr(slash + 1));
            const json all = entity(ref, {});
            const json* node = &all;
            std::size_t start = 0;
            while (start <= path.size()) {
                const std::size_t end = std::min(path.find('/', start), path.size());
                const auto found = node->find(path.substr(start, end - start));
                if (!node->is_object() || found == node->end())
                    throw Failure{400,
                                  "$filter or $orderby: " + std::string(setName(ref.kind)) + " have no property \""
                                      + path + "\""};
                node = &*found;
                start = end + 1;
            }
            if (node->is_string())
                return node->template get<std::string>();
            if (node->is_number())
                return node->template get<double>();
            if (node->is_boolean())
                return node->template get<bool>();
            if (node->is_null())
                return std::monostate{};
            throw Failure{400, "\"" + path + "\" is not a simple value"};
        };
    }

    void sort(std::vector<EntityRef>& refs, const ODataQuery& query) const
    {
        for (auto order = query.orderBy.rbegin(); order != query.orderBy.rend(); ++order) {
            std::vector<std::pair<ODataValue, EntityRef>> keyed;
            keyed.reserve(refs.size());
            for (EntityRef ref : refs)
                keyed.emplace_back(valueReader(ref)(order->path), ref);
            std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
                return order->descending ? b.first < a.first : a.first < b.first;
            });
            for (std::size_t i = 0; i < refs.size(); ++i)
                refs[i] = keyed[i].second;
        }
    }

    /// Bounds on phenomenonTime among the terms that must all hold; true when nothing else is asked.
    static bool timeBounds(const ODataFilter& filter, std::int64_t& from, std::int64_t& to)
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

    [[nodiscard]] std::vector<EntityRef> observations(const std::vector<std::int64_t>& datastreams,
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
            throw Failure{400, "$orderby: observations are ordered by phenomenonTime or result"};
        std::vector<EntityRef> shown;
        total = 0;
        std::vector<EntityRef> scanned;
        for (std::int64_t datastream : datastreams) {
            const Station& station = *m_index.channels.at(datastream).first;
            const std::int64_t interval = intervalOf(station);
            const std::int64_t first = (std::max(from, firstSecond(station)) + interval - 1) / interval * interval;
            const std::int64_t last = std::min(to, lastSecond(station)) / interval * interval;
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
                throw Failure{400, "$filter: too many observations to look at; bound phenomenonTime more narrowly"};
            for (std::int64_t k = 0; k < n; ++k) {
                const EntityRef ref{Kind::Observations,
                                    datastream * kIdsPerDatastream
                                        + (descending && byTime ? last - k * interval : first + k * interval)};
                if (!query.filter || query.filter->matches(valueReader(ref)))
                    scanned.push_back(ref);
            }
        }
        if (timeOnly && byTime)
            return shown;
        if (!byTime)
            sort(scanned, query);
        total = static_cast<std::int64_t>(scanned.size());
        for (std::int64_t i = query.skip; i < std::min(total, query.skip + top); ++i)
            shown.push_back(scanned[static_cast<std::size_t>(i)]);
        return shown;
    }

    [[nodiscard]] static std::string nextLink(const std::string& self, std::string_view encodedQuery,
                                              const ODataQuery& query, std::int64_t top, std::int64_t next)
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
            link +=
                "$orderby=" + query.orderBy.front().path + (query.orderBy.front().descending ? "%20desc" : "%20asc");
            empty = false;
        }
        if (query.top) {
            link += (empty ? "$top=" : "&$top=") + std::to_string(top);
            empty = false;
        }
        return link + (empty ? "$skip=" : "&$skip=") + std::to_string(next);
    }

    const Index& m_index;
    const std::string& m_root;
    UtcTime m_now;
};

SensorThingsService::Answer problem(int status, const std::string& message)
{
    return {status, json{{"code", status}, {"type", "error"}, {"message", message}}.dump()};
}

} // namespace

SensorThingsService::SensorThingsService() : m_index(std::make_unique<const Index>()) { }
SensorThingsService::~SensorThingsService() = default;

SensorThingsService::Answer SensorThingsService::get(std::string_view path, std::string_view encodedQuery,
                                                     const std::string& root, UtcTime now) const
{
    while (!path.empty() && path.back() == '/')
        path.remove_suffix(1);
    try {
        if (path.empty()) {
            json sets = json::array();
            for (const auto& [name, kind] : kSets)
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
        const Result<ODataQuery> query = parseODataQuery(encodedQuery, now);
        if (!query)
            return problem(400, query.error().detail);
        const Request<Index> request(*m_index, root, now);
        const std::string self = root + std::string(path);
        // the resource path, segment by segment
        EntityRef current;
        bool haveEntity = false;
        bool first = true;
        std::string_view rest = path.substr(path.front() == '/' ? 1 : 0);
        while (true) {
            const std::size_t slash = rest.find('/');
            std::string_view segment = rest.substr(0, slash);
            rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
            std::optional<std::int64_t> id;
            if (const std::size_t open = segment.find('('); open != std::string_view::npos) {
                std::int64_t value = 0;
                const std::string_view inner = segment.substr(open + 1);
                const auto [end, error] = std::from_chars(inner.data(), inner.data() + inner.size(), value);
                if (error != std::errc()
                    || std::string_view(end, static_cast<std::size_t>(inner.data() + inner.size() - end)) != ")")
                    return problem(404, "no entity " + std::string(segment));
                id = value;
                segment = segment.substr(0, open);
            }
            std::vector<EntityRef> refs;
            Kind kind = Kind::Things;
            bool single = false;
            bool owned = false;
            const EntityRef owner = current;
            if (first) {
                const auto* set = std::find_if(std::begin(kSets), std::end(kSets),
                                               [&](const auto& entry) { return entry.first == segment; });
                if (set == std::end(kSets))
                    return problem(404, "no entity set " + std::string(segment));
                kind = set->second;
                if (!id)
                    for (std::int64_t each : request.idsOf(kind))
                        refs.push_back({kind, each});
            } else {
                owned = true;
                if (!request.related(current, segment, refs, kind, single))
                    return problem(404,
                                   std::string(setName(current.kind)) + " have no \"" + std::string(segment) + "\"");
            }
            first = false;
            if (id) {
                current = {kind, *id};
                if (single || !request.exists(current)
                    || (owned && kind == Kind::Observations && *id / kIdsPerDatastream != owner.id)
                    || (owned && kind != Kind::Observations
                        && std::none_of(refs.begin(), refs.end(), [&](EntityRef ref) { return ref.id == *id; })))
                    return problem(404, "no entity " + std::string(path));
                haveEntity = true;
            } else if (single) {
                current = refs.front();
                haveEntity = true;
            } else {
                if (!rest.empty())
                    return problem(404, "a collection has no \"" + std::string(rest) + "\"; name one entity by its id");
                json answer = json::object();
                request.page(answer, "", "value", owner, owned, kind, std::move(refs), *query, self, encodedQuery);
                return {200, answer.dump()};
            }
            if (rest.empty())
                break;
            if (rest == "$value" || rest == "$ref")
                return problem(501, "$value and $ref are not offered");
        }
        return haveEntity ? Answer{200, request.entity(current, *query).dump()} : problem(404, "nothing there");
    } catch (const Failure& failure) {
        return problem(failure.status, failure.message);
    }
}

} // namespace guanjing::app
