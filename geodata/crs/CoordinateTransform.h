#pragma once

#include "geodata/core/Result.h"

#include <glm/vec3.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace guanjing {

/// From one coordinate system to another and back, by PROJ.
///
/// Axis order: always x = east or longitude, y = north or latitude, z = height, whatever order the authority states
/// (EPSG:4547 defines X as north; here its easting still comes first). Geographic systems are in degrees, projected
/// ones in their own unit (metres for all of Dongguan's). Geocentric ones are X, Y, Z.
///
/// Systems are named "EPSG:4547", by any other text that PROJ takes (WKT, PROJ string), or "GCJ-02" and "BD-09"
/// (geodata/crs/ChinaOffset.h), which are longitude and latitude.
///
/// Threading: an object has a PROJ context of its own and belongs to one thread at a time. Making one costs
/// milliseconds: keep it. Grids are never fetched from the network.
class CoordinateTransform {
public:
    /// Errors: BadReference when a system is unknown, UnsupportedFeature when no operation leads from one to the other.
    [[nodiscard]] static Result<CoordinateTransform> create(std::string_view from, std::string_view to);
    ~CoordinateTransform();
    CoordinateTransform(CoordinateTransform&&) noexcept;
    CoordinateTransform& operator=(CoordinateTransform&&) noexcept;

    /// BadValue when the position cannot be expressed in the other system.
    [[nodiscard]] Result<glm::dvec3> forward(const glm::dvec3& position);
    [[nodiscard]] Result<glm::dvec3> inverse(const glm::dvec3& position);
    /// In place; positions that cannot be transformed become infinite. Returns how many could not.
    std::size_t forward(std::span<glm::dvec3> positions);
    std::size_t inverse(std::span<glm::dvec3> positions);

private:
    struct Impl;
    explicit CoordinateTransform(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing
