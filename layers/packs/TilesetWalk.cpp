#include "geodata/core/Limits.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Subtree.h"
#include "layers/packs/LayerWalk.h"
#include "layers/tiling/TileBatchBuilder.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace guanjing::layers {
namespace {

class TilesetWalk final : public LayerWalk {
public:
    TilesetWalk(const Area& area, const std::string& url, double heightOffsetMeters, double finestErrorMeters,
                CachePolicy cache)
        : m_area(area), m_finestErrorMeters(finestErrorMeters), m_cache(cache)
    {
        TakeItem root = itemOf(packageRootUrl(url), {});
        Origin origin;
        origin.place.heightOffsetMeters = heightOffsetMeters;
        origin.heightOffsetMeters = heightOffsetMeters;
        expect(root, std::move(origin));
        m_ready.push_back(std::move(root));
    }

    [[nodiscard]] std::optional<TakeItem> next() override
    {
        while (m_ready.empty() && !m_open.empty()) {
            const Open at = std::move(m_open.back());
            m_open.pop_back();
            visit(at);
        }
        if (m_ready.empty())
            return std::nullopt;
        TakeItem item = std::move(m_ready.back());
        m_ready.pop_back();
        return item;
    }

    void arrived(const TakeItem& item, const AssetResponse& response, const tiles3d::ExternalBytes& files) override
    {
        const auto found = m_origins.find(item.ticket);
        if (found == m_origins.end())
            return;
        const Origin origin = std::move(found->second);
        m_origins.erase(found);
        Result<TileBatch> batch = fail(ErrorCode::Internal, response.url, std::string());
        if (origin.stub) {
            auto subtree = tiles3d::Subtree::parse(*response.body, origin.stub->tree->tiling,
                                                   origin.stub->tree->contentTemplates.size(), response.url, &files,
                                                   origin.stub->tree->schema);
            batch = subtree ? buildBatch(std::make_shared<const tiles3d::Subtree>(std::move(*subtree)), *origin.stub)
                            : Result<TileBatch>(fail(std::move(subtree.error())));
        } else {
            if (tiles3d::detectFormat(*response.body) != tiles3d::ContentFormat::Tileset)
                return; // a model
            if (origin.place.depth > limits::kMaxExternalTilesetDepth)
                return;
            auto document = tiles3d::parseTileset(*response.body, response.url, &files);
            batch = document ? Result<TileBatch>(buildBatch(*document, origin.place))
                             : Result<TileBatch>(fail(std::move(document.error())));
        }
        if (!batch) {
            m_issues.push_back(std::move(batch.error()));
            return;
        }
        if (batch->tiles.empty())
            return;
        const bool isAdditive = batch->tiles.front().isAdditive;
        const auto shared = std::make_shared<const TileBatch>(std::move(*batch));
        // What leads to it touched the area; its own volume is closer.
        m_open.push_back({shared, 0, isAdditive, origin.heightOffsetMeters, origin.level + 1});
    }

    void absent(const TakeItem& item) override { m_origins.erase(item.ticket); }

private:
    /// What an answer is to be read as.
    struct Origin {
        BatchPlace place;
        std::optional<TileBatch::SubtreeStub> stub;
        double heightOffsetMeters = 0;
        int level = 0;
    };
    struct Open {
        std::shared_ptr<const TileBatch> batch;
        TileIndex tile = 0;
        bool isOnlyWhereTouched = true; ///< else it comes because its siblings do
        double heightOffsetMeters = 0;
        int level = 0;
    };

    [[nodiscard]] bool touches(const TileVolume& volume) const
    {
        if (volume.isUnbounded() || static_cast<double>(volume.radius) > 3e6)
            return true;
        return m_area.touches(geographicBounds(volume).rectangle);
    }

    TakeItem itemOf(const std::string& url, const std::string& referrer)
    {
        TakeItem item;
        item.kind = TakeItem::Kind::Content;
        item.request.url = url;
        item.request.cache = m_cache;
        item.request.referrer = referrer;
        return item;
    }

    void expect(TakeItem& item, Origin origin)
    {
        item.leadsOn = true;
        item.ticket = m_nextTicket++;
        m_origins.emplace(item.ticket, std::move(origin));
    }

    void visit(const Open& at)
    {
        const TileBatch& batch = *at.batch;
        const Tile& tile = batch.tiles[at.tile];
        const bool isTouched = touches(tile.volume);
        if (!isTouched && at.isOnlyWhereTouched)
            return;
        for (std::uint32_t i = 0; i < tile.contentCount; ++i)
            addContent(at, tile, tile.firstContent + i, isTouched);
        const bool isFineEnough = m_finestErrorMeters > 0 && tile.contentCount > 0
            && static_cast<double>(tile.geometricError) <= m_finestErrorMeters;
        if (!isTouched || isFineEnough || tile.childCount == 0)
            return;
        for (TileIndex child = tile.firstChild; child < tile.firstChild + tile.childCount; ++child)
            m_open.push_back({at.batch, child, tile.isAdditive, at.heightOffsetMeters, at.level});
    }

    void addContent(const Open& at, const Tile& tile, std::uint32_t index, bool isTouched)
    {
        const TileBatch& batch = *at.batch;
        const TileBatch::ContentUri& uri = batch.contents[index];
        const std::string_view written = std::string_view(batch.uriText).substr(uri.offset, uri.length);
        const std::string url = packageRootUrl(resolveUrl(batch.url, written, true));
        if (isDataUrl(url))
            return; // stands in the document
        const std::string path = url.substr(0, url.find_first_of("?#"));
        if (!isTouched && (uri.subtree >= 0 || path.ends_with(".json")))
            return; // beside the area, and no content of its own
        TakeItem item = itemOf(url, batch.url);
        item.level = at.level;
        item.errorMeters = static_cast<double>(tile.geometricError);
        Origin origin;
        origin.heightOffsetMeters = at.heightOffsetMeters;
        origin.level = at.level;
        if (uri.subtree >= 0) {
            item.kind = TakeItem::Kind::Subtree;
            origin.stub = batch.subtrees[static_cast<std::size_t>(uri.subtree)];
            expect(item, std::move(origin));
        } else if (isTouched) {
            origin.place.toWorld =
                tile.transform < 0 ? batch.toWorld : batch.transforms[static_cast<std::size_t>(tile.transform)];
            origin.place.heightOffsetMeters = at.heightOffsetMeters;
            origin.place.isRoot = false;
            origin.place.depth = batch.depth + 1;
            origin.place.upAxis = static_cast<tiles3d::UpAxis>(batch.upAxis);
            expect(item, std::move(origin));
        }
        m_ready.push_back(std::move(item));
    }

    static bool isDataUrl(const std::string& url) { return url.starts_with("data:"); }

    Area m_area;
    double m_finestErrorMeters;
    CachePolicy m_cache;
    std::vector<Open> m_open;
    std::vector<TakeItem> m_ready;
    std::unordered_map<std::uint64_t, Origin> m_origins;
    std::uint64_t m_nextTicket = 1;
};

} // namespace

std::unique_ptr<LayerWalk> walkTileset(const Area& area, const std::string& url, double heightOffsetMeters,
                                       double finestErrorMeters, CachePolicy cache)
{
    return std::make_unique<TilesetWalk>(area, url, heightOffsetMeters, finestErrorMeters, cache);
}

} // namespace guanjing::layers
