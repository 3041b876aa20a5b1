#include "geodata/tiles3d/Tileset.h"

#include "geodata/core/Limits.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Gzip.h"
#include "geodata/tiles3d/Json.h"
#include "geodata/tiles3d/MetadataSchema.h"
#include "geodata/tiles3d/TilesetMetadata.h"
#include "geodata/tiles3d/TilesetVolume.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace guanjing::tiles3d {

namespace {

using json::Array;
using json::Element;
using json::Object;

/// Issues of one document are kept to a readable number; a tileset with a million bad tiles has one defect.
constexpr std::size_t kMaxIssues = 200;

bool equalsIgnoringCase(std::string_view text, std::string_view capitals)
{
    return std::equal(text.begin(), text.end(), capitals.begin(), capitals.end(), [](char a, char b) {
        return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
    });
}

/// The keys of one tile, found in one pass over its members.
struct TileKeys {
    std::optional<Element> volume, geometricError, refine, transform, content, contents, children, extensions;
    std::optional<Element> viewerRequestVolume, implicitTiling, metadata, expire;
};

TileKeys keysOf(const Object& tile)
{
    TileKeys keys;
    for (const auto [key, value] : tile) {
        if (key == "boundingVolume")
            keys.volume = value;
        else if (key == "geometricError")
            keys.geometricError = value;
        else if (key == "content")
            keys.content = value;
        else if (key == "children")
            keys.children = value;
        else if (key == "refine")
            keys.refine = value;
        else if (key == "transform")
            keys.transform = value;
        else if (key == "contents")
            keys.contents = value;
        else if (key == "viewerRequestVolume")
            keys.viewerRequestVolume = value;
        else if (key == "implicitTiling")
            keys.implicitTiling = value;
        else if (key == "metadata")
            keys.metadata = value;
        else if (key == "extensions")
            keys.extensions = value;
        else if (key == "expire")
            keys.expire = value;
    }
    return keys;
}

class TilesetReader {
public:
    explicit TilesetReader(TilesetDocument& document) : m_document(document) { }

    void readHeader(const Object& root, const ExternalBytes* external);
    std::optional<Error> readTiles(const Element& rootTile);

private:
    void issue(Severity severity, std::string where, std::string message)
    {
        if (m_document.issues.size() < kMaxIssues)
            m_document.issues.push_back({severity, std::move(where), std::move(message)});
    }
    void issueAt(Severity severity, std::size_t tile, std::string message)
    {
        if (m_document.issues.size() < kMaxIssues)
            issue(severity, m_document.pathOf(tile), std::move(message));
    }
    void readTile(std::size_t index, const Object& tile);
    void readTransform(std::size_t index, const Element& element);
    void readContents(std::size_t index, const TileKeys& keys);
    void readContent(std::size_t index, const Element& element);
    [[nodiscard]] bool readImplicit(std::size_t index, const Object& object);
    void readExpiry(std::size_t index, const Element& element);
    std::int32_t addVolume(std::size_t index, const Element& element, const char* what);
    std::int32_t addEntity(const Object& object, std::size_t index, const char* what);

