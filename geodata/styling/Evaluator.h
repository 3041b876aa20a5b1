#pragma once
// For the .cpp files of this room only.

#include "geodata/styling/FeatureColumns.h"
#include "geodata/styling/Program.h"
#include "geodata/styling/RegExp.h"

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

    /// The problems met since the start, the first of each node; of kMostProblems nodes at most.
    [[nodiscard]] const std::vector<ExpressionProblem>& problems() const { return m_problems; }
    [[nodiscard]] bool hasProblems() const { return m_problemCount > 0; }
    /// How often there was one.
    [[nodiscard]] std::size_t problemCount() const { return m_problemCount; }

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
    static constexpr std::size_t kMostProblems = 16;
    /// Counts a problem; true when it is to be told, as the first of its node.
    [[nodiscard]] bool isNews(const Node& node);
    void tell(const Node& node, std::string reason);
    void complain(const Node& node, std::string reason, Value& out);
    /// Whether it matched; a pattern over the limit on work is told, and counts as one that does not.
    [[nodiscard]] bool noteMatch(const Node& node, const RegExp::Match& match);
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
    std::vector<ExpressionProblem> m_problems;
    std::vector<std::uint32_t> m_problemNodes; ///< in step with m_problems
    std::size_t m_problemCount = 0;
};

} // namespace guanjing::styling
