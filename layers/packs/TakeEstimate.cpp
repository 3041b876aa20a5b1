// How much there is to take: counted where that is cheap, else reckoned from samples.
#include "geodata/core/TaskPool.h"
#include "geodata/net/AssetWait.h"
#include "geodata/net/Url.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/tiles3d/Subtree.h"
#include "layers/packs/LayerSource.h"
#include "layers/packs/PackScene.h"
#include "layers/packs/TakeRun.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace guanjing::layers {
namespace {

constexpr std::size_t kPicturesEach = 5; ///< samples of a level
constexpr std::size_t kDocumentsEach = 16; ///< documents of tilesets read, of those equally deep
constexpr std::size_t kContentsEach = 10;
constexpr std::size_t kPlaces = 6; ///< where terrain that does not say how fine it is is looked at
constexpr std::uint64_t kMostVisited = 60'000; ///< tiles of terrain that are counted one by one
constexpr double kEntryBytes = 250; ///< of a pack for each entry beside its body
constexpr std::size_t kLeastOfBatch = 12;

using Clock = std::chrono::steady_clock;

/// Keeps some of many, each with the same chance.
template <typename T> class Reservoir {
public:
    explicit Reservoir(std::size_t most) : m_most(most) { }
    void add(T value, std::mt19937& random)
    {
        ++m_seen;
        if (m_kept.size() < m_most)
            m_kept.push_back(std::move(value));
        else if (const auto at = std::uniform_int_distribution<std::uint64_t>(0, m_seen - 1)(random); at < m_most)
            m_kept[at] = std::move(value);
    }
    [[nodiscard]] std::vector<T>& kept() { return m_kept; }
    [[nodiscard]] std::uint64_t seen() const { return m_seen; }

private:
    std::size_t m_most;
    std::uint64_t m_seen = 0;
    std::vector<T> m_kept;
};

class Estimator {
public:
    Estimator(TakeServices services, const Scene& scene, const TakeOptions& options, const std::stop_token& stop,
              const std::function<void(const TakeEstimate&)>& partly)
        : m_services(services), m_scene(scene), m_options(options), m_stop(stop), m_partly(partly)
    { }

    Result<TakeEstimate> run()
    {
        for (const TakeLayer& layer : layersToTake(m_scene, m_options)) {
            if (!layer.isTaken())
                continue;
            TakeEstimate::Layer estimate;
            estimate.layer = layer;
            auto source = openLayer(m_scene, layer, m_options, packAddress("0"),
                                    [this](AssetRequest request) { return fetch(std::move(request)); });
            Result<void> done;
            if (!source)
                done = fail(std::move(source.error()));
            else if (source->imagery)
                done = lookAtPictures(*source, estimate);
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
                    estimate.bytes += static_cast<double>(entry.body->size());
            for (const TakeEstimate::Level& level : estimate.levels) {
                estimate.requests += level.requests;
                estimate.bytes += static_cast<double>(level.requests) * (level.bytesEach + kEntryBytes);
            }
            m_estimate.layers.push_back(std::move(estimate));
            sumUp();
            if (m_partly)
                m_partly(m_estimate);
        }
        return m_estimate;
    }

private:
    void sumUp()
    {
        m_estimate.requests = 0;
        m_estimate.bytes = 0;
        for (const TakeEstimate::Layer& layer : m_estimate.layers) {
            m_estimate.requests += layer.requests;
            m_estimate.bytes += layer.bytes;
        }
        m_estimate.seconds = 0;
        if (const double perSecond = m_requestsPerSecond > 0 ? m_requestsPerSecond : m_fewPerSecond; perSecond > 0)
            m_estimate.seconds = static_cast<double>(m_estimate.requests) / perSecond;
        if (m_bytesPerSecond > 0)
            m_estimate.seconds = std::max(m_estimate.seconds, m_estimate.bytes / m_bytesPerSecond);
    }