    TilesetDocument& m_document;
    std::vector<Element> m_elements; ///< beside TilesetDocument::tiles
    std::optional<Error> m_error;
};

void TilesetReader::readExpiry(std::size_t index, const Element& element)
{
    const auto object = json::asObject(element);
    if (!object) {
        issueAt(Severity::Error, index, "expire is not an object");
        return;
    }
    TileExpiry expiry;
    expiry.tile = static_cast<std::uint32_t>(index);
    if (const auto member = json::member(*object, "duration")) {
        const auto duration = json::asNumber(member);
        if (duration && *duration >= 0)
            expiry.durationSeconds = *duration;
        else
            issueAt(Severity::Error, index, "expire.duration is no number of seconds");
    }
    if (json::member(*object, "date")) {
        expiry.date = json::stringAt(*object, "date").value_or("");
        if (expiry.date.empty())
            issueAt(Severity::Error, index, "expire.date is no text");
    }
    if (expiry.durationSeconds > 0 || !expiry.date.empty())
        m_document.expiries.push_back(std::move(expiry));
}

void TilesetReader::readHeader(const Object& root, const ExternalBytes* external)
{
    if (const auto asset = json::objectAt(root, "asset")) {
        m_document.version = json::stringAt(*asset, "version").value_or("");
        m_document.tilesetVersion = json::stringAt(*asset, "tilesetVersion").value_or("");
        m_document.copyright = json::stringAt(*asset, "copyright").value_or("");
        const auto axis = json::stringAt(*asset, "gltfUpAxis");
        if (axis == "Z" || axis == "z")
            m_document.gltfUpAxis = UpAxis::Z;
        else if (axis == "X" || axis == "x")
            m_document.gltfUpAxis = UpAxis::X;
        else if (axis == "Y" || axis == "y")
            m_document.gltfUpAxis = UpAxis::Y;
        else if (axis)
            issue(Severity::Warning, "asset", "gltfUpAxis \"" + std::string(*axis) + "\" is none of X, Y, Z");
        if (m_document.version.empty())
            issue(Severity::Error, "asset", "no version");
        else if (m_document.version != "1.0" && m_document.version != "1.1" && m_document.version != "0.0")
            issue(Severity::Warning, "asset", "version \"" + m_document.version + "\" is neither 1.0 nor 1.1");
    } else {
        issue(Severity::Error, "asset", "missing");
    }
    const auto error = json::asNumber(json::member(root, "geometricError"));
    if (error && *error >= 0)
        m_document.geometricError = *error;
    else
        issue(Severity::Error, "geometricError", error ? "negative" : "missing or not a number");
    Issues found;
    checkTilesetHeader(root, found);
    readTilesetMetadata(root, external, m_document, found);
    for (Issue& item : found)
        issue(item.severity, std::move(item.where), std::move(item.message));
    m_document.extensionsUsed = json::stringsAt(root, "extensionsUsed");
    m_document.extensionsRequired = json::stringsAt(root, "extensionsRequired");
    static constexpr std::string_view kKnown[] = {"3DTILES_implicit_tiling",
                                                  "3DTILES_multiple_contents",
                                                  "3DTILES_content_gltf",
                                                  "3DTILES_metadata",
                                                  "3DTILES_bounding_volume_S2",
                                                  "3DTILES_batch_table_hierarchy",
                                                  "3DTILES_draco_point_compression",
                                                  "MAXAR_content_3tz"};
    const auto isIn = [](const auto& list, std::string_view name) {
        return std::find(std::begin(list), std::end(list), name) != std::end(list);
    };
    for (auto name = m_document.extensionsRequired.begin(); name != m_document.extensionsRequired.end(); ++name)
        if (!isIn(kKnown, *name) && std::find(m_document.extensionsRequired.begin(), name, *name) == name)
            issue(Severity::Error, "extensionsRequired", "extension " + *name + " is not supported");
    for (const std::string& name : m_document.extensionsUsed)
        if (!isIn(kKnown, name) && !isIn(m_document.extensionsRequired, name))
            issue(Severity::Warning, "extensionsUsed",
                  "extension " + name + " is not supported; what it says is passed over");
    if (isIn(m_document.extensionsUsed, "3DTILES_content_gltf")
        && !isIn(m_document.extensionsRequired, "3DTILES_content_gltf"))
        issue(Severity::Warning, "extensionsRequired", "3DTILES_content_gltf is used and has to be required");
}

void TilesetReader::readTransform(std::size_t index, const Element& element)
{
    TileNode& node = m_document.tiles[index];
    glm::dmat4 local{1.0};
    double values[16];
    if (!json::readNumbers(element, values, 16)) {
        issueAt(Severity::Error, index, "transform is not 16 finite numbers; taken as identity");
        return;
    }
    for (int column = 0; column < 4; ++column)
        for (int row = 0; row < 4; ++row)
            local[column][row] = values[column * 4 + row];
    if (local[0][3] != 0 || local[1][3] != 0 || local[2][3] != 0 || local[3][3] != 1) {
        issueAt(Severity::Error, index, "transform is not affine: its last row is taken as 0, 0, 0, 1");
        for (int column = 0; column < 4; ++column)
            local[column][3] = column == 3 ? 1 : 0;
    }
    if (local == glm::dmat4{1.0})
        return;
    if (node.transform >= 0)
        local = m_document.transforms[static_cast<std::size_t>(node.transform)] * local;
    for (int column = 0; column < 4; ++column)
        if (!(glm::length(glm::dvec3(local[column])) <= limits::kMaxCoordinateMeters)) {
            issueAt(Severity::Error, index, "transform leads beyond any place; taken as identity");
            return;
        }
    node.transform = static_cast<std::int32_t>(m_document.transforms.size());
    m_document.transforms.push_back(local);
}

std::int32_t TilesetReader::addVolume(std::size_t index, const Element& element, const char* what)
{
    const auto volume = readVolume(element);
    if (!volume) {
        issueAt(Severity::Error, index, volumeDefect(what, element));
        return -1;
    }
    m_document.volumes.push_back(*volume);
    return static_cast<std::int32_t>(m_document.volumes.size() - 1);
}

std::int32_t TilesetReader::addEntity(const Object& object, std::size_t index, const char* what)
{
    Issues found;
    m_document.entities.push_back(readEntity(object, m_document.schema.get(), what, found));
    // Classes of a schema that was not at hand are no defect of the metadata.
    if (m_document.schema || m_document.schemaUri.empty())
        for (Issue& item : found)
            issueAt(item.severity, index, item.where + ": " + item.message);
    return static_cast<std::int32_t>(m_document.entities.size() - 1);
}

void TilesetReader::readContent(std::size_t index, const Element& element)
{
    const auto object = json::asObject(element);
    std::optional<std::string_view> uri;
    if (object) {
        uri = json::stringAt(*object, "uri");
        if (!uri)
            uri = json::stringAt(*object, "url");
    }
    if (!uri || uri->empty()) {
        issueAt(Severity::Error, index, "content without a uri");
        return;
    }
    TileContentRef content;
    if (m_document.uriText.size() + uri->size() > UINT32_MAX)
        return;
    content.uriOffset = static_cast<std::uint32_t>(m_document.uriText.size());
    content.uriLength = static_cast<std::uint32_t>(uri->size());
    m_document.uriText += *uri;
    if (const auto volume = json::member(*object, "boundingVolume"))
        content.volume = addVolume(index, *volume, "content.boundingVolume");
    const auto extensions = json::objectAt(*object, "extensions");
    const auto older = extensions ? json::objectAt(*extensions, "3DTILES_metadata") : std::nullopt;
    if (json::member(*object, "group") || (older && json::member(*older, "group"))) {
        const auto group = json::indexAt(json::member(*object, "group") ? *object : *older, "group", INT32_MAX);
        if (group && *group < m_document.groups.size())
            content.group = static_cast<std::int32_t>(*group);
        else
            issueAt(Severity::Error, index,
                    "content.group names no group of the " + std::to_string(m_document.groups.size()));
    }
    if (const auto metadata = json::objectAt(*object, "metadata"))
        content.metadata = addEntity(*metadata, index, "content.metadata");
    else if (json::member(*object, "metadata"))
        issueAt(Severity::Error, index, "content.metadata is not an object");
    if (content.volume >= 0 && m_document.tiles[index].volume.kind == VolumeKind::Box
        && isBoxOutside(m_document.volumes[static_cast<std::size_t>(content.volume)], m_document.tiles[index].volume))
        issueAt(Severity::Warning, index, "content.boundingVolume reaches out of the tile's boundingVolume");
    m_document.contents.push_back(content);
    ++m_document.tiles[index].contentCount;
}

void TilesetReader::readContents(std::size_t index, const TileKeys& keys)
{
    m_document.tiles[index].firstContent = static_cast<std::uint32_t>(m_document.contents.size());
    if (keys.content)
        readContent(index, *keys.content);
    std::optional<Array> several = json::asArray(keys.contents);
    if (keys.contents && !several)
        issueAt(Severity::Error, index, "contents is not an array");
    if (keys.content && keys.contents)
        issueAt(Severity::Error, index, "both content and contents");
    if (!several && keys.extensions)
        if (const auto extensions = json::asObject(keys.extensions))
            if (const auto multiple = json::objectAt(*extensions, "3DTILES_multiple_contents")) {
                several = json::arrayAt(*multiple, "contents");
                if (!several)
                    several = json::arrayAt(*multiple, "content");
            }
    if (several)
        for (const Element content : *several)
            readContent(index, content);
}

bool TilesetReader::readImplicit(std::size_t index, const Object& object)
{
    ImplicitTiling tiling;
    const auto scheme = json::stringAt(object, "subdivisionScheme").value_or("");
    tiling.subdivision = scheme == "OCTREE" ? Subdivision::Octree : Subdivision::Quadtree;
    // The extension of 1.0 counted maximumLevel, an early draft availableLevels under "maximumLevel" + 1.
    auto levels = json::indexAt(object, "availableLevels", 1000);
    if (!levels)
        if (const auto last = json::indexAt(object, "maximumLevel", 1000))
            levels = *last + 1;
    const auto subtreeLevels = json::indexAt(object, "subtreeLevels", 1000);
    const auto subtrees = json::objectAt(object, "subtrees");
    const auto uri = subtrees ? json::stringAt(*subtrees, "uri") : std::nullopt;
    const int maxLevels = tiling.subdivision == Subdivision::Quadtree ? 31 : 21;
    std::string defect;
    if (scheme != "QUADTREE" && scheme != "OCTREE")
        defect = "subdivisionScheme \"" + std::string(scheme) + "\"";
    else if (!levels || *levels < 1 || static_cast<int>(*levels) > maxLevels)
        defect = "availableLevels missing or not in 1 … " + std::to_string(maxLevels);
    else if (!subtreeLevels || *subtreeLevels < 1
             || static_cast<int>(*subtreeLevels) > (tiling.subdivision == Subdivision::Quadtree ? 12 : 8))
        defect = "subtreeLevels missing or out of range";
    else if (!uri || uri->empty())
        defect = "no subtrees.uri";
    if (!defect.empty()) {
        issueAt(Severity::Error, index, "implicitTiling: " + defect);
        return false;
    }
    tiling.availableLevels = static_cast<int>(*levels);
    tiling.subtreeLevels = static_cast<int>(*subtreeLevels);
    tiling.subtreesTemplate = *uri;
    m_document.tiles[index].implicitTiling = static_cast<std::int32_t>(m_document.implicitTilings.size());
    m_document.implicitTilings.push_back(std::move(tiling));
    return true;
}

void TilesetReader::readTile(std::size_t index, const Object& tile)
{
    const TileKeys keys = keysOf(tile);
    TileNode& node = m_document.tiles[index];
    const TileNode* parent = node.parent >= 0 ? &m_document.tiles[static_cast<std::size_t>(node.parent)] : nullptr;
    if (parent != nullptr)
        node.transform = parent->transform;
    if (keys.transform)
        readTransform(index, *keys.transform);

    if (const auto volume = readVolume(keys.volume)) {
        node.volume = *volume;
        if (std::string defect = repairRegion(node.volume); !defect.empty())
            issueAt(Severity::Error, index, std::move(defect));
    } else {
        issueAt(Severity::Error, index,
                keys.volume ? volumeDefect("boundingVolume", *keys.volume) : "no boundingVolume");
        // The parent's volume encloses this one, but only in the parent's frame.
        if (parent != nullptr && (parent->transform == node.transform || parent->volume.kind == VolumeKind::Region))
            node.volume = parent->volume;
    }

    const auto error = json::asNumber(keys.geometricError);
    const double inherited = parent != nullptr ? parent->geometricError * 0.5 : m_document.geometricError;
    node.geometricError = error && *error >= 0 ? *error : inherited;
    if (!error || *error < 0)
        issueAt(Severity::Error, index, error ? "geometricError is negative" : "geometricError missing or no number");

    node.refine = parent != nullptr ? parent->refine : Refine::Replace;
    if (keys.refine) {
        const auto refine = json::asString(keys.refine).value_or("");
        const bool isAdd = equalsIgnoringCase(refine, "ADD");
        if (isAdd || equalsIgnoringCase(refine, "REPLACE")) {
            node.refine = isAdd ? Refine::Add : Refine::Replace;
            if (refine != "ADD" && refine != "REPLACE")
                issueAt(Severity::Warning, index, "refine is not written in capitals");
        } else
            issueAt(Severity::Error, index, "refine is neither ADD nor REPLACE");
    } else if (parent == nullptr) {
        issueAt(Severity::Warning, index, "the root has no refine; taken as REPLACE");
    }
    std::optional<Object> metadata = json::asObject(keys.metadata);
    if (keys.metadata && !metadata)
        issueAt(Severity::Error, index, "metadata is not an object");
    if (!metadata && keys.extensions)
        if (const auto extensions = json::asObject(keys.extensions))
            metadata = json::objectAt(*extensions, "3DTILES_metadata");
    if (metadata)
        node.metadata = addEntity(*metadata, index, "metadata");
    if (keys.viewerRequestVolume)
        node.viewerRequestVolume = addVolume(index, *keys.viewerRequestVolume, "viewerRequestVolume");
    if (keys.expire)
        readExpiry(index, *keys.expire);
    readContents(index, keys);

    std::optional<Object> implicit = json::asObject(keys.implicitTiling);
    if (keys.implicitTiling && !implicit)
        issueAt(Severity::Error, index, "implicitTiling is not an object");
    if (!implicit && keys.extensions)
        if (const auto extensions = json::asObject(keys.extensions))
            implicit = json::objectAt(*extensions, "3DTILES_implicit_tiling");
    const bool isBroken = implicit ? !readImplicit(index, *implicit) : keys.implicitTiling.has_value();
    // Its contents are templates for tiles that nobody knows.
    if (isBroken)
        m_document.tiles[index].contentCount = 0;

    if (!keys.children)
        return;
    const auto children = json::asArray(keys.children);
    if (!children) {
        issueAt(Severity::Error, index, "children is not an array");
        return;
    }
    const int level = node.level + 1;
    if (level >= limits::kMaxTileDepth) {
        m_error = Error{ErrorCode::TooDeep, m_document.url,
                        "tiles nested deeper than " + std::to_string(limits::kMaxTileDepth)};
        return;
    }
    if (children->size() > limits::kMaxChildrenPerTile) {
        std::size_t count = 0; // size() stops counting at 2^24
        for ([[maybe_unused]] const Element item : *children)
            ++count;
        m_error = Error{ErrorCode::TooLarge, m_document.url,
                        m_document.pathOf(index) + " has " + std::to_string(count) + " children, more than "
                            + std::to_string(limits::kMaxChildrenPerTile)};
        return;
    }
    const auto first = m_document.tiles.size();
    TileNode child;
    child.parent = static_cast<std::int32_t>(index);
    child.level = static_cast<std::uint16_t>(level);
    for (const Element item : *children) {
        if (!item.is_object()) {
            issueAt(Severity::Error, index, "a child is not an object; left out");
            continue;
        }
        if (m_document.tiles.size() >= limits::kMaxTilesPerDocument) {
            m_error = Error{ErrorCode::TooLarge, m_document.url,
                            "more than " + std::to_string(limits::kMaxTilesPerDocument) + " tiles"};
            return;
        }
        m_document.tiles.push_back(child); // `node` is dangling from here on
        m_elements.push_back(item);
    }
    m_document.tiles[index].firstChild = static_cast<std::uint32_t>(first);
    m_document.tiles[index].childCount = static_cast<std::uint32_t>(m_document.tiles.size() - first);
}

std::optional<Error> TilesetReader::readTiles(const Element& rootTile)
{
    m_document.tiles.emplace_back();
    m_elements.push_back(rootTile);
    for (std::size_t i = 0; i < m_document.tiles.size() && !m_error; ++i) {
        Object tile;
        if (m_elements[i].get(tile) == simdjson::SUCCESS)
            readTile(i, tile);
    }
    return m_error;
}

} // namespace

std::string TilesetDocument::pathOf(std::size_t tile) const
{
    std::vector<std::size_t> steps;
    for (std::size_t i = tile; i < tiles.size() && tiles[i].parent >= 0;) {
        const auto parent = static_cast<std::size_t>(tiles[i].parent);
        // While a tile's children are being read, its own first child may not be set yet.
        std::size_t first = tiles[parent].firstChild;
        if (first == 0)
            for (first = i; first > 0 && tiles[first - 1].parent == tiles[i].parent;)
                --first;
        steps.push_back(i - first);
        i = parent;
    }
    std::string path = "root";
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
        path += "/children[" + std::to_string(*step) + "]";
    return path;
}

std::vector<std::string> tilesetReferences(ByteView bytes)
{
    if (isGzip(bytes)) {
        const auto unpacked = gunzip(bytes, {});
        return unpacked && !isGzip(*unpacked) ? tilesetReferences(*unpacked) : std::vector<std::string>{};
    }
    // Most tilesets have none, and a search costs little beside parsing.
    if (asText(bytes).find("\"schemaUri\"") == std::string_view::npos)
        return {};
    simdjson::dom::parser parser;
    const auto root = json::parse(parser, bytes, 0, {}, limits::kMaxJsonDepth + 2 * limits::kMaxTileDepth);
    const auto object = root ? json::asObject(*root) : std::nullopt;
    if (!object)
        return {};
    const std::string uri = schemaUriOf(*object);
    return uri.empty() ? std::vector<std::string>{} : std::vector<std::string>{uri};
}

