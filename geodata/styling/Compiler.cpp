#include "geodata/core/Limits.h"
#include "geodata/styling/Evaluator.h"
#include "geodata/styling/Program.h"
#include "geodata/styling/RegExp.h"
#include "geodata/styling/Vocabulary.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numbers>

namespace guanjing::styling {

namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'
        || static_cast<unsigned char>(c) >= 128;
}
bool isNamePart(char c) { return isNameStart(c) || isDigit(c); }

class Compiler {
public:
    Compiler(Program& program, std::string_view text, bool knowsDefines)
        : m_program(program), m_text(text), m_knowsDefines(knowsDefines), m_folder(program, {}, nullptr, 0.0)
    { }

    tl::expected<std::uint32_t, ExpressionProblem> run()
    {
        if (m_text.size() > limits::kMaxExpressionBytes)
            stop(0, "an expression of " + std::to_string(m_text.size()) + " bytes");
        skip();
        if (m_at == m_text.size())
            stop(0, "an empty expression");
        const std::uint32_t root = choice();
        skip();
        if (m_at < m_text.size())
            stop(m_at, unexpected());
        if (m_problem)
            return tl::unexpected<ExpressionProblem>(std::move(*m_problem));
        return root;
    }

private:
    /// Notes the first problem and goes to the end of the text, so that everything above unwinds. Gives a node that
    /// stands for nothing.
    std::uint32_t stop(std::size_t at, std::string reason)
    {
        if (!m_problem)
            m_problem = ExpressionProblem{static_cast<std::uint32_t>(at), std::move(reason)};
        m_at = m_text.size();
        if (m_program.nodes.empty())
            m_program.nodes.emplace_back();
        if (m_program.constants.empty())
            m_program.constants.emplace_back();
        return 0;
    }
    [[nodiscard]] std::string unexpected() const
    {
        for (const auto& [sign, words] : kRefused)
            if (m_text.substr(m_at).starts_with(sign))
                return std::string(words);
        if (m_at >= m_text.size())
            return "ends where a value is expected";
        // All of a character of several bytes.
        std::size_t end = m_at + 1;
        while (end < m_text.size() && (static_cast<unsigned char>(m_text[end]) & 0xC0) == 0x80)
            ++end;
        return "unexpected \"" + std::string(m_text.substr(m_at, end - m_at)) + "\"";
    }
    void skip()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }
    bool take(char c)
    {
        skip();
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    void expect(char c, std::size_t opened)
    {
        if (take(c))
            return;
        stop(m_at < m_text.size() ? m_at : opened,
             m_at < m_text.size() ? unexpected() + ", \"" + c + "\" is expected"
                                  : std::string("no \"") + c + "\" closes it");
    }
    struct Nesting {
        explicit Nesting(int& depth) : m_depth(depth) { ++m_depth; }
        ~Nesting() { --m_depth; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;
        [[nodiscard]] bool isTooDeep() const { return m_depth > limits::kMaxExpressionDepth; }

    private:
        int& m_depth;
    };
    std::uint32_t stopTooDeep(std::size_t at)
    {
        return stop(at, "nested more than " + std::to_string(limits::kMaxExpressionDepth) + " deep");
    }

    std::uint32_t constant(const Value& value, std::size_t at);
    std::uint32_t text(std::string_view value, std::size_t at)
    {
        return constant(Value::string(m_program.arena.keep(std::string(value))), at);
    }
    std::uint32_t add(Op op, std::vector<std::uint32_t> children, std::size_t at, std::uint32_t payload = 0);
    Value keep(const Value& value);

    std::uint32_t choice();
    std::uint32_t binary(int leastPrecedence);
    std::uint32_t unary();
    std::uint32_t postfix();
    std::uint32_t primary();
    std::uint32_t number();
    std::uint32_t quoted();
    std::uint32_t array();
    std::uint32_t variable();
    std::uint32_t name();
    std::uint32_t call(std::string_view name, std::size_t at);
    std::uint32_t method(std::uint32_t object, std::string_view name, std::size_t at);
    std::vector<std::uint32_t> arguments(std::size_t opened);
    Variable parsePath(std::size_t begin, std::size_t end);
    std::string_view identifier();
    std::uint32_t nameIndex(std::string_view name);

    Program& m_program;
    std::string_view m_text;
    bool m_knowsDefines;
    Evaluator m_folder;
    std::size_t m_at = 0;
    int m_nesting = 0;
    std::optional<ExpressionProblem> m_problem;
};

std::uint32_t Compiler::constant(const Value& value, std::size_t at)
{
    m_program.constants.push_back(value);
    return add(Op::Constant, {}, at, static_cast<std::uint32_t>(m_program.constants.size() - 1));
}

/// A value that outlives the folder's arena.
Value Compiler::keep(const Value& value)
{
    if (value.isText())
        return Value::string(m_program.arena.keep(std::string(value.asText())));
    if (value.type == ValueType::Array) {
        std::vector<Value> items;
        for (std::uint32_t i = 0; i < value.size; ++i)
            items.push_back(keep(value.items[i]));
        return m_program.arena.keepArray(std::move(items));
    }
    if (value.type == ValueType::RegExp)
        m_program.regExps.push_back(value.regExp->shared_from_this());
    return value;
}

std::uint32_t Compiler::add(Op op, std::vector<std::uint32_t> children, std::size_t at, std::uint32_t payload)
{
    if (m_program.nodes.size() >= limits::kMaxStyleNodes)
        return stop(at, "more than " + std::to_string(limits::kMaxStyleNodes) + " operators and values in one style");
    Node node;
    node.op = op;
    node.payload = payload;
    node.at = static_cast<std::uint32_t>(at);
    node.first = static_cast<std::uint32_t>(m_program.links.size());
    node.count = static_cast<std::uint8_t>(std::min<std::size_t>(children.size(), 255));
    node.wide = static_cast<std::uint32_t>(children.size());
    bool isConstant = op != Op::Constant && op != Op::Variable && op != Op::Define && op != Op::Time
        && op != Op::ClassName && !(op == Op::Call && payload >= static_cast<std::uint32_t>(Function::IsExactClass));
    for (const std::uint32_t child : children) {
        const Node& below = m_program.nodes[child];
        if (below.depth >= limits::kMaxExpressionDepth)
            return stopTooDeep(at);
        node.depth = std::max(node.depth, static_cast<std::uint16_t>(below.depth + 1));
        isConstant = isConstant && below.op == Op::Constant;
    }
    m_program.links.insert(m_program.links.end(), children.begin(), children.end());
    m_program.nodes.push_back(node);
    const auto index = static_cast<std::uint32_t>(m_program.nodes.size() - 1);
    if (!isConstant)
        return index;
    Value value;
    m_folder.begin(0);
    m_folder.evaluate(index, value);
    if (m_folder.problem())
        return stop(m_folder.problem()->at, m_folder.problem()->reason);
    m_program.constants.push_back(keep(value));
    Node& folded = m_program.nodes[index];
    folded.op = Op::Constant;
    folded.payload = static_cast<std::uint32_t>(m_program.constants.size() - 1);
    folded.count = 0;
    folded.wide = 0;
    folded.depth = 1;
    return index;
}

std::uint32_t Compiler::choice()
{
    const Nesting nesting(m_nesting);
    if (nesting.isTooDeep())
        return stopTooDeep(m_at);
    const std::uint32_t condition = binary(1);
    skip();
    const std::size_t at = m_at;
    if (!take('?'))
        return condition;
    const std::uint32_t whenTrue = choice();
    if (!take(':'))
        return stop(m_at < m_text.size() ? m_at : at, "a \"?\" without its \":\"");
    const std::uint32_t whenFalse = choice();
    return add(Op::Choose, {condition, whenTrue, whenFalse}, at);
}

std::uint32_t Compiler::binary(int leastPrecedence)
{
    std::uint32_t left = unary();
    for (;;) {
        skip();
        const std::string_view rest = m_text.substr(m_at);
        const auto* found = std::find_if(std::begin(kOperators), std::end(kOperators),
                                         [&](const BinaryOperator& o) { return rest.starts_with(o.sign); });
        for (const auto& [sign, words] : kRefused)
            if (rest.starts_with(sign) && (found == std::end(kOperators) || sign.size() > found->sign.size()))
                return stop(m_at, std::string(words));
        if (found == std::end(kOperators) || found->precedence < leastPrecedence)
            return left;
        const std::size_t at = m_at;
        m_at += found->sign.size();
        const std::uint32_t right = binary(found->precedence + 1);
        left = add(found->op, {left, right}, at);
    }
}

std::uint32_t Compiler::unary()
{
    skip();
    const std::size_t at = m_at;
    const char c = m_at < m_text.size() ? m_text[m_at] : '\0';
    if (c == '~')
        return stop(at, "\"~\" is not supported");
    if (c != '-' && c != '+' && c != '!')
        return postfix();
    const Nesting nesting(m_nesting);
    if (nesting.isTooDeep())
        return stopTooDeep(at);
    ++m_at;
    const std::uint32_t operand = unary();
    return add(c == '-' ? Op::Negate : c == '+' ? Op::Plus : Op::Not, {operand}, at);
}

std::string_view Compiler::identifier()
{
    skip();
    const std::size_t begin = m_at;
    if (m_at < m_text.size() && isNameStart(m_text[m_at]))
        while (m_at < m_text.size() && isNamePart(m_text[m_at]))
            ++m_at;
    return m_text.substr(begin, m_at - begin);
}

std::uint32_t Compiler::nameIndex(std::string_view name)
{
    m_program.names.emplace_back(name);
    return static_cast<std::uint32_t>(m_program.names.size() - 1);
}

std::uint32_t Compiler::postfix()
{
    std::uint32_t value = primary();
    for (;;) {
        skip();
        const std::size_t at = m_at;
        if (take('.')) {
            const std::string_view member = identifier();
            if (member.empty())
                return stop(at, "no name after \".\"");
            skip();
            if (m_at < m_text.size() && m_text[m_at] == '(')
                value = method(value, member, at + 1);
            else
                value = add(Op::Member, {value}, at, nameIndex(member));
        } else if (take('[')) {
            const std::uint32_t index = choice();
            expect(']', at);
            value = add(Op::Index, {value, index}, at);
        } else if (m_at < m_text.size() && m_text[m_at] == '(') {
            return stop(m_at, "only functions can be called");
        } else {
            return value;
        }
    }
}

std::uint32_t Compiler::primary()
{
    skip();
    if (m_at >= m_text.size())
        return stop(m_at, unexpected());
    const std::size_t at = m_at;
    const char c = m_text[m_at];
    if (take('(')) {
        const std::uint32_t inner = choice();
        expect(')', at);
        return inner;
    }
    if (isDigit(c) || (c == '.' && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1])))
        return number();
    if (c == '\'' || c == '"' || c == '`')
        return quoted();
    if (c == '[')
        return array();
    if (m_text.substr(m_at).starts_with("${"))
        return variable();
    if (isNameStart(c))
        return name();
    return stop(at, unexpected());
}

