// Walks over what lies in grids: pictures and heights.
#include "geodata/raster/PackedPictures.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/terrain/PackedHeights.h"
#include "layers/packs/LayerWalk.h"

#include <algorithm>
#include <utility>

namespace guanjing::layers {
namespace {

constexpr std::size_t kMostPictureBytes = 64u << 20;

class PictureWalk final : public LayerWalk {
public:
    PictureWalk(AreaCells cells, std::shared_ptr<const PictureSource> source, int finest, CachePolicy cache,
                PictureName nameOf)
        : m_cells(std::move(cells))
        , m_source(std::move(source))
        , m_nameOf(std::move(nameOf))
        , m_cache(cache)
        , m_level(m_source->minLevel() - 1)
        , m_finest(std::min(finest, m_source->maxLevel()))
    {
        for (int level = m_source->minLevel(); level <= m_finest; ++level)
            m_total += m_cells.count(level);
    }
    [[nodiscard]] std::optional<std::uint64_t> total() const override { return m_total; }
    void arrived(const TakeItem&, const AssetResponse&, const tiles3d::ExternalBytes&) override { }

    [[nodiscard]] std::optional<TakeItem> next() override
    {
        while (m_run >= m_runs.size() || m_column > m_runs[m_run].second) {
            if (m_run + 1 < m_runs.size())
                m_column = m_runs[++m_run].first;
            else if (!nextRow())
                return std::nullopt;
        }
        const auto column = static_cast<std::uint32_t>(m_column++);
        const auto row = static_cast<std::uint32_t>(m_row);
        return pictureItem(m_source, m_level, column, row, m_cache, m_nameOf);
    }

private:
    bool nextRow()
    {
        for (;;) {
            if (m_row < m_lastRow) {
                ++m_row;
            } else {
                if (m_level >= m_finest)
                    return false;
                const auto rows = m_cells.rows(++m_level);
                if (!rows)
                    continue;
                m_row = rows->first;
                m_lastRow = rows->second;
            }
            m_runs = m_cells.columns(m_level, static_cast<std::uint32_t>(m_row));
            m_run = 0;
            if (!m_runs.empty()) {
                m_column = m_runs.front().first;
                return true;
            }
        }
    }

    AreaCells m_cells;
    std::shared_ptr<const PictureSource> m_source;
    PictureName m_nameOf;
    CachePolicy m_cache;
    int m_level, m_finest;
    std::uint64_t m_total = 0;
    std::uint64_t m_row = 0, m_lastRow = 0, m_column = 0; ///< wide enough to be counted past the last
    AreaCells::Runs m_runs;
    std::size_t m_run = 0;
};

/// What a tile's metadata tells of the levels below it.
struct Told {
    TerrainTileId teller;
    std::vector<std::vector<TerrainTileRange>> ranges;
};

class HeightWalk final : public LayerWalk {
public:
    HeightWalk(const Area& area, std::shared_ptr<const HeightSource> source, int finest, CachePolicy cache,
               HeightsName nameOf)
        : m_area(area)
        , m_source(std::move(source))
        , m_nameOf(std::move(nameOf))
        , m_cache(cache)
        , m_finest(std::min(finest, m_source->maxLevel()))
    {
        m_open.push_back({{0, 0, 0}, nullptr, false, false});
        if (m_source->projection() == TerrainProjection::Geographic)
            m_open.push_back({{0, 1, 0}, nullptr, false, false});
    }

    [[nodiscard]] std::optional<TakeItem> next() override
    {
        while (!m_open.empty()) {
            Place place = std::move(m_open.back());
            m_open.pop_back();
            const Rectangle tile = terrainTileRectangle(place.id, m_source->projection());
            if (!m_area.touches(tile) || isBeside(tile))
                continue;
            const auto known = availabilityOf(place);
            if (known == false) {
                // There may be none above some level, but not a gap between two.
                if (!place.isBelowSome)
                    open(place);
                continue;
            }
            TakeItem item = heightsItem(m_source, place.id, m_cache, m_nameOf);
            const int every = m_source->metadataAvailability();
            const bool tells = every > 0 && place.id.level % every == 0;
            item.leadsOn = !known || tells;
            place.isPromised = known == true;
            place.isBelowSome = place.isBelowSome || place.isPromised;
            if (item.leadsOn) {
                item.ticket = m_nextTicket++;
                m_waiting.emplace_back(item.ticket, std::move(place));
            } else {
                open(place);
            }
            return item;
        }
        return std::nullopt;
    }

    void arrived(const TakeItem& item, const AssetResponse& response, const tiles3d::ExternalBytes&) override
    {
        auto place = taken(item);
        if (!place)
            return;
        place->isBelowSome = true;
        const int every = m_source->metadataAvailability();
        if (every > 0 && place->id.level % every == 0 && !item.make && !response.body->empty()) {
            auto data = m_source->make(place->id, *response.body, response.url);
            if (!data)
                m_issues.push_back(std::move(data.error()));
            else
                place->told = std::make_shared<const Told>(Told{place->id, std::move(data->availableBelow)});
        }
        open(*place);
    }

