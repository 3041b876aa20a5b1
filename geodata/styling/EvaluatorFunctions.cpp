#include "geodata/styling/CssColor.h"
#include "geodata/styling/Evaluator.h"
#include "geodata/styling/RegExp.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace guanjing::styling {

namespace {

double sign(double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : x; }
double fraction(double x) { return x - std::floor(x); }
double rounded(double x) { return std::floor(x + 0.5); }
double radians(double x) { return x * std::numbers::pi / 180.0; }
double degrees(double x) { return x * 180.0 / std::numbers::pi; }

using Unary = double (*)(double);
Unary unaryOf(Function function)
{
    switch (function) {
    case Function::Abs: return [](double x) { return std::abs(x); };
    case Function::Sqrt: return [](double x) { return std::sqrt(x); };
    case Function::Cos: return [](double x) { return std::cos(x); };
    case Function::Sin: return [](double x) { return std::sin(x); };
    case Function::Tan: return [](double x) { return std::tan(x); };
    case Function::Acos: return [](double x) { return std::acos(x); };
    case Function::Asin: return [](double x) { return std::asin(x); };
    case Function::Atan: return [](double x) { return std::atan(x); };
    case Function::Radians: return radians;
    case Function::Degrees: return degrees;
    case Function::Sign: return sign;
    case Function::Floor: return [](double x) { return std::floor(x); };
    case Function::Ceil: return [](double x) { return std::ceil(x); };
    case Function::Round: return rounded;
    case Function::Exp: return [](double x) { return std::exp(x); };
    case Function::Log: return [](double x) { return std::log(x); };
    case Function::Exp2: return [](double x) { return std::exp2(x); };
    case Function::Log2: return [](double x) { return std::log2(x); };
    case Function::Fract: return fraction;
    default: return nullptr;
    }
}

double mixed(double x, double y, double a) { return x * (1.0 - a) + y * a; }

Value widened(const Value& number, const Value& like)
{
    const double n = number.components[0];
    return Value::vector(like.dimension(), {n, n, n, n});
}

} // namespace

void Evaluator::componentwise(const Node& node, std::span<Value> arguments, Value& out)
{
    const auto function = static_cast<Function>(node.payload);
    const Value first = arguments[0];
    if (!first.isNumber() && !first.isVector()) {
        complain(node, "the function needs a number or a vector, here is " + std::string(typeName(first.type)), out);
        return;
    }
    // Numbers may stand beside a vector where the specification says so.
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const bool mayBeNumber = function == Function::Min || function == Function::Max || function == Function::Clamp
            || (function == Function::Mix && i == 2);
        if (arguments[i].isNumber() && first.isVector() && mayBeNumber)
            arguments[i] = widened(arguments[i], first);
        if (arguments[i].type != first.type) {
            complain(node,
                     "the arguments do not fit together: " + std::string(typeName(first.type)) + " and "
                         + std::string(typeName(arguments[i].type)),
                     out);
            return;
        }
    }
    const Unary unary = unaryOf(function);
    const std::size_t count = first.isNumber() ? 1 : first.dimension();
    out = first;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = arguments[0].components[i];
        const double y = arguments.size() > 1 ? arguments[1].components[i] : 0.0;
        const double z = arguments.size() > 2 ? arguments[2].components[i] : 0.0;
        double& result = out.components[i];
        switch (function) {
        case Function::Atan2: result = std::atan2(x, y); break;
        case Function::Pow: result = std::pow(x, y); break;
        case Function::Min: result = std::min(x, y); break;
        case Function::Max: result = std::max(x, y); break;
        case Function::Clamp: result = std::min(std::max(x, y), z); break;
        case Function::Mix: result = mixed(x, y, z); break;
        default: result = unary(x); break;
        }
    }
}

void Evaluator::construct(const Node& node, std::span<Value> arguments, Value& out)
{
    const std::size_t wanted = static_cast<std::size_t>(node.payload) - static_cast<std::size_t>(Function::Vec2) + 2;
    std::array<double, 16> components{};
    std::size_t count = 0;
    for (const Value& value : arguments) {
        if (!value.isNumber() && !value.isVector()) {
            complain(node, "a vector is made of numbers and vectors, here is " + std::string(typeName(value.type)),
                     out);
            return;
        }
        const std::size_t more = value.isNumber() ? 1 : value.dimension();
        for (std::size_t i = 0; i < more; ++i)
            components[count++] = value.components[i];
    }
    if (arguments.size() == 1 && count == 1)
        count = wanted, components.fill(components[0]);
    // Only a single vector may have more than is needed.
    if (count < wanted || (count > wanted && arguments.size() > 1)) {
        complain(node,
                 "vec" + std::to_string(wanted) + " needs " + std::to_string(wanted) + " components, here are "
                     + std::to_string(count),
                 out);
        return;
    }
    out = Value::vector(wanted, {components[0], components[1], components[2], components[3]});
}

