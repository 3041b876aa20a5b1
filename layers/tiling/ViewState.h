#pragma once

#include "geodata/core/Math.h"
#include "layers/tiling/SourceShares.h"

#include <array>
#include <memory>

namespace guanjing::layers {

/// What a camera sees, in ECEF metres and double. Immutable; the camera that selects is the camera that draws.
class ViewState {
public:
    /// Perspective; fovDegrees is across the wider side of the viewport.
    static ViewState perspective(const glm::dvec3& eye, const glm::dvec3& direction, const glm::dvec3& up,
                                 int widthPixels, int heightPixels, double fovDegrees = 60.0);
    /// Top-down map: orthographic, `heightMeters` tall on screen.
    static ViewState orthographic(const glm::dvec3& eye, const glm::dvec3& direction, const glm::dvec3& up,
                                  int widthPixels, int heightPixels, double extentMeters);
    /// Degrees, ellipsoidal metres; heading clockwise from north, pitch negative downward.
    static ViewState geographic(double lonDegrees, double latDegrees, double heightMeters, double headingDegrees,
                                double pitchDegrees, int widthPixels, int heightPixels, double fovDegrees = 60.0);

    glm::dvec3 eye{0.0};
    glm::dvec3 direction{0.0, 0.0, -1.0}; ///< unit
    glm::dvec3 up{0.0, 1.0, 0.0}; ///< unit, orthogonal to direction
    glm::dvec3 right{1.0, 0.0, 0.0};
    int width = 0; ///< pixels
    int height = 0;
    bool isOrthographic = false;
    double tanHalfX = 0, tanHalfY = 0; ///< perspective: half extents at distance 1
    double halfX = 0, halfY = 0; ///< orthographic: half extents in metres
    /// How much lamps show: 0 by day … 1 at night. Imagery that tells of their light is wanted where it is not 0.
    float lampShare = 0;
    /// What it shows of each source; null: everything as it is.
    std::shared_ptr<const SourceShares> shares;

    [[nodiscard]] SourceShare shareOf(std::uint32_t source) const
    {
        return shares ? shares->of(source) : SourceShare{source};
    }
    /// Only columns from `left` to `right` (pixels) will be drawn: what lies beside them is not selected. The picture stays
    /// the same, see planes().
    void limitTo(double leftPixels, double rightPixels);

    /// False for a camera that is nowhere or looks nowhere: no figure of it can be compared.
    [[nodiscard]] bool isFinite() const;

    /// Ray through a pixel (origin top left, pixel centres at .5): origin and unit direction. Points and lines have no
    /// width to be hit; the cone around the ray says how far beside it they count, in metres: radiusMeters at the origin
    /// and radiusPerMeter more for every metre of depth.
    struct Ray {
        glm::dvec3 origin;
        glm::dvec3 direction;
        double radiusMeters = 0;
        double radiusPerMeter = 0;
    };
    [[nodiscard]] Ray rayThrough(double xPixels, double yPixels) const;
    /// World to view (right, up, backward), without translation to floats.
    [[nodiscard]] glm::dmat4 viewMatrix() const;
    /// Pixels that one metre across takes at a distance along the ray of sight; for screen-space error.
    [[nodiscard]] double pixelsPerMeter(double distanceMeters) const;
    /// Left, right, bottom, top planes as (unit inward normal, offset): inside where dot(n, p) + d >= 0.
    [[nodiscard]] const std::array<glm::dvec4, 4>& planes() const { return m_planes; }

private:
    void finish();
    std::array<glm::dvec4, 4> m_planes{};
};

} // namespace guanjing::layers
