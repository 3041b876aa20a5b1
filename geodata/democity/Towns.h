#pragma once

#include "geodata/democity/CityFrame.h"

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing::democity {

/// What a town is known for; decides the shares of its uses and how it is built.
enum class Character : std::uint8_t {
    Centre, ///< business district and new housing
    OldTown, ///< grown streets, mid-rise housing
    Housing, ///< towers of commuters
    Works, ///< the common mixture: sheds, workshops, villages
    Electronics, ///< large plants with dormitories
    Market, ///< clothes and shoes: wholesale halls between workshops
    Port, ///< quays, warehouses, fields
    Delta, ///< villages and ponds between canals
    Paper, ///< the delta with large mills
    Orchards, ///< lychee hills between works
    Hills, ///< villas and housing below forested ridges
    Lake ///< research campus
};

/// One of the 33 towns (镇, 街道, 园区). Facts: resources/democity/towns.csv.
struct Town {
    std::string code, nameZh, nameEn;
    double lonDegrees = 0, latDegrees = 0;
    double areaKm2 = 0;
    int population2020 = 0;
    Character character = Character::Works;
    // derived
    V2 centre;
    double radiusMeters = 0; ///< of a circle of the same area
    double weight = 0; ///< how urban the centre is, 0..1, from people per km²
};

/// All towns in the order of the table. Immutable; any thread.
[[nodiscard]] const std::vector<Town>& towns();
/// Index of the town that a place belongs to; beyond the limits the one that is least far in units of its radius.
[[nodiscard]] int townAt(V2 place);
/// 0 countryside … 1 heart of a big town.
[[nodiscard]] double urbanity(V2 place);
/// 0 … 1: nearness to the central business district at 南城 and 东城.
[[nodiscard]] double businessCore(V2 place);

} // namespace guanjing::democity
