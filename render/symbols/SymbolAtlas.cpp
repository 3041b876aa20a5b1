#include "render/symbols/SymbolAtlas.h"

#include "render/upload/GlContext.h"

#include <osg/GLExtensions>

#include <algorithm>

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
        // One texel a pixel, placed on whole pixels: interpolated where a name is turned along its street, and only there.
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
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

} // namespace guanjing::render
