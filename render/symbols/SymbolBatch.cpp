#include "render/symbols/SymbolBatch.h"

#include "render/upload/GlContext.h"
#include "render/upload/ShaderSource.h"

#include <osg/GLExtensions>

#include <cmath>
#include <cstddef>

namespace guanjing::render {

SymbolBatch::SymbolBatch(GlContext& context) : m_context(context) { }

SymbolBatch::~SymbolBatch()
{
    m_context.freeProgram(m_program);
    m_context.freeBuffer(m_buffer);
    m_context.freeVertexArray(m_vertexArray);
}

void SymbolBatch::add(float left, float top, const SymbolAtlas::Slot& slot, float opacity)
{
    const auto w = static_cast<float>(slot.width), h = static_cast<float>(slot.height);
    const auto u = static_cast<float>(slot.x), v = static_cast<float>(slot.y);
    const auto alpha = static_cast<std::uint8_t>(std::lround(opacity * 255.0f));
    const auto corner = [&](float x, float y) {
        m_vertices.push_back({left + x * w, top + y * h, u + x * w, v + y * h, {255, 255, 255, alpha}});
    };
    corner(0, 0);
    corner(1, 0);
    corner(1, 1);
    corner(0, 0);
    corner(1, 1);
    corner(0, 1);
}

void SymbolBatch::addTurned(float middleX, float middleY, float cosine, float sine, const SymbolAtlas::Slot& slot,
                            float opacity)
{
    const auto u = static_cast<float>(slot.x), v = static_cast<float>(slot.y);
    const auto w = static_cast<float>(slot.width), h = static_cast<float>(slot.height);
    const auto alpha = static_cast<std::uint8_t>(std::lround(opacity * 255.0f));
    // half a texel is left out all around: what lies beside the slot is another's
    const auto corner = [&](float x, float y) {
        const float tx = x > 0 ? w - 0.5f : 0.5f, ty = y > 0 ? h - 0.5f : 0.5f;
        const float dx = tx - w / 2, dy = ty - h / 2;
        m_vertices.push_back({middleX + dx * cosine - dy * sine,
                              middleY + dx * sine + dy * cosine,
                              u + tx,
                              v + ty,
                              {255, 255, 255, alpha}});
    };
    corner(0, 0);
    corner(1, 0);
    corner(1, 1);
    corner(0, 0);
    corner(1, 1);
    corner(0, 1);
}

void SymbolBatch::draw(int viewportWidth, int viewportHeight, std::uint32_t atlasTexture)
{
    if (m_vertices.empty() || !atlasTexture)
        return;
    osg::GLExtensions& gl = m_context.gl();
    if (!m_program)
        m_program = m_context.makeProgram(assembleShader("symbol.vert.glsl"), assembleShader("symbol.frag.glsl"));
    if (!m_vertexArray) {
        m_vertexArray = m_context.makeVertexArray();
        m_buffer = m_context.makeBuffer();
    }
    gl.glBindVertexArray(m_vertexArray);
    gl.glBindBuffer(GL_ARRAY_BUFFER, m_buffer);
    gl.glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(m_vertices.size() * sizeof(Vertex)), m_vertices.data(),
                    GL_STREAM_DRAW);
    const auto pointer = [&](GLuint location, GLint size, GLenum type, bool normalized, std::size_t offset) {
        gl.glEnableVertexAttribArray(location);
        gl.glVertexAttribPointer(location, size, type, normalized ? GL_TRUE : GL_FALSE, sizeof(Vertex),
                                 reinterpret_cast<const void*>(offset));
    };
    pointer(kAttributePosition, 2, GL_FLOAT, false, offsetof(Vertex, x));
    pointer(kAttributeTexCoord, 2, GL_FLOAT, false, offsetof(Vertex, u));
    pointer(kAttributeColor, 4, GL_UNSIGNED_BYTE, true, offsetof(Vertex, color));
    gl.glUseProgram(m_program);
    const auto find = [&](const char* name) { return gl.glGetUniformLocation(m_program, name); };
    gl.glUniform2f(find("uViewport"), static_cast<float>(viewportWidth), static_cast<float>(viewportHeight));
    gl.glUniform1f(find("uAtlasSide"), static_cast<float>(SymbolAtlas::kSide));
    gl.glUniform1i(find("uAtlas"), 0);
    gl.glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, atlasTexture);
    glEnable(GL_BLEND);
    gl.glBlendFuncSeparate(GL_ONE, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(m_vertices.size()));
    glDisable(GL_BLEND);
    glBindTexture(GL_TEXTURE_2D, 0);
    gl.glUseProgram(0);
    gl.glBindVertexArray(0);
    gl.glBindBuffer(GL_ARRAY_BUFFER, 0);
}

} // namespace guanjing::render
