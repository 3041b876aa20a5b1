#include "geodata/raster/XyzSource.h"

#include "geodata/core/Limits.h"
#include "geodata/net/Url.h"

#include <utility>

namespace guanjing {

XyzSource::XyzSource(std::string urlTemplate, int minLevel, int maxLevel)
    : m_template(std::move(urlTemplate)), m_minLevel(minLevel), m_maxLevel(maxLevel)
{ }

Result<XyzSource> XyzSource::create(std::string urlTemplate, int minLevel, int maxLevel)
{
    const auto has = [&](const char* part) { return urlTemplate.find(part) != std::string::npos; };
    for (const char* part : {"{z}", "{x}"}) {
        if (!has(part))
            return fail(ErrorCode::BadUrl, urlTemplate, std::string("the URL template has no ") + part);
    }
    if (!has("{y}") && !has("{-y}"))
        return fail(ErrorCode::BadUrl, urlTemplate, "the URL template has neither {y} nor {-y}");
    if (minLevel < 0 || maxLevel < minLevel || maxLevel > limits::kMaxImageryLevel)
        return fail(ErrorCode::BadValue, urlTemplate,
                    "levels " + std::to_string(minLevel) + " to " + std::to_string(maxLevel)
                        + " are no range within 0 to " + std::to_string(limits::kMaxImageryLevel));
    return XyzSource(std::move(urlTemplate), minLevel, maxLevel);
}

std::string XyzSource::urlOf(int level, std::uint32_t x, std::uint32_t y) const
{
    const std::uint32_t fromSouth = (std::uint32_t{1} << level) - 1 - y;
    std::string url = expandTemplate(m_template, "z", std::to_string(level));
    url = expandTemplate(url, "x", std::to_string(x));
    url = expandTemplate(url, "y", std::to_string(y));
    url = expandTemplate(url, "-y", std::to_string(fromSouth));
    // By place, so that the same picture always has the same URL and caches keep working.
    return expandTemplate(url, "s", std::string(1, static_cast<char>('a' + (x + y) % 3)));
}

} // namespace guanjing
