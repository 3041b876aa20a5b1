#include "layers/live/StationAssessment.h"

#include "geodata/analysis/AirQualityIndex.h"
#include "geodata/analysis/EnvironmentalClasses.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>
#include <utility>

namespace guanjing::layers {
namespace {

struct AirName {
    std::string_view name;
    AirPollutant pollutant;
};
constexpr std::array kAirNames{
    AirName{"PM25", AirPollutant::Pm25Day}, AirName{"PM10", AirPollutant::Pm10Day},
    AirName{"SO2", AirPollutant::So2Hour},  AirName{"NO2", AirPollutant::No2Hour},
    AirName{"CO", AirPollutant::CoHour},    AirName{"O3", AirPollutant::O3Hour},
};

struct WaterName {
    std::string_view name;
    WaterFactor factor;
};
constexpr std::array kWaterNames{
    WaterName{"PH", WaterFactor::Ph},
    WaterName{"DO", WaterFactor::DissolvedOxygen},
    WaterName{"DISSOLVEDOXYGEN", WaterFactor::DissolvedOxygen},
    WaterName{"溶解氧", WaterFactor::DissolvedOxygen},
    WaterName{"CODMN", WaterFactor::PermanganateIndex},
    WaterName{"高锰酸盐指数", WaterFactor::PermanganateIndex},
    WaterName{"COD", WaterFactor::Cod},
    WaterName{"CODCR", WaterFactor::Cod},
    WaterName{"化学需氧量", WaterFactor::Cod},
    WaterName{"BOD5", WaterFactor::Bod5},
    WaterName{"NH3N", WaterFactor::AmmoniaNitrogen},
    WaterName{"AMMONIANITROGEN", WaterFactor::AmmoniaNitrogen},
    WaterName{"氨氮", WaterFactor::AmmoniaNitrogen},
    WaterName{"TP", WaterFactor::TotalPhosphorus},
    WaterName{"TOTALPHOSPHORUS", WaterFactor::TotalPhosphorus},
    WaterName{"总磷", WaterFactor::TotalPhosphorus},
};
constexpr std::array<std::string_view, 6> kNoiseNames{"LAEQ", "LEQ", "LEQA", "NOISE", "SOUNDLEVEL", "噪声"};

/// "PM2.5" and "pm_2.5" are the same property.
std::string propertyKey(std::string_view name)
{
    std::string key;
    for (const char c : name) {
        if (c != ' ' && c != '_' && c != '-' && c != '.' && c != ',')
            key += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return key;
}

/// "µg/m³", "μg/m^3" and "ug/m3" are the same unit.
std::string unitKey(std::string_view unit)
{
    static constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {
        {"\u00B5", "u"}, {"\u03BC", "u"}, {"\u00B3", "3"}, {"^", ""}, {" ", ""}, {"(", ""}, {")", ""}};
    std::string key(unit);
    for (const auto& [from, to] : kSpellings) {
        for (std::size_t at = key.find(from); at != std::string::npos; at = key.find(from, at + to.size()))
            key.replace(at, from.size(), to);
    }
    std::transform(key.begin(), key.end(), key.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return key;
}

template <class Names> const auto* findName(const Names& names, std::string_view key)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.name == key; });
    return found == names.end() ? nullptr : &*found;
}

bool isNoise(std::string_view key)
{
    return std::find(kNoiseNames.begin(), kNoiseNames.end(), key) != kNoiseNames.end();
}

StationState byLimits(double value, double warnAbove, double alarmAbove)
{
    if (value > alarmAbove)
        return StationState::Alarm;
    return value > warnAbove ? StationState::Warning : StationState::Normal;
}

constexpr double kIndexExceeds = 100, kIndexHeavy = 200;

StationState assessAir(AirPollutant pollutant, const DatastreamValue& stream)
{
    const std::string unit = unitKey(stream.unit);
    const bool inMilligrams = unit == "mg/m3";
    if (!inMilligrams && unit != "ug/m3")
        return StationState::Normal;
    constexpr double kMicrograms = 1000;
    double value = stream.latest->value;
    if (pollutant == AirPollutant::CoHour)
        value = inMilligrams ? value : value / kMicrograms;
    else
        value = inMilligrams ? value * kMicrograms : value;
    const auto index = individualAirQualityIndex(pollutant, value);
    return index ? byLimits(*index, kIndexExceeds, kIndexHeavy) : StationState::Normal;
}

StationState assessWater(WaterFactor factor, const DatastreamValue& stream)
{
    if (factor != WaterFactor::Ph && unitKey(stream.unit) != "mg/l")
        return StationState::Normal;
    constexpr double kClassThree = 3, kClassFive = 5;
    const auto waterClass = surfaceWaterClass(factor, stream.latest->value);
    return waterClass ? byLimits(*waterClass, kClassThree, kClassFive) : StationState::Normal;
}

double noiseLimitAt(UtcTime at)
{
    using namespace std::chrono;
    constexpr hours kChina{8};
    constexpr hours kDayBegins{6}, kDayEnds{22};
    const auto local = at + kChina;
    const auto ofDay = local - floor<days>(local);
    return noiseLimitDecibels(NoiseArea::Class2, ofDay < kDayBegins || ofDay >= kDayEnds);
}

StationState assessNoise(const DatastreamValue& stream)
{
    if (!unitKey(stream.unit).starts_with("db"))
        return StationState::Normal;
    constexpr double kFarAbove = 10;
    const double limit = noiseLimitAt(stream.latest->time);
    return byLimits(stream.latest->value, limit, limit + kFarAbove);
}

StationState assess(const DatastreamValue& stream, const AssessmentRules& rules)
{
    if (const auto own = rules.thresholds.find(stream.observedProperty); own != rules.thresholds.end()) {
        if (stream.latest->value >= own->second.alarm)
            return StationState::Alarm;
        return stream.latest->value >= own->second.warning ? StationState::Warning : StationState::Normal;
    }
    const std::string key = propertyKey(stream.observedProperty);
    if (const auto* air = findName(kAirNames, key))
        return assessAir(air->pollutant, stream);
    if (key == "AQI")
        return byLimits(stream.latest->value, kIndexExceeds, kIndexHeavy);
    if (const auto* water = findName(kWaterNames, key))
        return assessWater(water->factor, stream);
    return isNoise(key) ? assessNoise(stream) : StationState::Normal;
}

} // namespace

