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
    [[nodiscard]] virtual TextBitmap rasterize(const std::string& utf8, double pixelSize, bool bold) = 0;
};

} // namespace guanjing::render
