#pragma once

#include <optional>

namespace guanjing {

/// What a surface-water class is judged by.
enum class WaterFactor { Ph, DissolvedOxygen, PermanganateIndex, Cod, Bod5, AmmoniaNitrogen, TotalPhosphorus };

/// Class of one factor by GB 3838-2002 table 1: 1 (I) to 5 (V), 6 for worse than V. mg/L; pH without unit. Rivers' row of
/// total phosphorus. A limit shared by several classes counts as the best of them. Nothing for a non-finite or negative value.
[[nodiscard]] std::optional<int> surfaceWaterClass(WaterFactor factor, double value);

/// Functional areas of GB 3096-2008.
enum class NoiseArea { Class0, Class1, Class2, Class3, Class4a, Class4b };

/// Limit of the equivalent A-weighted level, dB(A), by GB 3096-2008 table 1. Day is 06:00 to 22:00 local time.
[[nodiscard]] double noiseLimitDecibels(NoiseArea area, bool night);

} // namespace guanjing
