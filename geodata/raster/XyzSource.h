#pragma once

#include "geodata/core/Result.h"

#include <cstdint>
#include <string>

namespace guanjing {

/// Pictures of 256×256 pixels in the Web Mercator quadtree (EPSG:3857), addressed by a URL template with {z}, {x} and
/// {y} (counted from the north) or {-y} (TMS, from the south), and optionally {s}, which becomes a, b or c in turn.
/// Immutable; any thread.
class XyzSource {
public:
    /// BadUrl when the template misses one of its parts, BadValue for levels that make no range within
    /// limits::kMaxImageryLevel.
    [[nodiscard]] static Result<XyzSource> create(std::string urlTemplate, int minLevel, int maxLevel);

    [[nodiscard]] std::string urlOf(int level, std::uint32_t x, std::uint32_t y) const;
    [[nodiscard]] int minLevel() const { return m_minLevel; }
    [[nodiscard]] int maxLevel() const { return m_maxLevel; }

private:
    XyzSource(std::string urlTemplate, int minLevel, int maxLevel);
    std::string m_template;
    int m_minLevel;
    int m_maxLevel;
};

} // namespace guanjing
