#include "app/cli/Inspector.h"

#include "app/cli/InspectSources.h"
#include "app/services/DemoAddresses.h"
#include "app/services/DemoPlatform.h"
#include "app/services/ErrorText.h"
#include "geodata/gdal/GdalDataset.h"
#include "geodata/net/AssetWait.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/net/Url.h"
#include "geodata/raster/HeightRaster.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/RasterInfo.h"
#include "geodata/terrain/DemSource.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "geodata/vector/VectorInfo.h"
#include "layers/live/SensorThingsJson.h"
#include "layers/scene/ImageryOptions.h"
#include "layers/scene/Scene.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace guanjing::app {
namespace {

using tiles3d::InspectReport;

/// Path of a URL without query, in small letters.
std::string lowerPath(const std::string& url)
{
    return QString::fromStdString(url.substr(0, url.find_first_of("?#"))).toLower().toStdString();
}

/// By its name a file that GDAL reads piece by piece, so that it need not be fetched whole.
bool isGdalName(const std::string& url)
{
    const std::string path = lowerPath(url);
    constexpr const char* kEndings[] = {".tif",     ".tiff", ".vrt", ".jp2", ".j2k",
                                        ".mbtiles", ".gpkg", ".img", ".shp", ".fgb"};
    return std::any_of(std::begin(kEndings), std::end(kEndings),
                       [&](const char* ending) { return path.ends_with(ending); });
}

/// The first bytes of a local file; none when there is none.
Bytes firstBytesOf(const std::string& url)
{
    QFile file(QString::fromStdString(toFilePath(url)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray start = file.read(1024);
    return {start.begin(), start.end()};
}

/// A feature, features or a geometry; the type may stand after long coordinates.
bool isGeoJson(std::string_view text)
{
    const std::size_t first = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (first == std::string_view::npos || text[first] != '{' || text.find("\"asset\"") != std::string_view::npos)
        return false;
    const auto holds = [&](const char* word) { return text.find(word) != std::string_view::npos; };
    return holds("\"type\"")
        && ((holds("\"FeatureCollection\"") && holds("\"features\"")) || (holds("\"Feature\"") && holds("\"geometry\""))
            || (holds("\"coordinates\"") && (holds("Polygon\"") || holds("Point\"") || holds("LineString\""))));
}

/// What is known by name or beginning and yet not read; empty for anything else.
std::string notReadYet(std::string_view text, const std::string& url)
{
    const std::string path = lowerPath(url);
    if (path.ends_with(".pbf") || path.ends_with(".pb"))
        return "GTFS-Realtime and other protocol buffers are not read yet";
    if (path.ends_with(".gml") || text.substr(0, 4096).find("opengis.net/gml") != std::string_view::npos)
        return "GML and CityGML are not read yet";
    if (text.find("\"CityObjects\"") != std::string_view::npos)
        return "CityJSON is not read yet";
    return {};
}

bool isTerrainLayer(std::string_view text)
{
    return text.find("\"tiles\"") != std::string_view::npos
        && (text.find("\"quantized-mesh") != std::string_view::npos
            || text.find("\"heightmap-1") != std::string_view::npos);
}

/// What is wrong with something that a scene names is wrong with the scene.
void addNamed(InspectReport& report, const std::string& name, const Result<InspectReport>& named, bool isFeed = false)
{
    if (!named) {
        const Severity severity = isFeed && named.error().code == ErrorCode::Offline ? Severity::Info : Severity::Error;
        report.issues.push_back({severity, name, errorText(named.error()).toStdString()});
        return;
    }
    for (const Issue& issue : named->issues)
        report.issues.push_back(
            {issue.severity, issue.where.empty() ? name : name + ": " + issue.where, issue.message});
}

/// What opening for use says, in a scene or on its own: what looking through it did not.
void addOpening(InspectReport& report, const Issues& issues, const Error* failure)
{
    const auto isSaid = [&](const std::string& message) {
        return std::any_of(report.issues.begin(), report.issues.end(),
                           [&](const Issue& issue) { return issue.message == message; });
    };
    for (const Issue& issue : issues)
        if (issue.severity != Severity::Info && !isSaid(issue.message))
            report.issues.push_back(issue);
    if (failure == nullptr)
        return;
    if (isSaid(failure->detail)) {
        for (Issue& issue : report.issues)
            if (issue.message == failure->detail)
                issue.severity = Severity::Error;
        return;
    }
    Error unplaced = *failure;
    unplaced.source.clear(); // the report names it
    report.issues.push_back({Severity::Error, {}, errorText(unplaced).toStdString()});
}

void addOpening(InspectReport& report, const Result<OpenedImagery>& opened)
{
    addOpening(report, opened ? opened->source->issues() : Issues(), opened ? nullptr : &opened.error());
}

void addOpening(InspectReport& report, const Result<std::shared_ptr<const HeightSource>>& opened)
{
    Issues issues;
    for (const Error& error : opened ? (*opened)->issues() : std::vector<Error>())
        issues.push_back({error.code == ErrorCode::Notice ? Severity::Warning : Severity::Error, {}, error.detail});
    // The same value, told as what is done about it.
    if (std::any_of(issues.begin(), issues.end(),
                    [](const Issue& issue) { return issue.message.find("are none on Earth") != std::string::npos; }))
        std::erase_if(report.issues,
                      [](const Issue& issue) { return issue.message.find("usually marks gaps") != std::string::npos; });
    addOpening(report, issues, opened ? nullptr : &opened.error());
}

Result<InspectReport> inspectImage(ByteView bytes, const std::string& url)
{
    const auto image = tiles3d::decodeImage(bytes, url);
    if (!image)
        return fail(image.error());
    InspectReport report;
    report.kind = "raster";
    constexpr const char* names[] = {"unknown", "jpeg", "png", "webp", "ktx2"};
    report.format = names[static_cast<int>(tiles3d::detectImageFormat(bytes))];
    report.counts = {{"width", static_cast<std::uint64_t>(image->width)},
                     {"height", static_cast<std::uint64_t>(image->height)}};
    return report;
}

Result<InspectReport> inspectThings(ByteView bytes, const std::string& url)
{
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto page = layers::parseThingsPage(bytes, now, {});
    if (!page)
        return fail(page.error().code, url, page.error().detail);
    InspectReport report;
    report.kind = "feed";
    report.format = "sensorthings";
    report.version = "1.1";
    const auto count = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                                          static_cast<qsizetype>(bytes.size())))
                           .object()
                           .value(QLatin1String("@iot.count"));
    report.counts["features"] = count.isDouble() ? static_cast<std::uint64_t>(count.toDouble()) : page->things.size();
    for (const std::string& defect : page->defects.first)
        report.issues.push_back({Severity::Warning, "value", defect});
    std::array<double, 6> bounds{180, 90, -180, -90, 0, 0};
    for (const layers::ParsedThing& thing : page->things) {
        bounds[0] = std::min(bounds[0], thing.station.lonDegrees);
        bounds[1] = std::min(bounds[1], thing.station.latDegrees);
        bounds[2] = std::max(bounds[2], thing.station.lonDegrees);
        bounds[3] = std::max(bounds[3], thing.station.latDegrees);
    }
    if (!page->things.empty())
        report.bounds = bounds;
    return report;
}

} // namespace

