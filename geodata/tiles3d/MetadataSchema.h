#pragma once
// Schemas of the 3D Metadata Specification 1.0, as tilesets and EXT_structural_metadata carry them. For the .cpp files
// of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/BinaryColumn.h"
#include "geodata/tiles3d/Issue.h"
#include "geodata/tiles3d/Json.h"
#include "geodata/tiles3d/Metadata.h"
#include "geodata/tiles3d/PropertyTable.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d {

struct ClassProperty {
    std::string id;
    std::string semantic;
    std::string type; ///< "VEC3/FLOAT32", "STRING[]" …
    std::optional<ColumnSchema> column; ///< nothing when the definition cannot be read
    bool isRequired = false;
    std::optional<PropertyValue> minimum, maximum;
    std::shared_ptr<const PropertyNote> note; ///< never null
};

struct MetadataClass {
    std::string id;
    std::vector<ClassProperty> properties;
    [[nodiscard]] const ClassProperty* find(std::string_view property) const;
};

/// Plain data, immutable once read; any thread.
struct MetadataSchema {
    std::string id;
    std::map<std::string, MetadataClass, std::less<>> classes;
    std::vector<std::string> enums; ///< their names
    Issues issues;

    [[nodiscard]] const MetadataClass* find(std::string_view name) const;
};

[[nodiscard]] std::shared_ptr<const MetadataSchema> readSchema(const json::Object& object);
/// Fails on text that is not a JSON object.
[[nodiscard]] Result<std::shared_ptr<const MetadataSchema>> readSchema(ByteView text, const std::string& source);

/// Tells what a schema may not say though it can be read; what keeps properties from being read readSchema tells.
void checkSchema(const json::Object& schema, Issues& issues);

/// What the class and a table, texture or attribute say of a property's values; null when they say nothing, or when
/// values that are none are shown by another.
[[nodiscard]] std::shared_ptr<const ValueLimits> limitsOf(const ClassProperty& definition,
                                                          const json::Object& property);

/// {"class": …, "properties": {…}}; a null schema gives the values as written. What is wrong becomes an issue.
[[nodiscard]] MetadataEntity readEntity(const json::Object& object, const MetadataSchema* schema,
                                        const std::string& where, Issues& issues);
/// The same of one row of a property table.
[[nodiscard]] MetadataEntity entityOfRow(const PropertyTable& table, std::size_t row, const MetadataSchema& schema);

using ViewBytes = std::function<Result<ByteView>(std::size_t bufferView)>;
/// Property tables of glTF or of a subtree, in their order.
[[nodiscard]] std::vector<PropertyTable> readPropertyTables(const json::Array& list, const MetadataSchema* schema,
                                                            const ViewBytes& view, Issues& issues);

} // namespace guanjing::tiles3d
