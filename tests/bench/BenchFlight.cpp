// A flight of an hour over a city, at 20 times its speed and without drawing:
//   BenchFlight TILESET_URL|- IMAGERY_TEMPLATE|- [--seconds S] [--speed X] [--budget MIB] [--views N] [--no-fades]
//               [--center LON,LAT] [--scale X] [--null] [--size WxH] [--sse PIXELS] [--out PREFIX]
// The path repeats after 600 s of its own time: a long leg, a turn of the head, a climb to 20 km, a dive to 30 m, a low leg
// and stops, which last until everything is there. It tells requests, bytes and memory; the holes and alternations that it
// found (see FlightWatch.h); and writes PREFIX.json and PREFIX.svg, the curve of memory.
#include "geodata/core/TaskPool.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/NullPreparer.h"
#include "render/upload/BuildOnlyPreparer.h"
#include "tests/FlightWatch.h"
#include "tests/bench/Bench.h"
#include "tests/bench/TwoSources.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <array>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

using namespace guanjing;
using namespace guanjing::layers;
using Steady = std::chrono::steady_clock;

namespace {

constexpr double kLoopSeconds = 600;
/// A stop that has not settled after so long is a stall.
constexpr double kStallSeconds = 30;

struct Options {
    double wallSeconds = 180, speed = 20, scale = 1, pixels = 16;
    std::size_t budgetBytes = std::size_t{1} << 30;
    int views = 1, width = 800, height = 600;
    bool fades = true, isNull = false;
    std::optional<std::array<double, 2>> center;
    std::string out = "flight";
};

struct Place {
    double seconds; ///< from the loop's start
    double eastKm, northKm, heightMeters, headingDegrees, pitchDegrees;
};
/// Two equal places in a row are a stop.
constexpr Place kPath[] = {{0, -3, -3, 400, 45, -20},   {100, 3, 2, 400, 45, -20},    {130, 3, 2, 400, 405, -20},
                           {160, 3, 2, 400, 405, -20},  {240, 0, 0, 20000, 360, -85}, {270, 0, 0, 20000, 360, -85},
                           {330, -1, 1.5, 30, 330, -5}, {360, -1, 1.5, 30, 330, -5},  {390, -1, 1.5, 30, 510, -5},
                           {480, 3, -2, 120, 480, -12}, {510, 3, -2, 120, 480, -12},  {540, 1, -3, 1500, 500, -40},
                           {600, -3, -3, 400, 765, -20}};

struct Moment {
    ViewState view;
    bool isStop = false;
};

Moment momentAt(double seconds, const Options& options, std::array<double, 2> center)
{
    const double t = std::fmod(seconds, kLoopSeconds);
    std::size_t i = 0;
    while (i + 2 < std::size(kPath) && kPath[i + 1].seconds <= t)
        ++i;
    const Place &a = kPath[i], &b = kPath[i + 1];
    double s = (t - a.seconds) / (b.seconds - a.seconds);
    s = s * s * (3 - 2 * s);
    const auto between = [&](double from, double to) { return from + (to - from) * s; };
    const double lat = center[1] + between(a.northKm, b.northKm) * options.scale / 111.0;
    const double lon = center[0]
        + between(a.eastKm, b.eastKm) * options.scale / (111.3 * std::cos(center[1] * 3.14159265358979 / 180));
    const double height = std::exp(between(std::log(a.heightMeters), std::log(b.heightMeters)));
    Moment moment{ViewState::geographic(lon, lat, height, between(a.headingDegrees, b.headingDegrees),
                                        between(a.pitchDegrees, b.pitchDegrees), options.width, options.height)};
    moment.isStop = a.eastKm == b.eastKm && a.northKm == b.northKm && a.headingDegrees == b.headingDegrees
        && a.heightMeters == b.heightMeters;
    return moment;
}

struct Sample {
    double seconds;
    std::size_t memoryBytes, residentBytes;
    std::uint64_t requests, bytes;
};

std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0, resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

Options parse(int argc, char** argv)
{
    Options options;
    for (int i = 3; i < argc; ++i) {
        const std::string name = argv[i];
        const char* value = i + 1 < argc ? argv[i + 1] : "";
        ++i;
        if (name == "--seconds")
            options.wallSeconds = std::atof(value);
        else if (name == "--speed")
            options.speed = std::atof(value);
        else if (name == "--scale")
            options.scale = std::atof(value);
        else if (name == "--sse")
            options.pixels = std::atof(value);
        else if (name == "--budget")
            options.budgetBytes = static_cast<std::size_t>(std::atof(value) * 1048576);
        else if (name == "--views")
            options.views = std::atoi(value);
        else if (name == "--out")
            options.out = value;
        else if (name == "--size")
            std::sscanf(value, "%dx%d", &options.width, &options.height);
        else if (name == "--center") {
            options.center.emplace();
            std::sscanf(value, "%lf,%lf", &(*options.center)[0], &(*options.center)[1]);
        } else {
            --i;
            options.fades = options.fades && name != "--no-fades";
            options.isNull = options.isNull || name == "--null";
        }
    }
    return options;
}

/// The curve of memory, by hand: 900x360, MiB over minutes of flight.
void writeSvg(const std::string& path, const std::vector<Sample>& samples, std::size_t budgetBytes)
{
    double most = static_cast<double>(budgetBytes) / 1048576;
    if (most >= 1024)
        most = 0;
    for (const Sample& sample : samples)
        most = std::max({most, static_cast<double>(sample.memoryBytes) / 1048576,
                         static_cast<double>(sample.residentBytes) / 1048576});
    const double step = std::pow(10.0, std::floor(std::log10(std::max(most, 1.0)))) / 2;
    most = std::ceil(most / step) * step;
    const double end = std::max(samples.back().seconds, 1.0);
    const auto x = [&](double seconds) { return 60 + 820 * seconds / end; };
    const auto y = [&](double mib) { return 320 - 290 * mib / most; };
    std::ofstream out(path);
    out << "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='360' font-family='sans-serif' font-size='12'>\n"
           "<rect width='900' height='360' fill='white'/>\n";
    for (double mib = 0; mib <= most; mib += step)
        out << "<line x1='60' x2='880' y1='" << y(mib) << "' y2='" << y(mib) << "' stroke='#ddd'/><text x='52' y='"
            << y(mib) + 4 << "' text-anchor='end'>" << mib << "</text>\n";
    for (double seconds = 0; seconds <= end; seconds += kLoopSeconds)
        out << "<line x1='" << x(seconds) << "' x2='" << x(seconds) << "' y1='30' y2='320' stroke='#bbb'/><text x='"
            << x(seconds) << "' y='338' text-anchor='middle'>" << seconds / 60 << "</text>\n";
    const auto curve = [&](const char* color, auto bytesOf) {
        out << "<polyline fill='none' stroke='" << color << "' stroke-width='1.5' points='";
        for (const Sample& sample : samples)
            out << x(sample.seconds) << ',' << y(static_cast<double>(bytesOf(sample)) / 1048576) << ' ';
        out << "'/>\n";
    };
    curve("#1565c0", [](const Sample& sample) { return sample.memoryBytes; });
    curve("#c62828", [](const Sample& sample) { return sample.residentBytes; });
    out << "<text x='60' y='20'>MiB over minutes of flight (one path per grid line): <tspan fill='#1565c0'>tiles"
           "</tspan>, <tspan fill='#c62828'>process</tspan></text>\n</svg>\n";
}

/// One flight: engine, clock of the path, figures.
class Flight {
public:
    Flight(const Scene& scene, const Options& options)
        : m_options(options)
        , m_preparer(options.isNull ? std::unique_ptr<ContentPreparer>(std::make_unique<NullPreparer>())
                                    : std::make_unique<render::BuildOnlyPreparer>())
        , m_engine({m_assets, m_tasks, m_clock, *m_preparer}, settingsOf(options),
                   [this] {
                       const std::lock_guard lock(m_mutex);
                       m_hasChanged = true;
                       m_wake.notify_one();
                   })
        , m_watch(m_engine)
    {
        m_engine.setScene(scene);
    }

