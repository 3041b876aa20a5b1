#pragma once

#include <QtGlobal>

namespace guanjing::app {

/// An axis of values with few round steps (1, 2 or 5 times a power of ten) that holds all of a range. Pure.
struct ChartScale {
    double low = 0, high = 1, step = 1;
    int decimals = 0; ///< that a label needs
    /// Begins at 0 where the values are not far from it. What is asked for may be empty or a single value.
    [[nodiscard]] static ChartScale around(double least, double greatest);
};

/// The hours of Dongguan (UTC+8, no summer time) that a chart of the last day shows, whole and divisible by three.
struct ChartHours {
    qint64 beginMs = 0, endMs = 0; ///< UTC
    [[nodiscard]] static ChartHours until(qint64 latestMs);
    /// 0 to 23.
    [[nodiscard]] static int hourOfDay(qint64 ms);
};

} // namespace guanjing::app
