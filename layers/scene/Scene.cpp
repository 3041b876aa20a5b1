#include "layers/scene/Scene.h"

#include "geodata/clipping/ClipRegion.h"
#include "geodata/core/Limits.h"
#include "geodata/net/Url.h"
#include "geodata/styling/Style.h"
#include "layers/scene/SceneJson.h"
#include "layers/scene/SceneKeys.h"
#include "layers/scene/ScenePaths.h"
#include "layers/scene/ScenePicture.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

namespace guanjing::layers {
namespace {

using Kind = JsonNode::Kind;

std::string joinPath(const std::string& parent, std::string_view key)
{
    return parent.empty() ? std::string(key) : parent + "." + std::string(key);
}

std::string shortNumber(double value)
{
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

bool looksLikeDate(std::string_view text)
{
    if (text.empty())
        return true;
    if (text.size() != 4 && text.size() != 7 && text.size() != 10)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 4 || i == 7;
        if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    }
    const auto twoDigits = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    if (text.size() >= 7 && (twoDigits(5) < 1 || twoDigits(5) > 12))
        return false;
    return text.size() < 10 || (twoDigits(8) >= 1 && twoDigits(8) <= 31);
}

/// Holds a document against the tables of SceneKeys; keeps what is wrong, in the order of the file.
class Checker {
public:
    explicit Checker(const std::string& source) : m_source(source) { }

    Result<void> checkObject(const JsonNode& node, const ObjectRule& rule, const std::string& path) const
    {
        if (node.kind != Kind::Object)
            return wrongType(node, path, "an object");
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            const auto known = std::find_if(rule.keys.begin(), rule.keys.end(),
                                            [&](const KeyRule& candidate) { return candidate.key == node.keys[i]; });
            const std::string keyPath = joinPath(path, node.keys[i]);
            if (known == rule.keys.end())
                keep(bad(node.keyLines[i], keyPath, "unknown key"));
            else
                keep(checkValue(node.items[i], *known, keyPath));
        }
        for (const KeyRule& required : rule.keys) {
            if (required.required && node.find(required.key) == nullptr)
                keep(bad(node.line, joinPath(path, required.key), "is missing"));
        }
        return {};
    }

    /// All that was found in a whole document, as one failure with a line of detail for each defect.
    [[nodiscard]] Result<void> checkDocument(const JsonNode& root, const ObjectRule& rule) const
    {
        keep(checkObject(root, rule, ""));
        if (m_found.empty())
            return {};
        Error all = m_found.front();
        for (std::size_t i = 1; i < m_found.size(); ++i)
            all.detail += "\n" + m_found[i].detail;
        return fail(std::move(all));
    }

    [[nodiscard]] tl::unexpected<Error> bad(int line, const std::string& path, const std::string& defect,
                                            ErrorCode code = ErrorCode::BadValue) const
    {
        return fail(code, m_source, "line " + std::to_string(line) + ": " + (path.empty() ? "" : path + ": ") + defect);
    }

private:
    [[nodiscard]] tl::unexpected<Error> wrongType(const JsonNode& node, const std::string& path,
                                                  std::string_view expected) const
    {
        return bad(node.line, path,
                   "must be " + std::string(expected) + ", is " + std::string(jsonKindName(node.kind)));
    }

    Result<void> checkValue(const JsonNode& node, const KeyRule& rule, const std::string& path) const
    {
        switch (rule.type) {
        case KeyType::Text: return checkText(node, rule, path);
        case KeyType::Number:
        case KeyType::Integer: return checkNumber(node, rule, path);
        case KeyType::Boolean:
            if (node.kind != Kind::Boolean)
                return wrongType(node, path, "true or false");
            return {};
        case KeyType::FreeObject:
            if (node.kind != Kind::Object)
                return wrongType(node, path, "an object");
            return {};
        case KeyType::Object: return checkObject(node, *rule.items, path);
        case KeyType::PointList: return checkPoints(node, path);
        case KeyType::TextList:
        case KeyType::ObjectList: return checkList(node, rule, path);
        }
        return {};
    }

