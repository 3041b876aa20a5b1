#pragma once

#include <chrono>

namespace guanjing {

/// Where time comes from; tests put their own in. Any thread.
class Clock {
public:
    virtual ~Clock() = default;
    /// Civil time, UTC.
    [[nodiscard]] virtual std::chrono::system_clock::time_point now() const = 0;
    /// Monotonic time for measuring and timeouts.
    [[nodiscard]] virtual std::chrono::steady_clock::time_point steadyNow() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] std::chrono::system_clock::time_point now() const override;
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override;
};

} // namespace guanjing
