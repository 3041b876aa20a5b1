#pragma once

#include "geodata/net/AssetAccessor.h"

#include <chrono>
#include <cstdint>
#include <set>
#include <string>

namespace guanjing::app {

/// Says on standard error which requests have had no byte for long, while they wait: of each server the first in full,
/// and at the end how many more there were. One thread.
class SilentRequests {
public:
    explicit SilentRequests(AssetAccessor& assets) : m_assets(assets) { }
    ~SilentRequests();
    SilentRequests(const SilentRequests&) = delete;
    SilentRequests& operator=(const SilentRequests&) = delete;

    /// Cheap: looks twice a second.
    void look();
    [[nodiscard]] bool hasTold(const std::string& url) const { return m_told.contains(url); }

private:
    AssetAccessor& m_assets;
    std::chrono::steady_clock::time_point m_next{};
    std::set<std::string> m_told, m_servers;
    std::uint64_t m_more = 0;
};

/// For a single URL: "still waiting for URL", once each.
class StillWaiting {
public:
    void tell(const std::string& url);

private:
    std::set<std::string> m_told;
};

} // namespace guanjing::app
