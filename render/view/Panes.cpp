#include "render/view/Panes.h"

#include <algorithm>
#include <cmath>

namespace guanjing::render {

namespace {

struct Grid {
    int columns = 1, rows = 1;
};

/// Four lie two by two, fewer beside each other.
Grid gridOf(const Panes& panes)
{
    if (panes.mode != Panes::Mode::Linked)
        return {};
    return panes.count == 4 ? Grid{2, 2} : Grid{std::clamp(panes.count, 1, Panes::kMostLinked), 1};
}

} // namespace

Panes::Box Panes::boxOf(int view) const
{
    const Grid grid = gridOf(*this);
    const int paneWidth = std::max((width - (grid.columns - 1) * kGapPixels) / grid.columns, 1);
    const int paneHeight = std::max((height - (grid.rows - 1) * kGapPixels) / grid.rows, 1);
    if (mode != Mode::Linked)
        return {0, 0, paneWidth, paneHeight};
    const int column = view % grid.columns, row = std::min(view / grid.columns, grid.rows - 1);
    // The last ones end at the edge; what does not divide evenly widens the gaps.
    const auto spread = [](int room, int index, int cells) { return cells > 1 ? room * index / (cells - 1) : 0; };
    return {spread(width - paneWidth, column, grid.columns), spread(height - paneHeight, row, grid.rows), paneWidth,
            paneHeight};
}

int Panes::dividerColumn() const
{
    return std::clamp(static_cast<int>(std::lround(divider * width)), 0, std::max(width, 0));
}

int Panes::viewAt(double x, double y) const
{
    if (mode == Mode::One)
        return 0;
    if (mode == Mode::Swipe)
        return x < dividerColumn() ? 0 : 1;
    const Grid grid = gridOf(*this);
    const auto index = [](double at, int size, int cells) {
        return std::clamp(static_cast<int>(std::floor(at * cells / std::max(size, 1))), 0, cells - 1);
    };
    return std::min(index(y, height, grid.rows) * grid.columns + index(x, width, grid.columns), viewCount() - 1);
}

Panes::Place Panes::keptIn(int view, double x, double y) const
{
    const Box box = boxOf(view);
    return {std::clamp(x, box.x + 0.0, box.x + box.width - 1.0), std::clamp(y, box.y + 0.0, box.y + box.height - 1.0)};
}

} // namespace guanjing::render
