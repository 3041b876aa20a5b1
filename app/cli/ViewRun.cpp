#include "app/cli/ViewRun.h"

#include "app/services/LoginName.h"
#include "app/services/MapNames.h"
#include "render/symbols/TextRasterizer.h"
#include "render/upload/BuildOnlyPreparer.h"
#include "render/view/CityView.h"
#include "render/view/OffscreenContext.h"

#include <QLocale>

#include <algorithm>

namespace guanjing::app {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

double millisecondsSince(SteadyTime start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

render::ViewSettings settingsWith(const ViewRun::DrawnLook& look)
{
    render::ViewSettings settings;
    settings.samples = look.samples;
    settings.shadows = look.shadows;
    settings.markers = settings.labels = look.hasMarkers;
    settings.placeNames = look.hasPlaceNames;
    settings.englishNames = QLocale().language() == QLocale::English;
    return settings;
}

class DrawnRun final : public ViewRun {
public:
    DrawnRun(Services services, const layers::EngineSettings& engine, const DrawnLook& look,
             std::unique_ptr<render::OffscreenContext> context)
        : m_context(std::move(context))
        , m_isForPictures(look.isForPictures)
        , m_view({services.assets, services.tasks, services.clock, services.text, [this] { m_wakeUp.notify(); },
                  loginName()},
                 engine, settingsWith(look))
    {
        if (look.hasPlaceNames)
            m_view.setPlaceNames(mapNames(QLocale().language() == QLocale::English));
    }
    ~DrawnRun() override { m_context->makeCurrent(); }

    layers::SceneEngine& engine() override { return m_view.engine(); }
    void setSun(std::chrono::sys_time<std::chrono::milliseconds> instant) override
    {
        render::ViewSettings settings = m_view.viewSettings();
        settings.sunInstant = instant;
        m_view.setViewSettings(settings);
    }
    void update(const layers::ViewState& view) override { m_view.update(view); }
    void draw(const layers::ViewState& view, bool isComplete) override
    {
        render::ViewSettings settings = m_view.viewSettings();
        settings.isAtRest = m_isForPictures && isComplete;
        m_view.setViewSettings(settings);
        m_view.drawOffscreen(view);
        m_view.finish();
    }
    bool draws() const override { return true; }
    std::string renderer() const override { return m_view.rendererName(); }
    std::vector<std::string> effects() const override { return m_view.effects(); }
    std::unique_ptr<tiles3d::Image> picture() override { return std::make_unique<tiles3d::Image>(m_view.readPixels()); }

private:
    std::unique_ptr<render::OffscreenContext>
        m_context; // outlives the view: its GL objects go with the context current
    bool m_isForPictures;
    render::CityView m_view;
};

class UndrawnRun final : public ViewRun {
public:
    UndrawnRun(Services services, const layers::EngineSettings& engine)
        : m_engine({services.assets, services.tasks, services.clock, m_preparer}, engine, [this] { m_wakeUp.notify(); })
    { }
    layers::SceneEngine& engine() override { return m_engine; }
    void update(const layers::ViewState& view) override { m_engine.update(view); }
    void draw(const layers::ViewState& view, bool) override { m_engine.update(view); }
    bool draws() const override { return false; }
    std::string renderer() const override { return "none (--no-draw)"; }

private:
    render::BuildOnlyPreparer m_preparer;
    layers::SceneEngine m_engine;
};

/// While the camera rests and tiles still arrive, a frame that draws them takes the cores from those that decode them.
/// So frames while loading come at this interval, or after three times their own cost where that is longer.
constexpr double kLoadingFrameIntervalMs = 100.0;

/// A camera that was placed anew is answered by a picture of what is there after this time, three frames of a screen: what
/// is loaded sooner shows whole at once. The first picture of all comes without waiting.
constexpr double kPlacedFrameDelayMs = 50.0;

} // namespace

void WakeUp::notify()
{
    {
        const std::lock_guard lock(m_mutex);
        m_set = true;
    }
    m_condition.notify_one();
}

void WakeUp::wait(std::chrono::milliseconds longest)
{
    std::unique_lock lock(m_mutex);
    m_condition.wait_for(lock, longest, [this] { return m_set; });
    m_set = false;
}

Result<std::unique_ptr<ViewRun>> ViewRun::makeDrawn(Services services, const layers::EngineSettings& engine,
                                                    DrawnLook look)
{
    auto context = render::OffscreenContext::create();
    if (!context)
        return fail(context.error());
    (*context)->makeCurrent();
    return std::make_unique<DrawnRun>(services, engine, look, *std::move(context));
}

std::unique_ptr<ViewRun> ViewRun::makeUndrawn(Services services, const layers::EngineSettings& engine)
{
    return std::make_unique<UndrawnRun>(services, engine);
}

ViewFigures ViewRun::show(const layers::ViewState& view, double timeoutSeconds, int framesAtRest, double& firstFrameMs)
{
    ViewFigures figures;
    const layers::EngineCounters before = engine().counters();
    const SteadyTime start = std::chrono::steady_clock::now();
    std::vector<double> loadingFrames;
    double nextFrameAt = firstFrameMs == 0 ? 0 : kPlacedFrameDelayMs; // milliseconds after start
    const auto timedDraw = [&](bool isComplete) {
        const SteadyTime frameStart = std::chrono::steady_clock::now();
        draw(view, isComplete);
        if (firstFrameMs == 0)
            firstFrameMs = millisecondsSinceProcessStart();
        return millisecondsSince(frameStart);
    };

    for (;;) {
        update(view);
        if (engine().isSettled())
            break;
        if (onWaiting)
            onWaiting();
        const double elapsed = millisecondsSince(start);
        if (elapsed > timeoutSeconds * 1000.0) {
            figures.timedOut = true;
            break;
        }
        if (draws() && elapsed >= nextFrameAt) {
            loadingFrames.push_back(timedDraw(false));
            nextFrameAt = millisecondsSince(start) + std::max(kLoadingFrameIntervalMs, 3.0 * loadingFrames.back());
            continue;
        }
        m_wakeUp.wait(
            std::chrono::milliseconds(draws() ? std::clamp(static_cast<int>(nextFrameAt - elapsed), 1, 50) : 50));
    }
    if (draws()) {
        timedDraw(true); // everything that was selected
        for (int i = 0; i < 3; ++i)
            timedDraw(true);
    }
    figures.settleMs = millisecondsSince(start);

    std::vector<double> frames, selections;
    for (int i = 0; i < framesAtRest; ++i) {
        frames.push_back(timedDraw(true));
        selections.push_back(engine().counters().selectMilliseconds);
    }
    const layers::EngineCounters& after = engine().counters();
    figures.frameMsMedian = percentile(frames, 0.5);
    figures.frameMsP99 = percentile(frames, 0.99);
    figures.selectMsMedian = percentile(selections, 0.5);
    figures.framesWhileLoading = loadingFrames.size();
    figures.loadingFrameMsP99 = percentile(loadingFrames, 0.99);
    figures.coarsening = after.coarsening;
    figures.leftOut = after.leftOut;
    figures.tilesSelected = after.tilesSelected;
    figures.tilesVisited = after.tilesVisited;
    figures.tilesLoaded = after.tilesLoaded - before.tilesLoaded;
    figures.tilesFailed = after.tilesFailed - before.tilesFailed;
    return figures;
}

} // namespace guanjing::app
