#pragma once

#include "layers/live/FeedDriver.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <utility>

namespace guanjing::layers {

/// Wakes whoever draws when contents expire while nothing moves.
class ExpiryAlarm final : public FeedWork {
public:
    explicit ExpiryAlarm(std::function<void()> ring) : m_ring(std::move(ring)) { }
    /// True when it rings earlier than before.
    bool set(std::chrono::steady_clock::time_point at)
    {
        return at.time_since_epoch() < m_at.exchange(at.time_since_epoch());
    }
    void advance() override
    {
        m_at = kNever;
        if (m_ring)
            m_ring();
    }
    [[nodiscard]] std::chrono::steady_clock::time_point nextDue() const override
    {
        return std::chrono::steady_clock::time_point(m_at.load());
    }

private:
    static constexpr auto kNever = std::chrono::steady_clock::duration(std::chrono::hours(24 * 365 * 100));
    std::function<void()> m_ring;
    std::atomic<std::chrono::steady_clock::duration> m_at{kNever};
};

} // namespace guanjing::layers
