#include "geodata/core/Rectangle.h"

#include <algorithm>

namespace guanjing {

bool Rectangle::contains(double lonDegrees, double latDegrees) const
{
    if (latDegrees < south || latDegrees > north)
        return false;
    if (west <= east)
        return lonDegrees >= west && lonDegrees <= east;
    return lonDegrees >= west || lonDegrees <= east;
}

bool Rectangle::intersects(const Rectangle& other) const
{
    if (other.south > north || other.north < south)
        return false;
    if (west <= east && other.west <= other.east)
        return other.west <= east && other.east >= west;
    if (west > east && other.west > other.east)
        return true;
    const Rectangle& crossing = west > east ? *this : other;
    const Rectangle& plain = west > east ? other : *this;
    return plain.east >= crossing.west || plain.west <= crossing.east;
}

Rectangle Rectangle::united(const Rectangle& other) const
{
    return {std::min(west, other.west), std::min(south, other.south), std::max(east, other.east),
            std::max(north, other.north)};
}

} // namespace guanjing
