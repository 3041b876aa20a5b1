#include "app/cli/CommandServices.h"

#include "app/cli/Options.h"
#include "app/services/CacheProtection.h"
#include "geodata/net/NetworkAccess.h"

namespace guanjing::app {

namespace {

DataServicesOptions servicesOf(const Options& options, NetworkSetup& network)
{
    const CacheChoice cache =
        chooseCache(options.cacheDir, options.usesUsualCache, options.cacheKey, network.keychain());
    return {options.cacheDir.toStdString(), options.offline, 0, cache.key, cache.off, network.access()};
}

} // namespace

CommandServices::CommandServices(const Options& options)
    : m_network(options.network), m_data(servicesOf(options, m_network))
{ }

void CommandServices::use(const layers::Scene& scene) { m_network.access()->setSources(loginsOf(scene)); }

} // namespace guanjing::app
