#pragma once

#include "geodata/core/Error.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace guanjing::layers {

using UtcTime = std::chrono::sys_time<std::chrono::milliseconds>;

struct Observation {
    UtcTime time{};
    double value = 0;
};

enum class StationState { Normal, Warning, Alarm, Stale, Unknown };

/// One datastream of a station: one observed property with its unit and its latest value.
struct DatastreamValue {
    std::string id;
    std::string observedProperty; ///< "PM2.5"
    std::string unit; ///< symbol, "ug/m3"
    std::optional<Observation> latest;
};

/// One thing with its place, as a marker shows it.
struct StationValue {
    std::string id; ///< unique within the source
    std::string name;
    std::string kind; ///< properties.kind of the thing: "air", "water", "noise" …
    double lonDegrees = 0, latDegrees = 0, heightMeters = 0;
    StationState state = StationState::Unknown;
    std::vector<DatastreamValue> datastreams;
    std::string nameEn; ///< properties.nameEn of the thing; may be empty
    int cause = -1; ///< index of the datastream that made it warn or alarm; -1 for none
    [[nodiscard]] const std::string& nameIn(bool english) const { return english && !nameEn.empty() ? nameEn : name; }
};

enum class FeedState { Connecting, Live, Stale, Disconnected };

/// Immutable state of one live source at one moment; published by the store, shared between threads.
struct ObservationSnapshot {
    std::uint32_t sourceId = 0;
    std::string sourceName;
    std::uint64_t revision = 0; ///< grows with every change
    FeedState state = FeedState::Connecting;
    std::optional<Error> lastError;
    std::vector<std::string> issues; ///< of the last complete poll: what was skipped and why, the first 20
    std::uint64_t issueCount = 0; ///< all of them
    UtcTime lastSuccess{};
    std::vector<StationValue> stations; ///< in a stable order
};

} // namespace guanjing::layers
