#include "geodata/net/DataUrl.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/net/Url.h"
#include "geodata/raster/ImageryOpening.h"
#include "layers/scene/Scene.h"
#include "layers/scene/ScenePaths.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>

namespace guanjing::layers {
namespace {

namespace fs = std::filesystem;

enum class Form { Unknown, Tileset, Content, Scene, GeoJson, TileJson };

/// Reads the keys of the outermost object until they tell what the document is; a tileset of 200 MB is known after its
/// first bytes.
class FormDetector : public nlohmann::json_sax<nlohmann::json> {
public:
    [[nodiscard]] Form form() const { return m_form; }

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_array(std::size_t) override { return deeper(); }
    bool end_array() override { return shallower(); }
    bool start_object(std::size_t) override { return deeper(); }
    bool end_object() override { return shallower(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

    bool string(string_t& value) override
    {
        if (m_depth == 1 && m_key == "type" && (value == "FeatureCollection" || value == "Feature"))
            m_form = Form::GeoJson;
        return m_form == Form::Unknown;
    }
    bool key(string_t& name) override
    {
        if (m_depth != 1)
            return true;
        m_key = name;
        static constexpr std::array<std::string_view, 7> kScene{"viewpoints", "terrain", "imagery",  "tilesets",
                                                                "live",       "vectors", "dashboard"};
        if (name == "root" || name == "geometricError")
            m_form = Form::Tileset;
        else if (name == "meshes" || name == "nodes" || name == "bufferViews" || name == "accessors")
            m_form = Form::Content;
        else if (name == "tilejson")
            m_form = Form::TileJson;
        else if (std::find(kScene.begin(), kScene.end(), name) != kScene.end())
            m_form = Form::Scene;
        return m_form == Form::Unknown;
    }

private:
    bool deeper()
    {
        ++m_depth;
        return true;
    }
    bool shallower()
    {
        --m_depth;
        return true;
    }

    Form m_form = Form::Unknown;
    int m_depth = 0;
    std::string m_key;
};

std::string lowerCase(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// Path part of a URL, or the path itself, without query and fragment where it is a URL.
std::string pathOf(const std::string& source)
{
    return isHttpUrl(source) ? source.substr(0, source.find_first_of("?#")) : toFilePath(source);
}

std::string lastSegment(std::string path)
{
    while (path.ends_with('/'))
        path.pop_back();
    return path.substr(path.find_last_of('/') + 1);
}

/// Host and port of a URL, without what stands for one of several servers.
std::string serverOf(const std::string& url)
{
    const std::size_t begin = url.find("://") + 3;
    std::string server = url.substr(begin, url.find('/', begin) - begin);
    if (const std::size_t end = server.find("}."); server.starts_with('{') && end != std::string::npos)
        server.erase(0, end + 2);
    return server;
}

/// A name for people: the folder of a tileset.json, or its server; the file's own name otherwise.
std::string nameFor(const std::string& source)
{
    if (isDataUrl(source))
        return redactUrl(source);
    const std::string path = pathOf(source);
    const std::string file = lastSegment(path);
    constexpr std::array<std::string_view, 6> kForAnything{"tileset.json",        "layer.json",          "wmts", "wms",
                                                           "tilemapresource.xml", "wmtscapabilities.xml"};
    const bool isForAnything =
        std::find(kForAnything.begin(), kForAnything.end(), lowerCase(file)) != kForAnything.end();
    if (file.find('{') != std::string::npos || isForAnything) {
        std::string folder = path.substr(0, path.find('{'));
        folder.resize(std::min(folder.find_last_of('/'), folder.size()));
        if (std::string name = lastSegment(folder); !name.empty() && !name.ends_with(':'))
            return name;
        if (isHttpUrl(source))
            return serverOf(source);
    }
    return file.empty() ? redactUrl(source) : file;
}

struct Kind {
    std::string_view extension;
    std::string_view name;
};
/// Kinds that people drop on a city viewer and that it does not read yet.
constexpr Kind kNotRead[] = {
    {".shp", "Shapefile"},
    {".geojson", "GeoJSON"},
    {".kml", "KML"},
    {".kmz", "KMZ"},
    {".gml", "GML or CityGML"},
    {".dxf", "DXF"},
    {".dwg", "DWG"},
    {".csv", "CSV"},
    {".las", "LAS"},
    {".laz", "LAZ"},
    {".terrain", "quantized-mesh terrain"},
    {".osgb", "OSGB"},
    {".obj", "OBJ"},
    {".ifc", "IFC"},
    {".i3dm.gz", "packed tile"},
    {".pb", "GTFS-Realtime"},
    {".jpg", "picture"},
    {".jpeg", "picture"},
    {".png", "picture"},
    {".webp", "picture"},
    {".pdf", "PDF"},
    {".zip", "ZIP archive"},
};
/// Files that GDAL reads as pictures.
constexpr std::string_view kRasterExtensions[] = {".tif", ".tiff", ".vrt",     ".img", ".jp2",
                                                  ".j2k", ".gpkg", ".mbtiles", ".ecw"};
constexpr std::string_view kContentExtensions[] = {".glb", ".gltf", ".b3dm", ".i3dm", ".pnts", ".cmpt"};

std::string_view notReadKind(const std::string& lowerPath)
{
    for (const Kind& kind : kNotRead) {
        if (lowerPath.ends_with(kind.extension))
            return kind.name;
    }
    return {};
}

template <std::size_t N> bool endsWithOneOf(const std::string& text, const std::string_view (&endings)[N])
{
    return std::any_of(std::begin(endings), std::end(endings),
                       [&](std::string_view ending) { return text.ends_with(ending); });
}

bool hasContentExtension(const std::string& lowerPath) { return endsWithOneOf(lowerPath, kContentExtensions); }

Form formOfJson(std::istream& file)
{
    FormDetector detector;
    (void)nlohmann::json::sax_parse(file, &detector); // stops, "failing", as soon as the form is known
    return detector.form();
}

struct LocalForm {
    Form form = Form::Unknown;
    std::string_view notRead;
    std::string_view imagery; ///< kind of imagery
};

/// By content: names lie.
Result<LocalForm> formOfFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(fs::exists(path) ? ErrorCode::ReadFailed : ErrorCode::NotFound, path, "cannot be opened");
    std::array<char, 2048> head{};
    file.read(head.data(), head.size());
    const std::string_view begin(head.data(), static_cast<std::size_t>(file.gcount()));
    if (begin.empty())
        return fail(ErrorCode::Empty, path, "a file of no bytes");
    for (const std::string_view magic : {"glTF", "b3dm", "i3dm", "pnts", "cmpt"}) {
        if (begin.starts_with(magic))
            return LocalForm{Form::Content, {}, {}};
    }
    using namespace std::string_view_literals;
    const std::string lowerPath = lowerCase(path);
    if (begin.starts_with("II*\0"sv) || begin.starts_with("MM\0*"sv) || begin.starts_with("II+\0"sv)
        || begin.starts_with("SQLite format 3") || begin.find("<VRTDataset") != std::string_view::npos
        || endsWithOneOf(lowerPath, kRasterExtensions))
        return LocalForm{Form::Unknown, {}, "gdal"};
    if (const std::string_view kind = notReadKind(lowerPath); !kind.empty())
        return LocalForm{Form::Unknown, kind, {}};
    if (const std::string_view kind = imageryKindOf(begin); !kind.empty())
        return LocalForm{Form::Unknown, {}, kind};
    file.clear();
    file.seekg(0);
    return LocalForm{formOfJson(file), {}, {}};
}

Scene tilesetScene(const std::string& source)
{
    Scene scene;
    scene.name = nameFor(source);
    TilesetSourceSpec& tileset = scene.tilesets.emplace_back();
    tileset.name = scene.name;
    tileset.url = source;
    return scene;
}

Scene terrainScene(const std::string& source)
{
    Scene scene;
    scene.name = nameFor(source);
    TerrainSourceSpec& terrain = scene.terrain.emplace_back();
    terrain.name = scene.name;
    terrain.url = source;
    terrain.kind = "quantized-mesh";
    return scene;
}

Scene imageryScene(const std::string& source, const std::string& kind)
{
    Scene scene;
    scene.name = nameFor(source);
    ImagerySourceSpec& imagery = scene.imagery.emplace_back();
    imagery.name = scene.name;
    imagery.url = source;
    imagery.kind = kind;
    return scene;
}

/// Value of a key, whatever its case, in a URL's query, decoded; empty when it is not there.
std::string queryValue(const std::string& url, std::string_view key)
{
    const std::string lower = lowerCase(url);
    for (const char mark : {'?', '&'}) {
        const std::size_t at = lower.find(mark + std::string(key) + "=");
        if (at == std::string::npos)
            continue;
        const std::size_t begin = at + key.size() + 2;
        return percentDecode(url.substr(begin, url.find_first_of("&#", begin) - begin));
    }
    return {};
}

/// A service by an address that may be a whole request for a picture: what it asks for is what is shown.
Scene serviceScene(const std::string& source, const std::string& kind)
{
    Scene scene = imageryScene(source, kind);
    ImagerySourceSpec& imagery = scene.imagery.front();
    imagery.layer = queryValue(source, kind == "wms" ? "layers" : "layer");
    imagery.style = queryValue(source, kind == "wms" ? "styles" : "style");
    imagery.matrixSet = queryValue(source, "tilematrixset");
    return scene;
}

Scene sensorThingsScene(const std::string& source)
{
    Scene scene;
    scene.name = "SensorThings";
    LiveSourceSpec& live = scene.live.emplace_back();
    live.name = scene.name;
    live.url = source;
    return scene;
}

tl::unexpected<Error> notReadYet(const std::string& source, std::string_view kind)
{
    return fail(ErrorCode::UnsupportedFeature, redactUrl(source), std::string(kind) + " is not read yet");
}

tl::unexpected<Error> isScene(const std::string& source)
{
    return fail(ErrorCode::Usage, redactUrl(source), "is a scene file, not a source: open it as a scene");
}

Result<Scene> sceneForRemote(const std::string& source)
{
    const std::string path = lowerCase(pathOf(source));
    const std::string whole = lowerCase(source);
    if (path.ends_with(".scene.json"))
        return isScene(source);
    if (whole.find("service=wfs") != std::string::npos)
        return notReadYet(source, "WFS");
    const std::string file = lastSegment(path);
    const auto has = [](const std::string& text, std::string_view part) {
        return text.find(part) != std::string::npos;
    };
    if (has(whole, "service=wmts") || file == "wmts" || has(file, "wmtscapabilities"))
        return serviceScene(source, "wmts");
    if (has(whole, "service=wms") || file == "wms")
        return serviceScene(source, "wms");
    if (file == "tilemapresource.xml" || has(path, "/tms/1.0.0"))
        return imageryScene(source, "tms");
    if (has(path, "/map/tiles") || has(path, "/coverage/tiles"))
        return imageryScene(source, "ogc-tiles");
    if (endsWithOneOf(path, kRasterExtensions))
        return imageryScene(source, "gdal");
    if (path.ends_with("/layer.json"))
        return terrainScene(source);
    if (const std::string_view kind = notReadKind(path); !kind.empty())
        return notReadYet(source, kind);
    if (file == "v1.0" || file == "v1.1")
        return sensorThingsScene(source);
    // Everything else over http is taken for a tileset or a content; the engine looks at the bytes.
    return tilesetScene(source);
}

Result<Scene> sceneForLocal(const std::string& source)
{
    std::error_code problem;
    fs::path path = fs::absolute(toFilePath(source), problem).lexically_normal();
    if (fs::is_directory(path, problem)) {
        path /= "tileset.json";
        if (!fs::exists(path, problem))
            return fail(ErrorCode::NotFound, path.parent_path().string(), "a folder without a tileset.json");
    }
    const auto inside = splitPackageUrl(path.string());
    if (inside && fs::is_regular_file(inside->package, problem))
        return tilesetScene(path.string());
    if (isPackageUrl(path.string()) && fs::exists(path, problem))
        return tilesetScene(path.string());
    if (lowerCase(path.filename().string()) == "layer.json" && fs::exists(path, problem))
        return terrainScene(path.string());
    auto found = formOfFile(path.string());
    if (!found)
        return fail(found.error());
    if (!found->notRead.empty())
        return notReadYet(path.string(), found->notRead);
    if (!found->imagery.empty())
        return imageryScene(path.string(), std::string(found->imagery));
    switch (found->form) {
    case Form::Tileset:
    case Form::Content: return tilesetScene(path.string());
    case Form::Scene: return isScene(path.string());
    case Form::GeoJson: return notReadYet(path.string(), "GeoJSON");
    case Form::TileJson: return notReadYet(path.string(), "quantized-mesh terrain or TileJSON");
    case Form::Unknown: break;
    }
    // A damaged tile or tileset is the engine's to name; it knows the format.
    const std::string lowerPath = lowerCase(path.string());
    if (hasContentExtension(lowerPath) || lowerPath.ends_with("tileset.json"))
        return tilesetScene(path.string());
    return fail(ErrorCode::BadMagic, path.string(), "neither its name nor its bytes tell what it is");
}

} // namespace

Result<Scene> sceneForSource(const std::string& urlOrPath)
{
    if (urlOrPath.empty())
        return fail(ErrorCode::BadUrl, "", "an empty source");
    const auto has = [&](std::string_view part) { return urlOrPath.find(part) != std::string::npos; };
    auto checked = resolveSceneUrl("", urlOrPath);
    if (!checked)
        return fail(checked.error().code, redactUrl(urlOrPath), checked.error().detail);
    if (isDataUrl(urlOrPath))
        return tilesetScene(urlOrPath);
    if ((has("{z}") && has("{x}") && (has("{y}") || has("{-y}"))) || has("{q}")) {
        std::error_code ignored;
        const bool remote = isHttpUrl(urlOrPath) || !urlScheme(urlOrPath).empty();
        const std::string url = remote ? urlOrPath : fs::absolute(urlOrPath, ignored).lexically_normal().string();
        return imageryScene(url, has("{-y}") ? "tms" : "xyz");
    }
    return isHttpUrl(urlOrPath) ? sceneForRemote(urlOrPath) : sceneForLocal(urlOrPath);
}

bool isSceneFile(const std::string& urlOrPath)
{
    if (isHttpUrl(urlOrPath))
        return lowerCase(pathOf(urlOrPath)).ends_with(".scene.json");
    const std::string path = toFilePath(urlOrPath);
    if (lowerCase(path).ends_with(".scene.json"))
        return true;
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    return fs::is_regular_file(path, ignored) && file && formOfJson(file) == Form::Scene;
}

} // namespace guanjing::layers
