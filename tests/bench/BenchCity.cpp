// The whole demo city as it is travelled, drawn offscreen: one scenario a run, so that each begins cold.
//   BenchCity cold|descent|teleports|swipe SCENE_URL --cache DIR [--offline] [--no-draw] [--size 800x600] [--stats FILE.json]
// cold:      all of the city from above, then its centre, each at the latest and at the first date
// descent:   20 s from 20 km above the centre to 2 m above a street
// teleports: twenty towns, each from 600 m
// swipe:     15 s over the centre at 200 m/s, the first date left and the latest right of a divider that is dragged
// The views of cold and teleports are settled as `guanjing bench` does it; in descent and swipe every frame is timed. With
// --no-draw (cold, teleports) everything but GL happens.
#include "app/cli/ViewRun.h"
#include "app/services/DataServices.h"
#include "geodata/democity/Towns.h"
#include "layers/scene/Dates.h"
#include "render/view/CityView.h"
#include "render/view/OffscreenContext.h"
#include "tests/FlightWatch.h"
#include "tests/bench/Bench.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <numbers>
#include <string>
#include <thread>

using namespace guanjing;
using namespace guanjing::layers;
using Steady = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

namespace {

constexpr double kTimeoutSeconds = 180;
constexpr double kFrameSeconds = 1.0 / 60;
constexpr double kStreetLon = 113.7468, kStreetLat = 22.999;

struct Options {
    std::string scenario, scene, cache, stats;
    bool offline = false, draws = true;
    int width = 800, height = 600;
};

double secondsSince(Steady::time_point start) { return std::chrono::duration<double>(Steady::now() - start).count(); }

/// Of the process, as the system counts it.
double peakResidentMib()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::atof(line.c_str() + 6) / 1024;
    return 0;
}

double percentileOf(std::vector<double> values, double share) { return app::percentile(std::move(values), share); }

/// Of a picture, to compare two runs.
std::string fingerprint(const tiles3d::Image& image)
{
    std::uint64_t hash = 14695981039346656037ull; // FNV-1a
    for (const std::uint8_t byte : image.pixels)
        hash = (hash ^ byte) * 1099511628211ull;
    return std::to_string(hash);
}

Result<Scene> fetchScene(AssetAccessor& assets, const std::string& url)
{
    AssetRequest request;
    request.url = url;
    auto answer = getAndWait(assets, std::move(request));
    if (!answer)
        return fail(answer.error());
    auto scene = parseScene(asText(*answer->body), url);
    if (scene)
        scene->live.clear(); // polls at times of their own
    return scene;
}

std::string lastDate(const Scene& scene) { return datesOf(scene).empty() ? std::string() : datesOf(scene).back(); }
std::string firstDate(const Scene& scene) { return datesOf(scene).empty() ? std::string() : datesOf(scene).front(); }

class Travel {
public:
    explicit Travel(const Options& options) : m_options(options), m_data({options.cache, options.offline, 0, nullptr})
    { }
    int run();

private:
    [[nodiscard]] ViewState view(double lon, double lat, double height, double heading, double pitch) const
    {
        return ViewState::geographic(lon, lat, height, heading, pitch, m_options.width, m_options.height);
    }
    bool cold(const Scene& scene);
    bool teleports(const Scene& scene);
    bool descent(const Scene& scene);
    bool swipe(const Scene& scene);
    void tell(const std::string& what, double figure, const char* unit)
    {
        bench::report((m_options.scenario + ": " + what).c_str(), figure, unit);
    }
    void tellTotals(const EngineCounters& counters);

    Options m_options;
    app::DataServices m_data;
    Json m_json;
};

/// An engine and its picture, flown frame by frame.
class Flight {
public:
    Flight(app::DataServices& data, const Scene& scene, const Options& options, bool fades)
        : m_context(render::OffscreenContext::create().value())
    {
        m_context->makeCurrent();
        EngineSettings engine;
        engine.fades = fades;
        render::ViewSettings settings;
        // Half past ten by the sun, so that days compare.
        settings.sunInstant = std::chrono::sys_days{std::chrono::year{2026} / 3 / 20} + std::chrono::hours(3);
        m_city = std::make_unique<render::CityView>(
            render::CityView::Services{data.assets(), data.tasks(), data.clock(), nullptr, {}}, engine, settings);
        m_city->engine().setScene(scene);
        m_options = options;
    }
    ~Flight()
    {
        m_context->makeCurrent();
        m_city.reset();
    }
    Flight(const Flight&) = delete;
    Flight& operator=(const Flight&) = delete;

