// How much there is to take: counted where that is cheap, else reckoned from samples.
#include "geodata/core/TaskPool.h"
#include "geodata/net/AssetWait.h"
#include "geodata/net/Url.h"
#include "geodata/packs/PackLayout.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/tiles3d/Subtree.h"
#include "layers/packs/LayerSource.h"
#include "layers/packs/PackScene.h"
#include "layers/packs/TakeSamples.h"

#include <algorithm>
#include <chrono>
#include <climits>
#include <cmath>
#include <map>
#include <random>

namespace guanjing::layers {
namespace {

/// Samples of everything, before more are taken of what matters: of many things more, or chance shows them too much alike.
constexpr double kFewestFirst = 8, kMostFirst = 48;
constexpr std::size_t kDocumentsEach = 64; ///< documents of tilesets read, of those equally deep
constexpr std::size_t kMostKept = 4096; ///< things of a kind that samples are drawn from
constexpr std::size_t kPlaces = 6; ///< where terrain that does not say how fine it is is looked at
constexpr std::uint64_t kMostVisited = 60'000; ///< tiles of terrain that are counted one by one
/// Samples are taken until the standard error of the size is this share of it, or for so long.
constexpr double kGoodShare = 0.015;
constexpr std::chrono::seconds kMostTime{12};
constexpr double kMarginErrors = 2; ///< standard errors of the margin that is told

using Clock = std::chrono::steady_clock;

/// Keeps some of many, each with the same chance, in their order.
template <typename T> class Reservoir {
public:
    explicit Reservoir(std::size_t most) : m_most(most) { }
    void add(T value, std::mt19937& random)
    {
        ++m_seen;
        if (m_kept.size() < m_most)
            m_kept.emplace_back(m_seen, std::move(value));
        else if (const auto at = std::uniform_int_distribution<std::uint64_t>(0, m_seen - 1)(random); at < m_most)
            m_kept[at] = {m_seen, std::move(value)};
    }
    [[nodiscard]] std::vector<T> takeKept()
    {
        std::sort(m_kept.begin(), m_kept.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<T> values;
        for (auto& [at, value] : std::exchange(m_kept, {}))
            values.push_back(std::move(value));
        return values;
    }
    [[nodiscard]] std::uint64_t seen() const { return m_seen; }

private:
    std::size_t m_most;
    std::uint64_t m_seen = 0;
    std::vector<std::pair<std::uint64_t, T>> m_kept;
};

class Estimator {
public:
    Estimator(TakeServices services, const Scene& scene, const TakeOptions& options, const std::stop_token& stop,
              const std::function<void(const TakeEstimate&)>& partly)
        : m_services(services)
        , m_scene(scene)
        , m_options(options)
        , m_stop(stop)
        , m_partly(partly)
        , m_fetch(services, options.inFlight, stop)
    { }

    Result<TakeEstimate> run()
    {
        for (const TakeLayer& layer : layersToTake(m_scene, m_options)) {
            if (!layer.isTaken())
                continue;
            m_estimate.layers.emplace_back();
            m_strata.emplace_back();
            m_made.push_back(0);
            TakeEstimate::Layer& estimate = m_estimate.layers.back();
            estimate.layer = layer;
            auto source = openLayer(m_scene, layer, m_options, packAddress("0"),
                                    [this](AssetRequest request) { return fetch(std::move(request)); });
            Result<void> done;
            if (!source)
                done = fail(std::move(source.error()));
            else if (source->imagery)
                done = lookAtPictures(*source);
            else if (!source->heights.empty())
                done = lookAtHeights(*source, estimate);
            else
                done = lookAtTileset(*source, estimate);
            if (m_stop.stop_requested())
                return fail(ErrorCode::Cancelled, layer.name, std::string());
            if (!done)
                estimate.error = done.error();
            if (source)
                for (const PackEntry& entry : source->documents)
                    m_made.back() += packBytesEach({static_cast<double>(entry.body->size())});
            sumUp();
        }
        m_estimate.isWhole = true;
        sumUp();
        takeMoreSamples();
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_scene.name, std::string());
        return m_estimate;
    }

private:
    std::vector<Stratum>& strata() { return m_strata.back(); }

    void sumUp()
    {
        m_estimate.requests = 0;
        m_estimate.bytes = 0;
        m_estimate.seconds = 0;
        m_estimate.marginBytes = 0;
        double variance = 0;
        for (std::size_t i = 0; i < m_estimate.layers.size(); ++i) {
            TakeEstimate::Layer& layer = m_estimate.layers[i];
            layer.bytes = m_made[i];
            layer.seconds = 0;
            double requests = 0;
            for (const Stratum& stratum : m_strata[i]) {
                requests += stratum.requests();
                layer.bytes += stratum.bytes();
                layer.seconds += stratum.seconds();
                variance += stratum.varianceWith(stratum.sampled());
            }
            layer.requests = static_cast<std::uint64_t>(std::llround(requests));
            m_estimate.requests += layer.requests;
            m_estimate.bytes += layer.bytes;
            m_estimate.seconds += layer.seconds;
        }
        m_estimate.marginBytes = kMarginErrors * std::sqrt(variance);
        if (m_partly)
            m_partly(m_estimate);
    }

    /// The layer whose size is known worst; nothing where all is known well enough, or has been asked for.
    [[nodiscard]] std::optional<std::size_t> worstKnown() const
    {
        std::optional<std::size_t> worst;
        double most = 0;
        for (std::size_t i = 0; i < m_strata.size(); ++i) {
            double variance = 0;
            for (const Stratum& stratum : m_strata[i])
                variance += stratum.isExhausted() ? 0 : stratum.varianceWith(stratum.sampled());
            if (variance > most) {
                most = variance;
                worst = i;
            }
        }
        return m_estimate.marginBytes > kMarginErrors * kGoodShare * m_estimate.bytes ? worst : std::nullopt;
    }

    /// Each where it tells most.
    void takeMoreSamples()
    {
        const auto begun = Clock::now();
        while (Clock::now() - begun < kMostTime && !m_stop.stop_requested()) {
            const auto worst = worstKnown();
            if (!worst)
                return;
            std::vector<Stratum>& strata = m_strata[*worst];
            std::vector<std::size_t> more(strata.size());
            for (std::size_t i = 0; i < 2 * m_fetch.inFlight(); ++i) { // fewer would tell little of the time
                std::size_t best = 0;
                double most = 0;
                for (std::size_t at = 0; at < strata.size(); ++at) {
                    const std::size_t samples = strata[at].sampled() + more[at];
                    const double gain = strata[at].isExhausted() || samples == 0
                        ? 0
                        : strata[at].varianceWith(samples) - strata[at].varianceWith(samples + 1);
                    if (gain > most) {
                        most = gain;
                        best = at;
                    }
                }
                if (most <= 0)
                    break;
                ++more[best];
            }
            if (!m_fetch.sample(strata, more))
                return; // nobody answers any more
            sumUp();
        }
    }

    Result<void> takeFirstSamples()
    {
        std::vector<std::size_t> first;
        for (const Stratum& stratum : strata())
            first.push_back(static_cast<std::size_t>(std::clamp(std::sqrt(stratum.count()), kFewestFirst, kMostFirst)));
        return m_fetch.sample(strata(), first);
    }

    Result<AssetResponse> fetch(AssetRequest request)
    {
        AssetWait wait;
        wait.stop = m_stop;
        return getAndWait(m_services.assets, std::move(request), wait);
    }

    Result<void> lookAtPictures(const LayerSource& source)
    {
        const auto created = AreaCells::create(m_options.area, *source.imagery);
        if (!created)
            return fail(created.error());
        const auto cells = std::make_shared<const AreaCells>(*created);
        const auto& pictures = source.imagery->source;
        for (int level = pictures->minLevel(); level <= source.finestPicture; ++level) {
            const std::uint64_t count = cells->count(level);
            const auto items = [cells, pictures, level, cache = source.cache,
                                nameOf = source.pictureName()](const std::vector<std::uint64_t>& numbers) {
                std::vector<TakeItem> made;
                for (const auto& [x, y] : cellsAt(*cells, level, numbers))
                    made.push_back(pictureItem(pictures, level, x, y, cache, nameOf));
                return made;
            };
            strata().emplace_back(static_cast<double>(count), count, items);
        }
        return takeFirstSamples();
    }

    /// Where the pictures are that these ascending numbers mean when they are counted row by row.
    static std::vector<std::pair<std::uint32_t, std::uint32_t>> cellsAt(const AreaCells& cells, int level,
                                                                        const std::vector<std::uint64_t>& numbers)
    {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
        const auto rows = cells.rows(level);
        std::uint64_t before = 0;
        std::size_t next = 0;
        for (std::uint64_t row = rows ? rows->first : 1; row <= (rows ? rows->second : 0) && next < numbers.size();
             ++row) {
            for (const auto& [from, to] : cells.columns(level, static_cast<std::uint32_t>(row))) {
                const std::uint64_t length = to - from + 1;
                for (; next < numbers.size() && numbers[next] < before + length; ++next)
                    places.emplace_back(static_cast<std::uint32_t>(from + (numbers[next] - before)),
                                        static_cast<std::uint32_t>(row));
                before += length;
            }
        }
        return places;
    }

    Result<void> lookAtHeights(const LayerSource& source, TakeEstimate::Layer& estimate)
    {
        for (const auto& heights : source.heights) {
            const int finest = source.finestOf(*heights);
            std::vector<TerrainTileId> tiles{{0, 0, 0}};
            if (heights->projection() == TerrainProjection::Geographic)
                tiles.push_back({0, 1, 0});
            double factor = 1; // so many stand behind each of those that are looked at
            std::vector<std::vector<TerrainTileId>> samples(static_cast<std::size_t>(finest) + 1);
            std::vector<double> counts(static_cast<std::size_t>(finest) + 1);
            int firstUnknown = -1;
            for (int level = 0; level <= finest && !tiles.empty(); ++level) {
                std::vector<TerrainTileId> below;
                Reservoir<TerrainTileId> some(kMostKept);
                for (const TerrainTileId& id : tiles) {
                    const Rectangle rectangle = terrainTileRectangle(id, heights->projection());
                    if (!m_options.area.touches(rectangle) || isBeside(*heights, rectangle))
                        continue;
                    const auto available = heights->isAvailable(id);
                    if (available != false) {
                        counts[static_cast<std::size_t>(level)] += factor;
                        some.add(id, m_random);
                        firstUnknown = !available && firstUnknown < 0 ? level : firstUnknown;
                    }
                    for (std::uint32_t i = 0; i < 4; ++i)
                        below.push_back({level + 1, id.x * 2 + i % 2, id.y * 2 + i / 2});
                }
                if (below.size() > kMostVisited) {
                    std::shuffle(below.begin(), below.end(), m_random);
                    factor *= static_cast<double>(below.size()) / (kMostVisited / 4.0);
                    below.resize(kMostVisited / 4);
                    estimate.isExact = false;
                }
                samples[static_cast<std::size_t>(level)] = some.takeKept();
                tiles = std::move(below);
            }
            if (firstUnknown >= 0) {
                estimate.isExact = false;
                limitToWhatIsThere(source, heights, static_cast<std::size_t>(firstUnknown), counts, samples);
            }
            for (std::size_t level = 0; level < counts.size(); ++level) {
                if (counts[level] < 0.5)
                    continue;
                const auto items = [ids = samples[level], heights, cache = source.cache,
                                    nameOf = source.heightsName()](const std::vector<std::uint64_t>& numbers) {
                    std::vector<TakeItem> made;
                    for (const std::uint64_t number : numbers)
                        made.push_back(heightsItem(heights, ids[number], cache, nameOf));
                    return made;
                };
                strata().emplace_back(counts[level], samples[level].size(), items);
            }
        }
        return takeFirstSamples();
    }

    static bool isBeside(const HeightSource& source, const Rectangle& tile)
    {
        const auto bounds = source.bounds();
        return bounds
            && !(bounds->west < tile.east && bounds->east > tile.west && bounds->south < tile.north
                 && bounds->north > tile.south);
    }

    /// Some places are followed down for as long as there are tiles, and the counts are cut back accordingly.
    void limitToWhatIsThere(const LayerSource& source, const std::shared_ptr<const HeightSource>& heights,
                            std::size_t from, std::vector<double>& counts,
                            std::vector<std::vector<TerrainTileId>>& samples)
    {
        std::vector<glm::dvec2> places;
        const Rectangle& bounds = m_options.area.bounds();
        std::uniform_real_distribution<double> unit(0, 1);
        for (int i = 0; i < 1000 && places.size() < kPlaces; ++i) {
            const glm::dvec2 place(bounds.west + (bounds.east - bounds.west) * unit(m_random),
                                   bounds.south + (bounds.north - bounds.south) * unit(m_random));
            if (m_options.area.contains(place.x, place.y))
                places.push_back(place);
        }
        const auto began = static_cast<double>(places.size());
        for (std::size_t level = from; level < counts.size(); ++level) {
            std::vector<TakeItem> items;
            std::vector<TerrainTileId> ids;
            for (const glm::dvec2& place : places) {
                ids.push_back(tileAt(*heights, place, static_cast<int>(level)));
                items.push_back(heightsItem(heights, ids.back(), source.cache, source.heightsName()));
            }
            const auto answers = m_fetch.fetch(std::move(items));
            std::vector<glm::dvec2> alive;
            samples[level].clear();
            for (std::size_t i = 0; i < answers.size(); ++i) {
                if (answers[i].response && !answers[i].response->body->empty()) {
                    alive.push_back(places[i]);
                    if (std::find(samples[level].begin(), samples[level].end(), ids[i]) == samples[level].end())
                        samples[level].push_back(ids[i]);
                }
            }
            // What is not there is asked for once, to find that out.
            counts[level] *= began > 0 ? static_cast<double>(places.size()) / began : 0;
            places = std::move(alive);
        }
    }

    static TerrainTileId tileAt(const HeightSource& source, const glm::dvec2& place, int level)
    {
        TerrainTileId id{0, source.projection() == TerrainProjection::Geographic && place.x >= 0 ? 1U : 0U, 0};
        while (id.level < level) {
            const Rectangle tile = terrainTileRectangle({id.level + 1, id.x * 2, id.y * 2}, source.projection());
            id = {id.level + 1, id.x * 2 + (place.x >= tile.east ? 1U : 0U),
                  id.y * 2 + (place.y >= tile.north ? 1U : 0U)};
        }
        return id;
    }

    /// Documents are read generation by generation, some of each; what the others hold is reckoned from these.
    Result<void> lookAtTileset(const LayerSource& source, TakeEstimate::Layer& estimate)
    {
        const auto walk = walkTileset(m_options.area, source.tilesetUrl, source.heightOffsetMeters,
                                      source.finestErrorMeters, source.cache);
        std::vector<TakeItem> documents;
        if (auto root = walk->next())
            documents.push_back(std::move(*root));
        double factor = 1;
        Result<void> result;
        for (int generation = 0; !documents.empty() && !m_stop.stop_requested(); ++generation) {
            const double documentCount = static_cast<double>(documents.size()) * factor;
            if (documents.size() > kDocumentsEach) {
                std::shuffle(documents.begin(), documents.end(), m_random);
                factor *= static_cast<double>(documents.size()) / kDocumentsEach;
                documents.resize(kDocumentsEach);
                estimate.isExact = false;
            }
            const auto answers = m_fetch.fetch(documents);
            std::map<int, Reservoir<TakeItem>> contents; // by how coarse they are: sizes go with that
            std::vector<TakeItem> next;
            std::vector<double> sizes;
            double seconds = 0;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                seconds += answers[i].seconds;
                if (!answers[i].response) {
                    if (generation == 0)
                        result = fail(answers[i].response.error());
                    continue;
                }
                const AssetResponse& response = *answers[i].response;
                sizes.push_back(static_cast<double>(response.body->size()));
                walk->arrived(documents[i], response, filesOf(documents[i], response));
                while (auto item = walk->next()) {
                    const std::string path = item->request.url.substr(0, item->request.url.find_first_of("?#"));
                    if (item->kind == TakeItem::Kind::Subtree || path.ends_with(".json")) {
                        next.push_back(std::move(*item));
                    } else {
                        walk->absent(*item); // not followed
                        const int coarse = item->errorMeters > 0 ? std::ilogb(item->errorMeters) : INT_MIN;
                        contents.try_emplace(coarse, kMostKept).first->second.add(std::move(*item), m_random);
                    }
                }
            }
            strata().push_back(Stratum::known(documentCount, std::move(sizes), seconds));
            for (auto& [coarse, some] : contents) {
                const double count = static_cast<double>(some.seen()) * factor;
                auto kept = some.takeKept();
                const std::uint64_t candidates = kept.size();
                strata().emplace_back(count, candidates,
                                      [kept = std::move(kept)](const std::vector<std::uint64_t>& numbers) {
                                          std::vector<TakeItem> chosen;
                                          for (const std::uint64_t number : numbers)
                                              chosen.push_back(kept[number]);
                                          return chosen;
                                      });
            }
            documents = std::move(next);
        }
        if (auto sampled = takeFirstSamples(); !sampled && result)
            result = std::move(sampled);
        return result;
    }

