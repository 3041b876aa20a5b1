#include "app/platform/SensorThingsModel.h"

#include <algorithm>

namespace guanjing::app {

namespace {

using namespace std::chrono;
using democity::Station;
using Kind = EntityKind;
using Related = SensorThingsModel::Related;

constexpr std::int64_t kArchiveSeconds = 30 * 86400;

constexpr std::pair<std::string_view, Kind> kSets[] = {{"Things", Kind::Things},
                                                       {"Locations", Kind::Locations},
                                                       {"HistoricalLocations", Kind::HistoricalLocations},
                                                       {"Datastreams", Kind::Datastreams},
                                                       {"Sensors", Kind::Sensors},
                                                       {"ObservedProperties", Kind::ObservedProperties},
                                                       {"Observations", Kind::Observations},
                                                       {"FeaturesOfInterest", Kind::FeaturesOfInterest}};

std::vector<std::int64_t> count(std::size_t n)
{
    std::vector<std::int64_t> ids;
    for (std::size_t i = 1; i <= n; ++i)
        ids.push_back(static_cast<std::int64_t>(i));
    return ids;
}

Related one(Kind kind, std::int64_t id) { return {kind, true, {{kind, id}}}; }

Related many(Kind kind, const std::vector<std::int64_t>& ids)
{
    Related result{kind, false, {}};
    for (std::int64_t id : ids)
        result.refs.push_back({kind, id});
    return result;
}

std::vector<std::int64_t> channelIds(const Station& station)
{
    std::vector<std::int64_t> ids;
    for (const Station::Channel& channel : station.channels)
        ids.push_back(channel.id);
    return ids;
}

} // namespace

std::span<const std::pair<std::string_view, EntityKind>> entitySets() { return kSets; }

std::string_view setName(EntityKind kind)
{
    for (const auto& [name, k] : kSets)
        if (k == kind)
            return name;
    return {};
}

std::int64_t intervalSeconds(const Station& station) { return station.kind == "noise" ? 10 : 60; }

StationIndex::StationIndex()
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

std::int64_t StationIndex::propertyId(const std::string& name) const
{
    return std::find(properties.begin(), properties.end(), name) - properties.begin() + 1;
}

std::int64_t StationIndex::sensorId(const std::string& kind) const
{
    return std::find(kinds.begin(), kinds.end(), kind) - kinds.begin() + 1;
}

std::vector<std::int64_t> SensorThingsModel::idsOf(Kind kind) const
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

bool SensorThingsModel::exists(EntityRef ref) const
{
    if (ref.kind == Kind::Observations) {
        const auto found = m_index.channels.find(ref.id / kIdsPerDatastream);
        const std::int64_t second = ref.id % kIdsPerDatastream;
        return found != m_index.channels.end() && second % intervalSeconds(*found->second.first) == 0
            && second <= nowSeconds() && second > nowSeconds() - kArchiveSeconds;
    }
    const std::vector<std::int64_t> ids = idsOf(ref.kind);
    return std::find(ids.begin(), ids.end(), ref.id) != ids.end();
}

std::optional<Related> SensorThingsModel::related(EntityRef from, std::string_view name) const
{
    switch (from.kind) {
    case Kind::Things: {
        const Station& station = *m_index.stations.at(from.id);
        if (name == "Locations")
            return many(Kind::Locations, {from.id});
        if (name == "HistoricalLocations")
            return many(Kind::HistoricalLocations, {});
        if (name == "Datastreams")
            return many(Kind::Datastreams, channelIds(station));
        return std::nullopt;
    }
    case Kind::Locations:
        if (name == "Things")
            return many(Kind::Things, {from.id});
        if (name == "HistoricalLocations")
            return many(Kind::HistoricalLocations, {});
        return std::nullopt;
    case Kind::Datastreams: {
        const auto& [station, channel] = m_index.channels.at(from.id);
        if (name == "Thing")
            return one(Kind::Things, station->id);
        if (name == "Sensor")
            return one(Kind::Sensors, m_index.sensorId(station->kind));
        if (name == "ObservedProperty")
            return one(Kind::ObservedProperties, m_index.propertyId(channel->observedProperty));
        if (name == "Observations")
            return many(Kind::Observations, {});
        return std::nullopt;
    }
    case Kind::Sensors:
    case Kind::ObservedProperties: {
        if (name != "Datastreams")
            return std::nullopt;
        std::vector<std::int64_t> ids;
        for (std::int64_t id : m_index.channelIds) {
            const auto& [station, channel] = m_index.channels.at(id);
            if (from.kind == Kind::Sensors ? m_index.sensorId(station->kind) == from.id
                                           : m_index.propertyId(channel->observedProperty) == from.id)
                ids.push_back(id);
        }
        return many(Kind::Datastreams, ids);
    }
    case Kind::Observations:
        if (name == "Datastream")
            return one(Kind::Datastreams, from.id / kIdsPerDatastream);
        if (name == "FeatureOfInterest")
            return one(Kind::FeaturesOfInterest, m_index.channels.at(from.id / kIdsPerDatastream).first->id);
        return std::nullopt;
    case Kind::FeaturesOfInterest:
        if (name == "Observations")
            throw SensorThingsFailure{
                501, "observations by feature of interest are not offered; use Datastreams(id)/Observations"};
        return std::nullopt;
    case Kind::HistoricalLocations: break;
    }
    return std::nullopt;
}

std::int64_t SensorThingsModel::nowSeconds() const { return duration_cast<seconds>(m_now.time_since_epoch()).count(); }

std::int64_t SensorThingsModel::lastSecond(const Station& station) const
{
    const std::int64_t interval = intervalSeconds(station);
    return nowSeconds() / interval * interval;
}

std::int64_t SensorThingsModel::firstSecond(const Station& station) const
{
    return lastSecond(station) - kArchiveSeconds + intervalSeconds(station);
}

} // namespace guanjing::app
