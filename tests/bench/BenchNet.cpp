// Getting 1,000 files of 70 KB over loopback, without and with a cache; the server runs in this process, on other
// threads.
#include "geodata/net/CachingAssetAccessor.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/store/TileCache.h"
#include "tests/LoopbackServer.h"
#include "tests/bench/Bench.h"

#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>

using namespace guanjing;

namespace {

constexpr int kFiles = 1000;

void fetchAll(AssetAccessor& accessor, const std::string& base)
{
    std::mutex mutex;
    std::condition_variable changed;
    int left = kFiles;
    std::vector<AssetHandle> handles;
    handles.reserve(kFiles);
    for (int i = 0; i < kFiles; ++i) {
        AssetRequest request;
        request.url = base + std::to_string(i);
        handles.push_back(accessor.get(std::move(request), [&](Result<AssetResponse> answer) {
            if (!answer || answer->body->size() != 70'000)
                std::abort();
            const std::lock_guard lock(mutex);
            if (--left == 0)
                changed.notify_one();
        }));
    }
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return left == 0; });
}

// A cold view has an empty cache to look into and then to fill; a warm one finds everything.
void measureWithCache(const std::string& base)
{
    const auto folder = std::filesystem::temp_directory_path() / "guanjing-bench-net";
    std::vector<double> cold, warm;
    for (int round = 0; round < 5; ++round) {
        std::filesystem::remove_all(folder);
        TileCacheOptions options;
        options.path = (folder / "tiles.db").string();
        options.pendingBytes = 128u << 20;
        const auto timed = [&](std::vector<double>& times) {
            CurlAssetAccessor network;
            TileCache cache(options);
            cache.flush();
            CachingAssetAccessor accessor(network, cache);
            const auto start = std::chrono::steady_clock::now();
            fetchAll(accessor, base);
            times.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        };
        timed(cold);
        timed(warm);
    }
    std::filesystem::remove_all(folder);
    std::sort(cold.begin(), cold.end());
    std::sort(warm.begin(), warm.end());
    bench::report("1000 files of 70 KB, 64 in flight, cold cache", cold[cold.size() / 2], "ms");
    bench::report("1000 files of 70 KB, from a warm cache", warm[warm.size() / 2], "ms");
}

double cpuSeconds(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

int main()
{
    const std::string body(70'000, 'x');
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                             "70000\r\nCache-Control: max-age=9999\r\nETag: \"1\"\r\n\r\n";
    test::LoopbackServer server([&](const std::string&) {
        test::LoopbackServer::Answer answer;
        answer.bytes = head;
        answer.shared = &body;
        return answer;
    });
    for (const int inFlight : {6, 20, 64}) {
        CurlAccessorOptions options;
        options.maxInFlight = inFlight;
        CurlAssetAccessor accessor(options);
        const std::string base = server.url("/tile/");
        const double before = cpuSeconds(RUSAGE_SELF);
        const double ms = bench::medianMilliseconds(5, [&] { fetchAll(accessor, base); });
        const double cpuMs = (cpuSeconds(RUSAGE_SELF) - before) * 1000 / 6;
        const std::string name = "1000 files of 70 KB, " + std::to_string(inFlight) + " in flight";
        bench::report(name.c_str(), ms, "ms");
        bench::report((name + ", CPU of client and server").c_str(), cpuMs, "ms");
    }
    measureWithCache(server.url("/tile/"));
    return 0;
}
