#include "geodata/democity/Facades.h"

#include "geodata/democity/Hash.h"
#include "geodata/democity/Orthophoto.h"

#include <algorithm>
#include <array>

namespace guanjing::democity {

namespace {

constexpr int kPad = 3; ///< rows above and below each strip against bleeding in mip maps

std::array<FacadeStrip, kFacadeCount> makeStrips()
{
    std::array<FacadeStrip, kFacadeCount> strips{{
        {0, 5, 26, 3.3},
        {0, 9, 16, 3.6},
        {0, 9, 16, 3.0},
        {0, 5, 26, 4.0},
        {0, 4, 28, 4.2},
        {0, 1, 64, 6.0},
        {0, 5, 26, 4.0},
        {0, 3, 28, 3.6},
        {0, 1, 16, 4.0},
    }};
    int y = 0;
    for (FacadeStrip& strip : strips) {
        strip.firstPixel = y + kPad;
        y += strip.rows * strip.pixelsPerRow + 2 * kPad;
    }
    return strips;
}

class AtlasPainter {
public:
    AtlasPainter() : m_pixels(static_cast<std::size_t>(kAtlasWidth * kAtlasHeight * 3), 255) { }

    void rect(double x0, double y0, double x1, double y1, Rgb color)
    {
        for (int y = std::max(0, static_cast<int>(y0)); y < std::min(kAtlasHeight, static_cast<int>(y1 + 0.999)); ++y)
            for (int x = std::max(0, static_cast<int>(x0)); x < std::min(kAtlasWidth, static_cast<int>(x1 + 0.999));
                 ++x) {
                const double coverage = (std::min(x1, x + 1.0) - std::max(x0, static_cast<double>(x)))
                    * (std::min(y1, y + 1.0) - std::max(y0, static_cast<double>(y)));
                put(x, y, color, static_cast<float>(clamp01(coverage)));
            }
    }

    /// Glass that mirrors the sky: lighter towards the top, every pane a little different.
    void glass(double x0, double y0, double x1, double y1, std::uint64_t seed, Rgb base)
    {
        const auto level = static_cast<float>(0.78 + 0.44 * unitOf(hashOf(seed, 1)));
        const double half = 0.5 * (y0 + y1);
        rect(x0, y0, x1, half, base * (level * 1.12F));
        rect(x0, half, x1, y1, base * (level * 0.92F));
        if (unitOf(hashOf(seed, 2)) < 0.22) // a curtain
            rect(x0, y0, x0 + (x1 - x0) * (0.3 + 0.4 * unitOf(hashOf(seed, 3))), y1, {168, 160, 148});
    }

    std::vector<std::uint8_t> take() { return std::move(m_pixels); }

private:
    void put(int x, int y, Rgb color, float alpha)
    {
        std::uint8_t* p = m_pixels.data() + static_cast<std::ptrdiff_t>((y * kAtlasWidth + x) * 3);
        const Rgb now =
            mixed({static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2])}, color, alpha);
        p[0] = static_cast<std::uint8_t>(std::clamp(now.r, 0.0F, 255.0F));
        p[1] = static_cast<std::uint8_t>(std::clamp(now.g, 0.0F, 255.0F));
        p[2] = static_cast<std::uint8_t>(std::clamp(now.b, 0.0F, 255.0F));
    }

    std::vector<std::uint8_t> m_pixels;
};

