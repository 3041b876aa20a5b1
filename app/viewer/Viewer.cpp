#include "app/viewer/Viewer.h"

#include "app/panels/Icons.h"
#include "app/services/Language.h"
#include "app/viewer/MainWindow.h"
#include "app/viewer/PackController.h"
#include "app/viewer/SceneController.h"
#include "app/viewer/ViewerSession.h"

#include <QApplication>
#include <QSurfaceFormat>
#include <QTimer>

namespace guanjing::app {

void configureOpenGl()
{
    // OpenSceneGraph as Debian builds it needs the fixed-function profile; multisampling happens in framebuffers of our own.
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(2, 1);
    format.setProfile(QSurfaceFormat::NoProfile);
    format.setDepthBufferSize(24);
    format.setStencilBufferSize(8);
    format.setSamples(0);
    format.setSwapInterval(1);
    QSurfaceFormat::setDefaultFormat(format);
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
}

int runViewer(QApplication& application, const ViewerOptions& options)
{
    initializeResources();
    const QString language = installLanguage(options.language);
    applyTheme(Settings().theme());
    ViewerSession session(options);
    QGuiApplication::setDesktopFileName(QStringLiteral("guanjing"));
    MainWindow window(session, language);
    window.show();
    // After the window is on the screen: starting the demo platform takes a moment.
    QTimer::singleShot(0, &window, [&window] { window.scenes().openInitial(); });
    QTimer::singleShot(2000, &window, [&window] { window.packs().offerBrokenOff(); });
    return application.exec();
}

} // namespace guanjing::app
