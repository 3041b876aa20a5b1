#pragma once

#include "app/platform/ODataQuery.h"
#include "geodata/democity/Demo.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace guanjing::app {

/// Entity types of OGC SensorThings API 1.1 (18-088, 8.2).
enum class EntityKind {
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
    EntityKind kind = EntityKind::Things;
    std::int64_t id = 0;
};

/// Ends a request; thrown below SensorThingsService and caught there.
struct SensorThingsFailure {
    int status;
    std::string message;
};

constexpr std::int64_t kIdsPerDatastream = 10'000'000'000; ///< ids of observations: datastream, then UNIX seconds

/// Names of the entity sets in the order in which the service root lists them.
[[nodiscard]] std::span<const std::pair<std::string_view, EntityKind>> entitySets();
[[nodiscard]] std::string_view setName(EntityKind kind);
[[nodiscard]] std::int64_t intervalSeconds(const democity::Station& station);

/// The demo city's stations by the ids of the protocol. Immutable, any thread.
struct StationIndex {
    using Channel = std::pair<const democity::Station*, const democity::Station::Channel*>;

    std::unordered_map<std::int64_t, const democity::Station*> stations;
    std::unordered_map<std::int64_t, Channel> channels;
    std::vector<std::int64_t> stationIds, channelIds;
    std::vector<std::string> properties; ///< observed properties, id = index + 1
    std::vector<std::string> kinds; ///< sensors by kind of station, id = index + 1

    StationIndex();
    [[nodiscard]] std::int64_t propertyId(const std::string& name) const;
    [[nodiscard]] std::int64_t sensorId(const std::string& kind) const;
};

/// Which entities exist at a moment and how they hang together. Borrows `index`; any thread.
class SensorThingsModel {
public:
    struct Related {
        EntityKind kind = EntityKind::Things;
        bool single = false; ///< the name is one of a to-one relation
        std::vector<EntityRef> refs; ///< empty for observations, which are never listed one by one
    };

    SensorThingsModel(const StationIndex& index, UtcTime now)
        : m_index(index), m_now(std::chrono::floor<std::chrono::seconds>(now))
    { }

    [[nodiscard]] const StationIndex& index() const { return m_index; }
    /// Ids of a set; none for observations.
    [[nodiscard]] std::vector<std::int64_t> idsOf(EntityKind kind) const;
    [[nodiscard]] bool exists(EntityRef ref) const;
    /// The entities behind a navigation property; nothing where `from` has none of that name. Throws SensorThingsFailure
    /// for a relation that is not offered.
    [[nodiscard]] std::optional<Related> related(EntityRef from, std::string_view name) const;

    /// The station and the channel of a datastream.
    [[nodiscard]] const StationIndex::Channel& channel(std::int64_t datastream) const
    {
        return m_index.channels.at(datastream);
    }
    /// UNIX seconds of the oldest and of the newest observation of the archive.
    [[nodiscard]] std::int64_t firstSecond(const democity::Station& station) const;
    [[nodiscard]] std::int64_t lastSecond(const democity::Station& station) const;

private:
    [[nodiscard]] std::int64_t nowSeconds() const;

    const StationIndex& m_index;
    UtcTime m_now;
};

} // namespace guanjing::app
