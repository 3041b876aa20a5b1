#include "app/platform/ODataFilter.h"

#include "app/platform/IsoTime.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace guanjing::app {

namespace {

constexpr int kMaxNesting = 8;

tl::unexpected<Error> bad(std::string detail) { return fail(ErrorCode::BadValue, "query", std::move(detail)); }

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
                    parseIsoDuration(m_text.substr(m_at + kDuration.size(), end - m_at - kDuration.size()));
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

Result<std::unique_ptr<ODataFilter>> parseODataFilter(std::string_view text, UtcTime now)
{
    return FilterParser(text, now).parse();
}

} // namespace guanjing::app
