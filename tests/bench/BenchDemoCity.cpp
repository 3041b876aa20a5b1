// What a tile of the demo city costs on one core, and how much stands in the city.
#include "geodata/democity/Boundary.h"
#include "geodata/democity/Buildings.h"
#include "geodata/democity/Changes.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Rasters.h"
#include "geodata/democity/TerrainTiles.h"
#include "tests/bench/Bench.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <ctime>

using namespace guanjing;
using namespace guanjing::democity;

namespace {

/// Processor time of this thread: what the tile takes on one core, whoever else uses the machine.
double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// Times of single tiles, milliseconds.
class Times {
public:
    template <class Work> double measure(Work&& work)
    {
        const double start = cpuMilliseconds();
        work();
        return m_times.emplace_back(cpuMilliseconds() - start);
    }
    /// Of what all cores share: how long one waits for it.
    template <class Work> void measureWait(Work&& work)
    {
        const auto start = std::chrono::steady_clock::now();
        work();
        m_times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    void report(const std::string& name)
    {
        std::sort(m_times.begin(), m_times.end());
        const auto at = [&](double share) {
            return m_times[static_cast<std::size_t>(share * static_cast<double>(m_times.size() - 1))];
        };
        bench::report((name + ", p50").c_str(), at(0.5), "ms");
        bench::report((name + ", p99").c_str(), at(0.99), "ms");
        bench::report((name + ", max").c_str(), at(1), "ms");
    }

private:
    std::vector<double> m_times;
};

constexpr int kTiles = 300;

/// A random place of the city, the same in every run.
V2 placeOf(const std::string& kind, int k)
{
    std::uint64_t seed = 17;
    for (char c : kind)
        seed = hashOf(seed, c);
    for (int attempt = 0;; ++attempt) {
        seed = hashOf(seed, attempt);
        const V2 place{unitOf(hashOf(seed, k, 1)) * kCityWidthMeters, unitOf(hashOf(seed, k, 2)) * kCityHeightMeters};
        if (townHolding(place) >= 0)
            return place;
    }
}

/// `make` gets places; every tile is one that was not asked for before.
template <class Make> void scenario(const std::string& name, int tiles, Make&& make)
{
    Times times;
    double longest = 0;
    glm::dvec2 slowest{0, 0};
    for (int k = 0; k < tiles; ++k) {
        const V2 place = placeOf(name, k);
        if (const double took = times.measure([&] { make(place); }); took > longest) {
            longest = took;
            slowest = toLonLat(place);
        }
    }
    times.report(name);
    std::printf("%s, slowest\t%.4f, %.4f\n", name.c_str(), slowest.x, slowest.y);
}

void check(bool made)
{
    if (!made)
        std::puts("failed");
}

struct Xyz {
    int x, y;
};
Xyz xyzAt(int level, V2 place)
{
    const Box world = tileBox(0, 0, 0);
    const double size = (world.maxX - world.minX) / static_cast<double>(1LL << level);
    return {static_cast<int>((place.x - world.minX) / size), static_cast<int>((world.maxY - place.y) / size)};
}

void countCity()
{
    std::map<Epoch, std::size_t> buildings;
    std::map<Epoch, std::size_t> outside;
    std::size_t blocks = 0;
    const auto start = std::chrono::steady_clock::now();
    const Box city = cityLimits().box;
    const MeshRange range = meshesIn(city.grown(kPlannedBeyondMeters));
    for (int j = range.minJ; j <= range.maxJ; ++j)
        for (int i = range.minI; i <= range.maxI; ++i)
            for (Epoch epoch : kEpochs)
                for (const Block& block : planMesh(i, j, epoch).blocks) {
                    blocks += epoch == Epoch::June2026 ? 1 : 0;
                    for (const Building& building : fillBlock(block, Wanted::Buildings).buildings)
                        ++(townHolding(building.centre) >= 0 ? buildings : outside)[epoch];
                }
    bench::report("blocks", static_cast<double>(blocks), "blocks");
    for (Epoch epoch : kEpochs)
        std::printf("buildings of %s\t%zu\tbuildings; %zu more beyond the limits\n",
                    std::string(epochName(epoch)).c_str(), buildings[epoch], outside[epoch]);
    std::map<ChangeKind, std::size_t> changes;
    for (const Change& change : changesIn(city))
        ++changes[change.kind];
    bench::report("new", static_cast<double>(changes[ChangeKind::New]), "buildings");
    bench::report("vanished", static_cast<double>(changes[ChangeKind::Vanished]), "buildings");
    bench::report("with storeys added", static_cast<double>(changes[ChangeKind::Storeys]), "buildings");
    bench::report("with sheds on their roofs", static_cast<double>(changes[ChangeKind::RoofExtension]), "buildings");
    bench::report("counting", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), "s");
}

} // namespace

