#include "geodata/tiles3d/InspectParts.h"

#include "geodata/core/Limits.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/Subtree.h"

#include <algorithm>
#include <deque>
#include <set>
#include <string_view>
#include <utility>

namespace guanjing::tiles3d {
namespace {

/// Subtrees of one implicit tileset that are read.
constexpr std::size_t kMaxSubtrees = 100'000;

/// A document's address for comparing: without query and fragment, dots resolved.
std::string addressOf(const std::string& url)
{
    const std::string bare = url.substr(0, url.find_first_of("?#"));
    const std::size_t slash = bare.find_last_of('/');
    return slash == std::string::npos ? bare : resolveUrl(bare, bare.substr(slash + 1));
}

/// {"a": 1, "b": [2]} of attributes.
std::string jsonOf(const std::vector<Attribute>& attributes)
{
    std::string json = "{";
    for (const Attribute& attribute : attributes)
        json +=
            (json.size() > 1 ? ", " : "") + PropertyValue{attribute.name}.toJson() + ": " + attribute.value.toJson();
    return json + "}";
}

/// Metadata of the tileset and its groups, and its statistics; of tiles and contents how many have some.
void addMetadataFacts(const TilesetDocument& document, InspectReport& report)
{
    const auto entityOf = [&](std::int32_t index) {
        const MetadataEntity& entity = document.entities[static_cast<std::size_t>(index)];
        return "{\"class\": " + PropertyValue{entity.className}.toJson()
            + ", \"properties\": " + jsonOf(entity.attributes) + "}";
    };
    if (document.metadata >= 0)
        report.facts.push_back({"metadata", {JsonText{entityOf(document.metadata)}}, {}});
    std::string groups;
    for (const std::int32_t group : document.groups)
        groups += (groups.empty() ? "" : ", ") + (group >= 0 ? entityOf(group) : std::string("null"));
    if (!groups.empty())
        report.facts.push_back({"groups", {JsonText{"[" + groups + "]"}}, {}});
    std::string statistics;
    for (const PropertyStatistics& entry : document.statistics)
        statistics += (statistics.empty() ? "" : ", ")
            + PropertyValue{entry.className + (entry.property.empty() ? "" : "/" + entry.property)}.toJson() + ": "
            + jsonOf(entry.values);
    if (!statistics.empty())
        report.facts.push_back({"statistics", {JsonText{"{" + statistics + "}"}}, {}});
    const auto count = [](const auto& list) {
        return static_cast<std::uint64_t>(
            std::count_if(list.begin(), list.end(), [](const auto& item) { return item.metadata >= 0; }));
    };
    if (const std::uint64_t tiles = count(document.tiles); tiles != 0)
        report.facts.push_back({"tilesWithMetadata", {tiles}, {}});
    if (const std::uint64_t contents = count(document.contents); contents != 0)
        report.facts.push_back({"contentsWithMetadata", {contents}, {}});
}

/// Walks a tileset's tiles and looks into what they name.
class TilesetInspector {
public:
    TilesetInspector(const FetchFunction& fetch, const InspectOptions& options) : m_fetch(fetch), m_options(options) { }

    void inspect(ByteView bytes, const std::string& url, InspectReport& report);

private:
    void addTileset(const TilesetDocument& document, const std::string& url, std::size_t firstLevel, int depth,
                    InspectReport& report);
    void walkImplicit(const TilesetDocument& document, std::size_t tile, const std::string& url, std::size_t firstLevel,
                      InspectReport& report);
    void checkContent(const std::string& uri, const std::string& base, const std::string& where, UpAxis axis,
                      std::size_t level, int depth, InspectReport& report);
    void checkExternal(ByteView bytes, const std::string& url, const std::string& at, std::size_t level, int depth,
                       InspectReport& report);
    [[nodiscard]] bool isUsed(std::string_view extension) const
    {
        return std::find(m_extensionsUsed.begin(), m_extensionsUsed.end(), extension) != m_extensionsUsed.end();
    }
    /// True when `url` is one of the documents that lead here; said once for each.
    bool isCircle(const std::string& url, const std::string& at, InspectReport& report);
    static void addTile(InspectReport& report, std::size_t level)
    {
        if (report.tilesPerLevel.size() <= level)
            report.tilesPerLevel.resize(level + 1);
        ++report.tilesPerLevel[level];
        ++report.counts["tiles"];
    }