    Result<AssetResponse> fetch(AssetRequest request)
    {
        AssetWait wait;
        wait.stop = m_stop;
        return getAndWait(m_services.assets, std::move(request), wait);
    }

    /// All of them, many at once; those that failed as their error.
    std::vector<Result<AssetResponse>> fetchAll(std::vector<TakeItem> items)
    {
        std::vector<Result<AssetResponse>> answers(items.size(), fail(ErrorCode::Cancelled, {}, std::string()));
        const auto inbox = std::make_shared<TakeInbox>();
        const std::stop_callback onStop(m_stop, [inbox] { inbox->wake(); });
        std::map<std::uint64_t, AssetHandle> active;
        std::size_t next = 0;
        const auto begun = Clock::now();
        double bytes = 0;
        const auto most = static_cast<std::size_t>(std::max(m_options.inFlight, 1));
        while ((next < items.size() || !active.empty()) && !m_stop.stop_requested()) {
            while (next < items.size() && active.size() < most) {
                const std::size_t id = next++;
                AssetHandle& handle = active[id];
                if (items[id].make)
                    m_services.tasks.post([inbox, id, make = std::move(items[id].make)] {
                        auto made = make();
                        AssetResponse response;
                        response.status = 200;
                        if (made)
                            response.body = std::make_shared<const Bytes>(std::move(*made));
                        inbox->post(id,
                                    made ? Result<AssetResponse>(std::move(response))
                                         : Result<AssetResponse>(fail(std::move(made.error()))));
                    });
                else
                    handle = m_services.assets.get(items[id].request, [inbox, id](Result<AssetResponse> answer) {
                        inbox->post(id, std::move(answer));
                    });
            }
            std::deque<TakeInbox::Letter> letters;
            {
                std::unique_lock lock(inbox->mutex);
                inbox->arrived.wait(lock, [&] { return !inbox->letters.empty() || inbox->isWoken; });
                letters.swap(inbox->letters);
            }
            for (TakeInbox::Letter& letter : letters) {
                active.erase(letter.item);
                bytes += letter.answer ? static_cast<double>(letter.answer->body->size()) : 0;
                answers[letter.item] = std::move(letter.answer);
            }
        }
        const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
        if (items.size() >= kLeastOfBatch && seconds > 0) {
            // All of them together: the quickest batch would promise what a server cannot keep.
            m_batchRequests += static_cast<double>(items.size());
            m_batchBytes += bytes;
            m_batchSeconds += seconds;
            m_requestsPerSecond = m_batchRequests / m_batchSeconds;
            m_bytesPerSecond = m_batchBytes / m_batchSeconds;
        } else if (m_requestsPerSecond <= 0 && !items.empty() && seconds > 0) {
            m_fewPerSecond = static_cast<double>(items.size()) / seconds;
        }
        return answers;
    }

    /// Bytes of an answer; nothing where there is none to go by.
    static std::optional<double> sizeOf(const Result<AssetResponse>& answer)
    {
        if (answer)
            return static_cast<double>(answer->body->size());
        return answer.error().code == ErrorCode::NotFound ? std::optional(0.0) : std::nullopt;
    }

