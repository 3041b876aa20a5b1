// The measuring stations of the demo city and the course of their values.
#include "geodata/democity/Boundary.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Terrain.h"
#include "geodata/democity/Towns.h"
#include "geodata/democity/Waters.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace guanjing::democity {

namespace {

using namespace std::chrono;

struct ChannelKind {
    const char* observedProperty;
    const char* unitName;
    const char* unitSymbol;
};

constexpr std::array<ChannelKind, 6> kAir{{{"PM2.5", "microgram per cubic metre", "µg/m³"},
                                           {"PM10", "microgram per cubic metre", "µg/m³"},
                                           {"NO2", "microgram per cubic metre", "µg/m³"},
                                           {"SO2", "microgram per cubic metre", "µg/m³"},
                                           {"O3", "microgram per cubic metre", "µg/m³"},
                                           {"CO", "milligram per cubic metre", "mg/m³"}}};
constexpr std::array<ChannelKind, 5> kWater{{{"pH", "pH", "pH"},
                                             {"DO", "milligram per litre", "mg/L"},
                                             {"CODMn", "milligram per litre", "mg/L"},
                                             {"NH3-N", "milligram per litre", "mg/L"},
                                             {"TP", "milligram per litre", "mg/L"}}};
constexpr std::array<ChannelKind, 1> kNoise{{{"LAeq", "decibel, A-weighted", "dB(A)"}}};

constexpr int kAirStations = 120;
constexpr int kWaterStations = 70;
constexpr int kNoiseStations = 110;

constexpr std::array<const char*, 10> kPlacesZh{"中心",     "文化广场", "工业园", "体育公园", "实验小学",
                                                "人民医院", "商业街",   "新城",   "科技园",   "客运站"};
constexpr std::array<const char*, 10> kPlacesEn{"Centre",         "Culture Square", "Industrial Park", "Sports Park",
                                                "Primary School", "Hospital",       "High Street",     "New Town",
                                                "Science Park",   "Bus Station"};
constexpr std::array<const char*, 11> kRiversZh{"东江干流", "东江北干流", "东江南支流", "中堂水道",
                                                "厚街水道", "寒溪河",     "石马河",     "茅洲河",
                                                "东引运河", "望牛墩水道", "麻涌水道"};
constexpr std::array<const char*, 11> kRiversEn{
    "Dongjiang",           "Dongjiang North Branch", "Dongjiang South Branch",
    "Zhongtang Waterway",  "Houjie Waterway",        "Hanxi River",
    "Shima River",         "Maozhou River",          "Dongyin Canal",
    "Wangniudun Waterway", "Machong Waterway"};

bool insideCity(V2 p) { return limitDistance(p) > 100; }

template <std::size_t N>
Station makeStation(int id, const char* kind, const std::array<ChannelKind, N>& channels, V2 place)
{
    Station station;
    station.id = id;
    station.kind = kind;
    const glm::dvec2 lonLat = toLonLat(place);
    station.lonDegrees = std::round(lonLat.x * 1e6) / 1e6;
    station.latDegrees = std::round(lonLat.y * 1e6) / 1e6;
    for (std::size_t i = 0; i < N; ++i)
        station.channels.push_back({id * 10 + static_cast<int>(i), channels[i].observedProperty, channels[i].unitName,
                                    channels[i].unitSymbol});
    return station;
}

std::vector<Station> makeStations()
{
    std::vector<Station> result;
    const std::vector<Town>& all = towns();
    int id = 1;
    const auto onLand = [&](int index, int n, std::uint64_t seed) {
        const Town& town = all[static_cast<std::size_t>(index)];
        for (int attempt = 0;; ++attempt) {
            const double angle = 6.283185307 * unitOf(hashOf(seed, n, attempt));
            const double r = n == 0 && attempt == 0
                ? 0
                : town.radiusMeters * 0.85 * std::sqrt(unitOf(hashOf(seed ^ 0x51u, n, attempt)));
            const V2 p = town.centre + V2{std::cos(angle), std::sin(angle)} * r;
            if ((insideCity(p) && townHolding(p) == index && waterClearance(p) > 30 && hilliness(p) < 0.5)
                || attempt > 400)
                return p;
        }
    };
    const auto landStation = [&](const char* kind, const auto& channels, int n, const char* zh, const char* en,
                                 std::uint64_t seed) {
        const auto t = static_cast<std::size_t>(n) % all.size();
        const int inTown = n / static_cast<int>(all.size());
        const Town& town = all[t];
        Station station = makeStation(id++, kind, channels,
                                      onLand(static_cast<int>(t), inTown, hashOf(seed, static_cast<std::int64_t>(t))));
        const auto place = static_cast<std::size_t>((inTown + static_cast<int>(t)) % 10);
        station.nameZh = town.nameZh + kPlacesZh[place] + zh;
        station.nameEn = town.nameEn + " " + kPlacesEn[place] + " " + en;
        station.town = town.nameZh;
        result.push_back(std::move(station));
    };
    for (int n = 0; n < kAirStations; ++n)
        landStation("air", kAir, n, "空气站", "air station", 0xA12u);
    for (int n = 0; n < kWaterStations; ++n) {
        const std::vector<River>& all2 = rivers();
        // those that come after the named ones run beyond the limits
        const std::size_t r = static_cast<std::size_t>(n) % kRiversZh.size();
        const River& river = all2[r];
        const int along = n / static_cast<int>(kRiversZh.size());
        V2 place = river.line[river.line.size() / 2]; // a river along the limits: where it comes nearest to the city
        for (int attempt = 0; attempt < 400; ++attempt) {
            // spread along the river; where a stretch lies beyond the city limits, anywhere on the river
            const double random = unitOf(hashOf(0x3A7Eu, n, attempt));
            const double t = attempt < 8 ? (along + 0.15 + 0.7 * random) / 7 : random;
            const auto k = static_cast<std::size_t>(t * static_cast<double>(river.line.size() - 1));
            const V2 here = river.line[std::min(k, river.line.size() - 1)];
            if (limitDistance(here) > limitDistance(place) || insideCity(here))
                place = here;
            if (insideCity(here))
                break;
        }
        Station station = makeStation(id++, "water", kWater, place);
        station.town = all[static_cast<std::size_t>(townAt(place))].nameZh;
        station.nameZh = std::string(kRiversZh[r]) + std::to_string(along + 1) + "号断面水质站";
        station.nameEn = std::string(kRiversEn[r]) + " section " + std::to_string(along + 1) + " water station";
        result.push_back(std::move(station));
    }
    for (int n = 0; n < kNoiseStations; ++n)
        landStation("noise", kNoise, n, "噪声站", "noise station", 0x2015Eu);
    return result;
}

/// Noise that changes smoothly over `period` seconds, −1 … 1.
double wander(double seconds, double period, std::uint64_t seed)
{
    return 2 * valueNoise(seconds / period, 0.5, seed) - 1;
}

double bump(double hour, double at, double width)
{
    double d = std::fabs(hour - at);
    d = std::min(d, 24 - d);
    return std::exp(-d * d / (2 * width * width));
}

} // namespace

