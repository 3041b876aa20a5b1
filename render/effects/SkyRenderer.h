#pragma once

#include "geodata/core/Math.h"
#include "render/effects/Atmosphere.h"
#include "render/effects/ScreenTriangle.h"

#include <cstdint>

namespace guanjing::render {

class GlContext;
struct FrameCamera;

/// Sky, sun and the bare ellipsoid below the horizon, wherever nothing nearer was drawn. GL thread with the context
/// current, for all functions.
class SkyRenderer {
public:
    explicit SkyRenderer(GlContext& context);
    ~SkyRenderer();
    SkyRenderer(const SkyRenderer&) = delete;
    SkyRenderer& operator=(const SkyRenderer&) = delete;

    /// Draws at the far end of the depth range; the depth test is set by the caller. Perspective only.
    /// Instead of the sky: the calm light grey of a studio, the same from everywhere.
    void drawStudio(const FrameCamera& camera, int heightPixels);
    void draw(const FrameCamera& camera, const Lighting& lighting);

private:
    void makeProgram();
    void updateTable(const Lighting& lighting);

    GlContext& m_context;
    std::uint32_t m_program = 0, m_table = 0;
    ScreenTriangle m_triangle;
    double m_tableElevationDegrees = 1e9, m_tableHeightMeters = 1e12;
};

} // namespace guanjing::render
