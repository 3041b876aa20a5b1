#include "geodata/democity/Facades.h"

#include "geodata/democity/Hash.h"
#include "geodata/democity/Orthophoto.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace guanjing::democity {

namespace {

constexpr int kPad = 3; ///< rows above and below each strip against bleeding in mip maps
constexpr int kBayPixels = kAtlasWidth / kBaysPerAtlas;

std::array<FacadeStrip, kFacadeCount> makeStrips()
{
    std::array<FacadeStrip, kFacadeCount> strips{{
        {0, 5, 24, 3.3}, // Village
        {0, 7, 16, 3.6}, // Tower
        {0, 5, 16, 4.2}, // Modern
        {0, 7, 16, 3.0}, // Glass
        {0, 5, 16, 3.2}, // Fins
        {0, 5, 16, 4.0}, // Strips
        {0, 3, 26, 4.2}, // Workshop
        {0, 1, 48, 6.0}, // Steel
        {0, 5, 22, 4.0}, // Civic
        {0, 3, 24, 3.6}, // Villa
        {0, 1, 32, 1.875}, // Deck: 15 m of lane marking to a picture
        {0, 1, 16, 4.0}, // Blank
    }};
    int y = 0;
    for (FacadeStrip& strip : strips) {
        strip.firstPixel = y + kPad;
        y += strip.rows * strip.pixelsPerRow + 2 * kPad;
    }
    return strips;
}

/// Day and night at once: what is painted is dark at night unless it is a lit window.
class AtlasPainter {
public:
    AtlasPainter()
        : m_day(static_cast<std::size_t>(kAtlasWidth * kAtlasHeight * 3), 255)
        , m_night(static_cast<std::size_t>(kAtlasWidth * kAtlasHeight * 3), 0)
    { }

    void rect(double x0, double y0, double x1, double y1, Rgb color, Rgb light = {})
    {
        for (int y = std::max(0, static_cast<int>(y0)); y < std::min(kAtlasHeight, static_cast<int>(y1 + 0.999)); ++y)
            for (int x = std::max(0, static_cast<int>(x0)); x < std::min(kAtlasWidth, static_cast<int>(x1 + 0.999));
                 ++x) {
                const double coverage = (std::min(x1, x + 1.0) - std::max(x0, static_cast<double>(x)))
                    * (std::min(y1, y + 1.0) - std::max(y0, static_cast<double>(y)));
                const auto share = static_cast<float>(clamp01(coverage));
                put(m_day, x, y, color, share);
                put(m_night, x, y, light, share);
            }
    }

    /// Darkens a row of the day, as where a wall meets the ground and less sky reaches it.
    void dim(int y, float factor)
    {
        for (int i = y * kAtlasWidth * 3; i < (y + 1) * kAtlasWidth * 3; ++i) {
            std::uint8_t& value = m_day[static_cast<std::size_t>(i)];
            value = static_cast<std::uint8_t>(static_cast<float>(value) * factor + 0.5F);
        }
    }

    /// Adds light to a row of the night.
    void light(int y, Rgb added)
    {
        for (int x = 0; x < kAtlasWidth; ++x) {
            std::uint8_t* p = m_night.data() + static_cast<std::ptrdiff_t>((y * kAtlasWidth + x) * 3);
            const auto sum = [](std::uint8_t was, float more) {
                return static_cast<std::uint8_t>(std::min(255.0F, static_cast<float>(was) + more));
            };
            p[0] = sum(p[0], added.r);
            p[1] = sum(p[1], added.g);
            p[2] = sum(p[2], added.b);
        }
    }

    /// Copies rows so that the picture goes on above and below a strip as its rows do.
    void copyRow(int from, int to)
    {
        for (std::vector<std::uint8_t>* pixels : {&m_day, &m_night})
            std::copy_n(pixels->begin() + static_cast<std::ptrdiff_t>(from * kAtlasWidth * 3), kAtlasWidth * 3,
                        pixels->begin() + static_cast<std::ptrdiff_t>(to * kAtlasWidth * 3));
    }

    std::vector<std::uint8_t> take(AtlasLight light) { return std::move(light == AtlasLight::Day ? m_day : m_night); }

private:
    static void put(std::vector<std::uint8_t>& pixels, int x, int y, Rgb color, float alpha)
    {
        std::uint8_t* p = pixels.data() + static_cast<std::ptrdiff_t>((y * kAtlasWidth + x) * 3);
        const Rgb now =
            mixed({static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2])}, color, alpha);
        p[0] = static_cast<std::uint8_t>(std::clamp(now.r + 0.5F, 0.0F, 255.0F));
        p[1] = static_cast<std::uint8_t>(std::clamp(now.g + 0.5F, 0.0F, 255.0F));
        p[2] = static_cast<std::uint8_t>(std::clamp(now.b + 0.5F, 0.0F, 255.0F));
    }

    std::vector<std::uint8_t> m_day, m_night;
};

