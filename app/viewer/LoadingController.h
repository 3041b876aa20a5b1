#pragma once

#include <QObject>

namespace guanjing::app {

class CityWidget;
class ViewerActions;
class ViewerSession;

/// Settings of loading: asked in a dialog, in force at once, remembered. GUI thread.
class LoadingController : public QObject {
    Q_OBJECT

public:
    LoadingController(ViewerSession& session, CityWidget& city, ViewerActions& actions, QWidget& window);

private:
    void open();

    ViewerSession& m_session;
    CityWidget& m_city;
    QWidget& m_window;
};

} // namespace guanjing::app
