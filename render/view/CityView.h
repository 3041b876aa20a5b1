#pragma once

#include "layers/scene/SceneEngine.h"
#include "render/symbols/LabelPlacer.h"
#include "render/symbols/PlaceNames.h"
#include "render/view/Panes.h"
#include "render/view/ViewSettings.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::render {

class TextRasterizer;

/// The picture of a scene: owns the engine, the OpenSceneGraph graph and all GL objects. One per GL context. All functions
/// on the GUI thread; those marked GL need the context current. The context is given by the caller: a QOpenGLWidget, or an
/// OffscreenContext.
class CityView {
public:
    struct Services {
        AssetAccessor& assets;
        TaskPool& tasks;
        const Clock& clock;
        TextRasterizer* text = nullptr; ///< none: no labels
        std::function<void()> redraw; ///< any thread: something new can be drawn
        std::string user = {}; ///< who looks at it: for the scene's watermark, which also needs `text`
    };
    CityView(Services services, layers::EngineSettings engineSettings, ViewSettings viewSettings);
    ~CityView(); ///< GL
    CityView(const CityView&) = delete;
    CityView& operator=(const CityView&) = delete;

    [[nodiscard]] layers::SceneEngine& engine();
    void setViewSettings(const ViewSettings& settings);
    [[nodiscard]] const ViewSettings& viewSettings() const;
    /// Whether ViewSettings::isAtRest makes a difference to the picture.
    [[nodiscard]] bool looksOtherAtRest() const;

    /// How the picture is divided; every view of it looks as the camera does, see SceneEngine::setContents for what it
    /// shows. The views of update(), draw() and drawOffscreen() are then of a box's size, and their pictures of the
    /// whole's.
    void setPanes(const Panes& panes);
    [[nodiscard]] const Panes& panes() const;

    /// GL. Selects for the view, takes over what has arrived and uploads within the frame's budget, without drawing; cheap.
    /// draw() does the same first, so this is for loops that load faster than they draw.
    void update(const layers::ViewState& view);
    /// GL. Draws one frame into a framebuffer object of our own, for pictures and benchmarks (readPixels reads it).
    void drawOffscreen(const layers::ViewState& view);
    /// GL. Waits until all commands are executed (glFinish).
    void finish();
    /// GL. Draws one frame of `view` into the framebuffer object given (0 for the default; a QOpenGLWidget's own), at
    /// view.width × view.height pixels, and returns once the commands are issued.
    void draw(const layers::ViewState& view, std::uint32_t framebuffer);
    /// True while a fade or another animation wants frames, or the engine is not settled.
    [[nodiscard]] bool wantsFrame() const;

    /// First drawn surface under a pixel of the last frame's whole picture, in the view that lies there.
    [[nodiscard]] std::optional<layers::PickResult> pick(double xPixels, double yPixels) const;
    /// Highlights a feature; nothing to clear.
    void setHighlight(std::optional<layers::PickResult> pick);
    /// The station marker under a pixel of the last frame: (source id, station id).
    struct MarkerHit {
        std::uint32_t sourceId = 0;
        std::string stationId;
    };
    [[nodiscard]] std::optional<MarkerHit> markerAt(double xPixels, double yPixels) const;
    void setSelectedStation(std::optional<MarkerHit> station);
    /// What ViewSettings::placeNames shows.
    void setPlaceNames(std::vector<PlaceName> names);
    /// Parts of the picture, in its pixels, that something else lies over: labels keep off.
    void setKeepClear(std::vector<ScreenBox> boxes);

    /// GL. The last frame as RGBA8, rows from the top.
    [[nodiscard]] tiles3d::Image readPixels();
    /// GL_RENDERER, and the effects in force, for the stats.
    [[nodiscard]] std::string rendererName() const;
    [[nodiscard]] std::vector<std::string> effects() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::render
