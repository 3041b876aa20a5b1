#include "app/viewer/PackController.h"

#include "app/panels/Format.h"
#include "app/panels/JobPanel.h"
#include "app/panels/MessageIcon.h"
#include "app/panels/PackKeyDialog.h"
#include "app/services/DemoAddresses.h"
#include "app/services/ErrorText.h"
#include "app/services/ExportChoice.h"
#include "app/services/PackScenes.h"
#include "app/viewer/AreaService.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/PackJobs.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"
#include "geodata/exports/ImageryExport.h"
#include "geodata/packs/PackFile.h"
#include "geodata/store/StoreKey.h"

#include <QAction>
#include <QApplication>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace guanjing::app {
namespace {

constexpr int kEstimateAfterMs = 500, kFollowMs = 300;
/// A tile's error that is as fine as pixels of one metre: what a view with the usual error of 16 pixels asks for.
constexpr double kErrorPixels = 16;
constexpr double kLevelSlack = 1.05;

} // namespace

/// Imagery of the scene, opened for the sizes of its levels.
struct PackController::Sources {
    std::mutex mutex;
    std::map<std::string, OpenedImagery> byUrl;
};

struct PackController::Job {
    QString path;
    QPointer<TakeAlongDialog> dialog; ///< the one it was begun in; its words belong nowhere else
    std::mutex mutex;
    std::unique_ptr<layers::Taking> taking; ///< null until it has begun
    std::optional<Error> failure; ///< to begin
    bool isCancelled = false;
    std::jthread beginning;
};

PackController::PackController(ViewerSession& session, CityWidget& city, ViewerActions& actions, QWidget& window)
    : QObject(&window), m_session(session), m_city(city), m_window(window)
{
    connect(actions.takeAlong, &QAction::triggered, this, &PackController::open);
    m_estimateTimer.setSingleShot(true);
    m_estimateTimer.setInterval(kEstimateAfterMs);
    connect(&m_estimateTimer, &QTimer::timeout, this, &PackController::estimate);
    m_followTimer.setInterval(kFollowMs);
    connect(&m_followTimer, &QTimer::timeout, this, &PackController::follow);
}

PackController::~PackController() = default;

TakeAlongDialog* PackController::makeDialog()
{
    const layers::Scene& scene = m_session.document().scene();
    const QString name = QString::fromStdString(scene.name).trimmed();
    auto* dialog = new TakeAlongDialog(layers::layersToTake(scene, {}), name.isEmpty() ? tr("Pack") : name,
                                       m_session.settings().folder(), &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this, dialog] {
        if (m_dialog != dialog)
            return;
        m_dialog.clear();
        ++m_generation;
        m_estimating.request_stop();
        m_city.setFocus();
    });
    const auto withTaking = [this, dialog](void (layers::Taking::*act)()) {
        if (!m_job || m_job->dialog != dialog)
            return;
        const std::lock_guard lock(m_job->mutex);
        if (m_job->taking)
            ((*m_job->taking).*act)();
    };
    connect(&dialog->job(), &JobPanel::pauseWanted, this, [dialog, withTaking] {
        withTaking(&layers::Taking::pause);
        dialog->job().setState(JobPanel::State::Paused, tr("Paused."));
    });
    connect(&dialog->job(), &JobPanel::continueWanted, this, [dialog, withTaking] {
        withTaking(&layers::Taking::resume);
        dialog->job().setState(JobPanel::State::Running);
    });
    connect(&dialog->job(), &JobPanel::cancelWanted, this, [this, dialog, withTaking] {
        withTaking(&layers::Taking::cancel);
        if (m_job && m_job->dialog == dialog)
            m_job->isCancelled = true;
    });
    connect(dialog, &TakeAlongDialog::openWanted, this, [this, dialog] {
        const QString path = dialog->property("packPath").toString();
        dialog->close();
        emit openWanted(path);
    });
    return dialog;
}

void PackController::open()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    TakeAlongDialog* dialog = makeDialog();
    connect(dialog, &TakeAlongDialog::changed, this, &PackController::estimateSoon);
    connect(dialog, &TakeAlongDialog::startWanted, this, &PackController::start);
    new AreaService(dialog->areas(), m_session, m_city, dialog);
    place(*dialog);
    dialog->show();
    estimateSoon();
}

