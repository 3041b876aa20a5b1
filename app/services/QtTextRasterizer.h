#pragma once

#include "render/symbols/TextRasterizer.h"

namespace guanjing::app {

/// Text by Qt: shaping, fallback fonts and hinting as in the rest of the interface. Needs a QGuiApplication, which may run
/// on the offscreen platform.
class QtTextRasterizer final : public render::TextRasterizer {
public:
    QtTextRasterizer();
    using TextRasterizer::rasterize;
    [[nodiscard]] render::TextBitmap rasterize(const std::string& utf8, double pixelSize, bool bold,
                                               double letterSpacingPixels) override;
};

} // namespace guanjing::app
