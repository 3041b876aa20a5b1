#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace guanjing::layers {

/// How much of a source a view shows.
struct SourceShare {
    std::uint32_t source = 0; ///< id of a tree or an imagery layer
    float share = 1.0f; ///< 1 as it is, 0 nothing; between them it dissolves
    bool isLoaded = true; ///< what the view needs of it is asked for, shown or not
};

/// What a view shows otherwise than the scene says: its own dates and layers, and what is on its way between two dates.
/// Sources that it does not name are shown as they are. Immutable; any thread.
class SourceShares {
public:
    explicit SourceShares(std::vector<SourceShare> shares) : m_shares(std::move(shares))
    {
        for (SourceShare& share : m_shares)
            share.share = share.isLoaded ? share.share : 0.0f;
        std::sort(m_shares.begin(), m_shares.end(), [](auto& a, auto& b) { return a.source < b.source; });
    }
    [[nodiscard]] SourceShare of(std::uint32_t source) const
    {
        const auto found =
            std::lower_bound(m_shares.begin(), m_shares.end(), source,
                             [](const SourceShare& share, std::uint32_t id) { return share.source < id; });
        return found != m_shares.end() && found->source == source ? *found : SourceShare{source};
    }
    [[nodiscard]] std::span<const SourceShare> all() const { return m_shares; }

private:
    std::vector<SourceShare> m_shares; ///< by source
};

} // namespace guanjing::layers
