#pragma once

#include "geodata/core/Result.h"
#include "layers/live/ObservationSnapshot.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace guanjing::layers {

/// How a station's values become its state. From the source's "symbol" object:
/// {"staleSeconds": 7200, "thresholds": {"PM2.5": {"warning": 75, "alarm": 150}}}; other keys belong to others.
struct AssessmentRules {
    struct Thresholds {
        double warning = 0;
        double alarm = 0;
    };
    std::chrono::seconds staleAfter{7200};
    std::map<std::string, Thresholds>
        thresholds; ///< by observed property, in the datastream's unit; reached means raised
};

/// Empty text gives the defaults.
[[nodiscard]] Result<AssessmentRules> parseAssessmentRules(const std::string& symbolJson);

/// State of a station at an instant: Unknown without any value, Stale when the newest value is older than the rules
/// allow, else the worst of its datastreams. Without a threshold of the rules' own:
///  - air (HJ 633-2026, hourly rows, particles by the daily row): index above 100 warns, above 200 alarms;
///  - water (GB 3838-2002): class IV and V warn, worse than V alarms;
///  - noise (GB 3096-2008, area class 2, China time): above the limit warns, more than 10 dB above it alarms;
///  - anything else, or a unit that is not the standard's: Normal.
[[nodiscard]] StationState assessStation(const StationValue& station, const AssessmentRules& rules, UtcTime now);

/// Index of the datastream whose value makes the station warn or alarm, the first of the worst; -1 when none does.
[[nodiscard]] int causeOfState(const StationValue& station, const AssessmentRules& rules, UtcTime now);

/// Value above which a datastream would warn at an instant by the standards named above; nothing where none of them knows
/// it or where too little is bad as well (water). In the datastream's unit.
[[nodiscard]] std::optional<double> warningLimit(const DatastreamValue& stream, UtcTime at);

/// Time of the newest value, if there is one.
[[nodiscard]] std::optional<UtcTime> newestObservation(const StationValue& station);

/// "air", "water" or "noise" by what a station measures; empty when none of them.
[[nodiscard]] std::string stationKindByProperties(const StationValue& station);

} // namespace guanjing::layers
