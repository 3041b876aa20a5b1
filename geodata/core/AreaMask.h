#pragma once

#include "geodata/core/Math.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace guanjing {

/// Polygons by the even-odd rule in any plane coordinates. Immutable; any thread.
class AreaMask {
public:
    /// Rings not closed.
    explicit AreaMask(const std::vector<std::vector<glm::dvec2>>& rings);

    /// Least x, least y, greatest x, greatest y.
    [[nodiscard]] const glm::dvec4& box() const { return m_box; }
    [[nodiscard]] double area() const;
    [[nodiscard]] bool contains(const glm::dvec2& point) const;
    /// Has a point in common with a box.
    [[nodiscard]] bool touches(const glm::dvec4& box) const;
    /// Where a band between two values of y, edges included, meets the area: intervals of x, apart and ascending.
    [[nodiscard]] std::vector<std::pair<double, double>> spans(double yLow, double yHigh) const;
    /// Makes transparent the pixels (RGBA, rows from the top) whose middle lies beside the polygons. `corner` is the first
    /// one's upper left corner; y falls with the rows where pixel.y is negative.
    void clip(std::span<std::uint8_t> rgba, int width, int height, const glm::dvec2& corner,
              const glm::dvec2& pixel) const;

private:
    struct Edge {
        glm::dvec2 a, b;
    };
    [[nodiscard]] std::vector<double> crossings(double y) const;
    std::vector<Edge> m_edges; ///< by their least y
    glm::dvec4 m_box{0.0};
};

} // namespace guanjing
