#include "geodata/raster/Wmts.h"

#include "geodata/net/Url.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureFormats.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/raster/TemplateSource.h"
#include "geodata/raster/XmlTree.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace guanjing {
namespace {

using Layer = WmtsCapabilities::Layer;
using MatrixSet = WmtsCapabilities::MatrixSet;

double numberOf(const XmlElement& element, std::string_view name, double otherwise)
{
    double number = otherwise;
    return readNumber(element.textOf(name), number) ? number : otherwise;
}

std::optional<Rectangle> boundsOf(const XmlElement& layer)
{
    const XmlElement* box = layer.child("WGS84BoundingBox");
    Rectangle bounds;
    if (!box || !readPair(box->textOf("LowerCorner"), bounds.west, bounds.south)
        || !readPair(box->textOf("UpperCorner"), bounds.east, bounds.north))
        return std::nullopt;
    return bounds;
}

Layer readLayer(const XmlElement& element)
{
    Layer layer;
    layer.id = element.textOf("Identifier");
    layer.title = element.textOf("Title");
    layer.bounds = boundsOf(element);
    element.eachChild("Style", [&](const XmlElement& style) {
        layer.styles.push_back(style.textOf("Identifier"));
        const std::string& isDefault = style.attribute("isDefault");
        if (isDefault == "true" || isDefault == "1")
            layer.defaultStyle = layer.styles.back();
    });
    if (layer.defaultStyle.empty() && !layer.styles.empty())
        layer.defaultStyle = layer.styles.front();
    element.eachChild("Format", [&](const XmlElement& format) { layer.formats.push_back(format.text); });
    element.eachChild("Dimension", [&](const XmlElement& written) {
        WmtsCapabilities::Dimension dimension{written.textOf("Identifier"), written.textOf("Default"), {}};
        written.eachChild("Value", [&](const XmlElement& value) { dimension.values.push_back(value.text); });
        layer.dimensions.push_back(std::move(dimension));
    });
    element.eachChild("TileMatrixSetLink", [&](const XmlElement& link) {
        const std::string& set = link.textOf("TileMatrixSet");
        layer.matrixSetOrder.push_back(set);
        auto& limits = layer.matrixSets[set];
        if (const XmlElement* all = link.child("TileMatrixSetLimits"))
            all->eachChild("TileMatrixLimits", [&](const XmlElement& one) {
                limits[one.textOf("TileMatrix")] = {numberOf(one, "MinTileRow", 0), numberOf(one, "MaxTileRow", 1e9),
                                                    numberOf(one, "MinTileCol", 0), numberOf(one, "MaxTileCol", 1e9)};
            });
    });
    element.eachChild("ResourceURL", [&](const XmlElement& resource) {
        if (resource.attribute("resourceType") == "tile")
            layer.templates.emplace_back(resource.attribute("format"), resource.attribute("template"));
    });
    return layer;
}

Result<MatrixSet> readMatrixSet(const XmlElement& element, const std::string& source)
{
    MatrixSet set{element.textOf("Identifier"), element.textOf("SupportedCRS"), {}};
    std::string defect;
    element.eachChild("TileMatrix", [&](const XmlElement& matrix) {
        WrittenMatrix own;
        own.id = matrix.textOf("Identifier");
        const auto complain = [&](const std::string& what) {
            defect = defect.empty() ? "tile matrix \"" + own.id + "\" of set \"" + set.id + "\": " + what : defect;
        };
        if (!readNumber(matrix.textOf("ScaleDenominator"), own.scaleDenominator) || !(own.scaleDenominator > 0))
            complain("ScaleDenominator is \"" + matrix.textOf("ScaleDenominator") + "\"");
        if (!readPair(matrix.textOf("TopLeftCorner"), own.first, own.second))
            complain("TopLeftCorner is \"" + matrix.textOf("TopLeftCorner") + "\"");
        own.tileWidth = static_cast<int>(std::clamp(numberOf(matrix, "TileWidth", 0), 0.0, 1e6));
        own.tileHeight = static_cast<int>(std::clamp(numberOf(matrix, "TileHeight", 0), 0.0, 1e6));
        own.columns = numberOf(matrix, "MatrixWidth", 0);
        own.rows = numberOf(matrix, "MatrixHeight", 0);
        set.matrices.push_back(std::move(own));
    });
    if (!defect.empty())
        return fail(ErrorCode::BadValue, source, defect);
    return set;
}

/// Where GetTile is asked for by keys and values.
std::string getTileUrlOf(const XmlElement& root)
{
    std::string first, byKeys;
    const XmlElement* operations = root.child("OperationsMetadata");
    if (!operations)
        return {};
    operations->eachChild("Operation", [&](const XmlElement& operation) {
        const XmlElement* dcp = operation.child("DCP");
        const XmlElement* http = dcp && operation.attribute("name") == "GetTile" ? dcp->child("HTTP") : nullptr;
        if (!http)
            return;
        http->eachChild("Get", [&](const XmlElement& get) {
            bool isStated = false, takesKeys = false;
            get.eachChild("Constraint", [&](const XmlElement& constraint) {
                if (const XmlElement* allowed = constraint.child("AllowedValues");
                    allowed && constraint.attribute("name") == "GetEncoding") {
                    isStated = true;
                    allowed->eachChild("Value",
                                       [&](const XmlElement& value) { takesKeys = takesKeys || value.text == "KVP"; });
                }
            });
            if (first.empty() && !isStated)
                first = get.attribute("href");
            if (byKeys.empty() && takesKeys)
                byKeys = get.attribute("href");
        });
    });
    return byKeys.empty() ? first : byKeys;
}

std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t kMostListed = 8;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kMostListed; ++i)
        text += (i > 0 ? ", \"" : "\"") + names[i] + "\"";
    return names.size() > kMostListed ? text + " and " + std::to_string(names.size() - kMostListed) + " more" : text;
}

bool isSameWord(const std::string& a, const std::string& b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](unsigned char x, unsigned char y) {
               return std::tolower(x) == std::tolower(y);
           });
}

/// By Web Mercator's own tree nothing is bent at all, by degrees little.
int rankOf(const TileGrid& grid) { return grid.isWebMercatorQuad() ? 0 : grid.isWgs84Degrees ? 1 : 2; }

struct ChosenGrid {
    std::string id;
    TileGrid grid;
    Issues issues;
};

void addLimits(const std::map<std::string, WmtsCapabilities::Limits>& limits, TileGrid& grid, Issues& issues)
{
    for (TileMatrix& matrix : grid.levels) {
        const auto found = limits.find(matrix.id);
        if (limits.empty())
            continue;
        if (found == limits.end()) { // levels without limits hold nothing where others have them
            matrix.id.clear();
            continue;
        }
        const auto& l = found->second;
        if (l.firstColumn < 0 || l.firstRow < 0 || l.lastColumn < l.firstColumn || l.lastRow < l.firstRow
            || l.firstColumn >= matrix.columns || l.firstRow >= matrix.rows) {
            issues.push_back({Severity::Warning, "TileMatrixLimits of \"" + matrix.id + "\"",
                              "make no range of its tiles; taken as none"});
            continue;
        }
        matrix.firstColumn = static_cast<std::uint32_t>(l.firstColumn);
        matrix.firstRow = static_cast<std::uint32_t>(l.firstRow);
        matrix.lastColumn = static_cast<std::uint32_t>(std::min(l.lastColumn, matrix.columns - 1.0));
        matrix.lastRow = static_cast<std::uint32_t>(std::min(l.lastRow, matrix.rows - 1.0));
    }
}

