#pragma once

#include <optional>
#include <string_view>

namespace guanjing {

/// The six pollutants of the air-quality index with their averaging times.
enum class AirPollutant { So2Day, So2Hour, No2Day, No2Hour, Pm10Day, CoDay, CoHour, O3Hour, O3EightHours, Pm25Day };

/// Which edition's breakpoints hold. An index is only comparable with others of the same edition.
enum class AqiStandard { Hj633_2012, Hj633_2026 };

/// "HJ 633-2026"
[[nodiscard]] std::string_view aqiStandardName(AqiStandard standard);

/// Individual air-quality index of one concentration: µg/m³, CO mg/m³. Linear between the breakpoints and rounded up to a
/// whole number, at most 500. The 2026 edition rounds the concentration first (CO to 0.1, the others to 1) and gives
/// SO2 (1 h) above 800 the index 200 and O3 (8 h) above 800 the index 300; the 2012 edition has no index there.
/// Nothing for a negative or non-finite concentration. Real-time reports use the 24 h row for particles.
/// Source: HJ 633-2012 and HJ 633-2026, table 1.
[[nodiscard]] std::optional<int> individualAirQualityIndex(AirPollutant pollutant, double concentration,
                                                           AqiStandard standard = AqiStandard::Hj633_2026);

} // namespace guanjing