    /// What a document names and cannot be read without.
    tiles3d::ExternalBytes filesOf(const TakeItem& item, const AssetResponse& response)
    {
        tiles3d::ExternalBytes files;
        const auto named = item.kind == TakeItem::Kind::Subtree ? tiles3d::subtreeReferences(*response.body)
                                                                : tiles3d::tilesetReferences(*response.body);
        for (const std::string& written : named) {
            AssetRequest request;
            request.url = resolveUrl(response.url, written, true);
            request.referrer = response.url;
            request.cache = item.request.cache;
            if (auto file = fetch(std::move(request)))
                files[written] = file->body;
        }
        return files;
    }

    TakeServices m_services;
    const Scene& m_scene;
    const TakeOptions& m_options;
    std::stop_token m_stop;
    const std::function<void(const TakeEstimate&)>& m_partly;
    SampleFetch m_fetch;
    TakeEstimate m_estimate;
    std::vector<std::vector<Stratum>> m_strata; ///< of each layer
    std::vector<double> m_made; ///< bytes of documents that are made for the pack, of each layer
    std::mt19937 m_random{20261123}; // the same each time
};

} // namespace

Result<TakeEstimate> estimateTaking(TakeServices services, const Scene& scene, const TakeOptions& options,
                                    const std::stop_token& stop, const std::function<void(const TakeEstimate&)>& partly)
{
    if (auto checked = checkTakeOptions(scene, options); !checked)
        return fail(std::move(checked.error()));
    return Estimator(services, scene, options, stop, partly).run();
}

} // namespace guanjing::layers
