#include "geodata/raster/OgcTiles.h"

#include "geodata/core/Limits.h"
#include "geodata/net/Url.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureFormats.h"
#include "geodata/raster/TemplateSource.h"
#include "geodata/raster/WrittenGrid.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace guanjing {
namespace {

using Json = nlohmann::json;

std::string textOf(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>()
                                                                             : std::string();
}

double numberOf(const Json& object, const char* key, double otherwise)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : otherwise;
}

const Json& listOf(const Json& object, const char* key)
{
    static const Json kEmpty = Json::array();
    if (!object.is_object())
        return kEmpty;
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : kEmpty;
}

Result<Json> parse(ByteView bytes, const std::string& source)
{
    int deepest = 0;
    Json json = Json::parse(
        bytes.begin(), bytes.end(),
        [&](int depth, Json::parse_event_t, Json&) {
            deepest = std::max(deepest, depth);
            return depth <= limits::kMaxJsonDepth;
        },
        false);
    if (deepest > limits::kMaxJsonDepth)
        return fail(ErrorCode::TooDeep, source, "JSON nested deeper than " + std::to_string(limits::kMaxJsonDepth));
    if (json.is_discarded() || !json.is_object())
        return fail(ErrorCode::BadJson, source, "no JSON object");
    return json;
}

/// "self" and the rest; relations are written as names or as URIs.
bool isRelation(const Json& link, std::string_view name)
{
    const std::string relation = textOf(link, "rel");
    return relation == name || relation.ends_with("/" + std::string(name));
}

std::string lastPart(const std::string& uri) { return uri.substr(uri.find_last_of('/') + 1); }

/// Of a tileset or an item of a list: the name of its tile matrix set.
std::string matrixSetOf(const Json& tileset)
{
    const std::string id = textOf(tileset, "tileMatrixSetId");
    if (!id.empty())
        return id;
    if (const std::string uri = textOf(tileset, "tileMatrixSetURI"); !uri.empty())
        return lastPart(uri);
    for (const Json& link : listOf(tileset, "links"))
        if (isRelation(link, "tiling-scheme"))
            return lastPart(textOf(link, "href").substr(0, textOf(link, "href").find('?')));
    return {};
}

std::string hrefOf(const Json& object, std::initializer_list<std::string_view> relations)
{
    for (const std::string_view relation : relations)
        for (const Json& link : listOf(object, "links")) {
            const std::string type = textOf(link, "type");
            if (isRelation(link, relation) && (type.empty() || type.find("json") != std::string::npos))
                return textOf(link, "href");
        }
    return {};
}

std::optional<TileGrid> wellKnown(const std::string& id)
{
    if (id == "WebMercatorQuad" || id == "GoogleMapsCompatible")
        return webMercatorQuad(0, limits::kMaxImageryLevel);
    if (id == "WorldCRS84Quad")
        return worldDegreesQuad(0, limits::kMaxImageryLevel - 1, "OGC:CRS84");
    return std::nullopt;
}

int rankOf(const std::string& id) { return id == "WebMercatorQuad" ? 0 : id == "WorldCRS84Quad" ? 1 : 2; }

/// Of a list of tilesets the one of choice; null when there is none.
const Json* chooseTileset(const Json& list, const std::string& wanted)
{
    const Json* best = nullptr;
    for (const Json& one : listOf(list, "tilesets")) {
        const std::string type = textOf(one, "dataType");
        if (!one.is_object() || type == "vector" || (!wanted.empty() && matrixSetOf(one) != wanted))
            continue;
        if (!best || rankOf(matrixSetOf(one)) < rankOf(matrixSetOf(*best)))
            best = &one;
    }
    return best;
}

bool isTileset(const Json& document)
{
    const auto& links = listOf(document, "links");
    return std::any_of(links.begin(), links.end(), [](const Json& link) { return isRelation(link, "item"); });
}

