#include "app/cli/InspectSources.h"
#include "geodata/net/Url.h"
#include "geodata/vector/VectorInfo.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace guanjing::app {
namespace {

using tiles3d::InspectReport;
using tiles3d::JsonText;
using tiles3d::PropertyValue;

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

std::string quoted(const std::string& text) { return PropertyValue{text}.toJson(); }

PropertyValue valueOf(const std::string& json)
{
    return json == "null" ? PropertyValue{} : PropertyValue{JsonText{json}};
}

std::string crsText(const VectorLayerInfo& layer)
{
    if (layer.crsName.empty())
        return CommandLine::tr("no coordinate system").toStdString();
    return layer.epsg.empty() ? layer.crsName : layer.crsName + " (EPSG:" + layer.epsg + ")";
}

void addLayer(const VectorLayerInfo& layer, std::string& json, std::string& text)
{
    std::string geometriesJson, geometriesText;
    for (const auto& [name, count] : layer.geometries) {
        geometriesJson += (geometriesJson.empty() ? "" : ", ") + quoted(name) + ": " + std::to_string(count);
        geometriesText += (geometriesText.empty() ? "" : ", ") + std::to_string(count) + " " + name;
    }
    json += (json.empty() ? "" : ", ") + std::string("{\"name\": ") + quoted(layer.name)
        + ", \"features\": " + std::to_string(layer.features) + ", \"geometries\": {" + geometriesJson
        + "}, \"crs\": " + (layer.crsName.empty() ? "null" : quoted(layer.crsName))
        + ", \"epsg\": " + (layer.epsg.empty() ? "null" : quoted(layer.epsg)) + "}";
    text += (text.empty() ? "" : "; ") + layer.name + ": " + geometriesText + ", " + crsText(layer);
}

/// A URL without the parameters that choose a page of a collection.
std::string withoutPage(const std::string& path, const std::string& query)
{
    std::string url = path;
    for (std::size_t begin = 0; begin < query.size();) {
        const std::size_t end = std::min(query.find('&', begin), query.size());
        const std::string part = query.substr(begin, end - begin);
        begin = end + 1;
        const std::string key = part.substr(0, part.find('='));
        if (!part.empty() && key != "limit" && key != "offset" && key != "startindex" && key != "f")
            url += (url.find('?') == std::string::npos ? "?" : "&") + part;
    }
    return url;
}

} // namespace

// OGC 17-069r4: 7.2 landing page, 7.13 collections, 7.14 collection, 7.15 items.
std::string featuresServiceOf(ByteView bytes, const std::string& url)
{
    using Json = nlohmann::json;
    constexpr std::size_t kMost = 8u << 20;
    const std::string_view text = asText(bytes);
    if (!isHttpUrl(url) || bytes.size() > kMost || text.find("\"links\"") == std::string_view::npos)
        return {};
    const Json document = Json::parse(text.begin(), text.end(), nullptr, false);
    const auto links = document.is_object() ? document.find("links") : document.end();
    if (!document.is_object() || links == document.end() || !links->is_array())
        return {};
    const auto hasLink = [&](std::string_view relation) {
        return std::any_of(links->begin(), links->end(), [&](const Json& link) {
            const auto found = link.is_object() ? link.find("rel") : link.end();
            return link.is_object() && found != link.end() && found->is_string() && *found == relation;
        });
    };
    const std::string whole = url.substr(0, url.find('#'));
    const std::size_t question = std::min(whole.find('?'), whole.size());
    std::string path = whole.substr(0, question);
    const std::string query = question < whole.size() ? whole.substr(question + 1) : std::string();
    while (path.ends_with('/'))
        path.pop_back();
    for (const std::string_view ending : {".geojson", ".json"})
        if (path.ends_with(ending))
            path.resize(path.size() - ending.size());
    const auto without = [&](std::string_view tail) {
        if (path.ends_with(tail))
            path.resize(path.size() - tail.size());
    };
    if (document.value("type", Json()) == "FeatureCollection") {
        if (!hasLink("next") || !path.ends_with("/items"))
            return {}; // all of it is at hand
        without("/items");
    } else if (document.contains("collections")) {
        without("/collections");
    } else if (!hasLink("items") && !hasLink("data")) {
        return {};
    }
    return "OAPIF:" + withoutPage(path, query);
}

InspectReport reportOf(const VectorInfo& info)
{
    InspectReport report;
    report.kind = "vector";
    report.format = info.driver == "GeoJSON" ? "geojson" : info.driver;
    report.counts["features"] = 0;
    std::string json, text;
    for (const VectorLayerInfo& layer : info.layers) {
        addLayer(layer, json, text);
        report.counts["features"] += layer.features;
        for (const VectorFieldInfo& field : layer.fields) {
            const std::string name = info.layers.size() > 1 ? layer.name + "." + field.name : field.name;
            report.properties.try_emplace(
                name, tiles3d::InspectProperty{field.type, valueOf(field.firstJson), valueOf(field.lastJson)});
        }
        if (!layer.bounds)
            continue;
        const Rectangle& b = *layer.bounds;
        if (!report.bounds) {
            report.bounds = std::array{b.west, b.south, b.east, b.north, 0.0, 0.0};
            continue;
        }
        auto& all = *report.bounds;
        all = {std::min(all[0], b.west),
               std::min(all[1], b.south),
               std::max(all[2], b.east),
               std::max(all[3], b.north),
               0.0,
               0.0};
    }
    report.facts.push_back({"layers", {JsonText{"[" + json + "]"}}, text});
    report.issues = info.issues;
    return report;
}

} // namespace guanjing::app