Result<AssessmentRules> parseAssessmentRules(const std::string& symbolJson)
{
    AssessmentRules rules;
    if (symbolJson.empty())
        return rules;
    simdjson::dom::parser parser;
    simdjson::dom::object symbol, thresholds;
    if (parser.parse(symbolJson).get(symbol) != simdjson::SUCCESS)
        return fail(ErrorCode::BadJson, "symbol", "is no object");
    simdjson::dom::element stale;
    if (symbol["staleSeconds"].get(stale) == simdjson::SUCCESS) {
        double seconds = 0;
        constexpr double kLongest = 1e9;
        if (stale.get(seconds) != simdjson::SUCCESS || !(seconds > 0 && seconds < kLongest))
            return fail(ErrorCode::BadValue, "symbol.staleSeconds", "must be a number above 0");
        rules.staleAfter = std::chrono::seconds(std::max(1LL, static_cast<long long>(seconds)));
    }
    simdjson::dom::element limits;
    if (symbol["thresholds"].get(limits) != simdjson::SUCCESS)
        return rules;
    if (limits.get(thresholds) != simdjson::SUCCESS)
        return fail(ErrorCode::BadValue, "symbol.thresholds", "must be an object");
    for (const auto [name, value] : thresholds) {
        AssessmentRules::Thresholds& own = rules.thresholds[std::string(name)];
        simdjson::dom::object pair;
        if (value.get(pair) != simdjson::SUCCESS || pair["warning"].get(own.warning) != simdjson::SUCCESS
            || pair["alarm"].get(own.alarm) != simdjson::SUCCESS || own.alarm < own.warning)
            return fail(ErrorCode::BadValue, "symbol.thresholds." + std::string(name),
                        "must be {\"warning\": a, \"alarm\": b} with a <= b");
    }
    return rules;
}