Result<InspectReport> Inspector::inspect(const std::string& url)
{
    if (isPackageUrl(url) || splitPackageUrl(url))
        return inspectPackage(packageRootUrl(url));
    if (url.find("{z}") != std::string::npos)
        return inspectImagery(url, 0, 22);
    if (const auto scene = layers::sceneForSource(url); scene && scene->imagery.size() == 1) {
        const ImageryDescription description = layers::descriptionOf(scene->imagery.front());
        if (!documentUrl(description).empty())
            return app::inspectImagery(description, fetcher(url));
    }
    if (isFileUrl(url) && isGdalFormat(firstBytesOf(url), url))
        return inspectByGdal(url, nullptr);
    if (isHttpUrl(url) && isGdalName(url) && !m_options.offline) {
        auto report = inspectByGdal(url, nullptr);
        if (report || report.error().code == ErrorCode::ForbiddenScheme)
            return report; // else fetched whole: some servers know no ranges
    }
    const auto bytes = fetch(url);
    if (!bytes)
        return fail(bytes.error());
    return inspectBytes(*bytes, url);
}

Result<InspectReport> Inspector::inspectRaster(const RasterUse& use)
{
    const std::string& url = use.description.url;
    if (isFileUrl(url))
        return inspectByGdal(url, &use);
    if (isHttpUrl(url) && isGdalName(url) && !m_options.offline) {
        auto report = inspectByGdal(url, &use);
        if (report || report.error().code == ErrorCode::ForbiddenScheme)
            return report;
    }
    const auto bytes = fetch(url);
    return bytes ? inspectBytes(*bytes, url, &use) : fail(bytes.error());
}

