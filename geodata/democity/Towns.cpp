#include "geodata/democity/Towns.h"

#include "geodata/democity/Boundary.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace guanjing::democity {

extern const std::string_view kTownsCsv; // generated from resources/democity/towns.csv

namespace {

Character characterOf(std::string_view word)
{
    static constexpr std::array<std::pair<std::string_view, Character>, 12> kWords{{
        {"centre", Character::Centre},
        {"oldtown", Character::OldTown},
        {"housing", Character::Housing},
        {"works", Character::Works},
        {"electronics", Character::Electronics},
        {"market", Character::Market},
        {"port", Character::Port},
        {"delta", Character::Delta},
        {"paper", Character::Paper},
        {"orchards", Character::Orchards},
        {"hills", Character::Hills},
        {"lake", Character::Lake},
    }};
    for (const auto& [name, character] : kWords)
        if (word == name)
            return character;
    return Character::Works;
}

std::vector<Town> readTowns()
{
    std::vector<Town> result;
    std::string_view text = kTownsCsv;
    bool header = true;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.empty() || line.front() == '#')
            continue;
        if (header) {
            header = false;
            continue;
        }
        std::vector<std::string> fields;
        while (true) {
            const std::size_t comma = line.find(',');
            fields.emplace_back(line.substr(0, comma));
            if (comma == std::string_view::npos)
                break;
            line = line.substr(comma + 1);
        }
        if (fields.size() < 8)
            continue;
        const auto number = [&](std::size_t i) {
            double value = 0;
            std::from_chars(fields[i].data(), fields[i].data() + fields[i].size(), value);
            return value;
        };
        Town town;
        town.code = fields[0];
        town.nameZh = fields[1];
        town.nameEn = fields[2];
        town.lonDegrees = number(3);
        town.latDegrees = number(4);
        town.areaKm2 = number(5);
        town.population2020 = static_cast<int>(number(6));
        town.character = characterOf(fields[7]);
        town.centre = fromLonLat(town.lonDegrees, town.latDegrees);
        town.radiusMeters = std::sqrt(town.areaKm2 * 1e6 / 3.14159265358979);
        const double peoplePerKm2 = town.population2020 / town.areaKm2;
        town.weight = 0.62 + 0.38 * clamp01((peoplePerKm2 - 1000) / 7500);
        result.push_back(town);
    }
    return result;
}

} // namespace

const std::vector<Town>& towns()
{
    static const std::vector<Town> table = readTowns();
    return table;
}

int townAt(V2 place)
{
    if (const int within = townHolding(place); within >= 0)
        return within;
    const std::vector<Town>& all = towns();
    int best = 0;
    double bestDistance = 1e300;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const V2 away = place - all[i].centre;
        const double d = dot(away, away) / (all[i].radiusMeters * all[i].radiusMeters);
        if (d < bestDistance) {
            bestDistance = d;
            best = static_cast<int>(i);
        }
    }
    return best;
}

double urbanity(V2 place)
{
    double best = 0;
    for (const Town& town : towns()) {
        const V2 away = place - town.centre;
        const double reach = 1.25 * town.radiusMeters;
        if (dot(away, away) > reach * reach)
            continue;
        const double d = away.length() / town.radiusMeters;
        const double v = town.weight * (1 - smoothStep(0.15, 1.25, d));
        best = v > best ? v : best;
    }
    return best;
}

double businessCore(V2 place)
{
    // the axis from 南城's square to 东城's road; other town centres have small cores of their own
    static const V2 south = fromLonLat(113.748, 23.005);
    static const V2 east = fromLonLat(113.776, 23.026);
    const V2 axis = east - south;
    const double t = clamp01(dot(place - south, axis) / dot(axis, axis));
    double best = 1 - smoothStep(350, 1900, (place - lerp(south, east, t)).length());
    for (const Town& town : towns()) {
        // every town has its high street, the big ones towers
        const double reach = 420 + town.population2020 / 1250.0;
        const V2 away = place - town.centre;
        if (dot(away, away) > reach * reach)
            continue;
        const double rank = 0.30 + 0.55 * smoothStep(120000, 560000, town.population2020);
        const double v = rank * (1 - smoothStep(0.30 * reach, reach, (place - town.centre).length()));
        best = v > best ? v : best;
    }
    return best;
}

} // namespace guanjing::democity
