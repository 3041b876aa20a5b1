#pragma once

#include "geodata/core/Issue.h"
#include "geodata/core/Math.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/raster/ImageryOpening.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace guanjing {

enum class ExportFormat : std::uint8_t { MbTiles, GeoPackage, Cog };

/// How the pixels are kept. Auto: JPEG where the source's pictures are JPEG, else without loss (PNG, in a COG deflate).
/// Pictures that can be copied as they are stay as they are.
enum class ExportCoding : std::uint8_t { Auto, Jpeg, WebP, Lossless };

/// What of one imagery source goes into a file for other programs. Plain data.
struct ExportRequest {
    ExportFormat format = ExportFormat::Cog;
    ExportCoding coding = ExportCoding::Auto;
    std::string path; ///< absolute
    /// Polygons by the even-odd rule, longitude and latitude in degrees, rings not closed. Not across 180°.
    std::vector<std::vector<glm::dvec2>> rings;
    /// What lies beside the polygons is left transparent; of MBTiles all tiles that touch them are written whole.
    bool clips = true;
    /// Levels of the source by their numbers (their names where these are numbers, else counted from 0, the coarsest). The
    /// finest one is written, in MBTiles those above it too. None: the finest there is, and up to where the area is a few
    /// tiles.
    std::optional<int> minLevel, maxLevel;
    std::string name, date, attribution; ///< for the file's own description
    std::optional<std::array<std::uint8_t, 3>> nodata; ///< this colour is transparent
    CachePolicy cache = CachePolicy::Http;
};

/// What an export will be, before it is made.
struct ExportEstimate {
    struct Level {
        int number = 0; ///< of the source's level
        double metersPerPixel = 0; ///< on the ground, in the middle of the area
        std::uint64_t pictures = 0; ///< of the source that are needed
    };
    std::vector<Level> levels; ///< of the source, that are read, coarse to fine
    std::string crs; ///< of the file
    std::uint64_t width = 0, height = 0; ///< pixels of its finest level
    std::uint64_t pictures = 0; ///< to be read in all
    double bytes = 0; ///< of the file, roughly
    double temporaryBytes = 0; ///< beside it while it is made
    bool copiesPictures = false; ///< the source's own bytes, not encoded again
    bool isResampled = false; ///< pixels are moved into Web Mercator
    std::vector<std::string> notes; ///< worth knowing
};

struct ExportProgress {
    std::uint64_t done = 0, total = 0; ///< pictures of the source
    bool isWriting = false; ///< all are read, the file is put together: `fraction` of that
    double fraction = 0; ///< of everything, 0..1
};

struct ExportOutcome {
    std::uint64_t bytes = 0; ///< of the file
    std::uint64_t pictures = 0; ///< read
    std::uint64_t absent = 0; ///< places where the source says that it has nothing
    std::uint64_t coarser = 0; ///< of these filled from coarser pictures
    std::vector<Error> unreadable; ///< pictures that could not be decoded, left out; at most 100
    std::uint64_t unreadableCount = 0;
    ExportEstimate what;
};

struct ExportControl {
    std::stop_token stop;
    /// Now and then, on the calling thread; may block (that is a pause).
    std::function<void(const ExportProgress&)> progress;
};

/// Asks for what describes the source, as a viewer does, and opens it. Blocks; not on the GUI thread. Errors as
/// openImagery and the accessor have them.
[[nodiscard]] Result<OpenedImagery> openForExport(const ImageryDescription& description, AssetAccessor& assets,
                                                  CachePolicy cache, const std::stop_token& stop = {});

/// The levels that may be asked for, with the size of their pixels in the middle of the area.
[[nodiscard]] std::vector<ExportEstimate::Level> exportLevels(const OpenedImagery& imagery,
                                                              const std::vector<std::vector<glm::dvec2>>& rings);

/// Reckons without reading a picture; with `assets` some are asked for, so that `bytes` is not a guess alone. Errors:
/// BadValue for an area beside the source or a level that it has not, TooLarge.
[[nodiscard]] Result<ExportEstimate> estimateExport(const OpenedImagery& imagery, const ExportRequest& request,
                                                    AssetAccessor* assets = nullptr, const std::stop_token& stop = {});

/// Writes the file. Pictures come through the accessor, several at a time; memory is bounded whatever the size. The file
/// is made beside `path` as `path`.part and takes its name when it is whole; whatever fails, nothing is left and what was
/// there before stays.
///
/// MBTiles (version 1.3) are Web Mercator: pictures of its quadtree are copied byte by byte, others are resampled into it.
/// GeoPackage and COG keep the source's coordinate system and its pixels; pictures that lie askew in it, and GCJ-02 and BD-09,
/// which other programs do not know, are resampled into EPSG:3857. Resampling is bilinear and right to a quarter of a source
/// pixel.
///
/// Blocks; one export uses `imagery` at a time; not on the GUI thread. Errors: those of estimateExport, of the accessor for a
/// picture that cannot be had (after some tries), Cancelled, DiskFull, WriteFailed.
[[nodiscard]] Result<ExportOutcome> exportImagery(const OpenedImagery& imagery, const ExportRequest& request,
                                                  AssetAccessor& assets, const ExportControl& control = {});

} // namespace guanjing
