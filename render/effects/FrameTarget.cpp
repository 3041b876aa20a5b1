#include "render/effects/FrameTarget.h"

#include "geodata/core/Log.h"
#include "render/upload/GlContext.h"

#include <osg/FrameBufferObject>
#include <osg/GLExtensions>

#include <algorithm>
#include <array>

#ifndef GL_READ_FRAMEBUFFER
#define GL_READ_FRAMEBUFFER 0x8CA8
#endif
#ifndef GL_DRAW_FRAMEBUFFER
#define GL_DRAW_FRAMEBUFFER 0x8CA9
#endif
#ifndef GL_TEXTURE_2D_MULTISAMPLE
#define GL_TEXTURE_2D_MULTISAMPLE 0x9100
#endif
#ifndef GL_DEPTH_COMPONENT32F
#define GL_DEPTH_COMPONENT32F 0x8CAC
#endif
#ifndef GL_RG32F
#define GL_RG32F 0x8230
#endif
#ifndef GL_RG
#define GL_RG 0x8227
#endif

namespace guanjing::render {

namespace {

/// As the logarithm of a depth; the shader knows it as what is greater than 1e20.
constexpr float kNoPoint = 1e30f;

} // namespace

FrameTarget::FrameTarget(GlContext& context) : m_context(context) { }

FrameTarget::~FrameTarget() { free(); }

void FrameTarget::free()
{
    m_context.freeFramebuffer(m_framebuffer);
    m_context.freeFramebuffer(m_resolved);
    m_context.freeRenderbuffer(m_color);
    m_context.freeFramebuffer(m_colorOnly);
    m_context.freeFramebuffer(m_withPoints);
    m_context.freeTexture(m_pointDepth);
    m_context.freeTexture(m_depth);
    m_context.freeRenderbuffer(m_resolvedColor);
    m_width = m_height = 0;
}

bool FrameTarget::bind(int width, int height, int samples)
{
    osg::GLExtensions& gl = m_context.gl();
    samples = std::clamp(samples, 0, m_context.maximumSamples());
    if (m_framebuffer && width == m_width && height == m_height && samples == m_samples) {
        gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_framebuffer);
        return true;
    }
    free();
    const auto makeRenderbuffer = [&](GLenum format, int count) {
        const GLuint name = m_context.makeRenderbuffer();
        gl.glBindRenderbuffer(GL_RENDERBUFFER_EXT, name);
        if (count > 0)
            gl.glRenderbufferStorageMultisample(GL_RENDERBUFFER_EXT, count, format, width, height);
        else
            gl.glRenderbufferStorage(GL_RENDERBUFFER_EXT, format, width, height);
        return name;
    };
    m_framebuffer = m_context.makeFramebuffer();
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_framebuffer);
    m_color = makeRenderbuffer(GL_RGBA8, samples);
    m_depth = m_context.makeTexture();
    gl.glActiveTexture(GL_TEXTURE0);
    const GLenum target = samples > 0 ? GL_TEXTURE_2D_MULTISAMPLE : GL_TEXTURE_2D;
    glBindTexture(target, m_depth);
    if (samples > 0) {
        gl.glTexImage2DMultisample(target, samples, GL_DEPTH_COMPONENT32F, width, height, GL_TRUE);
    } else {
        glTexParameteri(target, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(target, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        glTexImage2D(target, 0, GL_DEPTH_COMPONENT32F, width, height, 0, GL_DEPTH_COMPONENT, GL_FLOAT, nullptr);
    }
    glBindTexture(target, 0);
    gl.glFramebufferRenderbuffer(GL_FRAMEBUFFER_EXT, GL_COLOR_ATTACHMENT0_EXT, GL_RENDERBUFFER_EXT, m_color);
    gl.glFramebufferTexture2D(GL_FRAMEBUFFER_EXT, GL_DEPTH_ATTACHMENT_EXT, target, m_depth, 0);
    m_width = width;
    m_height = height;
    m_samples = samples;
    const GLenum status = gl.glCheckFramebufferStatus(GL_FRAMEBUFFER_EXT);
    if (status != GL_FRAMEBUFFER_COMPLETE_EXT) {
        log(LogLevel::Error, "render.effects", "framebuffer is incomplete, status " + std::to_string(status));
        free();
        return samples > 0 && bind(width, height, 0);
    }
    return true;
}

bool FrameTarget::bindForPoints()
{
    osg::GLExtensions& gl = m_context.gl();
    constexpr std::array<GLenum, 2> kBoth{GL_COLOR_ATTACHMENT0_EXT, GL_COLOR_ATTACHMENT1_EXT};
    if (!m_withPoints) {
        const GLenum target = m_samples > 0 ? GL_TEXTURE_2D_MULTISAMPLE : GL_TEXTURE_2D;
        m_pointDepth = m_context.makeTexture();
        gl.glActiveTexture(GL_TEXTURE0);
        glBindTexture(target, m_pointDepth);
        if (m_samples > 0) {
            gl.glTexImage2DMultisample(target, m_samples, GL_RG32F, m_width, m_height, GL_TRUE);
        } else {
            glTexParameteri(target, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
            glTexParameteri(target, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
            glTexImage2D(target, 0, GL_RG32F, m_width, m_height, 0, GL_RG, GL_FLOAT, nullptr);
        }
        glBindTexture(target, 0);
        m_withPoints = m_context.makeFramebuffer();
        gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_withPoints);
        gl.glFramebufferRenderbuffer(GL_FRAMEBUFFER_EXT, GL_COLOR_ATTACHMENT0_EXT, GL_RENDERBUFFER_EXT, m_color);
        gl.glFramebufferTexture2D(GL_FRAMEBUFFER_EXT, GL_COLOR_ATTACHMENT1_EXT, target, m_pointDepth, 0);
        gl.glFramebufferTexture2D(GL_FRAMEBUFFER_EXT, GL_DEPTH_ATTACHMENT_EXT, target, m_depth, 0);
        gl.glDrawBuffers(kBoth.size(), kBoth.data());
        const GLenum status = gl.glCheckFramebufferStatus(GL_FRAMEBUFFER_EXT);
        if (status != GL_FRAMEBUFFER_COMPLETE_EXT) {
            log(LogLevel::Warning, "render.effects",
                "no framebuffer for eye-dome lighting, status " + std::to_string(status));
            m_context.freeTexture(m_pointDepth);
        }
    }
    if (!m_pointDepth) {
        gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_framebuffer);
        return false;
    }
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_withPoints);
    // Only the second is cleared: further away than anything.
    gl.glDrawBuffers(1, &kBoth[1]);
    glClearColor(kNoPoint, 0.0f, 0.0f, 0.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    gl.glDrawBuffers(kBoth.size(), kBoth.data());
    return true;
}

void FrameTarget::bindForSymbols()
{
    osg::GLExtensions& gl = m_context.gl();
    if (!m_colorOnly) {
        m_colorOnly = m_context.makeFramebuffer();
        gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_colorOnly);
        gl.glFramebufferRenderbuffer(GL_FRAMEBUFFER_EXT, GL_COLOR_ATTACHMENT0_EXT, GL_RENDERBUFFER_EXT, m_color);
        return;
    }
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_colorOnly);
}

