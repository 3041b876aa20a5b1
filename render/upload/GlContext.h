#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace osg {
class GLExtensions;
class State;
} // namespace osg

namespace guanjing::render {

/// The current OpenGL context as render/ uses it: OpenSceneGraph's state and function table for it, what the driver can
/// do, and the making and freeing of GL objects, which are counted so that a leak shows. Construct and destroy with the
/// context current; everything on the thread of the context.
class GlContext {
public:
    GlContext();
    ~GlContext();
    GlContext(const GlContext&) = delete;
    GlContext& operator=(const GlContext&) = delete;

    [[nodiscard]] osg::GLExtensions& gl() const { return *m_extensions; }
    [[nodiscard]] osg::State& state() const;

    [[nodiscard]] const std::string& rendererName() const { return m_renderer; }
    /// llvmpipe, softpipe or the like: costly filters stay off.
    [[nodiscard]] bool isSoftware() const { return m_isSoftware; }
    /// ARB_clip_control: reversed depth with full floating-point precision.
    [[nodiscard]] bool hasClipControl() const { return m_hasClipControl; }
    /// The formats of BlockFormat.
    [[nodiscard]] bool hasBlockCompression() const { return m_hasBlockCompression; }
    /// 1 where anisotropic filtering is missing or too slow.
    [[nodiscard]] float anisotropy() const { return m_anisotropy; }
    [[nodiscard]] int maximumSamples() const { return m_maximumSamples; }
    [[nodiscard]] int maximumTextureSide() const { return m_maximumTextureSide; }

    /// Live GL objects made through this class.
    struct Counts {
        int buffers = 0, vertexArrays = 0, textures = 0, programs = 0, framebuffers = 0, renderbuffers = 0;
        [[nodiscard]] int total() const
        {
            return buffers + vertexArrays + textures + programs + framebuffers + renderbuffers;
        }
    };
    [[nodiscard]] const Counts& counts() const { return m_counts; }

    [[nodiscard]] std::uint32_t makeBuffer();
    [[nodiscard]] std::uint32_t makeVertexArray();
    [[nodiscard]] std::uint32_t makeTexture();
    [[nodiscard]] std::uint32_t makeFramebuffer();
    [[nodiscard]] std::uint32_t makeRenderbuffer();
    // Each frees the object and sets the name to 0; 0 is ignored.
    void freeBuffer(std::uint32_t& name);
    void freeVertexArray(std::uint32_t& name);
    void freeTexture(std::uint32_t& name);
    void freeFramebuffer(std::uint32_t& name);
    void freeRenderbuffer(std::uint32_t& name);
    void freeProgram(std::uint32_t& name);
    /// Compiles and links; attribute locations are those of AttributeLocation, fragment output 0 is `outColor`, 1 `outDepth`.
    /// Returns 0 and logs the driver's words when it fails, which is a defect of ours.
    [[nodiscard]] std::uint32_t makeProgram(const std::string& vertexSource, const std::string& fragmentSource);

private:
    struct Window;
    std::unique_ptr<Window> m_window;
    osg::GLExtensions* m_extensions = nullptr;
    std::string m_renderer;
    bool m_isSoftware = false;
    bool m_hasClipControl = false;
    bool m_hasBlockCompression = false;
    float m_anisotropy = 1.0f;
    int m_maximumSamples = 0;
    int m_maximumTextureSide = 2048;
    Counts m_counts;
};

/// Attribute locations in every program; bound by name before linking.
enum AttributeLocation : std::uint32_t {
    kAttributePosition = 0,
    kAttributeNormal = 1,
    kAttributeTexCoord = 2,
    kAttributeColor = 3,
    kAttributeFeature = 4,
    kAttributeOverlay = 5,
    kAttributeStyle = 6,
    kAttributePointSize = 7,
    kAttributeTexCoord1 = 8,
    kAttributeMapHeight = 9
};

} // namespace guanjing::render
