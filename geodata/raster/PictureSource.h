#pragma once

#include "geodata/core/Issue.h"
#include "geodata/core/Result.h"
#include "geodata/raster/TileGrid.h"

#include <cstdint>
#include <string>
#include <vector>

namespace guanjing {

/// Pixels of a picture: RGBA, 8 bits a channel, not premultiplied, rows from the top.
struct PicturePixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
    std::vector<std::string> notes; ///< what is wrong with it and was tolerated
};

/// An imagery source: where its pictures lie and how each is got. A picture is addressed by the index of its level in
/// grid().levels, column and row. Immutable; any thread.
class PictureSource {
public:
    virtual ~PictureSource() = default;

    [[nodiscard]] const TileGrid& grid() const { return m_grid; }
    /// Indices of the coarsest and the finest level that may be shown.
    [[nodiscard]] int minLevel() const { return m_minLevel; }
    [[nodiscard]] int maxLevel() const { return m_maxLevel; }
    /// False for what the source itself says it does not have; asked for all the same it would be a failure.
    [[nodiscard]] bool has(int level, std::uint32_t x, std::uint32_t y) const;

    /// What to ask a server for; empty where pictures are read.
    [[nodiscard]] virtual std::string urlOf(int level, std::uint32_t x, std::uint32_t y) const = 0;
    /// Of sources whose urlOf is empty: makes the picture; no pixels where there is nothing to be seen. Blocks; a worker.
    [[nodiscard]] virtual Result<PicturePixels> read(int level, std::uint32_t x, std::uint32_t y) const;
    /// What to call it in messages.
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::string& attribution() const { return m_attribution; }
    /// What was wrong with its description, or is worth knowing.
    [[nodiscard]] const Issues& issues() const { return m_issues; }

protected:
    PictureSource(std::string name, TileGrid grid) : m_name(std::move(name)), m_grid(std::move(grid)) { }
    /// Of the published levels those whose number lies within; BadValue where none does. The number of a level is its name
    /// where all names are numbers, else its index.
    [[nodiscard]] Result<void> limitLevels(int least, int most);

    std::string m_name;
    TileGrid m_grid;
    int m_minLevel = 0, m_maxLevel = 0;
    std::string m_attribution;
    Issues m_issues;
};

} // namespace guanjing