    Result<void> checkText(const JsonNode& node, const KeyRule& rule, const std::string& path) const
    {
        if (node.kind != Kind::Text)
            return wrongType(node, path, "a text");
        if (rule.nonEmpty && node.text.empty())
            return bad(node.line, path, "must not be empty");
        if (rule.isDate && !looksLikeDate(node.text))
            return bad(node.line, path, "\"" + node.text + "\" is not YYYY, YYYY-MM or YYYY-MM-DD");
        if (rule.isPicture && node.text.size() > limits::kMaxThumbnailBytes) {
            return bad(node.line, path,
                       std::to_string(node.text.size()) + " bytes, at most "
                           + std::to_string(limits::kMaxThumbnailBytes) + " are allowed for a picture",
                       ErrorCode::TooLarge);
        }
        if (rule.isPicture && !node.text.empty()) {
            if (const auto defect = pictureUrlDefect(node.text))
                return bad(node.line, path, *defect);
        }
        if (!rule.choices.empty()
            && std::find(rule.choices.begin(), rule.choices.end(), node.text) == rule.choices.end()) {
            std::string choices;
            for (const std::string_view choice : rule.choices)
                choices += (choices.empty() ? "\"" : ", \"") + std::string(choice) + "\"";
            return bad(node.line, path, "\"" + node.text + "\" is none of " + choices);
        }
        return {};
    }

    Result<void> checkNumber(const JsonNode& node, const KeyRule& rule, const std::string& path) const
    {
        const bool whole = node.kind == Kind::Integer
            || (node.kind == Kind::Number && node.number == std::floor(node.number)); // 2.0 is whole, as in JSON schema
        if (rule.type == KeyType::Integer && !whole)
            return wrongType(node, path, "a whole number");
        if (node.kind != Kind::Integer && node.kind != Kind::Number)
            return wrongType(node, path, "a number");
        const bool tooSmall = rule.aboveMinimum ? node.number <= rule.minimum : node.number < rule.minimum;
        if (tooSmall || node.number > rule.maximum || !std::isfinite(node.number)) {
            return bad(node.line, path,
                       shortNumber(node.number) + " is outside " + (rule.aboveMinimum ? "more than " : "")
                           + shortNumber(rule.minimum) + " to " + shortNumber(rule.maximum));
        }
        return {};
    }

    Result<void> checkPoints(const JsonNode& node, const std::string& path) const
    {
        if (node.kind != Kind::Array)
            return wrongType(node, path, "a list");
        if (node.items.size() > limits::kMaxClipCorners) {
            return bad(node.line, path,
                       std::to_string(node.items.size()) + " points, at most " + std::to_string(limits::kMaxClipCorners)
                           + " are allowed",
                       ErrorCode::TooLarge);
        }
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            const JsonNode& point = node.items[i];
            const std::string pointPath = path + "[" + std::to_string(i) + "]";
            if (point.kind != Kind::Array || point.items.size() != 2)
                return bad(point.line, pointPath, "must be [longitude, latitude]");
            for (std::size_t k = 0; k < 2; ++k) {
                const double most = k == 0 ? 180 : 90;
                const KeyRule rule{.key = "", .type = KeyType::Number, .minimum = -most, .maximum = most};
                keep(checkNumber(point.items[k], rule, pointPath + "[" + std::to_string(k) + "]"));
            }
        }
        return {};
    }

    Result<void> checkList(const JsonNode& node, const KeyRule& rule, const std::string& path) const
    {
        if (node.kind != Kind::Array)
            return wrongType(node, path, "a list");
        if (node.items.size() > limits::kMaxSourcesPerScene) {
            return bad(node.line, path,
                       std::to_string(node.items.size()) + " entries, at most "
                           + std::to_string(limits::kMaxSourcesPerScene) + " are allowed",
                       ErrorCode::TooLarge);
        }
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            const std::string itemPath = path + "[" + std::to_string(i) + "]";
            keep(rule.type == KeyType::ObjectList ? checkObject(node.items[i], *rule.items, itemPath)
                                                  : checkText(node.items[i], rule, itemPath));
        }
        return {};
    }

    void keep(const Result<void>& checked) const
    {
        constexpr std::size_t kMostDefects = 20; // who made more than these wants another look first
        if (!checked && m_found.size() < kMostDefects)
            m_found.push_back(checked.error());
    }

    const std::string& m_source;
    mutable std::vector<Error> m_found;
};

