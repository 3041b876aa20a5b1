#include "app/viewer/ViewerSession.h"

#include "app/viewer/CacheOpening.h"

namespace guanjing::app {

ViewerSession::ViewerSession(const ViewerOptions& options, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_network(options.network)
    , m_cache(openCacheForWindow(options, m_network.keychain()))
    , m_services({options.cacheDir.toStdString(), options.offline,
                  static_cast<std::uint64_t>(m_settings.loading().cacheMebibytes) << 20, m_cache.key, m_cache.off,
                  m_network.access()})
    , m_demo(m_services)
{ }

ViewerSession::~ViewerSession() = default;

} // namespace guanjing::app
