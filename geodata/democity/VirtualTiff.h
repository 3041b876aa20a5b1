#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace guanjing::democity {

/// A tiled BigTIFF with overviews, laid out as a cloud-optimised GeoTIFF, that exists nowhere: every tile has a slot of the same
/// size, so that where all lies is known beforehand and any range of bytes can be made without the rest. Immutable; any thread.
/// (TIFF 6.0, the BigTIFF extension, OGC 19-008 GeoTIFF.)
class VirtualTiff {
public:
    enum class Pixels : std::uint8_t {
        Float32, ///< one sample, uncompressed: a tile fills its slot
        YcbcrJpeg ///< three samples, JPEG with 4:2:0; what a tile leaves of its slot stays empty
    };
    struct Form {
        Pixels pixels = Pixels::Float32;
        std::uint32_t width = 0, height = 0; ///< pixels of the finest level
        std::uint32_t tileSide = 256;
        int levels = 1; ///< the finest and its overviews, each half the one before
        std::uint32_t slotBytes =
            0; ///< slots begin at its multiples: who reads in pieces of it meets one tile with each
        std::uint32_t mostBytes = 0; ///< of a tile, as readers are told; 0: slotBytes
        double west = 0, north = 0, pixelSize = 1; ///< in the units of the coordinate system
        int epsg = 0;
        bool geographic = false;
        std::string dateTime; ///< "2026:06:15 11:00:00"; empty: none
    };
    /// A tile of a level, 0 the finest, rows from the north. At most mostBytes.
    using Fetch = std::function<Result<SharedBytes>(int level, std::uint32_t x, std::uint32_t y)>;

    explicit VirtualTiff(Form form);

    [[nodiscard]] std::uint64_t byteSize() const { return m_size; }
    [[nodiscard]] const Form& form() const { return m_form; }
    /// Bytes from an offset; fewer at the end of the file.
    [[nodiscard]] Result<Bytes> read(std::uint64_t offset, std::size_t length, const Fetch& fetch) const;

private:
    enum class Kind : std::uint8_t { Head, Offsets, Counts, Padding, Tiles };
    struct Level {
        std::uint32_t width = 0, height = 0, columns = 0, rows = 0;
        std::uint64_t firstTile = 0; ///< where its first slot begins
        [[nodiscard]] std::uint64_t tiles() const { return std::uint64_t{columns} * rows; }
    };
    struct Segment {
        Kind kind;
        int level;
        std::uint64_t offset, size;
    };

    [[nodiscard]] Bytes directories() const;
    Result<void> readSegment(const Segment& segment, std::uint64_t from, std::uint64_t count, const Fetch& fetch,
                             Bytes& out) const;

    Form m_form;
    std::vector<Level> m_levels;
    std::vector<Segment> m_segments; ///< in the order of the file, without gaps
    Bytes m_head;
    std::uint64_t m_size = 0;
};

} // namespace guanjing::democity
