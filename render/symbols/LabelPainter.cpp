#include "render/symbols/LabelPainter.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

using layers::StationState;

namespace {

constexpr glm::vec3 kPlate{0.06f, 0.09f, 0.13f};
constexpr float kPlateOpacity = 0.80f;
constexpr glm::vec3 kRim{1.0f, 1.0f, 1.0f};
constexpr float kRimOpacity = 0.16f;
constexpr glm::vec3 kNameColor{0.90f, 0.93f, 0.95f};
constexpr glm::vec3 kQuietColor{0.70f, 0.74f, 0.78f};
constexpr glm::vec3 kWhite{1.0f, 1.0f, 1.0f};
constexpr glm::vec3 kWarning{1.0f, 0.77f, 0.30f};
constexpr glm::vec3 kAlarm{1.0f, 0.55f, 0.52f};

class Sheet {
public:
    Sheet(int width, int height)
    {
        m_bitmap.width = std::max(width, 1);
        m_bitmap.height = std::max(height, 1);
        m_bitmap.pixels.assign(static_cast<std::size_t>(m_bitmap.width) * static_cast<std::size_t>(m_bitmap.height) * 4,
                               0);
    }
    void blend(int x, int y, const glm::vec3& color, float cover)
    {
        if (x < 0 || y < 0 || x >= m_bitmap.width || y >= m_bitmap.height || cover <= 0.0f)
            return;
        std::uint8_t* out = m_bitmap.pixels.data()
            + (static_cast<std::size_t>(y) * static_cast<std::size_t>(m_bitmap.width) + static_cast<std::size_t>(x))
                * 4;
        for (int k = 0; k < 3; ++k)
            out[k] = static_cast<std::uint8_t>(
                std::lround(255.0f * color[k] * cover + static_cast<float>(out[k]) * (1.0f - cover)));
        out[3] = static_cast<std::uint8_t>(std::lround(255.0f * cover + static_cast<float>(out[3]) * (1.0f - cover)));
    }
    /// Rounded rectangle, in pixels.
    void box(const glm::vec2& from, const glm::vec2& to, float corner, const glm::vec3& color, float opacity)
    {
        const glm::vec2 half = (to - from) * 0.5f, middle = (from + to) * 0.5f;
        for (int y = 0; y < m_bitmap.height; ++y)
            for (int x = 0; x < m_bitmap.width; ++x) {
                const glm::vec2 p = glm::vec2(static_cast<float>(x), static_cast<float>(y)) + 0.5f - middle;
                const glm::vec2 q = glm::abs(p) - half + corner;
                const float distance = glm::length(glm::max(q, 0.0f)) + std::min(std::max(q.x, q.y), 0.0f) - corner;
                blend(x, y, color, std::clamp(0.5f - distance, 0.0f, 1.0f) * opacity);
            }
    }
    void text(int left, int top, const TextBitmap& text, const glm::vec3& color)
    {
        for (int y = 0; y < text.height; ++y)
            for (int x = 0; x < text.width; ++x)
                blend(left + x, top + y, color, static_cast<float>(coverAt(text, x, y)) / 255.0f);
    }
    [[nodiscard]] static int coverAt(const TextBitmap& text, int x, int y)
    {
        if (x < 0 || y < 0 || x >= text.width || y >= text.height)
            return 0;
        return text
            .alpha[static_cast<std::size_t>(y) * static_cast<std::size_t>(text.width) + static_cast<std::size_t>(x)];
    }
    [[nodiscard]] int width() const { return m_bitmap.width; }
    [[nodiscard]] int height() const { return m_bitmap.height; }
    [[nodiscard]] IconBitmap take() { return std::move(m_bitmap); }

private:
    IconBitmap m_bitmap;
};

int pixels(double units) { return static_cast<int>(std::lround(units)); }

} // namespace

