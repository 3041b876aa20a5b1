#include "geodata/net/Url.h"

#include "geodata/net/DataUrl.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace guanjing {

namespace {

bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string lowered(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

// Scheme without its colon; empty when the text has none.
std::string_view schemeOf(std::string_view url)
{
    if (url.empty() || !isAlpha(url.front()))
        return {};
    for (std::size_t i = 1; i < url.size(); ++i) {
        const char c = url[i];
        if (c == ':')
            return url.substr(0, i);
        if (!isAlpha(c) && !isDigit(c) && c != '+' && c != '-' && c != '.')
            return {};
    }
    return {};
}

// The five components of RFC 3986, appendix B. Views into the text.
struct Parts {
    std::string_view scheme, authority, path, query, fragment;
    bool hasAuthority = false, hasQuery = false, hasFragment = false;
};

Parts split(std::string_view url)
{
    Parts parts;
    parts.scheme = schemeOf(url);
    if (!parts.scheme.empty())
        url.remove_prefix(parts.scheme.size() + 1);
    if (const auto hash = url.find('#'); hash != std::string_view::npos) {
        parts.hasFragment = true;
        parts.fragment = url.substr(hash + 1);
        url = url.substr(0, hash);
    }
    if (const auto mark = url.find('?'); mark != std::string_view::npos) {
        parts.hasQuery = true;
        parts.query = url.substr(mark + 1);
        url = url.substr(0, mark);
    }
    if (url.substr(0, 2) == "//") {
        parts.hasAuthority = true;
        url.remove_prefix(2);
        const auto slash = std::min(url.find('/'), url.size());
        parts.authority = url.substr(0, slash);
        url.remove_prefix(slash);
    }
    parts.path = url;
    return parts;
}

// RFC 3986, 5.2.4, for absolute and relative paths.
std::string withoutDots(std::string_view path)
{
    const bool absolute = !path.empty() && path.front() == '/';
    std::vector<std::string_view> kept;
    bool endsInFolder = false;
    std::size_t begin = absolute ? 1 : 0;
    while (begin <= path.size()) {
        const auto slash = std::min(path.find('/', begin), path.size());
        const std::string_view segment = path.substr(begin, slash - begin);
        endsInFolder = false;
        if (segment == "..") {
            if (!kept.empty() && kept.back() != "..")
                kept.pop_back();
            else if (!absolute)
                kept.push_back(segment);
            endsInFolder = true;
        } else if (segment == ".") {
            endsInFolder = true;
        } else {
            kept.push_back(segment);
        }
        begin = slash + 1;
    }
    std::string result = absolute ? "/" : "";
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i > 0)
            result += '/';
        result += kept[i];
    }
    if (endsInFolder && !kept.empty())
        result += '/';
    return result;
}

std::string mergedPath(std::string_view basePath, bool baseHasAuthority, std::string_view path)
{
    if (basePath.empty() && baseHasAuthority)
        return "/" + std::string(path);
    const auto slash = basePath.rfind('/');
    return slash == std::string_view::npos ? std::string(path)
                                           : std::string(basePath.substr(0, slash + 1)) + std::string(path);
}

int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::string assembled(const Parts& parts, std::string_view path, const std::string& query)
{
    std::string result;
    if (!parts.scheme.empty())
        result.append(parts.scheme).append(":");
    if (parts.hasAuthority)
        result.append("//").append(parts.authority);
    result.append(path);
    if (!query.empty())
        result.append("?").append(query);
    return result;
}

std::string_view queryName(std::string_view pair) { return pair.substr(0, std::min(pair.find('='), pair.size())); }

template <class Visit> void forEachPair(std::string_view query, Visit&& visit)
{
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        if (end > 0)
            visit(query.substr(0, end));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
}

// The reference's own keys win over inherited ones of the same name.
std::string inheritedQuery(std::string_view own, std::string_view base)
{
    std::string result(own);
    forEachPair(base, [&](std::string_view pair) {
        bool known = false;
        forEachPair(own, [&](std::string_view mine) { known = known || queryName(mine) == queryName(pair); });
        if (known)
            return;
        if (!result.empty())
            result += '&';
        result += pair;
    });
    return result;
}

bool isSecretName(std::string_view name)
{
    static constexpr std::array<std::string_view, 11> kWhole = {
        "key", "tk", "ak", "sk", "sig", "pwd", "pass", "auth", "authorization", "session", "sid"};
    static constexpr std::array<std::string_view, 9> kEndings = {
        "token", "secret", "password", "signature", "apikey", "appkey", "accesskey", "credential", "sessionid"};
    std::string plain;
    for (const char c : lowered(percentDecode(name)))
        if (c != '_' && c != '-' && c != '.')
            plain += c;
    return std::find(kWhole.begin(), kWhole.end(), plain) != kWhole.end()
        || std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view e) { return plain.ends_with(e); });
}

} // namespace

