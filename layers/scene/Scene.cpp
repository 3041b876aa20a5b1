#include "layers/scene/Scene.h"

#include "geodata/clipping/ClipRegion.h"
#include "geodata/core/Limits.h"
#include "geodata/net/Url.h"
#include "geodata/styling/Style.h"
#include "layers/scene/ImageryOptions.h"
#include "layers/scene/SceneChecker.h"
#include "layers/scene/SceneJson.h"
#include "layers/scene/SceneKeys.h"
#include "layers/scene/ScenePaths.h"
#include "layers/scene/SceneValues.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace guanjing::layers {
namespace {

using Kind = JsonNode::Kind;

/// What the tables cannot say: names are unique, references lead somewhere, URLs may be used here.
class SceneReader {
public:
    SceneReader(std::string_view document, const JsonNode& root, SceneChecker& checker, const std::string& baseUrl)
        : m_document(document), m_root(root), m_checker(checker), m_baseUrl(baseUrl)
    { }

    /// A scene without meaning when the checker has found something.
    Scene readScene()
    {
        Scene scene;
        const SceneValues take(m_document, m_root);
        take("name", scene.name);
        readList("viewpoints", scene.viewpoints);
        checkViewpointNames();
        readSources("terrain", scene.terrain);
        checkTerrain(scene);
        if (const JsonNode* ground = m_root.find("ground"))
            readEntry(SceneValues(m_document, *ground), scene.ground);
        readSources("imagery", scene.imagery);
        readSources("tilesets", scene.tilesets);
        readSources("live", scene.live);
        readSources("vectors", scene.vectors);
        readList("clips", scene.clips);
        if (m_sourceNames.size() > limits::kMaxSourcesPerScene) {
            m_checker.report(m_root.line, "",
                             std::to_string(m_sourceNames.size()) + " sources, at most "
                                 + std::to_string(limits::kMaxSourcesPerScene) + " are allowed",
                             ErrorCode::TooLarge);
        }
        checkImagery(scene);
        checkStyles(scene);
        std::set<std::string> clipNames;
        for (std::size_t i = 0; i < scene.clips.size(); ++i)
            checkClip(scene, i, clipNames);
        checkCompare(scene);
        if (const JsonNode* watermark = m_root.find("watermark")) {
            readEntry(SceneValues(m_document, *watermark), scene.watermark.emplace());
            if (scene.watermark->text.empty() && !scene.watermark->user && !scene.watermark->time)
                m_checker.report(watermark->line, "watermark", "needs a text, the user or the time to show");
        }
        checkMqtt(scene);
        checkCases();
        take.json("cases", scene.casesJson);
        take.json("dashboard", scene.dashboardJson);
        return scene;
    }

private:
    [[nodiscard]] const JsonNode& entry(std::string_view list, std::size_t index) const
    {
        return m_root.find(list)->items[index];
    }

    template <class T> const JsonNode* readList(std::string_view key, std::vector<T>& target) const
    {
        const JsonNode* list = m_root.find(key);
        for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i)
            readEntry(SceneValues(m_document, list->items[i]), target.emplace_back());
        return list;
    }

    template <class T> void readSources(const std::string& key, std::vector<T>& target)
    {
        const JsonNode* list = readList(key, target);
        for (std::size_t i = 0; i < target.size(); ++i) {
            const JsonNode& node = list->items[i];
            const std::string path = indexed(key, i);
            const auto [first, isNew] = m_sourceNames.emplace(target[i].name, path);
            if (!isNew) {
                m_checker.report(node.find("name")->line, path + ".name",
                                 "\"" + target[i].name + "\" is already the name of " + first->second);
            }
            if (auto resolved = resolveSceneUrl(m_baseUrl, target[i].url))
                target[i].url = std::move(*resolved);
            else
                report(*node.find("url"), path + ".url", resolved.error());
        }
    }

    void checkCompare(Scene& scene) const
    {
        const JsonNode* node = m_root.find("compare");
        if (node == nullptr)
            return;
        readEntry(SceneValues(m_document, *node), scene.compare);
        const CompareSpec& compare = scene.compare;
        const std::size_t count = compare.views.size();
        if (compare.mode == "swipe" && count != 2)
            m_checker.report(node->line, "compare.views", "a swiped picture has two views");
        else if (compare.mode == "linked" && count < 2)
            m_checker.report(node->line, "compare.views", "two to four views can be linked");
        else if (compare.mode == "one" && count > 1)
            m_checker.report(node->line, "compare.views", "one picture has one view");
    }

    void checkViewpointNames() const
    {
        const JsonNode* list = m_root.find("viewpoints");
        std::set<std::string> names;
        for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
            const JsonNode& name = *list->items[i].find("name");
            if (!names.insert(name.text).second) {
                m_checker.report(name.line, indexed("viewpoints", i) + ".name",
                                 "\"" + name.text + "\" is already the name of another viewpoint");
            }
        }
    }

    void checkTerrain(Scene& scene) const
    {
        for (std::size_t i = 0; i < scene.terrain.size(); ++i) {
            TerrainSourceSpec& source = scene.terrain[i];
            const JsonNode& node = entry("terrain", i);
            const JsonNode* grid = node.find("offsetGrid");
            if (grid != nullptr) {
                if (auto resolved = resolveSceneUrl(m_baseUrl, source.offsetGrid))
                    source.offsetGrid = std::move(*resolved);
                else
                    report(*grid, indexed("terrain", i) + ".offsetGrid", resolved.error());
            } else if (source.heights == "1985" && node.find("heightOffset") == nullptr) {
                m_checker.report(node.find("heights")->line, indexed("terrain", i) + ".heights",
                                 "heights above the 1985 datum need an offsetGrid or a heightOffset to be placed");
            }
        }
    }

    void checkImagery(const Scene& scene) const
    {
        for (std::size_t i = 0; i < scene.imagery.size(); ++i) {
            const ImagerySourceSpec& source = scene.imagery[i];
            const JsonNode& node = entry("imagery", i);
            const std::string path = indexed("imagery", i);
            if (source.minLevel > source.maxLevel) {
                const JsonNode* level =
                    node.find("minLevel") != nullptr ? node.find("minLevel") : node.find("maxLevel");
                m_checker.report(level->line, path + ".minLevel",
                                 std::to_string(source.minLevel) + " is above maxLevel "
                                     + std::to_string(source.maxLevel));
            }
            if (const JsonNode* dimensions = node.find("dimensions")) {
                for (std::size_t k = 0; k < dimensions->items.size(); ++k)
                    if (dimensions->items[k].kind != Kind::Text)
                        m_checker.report(dimensions->keyLines[k], path + ".dimensions." + dimensions->keys[k],
                                         "must be a text");
            }
            if (!isNodata(source.nodata))
                m_checker.report(node.find("nodata")->line, path + ".nodata",
                                 "must be a colour such as \"#ffffff\" or a number as text");
            for (std::size_t k = 0; k < source.on.size(); ++k) {
                const std::string& on = source.on[k];
                if (on != "terrain" && on != "tilesets" && !m_sourceNames.contains(on)) {
                    m_checker.report(node.find("on")->items[k].line, indexed(path + ".on", k),
                                     "no source is named \"" + on + "\"", ErrorCode::BadReference);
                }
            }
        }
    }

    /// A style is held against the language, so that a mistake is told with its line and not when a tile arrives.
    void checkStyles(const Scene& scene) const
    {
        for (std::size_t i = 0; i < scene.tilesets.size(); ++i) {
            if (scene.tilesets[i].styleJson.empty())
                continue;
            styling::StyleProblem problem;
            const auto style = styling::Style::parse(scene.tilesets[i].styleJson, m_baseUrl, &problem);
            const JsonNode* node = style ? nullptr : entry("tilesets", i).find("style");
            if (node == nullptr)
                continue;
            std::string path = indexed("tilesets", i) + ".style";
            node = &follow(*node, problem.where, path);
            const std::string place =
                node->kind == Kind::Text ? "character " + std::to_string(problem.at + 1) + ": " : std::string();
            m_checker.report(node->line, path, place + problem.reason, style.error().code);
        }
    }

    /// The node that steps like "color/conditions/0/1" lead to, or the last on the way; `path` grows along.
    static const JsonNode& follow(const JsonNode& from, std::string_view steps, std::string& path)
    {
        const JsonNode* node = &from;
        for (std::size_t begin = 0; begin < steps.size();) {
            const std::size_t end = std::min(steps.find('/', begin), steps.size());
            const std::string step(steps.substr(begin, end - begin));
            begin = end + 1;
            const JsonNode* next = nullptr;
            if (node->kind == Kind::Array) {
                const std::size_t index = static_cast<std::size_t>(std::strtoul(step.c_str(), nullptr, 10));
                next = index < node->items.size() ? &node->items[index] : nullptr;
                path += "[" + step + "]";
            } else {
                next = node->find(step);
                path = joinPath(path, step);
            }
            if (next == nullptr)
                break;
            node = next;
        }
        return *node;
    }

    void checkClip(const Scene& scene, std::size_t index, std::set<std::string>& names) const
    {
        const ClipSpec& clip = scene.clips[index];
        const JsonNode& node = entry("clips", index);
        const std::string path = indexed("clips", index);
        if (!names.insert(clip.name).second) {
            m_checker.report(node.find("name")->line, path + ".name",
                             "\"" + clip.name + "\" is already the name of another clip");
        }
        for (std::size_t k = 0; k < clip.sources.size(); ++k) {
            const auto isNamed = [&](const TilesetSourceSpec& source) { return source.name == clip.sources[k]; };
            if (clip.sources[k] != kGroundName && clip.sources[k] != kTilesetsName
                && std::none_of(scene.tilesets.begin(), scene.tilesets.end(), isNamed)) {
                m_checker.report(node.find("sources")->items[k].line, indexed(path + ".sources", k),
                                 "no tileset is named \"" + clip.sources[k] + "\"", ErrorCode::BadReference);
            }
        }
        checkClipShape(clip, node, path);
    }

    void checkClipShape(const ClipSpec& clip, const JsonNode& node, const std::string& path) const
    {
        const JsonNode* polygon = node.find("polygon");
        if ((polygon != nullptr) == clip.box.has_value())
            return m_checker.report(node.line, path, "needs one of polygon and box");
        const JsonNode* height = node.find("height");
        if ((height != nullptr) != (clip.mode == "flatten")) {
            return m_checker.report(height != nullptr ? height->line : node.line, path + ".height",
                                    height != nullptr ? "is for mode flatten" : "is missing");
        }
        for (const char* key : {"minHeight", "maxHeight"}) {
            const JsonNode* limit = clip.box ? node.find(key) : nullptr;
            if (limit != nullptr)
                return m_checker.report(limit->line, joinPath(path, key), "is for a polygon; the box has its own");
        }
        if (const auto region = regionOf(clip); !region)
            report(polygon != nullptr ? *polygon : node, path + (polygon != nullptr ? ".polygon" : ".box"),
                   region.error());
    }

    void checkMqtt(const Scene& scene) const
    {
        for (std::size_t i = 0; i < scene.live.size(); ++i) {
            const std::string& mqtt = scene.live[i].mqtt;
            if (mqtt.empty())
                continue;
            if (auto checked = checkMqttUrl(mqtt); !checked)
                report(*entry("live", i).find("mqtt"), indexed("live", i) + ".mqtt", checked.error());
        }
    }

    /// The rest of "cases" belongs to layers/cases; its URL obeys the rules of every other.
    void checkCases() const
    {
        const JsonNode* cases = m_root.find("cases");
        const JsonNode* url = cases != nullptr ? cases->find("url") : nullptr;
        if (url == nullptr)
            return;
        if (url->kind != Kind::Text)
            return m_checker.report(url->line, "cases.url",
                                    "must be a text, is " + std::string(jsonKindName(url->kind)));
        if (auto resolved = resolveSceneUrl(m_baseUrl, url->text); !resolved)
            report(*url, "cases.url", resolved.error());
    }

    static std::string indexed(const std::string& list, std::size_t index)
    {
        return list + "[" + std::to_string(index) + "]";
    }

    void report(const JsonNode& node, const std::string& path, const Error& error) const
    {
        m_checker.report(node.line, path, error.detail, error.code);
    }

    std::string_view m_document;
    const JsonNode& m_root;
    SceneChecker& m_checker;
    const std::string& m_baseUrl;
    std::map<std::string, std::string> m_sourceNames; ///< name → "imagery[0]"
};

} // namespace

