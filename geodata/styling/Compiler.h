#pragma once

#include "geodata/core/Limits.h"
#include "geodata/styling/Evaluator.h"
#include "geodata/styling/Program.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::styling {

inline bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
inline bool isDigit(char c) { return c >= '0' && c <= '9'; }
inline bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'
        || static_cast<unsigned char>(c) >= 128;
}
inline bool isNamePart(char c) { return isNameStart(c) || isDigit(c); }

/// Reads one expression by recursive descent into `program`, and folds what is constant on the way. Operators and what is
/// around them stand in Compiler.cpp, literals in CompilerLiterals.cpp, variables and functions in CompilerNames.cpp.
class Compiler {
public:
    Compiler(Program& program, std::string_view text, bool knowsDefines)
        : m_program(program), m_text(text), m_knowsDefines(knowsDefines), m_folder(program, {}, nullptr, 0.0)
    { }

    tl::expected<std::uint32_t, ExpressionProblem> run();

private:
    /// Notes the first problem and goes to the end of the text, so that everything above unwinds. Gives a node that
    /// stands for nothing.
    std::uint32_t stop(std::size_t at, std::string reason);
    [[nodiscard]] std::string unexpected() const;
    void skip();
    bool take(char c);
    void expect(char c, std::size_t opened);
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

} // namespace guanjing::styling
