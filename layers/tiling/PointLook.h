#pragma once

namespace guanjing::layers {

/// How the points of a source are drawn, beside what a style says of single ones. Plain data.
struct PointLook {
    bool isRound = true; ///< discs, else squares
    double scale = 1.0; ///< of their size
    double maximumPixels = 10.0; ///< none is larger, however near; at a device pixel ratio of 1
    bool operator==(const PointLook&) const = default;
};

} // namespace guanjing::layers
