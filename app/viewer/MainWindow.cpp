#include "app/viewer/MainWindow.h"

#include "app/panels/Format.h"
#include "app/panels/Icons.h"
#include "app/panels/InspectorPanel.h"
#include "app/panels/LayersPanel.h"
#include "app/panels/MessagesDialog.h"
#include "app/panels/PlacesPanel.h"
#include "app/panels/StatusReadout.h"
#include "app/panels/SunPanel.h"
#include "app/services/DemoAddresses.h"
#include "app/services/ErrorText.h"
#include "app/services/PackScenes.h"
#include "app/viewer/AppearanceController.h"
#include "app/viewer/CameraCommands.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/ClipController.h"
#include "app/viewer/CompareController.h"
#include "app/viewer/ExportController.h"
#include "app/viewer/HelpController.h"
#include "app/viewer/ImageryExportController.h"
#include "app/viewer/KeysDialog.h"
#include "app/viewer/LoadingController.h"
#include "app/viewer/NetworkController.h"
#include "app/viewer/NoticeBar.h"
#include "app/viewer/OverlayController.h"
#include "app/viewer/PackController.h"
#include "app/viewer/PanelWidths.h"
#include "app/viewer/SceneAddresses.h"
#include "app/viewer/SceneController.h"
#include "app/viewer/SelectionController.h"
#include "app/viewer/StatusController.h"
#include "app/viewer/StyleController.h"
#include "app/viewer/ThumbnailMaker.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"
#include "app/viewer/WindowMenus.h"

#include <QAction>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QStatusBar>
#include <QToolBar>

#include <algorithm>

