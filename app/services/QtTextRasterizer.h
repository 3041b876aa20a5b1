#pragma once

#include "render/symbols/TextRasterizer.h"

namespace guanjing::app {

/// Text by Qt: shaping, fallback fonts and hinting as in the rest of the interface. Needs a QGuiApplication, which may run
/// on the offscreen platform.
class QtTextRasterizer final : public render::TextRasterizer {
public:
    QtTextRasterizer();
    [[nodiscard]] render::TextBitmap rasterize(const std::string& utf8, double pixelSize, bool bold) override;
};

} // namespace guanjing::app
