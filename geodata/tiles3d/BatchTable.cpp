#include "geodata/tiles3d/BatchTable.h"

#include "geodata/tiles3d/BinaryColumn.h"
#include "geodata/tiles3d/Model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <iterator>
#include <mutex>

namespace guanjing::tiles3d {

namespace {

std::uint32_t readU32(ByteView bytes, std::size_t offset)
{
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

bool hasGltfAt(ByteView bytes, std::size_t offset)
{
    return offset <= bytes.size() && bytes.size() - offset >= 4 && std::memcmp(bytes.data() + offset, "glTF", 4) == 0;
}

/// A column of a JSON batch table; shares the parsed document with its siblings.
class JsonColumn final : public PropertyColumn {
public:
    JsonColumn(std::shared_ptr<const JsonDocument> document, json::Array values)
        : m_document(std::move(document)), m_values(values)
    { }
    PropertyValue stored(std::size_t row) const override
    {
        // simdjson finds the nth element by passing over those before it.
        std::call_once(m_once, [this] { m_elements.assign(m_values.begin(), m_values.end()); });
        return row < m_elements.size() ? toPropertyValue(m_elements[row]) : PropertyValue{};
    }
    /// simdjson's tape takes about as much as the text.
    std::size_t byteSize() const override
    {
        return sizeof *this + 2 * m_document->textBytes / std::max<std::size_t>(m_document->columns, 1)
            + m_values.size() * sizeof(json::Element);
    }
    void forEachShown(std::size_t count, const std::function<void(const PropertyValue&)>& take) const override
    {
        // at() walks from the beginning each time.
        std::size_t row = 0;
        for (const json::Element element : m_values) {
            if (row++ == count)
                return;
            take(toPropertyValue(element));
        }
        for (; row < count; ++row)
            take({});
    }
    bool readNumbers(std::span<double> numbers) const override
    {
        std::size_t row = 0;
        for (const json::Element element : m_values) {
            if (row == numbers.size())
                break;
            if (element.get(numbers[row++]) != simdjson::SUCCESS)
                return false;
        }
        return row == numbers.size();
    }

private:
    std::shared_ptr<const JsonDocument> m_document;
    json::Array m_values;
    mutable std::once_flag m_once;
    mutable std::vector<json::Element> m_elements; ///< filled when a row is first asked for
};

/// simdjson's size() stops at 0xFFFFFF.
std::size_t elementsOf(const json::Array& values)
{
    const std::size_t size = values.size();
    return size < 0xFFFFFF ? size : static_cast<std::size_t>(std::distance(values.begin(), values.end()));
}

std::string jsonTypeOf(const json::Array& values)
{
    using Type = simdjson::dom::element_type;
    json::Element first;
    if (values.at(0).get(first) != simdjson::SUCCESS)
        return "JSON";
    switch (first.type()) {
    case Type::STRING: return "STRING";
    case Type::BOOL: return "BOOLEAN";
    case Type::INT64:
    case Type::UINT64:
    case Type::DOUBLE: return "NUMBER";
    default: return "JSON";
    }
}

Result<std::shared_ptr<const PropertyColumn>> binaryColumn(const json::Object& reference, ByteView binary,
                                                           std::size_t count, std::string& type)
{
    ColumnSchema schema;
    const std::string component(json::stringAt(reference, "componentType").value_or(""));
    const std::string kind(json::stringAt(reference, "type").value_or("SCALAR"));
    const auto scalar = scalarTypeOf(component);
    static constexpr std::array<std::string_view, 4> kKinds = {"SCALAR", "VEC2", "VEC3", "VEC4"};
    const auto* found = std::find(kKinds.begin(), kKinds.end(), kind);
    const auto offset = json::indexAt(reference, "byteOffset");
    if (!scalar || found == kKinds.end() || !offset)
        return fail(ErrorCode::BadValue, {}, "no valid byteOffset, componentType or type");
    schema.scalar = *scalar;
    schema.components = static_cast<int>(found - kKinds.begin()) + 1;
    static constexpr std::string_view kNames[] = {"INT8",   "UINT8", "INT16",  "UINT16",  "INT32",
                                                  "UINT32", "INT64", "UINT64", "FLOAT32", "FLOAT64"};
    type = kind + "/" + std::string(kNames[static_cast<std::size_t>(*scalar)]);
    const std::uint64_t bytes = std::uint64_t{count} * sizeOf(*scalar) * static_cast<std::size_t>(schema.components);
    if (*offset > binary.size() || bytes > binary.size() - *offset)
        return fail(ErrorCode::Truncated, {},
                    std::to_string(bytes) + " bytes at " + std::to_string(*offset) + " of a binary body of "
                        + std::to_string(binary.size()));
    const ByteView slice = binary.subspan(*offset, bytes);
    ColumnData data;
    data.values.assign(slice.begin(), slice.end());
    return makeBinaryColumn(std::move(schema), std::move(data), count);
}

} // namespace

Result<TileSections> splitTile(ByteView bytes, const std::string& source)
{
    TileSections sections;
    const bool isInstanced = bytes.size() >= 4 && std::memcmp(bytes.data(), "i3dm", 4) == 0;
    const bool isBatched = bytes.size() >= 4 && std::memcmp(bytes.data(), "b3dm", 4) == 0;
    const std::size_t headerBytes = isInstanced ? 32 : 28;
    if (bytes.size() < 12)
        return fail(ErrorCode::Truncated, source, "tile header in " + std::to_string(bytes.size()) + " bytes");
    sections.version = readU32(bytes, 4);
    if (sections.version != 1)
        return fail(ErrorCode::UnsupportedVersion, source, "tile version " + std::to_string(sections.version));
    const std::uint32_t byteLength = readU32(bytes, 8);
    if (byteLength > bytes.size())
        return fail(ErrorCode::Truncated, source,
                    "header states " + std::to_string(byteLength) + " bytes, there are "
                        + std::to_string(bytes.size()));
    if (byteLength < headerBytes)
        return fail(ErrorCode::LengthMismatch, source, "header states " + std::to_string(byteLength) + " bytes");
    bytes = bytes.first(byteLength);

    std::array<std::uint64_t, 4> lengths{};
    for (std::size_t i = 0; i < 4; ++i)
        lengths[i] = readU32(bytes, 12 + i * 4);
    const std::uint64_t end = headerBytes + lengths[0] + lengths[1] + lengths[2] + lengths[3];
    if (end > bytes.size() && isBatched) {
        // Headers from before 1.0: batchLength and batch table length, or batch table lengths and batchLength. What
        // stands where the later lengths belong is text, which no file is long enough for.
        if (hasGltfAt(bytes, 20 + lengths[1])) {
            sections.batchLength = static_cast<std::uint32_t>(lengths[0]);
            sections.batchJson = bytes.subspan(20, lengths[1]);
            sections.body = bytes.subspan(20 + lengths[1]);
            return sections;
        }
        if (hasGltfAt(bytes, 24 + lengths[0] + lengths[1])) {
            sections.batchLength = static_cast<std::uint32_t>(lengths[2]);
            sections.batchJson = bytes.subspan(24, lengths[0]);
            sections.batchBinary = bytes.subspan(24 + lengths[0], lengths[1]);
            sections.body = bytes.subspan(24 + lengths[0] + lengths[1]);
            return sections;
        }
    }
    if (end > bytes.size())
        return fail(ErrorCode::LengthMismatch, source,
                    "tables end at " + std::to_string(end) + ", the tile at " + std::to_string(bytes.size()));
    std::size_t offset = headerBytes;
    for (ByteView* section :
         {&sections.featureJson, &sections.featureBinary, &sections.batchJson, &sections.batchBinary}) {
        const auto i = static_cast<std::size_t>(section == &sections.featureJson         ? 0
                                                    : section == &sections.featureBinary ? 1
                                                    : section == &sections.batchJson     ? 2
                                                                                         : 3);
        *section = bytes.subspan(offset, lengths[i]);
        offset += lengths[i];
    }
    if (isInstanced)
        sections.gltfFormat = readU32(bytes, 28);
    sections.body = bytes.subspan(offset);
    return sections;
}

Result<std::shared_ptr<const PropertyColumn>> readBatchColumn(const std::shared_ptr<const JsonDocument>& document,
                                                              const json::Element& element, ByteView binary,
                                                              std::size_t count, std::string& type)
{
    if (const auto values = json::asArray(element)) {
        type = jsonTypeOf(*values);
        return std::make_shared<const JsonColumn>(document, *values);
    }
    const auto reference = json::asObject(element);
    if (!reference || !json::member(*reference, "byteOffset"))
        return fail(ErrorCode::BadValue, {}, "neither an array nor a reference into the binary body");
    return binaryColumn(*reference, binary, count, type);
}

Result<FeatureTable> FeatureTable::open(ByteView json, ByteView binary, const std::string& source)
{
    FeatureTable table;
    table.m_binary = binary;
    table.m_source = source;
    if (json.empty())
        return table;
    const auto root = json::parse(*table.m_parser, json, 0, source);
    if (!root)
        return fail(root.error().code == ErrorCode::Empty ? Error{ErrorCode::BadJson, source, "feature table of blanks"}
                                                          : root.error());
    table.m_object = json::asObject(*root);
    if (!table.m_object)
        return fail(ErrorCode::BadValue, source, "the feature table is not a JSON object");
    return table;
}

std::optional<json::Element> FeatureTable::find(std::string_view key) const
{
    return m_object ? json::member(*m_object, key) : std::nullopt;
}

bool FeatureTable::has(std::string_view key) const { return find(key).has_value(); }

std::optional<std::uint64_t> FeatureTable::count(std::string_view key) const
{
    const auto element = find(key);
    if (!element)
        return std::nullopt;
    if (const auto number = json::asInteger(element); number && *number >= 0 && *number <= UINT32_MAX)
        return static_cast<std::uint64_t>(*number);
    std::uint32_t value = 0;
    if (const auto bytes = column(key, sizeof value, 1)) {
        std::memcpy(&value, bytes->data(), sizeof value);
        return value;
    }
    return std::nullopt;
}

bool FeatureTable::numbers(std::string_view key, std::size_t components, double* out, BodyType type) const
{
    const auto element = find(key);
    if (!element)
        return false;
    if (json::readNumbers(element, out, components))
        return true;
    const auto bytes = column(key, (type == BodyType::Uint8 ? 1 : sizeof(float)) * components, 1);
    if (!bytes)
        return false;
    if (type == BodyType::Uint8) {
        std::copy(bytes->begin(), bytes->end(), out);
        return true;
    }
    for (std::size_t i = 0; i < components; ++i) {
        float value = 0;
        std::memcpy(&value, bytes->data() + i * sizeof value, sizeof value);
        if (!std::isfinite(value))
            return false;
        out[i] = static_cast<double>(value);
    }
    return true;
}

Result<ByteView> FeatureTable::column(std::string_view key, std::size_t elementBytes, std::size_t count) const
{
    const auto reference = json::asObject(find(key));
    const auto offset = reference ? json::indexAt(*reference, "byteOffset") : std::nullopt;
    if (!offset)
        return fail(ErrorCode::BadValue, m_source, std::string(key) + " has no valid byteOffset");
    if (*offset > m_binary.size() || (m_binary.size() - *offset) / elementBytes < count)
        return fail(ErrorCode::Truncated, m_source,
                    std::string(key) + " of " + std::to_string(count) + " elements reaches beyond a binary body of "
                        + std::to_string(m_binary.size()) + " bytes");
    return m_binary.subspan(*offset, elementBytes * count);
}

PropertyTable readBatchTable(ByteView json, ByteView binary, std::size_t count, const std::string& source,
                             Issues& issues, std::size_t mostBare)
{
    PropertyTable table;
    table.name = "batch table";
    table.count = count;
    std::size_t held = 0; ///< rows that some column has values for
    const auto limitRows = [&] {
        if (held < count && count > std::max(mostBare, limits::kMaxBareFeatures))
            issues.push_back({Severity::Error, "batchTable",
                              std::to_string(count) + " features, values for " + std::to_string(held) + " of them"});
        table.count = std::min(count, std::max(held, mostBare));
    };
    if (json.empty()) {
        limitRows();
        return table;
    }
    const auto document = std::make_shared<JsonDocument>();
    const auto root = json::parse(document->parser, json, 0, source);
    const auto object = root ? json::asObject(*root) : std::nullopt;
    if (!object) {
        if (root || root.error().code != ErrorCode::Empty)
            issues.push_back({Severity::Error, "batchTable", root ? "not a JSON object" : root.error().detail});
        limitRows();
        return table;
    }
    const auto extensions = json::objectAt(*object, "extensions");
    const auto draco = extensions ? json::objectAt(*extensions, "3DTILES_draco_point_compression") : std::nullopt;
    const auto packed = draco ? json::objectAt(*draco, "properties") : std::nullopt;
    document->textBytes = json.size();
    document->columns = 0;
    for (const auto field : *object)
        document->columns += field.value.is_array() ? 1 : 0;
    for (const auto [key, value] : *object) {
        if (key == "extensions" || key == "extras" || key == "HIERARCHY")
            continue;
        const std::string where = "batchTable/" + std::string(key);
        if (packed && json::member(*packed, key))
            continue; // lies in the Draco stream of the points
        const auto values = json::asArray(value);
        const std::size_t rows = values ? elementsOf(*values) : count; // binary ones are checked against their bytes
        if (rows < count)
            issues.push_back(
                {Severity::Error, where, std::to_string(rows) + " values for " + std::to_string(count) + " features"});
        std::string type;
        auto column = readBatchColumn(document, value, binary, count, type);
        if (column) {
            table.properties.push_back({std::string(key), std::move(type), std::move(*column)});
            held = std::max(held, std::min(rows, count));
        } else {
            issues.push_back({Severity::Error, where, column.error().detail});
        }
    }
    auto hierarchy = extensions ? json::objectAt(*extensions, "3DTILES_batch_table_hierarchy") : std::nullopt;
    if (!hierarchy)
        hierarchy = json::objectAt(*object, "HIERARCHY");
    if (hierarchy)
        readBatchHierarchy(document, *hierarchy, binary, table, issues);
    if (table.classes) // one class id each
        held = count;
    limitRows();
    return table;
}

std::size_t bareFeaturesOf(const std::vector<std::uint32_t>& ids)
{
    std::size_t most = 0;
    for (const std::uint32_t id : ids)
        most = std::max(most, id < limits::kMaxBareFeatures ? std::size_t{id} + 1 : 0);
    return most;
}

std::size_t dropIdsBeyond(std::vector<std::uint32_t>& ids, std::size_t rows)
{
    std::size_t dropped = 0;
    for (std::uint32_t& id : ids)
        if (id != kNoFeature && id >= rows) {
            id = kNoFeature;
            ++dropped;
        }
    return dropped;
}

} // namespace guanjing::tiles3d
