#pragma once

#include <QObject>

class QAction;
class QActionGroup;

namespace guanjing::app {

/// Every command of the window once, for menus, toolbar and keys; names, icons
/// and shortcuts stand in one table. What a command does is connected by the
/// controllers.
class ViewerActions : public QObject {
    Q_OBJECT

public:
    explicit ViewerActions(QObject* parent = nullptr);
    /// Words in the language in force.
    void retranslate();

    // file
    QAction *newScene, *openScene, *openDemo, *saveScene, *saveSceneAs, *addData, *takeAlong, *exportImagery,
        *copyPicture, *savePicture, *printPdf, *quit;
    // edit
    QAction *undo, *redo;
    // view
    QAction *home, *northUp, *mapMode, *zoomIn, *zoomOut, *viewBack, *viewForward, *compareSwipe, *compareTwo,
        *compareThree, *compareFour, *timeBar, *earlierDate, *laterDate, *labels, *placeNames, *shadowsOff,
        *shadowsAutomatic, *shadowsOn, *hidePanels, *fullScreen;
    // layers
    QAction *clipPolygon, *clipBox, *zoomToLayer, *renameLayer, *removeLayer, *raiseLayer, *lowerLayer,
        *layerProperties, *layerStyle, *layerMessages;
    // places
    QAction *search, *addViewpoint, *previousViewpoint, *nextViewpoint;
    // tools
    QAction *sun, *antialiasing, *loading, *network, *protection, *lightTheme, *darkTheme, *chinese, *english;
    // help
    QAction *manual, *keys, *messages, *about;

private:
    QActionGroup *m_themes, *m_languages, *m_shadows;
};

} // namespace guanjing::app
