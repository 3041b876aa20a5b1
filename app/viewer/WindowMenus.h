#pragma once

#include "layers/scene/Scene.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <vector>

class QDockWidget;
class QMainWindow;
class QMenu;
class QToolBar;
class QWidget;

namespace guanjing::app {

class SunPanel;
class ViewerActions;

/// Menu bar and toolbar of the window, and the sun's popover below its button.
class WindowMenus : public QObject {
    Q_OBJECT

public:
    WindowMenus(QMainWindow& window, ViewerActions& actions, const QList<QDockWidget*>& docks, SunPanel& sun);

    [[nodiscard]] QToolBar* toolBar() { return m_toolBar; }
    void setRecent(const QStringList& paths);
    void setViewpoints(const std::vector<layers::Viewpoint>& viewpoints);
    /// Below its button, or over `fallback` while the toolbar is hidden.
    void showSun(QWidget& fallback);
    void retranslate();

signals:
    void recentChosen(const QString& path);
    void viewpointChosen(const guanjing::layers::Viewpoint& viewpoint);
    void placesMenuOpens();

private:
    QMenu* addMenu(QMenu* parent, const char* name);
    void buildToolBar();

    QMainWindow& m_window;
    ViewerActions& m_actions;
    QMenu *m_file, *m_recent, *m_edit, *m_view, *m_panels, *m_compare, *m_shadows, *m_layers, *m_places, *m_tools,
        *m_theme, *m_language, *m_help;
    QMenu* m_sun;
    QToolBar* m_toolBar = nullptr;
};

} // namespace guanjing::app
