#include "layers/live/SensorThingsFeed.h"

#include "geodata/core/Log.h"
#include "geodata/core/TaskPool.h"
#include "geodata/crs/ChinaOffset.h"
#include "geodata/net/Url.h"
#include "layers/live/FeedDriver.h"
#include "layers/live/HistoryRequest.h"
#include "layers/live/Notifier.h"
#include "layers/live/ObservationStore.h"
#include "layers/live/PageChain.h"
#include "layers/live/SensorThingsJson.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace guanjing::layers {
namespace {

using Steady = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

constexpr milliseconds kBetweenSnapshots{100};
constexpr milliseconds kShortestPoll{50};
constexpr std::chrono::minutes kLongestPause{5};
constexpr int kPollsUntilStale = 3;
constexpr std::size_t kHistoryLength = 96;

void toWgs84(StationValue& station, const std::string& crs)
{
    if (crs != "GCJ-02" && crs != "BD-09")
        return;
    const glm::dvec2 shown(station.lonDegrees, station.latDegrees);
    const glm::dvec2 real = crs == "GCJ-02" ? gcj02ToWgs84(shown) : bd09ToWgs84(shown);
    station.lonDegrees = real.x;
    station.latDegrees = real.y;
}

} // namespace

/// The feed without its handle. Worker and network threads reach it weakly; m_mutex guards all but what is atomic or has
/// a lock of its own.
class SensorThingsFeed::Core final : public FeedWork, public std::enable_shared_from_this<Core> {
public:
    Core(LiveFeedOptions options, AssessmentRules rules, LiveServices services, std::function<void()> changed)
        : m_options(std::move(options))
        , m_rules(std::move(rules))
        , m_services(services)
        , m_poll(
              std::max(std::chrono::duration_cast<milliseconds>(std::chrono::duration<double>(m_options.pollSeconds)),
                       kShortestPoll))
        , m_notifier(std::move(changed))
        , m_store(kHistoryLength)
        , m_nextPoll(services.clock.steadyNow())
        , m_nextDue(m_nextPoll)
    {
        auto first = std::make_shared<ObservationSnapshot>();
        first->sourceId = m_options.sourceId;
        first->sourceName = m_options.name;
        m_published = std::move(first);
    }

    /// Ends everything; afterwards `changed` is not called.
    void close()
    {
        std::shared_ptr<PageChain> chain;
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
            chain.swap(m_chain);
        }
        if (chain)
            chain->cancel();
        m_notifier.close();
    }

    std::shared_ptr<const ObservationSnapshot> snapshot() const
    {
        const std::lock_guard lock(m_publishedMutex);
        return m_published;
    }

    Steady nextDue() const override { return m_nextDue.load(); }

    void advance() override;

    void pollNow()
    {
        const std::lock_guard lock(m_mutex);
        m_nextPoll = m_services.clock.steadyNow();
        plan(m_nextPoll);
    }

    std::vector<Observation> recent(const std::string& datastreamId) const
    {
        const std::lock_guard lock(m_mutex);
        return m_store.history(datastreamId);
    }

    HistoryHandle requestHistory(const std::string& stationId, const std::string& datastreamId, UtcTime from,
                                 UtcTime to, HistoryCallback done)
    {
        std::string key;
        {
            const std::lock_guard lock(m_mutex);
            key = m_store.datastreamKey(stationId, datastreamId);
            if (key.empty() && !m_store.hasStation(stationId))
                key = entityKey(datastreamId); // not polled yet: the server knows
        }
        if (!key.empty())
            return startHistoryRequest(m_services, observationsUrl(m_options.url, key, from, to), std::move(done));
        Error unknown{ErrorCode::BadReference, redactUrl(m_options.url),
                      "station " + stationId + " has no datastream " + datastreamId};
        return failHistoryRequest(m_services, std::move(unknown), std::move(done));
    }

