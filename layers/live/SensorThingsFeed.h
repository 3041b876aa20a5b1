#pragma once

#include "layers/live/ObservationFeed.h"
#include "layers/live/StationAssessment.h"

#include <functional>
#include <memory>

namespace guanjing::layers {

/// Polls a SensorThings 1.1 service over HTTP: all Things with their latest Observations, page by page, then again after
/// the poll interval. After a failure the pause doubles from one interval up to five minutes.
/// Source: OGC 18-088, SensorThings API part 1: Sensing 1.1.
class SensorThingsFeed final : public ObservationFeed {
public:
    SensorThingsFeed(LiveFeedOptions options, AssessmentRules rules, LiveServices services,
                     std::function<void()> changed);
    ~SensorThingsFeed() override;
    SensorThingsFeed(const SensorThingsFeed&) = delete;
    SensorThingsFeed& operator=(const SensorThingsFeed&) = delete;

    [[nodiscard]] std::shared_ptr<const ObservationSnapshot> snapshot() const override;
    void advance() override;
    [[nodiscard]] std::chrono::steady_clock::time_point nextDue() const override;
    void pollNow() override;
    [[nodiscard]] std::vector<Observation> recent(const std::string& datastreamId) const override;
    [[nodiscard]] HistoryHandle requestHistory(const std::string& stationId, const std::string& datastreamId,
                                               UtcTime from, UtcTime to, HistoryCallback done) override;

private:
    class Core;
    std::shared_ptr<Core> m_core; ///< tasks on their way hold it weakly
};

} // namespace guanjing::layers
