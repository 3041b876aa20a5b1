// Surfaces over a grid of points, such as the crowns of a wood.
#include "geodata/democity/Facades.h"
#include "geodata/democity/TileMesh.h"

#include <algorithm>

namespace guanjing::democity {

void TileMesh::addSheet(const Sheet& sheet)
{
    m_feature = kNoFeatureId;
    standOnEllipsoid();
    const std::size_t columns = sheet.columns;
    const std::size_t rows = sheet.points.size() / columns;
    constexpr std::uint32_t kNone = 0xFFFFFFFFu;
    std::vector<std::uint32_t> indices(sheet.points.size(), kNone);
    const auto place = [&](std::size_t i, std::size_t j, double below = 0) {
        const Point& point = sheet.points[j * columns + i];
        return at(point.place, point.height - below);
    };
    const auto normal = [&](std::size_t i, std::size_t j) {
        // of one cell, not smoothed over four: crowns are rough
        const std::size_t east = std::min(i + 1, columns - 1), north = std::min(j + 1, rows - 1);
        const glm::dvec3 along = place(east, j) - place(east - 1, j);
        const glm::dvec3 across = place(i, north) - place(i, north - 1);
        return glm::normalize(glm::cross(along, across));
    };
    const auto corner = [&](std::size_t i, std::size_t j) {
        std::uint32_t& index = indices[j * columns + i];
        if (index == kNone)
            index = vertex(place(i, j), normal(i, j), kBlankU, blankV(), sheet.colors[j * columns + i]);
        return index;
    };
    const auto isCovered = [&](std::size_t i, std::size_t j) {
        const std::uint8_t* const covered = sheet.covered.data() + j * columns + i;
        return (covered[0] | covered[1] | covered[columns] | covered[columns + 1]) != 0
            && !std::binary_search(sheet.gaps.begin(), sheet.gaps.end(), j * columns + i);
    };
    for (std::size_t j = 0; j + 1 < rows; ++j)
        for (std::size_t i = 0; i + 1 < columns; ++i) {
            if (!isCovered(i, j))
                continue;
            const std::uint32_t a = corner(i, j), b = corner(i + 1, j), c = corner(i + 1, j + 1), d = corner(i, j + 1);
            // the diagonals change from cell to cell, or there would be stripes
            if ((i + j) % 2 == 0)
                m_indices.insert(m_indices.end(), {a, b, c, a, c, d});
            else
                m_indices.insert(m_indices.end(), {a, b, d, b, c, d});
        }
    if (sheet.skirtMeters <= 0)
        return;
    // lit as the crowns above it, so that it is no wall where it shows; from left to right as it is seen from outside
    std::uint32_t last = kNone; // the corner where the skirt was left, and below it
    std::uint32_t lastLow = kNone;
    const auto low = [&](std::size_t i, std::size_t j) {
        return vertex(place(i, j, sheet.skirtMeters), normal(i, j), kBlankU, blankV(), sheet.colors[j * columns + i]);
    };
    const auto hang = [&](std::size_t leftI, std::size_t leftJ, std::size_t rightI, std::size_t rightJ) {
        const std::uint32_t left = corner(leftI, leftJ), right = corner(rightI, rightJ);
        const std::uint32_t leftLow = left == last ? lastLow : low(leftI, leftJ);
        const std::uint32_t rightLow = low(rightI, rightJ);
        m_indices.insert(m_indices.end(), {leftLow, rightLow, right, leftLow, right, left});
        last = right;
        lastLow = rightLow;
    };
    const std::size_t east = columns - 1, north = rows - 1;
    for (std::size_t i = 0; i < east; ++i)
        if (isCovered(i, 0))
            hang(i, 0, i + 1, 0);
    for (std::size_t j = 0; j < north; ++j)
        if (isCovered(east - 1, j))
            hang(east, j, east, j + 1);
    for (std::size_t i = east; i > 0; --i)
        if (isCovered(i - 1, north - 1))
            hang(i, north, i - 1, north);
    for (std::size_t j = north; j > 0; --j)
        if (isCovered(0, j - 1))
            hang(0, j, 0, j - 1);
}

} // namespace guanjing::democity
