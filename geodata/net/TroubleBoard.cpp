#include "geodata/net/TroubleBoard.h"

#include "geodata/net/Url.h"

#include <algorithm>
#include <utility>

namespace guanjing {

std::shared_ptr<TroubleBoard::Line> TroubleBoard::begin(const std::string& url)
{
    auto line = std::make_shared<Line>();
    line->m_url = url;
    line->m_origin = originOf(url);
    const std::lock_guard lock(m_mutex);
    m_lines.push_back(line);
    return line;
}

void TroubleBoard::end(const std::shared_ptr<Line>& line)
{
    const std::lock_guard lock(m_mutex);
    std::erase(m_lines, line);
}

void TroubleBoard::failed(const std::string& url, Error error)
{
    const std::lock_guard lock(m_mutex);
    const auto [known, isNew] = m_failed.try_emplace(originOf(url), error);
    // Whose connections are all taken by silent requests can be reached, and says nothing: that stays true.
    if (!isNew && !(known->second.reason == ErrorReason::Stalled && error.reason == ErrorReason::ConnectTimeout))
        known->second = std::move(error);
}

void TroubleBoard::answered(const std::string& url)
{
    const std::string origin = originOf(url);
    const std::lock_guard lock(m_mutex);
    m_failed.erase(origin);
    m_answered.insert_or_assign(origin, Steady::now());
}

NetworkTroubles TroubleBoard::report() const
{
    NetworkTroubles report;
    const std::lock_guard lock(m_mutex);
    for (const auto& [origin, error] : m_failed)
        report.servers.push_back({origin, error});
    const Steady::time_point now = Steady::now();
    for (const auto& line : m_lines) {
        const Steady::time_point since = line->m_lastByte.load(std::memory_order_relaxed);
        if (now - since < m_silentAfter)
            continue;
        const auto waited = std::chrono::duration_cast<std::chrono::seconds>(now - since).count();
        report.silent.push_back({redactUrl(line->m_url), static_cast<int>(waited)});
        const auto answered = m_answered.find(line->m_origin);
        const bool hasAnswered = answered != m_answered.end() && answered->second > since;
        const bool isHeard = hasAnswered || std::any_of(m_lines.begin(), m_lines.end(), [&](const auto& other) {
                                 return other->m_origin == line->m_origin
                                     && other->m_hasByte.load(std::memory_order_relaxed)
                                     && other->m_lastByte.load(std::memory_order_relaxed) > since;
                             });
        const bool isKnown =
            std::any_of(report.servers.begin(), report.servers.end(),
                        [&](const NetworkTroubles::Server& server) { return server.origin == line->m_origin; });
        if (!isHeard && !isKnown)
            report.servers.push_back({line->m_origin,
                                      {ErrorCode::Timeout, redactUrl(line->m_url),
                                       "no byte for " + std::to_string(waited) + " s", ErrorReason::Stalled, waited}});
    }
    return report;
}

} // namespace guanjing
