#pragma once

#include "geodata/core/Math.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guanjing::tiles3d {

/// A cell of the S2 hierarchy: the faces of a cube, each divided into four again and again along a Hilbert curve and
/// blown up to the sphere by the quadratic projection (s2geometry.io, "S2 Cells"; 3DTILES_bounding_volume_S2 1.0). The 64
/// bits hold the face in the upper three, two bits a level, then a one. Plain data, any thread.
class S2Cell {
public:
    static constexpr int kMaxLevel = 30;

    /// Hexadecimal without trailing zeros, "1" … "89c259c4"; nothing for what is no cell.
    [[nodiscard]] static std::optional<S2Cell> fromToken(std::string_view token);
    /// i and j count from 0 to 2^level − 1 along the face's two axes.
    [[nodiscard]] static S2Cell fromFace(int face, int level, std::uint32_t i, std::uint32_t j);
    [[nodiscard]] static std::optional<S2Cell> fromId(std::uint64_t id);

    [[nodiscard]] std::uint64_t id() const { return m_id; }
    [[nodiscard]] std::string token() const;
    [[nodiscard]] int face() const { return static_cast<int>(m_id >> 61); }
    [[nodiscard]] int level() const;
    /// i and j at the cell's own level.
    [[nodiscard]] std::array<std::uint32_t, 2> place() const;
    /// The cell below this one at `levels` further, by i and j within it.
    [[nodiscard]] S2Cell descendant(int levels, std::uint32_t i, std::uint32_t j) const;

    /// Unit vector at s and t in 0 … 1 across the cell, along i and along j; its direction is the ellipsoid's normal.
    [[nodiscard]] glm::dvec3 pointAt(double s, double t) const;

    bool operator==(const S2Cell&) const = default;

private:
    explicit S2Cell(std::uint64_t id) : m_id(id) { }
    std::uint64_t m_id;
};

} // namespace guanjing::tiles3d
