#include "app/platform/SensorThingsEntities.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace guanjing::app {

namespace {

using namespace std::chrono;
using json = nlohmann::ordered_json;
using democity::Station;
using Kind = EntityKind;

} // namespace

std::string SensorThingsEntities::link(EntityRef ref) const
{
    return m_root + "/" + std::string(setName(ref.kind)) + "(" + std::to_string(ref.id) + ")";
}

json SensorThingsEntities::describe(EntityRef ref, const ODataQuery& query) const
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
        const Station& station = *m_model.index().stations.at(ref.id);
        result["name"] = station.nameZh;
        result["description"] = station.nameEn;
        result["properties"] = {{"kind", station.kind}, {"town", station.town}, {"nameEn", station.nameEn}};
        navigation({"Locations", "HistoricalLocations", "Datastreams"});
        break;
    }
    case Kind::Locations:
    case Kind::FeaturesOfInterest: {
        const Station& station = *m_model.index().stations.at(ref.id);
        result["name"] = station.nameZh;
        result["description"] = station.nameEn;
        result["encodingType"] = "application/geo+json";
        result[ref.kind == Kind::Locations ? "location" : "feature"] = point(station);
        if (ref.kind == Kind::Locations)
            navigation({"Things", "HistoricalLocations"});
        break;
    }
    case Kind::Datastreams: {
        const auto& [station, channel] = m_model.channel(ref.id);
        result["name"] = station->nameZh + " " + channel->observedProperty;
        result["description"] = station->nameEn + ", " + channel->observedProperty;
        result["observationType"] = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement";
        result["unitOfMeasurement"] = {
            {"name", channel->unitName}, {"symbol", channel->unitSymbol}, {"definition", ""}};
        result["phenomenonTime"] = formatIsoTime(UtcTime(seconds(m_model.firstSecond(*station)))) + "/"
            + formatIsoTime(UtcTime(seconds(m_model.lastSecond(*station))));
        result["properties"] = {{"intervalSeconds", intervalSeconds(*station)}};
        navigation({"Thing", "Sensor", "ObservedProperty", "Observations"});
        break;
    }
    case Kind::Sensors: {
        const std::string& kind = m_model.index().kinds[static_cast<std::size_t>(ref.id - 1)];
        result["name"] = kind + " station instrument";
        result["description"] = "demo instrument of " + kind + " stations";
        result["encodingType"] = "text/html";
        result["metadata"] = "";
        navigation({"Datastreams"});
        break;
    }
    case Kind::ObservedProperties: {
        const std::string& name = m_model.index().properties[static_cast<std::size_t>(ref.id - 1)];
        result["name"] = name;
        result["definition"] = "";
        result["description"] = name;
        navigation({"Datastreams"});
        break;
    }
    case Kind::Observations: {
        const auto& [station, channel] = m_model.channel(ref.id / kIdsPerDatastream);
        const UtcTime time(seconds(ref.id % kIdsPerDatastream));
        result["phenomenonTime"] = formatIsoTime(time);
        result["resultTime"] = nullptr;
        result["result"] = democity::stationValue(*station, *channel, time);
        navigation({"Datastream", "FeatureOfInterest"});
        break;
    }
    case Kind::HistoricalLocations: break;
    }
    return result;
}

SensorThingsEntities::ValueReader SensorThingsEntities::valueReader(EntityRef ref) const
{
    return [this, ref](const std::string& path) -> ODataValue {
        if (ref.kind == Kind::Observations) {
            if (path == "phenomenonTime")
                return UtcTime(seconds(ref.id % kIdsPerDatastream));
            if (path == "result") {
                const auto& [station, channel] = m_model.channel(ref.id / kIdsPerDatastream);
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
        if (slash != std::string::npos && head != "properties" && head != "unitOfMeasurement")
            if (const auto related = m_model.related(ref, head); related && related->single)
                return valueReader(related->refs.front())(path.substr(slash + 1));
        const json all = describe(ref, {});
        const json* node = &all;
        std::size_t start = 0;
        while (start <= path.size()) {
            const std::size_t end = std::min(path.find('/', start), path.size());
            const auto found = node->find(path.substr(start, end - start));
            if (!node->is_object() || found == node->end())
                throw SensorThingsFailure{400,
                                          "$filter or $orderby: " + std::string(setName(ref.kind))
                                              + " have no property \"" + path + "\""};
            node = &*found;
            start = end + 1;
        }
        if (node->is_string())
            return node->get<std::string>();
        if (node->is_number())
            return node->get<double>();
        if (node->is_boolean())
            return node->get<bool>();
        if (node->is_null())
            return std::monostate{};
        throw SensorThingsFailure{400, "\"" + path + "\" is not a simple value"};
    };
}

void SensorThingsEntities::sort(std::vector<EntityRef>& refs, const ODataQuery& query) const
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

} // namespace guanjing::app
