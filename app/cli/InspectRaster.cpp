#include "app/cli/InspectSources.h"
#include "app/cli/InspectWords.h"
#include "geodata/raster/RasterInfo.h"

#include <QCoreApplication>

#include <algorithm>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

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

QString textOf(const RasterBandInfo& band)
{
    const auto number = [](double value) { // of 32-bit floats the digits that they have
        const bool isSingle = static_cast<double>(static_cast<float>(value)) == value;
        return isSingle ? QString::number(value, 'g', 8) : QString::fromStdString(PropertyValue{value}.toText());
    };
    QStringList parts{QString::fromStdString(band.type) + u' ' + inspectWord(band.color)};
    if (band.range)
        parts << CommandLine::tr("%1 to %2").arg(number((*band.range)[0]), number((*band.range)[1]));
    if (band.nodata)
        parts << CommandLine::tr("nodata %1").arg(number(*band.nodata));
    if (!band.mask.empty())
        parts << (band.mask.size() > 1 ? CommandLine::tr("masked by alpha") : CommandLine::tr("masked"));
    return parts.join(CommandLine::tr(", ", "between facts"));
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
                            CommandLine::tr("%1 x %2 pixels").arg(info.width).arg(info.height).toStdString()});
    PropertyValue::List bands;
    QStringList bandTexts;
    for (const RasterBandInfo& band : info.bands) {
        bands.push_back({JsonText{jsonOf(band)}});
        bandTexts << textOf(band);
    }
    const QString bandsText = CommandLine::tr("%1 (%2)", "number of bands, what they are")
                                  .arg(info.bands.size())
                                  .arg(bandTexts.join(CommandLine::tr("; ", "between bands")));
    report.facts.push_back({"bands", {bands}, bandsText.toStdString()});
    if (!info.bands.empty()) {
        const RasterBandInfo& first = info.bands.front();
        report.facts.push_back({"overviews", whole(first.overviews), {}});
        report.facts.push_back({"tiling",
                                {PropertyValue::List{whole(first.blockWidth), whole(first.blockHeight)}},
                                std::to_string(first.blockWidth) + " x " + std::to_string(first.blockHeight)});
    }
    report.facts.push_back({"crs", info.crsName.empty() ? PropertyValue{} : PropertyValue{info.crsName},
                            info.crsName.empty()    ? CommandLine::tr("none").toStdString()
                                : info.epsg.empty() ? info.crsName
                                                    : info.crsName + " (EPSG:" + info.epsg + ")"});
    if (!info.epsg.empty())
        report.facts.push_back({"epsg", {info.epsg}, " "});
    if (info.geoTransform) {
        PropertyValue::List values;
        for (const double value : *info.geoTransform)
            values.emplace_back().value = value;
        report.facts.push_back({"geoTransform", {std::move(values)}, {}});
    }
    const std::string pointsText = info.hasControlPoints ? yesOrNo(true) : std::string(" ");
    report.facts.push_back({"gcps", {info.hasControlPoints}, pointsText});
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