void PackController::place(TakeAlongDialog& dialog) const
{
    dialog.placeIn(m_window, m_city.mapTo(&m_window, QPoint(0, 0)).y());
}

layers::TakeOptions PackController::optionsOf(const TakeAlongDialog::Choice& choice) const
{
    layers::TakeOptions options;
    options.name = choice.area.name.isEmpty()
        ? m_session.document().scene().name
        : tr("%1, %2", "scene, area")
              .arg(QString::fromStdString(m_session.document().scene().name), choice.area.name)
              .toStdString();
    if (auto area = Area::fromRings(choice.area.rings))
        options.area = *std::move(area);
    options.layers = choice.layers;
    options.dates = choice.dates;
    options.finestErrorMeters = choice.metersPerPixel * kErrorPixels;
    options.aliases = demoAliases(m_session.demo().baseUrl().toStdString());
    options.cache = m_session.services().isOffline() ? CachePolicy::Http : CachePolicy::Never;
    options.createdBy = "Guanjing " + QCoreApplication::applicationVersion().toStdString();
    return options;
}

void PackController::estimateSoon()
{
    ++m_generation;
    m_estimating.request_stop();
    if (!m_job)
        m_estimateTimer.start();
}

namespace {

/// The level of each imagery layer whose pixels are as fine as asked for.
void findLevels(const layers::Scene& scene, double metersPerPixel, AssetAccessor& assets,
                std::map<std::string, OpenedImagery>& opened, layers::TakeOptions& options, const std::stop_token& stop)
{
    if (metersPerPixel <= 0)
        return;
    for (const layers::ImagerySourceSpec& source : scene.imagery) {
        if (stop.stop_requested())
            return;
        const auto& names = options.layers;
        if (std::find(names.begin(), names.end(), source.name) == names.end())
            continue;
        const ImageryDescription description = layers::descriptionOf(source);
        const std::string key = source.kind + ' ' + source.url + ' ' + source.layer;
        if (!opened.contains(key)) {
            auto imagery = openForExport(description, assets, CachePolicy::Http, stop);
            if (!imagery)
                continue; // the estimate says why
            opened.emplace(key, *std::move(imagery));
        }
        std::optional<int> chosen;
        for (const ExportEstimate::Level& level : exportLevels(opened.at(key), options.area.rings())) {
            chosen = level.number;
            if (level.metersPerPixel <= metersPerPixel * kLevelSlack)
                break;
        }
        if (chosen)
            options.maxLevelOf[source.name] = *chosen;
    }
}

} // namespace

void PackController::estimate()
{
    if (!m_dialog || m_job)
        return;
    if (m_isEstimating) { // it has been told to stop, and says when it has; nobody waits for it here
        m_isEstimateDue = true;
        return;
    }
    const TakeAlongDialog::Choice choice = m_dialog->choice();
    if (choice.area.isEmpty() || choice.layers.empty())
        return;
    if (const auto area = Area::fromRings(choice.area.rings); !area) {
        m_dialog->setProblem(errorText(area.error()));
        return;
    }
    if (!m_sources)
        m_sources = std::make_shared<Sources>();
    QPointer<PackController> self(this);
    DataServices& services = m_session.services();
    const int generation = m_generation;
    m_isEstimating = true;
    m_estimating = std::jthread([self, &services, generation, sources = m_sources, options = optionsOf(choice),
                                 scene = m_session.document().scene(),
                                 meters = choice.metersPerPixel](const std::stop_token& stop) mutable {
        const auto tell = [self, generation, &options](Result<layers::TakeEstimate> estimate, bool isFinal) {
            QMetaObject::invokeMethod(
                qApp,
                [self, generation, isFinal, levels = options.maxLevelOf, estimate = std::move(estimate)]() mutable {
                    if (!self || !self->m_dialog || self->m_generation != generation)
                        return;
                    self->m_levels = levels;
                    self->m_expected.reset();
                    if (estimate)
                        self->m_dialog->setEstimate(*(self->m_expected = *std::move(estimate)), isFinal);
                    else if (estimate.error().code != ErrorCode::Cancelled)
                        self->m_dialog->setProblem(errorText(estimate.error()));
                },
                Qt::QueuedConnection);
        };
        {
            const std::lock_guard lock(sources->mutex);
            findLevels(scene, meters, services.assets(), sources->byUrl, options, stop);
        }
        tell(layers::estimateTaking({services.assets(), services.tasks()}, scene, options, stop,
                                    [&](const layers::TakeEstimate& partly) { tell(partly, false); }),
             true);
        QMetaObject::invokeMethod(
            qApp,
            [self] {
                if (!self)
                    return;
                self->m_isEstimating = false;
                if (std::exchange(self->m_isEstimateDue, false))
                    self->estimate();
            },
            Qt::QueuedConnection);
    });
}