namespace guanjing::app {

namespace {

constexpr int kLayoutVersion = 1;
constexpr int kLeftWidth = 268;
constexpr int kRightWidth = 292;

render::ViewSettings initialViewSettings(const Settings& settings, SunPanel::Instant sun)
{
    render::ViewSettings view;
    view.samples = settings.samples();
    view.labels = settings.labels();
    view.placeNames = settings.placeNames();
    view.shadows = settings.shadows();
    view.sunInstant = sun;
    return view;
}

/// A day's picture at first: half past ten of today, by Dongguan's clocks.
SunPanel::Instant initialSun()
{
    using namespace std::chrono;
    const auto shanghai = system_clock::now() + hours(8);
    return time_point_cast<milliseconds>(floor<days>(shanghai)) + hours(10) + minutes(30) - hours(8);
}

} // namespace

MainWindow::MainWindow(ViewerSession& session, const QString& language)
    : m_session(session)
    , m_actions(new ViewerActions(this))
    , m_city(new CityWidget(session.services(), session.text(), initialViewSettings(session.settings(), initialSun()),
                            this))
    , m_layersPanel(new LayersPanel(session.document()))
    , m_placesPanel(new PlacesPanel(session.document()))
    , m_inspector(new InspectorPanel)
    , m_readout(new StatusReadout)
    , m_sunPanel(new SunPanel)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/guanjing.svg")));
    setAcceptDrops(true);
    setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowTabbedDocks);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_city->setObjectName(QStringLiteral("cityWidget"));
    setCentralWidget(m_city);
    m_sunPanel->setInstant(m_city->viewSettings().sunInstant);
    buildDocks();
    m_menus = new WindowMenus(*this, *m_actions, {m_layersDock, m_placesDock, m_inspectorDock}, *m_sunPanel);
    m_notice = new NoticeBar(*m_city, this);
    statusBar()->setSizeGripEnabled(false);
    m_busy = new QLabel;
    m_busy->setObjectName(QStringLiteral("statusBusy"));
    m_readout->setOffline(session.services().isOffline());
    statusBar()->addWidget(m_readout, 1);
    m_pack = new QLabel;
    m_pack->setObjectName(QStringLiteral("statusPack"));
    m_pack->hide();
    statusBar()->addPermanentWidget(m_busy);
    statusBar()->addPermanentWidget(m_pack);

    m_scenes = new SceneController(session, *this);
    m_camera = new CameraCommands(session, *m_city, *m_actions, *m_placesPanel, *m_layersPanel, this);
    m_selection = new SelectionController(session, *m_city, *m_inspector, m_reprojection, this);
    m_exports = new ExportController(session, *m_city, *m_actions, *this);
    m_themes = new ThemeController(session.settings(), *m_actions, this);
    m_languages = new LanguageController(session.settings(), *m_actions, language, this);
    m_overlays = new OverlayController(*m_city, *m_actions, session.settings(), this);
    // Pictures of the city may lie on the disk only as the cache does.
    QString thumbnails = session.options().cacheDir + QStringLiteral("/thumbnails");
    if (!session.keepsOpenly()) {
        QDir(thumbnails).removeRecursively();
        thumbnails.clear();
    }
    auto* thumbnailMaker = new ThumbnailMaker(
        session.document(), *m_city, thumbnails, [&session] { return session.demo().baseUrl().toStdString(); }, this);
    auto* status = new StatusController(*m_city, *m_layersPanel, *m_readout, m_reprojection, this);
    connect(status, &StatusController::told, m_notice, &NoticeBar::tell);
    new StyleController(session.document(), *m_city, *m_layersPanel, this);
    new ClipController(session.document(), *m_city, *m_layersPanel, *m_actions, *this);
    new HelpController(*m_actions, *this);
    m_packs = new PackController(session, *m_city, *m_actions, *this);
    connect(m_packs, &PackController::done, m_notice, [this](const QString& text) { m_notice->tell(text); });
    connect(m_packs, &PackController::openWanted, m_scenes, [this](const QString& path) {
        if (m_scenes->mayDiscard())
            m_scenes->open(path);
    });
    connect(m_scenes, &SceneController::packShown, this, [this, thumbnailMaker] {
        thumbnailMaker->setKept(!m_scenes->pack() || !m_scenes->pack()->isEncrypted);
        updatePack();
        if (!m_scenes->pack())
            return;
        const std::vector<Error> incomplete = m_session.services().packs().incomplete();
        for (const Error& error : incomplete)
            m_notice->tell(errorText(error)); // what is there is shown; stays among the messages
        const bool isCutOff = std::any_of(incomplete.begin(), incomplete.end(),
                                          [](const Error& error) { return error.reason == ErrorReason::Shorter; });
        if (!m_scenes->pack()->isComplete && !isCutOff) // of one that was cut off nothing can be gone on with
            m_packs->offer(m_scenes->pack()->path);
    });
    m_imageryExports = new ImageryExportController(session, *m_city, *m_actions, *this);
    connect(m_imageryExports, &ImageryExportController::done, m_notice,
            [this](const QString& text) { m_notice->tell(text); });
    new NetworkController(session, *m_city, *m_actions, *m_notice, *m_scenes, *this);
    new LoadingController(session, *m_city, *m_actions, *this);
    auto* compare = new CompareController(session.document(), *m_city, *m_actions, this);
    connect(compare, &CompareController::placed, m_overlays,
            [this, compare] { m_overlays->setFurther(compare->overlays()); });
    connectScene();
    connectView();
    m_menus->setRecent(session.settings().recentScenes());
    retranslate();

    if (!restoreGeometry(session.settings().geometry())) {
        // Not larger than the screen, with some room for the frame.
        const QSize room = screen() ? screen()->availableSize() - QSize(16, 48) : QSize(1440, 900);
        resize(QSize(1440, 900).boundedTo(room));
        if (room.width() < 1440 || room.height() < 900)
            setWindowState(windowState() | Qt::WindowMaximized);
    }
    if (!restorePanels(*this, session.settings().docks(), kLayoutVersion)) {
        resizeDocks({m_layersDock, m_inspectorDock}, {kLeftWidth, kRightWidth}, Qt::Horizontal);
        resizeDocks({m_layersDock, m_placesDock}, {430, 370}, Qt::Vertical);
    }
    new PanelWidths(*this, {m_layersDock, m_placesDock, m_inspectorDock});
    m_city->setFocus();
    for (const Error& problem : session.services().problems())
        m_notice->tell(errorText(problem));
}

MainWindow::~MainWindow() = default;

