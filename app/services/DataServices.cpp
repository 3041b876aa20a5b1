#include "app/services/DataServices.h"

#include "app/services/DemoAddresses.h"
#include "geodata/core/Clock.h"
#include "geodata/core/TaskPool.h"
#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalNetwork.h"
#include "geodata/net/CachingAssetAccessor.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/PackageAssetAccessor.h"
#include "geodata/packs/PackAccessor.h"
#include "geodata/store/TileCache.h"

#include <mutex>

namespace guanjing::app {
namespace {

/// Failures of the cache come on its own threads.
struct Problems {
    std::mutex mutex;
    std::vector<Error> list;
};

TileCacheOptions cacheOptions(const DataServicesOptions& options, const std::shared_ptr<Problems>& problems)
{
    TileCacheOptions cache;
    cache.path = options.cacheDir + "/tiles.sqlite";
    if (options.cacheBytes > 0)
        cache.maxBytes = options.cacheBytes;
    cache.key = options.cacheKey;
    cache.off = options.cacheOff;
    cache.onProblem = [problems](const Error& error) {
        const std::lock_guard lock(problems->mutex);
        problems->list.push_back(error);
    };
    return cache;
}

CurlAccessorOptions networkOptions(const DataServicesOptions& options)
{
    CurlAccessorOptions network;
    network.access = options.access;
    return network;
}

} // namespace

// Destroyed from below: the workers stop first, then the accessors, the cache last.
struct DataServices::Impl {
    explicit Impl(const DataServicesOptions& options)
        : cache(cacheOptions(options, problems), &clock)
        , network(networkOptions(options))
        , packages(network)
        , assets(packages, cache, &clock)
    {
        assets.setOffline(options.offline);
        setGdalAccessor(&assets);
        setGdalOffline(options.offline);
    }

    std::shared_ptr<Problems> problems = std::make_shared<Problems>();
    SystemClock clock;
    TileCache cache;
    CurlAssetAccessor network;
    PackageAssetAccessor packages;
    CachingAssetAccessor assets;
    PackAccessor packs{assets};
    TaskPool tasks;
};

DataServices::DataServices(const DataServicesOptions& options) : m_impl(std::make_unique<Impl>(options)) { }

DataServices::~DataServices()
{
    setGdalAccessor(nullptr); // who reads still waits no longer
}

AssetAccessor& DataServices::assets() { return m_impl->packs; }
PackAccessor& DataServices::packs() { return m_impl->packs; }
TaskPool& DataServices::tasks() { return m_impl->tasks; }
const Clock& DataServices::clock() const { return m_impl->clock; }
AssetStatistics DataServices::statistics() const { return m_impl->packs.statistics(); }

std::uint64_t DataServices::cachedBytes() const { return m_impl->cache.statistics().bytesOnDisk; }
void DataServices::clearCache() { m_impl->cache.clear(); }

bool DataServices::isOffline() const { return m_impl->assets.isOffline(); }
void DataServices::setDemoBase(const std::string& base) { m_impl->assets.setAlias(base, kDemoPlaceholder); }

std::vector<Error> DataServices::problems() const
{
    const std::lock_guard lock(m_impl->problems->mutex);
    return m_impl->problems->list;
}

} // namespace guanjing::app