bool PackController::readKey(const TakeAlongDialog::Choice& choice, std::shared_ptr<const StoreKey>& key)
{
    using Protection = TakeAlongDialog::Protection;
    if (choice.protection == Protection::None)
        return true;
    auto read = choice.protection == Protection::KeyFile ? readKeyFile(choice.keyFile.toStdString())
                                                         : keyOfPassphrase(choice.passphrase.toStdString());
    if (!read) {
        if (m_dialog)
            m_dialog->job().setState(JobPanel::State::Failed, errorText(read.error()));
        return false;
    }
    key = std::make_shared<const StoreKey>(*std::move(read));
    return true;
}

void PackController::start()
{
    if (!m_dialog || m_job)
        return;
    const TakeAlongDialog::Choice choice = m_dialog->choice();
    std::shared_ptr<const StoreKey> key;
    if (!readKey(choice, key))
        return;
    m_estimateTimer.stop();
    m_estimating.request_stop();
    ++m_generation;
    const QString path = QFileInfo(choice.path).absoluteFilePath();
    m_session.settings().setFolder(QFileInfo(path).absolutePath());
    layers::TakeOptions options = optionsOf(choice);
    const layers::Scene& scene = m_session.document().scene();
    options.maxLevelOf = m_levels; // there is no beginning without an estimate
    remember(scene, options, path, choice.protection, choice.keyFile);
    run(*m_dialog, scene, std::move(options), path, std::move(key), m_expected);
}

void PackController::run(TakeAlongDialog& dialog, layers::Scene scene, layers::TakeOptions options, const QString& path,
                         std::shared_ptr<const StoreKey> key, std::optional<layers::TakeEstimate> expected)
{
    m_job = std::make_unique<Job>();
    m_job->path = path;
    m_job->dialog = &dialog;
    dialog.setProperty("packPath", path);
    dialog.setRunning(true);
    dialog.job().setState(JobPanel::State::Running);
    dialog.job().setProgress(-1, tr("Beginning…"));
    m_followTimer.start();
    DataServices& services = m_session.services();
    m_job->beginning =
        std::jthread([job = m_job.get(), &services, scene = std::move(scene), options = std::move(options),
                      key = std::move(key), expected = std::move(expected)] {
            auto taking = layers::Taking::start({services.assets(), services.tasks()}, scene, options,
                                                job->path.toStdString(), key.get(), expected ? &*expected : nullptr);
            const std::lock_guard lock(job->mutex);
            if (taking)
                job->taking = *std::move(taking);
            else
                job->failure = taking.error();
        });
}

void PackController::follow()
{
    if (!m_job)
        return;
    layers::TakeProgress progress;
    {
        const std::lock_guard lock(m_job->mutex);
        if (m_job->failure) {
            progress.state = layers::TakeState::Failed;
            progress.error = m_job->failure;
        } else if (m_job->taking) {
            if (m_job->isCancelled)
                m_job->taking->cancel();
            progress = m_job->taking->progress();
        } else {
            return;
        }
    }
    if (progress.state != layers::TakeState::Taking && progress.state != layers::TakeState::Paused) {
        ended();
        return;
    }
    if (!m_job->dialog)
        return;
    const QString done = QLocale().toString(progress.done), total = QLocale().toString(progress.total);
    QString text = (progress.isTotalKnown ? tr("%1 of %2 files, %3", "done, total; size")
                                          : tr("%1 of %2 or more files, %3", "done, total; size"))
                       .arg(done, total, roughSize(double(progress.bytes)));
    if (progress.state == layers::TakeState::Paused)
        text = tr("Paused · %1").arg(text);
    else if (progress.secondsLeft >= 0)
        text = tr("%1 · %2 left").arg(text, roughDuration(progress.secondsLeft));
    if (!progress.layer.empty())
        text = QString::fromStdString(progress.layer) + u'\n' + text;
    if (progress.trouble)
        text += u'\n' + errorText(*progress.trouble);
    m_job->dialog->job().setProgress(progress.fraction, text);
}

