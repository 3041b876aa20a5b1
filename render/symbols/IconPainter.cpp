#include "render/symbols/IconPainter.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

using layers::StationState;

namespace {

constexpr glm::vec3 kWhite{1.0f, 1.0f, 1.0f};
constexpr glm::vec3 kInk{0.09f, 0.13f, 0.18f};
constexpr glm::vec3 kAccent{0.05f, 0.62f, 1.0f};

glm::vec3 stateColor(StationState state)
{
    switch (state) {
    case StationState::Normal: return {0.09f, 0.55f, 0.47f};
    case StationState::Warning: return {0.93f, 0.58f, 0.05f};
    case StationState::Alarm: return {0.84f, 0.12f, 0.20f};
    case StationState::Stale:
    case StationState::Unknown: return {0.42f, 0.46f, 0.51f};
    }
    return {0.42f, 0.46f, 0.51f};
}

// Signed distances, negative inside; units are pixels at a ratio of 1, y downward.
float circle(const glm::vec2& p, float radius) { return glm::length(p) - radius; }

float roundedBox(const glm::vec2& p, const glm::vec2& half, float corner)
{
    const glm::vec2 q = glm::abs(p) - half + corner;
    return glm::length(glm::max(q, 0.0f)) + std::min(std::max(q.x, q.y), 0.0f) - corner;
}

float segment(const glm::vec2& p, const glm::vec2& a, const glm::vec2& b, float halfWidth)
{
    const glm::vec2 pa = p - a, ba = b - a;
    const float t = std::clamp(glm::dot(pa, ba) / glm::dot(ba, ba), 0.0f, 1.0f);
    return glm::length(pa - ba * t) - halfWidth;
}

float triangle(const glm::vec2& p, float radius)
{
    // Equilateral, point up: the farthest of three half planes.
    const float bottom = p.y - radius * 0.5f;
    const float side = std::abs(p.x) * 0.866f - p.y * 0.5f - radius * 0.5f;
    return std::max(bottom, side);
}

float drop(const glm::vec2& p, float radius)
{
    const float round = circle(p - glm::vec2(0.0f, radius * 0.12f), radius * 0.92f);
    // Two tangents that meet above.
    const float tip = std::abs(p.x) * 0.82f - (p.y + radius * 1.42f) * 0.57f;
    const float cone = std::max(tip, p.y + radius * 0.05f);
    return std::min(round, cone);
}

float body(MarkerForm form, const glm::vec2& p, float radius)
{
    switch (form) {
    case MarkerForm::Circle: return circle(p, radius);
    case MarkerForm::Drop: return drop(p, radius);
    case MarkerForm::Square: return roundedBox(p, glm::vec2(radius * 0.92f), 3.0f);
    case MarkerForm::Diamond: {
        const glm::vec2 turned((p.x + p.y) * 0.7071f, (p.y - p.x) * 0.7071f);
        return roundedBox(turned, glm::vec2(radius * 0.82f), 2.0f);
    }
    }
    return circle(p, radius);
}

float wave(const glm::vec2& p, float y)
{
    const float x = std::clamp(p.x, -5.2f, 5.2f);
    const float height = y + 1.3f * std::sin(x * 1.15f);
    return glm::length(glm::vec2(p.x - x, p.y - height)) - 0.95f;
}

float glyph(MarkerForm form, const glm::vec2& p)
{
    switch (form) {
    case MarkerForm::Circle: return std::min({wave(p, -3.6f), wave(p, 0.0f), wave(p, 3.6f)});
    case MarkerForm::Drop: return wave(p, 2.2f);
    case MarkerForm::Square:
        return std::min({segment(p, {-4.2f, 2.2f}, {-4.2f, 4.6f}, 1.2f), segment(p, {0, -4.2f}, {0, 4.6f}, 1.2f),
                         segment(p, {4.2f, -1.0f}, {4.2f, 4.6f}, 1.2f)});
    case MarkerForm::Diamond: return circle(p, 3.2f);
    }
    return circle(p, 3.2f);
}

float exclamation(const glm::vec2& p)
{
    return std::min(segment(p, {0, -2.2f}, {0, 0.4f}, 0.8f), circle(p - glm::vec2(0, 2.6f), 0.95f));
}

/// Paints layers of (distance, colour, opacity), one pixel of softness.
class Canvas {
    static constexpr int kFaintest = 3; ///< alpha that nobody sees

public:
    Canvas(float halfSide, double ratio)
        : m_ratio(static_cast<float>(ratio)), m_side(static_cast<int>(std::ceil(2.0 * halfSide * ratio)))
    {
        m_bitmap.width = m_bitmap.height = m_side;
        m_bitmap.pixels.assign(static_cast<std::size_t>(m_side) * static_cast<std::size_t>(m_side) * 4, 0);
    }
    template <class Distance>
    void fill(Distance&& distance, const glm::vec3& color, float opacity = 1.0f, float softness = 1.0f)
    {
        std::uint8_t* out = m_bitmap.pixels.data();
        for (int y = 0; y < m_side; ++y)
            for (int x = 0; x < m_side; ++x, out += 4) {
                const glm::vec2 p =
                    (glm::vec2(static_cast<float>(x), static_cast<float>(y)) + 0.5f - static_cast<float>(m_side) / 2.0f)
                    / m_ratio;
                const float cover = std::clamp(0.5f - distance(p) * m_ratio / softness, 0.0f, 1.0f) * opacity;
                if (cover <= 0.0f)
                    continue;
                for (int k = 0; k < 3; ++k)
                    out[k] = static_cast<std::uint8_t>(
                        std::lround(255.0f * color[k] * cover + static_cast<float>(out[k]) * (1.0f - cover)));
                out[3] = static_cast<std::uint8_t>(
                    std::lround(255.0f * cover + static_cast<float>(out[3]) * (1.0f - cover)));
            }
    }
    /// Without the empty margin, the middle kept: what is not drawn costs nothing.
    [[nodiscard]] IconBitmap take()
    {
        int margin = m_side / 2 - 1;
        for (int y = 0; y < m_side; ++y)
            for (int x = 0; x < m_side; ++x)
                if (m_bitmap.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(m_side)
                                     + static_cast<std::size_t>(x))
                                        * 4
                                    + 3]
                    > kFaintest)
                    margin = std::min({margin, x, y, m_side - 1 - x, m_side - 1 - y});
        if (margin <= 0)
            return std::move(m_bitmap);
        IconBitmap cut;
        cut.width = cut.height = m_side - 2 * margin;
        for (int y = margin; y < m_side - margin; ++y) {
            const auto row = m_bitmap.pixels.begin() + (static_cast<std::ptrdiff_t>(y) * m_side + margin) * 4;
            cut.pixels.insert(cut.pixels.end(), row, row + static_cast<std::ptrdiff_t>(cut.width) * 4);
        }
        return cut;
    }
    [[nodiscard]] float ratio() const { return m_ratio; }

