// How near the engine comes to what the machine can do at all:
//   BenchBound SCENE.scene.json VIEWS.json [--json]
// Per view, in order and without clearing anything between, it tells the engine's time to settle and the time of its
// frame at rest, and beside them the lower bounds: the same bytes only fetched; fetched and decoded, by the same number of
// requests at once and the same workers; the same triangles and textures only drawn, by OpenSceneGraph with nothing else.
#include "app/cli/ViewRun.h"
#include "app/services/Allocator.h"
#include "geodata/core/TaskPool.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "layers/scene/Scene.h"
#include "render/view/OffscreenContext.h"
#include "tests/bench/Bench.h"
#include "tests/bench/PlainScene.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>

using namespace guanjing;
using namespace guanjing::layers;
using Steady = std::chrono::steady_clock;

namespace {

double millisecondsSince(Steady::time_point start)
{
    return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

/// Passes requests on and notes what was asked for.
class RecordingAccessor final : public AssetAccessor {
public:
    explicit RecordingAccessor(AssetAccessor& inner) : m_inner(inner) { }
    AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_urls.push_back(request.url);
        }
        return m_inner.get(std::move(request), std::move(done));
    }
    AssetStatistics statistics() const override { return m_inner.statistics(); }
    std::vector<std::string> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_urls, {});
    }

private:
    AssetAccessor& m_inner;
    std::mutex m_mutex;
    std::vector<std::string> m_urls;
};

/// Fetches URLs, and decodes what comes where `decodes`; milliseconds until the last is done.
double fetch(AssetAccessor& assets, TaskPool& tasks, const std::vector<std::string>& urls, bool decodes)
{
    std::mutex mutex;
    std::condition_variable wake;
    std::size_t left = urls.size();
    const auto finished = [&] {
        const std::lock_guard lock(mutex);
        if (--left == 0)
            wake.notify_one();
    };
    const Steady::time_point start = Steady::now();
    std::vector<AssetHandle> handles;
    handles.reserve(urls.size());
    for (const std::string& url : urls) {
        AssetRequest request;
        request.url = url;
        handles.push_back(assets.get(std::move(request), [&, url](Result<AssetResponse> response) {
            if (!decodes || !response) {
                finished();
                return;
            }
            tasks.post([&, url, body = response->body] {
                if (tiles3d::detectImageFormat(*body) != tiles3d::ImageFormat::Unknown) {
                    (void)tiles3d::decodeImage(*body, url);
                } else if (tiles3d::detectFormat(*body) != tiles3d::ContentFormat::Tileset) {
                    tiles3d::ContentContext context;
                    context.url = url;
                    (void)tiles3d::decodeContent(*body, context);
                }
                finished();
            });
        }));
    }
    std::unique_lock lock(mutex);
    wake.wait(lock, [&] { return left == 0; });
    return millisecondsSince(start);
}

Result<std::vector<ViewState>> readViews(const char* path)
{
    std::ifstream file(path);
    const nlohmann::json json = nlohmann::json::parse(file, nullptr, false);
    if (!json.is_array())
        return fail(ErrorCode::BadValue, path, "not a list of views");
    std::vector<ViewState> views;
    for (const auto& v : json)
        views.push_back(ViewState::geographic(v.value("lon", 0.0), v.value("lat", 0.0), v.value("h", 0.0),
                                              v.value("heading", 0.0), v.value("pitch", 0.0), 800, 600));
    return views;
}

/// Settles views one after another without drawing.
class Undrawn {
public:
    Undrawn(AssetAccessor& assets, TaskPool& tasks, const Clock& clock, ContentPreparer& preparer, const Scene& scene)
        : m_engine({assets, tasks, clock, preparer}, settings(), [this] { m_wakeUp.notify(); })
    {
        m_engine.setScene(scene);
    }
    static EngineSettings settings()
    {
        EngineSettings settings;
        settings.fades = false;
        return settings;
    }
    double settle(const ViewState& view)
    {
        const Steady::time_point start = Steady::now();
        for (m_engine.update(view); !m_engine.isSettled(); m_engine.update(view))
            m_wakeUp.wait(std::chrono::milliseconds(50));
        return millisecondsSince(start);
    }
    SceneEngine& engine() { return m_engine; }

private:
    app::WakeUp m_wakeUp;
    SceneEngine m_engine;
};