void Evaluator::color(const Node& node, std::span<Value> arguments, Value& out)
{
    const auto function = static_cast<Function>(node.payload);
    if (function == Function::Color) {
        std::array<double, 4> rgba{1.0, 1.0, 1.0, 1.0};
        if (!arguments.empty()) {
            const auto parsed = arguments[0].isText() ? parseCssColor(arguments[0].asText()) : std::nullopt;
            if (!parsed) {
                complain(node,
                         arguments[0].isText()
                             ? "\"" + std::string(arguments[0].asText().substr(0, 40)) + "\" is no colour"
                             : "a colour is named by a string, here is " + std::string(typeName(arguments[0].type)),
                         out);
                return;
            }
            rgba = *parsed;
        }
        if (arguments.size() > 1) {
            if (!arguments[1].isNumber()) {
                complain(node, "alpha is a number, here is " + std::string(typeName(arguments[1].type)), out);
                return;
            }
            rgba[3] = arguments[1].components[0];
        }
        out = Value::vector(4, rgba);
        return;
    }
    for (const Value& value : arguments)
        if (!value.isNumber()) {
            complain(node, "a colour is made of numbers, here is " + std::string(typeName(value.type)), out);
            return;
        }
    const double x = arguments[0].components[0], y = arguments[1].components[0], z = arguments[2].components[0];
    const double alpha = arguments.size() > 3 ? arguments[3].components[0] : 1.0;
    if (function == Function::Rgb || function == Function::Rgba) {
        out = Value::vector(4, {x / 255.0, y / 255.0, z / 255.0, alpha});
    } else {
        const auto rgb = hslToRgb(x, y, z);
        out = Value::vector(4, {rgb[0], rgb[1], rgb[2], alpha});
    }
}

void Evaluator::regExp(const Node& node, std::span<Value> arguments, Value& out)
{
    const auto function = static_cast<Function>(node.payload);
    if (function == Function::RegExp) {
        std::string_view pattern = "(?:)", flags;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            if (!arguments[i].isText()) {
                complain(node, "regExp takes strings, here is " + std::string(typeName(arguments[i].type)), out);
                return;
            }
            (i == 0 ? pattern : flags) = arguments[i].asText();
        }
        std::shared_ptr<const RegExp>& made = m_regExps[std::string(flags) + "/" + std::string(pattern)];
        if (!made) {
            auto compiled = RegExp::compile(pattern, flags);
            if (!compiled) {
                m_regExps.erase(std::string(flags) + "/" + std::string(pattern));
                complain(node, compiled.error().detail, out);
                return;
            }
            made = std::move(*compiled);
        }
        out = Value();
        out.type = ValueType::RegExp;
        out.regExp = made.get();
        return;
    }
    const Value& object = arguments[0];
    const Value& subject = arguments[1];
    if (object.type != ValueType::RegExp || !subject.isText()) {
        complain(node,
                 std::string(function == Function::Test ? "test" : "exec") + " is for a regExp and a string, here are "
                     + std::string(typeName(object.type)) + " and " + std::string(typeName(subject.type)),
                 out);
        return;
    }
    const RegExp::Match match = object.regExp->exec(subject.asText());
    (void)noteMatch(node, match);
    if (function == Function::Test)
        out = Value::truth(match.found);
    else if (!match.found)
        out = Value::null();
    else
        out = match.captured ? Value::string(m_arena.keep(std::string(*match.captured))) : Value();
}

void Evaluator::geometry(const Node& node, std::span<Value> arguments, Value& out)
{
    const auto function = static_cast<Function>(node.payload);
    const Value& a = arguments[0];
    const Value& b = arguments.size() > 1 ? arguments[1] : a;
    const bool isFit = (a.isNumber() || a.isVector()) && a.type == b.type
        && (function != Function::Cross || a.type == ValueType::Vec3);
    if (!isFit) {
        std::string here = std::string(typeName(a.type));
        if (arguments.size() > 1)
            here += " and " + std::string(typeName(b.type));
        complain(node,
                 std::string(function == Function::Cross ? "cross needs two vec3"
                                                         : "the function needs numbers or vectors of the same size")
                     + ", here: " + here,
                 out);
        return;
    }
    const std::size_t count = a.isNumber() ? 1 : a.dimension();
    double product = 0, squared = 0;
    for (std::size_t i = 0; i < count; ++i) {
        product += a.components[i] * b.components[i];
        const double difference = a.components[i] - b.components[i];
        squared += difference * difference;
    }
    switch (function) {
    case Function::Length: out = a.isNumber() ? a : Value::number(std::sqrt(product)); return;
    case Function::Normalize:
        if (a.isNumber()) {
            out = Value::number(1.0);
        } else {
            std::array<double, 4> unit{};
            for (std::size_t i = 0; i < count; ++i)
                unit[i] = a.components[i] / std::sqrt(product);
            out = Value::vector(count, unit);
        }
        return;
    case Function::Distance: out = Value::number(std::sqrt(squared)); return;
    case Function::Dot: out = Value::number(product); return;
    default: {
        const auto& x = a.components;
        const auto& y = b.components;
        out = Value::vector(3, {x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0], 0.0});
    }
    }
}

} // namespace guanjing::styling
