#include "layers/scene/Scene.h"
#include "layers/scene/ScenePaths.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace guanjing::layers {
namespace {

using Json = nlohmann::ordered_json;

/// 2500 rather than 2500.0: what people write and read.
Json numberJson(double value)
{
    constexpr double kExact = 9e15;
    if (value == std::floor(value) && std::abs(value) < kExact)
        return static_cast<std::int64_t>(value);
    return value;
}

void putText(Json& object, const char* key, const std::string& value)
{
    if (!value.empty())
        object[key] = value;
}

void putOther(Json& object, const char* key, double value)
{
    if (value != 0)
        object[key] = numberJson(value);
}

/// JSON text held by the scene; text that is no object is left out, since the file would not be read again with it.
void putFree(Json& object, const char* key, const std::string& text)
{
    if (text.empty())
        return;
    Json value = Json::parse(text, nullptr, false);
    if (value.is_object())
        object[key] = std::move(value);
}

void putBeginning(Json& object, const SourceCommon& source, const std::string& kind, const std::string& targetPath)
{
    object["name"] = source.name;
    putText(object, "kind", kind);
    object["url"] = relativeSceneUrl(targetPath, source.url);
}

void putEnd(Json& object, const SourceCommon& source)
{
    putText(object, "date", source.date);
    putText(object, "series", source.series);
    if (!source.visible)
        object["visible"] = false;
    if (source.opacity != 1.0)
        object["opacity"] = numberJson(source.opacity);
    putText(object, "cache", source.cache);
    putText(object, "auth", source.auth);
    putText(object, "crs", source.crs);
    putText(object, "attribution", source.attribution);
}

Json toJson(const Viewpoint& view, const std::string&)
{
    Json object = Json::object();
    object["name"] = view.name;
    object["lon"] = numberJson(view.lonDegrees);
    object["lat"] = numberJson(view.latDegrees);
    object["h"] = numberJson(view.heightMeters);
    object["heading"] = numberJson(view.headingDegrees);
    object["pitch"] = numberJson(view.pitchDegrees);
    putText(object, "thumbnail", view.thumbnail);
    return object;
}

Json toJson(const TerrainSourceSpec& source, const std::string& targetPath)
{
    Json object = Json::object();
    putBeginning(object, source, source.kind, targetPath);
    if (source.heightOffsetMeters != 0)
        object["heightOffset"] = numberJson(source.heightOffsetMeters);
    if (source.heights != TerrainSourceSpec().heights)
        putText(object, "heights", source.heights);
    if (!source.offsetGrid.empty())
        object["offsetGrid"] = relativeSceneUrl(targetPath, source.offsetGrid);
    putEnd(object, source);
    return object;
}

/// What differs from the usual.
Json toJson(const GroundSpec& ground)
{
    const GroundSpec usual;
    Json object = Json::object();
    if (ground.exaggeration != usual.exaggeration)
        object["exaggeration"] = numberJson(ground.exaggeration);
    if (ground.opacity != usual.opacity)
        object["opacity"] = numberJson(ground.opacity);
    if (ground.shading != usual.shading)
        putText(object, "shading", ground.shading);
    if (ground.contours)
        object["contours"] = true;
    if (ground.contourIntervalMeters != usual.contourIntervalMeters)
        object["contourInterval"] = numberJson(ground.contourIntervalMeters);
    return object;
}

Json toJson(const ImagerySourceSpec& source, const std::string& targetPath)
{
    Json object = Json::object();
    putBeginning(object, source, source.kind, targetPath);
    object["minLevel"] = source.minLevel;
    object["maxLevel"] = source.maxLevel;
    object["on"] = source.on;
    putText(object, "layer", source.layer);
    putText(object, "style", source.style);
    putText(object, "matrixSet", source.matrixSet);
    putText(object, "format", source.format);
    if (!source.dimensions.empty())
        object["dimensions"] = source.dimensions;
    putText(object, "axisOrder", source.axisOrder);
    if (!source.subdomains.empty())
        object["subdomains"] = source.subdomains;
    if (source.zoomOffset != 0)
        object["zoomOffset"] = source.zoomOffset;
    putText(object, "nodata", source.nodata);
    putOther(object, "brightness", source.brightness);
    putOther(object, "contrast", source.contrast);
    putOther(object, "saturation", source.saturation);
    if (source.lights)
        object["lights"] = true;
    putEnd(object, source);
    return object;
}

/// What differs from the usual.
Json toJson(const PointLook& look)
{
    const PointLook usual;
    Json object = Json::object();
    if (look.isRound != usual.isRound)
        object["shape"] = look.isRound ? "round" : "square";
    if (look.scale != usual.scale)
        object["scale"] = numberJson(look.scale);
    if (look.maximumPixels != usual.maximumPixels)
        object["maximumSize"] = numberJson(look.maximumPixels);
    if (look.hasEyeDome != usual.hasEyeDome)
        object["eyeDome"] = look.hasEyeDome;
    if (look.eyeDomeStrength != usual.eyeDomeStrength)
        object["eyeDomeStrength"] = numberJson(look.eyeDomeStrength);
    if (look.eyeDomePixels != usual.eyeDomePixels)
        object["eyeDomeRadius"] = numberJson(look.eyeDomePixels);
    return object;
}

Json toJson(const TilesetSourceSpec& source, const std::string& targetPath)
{
    Json object = Json::object();
    putBeginning(object, source, "", targetPath);
    if (source.heightOffsetMeters != 0)
        object["heightOffset"] = numberJson(source.heightOffsetMeters);
    putFree(object, "style", source.styleJson);
    if (Json points = toJson(source.points); !points.empty())
        object["points"] = std::move(points);
    putEnd(object, source);
    return object;
}

Json toJson(const LiveSourceSpec& source, const std::string& targetPath)
{
    Json object = Json::object();
    putBeginning(object, source, source.kind, targetPath);
    putText(object, "filter", source.filter);
    object["pollSeconds"] = numberJson(source.pollSeconds);
    putText(object, "mqtt", source.mqtt);
    putFree(object, "symbol", source.symbolJson);
    putEnd(object, source);
    return object;
}

Json toJson(const VectorSourceSpec& source, const std::string& targetPath)
{
    Json object = Json::object();
    putBeginning(object, source, "", targetPath);
    putText(object, "layer", source.layer);
    putEnd(object, source);
    return object;
}

Json toJson(const ClipSpec& clip, const std::string&)
{
    Json object = Json::object();
    object["name"] = clip.name;
    object["mode"] = clip.mode;
    if (!clip.polygon.empty()) {
        Json& points = object["polygon"] = Json::array();
        for (const auto& [lon, lat] : clip.polygon)
            points.push_back(Json::array({numberJson(lon), numberJson(lat)}));
    }
    if (clip.box) {
        Json& box = object["box"] = Json::object();
        box["lon"] = numberJson(clip.box->lonDegrees);
        box["lat"] = numberJson(clip.box->latDegrees);
        box["h"] = numberJson(clip.box->heightMeters);
        box["width"] = numberJson(clip.box->widthMeters);
        box["depth"] = numberJson(clip.box->depthMeters);
        box["height"] = numberJson(clip.box->boxHeightMeters);
        if (clip.box->headingDegrees != 0)
            box["heading"] = numberJson(clip.box->headingDegrees);
    }
    if (clip.minHeightMeters)
        object["minHeight"] = numberJson(*clip.minHeightMeters);
    if (clip.maxHeightMeters)
        object["maxHeight"] = numberJson(*clip.maxHeightMeters);
    if (clip.mode == "flatten")
        object["height"] = numberJson(clip.flatHeightMeters);
    if (!clip.sources.empty())
        object["sources"] = clip.sources;
    if (!clip.enabled)
        object["enabled"] = false;
    return object;
}

Json toJson(const WatermarkSpec& watermark)
{
    Json object = Json::object();
    putText(object, "text", watermark.text);
    object["user"] = watermark.user;
    object["time"] = watermark.time;
    object["opacity"] = numberJson(watermark.opacity);
    return object;
}

/// What differs from the usual.
Json toJson(const CompareSpec& compare)
{
    const CompareSpec usual;
    Json object = Json::object();
    if (compare == usual)
        return object;
    if (compare.mode != usual.mode)
        object["mode"] = compare.mode;
    if (compare.divider != usual.divider)
        object["divider"] = numberJson(compare.divider);
    if (!compare.views.empty()) {
        Json& views = object["views"] = Json::array();
        for (const ComparedViewSpec& view : compare.views) {
            Json one = Json::object();
            putText(one, "date", view.date);
            if (!view.hidden.empty())
                one["hidden"] = view.hidden;
            views.push_back(std::move(one));
        }
    }
    return object;
}

template <class T>
void putList(Json& document, const char* key, const std::vector<T>& entries, const std::string& targetPath)
{
    if (entries.empty())
        return;
    Json& list = document[key] = Json::array();
    for (const T& entry : entries)
        list.push_back(toJson(entry, targetPath));
}

} // namespace

std::string writeScene(const Scene& scene, const std::string& targetPath)
{
    Json document = Json::object();
    document["name"] = scene.name;
    putList(document, "viewpoints", scene.viewpoints, targetPath);
    putList(document, "terrain", scene.terrain, targetPath);
    if (Json ground = toJson(scene.ground); !ground.empty())
        document["ground"] = std::move(ground);
    putList(document, "imagery", scene.imagery, targetPath);
    putList(document, "tilesets", scene.tilesets, targetPath);
    putList(document, "live", scene.live, targetPath);
    putList(document, "vectors", scene.vectors, targetPath);
    putList(document, "clips", scene.clips, targetPath);
    if (Json compare = toJson(scene.compare); !compare.empty())
        document["compare"] = std::move(compare);
    if (scene.watermark)
        document["watermark"] = toJson(*scene.watermark);
    putFree(document, "cases", scene.casesJson);
    putFree(document, "dashboard", scene.dashboardJson);
    // Text that is not UTF-8 (a file name, say) must not keep a user from saving.
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace guanjing::layers
