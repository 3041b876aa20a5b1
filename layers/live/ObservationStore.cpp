#include "layers/live/ObservationStore.h"

#include <algorithm>
#include <utility>

namespace guanjing::layers {

bool ObservationStore::merge(ParsedThing thing)
{
    const auto [found, isNew] = m_index.emplace(thing.station.id, m_stations.size());
    const std::size_t at = found->second;
    if (!isNew && m_seenInRound[at] == m_round)
        return false;
    const StationValue* held = isNew ? nullptr : &m_stations[at];
    for (std::size_t i = 0; i < thing.station.datastreams.size(); ++i) {
        DatastreamValue& incoming = thing.station.datastreams[i];
        const std::optional<Observation> before = incoming.latest;
        keepNewer(incoming, held);
        Stream& stream = m_streams[incoming.id];
        stream.key = std::move(thing.datastreamKeys[i]);
        stream.station = thing.station.id;
        const bool taken = before && incoming.latest && before->time == incoming.latest->time;
        const bool known = !stream.history.empty() && incoming.latest
            && stream.history[(stream.oldest + stream.history.size() - 1) % stream.history.size()].time
                >= incoming.latest->time;
        if (taken && !known)
            remember(stream, *incoming.latest);
    }
    if (isNew) {
        m_stations.push_back(std::move(thing.station));
        m_seenInRound.push_back(m_round);
    } else {
        m_stations[at] = std::move(thing.station);
        m_seenInRound[at] = m_round;
    }
    return true;
}

void ObservationStore::keepNewer(DatastreamValue& incoming, const StationValue* held)
{
    if (held == nullptr)
        return;
    const auto before = std::find_if(held->datastreams.begin(), held->datastreams.end(),
                                     [&](const DatastreamValue& stream) { return stream.id == incoming.id; });
    if (before == held->datastreams.end() || !before->latest)
        return;
    if (incoming.latest && incoming.latest->time > before->latest->time)
        return;
    if (incoming.latest)
        ++(incoming.latest->time == before->latest->time ? m_duplicates : m_late);
    incoming.latest = before->latest;
}

void ObservationStore::remember(Stream& stream, const Observation& observation) const
{
    if (stream.history.size() < m_historyLength) {
        stream.history.push_back(observation);
        return;
    }
    stream.history[stream.oldest] = observation;
    stream.oldest = (stream.oldest + 1) % m_historyLength;
}

void ObservationStore::endRound()
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        if (m_seenInRound[i] != m_round)
            continue;
        if (kept != i) {
            m_stations[kept] = std::move(m_stations[i]);
            m_seenInRound[kept] = m_seenInRound[i];
        }
        ++kept;
    }
    if (kept == m_stations.size())
        return;
    m_stations.resize(kept);
    m_seenInRound.resize(kept);
    m_index.clear();
    for (std::size_t i = 0; i < kept; ++i)
        m_index.emplace(m_stations[i].id, i);
    std::erase_if(m_streams, [this](const auto& entry) { return !m_index.contains(entry.second.station); });
}

std::vector<Observation> ObservationStore::history(const std::string& datastreamId) const
{
    const auto found = m_streams.find(datastreamId);
    if (found == m_streams.end())
        return {};
    const Stream& stream = found->second;
    std::vector<Observation> sorted(stream.history);
    std::rotate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(stream.oldest), sorted.end());
    return sorted;
}

std::string ObservationStore::datastreamKey(const std::string& stationId, const std::string& datastreamId) const
{
    const auto found = m_streams.find(datastreamId);
    return found == m_streams.end() || found->second.station != stationId ? std::string() : found->second.key;
}

} // namespace guanjing::layers
