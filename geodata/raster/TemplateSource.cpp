#include "geodata/raster/TemplateSource.h"

#include "geodata/net/Url.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace guanjing {
namespace {

std::string lowerCase(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// Calls visit(key, whole "key=value") for each part of a URL's query.
template <typename Visit> void eachParameter(std::string_view url, const Visit& visit)
{
    url = url.substr(0, url.find('#'));
    const std::size_t mark = url.find('?');
    for (std::size_t begin = mark; begin != std::string_view::npos && begin + 1 < url.size();) {
        const std::size_t end = url.find('&', begin + 1);
        const std::string_view part = url.substr(begin + 1, end == std::string_view::npos ? end : end - begin - 1);
        if (!part.empty())
            visit(part.substr(0, part.find('=')), part);
        begin = end;
    }
}

bool hasParameter(std::string_view url, std::string_view key)
{
    bool has = false;
    eachParameter(url,
                  [&](std::string_view there, std::string_view) { has = has || lowerCase(there) == lowerCase(key); });
    return has;
}

void appendPart(std::string& url, std::string_view part)
{
    if (url.find('?') == std::string::npos)
        url += '?';
    else if (!url.ends_with('?') && !url.ends_with('&'))
        url += '&';
    url += part;
}

std::string hostOf(const std::string& url)
{
    const std::string origin = originOf(url);
    const std::size_t begin = origin.find("://");
    return begin == std::string::npos ? origin : origin.substr(begin + 3, origin.find(':', begin + 3) - begin - 3);
}

} // namespace

std::string expandAnyCase(std::string_view urlTemplate, std::string_view name, std::string_view value)
{
    const std::string lower = lowerCase(urlTemplate), place = "{" + lowerCase(name) + "}";
    std::string result;
    std::size_t begin = 0;
    for (std::size_t found = lower.find(place); found != std::string::npos; found = lower.find(place, begin)) {
        result.append(urlTemplate.substr(begin, found - begin)).append(value);
        begin = found + place.size();
    }
    return result.append(urlTemplate.substr(begin));
}

std::string withParameter(std::string url, std::string_view key, std::string_view value)
{
    if (hasParameter(url, key))
        return url;
    const bool isPlace = value.starts_with('{');
    appendPart(url, std::string(key) + "=" + (isPlace ? std::string(value) : percentEncode(value)));
    return url;
}

std::string withForeignParameters(std::string url, std::string_view from)
{
    static constexpr std::array<std::string_view, 22> kOwn{"service",       "request",
                                                           "version",       "acceptversions",
                                                           "sections",      "updatesequence",
                                                           "acceptformats", "layer",
                                                           "layers",        "style",
                                                           "styles",        "format",
                                                           "tilematrix",    "tilematrixset",
                                                           "tilerow",       "tilecol",
                                                           "bbox",          "crs",
                                                           "srs",           "width",
                                                           "height",        "f"};
    eachParameter(from, [&](std::string_view key, std::string_view part) {
        if (std::find(kOwn.begin(), kOwn.end(), lowerCase(key)) == kOwn.end() && !hasParameter(url, key))
            appendPart(url, part);
    });
    return url;
}

std::string serviceAddress(const std::string& documentUrl, const std::string& written)
{
    std::string url = resolveUrl(documentUrl, written);
    // Braces of a template are none of a URL's characters, and must survive.
    for (const auto& [escaped, brace] : {std::pair{"%7B", '{'}, std::pair{"%7D", '}'}})
        for (std::size_t at = url.find(escaped); at != std::string::npos; at = url.find(escaped, at))
            url.replace(at, 3, 1, brace);
    if (documentUrl.starts_with("https://") && url.starts_with("http://") && hostOf(url) == hostOf(documentUrl)) {
        const std::string origin = originOf(url);
        const bool hasPort = origin.find(':', 7) != std::string::npos;
        if (hasPort)
            url.replace(0, origin.size(), originOf(documentUrl));
        else
            url.replace(0, 7, "https://");
    }
    return url;
}

TemplateSource::TemplateSource(Parts parts)
    : PictureSource(std::move(parts.name), std::move(parts.grid))
    , m_template(std::move(parts.urlTemplate))
    , m_levelTexts(std::move(parts.levelTexts))
    , m_countsFromSouth(parts.countsFromSouth)
{
    m_attribution = std::move(parts.attribution);
    m_issues = std::move(parts.issues);
    if (m_levelTexts.empty())
        for (const TileMatrix& matrix : m_grid.levels)
            m_levelTexts.push_back(percentEncode(matrix.id));
}

Result<std::shared_ptr<const PictureSource>> TemplateSource::create(Parts parts, int minLevel, int maxLevel)
{
    for (const char* part : {"TileMatrix", "TileRow", "TileCol"})
        if (expandAnyCase(parts.urlTemplate, part, "") == parts.urlTemplate)
            return fail(ErrorCode::BadUrl, redactUrl(parts.urlTemplate),
                        std::string("the URL template has no {") + part + "}");
    auto source = std::shared_ptr<TemplateSource>(new TemplateSource(std::move(parts)));
    if (auto limited = source->limitLevels(minLevel, maxLevel); !limited)
        return fail(std::move(limited.error()));
    return std::shared_ptr<const PictureSource>(std::move(source));
}

std::string TemplateSource::urlOf(int level, std::uint32_t x, std::uint32_t y) const
{
    std::string url = expandAnyCase(m_template, "TileMatrix", m_levelTexts[static_cast<std::size_t>(level)]);
    const std::uint32_t rows = m_grid.levels[static_cast<std::size_t>(level)].rows;
    url = expandAnyCase(url, "TileRow", std::to_string(m_countsFromSouth ? rows - 1 - y : y));
    return expandAnyCase(url, "TileCol", std::to_string(x));
}

} // namespace guanjing
