#include "geodata/styling/Compiler.h"

#include <charconv>
#include <limits>

namespace guanjing::styling {

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
/// one before a quote: ' and " may be escaped within either.
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
        const char next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (c == '\\' && (next == quote || next == '\'' || next == '"')) {
            literal += next;
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

} // namespace guanjing::styling
