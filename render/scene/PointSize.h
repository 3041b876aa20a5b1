#pragma once

namespace guanjing::layers {
struct DrawItem;
}

namespace guanjing::render {

struct FrameCamera;

/// How large the points of a tile are drawn.
struct PointSize {
    float pixelsAtOne =
        0; ///< diameter where clip coordinates have w = 1: at a metre in perspective, everywhere on a map
    float leastPixels = 1, mostPixels = 10;
    /// At the nearest that a point of the tile may be.
    float nearestPixels = 1;
};

/// The geometric error of a tile says how far apart its points are; they are made as large as that, so that a surface
/// closes near by and does not clot far away. spacingMeters: measured distance between its points, 0 where it is not known;
/// it bounds what the error says, and stands for it where a leaf has none. pixelRatio: device pixels per pixel. Pure.
[[nodiscard]] PointSize pointSize(const layers::DrawItem& item, double spacingMeters, const FrameCamera& camera,
                                  double pixelRatio);

/// What the shader makes the depth for eye-dome lighting of: on a map depth = z * x + y, in perspective x is 0 and the depth
/// the binary logarithm of w. Both grow alike over the same step between two pixels.
struct EyeDomeDepth {
    float x = 0, y = 0;
};
[[nodiscard]] EyeDomeDepth eyeDomeDepth(const FrameCamera& camera);

} // namespace guanjing::render
