#pragma once

#include "geodata/core/Math.h"
#include "geodata/packs/Area.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace guanjing {
class PictureSource;
struct OpenedImagery;
} // namespace guanjing

namespace guanjing::layers {

/// The pictures of an imagery source that an area touches, row by row; never a list of all. One thread at a time.
class AreaCells {
public:
    /// BadValue where the source's grid cannot be brought together with the area.
    [[nodiscard]] static Result<AreaCells> create(const Area& area, const OpenedImagery& imagery);

    /// First and last row of a level that may have any; nullopt: none.
    [[nodiscard]] std::optional<std::pair<std::uint32_t, std::uint32_t>> rows(int level) const;
    using Runs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    /// Columns from .. to, both included, apart and ascending.
    [[nodiscard]] Runs columns(int level, std::uint32_t row) const;
    [[nodiscard]] std::uint64_t count(int level) const;

private:
    AreaCells(std::shared_ptr<const PictureSource> source, AreaMask area, const glm::dvec4& box)
        : m_source(std::move(source)), m_area(std::move(area)), m_box(box)
    { }
    std::shared_ptr<const PictureSource> m_source;
    AreaMask m_area; ///< in the grid's coordinates
    glm::dvec4 m_box; ///< around it and within the grid's extent
};

} // namespace guanjing::layers
