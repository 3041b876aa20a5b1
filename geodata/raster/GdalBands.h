#pragma once
// Pixels of a GDAL raster as RGBA. For the .cpp files of this room only.

#include "geodata/core/Issue.h"
#include "geodata/core/Math.h"
#include "geodata/core/Result.h"
#include "geodata/raster/GdalOverviews.h"
#include "geodata/raster/PictureSource.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace guanjing {

/// Which bands of a raster make red, green, blue and opacity, and how their values become bytes. Immutable once chosen; any
/// thread, with a dataset of its own.
class GdalBands {
public:
    /// `dataset` is an open GDALDatasetH; `nodata` replaces the raster's own. Samples values that are wider than a byte.
    [[nodiscard]] static Result<GdalBands> choose(void* dataset, std::optional<double> nodata, Issues& issues);
    /// The bands' numbers, from 1: red, green and blue, or one.
    [[nodiscard]] const std::vector<int>& colors() const { return m_colors; }
    /// How many pixels of the raster, along a side, one of its coarsest overview stands for; 1 without overviews.
    [[nodiscard]] double coarsestReduction(void* dataset) const;
    /// A square of `side` pixels, each of `reduction`² of the raster, from a corner given in its pixels, a multiple of
    /// `reduction`; beyond its edges transparent. They lie where they belong also where those of the overview that they are
    /// read from lie otherwise. No pixels where nothing is to be seen; an error without words when GDAL fails.
    [[nodiscard]] Result<PicturePixels> read(void* dataset, const glm::dvec2& corner, double reduction, int side) const;
    /// After read() has failed: what of it can be read, in smaller parts, the rest transparent; an error where nothing can.
    [[nodiscard]] Result<PicturePixels> readParts(void* dataset, const glm::dvec2& corner, double reduction,
                                                  int side) const;

private:
    /// Of the raster, and of the picture that is made of it.
    struct Window {
        std::array<int, 4> source{}; ///< column, row, width, height; of the overview where one is named
        int columns = 0, rows = 0;
        int overview = -1;
    };
    [[nodiscard]] static Window windowAt(void* dataset, const glm::ivec2& corner, double reduction, int columns,
                                         int rows);
    /// Into the upper left of a square of `side` pixels.
    [[nodiscard]] bool readWindow(void* dataset, const Window& window, int side, PicturePixels& pixels) const;
    /// The same of a level, whose pixels may lie between those that are there. (Those of a palette stay as GDAL picks them.)
    [[nodiscard]] bool readLevel(void* dataset, const glm::ivec2& corner, double reduction, int side,
                                 PicturePixels& pixels) const;
    [[nodiscard]] bool readColors(void* dataset, const Window& window, int side, PicturePixels& pixels) const;
    [[nodiscard]] bool readOpacity(void* dataset, const Window& window, int side, PicturePixels& pixels) const;
    [[nodiscard]] static bool readMask(void* dataset, int band, const Window& window, std::uint8_t* to);
    void sample(void* dataset, Issues& issues);

    std::vector<int> m_colors; ///< one (grey or palette) or three bands, from 1
    int m_alpha = 0; ///< band, 0: none
    std::vector<std::array<std::uint8_t, 4>> m_palette;
    bool m_isWide = false; ///< values beyond a byte
    double m_low = 0, m_high = 255; ///< become 0 and 255
    bool m_hasMask = false;
    OverviewPixels m_overviewPixels = OverviewPixels::Means;
    std::optional<double> m_nodata; ///< stated by the scene
};

} // namespace guanjing