/// Takes values out of an object that has been checked.
class Reader {
public:
    Reader(std::string_view document, const JsonNode& object) : m_document(document), m_object(object) { }
    void operator()(std::string_view key, std::string& target) const
    {
        if (const JsonNode* node = m_object.find(key))
            target = node->text;
    }
    void operator()(std::string_view key, double& target) const
    {
        if (const JsonNode* node = m_object.find(key))
            target = node->number;
    }
    void operator()(std::string_view key, int& target) const
    {
        if (const JsonNode* node = m_object.find(key))
            target = static_cast<int>(node->number);
    }
    void operator()(std::string_view key, bool& target) const
    {
        if (const JsonNode* node = m_object.find(key))
            target = node->boolean;
    }
    void operator()(std::string_view key, std::vector<std::string>& target) const
    {
        if (const JsonNode* node = m_object.find(key)) {
            target.clear();
            for (const JsonNode& item : node->items)
                target.push_back(item.text);
        }
    }
    void operator()(std::string_view key, std::optional<double>& target) const
    {
        if (const JsonNode* node = m_object.find(key))
            target = node->number;
    }
    void operator()(std::string_view key, std::vector<std::array<double, 2>>& target) const
    {
        if (const JsonNode* node = m_object.find(key)) {
            target.clear();
            for (const JsonNode& item : node->items)
                target.push_back({item.items[0].number, item.items[1].number});
        }
    }
    [[nodiscard]] const JsonNode* object(std::string_view key) const { return m_object.find(key); }
    [[nodiscard]] std::string_view document() const { return m_document; }
    void json(std::string_view key, std::string& target) const
    {
        if (const JsonNode* node = m_object.find(key))
            target = compactJson(m_document, *node);
    }

private:
    std::string_view m_document;
    const JsonNode& m_object;
};

void read(const Reader& take, SourceCommon& source)
{
    take("name", source.name);
    take("url", source.url);
    take("visible", source.visible);
    take("opacity", source.opacity);
    take("cache", source.cache);
    take("auth", source.auth);
    take("crs", source.crs);
    take("attribution", source.attribution);
    take("date", source.date);
}

void read(const Reader& take, Viewpoint& view)
{
    take("name", view.name);
    take("lon", view.lonDegrees);
    take("lat", view.latDegrees);
    take("h", view.heightMeters);
    take("heading", view.headingDegrees);
    take("pitch", view.pitchDegrees);
    take("thumbnail", view.thumbnail);
}

void read(const Reader& take, TerrainSourceSpec& source)
{
    read(take, static_cast<SourceCommon&>(source));
    take("kind", source.kind);
}

void read(const Reader& take, ImagerySourceSpec& source)
{
    read(take, static_cast<SourceCommon&>(source));
    take("kind", source.kind);
    take("minLevel", source.minLevel);
    take("maxLevel", source.maxLevel);
    take("on", source.on);
}

void read(const Reader& take, PointLook& look)
{
    std::string shape;
    take("shape", shape);
    look.isRound = shape.empty() ? look.isRound : shape == "round";
    take("scale", look.scale);
    take("maximumSize", look.maximumPixels);
    take("eyeDome", look.hasEyeDome);
    take("eyeDomeStrength", look.eyeDomeStrength);
    take("eyeDomeRadius", look.eyeDomePixels);
}

void read(const Reader& take, TilesetSourceSpec& source)
{
    read(take, static_cast<SourceCommon&>(source));
    take("heightOffset", source.heightOffsetMeters);
    take.json("style", source.styleJson);
    if (const JsonNode* points = take.object("points"))
        read(Reader(take.document(), *points), source.points);
}

void read(const Reader& take, LiveSourceSpec& source)
{
    read(take, static_cast<SourceCommon&>(source));
    take("kind", source.kind);
    take("filter", source.filter);
    take("pollSeconds", source.pollSeconds);
    take("mqtt", source.mqtt);
    take.json("symbol", source.symbolJson);
}

void read(const Reader& take, VectorSourceSpec& source)
{
    read(take, static_cast<SourceCommon&>(source));
    take("layer", source.layer);
}

void read(const Reader& take, ClipSpec& clip)
{
    take("name", clip.name);
    take("mode", clip.mode);
    take("polygon", clip.polygon);
    if (const JsonNode* node = take.object("box")) {
        const Reader takeBox(take.document(), *node);
        ClipBoxSpec& box = clip.box.emplace();
        takeBox("lon", box.lonDegrees);
        takeBox("lat", box.latDegrees);
        takeBox("h", box.heightMeters);
        takeBox("width", box.widthMeters);
        takeBox("depth", box.depthMeters);
        takeBox("height", box.boxHeightMeters);
        takeBox("heading", box.headingDegrees);
    }
    take("minHeight", clip.minHeightMeters);
    take("maxHeight", clip.maxHeightMeters);
    take("height", clip.flatHeightMeters);
    take("sources", clip.sources);
    take("enabled", clip.enabled);
}

