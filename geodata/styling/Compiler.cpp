#include "geodata/styling/Compiler.h"

#include "geodata/styling/RegExp.h"
#include "geodata/styling/Vocabulary.h"

#include <algorithm>

namespace guanjing::styling {

tl::expected<std::uint32_t, ExpressionProblem> Compiler::run()
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

std::uint32_t Compiler::stop(std::size_t at, std::string reason)
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

std::string Compiler::unexpected() const
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

void Compiler::skip()
{
    while (m_at < m_text.size() && isBlank(m_text[m_at]))
        ++m_at;
}

bool Compiler::take(char c)
{
    skip();
    if (m_at >= m_text.size() || m_text[m_at] != c)
        return false;
    ++m_at;
    return true;
}

void Compiler::expect(char c, std::size_t opened)
{
    if (take(c))
        return;
    stop(m_at < m_text.size() ? m_at : opened,
         m_at < m_text.size() ? unexpected() + ", \"" + c + "\" is expected"
                              : std::string("no \"") + c + "\" closes it");
}

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
    if (m_folder.hasProblems())
        return stop(m_folder.problems().front().at, m_folder.problems().front().reason);
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

tl::expected<std::uint32_t, ExpressionProblem> compile(Program& program, std::string_view text, bool knowsDefines)
{
    return Compiler(program, text, knowsDefines).run();
}

} // namespace guanjing::styling
