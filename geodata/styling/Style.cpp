#include "geodata/styling/Style.h"

#include "geodata/core/Limits.h"
#include "geodata/styling/CssColor.h"
#include "geodata/styling/Evaluator.h"
#include "geodata/styling/FeatureColumns.h"
#include "geodata/styling/Program.h"
#include "geodata/tiles3d/JsonDefect.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::styling {

using Json = nlohmann::json;

namespace {

constexpr std::size_t kMostWarnings = 16;
/// Looks of vector tiles and of applications, which are allowed and mean nothing to us.
constexpr std::string_view kOtherKeys[] = {"asset",
                                           "pointOutlineColor",
                                           "pointOutlineWidth",
                                           "labelColor",
                                           "labelOutlineColor",
                                           "labelOutlineWidth",
                                           "font",
                                           "labelStyle",
                                           "labelText",
                                           "backgroundColor",
                                           "backgroundPadding",
                                           "backgroundEnabled",
                                           "scaleByDistance",
                                           "translucencyByDistance",
                                           "distanceDisplayCondition",
                                           "heightOffset",
                                           "anchorLineEnabled",
                                           "anchorLineColor",
                                           "image",
                                           "disableDepthTestDistance",
                                           "horizontalOrigin",
                                           "verticalOrigin",
                                           "labelHorizontalOrigin",
                                           "labelVerticalOrigin",
                                           "extensions",
                                           "extras"};

std::uint8_t toByte(double value)
{
    return std::isfinite(value) ? static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255.0))
                                : std::uint8_t{0};
}

std::string expressionText(const Json& json)
{
    if (json.is_string())
        return json.get<std::string>();
    if (json.is_boolean())
        return json.get<bool>() ? "true" : "false";
    return json.dump();
}

std::string colorExpected(const Value& value)
{
    std::string words = "a colour is expected, here is " + std::string(typeName(value.type));
    if (value.isText() && parseCssColor(value.asText()))
        words += "; color('" + std::string(value.asText()) + "') makes one of it";
    return words;
}

std::string sizeExpected(const Value& value) { return "a size above 0 is expected, here is " + toString(value); }

bool isColor(const Value& value) { return value.type == ValueType::Vec4 || value.type == ValueType::Vec3; }
bool isSize(const Value& value) { return value.isNumber() && value.components[0] > 0.0; }

/// Properties that points have by themselves, or that stand for the feature as a whole.
bool isBuiltIn(std::string_view name)
{
    return name == "POSITION" || name == "POSITION_ABSOLUTE" || name == "COLOR" || name == "NORMAL"
        || name == "feature";
}

/// Letters to add, take away or change, whatever their case; `most` + 1 for more than that.
std::size_t distanceOf(std::string_view a, std::string_view b, std::size_t most)
{
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most)
        return most + 1;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const std::size_t changed = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return std::min(row.back(), most + 1);
}

ErrorCode codeFor(const std::string& reason)
{
    if (reason.starts_with("nested more"))
        return ErrorCode::TooDeep;
    if (reason.starts_with("an expression of ") || reason.starts_with("more than "))
        return ErrorCode::TooLarge;
    return ErrorCode::BadValue;
}

} // namespace

std::string StyleProblem::toString() const
{
    std::string text = where;
    if (!where.empty())
        text += ", character " + std::to_string(at + 1) + ": ";
    else if (at > 0)
        text = "character " + std::to_string(at + 1) + ": ";
    return text + reason;
}

/// Turns the JSON into compiled parts; the first problem wins.
struct Style::Reader {
    Style& style;
    std::optional<StyleProblem> problem;

