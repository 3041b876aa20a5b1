#include "app/viewer/ViewerSession.h"

namespace guanjing::app {

ViewerSession::ViewerSession(const ViewerOptions& options, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_services({options.cacheDir.toStdString(), options.offline,
                  static_cast<std::uint64_t>(m_settings.loading().cacheMebibytes) << 20, options.cacheKey})
    , m_demo(m_services)
{ }

ViewerSession::~ViewerSession() = default;

} // namespace guanjing::app
