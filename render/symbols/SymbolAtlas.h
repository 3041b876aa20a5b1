#pragma once

#include "render/symbols/IconPainter.h"

#include <cstdint>
#include <string>
#include <unordered_map>

namespace guanjing::render {

class GlContext;

/// One texture for all symbols and texts of a frame, filled row by row as they come up. When it is full it starts anew.
/// GL thread with the context current.
class SymbolAtlas {
public:
    explicit SymbolAtlas(GlContext& context);
    ~SymbolAtlas();
    SymbolAtlas(const SymbolAtlas&) = delete;
    SymbolAtlas& operator=(const SymbolAtlas&) = delete;

    struct Slot {
        int x = 0, y = 0, width = 0, height = 0; ///< texels
    };
    [[nodiscard]] const Slot* find(const std::string& key) const;
    /// Null when it does not fit any more: call clear() and fill again.
    const Slot* add(const std::string& key, const IconBitmap& bitmap);
    void clear();
    /// Something did not fit since the last clear().
    [[nodiscard]] bool isFull() const { return m_isFull; }
    [[nodiscard]] std::uint32_t texture() const { return m_texture; }
    static constexpr int kSide = 2048;

private:
    GlContext& m_context;
    std::uint32_t m_texture = 0;
    int m_x = 0, m_y = 0, m_rowHeight = 0;
    bool m_isFull = false;
    std::unordered_map<std::string, Slot> m_slots;
};

} // namespace guanjing::render
