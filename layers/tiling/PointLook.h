#pragma once

namespace guanjing::layers {

/// How the points of a source are drawn, beside what a style says of single ones. Plain data.
struct PointLook {
    bool isRound = true; ///< discs, else squares
    double scale = 1.0; ///< of their size
    double maximumPixels =
        16.0; ///< none is larger, however near; at a device pixel ratio of 1. As the usual error of tiles
    /// Eye-dome lighting: edges and hollows are darkened.
    bool hasEyeDome = true;
    double eyeDomeStrength = 1.0;
    double eyeDomePixels = 1.0; ///< how far around a point it looks; of several sources in a picture the largest counts
    bool operator==(const PointLook&) const = default;
};

} // namespace guanjing::layers
