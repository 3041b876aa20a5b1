#pragma once

#include "geodata/core/Result.h"
#include "geodata/exports/ExportPlan.h"
#include "geodata/gdal/GdalDataset.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

namespace guanjing {

class GdalScope;

/// A GeoPackage or a COG in the making, written block by block. One thread.
class RasterFile {
public:
    struct Options {
        ExportFormat format = ExportFormat::Cog;
        std::string path; ///< of the file while it is made
        ExportWindow window;
        bool isLossless = true;
        bool isWebP = false;
        bool isQuad = false; ///< the window lies in Web Mercator's quadtree
        std::string name, description, attribution, date;
    };
    [[nodiscard]] static Result<std::unique_ptr<RasterFile>> create(Options options);
    virtual ~RasterFile() = default;
    RasterFile(const RasterFile&) = delete;
    RasterFile& operator=(const RasterFile&) = delete;

    /// RGBA of a part of the window.
    [[nodiscard]] virtual Result<void> write(int x, int y, int width, int height,
                                             std::span<const std::uint8_t> rgba) = 0;
    /// Overviews and all; told its share of 0..1.
    [[nodiscard]] virtual Result<void> finish(const std::stop_token& stop,
                                              const std::function<void(double)>& progress) = 0;

protected:
    RasterFile() = default;
};

/// DiskFull where there is no room left around a path, else WriteFailed with GDAL's words.
[[nodiscard]] Error writeError(const std::string& path, const std::string& words);

} // namespace guanjing
