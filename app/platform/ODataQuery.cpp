#include "app/platform/ODataQuery.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace guanjing::app {

namespace {

using namespace std::chrono;
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

std::optional<milliseconds> parseDuration(std::string_view text)
{
    // ISO 8601 PnDTnHnMnS
    if (text.empty() || text.front() != 'P')
        return std::nullopt;
    text.remove_prefix(1);
    bool time = false;
    double total = 0;
    while (!text.empty()) {
        if (text.front() == 'T') {
            time = true;
            text.remove_prefix(1);
            continue;
        }
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end == text.data() + text.size())
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const char unit = text.front();
        text.remove_prefix(1);
        if (!time && unit == 'D')
            total += number * 86400;
        else if (!time && unit == 'W')
            total += number * 604800;
        else if (time && unit == 'H')
            total += number * 3600;
        else if (time && unit == 'M')
            total += number * 60;
        else if (time && unit == 'S')
            total += number;
        else
            return std::nullopt;
    }
    return milliseconds(static_cast<std::int64_t>(total * 1000));
}

class FilterParser {
public:
    FilterParser(std::string_view text, UtcTime now) : m_text(text), m_now(now) { }

    Result<std::unique_ptr<ODataFilter>> parse()
    {
        auto result = parseOr(0);
        if (!result)
            return result;
        skipSpace();
        if (m_at != m_text.size())
            return bad("$filter: cannot read from \"" + std::string(m_text.substr(m_at, 40)) + "\"");
        return result;
    }

private:
    using Node = std::unique_ptr<ODataFilter>;

    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at] == ' ')
            ++m_at;
    }
    bool word(std::string_view expected)
    {
        skipSpace();
        if (m_text.substr(m_at, expected.size()) != expected)
            return false;
        const std::size_t after = m_at + expected.size();
        if (after < m_text.size() && (std::isalnum(static_cast<unsigned char>(m_text[after])) != 0))
            return false;
        m_at = after;
        return true;
    }
    bool symbol(char c)
    {
        skipSpace();
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    Result<Node> join(int depth, ODataFilter::Kind kind, std::string_view name, Result<Node> (FilterParser::*next)(int))
    {
        Result<Node> first = (this->*next)(depth);
        if (!first)
            return first;
        Node node = std::move(*first);
        while (word(name)) {
            Result<Node> second = (this->*next)(depth);
            if (!second)
                return second;
            auto joined = std::make_unique<ODataFilter>();
            joined->kind = kind;
            joined->children.push_back(std::move(node));
            joined->children.push_back(std::move(*second));
            node = std::move(joined);
        }
        return node;
    }
    Result<Node> parseOr(int depth) { return join(depth, ODataFilter::Kind::Or, "or", &FilterParser::parseAnd); }
    Result<Node> parseAnd(int depth) { return join(depth, ODataFilter::Kind::And, "and", &FilterParser::parseUnary); }

    Result<Node> parseUnary(int depth)
    {
        if (depth > kMaxNesting)
            return bad("$filter: nested too deeply");
        if (word("not")) {
            Result<Node> inner = parseUnary(depth + 1);
            if (!inner)
                return inner;
            auto node = std::make_unique<ODataFilter>();
            node->kind = ODataFilter::Kind::Not;
            node->children.push_back(std::move(*inner));
            return node;
        }
        if (symbol('(')) {
            Result<Node> inner = parseOr(depth + 1);
            if (!inner)
                return inner;
            if (!symbol(')'))
                return bad("$filter: a parenthesis is not closed");
            return inner;
        }
        return parseComparison();
    }

    Result<Node> parseComparison()
    {
        skipSpace();
        const std::size_t start = m_at;
        while (m_at < m_text.size()
               && (std::isalnum(static_cast<unsigned char>(m_text[m_at])) != 0 || m_text[m_at] == '/'
                   || m_text[m_at] == '_' || m_text[m_at] == '.' || m_text[m_at] == '@'))
            ++m_at;
        auto node = std::make_unique<ODataFilter>();
        node->path = std::string(m_text.substr(start, m_at - start));
        if (node->path.empty())
            return bad("$filter: a property is missing before \"" + std::string(m_text.substr(m_at, 40)) + "\"");
        static constexpr std::pair<const char*, ODataFilter::Operator> kOperators[] = {
            {"eq", ODataFilter::Operator::Equal},   {"ne", ODataFilter::Operator::NotEqual},
            {"lt", ODataFilter::Operator::Less},    {"le", ODataFilter::Operator::LessEqual},
            {"gt", ODataFilter::Operator::Greater}, {"ge", ODataFilter::Operator::GreaterEqual}};
        const auto* found = std::find_if(std::begin(kOperators), std::end(kOperators),
                                         [&](const auto& entry) { return word(entry.first); });
        if (found == std::end(kOperators))
            return bad("$filter: no comparison after \"" + node->path
                       + "\" that is known here (eq, ne, lt, le, gt, ge)");
        node->op = found->second;
        Result<ODataValue> value = parseLiteral();
        if (!value)
            return fail(value.error());
        node->literal = std::move(*value);
        return node;
    }

    Result<ODataValue> parseLiteral()
    {
        skipSpace();
        if (word("true"))
            return ODataValue(true);
        if (word("false"))
            return ODataValue(false);
        if (word("null"))
            return ODataValue();
        if (word("now")) {
            if (!symbol('(') || !symbol(')'))
                return bad("$filter: now() needs parentheses");
            UtcTime time = m_now;
            const bool minus = word("sub");
            if (minus || word("add")) {
                skipSpace();
                static constexpr std::string_view kDuration = "duration'";
                const std::size_t end = m_text.find('\'', m_at + kDuration.size());
                if (m_text.substr(m_at, kDuration.size()) != kDuration || end == std::string_view::npos)
                    return bad("$filter: duration'…' expected");
                const auto duration =
                    parseDuration(m_text.substr(m_at + kDuration.size(), end - m_at - kDuration.size()));
                if (!duration)
                    return bad("$filter: not an ISO 8601 duration");
                time += minus ? -*duration : *duration;
                m_at = end + 1;
            }
            return ODataValue(time);
        }
        if (m_at < m_text.size() && m_text[m_at] == '\'') {
            std::string text;
            for (++m_at; m_at < m_text.size(); ++m_at) {
                if (m_text[m_at] == '\'') {
                    if (m_at + 1 < m_text.size() && m_text[m_at + 1] == '\'') {
                        ++m_at; // a doubled quote stands for one
                    } else {
                        ++m_at;
                        return ODataValue(text);
                    }
                }
                text += m_text[m_at];
            }
            return bad("$filter: a text is not closed");
        }
        std::size_t end = m_at;
        while (end < m_text.size() && m_text[end] != ' ' && m_text[end] != ')')
            ++end;
        const std::string_view token = m_text.substr(m_at, end - m_at);
        if (const auto time = parseIsoTime(token)) {
            m_at = end;
            return ODataValue(*time);
        }
        double number = 0;
        const auto [stop, error] = std::from_chars(token.data(), token.data() + token.size(), number);
        if (error != std::errc() || stop != token.data() + token.size() || token.empty())
            return bad("$filter: \"" + std::string(token) + "\" is not a value");
        m_at = end;
        return ODataValue(number);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    UtcTime m_now;
};

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
            Result<std::unique_ptr<ODataFilter>> filter = FilterParser(value, now).parse();
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

int compare(const ODataValue& a, const ODataValue& b, bool& comparable)
{
    comparable = true;
    if (const auto* x = std::get_if<double>(&a))
        if (const auto* y = std::get_if<double>(&b))
            return *x < *y ? -1 : (*x > *y ? 1 : 0);
    if (const auto* x = std::get_if<std::string>(&a))
        if (const auto* y = std::get_if<std::string>(&b))
            return x->compare(*y);
    if (const auto* x = std::get_if<UtcTime>(&a))
        if (const auto* y = std::get_if<UtcTime>(&b))
            return *x < *y ? -1 : (*x > *y ? 1 : 0);
    if (a.index() == b.index()) // null or bool
        return a == b ? 0 : 1;
    comparable = false;
    return 1;
}

} // namespace

