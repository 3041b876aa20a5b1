#include "geodata/styling/Evaluator.h"

#include "geodata/styling/RegExp.h"

#include <algorithm>
#include <cmath>

namespace guanjing::styling {

namespace {

/// Patterns made of feature values are kept up to here.
constexpr std::size_t kMostRegExps = 256;

/// How an operator or function stands in its expression, for messages.
std::string_view signOf(Op op)
{
    switch (op) {
    case Op::Plus:
    case Op::Add: return "+";
    case Op::Negate:
    case Op::Subtract: return "-";
    case Op::Not: return "!";
    case Op::Multiply: return "*";
    case Op::Divide: return "/";
    case Op::Remainder: return "%";
    case Op::Less: return "<";
    case Op::LessEqual: return "<=";
    case Op::Greater: return ">";
    case Op::GreaterEqual: return ">=";
    case Op::Matches: return "=~";
    case Op::MatchesNot: return "!~";
    case Op::And: return "&&";
    case Op::Or: return "||";
    default: return "";
    }
}

template <class Operation> void eachComponent(const Value& a, const Value& b, Value& out, Operation operation)
{
    std::array<double, 4> result{};
    for (std::size_t i = 0; i < a.dimension(); ++i)
        result[i] = operation(a.components[i], b.components[i]);
    out = Value::vector(a.dimension(), result);
}

Value widened(const Value& number, const Value& like)
{
    const double n = number.components[0];
    return Value::vector(like.dimension(), {n, n, n, n});
}

} // namespace

Evaluator::Evaluator(const Program& program, std::span<const Column> columns, const tiles3d::PropertyTable* table,
                     double timeMilliseconds)
    : m_program(program), m_columns(columns), m_table(table), m_time(timeMilliseconds)
{ }

void Evaluator::begin(std::size_t row)
{
    m_row = row;
    m_arena.clear();
    if (m_regExps.size() > kMostRegExps)
        m_regExps.clear();
    if (m_defines.size() != m_program.defines.size())
        m_defines.resize(m_program.defines.size());
    for (Cached& cached : m_defines)
        cached.row = static_cast<std::size_t>(-1);
}

bool Evaluator::isNews(const Node& node)
{
    ++m_problemCount;
    const auto index = static_cast<std::uint32_t>(&node - m_program.nodes.data());
    return m_problemNodes.size() < kMostProblems
        && std::find(m_problemNodes.begin(), m_problemNodes.end(), index) == m_problemNodes.end();
}

void Evaluator::tell(const Node& node, std::string reason)
{
    m_problems.push_back({node.at, std::move(reason)});
    m_problemNodes.push_back(static_cast<std::uint32_t>(&node - m_program.nodes.data()));
}

void Evaluator::complain(const Node& node, std::string reason, Value& out)
{
    out = Value();
    if (isNews(node))
        tell(node, std::move(reason));
}

bool Evaluator::noteMatch(const Node& node, const RegExp::Match& match)
{
    if (match.gaveUp && isNews(node))
        tell(node, "the regular expression takes too much work on a value and counts as not matching");
    return match.found;
}

void Evaluator::complain(const Node& node, std::string_view needed, const Value& a, const Value& b, Value& out)
{
    out = Value();
    if (!isNews(node))
        return;
    std::string reason = "\"" + std::string(signOf(node.op)) + "\" needs " + std::string(needed) + ", here ";
    reason += node.count > 1 ? "are " + std::string(typeName(a.type)) + " and " + std::string(typeName(b.type))
                             : "is " + std::string(typeName(a.type));
    tell(node, std::move(reason));
    const auto isMissing = [](const Value& v) { return v.isUndefined() || v.type == ValueType::Null; };
    m_problems.back().isGap = isMissing(a) || (node.count > 1 && isMissing(b));
}

void Evaluator::evaluate(std::uint32_t index, Value& out)
{
    const Node& node = m_program.nodes[index];
    switch (node.op) {
    case Op::Constant: out = m_program.constants[node.payload]; return;
    case Op::Variable:
        if (node.payload < m_columns.size())
            m_columns[node.payload].read(m_row, out);
        else
            out = Value();
        return;
    case Op::Define: {
        Cached& cached = m_defines[node.payload];
        if (cached.row != m_row) {
            evaluate(m_program.defines[node.payload], cached.value);
            cached.row = m_row;
        }
        out = cached.value;
        return;
    }
    case Op::Time: out = Value::number(m_time); return;
    case Op::ClassName: {
        const std::string_view name = m_table != nullptr ? m_table->exactClassName(tableRow()) : std::string_view();
        out = name.empty() ? Value() : Value::string(name);
        return;
    }
    case Op::Array: {
        std::vector<Value> items(node.wide);
        for (std::uint32_t i = 0; i < node.wide; ++i)
            evaluate(child(node, i), items[i]);
        out = m_arena.keepArray(std::move(items));
        return;
    }
    case Op::Template: {
        std::string text;
        Value part;
        for (std::uint32_t i = 0; i < node.wide; ++i) {
            evaluate(child(node, i), part);
            if (part.type != ValueType::Undefined && part.type != ValueType::Null)
                text += toString(part);
        }
        out = Value::string(m_arena.keep(std::move(text)));
        return;
    }
    case Op::Member: member(node, out); return;
    case Op::Index: this->index(node, out); return;
    case Op::Plus:
    case Op::Negate: {
        Value a;
        evaluate(child(node, 0), a);
        if (!a.isNumber() && !a.isVector()) {
            complain(node, "a number or a vector", a, a, out);
            return;
        }
        if (node.op == Op::Negate)
            for (double& component : a.components)
                component = -component;
        out = a;
        return;
    }
    case Op::Not: {
        Value a;
        evaluate(child(node, 0), a);
        if (a.isBoolean())
            out = Value::truth(!a.boolean);
        else
            complain(node, "a boolean", a, a, out);
        return;
    }
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::Divide:
    case Op::Remainder: arithmetic(node, out); return;
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
    case Op::Same:
    case Op::Different: compare(node, out); return;
    case Op::Matches:
    case Op::MatchesNot: match(node, out); return;
    case Op::And:
    case Op::Or: logic(node, out); return;
    case Op::Choose: {
        Value condition;
        evaluate(child(node, 0), condition);
        evaluate(child(node, toBoolean(condition) ? 1 : 2), out);
        return;
    }
    case Op::Call: call(node, out); return;
    }
}

void Evaluator::arithmetic(const Node& node, Value& out)
{
    Value a, b;
    evaluate(child(node, 0), a);
    evaluate(child(node, 1), b);
    if (a.isNumber() && b.isNumber()) {
        const double x = a.components[0], y = b.components[0];
        switch (node.op) {
        case Op::Add: out = Value::number(x + y); return;
        case Op::Subtract: out = Value::number(x - y); return;
        case Op::Multiply: out = Value::number(x * y); return;
        case Op::Divide: out = Value::number(x / y); return;
        default: out = Value::number(std::fmod(x, y)); return;
        }
    }
    if (node.op == Op::Add && (a.isText() || b.isText())) {
        out = Value::string(m_arena.keep(toString(a) + toString(b)));
        return;
    }
    if (node.op == Op::Multiply && a.isNumber() && b.isVector())
        a = widened(a, b);
    else if ((node.op == Op::Multiply || node.op == Op::Divide) && a.isVector() && b.isNumber())
        b = widened(b, a);
    if (!a.isVector() || a.type != b.type) {
        complain(node,
                 node.op == Op::Add ? "numbers, vectors of the same size or a string"
                                    : "numbers or vectors of the same size",
                 a, b, out);
        return;
    }
    switch (node.op) {
    case Op::Add: eachComponent(a, b, out, [](double x, double y) { return x + y; }); return;
    case Op::Subtract: eachComponent(a, b, out, [](double x, double y) { return x - y; }); return;
    case Op::Multiply: eachComponent(a, b, out, [](double x, double y) { return x * y; }); return;
    case Op::Divide: eachComponent(a, b, out, [](double x, double y) { return x / y; }); return;
    default: eachComponent(a, b, out, [](double x, double y) { return std::fmod(x, y); }); return;
    }
}

void Evaluator::compare(const Node& node, Value& out)
{
    Value a, b;
    evaluate(child(node, 0), a);
    evaluate(child(node, 1), b);
    if (node.op == Op::Same || node.op == Op::Different) {
        out = Value::truth(isSame(a, b) == (node.op == Op::Same));
        return;
    }
    if (!a.isNumber() || !b.isNumber()) {
        complain(node, "numbers", a, b, out);
        return;
    }
    const double x = a.components[0], y = b.components[0];
    switch (node.op) {
    case Op::Less: out = Value::truth(x < y); return;
    case Op::LessEqual: out = Value::truth(x <= y); return;
    case Op::Greater: out = Value::truth(x > y); return;
    default: out = Value::truth(x >= y); return;
    }
}

void Evaluator::match(const Node& node, Value& out)
{
    Value a, b;
    evaluate(child(node, 0), a);
    evaluate(child(node, 1), b);
    if (b.type == ValueType::RegExp)
        std::swap(a, b);
    if (a.type != ValueType::RegExp || !b.isText()) {
        complain(node, "a regExp and a string", a, b, out);
        return;
    }
    const bool matches = noteMatch(node, a.regExp->exec(b.asText()));
    out = Value::truth(matches == (node.op == Op::Matches));
}

void Evaluator::logic(const Node& node, Value& out)
{
    Value a;
    evaluate(child(node, 0), a);
    if (!a.isBoolean()) {
        complain(node, "booleans", a, a, out);
        return;
    }
    if (a.boolean == (node.op == Op::Or)) {
        out = a;
        return;
    }
    Value b;
    evaluate(child(node, 1), b);
    if (b.isBoolean())
        out = b;
    else
        complain(node, "booleans", a, b, out);
}

void Evaluator::member(const Node& node, Value& out)
{
    Value a;
    evaluate(child(node, 0), a);
    const std::string& name = m_program.names[node.payload];
    out = Value();
    if (a.isVector()) {
        std::array<double, 4> picked{};
        if (name.size() > 4)
            return;
        const bool isSpatial = std::string_view("xyzw").find(name[0]) != std::string_view::npos;
        const std::string_view letters = isSpatial ? "xyzw" : "rgba";
        for (std::size_t i = 0; i < name.size(); ++i) {
            const std::size_t component = letters.find(name[i]);
            if (component >= a.dimension())
                return;
            picked[i] = a.components[component];
        }
        out = name.size() == 1 ? Value::number(picked[0]) : Value::vector(name.size(), picked);
    } else if (a.type == ValueType::Object) {
        for (std::uint32_t i = 0; i < a.size; ++i)
            if (a.members[i].first == name) {
                out = a.members[i].second;
                return;
            }
    }
}

void Evaluator::index(const Node& node, Value& out)
{
    Value a, b;
    evaluate(child(node, 0), a);
    evaluate(child(node, 1), b);
    out = Value();
    if (b.isText() && a.type == ValueType::Object) {
        for (std::uint32_t i = 0; i < a.size; ++i)
            if (a.members[i].first == b.asText())
                out = a.members[i].second;
        return;
    }
    if (b.isText() && a.isVector() && b.size == 1) {
        constexpr std::string_view kNames = "xyzwrgba";
        const std::size_t found = kNames.find(*b.text);
        if (found != std::string_view::npos && found % 4 < a.dimension())
            out = Value::number(a.components[found % 4]);
        return;
    }
    if (!b.isNumber() || !(b.components[0] >= 0) || b.components[0] != std::floor(b.components[0]))
        return;
    const double place = b.components[0];
    if (a.isVector() && place < static_cast<double>(a.dimension()))
        out = Value::number(a.components[static_cast<std::size_t>(place)]);
    else if (a.type == ValueType::Array && place < static_cast<double>(a.size))
        out = a.items[static_cast<std::size_t>(place)];
}

void Evaluator::call(const Node& node, Value& out)
{
    std::array<Value, 4> values;
    const std::size_t count = std::min<std::size_t>(node.count, values.size());
    for (std::size_t i = 0; i < count; ++i)
        evaluate(child(node, static_cast<std::uint32_t>(i)), values[i]);
    const std::span<Value> arguments(values.data(), count);
    const auto function = static_cast<Function>(node.payload);
    switch (function) {
    case Function::Vec2:
    case Function::Vec3:
    case Function::Vec4: construct(node, arguments, out); return;
    case Function::Color:
    case Function::Rgb:
    case Function::Rgba:
    case Function::Hsl:
    case Function::Hsla: color(node, arguments, out); return;
    case Function::RegExp:
    case Function::Test:
    case Function::Exec: regExp(node, arguments, out); return;
    case Function::IsNaN: out = Value::truth(std::isnan(toNumber(values[0]))); return;
    case Function::IsFinite: out = Value::truth(std::isfinite(toNumber(values[0]))); return;
    case Function::Boolean: out = Value::truth(toBoolean(values[0])); return;
    // Without an argument: 0 and the empty string, not what the undefined would give.
    case Function::Number: out = Value::number(count > 0 ? toNumber(values[0]) : 0.0); return;
    case Function::String:
    case Function::ToString: out = Value::string(m_arena.keep(count > 0 ? toString(values[0]) : std::string())); return;
    case Function::IsExactClass:
    case Function::IsClass:
        if (!values[0].isText())
            complain(node, "a class is named by a string, here is " + std::string(typeName(values[0].type)), out);
        else if (function == Function::IsClass)
            out = Value::truth(m_table != nullptr && m_table->isClass(tableRow(), values[0].asText()));
        else
            out = Value::truth(m_table != nullptr && m_table->isExactClass(tableRow(), values[0].asText()));
        return;
    case Function::Length:
    case Function::Normalize:
    case Function::Distance:
    case Function::Dot:
    case Function::Cross: geometry(node, arguments, out); return;
    default: componentwise(node, arguments, out); return;
    }
}

} // namespace guanjing::styling
