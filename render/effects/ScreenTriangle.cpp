#include "render/effects/ScreenTriangle.h"

#include "render/upload/GlContext.h"
#include "render/upload/ShaderSource.h"

#include <osg/GLExtensions>

#include <array>

namespace guanjing::render {

ScreenTriangle::~ScreenTriangle()
{
    m_context.freeBuffer(m_buffer);
    m_context.freeVertexArray(m_vertexArray);
}

void ScreenTriangle::draw()
{
    osg::GLExtensions& gl = m_context.gl();
    if (!m_vertexArray) {
        constexpr std::array<float, 9> kCorners{-1, -1, 0, 3, -1, 0, -1, 3, 0};
        m_vertexArray = m_context.makeVertexArray();
        m_buffer = m_context.makeBuffer();
        gl.glBindVertexArray(m_vertexArray);
        gl.glBindBuffer(GL_ARRAY_BUFFER, m_buffer);
        gl.glBufferData(GL_ARRAY_BUFFER, sizeof kCorners, kCorners.data(), GL_STATIC_DRAW);
        gl.glEnableVertexAttribArray(kAttributePosition);
        gl.glVertexAttribPointer(kAttributePosition, 3, GL_FLOAT, GL_FALSE, 0, nullptr);
        gl.glBindBuffer(GL_ARRAY_BUFFER, 0);
    }
    gl.glBindVertexArray(m_vertexArray);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    gl.glBindVertexArray(0);
}

} // namespace guanjing::render
