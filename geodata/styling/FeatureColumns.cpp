#include "geodata/styling/FeatureColumns.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <span>

namespace guanjing::styling {

using tiles3d::PropertyTable;
using tiles3d::PropertyValue;

namespace {

constexpr int kMostDepth = 32;

Value fromJson(const nlohmann::json& json, Arena& arena, int depth)
{
    using Type = nlohmann::json::value_t;
    switch (json.type()) {
    case Type::boolean: return Value::truth(json.get<bool>());
    case Type::number_integer:
    case Type::number_unsigned:
    case Type::number_float: return Value::number(json.get<double>());
    case Type::string: return Value::string(arena.keep(json.get<std::string>()));
    case Type::array: {
        std::vector<Value> items;
        for (const nlohmann::json& item : json)
            items.push_back(depth < kMostDepth ? fromJson(item, arena, depth + 1) : Value());
        return arena.keepArray(std::move(items));
    }
    case Type::object: {
        std::vector<NamedValue> members;
        for (const auto& [key, item] : json.items())
            members.emplace_back(arena.keep(key), depth < kMostDepth ? fromJson(item, arena, depth + 1) : Value());
        return arena.keepObject(std::move(members));
    }
    default: return Value::null();
    }
}

struct ValueReader {
    Arena& arena;
    std::size_t vectorSize; ///< 2 to 4: lists of that many numbers are vectors

    Value operator()(std::monostate) const { return Value::null(); }
    Value operator()(bool flag) const { return Value::truth(flag); }
    Value operator()(std::int64_t number) const { return Value::number(static_cast<double>(number)); }
    Value operator()(std::uint64_t number) const { return Value::number(static_cast<double>(number)); }
    Value operator()(double number) const { return Value::number(number); }
    Value operator()(const std::string& text) const { return Value::string(arena.keep(text)); }
    Value operator()(const tiles3d::JsonText& json) const
    {
        const nlohmann::json parsed = nlohmann::json::parse(json.text, nullptr, false);
        return parsed.is_discarded() ? Value() : fromJson(parsed, arena, 0);
    }
    Value operator()(const PropertyValue::List& list) const
    {
        std::vector<Value> items;
        items.reserve(list.size());
        const ValueReader inner{arena, vectorSize};
        for (const PropertyValue& item : list)
            items.push_back(std::visit(inner, item.value));
        if (items.size() == vectorSize
            && std::all_of(items.begin(), items.end(), [](const Value& v) { return v.isNumber(); })) {
            std::array<double, 4> components{};
            for (std::size_t i = 0; i < items.size(); ++i)
                components[i] = items[i].components[0];
            return Value::vector(items.size(), components);
        }
        return arena.keepArray(std::move(items));
    }
};

Value follow(Value value, const std::vector<Variable::Step>& steps)
{
    for (const Variable::Step& step : steps) {
        Value next;
        if (value.type == ValueType::Object && step.index < 0) {
            for (std::uint32_t i = 0; i < value.size; ++i)
                if (value.members[i].first == step.member)
                    next = value.members[i].second;
        } else if (value.type == ValueType::Array && step.index >= 0 && step.index < value.size) {
            next = value.items[step.index];
        } else if (value.isVector()) {
            constexpr std::string_view kNames = "xyzwrgba";
            const std::size_t found = step.member.size() == 1 ? kNames.find(step.member[0]) : std::string_view::npos;
            const std::size_t component = step.index >= 0 ? static_cast<std::size_t>(step.index) : found % 4;
            if ((step.index >= 0 || found != std::string_view::npos) && component < value.dimension())
                next = Value::number(value.components[component]);
        }
        value = next;
    }
    return value;
}

Column readProperty(const tiles3d::Property& property, std::size_t count, const std::vector<Variable::Step>& steps)
{
    Column column;
    std::vector<double> numbers(count);
    if (steps.empty() && property.column->readNumbers(numbers)) {
        column.kind = Column::Kind::Numbers;
        column.numbers = std::move(numbers);
        return column;
    }
    column.kind = Column::Kind::Values;
    column.arena = std::make_unique<Arena>();
    column.values.reserve(count);
    std::size_t vectorSize = 0;
    for (const auto& [prefix, size] : {std::pair{"VEC2", 2}, std::pair{"VEC3", 3}, std::pair{"VEC4", 4}})
        if (property.type.starts_with(prefix))
            vectorSize = static_cast<std::size_t>(size);
    const ValueReader reader{*column.arena, vectorSize};
    property.column->forEachShown(count, [&](const PropertyValue& value) {
        // Features of another class have no such property.
        const Value whole =
            property.column->appliesTo(column.values.size()) ? std::visit(reader, value.value) : Value();
        column.values.push_back(steps.empty() ? whole : follow(whole, steps));
    });
    column.values.resize(count);
    const auto isPlainNumber = [](const Value& v) { return v.isNumber(); };
    if (std::all_of(column.values.begin(), column.values.end(), isPlainNumber)) {
        column.kind = Column::Kind::Numbers;
        numbers.clear();
        for (const Value& value : column.values)
            numbers.push_back(value.components[0]);
        column.numbers = std::move(numbers);
        column.values.clear();
        column.values.shrink_to_fit();
        column.arena.reset();
    }
    return column;
}

const tiles3d::Property* findProperty(const PropertyTable& table, std::string_view name)
{
    const auto found = std::find_if(table.properties.begin(), table.properties.end(),
                                    [&](const tiles3d::Property& property) { return property.name == name; });
    return found != table.properties.end() ? &*found : nullptr;
}

Column readTableColumn(const PropertyTable& table, const Variable& variable)
{
    if (const tiles3d::Property* property = findProperty(table, variable.name))
        return readProperty(*property, table.count, variable.steps);
    // A name with dots in it that nobody put into brackets.
    if (const tiles3d::Property* property = variable.steps.empty() ? nullptr : findProperty(table, variable.written))
        return readProperty(*property, table.count, {});
    return {};
}

Value vec3Of(const glm::dvec3& v) { return Value::vector(3, {v.x, v.y, v.z, 0.0}); }

/// glTF colours are linear; what a style sees is the picture's.
double toDisplay(std::uint8_t linear)
{
    const double value = linear / 255.0;
    return value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1.0 / 2.4) - 0.055;
}

std::function<Value(std::size_t)> pointSemantic(const FeatureSource& source, const std::string& name)
{
    const tiles3d::Primitive& points = *source.points;
    const auto placed = [&points](const glm::dmat4& matrix) {
        return [&points, matrix](std::size_t row) {
            return row < points.positions.size() ? vec3Of(glm::dvec3(matrix * glm::dvec4(points.positions[row], 1.0)))
                                                 : Value();
        };
    };
    if (name == "POSITION")
        return placed(source.pointToTile);
    if (name == "POSITION_ABSOLUTE")
        return placed(source.pointToWorld);
    if (name == "NORMAL" && !points.normals.empty())
        return [&points](std::size_t row) {
            return row < points.normals.size() ? vec3Of(glm::dvec3(points.normals[row])) : Value();
        };
    if (name == "COLOR") {
        static const auto kDisplay = [] {
            std::array<double, 256> table{};
            for (std::size_t i = 0; i < table.size(); ++i)
                table[i] = toDisplay(static_cast<std::uint8_t>(i));
            return table;
        }();
        return [&points](std::size_t row) {
            if (row >= points.colors.size())
                return Value::vector(4, {1.0, 1.0, 1.0, 1.0});
            const auto& c = points.colors[row];
            return Value::vector(4, {kDisplay[c[0]], kDisplay[c[1]], kDisplay[c[2]], c[3] / 255.0});
        };
    }
    return {};
}

} // namespace

