#include "render/symbols/SymbolAtlas.h"

#include "render/upload/GlContext.h"

#include <osg/GLExtensions>

#include <algorithm>
#include <cmath>

namespace guanjing::render {

SymbolAtlas::SymbolAtlas(GlContext& context) : m_context(context) { }

SymbolAtlas::~SymbolAtlas() { m_context.freeTexture(m_texture); }

const SymbolAtlas::Slot* SymbolAtlas::find(const std::string& key) const
{
    const auto place = m_slots.find(key);
    return place == m_slots.end() ? nullptr : &place->second;
}

const SymbolAtlas::Slot* SymbolAtlas::add(const std::string& key, const IconBitmap& bitmap)
{
    const int width = bitmap.width, height = bitmap.height;
    if (width > kSide || height > kSide)
        return nullptr;
    if (m_x + width > kSide) {
        m_x = 0;
        m_y += m_rowHeight + 1;
        m_rowHeight = 0;
    }
    if (m_y + height > kSide) {
        m_isFull = true;
        return nullptr;
    }
    m_context.gl().glActiveTexture(GL_TEXTURE0);
    if (!m_texture) {
        m_texture = m_context.makeTexture();
        glBindTexture(GL_TEXTURE_2D, m_texture);
        // One texel a pixel, placed on whole pixels: nothing is to be interpolated.
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, kSide, kSide, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    } else {
        glBindTexture(GL_TEXTURE_2D, m_texture);
    }
    if (width > 0 && height > 0) {
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        glTexSubImage2D(GL_TEXTURE_2D, 0, m_x, m_y, width, height, GL_RGBA, GL_UNSIGNED_BYTE, bitmap.pixels.data());
    }
    glBindTexture(GL_TEXTURE_2D, 0);
    const auto place = m_slots.insert_or_assign(key, Slot{m_x, m_y, width, height}).first;
    m_x += width + 1;
    m_rowHeight = std::max(m_rowHeight, height);
    return &place->second;
}

void SymbolAtlas::clear()
{
    m_slots.clear();
    m_x = m_y = m_rowHeight = 0;
    m_isFull = false;
}

namespace {

constexpr int kTextColor[3] = {18, 26, 36};

IconBitmap blank(int width, int height)
{
    IconBitmap result;
    result.width = std::max(width, 0);
    result.height = std::max(height, 0);
    result.pixels.assign(static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height) * 4, 0);
    return result;
}

} // namespace

IconBitmap haloText(const TextBitmap& text, double pixelRatio)
{
    const double radius = 1.7 * pixelRatio;
    const int margin = static_cast<int>(std::ceil(radius));
    IconBitmap result = blank(text.width + 2 * margin, text.height + 2 * margin);
    const auto coverAt = [&](int x, int y) -> int {
        if (x < 0 || y < 0 || x >= text.width || y >= text.height)
            return 0;
        return text
            .alpha[static_cast<std::size_t>(y) * static_cast<std::size_t>(text.width) + static_cast<std::size_t>(x)];
    };
    std::uint8_t* out = result.pixels.data();
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x, out += 4) {
            // The halo is the text grown by the radius, with a soft rim.
            float halo = 0;
            for (int dy = -margin; dy <= margin; ++dy)
                for (int dx = -margin; dx <= margin; ++dx) {
                    const int cover = coverAt(x - margin + dx, y - margin + dy);
                    if (cover == 0)
                        continue;
                    const double rim = std::clamp(radius + 0.5 - std::hypot(dx, dy), 0.0, 1.0);
                    halo = std::max(halo, static_cast<float>(cover * rim));
                }
            const float light = halo / 255.0f * 0.88f;
            const float ink = static_cast<float>(coverAt(x - margin, y - margin)) / 255.0f;
            for (int k = 0; k < 3; ++k)
                out[k] = static_cast<std::uint8_t>(
                    std::lround(255.0f * light * (1.0f - ink) + static_cast<float>(kTextColor[k]) * ink));
            out[3] = static_cast<std::uint8_t>(std::lround(255.0f * (light * (1.0f - ink) + ink)));
        }
    return result;
}

IconBitmap plainText(const TextBitmap& text)
{
    IconBitmap result = blank(text.width, text.height);
    for (std::size_t i = 0; i < result.pixels.size(); ++i)
        result.pixels[i] = text.alpha[i / 4];
    return result;
}

IconBitmap stacked(const IconBitmap& first, const IconBitmap& second, int overlap)
{
    const int shift = std::max(first.height - overlap, 0);
    IconBitmap result = blank(std::max(first.width, second.width), std::max(first.height, shift + second.height));
    const auto lay = [&](const IconBitmap& part, int top) {
        for (int y = 0; y < part.height; ++y)
            for (int x = 0; x < part.width; ++x) {
                const std::uint8_t* in = part.pixels.data()
                    + (static_cast<std::size_t>(y) * static_cast<std::size_t>(part.width) + static_cast<std::size_t>(x))
                        * 4;
                std::uint8_t* out = result.pixels.data()
                    + (static_cast<std::size_t>(y + top) * static_cast<std::size_t>(result.width)
                       + static_cast<std::size_t>(x))
                        * 4;
                for (int k = 0; k < 4; ++k)
                    out[k] = static_cast<std::uint8_t>(std::min(255, in[k] + out[k] * (255 - in[3]) / 255));
            }
    };
    lay(first, 0);
    lay(second, shift);
    return result;
}

} // namespace guanjing::render
