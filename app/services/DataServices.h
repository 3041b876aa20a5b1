#pragma once

#include "geodata/core/Error.h"
#include "geodata/net/AssetAccessor.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guanjing {
class Clock;
class NetworkAccess;
class PackAccessor;
class TaskPool;
struct StoreKey;
} // namespace guanjing

namespace guanjing::app {

struct DataServicesOptions {
    std::string cacheDir;
    bool offline = false;
    std::uint64_t cacheBytes = 0; ///< most on disk; 0: as usual
    std::shared_ptr<const StoreKey> cacheKey = nullptr; ///< what is kept is encrypted with it; null: it is not
    std::optional<Error> cacheOff = std::nullopt; ///< set: nothing is kept, for this reason
    std::shared_ptr<NetworkAccess> access = nullptr; ///< proxies, certificates, logins; null: the environment's proxy
};

/// What every way of running needs of geodata/: the clock, the workers, and bytes by URL through the cache. A cache that
/// cannot be opened is told in problems() and done without. Made and destroyed on one thread; whoever uses assets() or
/// tasks() must be gone before.
class DataServices {
public:
    explicit DataServices(const DataServicesOptions& options);
    ~DataServices();
    DataServices(const DataServices&) = delete;
    DataServices& operator=(const DataServices&) = delete;

    [[nodiscard]] AssetAccessor& assets();
    /// The same, which answers from open packs.
    [[nodiscard]] PackAccessor& packs();
    [[nodiscard]] TaskPool& tasks();
    [[nodiscard]] const Clock& clock() const;
    /// Requests and bytes that reached a server or the file system, and cache hits.
    [[nodiscard]] AssetStatistics statistics() const;
    /// What is wrong with the cache so far. Any thread.
    [[nodiscard]] std::vector<Error> problems() const;
    /// Bytes of the cache on disk.
    [[nodiscard]] std::uint64_t cachedBytes() const;
    void clearCache();
    [[nodiscard]] bool isOffline() const;
    /// Where the demo platform is served now: what comes from there is kept and found by its demo: address. Any thread.
    void setDemoBase(const std::string& base);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing::app