std::vector<Column> readColumns(const Program& program, const FeatureSource& source, std::size_t count)
{
    std::vector<Column> columns;
    columns.reserve(count);
    for (const Variable& variable : std::span(program.variables).first(count)) {
        Column column;
        if (source.points != nullptr) {
            if (auto made = pointSemantic(source, variable.name)) {
                column.kind = Column::Kind::Made;
                if (variable.steps.empty())
                    column.make = std::move(made);
                else
                    column.make = [made = std::move(made), steps = variable.steps](std::size_t row) {
                        return follow(made(row), steps);
                    };
                columns.push_back(std::move(column));
                continue;
            }
        }
        std::span<const std::uint32_t> rows = source.tableRows();
        if (source.table != nullptr)
            column = readTableColumn(*source.table, variable);
        bool isByRow = !rows.empty();
        for (std::size_t i = 0; i < source.further.size() && column.kind == Column::Kind::Missing; ++i) {
            column = readTableColumn(*source.further[i].table, variable);
            rows = source.further[i].rows;
            isByRow = true;
        }
        if (isByRow && column.kind != Column::Kind::Missing) {
            Column byRow;
            byRow.kind = Column::Kind::Made;
            byRow.make = [rows, inner = std::make_shared<const Column>(std::move(column))](std::size_t row) {
                Value value;
                if (row < rows.size())
                    inner->read(rows[row], value);
                return value;
            };
            column = std::move(byRow);
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

} // namespace guanjing::styling
