#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing::render {

/// A line of text as coverage: 8-bit alpha, rows from the top.
struct TextBitmap {
    int width = 0, height = 0;
    int baseline = 0; ///< pixels from the top
    std::vector<std::uint8_t> alpha;
};

/// Port: shapes and rasterises text. app/ implements it with Qt, so that Chinese, fallback fonts and scale factors are
/// as everywhere else. GUI thread.
class TextRasterizer {
public:
    virtual ~TextRasterizer() = default;
    /// letterSpacingPixels: added between the letters, for names on maps.
    [[nodiscard]] virtual TextBitmap rasterize(const std::string& utf8, double pixelSize, bool bold,
                                               double letterSpacingPixels) = 0;
    [[nodiscard]] TextBitmap rasterize(const std::string& utf8, double pixelSize, bool bold)
    {
        return rasterize(utf8, pixelSize, bold, 0.0);
    }
};

} // namespace guanjing::render