const std::vector<Station>& stations()
{
    static const std::vector<Station> all = makeStations();
    return all;
}

double stationValue(const Station& station, const Station::Channel& channel, UtcTime instant)
{
    const std::int64_t interval = station.kind == "noise" ? 10 : 60;
    const auto now = duration_cast<seconds>(instant.time_since_epoch()).count();
    const std::int64_t floored = (now >= 0 ? now : now - interval + 1) / interval * interval;
    const auto t = static_cast<double>(floored);
    const double local = t / 3600 + 8; // Asia/Shanghai
    const double hour = local - 24 * std::floor(local / 24);
    const auto seed = hashOf(0x57A7u, channel.id);
    const auto placeSeed = hashOf(0x57A8u, station.id);
    const double place = unitOf(placeSeed); // this station: clean … burdened
    const double weather = wander(t, 86400 * 2.3, 0x3EA7u); // the whole city
    const double local1 = wander(t, 5400, seed);
    const double quick = wander(t, 480, seed ^ 1u);
    const double rush = bump(hour, 8.1, 1.2) + 0.9 * bump(hour, 18.3, 1.5);
    const double night = bump(hour, 3.5, 3.0);
    const double sun = std::max(0.0, std::sin((hour - 6.2) / 12 * 3.14159265));
    const std::string& what = channel.observedProperty;
    double value = 0;
    double step = 1;
    if (what == "PM2.5") {
        value =
            (17 + 16 * place + 9 * weather) * (1 + 0.28 * rush + 0.10 * night - 0.15 * sun) + 4 * local1 + 1.6 * quick;
    } else if (what == "PM10") {
        value = (32 + 26 * place + 15 * weather) * (1 + 0.25 * rush - 0.12 * night) + 7 * local1 + 3 * quick;
    } else if (what == "NO2") {
        value = (17 + 20 * place + 6 * weather) * (1 + 0.62 * rush - 0.3 * sun) + 3.5 * local1 + 1.5 * quick;
    } else if (what == "SO2") {
        value = 6 + 6 * place + 1.5 * weather + 1.8 * local1 + 0.5 * quick;
    } else if (what == "O3") {
        value = 28 + 118 * std::pow(sun, 1.4) * (0.75 + 0.25 * weather) * (1.1 - 0.3 * place) - 12 * rush + 6 * local1
            + 2 * quick;
    } else if (what == "CO") {
        value = (0.5 + 0.3 * place + 0.1 * weather) * (1 + 0.3 * rush) + 0.06 * local1 + 0.02 * quick;
        step = 0.01;
    } else if (what == "pH") {
        value = 7.15 + 0.35 * (place - 0.5) + 0.18 * sun + 0.08 * wander(t, 43200, seed);
        step = 0.01;
    } else if (what == "DO") {
        value = 6.6 - 2.8 * place + 1.1 * sun + 0.35 * wander(t, 32400, seed) + 0.05 * quick;
        step = 0.01;
    } else if (what == "CODMn") {
        value = 3.0 + 3.6 * place + 0.5 * wander(t, 64800, seed) + 0.05 * quick;
        step = 0.01;
    } else if (what == "NH3-N") {
        value = 0.22 + 1.25 * place * place + 0.12 * wander(t, 54000, seed) + 0.01 * quick;
        step = 0.001;
    } else if (what == "TP") {
        value = 0.07 + 0.16 * place + 0.02 * wander(t, 72000, seed) + 0.002 * quick;
        step = 0.001;
    } else if (what == "LAeq") {
        value = 50 + 9 * place + 6.5 * rush + 4 * sun - 8 * night + 1.6 * local1 + 1.8 * wander(t, 45, seed ^ 2u);
        const double event = unitOf(hashOf(seed ^ 3u, floored / 10));
        if (event > 0.985)
            value += 9 * (event - 0.985) / 0.015; // a horn, a lorry
        step = 0.1;
    }
    value = std::max(value, step);
    return std::round(value / step) * step;
}

} // namespace guanjing::democity