std::optional<double> warningLimit(const DatastreamValue& stream, UtcTime at)
{
    const std::string key = propertyKey(stream.observedProperty);
    if (key == "AQI")
        return kIndexExceeds;
    if (isNoise(key) && unitKey(stream.unit).starts_with("db"))
        return noiseLimitAt(at);
    const auto* air = findName(kAirNames, key);
    if (air == nullptr)
        return std::nullopt;
    DatastreamValue probe = stream;
    const auto warns = [&](double value) {
        probe.latest = Observation{at, value};
        return assessAir(air->pollutant, probe) != StationState::Normal;
    };
    // The index grows with the concentration, so the place where it begins to warn can be closed in.
    double below = 0, above = 1e6;
    if (!warns(above))
        return std::nullopt; // a unit that is not the standard's
    constexpr int kHalvings = 60;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = (below + above) / 2;
        (warns(middle) ? above : below) = middle;
    }
    // The standard rounds a concentration before it looks it up (HJ 633, 1 µg/m³; 0.1 mg/m³ for CO): what begins to warn at 60.5
    // has a limit of 60.
    const bool isCarbonMonoxide = air->pollutant == AirPollutant::CoHour;
    constexpr double kMicrogramsPerStep = 1, kMicrogramsPerCoStep = 100, kMicrogramsPerMilligram = 1000;
    const double step = (isCarbonMonoxide ? kMicrogramsPerCoStep : kMicrogramsPerStep)
        / (unitKey(stream.unit) == "mg/m3" ? kMicrogramsPerMilligram : 1);
    constexpr double kMargin = 1e-6, kDigits = 1000;
    return std::round(std::floor(below / step + kMargin) * step * kDigits) / kDigits;
}

std::optional<UtcTime> newestObservation(const StationValue& station)
{
    std::optional<UtcTime> newest;
    for (const DatastreamValue& stream : station.datastreams) {
        if (stream.latest && (!newest || *newest < stream.latest->time))
            newest = stream.latest->time;
    }
    return newest;
}

namespace {

/// The worst of the values that are not stale, and which of them is it.
std::pair<StationState, int> worstValue(const StationValue& station, const AssessmentRules& rules, UtcTime now)
{
    std::pair<StationState, int> worst{StationState::Normal, -1};
    for (std::size_t i = 0; i < station.datastreams.size(); ++i) {
        const DatastreamValue& stream = station.datastreams[i];
        if (!stream.latest || now - stream.latest->time > rules.staleAfter)
            continue;
        const StationState state = assess(stream, rules);
        if ((state == StationState::Alarm && worst.first != StationState::Alarm)
            || (state == StationState::Warning && worst.first == StationState::Normal))
            worst = {state, static_cast<int>(i)};
    }
    return worst;
}

} // namespace

StationState assessStation(const StationValue& station, const AssessmentRules& rules, UtcTime now)
{
    const auto newest = newestObservation(station);
    if (!newest)
        return StationState::Unknown;
    if (now - *newest > rules.staleAfter)
        return StationState::Stale;
    return worstValue(station, rules, now).first;
}

int causeOfState(const StationValue& station, const AssessmentRules& rules, UtcTime now)
{
    return worstValue(station, rules, now).second;
}

std::string stationKindByProperties(const StationValue& station)
{
    for (const DatastreamValue& stream : station.datastreams) {
        const std::string key = propertyKey(stream.observedProperty);
        if (key == "AQI" || findName(kAirNames, key) != nullptr)
            return "air";
        if (findName(kWaterNames, key) != nullptr)
            return "water";
        if (isNoise(key))
            return "noise";
    }
    return {};
}

} // namespace guanjing::layers
