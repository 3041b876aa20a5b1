// Settles views of a tileset and an imagery layer without drawing, over a real accessor:
//   BenchScene TILESET_URL|- IMAGERY_TEMPLATE|- LON,LAT,HEIGHT,HEADING,PITCH …
// The word "all" instead of a view: from where all of the tileset is seen, once that is known. "fly:FRAMES": loops over
// Dongguan, one update every 8 ms; "budget:MIB": of memory from here on.
#include "geodata/core/TaskPool.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/NullPreparer.h"
#include "tests/bench/Bench.h"
#include "tests/bench/TwoSources.h"

#include <cmath>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

void fly(SceneEngine& engine, int frames)
{
    double slowest = 0, mean = 0;
    std::size_t most = 0;
    for (int frame = 0; frame < frames; ++frame) {
        const double t = frame * 0.01;
        const ViewState view = ViewState::geographic(113.75 + 0.02 * std::sin(t), 23.02 + 0.02 * std::sin(0.7 * t),
                                                     400 + 300 * std::sin(0.31 * t), 40 * t, -25, 800, 600);
        const auto before = std::chrono::steady_clock::now();
        engine.update(view);
        const double milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
        slowest = std::max(slowest, milliseconds);
        mean += milliseconds / frames;
        most = std::max(most, engine.counters().memoryBytes);
        std::this_thread::sleep_until(before + std::chrono::milliseconds(8));
    }
    bench::report("flight: mean update", mean, "ms");
    bench::report("flight: slowest update", slowest, "ms");
    bench::report("flight: most memory", static_cast<double>(most), "bytes");
    bench::report("flight: bytes", static_cast<double>(engine.counters().bytesLoaded), "");
    bench::report("flight: bytes never drawn", static_cast<double>(engine.counters().bytesNeverDrawn), "");
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4)
        return 0;
    const Scene scene = bench::sceneOf(argv[1], argv[2]);
    CurlAssetAccessor assets;
    TaskPool tasks;
    SystemClock clock;
    NullPreparer preparer;
    std::mutex mutex;
    std::condition_variable wake;
    bool hasChanged = false;
    SceneEngine engine({assets, tasks, clock, preparer}, {}, [&] {
        const std::lock_guard lock(mutex);
        hasChanged = true;
        wake.notify_one();
    });
    engine.setScene(scene);
    for (int i = 3; i < argc; ++i) {
        int number = 0;
        if (std::sscanf(argv[i], "budget:%d", &number) == 1) {
            EngineSettings settings = engine.settings();
            settings.memoryBudgetBytes = static_cast<std::size_t>(number) << 20;
            engine.setSettings(settings);
            continue;
        }
        if (std::sscanf(argv[i], "fly:%d", &number) == 1) {
            fly(engine, number);
            continue;
        }
        double v[5] = {};
        std::sscanf(argv[i], "%lf,%lf,%lf,%lf,%lf", &v[0], &v[1], &v[2], &v[3], &v[4]);
        if (std::strcmp(argv[i], "all") == 0) {
            const auto viewpoint = engine.viewpointFor(engine.sources().front().id);
            if (viewpoint) {
                v[0] = viewpoint->lonDegrees;
                v[1] = viewpoint->latDegrees;
                v[2] = viewpoint->heightMeters;
                v[4] = viewpoint->pitchDegrees;
            }
        }
        const ViewState view = ViewState::geographic(v[0], v[1], v[2], v[3], v[4], 800, 600);
        const auto start = std::chrono::steady_clock::now();
        int updates = 0;
        double slowest = 0;
        for (;;) {
            const auto before = std::chrono::steady_clock::now();
            engine.update(view);
            ++updates;
            slowest = std::max(
                slowest, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count());
            if (engine.isSettled())
                break;
            std::unique_lock lock(mutex);
            wake.wait_for(lock, std::chrono::seconds(1), [&] { return hasChanged; });
            hasChanged = false;
        }
        const std::string name = std::string(argv[i]) + ": ";
        bench::report((name + "settle").c_str(),
                      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(),
                      "ms");
        bench::report((name + "updates").c_str(), updates, "");
        bench::report((name + "slowest update").c_str(), slowest, "ms");
        bench::report((name + "update at rest").c_str(), bench::medianMilliseconds(50, [&] { engine.update(view); }),
                      "ms");
        const EngineCounters& counters = engine.counters();
        bench::report((name + "selected").c_str(), static_cast<double>(counters.tilesSelected), "");
        bench::report((name + "visited").c_str(), static_cast<double>(counters.tilesVisited), "");
        bench::report((name + "loaded so far").c_str(), static_cast<double>(counters.tilesLoaded), "");
        bench::report((name + "failed so far").c_str(), static_cast<double>(counters.tilesFailed), "");
        bench::report((name + "bytes so far").c_str(), static_cast<double>(counters.bytesLoaded), "");
        bench::report((name + "bytes never drawn").c_str(), static_cast<double>(counters.bytesNeverDrawn), "");
        bench::report((name + "memory").c_str(), static_cast<double>(counters.memoryBytes), "bytes");
    }
    for (const SourceStatus& source : engine.sources()) {
        for (const Error& error : source.errors)
            std::fprintf(stderr, "%s\n", error.toString().c_str());
    }
    return 0;
}
