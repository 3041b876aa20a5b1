#pragma once
// A raster of marks at known places: what a server makes of it shows whether everything lies where it belongs.

#include "geodata/core/Math.h"

#include <QString>

#include <array>
#include <string>
#include <vector>

namespace guanjing::test {

constexpr int kMarksSide = 1024; ///< pixels of the raster
constexpr double kPixelMeters = 0.5; ///< of the raster, where it is in metres
constexpr double kMarksLon = 113.75, kMarksLat = 23.02; ///< its middle, but for some pixels

/// Writes a dark GeoTIFF with light marks, 1,024 pixels a side, each of `pixel` units of `crs`. Their pattern is its own
/// mirror image in no direction. Returns where their middles lie: degrees of WGS 84, by PROJ.
std::vector<glm::dvec2> writeMarks(const QString& path, const std::string& crs, double pixel,
                                   std::array<int, 3> ground = {40, 40, 40});

} // namespace guanjing::test
