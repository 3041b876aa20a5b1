#include "app/viewer/ViewHistory.h"

namespace guanjing::app {

namespace {

constexpr std::size_t kLongest = 100;

std::optional<layers::Viewpoint> step(std::vector<layers::Viewpoint>& from, std::vector<layers::Viewpoint>& to,
                                      const layers::Viewpoint& here)
{
    if (from.empty())
        return std::nullopt;
    to.push_back(here);
    layers::Viewpoint target = from.back();
    from.pop_back();
    return target;
}

} // namespace

void ViewHistory::leave(const layers::Viewpoint& from)
{
    m_ahead.clear();
    if (!m_behind.empty() && m_behind.back() == from)
        return;
    if (m_behind.size() == kLongest)
        m_behind.erase(m_behind.begin());
    m_behind.push_back(from);
}

std::optional<layers::Viewpoint> ViewHistory::back(const layers::Viewpoint& here)
{
    return step(m_behind, m_ahead, here);
}

std::optional<layers::Viewpoint> ViewHistory::forward(const layers::Viewpoint& here)
{
    return step(m_ahead, m_behind, here);
}

void ViewHistory::clear()
{
    m_behind.clear();
    m_ahead.clear();
}

} // namespace guanjing::app