Result<InspectReport> Inspector::inspectPackage(const std::string& url)
{
    const auto inside = splitPackageUrl(url);
    const std::string format = inside && isZipPackageUrl(inside->package) ? "3tz" : "3dtiles";
    const auto bytes = fetch(url);
    if (!bytes) { // what the package is stands in its name, whatever is wrong with it
        InspectReport report;
        report.kind = "tileset";
        report.format = format;
        // The report names the package itself.
        const std::string package = inside ? inside->package : url;
        const bool isItself = bytes.error().source == redactUrl(package)
            || bytes.error().source == QFileInfo(QString::fromStdString(package)).absoluteFilePath().toStdString();
        report.issues.push_back(
            {Severity::Error, isItself ? std::string() : bytes.error().source, bytes.error().detail});
        return report;
    }
    InspectReport report = tiles3d::inspectBytes(**bytes, url, fetcher(url), {m_options.follow});
    if (report.kind == "tileset")
        report.format = format;
    return report;
}

Result<InspectReport> Inspector::inspectBytes(const SharedBytes& bytes, const std::string& url, const RasterUse* use)
{
    if (lowerPath(url).ends_with(".terrain"))
        return inspectTerrainTile(*bytes, url);
    if (isGdalFormat(*bytes, url)) {
        const GdalMemoryFile file(bytes, url);
        auto report = inspectByGdal(file.name(), use);
        if (!report)
            return fail(report.error().code, url, report.error().detail);
        return report;
    }
    const std::string_view text = asText(*bytes);
    if (isTerrainLayer(text.substr(0, 65536)) && text.find("\"asset\"") == std::string_view::npos)
        return inspectTerrainLayer(*bytes, url, fetcher(url));
    if (const std::string reason = notReadYet(text, url); !reason.empty())
        return fail(ErrorCode::UnsupportedFeature, url, reason);
    constexpr std::size_t kBeginning = 65536;
    const std::string_view imagery = imageryKindOf(text.substr(0, kBeginning));
    if (const std::string service = imagery.empty() ? featuresServiceOf(*bytes, url) : std::string();
        !service.empty()) {
        const auto features = readVectorInfo(service);
        if (!features)
            return fail(features.error().code, url, features.error().detail);
        return reportOf(*features);
    }
    if (!imagery.empty()) {
        // Described by what it has answered, whatever its address looks like.
        ImageryDescription description;
        description.kind = imagery;
        description.url = url;
        const auto fetchOther = fetcher(url);
        return app::inspectImagery(
            description, [&, own = documentUrl(description)](const std::string& wanted) -> Result<SharedBytes> {
                return wanted == own || wanted == url ? bytes : fetchOther(wanted);
            });
    }
    if (isGeoJson(text)) {
        const GdalMemoryFile file(bytes, url);
        auto features = readVectorInfo(file.name());
        if (!features)
            return fail(features.error().code, url, features.error().detail);
        return reportOf(*features);
    }
    if (tiles3d::isWebPage(*bytes))
        return fail(ErrorCode::BadMagic, url, tiles3d::kWebPageDetail);
    InspectReport report = tiles3d::inspectBytes(*bytes, url, fetcher(url), {m_options.follow});
    if (!report.kind.empty())
        return report;
    if (bytes->empty())
        return fail(ErrorCode::Empty, url,
                    lowerPath(url).ends_with(".json") ? "JSON text of no bytes" : "content of no bytes");
    if (url.find(".json") != std::string::npos && text.find("\"asset\"") == std::string_view::npos)
        return inspectSceneOrFeed(*bytes, url);
    if (text.find("@iot.") != std::string_view::npos)
        return inspectThings(*bytes, url);
    if (text.find("serverSettings") != std::string_view::npos)
        return inspectFeed(url);
    if (tiles3d::detectImageFormat(*bytes) != tiles3d::ImageFormat::Unknown)
        return inspectImage(*bytes, url);
    const bool isBrokenTileset = text.find("\"asset\"") != std::string_view::npos; // what is wrong was found
    if (!bytes->empty() && !isBrokenTileset)
        report.issues = {
            {Severity::Error,
             {},
             "neither a tileset, a content, a scene, terrain, a raster, features, a feed nor a picture that "
             "this program reads"}};
    return report;
}

