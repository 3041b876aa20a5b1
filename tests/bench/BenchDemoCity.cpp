// What a tile of the demo city costs on one core.
#include "geodata/democity/Buildings.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Orthophoto.h"
#include "tests/bench/Bench.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace guanjing;
using namespace guanjing::democity;

namespace {

struct Spread {
    double median = 0, p90 = 0;
};

template <class Work> Spread spread(int runs, Work&& work)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 9 / 10]};
}

} // namespace

/// Arguments: levels of the orthophoto, or b0 … b4 for building tiles; none: all.
int main(int argc, char** argv)
{
    const auto wanted = [&](const std::string& name) {
        return argc < 2 || std::any_of(argv + 1, argv + argc, [&](const char* word) { return name == word; });
    };
    bench::report(
        "overview of the city, once",
        [] {
            const auto start = std::chrono::steady_clock::now();
            prepareOverview();
            return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        }(),
        "ms");
    const Box world = tileBox(0, 0, 0);
    const V2 places[] = {fromLonLat(113.752, 23.02), fromLonLat(113.60, 22.96), fromLonLat(113.78, 22.80),
                         fromLonLat(113.9, 22.93)};
    for (int level : {8, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22}) {
        const double size = (world.maxX - world.minX) / static_cast<double>(1LL << level);
        if (!wanted(std::to_string(level)))
            continue;
        int step = 0;
        // a fresh tile every time, as a viewer asks: contents of its blocks are made where they are not known yet
        const Spread ms = spread(40, [&] {
            const V2 place = places[step % 4];
            const int x = static_cast<int>((place.x - world.minX) / size) + (level > 13 ? step / 4 : step / 16);
            const int y = static_cast<int>((world.maxY - place.y) / size) + (step / 4) % 3;
            ++step;
            if (!orthophotoTile(level, x, y))
                std::puts("failed");
        });
        bench::report(("orthophoto level " + std::to_string(level) + ", median of 40 tiles").c_str(), ms.median, "ms");
        bench::report(("orthophoto level " + std::to_string(level) + ", p90").c_str(), ms.p90, "ms");
    }
    for (int level = 0; level <= 4; ++level) {
        if (!wanted("b" + std::to_string(level)))
            continue;
        int step = 0;
        std::size_t triangles = 0;
        std::size_t bytes = 0;
        const Spread ms = spread(20, [&] {
            const V2 place = places[step % 4];
            const double size = 4000.0 / (1 << level);
            const TileMesh mesh =
                buildTile(level, static_cast<int>(place.x / size) + step / 4, static_cast<int>(place.y / size));
            bytes += mesh.toGlb(level < 3).size();
            triangles += mesh.triangleCount();
            ++step;
        });
        const std::string name = "building tile of " + std::to_string(4000 >> level) + " m";
        bench::report((name + ", median").c_str(), ms.median, "ms");
        bench::report((name + ", p90").c_str(), ms.p90, "ms");
        bench::report((name + ", mean triangles").c_str(), static_cast<double>(triangles) / step, "triangles");
        bench::report((name + ", mean size").c_str(), static_cast<double>(bytes) / step / 1024, "KiB");
    }
    return 0;
}
