#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace guanjing::tiles3d {

/// One attribute value. Vectors, matrices and arrays are lists; values as shown to users: normalized, offset and scale
/// applied, noData as monostate, enum values by name.
struct PropertyValue {
    using List = std::vector<PropertyValue>;
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, List> value;

    /// Text for people: "12.5", "true", "[1, 2, 3]", "" for no value.
    [[nodiscard]] std::string toText() const;
    bool operator==(const PropertyValue&) const = default;
};

struct Attribute {
    std::string name;
    PropertyValue value;
};

/// A column: values in the order of rows.
struct Property {
    std::string name;
    std::string type; ///< as in expected facts: "STRING", "SCALAR/FLOAT32", "JSON" …
    std::vector<PropertyValue> values;
};

/// Attributes of features: a batch table or an EXT_structural_metadata property table. Row = feature id.
/// Immutable once built; any thread.
struct PropertyTable {
    std::string name;
    std::string className;
    std::size_t count = 0;
    std::vector<Property> properties;

    /// All attributes of one row; empty when out of range.
    [[nodiscard]] std::vector<Attribute> attributesOf(std::size_t row) const;
    [[nodiscard]] std::size_t byteSize() const;
};

} // namespace guanjing::tiles3d
