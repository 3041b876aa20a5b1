#pragma once

#include "render/symbols/SymbolAtlas.h"

#include <array>
#include <cstdint>
#include <vector>

namespace guanjing::render {

class GlContext;

/// The quads of a frame, cut out of the atlas, drawn at once. GL thread with the context current.
class SymbolBatch {
public:
    explicit SymbolBatch(GlContext& context);
    ~SymbolBatch();
    SymbolBatch(const SymbolBatch&) = delete;
    SymbolBatch& operator=(const SymbolBatch&) = delete;

    void clear() { m_vertices.clear(); }
    /// left, top: pixels, origin top left; whole ones keep texts sharp.
    void add(float left, float top, const SymbolAtlas::Slot& slot, float opacity = 1.0f);
    /// Turned about its middle, by the cosine and sine of the angle from rightwards to downwards.
    void addTurned(float middleX, float middleY, float cosine, float sine, const SymbolAtlas::Slot& slot,
                   float opacity);
    /// Over what the bound framebuffer holds.
    void draw(int viewportWidth, int viewportHeight, std::uint32_t atlasTexture);

private:
    struct Vertex {
        float x, y;
        float u, v;
        std::array<std::uint8_t, 4> color;
    };
    GlContext& m_context;
    std::uint32_t m_program = 0, m_buffer = 0, m_vertexArray = 0;
    std::vector<Vertex> m_vertices;
};

} // namespace guanjing::render
