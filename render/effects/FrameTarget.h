#pragma once

#include "geodata/tiles3d/Model.h"

#include <cstdint>

namespace guanjing::render {

class GlContext;

/// The framebuffer that frames are drawn into: RGBA8 and 32-bit float depth, plain or multisampled. GL thread with the
/// context current, for all functions.
class FrameTarget {
public:
    explicit FrameTarget(GlContext& context);
    ~FrameTarget();
    FrameTarget(const FrameTarget&) = delete;
    FrameTarget& operator=(const FrameTarget&) = delete;

    /// Makes it anew where size or samples differ, and binds it for drawing. False when the driver refuses it.
    [[nodiscard]] bool bind(int width, int height, int samples);
    /// Binds the picture without its depth, so that the depth can be sampled: as GL_TEXTURE_2D, or
    /// GL_TEXTURE_2D_MULTISAMPLE where samples() is not 0.
    void bindForSymbols();
    /// Binds it with a second picture, cleared, that takes what eye-dome lighting wants to know of points: the logarithm
    /// of their depth, and the strength. False when the driver refuses it; what was bound before is then bound again.
    [[nodiscard]] bool bindForPoints();
    [[nodiscard]] std::uint32_t pointDepthTexture() const { return m_pointDepth; }
    [[nodiscard]] std::uint32_t depthTexture() const { return m_depth; }
    /// Copies the picture into another framebuffer object, its lower left corner to (x, y) there.
    void blitTo(std::uint32_t framebuffer, int x = 0, int y = 0);
    /// The picture as RGBA8, rows from the top.
    [[nodiscard]] tiles3d::Image readPixels();
    [[nodiscard]] int samples() const { return m_samples; }
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }

private:
    void free();

    GlContext& m_context;
    int m_width = 0, m_height = 0, m_samples = 0;
    std::uint32_t m_framebuffer = 0, m_color = 0;
    std::uint32_t m_depth = 0; ///< texture
    std::uint32_t m_colorOnly = 0;
    std::uint32_t m_withPoints = 0, m_pointDepth = 0; ///< made for the first frame that has points
    std::uint32_t m_resolved = 0, m_resolvedColor = 0; ///< multisampled frames: what readPixels reads
};

} // namespace guanjing::render
