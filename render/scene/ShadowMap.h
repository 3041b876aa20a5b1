#pragma once

#include "render/effects/ShadowFit.h"

#include <cstdint>

namespace guanjing::render {

class GlContext;

/// The depth of what the sun meets first, in one texture: the parts of a ShadowFit side by side. Made when first drawn. GL
/// thread with the context current, for all functions.
class ShadowMap {
public:
    explicit ShadowMap(GlContext& context) : m_context(context) { }
    ~ShadowMap();
    ShadowMap(const ShadowMap&) = delete;
    ShadowMap& operator=(const ShadowMap&) = delete;

    /// Whether there is one; false when the driver refuses it, which then stays so.
    [[nodiscard]] bool make();
    /// Whether it shows the casters of that fingerprint, fitted so.
    [[nodiscard]] bool shows(const ShadowFit& fit, std::uint64_t casters) const;
    /// Binds it, cleared, for depth alone; after make(). What was bound before comes back with end().
    void begin(const ShadowFit& fit, std::uint64_t casters);
    void beginPart(std::size_t part);
    void end();
    [[nodiscard]] std::uint32_t texture() const { return m_texture; }
    void free();

private:
    GlContext& m_context;
    std::uint32_t m_framebuffer = 0, m_texture = 0;
    ShadowFit m_fit;
    std::uint64_t m_casters = 0;
    bool m_isDrawn = false, m_isRefused = false;
    // What begin() found.
    int m_framebufferBefore = 0, m_viewportBefore[4] = {}, m_depthFuncBefore = 0;
    double m_clearDepthBefore = 1.0;
    bool m_hadScissor = false;
};

} // namespace guanjing::render
