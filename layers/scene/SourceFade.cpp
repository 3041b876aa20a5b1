#include "layers/scene/SourceFade.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace guanjing::layers {

namespace {

/// In the first half what is new comes, in the second what is old goes.
constexpr double kFadeSeconds = 0.7;
/// What is not there by then comes while it is looked at.
constexpr double kLongestWaitSeconds = 8.0;

double secondsBetween(SourceFade::Time from, SourceFade::Time to)
{
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

void SourceFade::setHidden(Ids hidden, bool fades)
{
    for (const std::uint32_t id : std::exchange(m_new, {})) {
        if (hidden.count(id) == 0)
            continue;
        m_hidden.insert(id);
        if (m_next)
            m_next->insert(id);
    }
    if (!m_isFirst && hidden == this->hidden()) {
        makeShares(0.0);
        return;
    }
    if (std::exchange(m_isFirst, false) || !fades) {
        m_hidden = std::move(hidden);
        m_next.reset();
        makeShares(0.0);
        return;
    }
    // What stands now is what the next change begins with.
    if (m_next && m_fadeStart)
        m_hidden = std::move(*m_next);
    m_next.reset();
    m_waitStart.reset();
    m_fadeStart.reset();
    m_hasAsked = false;
    if (hidden != m_hidden)
        m_next = std::move(hidden);
    makeShares(0.0);
}

void SourceFade::setKnown(const Ids& known)
{
    m_new.clear();
    std::set_difference(known.begin(), known.end(), m_known.begin(), m_known.end(), std::inserter(m_new, m_new.end()));
    m_known = known;
    const auto isGone = [&](std::uint32_t id) { return known.count(id) == 0; };
    std::erase_if(m_hidden, isGone);
    if (m_next)
        std::erase_if(*m_next, isGone);
    makeShares(0.0);
}

std::shared_ptr<const SourceShares> SourceFade::advance(Time now, const std::function<bool(std::uint32_t)>& isReady)
{
    if (!m_next)
        return m_shares;
    if (!m_fadeStart) {
        if (!m_waitStart)
            m_waitStart = now;
        const bool isThere = std::all_of(m_hidden.begin(), m_hidden.end(),
                                         [&](std::uint32_t id) { return m_next->count(id) > 0 || isReady(id); });
        // Readiness is that of the last frame, which must have asked for it.
        if ((m_hasAsked && isThere) || secondsBetween(*m_waitStart, now) > kLongestWaitSeconds)
            m_fadeStart = now;
        m_hasAsked = true;
        if (!m_fadeStart)
            return m_shares;
    }
    const double progress = secondsBetween(*m_fadeStart, now) / kFadeSeconds;
    if (progress >= 1.0) {
        m_hidden = std::move(*m_next);
        m_next.reset();
        m_fadeStart.reset();
        m_waitStart.reset();
        makeShares(0.0);
        return m_shares;
    }
    makeShares(progress);
    return m_shares;
}

void SourceFade::makeShares(double progress)
{
    std::vector<SourceShare> shares;
    for (const std::uint32_t id : m_hidden) {
        if (!m_next || m_next->count(id) > 0)
            shares.push_back({id, 0.0f, false});
        else
            shares.push_back({id, static_cast<float>(std::clamp(2.0 * progress, 0.0, 1.0)), true});
    }
    if (m_next) {
        for (const std::uint32_t id : *m_next)
            if (m_hidden.count(id) == 0)
                shares.push_back({id, static_cast<float>(std::clamp(2.0 - 2.0 * progress, 0.0, 1.0)), true});
    }
    m_shares = shares.empty() ? nullptr : std::make_shared<const SourceShares>(std::move(shares));
}

} // namespace guanjing::layers
