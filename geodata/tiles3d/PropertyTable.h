#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace guanjing::tiles3d {

/// A value that only JSON can hold (an object in a batch table), as JSON text.
struct JsonText {
    std::string text;
    bool operator==(const JsonText&) const = default;
};

/// One attribute value. Vectors, matrices and arrays are lists; values as shown to users: normalized, offset and scale
/// applied, noData as monostate, enum values by name.
struct PropertyValue {
    using List = std::vector<PropertyValue>;
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, List, JsonText> value;

    /// Text for people: "12.5", "true", "[1, 2, 3]", "" for no value.
    [[nodiscard]] std::string toText() const;
    /// As JSON: numbers, quoted strings, arrays; null for no value or a number that JSON cannot hold.
    [[nodiscard]] std::string toJson() const;
    bool operator==(const PropertyValue&) const = default;
};

/// What a schema says about a property (3D Metadata Specification, class properties). Immutable; any thread.
struct PropertyNote {
    std::string title; ///< a name for people; may be empty
    std::string type; ///< "VEC3/FLOAT32", "STRING[]" …
    std::string semantic; ///< "TILE_BOUNDING_BOX" …; may be empty
    std::string description; ///< may be empty
};

struct Attribute {
    std::string name;
    PropertyValue value;
    std::shared_ptr<const PropertyNote> note = nullptr; ///< null: nothing is said about it
};

/// Reads one column. Implementations keep the source's bytes or JSON and convert a row when it is asked for, so that
/// decoding a tile does not pay for thousands of values that nobody looks at. Immutable; any thread.
class PropertyColumn {
public:
    virtual ~PropertyColumn() = default;
    /// The value as the file stores it: before normalization, offset and scale, enums as numbers.
    [[nodiscard]] virtual PropertyValue stored(std::size_t row) const = 0;
    /// The value as shown to users.
    [[nodiscard]] virtual PropertyValue shown(std::size_t row) const { return stored(row); }
    /// False where the feature is of a class that has no such property (batch table hierarchy).
    [[nodiscard]] virtual bool appliesTo(std::size_t /*row*/) const { return true; }
    /// The first `count` values as shown, in order: what costs a search row by row is searched once.
    virtual void forEachShown(std::size_t count, const std::function<void(const PropertyValue&)>& take) const;
    /// The first numbers.size() values as shown, when all of them are plain numbers and there is a fast way; false
    /// otherwise, with `numbers` in any state.
    [[nodiscard]] virtual bool readNumbers(std::span<double> /*numbers*/) const { return false; }
    /// Bytes held in memory.
    [[nodiscard]] virtual std::size_t byteSize() const = 0;
};

/// A column over values that are at hand already, in the order of rows.
[[nodiscard]] std::shared_ptr<const PropertyColumn> makeColumn(std::vector<PropertyValue> values);

/// What a source says of the numbers of a property, as shown to users: those present, and those that its class allows.
struct ValueLimits {
    std::optional<PropertyValue> leastPresent, greatestPresent, leastAllowed, greatestAllowed;
};

struct Property {
    std::string name;
    std::string type; ///< as in expected facts: "STRING", "SCALAR/FLOAT32", "JSON" …
    std::shared_ptr<const PropertyColumn> column; ///< never null
    std::shared_ptr<const ValueLimits> limits = nullptr; ///< null: the source says nothing
    std::shared_ptr<const PropertyNote> note = nullptr; ///< null: there is no schema
};

/// Classes of features that differ from row to row, and those they belong to (3DTILES_batch_table_hierarchy).
/// Immutable; any thread.
class FeatureClasses {
public:
    virtual ~FeatureClasses() = default;
    /// The feature's own class; empty when the row is out of range.
    [[nodiscard]] virtual std::string_view classOf(std::size_t row) const = 0;
    /// True when the feature or anything above it is of this class.
    [[nodiscard]] virtual bool isClass(std::size_t row, std::string_view name) const = 0;
    [[nodiscard]] virtual std::size_t byteSize() const = 0;
};

/// Attributes of features: a batch table or an EXT_structural_metadata property table. Row = feature id.
/// Immutable once built; any thread.
struct PropertyTable {
    std::string name;
    std::string className;
    std::size_t count = 0;
    std::vector<Property> properties;
    std::shared_ptr<const FeatureClasses> classes; ///< null: every row is of className

    /// The feature's own class; empty where there is none.
    [[nodiscard]] std::string_view exactClassName(std::size_t row) const;
    [[nodiscard]] bool isExactClass(std::size_t row, std::string_view wanted) const;
    /// As isExactClass, or anything above the feature in a hierarchy is of this class.
    [[nodiscard]] bool isClass(std::size_t row, std::string_view wanted) const;
    /// All attributes of one row; empty when out of range.
    [[nodiscard]] std::vector<Attribute> attributesOf(std::size_t row) const;
    [[nodiscard]] std::size_t byteSize() const;
};

} // namespace guanjing::tiles3d
