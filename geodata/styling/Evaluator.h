#pragma once
// For the .cpp files of this room only.

#include "geodata/styling/FeatureColumns.h"
#include "geodata/styling/Program.h"

#include <optional>
#include <span>

namespace guanjing::styling {

/// Runs a program row by row. One thread.
class Evaluator {
public:
    /// columns: one per variable of the program; may be empty for constant expressions.
    Evaluator(const Program& program, std::span<const Column> columns, const tiles3d::PropertyTable* table,
              double timeMilliseconds);
    /// Row of the table by row of the evaluation, where the two differ; for classes.
    void setTableRows(std::span<const std::uint32_t> rows) { m_tableRows = rows; }

    /// Goes to a row; values of the row before are no longer valid.
    void begin(std::size_t row);
    /// A type that an operator does not take makes the value undefined and is noted.
    void evaluate(std::uint32_t node, Value& out);

    /// The first problem met and how many there were, since the start.
    [[nodiscard]] const std::optional<ExpressionProblem>& problem() const { return m_problem; }
    [[nodiscard]] std::size_t problemCount() const { return m_problemCount; }
    [[nodiscard]] std::uint32_t problemNode() const { return m_problemNode; }

private:
    struct Cached {
        std::size_t row = static_cast<std::size_t>(-1);
        Value value;
    };
    [[nodiscard]] std::uint32_t child(const Node& node, std::uint32_t i) const
    {
        return m_program.links[node.first + i];
    }
    [[nodiscard]] std::size_t tableRow() const { return m_row < m_tableRows.size() ? m_tableRows[m_row] : m_row; }
    void complain(const Node& node, std::string reason, Value& out);
    void complain(const Node& node, std::string_view needed, const Value& a, const Value& b, Value& out);
    void arithmetic(const Node& node, Value& out);
    void compare(const Node& node, Value& out);
    void match(const Node& node, Value& out);
    void logic(const Node& node, Value& out);
    void member(const Node& node, Value& out);
    void index(const Node& node, Value& out);
    void call(const Node& node, Value& out);
    void componentwise(const Node& node, std::span<Value> arguments, Value& out);
    void construct(const Node& node, std::span<Value> arguments, Value& out);
    void color(const Node& node, std::span<Value> arguments, Value& out);
    void regExp(const Node& node, std::span<Value> arguments, Value& out);
    void geometry(const Node& node, std::span<Value> arguments, Value& out);

    const Program& m_program;
    std::span<const Column> m_columns;
    const tiles3d::PropertyTable* m_table; ///< may be null; for classes
    double m_time;
    std::span<const std::uint32_t> m_tableRows;
    std::size_t m_row = 0;
    Arena m_arena;
    std::vector<Cached> m_defines;
    std::map<std::string, std::shared_ptr<const RegExp>, std::less<>>
        m_regExps; ///< made while running, by flags/pattern
    std::optional<ExpressionProblem> m_problem;
    std::size_t m_problemCount = 0;
    std::uint32_t m_problemNode = 0;
};

} // namespace guanjing::styling
