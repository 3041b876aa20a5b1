#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Error.h"
#include "geodata/core/Math.h"
#include "geodata/core/Result.h"
#include "geodata/terrain/TerrainTiling.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing {

/// The height at a place.
struct HeightSample {
    double heightMeters = 0; ///< as the source has it
    glm::vec3 normal{0.0F}; ///< unit, ECEF axes; zero: the source tells none
    bool isFilled = false; ///< a void, filled from its neighbours
    double datumOffsetMeters = 0; ///< of the height, what an offset grid has added
    std::optional<double> mapHeightMeters = std::nullopt; ///< what maps of it count in, where that is another one
};

/// The height where a source ends, seen from a place beyond.
struct EdgeSample {
    HeightSample sample;
    double distanceMeters = 0; ///< of the edge
};

/// The heights of one terrain tile. Immutable, any thread.
class HeightPatch {
public:
    virtual ~HeightPatch() = default;
    /// Degrees. Nothing outside the tile, apart from the margin that some sources have, and where there is nothing to go by.
    [[nodiscard]] virtual std::optional<HeightSample> at(double lonDegrees, double latDegrees) const = 0;
    /// Degrees, of a place beyond the source's own edge: what is nearest on that edge, as far as the tile knows; nothing for
    /// places that the source covers, and of sources without an edge.
    [[nodiscard]] virtual std::optional<EdgeSample> edgeFrom(double lonDegrees, double latDegrees) const
    {
        (void)lonDegrees;
        (void)latDegrees;
        return std::nullopt;
    }
    /// 0 land … 1 water; nothing where the source does not tell them apart, or outside the tile.
    [[nodiscard]] virtual std::optional<float> waterAt(double lonDegrees, double latDegrees) const
    {
        (void)lonDegrees;
        (void)latDegrees;
        return std::nullopt;
    }
    [[nodiscard]] virtual double minHeightMeters() const = 0;
    [[nodiscard]] virtual double maxHeightMeters() const = 0;
    /// Some places of the tile have no height of their own.
    [[nodiscard]] virtual bool hasVoids() const = 0;
    [[nodiscard]] virtual std::size_t byteSize() const = 0;
};

/// What a tile of heights brings.
struct HeightTileData {
    std::shared_ptr<const HeightPatch> patch; ///< null: the source has nothing there
    /// Tiles that exist below, first entry the next level; empty: it does not say.
    std::vector<std::vector<TerrainTileRange>> availableBelow;
    std::vector<Error> issues; ///< what of it could not be used
};

/// Port: heights in tiles, whatever they come from. Immutable once made; any thread.
class HeightSource {
public:
    virtual ~HeightSource() = default;
    [[nodiscard]] virtual TerrainProjection projection() const = 0;
    /// Finest level that there may be.
    [[nodiscard]] virtual int maxLevel() const = 0;
    /// What the source itself says; nothing where its tiles tell, or only asking does.
    [[nodiscard]] virtual std::optional<bool> isAvailable(const TerrainTileId& id) const = 0;
    /// Tiles on every so many levels say what there is below them; 0: none does.
    [[nodiscard]] virtual int metadataAvailability() const { return 0; }
    /// Degrees, where it has data; nothing: not said.
    [[nodiscard]] virtual std::optional<Rectangle> bounds() const = 0;
    /// Its tiles tell what lies beyond its edge, see HeightPatch::edgeFrom; else its bounds are only what it says.
    [[nodiscard]] virtual bool tellsEdges() const { return false; }
    /// What make() needs; empty: nothing.
    [[nodiscard]] virtual std::string tileUrl(const TerrainTileId& id) const = 0;
    /// From what tileUrl() names. Worker thread; may read files, never waits for the network.
    [[nodiscard]] virtual Result<HeightTileData> make(const TerrainTileId& id, ByteView bytes,
                                                      const std::string& url) const = 0;
    /// Another source, by its URL, that stands in where this one has no tile; empty: none.
    [[nodiscard]] virtual std::string parentUrl() const { return {}; }
    [[nodiscard]] virtual std::string attribution() const { return {}; }
    /// What its description has wrong and still can be used.
    [[nodiscard]] virtual std::vector<Error> issues() const { return {}; }
};

/// What tiles of quantized meshes are asked for with, so that they come with all that is shown.
inline constexpr const char* kQuantizedMeshAccept =
    "application/vnd.quantized-mesh;extensions=octvertexnormals-watermask-metadata,"
    "application/octet-stream;q=0.9,*/*;q=0.1";
/// The address of a terrain's layer.json, of which a scene may name only the folder.
[[nodiscard]] std::string terrainLayerUrl(const std::string& url);
/// From a layer.json. Errors as parseTerrainLayer.
[[nodiscard]] Result<std::shared_ptr<const HeightSource>> makeQuantizedMeshSource(ByteView layerJson,
                                                                                  const std::string& url);

} // namespace guanjing
