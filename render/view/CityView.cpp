#include "render/view/CityView.h"

#include "render/effects/Atmosphere.h"
#include "render/symbols/SymbolRenderer.h"
#include "render/symbols/Watermark.h"
#include "render/upload/GlContentPreparer.h"
#include "render/upload/GlContext.h"
#include "render/view/FramePainter.h"

#include <osg/FrameBufferObject>
#include <osg/GL>
#include <osg/GLExtensions>

#include <algorithm>
#include <ctime>
#include <utility>

namespace guanjing::render {

namespace {

/// To the minute, as Dongguan's clocks show it and as all times in the window are, wherever the computer thinks it is; it
/// says so.
std::string dongguanTime(std::chrono::system_clock::time_point instant)
{
    using namespace std::chrono;
    const std::time_t seconds = system_clock::to_time_t(instant + hours(8)); // no summer time since 1991
    std::tm parts{};
    if (gmtime_r(&seconds, &parts) == nullptr)
        return {};
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC+8", &parts)};
}

} // namespace

struct CityView::Impl {
    Impl(Services given, layers::EngineSettings engineSettings, ViewSettings viewSettings)
        : services(std::move(given))
        , settings(viewSettings)
        , preparer(context)
        , painter(context)
        , watermark(context, services.text)
        , engine({services.assets, services.tasks, services.clock, preparer}, engineSettings,
                 [redraw = services.redraw] {
                     if (redraw)
                         redraw();
                 })
    { }

    void update(const layers::ViewState& view)
    {
        views.assign(static_cast<std::size_t>(panes.viewCount()), view);
        for (layers::ViewState& each : views)
            each.lampShare = lightingAt(settings.sunInstant, view.eye, false).lampShare;
        if (panes.mode == Panes::Mode::Swipe) {
            views[0].limitTo(0, panes.dividerColumn());
            views[1].limitTo(panes.dividerColumn(), view.width);
        }
        engine.update(views);
        perView.resize(views.size());
    }

    /// All views into the painter's target, one after the other; `done` takes each picture from there.
    void paint(const layers::ViewState& view, const std::function<void(int)>& done)
    {
        update(view);
        lastView = view;
        const bool isLinked = panes.mode == Panes::Mode::Linked;
        const bool sceneChanges = !std::exchange(wasSettled, engine.isSettled()) || !engine.isSettled();
        for (int i = 0; i < (isLinked ? panes.viewCount() : 1); ++i) {
            const auto index = static_cast<std::size_t>(i);
            FramePainter::Frame frame{views[index], engine.list(index), settings, highlightIn(index), {}};
            frame.pane = index;
            if (panes.mode == Panes::Mode::Swipe)
                frame.right.emplace(
                    FramePainter::Frame::RightSide{engine.list(1), panes.dividerColumn(), highlightIn(1)});
            SymbolRenderer& overlay = symbolsOf(index);
            overlay.beginFrame();
            const std::optional<WatermarkText> mark = watermarkText();
            std::vector<layers::ContourLabel> contours(engine.contourLabels(index).begin(),
                                                       engine.contourLabels(index).end());
            if (panes.mode == Panes::Mode::Swipe)
                contours.insert(contours.end(), engine.contourLabels(1).begin(), engine.contourLabels(1).end());
            const bool hasSymbols = settings.markers || settings.placeNames || !contours.empty();
            if (hasSymbols || mark)
                frame.overScene = [&](const FrameCamera& camera, const FrameTarget& target) {
                    if (!hasSymbols)
                        return watermark.draw(*mark, view.width, view.height, settings.devicePixelRatio);
                    SymbolRenderer::Options options;
                    options.markers = settings.markers;
                    options.labels = settings.labels;
                    options.placeNames = settings.placeNames;
                    options.english = settings.englishNames;
                    options.keepClear = keepClearIn(i);
                    options.contours = contours;
                    options.sceneChanges = sceneChanges;
                    options.groundRevision = engine.groundRevision();
                    if (options.groundRevision != 0)
                        options.groundHeight = [this](double lon, double lat) {
                            return engine.groundHeightAt(lon, lat);
                        };
                    options.devicePixelRatio = settings.devicePixelRatio;
                    if (selected)
                        options.selected = SymbolRenderer::Station{selected->sourceId, selected->stationId};
                    overlay.draw(view, camera, target, engine.observations(), options);
                    if (mark)
                        watermark.draw(*mark, view.width, view.height, settings.devicePixelRatio);
                };
            painter.paint(frame);
            done(i);
        }
    }