/// What the tables cannot say: names are unique, references lead somewhere, URLs may be used here.
class SceneReader {
public:
    SceneReader(std::string_view document, const JsonNode& root, const Checker& checker, const std::string& baseUrl)
        : m_document(document), m_root(root), m_checker(checker), m_baseUrl(baseUrl)
    { }

    Result<Scene> readScene()
    {
        Scene scene;
        const Reader take(m_document, m_root);
        take("name", scene.name);
        readList("viewpoints", scene.viewpoints);
        if (auto unique = checkViewpointNames(); !unique)
            return fail(unique.error());
        for (const Result<void>& part : {readSources("terrain", scene.terrain), readSources("imagery", scene.imagery),
                                         readSources("tilesets", scene.tilesets), readSources("live", scene.live),
                                         readSources("vectors", scene.vectors)}) {
            if (!part)
                return fail(part.error());
        }
        readList("clips", scene.clips);
        if (m_sourceNames.size() > limits::kMaxSourcesPerScene) {
            return m_checker.bad(m_root.line, "",
                                 std::to_string(m_sourceNames.size()) + " sources, at most "
                                     + std::to_string(limits::kMaxSourcesPerScene) + " are allowed",
                                 ErrorCode::TooLarge);
        }
        for (const Result<void>& part :
             {checkImagery(scene), checkStyles(scene), checkClips(scene), resolveMqtt(scene), checkCases()}) {
            if (!part)
                return fail(part.error());
        }
        take.json("cases", scene.casesJson);
        take.json("dashboard", scene.dashboardJson);
        return scene;
    }

private:
    /// A style is held against the language, so that a mistake is told with its line and not when a tile arrives.
    Result<void> checkStyles(const Scene& scene) const
    {
        for (std::size_t i = 0; i < scene.tilesets.size(); ++i) {
            if (scene.tilesets[i].styleJson.empty())
                continue;
            styling::StyleProblem problem;
            const auto style = styling::Style::parse(scene.tilesets[i].styleJson, m_baseUrl, &problem);
            if (style)
                continue;
            const JsonNode* node = m_root.find("tilesets")->items[i].find("style");
            if (node == nullptr)
                continue;
            std::string path = "tilesets[" + std::to_string(i) + "].style";
            for (std::size_t begin = 0; begin < problem.where.size();) {
                const std::size_t end = std::min(problem.where.find('/', begin), problem.where.size());
                const std::string step = problem.where.substr(begin, end - begin);
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
            const std::string place =
                node->kind == Kind::Text ? "character " + std::to_string(problem.at + 1) + ": " : std::string();
            return m_checker.bad(node->line, path, place + problem.reason, style.error().code);
        }
        return {};
    }

    template <class T> const JsonNode* readList(std::string_view key, std::vector<T>& target)
    {
        const JsonNode* list = m_root.find(key);
        for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i)
            read(Reader(m_document, list->items[i]), target.emplace_back());
        return list;
    }

    template <class T> Result<void> readSources(const std::string& key, std::vector<T>& target)
    {
        const JsonNode* list = readList(key, target);
        for (std::size_t i = 0; i < target.size(); ++i) {
            const JsonNode& node = list->items[i];
            const std::string path = key + "[" + std::to_string(i) + "]";
            const auto [first, isNew] = m_sourceNames.emplace(target[i].name, path);
            if (!isNew) {
                return m_checker.bad(node.find("name")->line, path + ".name",
                                     "\"" + target[i].name + "\" is already the name of " + first->second);
            }
            auto resolved = resolveSceneUrl(m_baseUrl, target[i].url);
            if (!resolved)
                return m_checker.bad(node.find("url")->line, path + ".url", resolved.error().detail,
                                     resolved.error().code);
            target[i].url = std::move(*resolved);
        }
        return {};
    }

