#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "layers/live/ObservationSnapshot.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::layers {

/// What a page held that was skipped; the first few are kept word for word.
struct Defects {
    static constexpr std::size_t kKept = 20;
    std::vector<std::string> first;
    std::uint64_t count = 0;
    void add(std::string defect);
    void add(const Defects& others);
};

/// A Thing with its Location and Datastreams, checked; `state` is not set.
struct ParsedThing {
    StationValue station;
    /// In step with station.datastreams: the id as it stands in a URL, 5 or 'abc'.
    std::vector<std::string> datastreamKeys;
};

struct ThingsPage {
    std::vector<ParsedThing> things;
    std::string nextLink; ///< as written, empty on the last page
    Defects defects;
};

/// Reads a page of Things with Locations, Datastreams, ObservedProperty and the latest Observation expanded. A Thing that
/// cannot be placed is skipped, a bad datastream or observation is left out, each with a line in `defects`; only a
/// document that is no such page fails (BadJson, BadValue). `now` tells observations of the future. Any thread;
/// Cancelled once `stop` is set. Source: OGC 18-088 (SensorThings 1.1), 9.3 and 8.
[[nodiscard]] Result<ThingsPage> parseThingsPage(ByteView body, UtcTime now, const std::stop_token& stop);

struct ObservationsPage {
    std::vector<Observation> observations;
    std::string nextLink;
    Defects defects;
};

[[nodiscard]] Result<ObservationsPage> parseObservationsPage(ByteView body, UtcTime now, const std::stop_token& stop);

/// An id as it stands in a URL where only its text is known: digits are a number, all else a quoted text.
[[nodiscard]] std::string entityKey(std::string_view id);
/// URL of the first page of Things. `base` may end in a slash and may carry a query, which stays.
[[nodiscard]] std::string thingsUrl(std::string_view base, std::string_view filter);
/// `key` as in ParsedThing::datastreamKeys.
[[nodiscard]] std::string observationsUrl(std::string_view base, std::string_view key, UtcTime from, UtcTime to);

} // namespace guanjing::layers
