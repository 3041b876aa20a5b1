#include "geodata/tiles3d/Subtree.h"

#include "geodata/net/DataUrl.h"
#include "geodata/tiles3d/Gzip.h"
#include "geodata/tiles3d/Json.h"
#include "geodata/tiles3d/MetadataSchema.h"
#include "geodata/tiles3d/SubtreeParts.h"

#include <cstring>
#include <new>

namespace guanjing::tiles3d {

namespace {

using json::Object;

std::uint64_t spread2(std::uint64_t value)
{
    value &= 0xFFFFFFFF;
    value = (value | value << 16) & 0x0000FFFF0000FFFF;
    value = (value | value << 8) & 0x00FF00FF00FF00FF;
    value = (value | value << 4) & 0x0F0F0F0F0F0F0F0F;
    value = (value | value << 2) & 0x3333333333333333;
    return (value | value << 1) & 0x5555555555555555;
}

std::uint64_t spread3(std::uint64_t value)
{
    value &= 0x1FFFFF;
    value = (value | value << 32) & 0x001F00000000FFFF;
    value = (value | value << 16) & 0x001F0000FF0000FF;
    value = (value | value << 8) & 0x100F00F00F00F00F;
    value = (value | value << 4) & 0x10C30C30C30C30C3;
    return (value | value << 2) & 0x1249249249249249;
}

/// Children per tile as a power of two.
int branchingBits(Subdivision subdivision) { return subdivision == Subdivision::Quadtree ? 2 : 3; }

/// Tiles on levels 0 … levels − 1.
std::uint64_t tilesAbove(Subdivision subdivision, int levels)
{
    const int bits = branchingBits(subdivision);
    return ((std::uint64_t{1} << (bits * levels)) - 1) / ((std::uint64_t{1} << bits) - 1);
}

} // namespace

std::uint64_t mortonIndex(Subdivision subdivision, const TileIndex& index)
{
    if (subdivision == Subdivision::Quadtree)
        return spread2(index.x) | spread2(index.y) << 1;
    return spread3(index.x) | spread3(index.y) << 1 | spread3(index.z) << 2;
}

std::string expandTileTemplate(std::string_view uriTemplate, const TileIndex& index)
{
    std::string out;
    while (!uriTemplate.empty()) {
        const auto open = uriTemplate.find('{');
        out += uriTemplate.substr(0, open);
        if (open == std::string_view::npos)
            break;
        uriTemplate.remove_prefix(open);
        bool replaced = false;
        const std::pair<std::string_view, std::uint32_t> names[] = {
            {"{level}", static_cast<std::uint32_t>(index.level)}, {"{x}", index.x}, {"{y}", index.y}, {"{z}", index.z}};
        for (const auto& [name, value] : names)
            if (!replaced && uriTemplate.starts_with(name)) {
                out += std::to_string(value);
                uriTemplate.remove_prefix(name.size());
                replaced = true;
            }
        if (!replaced) {
            out += '{';
            uriTemplate.remove_prefix(1);
        }
    }
    return out;
}

TileIndex subtreeRootOf(const ImplicitTiling& tiling, const TileIndex& index)
{
    const int depth = index.level % tiling.subtreeLevels;
    return {index.level - depth, index.x >> depth, index.y >> depth, index.z >> depth};
}

BoundingVolume implicitVolume(const BoundingVolume& root, Subdivision subdivision, const TileIndex& index)
{
    BoundingVolume volume = root;
    const double parts = static_cast<double>(std::uint64_t{1} << index.level);
    const std::uint32_t steps[3] = {index.x, index.y, index.z};
    const std::size_t axes = subdivision == Subdivision::Quadtree ? 2 : 3;
    auto& values = volume.values;
    if (root.kind == VolumeKind::Box) {
        for (std::size_t axis = 0; axis < axes; ++axis) {
            // The root's axis runs from −1 to 1 around the centre.
            const double middle = (2.0 * steps[axis] + 1.0) / parts - 1.0;
            for (std::size_t c = 0; c < 3; ++c) {
                values[c] += middle * root.values[3 + axis * 3 + c];
                values[3 + axis * 3 + c] = root.values[3 + axis * 3 + c] / parts;
            }
        }
    } else if (root.kind == VolumeKind::Region) {
        const std::size_t low[3] = {0, 1, 4}, high[3] = {2, 3, 5};
        for (std::size_t axis = 0; axis < axes; ++axis) {
            const double start = root.values[low[axis]];
            double extent = root.values[high[axis]] - start;
            if (axis == 0 && extent < 0)
                extent += 2 * std::numbers::pi; // across the 180° meridian
            values[low[axis]] = start + extent * (steps[axis] / parts);
            values[high[axis]] = start + extent * ((steps[axis] + 1.0) / parts);
            if (axis == 0)
                for (const std::size_t i : {low[0], high[0]})
                    if (values[i] > std::numbers::pi)
                        values[i] -= 2 * std::numbers::pi;
        }
    }
    if (root.kind == VolumeKind::S2) {
        const double height = root.values[2] - root.values[1];
        const double low = subdivision == Subdivision::Octree ? index.z / parts : 0.0;
        const double high = subdivision == Subdivision::Octree ? (index.z + 1.0) / parts : 1.0;
        return BoundingVolume::s2(root.s2Cell().descendant(index.level, index.x, index.y),
                                  root.values[1] + height * low, root.values[1] + height * high);
    }
    return volume;
}

class Subtree::Reader {
public:
    Reader(Subtree& subtree, const std::string& url, const ExternalBytes* external, ByteView binary)
        : m_subtree(subtree), m_url(url), m_external(external), m_binary(binary)
    { }