    void stop(const std::string& where, std::size_t at, std::string reason)
    {
        if (!problem)
            problem = StyleProblem{where, at, std::move(reason)};
    }
    void warn(const std::string& where, std::string reason)
    {
        if (style.m_warnings.size() < kMostWarnings)
            style.m_warnings.push_back({where, 0, std::move(reason)});
    }
    /// Values that are the same for all features can be judged at once.
    void judge(const std::optional<Part>& part, bool (*isGood)(const Value&), std::string (*complaint)(const Value&))
    {
        const Program& program = *style.m_program;
        for (std::size_t i = 0; part && !problem && i < part->rules.size(); ++i) {
            const Node& node = program.nodes[part->rules[i].value];
            if (node.op != Op::Constant)
                continue;
            const Value& value = program.constants[node.payload];
            if (!value.isUndefined() && !isGood(value))
                warn(part->places[2 * i + 1], complaint(value));
        }
    }
    std::uint32_t expression(const Json& json, const std::string& where, bool knowsDefines)
    {
        if (!json.is_string() && !json.is_boolean() && !json.is_number()) {
            stop(where, 0, "an expression in a string is expected");
            return 0;
        }
        auto root = compile(*style.m_program, expressionText(json), knowsDefines);
        if (!root) {
            stop(where, root.error().at, root.error().reason);
            return 0;
        }
        return *root;
    }
    Part part(const Json& json, const std::string& where)
    {
        Part result;
        result.where = where;
        if (!json.is_object()) {
            const std::uint32_t value = expression(json, where, true);
            result.rules.push_back({expression(true, where, true), value});
            result.places = {where, where};
            return result;
        }
        const auto found = json.find("conditions");
        if (found == json.end() || !found->is_array()) {
            stop(where, 0, "a list \"conditions\" is expected");
            return result;
        }
        for (const auto& [key, value] : json.items())
            if (key != "conditions" && key != "extensions" && key != "extras")
                warn(where + "/" + key, "unknown key, passed over");
        std::size_t i = 0;
        for (const Json& pair : *found) {
            const std::string place = where + "/conditions/" + std::to_string(i++);
            if (!pair.is_array() || pair.size() != 2) {
                stop(place, 0, "a pair of a condition and a value is expected");
                return result;
            }
            const std::uint32_t condition = expression(pair[0], place + "/0", true);
            result.rules.push_back({condition, expression(pair[1], place + "/1", true)});
            result.places.push_back(place + "/0");
            result.places.push_back(place + "/1");
            if (problem)
                return result;
        }
        return result;
    }
    void defines(const Json& json)
    {
        if (!json.is_object()) {
            stop("defines", 0, "an object of expressions is expected");
            return;
        }
        Program& program = *style.m_program;
        for (const auto& [name, value] : json.items()) {
            const std::uint32_t root = expression(value, "defines/" + name, false);
            program.defineNames.emplace(name, static_cast<std::uint32_t>(program.defines.size()));
            program.defines.push_back(root);
        }
    }
    void document(const Json& json)
    {
        if (!json.is_object()) {
            stop("", 0, "a style is an object");
            return;
        }
        // They are known to all the others, wherever they stand.
        if (const auto found = json.find("defines"); found != json.end())
            defines(*found);
        for (const auto& [key, value] : json.items()) {
            if (key == "defines")
                continue;
            if (key == "show")
                style.m_show = part(value, key);
            else if (key == "color")
                style.m_color = part(value, key);
            else if (key == "pointSize")
                style.m_pointSize = part(value, key);
            else if (key != "meta"
                     && std::find(std::begin(kOtherKeys), std::end(kOtherKeys), key) == std::end(kOtherKeys))
                warn(key, "unknown key, passed over; a style has show, color, pointSize, meta and defines");
        }
        judge(style.m_color, isColor, colorExpected);
        judge(style.m_pointSize, isSize, sizeExpected);
        style.m_usesTime = std::any_of(style.m_program->nodes.begin(), style.m_program->nodes.end(),
                                       [](const Node& node) { return node.op == Op::Time; });
        // Last, so that looks need not read what only they name.
        style.m_lookVariables = style.m_program->variables.size();
        const auto meta = json.find("meta");
        if (meta == json.end())
            return;
        if (!meta->is_object()) {
            stop("meta", 0, "an object of expressions is expected");
            return;
        }
        for (const auto& [name, expression] : meta->items())
            style.m_meta.emplace_back(name, part(expression, "meta/" + name));
    }
};

Style::Style() : m_program(std::make_unique<Program>()) { }

Style::~Style() = default;