void report(std::size_t view, const char* what, double figure, const char* unit = "ms")
{
    bench::report(("view " + std::to_string(view + 1) + ": " + what).c_str(), figure, unit);
}

} // namespace

int main(int argc, char** argv)
{
    app::keepFreedPages(); // as the program does
    const bool asJson = argc == 4 && std::string_view(argv[3]) == "--json";
    if (argc != 3 && !asJson) {
        std::fprintf(stderr, "BenchBound SCENE.scene.json VIEWS.json [--json]\n");
        return 0; // nothing to measure without a server
    }
    const auto scene = loadSceneFile(argv[1]);
    const auto views = readViews(argv[2]);
    auto offscreen = render::OffscreenContext::create();
    if (!scene || !views || !offscreen) {
        std::fprintf(stderr, "%s\n",
                     (!scene       ? scene.error()
                          : !views ? views.error()
                                   : offscreen.error())
                         .toString()
                         .c_str());
        return 1;
    }
    SystemClock clock;
    TaskPool tasks;

    // What each view asks for, and what it selects.
    std::vector<std::vector<std::string>> urls;
    std::vector<bench::PlainFrame> plain;
    {
        CurlAssetAccessor network;
        RecordingAccessor assets(network);
        bench::KeepingPreparer preparer;
        Undrawn run(assets, tasks, clock, preparer, *scene);
        for (const ViewState& view : *views) {
            run.settle(view);
            urls.push_back(assets.take());
            (*offscreen)->makeCurrent();
            plain.push_back(bench::drawPlainly(run.engine().list(0), view, 31));
        }
    }
    std::vector<double> fetched, decoded;
    for (const bool decodes : {false, true}) {
        CurlAssetAccessor assets;
        for (const auto& wanted : urls)
            (decodes ? decoded : fetched).push_back(fetch(assets, tasks, wanted, decodes));
    }
    CurlAssetAccessor assets;
    auto run = app::ViewRun::makeDrawn({assets, tasks, clock, nullptr}, Undrawn::settings(), {});
    if (!run) {
        std::fprintf(stderr, "%s\n", run.error().toString().c_str());
        return 1;
    }
    (*run)->engine().setScene(*scene);
    double firstFrame = 0;
    nlohmann::json answer;
    for (std::size_t i = 0; i < views->size(); ++i) {
        const app::ViewFigures figures = (*run)->show((*views)[i], 120, 31, firstFrame);
        answer["views"].push_back({{"settleMs", figures.settleMs},
                                   {"frameMs", figures.frameMsMedian},
                                   {"fetchMs", fetched[i]},
                                   {"decodeMs", decoded[i]},
                                   {"frameBoundMs", plain[i].medianMilliseconds},
                                   {"firstFrameBoundMs", plain[i].firstMilliseconds},
                                   {"settleBoundMs", decoded[i] + 4 * plain[i].medianMilliseconds}});
        if (asJson)
            continue;
        report(i, "settled", figures.settleMs);
        report(i, "only fetched", fetched[i]);
        report(i, "only fetched and decoded", decoded[i]);
        // Settled is when three further frames have passed: four frames besides the loading.
        const double bound = decoded[i] + 4 * plain[i].medianMilliseconds;
        report(i, "fetched, decoded and four frames only drawn", bound);
        report(i, "settled against that", figures.settleMs / bound, "");
        report(i, "first frame, buffers and textures sent", plain[i].firstMilliseconds);
        report(i, "frame at rest", figures.frameMsMedian);
        report(i, "frame only drawn", plain[i].medianMilliseconds);
        report(i, "frame at rest against that", figures.frameMsMedian / plain[i].medianMilliseconds, "");
        report(i, "requests", static_cast<double>(urls[i].size()), "");
        report(i, "triangles", static_cast<double>(plain[i].triangles), "");
        report(i, "drawables", static_cast<double>(plain[i].drawables), "");
    }
    if (asJson)
        std::printf("%s\n", answer.dump(1).c_str());
    return 0;
}
