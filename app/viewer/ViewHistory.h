#pragma once

#include "layers/scene/Scene.h"

#include <optional>
#include <vector>

namespace guanjing::app {

/// Where the camera was before it was sent somewhere, as a browser keeps its pages: back, and forward again.
class ViewHistory {
public:
    /// The camera is sent away from here; what lay ahead is forgotten.
    void leave(const layers::Viewpoint& from);
    /// Where to go back to from here; nothing at the end.
    [[nodiscard]] std::optional<layers::Viewpoint> back(const layers::Viewpoint& here);
    [[nodiscard]] std::optional<layers::Viewpoint> forward(const layers::Viewpoint& here);
    [[nodiscard]] bool canGoBack() const { return !m_behind.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_ahead.empty(); }
    void clear();

private:
    std::vector<layers::Viewpoint> m_behind, m_ahead;
};

} // namespace guanjing::app
