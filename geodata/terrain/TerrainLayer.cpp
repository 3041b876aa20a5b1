#include "geodata/terrain/TerrainLayer.h"

#include "geodata/core/Limits.h"
#include "geodata/net/Url.h"
#include "geodata/terrain/AvailabilityJson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace guanjing {
namespace {

using json = nlohmann::json;

constexpr int kMostLevels = 31; ///< x fits 32 bits

std::string textAt(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<int> levelAt(const json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer())
        return std::nullopt;
    const auto value = found->get<std::int64_t>();
    if (value < 0 || value >= kMostLevels)
        return std::nullopt;
    return static_cast<int>(value);
}

std::vector<std::string> textsAt(const json& object, const char* key)
{
    std::vector<std::string> texts;
    if (const auto found = object.find(key); found != object.end() && found->is_array())
        for (const json& item : *found)
            if (item.is_string())
                texts.push_back(item.get<std::string>());
    return texts;
}

/// Nesting of brackets, so that no deep document gets to the parser.
bool isTooDeep(std::string_view text)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted) {
            if (text[i] == '\\')
                ++i;
            else
                quoted = text[i] != '"';
            continue;
        }
        quoted = text[i] == '"';
        depth += text[i] == '[' || text[i] == '{' ? 1 : text[i] == ']' || text[i] == '}' ? -1 : 0;
        if (depth > limits::kMaxJsonDepth)
            return true;
    }
    return false;
}

Result<json> parseObject(std::string_view text, const std::string& source)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    while (!text.empty() && text.back() == '\0')
        text.remove_suffix(1);
    if (text.size() > limits::kMaxJsonBytes)
        return fail(ErrorCode::TooLarge, source, std::to_string(text.size()) + " bytes of JSON");
    if (isTooDeep(text))
        return fail(ErrorCode::TooDeep, source, "JSON nested deeper than " + std::to_string(limits::kMaxJsonDepth));
    json document = json::parse(text, nullptr, false);
    if (document.is_discarded())
        return fail(ErrorCode::BadJson, source, "not valid JSON");
    if (!document.is_object())
        return fail(ErrorCode::BadValue, source, "a JSON object was expected");
    return document;
}

Result<std::vector<std::vector<TerrainTileRange>>> availabilityOf(const json& object, const std::string& source)
{
    std::vector<std::vector<TerrainTileRange>> levels;
    const auto found = object.find("available");
    if (found == object.end())
        return levels;
    const auto bad = [&](const std::string& detail) {
        return fail(ErrorCode::BadValue, source, "available[" + std::to_string(levels.size()) + "]: " + detail);
    };
    if (!found->is_array())
        return bad("a list of levels was expected");
    for (const json& level : *found) {
        if (!level.is_array())
            return bad("a list of ranges was expected");
        if (levels.size() >= static_cast<std::size_t>(kMostLevels))
            return bad("more levels than there can be");
        std::vector<TerrainTileRange> ranges;
        for (const json& range : level) {
            std::array<std::uint32_t, 4> values{};
            constexpr const char* kKeys[] = {"startX", "startY", "endX", "endY"};
            for (std::size_t i = 0; i < 4; ++i) {
                const auto value = range.is_object() ? range.find(kKeys[i]) : range.end();
                if (!range.is_object() || value == range.end() || !value->is_number_integer()
                    || value->get<std::int64_t>() < 0 || value->get<std::int64_t>() > UINT32_MAX)
                    return bad(std::string("\"") + kKeys[i] + "\" must be a whole number");
                values[i] = value->get<std::uint32_t>();
            }
            if (values[0] > values[2] || values[1] > values[3])
                return bad("a range ends before it starts");
            ranges.push_back({values[0], values[1], values[2], values[3]});
        }
        levels.push_back(std::move(ranges));
    }
    return levels;
}

std::optional<Rectangle> boundsOf(const json& object)
{
    const auto found = object.find("bounds");
    if (found == object.end() || !found->is_array() || found->size() != 4)
        return std::nullopt;
    for (const json& value : *found)
        if (!value.is_number())
            return std::nullopt;
    return Rectangle{(*found)[0].get<double>(), (*found)[1].get<double>(), (*found)[2].get<double>(),
                     (*found)[3].get<double>()};
}

