#pragma once
// A small picture that polygons are laid on with exact area coverage.

#include "geodata/democity/Content.h"

#include <cstdint>
#include <span>
#include <vector>

namespace guanjing::democity {

constexpr int kTilePixels = 256;
/// Strength of the shade right below a deck, where less sky is seen than in a shadow.
constexpr float kUnderDeckShade = 1.15F;

class Canvas {
public:
    explicit Canvas(const Box& box, Epoch epoch = Epoch::June2026) : Canvas(box, epoch, box) { }
    /// Of a square only a part will be looked at: what lies beside it may be left out.
    Canvas(const Box& box, Epoch epoch, const Box& part);
    ~Canvas(); ///< leaves its memory to the next one of this thread
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    Canvas(Canvas&&) = delete;
    Canvas& operator=(Canvas&&) = delete;

    [[nodiscard]] Epoch epoch() const { return m_epoch; }
    [[nodiscard]] const Sun& sun() const { return sunOf(m_epoch); }
    [[nodiscard]] V2 shadowOf(double height) const { return sun().shadowOf(height); }

    [[nodiscard]] double metersPerPixel() const { return m_metersPerPixel; }
    [[nodiscard]] const Box& box() const { return m_box; }
    [[nodiscard]] bool sees(const Box& box) const { return m_part.meets(box); }
    [[nodiscard]] V2 toPixel(V2 p) const { return {(p.x - m_box.minX) * m_scale, (m_box.maxY - p.y) * m_scale}; }
    [[nodiscard]] V2 toPlane(double px, double py) const
    {
        return {m_box.minX + px * m_metersPerPixel, m_box.maxY - py * m_metersPerPixel};
    }
    /// Middle of a pixel, counted row by row from the upper left.
    [[nodiscard]] V2 centerOf(std::size_t pixel) const;
    /// 0 … 1: how much of a thing of this width shows; things much smaller than a pixel are left out.
    [[nodiscard]] float presence(double meters) const;

    /// Adds light to a polygon (any winding).
    void add(std::span<const V2> outline, Rgb light);
    /// Lays colour on a polygon.
    void fill(std::span<const V2> outline, Rgb color, float alpha = 1);
    /// The same with a colour that goes over into another, from `origin` on along a vector (its length: share per metre).
    void fillBetween(std::span<const V2> outline, Rgb from, Rgb to, V2 origin, V2 along);
    /// The same, and tells the receiver map that these pixels are at `receiver` (roofs).
    void fillRoof(std::span<const V2> outline, Rgb color, std::uint16_t receiver);
    /// Tells the receiver map that what is seen there is at `receiver`.
    void receive(std::span<const V2> outline, std::uint16_t receiver);
    void line(V2 a, V2 b, double width, Rgb color, float alpha = 1);
    void disc(V2 centre, double radius, Rgb color, float alpha = 1);
    /// A tree crown: lit towards the sun, lumpy where it is large.
    void crown(const Tree& tree);
    /// A crown of about a pixel: its area spread over the four pixels around its middle.
    void splat(const Tree& tree);
    /// Shadow on pixels whose receiver is `receiver`.
    void shade(std::span<const V2> outline, std::uint16_t receiver, float strength);
    void shadeDisc(V2 centre, double radius, float strength);
    /// Darkens what is shaded so far and clears the shade.
    void applyShade();
    /// Of each pixel, row by row; empty: all of each.
    using Shares = std::span<const float>;
    /// The roughness of a wood from afar: cells that are lit from the sun's side.
    class Grain {
    public:
        Grain(const Canvas& canvas, double cellMeters, std::uint64_t seed);

    private:
        friend class Canvas;
        [[nodiscard]] float at(V2 place) const
        {
            const auto x = static_cast<std::size_t>(place.x / m_cell - m_firstX);
            const auto y = static_cast<std::size_t>(place.y / m_cell - m_firstY);
            return m_heights[y * m_columns + x];
        }
        double m_cell, m_firstX, m_firstY; ///< in cells, some beside the picture
        std::size_t m_columns, m_rows;
        std::vector<float> m_heights;
    };
    void addGrain(std::span<const V2> outline, const Grain& grain, float amount, Shares shares = {});
    /// Pixels within an outline become by shares what they were before.
    void restore(std::span<const V2> outline, const std::vector<Rgb>& before, Shares shares);
    /// Tones the whole picture by smooth noise of the place.
    void tone(double wavelengthMeters, float amount, std::uint64_t seed);

    /// Colours further from their grey and from a middle tone, both by a factor.
    void grade(float saturation, float contrast);
    /// Each channel by a factor of its own.
    void tint(Rgb factors);

    Rgb& at(int x, int y) { return m_pixels[static_cast<std::size_t>(y * kTilePixels + x)]; }
    [[nodiscard]] float shadeAt(V2 place) const;
    [[nodiscard]] const std::vector<Rgb>& pixels() const { return m_pixels; }

private:
    template <class Put> void cover(std::span<const V2> outline, Put&& put);

    struct Planes {
        std::vector<Rgb> pixels;
        std::vector<float> shade;
        std::vector<std::uint16_t> receiver;
        std::vector<float> sum;
    };
    static Planes& spare();

    Box m_box, m_part;
    Epoch m_epoch;
    double m_scale, m_metersPerPixel;
    Planes m_planes;
    std::vector<Rgb>& m_pixels = m_planes.pixels;
    std::vector<float>& m_shade = m_planes.shade;
    std::vector<std::uint16_t>& m_receiver = m_planes.receiver;
    std::vector<float>& m_sum = m_planes.sum; ///< scratch of cover()
};

} // namespace guanjing::democity
