#include "geodata/raster/Wms.h"

#include "geodata/core/Limits.h"
#include "geodata/crs/CrsFacts.h"
#include "geodata/net/Url.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureFormats.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/raster/TemplateSource.h"
#include "geodata/raster/WrittenGrid.h"
#include "geodata/raster/XmlTree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <sstream>
#include <utility>

namespace guanjing {
namespace {

using Layer = WmsCapabilities::Layer;

constexpr int kPictureSide = 256;
constexpr int kMostLayerDepth = 32;
constexpr std::size_t kMostSystems = 8192; // as many as authorities know

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Shortest text that reads back as the same number, never in a form that a server may not know.
std::string numberText(double value)
{
    std::array<char, 64> text{};
    const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return problem == std::errc() ? std::string(text.data(), end) : std::to_string(value);
}

std::optional<Rectangle> boundsOf(const XmlElement& layer)
{
    Rectangle bounds;
    if (const XmlElement* box = layer.child("EX_GeographicBoundingBox"); box
        && readNumber(box->textOf("westBoundLongitude"), bounds.west)
        && readNumber(box->textOf("southBoundLatitude"), bounds.south)
        && readNumber(box->textOf("eastBoundLongitude"), bounds.east)
        && readNumber(box->textOf("northBoundLatitude"), bounds.north))
        return bounds;
    if (const XmlElement* box = layer.child("LatLonBoundingBox"); box && readNumber(box->attribute("minx"), bounds.west)
        && readNumber(box->attribute("miny"), bounds.south) && readNumber(box->attribute("maxx"), bounds.east)
        && readNumber(box->attribute("maxy"), bounds.north))
        return bounds;
    return std::nullopt;
}

/// A layer and those below it; what a layer does not say it has from the one above.
void readLayers(const XmlElement& element, Layer inherited, int depth, std::vector<Layer>& layers)
{
    Layer layer = std::move(inherited);
    layer.name = element.textOf("Name");
    layer.title = element.textOf("Title");
    for (const char* name : {"CRS", "SRS"})
        element.eachChild(name, [&](const XmlElement& system) {
            std::istringstream words(system.text); // 1.1.0 lists several in one element
            for (std::string word; words >> word;)
                if (layer.systems.size() < kMostSystems
                    && std::find(layer.systems.begin(), layer.systems.end(), word) == layer.systems.end())
                    layer.systems.push_back(word);
        });
    element.eachChild("Style", [&](const XmlElement& style) { layer.styles.push_back(style.textOf("Name")); });
    for (const char* name : {"Dimension", "Extent"}) // 1.1.1 has the values in an element of their own
        element.eachChild(name, [&](const XmlElement& written) {
            WmsCapabilities::Dimension& dimension = layer.dimensions[lowerCase(written.attribute("name"))];
            dimension.name = written.attribute("name");
            if (!written.attribute("default").empty())
                dimension.byDefault = written.attribute("default");
            if (!written.text.empty())
                dimension.values = written.text;
        });
    if (const auto bounds = boundsOf(element))
        layer.bounds = bounds;
    if (const XmlElement* attribution = element.child("Attribution"))
        layer.attribution = attribution->textOf("Title");
    if (!element.attribute("opaque").empty())
        layer.isOpaque = element.attribute("opaque") == "1" || element.attribute("opaque") == "true";
    if (!layer.name.empty())
        layers.push_back(layer);
    if (depth < kMostLayerDepth)
        element.eachChild("Layer", [&](const XmlElement& child) { readLayers(child, layer, depth + 1, layers); });
}

class WmsSource final : public PictureSource {
public:
    WmsSource(std::string name, TileGrid grid, std::string request, bool isNorthFirst, std::string attribution)
        : PictureSource(std::move(name), std::move(grid)), m_request(std::move(request)), m_isNorthFirst(isNorthFirst)
    {
        m_attribution = std::move(attribution);
    }
    using PictureSource::limitLevels;