Result<std::shared_ptr<const Style>> Style::parse(std::string_view json, const std::string& source,
                                                  StyleProblem* problem)
{
    StyleProblem ignored;
    StyleProblem& told = problem != nullptr ? *problem : ignored;
    if (json.size() > limits::kMaxStyleBytes) {
        told = {{}, 0, "a style of " + std::to_string(json.size()) + " bytes"};
        return fail(ErrorCode::TooLarge, source, told.toString());
    }
    int deepest = 0;
    const auto watch = [&](int depth, Json::parse_event_t, Json&) {
        deepest = std::max(deepest, depth);
        return true;
    };
    Json document;
    try {
        document = Json::parse(json.begin(), json.end(), watch);
    } catch (const Json::exception& e) { // a number past double's range is no parse_error but an out_of_range
        // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …"
        std::string words = e.what();
        words.erase(0, std::min(words.size(), words.find("] ") + 2));
        if (std::string defect = tiles3d::jsonDefect(json); !defect.empty())
            words = std::move(defect);
        const auto* syntax = dynamic_cast<const Json::parse_error*>(&e);
        told = {{}, syntax != nullptr && syntax->byte > 0 ? syntax->byte - 1 : 0, words};
        return fail(ErrorCode::BadJson, source, words);
    }
    if (deepest > limits::kMaxJsonDepth) {
        told = {{}, 0, "nested " + std::to_string(deepest) + " deep"};
        return fail(ErrorCode::TooDeep, source, told.toString());
    }
    std::shared_ptr<Style> style(new Style);
    style->m_json = std::string(json);
    Reader reader{*style, {}};
    reader.document(document);
    if (reader.problem) {
        told = *reader.problem;
        return fail(codeFor(told.reason), source, told.toString());
    }
    return std::shared_ptr<const Style>(std::move(style));
}

LookTable Style::evaluate(const FeatureSource& source) const
{
    LookTable table;
    table.looks.resize(source.count);
    const std::vector<Column> columns = readColumns(*m_program, source, m_lookVariables);
    Evaluator evaluator(*m_program, columns, source.table, source.timeMilliseconds);
    evaluator.setTableRows(source.tableRows());
    const auto tell = [&](const Part& part, std::size_t place, std::string reason, std::size_t at) {
        table.problems.push_back(StyleProblem{part.places[place], at, std::move(reason)}.toString());
    };
    // A place and what is wrong there: told once.
    std::vector<std::pair<std::size_t, ValueType>> told;
    const auto isNews = [&](std::size_t place, ValueType type) {
        ++table.problemCount;
        const std::pair kind(place, type);
        if (told.size() >= kMostWarnings || std::find(told.begin(), told.end(), kind) != told.end())
            return false;
        told.push_back(kind);
        return true;
    };
    constexpr std::size_t kOfSizes = std::size_t{1} << 32;
    std::size_t seen = 0; // of the evaluator's problems
    Value value;
    // False when no condition is met.
    const auto decide = [&](const std::optional<Part>& part, std::size_t& place) {
        if (!part)
            return false;
        for (std::size_t i = 0; i < part->rules.size(); ++i) {
            const std::size_t before = evaluator.problemCount();
            evaluator.evaluate(part->rules[i].condition, value);
            place = 2 * i;
            const bool holds = toBoolean(value);
            if (holds) {
                place = 2 * i + 1;
                evaluator.evaluate(part->rules[i].value, value);
            }
            table.problemCount += evaluator.problemCount() - before;
            for (; seen < evaluator.problems().size(); ++seen)
                if (const ExpressionProblem& problem = evaluator.problems()[seen]; !problem.isGap)
                    tell(*part, place, problem.reason, problem.at);
            if (holds)
                return true;
        }
        return false;
    };
    for (std::size_t row = 0; row < source.count; ++row) {
        FeatureLook& look = table.looks[row];
        std::size_t place = 0;
        evaluator.begin(row);
        if (decide(m_show, place))
            look.isShown = toBoolean(value);
        if (!look.isShown)
            continue;
        if (decide(m_color, place) && !value.isUndefined()) {
            if (isColor(value)) {
                for (std::size_t i = 0; i < 3; ++i)
                    look.color[i] = toByte(value.components[i]);
                look.color[3] = value.type == ValueType::Vec4 ? toByte(value.components[3]) : std::uint8_t{255};
                look.isColored = true;
            } else if (isNews(place, value.type)) {
                tell(*m_color, place, colorExpected(value), 0);
            }
        }
        if (decide(m_pointSize, place) && !value.isUndefined()) {
            if (isSize(value))
                look.sizeEighths = static_cast<std::uint16_t>(std::clamp(value.components[0] * 8.0, 1.0, 8.0 * 4096.0));
            else if (isNews(kOfSizes + place, value.type))
                tell(*m_pointSize, place, sizeExpected(value), 0);
        }
    }
    return table;
}

