// The same buildings as one implicit quadtree (3D Tiles 1.1): implicit.json → s/LEVEL.X.Y.subtree, contents i/LEVEL/X/Y.glb.
// Its level 5 are the cells of 4 km; of the levels above only the root has a content, an empty one: from so far the orthophoto
// alone shows the city, and tiles without a content would never be what is drawn.
#include "geodata/democity/Buildings.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <charconv>
#include <cstring>

namespace guanjing::democity {

namespace {

using nlohmann::json;

constexpr int kSubtreeLevels = 5;
constexpr int kCellLevel = 5;
constexpr double kErrorAbove = 520;

std::uint32_t interleaved(std::uint32_t x, std::uint32_t y)
{
    std::uint32_t result = 0;
    for (unsigned bit = 0; bit < 8; ++bit)
        result |= (x >> bit & 1u) << (2 * bit) | (y >> bit & 1u) << (2 * bit + 1);
    return result;
}

/// Tiles of levels in Morton order: bits, and the metadata of those that exist.
class SubtreeWriter {
public:
    void put(const std::optional<std::array<double, 6>>& region, double error, bool hasContent)
    {
        append(m_tiles, region.has_value());
        append(m_contents, region.has_value() && hasContent);
        if (!region)
            return;
        m_regions.insert(m_regions.end(), region->begin(), region->end());
        m_errors.push_back(error);
    }
    void putChild(bool exists) { append(m_children, exists); }

    [[nodiscard]] Bytes bytes() const
    {
        Bytes binary;
        json views = json::array();
        const auto view = [&](const void* data, std::size_t size) {
            views.push_back({{"buffer", 0}, {"byteOffset", binary.size()}, {"byteLength", size}});
            const auto* first = static_cast<const std::uint8_t*>(data);
            binary.insert(binary.end(), first, first + size);
            binary.resize((binary.size() + 7) / 8 * 8);
            return views.size() - 1;
        };
        const auto availability = [&](const Bits& bits) {
            if (bits.ones == 0)
                return json{{"constant", 0}};
            return json{{"bitstream", view(bits.bytes.data(), bits.bytes.size())}, {"availableCount", bits.ones}};
        };
        json document;
        document["tileAvailability"] = availability(m_tiles);
        document["contentAvailability"] = json::array({availability(m_contents)});
        document["childSubtreeAvailability"] = availability(m_children);
        document["tileMetadata"] = 0;
        document["propertyTables"] =
            json::array({{{"class", "tile"},
                          {"count", m_errors.size()},
                          {"properties",
                           {{"region", {{"values", view(m_regions.data(), m_regions.size() * sizeof(double))}}},
                            {"error", {{"values", view(m_errors.data(), m_errors.size() * sizeof(double))}}}}}}});
        document["bufferViews"] = std::move(views);
        document["buffers"] = json::array({{{"byteLength", binary.size()}}});
        std::string text = document.dump();
        text.resize((text.size() + 7) / 8 * 8, ' ');
        Bytes result{'s', 'u', 'b', 't', 1, 0, 0, 0};
        for (std::uint64_t length : {std::uint64_t{text.size()}, std::uint64_t{binary.size()}})
            for (int k = 0; k < 8; ++k)
                result.push_back(static_cast<std::uint8_t>(length >> (8 * k)));
        result.insert(result.end(), text.begin(), text.end());
        result.insert(result.end(), binary.begin(), binary.end());
        return result;
    }

private:
    struct Bits {
        Bytes bytes;
        std::size_t count = 0, ones = 0;
    };
    static void append(Bits& bits, bool value)
    {
        if (bits.count % 8 == 0)
            bits.bytes.push_back(0);
        if (value) {
            bits.bytes.back() = static_cast<std::uint8_t>(bits.bytes.back() | 1u << (bits.count % 8));
            ++bits.ones;
        }
        ++bits.count;
    }

