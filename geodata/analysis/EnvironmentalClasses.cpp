#include "geodata/analysis/EnvironmentalClasses.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace guanjing {
namespace {

constexpr int kWorseThanV = 6;
using Limits = std::array<double, 5>; // of class I to V

Limits upperLimits(WaterFactor factor)
{
    switch (factor) {
    case WaterFactor::PermanganateIndex: return {2, 4, 6, 10, 15};
    case WaterFactor::Cod: return {15, 15, 20, 30, 40};
    case WaterFactor::Bod5: return {3, 3, 4, 6, 10};
    case WaterFactor::AmmoniaNitrogen: return {0.15, 0.5, 1, 1.5, 2};
    case WaterFactor::TotalPhosphorus: return {0.02, 0.1, 0.2, 0.3, 0.4};
    case WaterFactor::Ph:
    case WaterFactor::DissolvedOxygen: break;
    }
    return {};
}

} // namespace

std::optional<int> surfaceWaterClass(WaterFactor factor, double value)
{
    if (!std::isfinite(value) || value < 0)
        return std::nullopt;
    if (factor == WaterFactor::Ph)
        return value >= 6 && value <= 9 ? 1 : kWorseThanV;
    const bool oxygen = factor == WaterFactor::DissolvedOxygen; // the only one of which more is better
    const Limits limits = oxygen ? Limits{7.5, 6, 5, 3, 2} : upperLimits(factor);
    for (std::size_t i = 0; i < limits.size(); ++i) {
        if (oxygen ? value >= limits[i] : value <= limits[i])
            return static_cast<int>(i) + 1;
    }
    return kWorseThanV;
}

double noiseLimitDecibels(NoiseArea area, bool night)
{
    switch (area) {
    case NoiseArea::Class0: return night ? 40 : 50;
    case NoiseArea::Class1: return night ? 45 : 55;
    case NoiseArea::Class2: return night ? 50 : 60;
    case NoiseArea::Class3: return night ? 55 : 65;
    case NoiseArea::Class4a: return night ? 55 : 70;
    case NoiseArea::Class4b: return night ? 60 : 70;
    }
    return 0;
}

} // namespace guanjing
