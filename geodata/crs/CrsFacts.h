#pragma once

#include "geodata/core/Result.h"

#include <string>
#include <string_view>

namespace guanjing {

/// What a reader of tile matrices and map services must know of a coordinate system.
struct CrsFacts {
    /// As CoordinateTransform takes it: "EPSG:4547", "OGC:CRS84", "GCJ-02", WKT.
    std::string name;
    bool isGeographic = false; ///< longitude and latitude, in degrees
    /// The authority puts north, or latitude, before east, or longitude: EPSG:4326, EPSG:4490, EPSG:4547, but not
    /// OGC:CRS84 or EPSG:3857. Says how a standard's documents order coordinates; inside this program east is first.
    bool isNorthFirst = false;
    double metersPerUnit = 1.0; ///< of its coordinates; for degrees as OGC 07-057r7, 6.1, has them: 6378137 π / 180
    bool isWebMercator = false; ///< EPSG:3857 under any of its names
    bool isWgs84Degrees = false; ///< degrees that are WGS 84's within centimetres: EPSG:4326, CRS84, EPSG:4490
};

/// "urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "http://www.opengis.net/def/crs/EPSG/0/4547", "CRS:84",
/// "EPSG:900913", "[EPSG:4326]" … as CrsFacts::name. What is none of these comes back trimmed. Any thread.
[[nodiscard]] std::string crsNameOf(std::string_view written);

/// Looked up by PROJ; some 100 µs, any thread. NoPlace when it is unknown.
[[nodiscard]] Result<CrsFacts> crsFacts(std::string_view written);

} // namespace guanjing
