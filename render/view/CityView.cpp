#include "render/view/CityView.h"

#include "render/symbols/SymbolRenderer.h"
#include "render/upload/GlContentPreparer.h"
#include "render/upload/GlContext.h"
#include "render/view/FramePainter.h"

#include <osg/GL>

#include <utility>

namespace guanjing::render {

struct CityView::Impl {
    Impl(Services given, layers::EngineSettings engineSettings, ViewSettings viewSettings)
        : services(std::move(given))
        , settings(viewSettings)
        , preparer(context)
        , painter(context)
        , symbols(context, services.text)
        , engine({services.assets, services.tasks, services.clock, preparer}, engineSettings,
                 [redraw = services.redraw] {
                     if (redraw)
                         redraw();
                 })
    { }

    void paint(const layers::ViewState& view)
    {
        const layers::DrawList& list = engine.update(view);
        lastView = view;
        symbols.beginFrame();
        FramePainter::Frame frame{view, list, settings, {}, {}};
        frame.highlight = highlightIn(list);
        if (settings.markers || settings.placeNames)
            frame.overScene = [&](const FrameCamera& camera, const FrameTarget& target) {
                const auto snapshots = engine.observations();
                SymbolRenderer::Options options;
                options.markers = settings.markers;
                options.labels = settings.labels;
                options.placeNames = settings.placeNames;
                options.english = settings.englishNames;
                options.keepClear = keepClear;
                options.sceneChanges = !std::exchange(wasSettled, engine.isSettled()) || !engine.isSettled();
                options.devicePixelRatio = settings.devicePixelRatio;
                if (selected)
                    options.selected = SymbolRenderer::Station{selected->sourceId, selected->stationId};
                symbols.draw(view, camera, target, snapshots, options);
            };
        painter.paint(frame);
    }

    /// The picked feature in the tiles drawn now, which may be of another level of detail than the one it was picked in.
    std::optional<Highlight> highlightIn(const layers::DrawList& list)
    {
        if (!highlight)
            return std::nullopt;
        if (!highlight->featureId && highlight->isAmongFeatures)
            return std::nullopt;
        if (!highlight->featureId)
            return Highlight{highlight->tileId, std::nullopt};
        std::uint64_t drawn = list.items.size();
        for (const layers::DrawItem& item : list.items)
            drawn ^= item.tileId * 0x9E3779B97F4A7C15u;
        if (drawn != highlightedList) {
            highlightedList = drawn;
            highlighted = engine.find(*highlight);
        }
        if (!highlighted)
            return std::nullopt;
        return Highlight{highlighted->tileId, highlighted->featureId};
    }

    // In the order of their making; the engine goes first and gives its contents back to the preparer.
    Services services;
    ViewSettings settings;
    GlContext context;
    GlContentPreparer preparer;
    FramePainter painter;
    SymbolRenderer symbols;
    layers::SceneEngine engine;

    layers::ViewState lastView;
    std::optional<layers::PickResult> highlight;
    std::optional<layers::FeaturePlace> highlighted; ///< in the last list
    std::uint64_t highlightedList = 0; ///< tiles of the list in which it was looked for
    std::optional<MarkerHit> selected;
    std::vector<ScreenBox> keepClear;
    bool wasSettled = false; ///< when the last frame was drawn
};

CityView::CityView(Services services, layers::EngineSettings engineSettings, ViewSettings viewSettings)
    : m_impl(std::make_unique<Impl>(std::move(services), engineSettings, viewSettings))
{ }

CityView::~CityView() = default;

layers::SceneEngine& CityView::engine() { return m_impl->engine; }

void CityView::setViewSettings(const ViewSettings& settings) { m_impl->settings = settings; }

const ViewSettings& CityView::viewSettings() const { return m_impl->settings; }

void CityView::update(const layers::ViewState& view) { (void)m_impl->engine.update(view); }

void CityView::drawOffscreen(const layers::ViewState& view) { m_impl->paint(view); }

void CityView::draw(const layers::ViewState& view, std::uint32_t framebuffer)
{
    m_impl->paint(view);
    m_impl->painter.target().blitTo(framebuffer);
}

void CityView::finish() { glFinish(); }

bool CityView::wantsFrame() const
{
    return !m_impl->engine.isSettled() || m_impl->engine.isFading() || m_impl->symbols.wantsFrame();
}

std::optional<layers::PickResult> CityView::pick(double xPixels, double yPixels) const
{
    if (m_impl->lastView.width <= 0)
        return std::nullopt;
    return m_impl->engine.pick(m_impl->lastView.rayThrough(xPixels, yPixels));
}

void CityView::setHighlight(std::optional<layers::PickResult> pick)
{
    m_impl->highlight = std::move(pick);
    m_impl->highlightedList = 0;
    m_impl->highlighted.reset();
}

std::optional<CityView::MarkerHit> CityView::markerAt(double xPixels, double yPixels) const
{
    if (!m_impl->settings.markers)
        return std::nullopt;
    const auto station = m_impl->symbols.hit(xPixels, yPixels);
    if (!station)
        return std::nullopt;
    return MarkerHit{station->sourceId, station->stationId};
}

void CityView::setPlaceNames(std::vector<PlaceName> names) { m_impl->symbols.setPlaceNames(std::move(names)); }

void CityView::setKeepClear(std::vector<ScreenBox> boxes) { m_impl->keepClear = std::move(boxes); }

void CityView::setSelectedStation(std::optional<MarkerHit> station) { m_impl->selected = std::move(station); }

tiles3d::Image CityView::readPixels() { return m_impl->painter.target().readPixels(); }

std::string CityView::rendererName() const { return m_impl->context.rendererName(); }

std::vector<std::string> CityView::effects() const
{
    std::vector<std::string> names;
    const ViewSettings& settings = m_impl->settings;
    names.emplace_back(m_impl->context.hasClipControl() ? "reversed-depth" : "plain-depth");
    names.emplace_back("sun");
    if (settings.sky)
        names.emplace_back("sky");
    if (settings.haze)
        names.emplace_back("haze");
    if (settings.edges)
        names.emplace_back("edges");
    if (m_impl->painter.hasEyeDome())
        names.emplace_back("eye-dome");
    if (m_impl->painter.target().samples() > 0)
        names.emplace_back("msaa-" + std::to_string(m_impl->painter.target().samples()));
    if (m_impl->context.anisotropy() > 1.0f)
        names.emplace_back("anisotropic-" + std::to_string(static_cast<int>(m_impl->context.anisotropy())));
    if (settings.markers)
        names.emplace_back("markers");
    if (settings.labels && m_impl->services.text)
        names.emplace_back("labels");
    return names;
}

} // namespace guanjing::render