void FrameTarget::blitTo(std::uint32_t framebuffer, int x, int y)
{
    osg::GLExtensions& gl = m_context.gl();
    gl.glBindFramebuffer(GL_READ_FRAMEBUFFER, m_framebuffer);
    gl.glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    gl.glBlitFramebuffer(0, 0, m_width, m_height, x, y, x + m_width, y + m_height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, framebuffer);
}

tiles3d::Image FrameTarget::readPixels()
{
    tiles3d::Image image;
    if (!m_framebuffer)
        return image;
    osg::GLExtensions& gl = m_context.gl();
    GLint before = 0;
    glGetIntegerv(GL_FRAMEBUFFER_BINDING_EXT, &before);
    if (m_samples > 0) {
        if (!m_resolved) {
            m_resolved = m_context.makeFramebuffer();
            m_resolvedColor = m_context.makeRenderbuffer();
            gl.glBindRenderbuffer(GL_RENDERBUFFER_EXT, m_resolvedColor);
            gl.glRenderbufferStorage(GL_RENDERBUFFER_EXT, GL_RGBA8, m_width, m_height);
            gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_resolved);
            gl.glFramebufferRenderbuffer(GL_FRAMEBUFFER_EXT, GL_COLOR_ATTACHMENT0_EXT, GL_RENDERBUFFER_EXT,
                                         m_resolvedColor);
        }
        blitTo(m_resolved);
    } else {
        gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_framebuffer);
    }
    image.width = m_width;
    image.height = m_height;
    image.channels = 4;
    const std::size_t rowBytes = static_cast<std::size_t>(m_width) * 4;
    image.pixels.resize(rowBytes * static_cast<std::size_t>(m_height));
    gl.glBindBuffer(GL_PIXEL_PACK_BUFFER_ARB, 0);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, m_width, m_height, GL_RGBA, GL_UNSIGNED_BYTE, image.pixels.data());
    for (int top = 0, bottom = m_height - 1; top < bottom; ++top, --bottom)
        std::swap_ranges(image.pixels.begin() + static_cast<std::ptrdiff_t>(rowBytes) * top,
                         image.pixels.begin() + static_cast<std::ptrdiff_t>(rowBytes) * (top + 1),
                         image.pixels.begin() + static_cast<std::ptrdiff_t>(rowBytes) * bottom);
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, static_cast<GLuint>(before));
    return image;
}

} // namespace guanjing::render