    int run();

private:
    static EngineSettings settingsOf(const Options& options)
    {
        EngineSettings settings;
        settings.memoryBudgetBytes = options.budgetBytes;
        settings.fades = options.fades;
        settings.maximumScreenSpaceError = options.pixels;
        return settings;
    }
    void frame(const ViewState& view);
    void findCenter();
    void sample(double seconds);
    /// Until nothing is missing; false when that takes too long.
    bool settle(const ViewState& view);
    void writeJson(double wallSeconds) const;

    Options m_options;
    CurlAssetAccessor m_assets;
    TaskPool m_tasks;
    SystemClock m_clock;
    std::unique_ptr<ContentPreparer> m_preparer;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_hasChanged = false;
    SceneEngine m_engine;
    test::FlightWatch<SceneEngine> m_watch;
    std::array<double, 2> m_center{113.75, 23.02};
    ViewState m_last;
    std::vector<Sample> m_samples;
    std::vector<double> m_updates;
    std::vector<std::size_t> m_loopMemory; ///< at the end of each loop
    std::uint64_t m_stops = 0, m_stalls = 0;
    double m_longestStop = 0;
    std::size_t m_peak = 0, m_peakResident = 0, m_mostItems = 0;
};

void Flight::frame(const ViewState& view)
{
    const auto start = Steady::now();
    std::vector<ViewState> views{view};
    for (int i = 1; i < m_options.views; ++i) // the others look to the right of it
        views.push_back(ViewState::perspective(view.eye, view.right, view.up, view.width, view.height));
    const bool isResting = view.eye == m_last.eye && view.direction == m_last.direction;
    m_watch.beforeUpdate(views);
    const auto before = Steady::now();
    m_engine.update(views);
    m_updates.push_back(std::chrono::duration<double, std::milli>(Steady::now() - before).count());
    m_watch.afterUpdate(views, std::chrono::duration<double>(before.time_since_epoch()).count(), isResting);
    m_last = view;
    m_peak = std::max(m_peak, m_engine.counters().memoryBytes);
    m_mostItems = std::max(m_mostItems, m_engine.list(0).items.size());
    std::this_thread::sleep_until(start + std::chrono::milliseconds(16));
}

void Flight::sample(double seconds)
{
    const AssetStatistics network = m_assets.statistics();
    m_samples.push_back({seconds, m_engine.counters().memoryBytes, residentBytes(), network.requests, network.bytes});
    m_peakResident = std::max(m_peakResident, m_samples.back().residentBytes);
}

bool Flight::settle(const ViewState& view)
{
    const auto start = Steady::now();
    for (;;) {
        frame(view);
        const double seconds = std::chrono::duration<double>(Steady::now() - start).count();
        if (m_engine.isSettled() || seconds > kStallSeconds) {
            m_longestStop = std::max(m_longestStop, seconds);
            return m_engine.isSettled();
        }
    }
}

void Flight::findCenter()
{
    if (m_options.center) {
        m_center = *m_options.center;
        return;
    }
    const ViewState view = ViewState::geographic(m_center[0], m_center[1], 20000, 0, -85, 64, 48);
    for (int i = 0; i < 300; ++i) {
        m_engine.update(view);
        for (const SourceStatus& source : m_engine.sources()) {
            if (source.kind == SourceKind::Tileset && source.bounds) {
                const Rectangle& r = *source.bounds;
                m_center = {(r.west + r.east) / 2, (r.south + r.north) / 2};
                return;
            }
        }
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, std::chrono::milliseconds(100), [&] { return std::exchange(m_hasChanged, false); });
    }
}

