#pragma once

#include "layers/tiling/SourceShares.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>

namespace guanjing::layers {

/// What one view shows of the sources, and how it comes from one choice to the next: what is new is loaded while the old is
/// still shown; then it dissolves in over the old, and what is no longer shown dissolves out. So nothing is uncovered
/// meanwhile. GUI thread.
class SourceFade {
public:
    using Ids = std::set<std::uint32_t>;
    using Time = std::chrono::steady_clock::time_point;

    /// Sources that the view does not show. The first choice, and every one without fades, holds at once.
    void setHidden(Ids hidden, bool fades);
    /// The sources that there are, before setHidden(): forgets those that are no more. What comes into the scene hidden was
    /// never shown, so that nothing dissolves for it.
    void setKnown(const Ids& known);
    /// Once a frame: the shares to select and draw with; null where everything is shown as it is. `isReady` tells whether
    /// all is there that was asked for of a source.
    [[nodiscard]] std::shared_ptr<const SourceShares> advance(Time now,
                                                              const std::function<bool(std::uint32_t)>& isReady);
    /// Something waits or dissolves.
    [[nodiscard]] bool isBusy() const { return m_next.has_value(); }
    /// Something dissolves, so that the next frame looks different.
    [[nodiscard]] bool isFading() const { return m_next.has_value() && m_fadeStart.has_value(); }
    [[nodiscard]] const Ids& hidden() const { return m_next ? *m_next : m_hidden; }

private:
    void makeShares(double progress);

    Ids m_known, m_new; ///< there are; have come since the last choice
    Ids m_hidden; ///< as drawn before anything dissolves
    std::optional<Ids> m_next; ///< on the way to
    std::optional<Time> m_waitStart, m_fadeStart;
    bool m_isFirst = true, m_hasAsked = false;
    std::shared_ptr<const SourceShares> m_shares;
};

} // namespace guanjing::layers