    [[nodiscard]] std::string urlOf(int level, std::uint32_t x, std::uint32_t y) const override
    {
        const glm::dvec4 box = m_grid.boxOf(level, x, y);
        std::string numbers;
        for (const double value :
             m_isNorthFirst ? std::array{box.y, box.x, box.w, box.z} : std::array{box.x, box.y, box.z, box.w})
            numbers += (numbers.empty() ? "" : ",") + numberText(value);
        return m_request + "&BBOX=" + numbers;
    }

private:
    std::string m_request; ///< all but the box
    bool m_isNorthFirst;
};

/// Squares of 256 pixels that double from `finest`, from the north-west corner of a box.
Result<TileGrid> gridOver(const CrsFacts& crs, const glm::dvec4& box)
{
    TileGrid grid;
    grid.crs = crs.name;
    grid.isGeographic = crs.isGeographic;
    grid.isWgs84Degrees = crs.isWgs84Degrees;
    const double finest = 0.02 / crs.metersPerUnit; // units
    const double side = std::max(box.z - box.x, box.w - box.y);
    const int levels =
        std::clamp(static_cast<int>(std::ceil(std::log2(side / (finest * kPictureSide)))), 0, limits::kMaxImageryLevel)
        + 1;
    for (int level = 0; level < levels; ++level) {
        TileMatrix matrix;
        matrix.id = std::to_string(level);
        matrix.origin = {box.x, box.w};
        matrix.unitsPerPixel = glm::dvec2(std::ldexp(side / kPictureSide, -level));
        matrix.columns = matrix.rows = std::uint32_t{1} << level;
        grid.levels.push_back(std::move(matrix));
    }
    grid.extent = box;
    if (auto finished = grid.finish(crs.name); !finished)
        return fail(std::move(finished.error()));
    return grid;
}

struct ChosenSystem {
    std::string written; ///< as the service names it
    CrsFacts facts;
};

Result<ChosenSystem> chooseSystem(const Layer& layer, const std::string& wanted, const std::string& source)
{
    // By name first: some services list thousands, and each costs PROJ a look.
    const auto rankOf = [](const std::string& name) {
        return name == "EPSG:3857" ? 0 : name == "OGC:CRS84" || name == "EPSG:4326" || name == "EPSG:4490" ? 1 : 2;
    };
    std::vector<std::pair<int, const std::string*>> order;
    for (const std::string& system : layer.systems) {
        const std::string name = crsNameOf(system);
        if (wanted.empty() || name == crsNameOf(wanted))
            order.emplace_back(rankOf(name), &system);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [rank, system] : order)
        if (auto facts = crsFacts(*system))
            return ChosenSystem{*system, std::move(*facts)};
    if (!wanted.empty()) { // a service may know more than it lists
        auto facts = crsFacts(wanted);
        if (!facts)
            return fail(facts.error().code, source, facts.error().source + ": " + facts.error().detail);
        return ChosenSystem{wanted, std::move(*facts)};
    }
    return fail(ErrorCode::BadReference, source,
                "layer \"" + layer.name + "\" is offered in no coordinate system that is known here");
}

std::string listed(const std::vector<Layer>& layers)
{
    constexpr std::size_t kMostListed = 8;
    std::string text;
    for (std::size_t i = 0; i < layers.size() && i < kMostListed; ++i)
        text += (i > 0 ? ", \"" : "\"") + layers[i].name + "\"";
    return layers.size() > kMostListed ? text + " and " + std::to_string(layers.size() - kMostListed) + " more" : text;
}

/// What people put into the key "layer": one name or several, which the service paints over each other.
Result<std::vector<const Layer*>> chooseLayers(const WmsCapabilities& capabilities, const std::string& names,
                                               const std::string& source)
{
    std::vector<const Layer*> chosen;
    if (names.empty())
        return std::vector<const Layer*>{&capabilities.layers.front()};
    for (std::size_t begin = 0; begin <= names.size();) {
        const std::size_t end = std::min(names.find(',', begin), names.size());
        const std::string name = names.substr(begin, end - begin);
        begin = end + 1;
        const auto found = std::find_if(capabilities.layers.begin(), capabilities.layers.end(),
                                        [&](const Layer& layer) { return layer.name == name; });
        if (found == capabilities.layers.end())
            return fail(ErrorCode::BadReference, source,
                        "has no layer \"" + name + "\", only " + listed(capabilities.layers));
        chosen.push_back(&*found);
    }
    return chosen;
}

/// "image/png" before all, for its transparency; of an opaque layer whatever comes first.
std::string chooseFormat(const WmsCapabilities& capabilities, bool isOpaque)
{
    std::string first;
    for (const std::string& format : capabilities.formats) {
        if (!isReadableFormat(format))
            continue;
        if (first.empty() || (!isOpaque && format == "image/png" && first != "image/png"))
            first = format;
    }
    return first;
}

} // namespace

Result<WmsCapabilities> parseWmsCapabilities(ByteView bytes, const std::string& source)
{
    auto root = parseServiceDocument(bytes, source);
    if (!root)
        return fail(std::move(root.error()));
    const XmlElement* capability = root->child("Capability");
    if ((root->name != "WMS_Capabilities" && root->name != "WMT_MS_Capabilities") || !capability)
        return fail(ErrorCode::BadMagic, source, "no WMS capabilities: the root element is \"" + root->name + "\"");
    WmsCapabilities capabilities;
    capabilities.version = root->attribute("version");
    if (capabilities.version != "1.3.0" && !capabilities.version.starts_with("1.1."))
        return fail(ErrorCode::UnsupportedVersion, source, "WMS version \"" + capabilities.version + "\"");
    if (const XmlElement* service = root->child("Service")) {
        capabilities.title = service->textOf("Title");
        double number = 0;
        if (readNumber(service->textOf("MaxWidth"), number) && number >= 1 && number < 1e6)
            capabilities.maxWidth = static_cast<int>(number);
        if (readNumber(service->textOf("MaxHeight"), number) && number >= 1 && number < 1e6)
            capabilities.maxHeight = static_cast<int>(number);
    }
    if (const XmlElement* request = capability->child("Request"))
        if (const XmlElement* map = request->child("GetMap")) {
            map->eachChild("Format", [&](const XmlElement& format) { capabilities.formats.push_back(format.text); });
            const XmlElement* type = map->child("DCPType");
            const XmlElement* http = type ? type->child("HTTP") : nullptr;
            const XmlElement* get = http ? http->child("Get") : nullptr;
            if (const XmlElement* resource = get ? get->child("OnlineResource") : nullptr)
                capabilities.getMapUrl = resource->attribute("href");
        }
    capability->eachChild("Layer", [&](const XmlElement& layer) { readLayers(layer, {}, 0, capabilities.layers); });
    if (capabilities.layers.empty())
        return fail(ErrorCode::BadValue, source, "WMS capabilities without a layer that has a name");
    return capabilities;
}

Result<std::shared_ptr<const PictureSource>> openWms(const WmsCapabilities& capabilities,
                                                     const ImageryDescription& description, const std::string& url)
{
    const std::string source = redactUrl(url);
    auto layers = chooseLayers(capabilities, description.layer, source);
    if (!layers)
        return fail(std::move(layers.error()));
    const Layer& layer = *layers->front();
    auto system = chooseSystem(layer, description.crs, source);
    if (!system)
        return fail(std::move(system.error()));
    if (capabilities.maxWidth > 0 && std::min(capabilities.maxWidth, capabilities.maxHeight) < kPictureSide
        && capabilities.maxHeight > 0)
        return fail(ErrorCode::UnsupportedFeature, source,
                    "makes pictures of at most " + std::to_string(capabilities.maxWidth) + " by "
                        + std::to_string(capabilities.maxHeight) + " pixels");
    const std::string format =
        description.format.empty() ? chooseFormat(capabilities, layer.isOpaque) : description.format;
    if (format.empty())
        return fail(ErrorCode::UnsupportedFeature, source, "offers no format of pictures that is read here");

    std::optional<Rectangle> bounds =
        layer.bounds; // of all that are asked for; a layer that does not say may lie anywhere
    for (const Layer* one : *layers)
        bounds = bounds && one->bounds ? std::optional(bounds->united(*one->bounds)) : std::nullopt;
    const CrsFacts& crs = system->facts;
    TileGrid grid;
    Issues issues;
    if (crs.isWebMercator) {
        grid = webMercatorQuad(description.minLevel, description.maxLevel);
        if (bounds)
            grid.extent = gridBoxOf(grid, *bounds);
    } else {
        TileGrid bare;
        bare.crs = crs.name;
        bare.isGeographic = crs.isGeographic;
        bare.isWgs84Degrees = crs.isWgs84Degrees;
        auto box = bounds ? gridBoxOf(bare, *bounds) : std::nullopt;
        if (!box && crs.isGeographic)
            box = glm::dvec4(-180, -90, 180, 90);
        if (!box)
            return fail(ErrorCode::BadValue, source,
                        "layer \"" + layer.name + "\" has no extent that could be expressed in " + crs.name);
        auto made = gridOver(crs, *box);
        if (!made)
            return fail(made.error().code, source, made.error().detail);
        grid = std::move(*made);
    }
    const bool is130 = capabilities.version == "1.3.0";
    // Before 1.3.0 east came first whatever the authority said; since then the authority decides.
    const bool isNorthFirst = description.axisOrder.empty() ? is130 && crs.isNorthFirst : description.axisOrder == "yx";
    std::string names, styles;
    for (const Layer* one : *layers) {
        names += (names.empty() ? "" : ",") + percentEncode(one->name);
        styles += one == layers->front() ? "" : ",";
    }
    std::string request = capabilities.getMapUrl.empty() ? url.substr(0, url.find_first_of("?#"))
                                                         : serviceAddress(url, capabilities.getMapUrl);
    request = withForeignParameters(std::move(request), url);
    const std::string side = std::to_string(kPictureSide);
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
             {"SERVICE", "WMS"},
             {"VERSION", capabilities.version},
             {"REQUEST", "GetMap"},
             {is130 ? "CRS" : "SRS", system->written},
             {"WIDTH", side},
             {"HEIGHT", side},
             {"FORMAT", format},
             {"TRANSPARENT", layer.isOpaque || format.find("jpeg") != std::string::npos ? "FALSE" : "TRUE"}})
        request = withParameter(std::move(request), key, value);
    // Commas stay as they are between names.
    request +=
        "&LAYERS=" + names + "&STYLES=" + (description.style.empty() ? styles : percentEncode(description.style));
    for (const auto& [name, value] : description.dimensions)
        if (!value.empty()) {
            const std::string lower = lowerCase(name);
            const bool isOwn = lower == "time" || lower == "elevation" || lower.starts_with("dim_");
            request = withParameter(std::move(request), isOwn ? name : "dim_" + name, value);
        }
    auto made =
        std::make_shared<WmsSource>(source, std::move(grid), std::move(request), isNorthFirst, layer.attribution);
    if (auto limited = made->limitLevels(description.minLevel, description.maxLevel); !limited)
        return fail(std::move(limited.error()));
    return std::shared_ptr<const PictureSource>(std::move(made));
}

std::string wmsCapabilitiesUrl(const std::string& url)
{
    if (!isHttpUrl(url))
        return url;
    const std::string path = url.substr(0, url.find_first_of("?#"));
    if (url.find('?') == std::string::npos && path.ends_with(".xml"))
        return url;
    std::string service = withForeignParameters(path, url);
    service = withParameter(std::move(service), "SERVICE", "WMS");
    service = withParameter(std::move(service), "REQUEST", "GetCapabilities");
    // Who writes a version wants that one of the several that a service speaks.
    const std::string lower = lowerCase(url);
    const std::size_t key = lower.find("version=", path.size());
    if (key != std::string::npos && (lower[key - 1] == '?' || lower[key - 1] == '&')) {
        const std::size_t value = key + std::string_view("version=").size();
        const std::string version = url.substr(value, url.find_first_of("&#", value) - value);
        if (version == "1.3.0" || version.starts_with("1.1."))
            service = withParameter(std::move(service), "VERSION", version);
    }
    return service;
}

} // namespace guanjing
