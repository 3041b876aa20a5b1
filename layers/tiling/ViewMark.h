#pragma once

#include <cstdint>

namespace guanjing::layers {

/// The last frame in which something was so, and the views in which it was. Views beyond the eighth share the marks of
/// the first ones, frames count modulo 2²⁴: both only make a stand-in stay a frame longer.
class ViewMark {
public:
    void set(std::uint32_t frame, std::size_t view)
    {
        if (m_frame != (frame & kFrameMask)) {
            m_frame = frame & kFrameMask;
            m_views = 0;
        }
        m_views |= bitOf(view);
    }
    [[nodiscard]] bool isSet(std::uint32_t frame, std::size_t view) const
    {
        return m_frame == (frame & kFrameMask) && (m_views & bitOf(view)) != 0;
    }

private:
    static constexpr std::uint32_t kFrameMask = 0xFFFFFF;
    static constexpr std::uint32_t bitOf(std::size_t view) { return 1u << (view % 8); }

    std::uint32_t m_frame : 24 = 0;
    std::uint32_t m_views : 8 = 0;
};

} // namespace guanjing::layers
