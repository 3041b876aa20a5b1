#include "layers/scene/SceneValues.h"

namespace guanjing::layers {
namespace {

void readCommon(const SceneValues& take, SourceCommon& source)
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
    take("series", source.series);
}

void readLook(const SceneValues& take, PointLook& look)
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

} // namespace

void SceneValues::operator()(std::string_view key, std::string& target) const
{
    if (const JsonNode* node = find(key))
        target = node->text;
}

void SceneValues::operator()(std::string_view key, double& target) const
{
    if (const JsonNode* node = find(key))
        target = node->number;
}

void SceneValues::operator()(std::string_view key, int& target) const
{
    if (const JsonNode* node = find(key))
        target = static_cast<int>(node->number);
}

void SceneValues::operator()(std::string_view key, bool& target) const
{
    if (const JsonNode* node = find(key))
        target = node->boolean;
}

void SceneValues::operator()(std::string_view key, std::vector<std::string>& target) const
{
    if (const JsonNode* node = find(key)) {
        target.clear();
        for (const JsonNode& item : node->items)
            target.push_back(item.text);
    }
}

void SceneValues::operator()(std::string_view key, std::optional<double>& target) const
{
    if (const JsonNode* node = find(key))
        target = node->number;
}

void SceneValues::operator()(std::string_view key, std::vector<std::array<double, 2>>& target) const
{
    if (const JsonNode* node = find(key)) {
        target.clear();
        for (const JsonNode& item : node->items)
            target.push_back({item.items[0].number, item.items[1].number});
    }
}

void SceneValues::json(std::string_view key, std::string& target) const
{
    if (const JsonNode* node = find(key))
        target = compactJson(m_document, *node);
}

void readEntry(const SceneValues& take, Viewpoint& view)
{
    take("name", view.name);
    take("lon", view.lonDegrees);
    take("lat", view.latDegrees);
    take("h", view.heightMeters);
    take("heading", view.headingDegrees);
    take("pitch", view.pitchDegrees);
    take("thumbnail", view.thumbnail);
}

void readEntry(const SceneValues& take, TerrainSourceSpec& source)
{
    readCommon(take, source);
    take("kind", source.kind);
    take("heightOffset", source.heightOffsetMeters);
    take("heights", source.heights);
    take("offsetGrid", source.offsetGrid);
}

void readEntry(const SceneValues& take, GroundSpec& ground)
{
    take("exaggeration", ground.exaggeration);
    take("opacity", ground.opacity);
    take("shading", ground.shading);
    take("contours", ground.contours);
    take("contourInterval", ground.contourIntervalMeters);
}

void readEntry(const SceneValues& take, ImagerySourceSpec& source)
{
    readCommon(take, source);
    take("kind", source.kind);
    take("minLevel", source.minLevel);
    take("maxLevel", source.maxLevel);
    take("on", source.on);
    take("layer", source.layer);
    take("style", source.style);
    take("matrixSet", source.matrixSet);
    take("format", source.format);
    if (const JsonNode* dimensions = take.find("dimensions"))
        for (std::size_t i = 0; i < dimensions->items.size(); ++i)
            source.dimensions[dimensions->keys[i]] = dimensions->items[i].text;
    take("axisOrder", source.axisOrder);
    take("subdomains", source.subdomains);
    take("zoomOffset", source.zoomOffset);
    take("nodata", source.nodata);
    take("brightness", source.brightness);
    take("contrast", source.contrast);
    take("saturation", source.saturation);
    take("lights", source.lights);
}

void readEntry(const SceneValues& take, TilesetSourceSpec& source)
{
    readCommon(take, source);
    take("heightOffset", source.heightOffsetMeters);
    take.json("style", source.styleJson);
    if (const JsonNode* points = take.find("points"))
        readLook(SceneValues(take.document(), *points), source.points);
}

void readEntry(const SceneValues& take, LiveSourceSpec& source)
{
    readCommon(take, source);
    take("kind", source.kind);
    take("filter", source.filter);
    take("pollSeconds", source.pollSeconds);
    take("mqtt", source.mqtt);
    take.json("symbol", source.symbolJson);
}

void readEntry(const SceneValues& take, VectorSourceSpec& source)
{
    readCommon(take, source);
    take("layer", source.layer);
}

void readEntry(const SceneValues& take, ClipSpec& clip)
{
    take("name", clip.name);
    take("mode", clip.mode);
    take("polygon", clip.polygon);
    if (const JsonNode* node = take.find("box")) {
        const SceneValues takeBox(take.document(), *node);
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

void readEntry(const SceneValues& take, WatermarkSpec& watermark)
{
    take("text", watermark.text);
    take("user", watermark.user);
    take("time", watermark.time);
    take("opacity", watermark.opacity);
}

void readEntry(const SceneValues& take, CompareSpec& compare)
{
    take("mode", compare.mode);
    take("divider", compare.divider);
    const JsonNode* views = take.find("views");
    for (std::size_t i = 0; views != nullptr && i < views->items.size(); ++i) {
        const SceneValues takeView(take.document(), views->items[i]);
        ComparedViewSpec& view = compare.views.emplace_back();
        takeView("date", view.date);
        takeView("hidden", view.hidden);
    }
}

} // namespace guanjing::layers
