#include "app/panels/ChartScale.h"

#include <algorithm>
#include <cmath>

namespace guanjing::app {

namespace {

constexpr qint64 kHourMs = 3600 * 1000;
constexpr qint64 kDayMs = 24 * kHourMs;
constexpr qint64 kTickMs = 3 * kHourMs;
constexpr qint64 kDongguanMs = 8 * kHourMs;

qint64 floorTo(qint64 value, qint64 step) { return value - ((value % step) + step) % step; }

} // namespace

ChartScale ChartScale::around(double least, double greatest)
{
    if (!(greatest >= least)) // not a number either
        return {};
    if (least >= 0 && least < 0.6 * greatest)
        least = 0;
    double span = greatest - least;
    if (span < 1e-9) {
        span = std::max(std::abs(greatest) * 0.1, 1.0);
        greatest = least + span;
    }
    constexpr double kSteps = 4;
    const double power = std::pow(10.0, std::floor(std::log10(span / kSteps)));
    ChartScale scale;
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        scale.step = factor * power;
        if (scale.step * kSteps >= span * 0.999)
            break;
    }
    scale.low = std::floor(least / scale.step + 1e-9) * scale.step;
    scale.high = std::ceil(greatest / scale.step - 1e-9) * scale.step;
    if (scale.high <= scale.low)
        scale.high = scale.low + scale.step;
    scale.decimals = std::max(0, static_cast<int>(-std::floor(std::log10(scale.step) + 1e-9)));
    return scale;
}

ChartHours ChartHours::until(qint64 latestMs)
{
    const qint64 local = latestMs + kDongguanMs;
    return {floorTo(local - kDayMs, kTickMs) - kDongguanMs, floorTo(local + kTickMs - 1, kTickMs) - kDongguanMs};
}

int ChartHours::hourOfDay(qint64 ms)
{
    const qint64 local = ms + kDongguanMs;
    return static_cast<int>((local - floorTo(local, kDayMs)) / kHourMs);
}

} // namespace guanjing::app