std::uint32_t Compiler::number()
{
    const std::size_t at = m_at;
    double value = 0;
    const char* begin = m_text.data() + m_at;
    const char* end = m_text.data() + m_text.size();
    if (m_text.substr(m_at).starts_with("0x") || m_text.substr(m_at).starts_with("0X")) {
        std::uint64_t hex = 0;
        const auto [stopped, problem] = std::from_chars(begin + 2, end, hex, 16);
        if (problem != std::errc())
            return stop(at, "a hexadecimal number without digits or too large");
        value = static_cast<double>(hex);
        m_at += static_cast<std::size_t>(stopped - begin);
    } else {
        const auto [stopped, problem] = std::from_chars(begin, end, value);
        // 1e400 is Infinity in JavaScript; a style that says so is mistaken.
        if (problem != std::errc())
            return stop(at, "a number that cannot be represented");
        m_at += static_cast<std::size_t>(stopped - begin);
    }
    if (m_at < m_text.size() && isNamePart(m_text[m_at]))
        return stop(m_at, unexpected() + " in a number");
    return constant(Value::number(value), at);
}

/// A string in any quotes; ${…} inside is replaced. A backslash stands for itself, so that '\d' reaches regExp, but for
/// one before the closing quote.
std::uint32_t Compiler::quoted()
{
    const std::size_t at = m_at;
    const char quote = m_text[m_at++];
    std::vector<std::uint32_t> parts;
    std::string literal;
    for (;;) {
        if (m_at >= m_text.size())
            return stop(at, "a string that does not end");
        const char c = m_text[m_at];
        if (c == quote)
            break;
        if (c == '\\' && m_at + 1 < m_text.size() && m_text[m_at + 1] == quote) {
            literal += quote;
            m_at += 2;
        } else if (c == '$' && m_text.substr(m_at).starts_with("${")) {
            if (!literal.empty())
                parts.push_back(text(literal, at));
            literal.clear();
            parts.push_back(variable());
        } else {
            literal += c;
            ++m_at;
        }
    }
    ++m_at;
    if (parts.empty())
        return text(literal, at);
    if (!literal.empty())
        parts.push_back(text(literal, at));
    return add(Op::Template, std::move(parts), at);
}

