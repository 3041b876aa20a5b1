#pragma once
// Entry points of the demo city for app/platform. Everything is a pure function of its arguments: any thread, any order.

#include "geodata/core/Bytes.h"
#include "geodata/core/Math.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"
#include "geodata/democity/Epoch.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::democity {

using UtcTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// Changes whenever anything changed that the city is made by: addresses that hold it may be kept for good.
[[nodiscard]] std::string_view contentVersion();

/// Extent of what is mapped: the city and some land around it, degrees.
[[nodiscard]] Rectangle cityExtent();

/// The city or one of its towns.
struct AdministrativeArea {
    std::string code, nameZh, nameEn;
    int population2020 = 0;
    double areaKm2 = 0; ///< on the ellipsoid
    Rectangle extent;
    std::vector<glm::dvec2> ring; ///< longitude and latitude, counter-clockwise, not closed by its first point
};
/// The 33 towns, which share their borders and together are the city. Immutable; any thread.
[[nodiscard]] const std::vector<AdministrativeArea>& townAreas();
/// One area: the city.
[[nodiscard]] const std::vector<AdministrativeArea>& cityAreas();

/// Height of the ground above the ellipsoid, taken as sea level, metres. Nothing stands on it yet: tiles are flat.
[[nodiscard]] double groundHeight(double lonDegrees, double latDegrees);

/// What an orthophoto shows where a road runs high above the ground.
enum class Decks : std::uint8_t {
    Shown, ///< the deck: a picture by itself
    LeftToModels ///< from close by what lies below it, in its shade: the ground under models of the decks
};
/// Orthophoto tile of the XYZ scheme (EPSG:3857, y down), 256×256, as JPEG. Outside the extent: sea and countryside.
[[nodiscard]] Result<Bytes> orthophotoTile(int level, int x, int y, Epoch epoch = Epoch::June2026,
                                           Decks decks = Decks::Shown);
/// The same in tiles of degrees (EPSG:4490, 2^level across the world, y down from the north pole).
[[nodiscard]] Result<Bytes> orthophotoGeographicTile(int level, int x, int y, Epoch epoch = Epoch::June2026);
/// How much lamps light the ground by night: XYZ tile as orthophotoTile(), black where it is dark, of levels 0 to
/// kFinestLightsLevel. Colours are roots of the light, as it is seen on white.
constexpr int kFinestLightsLevel = 18;
[[nodiscard]] Result<Bytes> lightsTile(int level, int x, int y);
/// Tiles of this level and of coarser ones wait for the overview.
constexpr int kFinestLevelOfOverview = 11;
/// As prepareOverview(), for the lights.
void prepareLights();
/// Makes what the coarse levels of the orthophoto share (about a second on one core; all cores help), so that the first such
/// tile need not wait.
void prepareOverview(Epoch epoch = Epoch::June2026);
/// Makes what the documents and tiles of the buildings share (some hundredths of a second), likewise.
void prepareDocuments();

/// tileset.json of the buildings (3D Tiles 1.1, explicit root with implicit or external subtrees as `path` names them)
/// or the glb of one tile; `path` is relative to the tileset's folder, "tileset.json" first.
/// Where the models of a tileset stand.
enum class Relief : std::uint8_t {
    Flat, ///< on the ellipsoid, for viewers without terrain
    Terrain ///< on the ground
};
struct NamedBytes {
    std::string contentType;
    Bytes bytes;
};
[[nodiscard]] Result<NamedBytes> buildingFile(std::string_view path, Epoch epoch = Epoch::June2026,
                                              Relief relief = Relief::Flat);

/// What changed between the two dates in a rectangle of degrees, as GeoJSON: a feature per building with what became of it,
/// its footprint (of a roof extension: that of the shed), heights and areas. Fails where the rectangle is larger than 0.2°.
[[nodiscard]] Result<Bytes> changesGeoJson(const Rectangle& bounds);

/// Where the name of a street stands on the map.
struct Street {
    std::string nameZh, nameEn;
    double lonDegrees = 0, latDegrees = 0;
    double aheadLonDegrees = 0, aheadLatDegrees = 0; ///< another place on its axis, a little further on
    int rank = 0; ///< 0 across the whole city, 1 wide, 2 less so
};
/// Names along the arterial roads of the city; a road that goes on bears its name again. Immutable; any thread.
[[nodiscard]] const std::vector<Street>& streets();

/// A measuring station of the demo city.
struct Station {
    int id = 0;
    std::string nameZh, nameEn;
    std::string kind; ///< "air", "water", "noise"
    std::string town;
    double lonDegrees = 0, latDegrees = 0;
    struct Channel {
        int id = 0; ///< datastream id, unique in the city
        std::string observedProperty, unitName, unitSymbol;
    };
    std::vector<Channel> channels;
};
[[nodiscard]] const std::vector<Station>& stations();
/// Value of a channel at an instant: follows a plausible day. Instants are rounded down to the reporting interval.
[[nodiscard]] double stationValue(const Station& station, const Station::Channel& channel, UtcTime instant);

} // namespace guanjing::democity