Result<TilesetDocument> parseTileset(ByteView bytes, const std::string& url, const ExternalBytes* external)
{
    Bytes unpacked;
    if (isGzip(bytes)) {
        auto result = gunzip(bytes, url);
        if (!result)
            return fail(std::move(result.error()));
        unpacked = std::move(*result);
        bytes = unpacked;
    }
    if (isWebPage(bytes))
        return fail(ErrorCode::BadMagic, url, kWebPageDetail);
    try {
        simdjson::dom::parser parser;
        // Each level of tiles is an array in an object.
        const auto root = json::parse(parser, bytes, 0, url, limits::kMaxJsonDepth + 2 * limits::kMaxTileDepth);
        if (!root)
            return fail(root.error());
        const auto object = json::asObject(*root);
        if (!object)
            return fail(ErrorCode::BadValue, url, "a tileset is a JSON object");
        const auto tile = json::member(*object, "root");
        if (!tile || !tile->is_object())
            return fail(ErrorCode::BadValue, url, "no root tile");
        TilesetDocument document;
        document.url = url;
        if (bytes.size() >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF)
            document.issues.push_back({Severity::Warning, {}, "begins with a byte order mark, which JSON may not"});
        TilesetReader reader(document);
        reader.readHeader(*object, external);
        const std::string& version = document.version;
        if (!version.empty() && !version.starts_with("0.") && !version.starts_with("1."))
            return fail(ErrorCode::UnsupportedVersion, url, "3D Tiles version \"" + version + "\" is not known");
        if (auto error = reader.readTiles(*tile))
            return fail(std::move(*error));
        return document;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::TooLarge, url, "not enough memory for the tileset");
    }
}

} // namespace guanjing::tiles3d