Result<ChosenGrid> chooseGrid(const WmtsCapabilities& capabilities, const Layer& layer,
                              const ImageryDescription& description, const std::string& source)
{
    std::optional<ChosenGrid> best;
    std::optional<Error> problem;
    for (const std::string& id : layer.matrixSetOrder) {
        if (!description.matrixSet.empty() && id != description.matrixSet)
            continue;
        const auto set = std::find_if(capabilities.matrixSets.begin(), capabilities.matrixSets.end(),
                                      [&](const MatrixSet& one) { return one.id == id; });
        if (set == capabilities.matrixSets.end()) {
            problem = Error{ErrorCode::BadReference, source,
                            "layer \"" + layer.id + "\" names tile matrix set \"" + id + "\", which is not described"};
            continue;
        }
        ChosenGrid chosen;
        chosen.id = id;
        WrittenGrid written{source, description.crs.empty() ? set->crs : description.crs, set->matrices,
                            description.axisOrder, layer.bounds};
        auto grid = readGrid(written, chosen.issues);
        if (!grid) {
            problem = std::move(grid.error());
            continue;
        }
        addLimits(layer.matrixSets.at(id), *grid, chosen.issues);
        if (layer.bounds) {
            grid->extent = gridBoxOf(*grid, *layer.bounds);
            if (!grid->extent)
                chosen.issues.push_back(
                    {Severity::Warning, "WGS84BoundingBox of \"" + layer.id + "\"", "is no extent; taken as none"});
        }
        if (auto finished = grid->finish(source); !finished) {
            problem = std::move(finished.error());
            continue;
        }
        chosen.grid = std::move(*grid);
        if (!best || rankOf(chosen.grid) < rankOf(best->grid))
            best = std::move(chosen);
    }
    if (best)
        return std::move(*best);
    if (problem)
        return fail(std::move(*problem));
    return fail(ErrorCode::BadReference, source,
                description.matrixSet.empty() ? "layer \"" + layer.id + "\" names no tile matrix set"
                                              : "layer \"" + layer.id + "\" is not offered in tile matrix set \""
                        + description.matrixSet + "\", only in " + listed(layer.matrixSetOrder));
}

/// What a dimension is asked for with: what the scene says, the service's default, else its last value.
std::string valueOf(const WmtsCapabilities::Dimension& dimension, const ImageryDescription& description)
{
    for (const auto& [name, value] : description.dimensions)
        if (isSameWord(name, dimension.id) && !value.empty())
            return value;
    if (!dimension.byDefault.empty())
        return dimension.byDefault;
    std::string last = dimension.values.empty() ? std::string() : dimension.values.back();
    if (const std::size_t from = last.find('/'); from != std::string::npos) // an interval: where it ends
        last = last.substr(from + 1, last.find('/', from + 1) - from - 1);
    return last;
}

} // namespace

Result<WmtsCapabilities> parseWmtsCapabilities(ByteView bytes, const std::string& source)
{
    auto root = parseServiceDocument(bytes, source);
    if (!root)
        return fail(std::move(root.error()));
    const XmlElement* contents = root->child("Contents");
    if (root->name != "Capabilities" || !contents)
        return fail(ErrorCode::BadMagic, source, "no WMTS capabilities: the root element is \"" + root->name + "\"");
    if (const std::string& version = root->attribute("version"); !version.empty() && !version.starts_with("1."))
        return fail(ErrorCode::UnsupportedVersion, source, "WMTS version " + version);
    WmtsCapabilities capabilities;
    if (const XmlElement* service = root->child("ServiceIdentification"))
        capabilities.title = service->textOf("Title");
    if (const XmlElement* provider = root->child("ServiceProvider"))
        capabilities.provider = provider->textOf("ProviderName");
    capabilities.getTileUrl = getTileUrlOf(*root);
    contents->eachChild("Layer", [&](const XmlElement& layer) { capabilities.layers.push_back(readLayer(layer)); });
    contents->eachChild("TileMatrixSet", [&](const XmlElement& element) {
        if (auto set = readMatrixSet(element, source))
            capabilities.matrixSets.push_back(std::move(*set));
        else
            capabilities.issues.push_back({Severity::Error, "TileMatrixSet", set.error().detail});
    });
    if (capabilities.layers.empty())
        return fail(ErrorCode::BadValue, source, "WMTS capabilities without a layer");
    return capabilities;
}

