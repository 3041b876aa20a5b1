#include "geodata/democity/Parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace guanjing::democity {

void eachInParallel(int count, const std::function<void(int)>& part)
{
    constexpr unsigned kMostThreads = 8;
    std::atomic<int> next = 0;
    const auto work = [&] {
        for (int k = next++; k < count; k = next++)
            part(k);
    };
    std::vector<std::jthread> helpers;
    for (unsigned k = 1; k < std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads); ++k)
        helpers.emplace_back(work);
    work();
}

} // namespace guanjing::democity