QDockWidget* MainWindow::addDock(QWidget* content, const QString& name, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(this);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable
                      | QDockWidget::DockWidgetClosable);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::buildDocks()
{
    m_layersDock = addDock(m_layersPanel, QStringLiteral("layersDock"), Qt::LeftDockWidgetArea);
    m_placesDock = addDock(m_placesPanel, QStringLiteral("placesDock"), Qt::LeftDockWidgetArea);
    m_inspectorDock = addDock(m_inspector, QStringLiteral("inspectorDock"), Qt::RightDockWidgetArea);
}

void MainWindow::connectScene()
{
    ViewerActions& a = *m_actions;
    SceneDocument& document = m_session.document();
    connect(&document, &SceneDocument::sceneChanged, m_city, [this, &document] { m_city->setScene(document.scene()); });
    connect(&document, &SceneDocument::sceneChanged, m_overlays, [this, &document] {
        m_overlays->setDemoShown(usesDemo(document.scene(), m_session.demo().baseUrl().toStdString()));
    });
    connect(&document, &SceneDocument::sceneChanged, this, &MainWindow::updateTitle);
    connect(&document, &SceneDocument::pathChanged, this, &MainWindow::updateTitle);
    connect(&document, &SceneDocument::modifiedChanged, this, &MainWindow::updateTitle);
    connect(&document.undoStack(), &QUndoStack::canUndoChanged, a.undo, &QAction::setEnabled);
    connect(&document.undoStack(), &QUndoStack::canRedoChanged, a.redo, &QAction::setEnabled);
    a.undo->setEnabled(false);
    a.redo->setEnabled(false);
    connect(a.undo, &QAction::triggered, &document.undoStack(), &QUndoStack::undo);
    connect(a.redo, &QAction::triggered, &document.undoStack(), &QUndoStack::redo);

    connect(a.newScene, &QAction::triggered, m_scenes, &SceneController::newScene);
    connect(a.openScene, &QAction::triggered, m_scenes, &SceneController::openWithDialog);
    connect(a.openDemo, &QAction::triggered, m_scenes, [this] {
        if (m_scenes->mayDiscard())
            m_scenes->open(QStringLiteral("demo"));
    });
    connect(a.saveScene, &QAction::triggered, m_scenes, [this] { m_scenes->save(); });
    connect(a.saveSceneAs, &QAction::triggered, m_scenes, [this] { m_scenes->saveAs(); });
    connect(a.addData, &QAction::triggered, m_scenes, &SceneController::addDataWithDialog);
    connect(m_layersPanel, &LayersPanel::addDataWanted, m_scenes, &SceneController::addDataWithDialog);
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
    connect(a.zoomToLayer, &QAction::triggered, m_layersPanel, &LayersPanel::zoomToSelected);
    connect(a.renameLayer, &QAction::triggered, m_layersPanel, &LayersPanel::renameSelected);
    connect(a.removeLayer, &QAction::triggered, m_layersPanel, &LayersPanel::removeSelected);
    connect(a.raiseLayer, &QAction::triggered, m_layersPanel, [this] { m_layersPanel->moveSelected(1); });
    connect(a.lowerLayer, &QAction::triggered, m_layersPanel, [this] { m_layersPanel->moveSelected(-1); });
    connect(a.layerMessages, &QAction::triggered, m_layersPanel, &LayersPanel::showMessagesOfSelected);
    connect(a.layerProperties, &QAction::triggered, m_layersPanel, &LayersPanel::showPropertiesOfSelected);
    connect(a.layerStyle, &QAction::triggered, m_layersPanel, &LayersPanel::styleSelected);
    const auto enableLayerCommands = [this] {
        m_actions->layerStyle->setEnabled(m_layersPanel->canStyleSelected());
        const bool some = m_layersPanel->selected().isValid();
        m_actions->zoomToLayer->setEnabled(m_layersPanel->canZoomToSelected());
        for (QAction* action : {m_actions->layerProperties, m_actions->renameLayer, m_actions->removeLayer})
            action->setEnabled(m_layersPanel->canEditSelected());
        for (QAction* action : {m_actions->raiseLayer, m_actions->lowerLayer, m_actions->layerMessages})
            action->setEnabled(some);
    };
    connect(m_layersPanel, &LayersPanel::controlsChanged, this, enableLayerCommands);
    enableLayerCommands();

    connect(m_languages, &LanguageController::languageChanged, m_scenes, &SceneController::renameDemo);
    connect(m_languages, &LanguageController::languageChanged, m_overlays, &OverlayController::retranslate);
    connect(m_scenes, &SceneController::busyChanged, m_busy, &QLabel::setText);
    connect(m_scenes, &SceneController::failed, m_notice, [this](const QString& text) { m_notice->tell(text); });
    connect(m_scenes, &SceneController::demoDied, m_notice, &NoticeBar::offerRestart);
    connect(m_notice, &NoticeBar::restartWanted, m_scenes, &SceneController::restartDemo);
    connect(m_scenes, &SceneController::added, m_layersPanel, &LayersPanel::select);
    connect(m_scenes, &SceneController::added, m_camera, &CameraCommands::showNewSources);
    connect(m_scenes, &SceneController::demoRunsAgain, m_city, [this] {
        if (m_city->view())
            m_city->view()->engine().retryNow();
    });
    connect(m_scenes, &SceneController::recentChanged, this,
            [this] { m_menus->setRecent(m_session.settings().recentScenes()); });
    connect(m_menus, &WindowMenus::recentChosen, this, [this](const QString& path) {
        if (m_scenes->mayDiscard())
            m_scenes->open(path);
    });
    connect(m_menus, &WindowMenus::viewpointChosen, m_city, &CityWidget::flyTo);
    connect(m_menus, &WindowMenus::placesMenuOpens, this,
            [this, &document] { m_menus->setViewpoints(document.scene().viewpoints); });
    connect(m_scenes, &SceneController::opened, this, [this] {
        m_notice->clear();
        if (m_jumpHome) // the first: what is wrong with the cache is known by now, and was just wiped away
            for (const Error& problem : m_session.services().problems())
                m_notice->tell(errorText(problem));
        m_camera->home(std::exchange(m_jumpHome, false));
    });
}