std::string crsTextOf(const Json& definition)
{
    for (const char* key : {"crs", "supportedCRS"}) {
        const auto found = definition.find(key);
        if (found == definition.end())
            continue;
        if (found->is_string())
            return found->get<std::string>();
        if (found->is_object()) // {"uri": …} or PROJJSON as {"wkt": …}
            return textOf(*found, "uri").empty() ? found->value("wkt", Json()).dump() : textOf(*found, "uri");
    }
    return {};
}

Result<TileGrid> readDefinition(const Json& definition, const std::string& axisOrder, const std::string& crs,
                                const std::string& source, Issues& issues)
{
    WrittenGrid written;
    written.source = source;
    written.crs = crs.empty() ? crsTextOf(definition) : crs;
    written.axisOrder = axisOrder;
    for (const Json& axis : listOf(definition, "orderedAxes"))
        if (written.axisOrder.empty() && axis.is_string()) {
            const std::string name = axis.get<std::string>();
            const bool isNorth = name == "Lat" || name == "N" || name == "Y" || name == "y" || name == "Northing";
            written.axisOrder = isNorth ? "yx" : "xy";
        }
    const Json& matrices =
        definition.contains("tileMatrices") ? listOf(definition, "tileMatrices") : listOf(definition, "tileMatrix");
    for (const Json& matrix : matrices) {
        if (!matrix.is_object())
            continue;
        WrittenMatrix own;
        own.id = textOf(matrix, matrix.contains("id") ? "id" : "identifier");
        own.scaleDenominator = numberOf(matrix, "scaleDenominator", 0);
        own.cellSize = numberOf(matrix, "cellSize", 0);
        const Json& corner = listOf(matrix, matrix.contains("pointOfOrigin") ? "pointOfOrigin" : "topLeftCorner");
        if (corner.size() != 2 || !corner[0].is_number() || !corner[1].is_number())
            return fail(ErrorCode::BadValue, source, "tile matrix \"" + own.id + "\" has no corner");
        own.first = corner[0].get<double>();
        own.second = corner[1].get<double>();
        own.isFromSouth = textOf(matrix, "cornerOfOrigin") == "bottomLeft";
        own.tileWidth = static_cast<int>(std::clamp(numberOf(matrix, "tileWidth", 256), 0.0, 1e6));
        own.tileHeight = static_cast<int>(std::clamp(numberOf(matrix, "tileHeight", 256), 0.0, 1e6));
        own.columns = numberOf(matrix, "matrixWidth", 0);
        own.rows = numberOf(matrix, "matrixHeight", 0);
        if (!listOf(matrix, "variableMatrixWidths").empty())
            return fail(ErrorCode::UnsupportedFeature, source,
                        "tile matrix \"" + own.id + "\" has rows of different widths");
        written.matrices.push_back(std::move(own));
    }
    return readGrid(written, issues);
}

void addLimits(const Json& tileset, TileGrid& grid)
{
    const Json& limits = listOf(tileset, "tileMatrixSetLimits");
    if (limits.empty())
        return;
    for (TileMatrix& matrix : grid.levels) {
        const auto found = std::find_if(limits.begin(), limits.end(), [&](const Json& one) {
            return one.is_object() && textOf(one, "tileMatrix") == matrix.id;
        });
        if (found == limits.end()) {
            matrix.id.clear();
            continue;
        }
        const auto number = [&](const char* key, double otherwise) {
            return static_cast<std::uint32_t>(std::clamp(numberOf(*found, key, otherwise), 0.0, 4e9));
        };
        matrix.firstColumn = number("minTileCol", 0);
        matrix.lastColumn = number("maxTileCol", 4e9);
        matrix.firstRow = number("minTileRow", 0);
        matrix.lastRow = number("maxTileRow", 4e9);
    }
}

} // namespace

