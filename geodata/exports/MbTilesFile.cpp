#include "geodata/exports/MbTilesFile.h"

#include "geodata/tiles3d/ImageDecoder.h"

#include <algorithm>
#include <cstdio>

namespace guanjing {
namespace {

constexpr std::uint64_t kCommitBytes = 16u << 20;

/// Names of the specification's "format".
const char* formatOf(ByteView bytes)
{
    switch (tiles3d::detectImageFormat(bytes)) {
    case tiles3d::ImageFormat::Jpeg: return "jpg";
    case tiles3d::ImageFormat::WebP: return "webp";
    default: return "png";
    }
}

} // namespace

MbTilesFile::MbTilesFile(Database database, Statement insert)
    : m_database(std::move(database)), m_insert(std::move(insert))
{ }

Result<MbTilesFile> MbTilesFile::create(const std::string& path)
{
    auto database = Database::open(path);
    if (!database)
        return fail(std::move(database.error()));
    // 0x4d504258: "MPBX", as the specification has it.
    auto made = database->execute("PRAGMA application_id = 1297105496;"
                                  "CREATE TABLE metadata (name text, value text);"
                                  "CREATE UNIQUE INDEX metadata_name ON metadata (name);"
                                  "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, "
                                  "tile_data blob);"
                                  "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);"
                                  "BEGIN");
    if (!made)
        return fail(std::move(made.error()));
    auto insert = database->prepare("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?)");
    if (!insert)
        return fail(std::move(insert.error()));
    return MbTilesFile(*std::move(database), *std::move(insert));
}

Result<void> MbTilesFile::put(int zoom, std::uint32_t column, std::uint32_t row, ByteView bytes)
{
    const std::int64_t fromSouth = (std::int64_t{1} << zoom) - 1 - row;
    m_insert.bind(1, std::int64_t{zoom}).bind(2, std::int64_t{column}).bind(3, fromSouth).bind(4, bytes);
    if (auto done = m_insert.run(); !done)
        return done;
    ++m_tiles;
    ++m_formats[formatOf(bytes)];
    m_bytes += bytes.size();
    m_uncommitted += bytes.size();
    if (m_uncommitted < kCommitBytes)
        return {};
    m_uncommitted = 0;
    return m_database.execute("COMMIT; BEGIN");
}

Result<void> MbTilesFile::finish(const Facts& facts)
{
    auto insert = m_database.prepare("INSERT INTO metadata VALUES (?, ?)");
    if (!insert)
        return fail(std::move(insert.error()));
    Result<void> result;
    const auto put = [&](std::string_view name, const std::string& value) {
        if (!result || value.empty())
            return;
        insert->bind(1, name).bind(2, std::string_view(value));
        result = insert->run();
    };
    char text[160];
    const Rectangle& b = facts.bounds;
    put("name", facts.name);
    const auto most = std::max_element(m_formats.begin(), m_formats.end(),
                                       [](const auto& a, const auto& c) { return a.second < c.second; });
    put("format", most == m_formats.end() ? "png" : most->first);
    std::snprintf(text, sizeof text, "%.10f,%.10f,%.10f,%.10f", b.west, b.south, b.east, b.north);
    put("bounds", text);
    std::snprintf(text, sizeof text, "%.8f,%.8f,%d", (b.west + b.east) / 2, (b.south + b.north) / 2,
                  (facts.minZoom + facts.maxZoom) / 2);
    put("center", text);
    put("minzoom", std::to_string(facts.minZoom));
    put("maxzoom", std::to_string(facts.maxZoom));
    put("attribution", facts.attribution);
    put("description", facts.description);
    put("type", "baselayer");
    put("version", facts.version);
    if (!result)
        return result;
    insert->reset();
    m_insert.reset();
    if (auto done = m_database.execute("COMMIT"); !done)
        return done;
    if (auto done = m_database.truncateWal(); !done)
        return fail(std::move(done.error()));
    // Other programs read it from where they may not write.
    return m_database.execute("PRAGMA journal_mode = DELETE");
}

} // namespace guanjing
