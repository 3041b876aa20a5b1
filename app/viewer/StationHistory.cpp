#include "app/viewer/StationHistory.h"

#include "app/services/DataServices.h"
#include "app/services/ErrorText.h"
#include "layers/live/ObservationFeed.h"

#include <QCoreApplication>
#include <QPointer>

namespace guanjing::app {

/// A feed that is never advanced: it polls nothing and only answers for history.
struct StationHistory::Request {
    std::unique_ptr<layers::ObservationFeed> feed;
    layers::HistoryHandle handle; // goes before the feed
};

StationHistory::StationHistory(DataServices& services, QObject* parent) : QObject(parent), m_services(services) { }

StationHistory::~StationHistory() = default;

void StationHistory::cancel()
{
    ++m_generation;
    m_request.reset();
}

void StationHistory::fetch(const layers::LiveSourceSpec& source, const std::string& stationId,
                           const std::string& datastreamId)
{
    cancel();
    layers::LiveFeedOptions options;
    options.name = source.name;
    options.kind = source.kind;
    options.url = source.url;
    options.filter = source.filter;
    options.crs = source.crs;
    auto feed =
        layers::makeFeed(options, {m_services.assets(), m_services.tasks(), m_services.clock(), nullptr}, [] {});
    if (!feed) {
        emit failed(datastreamId, errorText(feed.error()));
        return;
    }
    m_request = std::make_unique<Request>();
    m_request->feed = std::move(*feed);
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(m_services.clock().now());
    QPointer<StationHistory> self(this);
    const int generation = m_generation;
    m_request->handle =
        m_request->feed->requestHistory(stationId, datastreamId, now - std::chrono::hours(24), now,
                                        [=](Result<std::vector<layers::Observation>> result) {
                                            QMetaObject::invokeMethod(
                                                qApp,
                                                [=, result = std::move(result)] {
                                                    StationHistory* history = self.data();
                                                    if (!history || generation != history->m_generation)
                                                        return;
                                                    if (result)
                                                        emit history->fetched(datastreamId, *result);
                                                    else
                                                        emit history->failed(datastreamId, errorText(result.error()));
                                                },
                                                Qt::QueuedConnection);
                                        });
}

} // namespace guanjing::app
