#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace guanjing::render {

/// A rectangle on the screen, pixels, origin top left.
struct ScreenBox {
    float left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] bool meets(const ScreenBox& other) const
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

/// Finds places for labels so that none lies on another or on a marker. A label that had a place keeps it, on the same side,
/// as long as it fits; a new one needs some air around it. So nothing flickers while the camera moves. Not thread-safe.
class LabelPlacer {
public:
    struct Wish {
        std::uint64_t id = 0; ///< the same from frame to frame
        float x = 0, y = 0; ///< middle of the marker
        float radius = 0; ///< of the marker
        float width = 0, height = 0;
        int priority = 0; ///< higher first
        bool centered = false; ///< on the place itself or near it: names of places, which have no marker
        bool pinned = false; ///< centred and nowhere else: names along a street
        float shortWidth = 0, shortHeight = 0; ///< of a shorter label that will do where the whole one finds no room
    };
    struct Place {
        std::size_t wish = 0; ///< index of the wish
        float left = 0, top = 0;
        bool isShort = false;
    };
    /// markers: what labels must keep off, their own included. Wishes are tried by priority, then those that had a place,
    /// then in their order. atMost: labels in all, centred ones not counted.
    [[nodiscard]] std::vector<Place> place(const std::vector<Wish>& wishes, const std::vector<ScreenBox>& markers,
                                           float viewWidth, float viewHeight, std::size_t atMost = SIZE_MAX);
    [[nodiscard]] bool wasPlaced(std::uint64_t id) const { return m_sides.count(id) != 0; }

private:
    std::unordered_map<std::uint64_t, int> m_sides; ///< of the last call
};

/// Markers that stand too close together become one. Members of a cluster stay together a little longer than they need to,
/// so that it does not flicker. Not thread-safe.
class MarkerClusterer {
public:
    struct Marker {
        std::uint64_t id = 0;
        float x = 0, y = 0;
        int priority = 0; ///< the highest is the one that the others join
        bool alone = false; ///< never joins
    };
    struct Cluster {
        std::size_t leader = 0; ///< index of the marker
        std::vector<std::size_t> members; ///< the leader included
    };
    [[nodiscard]] std::vector<Cluster> cluster(const std::vector<Marker>& markers, float distancePixels);

private:
    std::unordered_map<std::uint64_t, std::uint64_t> m_leaders; ///< of the last call: member → leader
};

} // namespace guanjing::render
