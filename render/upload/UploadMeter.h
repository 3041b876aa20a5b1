#pragma once

#include "layers/tiling/ContentPreparer.h"

#include <algorithm>
#include <chrono>

namespace guanjing::render {

/// Takes bytes and time off a frame's upload budget; the time when it goes out of scope.
class UploadMeter {
public:
    explicit UploadMeter(layers::UploadBudget& budget) : m_budget(budget), m_start(std::chrono::steady_clock::now()) { }
    ~UploadMeter() { m_budget.milliseconds -= elapsedMilliseconds(); }
    UploadMeter(const UploadMeter&) = delete;
    UploadMeter& operator=(const UploadMeter&) = delete;

    void spend(std::size_t bytes) { m_budget.bytes -= std::min(m_budget.bytes, bytes); }
    [[nodiscard]] std::size_t bytesLeft() const { return m_budget.bytes; }
    [[nodiscard]] bool isSpent() const
    {
        return m_budget.bytes == 0 || m_budget.milliseconds - elapsedMilliseconds() <= 0.0;
    }

private:
    [[nodiscard]] double elapsedMilliseconds() const
    {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();
    }
    layers::UploadBudget& m_budget;
    std::chrono::steady_clock::time_point m_start;
};

} // namespace guanjing::render
