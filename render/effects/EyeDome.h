#pragma once

#include "render/effects/FrameCamera.h"
#include "render/effects/ScreenTriangle.h"

#include <array>
#include <cstdint>

namespace guanjing::render {

class FrameTarget;
class GlContext;

/// Eye-dome lighting (Boucheny 2009): edges and hollows of point clouds, which have no normals, are darkened by what their
/// depth on the screen tells. Over pixels of points only. GL thread with the context current, for all functions.
class EyeDome {
public:
    explicit EyeDome(GlContext& context);
    ~EyeDome();
    EyeDome(const EyeDome&) = delete;
    EyeDome& operator=(const EyeDome&) = delete;

    /// Darkens the target's picture by the depths that were drawn with FrameTarget::bindForPoints, inside a part of it.
    void draw(FrameTarget& target, const PixelRectangle& part, int radiusPixels);

private:
    GlContext& m_context;
    std::array<std::uint32_t, 2> m_programs{}; ///< plain, multisampled
    ScreenTriangle m_triangle;
};

} // namespace guanjing::render