/// Ranges outside the level's grid are cut back, with an issue.
void checkRanges(TerrainLayer& layer)
{
    for (std::size_t level = 0; level < layer.available.size(); ++level) {
        const std::uint64_t rows = std::uint64_t{1} << level;
        const std::uint64_t columns = rows * layer.rootCount();
        for (TerrainTileRange& range : layer.available[level])
            if (range.endX >= columns || range.endY >= rows) {
                layer.issues.push_back({Severity::Warning, "available[" + std::to_string(level) + "]",
                                        "a range reaches beyond the " + std::to_string(columns) + " x "
                                            + std::to_string(rows) + " tiles"});
                range.startX = std::min(range.startX, static_cast<std::uint32_t>(columns - 1));
                range.endX = std::min(range.endX, static_cast<std::uint32_t>(columns - 1));
                range.startY = std::min(range.startY, static_cast<std::uint32_t>(rows - 1));
                range.endY = std::min(range.endY, static_cast<std::uint32_t>(rows - 1));
            }
    }
}

} // namespace

Result<std::vector<std::vector<TerrainTileRange>>> parseAvailability(std::string_view text, const std::string& source)
{
    const auto object = parseObject(text, source);
    if (!object)
        return fail(object.error());
    return availabilityOf(*object, source);
}

Result<TerrainLayer> parseTerrainLayer(ByteView bytes, const std::string& url)
{
    const auto parsed = parseObject(asText(bytes), url);
    if (!parsed)
        return fail(parsed.error());
    const json& object = *parsed;
    TerrainLayer layer;
    layer.url = url;
    layer.format = textAt(object, "format");
    if (!layer.format.starts_with("quantized-mesh-1."))
        return fail(layer.format.empty() ? ErrorCode::BadValue : ErrorCode::UnsupportedFeature, url,
                    layer.format.empty() ? "no \"format\"" : "terrain of format \"" + layer.format + "\"");
    layer.version = textAt(object, "version");
    layer.attribution = textAt(object, "attribution");
    layer.parentUrl = textAt(object, "parentUrl");
    layer.extensions = textsAt(object, "extensions");
    layer.tileTemplates = textsAt(object, "tiles");
    if (layer.tileTemplates.empty())
        return fail(ErrorCode::BadValue, url, "\"tiles\" names no address");
    for (const char* key : {"{z}", "{x}", "{y}"})
        if (layer.tileTemplates.front().find(key) == std::string::npos)
            return fail(ErrorCode::BadValue, url, "\"tiles\": \"" + layer.tileTemplates.front() + "\" has no " + key);
    const std::string projection = textAt(object, "projection");
    if (projection == "EPSG:3857")
        layer.projection = TerrainProjection::WebMercator;
    else if (!projection.empty() && projection != "EPSG:4326" && projection != "EPSG:4490")
        return fail(ErrorCode::UnsupportedFeature, url, "terrain in \"" + projection + "\"");
    const std::string scheme = textAt(object, "scheme");
    layer.isNorthDown = scheme == "slippyMap" || scheme == "xyz";
    if (!layer.isNorthDown && !scheme.empty() && scheme != "tms")
        layer.issues.push_back({Severity::Warning, "scheme", "\"" + scheme + "\" is read as \"tms\""});
    layer.bounds = boundsOf(object);
    if (!layer.bounds && object.contains("bounds"))
        layer.issues.push_back({Severity::Warning, "bounds", "four numbers were expected"});
    layer.minLevel = levelAt(object, "minzoom").value_or(0);
    layer.maxLevel = levelAt(object, "maxzoom");
    layer.metadataAvailability = levelAt(object, "metadataAvailability").value_or(0);
    if (auto available = availabilityOf(object, url))
        layer.available = *std::move(available);
    else
        layer.issues.push_back({Severity::Error, {}, available.error().detail});
    checkRanges(layer);
    if (layer.available.empty() && layer.metadataAvailability == 0 && !layer.maxLevel)
        layer.issues.push_back({Severity::Warning, {}, "does not say which tiles there are"});
    return layer;
}

std::string TerrainLayer::tileUrl(const TerrainTileId& id) const
{
    const std::uint32_t rows = std::uint32_t{1} << id.level;
    std::string text = expandTemplate(tileTemplates.front(), "z", std::to_string(id.level));
    text = expandTemplate(text, "x", std::to_string(id.x));
    text = expandTemplate(text, "y", std::to_string(isNorthDown ? rows - 1 - id.y : id.y));
    return resolveUrl(url, expandTemplate(text, "version", version), true);
}

std::optional<bool> TerrainLayer::isAvailable(const TerrainTileId& id) const
{
    if (id.level < minLevel || (maxLevel && id.level > *maxLevel))
        return false;
    if (static_cast<std::size_t>(id.level) < available.size()) {
        const auto& ranges = available[static_cast<std::size_t>(id.level)];
        return std::any_of(ranges.begin(), ranges.end(), [&](const TerrainTileRange& range) {
            return id.x >= range.startX && id.x <= range.endX && id.y >= range.startY && id.y <= range.endY;
        });
    }
    if (!available.empty() && metadataAvailability == 0)
        return false;
    return std::nullopt;
}

} // namespace guanjing
