#include "render/view/FramePainter.h"

#include "render/upload/GlContext.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <osg/GLExtensions>

#include <algorithm>
#include <cmath>

#ifndef GL_LOWER_LEFT
#define GL_LOWER_LEFT 0x8CA1
#endif
#ifndef GL_NEGATIVE_ONE_TO_ONE
#define GL_NEGATIVE_ONE_TO_ONE 0x935E
#endif
#ifndef GL_ZERO_TO_ONE
#define GL_ZERO_TO_ONE 0x935F
#endif
#ifndef GL_MULTISAMPLE
#define GL_MULTISAMPLE 0x809D
#endif

namespace guanjing::render {

namespace {

struct DepthRange {
    double nearMeters = 0.5, farMeters = 1000.0;
};

/// Of what is drawn, along the direction of sight.
DepthRange depthRange(const layers::ViewState& view, const layers::DrawList& list)
{
    double low = 1e12, high = -1e12;
    for (const layers::DrawItem& item : list.items) {
        const double along = glm::dot(item.center - view.eye, view.direction);
        low = std::min(low, along - item.radius);
        high = std::max(high, along + item.radius);
    }
    if (low > high)
        return {};
    if (view.isOrthographic)
        return {low - 1.0, high + 1.0};
    high = std::max(high, 100.0);
    return {std::clamp(low, high / 1e5, high / 2.0), high * 1.01};
}

/// What tiles, points and sky leave behind may differ; each side begins as a frame does.
void restoreSceneState()
{
    glDisable(GL_BLEND);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glDepthMask(GL_TRUE);
    glEnable(GL_DEPTH_TEST);
}

} // namespace

FramePainter::FramePainter(GlContext& context)
    : m_context(context), m_target(context), m_tiles(context), m_sky(context), m_eyeDome(context)
{ }

void FramePainter::paintPoints(const Frame& frame)
{
    const TileRenderer::EyeDomePoints& points = m_tiles.eyeDomePoints();
    if (points.extent.isEmpty())
        return;
    const bool hasDepths = m_target.bindForPoints();
    m_tiles.drawEyeDomePoints();
    if (!hasDepths)
        return;
    m_eyeDome.draw(m_target, points.extent, static_cast<int>(std::lround(points.radiusPixels)));
    // What is bound again was made before.
    (void)m_target.bind(frame.view.width, frame.view.height, frame.settings.samples);
}

struct FramePainter::Look {
    const FrameCamera& camera;
    const Lighting& lighting;
    glm::vec3 ground; ///< where there is no sky
    bool isStudio = false, hasSky = false;
};

bool FramePainter::hasShadows(const ViewSettings& settings) const
{
    using Shadows = ViewSettings::Shadows;
    return settings.shadows == Shadows::On
        || (settings.shadows == Shadows::Automatic && (settings.isAtRest || !m_context.isSoftware()));
}

ShadowMap& FramePainter::shadowMapOf(std::size_t pane)
{
    while (m_shadowMaps.size() <= pane)
        m_shadowMaps.push_back(std::make_unique<ShadowMap>(m_context));
    return *m_shadowMaps[pane];
}

void FramePainter::paintSide(const Frame& frame, const Look& look, const layers::DrawList& list,
                             const std::optional<Highlight>& highlight, std::size_t pane)
{
    TileRenderer::Options options{frame.settings.edges, frame.settings.devicePixelRatio, highlight};
    const std::optional<ShadowFit> shadows =
        hasShadows(frame.settings) ? fitShadows(list, look.camera, look.lighting) : std::nullopt;
    if (shadows) {
        options.shadows = &*shadows;
        options.shadowMap = &shadowMapOf(pane);
    }
    // The sky covers whatever the tiles do not: the colours need no clearing then.
    if (!look.hasSky)
        glClearColor(look.ground.r, look.ground.g, look.ground.b, 1.0f);
    glClear(look.hasSky ? GL_DEPTH_BUFFER_BIT : GL_DEPTH_BUFFER_BIT | GL_COLOR_BUFFER_BIT);
    m_tiles.drawOpaque(list, look.camera, look.lighting, options);
    paintPoints(frame);
    if (look.isStudio)
        m_sky.drawStudio(look.camera, frame.view.height);
    else if (look.hasSky)
        m_sky.draw(look.camera, look.lighting);
    m_tiles.drawBlended();
}

void FramePainter::paint(const Frame& frame)
{
    const layers::ViewState& view = frame.view;
    if (view.width <= 0 || view.height <= 0 || !m_target.bind(view.width, view.height, frame.settings.samples))
        return;
    const bool reversed = m_context.hasClipControl();
    DepthRange range = depthRange(view, frame.list);
    if (frame.right) {
        const DepthRange other = depthRange(view, frame.right->list);
        range = {std::min(range.nearMeters, other.nearMeters), std::max(range.farMeters, other.farMeters)};
    }
    const FrameCamera camera = FrameCamera::make(view, reversed, range.nearMeters, range.farMeters);
    const bool studio = frame.list.isStudio;
    const Lighting lighting = studio ? studioLighting(view.direction, view.up)
                                     : lightingAt(frame.settings.sunInstant, view.eye, frame.settings.haze);
    const bool sky = studio || (frame.settings.sky && !view.isOrthographic);

    if (m_target.samples() > 0)
        glEnable(GL_MULTISAMPLE);
    glViewport(0, 0, view.width, view.height);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_BLEND);
    glDisable(GL_STENCIL_TEST);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glDepthMask(GL_TRUE);
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(reversed ? GL_GEQUAL : GL_LEQUAL);
    glClearDepth(reversed ? 0.0 : 1.0);
    if (reversed)
        m_context.gl().glClipControl(GL_LOWER_LEFT, GL_ZERO_TO_ONE);

    const glm::vec3 ground = view.isOrthographic ? kBareGround * horizontalLight(lighting) : lighting.horizonColor;
    if (frame.settings.shadows == ViewSettings::Shadows::Off)
        m_shadowMaps.clear();
    const Look look{camera, lighting, ground, studio, sky};
    if (frame.right) {
        const int divider = std::clamp(frame.right->fromColumn, 0, view.width);
        glEnable(GL_SCISSOR_TEST);
        if (divider > 0) {
            glScissor(0, 0, divider, view.height);
            paintSide(frame, look, frame.list, frame.highlight, frame.pane);
        }
        if (divider < view.width) {
            restoreSceneState();
            glScissor(divider, 0, view.width - divider, view.height);
            paintSide(frame, look, frame.right->list, frame.right->highlight, frame.pane + 1);
        }
        glDisable(GL_SCISSOR_TEST);
    } else {
        paintSide(frame, look, frame.list, frame.highlight, frame.pane);
    }
    if (frame.overScene) {
        m_target.bindForSymbols();
        glDisable(GL_DEPTH_TEST);
        frame.overScene(camera, m_target);
    }

    // As other users of the context expect it.
    if (reversed)
        m_context.gl().glClipControl(GL_LOWER_LEFT, GL_NEGATIVE_ONE_TO_ONE);
    glDepthFunc(GL_LESS);
    glClearDepth(1.0);
    glDisable(GL_DEPTH_TEST);
}

} // namespace guanjing::render
