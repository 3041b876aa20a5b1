#pragma once

#include "geodata/core/Math.h"
#include "layers/tiling/DrawList.h"

#include <array>
#include <optional>

namespace guanjing::render {

struct FrameCamera;
struct Lighting;

/// Where the sun's shadows of a frame are looked up: two rectangles of a plane across its light, a fine one for what is
/// near and a coarse one for all of it. They move in steps of many texels, and grow in steps too, so that shadows do not
/// crawl under a moving camera and most frames find the map that the last one has drawn. Plain value.
struct ShadowFit {
    static constexpr int kSide = 2048; ///< texels of a part, both ways
    static constexpr int kBorder = 4; ///< texels along its sides that stay empty: out there nothing casts

    glm::dmat3 axes{1.0}; ///< columns, ECEF: across the light, the other way across, towards the sun
    struct Part {
        glm::dvec2 center{0.0}, half{1.0}; ///< metres along the axes, from the Earth's centre
        bool operator==(const Part&) const = default;
    };
    std::array<Part, 2> parts; ///< near, all
    double depthCenter = 0, depthHalf = 1; ///< metres towards the sun: what the map tells apart
    double reachMeters = 0; ///< from the eye; shadows fade out before. 0: as far as the map goes
    glm::vec3 tint{1.0f}; ///< of what a shadow takes away
    float darkness = 0; ///< share of its display colour that level ground loses in full shadow
    float strength = 1; ///< of all shadows: they go as the sun goes down

    /// Vertices to places on a part, -1 to 1, and in z the depth, 0 nearest the sun to 1.
    [[nodiscard]] glm::dmat4 mapFrom(const glm::dmat4& modelToWorld, std::size_t part) const;
    /// Whether something of a sphere lies above a part.
    [[nodiscard]] bool covers(const glm::dvec3& center, double radius, std::size_t part) const;
    [[nodiscard]] double texelMeters(std::size_t part) const;

    /// Whether one map serves both.
    [[nodiscard]] bool sharesMapWith(const ShadowFit& other) const;
};

/// Nothing where the sun throws no shadow that could be seen: it is down, or all is far away. Pure; any thread.
[[nodiscard]] std::optional<ShadowFit> fitShadows(const layers::DrawList& list, const FrameCamera& camera,
                                                  const Lighting& lighting);

} // namespace guanjing::render
