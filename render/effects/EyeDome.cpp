#include "render/effects/EyeDome.h"

#include "render/effects/FrameTarget.h"
#include "render/upload/GlContext.h"
#include "render/upload/ShaderSource.h"

#include <osg/GLExtensions>

#include <algorithm>

#ifndef GL_TEXTURE_2D_MULTISAMPLE
#define GL_TEXTURE_2D_MULTISAMPLE 0x9100
#endif

namespace guanjing::render {

EyeDome::EyeDome(GlContext& context) : m_context(context), m_triangle(context) { }

EyeDome::~EyeDome()
{
    for (std::uint32_t& program : m_programs)
        m_context.freeProgram(program);
}

void EyeDome::draw(FrameTarget& target, const PixelRectangle& part, int radiusPixels)
{
    if (part.isEmpty())
        return;
    osg::GLExtensions& gl = m_context.gl();
    const bool isMultisampled = target.samples() > 0;
    std::uint32_t& program = m_programs[isMultisampled ? 1 : 0];
    if (!program)
        program =
            m_context.makeProgram(assembleShader("eyedome.vert.glsl"),
                                  assembleShader("eyedome.frag.glsl", isMultisampled ? "#define MULTISAMPLE 1\n" : ""));
    target.bindForSymbols();
    gl.glUseProgram(program);
    const GLenum kind = isMultisampled ? GL_TEXTURE_2D_MULTISAMPLE : GL_TEXTURE_2D;
    gl.glActiveTexture(GL_TEXTURE0);
    glBindTexture(kind, target.pointDepthTexture());
    gl.glUniform1i(gl.glGetUniformLocation(program, "uDepth"), 0);
    gl.glUniform1i(gl.glGetUniformLocation(program, "uSamples"), target.samples());
    gl.glUniform2i(gl.glGetUniformLocation(program, "uLast"), target.width() - 1, target.height() - 1);
    gl.glUniform1i(gl.glGetUniformLocation(program, "uRadius"), std::max(radiusPixels, 1));
    glDisable(GL_DEPTH_TEST);
    glEnable(GL_SCISSOR_TEST);
    glScissor(part.left, part.bottom, part.width, part.height);
    glEnable(GL_BLEND);
    gl.glBlendFuncSeparate(GL_ZERO, GL_SRC_COLOR, GL_ZERO, GL_ONE);
    m_triangle.draw();
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glEnable(GL_DEPTH_TEST);
    glBindTexture(kind, 0);
    gl.glUseProgram(0);
}

} // namespace guanjing::render
