#include "geodata/raster/XyzSource.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/CrsFacts.h"
#include "geodata/net/Url.h"

#include <utility>

namespace guanjing {
namespace {

/// "{0-7}": one character, a dash, one character. Empty when there is none.
std::string findRange(const std::string& text)
{
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
        if (at + 4 < text.size() && text[at + 2] == '-' && text[at + 4] == '}' && text[at + 1] <= text[at + 3]
            && text[at + 1] != '-')
            return text.substr(at, 5);
    }
    return {};
}

std::string quadKey(int level, std::uint32_t x, std::uint32_t y)
{
    std::string key;
    for (int bit = level - 1; bit >= 0; --bit)
        key += static_cast<char>('0' + ((x >> bit) & 1u) + 2 * ((y >> bit) & 1u));
    return key;
}

} // namespace

XyzSource::XyzSource(std::string urlTemplate, TileGrid grid, XyzOptions options)
    : PictureSource(urlTemplate, std::move(grid))
    , m_template(std::move(urlTemplate))
    , m_rangePlace(findRange(m_template))
    , m_options(std::move(options))
{
    if (!m_rangePlace.empty()) {
        m_options.subdomains.clear();
        for (char c = m_rangePlace[1]; c <= m_rangePlace[3]; ++c)
            m_options.subdomains.emplace_back(1, c);
    }
}

Result<XyzSource> XyzSource::create(std::string urlTemplate, int minLevel, int maxLevel, XyzOptions options)
{
    const auto has = [&](const char* part) { return urlTemplate.find(part) != std::string::npos; };
    if (!has("{q}")) {
        for (const char* part : {"{z}", "{x}"}) {
            if (!has(part))
                return fail(ErrorCode::BadUrl, urlTemplate, std::string("the URL template has no ") + part);
        }
        if (!has("{y}") && !has("{-y}"))
            return fail(ErrorCode::BadUrl, urlTemplate, "the URL template has neither {y} nor {-y}");
    }
    if (minLevel < 0 || maxLevel < minLevel || maxLevel > limits::kMaxImageryLevel)
        return fail(ErrorCode::BadValue, urlTemplate,
                    "levels " + std::to_string(minLevel) + " to " + std::to_string(maxLevel)
                        + " are no range within 0 to " + std::to_string(limits::kMaxImageryLevel));
    if (options.subdomains.empty())
        options.subdomains = {"a", "b", "c"};
    TileGrid grid;
    const auto crs = crsFacts(options.crs.empty() ? "EPSG:3857" : options.crs);
    if (!crs)
        return fail(crs.error().code, urlTemplate, crs.error().source + ": " + crs.error().detail);
    if (crs->isWebMercator)
        grid = webMercatorQuad(minLevel, maxLevel);
    else if (crs->name == "GCJ-02" || crs->name == "BD-09")
        grid = webMercatorQuad(minLevel, maxLevel, crs->name);
    else if (crs->isGeographic)
        grid = worldDegreesQuad(minLevel, maxLevel, crs->name);
    else
        return fail(ErrorCode::UnsupportedFeature, urlTemplate,
                    "pictures in " + crs->name
                        + " are not numbered by any convention; a WMTS says where each of its pictures lies");
    XyzSource source(std::move(urlTemplate), std::move(grid), std::move(options));
    source.m_minLevel = minLevel;
    source.m_maxLevel = maxLevel;
    return source;
}

std::string XyzSource::urlOf(int level, std::uint32_t x, std::uint32_t y) const
{
    const std::uint32_t rows = m_grid.levels[static_cast<std::size_t>(level)].rows;
    const std::uint32_t fromSouth = rows - 1 - y;
    std::string url = expandTemplate(m_template, "z", std::to_string(level + m_options.zoomOffset));
    url = expandTemplate(url, "x", std::to_string(x));
    url = expandTemplate(url, "y", std::to_string(m_options.isFromSouth ? fromSouth : y));
    url = expandTemplate(url, "-y", std::to_string(fromSouth));
    url = expandTemplate(url, "q", quadKey(level, x, y));
    // By place, so that the same picture always has the same URL and caches keep working.
    const std::string& server = m_options.subdomains[(x + y) % m_options.subdomains.size()];
    if (!m_rangePlace.empty())
        url = expandTemplate(url, m_rangePlace.substr(1, 3), server);
    return expandTemplate(url, "s", server);
}

} // namespace guanjing