int Flight::run()
{
    findCenter();
    const auto start = Steady::now();
    const double end = m_options.wallSeconds * m_options.speed;
    double seconds = 0;
    bool wasStop = false;
    auto before = start;
    while (seconds < end) {
        const Moment moment = momentAt(seconds, m_options, m_center);
        if (moment.isStop && !wasStop) {
            ++m_stops;
            if (!settle(moment.view)) {
                ++m_stalls;
                std::fprintf(stderr, "stall at %.0f s, waiting for\n", seconds);
                for (const std::string& url : m_engine.pendingUrls(5))
                    std::fprintf(stderr, "  %s\n", url.c_str());
            }
            before = Steady::now();
        }
        wasStop = moment.isStop;
        frame(moment.view);
        if (m_samples.empty() || std::floor(seconds) != std::floor(m_samples.back().seconds))
            sample(seconds);
        // A frame that took long moves the camera no further than one of 50 ms.
        const auto now = Steady::now();
        const double next =
            seconds + std::min(std::chrono::duration<double>(now - before).count(), 0.05) * m_options.speed;
        before = now;
        if (std::floor(next / kLoopSeconds) != std::floor(seconds / kLoopSeconds) || next >= end) {
            if (!settle(momentAt(std::floor(next / kLoopSeconds) * kLoopSeconds, m_options, m_center).view))
                ++m_stalls;
            m_loopMemory.push_back(m_engine.counters().memoryBytes);
            before = Steady::now();
        }
        seconds = next;
    }
    sample(seconds);
    const double wall = std::chrono::duration<double>(Steady::now() - start).count();
    const test::FlightFigures& figures = m_watch.figures();
    const AssetStatistics network = m_assets.statistics();
    std::sort(m_updates.begin(), m_updates.end());
    const auto count = [](auto value) { return static_cast<double>(value); };
    bench::report("flight simulated", seconds, "s");
    bench::report("flight took", wall, "s");
    bench::report("frames", count(figures.frames), "");
    bench::report("rays that hit something", count(figures.rays), "");
    bench::report("rays lost at an outline", count(figures.lostRays - figures.holes), "");
    bench::report("frames with holes", count(figures.framesWithHoles), "");
    bench::report("rays fallen through a tileset", count(figures.fallen), "");
    bench::report("alternations", count(figures.alternations), "");
    bench::report("stops", count(m_stops), "");
    bench::report("stalls", count(m_stalls), "");
    bench::report("longest time to settle at a stop", m_longestStop, "s");
    bench::report("requests", count(network.requests), "");
    bench::report("bytes", count(network.bytes) / 1048576, "MiB");
    bench::report("bytes never drawn", count(m_engine.counters().bytesNeverDrawn) / 1048576, "MiB");
    bench::report("tiles failed", count(m_engine.counters().tilesFailed), "");
    bench::report("most items drawn", count(m_mostItems), "");
    for (std::size_t i = 0; i < m_loopMemory.size(); ++i)
        bench::report(("memory at the end of loop " + std::to_string(i + 1)).c_str(), count(m_loopMemory[i]) / 1048576,
                      "MiB");
    bench::report("memory: most", count(m_peak) / 1048576, "MiB");
    bench::report("process at the start", count(m_samples.front().residentBytes) / 1048576, "MiB");
    bench::report("process at the end", count(m_samples.back().residentBytes) / 1048576, "MiB");
    bench::report("process: most", count(m_peakResident) / 1048576, "MiB");
    bench::report("update: median", m_updates[m_updates.size() / 2], "ms");
    bench::report("update: 99 of 100 below", m_updates[m_updates.size() * 99 / 100], "ms");
    bench::report("update: longest", m_updates.back(), "ms");
    for (const SourceStatus& source : m_engine.sources()) {
        for (const ErrorKind& kind : source.errorKinds)
            std::fprintf(stderr, "%llu x %s\n", static_cast<unsigned long long>(kind.count),
                         kind.first.toString().c_str());
    }
    writeJson(wall);
    writeSvg(m_options.out + ".svg", m_samples, m_options.budgetBytes);
    return figures.framesWithHoles == 0 && figures.alternations == 0 && m_stalls == 0 ? 0 : 1;
}

void Flight::writeJson(double wallSeconds) const
{
    const test::FlightFigures& figures = m_watch.figures();
    nlohmann::json json{{"wallSeconds", wallSeconds},
                        {"speed", m_options.speed},
                        {"budgetBytes", m_options.budgetBytes},
                        {"frames", figures.frames},
                        {"rays", figures.rays},
                        {"framesWithHoles", figures.framesWithHoles},
                        {"alternations", figures.alternations},
                        {"stalls", m_stalls},
                        {"memoryAtLoopEnds", m_loopMemory},
                        {"memoryMost", m_peak}};
    nlohmann::json& samples = json["samples"] = nlohmann::json::array();
    for (const Sample& sample : m_samples)
        samples.push_back({{"seconds", sample.seconds},
                           {"memoryBytes", sample.memoryBytes},
                           {"residentBytes", sample.residentBytes},
                           {"requests", sample.requests},
                           {"bytes", sample.bytes}});
    std::ofstream(m_options.out + ".json") << json.dump(1) << '\n';
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3)
        return 0; // nothing to fly over
    const Scene scene = bench::sceneOf(argv[1], argv[2]);
    return Flight(scene, parse(argc, argv)).run();
}
