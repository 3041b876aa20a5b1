#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Rectangle.h"
#include "geodata/core/Result.h"
#include "geodata/store/Database.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace guanjing {

/// Writes raster tiles as MBTiles 1.3 (github.com/mapbox/mbtiles-spec, 1.3): tables metadata and tiles, rows counted from the
/// south. One thread.
class MbTilesFile {
public:
    [[nodiscard]] static Result<MbTilesFile> create(const std::string& path);

    /// `row` from the north.
    [[nodiscard]] Result<void> put(int zoom, std::uint32_t column, std::uint32_t row, ByteView bytes);
    [[nodiscard]] const std::string& path() const { return m_database.path(); }
    [[nodiscard]] std::uint64_t tiles() const { return m_tiles; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

    struct Facts {
        std::string name, description, attribution, version;
        Rectangle bounds; ///< degrees
        int minZoom = 0, maxZoom = 0;
    };
    /// The metadata rows, and one file in the end.
    [[nodiscard]] Result<void> finish(const Facts& facts);

private:
    MbTilesFile(Database database, Statement insert);
    Database m_database; // before the statement, which it must outlive
    Statement m_insert;
    std::uint64_t m_tiles = 0, m_bytes = 0, m_uncommitted = 0;
    std::map<std::string, std::uint64_t, std::less<>> m_formats;
};

} // namespace guanjing