private:
    std::shared_ptr<PageChain> makePoll(Steady now);
    Result<std::string> takePage(const AssetResponse& response, const std::stop_token& stop);
    void pollEnded(const Result<void>& outcome);
    [[nodiscard]] FeedState stateAt(Steady now) const;
    bool publishIfDue(Steady now);
    void plan(Steady now);

    const LiveFeedOptions m_options;
    const AssessmentRules m_rules;
    const LiveServices m_services;
    const milliseconds m_poll;
    Notifier m_notifier;

    mutable std::mutex m_publishedMutex;
    std::shared_ptr<const ObservationSnapshot> m_published;

    mutable std::mutex m_mutex;
    bool m_closed = false;
    ObservationStore m_store;
    std::shared_ptr<PageChain> m_chain; ///< of the poll under way
    Defects m_defects; ///< of the poll under way
    Defects m_lastDefects;
    Steady m_pollStarted{};
    Steady m_nextPoll;
    int m_failures = 0; ///< in a row
    std::optional<Error> m_lastError;
    std::optional<Steady> m_lastLife; ///< of the last page once a poll has succeeded
    UtcTime m_lastSuccess{};
    bool m_isDirty = false;
    std::optional<Steady> m_lastPublished;
    FeedState m_publishedState = FeedState::Connecting;
    std::optional<Steady> m_nextStationStale;
    std::atomic<Steady> m_nextDue;
};

void SensorThingsFeed::Core::advance()
{
    std::shared_ptr<PageChain> starting;
    bool isNews = false;
    {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        if (!lock.owns_lock() || m_closed) // a worker that merges will publish
            return;
        const Steady now = m_services.clock.steadyNow();
        if (!m_chain && now >= m_nextPoll)
            starting = makePoll(now);
        isNews = publishIfDue(now);
        plan(now);
    }
    if (starting)
        starting->start(thingsUrl(m_options.url, m_options.filter));
    if (isNews)
        m_notifier.notify();
}

std::shared_ptr<PageChain> SensorThingsFeed::Core::makePoll(Steady now)
{
    m_pollStarted = now;
    m_defects = {};
    m_store.beginRound();
    m_chain = std::make_shared<PageChain>(
        m_services.assets, m_services.tasks,
        [weak = weak_from_this()](const AssetResponse& response, const std::stop_token& stop) -> Result<std::string> {
            const auto self = weak.lock();
            return self ? self->takePage(response, stop) : fail(ErrorCode::Cancelled, "", "");
        },
        [weak = weak_from_this()](const Result<void>& outcome) {
            if (const auto self = weak.lock())
                self->pollEnded(outcome);
        });
    return m_chain;
}

Result<std::string> SensorThingsFeed::Core::takePage(const AssetResponse& response, const std::stop_token& stop)
{
    const auto civilNow = std::chrono::floor<milliseconds>(m_services.clock.now());
    auto page = parseThingsPage(*response.body, civilNow, stop);
    if (!page)
        return fail(page.error());
    for (ParsedThing& thing : page->things) {
        toWgs84(thing.station, m_options.crs);
        if (thing.station.kind.empty())
            thing.station.kind = stationKindByProperties(thing.station);
    }
    bool isNews = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return fail(ErrorCode::Cancelled, "", "");
        for (ParsedThing& thing : page->things) {
            const std::string id = thing.station.id;
            if (!m_store.merge(std::move(thing)))
                page->defects.add("Thing " + id + ": stands twice");
        }
        m_defects.add(page->defects);
        const Steady now = m_services.clock.steadyNow();
        if (m_lastLife)
            m_lastLife = now;
        m_isDirty = true;
        // The end of a poll publishes by itself; a last page would only be shown twice.
        isNews = !page->nextLink.empty() && publishIfDue(now);
        plan(now);
    }
    if (isNews)
        m_notifier.notify();
    return std::move(page->nextLink);
}

void SensorThingsFeed::Core::pollEnded(const Result<void>& outcome)
{
    std::shared_ptr<PageChain> ended; // goes outside the lock
    bool isNews = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return;
        ended.swap(m_chain);
        const Steady now = m_services.clock.steadyNow();
        if (outcome) {
            m_store.endRound();
            m_failures = 0;
            m_lastError.reset();
            m_lastLife = now;
            m_lastSuccess = std::chrono::floor<milliseconds>(m_services.clock.now());
            m_lastDefects = std::move(m_defects);
            m_nextPoll = std::max(now, m_pollStarted + m_poll);
        } else {
            constexpr int kMostDoublings = 20;
            const auto pause = m_poll * (1LL << std::min(m_failures, kMostDoublings));
            m_nextPoll = now + std::min<milliseconds>(pause, std::max<milliseconds>(m_poll, kLongestPause));
            ++m_failures;
            m_lastError = outcome.error();
        }
        m_isDirty = true;
        isNews = publishIfDue(now);
        plan(now);
    }
    if (!outcome)
        log(LogLevel::Info, "layers.live", outcome.error().toString());
    if (isNews)
        m_notifier.notify();
}