Result<clipping::ClipRegion> regionOf(const ClipSpec& clip)
{
    clipping::ClipShape shape;
    shape.mode = clip.mode == "flatten" ? clipping::ClipMode::Flatten
        : clip.mode == "clip-outside"   ? clipping::ClipMode::Outside
                                        : clipping::ClipMode::Inside;
    for (const auto& [lon, lat] : clip.polygon)
        shape.polygon.emplace_back(lon, lat);
    if (clip.box) {
        const ClipBoxSpec& box = *clip.box;
        shape.box = clipping::ClipBox{box.lonDegrees,  box.latDegrees,      box.heightMeters,  box.widthMeters,
                                      box.depthMeters, box.boxHeightMeters, box.headingDegrees};
    }
    shape.minHeightMeters = clip.minHeightMeters.value_or(shape.minHeightMeters);
    shape.maxHeightMeters = clip.maxHeightMeters.value_or(shape.maxHeightMeters);
    shape.flatHeightMeters = clip.flatHeightMeters;
    return clipping::ClipRegion::create(shape);
}

Result<Scene> parseScene(std::string_view json, const std::string& baseUrl)
{
    const std::string shownBase = redactUrl(baseUrl);
    if (json.size() > limits::kMaxSceneBytes) {
        return fail(ErrorCode::TooLarge, shownBase,
                    std::to_string(json.size()) + " bytes, at most " + std::to_string(limits::kMaxSceneBytes)
                        + " are allowed for a scene");
    }
    if (json.empty())
        return fail(ErrorCode::Empty, shownBase, "a scene file of no bytes");
    auto root = parsePositionedJson(json, shownBase);
    if (!root)
        return fail(root.error());
    SceneChecker checker(shownBase);
    if (!checker.checkDocument(*root, sceneRule()))
        return fail(checker.verdict().error());
    Scene scene = SceneReader(json, *root, checker, baseUrl).readScene();
    if (auto checked = checker.verdict(); !checked)
        return fail(checked.error());
    return scene;
}

} // namespace guanjing::layers
