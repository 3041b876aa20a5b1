#include "app/cli/InspectSources.h"
#include "geodata/net/Url.h"
#include "geodata/raster/GridProjector.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/raster/Wms.h"
#include "geodata/raster/Wmts.h"
#include "geodata/tiles3d/ImageDecoder.h"

#include <QCoreApplication>

#include <algorithm>

namespace guanjing::app {
namespace {

using tiles3d::InspectReport;
using tiles3d::PropertyValue;

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// "name (title)" of all layers of a service.
std::vector<std::string> layersOf(const std::string& kind, const ImageryDocument& document)
{
    std::vector<std::string> names;
    const auto add = [&](const std::string& name, const std::string& title) {
        names.push_back(title.empty() || title == name ? name : name + " (" + title + ")");
    };
    if (kind == "wmts") {
        if (const auto capabilities = parseWmtsCapabilities(*document.bytes, {}))
            for (const auto& layer : capabilities->layers)
                add(layer.id, layer.title);
    } else if (kind == "wms") {
        if (const auto capabilities = parseWmsCapabilities(*document.bytes, {}))
            for (const auto& layer : capabilities->layers)
                add(layer.name, layer.title);
    }
    return names;
}

void addList(InspectReport& report, const char* name, const std::vector<std::string>& texts)
{
    constexpr std::size_t kMostPrinted = 12;
    PropertyValue::List list;
    std::string line;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        list.push_back({texts[i]});
        if (i < kMostPrinted)
            line += (i > 0 ? ", " : "") + texts[i];
    }
    if (texts.size() > kMostPrinted)
        line += " … " + std::to_string(texts.size());
    report.facts.push_back({name, {list}, line});
}

/// One picture near the middle of the coarsest level: whether it can be had and what it is.
void lookAtOne(const PictureSource& source, const tiles3d::FetchFunction& fetch, InspectReport& report)
{
    const int level = source.minLevel();
    const glm::dvec4 box = source.grid().coveredBox();
    const glm::dvec2 middle{(box.x + box.z) / 2, (box.y + box.w) / 2};
    const auto range = source.grid().pictures(level, {middle, middle});
    if (!range)
        return;
    const std::string url = source.urlOf(level, (*range)[0], (*range)[1]);
    const auto bytes = fetch(url);
    if (!bytes) {
        report.issues.push_back({bytes.error().code == ErrorCode::NotFound ? Severity::Info : Severity::Error,
                                 redactUrl(url), bytes.error().detail});
        return;
    }
    const auto image = tiles3d::decodeImage(**bytes, redactUrl(url));
    if (image) {
        report.facts.push_back({"picture",
                                {PropertyValue::List{{std::int64_t{image->width}}, {std::int64_t{image->height}}}},
                                CommandLine::tr("%1 x %2 pixels").arg(image->width).arg(image->height).toStdString()});
        return;
    }
    const std::string words = serviceExceptionOf(**bytes);
    report.issues.push_back({Severity::Error, redactUrl(url), words.empty() ? image.error().detail : words});
}

} // namespace

Result<InspectReport> inspectImagery(const ImageryDescription& description, const tiles3d::FetchFunction& fetch)
{
    const auto documents =
        fetchDocuments(description, [&fetch](const std::string& url, const std::string&) -> Result<ImageryDocument> {
            auto bytes = fetch(url);
            if (!bytes)
                return fail(std::move(bytes.error()));
            return ImageryDocument{url, std::move(*bytes)};
        });
    if (!documents)
        return fail(documents.error());
    const auto opened = openImagery(description, *documents);
    if (!opened)
        return fail(opened.error());
    const PictureSource& source = *opened->source;
    const TileGrid& grid = source.grid();
    InspectReport report;
    report.kind = "imagery";
    report.format = description.kind;
    if (!documents->empty()) {
        const auto layers = layersOf(description.kind, documents->front());
        if (!layers.empty())
            addList(report, "layers", layers);
    }
    const std::string crs = grid.isMercator && grid.isWgs84Degrees ? "EPSG:3857"
        : grid.isMercator                                          ? grid.crs + ", Web Mercator"
                                                                   : grid.crs;
    report.facts.push_back({"crs", {crs}, {}});
    std::vector<std::string> levels;
    for (int level = source.minLevel(); level <= source.maxLevel(); ++level)
        if (const TileMatrix& matrix = grid.levels[static_cast<std::size_t>(level)]; !matrix.id.empty())
            levels.push_back(matrix.id);
    addList(report, "levels", levels);
    const TileMatrix& finest = grid.levels[static_cast<std::size_t>(source.maxLevel())];
    const bool isInDegrees = grid.isGeographic && !grid.isMercator;
    report.facts.push_back({"finestPixel",
                            {finest.unitsPerPixel.x},
                            PropertyValue{finest.unitsPerPixel.x}.toText()
                                + (isInDegrees ? "°" : ' ' + CommandLine::tr("units").toStdString())});
    if (!source.attribution().empty())
        report.facts.push_back({"attribution", {source.attribution()}, {}});
    const Rectangle bounds = boundsOf(*opened);
    report.bounds = std::array{bounds.west, bounds.south, bounds.east, bounds.north, 0.0, 0.0};
    report.issues = source.issues();
    lookAtOne(source, fetch, report);
    return report;
}

} // namespace guanjing::app
