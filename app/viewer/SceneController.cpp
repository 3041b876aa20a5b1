#include "app/viewer/SceneController.h"

#include "app/panels/AddDataDialog.h"
#include "app/panels/MessageIcon.h"
#include "app/panels/PackKeyDialog.h"
#include "app/services/DemoAddresses.h"
#include "app/services/ErrorText.h"
#include "app/services/PackScenes.h"
#include "app/services/SceneSource.h"
#include "app/viewer/ViewerSession.h"
#include "geodata/core/TaskPool.h"
#include "geodata/net/NetworkSettings.h"
#include "geodata/net/Url.h"
#include "geodata/packs/PackAccessor.h"
#include "geodata/store/StoreKey.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QUrl>

#include <chrono>
#include <functional>
#include <stop_token>
#include <utility>

namespace guanjing::app {

namespace {

constexpr std::chrono::hours kOpenTimeout{1};
constexpr std::chrono::seconds kProbeTimeout{30}; // of each answer
constexpr double kProbePriority = 1e9; // somebody sits and waits

} // namespace

SceneController::SceneController(ViewerSession& session, QWidget& window)
    : QObject(&window), m_session(session), m_window(window)
{
    connect(&session.demo(), &DemoPlatform::died, this, &SceneController::platformDied);
}

QString SceneController::demoBase()
{
    const auto base = m_session.demo().start();
    if (!base) {
        tell(base.error());
        return {};
    }
    m_demoBase = *base;
    return *base;
}

void SceneController::open(const QString& source)
{
    if (source == QLatin1String("demo")) {
        emit busyChanged(tr("Starting the demo city…"));
        const QString base = demoBase();
        if (base.isEmpty()) {
            emit busyChanged({});
            return;
        }
        fetch(base + QString::fromStdString(demoSceneFile()), Purpose::Replace, {}, source);
        return;
    }
    const QUrl url(source);
    const QString address = url.isLocalFile() ? url.toLocalFile() : source;
    const QFileInfo file(address);
    const bool isScene = file.exists() && address.endsWith(QLatin1String(".scene.json"), Qt::CaseInsensitive);
    const QString remember = file.exists() ? file.absoluteFilePath() : address;
    emit busyChanged(tr("Opening %1…").arg(file.exists() ? file.fileName() : address));
    fetch(remember, Purpose::Replace, isScene ? remember : QString(), remember);
}

void SceneController::openInitial()
{
    if (!m_session.options().scene.isEmpty()) {
        open(m_session.options().scene);
        return;
    }
    const QString last = m_session.settings().lastScene();
    const bool isGone = QFileInfo(last).isAbsolute() && !QFileInfo::exists(last);
    if (isGone)
        emit failed(tr("%1 is no longer there; the demo city is shown instead.").arg(last));
    open(last.isEmpty() || isGone ? QStringLiteral("demo") : last);
}

void SceneController::fetch(const QString& address, Purpose purpose, const QString& path, const QString& remember,
                            std::shared_ptr<const StoreKey> given)
{
    const int generation = purpose == Purpose::Replace ? ++m_generation : m_generation;
    m_openRefused = {};
    QPointer<SceneController> self(this);
    DataServices& services = m_session.services();
    DemoPlatform& demo = m_session.demo(); // not touched: the address is never the word "demo" here
    const bool hasAsked = given != nullptr;
    if (purpose == Purpose::Replace)
        ++m_opening;
    services.tasks().post([=, &services, &demo, key = hasAsked ? std::move(given) : m_session.options().packKey] {
        std::optional<PackAccessor::Opened> opened;
        auto result =
            openScene(address, services.assets(), demo, {}, kOpenTimeout, {},
                      purpose == Purpose::Replace ? PackDoor{&services.packs(), key.get(), &opened} : PackDoor());
        std::optional<ShownPack> pack;
        if (opened)
            pack = ShownPack{address, std::chrono::sys_seconds(std::chrono::seconds(opened->facts.createdAtSeconds)),
                             opened->state.isComplete, opened->state.isEncrypted};
        QMetaObject::invokeMethod(
            qApp,
            [=, result = std::move(result)]() mutable {
                SceneController* controller = self.data();
                if (!controller)
                    return;
                if (purpose == Purpose::Replace)
                    --controller->m_opening;
                if (!result || generation != controller->m_generation)
                    controller->closePacksNotShown();
                if (generation != controller->m_generation)
                    return;
                emit controller->busyChanged({});
                const bool needsKey = !result && isPackPath(address) && purpose == Purpose::Replace
                    && (result.error().code == ErrorCode::NeedsKey || result.error().code == ErrorCode::WrongKey);
                if (result) {
                    controller->arrived(std::move(*result), purpose, path, remember, pack);
                } else if (needsKey) {
                    controller->askForKey(remember,
                                          hasAsked ? tr("It does not open with that. Please try again.") : QString());
                } else {
                    controller->tell(result.error());
                }
                if (!result && isMatterOfAccess(result.error()))
                    controller->m_openRefused = [=] { controller->fetch(address, purpose, path, remember); };
            },
            Qt::QueuedConnection);
    });
}

void SceneController::arrived(layers::Scene scene, Purpose purpose, const QString& path, const QString& remember,
                              const std::optional<ShownPack>& pack)
{
    if (usesDemoPlaceholder(scene)) {
        const QString base = demoBase();
        if (base.isEmpty()) {
            closePacksNotShown();
            return;
        }
        scene = withDemoBase(std::move(scene), base.toStdString());
        app::renameDemo(scene, QLocale().language() == QLocale::English); // saved in the other language, perhaps
    }
    if (remember == QLatin1String("demo")) // the cache may have kept it from a day with another port
        scene = movedToDemoBase(std::move(scene), m_demoBase.toStdString());
    if (purpose == Purpose::Add) {
        m_session.document().addSources(scene);
        const std::pair<layers::SourceKind, std::size_t> counts[] = {
            {layers::SourceKind::Tileset, scene.tilesets.size()},
            {layers::SourceKind::Imagery, scene.imagery.size()},
            {layers::SourceKind::Terrain, scene.terrain.size()},
            {layers::SourceKind::Live, scene.live.size()},
            {layers::SourceKind::Vector, scene.vectors.size()}};
        SourceRef first;
        for (const auto& [kind, count] : counts)
            if (count > 0 && !first.isValid())
                first = {kind, sourceCount(m_session.document().scene(), kind) - static_cast<int>(count)};
        emit added(first);
        return;
    }
    m_pack = pack;
    closePacksNotShown();
    m_session.document().load(std::move(scene), path);
    m_session.settings().setLastScene(remember);
    if (const QString recent = isPackPath(remember) ? remember : path; !recent.isEmpty()) {
        m_session.settings().addRecentScene(recent);
        emit recentChanged();
    }
    emit opened();
    emit packShown();
}

void SceneController::closePacksNotShown()
{
    // What is being opened is open before it is shown, or never is: whoever comes last clears up.
    if (m_opening > 0)
        return;
    PackAccessor& packs = m_session.services().packs();
    if (m_pack)
        packs.closeOthers(QFileInfo(m_pack->path).absoluteFilePath().toStdString());
    else
        packs.closeAll();
}

void SceneController::askForKey(const QString& path, const QString& problem)
{
    PackKeyDialog dialog(QFileInfo(path).fileName(), problem, &m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    auto key = dialog.keyFile().isEmpty() ? keyOfPassphrase(dialog.passphrase().toStdString())
                                          : readKeyFile(dialog.keyFile().toStdString());
    if (!key) {
        askForKey(path, errorText(key.error()));
        return;
    }
    emit busyChanged(tr("Opening %1…").arg(QFileInfo(path).fileName()));
    fetch(path, Purpose::Replace, {}, path, std::make_shared<const StoreKey>(*std::move(key)));
}

void SceneController::newScene()
{
    if (!mayDiscard())
        return;
    ++m_generation;
    layers::Scene scene;
    scene.name = tr("New scene").toStdString();
    m_pack.reset();
    closePacksNotShown();
    emit busyChanged({});
    m_session.document().load(std::move(scene), {});
    emit packShown();
    emit opened();
}

void SceneController::openWithDialog()
{
    if (!mayDiscard())
        return;
    const QString file = QFileDialog::getOpenFileName(&m_window, tr("Open scene"), m_session.settings().folder(),
                                                      tr("Scenes and packs (*.scene.json *.json *.gjpack)")
                                                          + QStringLiteral(";;") + tr("All files (*)"));
    if (file.isEmpty())
        return;
    m_session.settings().setFolder(QFileInfo(file).absolutePath());
    open(file);
}

bool SceneController::save()
{
    return m_session.document().path().isEmpty() ? saveAs() : writeTo(m_session.document().path());
}

bool SceneController::saveAs()
{
    const QString name = QString::fromStdString(m_session.document().scene().name);
    const QString suggestion = m_session.document().path().isEmpty() ? m_session.settings().folder() + u'/'
            + (name.isEmpty() ? tr("Scene") : QString(name).replace(u'/', u'-')) + QStringLiteral(".scene.json")
                                                                     : m_session.document().path();
    QFileDialog dialog(&m_window, tr("Save scene"), suggestion, tr("Scenes (*.scene.json)"));
    dialog.setObjectName(QStringLiteral("saveSceneDialog"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.selectFile(suggestion);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return false;
    QString file = dialog.selectedFiles().first();
    if (!file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        file += QStringLiteral(".scene.json");
    m_session.settings().setFolder(QFileInfo(file).absolutePath());
    return writeTo(file);
}

bool SceneController::writeTo(const QString& path)
{
    const auto scene = withDemoPlaceholder(m_session.document().scene(), m_demoBase.toStdString());
    if (const auto written = layers::saveSceneFile(scene, path.toStdString()); !written) {
        showWarning(&m_window, tr("Save scene"),
                    tr("The scene could not be saved. What was in the "
                       "file before is still there.")
                        + QStringLiteral("\n\n") + errorText(written.error()));
        return false;
    }
    m_session.document().setPath(path);
    m_session.document().markSaved();
    m_session.settings().setLastScene(path);
    m_session.settings().addRecentScene(path);
    emit recentChanged();
    return true;
}

bool SceneController::mayDiscard()
{
    if (!m_session.document().isModified())
        return true;
    QMessageBox box(QMessageBox::Question, tr("Unsaved changes"), tr("The scene has changes that are not saved."),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    box.setObjectName(QStringLiteral("unsavedDialog"));
    setMessageIcon(box, QStringLiteral("save"));
    box.setInformativeText(tr("Save them now?"));
    box.button(QMessageBox::Save)->setText(tr("Save"));
    box.button(QMessageBox::Discard)->setText(tr("Don't save"));
    box.button(QMessageBox::Cancel)->setText(tr("Cancel"));
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save: return save();
    case QMessageBox::Discard: return true;
    default: return false;
    }
}

void SceneController::addDataWithDialog()
{
    DataServices& services = m_session.services();
    DemoPlatform& demo = m_session.demo(); // not touched by what is no "demo"
    const auto probe = [&services, &demo](const QString& source, const std::stop_token& stop,
                                          std::function<void(Result<ProbedSource>)> done) {
        const QUrl url(source);
        const QString address = url.isLocalFile() ? url.toLocalFile() : source;
        services.tasks().post(
            [=, &services, &demo, done = std::move(done)] {
                auto found = address == QLatin1String("demo")
                    ? Result<ProbedSource>(fail(ErrorCode::BadUrl, "demo", ""))
                    : probeSource(address, services.assets(), demo, kProbeTimeout, stop);
                QMetaObject::invokeMethod(
                    qApp, [done, found = std::move(found)]() mutable { done(std::move(found)); }, Qt::QueuedConnection);
            },
            kProbePriority, stop);
    };
    AddDataDialog dialog(probe, &m_window);
    if (dialog.exec() == QDialog::Accepted)
        arrived(dialog.chosen(), Purpose::Add, {}, {}, std::nullopt);
}

void SceneController::addSource(const QString& source)
{
    const QUrl url(source);
    const QString address = url.isLocalFile() ? url.toLocalFile() : source;
    emit busyChanged(tr("Adding %1…").arg(QFileInfo(address).fileName()));
    fetch(address, Purpose::Add, {}, {});
}

void SceneController::platformDied(const QString& reason)
{
    if (m_demoBase.isEmpty())
        return;
    emit failed(reason.isEmpty()
                    ? tr("The demo city's server has ended unexpectedly.")
                    : tr("The demo city's server has ended unexpectedly: %1").arg(reason.section(u'\n', -1)));
    emit demoDied();
}

void SceneController::openRefused()
{
    if (const auto again = std::exchange(m_openRefused, {}))
        again();
}

void SceneController::restartDemo()
{
    const QString before = m_demoBase;
    const QString base = demoBase();
    if (base.isEmpty())
        return;
    m_session.document().rewriteUrls(before, base);
    emit demoRunsAgain();
}

void SceneController::renameDemo()
{
    if (!usesDemo(m_session.document().scene(), m_demoBase.toStdString()))
        return;
    const bool english = QLocale().language() == QLocale::English;
    m_session.document().rewrite([english](layers::Scene& scene) { app::renameDemo(scene, english); });
}

void SceneController::tell(const Error& error) { emit failed(errorText(error)); }

} // namespace guanjing::app