    Result<void> lookAtPictures(const LayerSource& source, TakeEstimate::Layer& estimate)
    {
        const auto cells = AreaCells::create(m_options.area, *source.imagery);
        if (!cells)
            return fail(cells.error());
        const auto& pictures = source.imagery->source;
        std::vector<TakeItem> items;
        std::vector<std::size_t> levelOf;
        for (int level = pictures->minLevel(); level <= source.finestPicture; ++level) {
            TakeEstimate::Level counted;
            const std::string& id = pictures->grid().levels[static_cast<std::size_t>(level)].id;
            counted.level = id.empty() || id.find_first_not_of("0123456789") != std::string::npos || id.size() > 8
                ? level
                : std::stoi(id);
            counted.requests = cells->count(level);
            std::vector<std::uint64_t> chosen;
            for (std::size_t i = 0; i < kPicturesEach && i < counted.requests; ++i)
                chosen.push_back(counted.requests <= kPicturesEach
                                     ? i
                                     : std::uniform_int_distribution<std::uint64_t>(0, counted.requests - 1)(m_random));
            std::sort(chosen.begin(), chosen.end());
            for (const auto& [x, y] : cellsAt(*cells, level, chosen)) {
                items.push_back(pictureItem(pictures, level, x, y, source.cache, source.pictureName()));
                levelOf.push_back(estimate.levels.size());
            }
            estimate.levels.push_back(counted);
        }
        const auto answers = fetchAll(std::move(items));
        std::vector<std::pair<double, int>> sums(estimate.levels.size());
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (const auto size = sizeOf(answers[i])) {
                sums[levelOf[i]].first += *size;
                ++sums[levelOf[i]].second;
            }
        }
        for (std::size_t i = 0; i < sums.size(); ++i)
            if (sums[i].second > 0)
                estimate.levels[i].bytesEach = sums[i].first / sums[i].second;
        return firstFailure(answers);
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

    /// Only where nothing else was to be had.
    static Result<void> firstFailure(const std::vector<Result<AssetResponse>>& answers)
    {
        const Error* first = nullptr;
        for (const auto& answer : answers) {
            if (answer || answer.error().code == ErrorCode::NotFound)
                return {};
            first = first ? first : &answer.error();
        }
        return first ? Result<void>(fail(*first)) : Result<void>();
    }

    struct HeightCount {
        std::uint64_t known = 0, unknown = 0;
        double factor = 1;
        Reservoir<TerrainTileId> some{kPicturesEach};
    };

    Result<void> lookAtHeights(const LayerSource& source, TakeEstimate::Layer& estimate)
    {
        Result<void> result;
        for (const auto& heights : source.heights) {
            const int finest = source.finestOf(*heights);
            std::vector<TerrainTileId> tiles{{0, 0, 0}};
            if (heights->projection() == TerrainProjection::Geographic)
                tiles.push_back({0, 1, 0});
            double factor = 1; // so many stand behind each of those that are looked at
            std::vector<std::pair<int, TerrainTileId>> samples;
            const std::size_t firstLevel = estimate.levels.size();
            std::vector<double> counts(static_cast<std::size_t>(finest) + 1);
            int firstUnknown = -1;
            for (int level = 0; level <= finest && !tiles.empty(); ++level) {
                std::vector<TerrainTileId> below;
                Reservoir<TerrainTileId> some(kPicturesEach);
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
                if (counts[static_cast<std::size_t>(level)] > 0)
                    for (const TerrainTileId& id : some.kept())
                        samples.emplace_back(level, id);
                tiles = std::move(below);
            }
            if (firstUnknown >= 0) {
                estimate.isExact = false;
                limitToWhatIsThere(source, heights, firstUnknown, counts, samples);
            }
            std::vector<TakeItem> items;
            for (const auto& [level, id] : samples)
                items.push_back(heightsItem(heights, id, source.cache, source.heightsName()));
            const auto answers = fetchAll(std::move(items));
            std::map<int, std::pair<double, int>> sums;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                if (const auto size = sizeOf(answers[i])) {
                    sums[samples[i].first].first += *size;
                    ++sums[samples[i].first].second;
                }
            }
            for (int level = 0; level <= finest; ++level) {
                const double count = counts[static_cast<std::size_t>(level)];
                if (count < 0.5)
                    continue;
                TakeEstimate::Level entry;
                entry.level = level;
                entry.requests = static_cast<std::uint64_t>(std::llround(count));
                if (const auto found = sums.find(level); found != sums.end() && found->second.second > 0)
                    entry.bytesEach = found->second.first / found->second.second;
                estimate.levels.push_back(entry);
            }
            if (firstLevel == 0)
                result = firstFailure(answers);
        }
        return result;
    }

