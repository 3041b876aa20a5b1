#pragma once
// Where the pixels of a raster's overviews lie. For the .cpp files of this room only.

#include "geodata/core/Math.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace guanjing {

/// What the middle of an overview's pixel stands for.
enum class OverviewPixels {
    Means, ///< the square that it is a mean of
    Picked, ///< one pixel of the raster, of those that it stands for the first (gdaladdo's "nearest", its default)
    PickedByHalves, ///< as Picked, and sizes halve exactly, rounded up: JPEG 2000 (ISO/IEC 15444-1, B.5)
};

/// Tells them by the format, or by a look at a few pixels of a local file. `dataset` is an open GDALDatasetH.
[[nodiscard]] OverviewPixels overviewPixels(void* dataset, int band);

/// Of what a level of a pyramid that halves is read, and where its pixels lie there.
struct OverviewUse {
    int overview = -1; ///< of the band; -1: the raster itself
    int mean = 1; ///< of so many of its pixels along a side one is made
    glm::ivec2 size{0}; ///< of what is made of them
    /// Pixel i of the level lies at from + i * step, counted in pixels of that.
    glm::dvec2 from{0.0}, step{1.0};

    /// Along one axis (0: x) of a window of `count` pixels from `first`.
    struct Span {
        int from = 0, count = 0; ///< pixels to be read
        double at = 0, step = 1; ///< where the window's first pixel lies in them, and how far on the next does
        bool isWhole = true; ///< pixel for pixel, within a twentieth of one
    };
    [[nodiscard]] Span span(int axis, int first, int count) const;
};

/// Nothing where the overviews' sizes are not those of a pyramid that halves: GDAL chooses then. `reduction`: pixels of the
/// raster to one of the level, a power of two.
[[nodiscard]] std::optional<OverviewUse> overviewFor(void* band, double reduction, OverviewPixels pixels);

/// RGBA pixels between those that are there, by cubic convolution (Keys, "Cubic convolution interpolation for digital image
/// processing", 1981), weighted by their opacity. `rgba` has across.count * down.count pixels in rows of `stride`; the result
/// goes into the upper left of `out`, a square of `side`.
void resample(const std::vector<std::uint8_t>& rgba, int stride, const OverviewUse::Span& across,
              const OverviewUse::Span& down, const glm::ivec2& size, int side, std::vector<std::uint8_t>& out);

} // namespace guanjing