std::uint32_t Compiler::array()
{
    const std::size_t at = m_at++;
    std::vector<std::uint32_t> items;
    if (!take(']')) {
        do
            items.push_back(choice());
        while (take(','));
        expect(']', at);
    }
    return add(Op::Array, std::move(items), at);
}

/// The way inside ${…}: names by dots, 'names' and indexes in brackets.
Variable Compiler::parsePath(std::size_t begin, std::size_t end)
{
    Variable variable;
    variable.written = std::string(m_text.substr(begin, end - begin));
    std::vector<Variable::Step> steps;
    std::size_t at = begin;
    const auto blanks = [&] {
        while (at < end && isBlank(m_text[at]))
            ++at;
    };
    const auto failed = [&](std::size_t where, std::string reason) {
        stop(where, std::move(reason));
        return Variable();
    };
    const auto plainName = [&] {
        const std::size_t from = at;
        while (at < end && m_text[at] != '.' && m_text[at] != '[')
            ++at;
        std::string_view plain = m_text.substr(from, at - from);
        while (!plain.empty() && isBlank(plain.back()))
            plain.remove_suffix(1);
        if (plain.empty())
            stop(from, "a variable without a name");
        steps.push_back({std::string(plain), -1});
    };
    blanks();
    plainName();
    while (at < end) {
        if (m_text[at] == '.') {
            ++at;
            blanks();
            plainName();
            continue;
        }
        const std::size_t opened = at++;
        blanks();
        if (at < end && (m_text[at] == '\'' || m_text[at] == '"')) {
            const std::size_t close = m_text.substr(0, end).find(m_text[at], at + 1);
            if (close == std::string_view::npos)
                return failed(at, "a string that does not end");
            steps.push_back({std::string(m_text.substr(at + 1, close - at - 1)), -1});
            at = close + 1;
        } else {
            std::uint32_t index = 0;
            const auto [stopped, problem] = std::from_chars(m_text.data() + at, m_text.data() + end, index);
            if (problem != std::errc())
                return failed(at, "an index in a variable is a whole number or a name in quotes");
            steps.push_back({{}, index});
            at = static_cast<std::size_t>(stopped - m_text.data());
        }
        blanks();
        if (at >= end || m_text[at] != ']')
            return failed(opened, "no \"]\" closes it");
        ++at;
        blanks();
        if (at < end && m_text[at] != '.' && m_text[at] != '[')
            return failed(at, "\".\" or \"[\" is expected in a variable");
    }
    if (m_problem)
        return {};
    // "feature" stands for the feature itself, unless it is all there is.
    if (steps.size() > 1 && steps.front().member == "feature" && steps[1].index < 0) {
        steps.erase(steps.begin());
        if (variable.written.starts_with("feature."))
            variable.written.erase(0, 8);
        else
            variable.written.clear();
    }
    variable.name = std::move(steps.front().member);
    steps.erase(steps.begin());
    variable.steps = std::move(steps);
    return variable;
}

