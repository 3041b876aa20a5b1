// Writing and reading cached tiles of 64 KB: what the cache costs on its own threads, and what its caller feels.
#include "geodata/store/TileCache.h"
#include "tests/bench/Bench.h"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <string>

using namespace guanjing;

namespace {

constexpr int kTiles = 1000;
constexpr std::size_t kTileBytes = 64 * 1024;

struct Counting final : CacheLookup {
    [[nodiscard]] bool isWanted() const override { return true; }
    void found(CacheEntryPtr entry) override
    {
        hits += entry && entry->body->size() == kTileBytes ? 1 : 0;
        const std::lock_guard lock(mutex);
        if (++answered == kTiles)
            done.notify_one();
    }
    void wait()
    {
        std::unique_lock lock(mutex);
        done.wait(lock, [&] { return answered == kTiles; });
    }
    std::atomic<int> hits{0};
    int answered = 0;
    std::mutex mutex;
    std::condition_variable done;
};

CacheEntryPtr tile(int index)
{
    auto entry = std::make_shared<CacheEntry>();
    entry->key = "http://127.0.0.1:8080/tiles/14/" + std::to_string(index) + "/7000.jpg";
    entry->url = entry->key;
    entry->headers = {{"Content-Type", "image/jpeg"}, {"ETag", "\"abcdef0123456789\""}};
    entry->body = std::make_shared<const Bytes>(kTileBytes, static_cast<std::uint8_t>(index));
    return entry;
}

} // namespace

int main()
{
    const auto folder = std::filesystem::temp_directory_path() / "guanjing-bench-cache";
    std::filesystem::remove_all(folder);
    TileCacheOptions options;
    options.path = (folder / "tiles.db").string();
    options.pendingBytes = 128u << 20;
    std::vector<CacheEntryPtr> tiles;
    tiles.reserve(kTiles);
    for (int i = 0; i < kTiles; ++i)
        tiles.push_back(tile(i));
    {
        TileCache cache(options);
        cache.flush();
        const auto start = std::chrono::steady_clock::now();
        for (const CacheEntryPtr& entry : tiles)
            cache.store(entry);
        const auto stored = std::chrono::steady_clock::now();
        cache.flush();
        const auto flushed = std::chrono::steady_clock::now();
        using Micro = std::chrono::duration<double, std::micro>;
        bench::report("store, as the caller feels it, per tile", Micro(stored - start).count() / kTiles, "us");
        bench::report("store, until it is on disk, per tile", Micro(flushed - stored).count() / kTiles, "us");
    }
    TileCache cache(options);
    cache.flush();
    const auto readAll = [&](const char* suffix) {
        const auto counting = std::make_shared<Counting>();
        for (const CacheEntryPtr& entry : tiles)
            cache.lookup(entry->key + suffix, 0, counting);
        counting->wait();
        return counting->hits.load();
    };
    int hits = 0;
    bench::report("read, per tile", bench::medianMilliseconds(5, [&] { hits = readAll(""); }) * 1000 / kTiles, "us");
    bench::report("of 1000 tiles found", hits, "tiles");
    bench::report("not there, per lookup", bench::medianMilliseconds(5, [&] { hits = readAll("x"); }) * 1000 / kTiles,
                  "us");
    bench::report("file for 65.5 MB of tiles", static_cast<double>(cache.statistics().bytesOnDisk) * 1e-6, "MB");
    std::filesystem::remove_all(folder);
    return 0;
}
