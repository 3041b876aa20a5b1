#pragma once

#include "geodata/core/Math.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace guanjing::render {

/// Places that stand on the ground, whose height may become known or change while they are shown: kept in ECEF, and asked
/// for again a few at a time. One thread.
class GroundAnchors {
public:
    /// Ellipsoidal metres of the ground at a longitude and latitude in degrees.
    using GroundHeight = std::function<double(double lonDegrees, double latDegrees)>;

    void clear();
    /// Nowhere below the ground, `liftMeters` above it or above its own height, whichever is higher.
    void add(double lonDegrees, double latDegrees, double heightMeters, double liftMeters);
    /// True while some places still have to be asked for. `revision` tells when the ground has changed.
    bool update(const GroundHeight& ground, std::uint64_t revision);

    [[nodiscard]] std::size_t size() const { return m_ecef.size(); }
    [[nodiscard]] const glm::dvec3& operator[](std::size_t index) const { return m_ecef[index]; }

private:
    struct Place {
        double lonDegrees = 0, latDegrees = 0, heightMeters = 0, liftMeters = 0;
        double shownMeters = 0;
    };
    std::vector<Place> m_places;
    std::vector<glm::dvec3> m_ecef;
    std::uint64_t m_revision = 0; ///< that the round under way is for
    std::size_t m_next = 0; ///< place of that round
};

} // namespace guanjing::render