bool isHttpUrl(std::string_view url)
{
    const std::string scheme = lowered(schemeOf(url));
    return scheme == "http" || scheme == "https";
}

bool isFileUrl(std::string_view url)
{
    const std::string_view scheme = schemeOf(url);
    return !url.empty() && (scheme.empty() || lowered(scheme) == "file");
}

std::string toFilePath(std::string_view url)
{
    if (lowered(schemeOf(url)) != "file")
        return std::string(url);
    return percentDecode(split(url).path);
}

std::string resolveUrl(std::string_view base, std::string_view reference, bool inheritQuery)
{
    if (!schemeOf(reference).empty()) {
        const Parts target = split(reference), from = split(base);
        const bool sameServer = isHttpUrl(reference) && lowered(target.scheme) == lowered(from.scheme)
            && lowered(target.authority) == lowered(from.authority);
        if (!inheritQuery || !sameServer || !from.hasQuery)
            return std::string(reference);
        return assembled(target, target.path, inheritedQuery(target.query, from.query));
    }
    if (isDataUrl(base)) // has no place that anything could be relative to; a path of this machine it must not become
        return "relative:" + std::string(reference);
    if (schemeOf(base).empty()) {
        // The base is a path of the file system, where nothing is percent-encoded and no query exists.
        const std::string path = percentDecode(split(reference).path);
        if (path.empty())
            return std::string(base);
        return withoutDots(path.front() == '/' ? path : mergedPath(base, false, path));
    }
    const Parts from = split(base);
    Parts target = split(reference);
    target.scheme = from.scheme;
    const bool otherServer = target.hasAuthority && lowered(target.authority) != lowered(from.authority);
    std::string path;
    std::string query(target.query);
    if (target.hasAuthority) {
        path = withoutDots(target.path);
    } else {
        target.authority = from.authority;
        target.hasAuthority = from.hasAuthority;
        if (target.path.empty()) {
            path = std::string(from.path);
            if (!target.hasQuery)
                query = std::string(from.query);
        } else {
            path = withoutDots(target.path.front() == '/' ? std::string(target.path)
                                                          : mergedPath(from.path, from.hasAuthority, target.path));
        }
    }
    if (inheritQuery && !otherServer && from.hasQuery)
        query = inheritedQuery(query, from.query);
    return assembled(target, path, query);
}

std::string originOf(std::string_view url)
{
    const Parts parts = split(url);
    if (parts.scheme.empty() || !parts.hasAuthority)
        return {};
    const auto at = parts.authority.rfind('@');
    std::string origin(parts.scheme);
    origin += "://";
    origin += at == std::string_view::npos ? parts.authority : parts.authority.substr(at + 1);
    return origin;
}

std::string redactUrl(std::string_view url)
{
    constexpr std::size_t kShown = 40; // of a whole file that stands in its own address
    if (isDataUrl(url) && url.size() > kShown) {
        std::size_t end = kShown;
        while (end > 0 && (static_cast<unsigned char>(url[end]) & 0xC0) == 0x80)
            --end; // no half letters
        return std::string(url.substr(0, end)) + "…";
    }
    const Parts parts = split(url);
    if (parts.scheme.empty())
        return std::string(url);
    std::string result = std::string(parts.scheme) + ":";
    if (parts.hasAuthority) {
        const auto at = parts.authority.rfind('@');
        result += "//";
        result += at == std::string_view::npos ? parts.authority : parts.authority.substr(at + 1);
    }
    result += parts.path;
    if (parts.hasQuery) {
        char separator = '?';
        forEachPair(parts.query, [&](std::string_view pair) {
            const std::string_view name = queryName(pair);
            result += separator;
            separator = '&';
            if (isSecretName(name))
                result.append(name).append("=***");
            else
                result += pair;
        });
    }
    if (parts.hasFragment)
        result.append("#").append(parts.fragment);
    return result;
}

std::string expandTemplate(std::string_view urlTemplate, std::string_view name, std::string_view value)
{
    const std::string place = "{" + std::string(name) + "}";
    std::string result;
    std::size_t begin = 0;
    for (;;) {
        const auto found = urlTemplate.find(place, begin);
        if (found == std::string_view::npos)
            break;
        result.append(urlTemplate.substr(begin, found - begin)).append(value);
        begin = found + place.size();
    }
    return result.append(urlTemplate.substr(begin));
}

std::string percentDecode(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
            result += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

std::string percentEncode(std::string_view text)
{
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        if (isAlpha(c) || isDigit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            result += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            result += '%';
            result += kHex[byte >> 4];
            result += kHex[byte & 15];
        }
    }
    return result;
}

} // namespace guanjing
