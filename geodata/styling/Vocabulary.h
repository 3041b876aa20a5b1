#pragma once
// The functions and operators of the language by their spelling. For the .cpp files of this room only.

#include "geodata/styling/Program.h"

#include <string_view>
#include <utility>

namespace guanjing::styling {

/// A function of the language and how many arguments it takes.
struct FunctionName {
    std::string_view name;
    Function function;
    int least, most; ///< arguments
};
inline constexpr FunctionName kFunctions[] = {
    {"abs", Function::Abs, 1, 1},
    {"sqrt", Function::Sqrt, 1, 1},
    {"cos", Function::Cos, 1, 1},
    {"sin", Function::Sin, 1, 1},
    {"tan", Function::Tan, 1, 1},
    {"acos", Function::Acos, 1, 1},
    {"asin", Function::Asin, 1, 1},
    {"atan", Function::Atan, 1, 1},
    {"radians", Function::Radians, 1, 1},
    {"degrees", Function::Degrees, 1, 1},
    {"sign", Function::Sign, 1, 1},
    {"floor", Function::Floor, 1, 1},
    {"ceil", Function::Ceil, 1, 1},
    {"round", Function::Round, 1, 1},
    {"exp", Function::Exp, 1, 1},
    {"log", Function::Log, 1, 1},
    {"exp2", Function::Exp2, 1, 1},
    {"log2", Function::Log2, 1, 1},
    {"fract", Function::Fract, 1, 1},
    {"length", Function::Length, 1, 1},
    {"normalize", Function::Normalize, 1, 1},
    {"atan2", Function::Atan2, 2, 2},
    {"pow", Function::Pow, 2, 2},
    {"min", Function::Min, 2, 2},
    {"max", Function::Max, 2, 2},
    {"distance", Function::Distance, 2, 2},
    {"dot", Function::Dot, 2, 2},
    {"cross", Function::Cross, 2, 2},
    {"clamp", Function::Clamp, 3, 3},
    {"mix", Function::Mix, 3, 3},
    {"vec2", Function::Vec2, 1, 2},
    {"vec3", Function::Vec3, 1, 3},
    {"vec4", Function::Vec4, 1, 4},
    {"color", Function::Color, 0, 2},
    {"rgb", Function::Rgb, 3, 3},
    {"rgba", Function::Rgba, 4, 4},
    {"hsl", Function::Hsl, 3, 3},
    {"hsla", Function::Hsla, 4, 4},
    {"regExp", Function::RegExp, 0, 2},
    {"isNaN", Function::IsNaN, 1, 1},
    {"isFinite", Function::IsFinite, 1, 1},
    {"Boolean", Function::Boolean, 0, 1},
    {"Number", Function::Number, 0, 1},
    {"String", Function::String, 0, 1},
    {"isExactClass", Function::IsExactClass, 1, 1},
    {"isClass", Function::IsClass, 1, 1},
};

struct BinaryOperator {
    std::string_view sign;
    int precedence;
    Op op;
};
/// The longest first, where one begins with another. =~ and !~ bind like ===.
inline constexpr BinaryOperator kOperators[] = {
    {"===", 3, Op::Same},     {"!==", 3, Op::Different},   {"=~", 3, Op::Matches},  {"!~", 3, Op::MatchesNot},
    {"<=", 4, Op::LessEqual}, {">=", 4, Op::GreaterEqual}, {"&&", 2, Op::And},      {"||", 1, Op::Or},
    {"<", 4, Op::Less},       {">", 4, Op::Greater},       {"+", 5, Op::Add},       {"-", 5, Op::Subtract},
    {"*", 6, Op::Multiply},   {"/", 6, Op::Divide},        {"%", 6, Op::Remainder},
};
/// JavaScript that the styling language leaves out; told rather than tripped over.
inline constexpr std::pair<std::string_view, std::string_view> kRefused[] = {
    {"==", "\"==\" is not supported, write \"===\""},
    {"!=", "\"!=\" is not supported, write \"!==\""},
    {"<<", "\"<<\" is not supported"},
    {">>", "\">>\" is not supported"},
    {"&", "\"&\" is not supported"},
    {"|", "\"|\" is not supported"},
    {"^", "\"^\" is not supported"},
    {"=", "\"=\" is not supported, write \"===\" to compare"},
};

} // namespace guanjing::styling
