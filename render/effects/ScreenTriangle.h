#pragma once

#include <cstdint>

namespace guanjing::render {

class GlContext;

/// One triangle that covers the whole picture, corners in clip coordinates: for passes over every pixel. Made when first drawn.
/// GL thread with the context current, for all functions.
class ScreenTriangle {
public:
    explicit ScreenTriangle(GlContext& context) : m_context(context) { }
    ~ScreenTriangle();
    ScreenTriangle(const ScreenTriangle&) = delete;
    ScreenTriangle& operator=(const ScreenTriangle&) = delete;

    /// With the program that is in use.
    void draw();

private:
    GlContext& m_context;
    std::uint32_t m_buffer = 0, m_vertexArray = 0;
};

} // namespace guanjing::render