    Result<void> read(const Object& root, std::size_t contentCount);
    void readMetadata(const Object& root, std::size_t contentCount);

private:
    Result<Availability> availability(const Object& root, const Object& object, std::uint64_t count);
    tl::unexpected<Error> bad(ErrorCode code, std::string detail) const { return fail(code, m_url, std::move(detail)); }

    Subtree& m_subtree;
    const std::string& m_url;
    const ExternalBytes* m_external;
    ByteView m_binary;
    Bytes m_data; ///< of a data: URI
};

Result<Subtree::Availability> Subtree::Reader::availability(const Object& root, const Object& object,
                                                            std::uint64_t count)
{
    Availability availability;
    if (const auto constant = json::member(object, "constant")) {
        const auto value = json::asInteger(constant);
        if (!value || (*value != 0 && *value != 1))
            return bad(ErrorCode::BadValue, "availability constant is neither 0 nor 1");
        availability.constant = *value == 1;
        return availability;
    }
    auto index = json::indexAt(object, "bitstream");
    if (!index)
        index = json::indexAt(object, "bufferView"); // as the extension for 1.0 called it
    if (!index)
        return bad(ErrorCode::BadValue, "availability has neither constant nor bitstream");
    const auto bytes = subtreeView(root, *index, m_binary, m_external, m_url, m_data);
    if (!bytes)
        return fail(bytes.error());
    if (bytes->size() < (count + 7) / 8)
        return bad(ErrorCode::Truncated,
                   "availability of " + std::to_string(count) + " in " + std::to_string(bytes->size()) + " bytes");
    availability.bits.assign(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>((count + 7) / 8));
    return availability;
}

Result<void> Subtree::Reader::read(const Object& root, std::size_t contentCount)
{
    const std::uint64_t tiles = tilesAbove(m_subtree.m_subdivision, m_subtree.m_levels);
    const auto tileObject = json::objectAt(root, "tileAvailability");
    if (!tileObject)
        return bad(ErrorCode::BadValue, "no tileAvailability");
    auto tileAvailability = availability(root, *tileObject, tiles);
    if (!tileAvailability)
        return fail(tileAvailability.error());
    m_subtree.m_tiles = std::move(*tileAvailability);

    const auto issue = [&](std::string where, const Error& error) {
        m_subtree.m_issues.push_back({Severity::Error, std::move(where), error.detail});
    };
    if (const auto children = json::objectAt(root, "childSubtreeAvailability")) {
        const std::uint64_t count = std::uint64_t{1} << (branchingBits(m_subtree.m_subdivision) * m_subtree.m_levels);
        if (auto read = availability(root, *children, count))
            m_subtree.m_childSubtrees = std::move(*read);
        else
            issue("childSubtreeAvailability", read.error());
    } else {
        issue("childSubtreeAvailability", Error{ErrorCode::BadValue, {}, "missing"});
    }

    std::vector<Object> contents;
    auto list = json::arrayAt(root, "contentAvailability");
    if (const auto member = json::member(root, "contentAvailability"); member && !list && !member->is_object())
        issue("contentAvailability", Error{ErrorCode::BadValue, {}, "not an array"});
    if (const auto single = json::objectAt(root, "contentAvailability"))
        contents.push_back(*single);
    if (!list && contents.empty())
        if (const auto extensions = json::objectAt(root, "extensions"))
            if (const auto multiple = json::objectAt(*extensions, "3DTILES_multiple_contents"))
                list = json::arrayAt(*multiple, "contentAvailability");
    if (list)
        for (const json::Element element : *list)
            if (const auto object = json::asObject(element))
                contents.push_back(*object);
    m_subtree.m_contents.resize(contentCount);
    for (std::size_t i = 0; i < contents.size() && i < contentCount; ++i) {
        if (auto read = availability(root, contents[i], tiles))
            m_subtree.m_contents[i] = std::move(*read);
        else
            issue("contentAvailability[" + std::to_string(i) + "]", read.error());
    }
    return {};
}

void Subtree::Reader::readMetadata(const Object& root, std::size_t contentCount)
{
    Issues& issues = m_subtree.m_issues;
    const auto error = [&](std::string where, std::string message) {
        issues.push_back({Severity::Error, std::move(where), std::move(message)});
    };
    const MetadataSchema* schema = m_subtree.m_schema.get();
    if (const auto metadata = json::objectAt(root, "subtreeMetadata"))
        m_subtree.m_metadata = readEntity(*metadata, schema, "subtreeMetadata", issues);
    else if (json::member(root, "subtreeMetadata"))
        error("subtreeMetadata", "not an object");
    const auto tables = json::member(root, "propertyTables");
    if (const auto list = json::asArray(tables)) {
        const ViewBytes view = [&](std::size_t index) {
            return subtreeView(root, index, m_binary, m_external, m_url, m_data);
        };
        m_subtree.m_tables = readPropertyTables(*list, schema, view, issues);
    } else if (tables) {
        error("propertyTables", "not an array");
    }
    const auto tableOf = [&](const json::Element& element, const std::string& where) -> std::int32_t {
        const auto index = json::asInteger(element);
        if (index && *index >= 0 && static_cast<std::uint64_t>(*index) < m_subtree.m_tables.size())
            return static_cast<std::int32_t>(*index);
        error(where,
              index ? "property table " + std::to_string(*index) + " of " + std::to_string(m_subtree.m_tables.size())
                    : "not an index");
        return -1;
    };
    const auto checkCount = [&](std::int32_t table, const Availability& availability, const std::string& where) {
        const std::size_t rows = table >= 0 ? m_subtree.m_tables[static_cast<std::size_t>(table)].count : 0;
        const std::size_t there = availability.rankOf(tilesAbove(m_subtree.m_subdivision, m_subtree.m_levels));
        if (table >= 0 && rows < there)
            error(where, std::to_string(rows) + " rows for " + std::to_string(there) + " available");
    };
    if (const auto element = json::member(root, "tileMetadata")) {
        m_subtree.m_tileTable = tableOf(*element, "tileMetadata");
        m_subtree.m_tiles.count();
        checkCount(m_subtree.m_tileTable, m_subtree.m_tiles, "tileMetadata");
    }
    const auto element = json::member(root, "contentMetadata");
    const auto list = json::asArray(element);
    if (element && !list)
        error("contentMetadata", "not an array");
    if (!list)
        return;
    if (list->size() == 0 || list->size() > std::max<std::size_t>(contentCount, 1))
        error("contentMetadata",
              std::to_string(list->size()) + " elements for " + std::to_string(contentCount) + " contents");
    m_subtree.m_contentTables.assign(contentCount, -1);
    std::size_t i = 0;
    for (const json::Element item : *list) {
        const std::string where = "contentMetadata[" + std::to_string(i) + "]";
        const std::int32_t table = tableOf(item, where);
        if (i < contentCount) {
            m_subtree.m_contentTables[i] = table;
            m_subtree.m_contents[i].count();
            checkCount(table, m_subtree.m_contents[i], where);
        }
        ++i;
    }
}

Result<Subtree> Subtree::parse(ByteView bytes, const ImplicitTiling& tiling, std::size_t contentCount,
                               const std::string& url, const ExternalBytes* external,
                               std::shared_ptr<const MetadataSchema> schema)
{
    try {
        Bytes unpacked;
        if (isGzip(bytes)) {
            auto result = gunzip(bytes, url);
            if (!result)
                return fail(std::move(result.error()));
            unpacked = std::move(*result);
            bytes = unpacked;
        }
        const auto parts = splitSubtree(bytes, url);
        if (!parts)
            return fail(parts.error());
        simdjson::dom::parser parser;
        const auto root = json::parse(parser, parts->json, 0, url);
        if (!root)
            return fail(root.error());
        const auto object = json::asObject(*root);
        if (!object)
            return fail(ErrorCode::BadValue, url, "a subtree is a JSON object");
        Subtree subtree;
        subtree.m_subdivision = tiling.subdivision;
        subtree.m_levels = tiling.subtreeLevels;
        subtree.m_schema = std::move(schema);
        Reader reader(subtree, url, external, parts->binary);
        if (const auto done = reader.read(*object, contentCount); !done)
            return fail(done.error());
        reader.readMetadata(*object, contentCount);
        return subtree;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::TooLarge, url, "not enough memory for the subtree");
    }
}