private:
    float m_ratio;
    int m_side;
    IconBitmap m_bitmap;
};

} // namespace

MarkerForm markerForm(std::string_view kind)
{
    if (kind == "air")
        return MarkerForm::Circle;
    if (kind == "water")
        return MarkerForm::Drop;
    if (kind == "noise")
        return MarkerForm::Square;
    return MarkerForm::Diamond;
}

IconBitmap paintMarker(MarkerForm form, StationState state, bool selected, double pixelRatio)
{
    Canvas canvas(kIconHalfSide, pixelRatio);
    const glm::vec3 color = stateColor(state);
    const bool hollow = state == StationState::Stale || state == StationState::Unknown;
    const float outer = kMarkerRadius;
    const auto grown = [&](float by) {
        return [form, by](const glm::vec2& p) { return body(form, p, kMarkerRadius) - by; };
    };
    canvas.fill([&](const glm::vec2& p) { return body(form, p - glm::vec2(0, 1.0f), outer) - 0.5f; }, kInk, 0.35f,
                4.0f * canvas.ratio());
    if (selected)
        canvas.fill(grown(4.6f), kAccent);
    if (state == StationState::Alarm)
        canvas.fill(grown(2.6f), color);
    canvas.fill(grown(1.2f), kWhite);
    if (hollow) {
        canvas.fill(grown(-0.4f), color);
        canvas.fill(grown(-2.4f), kWhite);
    } else {
        canvas.fill(grown(-0.6f), color);
    }
    const glm::vec3 ink = hollow ? color : kWhite;
    if (state == StationState::Unknown)
        canvas.fill([](const glm::vec2& p) { return segment(p, {-3.4f, 0.4f}, {3.4f, 0.4f}, 1.1f); }, ink);
    else
        canvas.fill([form](const glm::vec2& p) { return glyph(form, p); }, ink);
    if (state == StationState::Warning || state == StationState::Alarm) {
        const glm::vec2 corner(10.0f, -10.0f);
        const bool alarm = state == StationState::Alarm;
        const auto badge = [=](const glm::vec2& p) {
            return alarm ? roundedBox(p - corner, glm::vec2(5.2f), 1.5f) : triangle(p - corner, 7.4f);
        };
        canvas.fill([=](const glm::vec2& p) { return badge(p) - 1.3f; }, kWhite);
        canvas.fill(badge, alarm ? color : kInk);
        canvas.fill([=](const glm::vec2& p) { return exclamation(p - corner - glm::vec2(0, alarm ? 0.0f : 0.4f)); },
                    kWhite);
    }
    return canvas.take();
}

IconBitmap paintPole(float length, double pixelRatio)
{
    const int side = std::max(1, static_cast<int>(std::lround(pixelRatio)));
    IconBitmap bitmap;
    bitmap.width = 3 * side;
    bitmap.height = static_cast<int>(std::lround(pixelRatio * static_cast<double>(length))) + 2 * side;
    for (int y = 0; y < bitmap.height; ++y)
        for (int x = 0; x < bitmap.width; ++x) {
            const bool core = x / side == 1;
            const std::uint8_t shade = core ? 255 : 0;
            bitmap.pixels.insert(bitmap.pixels.end(),
                                 {shade, shade, shade, core ? std::uint8_t{255} : std::uint8_t{90}});
        }
    return bitmap;
}

IconBitmap paintCluster(StationState worst, float radius, double pixelRatio)
{
    Canvas canvas(radius + 6.0f, pixelRatio);
    canvas.fill([=](const glm::vec2& p) { return circle(p - glm::vec2(0, 1.0f), radius + 0.5f); }, kInk, 0.35f,
                4.0f * canvas.ratio());
    if (worst == StationState::Alarm)
        canvas.fill([=](const glm::vec2& p) { return circle(p, radius + 3.0f); }, stateColor(worst));
    canvas.fill([=](const glm::vec2& p) { return circle(p, radius + 1.2f); }, kWhite);
    canvas.fill([=](const glm::vec2& p) { return circle(p, radius); }, stateColor(worst));
    canvas.fill([=](const glm::vec2& p) { return circle(p, radius - 2.6f); }, kInk);
    return canvas.take();
}

} // namespace guanjing::render