FeedState SensorThingsFeed::Core::stateAt(Steady now) const
{
    if (m_failures > 0)
        return FeedState::Disconnected;
    if (!m_lastLife)
        return FeedState::Connecting;
    return now - *m_lastLife >= kPollsUntilStale * m_poll ? FeedState::Stale : FeedState::Live;
}

bool SensorThingsFeed::Core::publishIfDue(Steady now)
{
    const FeedState state = stateAt(now);
    m_isDirty = m_isDirty || state != m_publishedState || (m_nextStationStale && now >= *m_nextStationStale);
    if (!m_isDirty || (m_lastPublished && now - *m_lastPublished < kBetweenSnapshots))
        return false;
    auto next = std::make_shared<ObservationSnapshot>();
    next->sourceId = m_options.sourceId;
    next->sourceName = m_options.name;
    next->revision = m_published->revision + 1; // only written under m_mutex
    next->state = state;
    next->lastError = m_lastError;
    next->issues = m_lastDefects.first;
    next->issueCount = m_lastDefects.count;
    next->lastSuccess = m_lastSuccess;
    next->stations = m_store.stations();

    const auto civilNow = std::chrono::floor<milliseconds>(m_services.clock.now());
    m_nextStationStale.reset();
    for (StationValue& station : next->stations) {
        station.state = assessStation(station, m_rules, civilNow);
        station.cause = causeOfState(station, m_rules, civilNow);
        if (station.state == StationState::Stale || station.state == StationState::Unknown)
            continue;
        const auto age = civilNow - *newestObservation(station);
        const Steady stale = now + (m_rules.staleAfter - age) + milliseconds(1);
        m_nextStationStale = m_nextStationStale ? std::min(*m_nextStationStale, stale) : stale;
        if (state == FeedState::Disconnected)
            station.state = StationState::Stale;
    }
    m_isDirty = false;
    m_lastPublished = now;
    m_publishedState = state;
    const std::lock_guard lock(m_publishedMutex);
    m_published = std::move(next);
    return true;
}

void SensorThingsFeed::Core::plan(Steady now)
{
    Steady due = now + std::chrono::hours(1);
    if (!m_chain)
        due = std::min(due, m_nextPoll);
    if (m_isDirty && m_lastPublished)
        due = std::min(due, *m_lastPublished + kBetweenSnapshots);
    if (m_publishedState == FeedState::Live && m_lastLife)
        due = std::min(due, *m_lastLife + kPollsUntilStale * m_poll);
    if (m_nextStationStale)
        due = std::min(due, *m_nextStationStale);
    m_nextDue.store(due);
}

SensorThingsFeed::SensorThingsFeed(LiveFeedOptions options, AssessmentRules rules, LiveServices services,
                                   std::function<void()> changed)
    : m_core(std::make_shared<Core>(std::move(options), std::move(rules), services, std::move(changed)))
{
    if (services.driver != nullptr)
        services.driver->add(m_core);
}

SensorThingsFeed::~SensorThingsFeed() { m_core->close(); }

std::shared_ptr<const ObservationSnapshot> SensorThingsFeed::snapshot() const { return m_core->snapshot(); }
void SensorThingsFeed::advance() { m_core->advance(); }
void SensorThingsFeed::pollNow() { m_core->pollNow(); }
std::chrono::steady_clock::time_point SensorThingsFeed::nextDue() const { return m_core->nextDue(); }

std::vector<Observation> SensorThingsFeed::recent(const std::string& datastreamId) const
{
    return m_core->recent(datastreamId);
}

HistoryHandle SensorThingsFeed::requestHistory(const std::string& stationId, const std::string& datastreamId,
                                               UtcTime from, UtcTime to, HistoryCallback done)
{
    return m_core->requestHistory(stationId, datastreamId, from, to, std::move(done));
}

} // namespace guanjing::layers