void PackController::ended()
{
    m_followTimer.stop();
    const std::unique_ptr<Job> job = std::move(m_job);
    using layers::TakeState;
    layers::TakeProgress progress;
    std::vector<Error> missing;
    if (job->taking) {
        progress = job->taking->progress();
        missing = job->taking->missing();
        job->taking.reset(); // the file is whole now
    } else {
        progress.state = TakeState::Failed;
        progress.error = job->failure;
    }
    QString text;
    auto state = JobPanel::State::Idle;
    if (progress.state == TakeState::Done) {
        forget(job->path);
        state = JobPanel::State::Done;
        text = tr("The pack is complete: %1 files, %2.")
                   .arg(QLocale().toString(progress.done))
                   .arg(roughSize(double(QFileInfo(job->path).size())));
        if (progress.missing > 0)
            text += u'\n' + tr("%1 files could not be had.").arg(QLocale().toString(progress.missing))
                + (missing.empty() ? QString() : u' ' + errorText(missing.front()));
    } else if (progress.state == TakeState::Cancelled) {
        text = tr("Stopped. What is there is kept; the same choice with the same file goes on with it.");
    } else {
        state = JobPanel::State::Failed;
        text = progress.error ? errorText(*progress.error) : tr("It failed for no reason that is known.");
        if (job->failure && !QFileInfo::exists(job->path))
            forget(job->path);
    }
    TakeAlongDialog* dialog = job->dialog;
    const bool isShown = dialog != nullptr && dialog == m_dialog;
    if (isShown) {
        dialog->setRunning(false);
        dialog->setFinished(progress.state == TakeState::Done);
        dialog->job().setState(state, text);
    } else if (progress.state != TakeState::Cancelled) {
        emit done(text);
    }
    // Whoever could not be estimated meanwhile is now.
    if (m_dialog && !m_dialog->isResumed() && !(isShown && progress.state == TakeState::Done))
        estimateSoon();
    offerNext();
}

void PackController::remember(const layers::Scene& scene, const layers::TakeOptions& options, const QString& path,
                              TakeAlongDialog::Protection protection, const QString& keyFile)
{
    PackJob job;
    job.path = path;
    job.scene = withDemoPlaceholder(scene, m_session.demo().baseUrl().toStdString());
    job.options = options;
    job.hasPassphrase = protection == TakeAlongDialog::Protection::Passphrase;
    job.keyFile = protection == TakeAlongDialog::Protection::KeyFile ? keyFile : QString();
    QStringList jobs = m_session.settings().packJobs();
    jobs.removeIf([&](const QString& record) { return packJobPath(record) == path; });
    jobs.prepend(writePackJob(job));
    m_session.settings().setPackJobs(jobs);
}

void PackController::forget(const QString& path)
{
    QStringList jobs = m_session.settings().packJobs();
    jobs.removeIf([&](const QString& record) { return packJobPath(record) == path; });
    m_session.settings().setPackJobs(jobs);
}

void PackController::offerBrokenOff()
{
    const QStringList records = m_session.settings().packJobs();
    for (const QString& record : records) {
        const QString path = packJobPath(record);
        if (!QFileInfo::exists(path)) {
            forget(path);
        } else {
            offer(path);
            return; // one at a time
        }
    }
}

void PackController::offer(const QString& path)
{
    m_toOffer = path;
    offerNext();
}

