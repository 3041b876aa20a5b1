#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace guanjing::layers {
class ViewState;
}

namespace guanjing::render {

class FrameTarget;
class GlContext;

/// Which places the scene hides from the eye. The scene's depth is compared on the GPU, one pixel of a small picture per
/// place, and that picture is read when the next frame begins: nobody waits for it. An answer must come twice before it
/// counts, so that nothing blinks at the edge of a building. GL thread with the context current.
class AnchorVisibility {
public:
    explicit AnchorVisibility(GlContext& context);
    ~AnchorVisibility();
    AnchorVisibility(const AnchorVisibility&) = delete;
    AnchorVisibility& operator=(const AnchorVisibility&) = delete;

    struct Anchor {
        std::uint64_t id = 0; ///< the same from frame to frame
        float x = 0, y = 0; ///< pixels, origin top left, inside the picture
        float depth = 0;
        bool operator==(const Anchor&) const = default;
    };
    /// Takes over the answers to the last ask(), once. Best before the frame's first drawing.
    void collect();
    /// At most kMost; others stay unknown. sceneChanges: what is drawn is not what was drawn before. Leaves the framebuffer
    /// binding and the viewport as they were.
    void ask(const std::vector<Anchor>& anchors, const layers::ViewState& view, bool reversed,
             const FrameTarget& target, bool sceneChanges);
    [[nodiscard]] bool isKnown(std::uint64_t id) const { return m_known.count(id) != 0; }
    [[nodiscard]] bool isHidden(std::uint64_t id) const;
    /// Answers are on their way that may change the picture.
    [[nodiscard]] bool isPending() const { return m_isPending; }

    static constexpr int kWidth = 128, kHeight = 32;
    static constexpr std::size_t kMost = static_cast<std::size_t>(kWidth) * kHeight;

private:
    struct Known {
        bool hidden = false;
        bool wavers = false; ///< the last answer said the contrary
    };
    [[nodiscard]] bool prepare();

    GlContext& m_context;
    std::array<std::uint32_t, 2> m_programs{}; ///< plain, multisampled
    std::uint32_t m_texture = 0, m_framebuffer = 0, m_buffer = 0, m_vertexArray = 0;
    std::vector<Anchor> m_last; ///< places of the last ask()
    std::vector<std::uint64_t> m_asked;
    std::vector<std::uint8_t> m_pixels;
    std::unordered_map<std::uint64_t, Known> m_known;
    bool m_isPending = false;
};

} // namespace guanjing::render
