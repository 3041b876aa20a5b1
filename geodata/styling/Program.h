#pragma once
// Expressions as a table of nodes. For the .cpp files of this room only.

#include "geodata/core/Result.h"
#include "geodata/styling/StyleValue.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::styling {

enum class Op : std::uint8_t {
    Constant, ///< payload: into constants
    Variable, ///< payload: into variables
    Define, ///< payload: into defines
    Time,
    ClassName,
    Array,
    Template, ///< texts joined; what is undefined or null is left out
    Member, ///< payload: into names
    Index,
    Plus,
    Negate,
    Not,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Same,
    Different,
    Matches,
    MatchesNot,
    And,
    Or,
    Choose,
    Call ///< payload: Function
};

enum class Function : std::uint8_t {
    Abs,
    Sqrt,
    Cos,
    Sin,
    Tan,
    Acos,
    Asin,
    Atan,
    Radians,
    Degrees,
    Sign,
    Floor,
    Ceil,
    Round,
    Exp,
    Log,
    Exp2,
    Log2,
    Fract,
    Length,
    Normalize,
    Atan2,
    Pow,
    Min,
    Max,
    Distance,
    Dot,
    Cross,
    Clamp,
    Mix,
    Vec2,
    Vec3,
    Vec4,
    Color,
    Rgb,
    Rgba,
    Hsl,
    Hsla,
    RegExp,
    Test,
    Exec,
    IsNaN,
    IsFinite,
    Boolean,
    Number,
    String,
    ToString,
    IsExactClass,
    IsClass
};

struct Node {
    Op op = Op::Constant;
    std::uint8_t count = 0; ///< children; Array and Template keep theirs in wide
    std::uint16_t depth = 1;
    std::uint32_t payload = 0;
    std::uint32_t wide = 0; ///< children of Array and Template
    std::uint32_t at = 0; ///< byte of the expression where it stands, from 0
    std::uint32_t first = 0; ///< into links
};

/// ${name.member[0]}: a property and the way into it.
struct Variable {
    struct Step {
        std::string member;
        std::int64_t index = -1; ///< of an array, −1: a member
        bool operator==(const Step&) const = default;
    };
    std::string name;
    std::vector<Step> steps;
    std::string written; ///< what stands between the braces
    bool operator==(const Variable&) const = default;
};

/// All expressions of a style. Immutable once built; any thread.
struct Program {
    std::vector<Node> nodes;
    std::vector<std::uint32_t> links; ///< children of nodes
    std::vector<Value> constants;
    std::vector<Variable> variables;
    std::vector<std::string> names; ///< of members
    std::map<std::string, std::uint32_t, std::less<>> defineNames; ///< name → index into defines
    std::vector<std::uint32_t> defines; ///< roots
    Arena arena; ///< what constants refer to
    std::vector<std::shared_ptr<const RegExp>> regExps;
};

/// Where an expression is wrong.
struct ExpressionProblem {
    std::uint32_t at = 0; ///< byte of the expression, from 0
    std::string reason;
    bool isGap = false; ///< a value is missing: a matter of the data
};

/// Compiles an expression into a program and gives its root. With knowsDefines ${name} may mean a define. Constants are
/// folded; a mistake that no feature can mend, such as 'a' < 1, is a problem too.
[[nodiscard]] tl::expected<std::uint32_t, ExpressionProblem> compile(Program& program, std::string_view text,
                                                                     bool knowsDefines);

} // namespace guanjing::styling