Result<InspectReport> Inspector::inspectByGdal(const std::string& name, const RasterUse* use)
{
    const auto raster = readRasterInfo(name);
    if (raster && !raster->bands.empty()) {
        InspectReport report = reportOf(*raster);
        const auto meaning = use == nullptr ? meaningOfRaster(name) : Result<RasterMeaning>(RasterMeaning::Picture);
        const bool areHeights = use != nullptr ? use->asHeights : meaning && *meaning == RasterMeaning::Heights;
        ImageryDescription description = use != nullptr ? use->description : ImageryDescription();
        description.kind = "gdal";
        description.url = name;
        std::erase_if(report.issues, [&](const Issue& issue) { // what the scene says counts
            return (!description.crs.empty() && issue.message == kNoSystemDetail)
                || (!description.nodata.empty() && issue.message.find("nodata") != std::string::npos);
        });
        if (areHeights)
            addOpening(report, openDem(name, description.crs));
        else
            addOpening(report, openImagery(description, {}));
        return report;
    }
    if (const auto vector = readVectorInfo(name)) // a GeoPackage or Shapefile of features
        return reportOf(*vector);
    if (!raster)
        return fail(raster.error());
    return reportOf(*raster);
}

Result<InspectReport> Inspector::inspectTerrain(const std::string& url)
{
    std::string layer = url;
    if (!lowerPath(url).ends_with(".json"))
        layer += layer.ends_with('/') ? "layer.json" : "/layer.json";
    return inspect(layer);
}

Result<SharedBytes> Inspector::fetch(const std::string& url, const std::string& referrer)
{
    AssetRequest request;
    request.url = url;
    request.referrer = referrer;
    const AssetWait wait{std::chrono::duration<double>(m_options.timeoutSeconds),
                         [&] { m_stillWaiting.tell(redactUrl(url)); }};
    auto response = getAndWait(m_assets, std::move(request), wait);
    if (!response)
        return fail(response.error());
    return response->body;
}

Result<SharedBytes> Inspector::fetchWorded(const std::string& url, const std::string& referrer)
{
    auto bytes = fetch(url, referrer);
    if (bytes)
        return bytes;
    Error error = bytes.error();
    Error unplaced = error;
    unplaced.source.clear(); // the issue names it
    error.detail = errorText(unplaced).toStdString();
    return fail(std::move(error));
}