Result<std::shared_ptr<const PictureSource>> openWmts(const WmtsCapabilities& capabilities,
                                                      const ImageryDescription& description, const std::string& url)
{
    const std::string source = redactUrl(url);
    const Layer* layer = &capabilities.layers.front();
    if (!description.layer.empty()) {
        const auto found = std::find_if(capabilities.layers.begin(), capabilities.layers.end(),
                                        [&](const Layer& one) { return one.id == description.layer; });
        if (found == capabilities.layers.end()) {
            std::vector<std::string> names;
            for (const Layer& one : capabilities.layers)
                names.push_back(one.id);
            return fail(ErrorCode::BadReference, source,
                        "has no layer \"" + description.layer + "\", only " + listed(names));
        }
        layer = &*found;
    }
    std::string style = layer->defaultStyle;
    if (!description.style.empty()) {
        if (std::find(layer->styles.begin(), layer->styles.end(), description.style) == layer->styles.end())
            return fail(ErrorCode::BadReference, source,
                        "layer \"" + layer->id + "\" has no style \"" + description.style + "\", only "
                            + listed(layer->styles));
        style = description.style;
    }
    auto chosen = chooseGrid(capabilities, *layer, description, source);
    if (!chosen) {
        for (const Issue& issue : capabilities.issues)
            chosen.error().detail += "; " + issue.message;
        return fail(std::move(chosen.error()));
    }

    const auto resource = std::find_if(layer->templates.begin(), layer->templates.end(), [&](const auto& one) {
        return description.format.empty() ? isReadableFormat(one.first) : one.first == description.format;
    });
    TemplateSource::Parts parts;
    if (resource != layer->templates.end()) {
        parts.urlTemplate = serviceAddress(url, resource->second);
    } else {
        const auto format = description.format.empty()
            ? std::find_if(layer->formats.begin(), layer->formats.end(), isReadableFormat)
            : std::find(layer->formats.begin(), layer->formats.end(), description.format);
        if (format == layer->formats.end())
            return fail(description.format.empty() ? ErrorCode::UnsupportedFeature : ErrorCode::BadReference, source,
                        "layer \"" + layer->id + "\" is offered as " + listed(layer->formats) + " only");
        std::string base = capabilities.getTileUrl.empty() ? url.substr(0, url.find_first_of("?#"))
                                                           : serviceAddress(url, capabilities.getTileUrl);
        for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{{"SERVICE", "WMTS"},
                                                                                         {"REQUEST", "GetTile"},
                                                                                         {"VERSION", "1.0.0"},
                                                                                         {"LAYER", layer->id},
                                                                                         {"STYLE", style},
                                                                                         {"FORMAT", *format},
                                                                                         {"TILEMATRIXSET", chosen->id},
                                                                                         {"TILEMATRIX", "{TileMatrix}"},
                                                                                         {"TILEROW", "{TileRow}"},
                                                                                         {"TILECOL", "{TileCol}"}})
            base = withParameter(std::move(base), key, value);
        for (const auto& dimension : layer->dimensions)
            base = withParameter(std::move(base), dimension.id, valueOf(dimension, description));
        parts.urlTemplate = std::move(base);
    }
    parts.urlTemplate = expandAnyCase(parts.urlTemplate, "Style", percentEncode(style));
    parts.urlTemplate = expandAnyCase(parts.urlTemplate, "Layer", percentEncode(layer->id));
    parts.urlTemplate = expandAnyCase(parts.urlTemplate, "TileMatrixSet", percentEncode(chosen->id));
    for (const auto& dimension : layer->dimensions)
        parts.urlTemplate =
            expandAnyCase(parts.urlTemplate, dimension.id, percentEncode(valueOf(dimension, description)));
    parts.urlTemplate = withForeignParameters(std::move(parts.urlTemplate), url);
    parts.name = source;
    parts.grid = std::move(chosen->grid);
    parts.attribution = capabilities.provider;
    parts.issues = std::move(chosen->issues);
    return TemplateSource::create(std::move(parts), description.minLevel, description.maxLevel);
}

std::string wmtsCapabilitiesUrl(const std::string& url)
{
    if (!isHttpUrl(url))
        return url;
    const std::string path = url.substr(0, url.find_first_of("?#"));
    if (url.find('?') == std::string::npos && path.ends_with(".xml"))
        return url;
    // A GetTile request that someone has copied tells where the service is.
    std::string service = withForeignParameters(path, url);
    service = withParameter(std::move(service), "SERVICE", "WMTS");
    service = withParameter(std::move(service), "REQUEST", "GetCapabilities");
    return withParameter(std::move(service), "VERSION", "1.0.0");
}

} // namespace guanjing