void MainWindow::connectView()
{
    ViewerActions& a = *m_actions;
    const auto change = [this](auto member, auto value) {
        render::ViewSettings settings = m_city->viewSettings();
        settings.*member = value;
        m_city->setViewSettings(settings);
    };
    connect(m_sunPanel, &SunPanel::instantChanged, this,
            [this, change] { change(&render::ViewSettings::sunInstant, m_sunPanel->instant()); });
    connect(m_city, &CityWidget::cameraMoved, m_sunPanel,
            [this] { m_sunPanel->setPlace(m_city->viewpoint().lonDegrees); });
    connect(a.sun, &QAction::triggered, this, [this] { m_menus->showSun(*m_city); });
    a.antialiasing->setChecked(m_session.settings().samples() > 0);
    connect(a.antialiasing, &QAction::toggled, this, [this, change](bool on) {
        m_session.settings().setSamples(on ? 4 : 0);
        change(&render::ViewSettings::samples, on ? 4 : 0);
    });
    a.labels->setChecked(m_session.settings().labels());
    connect(a.labels, &QAction::toggled, this, [this, change](bool on) {
        m_session.settings().setLabels(on);
        change(&render::ViewSettings::labels, on);
    });
    using Shadows = render::ViewSettings::Shadows;
    for (const auto& [action, shadows] : {std::pair{a.shadowsOff, Shadows::Off},
                                          {a.shadowsAutomatic, Shadows::Automatic},
                                          {a.shadowsOn, Shadows::On}}) {
        action->setChecked(m_session.settings().shadows() == shadows);
        connect(action, &QAction::triggered, this, [this, change, shadows = shadows] {
            m_session.settings().setShadows(shadows);
            change(&render::ViewSettings::shadows, shadows);
        });
    }
    connect(a.search, &QAction::triggered, this, [this] {
        m_actions->hidePanels->setChecked(false);
        m_placesDock->show();
        m_placesDock->raise();
        m_placesPanel->focusSearch();
    });
    connect(m_selection, &SelectionController::selected, this, [this] {
        if (!m_actions->hidePanels->isChecked())
            m_inspectorDock->show();
    });
    connect(a.hidePanels, &QAction::toggled, this, &MainWindow::setPanelsHidden);
    connect(a.fullScreen, &QAction::toggled, this, &MainWindow::setFullScreen);
    connect(a.keys, &QAction::triggered, this, [this] { KeysDialog(*m_actions, this).exec(); });
    connect(a.messages, &QAction::triggered, this, [this] {
        const auto sources = m_city->view() ? m_city->view()->engine().sources() : std::vector<layers::SourceStatus>();
        MessagesDialog(m_notice->history(), sources, this).exec();
    });
    connect(a.about, &QAction::triggered, this, [this] { showAbout(this); });
    connect(m_exports, &ExportController::done, m_notice, [this](const QString& text) { m_notice->tell(text); });
}

