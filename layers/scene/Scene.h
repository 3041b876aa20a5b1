#pragma once

#include "geodata/core/Result.h"
#include "layers/tiling/PointLook.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::clipping {
class ClipRegion;
}

namespace guanjing::layers {

struct Viewpoint {
    std::string name;
    double lonDegrees = 0, latDegrees = 0, heightMeters = 0; ///< of the camera, ellipsoidal
    double headingDegrees = 0; ///< clockwise from north
    double pitchDegrees = -90; ///< negative downward
    std::string thumbnail; ///< a small JPEG or PNG as a data URL, may be empty
    bool operator==(const Viewpoint&) const = default;
};

/// What every source may carry.
struct SourceCommon {
    std::string name;
    std::string url; ///< resolved against the scene file when read from one
    bool visible = true;
    double opacity = 1.0;
    std::string cache; ///< "", "http", "always", "never"
    std::string auth; ///< a name in the keychain, never a secret
    std::string crs;
    std::string attribution;
    std::string date; ///< "YYYY", "YYYY-MM" or "YYYY-MM-DD"; empty: always
    /// Dated sources of one kind and one series show the same at other times: one date of them at a time, see Dates.h.
    std::string series;
    bool operator==(const SourceCommon&) const = default;
};

struct TerrainSourceSpec : SourceCommon {
    std::string kind; ///< "quantized-mesh", "dem"
    double heightOffsetMeters = 0; ///< key "heightOffset": is added
    std::string heights = "ellipsoidal"; ///< or "1985": above the national datum, with an offset grid or a heightOffset
    /// A raster of what has to be added to its heights to make them ellipsoidal (geoid undulations, say).
    std::string offsetGrid;
    bool operator==(const TerrainSourceSpec&) const = default;
};

struct ImagerySourceSpec : SourceCommon {
    /// "xyz", "tms", "wmts", "wms", "ogc-tiles", "gdal"; "geotiff", "mbtiles" and "geopackage" are read as "gdal".
    /// "pictures" is what packs make of those.
    std::string kind = "xyz";
    /// Levels of the source that are shown: their names where these are numbers, else counted from 0, the coarsest. 22 is no
    /// limit where the source states its levels.
    int minLevel = 0;
    int maxLevel = 22;
    std::vector<std::string> on{"terrain"}; ///< "terrain", "tilesets", or names of sources
    /// Names as the service has them; empty: its first or default. Keys "layer", "style", "matrixSet", "format".
    std::string layer, style, matrixSet, format;
    std::map<std::string, std::string> dimensions; ///< TIME and others
    std::string axisOrder; ///< "", "xy", "yx": overrides what the service's standard says
    std::vector<std::string> subdomains; ///< of {s} in a template; empty: a, b, c
    int zoomOffset = 0; ///< added to the level for a template's {z}
    std::string nodata; ///< "#rrggbb", or the value of all channels: what is not drawn
    double brightness = 0, contrast = 0, saturation = 0; ///< −1..1, 0: as they are
    /// Not what the ground looks like, but the light of lamps that falls on it: shown after dark, on the ground alone.
    bool lights = false;
    bool operator==(const ImagerySourceSpec&) const = default;
};

struct TilesetSourceSpec : SourceCommon {
    double heightOffsetMeters = 0; ///< key "heightOffset"
    std::string styleJson; ///< key "style", kept as JSON text
    PointLook points; ///< of point clouds in it
    bool operator==(const TilesetSourceSpec&) const = default;
};

struct LiveSourceSpec : SourceCommon {
    std::string kind = "sensorthings";
    std::string filter;
    double pollSeconds = 10;
    std::string mqtt;
    std::string symbolJson;
    bool operator==(const LiveSourceSpec&) const = default;
};

struct VectorSourceSpec : SourceCommon {
    std::string layer;
    bool operator==(const VectorSourceSpec&) const = default;
};

/// A box in place of a polygon: standing upright, turned about its vertical. Metres.
struct ClipBoxSpec {
    double lonDegrees = 0, latDegrees = 0, heightMeters = 0; ///< of the middle, ellipsoidal; keys "lon", "lat", "h"
    double widthMeters = 0, depthMeters = 0, boxHeightMeters = 0; ///< east, north and up before turning
    double headingDegrees = 0; ///< clockwise from north
    bool operator==(const ClipBoxSpec&) const = default;
};

/// What stands in a list of sources' names for the ground, and for all tilesets.
constexpr const char* kGroundName = "terrain";
constexpr const char* kTilesetsName = "tilesets";

/// What cuts models of tilesets and the ground, or lays them flat; see geodata/clipping/ClipRegion.h.
struct ClipSpec {
    std::string name; ///< unique among the clips
    std::string mode = "clip-inside"; ///< "clip-inside", "clip-outside", "flatten"
    std::vector<std::array<double, 2>> polygon; ///< longitude, latitude in degrees
    std::optional<ClipBoxSpec> box; ///< in place of the polygon
    std::optional<double> minHeightMeters, maxHeightMeters; ///< of a polygon, ellipsoidal; none: without end
    double flatHeightMeters = 0; ///< key "height", of "flatten"
    /// Names of tilesets, kTilesetsName for all of them, kGroundName for the ground; empty: all tilesets.
    std::vector<std::string> sources;
    bool enabled = true;
    bool operator==(const ClipSpec&) const = default;
};

/// How the ground is shown, key "ground".
struct GroundSpec {
    double exaggeration = 1; ///< multiplies the terrain's heights; tilesets stay where they are
    double opacity = 1;
    std::string shading = "natural"; ///< or "hillshade", "slope"
    bool contours = false;
    double contourIntervalMeters = 0; ///< key "contourInterval"; 0: by the scale
    bool operator==(const GroundSpec&) const = default;
};

/// What is drawn over every picture of the scene, slanting and repeated, key "watermark": nothing in the program takes it
/// off while the scene is shown.
struct WatermarkSpec {
    std::string text; ///< may be empty
    bool user = true; ///< the login name of who looks at it
    bool time = true; ///< when it is looked at
    double opacity = 0.15;
    bool operator==(const WatermarkSpec&) const = default;
};

/// What one view of the picture shows of the scene.
struct ComparedViewSpec {
    std::string date; ///< see Dates.h; empty: the latest of everything
    std::vector<std::string> hidden; ///< names of sources that it leaves out
    bool operator==(const ComparedViewSpec&) const = default;
};

/// Which dates are shown, and how they are compared, when the scene is opened, key "compare".
struct CompareSpec {
    std::string mode = "one"; ///< or "swipe", of two views in one picture, or "linked", of two to four side by side
    double divider = 0.5; ///< of "swipe", share of the picture's width
    std::vector<ComparedViewSpec> views; ///< from the left; of "one" at most one, none: the latest of everything
    bool operator==(const CompareSpec&) const = default;
};

/// The document *.scene.json (DESIGN.md section 3): plain data, compared and copied by value.
struct Scene {
    std::string name;
    std::vector<Viewpoint> viewpoints;
    std::vector<TerrainSourceSpec> terrain; ///< where the first has no heights the next counts
    GroundSpec ground;
    std::vector<ImagerySourceSpec> imagery; ///< bottom first
    std::vector<TilesetSourceSpec> tilesets;
    std::vector<LiveSourceSpec> live;
    std::vector<VectorSourceSpec> vectors;
    std::vector<ClipSpec> clips;
    CompareSpec compare;
    std::optional<WatermarkSpec> watermark;
    std::string casesJson;
    std::string dashboardJson;
    bool operator==(const Scene&) const = default;
};

/// The region that a clip stands for; BadValue tells what is wrong with its shape.
[[nodiscard]] Result<clipping::ClipRegion> regionOf(const ClipSpec& clip);

/// Reads a scene document. An unknown key or a wrong type is an error whose detail names the key and the line. Relative
/// URLs and paths are resolved against baseUrl (the file's own path or URL).
[[nodiscard]] Result<Scene> parseScene(std::string_view json, const std::string& baseUrl);
/// Writes it with the keys in a fixed order; paths below the target's folder become relative.
[[nodiscard]] std::string writeScene(const Scene& scene, const std::string& targetPath);
[[nodiscard]] Result<Scene> loadSceneFile(const std::string& path);
/// Writes to a temporary file beside it, syncs and renames: the old file stays whole on any failure.
[[nodiscard]] Result<void> saveSceneFile(const Scene& scene, const std::string& path);
/// Wraps a bare source (tileset.json, .glb, .gltf, .b3dm, an {z}/{x}/{y} URL, …) in a scene of its own; for a scene
/// file use loadSceneFile. Local files are told apart by their bytes. Kinds that are not read yet are UnsupportedFeature
/// naming the kind; a scene file is Usage.
[[nodiscard]] Result<Scene> sceneForSource(const std::string& urlOrPath);
/// True for a *.scene.json and for a local file whose keys are those of a scene.
[[nodiscard]] bool isSceneFile(const std::string& urlOrPath);

} // namespace guanjing::layers