    [[nodiscard]] std::optional<WatermarkText> watermarkText() const
    {
        const std::optional<layers::WatermarkSpec>& wanted = engine.scene().watermark;
        if (!wanted || !settings.watermark)
            return std::nullopt;
        std::string who = wanted->user ? services.user : std::string();
        if (wanted->time)
            who += (who.empty() ? "" : "  ") + dongguanTime(services.clock.now());
        return WatermarkText{{wanted->text, who}, wanted->opacity};
    }

    SymbolRenderer& symbolsOf(std::size_t view)
    {
        while (symbols.size() <= view) {
            symbols.push_back(std::make_unique<SymbolRenderer>(context, services.text));
            symbols.back()->setPlaceNames(placeNames);
        }
        return *symbols[view];
    }

    /// What lies over the whole picture, in the pixels of one view's.
    [[nodiscard]] std::vector<ScreenBox> keepClearIn(int view) const
    {
        std::vector<ScreenBox> boxes = keepClear;
        const Panes::Box box = panes.boxOf(view);
        const auto x = static_cast<float>(box.x), y = static_cast<float>(box.y);
        for (ScreenBox& clear : boxes)
            clear = {clear.left - x, clear.top - y, clear.right - x, clear.bottom - y};
        return boxes;
    }

    /// The picked feature in the tiles drawn now, which may be of another level of detail than the one it was picked in.
    std::optional<Highlight> highlightIn(std::size_t view)
    {
        if (!highlight)
            return std::nullopt;
        if (!highlight->featureId && highlight->isAmongFeatures)
            return std::nullopt;
        if (!highlight->featureId)
            return Highlight{highlight->tileId, std::nullopt};
        const layers::DrawList& list = engine.list(view);
        PerView& known = perView[view];
        std::uint64_t drawn = list.items.size();
        for (const layers::DrawItem& item : list.items)
            drawn ^= item.tileId * 0x9E3779B97F4A7C15u;
        if (drawn != known.highlightedList) {
            known.highlightedList = drawn;
            known.highlighted = engine.find(*highlight, view);
        }
        if (!known.highlighted)
            return std::nullopt;
        return Highlight{known.highlighted->tileId, known.highlighted->featureId};
    }

    // In the order of their making; the engine goes first and gives its contents back to the preparer.
    Services services;
    ViewSettings settings;
    GlContext context;
    GlContentPreparer preparer;
    FramePainter painter;
    WatermarkPainter watermark;
    std::vector<std::unique_ptr<SymbolRenderer>> symbols; ///< by view; of Swipe one for both
    layers::SceneEngine engine;