void paintCell(AtlasPainter& p, Facade facade, int row, int rows, double x, double y, double w, double h,
               std::uint64_t seed)
{
    const bool ground = row == rows - 1; // rows run downwards in the picture
    const Rgb glass{86, 104, 118};
    const Rgb dark{58, 66, 74};
    switch (facade) {
    case Facade::Village: {
        if (ground) { // shutters and shop signs
            p.rect(x, y, x + w, y + h * 0.24,
                   (seed & 3u) == 0 ? Rgb{176, 82, 66} : ((seed & 3u) == 1 ? Rgb{84, 112, 150} : Rgb{214, 200, 172}));
            p.rect(x + w * 0.08, y + h * 0.3, x + w * 0.92, y + h, (seed & 4u) != 0 ? Rgb{150, 152, 152} : dark);
            return;
        }
        p.rect(x, y, x + w, y + h * 0.06, {214, 212, 208});
        p.glass(x + w * 0.2, y + h * 0.24, x + w * 0.8, y + h * 0.76, seed, glass);
        p.rect(x + w * 0.48, y + h * 0.24, x + w * 0.52, y + h * 0.76, {196, 196, 192});
        p.rect(x + w * 0.16, y + h * 0.76, x + w * 0.84, y + h * 0.82, {206, 204, 198});
        if ((seed & 7u) < 3) { // burglar grille and an air conditioner
            p.rect(x + w * 0.16, y + h * 0.46, x + w * 0.84, y + h * 0.49, {186, 188, 188});
            p.rect(x + w * 0.66, y + h * 0.84, x + w * 0.94, y + h * 0.99, {190, 190, 186});
        }
        return;
    }
    case Facade::Tower: {
        p.rect(x, y, x + w, y + h * 0.08, {226, 224, 220});
        if ((static_cast<int>(x / w) & 1) == 0) { // balcony: deep shade above, railing below
            p.rect(x + w * 0.08, y + h * 0.1, x + w * 0.92, y + h * 0.62, dark);
            p.glass(x + w * 0.2, y + h * 0.16, x + w * 0.8, y + h * 0.62, seed, {74, 88, 98});
            p.rect(x + w * 0.04, y + h * 0.62, x + w * 0.96, y + h * 0.98, {196, 202, 202});
        } else {
            p.glass(x + w * 0.22, y + h * 0.24, x + w * 0.6, y + h * 0.78, seed, glass);
            p.rect(x + w * 0.7, y + h * 0.5, x + w * 0.92, y + h * 0.84, {176, 176, 172});
        }
        return;
    }
    case Facade::Glass: {
        p.glass(x, y, x + w, y + h, seed, {150, 170, 184});
        p.rect(x, y + h * 0.86, x + w, y + h, {118, 132, 142});
        p.rect(x, y, x + w * 0.06, y + h, {196, 202, 206});
        return;
    }
    case Facade::Strips: {
        p.glass(x, y + h * 0.3, x + w, y + h * 0.82, seed, {78, 96, 110});
        p.rect(x + w * 0.47, y + h * 0.3, x + w * 0.53, y + h * 0.82, {150, 154, 156});
        p.rect(x, y + h * 0.82, x + w, y + h * 0.86, {198, 196, 190});
        if (ground)
            p.rect(x + w * 0.1, y + h * 0.26, x + w * 0.9, y + h, dark);
        return;
    }
    case Facade::Workshop: {
        p.rect(x, y, x + w * 0.07, y + h, {214, 212, 206});
        p.glass(x + w * 0.12, y + h * 0.26, x + w * 0.96, y + h * 0.70, seed, {92, 110, 116});
        for (int i = 1; i < 4; ++i)
            p.rect(x + w * (0.12 + 0.21 * i), y + h * 0.26, x + w * (0.14 + 0.21 * i), y + h * 0.7, {182, 184, 182});
        if (ground && (seed & 3u) == 0)
            p.rect(x + w * 0.2, y + h * 0.2, x + w * 0.86, y + h, {122, 126, 128});
        return;
    }
    case Facade::Steel: {
        for (double s = 0; s < w; s += 2)
            p.rect(x + s, y, x + s + 0.8, y + h, {226, 228, 228});
        p.rect(x, y + h * 0.16, x + w, y + h * 0.24, {186, 206, 214});
        p.rect(x, y + h * 0.9, x + w, y + h, {176, 174, 168});
        if ((seed & 3u) == 0)
            p.rect(x + w * 0.2, y + h * 0.5, x + w * 0.8, y + h, {132, 140, 148});
        return;
    }
    case Facade::Civic: {
        if (ground) {
            p.glass(x + w * 0.06, y + h * 0.2, x + w * 0.94, y + h, seed, {96, 112, 122});
            p.rect(x, y, x + w, y + h * 0.18, {206, 196, 180});
            return;
        }
        p.glass(x + w * 0.14, y + h * 0.2, x + w * 0.86, y + h * 0.8, seed, {88, 106, 120});
        p.rect(x + w * 0.49, y + h * 0.2, x + w * 0.51, y + h * 0.8, {206, 206, 202});
        p.rect(x, y + h * 0.93, x + w, y + h, {214, 210, 202});
        return;
    }
    case Facade::Villa: {
        p.rect(x, y, x + w, y + h * 0.07, {236, 232, 224});
        p.rect(x + w * 0.26, y + h * 0.22, x + w * 0.74, y + h * 0.8, {234, 230, 222});
        p.glass(x + w * 0.31, y + h * 0.26, x + w * 0.69, y + h * (ground ? 0.98 : 0.76), seed, {92, 104, 108});
        return;
    }
    case Facade::Blank: return;
    }
}