constexpr Rgb kWhiteLamp{226, 232, 226};
constexpr Rgb kScreen{120, 164, 255};

/// One bay of one floor, in parts of its size: x to the right, y downwards.
class Cell {
public:
    Cell(AtlasPainter& painter, double x, double y, double w, double h, std::uint64_t seed, double share)
        : m_painter(painter), m_x(x), m_y(y), m_w(w), m_h(h), m_seed(seed), m_share(share)
    { }

    void rect(double x0, double y0, double x1, double y1, Rgb color, Rgb light = {}) const
    {
        m_painter.rect(m_x + x0 * m_w, m_y + y0 * m_h, m_x + x1 * m_w, m_y + y1 * m_h, color, light);
    }
    [[nodiscard]] double chance(int n) const { return unitOf(hashOf(m_seed, n)); }

    /// Window panes: the sky in their upper half; panes differ by a hair only. At night a share of them is lit: `litShare`
    /// is the mean over the strip, spread by the cell's own share.
    void glass(double x0, double y0, double x1, double y1, Rgb base, double litShare, Rgb lamp) const
    {
        const Rgb tone = base * static_cast<float>(0.97 + 0.06 * chance(1));
        Rgb light{5, 7, 12};
        constexpr double kAtHome = 1.2;
        if (chance(2) < kAtHome * litShare * m_share) {
            const double kind = chance(4); // candlelight, white lamps, televisions among many of one colour
            const Rgb color =
                kind < 0.2 ? Rgb{255, 146, 54} : (kind < 0.32 ? kWhiteLamp : (kind < 0.36 ? kScreen : lamp));
            light = color * static_cast<float>(0.42 + 0.58 * chance(3));
        }
        const double middle = y0 + 0.55 * (y1 - y0);
        rect(x0, y0, x1, middle, tone * 1.07F, light);
        rect(x0, middle, x1, y1, tone * 0.93F, light * 0.86F);
    }

private:
    AtlasPainter& m_painter;
    double m_x, m_y, m_w, m_h;
    std::uint64_t m_seed;
    double m_share;
};

constexpr Rgb kGlass{92, 108, 120};
constexpr Rgb kDark{62, 69, 76};
constexpr Rgb kWarm{255, 172, 74};
constexpr Rgb kNeutral{255, 204, 126};
constexpr Rgb kCool{210, 228, 246};
constexpr Rgb kStreetOnWalls{74, 48, 22};
constexpr Rgb kGlowOnWalls{4, 3, 2};
/// What the lamps of a raised road throw on it.
constexpr Rgb kLampsOnDeck{150, 98, 40};
/// And those of streets and yards on crowns.
constexpr Rgb kLampsOnLeaves{27, 24, 9};

/// What shines in each column of the blank strip, see kBlankU and those beside it.
constexpr std::array<Rgb, kBaysPerAtlas> kBlankLights{{{},
                                                       kLampsOnLeaves,
                                                       kLampsOnDeck,
                                                       {226, 240, 255},
                                                       {84, 150, 255},
                                                       {255, 176, 70},
                                                       {255, 214, 150},
                                                       {255, 36, 16}}};

bool isOffice(Facade facade) { return facade == Facade::Glass || facade == Facade::Fins || facade == Facade::Strips; }

/// How much of a window's share to be lit falls to this place, on average 1. Two bays make a flat: its people are at home
/// or out. An office floor is at work over a run of bays, or closed.
double litGroup(Facade facade, int column, int row, int rows)
{
    const std::uint64_t seed = 0x11D0u + static_cast<unsigned>(facade);
    if (!isOffice(facade))
        return unitOf(hashOf(seed, column / 2, row)) < 0.45 ? 2.0 : 0.25;
    if (row == rows - 1)
        return 1.6; // lobbies
    const int from = static_cast<int>(unitOf(hashOf(seed, row, 101)) * kBaysPerAtlas);
    const bool busy = row % 5 == 2;
    const int run = busy ? 6 : 1;
    const bool within = (column - from + kBaysPerAtlas) % kBaysPerAtlas < run;
    return within ? (busy ? 3.2 : 1.3) : 0.12;
}