    Panes panes;
    std::vector<layers::ViewState> views; ///< of the last update
    layers::ViewState lastView;
    std::optional<layers::PickResult> highlight;
    struct PerView {
        std::optional<layers::FeaturePlace> highlighted; ///< in the last list
        std::uint64_t highlightedList = 0; ///< tiles of the list in which it was looked for
    };
    std::vector<PerView> perView;
    std::vector<PlaceName> placeNames;
    std::optional<tiles3d::Image> composed; ///< the last offscreen picture of several views
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

bool CityView::looksOtherAtRest() const
{
    return m_impl->settings.shadows == ViewSettings::Shadows::Automatic && m_impl->context.isSoftware();
}

void CityView::setPanes(const Panes& panes) { m_impl->panes = panes; }

const Panes& CityView::panes() const { return m_impl->panes; }

void CityView::update(const layers::ViewState& view) { m_impl->update(view); }

void CityView::drawOffscreen(const layers::ViewState& view)
{
    Impl& impl = *m_impl;
    impl.composed.reset();
    if (impl.panes.mode != Panes::Mode::Linked) {
        impl.paint(view, [](int) {});
        return;
    }
    tiles3d::Image whole;
    whole.width = impl.panes.width;
    whole.height = impl.panes.height;
    whole.channels = 4;
    whole.pixels.assign(static_cast<std::size_t>(whole.width) * static_cast<std::size_t>(whole.height) * 4, 0xFF);
    impl.paint(view, [&](int i) {
        const tiles3d::Image part = impl.painter.target().readPixels();
        const Panes::Box box = impl.panes.boxOf(i);
        const int columns = std::min(part.width, whole.width - box.x);
        for (int y = 0; columns > 0 && y < std::min(part.height, whole.height - box.y); ++y)
            std::copy_n(part.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(part.width) * 4,
                        static_cast<std::size_t>(columns) * 4,
                        whole.pixels.data()
                            + (static_cast<std::size_t>(box.y + y) * static_cast<std::size_t>(whole.width)
                               + static_cast<std::size_t>(box.x))
                                * 4);
    });
    impl.composed = std::move(whole);
}

void CityView::draw(const layers::ViewState& view, std::uint32_t framebuffer)
{
    Impl& impl = *m_impl;
    impl.composed.reset();
    if (impl.panes.mode == Panes::Mode::Linked) {
        impl.context.gl().glBindFramebuffer(GL_FRAMEBUFFER_EXT, framebuffer);
        glClearColor(1.0f, 1.0f, 1.0f, 1.0f); // the gaps
        glClear(GL_COLOR_BUFFER_BIT);
    }
    impl.paint(view, [&](int i) {
        const Panes::Box box = impl.panes.boxOf(i);
        const int bottom = impl.panes.mode == Panes::Mode::Linked ? impl.panes.height - box.y - box.height : 0;
        impl.painter.target().blitTo(framebuffer, box.x, bottom);
    });
}

void CityView::finish() { glFinish(); }

bool CityView::wantsFrame() const
{
    return !m_impl->engine.isSettled() || m_impl->engine.isFading()
        || std::any_of(m_impl->symbols.begin(), m_impl->symbols.end(),
                       [](const auto& symbols) { return symbols->wantsFrame(); });
}

std::optional<layers::PickResult> CityView::pick(double xPixels, double yPixels) const
{
    const Impl& impl = *m_impl;
    if (impl.lastView.width <= 0)
        return std::nullopt;
    const int view = impl.panes.viewAt(xPixels, yPixels);
    if (static_cast<std::size_t>(view) >= impl.views.size())
        return std::nullopt;
    const Panes::Box box = impl.panes.boxOf(view);
    return impl.engine.pick(impl.lastView.rayThrough(xPixels - box.x, yPixels - box.y), static_cast<std::size_t>(view));
}

void CityView::setHighlight(std::optional<layers::PickResult> pick)
{
    m_impl->highlight = std::move(pick);
    std::fill(m_impl->perView.begin(), m_impl->perView.end(), Impl::PerView{});
}

std::optional<CityView::MarkerHit> CityView::markerAt(double xPixels, double yPixels) const
{
    if (!m_impl->settings.markers)
        return std::nullopt;
    const Panes& panes = m_impl->panes;
    const int view = panes.mode == Panes::Mode::Linked ? panes.viewAt(xPixels, yPixels) : 0;
    if (static_cast<std::size_t>(view) >= m_impl->symbols.size())
        return std::nullopt;
    const Panes::Box box = panes.boxOf(view);
    const auto station = m_impl->symbols[static_cast<std::size_t>(view)]->hit(xPixels - box.x, yPixels - box.y);
    if (!station)
        return std::nullopt;
    return MarkerHit{station->sourceId, station->stationId};
}

void CityView::setPlaceNames(std::vector<PlaceName> names)
{
    m_impl->placeNames = std::move(names);
    for (const auto& symbols : m_impl->symbols)
        symbols->setPlaceNames(m_impl->placeNames);
}

void CityView::setKeepClear(std::vector<ScreenBox> boxes) { m_impl->keepClear = std::move(boxes); }

void CityView::setSelectedStation(std::optional<MarkerHit> station) { m_impl->selected = std::move(station); }

tiles3d::Image CityView::readPixels()
{
    return m_impl->composed ? *m_impl->composed : m_impl->painter.target().readPixels();
}

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
    if (m_impl->painter.hasShadows(settings))
        names.emplace_back("shadows");
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
    if (m_impl->watermarkText() && m_impl->services.text)
        names.emplace_back("watermark");
    return names;
}

} // namespace guanjing::render
