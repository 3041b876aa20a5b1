#pragma once
// Columns of binary property values (3D Metadata Specification 1.0, "Binary table format"). For the .cpp files of this
// room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Json.h"
#include "geodata/tiles3d/PropertyTable.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace guanjing::tiles3d {

enum class ScalarType : std::uint8_t { Int8, Uint8, Int16, Uint16, Int32, Uint32, Int64, Uint64, Float32, Float64 };

[[nodiscard]] std::size_t sizeOf(ScalarType type);
[[nodiscard]] PropertyValue readScalar(ScalarType type, const std::uint8_t* data);
/// "FLOAT32" and the batch table's "FLOAT"; nothing for an unknown name.
[[nodiscard]] std::optional<ScalarType> scalarTypeOf(std::string_view name);
/// UINT8 … UINT64; nothing for others.
[[nodiscard]] std::optional<ScalarType> offsetTypeOf(std::string_view name);

enum class ValueKind : std::uint8_t { Number, Boolean, String, Enum };

struct ColumnSchema {
    ValueKind kind = ValueKind::Number;
    ScalarType scalar = ScalarType::Float32;
    int components = 1; ///< of one element
    bool isArray = false;
    std::size_t fixedCount = 0; ///< elements of a fixed-length array; 0: variable length
    bool normalized = false;
    std::optional<PropertyValue> offset, scale, noData, otherwise;
    std::map<std::int64_t, std::string> enumNames;
};

struct ColumnData {
    Bytes values, arrayOffsets, stringOffsets;
    std::optional<ScalarType> arrayOffsetType, stringOffsetType;
};

/// From a class property; `type` receives "VEC3/FLOAT32", "STRING[]" …
[[nodiscard]] Result<ColumnSchema> readColumnSchema(const json::Object& classProperty,
                                                    const std::optional<json::Object>& enums, std::string& type);
/// offset and scale of the table's property replace the class's.
void overrideColumnSchema(ColumnSchema& schema, const json::Object& property);
/// Fails when the bytes cannot hold `count` rows.
[[nodiscard]] Result<std::shared_ptr<const PropertyColumn>> makeBinaryColumn(ColumnSchema schema, ColumnData data,
                                                                             std::size_t count);
/// As shown to users: normalized, offset and scale applied, enum values by name, noData and nothing as the default.
[[nodiscard]] PropertyValue shownValue(const ColumnSchema& schema, const PropertyValue& stored);
/// A number of whatever kind; nothing for others.
[[nodiscard]] std::optional<double> numberOf(const PropertyValue& value);
/// Bytes of one value of a fixed size; 0 for strings, booleans and arrays of variable length.
[[nodiscard]] std::size_t valueBytes(const ColumnSchema& schema);
/// A JSON value as an attribute value; objects become JsonText.
[[nodiscard]] PropertyValue toPropertyValue(const json::Element& element);

} // namespace guanjing::tiles3d