    Result<void> checkViewpointNames() const
    {
        const JsonNode* list = m_root.find("viewpoints");
        std::set<std::string> names;
        for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
            const JsonNode& name = *list->items[i].find("name");
            if (!names.insert(name.text).second) {
                return m_checker.bad(name.line, "viewpoints[" + std::to_string(i) + "].name",
                                     "\"" + name.text + "\" is already the name of another viewpoint");
            }
        }
        return {};
    }

    Result<void> checkImagery(const Scene& scene) const
    {
        for (std::size_t i = 0; i < scene.imagery.size(); ++i) {
            const ImagerySourceSpec& source = scene.imagery[i];
            const JsonNode& node = m_root.find("imagery")->items[i];
            const std::string path = "imagery[" + std::to_string(i) + "]";
            if (source.minLevel > source.maxLevel) {
                const JsonNode* level =
                    node.find("minLevel") != nullptr ? node.find("minLevel") : node.find("maxLevel");
                return m_checker.bad(level->line, path + ".minLevel",
                                     std::to_string(source.minLevel) + " is above maxLevel "
                                         + std::to_string(source.maxLevel));
            }
            for (std::size_t k = 0; k < source.on.size(); ++k) {
                const std::string& on = source.on[k];
                if (on != "terrain" && on != "tilesets" && !m_sourceNames.contains(on)) {
                    return m_checker.bad(node.find("on")->items[k].line, path + ".on[" + std::to_string(k) + "]",
                                         "no source is named \"" + on + "\"", ErrorCode::BadReference);
                }
            }
        }
        return {};
    }

    Result<void> checkClips(const Scene& scene) const
    {
        std::set<std::string> names;
        for (std::size_t i = 0; i < scene.clips.size(); ++i) {
            const ClipSpec& clip = scene.clips[i];
            const JsonNode& node = m_root.find("clips")->items[i];
            const std::string path = "clips[" + std::to_string(i) + "]";
            if (!names.insert(clip.name).second)
                return m_checker.bad(node.find("name")->line, path + ".name",
                                     "\"" + clip.name + "\" is already the name of another clip");
            const JsonNode* polygon = node.find("polygon");
            if ((polygon != nullptr) == clip.box.has_value())
                return m_checker.bad(node.line, path, "needs one of polygon and box");
            const JsonNode* height = node.find("height");
            if ((height != nullptr) != (clip.mode == "flatten"))
                return m_checker.bad(height != nullptr ? height->line : node.line, path + ".height",
                                     height != nullptr ? "is for mode flatten" : "is missing");
            if (clip.box) {
                for (const char* key : {"minHeight", "maxHeight"}) {
                    if (const JsonNode* limit = node.find(key))
                        return m_checker.bad(limit->line, joinPath(path, key), "is for a polygon; the box has its own");
                }
            }
            if (const auto region = regionOf(clip); !region)
                return m_checker.bad(polygon != nullptr ? polygon->line : node.line,
                                     path + (polygon != nullptr ? ".polygon" : ".box"), region.error().detail,
                                     region.error().code);
            for (std::size_t k = 0; k < clip.sources.size(); ++k) {
                const auto isNamed = [&](const TilesetSourceSpec& source) { return source.name == clip.sources[k]; };
                if (clip.sources[k] != kGroundName && clip.sources[k] != kTilesetsName
                    && std::none_of(scene.tilesets.begin(), scene.tilesets.end(), isNamed))
                    return m_checker.bad(node.find("sources")->items[k].line,
                                         path + ".sources[" + std::to_string(k) + "]",
                                         "no tileset is named \"" + clip.sources[k] + "\"", ErrorCode::BadReference);
            }
        }
        return {};
    }

    Result<void> resolveMqtt(const Scene& scene) const
    {
        for (std::size_t i = 0; i < scene.live.size(); ++i) {
            const std::string& mqtt = scene.live[i].mqtt;
            if (mqtt.empty())
                continue;
            auto checked = checkMqttUrl(mqtt);
            if (!checked) {
                return m_checker.bad(m_root.find("live")->items[i].find("mqtt")->line,
                                     "live[" + std::to_string(i) + "].mqtt", checked.error().detail,
                                     checked.error().code);
            }
        }
        return {};
    }

    /// The rest of "cases" belongs to layers/cases; its URL obeys the rules of every other.
    Result<void> checkCases() const
    {
        const JsonNode* cases = m_root.find("cases");
        const JsonNode* url = cases != nullptr ? cases->find("url") : nullptr;
        if (url == nullptr)
            return {};
        if (url->kind != Kind::Text)
            return m_checker.bad(url->line, "cases.url", "must be a text, is " + std::string(jsonKindName(url->kind)));
        if (auto resolved = resolveSceneUrl(m_baseUrl, url->text); !resolved)
            return m_checker.bad(url->line, "cases.url", resolved.error().detail, resolved.error().code);
        return {};
    }

    std::string_view m_document;
    const JsonNode& m_root;
    const Checker& m_checker;
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
    const Checker checker(shownBase);
    if (auto checked = checker.checkDocument(*root, sceneRule()); !checked)
        return fail(checked.error());
    return SceneReader(json, *root, checker, baseUrl).readScene();
}

} // namespace guanjing::layers
