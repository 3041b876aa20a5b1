#pragma once
// Heights out of a raster's band. For the .cpp files of this room only.

#include <cstddef>
#include <optional>
#include <vector>

namespace guanjing {

/// A part of a raster, `step` of its pixels along a side becoming one.
struct DemWindow {
    int x = 0, y = 0; ///< its first column and row
    int width = 0, height = 0; ///< of what is made
    int step = 1;
};

struct DemPixels {
    std::vector<float> meters; ///< NaN: a void
    std::size_t unreadable = 0; ///< voids because the file has no pixels there, though it should
    /// A value as it stands in the file that was taken for a void, although the file does not say so.
    std::optional<double> undeclaredVoid;
};

/// Reads windows of a band, for which raw value · scale + offset are metres. One thread at a time, as the band.
class DemBand {
public:
    /// `band` is an open GDALRasterBandH. `isLocal`: what cannot be read whole is tried in parts.
    DemBand(void* band, double scale, double offset, bool isLocal)
        : m_band(band), m_scale(scale), m_offset(offset), m_isLocal(isLocal)
    { }
    /// Coarser ones are averages of the pixels that are heights. What cannot be read is void, wholly or in part; GDAL has said
    /// why. `hasUndeclaredVoids`: some are known, so that an average that is too low, and of too many pixels to look at them
    /// all, is taken for a void.
    [[nodiscard]] DemPixels read(const DemWindow& window, bool hasUndeclaredVoids) const;
    /// One of the values at the corners and in the middle that are taken for voids though not declared.
    [[nodiscard]] std::optional<double> findUndeclaredVoid() const;

private:
    [[nodiscard]] bool readRaw(const DemWindow& window, float* raw, std::size_t rowLength) const;
    std::size_t readParts(const DemWindow& window, float* raw, std::size_t rowLength) const;
    [[nodiscard]] bool averageExactly(const DemWindow& window, DemPixels& pixels) const;
    void toMeters(DemPixels& pixels) const;

    void* m_band;
    double m_scale, m_offset;
    bool m_isLocal;
};

} // namespace guanjing
