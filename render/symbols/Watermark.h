#pragma once

#include "render/symbols/TextRasterizer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing::render {

class GlContext;

/// What a picture is marked with.
struct WatermarkText {
    std::vector<std::string> lines; ///< UTF-8; empty ones are left out
    double opacity = 0.15;
    bool operator==(const WatermarkText&) const = default;
};

/// One mark as pixels: how much of one is covered, and how bright it is there. The letters are white with a dark rim, so
/// that they can be told from whatever lies below.
struct WatermarkBitmap {
    int width = 0, height = 0;
    std::vector<std::uint8_t> brightnessAndCover; ///< two bytes a pixel, rows from the top
};
[[nodiscard]] WatermarkBitmap watermarkBitmap(const WatermarkText& text, TextRasterizer& rasterizer, double pixelSize,
                                              int rimPixels);

/// Draws lines of text over the whole picture: slanting, again and again, one of them in the middle, translucent. GL thread
/// with the context current.
class WatermarkPainter {
public:
    /// The rasterizer may be null: then nothing is drawn. Must outlive this.
    WatermarkPainter(GlContext& context, TextRasterizer* rasterizer);
    ~WatermarkPainter();
    WatermarkPainter(const WatermarkPainter&) = delete;
    WatermarkPainter& operator=(const WatermarkPainter&) = delete;

    /// Into the framebuffer that is bound, without depth test; pixels. `devicePixelRatio` scales the letters.
    void draw(const WatermarkText& text, int width, int height, double devicePixelRatio);

private:
    void makeTexture(const WatermarkText& text, double pixelSize);

    GlContext& m_context;
    TextRasterizer* m_rasterizer;
    WatermarkText m_text; ///< what the texture shows
    double m_pixelSize = 0;
    int m_width = 0, m_height = 0;
    std::uint32_t m_texture = 0, m_program = 0, m_buffer = 0, m_vertexArray = 0;
};

} // namespace guanjing::render
