#pragma once

#include "geodata/core/Result.h"
#include "geodata/raster/PictureSource.h"

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing {

/// How the pictures behind a URL template are counted and where they lie.
struct XyzOptions {
    /// Empty or EPSG:3857: the Web Mercator quadtree. GCJ-02, BD-09: the same of those coordinates. EPSG:4326, CRS84,
    /// EPSG:4490: degrees, 2 by 1 pictures at level 0.
    std::string crs;
    bool isFromSouth = false; ///< {y} is counted from the south (TMS)
    int zoomOffset = 0; ///< added to the level for {z}
    std::vector<std::string> subdomains{"a", "b", "c"}; ///< for {s}
};

/// Pictures of 256×256 pixels in a quadtree, addressed by a URL template with {z}, {x} and {y} (counted from the north) or
/// {-y} (TMS, from the south), or with {q} (the digits of Bing's quadkey) alone; and optionally {s} or a range such as
/// {0-7} or {a-d}, of which each picture takes one. Immutable; any thread.
class XyzSource final : public PictureSource {
public:
    /// BadUrl when the template misses one of its parts, BadValue for levels that make no range within
    /// limits::kMaxImageryLevel, UnsupportedFeature for a system that has no such tiles by convention.
    [[nodiscard]] static Result<XyzSource> create(std::string urlTemplate, int minLevel, int maxLevel,
                                                  XyzOptions options = {});

    [[nodiscard]] std::string urlOf(int level, std::uint32_t x, std::uint32_t y) const override;

private:
    XyzSource(std::string urlTemplate, TileGrid grid, XyzOptions options);
    std::string m_template;
    std::string m_rangePlace; ///< "{0-7}", as it stands in the template
    XyzOptions m_options;
};

} // namespace guanjing
