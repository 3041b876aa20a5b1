#pragma once

#include "app/cli/RunStats.h"
#include "geodata/core/Result.h"
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/ViewState.h"
#include "render/view/ViewSettings.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace guanjing::render {
class TextRasterizer;
} // namespace guanjing::render

namespace guanjing::app {

/// Wakes the thread that draws when something new has arrived. notify() from any thread.
class WakeUp {
public:
    void notify();
    /// Waits until notified since the last wait, at most this long.
    void wait(std::chrono::milliseconds longest);

private:
    std::mutex m_mutex;
    std::condition_variable m_condition;
    bool m_set = false;
};

/// One scene shown view after view without a window: drawn into an offscreen framebuffer, or, for --no-draw, only
/// selected, fetched, decoded and built. One thread.
class ViewRun {
public:
    struct Services {
        AssetAccessor& assets;
        TaskPool& tasks;
        const Clock& clock;
        render::TextRasterizer* text;
    };
    struct DrawnLook {
        int samples = 0;
        render::ViewSettings::Shadows shadows = render::ViewSettings::Shadows::Off;
        bool isForPictures = false; ///< complete ones may take their time, see ViewSettings::isAtRest
        bool hasMarkers = true; ///< with their labels
        bool hasPlaceNames = false;
    };
    virtual ~ViewRun() = default;
    ViewRun(const ViewRun&) = delete;
    ViewRun& operator=(const ViewRun&) = delete;

    /// Errors: NoDisplay.
    [[nodiscard]] static Result<std::unique_ptr<ViewRun>>
    makeDrawn(Services services, const layers::EngineSettings& engine, DrawnLook look);
    [[nodiscard]] static std::unique_ptr<ViewRun> makeUndrawn(Services services, const layers::EngineSettings& engine);

    [[nodiscard]] virtual layers::SceneEngine& engine() = 0;
    /// Instant whose sun lights the picture; nothing where nothing is drawn.
    virtual void setSun(std::chrono::sys_time<std::chrono::milliseconds>) { }
    /// Takes over what has arrived; cheap.
    virtual void update(const layers::ViewState& view) = 0;
    /// Draws and waits until it is drawn; nothing where nothing is drawn. isComplete: nothing more will come.
    virtual void draw(const layers::ViewState& view, bool isComplete) = 0;
    [[nodiscard]] virtual bool draws() const = 0;
    [[nodiscard]] virtual std::string renderer() const = 0;
    [[nodiscard]] virtual std::vector<std::string> effects() const { return {}; }
    /// The last frame, RGBA8; null without drawing.
    [[nodiscard]] virtual std::unique_ptr<tiles3d::Image> picture() { return nullptr; }

    /// Places the camera, loads and draws until everything that the view needs is there, three further frames included, then
    /// measures `framesAtRest` frames. firstFrameMs receives the milliseconds from process start to the first frame
    /// when it is still 0.
    [[nodiscard]] ViewFigures show(const layers::ViewState& view, double timeoutSeconds, int framesAtRest,
                                   double& firstFrameMs);

    /// Called now and then while a view is not complete.
    std::function<void()> onWaiting;

protected:
    ViewRun() = default;
    WakeUp m_wakeUp;
};

} // namespace guanjing::app