void MainWindow::setPanelsHidden(bool hidden)
{
    if (hidden) {
        m_docksBeforeHiding = saveState(kLayoutVersion);
        for (QDockWidget* dock : {m_layersDock, m_placesDock, m_inspectorDock})
            dock->hide();
    } else {
        restoreState(m_docksBeforeHiding, kLayoutVersion);
    }
    m_menus->toolBar()->setVisible(!hidden);
    menuBar()->setVisible(!hidden);
    statusBar()->setVisible(!hidden);
    m_city->setFocus();
}

void MainWindow::setFullScreen(bool on)
{
    setWindowState(on ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
}

void MainWindow::updateTitle()
{
    const SceneDocument& document = m_session.document();
    QString name = QString::fromStdString(document.scene().name);
    if (name.isEmpty())
        name = document.path().isEmpty() ? tr("Scene") : QFileInfo(document.path()).fileName();
    else if (!document.path().isEmpty()) // scenes saved under several names carry one name
        name = tr("%1 (%2)", "scene's name (file's name)").arg(name, QFileInfo(document.path()).fileName());
    // The demo city's scene carries the program's name already.
    const QString program = tr("Guanjing");
    setWindowTitle(name.startsWith(program) ? name + QStringLiteral("[*]")
                                            : QStringLiteral("%1[*] – %2").arg(name, program));
    if (m_scenes->pack())
        setWindowTitle(tr("%1 – pack of %2", "title, date")
                           .arg(windowTitle(), formatLocalTime(m_scenes->pack()->createdAt).left(10)));
    setWindowFilePath(document.path());
    setWindowModified(document.isModified());
}

void MainWindow::updatePack()
{
    const auto& pack = m_scenes->pack();
    m_pack->setVisible(pack.has_value());
    if (pack) {
        const QString date = formatLocalTime(pack->createdAt).left(10);
        m_pack->setText(pack->isComplete ? tr("Pack of %1").arg(date) : tr("Pack of %1, not complete").arg(date));
        m_pack->setToolTip((pack->isEncrypted ? tr("%1, encrypted").arg(pack->path) : pack->path) + u'\n'
                           + tr("Begun on %1 by Dongguan's clocks (UTC+8)").arg(formatLocalTime(pack->createdAt)));
    }
    updateTitle();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedSources(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    for (const QString& source : droppedSources(*event->mimeData())) {
        if (!isPackPath(source))
            m_scenes->addSource(source);
        else if (m_scenes->mayDiscard()) // a pack is a scene of its own
            m_scenes->open(source);
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_scenes->mayDiscard() || !m_packs->mayEnd() || !m_imageryExports->mayEnd()) {
        event->ignore();
        return;
    }
    m_actions->hidePanels->setChecked(false);
    m_session.settings().setWindow(saveGeometry(), saveState(kLayoutVersion));
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
    m_actions->retranslate();
    m_menus->retranslate();
    m_layersDock->setWindowTitle(tr("Layers"));
    m_placesDock->setWindowTitle(tr("Places"));
    m_inspectorDock->setWindowTitle(tr("Inspector"));
    m_city->setAccessibleName(tr("The city"));
    updatePack();
}

} // namespace guanjing::app