    render::CityView& city() { return *m_city; }
    /// Milliseconds until everything is there and drawn; nothing when that takes too long.
    std::optional<double> settle(const ViewState& view)
    {
        const auto start = Steady::now();
        double nextFrame = 0;
        do {
            m_city->update(view);
            const double now = secondsSince(start);
            if (now > kTimeoutSeconds)
                return std::nullopt;
            if (now >= nextFrame) {
                draw(view);
                nextFrame = secondsSince(start) + 0.1;
            } else {
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        } while (!m_city->engine().isSettled());
        draw(view);
        return secondsSince(start) * 1000;
    }
    /// One frame of a flight, no more than 60 in a second.
    void frame(const ViewState& view)
    {
        const auto start = Steady::now();
        draw(view);
        m_frames.push_back(secondsSince(start) * 1000);
        m_incomplete += m_city->engine().isSettled() ? 0 : 1;
        m_mostMemory = std::max(m_mostMemory, m_city->engine().counters().memoryBytes);
        if (const double left = kFrameSeconds - secondsSince(start); left > 0)
            std::this_thread::sleep_for(std::chrono::duration<double>(left));
    }
    [[nodiscard]] const std::vector<double>& frames() const { return m_frames; }
    [[nodiscard]] double incompleteShare() const
    {
        return static_cast<double>(m_incomplete) / static_cast<double>(std::max<std::size_t>(m_frames.size(), 1));
    }
    [[nodiscard]] std::size_t mostMemory() const { return m_mostMemory; }

private:
    void draw(const ViewState& view)
    {
        m_city->drawOffscreen(view);
        m_city->finish();
    }
    std::unique_ptr<render::OffscreenContext> m_context; // outlives the picture
    std::unique_ptr<render::CityView> m_city;
    Options m_options;
    std::vector<double> m_frames;
    std::size_t m_incomplete = 0, m_mostMemory = 0;
};

void Travel::tellTotals(const EngineCounters& counters)
{
    const AssetStatistics network = m_data.statistics();
    const auto mib = [](auto bytes) { return static_cast<double>(bytes) / 1048576; };
    m_json["requests"] = network.requests;
    m_json["mib"] = mib(network.bytes);
    m_json["mib_never_drawn"] = mib(counters.bytesNeverDrawn);
    m_json["tiles_mib"] = mib(counters.memoryBytes);
    m_json["peak_rss_mib"] = peakResidentMib();
    m_json["failed"] = counters.tilesFailed;
    tell("requests", static_cast<double>(network.requests), "");
    tell("bytes", mib(network.bytes), "MiB");
    tell("bytes never drawn", mib(counters.bytesNeverDrawn), "MiB");
    tell("memory of tiles", mib(counters.memoryBytes), "MiB");
    tell("process: most", peakResidentMib(), "MiB");
    tell("tiles failed", static_cast<double>(counters.tilesFailed), "");
}

bool Travel::cold(const Scene& scene)
{
    EngineSettings engine;
    engine.fades = false;
    const app::ViewRun::Services services{m_data.assets(), m_data.tasks(), m_data.clock(), nullptr};
    auto run = m_options.draws ? app::ViewRun::makeDrawn(services, engine, {}).value()
                               : app::ViewRun::makeUndrawn(services, engine);
    run->setSun(std::chrono::sys_days{std::chrono::year{2026} / 3 / 20} + std::chrono::hours(3));
    run->engine().setScene(scene);
    double firstFrameMs = 0;
    bool isWhole = true;
    const std::pair<const char*, ViewState> views[] = {{"whole city", view(113.90, 22.93, 72000, 0, -90)},
                                                       {"centre", view(113.748, 22.988, 1500, 12, -27)}};
    for (const auto& [name, state] : views)
        for (const std::string& date : {lastDate(scene), firstDate(scene)}) {
            run->engine().setContents({{date, {}}});
            const app::ViewFigures figures = run->show(state, kTimeoutSeconds, 5, firstFrameMs);
            isWhole = isWhole && !figures.timedOut;
            const std::string what = std::string(name) + ", " + date;
            tell(what + ", settled after", figures.settleMs, "ms");
            tell(what + ", frame at rest", figures.frameMsMedian, "ms");
            Json& one = m_json["views"].emplace_back();
            one["name"] = what;
            one["settle_ms"] = figures.settleMs;
            one["frame_ms"] = figures.frameMsMedian;
            if (m_options.draws)
                one["fingerprint"] = fingerprint(*run->picture());
        }
    m_json["start_ms"] = firstFrameMs;
    tell("first picture after the start", firstFrameMs, "ms");
    tellTotals(run->engine().counters());
    return isWhole;
}

bool Travel::teleports(const Scene& scene)
{
    constexpr std::size_t kTowns = 20;
    EngineSettings engine;
    engine.fades = false;
    const app::ViewRun::Services services{m_data.assets(), m_data.tasks(), m_data.clock(), nullptr};
    auto run = m_options.draws ? app::ViewRun::makeDrawn(services, engine, {}).value()
                               : app::ViewRun::makeUndrawn(services, engine);
    run->setSun(std::chrono::sys_days{std::chrono::year{2026} / 3 / 20} + std::chrono::hours(3));
    run->engine().setScene(scene);
    run->engine().setContents({{lastDate(scene), {}}});
    double firstFrameMs = 0;
    std::vector<double> times;
    bool isWhole = true;
    // Neighbours in the list lie far apart: every seventh of 33.
    const auto& towns = democity::towns();
    for (std::size_t i = 0; i < kTowns; ++i) {
        const democity::Town& town = towns[i * 7 % towns.size()];
        const app::ViewFigures figures =
            run->show(view(town.lonDegrees, town.latDegrees - 0.008, 700, 0, -32), kTimeoutSeconds, 0, firstFrameMs);
        isWhole = isWhole && !figures.timedOut;
        times.push_back(figures.settleMs);
        m_json["towns"].push_back({{"name", town.nameEn}, {"settle_ms", figures.settleMs}});
    }
    m_json["settle_ms_median"] = percentileOf(times, 0.5);
    m_json["settle_ms_p90"] = percentileOf(times, 0.9);
    m_json["settle_ms_worst"] = percentileOf(times, 1);
    tell("settled, median of 20", percentileOf(times, 0.5), "ms");
    tell("settled, 90 of 100 within", percentileOf(times, 0.9), "ms");
    tell("settled, worst", percentileOf(times, 1), "ms");
    tellTotals(run->engine().counters());
    return isWhole;
}

bool Travel::descent(const Scene& scene)
{
    constexpr double kSeconds = 20, kTop = 20000, kBottom = 2;
    Flight flight(m_data, scene, m_options, true);
    SceneEngine& engine = flight.city().engine();
    const auto at = [&](double share) {
        const double s = share * share * (3 - 2 * share);
        const double height = std::exp(std::log(kTop) + (std::log(kBottom) - std::log(kTop)) * s);
        const double ground = engine.groundHeightAt(kStreetLon, kStreetLat);
        return view(kStreetLon, kStreetLat, ground + height, 60 * s, -89 + 84 * s * s * s);
    };
    const auto first = flight.settle(at(0));
    engine.setDestination(at(1));
    test::FlightWatch<SceneEngine> watch(engine);
    const auto start = Steady::now();
    for (double now = 0; now < kSeconds; now = secondsSince(start)) {
        const std::array<ViewState, 1> views{at(now / kSeconds)};
        watch.beforeUpdate(views);
        flight.frame(views[0]);
        watch.afterUpdate(views, now, false);
    }
    engine.setDestination(std::nullopt);
    const auto last = flight.settle(at(1));
    m_json["first_settle_ms"] = first.value_or(-1);
    m_json["frames"] = flight.frames().size();
    m_json["frame_ms_median"] = percentileOf(flight.frames(), 0.5);
    m_json["frame_ms_p99"] = percentileOf(flight.frames(), 0.99);
    m_json["incomplete_share"] = flight.incompleteShare();
    m_json["frames_with_holes"] = watch.figures().framesWithHoles;
    m_json["last_settle_ms"] = last.value_or(-1);
    m_json["most_tiles_mib"] = static_cast<double>(flight.mostMemory()) / 1048576;
    tell("settled at 20 km", first.value_or(-1), "ms");
    tell("frames", static_cast<double>(flight.frames().size()), "");
    tell("frame: median", percentileOf(flight.frames(), 0.5), "ms");
    tell("frame: 99 of 100 below", percentileOf(flight.frames(), 0.99), "ms");
    tell("frames that still loaded", 100 * flight.incompleteShare(), "%");
    tell("frames with holes", static_cast<double>(watch.figures().framesWithHoles), "");
    tell("settled at 2 m, after the arrival", last.value_or(-1), "ms");
    tellTotals(engine.counters());
    return first && last && watch.figures().framesWithHoles == 0;
}

bool Travel::swipe(const Scene& scene)
{
    constexpr double kSeconds = 15, kMetersPerSecond = 200, kMetersPerDegree = 102'500;
    Flight flight(m_data, scene, m_options, true);
    render::CityView& city = flight.city();
    city.engine().setContents({{firstDate(scene), {}}, {lastDate(scene), {}}});
    render::Panes panes;
    panes.mode = render::Panes::Mode::Swipe;
    panes.width = m_options.width;
    panes.height = m_options.height;
    city.setPanes(panes);
    const auto at = [&](double seconds) {
        return view(113.735 + seconds * kMetersPerSecond / kMetersPerDegree, 23.005, 450, 90, -25);
    };
    const auto first = flight.settle(at(0));
    const auto start = Steady::now();
    for (double now = 0; now < kSeconds; now = secondsSince(start)) {
        panes.divider = 0.5 + 0.35 * std::sin(now * 2 * std::numbers::pi / 5);
        city.setPanes(panes);
        flight.frame(at(now));
    }
    const auto last = flight.settle(at(kSeconds));
    m_json["first_settle_ms"] = first.value_or(-1);
    m_json["frames"] = flight.frames().size();
    m_json["frame_ms_median"] = percentileOf(flight.frames(), 0.5);
    m_json["frame_ms_p99"] = percentileOf(flight.frames(), 0.99);
    m_json["incomplete_share"] = flight.incompleteShare();
    m_json["last_settle_ms"] = last.value_or(-1);
    m_json["most_tiles_mib"] = static_cast<double>(flight.mostMemory()) / 1048576;
    tell("settled at both dates", first.value_or(-1), "ms");
    tell("frames", static_cast<double>(flight.frames().size()), "");
    tell("frame: median", percentileOf(flight.frames(), 0.5), "ms");
    tell("frame: 99 of 100 below", percentileOf(flight.frames(), 0.99), "ms");
    tell("frames that still loaded", 100 * flight.incompleteShare(), "%");
    tell("settled after the arrival", last.value_or(-1), "ms");
    tellTotals(city.engine().counters());
    return first && last;
}

int Travel::run()
{
    const auto scene = fetchScene(m_data.assets(), m_options.scene);
    if (!scene) {
        std::fprintf(stderr, "%s\n", scene.error().toString().c_str());
        return 1;
    }
    m_json["scenario"] = m_options.scenario;
    const bool isWhole = m_options.scenario == "cold" ? cold(*scene)
        : m_options.scenario == "teleports"           ? teleports(*scene)
        : m_options.scenario == "descent"             ? descent(*scene)
                                                      : swipe(*scene);
    m_json["whole"] = isWhole;
    if (!m_options.stats.empty())
        std::ofstream(m_options.stats) << m_json.dump(1) << '\n';
    if (!isWhole)
        std::fprintf(stderr, "BenchCity: %s met a hole, or a view did not settle\n", m_options.scenario.c_str());
    return isWhole ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3)
        return 0; // nothing to travel through
    Options options;
    options.scenario = argv[1];
    options.scene = argv[2];
    for (int i = 3; i < argc; ++i) {
        const std::string name = argv[i];
        const char* value = i + 1 < argc ? argv[i + 1] : "";
        if (name == "--offline")
            options.offline = true;
        else if (name == "--no-draw")
            options.draws = false;
        else if (++i; name == "--cache")
            options.cache = value;
        else if (name == "--stats")
            options.stats = value;
        else if (name == "--size")
            std::sscanf(value, "%dx%d", &options.width, &options.height);
    }
    const bool isKnown = options.scenario == "cold" || options.scenario == "teleports" || options.scenario == "descent"
        || options.scenario == "swipe";
    if (!isKnown || options.cache.empty()) {
        std::fprintf(stderr,
                     "usage: BenchCity cold|descent|teleports|swipe SCENE_URL --cache DIR [--offline] [--no-draw]"
                     " [--size 800x600] [--stats FILE]\n");
        return 2;
    }
    return Travel(options).run();
}