    const FetchFunction& m_fetch;
    const InspectOptions& m_options;
    std::size_t m_checked = 0, m_unchecked = 0;
    std::size_t m_unpadded = 0; ///< contents; one is told, the others are counted
    std::string m_firstUnpadded, m_paddingDefect;
    bool m_needsGltfExtension = false; ///< the first document is of 1.0 and does not say that contents may be glTF
    bool m_lacksContentExtension = false; ///< the first document requires contents of a kind that is not read here
    std::vector<std::string> m_extensionsUsed; ///< of the first document
    std::set<std::string> m_seen; ///< addresses of external tilesets that were looked into
    std::vector<std::string> m_chain; ///< addresses of the documents that lead here, this one included
    std::set<std::string> m_circles; ///< addresses that were told
};

void TilesetInspector::inspect(ByteView bytes, const std::string& url, InspectReport& report)
{
    report.kind = "tileset";
    const ExternalBytes external = fetchAll(m_fetch, tilesetReferences(bytes), url);
    auto document = parseTileset(bytes, url, &external);
    if (!document) {
        report.issues.push_back({Severity::Error, {}, document.error().detail});
        return;
    }
    report.version = document->version;
    report.counts = {{"tiles", 0}, {"contents", 0}};
    const TileNode& root = document->tiles[0];
    const glm::dmat4 transform =
        root.transform >= 0 ? document->transforms[static_cast<std::size_t>(root.transform)] : glm::dmat4(1.0);
    report.bounds = boundsOf(root.volume, transform);
    addMetadataFacts(*document, report);
    m_chain = {addressOf(url)};
    m_extensionsUsed = document->extensionsUsed;
    m_lacksContentExtension = std::any_of(document->issues.begin(), document->issues.end(), [](const Issue& issue) {
        return issue.where == "extensionsRequired" && issue.message.find("_content_") != std::string::npos
            && issue.message.ends_with(" is not supported");
    });
    m_needsGltfExtension = document->version == "1.0" && !isUsed("3DTILES_content_gltf");
    addTileset(*document, url, 0, 0, report);
    if (m_unpadded != 0)
        report.issues.push_back(
            {Severity::Warning, m_firstUnpadded,
             m_paddingDefect
                 + (m_unpadded > 1 ? "; so with " + std::to_string(m_unpadded - 1) + " further contents"
                                   : std::string())});
    if (m_unchecked != 0)
        report.issues.push_back(
            {Severity::Info,
             {},
             std::to_string(m_checked) + " contents were checked, " + std::to_string(m_unchecked) + " were not"});
}

void TilesetInspector::addTileset(const TilesetDocument& document, const std::string& url, std::size_t firstLevel,
                                  int depth, InspectReport& report)
{
    const std::string prefix = depth == 0 ? std::string() : url + "#";
    for (const Issue& issue : document.issues)
        report.issues.push_back({issue.severity, prefix + issue.where, issue.message});
    for (std::size_t i = 0; i < document.tiles.size(); ++i) {
        const TileNode& tile = document.tiles[i];
        if (tile.implicitTiling >= 0) {
            walkImplicit(document, i, url, firstLevel + tile.level, report);
            continue;
        }
        addTile(report, firstLevel + tile.level);
        for (std::uint32_t c = 0; c < tile.contentCount; ++c) {
            ++report.counts["contents"];
            checkContent(std::string(document.uriOf(document.contents[tile.firstContent + c])), url,
                         prefix + document.pathOf(i), document.gltfUpAxis.value_or(UpAxis::Y), firstLevel + tile.level,
                         depth, report);
        }
    }
}

void TilesetInspector::walkImplicit(const TilesetDocument& document, std::size_t tile, const std::string& url,
                                    std::size_t firstLevel, InspectReport& report)
{
    const TileNode& node = document.tiles[tile];
    const ImplicitTiling& tiling = document.implicitTilings[static_cast<std::size_t>(node.implicitTiling)];
    const bool isOctree = tiling.subdivision == Subdivision::Octree;
    std::deque<TileIndex> pending = {TileIndex{}};
    std::size_t read = 0;
    report.counts.try_emplace("subtrees", 0);
    while (!pending.empty()) {
        const TileIndex root = pending.front();
        pending.pop_front();
        if (++read > kMaxSubtrees) {
            report.issues.push_back({Severity::Info, document.pathOf(tile), "more subtrees than are read here"});
            return;
        }
        const std::string subtreeUrl = resolveUrl(url, expandTileTemplate(tiling.subtreesTemplate, root));
        const auto bytes = fetchOne(m_fetch, subtreeUrl);
        if (!bytes) {
            report.issues.push_back({Severity::Error, subtreeUrl, bytes.error().detail});
            continue;
        }
        Issues missing;
        const ExternalBytes external = fetchAll(m_fetch, subtreeReferences(**bytes), subtreeUrl, &missing);
        const auto subtree = Subtree::parse(**bytes, tiling, node.contentCount, subtreeUrl, &external, document.schema);
        if (!subtree) {
            report.issues.push_back({Severity::Error, subtreeUrl, subtree.error().detail});
            Issues issues;
            checkSubtree(**bytes, issues);
            for (const Issue& issue : issues)
                report.issues.push_back({issue.severity, subtreeUrl + "#" + issue.where, issue.message});
            addMissing(std::move(missing), subtreeUrl + "#", report.issues);
            continue;
        }
        ++report.counts["subtrees"];
        Issues issues = subtree->issues();
        checkSubtree(**bytes, issues);
        for (const Issue& issue : issues)
            report.issues.push_back({issue.severity, subtreeUrl + "#" + issue.where, issue.message});
        addMissing(std::move(missing), subtreeUrl + "#", report.issues);
        for (int level = 0; level <= tiling.subtreeLevels; ++level) {
            const int global = root.level + level;
            if (global >= tiling.availableLevels)
                break;
            const std::uint32_t side = std::uint32_t{1} << level;
            for (std::uint32_t z = 0; z < (isOctree ? side : 1); ++z)
                for (std::uint32_t y = 0; y < side; ++y)
                    for (std::uint32_t x = 0; x < side; ++x) {
                        const TileIndex local{level, x, y, z};
                        const TileIndex index{global, (root.x << level) + x, (root.y << level) + y,
                                              (root.z << level) + z};
                        if (level == tiling.subtreeLevels) {
                            if (subtree->hasChildSubtree(local))
                                pending.push_back(index);
                            continue;
                        }
                        if (!subtree->hasTile(local))
                            continue;
                        addTile(report, firstLevel + static_cast<std::size_t>(global));
                        for (std::uint32_t c = 0; c < node.contentCount; ++c) {
                            if (!subtree->hasContent(c, local))
                                continue;
                            ++report.counts["contents"];
                            const auto uri =
                                expandTileTemplate(document.uriOf(document.contents[node.firstContent + c]), index);
                            checkContent(uri, url, {}, document.gltfUpAxis.value_or(UpAxis::Y),
                                         firstLevel + static_cast<std::size_t>(global), 0, report);
                        }
                    }
        }
    }
}

void TilesetInspector::checkContent(const std::string& uri, const std::string& base, const std::string& where,
                                    UpAxis axis, std::size_t level, int depth, InspectReport& report)
{
    if (m_checked >= m_options.maxCheckedContents || !m_fetch) {
        ++m_unchecked;
        return;
    }
    ++m_checked;
    const std::string url = packageRootUrl(resolveUrl(base, uri));
    const std::string at = where.empty() ? redactUrl(url) : where + ": " + redactUrl(uri);
    if (isCircle(url, at, report))
        return;
    const auto bytes = fetchOne(m_fetch, url);
    if (!bytes) {
        report.issues.push_back({Severity::Error, at, bytes.error().detail});
        return;
    }
    if (detectFormat(**bytes) == ContentFormat::Tileset) {
        checkExternal(**bytes, url, at, level, depth, report);
        return;
    }
    Issues missing;
    ExternalBytes external = fetchAll(m_fetch, externalReferences(**bytes), url, &missing);
    fetchNested(m_fetch, **bytes, url, external, &missing);
    ContentContext context;
    context.url = url;
    context.gltfUpAxis = axis;
    context.external = &external;
    const auto content = decodeContent(**bytes, context);
    if (!content) {
        // Of a required extension that is not supported: that has been said.
        if (content.error().code == ErrorCode::BadMagic && m_lacksContentExtension)
            return;
        report.issues.push_back({Severity::Error, at, content.error().detail});
        addMissing(std::move(missing), at + "#", report.issues);
        return;
    }
    Issues issues = content->issues;
    checkValues(content->model, issues);
    for (const Issue& issue : issues)
        report.issues.push_back({issue.severity, at + "#" + issue.where, issue.message});
    addMissing(std::move(missing), at + "#", report.issues);
    if (std::string defect = paddingDefect(**bytes); !defect.empty() && ++m_unpadded == 1) {
        m_firstUnpadded = at;
        m_paddingDefect = std::move(defect);
    }
    const bool isGltf = content->facts.format == ContentFormat::Glb || content->facts.format == ContentFormat::Gltf;
    if (isGltf && std::exchange(m_needsGltfExtension, false))
        report.issues.push_back({Severity::Warning, at,
                                 "glTF in a tileset of version 1.0, which does not list the extension "
                                 "3DTILES_content_gltf"});
}

void TilesetInspector::checkExternal(ByteView bytes, const std::string& url, const std::string& at, std::size_t level,
                                     int depth, InspectReport& report)
{
    const ExternalBytes external = fetchAll(m_fetch, tilesetReferences(bytes), url);
    const auto document = parseTileset(bytes, url, &external);
    if (!document) {
        report.issues.push_back({Severity::Error, at, document.error().detail});
        return;
    }
    if (m_options.follow && depth >= limits::kMaxExternalTilesetDepth) {
        report.issues.push_back({Severity::Error, at, "external tilesets nested too deep"});
        return;
    }
    const std::string address = addressOf(url);
    const bool isNew = m_seen.insert(address).second;
    if (isNew)
        for (const std::string& extension : document->extensionsUsed)
            if (!isUsed(extension))
                report.issues.push_back(
                    {Severity::Warning, at,
                     "uses the extension " + extension + ", which the first tileset does not list in extensionsUsed"});
    m_chain.push_back(address);
    if (m_options.follow) {
        addTileset(*document, url, level, depth + 1, report);
    } else if (isNew && depth < limits::kMaxExternalTilesetDepth) { // what it holds is looked at, not counted
        InspectReport apart;
        addTileset(*document, url, level, depth + 1, apart);
        report.issues.insert(report.issues.end(), apart.issues.begin(), apart.issues.end());
    }
    m_chain.pop_back();
}

bool TilesetInspector::isCircle(const std::string& url, const std::string& at, InspectReport& report)
{
    const std::string address = addressOf(url);
    const auto found = std::find(m_chain.begin(), m_chain.end(), address);
    if (found == m_chain.end())
        return false;
    if (m_circles.insert(address).second)
        report.issues.push_back({Severity::Error, at,
                                 found + 1 == m_chain.end() ? "the tileset names itself as its content"
                                                            : "tilesets go in circles: this one leads back to " + url});
    return true;
}

} // namespace

void inspectTileset(ByteView bytes, const std::string& url, const FetchFunction& fetch, const InspectOptions& options,
                    InspectReport& report)
{
    TilesetInspector(fetch, options).inspect(bytes, url, report);
}

} // namespace guanjing::tiles3d
