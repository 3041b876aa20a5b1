#include "layers/live/HistoryRequest.h"

#include "geodata/core/TaskPool.h"
#include "layers/live/Notifier.h"
#include "layers/live/PageChain.h"
#include "layers/live/SensorThingsJson.h"

#include <algorithm>
#include <optional>

namespace guanjing::layers {
namespace {

/// What the chain's two callbacks share; written by one thread at a time, as pages follow each other.
struct Gathered {
    explicit Gathered(HistoryCallback done)
        : notifier([this, callback = std::move(done)] { callback(std::move(*result)); })
    { }
    std::vector<Observation> observations;
    std::optional<Result<std::vector<Observation>>> result;
    Notifier notifier;
};

class HistoryJob final : public HistoryHandle::Job {
public:
    HistoryJob(std::shared_ptr<Gathered> gathered, std::shared_ptr<PageChain> chain)
        : m_gathered(std::move(gathered)), m_chain(std::move(chain))
    { }
    ~HistoryJob() override
    {
        m_gathered->notifier.close();
        if (m_chain)
            m_chain->cancel();
    }
    HistoryJob(const HistoryJob&) = delete;
    HistoryJob& operator=(const HistoryJob&) = delete;

private:
    std::shared_ptr<Gathered> m_gathered;
    std::shared_ptr<PageChain> m_chain;
};

} // namespace

HistoryHandle startHistoryRequest(const LiveServices& services, const std::string& url, HistoryCallback done)
{
    auto gathered = std::make_shared<Gathered>(std::move(done));
    const Clock* clock = &services.clock;
    auto chain = std::make_shared<PageChain>(
        services.assets, services.tasks,
        [gathered, clock](const AssetResponse& response, const std::stop_token& stop) -> Result<std::string> {
            const auto now = std::chrono::floor<std::chrono::milliseconds>(clock->now());
            auto page = parseObservationsPage(*response.body, now, stop);
            if (!page)
                return fail(page.error());
            gathered->observations.insert(gathered->observations.end(), page->observations.begin(),
                                          page->observations.end());
            return std::move(page->nextLink);
        },
        [gathered](const Result<void>& outcome) {
            if (outcome) {
                auto& all = gathered->observations;
                std::stable_sort(all.begin(), all.end(),
                                 [](const Observation& a, const Observation& b) { return a.time < b.time; });
                all.erase(std::unique(all.begin(), all.end(),
                                      [](const Observation& a, const Observation& b) { return a.time == b.time; }),
                          all.end());
                gathered->result = std::move(all);
            } else {
                gathered->result = fail(outcome.error());
            }
            gathered->notifier.notify();
        });
    chain->start(url);
    return HistoryHandle(std::make_unique<HistoryJob>(std::move(gathered), std::move(chain)));
}

HistoryHandle failHistoryRequest(const LiveServices& services, Error error, HistoryCallback done)
{
    auto gathered = std::make_shared<Gathered>(std::move(done));
    gathered->result = fail(std::move(error));
    services.tasks.post([gathered] { gathered->notifier.notify(); });
    return HistoryHandle(std::make_unique<HistoryJob>(std::move(gathered), nullptr));
}

} // namespace guanjing::layers
