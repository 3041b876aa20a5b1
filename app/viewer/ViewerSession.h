#pragma once

#include "app/panels/SceneDocument.h"
#include "app/services/CacheProtection.h"
#include "app/services/DataServices.h"
#include "app/services/DemoPlatform.h"
#include "app/services/QtTextRasterizer.h"
#include "app/viewer/Settings.h"
#include "app/viewer/Viewer.h"

#include <QObject>

namespace guanjing::app {

/// What lives as long as the program runs, longer than any window: data services, the document with its history, the demo
/// platform's process, settings. Made and destroyed on the GUI thread; widgets go first.
class ViewerSession : public QObject {
    Q_OBJECT

public:
    explicit ViewerSession(const ViewerOptions& options, QObject* parent = nullptr);
    ~ViewerSession() override;

    [[nodiscard]] const ViewerOptions& options() const { return m_options; }
    [[nodiscard]] NetworkSetup& network() { return m_network; }
    /// Whether pictures of the city may lie on the disk openly.
    [[nodiscard]] bool keepsOpenly() const { return !m_cache.key && !m_cache.off; }
    [[nodiscard]] DataServices& services() { return m_services; }
    [[nodiscard]] SceneDocument& document() { return m_document; }
    [[nodiscard]] DemoPlatform& demo() { return m_demo; }
    [[nodiscard]] QtTextRasterizer& text() { return m_text; }
    [[nodiscard]] Settings& settings() { return m_settings; }

private:
    ViewerOptions m_options;
    Settings m_settings;
    NetworkSetup m_network;
    const CacheChoice m_cache;
    DataServices m_services;
    DemoPlatform m_demo;
    QtTextRasterizer m_text;
    SceneDocument m_document;
};

} // namespace guanjing::app
