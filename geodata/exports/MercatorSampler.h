#pragma once

#include "geodata/core/Result.h"
#include "geodata/exports/PictureReader.h"
#include "geodata/raster/GridProjector.h"

#include <cstdint>
#include <vector>

namespace guanjing {

/// Pixels of Web Mercator's quadtree out of a level of a source in any grid: bilinear, placed right to a quarter of a source
/// pixel. One thread.
class MercatorSampler {
public:
    /// All must outlive it.
    MercatorSampler(PictureReader& reader, const PictureSource& source, GridProjector& projector, int level)
        : m_reader(reader), m_source(source), m_projector(projector), m_level(level)
    { }

    /// A window of a zoom level, pixels counted from the north-west of the world; RGBA.
    [[nodiscard]] Result<void> fill(int zoom, std::int64_t x, std::int64_t y, int width, int height,
                                    std::vector<std::uint8_t>& rgba);
    /// Has the pictures asked for that fill() of this will need.
    void expect(int zoom, std::int64_t x, std::int64_t y, int width, int height);

private:
    struct Part {
        int left = 0, top = 0, width = 0, height = 0; ///< of the window
    };
    [[nodiscard]] glm::dvec4 rectangleOf(int zoom, std::int64_t x, std::int64_t y, const Part& part) const;
    [[nodiscard]] glm::dvec4 sourceBox(const GridFit& fit) const;
    [[nodiscard]] Result<void> fillPart(int zoom, std::int64_t x, std::int64_t y, const Part& part, int stride,
                                        std::vector<std::uint8_t>& rgba);
    [[nodiscard]] Result<void> sample(const GridFit& fit, const glm::dvec4& rectangle, const Part& part, int stride,
                                      std::vector<std::uint8_t>& rgba);
    [[nodiscard]] glm::dvec2 pixelOf(const glm::dvec2& grid) const;

    PictureReader& m_reader;
    const PictureSource& m_source;
    GridProjector& m_projector;
    int m_level;
    std::vector<std::uint8_t> m_pixels; ///< reused
};

} // namespace guanjing