/// Arguments: "ortho", "ortho8" to "ortho22", "lights", "geographic", "buildings", "terrain", "dem", "cog", "documents", "truth", "count"; none: all but the last.
int main(int argc, char** argv)
{
    const auto wanted = [&](const std::string& name) {
        return argc < 2 ? name != "count"
                        : std::any_of(argv + 1, argv + argc, [&](const char* word) { return name == word; });
    };
    for (Epoch epoch : kEpochs) {
        Times once;
        once.measureWait([&] { prepareOverview(epoch); });
        once.report("overview of " + std::string(epochName(epoch)) + ", once");
    }
    Times prepared;
    prepared.measure([] { prepareDocuments(); });
    prepared.report("what buildings share, once");
    for (int level = 8; level <= 22; ++level)
        if (wanted("ortho") || wanted("ortho" + std::to_string(level)))
            scenario("orthophoto level " + std::to_string(level), level < 12 && wanted("ortho") ? 40 : kTiles,
                     [&](V2 place) {
                         const Xyz tile = xyzAt(level, place);
                         check(orthophotoTile(level, tile.x, tile.y).has_value());
                     });
    if (wanted("lights")) {
        Times once;
        once.measure([] { prepareLights(); });
        once.report("overview of the lights, once");
        for (int level = 8; level <= kFinestLightsLevel; ++level)
            scenario("lights level " + std::to_string(level), level < 12 ? 40 : kTiles, [&](V2 place) {
                const Xyz tile = xyzAt(level, place);
                check(lightsTile(level, tile.x, tile.y).has_value());
            });
    }
    if (wanted("geographic"))
        for (int level : {12, 15, 18, 21})
            scenario("orthophoto of degrees, level " + std::to_string(level), kTiles, [&](V2 place) {
                const glm::dvec2 at = toLonLat(place);
                const double size = 360.0 / static_cast<double>(1LL << level);
                check(orthophotoGeographicTile(level, static_cast<int>((at.x + 180) / size),
                                               static_cast<int>((90 - at.y) / size))
                          .has_value());
            });
    if (wanted("buildings"))
        for (int level = 0; level <= 4; ++level) {
            std::size_t triangles = 0;
            std::size_t bytes = 0;
            const std::string name = "building tile of " + std::to_string(4000 >> level) + " m";
            scenario(name, kTiles, [&](V2 place) {
                const double size = 4000.0 / (1 << level);
                const TileMesh mesh = buildTile(level, static_cast<int>(place.x / size),
                                                static_cast<int>(place.y / size), Epoch::June2026, Relief::Terrain);
                bytes += mesh.toGlb(level < 3).size();
                triangles += mesh.triangleCount();
            });
            bench::report((name + ", mean triangles").c_str(), static_cast<double>(triangles) / kTiles, "triangles");
            bench::report((name + ", mean size").c_str(), static_cast<double>(bytes) / kTiles / 1024, "KiB");
        }
    if (wanted("documents")) {
        Times root;
        root.measure([] { check(buildingFile("tileset.json", Epoch::June2026, Relief::Terrain).has_value()); });
        root.report("tileset.json, once");
        for (const auto& [kind, size] : {std::pair{"c", 4000.0}, {"b", 1000.0}})
            scenario("document " + std::string(kind), kTiles, [&, kind = kind, size = size](V2 place) {
                const std::string path = std::string(kind) + "/" + std::to_string(static_cast<int>(place.x / size))
                    + "_" + std::to_string(static_cast<int>(place.y / size)) + ".json";
                check(buildingFile(path, Epoch::June2026, Relief::Terrain).has_value());
            });
    }
    if (wanted("terrain"))
        for (int level = 8; level <= kFinestTerrainLevel; ++level)
            scenario("terrain level " + std::to_string(level), kTiles, [&](V2 place) {
                const glm::dvec2 at = toLonLat(place);
                const double size = 180.0 / static_cast<double>(1LL << level);
                check(terrainTile(level, static_cast<int>((at.x + 180) / size), static_cast<int>((at.y + 90) / size))
                          .has_value());
            });
    if (wanted("dem")) {
        const RasterFile dem = *demFile("city.tif");
        for (int level : {0, 3, 6})
            scenario("tile of the DEM, overview " + std::to_string(level), kTiles, [&](V2 place) {
                const auto tiles = [&](int pixels) { return static_cast<double>(pixels >> level) / 64; };
                check(dem.make(level, static_cast<std::uint32_t>(place.x / kCityWidthMeters * tiles(7520)),
                               static_cast<std::uint32_t>(place.y / kCityHeightMeters * tiles(5000)))
                          .has_value());
            });
    }
    if (wanted("cog")) {
        const RasterFile file = *orthophotoFile("dongguan.tif", Epoch::June2023);
        const std::uint64_t size = file.tiff->byteSize();
        // As readers ask for it, in whole blocks.
        scenario("64 KiB of the city's COG", kTiles, [&](V2 place) {
            constexpr std::uint64_t kPiece = 65536;
            const double share = (place.x + place.y) / (kCityWidthMeters + kCityHeightMeters);
            const auto at = static_cast<std::uint64_t>(share * static_cast<double>(size - 2 * kPiece));
            check(file.tiff->read(at / kPiece * kPiece, kPiece, file.make).has_value());
        });
    }
    if (wanted("truth"))
        scenario("changes of a square kilometre", 100, [&](V2 place) {
            const glm::dvec2 at = toLonLat(place);
            check(changesGeoJson({at.x, at.y, at.x + 0.01, at.y + 0.009}).has_value());
        });
    if (wanted("count"))
        countCity();
    return 0;
}
