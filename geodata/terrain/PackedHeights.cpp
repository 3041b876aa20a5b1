#include "geodata/terrain/PackedHeights.h"

#include "geodata/core/Limits.h"
#include "geodata/net/Url.h"
#include "geodata/terrain/DemGrid.h"

#include <nlohmann/json.hpp>
#include <zlib.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

namespace guanjing {
namespace {

using Json = nlohmann::json;
static_assert(std::endian::native == std::endian::little, "tiles are written in the machine's order");

constexpr const char* kFormat = "guanjing-heights-1";
constexpr std::uint32_t kMagic = 0x31484A47; // "GJH1"
constexpr int kMostSide = 1024;
constexpr int kDeepestLevel = 24;

/// What stands before the deflated values; places follow it.
struct Head {
    std::uint32_t magic = kMagic;
    std::int32_t width = 0, height = 0, rasterWidth = 0, rasterHeight = 0;
    std::uint32_t unused = 0;
    double left = 0, top = 0, step = 1;
};
static_assert(sizeof(Head) == 48);

/// Differences from the value to the left, bytes of a weight together: smooth ground becomes long runs of alike bytes.
Bytes shuffled(const std::vector<float>& values)
{
    const std::size_t count = values.size();
    Bytes bytes(count * 4);
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto bits = std::bit_cast<std::uint32_t>(values[i]);
        const std::uint32_t difference = bits - before;
        before = bits;
        for (std::size_t b = 0; b < 4; ++b)
            bytes[b * count + i] = static_cast<std::uint8_t>(difference >> (8 * b));
    }
    return bytes;
}

std::vector<float> unshuffled(const Bytes& bytes)
{
    const std::size_t count = bytes.size() / 4;
    std::vector<float> values(count);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t difference = 0;
        for (std::size_t b = 0; b < 4; ++b)
            difference |= std::uint32_t{bytes[b * count + i]} << (8 * b);
        bits += difference;
        values[i] = std::bit_cast<float>(bits);
    }
    return values;
}

class PackedHeights final : public HeightSource {
public:
    PackedHeights(std::string url, std::string tiles, const Rectangle& bounds, int maxLevel)
        : m_url(std::move(url)), m_tiles(std::move(tiles)), m_bounds(bounds), m_maxLevel(maxLevel)
    { }
    [[nodiscard]] TerrainProjection projection() const override { return TerrainProjection::Geographic; }
    [[nodiscard]] int maxLevel() const override { return m_maxLevel; }
    [[nodiscard]] std::optional<bool> isAvailable(const TerrainTileId& id) const override
    {
        return id.level <= m_maxLevel && reachesTerrainTile(m_bounds, id);
    }
    [[nodiscard]] std::optional<Rectangle> bounds() const override { return m_bounds; }
    [[nodiscard]] bool tellsEdges() const override { return true; }
    [[nodiscard]] std::string tileUrl(const TerrainTileId& id) const override
    {
        return resolveUrl(
            m_url, m_tiles + "/" + std::to_string(id.level) + "/" + std::to_string(id.x) + "/" + std::to_string(id.y),
            true);
    }
    [[nodiscard]] Result<HeightTileData> make(const TerrainTileId& id, ByteView bytes,
                                              const std::string& url) const override
    {
        HeightTileData data;
        if (bytes.empty())
            return data;
        Head head;
        DemGrid::Places places;
        static_assert(std::is_trivially_copyable_v<glm::dvec2>);
        if (bytes.size() < sizeof head + sizeof places)
            return fail({ErrorCode::Truncated, url, "", ErrorReason::Shorter, static_cast<std::int64_t>(bytes.size()),
                         static_cast<std::int64_t>(sizeof head + sizeof places)});
        std::memcpy(&head, bytes.data(), sizeof head);
        std::memcpy(places.data(), bytes.data() + sizeof head, sizeof places);
        if (head.magic != kMagic)
            return fail(ErrorCode::BadMagic, url, "no tile of heights");
        if (head.width < 1 || head.height < 1 || head.width > kMostSide || head.height > kMostSide || !(head.step >= 1)
            || !std::isfinite(head.left) || !std::isfinite(head.top))
            return fail(ErrorCode::BadValue, url,
                        std::to_string(head.width) + " by " + std::to_string(head.height) + " heights");
        Bytes plain(static_cast<std::size_t>(head.width) * static_cast<std::size_t>(head.height) * 4);
        uLongf size = plain.size();
        const ByteView coded = bytes.subspan(sizeof head + sizeof places);
        if (uncompress(plain.data(), &size, coded.data(), coded.size()) != Z_OK || size != plain.size())
            return fail(ErrorCode::DecodeFailed, url, "its heights cannot be unpacked");
        DemGrid::Pixels pixels;
        pixels.width = head.width;
        pixels.height = head.height;
        pixels.meters = unshuffled(plain);
        pixels.left = head.left;
        pixels.top = head.top;
        pixels.step = head.step;
        pixels.rasterWidth = head.rasterWidth;
        pixels.rasterHeight = head.rasterHeight;
        data.patch = std::make_shared<const DemGrid>(std::move(pixels), terrainTileRectangle(id), places);
        return data;
    }

private:
    std::string m_url, m_tiles;
    Rectangle m_bounds;
    int m_maxLevel;
};

} // namespace