void paintCell(const Cell& c, Facade facade, bool ground, int column, int row)
{
    switch (facade) {
    case Facade::Village:
        c.rect(0, 0, 1, 0.05, {214, 212, 208});
        if (ground) { // shutters and shop signs
            const double kind = c.chance(5);
            const bool open = c.chance(6) < 0.72;
            c.rect(0, 0.06, 1, 0.26,
                   kind < 0.25 ? Rgb{176, 92, 78} : (kind < 0.5 ? Rgb{96, 118, 148} : Rgb{214, 202, 178}),
                   open ? (kind < 0.25 ? Rgb{220, 84, 52} : (kind < 0.5 ? Rgb{90, 150, 220} : kNeutral)) : Rgb{});
            c.rect(0.08, 0.32, 0.92, 1, open ? kDark : Rgb{150, 152, 152}, open ? kNeutral * 0.8F : Rgb{});
            return;
        }
        c.glass(0.2, 0.25, 0.8, 0.76, kGlass, 0.3, kWarm);
        c.rect(0.48, 0.25, 0.52, 0.76, {196, 196, 192});
        c.rect(0.16, 0.77, 0.84, 0.82, {208, 206, 200});
        if (c.chance(7) < 0.4) { // burglar grille and an air conditioner
            c.rect(0.18, 0.48, 0.82, 0.51, {176, 178, 178});
            c.rect(0.66, 0.84, 0.92, 0.96, {196, 196, 192});
        }
        c.rect(0, 0.96, 1, 1, {214, 212, 208});
        return;
    case Facade::Tower:
        c.rect(0, 0, 1, 0.07, {232, 230, 226});
        if (ground) { // a base of stone, doors of the stair houses
            c.rect(0, 0, 1, 1, {206, 201, 192});
            c.rect(0, 0, 1, 0.1, {236, 234, 228});
            if (column % 4 == 1) {
                c.rect(0.1, 0.14, 0.9, 0.26, {150, 132, 116});
                c.glass(0.2, 0.3, 0.8, 1, {96, 108, 116}, 0.8, kNeutral);
            } else {
                c.glass(0.24, 0.34, 0.76, 0.78, {112, 128, 140}, 0.24, kWarm);
            }
            return;
        }
        if (column % 2 == 0) { // balcony: shade above, a railing of glass below
            c.rect(0.08, 0.1, 0.92, 0.64, {142, 144, 146});
            c.glass(0.2, 0.16, 0.8, 0.64, {112, 126, 138}, 0.3, kWarm);
            c.rect(0.04, 0.62, 0.96, 0.67, {238, 238, 236});
            c.rect(0.04, 0.67, 0.96, 0.93, {196, 208, 212});
        } else {
            c.glass(0.2, 0.24, 0.62, 0.76, {118, 134, 148}, 0.24, kWarm);
            c.rect(0.2, 0.76, 0.62, 0.81, {236, 234, 230});
            c.rect(0.70, 0.56, 0.94, 0.84, {172, 174, 174}); // an air conditioner and its shade
            c.rect(0.70, 0.52, 0.94, 0.78, {214, 214, 210});
        }
        c.rect(0, 0.93, 1, 1, {232, 230, 226});
        return;
    case Facade::Modern:
        c.rect(0, 0, 1, 0.12, {240, 240, 238});
        if (ground) { // a base of stone, glazed halls
            c.rect(0, 0.12, 1, 1, {200, 196, 188});
            if (column % 4 == 2) {
                c.rect(0.06, 0.16, 0.94, 0.26, {120, 124, 128});
                c.glass(0.12, 0.3, 0.88, 1, {100, 114, 122}, 0.8, kNeutral);
            } else {
                c.glass(0.2, 0.36, 0.8, 0.78, {116, 132, 142}, 0.28, kWarm);
            }
            return;
        }
        c.glass(0.06, 0.16, 0.94, 0.84, {124, 140, 152}, 0.28, kWarm);
        c.rect(0.48, 0.16, 0.51, 0.84, {206, 208, 208});
        if (column % 4 == 3)
            c.rect(0.52, 0.12, 1, 0.88, {236, 235, 232});
        c.rect(0, 0.88, 1, 1, {240, 240, 238});
        return;
    case Facade::Glass: {
        // panes between slim mullions, a darker band over each slab
        const Rgb band{138, 155, 167};
        c.glass(0.045, 0.14, 0.955, 0.86, {176, 194, 206}, 0.24, kCool);
        c.rect(0, 0, 1, 0.14, band);
        c.rect(0, 0.86, 1, 1, band);
        c.rect(0, 0, 0.045, 1, {198, 208, 214});
        c.rect(0.955, 0, 1, 1, {198, 208, 214});
        return;
    }
    case Facade::Fins:
        c.glass(0.16, 0.12, 0.84, 0.88, {120, 136, 148}, 0.22, kCool);
        c.rect(0.16, 0, 0.84, 0.12, {134, 144, 150});
        c.rect(0.16, 0.88, 0.84, 1, {134, 144, 150});
        c.rect(0.44, 0.12, 0.56, 0.88, {212, 210, 204});
        return;
    case Facade::Strips:
        c.glass(0, 0.26, 1, 0.78, {98, 114, 126}, 0.24, kNeutral);
        c.rect(0.475, 0.26, 0.525, 0.78, {150, 156, 160});
        c.rect(0, 0.78, 1, 0.82, {208, 206, 200});
        if (ground)
            c.rect(0.1, 0.26, 0.9, 1, kDark, kNeutral * 0.75F);
        return;
    case Facade::Workshop:
        c.rect(0, 0, 0.06, 1, {226, 224, 218});
        c.glass(0.12, 0.28, 0.96, 0.72, {104, 120, 126}, 0.16, kCool * 0.8F);
        for (int i = 1; i < 4; ++i)
            c.rect(0.12 + 0.21 * i, 0.28, 0.14 + 0.21 * i, 0.72, {190, 192, 190});
        if (ground && c.chance(5) < 0.25)
            c.rect(0.2, 0.2, 0.86, 1, {132, 136, 138});
        return;
    case Facade::Steel:
        for (double s = 0; s < 1; s += 1.0 / 16)
            c.rect(s, 0, s + 0.025, 1, {230, 231, 231});
        c.rect(0, 0.16, 1, 0.24, {196, 212, 218}, c.chance(6) < 0.25 ? kCool * 0.4F : Rgb{});
        c.rect(0, 0.92, 1, 1, {186, 184, 178});
        if (column % 4 == 1)
            c.rect(0.2, 0.5, 0.8, 1, {142, 150, 158}, c.chance(7) < 0.2 ? kNeutral * 0.6F : Rgb{});
        return;
    case Facade::Civic:
        if (ground) {
            c.glass(0.06, 0.24, 0.94, 1, {104, 118, 128}, 0.75, kNeutral);
            c.rect(0, 0.05, 1, 0.2, {208, 200, 186}, c.chance(8) < 0.35 ? Rgb{200, 150, 90} : Rgb{});
            return;
        }
        c.rect(0, 0, 1, 0.05, {220, 217, 210});
        c.glass(0.14, 0.2, 0.86, 0.8, {98, 114, 126}, 0.22, kNeutral);
        c.rect(0.49, 0.2, 0.51, 0.8, {206, 206, 202});
        c.rect(0, 0.95, 1, 1, {220, 217, 210});
        return;
    case Facade::Villa:
        c.rect(0, 0, 1, 0.06, {236, 232, 224});
        c.rect(0.26, 0.22, 0.74, 0.8, {234, 230, 222});
        c.glass(0.31, 0.26, 0.69, ground ? 0.98 : 0.76, {98, 108, 112}, 0.36, kWarm);
        return;
    case Facade::Deck: // one lane: a dashed line on either side of it
        c.rect(0, 0, 1, 1, {120, 121, 122}, kLampsOnDeck);
        c.rect(0, 0.25, 1, 0.75, {114, 115, 116}, kLampsOnDeck * 1.1F);
        if (column < 3) {
            c.rect(0, 0, 1, 0.028, {214, 214, 208}, kLampsOnDeck * 1.3F);
            c.rect(0, 0.972, 1, 1, {214, 214, 208}, kLampsOnDeck * 1.3F);
        }
        return;
    case Facade::Blank: c.rect(0, 0, 1, 1, {255, 255, 255}, kBlankLights.at(static_cast<std::size_t>(column))); return;
    }
    (void)row;
}

