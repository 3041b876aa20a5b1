#pragma once
// Feature tables, batch tables and the headers around them (3D Tiles 1.0, OGC 18-053r2, "Tile format specifications").
// For the .cpp files of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Issue.h"
#include "geodata/tiles3d/Json.h"
#include "geodata/tiles3d/PropertyTable.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::tiles3d {

/// The four sections after a tile header, and what follows them.
struct TileSections {
    std::uint32_t version = 1;
    ByteView featureJson, featureBinary, batchJson, batchBinary;
    ByteView body; ///< glTF of b3dm and i3dm
    std::uint32_t gltfFormat = 1; ///< i3dm: 0 a URI, 1 embedded
    std::optional<std::uint32_t> batchLength; ///< stated by the early b3dm headers
};

/// Splits b3dm, i3dm or pnts; lengths are checked against each other and against the bytes.
[[nodiscard]] Result<TileSections> splitTile(ByteView bytes, const std::string& source);

/// A feature table: JSON with references into a binary body.
class FeatureTable {
public:
    /// An empty JSON is an empty table.
    static Result<FeatureTable> open(ByteView json, ByteView binary, const std::string& source);

    [[nodiscard]] std::optional<std::uint64_t> count(std::string_view key) const;
    /// How the binary body holds the numbers of a global property.
    enum class BodyType : std::uint8_t { Float32, Uint8 };
    /// `components` numbers of a global property, given inline or in the body.
    [[nodiscard]] bool numbers(std::string_view key, std::size_t components, double* out,
                               BodyType type = BodyType::Float32) const;
    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] std::optional<json::Element> find(std::string_view key) const;
    /// Bytes of a per-instance or per-point property of `elementBytes` · count in the body.
    [[nodiscard]] Result<ByteView> column(std::string_view key, std::size_t elementBytes, std::size_t count) const;

private:
    std::unique_ptr<simdjson::dom::parser> m_parser = std::make_unique<simdjson::dom::parser>();
    std::optional<json::Object> m_object;
    ByteView m_binary;
    std::string m_source;
};

/// JSON that a table's columns share.
struct JsonDocument {
    simdjson::dom::parser parser;
    std::size_t columns = 1; ///< that share its bytes
    std::size_t textBytes = 0;
};

/// A column given as an array or as a reference into the binary body; `type` receives "STRING", "VEC3/FLOAT32" …
[[nodiscard]] Result<std::shared_ptr<const PropertyColumn>>
readBatchColumn(const std::shared_ptr<const JsonDocument>& document, const json::Element& element, ByteView binary,
                std::size_t count, std::string& type);

/// Adds the properties and classes of a batch table hierarchy (3DTILES_batch_table_hierarchy, also under its earlier key
/// HIERARCHY) to a batch table. What cannot be read becomes an issue.
void readBatchHierarchy(const std::shared_ptr<const JsonDocument>& document, const json::Object& hierarchy,
                        ByteView binary, PropertyTable& table, Issues& issues);

/// A batch table as a property table of `count` rows; columns read their rows on demand. What cannot be read becomes an
/// issue. Of rows that no column has values for there are at most `mostBare`: a length is quickly claimed.
[[nodiscard]] PropertyTable readBatchTable(ByteView json, ByteView binary, std::size_t count, const std::string& source,
                                           Issues& issues, std::size_t mostBare = limits::kMaxBareFeatures);

/// One more than the greatest id, at most kMaxBareFeatures: as many features as ids alone can stand for.
[[nodiscard]] std::size_t bareFeaturesOf(const std::vector<std::uint32_t>& ids);

/// Ids of rows that are not there become kNoFeature; how many did.
std::size_t dropIdsBeyond(std::vector<std::uint32_t>& ids, std::size_t rows);

} // namespace guanjing::tiles3d