std::uint32_t Compiler::variable()
{
    const std::size_t at = m_at;
    const std::size_t begin = m_at + 2;
    std::size_t end = begin;
    char quote = '\0';
    for (; end < m_text.size(); ++end) {
        const char c = m_text[end];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if ((c == '\'' || c == '"') && end > begin && (m_text[end - 1] == '[' || isBlank(m_text[end - 1]))) {
            quote = c;
        } else if (c == '}') {
            break;
        } else if (c == '{') {
            return stop(end, "a variable inside a variable");
        }
    }
    if (end >= m_text.size())
        return stop(at, "no \"}\" closes it");
    m_at = end + 1;
    const std::string_view written = m_text.substr(begin, end - begin);
    if (m_knowsDefines) {
        const auto define = m_program.defineNames.find(written);
        if (define != m_program.defineNames.end())
            return add(Op::Define, {}, at, define->second);
    }
    Variable variable = parsePath(begin, end);
    if (variable.steps.empty() && variable.name == "tiles3d_tileset_time")
        return add(Op::Time, {}, at);
    const auto found = std::find(m_program.variables.begin(), m_program.variables.end(), variable);
    const auto index = static_cast<std::uint32_t>(found - m_program.variables.begin());
    if (found == m_program.variables.end())
        m_program.variables.push_back(std::move(variable));
    return add(Op::Variable, {}, at, index);
}