struct Atlas {
    std::vector<std::uint8_t> day, night;

    Atlas()
    {
        AtlasPainter painter;
        for (int kind = 0; kind < kFacadeCount; ++kind) {
            const auto facade = static_cast<Facade>(kind);
            const FacadeStrip& strip = facadeStrip(facade);
            // walls are near white: the vertex colour gives the paint
            const Rgb wall = facade == Facade::Blank ? Rgb{255, 255, 255} : Rgb{244, 243, 240};
            const int bottom = strip.firstPixel + strip.rows * strip.pixelsPerRow;
            painter.rect(0, strip.firstPixel - kPad, kAtlasWidth, bottom + kPad, wall);
            for (int row = 0; row < strip.rows; ++row)
                for (int column = 0; column < kBaysPerAtlas; ++column) {
                    const Cell cell(painter, column * kBayPixels, strip.firstPixel + row * strip.pixelsPerRow,
                                    kBayPixels, strip.pixelsPerRow,
                                    hashOf(0xFACADEu + static_cast<unsigned>(kind), column, row),
                                    litGroup(facade, column, row, strip.rows));
                    // rows run downwards in the picture
                    paintCell(cell, facade, strip.rows > 1 && row == strip.rows - 1, column, row);
                }
            for (int k = 0; strip.rows > 1 && k < strip.pixelsPerRow / 2; ++k) // the lower half of the ground floor
                painter.dim(bottom - 1 - k,
                            0.6F + 0.4F * static_cast<float>(2 * k + 1) / static_cast<float>(strip.pixelsPerRow));
            // the street's light reaches the foot of the walls
            for (int k = 0; strip.rows > 1 && k < strip.pixelsPerRow; ++k)
                painter.light(bottom - 1 - k,
                              kStreetOnWalls * (1 - static_cast<float>(k) / static_cast<float>(strip.pixelsPerRow)));
            // the glow of the city on all walls
            for (int y = strip.firstPixel; facade != Facade::Blank && y < bottom; ++y)
                painter.light(y, kGlowOnWalls);
            for (int k = 1; k <= kPad; ++k) {
                painter.copyRow(strip.rows > 1 ? bottom - strip.pixelsPerRow - k : strip.firstPixel,
                                strip.firstPixel - k);
                painter.copyRow(bottom - 1, bottom + k - 1);
            }
        }
        day = painter.take(AtlasLight::Day);
        night = painter.take(AtlasLight::Night);
    }
};

