#include "app/cli/InspectSources.h"
#include "geodata/raster/RasterInfo.h"

#include <algorithm>

namespace guanjing::app {
namespace {

using tiles3d::InspectReport;
using tiles3d::JsonText;
using tiles3d::PropertyValue;

std::string quoted(const std::string& text) { return PropertyValue{text}.toJson(); }

std::string jsonOf(const std::vector<std::string>& texts)
{
    PropertyValue::List list;
    for (const std::string& text : texts)
        list.push_back({text});
    return PropertyValue{list}.toJson();
}

/// The keys are those of a band in the sample data's facts.
std::string jsonOf(const RasterBandInfo& band)
{
    std::string json = "{\"type\": " + quoted(band.type) + ", \"color\": " + quoted(band.color)
        + ", \"nodata\": " + (band.nodata ? PropertyValue{*band.nodata}.toJson() : "null") + ", \"mask\": "
        + (band.mask.empty() ? "null" : jsonOf(band.mask)) + ", \"overviews\": " + std::to_string(band.overviews)
        + ", \"block\": [" + std::to_string(band.blockWidth) + ", " + std::to_string(band.blockHeight) + "]";
    if (band.checksum)
        json += ", \"checksum\": " + std::to_string(*band.checksum);
    if (band.range)
        json += ", \"range\": [" + PropertyValue{(*band.range)[0]}.toJson() + ", "
            + PropertyValue{(*band.range)[1]}.toJson() + "]";
    return json + "}";
}

std::string textOf(const RasterBandInfo& band)
{
    std::string text = band.type + " " + band.color;
    if (band.range)
        text += ", " + PropertyValue{(*band.range)[0]}.toText() + " to " + PropertyValue{(*band.range)[1]}.toText();
    if (band.nodata)
        text += ", nodata " + PropertyValue{*band.nodata}.toText();
    if (!band.mask.empty())
        text += band.mask.size() > 1 ? ", masked by alpha" : ", masked";
    return text;
}

} // namespace

InspectReport reportOf(const RasterInfo& info)
{
    InspectReport report;
    report.kind = "raster";
    report.format = "raster";
    const auto whole = [](int value) { return PropertyValue{std::int64_t{value}}; };
    report.facts.push_back({"driver", {info.driver}, {}});
    report.facts.push_back({"size",
                            {PropertyValue::List{whole(info.width), whole(info.height)}},
                            std::to_string(info.width) + " x " + std::to_string(info.height) + " pixels"});
    PropertyValue::List bands;
    std::string bandText;
    for (const RasterBandInfo& band : info.bands) {
        bands.push_back({JsonText{jsonOf(band)}});
        bandText += (bandText.empty() ? "" : "; ") + textOf(band);
    }
    report.facts.push_back({"bands", {bands}, std::to_string(info.bands.size()) + " (" + bandText + ")"});
    if (!info.bands.empty()) {
        const RasterBandInfo& first = info.bands.front();
        report.facts.push_back({"overviews", whole(first.overviews), {}});
        report.facts.push_back({"tiling",
                                {PropertyValue::List{whole(first.blockWidth), whole(first.blockHeight)}},
                                std::to_string(first.blockWidth) + " x " + std::to_string(first.blockHeight)});
    }
    report.facts.push_back({"crs", info.crsName.empty() ? PropertyValue{} : PropertyValue{info.crsName},
                            info.crsName.empty()    ? "none"
                                : info.epsg.empty() ? info.crsName
                                                    : info.crsName + " (EPSG:" + info.epsg + ")"});
    if (!info.epsg.empty())
        report.facts.push_back({"epsg", {info.epsg}, " "});
    if (info.geoTransform) {
        PropertyValue::List values;
        for (const double value : *info.geoTransform)
            values.push_back({value});
        report.facts.push_back({"geoTransform", {std::move(values)}, {}});
    }
    report.facts.push_back({"gcps", {info.hasControlPoints}, info.hasControlPoints ? "yes" : " "});
    std::string layoutJson, layoutText;
    for (const auto& [key, value] : info.layout) {
        layoutJson += (layoutJson.empty() ? "" : ", ") + quoted(key) + ": " + quoted(value);
        layoutText += (layoutText.empty() ? "" : ", ") + key + "=" + value;
    }
    report.facts.push_back({"layout", {JsonText{"{" + layoutJson + "}"}}, layoutText.empty() ? " " : layoutText});
    if (info.otherParts.size() > 1) {
        PropertyValue::List parts;
        for (const std::string& part : info.otherParts)
            parts.push_back({part});
        report.facts.push_back({"parts", {parts}, {}});
    }
    if (info.bounds)
        report.bounds =
            std::array{info.bounds->west, info.bounds->south, info.bounds->east, info.bounds->north, 0.0, 0.0};
    report.issues = info.issues;
    return report;
}

} // namespace guanjing::app
