#include "geodata/tiles3d/BinaryColumn.h"
#include "geodata/tiles3d/InspectParts.h"
#include "geodata/tiles3d/Subtree.h"
#include "geodata/tiles3d/SubtreeParts.h"

#include <bit>
#include <cstring>

namespace guanjing::tiles3d {
namespace {

/// One availability: a constant for all, or a bit each.
class AvailabilityReader {
public:
    AvailabilityReader(const json::Object& root, ByteView binary, const ExternalBytes& external, const std::string& url,
                       InspectReport& report)
        : m_root(root), m_binary(binary), m_external(external), m_url(url), m_report(report)
    { }

    /// Counts under `count` what is there; a constant stands as a fact, because a subtree on its own does not say how many
    /// levels it has.
    void read(const json::Object& object, const std::string& where, const std::string& count)
    {
        if (const auto constant = json::integerAt(object, "constant")) {
            if (*constant != 0 && *constant != 1)
                note(Severity::Error, where, "constant is neither 0 nor 1");
            else if (*constant == 0)
                m_report.counts.try_emplace(count, 0);
            m_report.facts.push_back({where, PropertyValue{*constant == 1 ? "all" : "none"}, {}});
            return;
        }
        auto index = json::indexAt(object, "bitstream");
        if (!index)
            index = json::indexAt(object, "bufferView"); // as the extension for 1.0 called it
        if (!index) {
            note(Severity::Error, where, "neither constant nor bitstream");
            return;
        }
        Bytes scratch;
        const auto bytes = subtreeView(m_root, *index, m_binary, &m_external, m_url, scratch);
        if (!bytes) {
            note(Severity::Error, where, bytes.error().detail);
            return;
        }
        std::uint64_t there = 0;
        for (const std::uint8_t byte : *bytes)
            there += static_cast<std::uint64_t>(std::popcount(byte));
        m_report.counts[count] += there;
        const auto stated = json::integerAt(object, "availableCount");
        if (stated && static_cast<std::uint64_t>(*stated) != there)
            note(Severity::Warning, where,
                 "states " + std::to_string(*stated) + " available, " + std::to_string(there) + " bits are set");
    }

private:
    void note(Severity severity, const std::string& where, std::string message)
    {
        m_report.issues.push_back({severity, where, std::move(message)});
    }