    static bool isBeside(const HeightSource& source, const Rectangle& tile)
    {
        const auto bounds = source.bounds();
        return bounds
            && !(bounds->west < tile.east && bounds->east > tile.west && bounds->south < tile.north
                 && bounds->north > tile.south);
    }

    /// Some places are followed down for as long as there are tiles, and the counts are cut back accordingly.
    void limitToWhatIsThere(const LayerSource& source, const std::shared_ptr<const HeightSource>& heights, int from,
                            std::vector<double>& counts, std::vector<std::pair<int, TerrainTileId>>& samples)
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
        std::erase_if(samples, [&](const auto& sample) { return sample.first >= from; });
        for (std::size_t level = static_cast<std::size_t>(from); level < counts.size(); ++level) {
            std::vector<TakeItem> items;
            std::vector<TerrainTileId> ids;
            for (const glm::dvec2& place : places) {
                ids.push_back(tileAt(*heights, place, static_cast<int>(level)));
                items.push_back(heightsItem(heights, ids.back(), source.cache, source.heightsName()));
            }
            const auto answers = fetchAll(std::move(items));
            std::vector<glm::dvec2> alive;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                if (answers[i] && !answers[i]->body->empty()) {
                    alive.push_back(places[i]);
                    samples.emplace_back(static_cast<int>(level), ids[i]);
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
        double documentCount = 1, factor = 1;
        Result<void> result;
        for (int generation = 0; !documents.empty() && !m_stop.stop_requested(); ++generation) {
            if (documents.size() > kDocumentsEach) {
                std::shuffle(documents.begin(), documents.end(), m_random);
                factor *= static_cast<double>(documents.size()) / kDocumentsEach;
                documents.resize(kDocumentsEach);
                estimate.isExact = false;
            }
            const auto answers = fetchAll(documents);
            double documentBytes = 0;
            Reservoir<TakeItem> contents(kContentsEach);
            std::vector<TakeItem> next;
            std::size_t read = 0;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                if (!answers[i]) {
                    if (generation == 0)
                        result = fail(answers[i].error());
                    continue;
                }
                ++read;
                documentBytes += static_cast<double>(answers[i]->body->size());
                walk->arrived(documents[i], *answers[i], filesOf(documents[i], *answers[i]));
                while (auto item = walk->next()) {
                    const std::string path = item->request.url.substr(0, item->request.url.find_first_of("?#"));
                    if (item->kind == TakeItem::Kind::Subtree || path.ends_with(".json")) {
                        next.push_back(std::move(*item));
                    } else {
                        walk->absent(*item); // not followed
                        contents.add(std::move(*item), m_random);
                    }
                }
            }
            const auto sampled = fetchAll(contents.kept());
            double contentBytes = 0, counted = 0;
            for (const auto& answer : sampled) {
                if (const auto size = sizeOf(answer)) {
                    contentBytes += *size;
                    ++counted;
                }
            }
            TakeEstimate::Level level;
            level.level = generation;
            const double contentCount = static_cast<double>(contents.seen()) * factor;
            const double all = documentCount + contentCount;
            level.requests = static_cast<std::uint64_t>(std::llround(all));
            level.bytesEach = all > 0 ? (documentCount * documentBytes / std::max<double>(1, static_cast<double>(read))
                                         + (counted > 0 ? contentCount * contentBytes / counted : 0))
                    / all
                                      : 0;
            estimate.levels.push_back(level);
            documentCount = static_cast<double>(next.size()) * factor;
            documents = std::move(next);
        }
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
    TakeEstimate m_estimate;
    std::mt19937 m_random{20261123}; // the same each time
    double m_batchRequests = 0, m_batchBytes = 0, m_batchSeconds = 0; ///< of the batches large enough to go by
    double m_requestsPerSecond = 0, m_bytesPerSecond = 0, m_fewPerSecond = 0;
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