bool isPackedHeightsUrl(std::string_view url)
{
    return url.substr(0, url.find_first_of("?#")).ends_with(".heights.json");
}

std::string writeHeightsDocument(const HeightSource& dem, const std::string& folder)
{
    const Rectangle bounds = dem.bounds().value_or(Rectangle{-180, -90, 180, 90});
    return Json{{"format", kFormat},
                {"tiles", folder},
                {"maxLevel", dem.maxLevel()},
                {"bounds", {bounds.west, bounds.south, bounds.east, bounds.north}}}
        .dump();
}

Result<std::shared_ptr<const HeightSource>> openPackedHeights(ByteView document, const std::string& url)
{
    const std::string name = redactUrl(url);
    try {
        const Json json = Json::parse(document.begin(), document.end());
        if (json.at("format") != kFormat)
            return fail(ErrorCode::UnsupportedVersion, name, "heights of a format that is not known");
        const auto b = json.at("bounds").get<std::array<double, 4>>();
        const int maxLevel = json.at("maxLevel").get<int>();
        if (!(b[0] < b[2]) || !(b[1] < b[3]) || maxLevel < 0 || maxLevel > kDeepestLevel)
            return fail(ErrorCode::BadValue, name, "bounds or levels that cannot be");
        return std::make_shared<const PackedHeights>(url, json.at("tiles").get<std::string>(),
                                                     Rectangle{b[0], b[1], b[2], b[3]}, maxLevel);
    } catch (const Json::parse_error& e) {
        return fail({ErrorCode::BadJson, name, e.what(), ErrorReason::JsonAtByte, static_cast<std::int64_t>(e.byte)});
    } catch (const Json::exception& e) {
        return fail(ErrorCode::BadValue, name, e.what());
    }
}

Result<Bytes> encodeHeights(const HeightTileData& tile)
{
    if (!tile.patch)
        return Bytes();
    const auto* grid = dynamic_cast<const DemGrid*>(tile.patch.get());
    if (grid == nullptr)
        return fail(ErrorCode::Internal, {}, "heights of another source than a raster");
    const DemGrid::Pixels pixels = grid->pixelsAsRead();
    if (pixels.meters.empty())
        return Bytes();
    const Bytes plain = shuffled(pixels.meters);
    uLongf size = compressBound(plain.size());
    Bytes coded(size);
    if (compress2(coded.data(), &size, plain.data(), plain.size(), 6) != Z_OK)
        return fail(ErrorCode::Internal, "zlib", "cannot deflate");
    coded.resize(size);
    Head head;
    head.width = pixels.width;
    head.height = pixels.height;
    head.rasterWidth = pixels.rasterWidth;
    head.rasterHeight = pixels.rasterHeight;
    head.left = pixels.left;
    head.top = pixels.top;
    head.step = pixels.step;
    Bytes bytes(sizeof head + sizeof(DemGrid::Places));
    std::memcpy(bytes.data(), &head, sizeof head);
    std::memcpy(bytes.data() + sizeof head, grid->places().data(), sizeof(DemGrid::Places));
    bytes.insert(bytes.end(), coded.begin(), coded.end());
    return bytes;
}

} // namespace guanjing
