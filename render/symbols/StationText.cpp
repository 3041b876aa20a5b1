#include "render/symbols/StationText.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>

namespace guanjing::render {

namespace {

std::string unitText(const std::string& unit)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWritten{{
        {"ug/m3", "µg/m³"},
        {"ug/m^3", "µg/m³"},
        {"mg/m3", "mg/m³"},
        {"m3/s", "m³/s"},
        {"degC", "°C"},
        {"Cel", "°C"},
    }};
    for (const auto& [plain, written] : kWritten)
        if (unit == plain)
            return std::string(written);
    return unit;
}

} // namespace

std::string valueText(const layers::DatastreamValue& stream)
{
    if (!stream.latest || !std::isfinite(stream.latest->value))
        return {};
    std::array<char, 48> number{};
    const double size = std::abs(stream.latest->value);
    std::snprintf(number.data(), number.size(),
                  size >= 100.0      ? "%.0f"
                      : size >= 10.0 ? "%.1f"
                                     : "%.2f", // a limit of 5 has no alarm that reads 5.0
                  stream.latest->value);
    std::string text = stream.observedProperty + " " + number.data();
    if (!stream.unit.empty() && stream.unit != stream.observedProperty) // pH is its own unit
        text += " " + unitText(stream.unit);
    return text;
}

std::string mainValueText(const layers::StationValue& station)
{
    if (station.cause >= 0 && station.cause < static_cast<int>(station.datastreams.size()))
        return valueText(station.datastreams[static_cast<std::size_t>(station.cause)]);
    for (const layers::DatastreamValue& stream : station.datastreams)
        if (std::string text = valueText(stream); !text.empty())
            return text;
    return {};
}

std::string labelValueText(const layers::StationValue& station, layers::StationState state)
{
    switch (state) {
    case layers::StationState::Normal: return mainValueText(station);
    case layers::StationState::Warning: return "▲ " + mainValueText(station);
    case layers::StationState::Alarm: return "■ " + mainValueText(station);
    case layers::StationState::Stale:
    case layers::StationState::Unknown: break;
    }
    return {};
}

} // namespace guanjing::render