const Atlas& atlas()
{
    static const Atlas both;
    return both;
}

/// Light adds up as its squares: few bright windows stay so from afar.
std::vector<std::uint8_t> halved(const std::vector<std::uint8_t>& full, int width, int height, AtlasLight light)
{
    std::vector<std::uint8_t> small(full.size() / 4);
    for (int y = 0; y < height / 2; ++y)
        for (int x = 0; x < width / 2; ++x)
            for (int c = 0; c < 3; ++c) {
                const auto at = [&](int dx, int dy) {
                    return full[static_cast<std::size_t>(((2 * y + dy) * width + 2 * x + dx) * 3 + c)];
                };
                const int mean = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) / 4;
                const double squares = (double{1} * at(0, 0) * at(0, 0) + double{1} * at(1, 0) * at(1, 0)
                                        + double{1} * at(0, 1) * at(0, 1) + double{1} * at(1, 1) * at(1, 1))
                    / 4;
                small[static_cast<std::size_t>((y * (width / 2) + x) * 3 + c)] =
                    static_cast<std::uint8_t>(light == AtlasLight::Day ? mean : std::lround(std::sqrt(squares)));
            }
    return small;
}

Bytes encode(AtlasLight light, int halvings)
{
    std::vector<std::uint8_t> pixels = facadePixels(light);
    int width = kAtlasWidth;
    int height = kAtlasHeight;
    for (; halvings > 0; --halvings) {
        pixels = halved(pixels, width, height, light);
        width /= 2;
        height /= 2;
    }
    return encodeJpeg(pixels, width, height, 80).value_or(Bytes{});
}

} // namespace

const FacadeStrip& facadeStrip(Facade facade)
{
    static const std::array<FacadeStrip, kFacadeCount> strips = makeStrips();
    return strips[static_cast<std::size_t>(facade)];
}

const std::vector<std::uint8_t>& facadePixels(AtlasLight light)
{
    return light == AtlasLight::Day ? atlas().day : atlas().night;
}

const Bytes& facadeJpeg(AtlasLight light, bool half)
{
    static const Bytes whole = encode(AtlasLight::Day, 0);
    static const Bytes small = encode(AtlasLight::Day, 1);
    static const Bytes night = encode(AtlasLight::Night, 1);
    static const Bytes nightSmall = encode(AtlasLight::Night, 2);
    if (light == AtlasLight::Day)
        return half ? small : whole;
    return half ? nightSmall : night;
}

double blankV()
{
    const FacadeStrip& strip = facadeStrip(Facade::Blank);
    return (strip.firstPixel + 0.5 * strip.pixelsPerRow) / kAtlasHeight;
}

} // namespace guanjing::democity
