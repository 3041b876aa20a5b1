#pragma once

#include "geodata/core/Result.h"
#include "geodata/raster/PictureSource.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

/// Pictures of a grid behind a URL template with {TileMatrix}, {TileRow} and {TileCol}, in whatever case: WMTS (OGC 07-057r7,
/// 10.2), OGC API Tiles (OGC 20-057, 8.3), TMS. Immutable; any thread.
class TemplateSource final : public PictureSource {
public:
    struct Parts {
        std::string name;
        TileGrid grid; ///< finished
        std::string urlTemplate;
        std::vector<std::string> levelTexts; ///< for {TileMatrix}, by level; empty: the levels' names, percent-encoded
        bool countsFromSouth = false; ///< {TileRow}, though the grid's rows are counted from the north
        std::string attribution;
        Issues issues;
    };
    /// BadUrl when the template misses a part; errors of limitLevels.
    [[nodiscard]] static Result<std::shared_ptr<const PictureSource>> create(Parts parts, int minLevel, int maxLevel);

    [[nodiscard]] std::string urlOf(int level, std::uint32_t x, std::uint32_t y) const override;

private:
    explicit TemplateSource(Parts parts);
    std::string m_template;
    std::vector<std::string> m_levelTexts;
    bool m_countsFromSouth;
};

/// Replaces {name}, whatever its case.
[[nodiscard]] std::string expandAnyCase(std::string_view urlTemplate, std::string_view name, std::string_view value);
/// A URL with "key=value" added to its query unless the key, whatever its case, is there. The value is percent-encoded but
/// for braces.
[[nodiscard]] std::string withParameter(std::string url, std::string_view key, std::string_view value);
/// Adds what the query of `from` has besides the keys of OGC's own requests: keys such as tk or token go with every request.
[[nodiscard]] std::string withForeignParameters(std::string url, std::string_view from);
/// An address that a service gives of itself: absolute, and by https where the description came by https from the same
/// host, since services behind a proxy do not know better.
[[nodiscard]] std::string serviceAddress(const std::string& documentUrl, const std::string& written);

} // namespace guanjing
