#include "app/cli/InspectSources.h"
#include "geodata/vector/VectorInfo.h"

#include <algorithm>

namespace guanjing::app {
namespace {

using tiles3d::InspectReport;
using tiles3d::JsonText;
using tiles3d::PropertyValue;

std::string quoted(const std::string& text) { return PropertyValue{text}.toJson(); }

PropertyValue valueOf(const std::string& json)
{
    return json == "null" ? PropertyValue{} : PropertyValue{JsonText{json}};
}

std::string crsText(const VectorLayerInfo& layer)
{
    if (layer.crsName.empty())
        return "no coordinate system";
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

} // namespace

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