IconBitmap paintLabel(const TextBitmap& name, const TextBitmap& value, StationState state, double textPixels,
                      double pixelRatio)
{
    const bool warns = state == StationState::Warning || state == StationState::Alarm;
    const bool quiet = state == StationState::Stale || state == StationState::Unknown;
    const glm::vec3 accent = state == StationState::Alarm ? kAlarm : kWarning;
    const int side = pixels(6 * pixelRatio), bar = warns ? pixels(3 * pixelRatio) : 0;
    const int lines = name.width > 0 && value.width > 0 ? 2 : 1;
    // Lines by the size of the letters and not by their ink, so that all labels are of one height.
    const int top = pixels(3 * pixelRatio), line = pixels(textPixels * 1.28);
    const int firstBase = top + pixels(textPixels * 0.98);
    Sheet sheet(2 * side + bar + std::max(name.width, value.width), 2 * top + lines * line);
    const glm::vec2 all(static_cast<float>(sheet.width()), static_cast<float>(sheet.height()));
    const auto ratio = static_cast<float>(pixelRatio);
    const float corner = 4.0f * ratio;
    sheet.box(glm::vec2(0.0f), all, corner, kRim, kRimOpacity);
    sheet.box(glm::vec2(ratio), all - ratio, corner - ratio, kPlate, kPlateOpacity);
    if (warns)
        sheet.box(glm::vec2(2.0f * ratio, 3.0f * ratio),
                  glm::vec2(2.0f * ratio + static_cast<float>(bar), all.y - 3.0f * ratio), 1.5f * ratio, accent, 1.0f);
    const int left = side + bar;
    sheet.text(left, firstBase - name.baseline, name, quiet ? kQuietColor : kNameColor);
    if (value.width > 0)
        sheet.text(left, firstBase + (lines - 1) * line - value.baseline, value, warns ? accent : kWhite);
    return sheet.take();
}

IconBitmap paintBadge(const TextBitmap& count, bool alarm, double pixelRatio)
{
    const int height = pixels(15 * pixelRatio);
    const int width = std::max(height, count.width + pixels(7 * pixelRatio));
    Sheet sheet(width, height);
    const glm::vec2 all(static_cast<float>(width), static_cast<float>(height));
    const auto ratio = static_cast<float>(pixelRatio);
    const float corner = alarm ? 3.0f * ratio : all.y / 2.0f;
    const glm::vec3 fill = alarm ? glm::vec3(0.80f, 0.10f, 0.18f) : glm::vec3(0.98f, 0.72f, 0.16f);
    sheet.box(glm::vec2(0.0f), all, corner, kWhite, 1.0f);
    sheet.box(glm::vec2(1.2f * ratio), all - 1.2f * ratio, corner - 1.2f * ratio, fill, 1.0f);
    sheet.text((width - count.width) / 2, (height - count.height) / 2, count,
               alarm ? kWhite : glm::vec3(0.08f, 0.06f, 0.02f));
    return sheet.take();
}

namespace {

/// Letters within a halo.
IconBitmap paintHaloed(const TextBitmap& name, const glm::vec3& ink, const glm::vec3& shade, float opacity,
                       double radius)
{
    const int margin = static_cast<int>(std::ceil(radius));
    Sheet sheet(name.width + 2 * margin, name.height + 2 * margin);
    for (int y = 0; y < sheet.height(); ++y)
        for (int x = 0; x < sheet.width(); ++x) {
            // The halo is the text grown by the radius, fading outward.
            float halo = 0;
            for (int dy = -margin; dy <= margin; ++dy)
                for (int dx = -margin; dx <= margin; ++dx) {
                    const int cover = Sheet::coverAt(name, x - margin + dx, y - margin + dy);
                    if (cover == 0)
                        continue;
                    const double rim = std::clamp((radius + 0.7 - std::hypot(dx, dy)) / (0.55 * radius), 0.0, 1.0);
                    halo = std::max(halo, static_cast<float>(cover * rim));
                }
            sheet.blend(x, y, shade, halo / 255.0f * opacity);
        }
    sheet.text(margin, margin, name, ink);
    return sheet.take();
}

} // namespace

IconBitmap paintPlaceName(const TextBitmap& name, bool water, double pixelRatio)
{
    const glm::vec3 ink = water ? glm::vec3(0.72f, 0.89f, 1.0f) : kWhite;
    const glm::vec3 shade = water ? glm::vec3(0.02f, 0.10f, 0.20f) : kPlate;
    return paintHaloed(name, ink, shade, 0.62f, 2.2 * pixelRatio);
}

IconBitmap paintContourNumber(const TextBitmap& number, double pixelRatio)
{
    return paintHaloed(number, glm::vec3(0.34f, 0.19f, 0.08f), glm::vec3(0.98f, 0.95f, 0.86f), 0.88f, 2.4 * pixelRatio);
}

IconBitmap plainText(const TextBitmap& text)
{
    Sheet sheet(text.width, text.height);
    sheet.text(0, 0, text, kWhite);
    return sheet.take();
}

} // namespace guanjing::render