std::vector<std::uint8_t> paintAtlas()
{
    AtlasPainter painter;
    for (int kind = 0; kind < kFacadeCount; ++kind) {
        const auto facade = static_cast<Facade>(kind);
        const FacadeStrip& strip = facadeStrip(facade);
        // walls are near white: the vertex colour gives the paint
        const Rgb wall = facade == Facade::Glass ? Rgb{200, 208, 212}
                                                 : (facade == Facade::Blank ? Rgb{255, 255, 255} : Rgb{244, 243, 240});
        const int bottom = strip.firstPixel + strip.rows * strip.pixelsPerRow;
        painter.rect(0, strip.firstPixel - kPad, kAtlasWidth, bottom + kPad, wall);
        const double bay = static_cast<double>(kAtlasWidth) / kBaysPerAtlas;
        for (int row = 0; row < strip.rows; ++row)
            for (int column = 0; column < kBaysPerAtlas; ++column)
                paintCell(painter, facade, row, strip.rows, column * bay, strip.firstPixel + row * strip.pixelsPerRow,
                          bay, strip.pixelsPerRow, hashOf(0xFACADEu + static_cast<unsigned>(kind), column, row));
    }
    return painter.take();
}

Bytes encode(bool half)
{
    const std::vector<std::uint8_t>& full = facadePixels();
    if (!half)
        return encodeJpeg(full, kAtlasWidth, kAtlasHeight, 68).value_or(Bytes{});
    std::vector<std::uint8_t> small(full.size() / 4);
    const int width = kAtlasWidth / 2;
    for (int y = 0; y < kAtlasHeight / 2; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c) {
                const auto at = [&](int dx, int dy) {
                    return full[static_cast<std::size_t>(((2 * y + dy) * kAtlasWidth + 2 * x + dx) * 3 + c)];
                };
                small[static_cast<std::size_t>((y * width + x) * 3 + c)] =
                    static_cast<std::uint8_t>((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) / 4);
            }
    return encodeJpeg(small, width, kAtlasHeight / 2, 70).value_or(Bytes{});
}

} // namespace

const FacadeStrip& facadeStrip(Facade facade)
{
    static const std::array<FacadeStrip, kFacadeCount> strips = makeStrips();
    return strips[static_cast<std::size_t>(facade)];
}

const std::vector<std::uint8_t>& facadePixels()
{
    static const std::vector<std::uint8_t> pixels = paintAtlas();
    return pixels;
}

const Bytes& facadeJpeg(bool half)
{
    static const Bytes whole = encode(false);
    static const Bytes small = encode(true);
    return half ? small : whole;
}

} // namespace guanjing::democity