std::vector<std::pair<std::string, std::string>> ogcTilesReferences(const ImageryDescription& description,
                                                                    const std::string& url, ByteView document)
{
    const auto json = parse(document, url);
    if (!json)
        return {};
    std::string written;
    if (isTileset(*json)) {
        if (!wellKnown(matrixSetOf(*json)))
            written = hrefOf(*json, {"tiling-scheme"});
        if (written.empty() && !wellKnown(matrixSetOf(*json)))
            written = textOf(*json, "tileMatrixSetURI");
    } else if (const Json* tileset = chooseTileset(*json, description.matrixSet)) {
        written = hrefOf(*tileset, {"self", "tileset"});
    } else {
        // A collection or a landing page leads to the lists of its tilesets.
        written = hrefOf(*json, {"tilesets-map", "tilesets-coverage"});
    }
    if (written.empty())
        return {};
    return {{written, withForeignParameters(serviceAddress(url, written), url)}};
}

Result<std::shared_ptr<const PictureSource>> openOgcTiles(const ImageryDescription& description,
                                                          const std::vector<ImageryDocument>& documents)
{
    const std::string source = redactUrl(description.url);
    std::optional<Json> tileset, definition;
    std::string tilesetUrl = description.url;
    for (const ImageryDocument& document : documents) {
        auto json = parse(*document.bytes, source);
        if (!json)
            return fail(std::move(json.error()));
        if (isTileset(*json) && !tileset) {
            tileset = std::move(*json);
            tilesetUrl = serviceAddress(documents.front().url, document.url);
        } else if (json->contains("tileMatrices") || json->contains("tileMatrix")) {
            definition = std::move(*json);
        }
    }
    if (!tileset)
        return fail(ErrorCode::BadMagic, source,
                    description.matrixSet.empty()
                        ? "names no tileset of pictures as OGC API Tiles has them"
                        : "names no tileset of pictures in tile matrix set \"" + description.matrixSet + "\"");
    TemplateSource::Parts parts;
    const std::string id = matrixSetOf(*tileset);
    auto known = wellKnown(id);
    if (definition) {
        auto grid = readDefinition(*definition, description.axisOrder, description.crs, source, parts.issues);
        if (!grid)
            return fail(std::move(grid.error()));
        known = std::move(*grid);
    }
    if (!known)
        return fail(ErrorCode::BadReference, source, "its tile matrix set \"" + id + "\" is not described");
    addLimits(*tileset, *known);
    if (const auto found = tileset->find("boundingBox"); found != tileset->end() && found->is_object()) {
        const Json &low = listOf(*found, "lowerLeft"), &high = listOf(*found, "upperRight");
        const std::string crs = textOf(*found, "crs");
        const bool isLonLat = crs.empty() || crs.find("CRS84") != std::string::npos;
        if (isLonLat && low.size() >= 2 && high.size() >= 2 && low[0].is_number() && low[1].is_number()
            && high[0].is_number() && high[1].is_number())
            known->extent = gridBoxOf(
                *known, {low[0].get<double>(), low[1].get<double>(), high[0].get<double>(), high[1].get<double>()});
    }
    if (auto finished = known->finish(source); !finished)
        return fail(std::move(finished.error()));
    for (const Json& link : listOf(*tileset, "links")) {
        const std::string type = textOf(link, "type");
        const bool suits =
            description.format.empty() ? type.empty() || isReadableFormat(type) : type == description.format;
        const std::string href = textOf(link, "href");
        if (isRelation(link, "item") && suits && !href.empty() && parts.urlTemplate.empty())
            parts.urlTemplate = serviceAddress(tilesetUrl, href);
    }
    if (parts.urlTemplate.empty())
        return fail(ErrorCode::UnsupportedFeature, source, "offers no format of pictures that is read here");
    parts.urlTemplate = expandAnyCase(parts.urlTemplate, "tileMatrixSetId", percentEncode(id));
    for (const auto& [name, value] : description.dimensions)
        if (!value.empty())
            parts.urlTemplate = withParameter(std::move(parts.urlTemplate), name == "TIME" ? "datetime" : name, value);
    parts.urlTemplate = withForeignParameters(std::move(parts.urlTemplate), description.url);
    parts.name = source;
    parts.grid = std::move(*known);
    return TemplateSource::create(std::move(parts), description.minLevel, description.maxLevel);
}

} // namespace guanjing