    void absent(const TakeItem& item) override
    {
        const auto place = taken(item);
        if (place && place->isPromised) // the source said that it had the tile: those below may be there
            open(*place);
    }

private:
    struct Place {
        TerrainTileId id;
        std::shared_ptr<const Told> told;
        bool isBelowSome = false; ///< it or a tile above is there
        bool isPromised = false; ///< the source says that it is there
    };

    std::optional<Place> taken(const TakeItem& item)
    {
        const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                        [&](const auto& entry) { return entry.first == item.ticket; });
        if (found == m_waiting.end())
            return std::nullopt;
        Place place = std::move(found->second);
        m_waiting.erase(found);
        return place;
    }

    [[nodiscard]] bool isBeside(const Rectangle& tile) const
    {
        const auto bounds = m_source->bounds();
        return bounds
            && !(bounds->west < tile.east && bounds->east > tile.west && bounds->south < tile.north
                 && bounds->north > tile.south);
    }

    [[nodiscard]] std::optional<bool> availabilityOf(const Place& place) const
    {
        const TerrainTileId& id = place.id;
        if (const auto said = m_source->isAvailable(id))
            return said;
        if (!place.told || m_source->metadataAvailability() <= 0)
            return std::nullopt;
        const auto depth = static_cast<std::size_t>(id.level - place.told->teller.level - 1);
        if (depth >= place.told->ranges.size())
            return place.told->ranges.empty() ? std::nullopt : std::optional(false);
        const auto& ranges = place.told->ranges[depth];
        return std::any_of(ranges.begin(), ranges.end(), [&](const TerrainTileRange& range) {
            return id.x >= range.startX && id.x <= range.endX && id.y >= range.startY && id.y <= range.endY;
        });
    }

    void open(const Place& place)
    {
        if (place.id.level >= m_finest)
            return;
        for (std::uint32_t i = 0; i < 4; ++i)
            m_open.push_back(
                {{place.id.level + 1, place.id.x * 2 + i % 2, place.id.y * 2 + i / 2}, place.told, place.isBelowSome});
    }

    Area m_area;
    std::shared_ptr<const HeightSource> m_source;
    HeightsName m_nameOf;
    CachePolicy m_cache;
    int m_finest;
    std::vector<Place> m_open;
    std::vector<std::pair<std::uint64_t, Place>> m_waiting;
    std::uint64_t m_nextTicket = 1;
};

} // namespace

TakeItem pictureItem(const std::shared_ptr<const PictureSource>& source, int level, std::uint32_t x, std::uint32_t y,
                     CachePolicy cache, const PictureName& nameOf)
{
    TakeItem item;
    item.kind = TakeItem::Kind::Picture;
    item.level = level;
    item.request.cache = cache;
    item.request.maxBytes = kMostPictureBytes;
    item.request.url = source->urlOf(level, x, y);
    if (item.request.url.empty()) {
        item.request.url = nameOf(level, x, y);
        item.make = [source, level, x, y]() -> Result<Bytes> {
            auto pixels = source->read(level, x, y);
            return pixels ? encodePicture(*pixels) : Result<Bytes>(fail(std::move(pixels.error())));
        };
    }
    return item;
}

TakeItem heightsItem(const std::shared_ptr<const HeightSource>& source, const TerrainTileId& id, CachePolicy cache,
                     const HeightsName& nameOf)
{
    TakeItem item;
    item.kind = TakeItem::Kind::Heights;
    item.level = id.level;
    item.request.cache = cache;
    item.request.maxBytes = kMostPictureBytes;
    item.request.url = source->tileUrl(id);
    if (item.request.url.empty()) {
        item.request.url = nameOf(id);
        item.make = [source, id]() -> Result<Bytes> {
            auto data = source->make(id, {}, {});
            return data ? encodeHeights(*data) : Result<Bytes>(fail(std::move(data.error())));
        };
    } else {
        item.request.headers.push_back({"Accept", kQuantizedMeshAccept});
    }
    return item;
}

std::unique_ptr<LayerWalk> walkPictures(AreaCells cells, std::shared_ptr<const PictureSource> source, int finest,
                                        CachePolicy cache, PictureName nameOf)
{
    return std::make_unique<PictureWalk>(std::move(cells), std::move(source), finest, cache, std::move(nameOf));
}

std::unique_ptr<LayerWalk> walkHeights(const Area& area, std::shared_ptr<const HeightSource> source, int finest,
                                       CachePolicy cache, HeightsName nameOf)
{
    return std::make_unique<HeightWalk>(area, std::move(source), finest, cache, std::move(nameOf));
}

} // namespace guanjing::layers
