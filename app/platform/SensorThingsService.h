#pragma once

#include "app/platform/ODataQuery.h"

#include <memory>
#include <string>
#include <string_view>

namespace guanjing::app {

struct StationIndex;

/// Read-only OGC SensorThings API 1.1 (18-088) over the demo city's stations. Observations are not stored: the archive of the
/// last 30 days is a function of time. Stateless, any thread.
class SensorThingsService {
public:
    struct Answer {
        int status = 200;
        std::string body; ///< JSON, errors too
    };

    SensorThingsService();
    ~SensorThingsService();

    /// `path` below the service root ("", "/Things", "/Datastreams(11)/Observations"), percent-decoded; `query` still
    /// encoded; `root` absolute without a slash at the end.
    [[nodiscard]] Answer get(std::string_view path, std::string_view query, const std::string& root, UtcTime now) const;

private:
    std::unique_ptr<const StationIndex> m_index;
};

} // namespace guanjing::app
