#include "render/scene/ShadowMap.h"

#include "geodata/core/Log.h"
#include "render/upload/GlContext.h"

#include <osg/FrameBufferObject>
#include <osg/GLExtensions>

#include <string>

#ifndef GL_DEPTH_COMPONENT32F
#define GL_DEPTH_COMPONENT32F 0x8CAC
#endif
#ifndef GL_DEPTH_CLAMP
#define GL_DEPTH_CLAMP 0x864F
#endif
#ifndef GL_TEXTURE_COMPARE_MODE
#define GL_TEXTURE_COMPARE_MODE 0x884C
#define GL_TEXTURE_COMPARE_FUNC 0x884D
#endif
#ifndef GL_COMPARE_REF_TO_TEXTURE
#define GL_COMPARE_REF_TO_TEXTURE 0x884E
#endif

namespace guanjing::render {

namespace {

constexpr int kSide = ShadowFit::kSide;
constexpr int kBorder = ShadowFit::kBorder;
/// Depths are pushed away from the sun by so many texels of a surface's slope, as far as the shader's taps reach.
constexpr float kSlopeTexels = 2.5f;

} // namespace

ShadowMap::~ShadowMap() { free(); }

void ShadowMap::free()
{
    m_context.freeFramebuffer(m_framebuffer);
    m_context.freeTexture(m_texture);
    m_isDrawn = false;
}

bool ShadowMap::shows(const ShadowFit& fit, std::uint64_t casters) const
{
    return m_isDrawn && m_casters == casters && m_fit.sharesMapWith(fit);
}

bool ShadowMap::make()
{
    if (m_framebuffer || m_isRefused)
        return !m_isRefused;
    osg::GLExtensions& gl = m_context.gl();
    glGetIntegerv(GL_FRAMEBUFFER_BINDING_EXT, &m_framebufferBefore);
    m_texture = m_context.makeTexture();
    gl.glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, m_texture);
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
        glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
    for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
        glTexParameteri(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_FUNC, GL_LEQUAL);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT32F, 2 * kSide, kSide, 0, GL_DEPTH_COMPONENT, GL_FLOAT, nullptr);
    glBindTexture(GL_TEXTURE_2D, 0);
    m_framebuffer = m_context.makeFramebuffer();
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_framebuffer);
    gl.glFramebufferTexture2D(GL_FRAMEBUFFER_EXT, GL_DEPTH_ATTACHMENT_EXT, GL_TEXTURE_2D, m_texture, 0);
    glDrawBuffer(GL_NONE);
    glReadBuffer(GL_NONE);
    const GLenum status = gl.glCheckFramebufferStatus(GL_FRAMEBUFFER_EXT);
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, static_cast<GLuint>(m_framebufferBefore));
    if (status == GL_FRAMEBUFFER_COMPLETE_EXT)
        return true;
    log(LogLevel::Warning, "render.scene", "no framebuffer for shadows, status " + std::to_string(status));
    free();
    m_isRefused = true;
    return false;
}

void ShadowMap::begin(const ShadowFit& fit, std::uint64_t casters)
{
    osg::GLExtensions& gl = m_context.gl();
    glGetIntegerv(GL_FRAMEBUFFER_BINDING_EXT, &m_framebufferBefore);
    glGetIntegerv(GL_VIEWPORT, m_viewportBefore);
    glGetIntegerv(GL_DEPTH_FUNC, &m_depthFuncBefore);
    glGetDoublev(GL_DEPTH_CLEAR_VALUE, &m_clearDepthBefore);
    m_hadScissor = glIsEnabled(GL_SCISSOR_TEST);
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_framebuffer);
    m_fit = fit;
    m_casters = casters;
    m_isDrawn = true;
    glDisable(GL_SCISSOR_TEST);
    glDepthFunc(GL_LEQUAL);
    glClearDepth(1.0);
    glClear(GL_DEPTH_BUFFER_BIT);
    // What stands nearer to the sun than the map reaches casts all the same.
    glEnable(GL_DEPTH_CLAMP);
    glEnable(GL_POLYGON_OFFSET_FILL);
    glPolygonOffset(kSlopeTexels, 1.0f);
}

void ShadowMap::beginPart(std::size_t part)
{
    const int left = static_cast<int>(part) * kSide;
    glViewport(left + kBorder, kBorder, kSide - 2 * kBorder, kSide - 2 * kBorder);
}

void ShadowMap::end()
{
    glDisable(GL_POLYGON_OFFSET_FILL);
    glDisable(GL_DEPTH_CLAMP);
    glClearDepth(m_clearDepthBefore);
    glDepthFunc(static_cast<GLenum>(m_depthFuncBefore));
    if (m_hadScissor)
        glEnable(GL_SCISSOR_TEST);
    glViewport(m_viewportBefore[0], m_viewportBefore[1], m_viewportBefore[2], m_viewportBefore[3]);
    m_context.gl().glBindFramebuffer(GL_FRAMEBUFFER_EXT, static_cast<GLuint>(m_framebufferBefore));
}

} // namespace guanjing::render