Result<InspectReport> Inspector::inspectSceneOrFeed(ByteView bytes, const std::string& url)
{
    QJsonParseError parseError;
    const QByteArray text(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    const QJsonDocument document = QJsonDocument::fromJson(text, &parseError);
    if (parseError.error != QJsonParseError::NoError)
        return fail({ErrorCode::BadJson, url, parseError.errorString().toStdString(), ErrorReason::JsonAtByte,
                     parseError.offset});
    if (document.isObject() && document.object().isEmpty())
        return fail(ErrorCode::Empty, url, "neither a tileset nor a scene: an object without keys");
    const QJsonObject object = document.object();
    if (object.contains(QLatin1String("classes")) || object.contains(QLatin1String("enums"))) {
        // What a tileset's schemaUri names: 3D Metadata, OGC 22-025r4, 8.
        return tiles3d::inspectSchema(bytes, url);
    }
    auto scene = layers::parseScene(asText(bytes), url);
    if (!scene)
        return fail(scene.error());
    if (usesDemoPlaceholder(*scene)) {
        const auto base = m_demo.start();
        if (!base)
            return fail(base.error());
        scene = withDemoBase(*std::move(scene), base->toStdString());
    }
    if (!m_demo.baseUrl().isEmpty() && url.starts_with(m_demo.baseUrl().toStdString()))
        scene = movedToDemoBase(*std::move(scene), m_demo.baseUrl().toStdString());
    InspectReport report;
    report.kind = "scene";
    report.format = "scene";
    report.counts = {{"viewpoints", scene->viewpoints.size()},
                     {"terrain", scene->terrain.size()},
                     {"imagery", scene->imagery.size()},
                     {"tilesets", scene->tilesets.size()},
                     {"live", scene->live.size()},
                     {"vectors", scene->vectors.size()}};
    for (const auto& source : scene->tilesets)
        addNamed(report, source.name, inspect(source.url));
    for (const auto& source : scene->terrain) {
        RasterUse use{true, {}};
        use.description.url = source.url;
        use.description.crs = source.crs;
        addNamed(report, source.name, source.kind == "dem" ? inspectRaster(use) : inspectTerrain(source.url));
        use.description.url = source.offsetGrid;
        use.description.crs.clear();
        if (!source.offsetGrid.empty())
            addNamed(report, source.name, inspectRaster(use));
    }
    for (const auto& source : scene->imagery) {
        const ImageryDescription description = layers::descriptionOf(source);
        if (description.kind == "gdal")
            addNamed(report, source.name, inspectRaster({false, description}));
        else if (description.kind == "xyz" && source.crs.empty())
            addNamed(report, source.name, inspectImagery(source.url, source.minLevel, source.maxLevel));
        else
            addNamed(report, source.name, app::inspectImagery(description, fetcher(source.url)));
    }
    for (const auto& source : scene->live)
        addNamed(report, source.name, inspectFeed(source.url), true);
    return report;
}

Result<InspectReport> Inspector::inspectImagery(const std::string& urlTemplate, int minLevel, int maxLevel)
{
    std::string url = urlTemplate;
    for (const char* key : {"x", "y", "-y"})
        url = expandTemplate(url, key, "0");
    url = expandTemplate(url, "z", std::to_string(minLevel));
    auto bytes = fetch(url);
    if (!bytes)
        return fail(bytes.error());
    auto report = inspectImage(**bytes, url);
    if (report) {
        report->bounds = std::array{-180.0, -85.0511287798066, 180.0, 85.0511287798066, 0.0, 0.0};
        report->issues.push_back({Severity::Info, "levels",
                                  "levels " + std::to_string(minLevel) + " to " + std::to_string(maxLevel)
                                      + "; only the first was looked at"});
    }
    return report;
}

Result<InspectReport> Inspector::inspectFeed(const std::string& base)
{
    std::string url = base;
    while (url.ends_with('/'))
        url.pop_back();
    url += "/Things?$count=true&$expand=Locations,Datastreams($expand=ObservedProperty,Observations($orderby="
           "phenomenonTime%20desc;$top=1))";
    auto bytes = fetch(url);
    if (!bytes)
        return fail(bytes.error());
    return inspectThings(**bytes, url);
}

} // namespace guanjing::app