bool ODataFilter::matches(const std::function<ODataValue(const std::string&)>& value) const
{
    switch (kind) {
    case Kind::And: return children[0]->matches(value) && children[1]->matches(value);
    case Kind::Or: return children[0]->matches(value) || children[1]->matches(value);
    case Kind::Not: return !children[0]->matches(value);
    case Kind::Compare: break;
    }
    bool comparable = false;
    const int order = compare(value(path), literal, comparable);
    if (!comparable)
        return op == Operator::NotEqual;
    switch (op) {
    case Operator::Equal: return order == 0;
    case Operator::NotEqual: return order != 0;
    case Operator::Less: return order < 0;
    case Operator::LessEqual: return order <= 0;
    case Operator::Greater: return order > 0;
    case Operator::GreaterEqual: return order >= 0;
    }
    return false;
}

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

std::optional<UtcTime> parseIsoTime(std::string_view text)
{
    // 2026-11-22T08:00:00[.123](Z|±hh:mm)
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t length, int& value) {
        if (at + length > text.size())
            return false;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + length, value);
        return error == std::errc() && end == text.data() + at + length;
    };
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
    if (!number(0, 4, y) || !number(5, 2, mo) || !number(8, 2, d) || !number(11, 2, h) || !number(14, 2, mi)
        || !number(17, 2, s))
        return std::nullopt;
    const year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
    if (!date.ok() || h > 24 || mi > 59 || s > 60)
        return std::nullopt;
    UtcTime time = sys_days(date) + hours(h) + minutes(mi) + seconds(s);
    std::size_t at = 19;
    if (text[at] == '.') {
        double scale = 100;
        for (++at; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0; ++at) {
            time += milliseconds(static_cast<int>((text[at] - '0') * scale));
            scale /= 10;
        }
    }
    const std::string_view zone = text.substr(at);
    if (zone == "Z")
        return time;
    int zh = 0;
    int zm = 0;
    // a '+' that was not encoded arrives as a blank
    if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-' || zone[0] == ' ') && zone[3] == ':'
        && number(at + 1, 2, zh) && number(at + 4, 2, zm)) {
        const minutes offset(60 * zh + zm);
        return zone[0] == '-' ? time + offset : time - offset;
    }
    return std::nullopt;
}

std::string formatIsoTime(UtcTime time)
{
    const auto days = floor<std::chrono::days>(time);
    const year_month_day date(days);
    const hh_mm_ss clock(floor<seconds>(time - days));
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text;
}

} // namespace guanjing::app