std::uint32_t Compiler::name()
{
    const std::size_t at = m_at;
    const std::string_view word = identifier();
    skip();
    if (m_at < m_text.size() && m_text[m_at] == '(')
        return call(word, at);
    if (word == "true" || word == "false")
        return constant(Value::truth(word == "true"), at);
    if (word == "null")
        return constant(Value::null(), at);
    if (word == "undefined")
        return constant(Value(), at);
    if (word == "NaN")
        return constant(Value::number(std::numeric_limits<double>::quiet_NaN()), at);
    if (word == "Infinity")
        return constant(Value::number(std::numeric_limits<double>::infinity()), at);
    if (word == "Math" && take('.')) {
        const std::string_view which = identifier();
        if (which == "PI")
            return constant(Value::number(std::numbers::pi), at);
        if (which == "E")
            return constant(Value::number(std::numbers::e), at);
        return stop(at, "Math has only PI and E here");
    }
    const auto* function = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                        [&](const FunctionName& f) { return f.name == word; });
    if (function != std::end(kFunctions))
        return stop(at, "\"" + std::string(word) + "\" is a function, its arguments are missing");
    return stop(at, "unknown name \"" + std::string(word) + "\"; a property is written ${" + std::string(word) + "}");
}

std::vector<std::uint32_t> Compiler::arguments(std::size_t opened)
{
    std::vector<std::uint32_t> list;
    if (!take('('))
        stop(opened, "no \"(\"");
    if (take(')'))
        return list;
    do
        list.push_back(choice());
    while (take(','));
    expect(')', opened);
    return list;
}

std::uint32_t Compiler::call(std::string_view word, std::size_t at)
{
    std::vector<std::uint32_t> given = arguments(m_at);
    if (word == "getExactClassName") {
        if (!given.empty())
            return stop(at, "getExactClassName takes no arguments");
        return add(Op::ClassName, {}, at);
    }
    const auto* function = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                        [&](const FunctionName& f) { return f.name == word; });
    if (function == std::end(kFunctions))
        return stop(at, "there is no function \"" + std::string(word) + "\"");
    const int count = static_cast<int>(given.size());
    if (count < function->least || count > function->most)
        return stop(at,
                    std::string(word) + " takes " + std::to_string(function->least)
                        + (function->most != function->least ? " to " + std::to_string(function->most) : std::string())
                        + " arguments, here are " + std::to_string(count));
    return add(Op::Call, std::move(given), at, static_cast<std::uint32_t>(function->function));
}

std::uint32_t Compiler::method(std::uint32_t object, std::string_view word, std::size_t at)
{
    std::vector<std::uint32_t> given{object};
    for (const std::uint32_t argument : arguments(m_at))
        given.push_back(argument);
    if (word == "toString" && given.size() == 1)
        return add(Op::Call, std::move(given), at, static_cast<std::uint32_t>(Function::ToString));
    if ((word == "test" || word == "exec") && given.size() == 2)
        return add(Op::Call, std::move(given), at,
                   static_cast<std::uint32_t>(word == "test" ? Function::Test : Function::Exec));
    if (word == "test" || word == "exec" || word == "toString")
        return stop(at, std::string(word) + (word == "toString" ? " takes no arguments" : " takes one argument"));
    return stop(at, "there is no function \"" + std::string(word) + "\" of a value");
}

} // namespace

tl::expected<std::uint32_t, ExpressionProblem> compile(Program& program, std::string_view text, bool knowsDefines)
{
    return Compiler(program, text, knowsDefines).run();
}

} // namespace guanjing::styling
