#pragma once

#include "app/panels/AreaChooser.h"

#include <QObject>
#include <QPointer>

#include <stop_token>

namespace guanjing::app {

class AreaTool;
class CityWidget;
class ViewerSession;

/// Serves the AreaChooser of one dialog: draws in the picture, reads files of polygons and the demo city's towns on a worker.
/// Belongs to the dialog. GUI thread.
class AreaService : public QObject {
    Q_OBJECT

public:
    AreaService(AreaChooser& chooser, ViewerSession& session, CityWidget& city, QObject* parent);
    ~AreaService() override;

private:
    void readFile(const QString& path);
    void fetchTowns();

    AreaChooser& m_chooser;
    ViewerSession& m_session;
    AreaTool* m_tool;
    std::stop_source m_stop;
};

} // namespace guanjing::app
