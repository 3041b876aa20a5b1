#include "geodata/styling/Compiler.h"

#include "geodata/styling/Vocabulary.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numbers>

namespace guanjing::styling {

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

} // namespace guanjing::styling
