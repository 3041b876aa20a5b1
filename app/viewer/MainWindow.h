#pragma once

#include "app/viewer/Reprojection.h"

#include <QMainWindow>

class QDockWidget;
class QLabel;

namespace guanjing::app {

class CameraCommands;
class CityWidget;
class ExportController;
class ImageryExportController;
class InspectorPanel;
class LanguageController;
class LayersPanel;
class NoticeBar;
class OverlayController;
class PackController;
class PlacesPanel;
class SceneController;
class SelectionController;
class StatusReadout;
class SunPanel;
class ThemeController;
class ViewerActions;
class ViewerSession;
class WindowMenus;

/// The window: the city in the middle, panels around it. It only puts things together; behaviour lives in the controllers.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(ViewerSession& session, const QString& language);
    ~MainWindow() override;

    [[nodiscard]] SceneController& scenes() { return *m_scenes; }
    [[nodiscard]] CityWidget& city() { return *m_city; }
    [[nodiscard]] PackController& packs() { return *m_packs; }
    [[nodiscard]] ViewerActions& actions() { return *m_actions; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildDocks();
    void connectScene();
    void connectView();
    void retranslate();
    void updateTitle();
    void updatePack();
    void setPanelsHidden(bool hidden);
    void setFullScreen(bool on);
    [[nodiscard]] QDockWidget* addDock(QWidget* content, const QString& name, Qt::DockWidgetArea area);

    ViewerSession& m_session;
    Reprojection m_reprojection;
    ViewerActions* m_actions;
    CityWidget* m_city;
    LayersPanel* m_layersPanel;
    PlacesPanel* m_placesPanel;
    InspectorPanel* m_inspector;
    StatusReadout* m_readout;
    SunPanel* m_sunPanel;
    QDockWidget *m_layersDock, *m_placesDock, *m_inspectorDock;
    WindowMenus* m_menus;
    NoticeBar* m_notice;
    QLabel *m_busy, *m_pack;
    SceneController* m_scenes;
    CameraCommands* m_camera;
    SelectionController* m_selection;
    ExportController* m_exports;
    PackController* m_packs;
    ImageryExportController* m_imageryExports;
    ThemeController* m_themes;
    LanguageController* m_languages;
    OverlayController* m_overlays;
    QByteArray m_docksBeforeHiding;
    bool m_jumpHome = true; ///< the next scene is the first one: do not fly to it
};

} // namespace guanjing::app
