#include "geodata/raster/ImageryOpening.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/net/Url.h"
#include "geodata/raster/GdalPictures.h"
#include "geodata/raster/GridProjector.h"
#include "geodata/raster/OgcTiles.h"
#include "geodata/raster/PackedPictures.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/TemplateSource.h"
#include "geodata/raster/TileMapService.h"
#include "geodata/raster/Wms.h"
#include "geodata/raster/Wmts.h"
#include "geodata/raster/XyzSource.h"

#include <limits>
#include <set>
#include <utility>

namespace guanjing {
namespace {

using SourceResult = Result<std::shared_ptr<const PictureSource>>;

bool isTemplate(const std::string& url)
{
    return url.find("{x}") != std::string::npos || url.find("{q}") != std::string::npos;
}

/// Of a system given as WKT its name alone.
std::string shortName(const std::string& crs)
{
    const std::size_t begin = crs.find("[\"");
    const std::size_t end = begin == std::string::npos ? begin : crs.find('"', begin + 2);
    return end == std::string::npos ? crs : crs.substr(begin + 1, end - begin);
}

SourceResult openTemplate(const ImageryDescription& description)
{
    XyzOptions options;
    options.crs = description.crs;
    options.isFromSouth = description.kind == "tms";
    options.zoomOffset = description.zoomOffset;
    options.subdomains = description.subdomains;
    auto source = XyzSource::create(description.url, description.minLevel, description.maxLevel, std::move(options));
    if (!source)
        return fail(std::move(source.error()));
    return std::make_shared<const XyzSource>(std::move(*source));
}

/// Levels that the document states are all shown unless the scene says otherwise.
ImageryDescription withStatedLevels(ImageryDescription description)
{
    constexpr int kUsualMost = 22;
    if (description.maxLevel >= kUsualMost)
        description.maxLevel = std::numeric_limits<int>::max();
    return description;
}

SourceResult openWmtsDocument(const ImageryDescription& description, const ImageryDocument& document)
{
    auto capabilities = parseWmtsCapabilities(*document.bytes, redactUrl(document.url));
    return capabilities ? openWmts(*capabilities, withStatedLevels(description), document.url)
                        : SourceResult(fail(std::move(capabilities.error())));
}

SourceResult openWmsDocument(const ImageryDescription& description, const ImageryDocument& document)
{
    auto capabilities = parseWmsCapabilities(*document.bytes, redactUrl(document.url));
    return capabilities ? openWms(*capabilities, description, document.url)
                        : SourceResult(fail(std::move(capabilities.error())));
}

SourceResult openSource(const ImageryDescription& description, const std::vector<ImageryDocument>& documents)
{
    const std::string& kind = description.kind;
    if (kind == "xyz" || (kind == "tms" && isTemplate(description.url)))
        return openTemplate(description);
    if (kind == "gdal")
        return openGdalPictures(withStatedLevels(description));
    if (documents.empty())
        return fail(ErrorCode::Internal, redactUrl(description.url), "opened without what describes it");
    if (kind == "tms")
        return openTileMapService(withStatedLevels(description), documents);
    if (kind == "wmts")
        return openWmtsDocument(description, documents.front());
    if (kind == "wms")
        return openWmsDocument(description, documents.front());
    if (kind == "ogc-tiles")
        return openOgcTiles(withStatedLevels(description), documents);
    if (kind == "pictures")
        return openPictures(*documents.front().bytes, documents.front().url, withStatedLevels(description));
    return fail(ErrorCode::UnsupportedFeature, redactUrl(description.url),
                "imagery of kind \"" + kind + "\" is not known");
}

} // namespace

std::string_view imageryKindOf(std::string_view beginning)
{
    const auto holds = [&](std::string_view word) { return beginning.find(word) != std::string_view::npos; };
    const std::size_t first = beginning.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (first == std::string_view::npos)
        return {};
    if (beginning[first] == '{') {
        const bool isTiles = holds("tilesets-map") || holds("tilesets-coverage")
            || (holds("\"tilesets\"") && holds("\"links\"")) || (holds("tileMatrixSet") && holds("\"dataType\""));
        return isTiles ? "ogc-tiles" : "";
    }
    if (beginning[first] != '<')
        return {};
    if (holds("WMS_Capabilities") || holds("WMT_MS_Capabilities"))
        return "wms";
    if (holds("Capabilities") && holds("opengis.net/wmts"))
        return "wmts";
    return holds("<TileMap ") || holds("<TileMap>") || holds("<TileMapService") ? "tms" : "";
}

std::string documentUrl(const ImageryDescription& description)
{
    const std::string& url = description.url;
    if (description.kind == "wmts")
        return wmtsCapabilitiesUrl(url);
    if (description.kind == "wms")
        return wmsCapabilitiesUrl(url);
    if (description.kind == "pictures")
        return url;
    if (description.kind == "ogc-tiles")
        return isHttpUrl(url) ? withParameter(url, "f", "json") : url;
    if (description.kind == "tms" && !isTemplate(url))
        return tileMapDocumentUrl(url);
    return {};
}

std::vector<std::pair<std::string, std::string>> documentsNamedBy(const ImageryDescription& description,
                                                                  const std::string& url, ByteView document)
{
    if (description.kind == "ogc-tiles")
        return ogcTilesReferences(description, url, document);
    if (description.kind == "tms")
        return tileMapReferences(description, url, document);
    return {};
}

Result<std::vector<ImageryDocument>> fetchDocuments(const ImageryDescription& description, const DocumentFetch& fetch)
{
    constexpr std::size_t kMostDocuments = 16; // a service that names more than this in turn describes no single source
    std::vector<ImageryDocument> documents;
    const std::string url = documentUrl(description);
    if (url.empty())
        return documents;
    auto first = fetch(url, {});
    if (!first)
        return fail(std::move(first.error()));
    std::vector<std::string> cameFrom{first->url}; // what relative addresses in a document are relative to
    std::set<std::string> asked{url};
    documents.push_back(std::move(*first));
    for (std::size_t i = 0; i < documents.size(); ++i) {
        for (const auto& [written, absolute] : documentsNamedBy(description, cameFrom[i], *documents[i].bytes)) {
            if (documents.size() >= kMostDocuments)
                return documents;
            if (!asked.insert(absolute).second)
                continue;
            if (auto further = fetch(absolute, cameFrom[i])) {
                cameFrom.push_back(std::move(further->url));
                documents.push_back({written, std::move(further->bytes)});
            }
        }
    }
    return documents;
}

bool opensSlowly(const ImageryDescription& description) { return description.kind == "gdal"; }

Result<OpenedImagery> openImagery(const ImageryDescription& description, const std::vector<ImageryDocument>& documents)
{
    auto source = openSource(description, documents);
    if (!source)
        return fail(std::move(source.error()));
    OpenedImagery opened{std::move(*source), nullptr};
    if (opened.source->grid().isWebMercatorQuad())
        return opened;
    auto projector = GridProjector::create(opened.source->grid());
    if (!projector)
        return fail(projector.error().code, redactUrl(description.url),
                    "cannot be put on Earth from " + shortName(opened.source->grid().crs) + ": "
                        + projector.error().detail);
    opened.projector = std::make_shared<GridProjector>(std::move(*projector));
    return opened;
}

Rectangle boundsOf(const OpenedImagery& imagery)
{
    if (!imagery.projector) {
        const glm::dvec4 box = imagery.source->grid().coveredBox();
        const glm::dvec2 southWest = fromWebMercator(box.x, box.y), northEast = fromWebMercator(box.z, box.w);
        return {southWest.x, southWest.y, northEast.x, northEast.y};
    }
    const glm::dvec4& extent = imagery.projector->extent();
    const bool isAllAround = extent.z - extent.x > 1.0 - 1e-9;
    const double west = isAllAround ? -180.0 : extent.x * 360.0 - 180.0;
    const double east = isAllAround ? 180.0 : extent.z * 360.0 - 180.0;
    return {west, latitudeOfMercatorUnit(extent.w), east > 180.0 + 1e-9 ? east - 360.0 : east,
            latitudeOfMercatorUnit(extent.y)};
}

} // namespace guanjing