    const json::Object& m_root;
    ByteView m_binary;
    const ExternalBytes& m_external;
    const std::string& m_url;
    InspectReport& m_report;
};

/// Types and indexes of what refers to metadata; its values need the tileset's schema.
void checkMetadata(const json::Object& root, InspectReport& report)
{
    const auto error = [&](std::string where, std::string message) {
        report.issues.push_back({Severity::Error, std::move(where), std::move(message)});
    };
    if (const auto member = json::member(root, "contentAvailability");
        member && !member->is_array() && !member->is_object())
        error("contentAvailability", "not an array");
    const auto list = json::arrayAt(root, "propertyTables");
    const std::size_t tables = list ? list->size() : 0;
    const auto check = [&](const json::Element& item, const std::string& where) {
        const auto index = json::asInteger(item);
        if (!index || *index < 0 || static_cast<std::uint64_t>(*index) >= tables)
            error(where,
                  index ? "property table " + std::to_string(*index) + " of " + std::to_string(tables)
                        : "not an index");
    };
    if (const auto member = json::member(root, "tileMetadata"))
        check(*member, "tileMetadata");
    if (const auto member = json::member(root, "contentMetadata")) {
        const auto contents = json::asArray(member);
        if (!contents || contents->size() == 0)
            error("contentMetadata", "not an array with elements");
        else
            for (const json::Element item : *contents)
                check(item, "contentMetadata");
    }
    if (const auto member = json::member(root, "subtreeMetadata"); member && !member->is_object())
        error("subtreeMetadata", "not an object");
}

/// Walks an array of objects; says what is no array, has no elements, or is no object.
template <class Check> void forEachObject(const json::Object& root, const char* key, Issues& issues, Check check)
{
    const auto member = json::member(root, key);
    if (!member)
        return;
    const auto list = json::asArray(member);
    if (!list || list->size() == 0) {
        issues.push_back({Severity::Error, key, list ? "an array without elements" : "not an array"});
        return;
    }
    std::size_t index = 0;
    for (const json::Element item : *list) {
        const std::string where = std::string(key) + "[" + std::to_string(index) + "]";
        if (const auto object = json::asObject(item))
            check(*object, index, where);
        else
            issues.push_back({Severity::Error, where, "not an object"});
        ++index;
    }
}

/// Buffers and bufferViews (3D Tiles 1.1, "Subtree file format").
void checkBuffers(const json::Object& root, bool hasBinary, Issues& issues)
{
    const auto error = [&](const std::string& where, std::string message) {
        issues.push_back({Severity::Error, where, std::move(message)});
    };
    std::vector<std::uint64_t> lengths; ///< 0 where not stated
    forEachObject(
        root, "buffers", issues, [&](const json::Object& buffer, std::size_t index, const std::string& where) {
            lengths.resize(index + 1);
            const auto length = json::indexAt(buffer, "byteLength", UINT64_MAX);
            if (!length || *length < 1)
                error(where, "byteLength is missing or not at least 1");
            else
                lengths[index] = *length;
            const auto uri = json::member(buffer, "uri");
            if (uri && !json::asString(uri))
                error(where, "uri is no text");
            if (!uri && !(hasBinary && index == 0)) // only the first may be the file's own
                error(where, "no uri, and the file has no bytes of its own for it");
            if (const auto name = json::member(buffer, "name"); name && json::asString(name).value_or("").empty())
                error(where, "name is no text");
        });
    forEachObject(root, "bufferViews", issues, [&](const json::Object& view, std::size_t, const std::string& where) {
        const auto buffer = json::indexAt(view, "buffer");
        const auto length = json::indexAt(view, "byteLength", UINT64_MAX);
        const auto offset = json::indexAt(view, "byteOffset", UINT64_MAX);
        if (!buffer || *buffer >= lengths.size())
            error(where, "buffer is missing or leads nowhere: there are " + std::to_string(lengths.size()));
        if (!length || *length < 1)
            error(where, "byteLength is missing or not at least 1");
        if (json::member(view, "byteOffset") && !offset)
            error(where, "byteOffset is no number of bytes");
        if (!buffer || *buffer >= lengths.size() || !length || lengths[*buffer] == 0)
            return;
        const std::uint64_t all = lengths[*buffer], start = offset.value_or(0);
        if (start > all || *length > all - start)
            error(where, "reaches beyond its buffer of " + std::to_string(all) + " bytes");
    });
}

/// What property tables say of themselves; their columns are read with the tileset's schema.
void checkTables(const json::Object& root, Issues& issues)
{
    const auto error = [&](const std::string& where, std::string message) {
        issues.push_back({Severity::Error, where, std::move(message)});
    };
    const auto views = json::arrayAt(root, "bufferViews");
    const std::size_t viewCount = views ? views->size() : 0;
    forEachObject(
        root, "propertyTables", issues, [&](const json::Object& table, std::size_t, const std::string& where) {
            if (!json::stringAt(table, "class"))
                error(where, "class is missing or no text");
            if (const auto count = json::indexAt(table, "count"); !count || *count < 1)
                error(where, "count is missing or not at least 1");
            const auto member = json::member(table, "properties");
            const auto properties = json::asObject(member);
            if (member && !properties)
                error(where + "/properties", "not an object");
            if (!properties)
                return;
            for (const auto [key, value] : *properties) {
                const std::string at = where + "/" + std::string(key);
                const auto property = json::asObject(value);
                if (!property) {
                    error(at, "not an object");
                    continue;
                }
                for (const char* view : {"values", "arrayOffsets", "stringOffsets"}) {
                    const auto index = json::indexAt(*property, view);
                    if (json::member(*property, view) ? !index || *index >= viewCount
                                                      : view == std::string_view("values"))
                        error(at, std::string(view) + " names no bufferView of the " + std::to_string(viewCount));
                }
                for (const char* type : {"arrayOffsetType", "stringOffsetType"})
                    if (json::member(*property, type) && !offsetTypeOf(json::stringAt(*property, type).value_or("")))
                        error(at, std::string(type) + " is none of UINT8, UINT16, UINT32, UINT64");
            }
        });
}

} // namespace

void checkSubtree(ByteView bytes, Issues& issues)
{
    const auto parts = splitSubtree(bytes, {});
    if (!parts)
        return;
    simdjson::dom::parser parser;
    const auto element = json::parse(parser, parts->json, 0, {});
    const auto root = element ? json::asObject(*element) : std::nullopt;
    if (!root)
        return; // told by whoever reads it
    checkBuffers(*root, !parts->binary.empty(), issues);
    checkTables(*root, issues);
}

bool isSubtree(ByteView bytes)
{
    if (bytes.size() >= 4 && std::memcmp(bytes.data(), "subt", 4) == 0)
        return true;
    const std::string_view text = asText(bytes);
    const std::size_t first = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    return first != std::string_view::npos && text[first] == '{'
        && text.find("\"tileAvailability\"") != std::string_view::npos
        && text.find("\"root\"") == std::string_view::npos;
}

void inspectSubtree(ByteView bytes, const std::string& url, const FetchFunction& fetch, InspectReport& report)
{
    report.kind = "tileset";
    report.format = "subtree";
    const auto error = [&](const Error& defect) { report.issues.push_back({Severity::Error, {}, defect.detail}); };
    const auto parts = splitSubtree(bytes, url);
    if (!parts) {
        error(parts.error());
        return;
    }
    simdjson::dom::parser parser;
    const auto element = json::parse(parser, parts->json, 0, url);
    if (!element) {
        error(element.error());
        return;
    }
    const auto root = json::asObject(*element);
    if (!root) {
        report.issues.push_back({Severity::Error, {}, "a subtree is a JSON object"});
        return;
    }
    const ExternalBytes external = fetchAll(fetch, subtreeReferences(bytes), url);
    AvailabilityReader reader(*root, parts->binary, external, url, report);
    if (const auto tiles = json::objectAt(*root, "tileAvailability"))
        reader.read(*tiles, "tileAvailability", "tiles");
    else
        report.issues.push_back({Severity::Error, "tileAvailability", "missing"});
    auto contents = json::arrayAt(*root, "contentAvailability");
    if (const auto single = json::objectAt(*root, "contentAvailability")) {
        reader.read(*single, "contentAvailability", "contents");
    } else if (!contents) {
        if (const auto extensions = json::objectAt(*root, "extensions"))
            if (const auto multiple = json::objectAt(*extensions, "3DTILES_multiple_contents"))
                contents = json::arrayAt(*multiple, "contentAvailability");
    }
    if (contents) {
        std::size_t i = 0;
        for (const json::Element item : *contents) {
            const std::string where = "contentAvailability[" + std::to_string(i++) + "]";
            if (const auto object = json::asObject(item))
                reader.read(*object, where, "contents");
            else
                report.issues.push_back({Severity::Error, where, "an object was expected"});
        }
    }
    checkBuffers(*root, !parts->binary.empty(), report.issues);
    checkTables(*root, report.issues);
    checkMetadata(*root, report);
    if (const auto children = json::objectAt(*root, "childSubtreeAvailability"))
        reader.read(*children, "childSubtreeAvailability", "subtrees");
    else
        report.issues.push_back({Severity::Error, "childSubtreeAvailability", "missing"});
}

} // namespace guanjing::tiles3d
