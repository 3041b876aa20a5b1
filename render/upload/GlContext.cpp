#include "render/upload/GlContext.h"

#include "geodata/core/Log.h"

#include <osg/GLExtensions>
#include <osg/State>
#include <osgViewer/GraphicsWindow>

#include <array>

#ifndef GL_MAX_TEXTURE_MAX_ANISOTROPY_EXT
#define GL_MAX_TEXTURE_MAX_ANISOTROPY_EXT 0x84FF
#endif

namespace guanjing::render {

struct GlContext::Window {
    osg::ref_ptr<osgViewer::GraphicsWindowEmbedded> window;
};

GlContext::GlContext() : m_window(std::make_unique<Window>())
{
    m_window->window = new osgViewer::GraphicsWindowEmbedded(0, 0, 1, 1);
    osg::State* state = m_window->window->getState();
    state->initializeExtensionProcs();
    m_extensions = state->get<osg::GLExtensions>();

    const auto* renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    m_renderer = renderer ? renderer : "unknown";
    for (const char* word : {"llvmpipe", "softpipe", "SWR", "Software Rasterizer"})
        m_isSoftware = m_isSoftware || m_renderer.find(word) != std::string::npos;
    m_hasClipControl = m_extensions->glClipControl != nullptr
        && osg::isGLExtensionOrVersionSupported(state->getContextID(), "GL_ARB_clip_control", 4.5f);
    m_hasBlockCompression = m_extensions->glCompressedTexSubImage2D != nullptr
        && osg::isGLExtensionSupported(state->getContextID(), "GL_EXT_texture_compression_s3tc");
    glGetIntegerv(GL_MAX_SAMPLES, &m_maximumSamples);
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &m_maximumTextureSide);
    if (!m_isSoftware && m_extensions->isTextureFilterAnisotropicSupported) {
        glGetFloatv(GL_MAX_TEXTURE_MAX_ANISOTROPY_EXT, &m_anisotropy);
        m_anisotropy = m_anisotropy < 8.0f ? m_anisotropy : 8.0f;
    }
}

GlContext::~GlContext()
{
    if (m_counts.total() != 0)
        log(LogLevel::Error, "render.upload", std::to_string(m_counts.total()) + " GL objects were not released");
    // Only what OSG itself holds for this context; our own objects are freed by their owners.
    m_window->window->getState()->releaseGLObjects();
}

osg::State& GlContext::state() const { return *m_window->window->getState(); }

std::uint32_t GlContext::makeBuffer()
{
    GLuint name = 0;
    m_extensions->glGenBuffers(1, &name);
    ++m_counts.buffers;
    return name;
}

std::uint32_t GlContext::makeVertexArray()
{
    GLuint name = 0;
    m_extensions->glGenVertexArrays(1, &name);
    ++m_counts.vertexArrays;
    return name;
}

std::uint32_t GlContext::makeTexture()
{
    GLuint name = 0;
    glGenTextures(1, &name);
    ++m_counts.textures;
    return name;
}

std::uint32_t GlContext::makeFramebuffer()
{
    GLuint name = 0;
    m_extensions->glGenFramebuffers(1, &name);
    ++m_counts.framebuffers;
    return name;
}

std::uint32_t GlContext::makeRenderbuffer()
{
    GLuint name = 0;
    m_extensions->glGenRenderbuffers(1, &name);
    ++m_counts.renderbuffers;
    return name;
}

void GlContext::freeBuffer(std::uint32_t& name)
{
    if (!name)
        return;
    m_extensions->glDeleteBuffers(1, &name);
    --m_counts.buffers;
    name = 0;
}

void GlContext::freeVertexArray(std::uint32_t& name)
{
    if (!name)
        return;
    m_extensions->glDeleteVertexArrays(1, &name);
    --m_counts.vertexArrays;
    name = 0;
}

void GlContext::freeTexture(std::uint32_t& name)
{
    if (!name)
        return;
    glDeleteTextures(1, &name);
    --m_counts.textures;
    name = 0;
}

void GlContext::freeFramebuffer(std::uint32_t& name)
{
    if (!name)
        return;
    m_extensions->glDeleteFramebuffers(1, &name);
    --m_counts.framebuffers;
    name = 0;
}

void GlContext::freeRenderbuffer(std::uint32_t& name)
{
    if (!name)
        return;
    m_extensions->glDeleteRenderbuffers(1, &name);
    --m_counts.renderbuffers;
    name = 0;
}

void GlContext::freeProgram(std::uint32_t& name)
{
    if (!name)
        return;
    m_extensions->glDeleteProgram(name);
    --m_counts.programs;
    name = 0;
}

std::uint32_t GlContext::makeProgram(const std::string& vertexSource, const std::string& fragmentSource)
{
    osg::GLExtensions& gl = *m_extensions;
    const auto compile = [&](GLenum kind, const std::string& source) -> GLuint {
        const GLuint shader = gl.glCreateShader(kind);
        const GLchar* text = source.c_str();
        gl.glShaderSource(shader, 1, &text, nullptr);
        gl.glCompileShader(shader);
        GLint done = 0;
        gl.glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
        if (done)
            return shader;
        std::array<GLchar, 2048> words{};
        gl.glGetShaderInfoLog(shader, static_cast<GLsizei>(words.size()), nullptr, words.data());
        log(LogLevel::Error, "render.upload", std::string("shader does not compile: ") + words.data());
        gl.glDeleteShader(shader);
        return 0;
    };
    const GLuint vertex = compile(GL_VERTEX_SHADER, vertexSource);
    const GLuint fragment = compile(GL_FRAGMENT_SHADER, fragmentSource);
    if (!vertex || !fragment)
        return 0;
    const GLuint program = gl.glCreateProgram();
    gl.glAttachShader(program, vertex);
    gl.glAttachShader(program, fragment);
    gl.glBindAttribLocation(program, kAttributePosition, "aPosition");
    gl.glBindAttribLocation(program, kAttributeNormal, "aNormal");
    gl.glBindAttribLocation(program, kAttributeTexCoord, "aTexCoord");
    gl.glBindAttribLocation(program, kAttributeColor, "aColor");
    gl.glBindAttribLocation(program, kAttributeFeature, "aFeature");
    gl.glBindAttribLocation(program, kAttributeOverlay, "aOverlay");
    gl.glBindAttribLocation(program, kAttributeStyle, "aStyle");
    gl.glBindAttribLocation(program, kAttributePointSize, "aPointSize");
    gl.glBindAttribLocation(program, kAttributeTexCoord1, "aTexCoord1");
    gl.glBindAttribLocation(program, kAttributeMapHeight, "aMapHeight");
    gl.glBindFragDataLocation(program, 0, "outColor");
    gl.glBindFragDataLocation(program, 1, "outDepth");
    gl.glLinkProgram(program);
    gl.glDeleteShader(vertex);
    gl.glDeleteShader(fragment);
    GLint done = 0;
    gl.glGetProgramiv(program, GL_LINK_STATUS, &done);
    if (!done) {
        std::array<GLchar, 2048> words{};
        gl.glGetProgramInfoLog(program, static_cast<GLsizei>(words.size()), nullptr, words.data());
        log(LogLevel::Error, "render.upload", std::string("program does not link: ") + words.data());
        gl.glDeleteProgram(program);
        return 0;
    }
    ++m_counts.programs;
    return program;
}

} // namespace guanjing::render
