#pragma once

#include "geodata/core/Clock.h"

#include <atomic>

namespace guanjing::test {

/// A clock that stands until it is moved; starts at 2026-06-01T00:00:00Z. Any thread.
class FakeClock final : public Clock {
public:
    [[nodiscard]] std::chrono::system_clock::time_point now() const override
    {
        return std::chrono::system_clock::time_point(std::chrono::seconds(1'780'272'000)) + offset();
    }
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override
    {
        return std::chrono::steady_clock::time_point(offset());
    }
    void advance(std::chrono::milliseconds by) { m_offsetMs += by.count(); }

private:
    [[nodiscard]] std::chrono::milliseconds offset() const { return std::chrono::milliseconds(m_offsetMs.load()); }
    std::atomic<std::int64_t> m_offsetMs{0};
};

} // namespace guanjing::test
