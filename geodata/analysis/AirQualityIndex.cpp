#include "geodata/analysis/AirQualityIndex.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace guanjing {
namespace {

constexpr std::array<double, 8> kIndices{0, 50, 100, 150, 200, 300, 400, 500};

struct Breakpoints {
    std::array<double, 8> concentrations;
    std::size_t count; ///< how many of them the standard states
};

Breakpoints breakpoints(AirPollutant pollutant, AqiStandard standard)
{
    const bool is2026 = standard == AqiStandard::Hj633_2026;
    switch (pollutant) {
    case AirPollutant::So2Day: return {{0, 50, 150, 475, 800, 1600, 2100, 2620}, 8};
    case AirPollutant::So2Hour: return {{0, 150, 500, 650, 800, 0, 0, 0}, 5};
    case AirPollutant::No2Day: return {{0, 40, 80, 180, 280, 565, 750, 940}, 8};
    case AirPollutant::No2Hour: return {{0, 100, 200, 700, 1200, 2340, 3090, 3840}, 8};
    case AirPollutant::Pm10Day: return {{0, 50, is2026 ? 120.0 : 150.0, 250, 350, 420, 500, 600}, 8};
    case AirPollutant::CoDay: return {{0, 2, 4, 14, 24, 36, 48, 60}, 8};
    case AirPollutant::CoHour: return {{0, 5, 10, 35, 60, 90, 120, 150}, 8};
    case AirPollutant::O3Hour: return {{0, 160, 200, 300, 400, 800, 1000, 1200}, 8};
    case AirPollutant::O3EightHours: return {{0, 100, 160, 215, 265, 800, 0, 0}, 6};
    case AirPollutant::Pm25Day: return {{0, 35, is2026 ? 60.0 : 75.0, 115, 150, 250, 350, 500}, 8};
    }
    return {{}, 0};
}

bool isCarbonMonoxide(AirPollutant pollutant)
{
    return pollutant == AirPollutant::CoDay || pollutant == AirPollutant::CoHour;
}

} // namespace

std::string_view aqiStandardName(AqiStandard standard)
{
    return standard == AqiStandard::Hj633_2026 ? "HJ 633-2026" : "HJ 633-2012";
}

std::optional<int> individualAirQualityIndex(AirPollutant pollutant, double concentration, AqiStandard standard)
{
    if (!std::isfinite(concentration) || concentration < 0)
        return std::nullopt;
    if (standard == AqiStandard::Hj633_2026) {
        constexpr double kTenths = 10;
        concentration =
            isCarbonMonoxide(pollutant) ? std::round(concentration * kTenths) / kTenths : std::round(concentration);
    }
    const Breakpoints table = breakpoints(pollutant, standard);
    for (std::size_t i = 1; i < table.count; ++i) {
        const double low = table.concentrations[i - 1];
        const double high = table.concentrations[i];
        if (concentration > high)
            continue;
        const double index = kIndices[i - 1] + (kIndices[i] - kIndices[i - 1]) * (concentration - low) / (high - low);
        constexpr double kNoise = 1e-9; // 4.1 mg/m³ must not be rounded up for its last binary digit
        return static_cast<int>(std::ceil(index - kNoise));
    }
    if (table.count == kIndices.size())
        return 500; // above the last breakpoint the index stays at its end
    if (standard == AqiStandard::Hj633_2012)
        return std::nullopt; // to be judged by the other averaging time
    return static_cast<int>(kIndices[table.count - 1]);
}

} // namespace guanjing
