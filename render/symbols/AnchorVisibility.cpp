#include "render/symbols/AnchorVisibility.h"

#include "layers/tiling/ViewState.h"
#include "render/effects/FrameTarget.h"
#include "render/upload/GlContext.h"
#include "render/upload/ShaderSource.h"

#include <osg/FrameBufferObject>
#include <osg/GLExtensions>

#include <algorithm>

#ifndef GL_READ_FRAMEBUFFER
#define GL_READ_FRAMEBUFFER 0x8CA8
#endif
#ifndef GL_READ_FRAMEBUFFER_BINDING
#define GL_READ_FRAMEBUFFER_BINDING 0x8CAA
#endif
#ifndef GL_TEXTURE_2D_MULTISAMPLE
#define GL_TEXTURE_2D_MULTISAMPLE 0x9100
#endif

namespace guanjing::render {

namespace {

struct Point {
    float x, y;
    float anchorX, anchorY, depth;
};

} // namespace

AnchorVisibility::AnchorVisibility(GlContext& context) : m_context(context) { }

AnchorVisibility::~AnchorVisibility()
{
    for (std::uint32_t& program : m_programs)
        m_context.freeProgram(program);
    m_context.freeFramebuffer(m_framebuffer);
    m_context.freeTexture(m_texture);
    m_context.freeBuffer(m_buffer);
    m_context.freeVertexArray(m_vertexArray);
}

bool AnchorVisibility::isHidden(std::uint64_t id) const
{
    const auto known = m_known.find(id);
    return known != m_known.end() && known->second.hidden;
}

bool AnchorVisibility::prepare()
{
    if (m_framebuffer)
        return true;
    osg::GLExtensions& gl = m_context.gl();
    m_texture = m_context.makeTexture();
    gl.glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, m_texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, kWidth, kHeight, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glBindTexture(GL_TEXTURE_2D, 0);
    m_framebuffer = m_context.makeFramebuffer();
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_framebuffer);
    gl.glFramebufferTexture2D(GL_FRAMEBUFFER_EXT, GL_COLOR_ATTACHMENT0_EXT, GL_TEXTURE_2D, m_texture, 0);
    m_buffer = m_context.makeBuffer();
    m_vertexArray = m_context.makeVertexArray();
    return gl.glCheckFramebufferStatus(GL_FRAMEBUFFER_EXT) == GL_FRAMEBUFFER_COMPLETE_EXT;
}

void AnchorVisibility::collect()
{
    if (m_asked.empty())
        return;
    std::unordered_map<std::uint64_t, Known> known;
    known.reserve(m_asked.size());
    m_isPending = false;
    osg::GLExtensions& gl = m_context.gl();
    GLint bound = 0;
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &bound);
    // Only what is read from: the framebuffer drawn into stays bound, else a software renderer would finish it first.
    gl.glBindFramebuffer(GL_READ_FRAMEBUFFER, m_framebuffer);
    const int rows = static_cast<int>((m_asked.size() + kWidth - 1) / kWidth);
    m_pixels.resize(static_cast<std::size_t>(rows) * kWidth * 4);
    gl.glBindBuffer(GL_PIXEL_PACK_BUFFER_ARB, 0);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, kWidth, rows, GL_RGBA, GL_UNSIGNED_BYTE, m_pixels.data());
    gl.glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(bound));
    for (std::size_t i = 0; i < m_asked.size(); ++i) {
        const bool hidden = m_pixels[i * 4] > 127;
        const auto before = m_known.find(m_asked[i]);
        Known now{hidden, false};
        if (before != m_known.end() && before->second.hidden != hidden && !before->second.wavers)
            now = {!hidden, true};
        m_isPending = m_isPending || now.wavers;
        known.emplace(m_asked[i], now);
    }
    m_known = std::move(known);
    m_asked.clear();
}

void AnchorVisibility::ask(const std::vector<Anchor>& anchors, const layers::ViewState& view, bool reversed,
                           const FrameTarget& target, bool sceneChanges)
{
    m_asked.clear();
    if (anchors.empty()) {
        m_last.clear();
        m_known.clear();
        m_isPending = false;
        return;
    }
    // The answers may be others than the last ones: somebody has to come and take them.
    m_isPending = m_isPending || sceneChanges || anchors != m_last;
    m_last = anchors;
    osg::GLExtensions& gl = m_context.gl();
    GLint framebuffer = 0;
    glGetIntegerv(GL_FRAMEBUFFER_BINDING_EXT, &framebuffer);
    const std::size_t count = std::min(anchors.size(), kMost);
    const bool multisampled = target.samples() > 0;
    std::uint32_t& program = m_programs[multisampled ? 1 : 0];
    if (!program)
        program =
            m_context.makeProgram(assembleShader("anchor.vert.glsl"),
                                  assembleShader("anchor.frag.glsl", multisampled ? "#define MULTISAMPLE 1\n" : ""));
    if (prepare() && program) {
        std::vector<Point> points;
        points.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            const auto column = static_cast<float>(i % kWidth), row = static_cast<float>(i / kWidth);
            const Anchor& anchor = anchors[i];
            points.push_back({(column + 0.5f) / kWidth * 2.0f - 1.0f, (row + 0.5f) / kHeight * 2.0f - 1.0f, anchor.x,
                              static_cast<float>(view.height) - anchor.y, anchor.depth});
            m_asked.push_back(anchor.id);
        }
        gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, m_framebuffer);
        glViewport(0, 0, kWidth, kHeight);
        gl.glBindVertexArray(m_vertexArray);
        gl.glBindBuffer(GL_ARRAY_BUFFER, m_buffer);
        gl.glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(points.size() * sizeof(Point)), points.data(),
                        GL_STREAM_DRAW);
        const auto pointer = [&](GLuint location, GLint size, std::size_t offset) {
            gl.glEnableVertexAttribArray(location);
            gl.glVertexAttribPointer(location, size, GL_FLOAT, GL_FALSE, sizeof(Point),
                                     reinterpret_cast<const void*>(offset));
        };
        pointer(kAttributePosition, 2, offsetof(Point, x));
        pointer(kAttributeNormal, 3, offsetof(Point, anchorX));
        gl.glUseProgram(program);
        gl.glUniform1f(gl.glGetUniformLocation(program, "uNearer"), reversed ? 1.0f : 0.0f);
        gl.glUniform1i(gl.glGetUniformLocation(program, "uDepth"), 0);
        const GLenum depthTarget = multisampled ? GL_TEXTURE_2D_MULTISAMPLE : GL_TEXTURE_2D;
        gl.glActiveTexture(GL_TEXTURE0);
        glBindTexture(depthTarget, target.depthTexture());
        glDrawArrays(GL_POINTS, 0, static_cast<GLsizei>(points.size()));
        glBindTexture(depthTarget, 0);
        gl.glUseProgram(0);
        gl.glBindVertexArray(0);
        gl.glBindBuffer(GL_ARRAY_BUFFER, 0);
    }
    gl.glBindFramebuffer(GL_FRAMEBUFFER_EXT, static_cast<GLuint>(framebuffer));
    glViewport(0, 0, view.width, view.height);
}

} // namespace guanjing::render
