#include "app/platform/ODataQuery.h"

#include "app/platform/ODataFilter.h"

#include <algorithm>
#include <charconv>

namespace guanjing::app {

namespace {

constexpr int kMaxNesting = 8;

tl::unexpected<Error> bad(std::string detail) { return fail(ErrorCode::BadValue, "query", std::move(detail)); }

/// Splits at `separator` outside parentheses and quotes.
std::vector<std::string_view> splitOutside(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    int depth = 0;
    bool quoted = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\'')
            quoted = !quoted;
        if (quoted)
            continue;
        if (c == '(')
            ++depth;
        else if (c == ')')
            --depth;
        else if (c == separator && depth == 0) {
            parts.push_back(text.substr(start, i - start));
            start = i + 1;
        }
    }
    parts.push_back(text.substr(start));
    return parts;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

Result<ODataQuery> parseOptions(std::string_view text, char separator, UtcTime now, int depth);

Result<std::vector<ODataQuery::Expand>> parseExpand(std::string_view text, UtcTime now, int depth)
{
    if (depth > kMaxNesting)
        return bad("$expand: nested too deeply");
    std::vector<ODataQuery::Expand> result;
    for (std::string_view item : splitOutside(text, ',')) {
        item = trimmed(item);
        std::string_view options;
        const std::size_t open = item.find('(');
        if (open != std::string_view::npos) {
            if (item.back() != ')')
                return bad("$expand: a parenthesis is not closed");
            options = item.substr(open + 1, item.size() - open - 2);
            item = item.substr(0, open);
        }
        if (item.empty())
            return bad("$expand: a name is missing");
        Result<ODataQuery> query = parseOptions(options, ';', now, depth + 1);
        if (!query)
            return fail(query.error());
        // "Datastreams/ObservedProperty" is Datastreams with ObservedProperty inside
        const std::vector<std::string_view> segments = splitOutside(item, '/');
        if (segments.size() > kMaxNesting)
            return bad("$expand: nested too deeply");
        ODataQuery::Expand expand{std::string(segments.back()), std::move(*query)};
        for (std::size_t i = segments.size() - 1; i-- > 0;) {
            ODataQuery::Expand outer;
            outer.name = std::string(segments[i]);
            outer.query.expand.push_back(std::move(expand));
            expand = std::move(outer);
        }
        result.push_back(std::move(expand));
    }
    return result;
}

Result<std::int64_t> parseCount(std::string_view name, std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        return bad(std::string(name) + ": \"" + std::string(text) + "\" is not a count");
    return value;
}

Result<ODataQuery> parseOptions(std::string_view text, char separator, UtcTime now, int depth)
{
    ODataQuery query;
    if (text.empty())
        return query;
    for (std::string_view item : splitOutside(text, separator)) {
        item = trimmed(item);
        if (item.empty())
            continue;
        const std::size_t equals = item.find('=');
        const std::string_view name = item.substr(0, equals);
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : trimmed(item.substr(equals + 1));
        if (name == "$top" || name == "$skip") {
            const Result<std::int64_t> number = parseCount(name, value);
            if (!number)
                return fail(number.error());
            if (name == "$top")
                query.top = *number;
            else
                query.skip = *number;
        } else if (name == "$count") {
            if (value != "true" && value != "false")
                return bad("$count: true or false expected");
            query.count = value == "true";
        } else if (name == "$orderby") {
            for (std::string_view order : splitOutside(value, ',')) {
                order = trimmed(order);
                const std::size_t space = order.find(' ');
                const std::string_view direction =
                    space == std::string_view::npos ? "asc" : trimmed(order.substr(space));
                if (direction != "asc" && direction != "desc")
                    return bad("$orderby: asc or desc expected, not \"" + std::string(direction) + "\"");
                query.orderBy.push_back({std::string(order.substr(0, space)), direction == "desc"});
            }
        } else if (name == "$expand") {
            Result<std::vector<ODataQuery::Expand>> expand = parseExpand(value, now, depth);
            if (!expand)
                return fail(expand.error());
            query.expand = std::move(*expand);
        } else if (name == "$filter") {
            Result<std::unique_ptr<ODataFilter>> filter = parseODataFilter(value, now);
            if (!filter)
                return fail(filter.error());
            query.filter = std::move(*filter);
        } else if (name == "$select" || (name == "$resultFormat" && value == "default")) {
            continue;
        } else {
            return bad("option \"" + std::string(name) + "\" is not known here");
        }
    }
    return query;
}

} // namespace

Result<ODataQuery> parseODataQuery(std::string_view encoded, UtcTime now)
{
    // split first: an encoded & belongs to a value
    ODataQuery query;
    std::string decoded;
    for (std::size_t start = 0; start <= encoded.size();) {
        const std::size_t end = std::min(encoded.find('&', start), encoded.size());
        if (!decoded.empty())
            decoded += '\x1f';
        decoded += percentDecode(encoded.substr(start, end - start));
        start = end + 1;
    }
    return parseOptions(decoded, '\x1f', now, 0);
}

std::string percentDecode(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        if (text[i] == '%' && i + 2 < text.size()
            && std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3) {
            result += static_cast<char>(value);
            i += 2;
        } else {
            result += text[i] == '+' ? ' ' : text[i];
        }
    }
    return result;
}

} // namespace guanjing::app
