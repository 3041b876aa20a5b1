#pragma once

#include "geodata/terrain/HeightSource.h"

#include <array>
#include <cstdint>
#include <vector>

namespace guanjing {

/// Heights of a part of a raster: bilinear between the middles of its pixels. Where pixels lie is kept at a grid of places,
/// exact there and bilinear between them. Immutable, any thread.
class DemGrid final : public HeightPatch {
public:
    static constexpr int kPlaces = 9; ///< of pixels, along one side of the tile

    struct Pixels {
        int width = 0, height = 0;
        std::vector<float> meters; ///< NaN: a void
        /// Of the raster's whole rows and columns: the upper left corner, and how many a pixel here spans.
        double left = 0, top = 0, step = 1;
        int rasterWidth = 0, rasterHeight = 0;
    };
    /// Column and row of the whole raster at places of the tile, from west to east and south to north.
    using Places = std::array<glm::dvec2, std::size_t{kPlaces} * kPlaces>;

    DemGrid(Pixels pixels, const Rectangle& rectangle, const Places& places);

    [[nodiscard]] std::optional<HeightSample> at(double lonDegrees, double latDegrees) const override;
    [[nodiscard]] std::optional<EdgeSample> edgeFrom(double lonDegrees, double latDegrees) const override;
    [[nodiscard]] double minHeightMeters() const override { return m_low; }
    [[nodiscard]] double maxHeightMeters() const override { return m_high; }
    [[nodiscard]] bool hasVoids() const override { return m_hasVoids; }
    [[nodiscard]] std::size_t byteSize() const override;

    /// What it was made of, voids as NaN; no values where all were voids.
    [[nodiscard]] Pixels pixelsAsRead() const;
    [[nodiscard]] const Places& places() const { return m_places; }

private:
    void fillVoids();
    /// Column and row of the whole raster at shares of the tile's sides: bilinear between the places, beyond them too.
    [[nodiscard]] glm::dvec2 pixelAt(double u, double v) const;
    [[nodiscard]] HeightSample sampleAt(const glm::dvec2& pixel) const;
    [[nodiscard]] std::size_t indexOf(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_pixels.width) + static_cast<std::size_t>(x);
    }

    Pixels m_pixels;
    Rectangle m_rectangle;
    Places m_places;
    std::vector<bool> m_isFilled; ///< empty: no pixel is
    double m_low = 0, m_high = 0;
    bool m_hasVoids = false;
};

} // namespace guanjing