    Bits m_tiles, m_contents, m_children;
    std::vector<double> m_regions, m_errors;
};

/// Calls back for every tile of a subtree's level, in Morton order.
template <class Do> void eachOfLevel(int depth, Do&& perform)
{
    const std::uint32_t side = 1u << depth;
    std::vector<std::array<int, 2>> order(std::size_t{side} * side);
    for (std::uint32_t y = 0; y < side; ++y)
        for (std::uint32_t x = 0; x < side; ++x)
            order[interleaved(x, y)] = {static_cast<int>(x), static_cast<int>(y)};
    for (const auto& [x, y] : order)
        perform(x, y);
}

Bytes cellSubtree(int i, int j, Epoch epoch, Relief relief)
{
    const TileBounds bounds(buildingTileBox(0, i, j), epoch, relief);
    SubtreeWriter writer;
    for (int depth = 0; depth < kSubtreeLevels; ++depth)
        eachOfLevel(depth, [&](int x, int y) {
            auto region = bounds.region(depth, (i << depth) + x, (j << depth) + y);
            const bool hasContent = region.has_value();
            if (depth == 0 && !region) // the cell was announced
                region = bounds.emptyRegion();
            writer.put(region, buildingTileError(depth), hasContent);
        });
    eachOfLevel(kSubtreeLevels, [&](int, int) { writer.putChild(false); });
    return writer.bytes();
}

Bytes rootSubtree(Relief relief)
{
    const auto& cells = buildingCells(relief);
    SubtreeWriter writer;
    for (int depth = 0; depth < kSubtreeLevels; ++depth) {
        const int shift = kCellLevel - depth;
        eachOfLevel(depth, [&](int x, int y) {
            std::optional<std::array<double, 6>> around;
            for (const BuildingCell& cell : cells) {
                if (cell.i >> shift != x || cell.j >> shift != y)
                    continue;
                if (!around)
                    around = cell.region;
                for (std::size_t k : {0u, 1u, 4u})
                    (*around)[k] = std::min((*around)[k], cell.region[k]);
                for (std::size_t k : {2u, 3u, 5u})
                    (*around)[k] = std::max((*around)[k], cell.region[k]);
            }
            writer.put(around, kErrorAbove, depth == 0);
        });
    }
    eachOfLevel(kSubtreeLevels, [&](int x, int y) {
        writer.putChild(std::any_of(cells.begin(), cells.end(),
                                    [&](const BuildingCell& cell) { return cell.i == x && cell.j == y; }));
    });
    return writer.bytes();
}

Bytes tilesetDocument(Relief relief)
{
    const double side = (1 << kCellLevel) * (buildingTileBox(0, 1, 0).minX - buildingTileBox(0, 0, 0).minX);
    const glm::dvec2 low = toLonLat({0, 0});
    const glm::dvec2 high = toLonLat({side, side});
    double lowest = 0;
    double highest = 0;
    for (const BuildingCell& cell : buildingCells(relief)) {
        lowest = std::min(lowest, cell.region[4]);
        highest = std::max(highest, cell.region[5]);
    }
    const json document{
        {"asset", {{"version", "1.1"}}},
        {"geometricError", 4 * kErrorAbove},
        {"schema",
         {{"id", "guanjing_demo_city_tiles"},
          {"classes",
           {{"tile",
             {{"properties",
               {{"region",
                 {{"type", "SCALAR"},
                  {"componentType", "FLOAT64"},
                  {"array", true},
                  {"count", 6},
                  {"semantic", "TILE_BOUNDING_REGION"}}},
                {"error",
                 {{"type", "SCALAR"}, {"componentType", "FLOAT64"}, {"semantic", "TILE_GEOMETRIC_ERROR"}}}}}}}}}}},
        {"root",
         {{"boundingVolume",
           {{"region",
             {low.x * kDegreesToRadians, low.y * kDegreesToRadians, high.x * kDegreesToRadians,
              high.y * kDegreesToRadians, lowest, highest}}}},
          {"geometricError", kErrorAbove},
          {"refine", "REPLACE"},
          {"content", {{"uri", "i/{level}/{x}/{y}.glb"}}},
          {"implicitTiling",
           {{"subdivisionScheme", "QUADTREE"},
            {"subtreeLevels", kSubtreeLevels},
            {"availableLevels", kCellLevel + kSubtreeLevels},
            {"subtrees", {{"uri", "s/{level}.{x}.{y}.subtree"}}}}}}}};
    const std::string text = document.dump();
    return {text.begin(), text.end()};
}

bool readIndices(std::string_view text, char separator, std::string_view suffix, std::array<int, 3>& values)
{
    for (std::size_t k = 0; k < values.size(); ++k) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), values[k]);
        if (error != std::errc())
            return false;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (k + 1 == values.size())
            return text == suffix;
        if (text.empty() || text.front() != separator)
            return false;
        text.remove_prefix(1);
    }
    return false;
}

} // namespace

std::optional<NamedBytes> implicitFile(std::string_view path, Epoch epoch, Relief relief)
{
    if (path == "implicit.json")
        return NamedBytes{"application/json", tilesetDocument(relief)};
    std::array<int, 3> at{};
    if (path.starts_with("s/") && readIndices(path.substr(2), '.', ".subtree", at)) {
        if (at == std::array{0, 0, 0})
            return NamedBytes{"application/octet-stream", rootSubtree(relief)};
        if (at[0] == kCellLevel && isBuildingTile(0, at[1], at[2]))
            return NamedBytes{"application/octet-stream", cellSubtree(at[1], at[2], epoch, relief)};
    }
    if (path == "i/0/0/0.glb")
        return NamedBytes{"model/gltf-binary", TileMesh({0, 0}, 0).toGlb(true)};
    if (path.starts_with("i/") && readIndices(path.substr(2), '/', ".glb", at)
        && isBuildingTile(at[0] - kCellLevel, at[1], at[2]))
        return NamedBytes{"model/gltf-binary",
                          buildTile(at[0] - kCellLevel, at[1], at[2], epoch, relief).toGlb(at[0] - kCellLevel < 3)};
    return std::nullopt;
}

} // namespace guanjing::democity
