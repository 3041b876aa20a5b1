#pragma once

#include "geodata/democity/CityFrame.h"
#include "geodata/democity/Orthophoto.h"

namespace guanjing::democity {

/// A tile of the orthophoto, as XYZ servers count.
struct TileName {
    int level, x, y;
};

/// The tile that holds a place.
inline TileName tileAt(int level, double lon, double lat)
{
    const V2 p = fromLonLat(lon, lat);
    const Box world = tileBox(0, 0, 0);
    const double size = (world.maxX - world.minX) / static_cast<double>(1LL << level);
    return {level, static_cast<int>((p.x - world.minX) / size), static_cast<int>((world.maxY - p.y) / size)};
}

} // namespace guanjing::democity