std::optional<std::uint64_t> Subtree::position(const TileIndex& local) const
{
    if (local.level < 0 || local.level >= m_levels)
        return std::nullopt;
    const std::uint32_t side = std::uint32_t{1} << local.level;
    if (local.x >= side || local.y >= side || (m_subdivision == Subdivision::Octree && local.z >= side))
        return std::nullopt;
    return tilesAbove(m_subdivision, local.level) + mortonIndex(m_subdivision, local);
}

bool Subtree::hasTile(const TileIndex& local) const
{
    const auto index = position(local);
    return index && m_tiles.at(*index);
}

bool Subtree::hasContent(std::size_t content, const TileIndex& local) const
{
    const auto index = position(local);
    // A content of a tile that is not there is not there either, whatever a constant says.
    return index && content < m_contents.size() && m_tiles.at(*index) && m_contents[content].at(*index);
}

bool Subtree::hasChildSubtree(const TileIndex& local) const
{
    const std::uint32_t side = std::uint32_t{1} << m_levels;
    if (local.level != m_levels || local.x >= side || local.y >= side
        || (m_subdivision == Subdivision::Octree && local.z >= side))
        return false;
    return m_childSubtrees.at(mortonIndex(m_subdivision, local));
}

std::size_t Subtree::byteSize() const
{
    std::size_t bytes = sizeof(Subtree) + m_tiles.bits.capacity() + m_childSubtrees.bits.capacity();
    for (const PropertyTable& table : m_tables)
        bytes += table.byteSize();
    for (const Availability& content : m_contents)
        bytes += sizeof(Availability) + content.bits.capacity();
    return bytes;
}

std::vector<std::string> subtreeReferences(ByteView bytes)
{
    std::vector<std::string> uris;
    Bytes unpacked;
    if (isGzip(bytes)) {
        auto result = gunzip(bytes, {});
        if (!result)
            return uris;
        unpacked = std::move(*result);
        bytes = unpacked;
    }
    const auto parts = splitSubtree(bytes, {});
    if (!parts)
        return uris;
    simdjson::dom::parser parser;
    const auto root = json::parse(parser, parts->json, 0, {});
    const auto object = root ? json::asObject(*root) : std::nullopt;
    const auto buffers = object ? json::arrayAt(*object, "buffers") : std::nullopt;
    if (!buffers)
        return uris;
    for (const json::Element element : *buffers)
        if (const auto buffer = json::asObject(element))
            if (const auto uri = json::stringAt(*buffer, "uri");
                uri && !isDataUrl(*uri) && uris.size() < limits::kMaxExternalReferences)
                uris.emplace_back(*uri);
    return uris;
}

} // namespace guanjing::tiles3d