std::vector<std::string> Style::propertyNames() const
{
    std::vector<std::string> names;
    for (const Variable& variable : m_program->variables)
        names.push_back(variable.name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::vector<UnknownProperty> Style::unknownProperties(const tiles3d::PropertyTable& table) const
{
    std::vector<UnknownProperty> unknown;
    if (table.count == 0)
        return unknown;
    for (const Variable& variable : m_program->variables) {
        const bool isKnown = isBuiltIn(variable.name)
            || std::any_of(table.properties.begin(), table.properties.end(), [&](const tiles3d::Property& property) {
                                 return property.name == variable.name || property.name == variable.written;
                             });
        const bool isTold = std::any_of(unknown.begin(), unknown.end(),
                                        [&](const UnknownProperty& other) { return other.name == variable.name; });
        if (isKnown || isTold)
            continue;
        UnknownProperty entry{variable.name, {}, std::max<std::size_t>(variable.name.size() / 2, 1) + 1};
        for (const tiles3d::Property& property : table.properties) {
            const std::size_t distance = distanceOf(variable.name, property.name, entry.distance - 1);
            if (distance < entry.distance) {
                entry.nearest = property.name;
                entry.distance = distance;
            }
        }
        unknown.push_back(std::move(entry));
    }
    return unknown;
}

bool Style::readsPoints() const
{
    return std::any_of(m_program->variables.begin(), m_program->variables.end(), [](const Variable& variable) {
        return variable.name == "POSITION" || variable.name == "POSITION_ABSOLUTE" || variable.name == "COLOR"
            || variable.name == "NORMAL";
    });
}

std::vector<std::string> Style::metaNames() const
{
    std::vector<std::string> names;
    for (const auto& [name, part] : m_meta)
        names.push_back(name);
    return names;
}

EvaluatedText Style::meta(std::string_view name, const FeatureSource& source, std::size_t row) const
{
    const auto found =
        std::find_if(m_meta.begin(), m_meta.end(), [&](const auto& entry) { return entry.first == name; });
    if (found == m_meta.end())
        return {"undefined", "undefined", {}};
    const std::vector<Column> columns = readColumns(*m_program, source, m_program->variables.size());
    Evaluator evaluator(*m_program, columns, source.table, source.timeMilliseconds);
    evaluator.setTableRows(source.tableRows());
    evaluator.begin(row);
    Value value;
    for (const Rule& rule : found->second.rules) {
        evaluator.evaluate(rule.condition, value);
        const bool holds = toBoolean(value);
        value = Value();
        if (!holds)
            continue;
        evaluator.evaluate(rule.value, value);
        break;
    }
    return {std::string(typeName(value.type)), toString(value),
            evaluator.hasProblems() ? evaluator.problems().front().reason : std::string()};
}

EvaluatedText evaluateExpression(std::string_view text, const FeatureSource& source, std::size_t row)
{
    Program program;
    const auto problemText = [](const ExpressionProblem& problem) {
        return "character " + std::to_string(problem.at + 1) + ": " + problem.reason;
    };
    const auto root = compile(program, text, false);
    if (!root)
        return {"undefined", "undefined", problemText(root.error())};
    const std::vector<Column> columns = readColumns(program, source, program.variables.size());
    Evaluator evaluator(program, columns, source.table, source.timeMilliseconds);
    evaluator.begin(row);
    Value value;
    evaluator.evaluate(*root, value);
    return {std::string(typeName(value.type)), toString(value),
            evaluator.hasProblems() ? problemText(evaluator.problems().front()) : std::string()};
}

} // namespace guanjing::styling