void PackController::offerNext()
{
    if (m_toOffer.isEmpty() || m_job) // what is under way may be this one; it is asked again when that ends
        return;
    // Never in front of a question that somebody is answering, nor of a choice that is being made.
    if (QApplication::activeModalWidget() || m_dialog) {
        constexpr int kLaterMs = 1000;
        QTimer::singleShot(kLaterMs, this, &PackController::offerNext);
        return;
    }
    const QString path = std::exchange(m_toOffer, {});
    if (m_offered.contains(path))
        return;
    const QStringList records = m_session.settings().packJobs();
    for (const QString& record : records)
        if (packJobPath(record) == path)
            offerRecord(record);
}

void PackController::offerRecord(const QString& record)
{
    const QString path = packJobPath(record);
    m_offered.insert(path);
    auto* box = new QMessageBox(QMessageBox::Question, tr("Take along"),
                                tr("The pack %1 is not complete.").arg(QFileInfo(path).fileName()),
                                QMessageBox::Yes | QMessageBox::No | QMessageBox::Discard, &m_window);
    box->setObjectName(QStringLiteral("brokenOffDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    setMessageIcon(*box, QStringLiteral("take-along"));
    box->setInformativeText(tr("Go on with it now? What is there already is not fetched again."));
    box->button(QMessageBox::Yes)->setText(tr("Go on"));
    box->button(QMessageBox::No)->setText(tr("Later"));
    box->button(QMessageBox::Discard)->setText(tr("Don't ask again"));
    box->setDefaultButton(QMessageBox::Yes);
    connect(box, &QMessageBox::finished, this, [this, record, path](int answer) {
        if (answer == QMessageBox::Yes)
            goOn(record);
        else if (answer == QMessageBox::Discard)
            forget(path);
    });
    box->open();
}

bool PackController::askForKey(const QString& path, std::shared_ptr<const StoreKey>& key)
{
    for (QString hint;; hint = tr("It does not open with that. Please try again.")) {
        const auto opened = PackFile::open(path.toStdString(), key.get());
        if (opened || (opened.error().code != ErrorCode::NeedsKey && opened.error().code != ErrorCode::WrongKey))
            return true; // what else may be wrong is told by going on
        for (key.reset(); !key;) {
            PackKeyDialog ask(QFileInfo(path).fileName(), hint, &m_window);
            if (ask.exec() != QDialog::Accepted)
                return false;
            auto read = ask.keyFile().isEmpty() ? keyOfPassphrase(ask.passphrase().toStdString())
                                                : readKeyFile(ask.keyFile().toStdString());
            if (read)
                key = std::make_shared<const StoreKey>(*std::move(read));
            else
                hint = errorText(read.error());
        }
    }
}

void PackController::goOn(const QString& record)
{
    auto job = readPackJob(record);
    if (!job || m_job)
        return;
    layers::Scene scene = std::move(job->scene);
    if (usesDemoPlaceholder(scene)) {
        const auto base = m_session.demo().start();
        if (!base) {
            emit done(errorText(base.error()));
            return;
        }
        scene = withDemoBase(std::move(scene), base->toStdString());
    }
    job->options.aliases = demoAliases(m_session.demo().baseUrl().toStdString());
    job->options.cache = m_session.services().isOffline() ? CachePolicy::Http : CachePolicy::Never;
    if (m_dialog)
        m_dialog->close();
    std::shared_ptr<const StoreKey> key;
    if (!job->keyFile.isEmpty())
        if (auto read = readKeyFile(job->keyFile.toStdString()))
            key = std::make_shared<const StoreKey>(*std::move(read));
    if (!askForKey(job->path, key) || m_job)
        return;
    TakeAlongDialog* dialog = makeDialog();
    constexpr double kSquareMeters = 1e6;
    dialog->setResumed(job->path, formatArea(job->options.area.squareKilometers() * kSquareMeters));
    const auto begin = [this, dialog, scene = std::move(scene), job = *std::move(job), key = std::move(key)] {
        if (!m_job)
            run(*dialog, scene, job.options, job.path, key, {});
    };
    connect(dialog, &TakeAlongDialog::startWanted, this, begin); // once more, after it was stopped or has failed
    place(*dialog);
    dialog->show();
    begin();
}

} // namespace guanjing::app
