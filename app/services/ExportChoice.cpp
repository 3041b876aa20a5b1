#include "app/services/ExportChoice.h"

#include "geodata/vector/AreaFile.h"
#include "layers/scene/Dates.h"

#include <QFileInfo>
#include <QStringList>

#include <cmath>

namespace guanjing::app {

std::optional<ExportFormat> exportFormatOf(const QString& word)
{
    if (word == u"mbtiles")
        return ExportFormat::MbTiles;
    if (word == u"gpkg")
        return ExportFormat::GeoPackage;
    if (word == u"cog")
        return ExportFormat::Cog;
    return std::nullopt;
}

Result<std::size_t> layerToExport(const layers::Scene& scene, const QString& name, const QString& date)
{
    const std::string asked = name.toStdString(), at = date.toStdString();
    const layers::ShownSources shown = layers::sourcesAt(scene, at);
    std::vector<std::size_t> found;
    std::string all;
    for (std::size_t i = 0; i < scene.imagery.size(); ++i) {
        const auto& source = scene.imagery[i];
        all += (all.empty() ? "" : ", ") + source.name;
        const bool isMeant =
            asked.empty() || source.name == asked || (!source.series.empty() && source.series == asked);
        if (isMeant && (shown.imagery[i] || (at.empty() && source.name == asked)))
            found.push_back(i);
    }
    // The name of another date of the same series leads to the one asked for.
    if (found.empty() && !asked.empty()) {
        for (const auto& named : scene.imagery)
            for (std::size_t i = 0; named.name == asked && i < scene.imagery.size() && found.empty(); ++i)
                if (scene.imagery[i].series == named.series && !scene.imagery[i].date.empty() && shown.imagery[i])
                    found.push_back(i);
    }
    if (scene.imagery.empty())
        return fail(ErrorCode::BadValue, scene.name, "the scene has no imagery");
    if (found.empty())
        return fail(ErrorCode::BadValue, {}, "no imagery is named \"" + asked + "\", only " + all);
    if (found.size() > 1)
        return fail(ErrorCode::BadValue, {}, "more than one layer is meant; say which with --layer: " + all);
    if (scene.watermark)
        return fail(ErrorCode::UnsupportedFeature, scene.name,
                    "the scene wants its watermark over every picture, and files of imagery have none");
    const std::string& has = scene.imagery[found.front()].date;
    if (!at.empty() && !has.empty() && !has.starts_with(at) && !at.starts_with(has))
        return fail(ErrorCode::BadValue, scene.imagery[found.front()].name,
                    "has nothing of " + at + "; the nearest is " + has);
    return found.front();
}

ExportRequest requestFor(const layers::ImagerySourceSpec& source)
{
    ExportRequest request;
    request.name = source.name;
    request.date = source.date;
    request.attribution = source.attribution;
    request.cache = source.cache == "always" ? CachePolicy::Always
        : source.cache == "never"            ? CachePolicy::Never
                                             : CachePolicy::Http;
    if (const auto nodata = layers::nodataColorOf(source.nodata))
        request.nodata = nodata->rgb;
    return request;
}

Result<ChosenArea> areaFromText(const QString& text)
{
    ChosenArea area;
    const QStringList parts = text.split(QLatin1Char(','));
    if (parts.size() == 4) {
        double values[4] = {};
        bool areNumbers = true;
        for (int i = 0; i < 4; ++i) {
            bool isNumber = false;
            values[i] = parts[i].toDouble(&isNumber);
            areNumbers = areNumbers && isNumber && std::isfinite(values[i]);
        }
        if (areNumbers) {
            const auto [west, south, east, north] = values;
            if (!(west < east) || !(south < north))
                return fail(ErrorCode::BadValue, text.toStdString(), "the polygon has no area");
            area.rings = {{{west, south}, {east, south}, {east, north}, {west, north}}};
            area.isRectangle = true;
            return area;
        }
    }
    auto areas = readAreas(QFileInfo(text).absoluteFilePath().toStdString());
    if (!areas) {
        if (areas.error().code == ErrorCode::NotFound)
            areas.error().reason = ErrorReason::NoSuchFile;
        return fail(std::move(areas.error()));
    }
    for (NamedArea& one : *areas)
        area.rings.insert(area.rings.end(), one.rings.begin(), one.rings.end());
    return area;
}

} // namespace guanjing::app
