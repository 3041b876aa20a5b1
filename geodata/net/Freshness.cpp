#include "geodata/net/Freshness.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <string>

namespace guanjing {

namespace {

constexpr std::int64_t kMaxHeuristicSeconds = 7 * 24 * 3600;
constexpr std::int64_t kMaxDeltaSeconds = 1LL << 31; // RFC 9111, 1.2.2

bool sameName(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && curl_strnequal(a.data(), b.data(), a.size()) != 0;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Zero for what is no number: an answer of doubtful freshness counts as stale.
std::int64_t deltaSeconds(std::string_view text)
{
    text = trimmed(text);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem == std::errc::result_out_of_range)
        return kMaxDeltaSeconds;
    if (problem != std::errc() || end != text.data() + text.size() || value < 0)
        return 0;
    return std::min(value, kMaxDeltaSeconds);
}

struct CacheControl {
    bool noStore = false, noCache = false, mustRevalidate = false;
    std::optional<std::int64_t> maxAge;

    void add(std::string_view text)
    {
        while (!text.empty()) {
            std::size_t end = 0;
            bool isQuoted = false;
            while (end < text.size() && (isQuoted || text[end] != ',')) {
                isQuoted = isQuoted != (text[end] == '"');
                ++end;
            }
            addDirective(trimmed(text.substr(0, end)));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }
    void addDirective(std::string_view directive)
    {
        const auto equals = std::min(directive.find('='), directive.size());
        const std::string_view name = trimmed(directive.substr(0, equals));
        noStore = noStore || sameName(name, "no-store");
        noCache = noCache || sameName(name, "no-cache");
        mustRevalidate = mustRevalidate || sameName(name, "must-revalidate");
        if (sameName(name, "max-age") && !maxAge)
            maxAge = equals < directive.size() ? deltaSeconds(directive.substr(equals + 1)) : 0;
    }
};

} // namespace

std::optional<std::int64_t> parseHttpDate(std::string_view text)
{
    // curl_getdate takes much more, bare numbers among it, which servers write for Expires.
    if (text.empty() || !((text[0] >= 'A' && text[0] <= 'Z') || (text[0] >= 'a' && text[0] <= 'z')))
        return std::nullopt;
    const std::time_t seconds = curl_getdate(std::string(text).c_str(), nullptr);
    if (seconds == -1)
        return std::nullopt;
    return seconds;
}

Freshness freshnessOf(const std::vector<HttpHeader>& headers, std::int64_t requestTime, std::int64_t responseTime)
{
    CacheControl control;
    std::optional<std::string_view> expires;
    std::optional<std::int64_t> date, lastModified;
    std::int64_t age = 0;
    Freshness result;
    for (const HttpHeader& header : headers) {
        if (sameName(header.name, "cache-control"))
            control.add(header.value);
        else if (sameName(header.name, "expires"))
            expires = header.value;
        else if (sameName(header.name, "date"))
            date = parseHttpDate(header.value);
        else if (sameName(header.name, "last-modified"))
            lastModified = parseHttpDate(header.value);
        else if (sameName(header.name, "age"))
            age = deltaSeconds(header.value);
        else if (sameName(header.name, "vary") && trimmed(header.value) == "*")
            result.mayStore = false;
    }
    result.mayStore = result.mayStore && !control.noStore;
    result.mayServeStale = !control.noCache && !control.mustRevalidate;
    if (control.noCache)
        return result;

    const std::int64_t sent = date.value_or(responseTime);
    std::int64_t lifetime = 0;
    if (control.maxAge)
        lifetime = *control.maxAge;
    else if (expires)
        lifetime = std::max<std::int64_t>(0, parseHttpDate(*expires).value_or(sent) - sent);
    else if (lastModified)
        lifetime = std::clamp<std::int64_t>((sent - *lastModified) / 10, 0, kMaxHeuristicSeconds);
    const std::int64_t apparentAge = std::max<std::int64_t>(0, responseTime - sent);
    const std::int64_t correctedAge = age + std::max<std::int64_t>(0, responseTime - requestTime);
    result.freshUntil = responseTime + lifetime - std::max(apparentAge, correctedAge);
    return result;
}

} // namespace guanjing
