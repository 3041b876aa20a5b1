#include "geodata/raster/PictureSource.h"

#include <charconv>
#include <optional>

namespace guanjing {
namespace {

std::optional<int> numberOf(const std::string& text)
{
    int number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, number);
    if (problem != std::errc() || stop != end)
        return std::nullopt;
    return number;
}

} // namespace

bool PictureSource::has(int level, std::uint32_t x, std::uint32_t y) const
{
    if (level < 0 || static_cast<std::size_t>(level) >= m_grid.levels.size()
        || !m_grid.levels[static_cast<std::size_t>(level)].has(x, y))
        return false;
    if (!m_grid.extent)
        return true;
    const glm::dvec4 box = m_grid.boxOf(level, x, y);
    const glm::dvec4& extent = *m_grid.extent;
    return box.x < extent.z && box.z > extent.x && box.y < extent.w && box.w > extent.y;
}

Result<PicturePixels> PictureSource::read(int, std::uint32_t, std::uint32_t) const
{
    return fail(ErrorCode::Internal, m_name, "pictures of this source are asked for, not read");
}

Result<void> PictureSource::limitLevels(int least, int most)
{
    bool areNumbers = true;
    int before = -1;
    for (const TileMatrix& matrix : m_grid.levels) {
        if (matrix.id.empty())
            continue;
        const auto number = numberOf(matrix.id);
        areNumbers = areNumbers && number && *number > before;
        before = number.value_or(before);
    }
    m_minLevel = -1;
    for (std::size_t i = 0; i < m_grid.levels.size(); ++i) {
        if (m_grid.levels[i].id.empty())
            continue;
        const int number = areNumbers ? numberOf(m_grid.levels[i].id).value_or(0) : static_cast<int>(i);
        if (number < least || number > most)
            continue;
        m_maxLevel = static_cast<int>(i);
        m_minLevel = m_minLevel < 0 ? m_maxLevel : m_minLevel;
    }
    if (m_minLevel < 0)
        return fail(ErrorCode::BadValue, m_name,
                    "has no levels between " + std::to_string(least) + " and " + std::to_string(most));
    return {};
}

} // namespace guanjing
