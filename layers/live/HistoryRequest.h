#pragma once

#include "layers/live/ObservationFeed.h"

namespace guanjing::layers {

/// Fetches the Observations of one datastream, all pages, sorted and without repeats. `url` as observationsUrl makes it.
[[nodiscard]] HistoryHandle startHistoryRequest(const LiveServices& services, const std::string& url,
                                                HistoryCallback done);

/// A request that ends with an error, on the task pool like any other.
[[nodiscard]] HistoryHandle failHistoryRequest(const LiveServices& services, Error error, HistoryCallback done);

} // namespace guanjing::layers
