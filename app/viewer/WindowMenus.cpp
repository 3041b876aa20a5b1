#include "app/viewer/WindowMenus.h"

#include "app/panels/SunPanel.h"
#include "app/viewer/ViewerActions.h"

#include <QAction>
#include <QDockWidget>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QWidgetAction>

namespace guanjing::app {

WindowMenus::WindowMenus(QMainWindow& window, ViewerActions& actions, const QList<QDockWidget*>& docks, SunPanel& sun)
    : QObject(&window), m_window(window), m_actions(actions)
{
    ViewerActions& a = actions;
    m_file = addMenu(nullptr, "fileMenu");
    m_file->addActions({a.newScene, a.openScene});
    m_recent = addMenu(m_file, "recentMenu");
    m_file->addAction(a.openDemo);
    m_file->addSeparator();
    m_file->addActions({a.saveScene, a.saveSceneAs});
    m_file->addSeparator();
    m_file->addAction(a.addData);
    m_file->addSeparator();
    m_file->addActions({a.takeAlong, a.exportImagery});
    m_file->addSeparator();
    m_file->addActions({a.copyPicture, a.savePicture, a.printPdf});
    m_file->addSeparator();
    m_file->addAction(a.quit);

    m_edit = addMenu(nullptr, "editMenu");
    m_edit->addActions({a.undo, a.redo});

    m_view = addMenu(nullptr, "viewMenu");
    m_view->addActions({a.home, a.northUp, a.mapMode});
    m_view->addSeparator();
    m_view->addActions({a.zoomIn, a.zoomOut, a.viewBack, a.viewForward});
    m_view->addSeparator();
    m_compare = addMenu(m_view, "compareMenu");
    m_compare->addActions({a.compareSwipe, a.compareTwo, a.compareThree, a.compareFour});
    m_view->addActions({a.timeBar, a.earlierDate, a.laterDate});
    m_view->addSeparator();
    m_view->addActions({a.labels, a.placeNames});
    m_shadows = addMenu(m_view, "shadowsMenu");
    m_shadows->addActions({a.shadowsOff, a.shadowsAutomatic, a.shadowsOn});
    m_panels = addMenu(m_view, "panelsMenu");
    for (QDockWidget* dock : docks)
        m_panels->addAction(dock->toggleViewAction());
    m_view->addActions({a.hidePanels, a.fullScreen});

    m_layers = addMenu(nullptr, "layersMenu");
    m_layers->addActions({a.addData, a.clipPolygon, a.clipBox});
    m_layers->addSeparator();
    m_layers->addActions({a.zoomToLayer, a.layerStyle, a.layerProperties, a.layerMessages});
    m_layers->addSeparator();
    m_layers->addActions({a.raiseLayer, a.lowerLayer, a.renameLayer, a.removeLayer});

    m_places = addMenu(nullptr, "placesMenu");
    setViewpoints({});
    connect(m_places, &QMenu::aboutToShow, this, &WindowMenus::placesMenuOpens);

    m_tools = addMenu(nullptr, "toolsMenu");
    m_tools->addActions({a.sun, a.antialiasing, a.loading, a.network, a.protection});
    m_tools->addSeparator();
    m_theme = addMenu(m_tools, "themeMenu");
    m_theme->addActions({a.lightTheme, a.darkTheme});
    m_language = addMenu(m_tools, "languageMenu");
    m_language->addActions({a.chinese, a.english});

    m_help = addMenu(nullptr, "helpMenu");
    m_help->addActions({a.manual, a.keys, a.messages, a.about});

    // The window holds them too, so that the keys work while the menu bar is
    // hidden.
    for (QMenu* menu : {m_file, m_edit, m_view, m_layers, m_places, m_tools, m_help}) {
        for (QAction* action : menu->actions()) {
            if (!action->isSeparator() && !action->menu())
                window.addAction(action);
        }
    }
    window.addActions(m_compare->actions());
    m_sun = new QMenu(&window);
    m_sun->setObjectName(QStringLiteral("sunMenu"));
    auto* holder = new QWidgetAction(m_sun);
    holder->setDefaultWidget(&sun);
    m_sun->addAction(holder);
    buildToolBar();
}

QMenu* WindowMenus::addMenu(QMenu* parent, const char* name)
{
    QMenu* menu = parent ? parent->addMenu(QString()) : m_window.menuBar()->addMenu(QString());
    menu->setObjectName(QLatin1String(name));
    return menu;
}

void WindowMenus::buildToolBar()
{
    ViewerActions& a = m_actions;
    m_toolBar = m_window.addToolBar(QString());
    m_toolBar->setObjectName(QStringLiteral("mainToolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize(QSize(20, 20));
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->addActions({a.openScene, a.saveScene, a.addData});
    m_toolBar->addSeparator();
    m_toolBar->addActions({a.undo, a.redo});
    m_toolBar->addSeparator();
    m_toolBar->addActions({a.home, a.northUp, a.mapMode, a.sun, a.compareSwipe, a.clipPolygon});
    m_toolBar->addSeparator();
    m_toolBar->addActions({a.search, a.addViewpoint});
    m_toolBar->addSeparator();
    m_toolBar->addActions({a.savePicture, a.printPdf});
    auto* spring = new QWidget;
    spring->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(spring);
    m_toolBar->addActions({a.hidePanels, a.fullScreen});
}

void WindowMenus::setRecent(const QStringList& paths)
{
    m_recent->clear();
    m_recent->setToolTipsVisible(true);
    for (const QString& path : paths) {
        QAction* action = m_recent->addAction(QFileInfo(path).fileName().replace(u'&', QLatin1String("&&")));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { emit recentChosen(path); });
    }
    m_recent->setEnabled(!paths.isEmpty());
}

void WindowMenus::setViewpoints(const std::vector<layers::Viewpoint>& viewpoints)
{
    ViewerActions& a = m_actions;
    m_places->clear();
    m_places->addActions({a.search, a.addViewpoint});
    m_places->addSeparator();
    m_places->addActions({a.previousViewpoint, a.nextViewpoint});
    if (!viewpoints.empty())
        m_places->addSeparator();
    for (const auto& viewpoint : viewpoints) {
        QAction* action =
            m_places->addAction(QString::fromStdString(viewpoint.name).replace(u'&', QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, viewpoint] { emit viewpointChosen(viewpoint); });
    }
}

void WindowMenus::showSun(QWidget& fallback)
{
    QWidget* button = m_toolBar->isVisible() ? m_toolBar->widgetForAction(m_actions.sun) : nullptr;
    m_sun->popup(button ? button->mapToGlobal(QPoint(0, button->height() + 3)) : fallback.mapToGlobal(QPoint(16, 16)));
}

void WindowMenus::retranslate()
{
    m_file->setTitle(tr("&File"));
    m_edit->setTitle(tr("&Edit"));
    m_view->setTitle(tr("&View"));
    m_layers->setTitle(tr("&Layers"));
    m_places->setTitle(tr("&Places"));
    m_tools->setTitle(tr("&Tools"));
    m_help->setTitle(tr("&Help"));
    m_recent->setTitle(tr("Open &recent"));
    m_panels->setTitle(tr("&Panels"));
    m_compare->setTitle(tr("&Compare"));
    m_shadows->setTitle(tr("Shado&ws"));
    m_theme->setTitle(tr("&Theme"));
    m_language->setTitle(tr("Lan&guage"));
    m_toolBar->setWindowTitle(tr("Toolbar"));
}

} // namespace guanjing::app
