#pragma once

#include "layers/live/ObservationSnapshot.h"
#include "layers/live/SensorThingsJson.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace guanjing::layers {

/// Stations of one source with their latest values and a bounded history each. A poll is a round: beginRound, merge for
/// every thing, endRound. A station that a whole round did not name is gone; an observation not newer than the one held
/// is dropped. Not thread-safe; the feed guards it.
class ObservationStore {
public:
    explicit ObservationStore(std::size_t historyLength) : m_historyLength(historyLength) { }

    void beginRound() { ++m_round; }
    /// False when the round has named this station before; the first one holds.
    bool merge(ParsedThing thing);
    void endRound();

    /// In the order in which the server first named them.
    [[nodiscard]] const std::vector<StationValue>& stations() const { return m_stations; }
    /// Sorted by time.
    [[nodiscard]] std::vector<Observation> history(const std::string& datastreamId) const;
    [[nodiscard]] bool hasStation(const std::string& stationId) const { return m_index.contains(stationId); }
    /// The datastream's id as it stands in a URL; empty when unknown or not the station's.
    [[nodiscard]] std::string datastreamKey(const std::string& stationId, const std::string& datastreamId) const;
    [[nodiscard]] std::uint64_t duplicateCount() const { return m_duplicates; }
    [[nodiscard]] std::uint64_t lateCount() const { return m_late; }

private:
    struct Stream {
        std::string key;
        std::string station;
        std::vector<Observation> history; ///< a ring once it is full
        std::size_t oldest = 0;
    };
    void remember(Stream& stream, const Observation& observation) const;
    void keepNewer(DatastreamValue& incoming, const StationValue* held);

    std::size_t m_historyLength;
    std::uint64_t m_round = 0;
    std::uint64_t m_duplicates = 0, m_late = 0;
    std::vector<StationValue> m_stations;
    std::vector<std::uint64_t> m_seenInRound; ///< in step with m_stations
    std::unordered_map<std::string, std::size_t> m_index;
    std::unordered_map<std::string, Stream> m_streams;
};

} // namespace guanjing::layers
