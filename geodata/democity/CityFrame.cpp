#include "geodata/democity/CityFrame.h"

#include "geodata/crs/Ellipsoid.h"

namespace guanjing::democity {

V2 fromLonLat(double lonDegrees, double latDegrees)
{
    const glm::dvec2 mercator = toWebMercator(lonDegrees, latDegrees);
    return {(mercator.x - kFrameMercatorX) * kFrameScale, (mercator.y - kFrameMercatorY) * kFrameScale};
}

glm::dvec2 toLonLat(V2 point)
{
    return fromWebMercator(point.x / kFrameScale + kFrameMercatorX, point.y / kFrameScale + kFrameMercatorY);
}

Box tileBox(int level, int x, int y)
{
    const double size = 2 * kWebMercatorHalfWorldMeters / static_cast<double>(1LL << level);
    const double west = -kWebMercatorHalfWorldMeters + x * size;
    const double north = kWebMercatorHalfWorldMeters - y * size;
    return {(west - kFrameMercatorX) * kFrameScale, (north - size - kFrameMercatorY) * kFrameScale,
            (west + size - kFrameMercatorX) * kFrameScale, (north - kFrameMercatorY) * kFrameScale};
}

} // namespace guanjing::democity
