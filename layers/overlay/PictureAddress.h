#pragma once

#include <cstdint>

namespace guanjing::layers {

/// Address of a picture: level of its source's grid, column and row. In the Web Mercator quadtree y counts from the north.
struct PictureAddress {
    int level = 0;
    std::uint32_t x = 0, y = 0;

    [[nodiscard]] PictureAddress parent() const { return {level - 1, x >> 1, y >> 1}; }
    [[nodiscard]] PictureAddress ancestor(int at) const { return {at, x >> (level - at), y >> (level - at)}; }
    /// 6 bits of level, 28 bits each of x and y.
    [[nodiscard]] std::uint64_t key() const
    {
        return (std::uint64_t(level) << 56) | (std::uint64_t{x} << 28) | std::uint64_t{y};
    }
    bool operator==(const PictureAddress&) const = default;
};

} // namespace guanjing::layers
