#pragma once
// Quantized-mesh tiles made by hand: a grid of heights of any function.

#include "geodata/core/Bytes.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/terrain/TerrainTiling.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

namespace guanjing::test {

using HeightFunction = std::function<double(double lonDegrees, double latDegrees)>;

struct TerrainTileForm {
    int cells = 16; ///< along one side
    /// As text for the metadata extension; empty: none.
    std::string availability;
    bool hasNormals = false;
    TerrainProjection projection = TerrainProjection::Geographic;
};

/// quantized-mesh-1.0 over a regular grid, west to east and south to north. Heights are right to the 32767th part of the
/// tile's own range.
inline Bytes writeTerrainTile(const TerrainTileId& id, const HeightFunction& height, const TerrainTileForm& form = {})
{
    Bytes bytes;
    const auto put = [&](const auto& value) {
        const auto* data = reinterpret_cast<const std::uint8_t*>(&value);
        bytes.insert(bytes.end(), data, data + sizeof value);
    };
    const Rectangle tile = terrainTileRectangle(id, form.projection);
    const int side = form.cells + 1;
    const bool isMercator = form.projection == TerrainProjection::WebMercator;
    const double south = toWebMercator(0, tile.south).y, north = toWebMercator(0, tile.north).y;
    // Where the quantized steps lie, not where they were meant to.
    const auto step = [&](int i) { return static_cast<int>(std::lround(32767.0 * i / form.cells)); };
    const auto lonAt = [&](int i) { return tile.west + (tile.east - tile.west) * step(i) / 32767.0; };
    const auto latAt = [&](int i) {
        return isMercator ? fromWebMercator(0, south + (north - south) * step(i) / 32767.0).y
                          : tile.south + (tile.north - tile.south) * step(i) / 32767.0;
    };
    std::vector<double> heights;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            heights.push_back(height(lonAt(x), latAt(y)));
    const auto [low, high] = std::minmax_element(heights.begin(), heights.end());
    const auto minimum = static_cast<float>(*low), maximum = std::max(static_cast<float>(*high), minimum + 1.0F);
    const glm::dvec3 center = toEcef({(tile.west + tile.east) / 2, (tile.south + tile.north) / 2, *low});
    for (int i = 0; i < 3; ++i)
        put(center[i]);
    put(minimum);
    put(maximum);
    for (const double value : {center.x, center.y, center.z, 1e6, 0.0, 0.0, 0.0})
        put(value);
    put(static_cast<std::uint32_t>(side * side));
    const auto putDelta = [&](int& before, int value) {
        const int delta = value - before;
        put(static_cast<std::uint16_t>((delta << 1) ^ (delta >> 31)));
        before = value;
    };
    for (int axis = 0; axis < 2; ++axis) {
        int before = 0;
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                putDelta(before, step(axis == 0 ? x : y));
    }
    int before = 0;
    for (const double value : heights)
        putDelta(
            before,
            static_cast<int>(std::lround((value - double{minimum}) / (double{maximum} - double{minimum}) * 32767.0)));
    // Codes count from the highest index so far and can name only the next new one: triangles without area bring in all
    // vertices in their order, then the rest may name any.
    const int introducing = (side * side + 2) / 3;
    put(static_cast<std::uint32_t>(form.cells * form.cells * 2 + introducing));
    std::uint16_t highest = 0;
    const auto putIndex = [&](int x, int y) {
        const auto index = static_cast<std::uint16_t>(y * side + x);
        put(static_cast<std::uint16_t>(highest - index));
        highest = static_cast<std::uint16_t>(highest + (index == highest ? 1 : 0));
    };
    for (int i = 0; i < introducing * 3; ++i) {
        const int index = std::min(i, side * side - 1);
        putIndex(index % side, index / side);
    }
    for (int y = 0; y < form.cells; ++y)
        for (int x = 0; x < form.cells; ++x)
            for (const auto& [dx, dy] : {std::pair(0, 0), {1, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 1}})
                putIndex(x + dx, y + dy);
    for (int edge = 0; edge < 4; ++edge)
        put(std::uint32_t{0});
    if (form.hasNormals) {
        put(std::uint8_t{1});
        put(static_cast<std::uint32_t>(side * side * 2));
        for (int i = 0; i < side * side; ++i) { // the vertical at the middle, good enough for a flat tile
            glm::dvec3 up = ellipsoidNormal((tile.west + tile.east) / 2, (tile.south + tile.north) / 2);
            up /= std::abs(up.x) + std::abs(up.y) + std::abs(up.z);
            if (up.z < 0) {
                const double x = up.x;
                up.x = (1 - std::abs(up.y)) * (x < 0 ? -1 : 1);
                up.y = (1 - std::abs(x)) * (up.y < 0 ? -1 : 1);
            }
            put(static_cast<std::uint8_t>(std::lround((up.x * 0.5 + 0.5) * 255)));
            put(static_cast<std::uint8_t>(std::lround((up.y * 0.5 + 0.5) * 255)));
        }
    }
    if (!form.availability.empty()) {
        put(std::uint8_t{4});
        put(static_cast<std::uint32_t>(form.availability.size() + 4));
        put(static_cast<std::uint32_t>(form.availability.size()));
        bytes.insert(bytes.end(), form.availability.begin(), form.availability.end());
    }
    return bytes;
}

} // namespace guanjing::test
