#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace guanjing::bench {

/// Runs `work` once to warm up and `runs` times more; returns the median of milliseconds.
template <class Work> double medianMilliseconds(int runs, Work&& work)
{
    work();
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
    return times[static_cast<std::size_t>(runs / 2)];
}

/// Prints one measurement: scenario, figure, unit.
inline void report(const char* scenario, double figure, const char* unit)
{
    std::printf("%s\t%.4g\t%s\n", scenario, figure, unit);
    std::fflush(stdout);
}

} // namespace guanjing::bench
