#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace guanjing::app {

/// "113.7500000° E  22.9850000° N": CGCS2000 degrees, seven decimals (about 1
/// cm).
[[nodiscard]] QString formatLonLat(double lonDegrees, double latDegrees);
[[nodiscard]] QString formatLon(double lonDegrees); ///< "75.6133770° W"
[[nodiscard]] QString formatLat(double latDegrees);
/// Metres with the decimals given and a thin group separator: "2 545 123.46".
[[nodiscard]] QString formatMeters(double meters, int decimals);
/// "1 234 m²", "12.34 ha" from a hectare on, "1.23 km²" from a square kilometre
/// on.
[[nodiscard]] QString formatArea(double squareMeters);
/// "1 : 12 500", rounded to two figures as a map would say it.
[[nodiscard]] QString formatScale(double denominator);
/// Date and time as Dongguan's clocks show it (Asia/Shanghai), "2026-06-18
/// 10:30".
[[nodiscard]] QString formatLocalTime(std::chrono::sys_time<std::chrono::milliseconds> instant);
/// Now, as Dongguan's clocks show it, wherever the computer thinks it is.
[[nodiscard]] QDateTime localNow();
/// A number as measured, without needless decimals.
[[nodiscard]] QString formatValue(double value);
/// The ends of a range with as many digits as it asks for, and thin group separators: "0.00" and "7.96".
[[nodiscard]] std::pair<QString, QString> formatEnds(double least, double greatest);
/// Units as printed: "ug/m3" becomes "µg/m³".
[[nodiscard]] QString formatUnit(const QString& unit);

struct CoordinateInput {
    double lonDegrees = 0, latDegrees = 0;
    std::optional<double> heightMeters;
};
/// Reads "113.75,23.02", "113.75 23.02 500", "23.02N 113.75E" and the same with
/// Chinese punctuation. Longitude comes first unless letters or ranges say
/// otherwise; nothing when it is no coordinate.
[[nodiscard]] std::optional<CoordinateInput> parseCoordinate(const QString& text);

} // namespace guanjing::app
