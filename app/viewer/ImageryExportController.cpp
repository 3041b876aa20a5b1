#include "app/viewer/ImageryExportController.h"

#include "app/panels/JobPanel.h"
#include "app/services/ErrorText.h"
#include "app/services/ExportChoice.h"
#include "app/viewer/AreaService.h"
#include "app/viewer/CityWidget.h"
#include "app/viewer/ViewerActions.h"
#include "app/viewer/ViewerSession.h"
#include "geodata/core/TaskPool.h"
#include "layers/scene/Dates.h"

#include <QAction>
#include <QApplication>
#include <QFileInfo>
#include <QLocale>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace guanjing::app {
namespace {

constexpr int kEstimateAfterMs = 350, kFollowMs = 200;
constexpr double kPriority = 1e9; // somebody sits and waits
/// Pictures that are asked for at once, pixels that are encoded again in a second; for the time an export takes.
constexpr double kAtOnce = 16, kPixelsPerSecond = 8e6, kLeastSecondsPerPicture = 0.002;
constexpr double kSamples = 5;

} // namespace

/// The source of a layer once it is open; one thread at a time uses it.
struct ImageryExportController::Source {
    ImageryDescription description;
    std::mutex mutex;
    std::optional<OpenedImagery> opened;
};

struct ImageryExportController::Job {
    QPointer<ExportDialog> dialog; ///< the one it was begun in; its words belong nowhere else
    std::mutex mutex;
    std::condition_variable_any resumed;
    ExportProgress progress;
    bool isPaused = false;
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    double pausedSeconds = 0;
    std::optional<std::chrono::steady_clock::time_point> pausedAt;
    std::string path;
    std::optional<Result<ExportOutcome>> outcome;
    std::jthread thread; ///< last: joined before the rest goes
};

ImageryExportController::ImageryExportController(ViewerSession& session, CityWidget& city, ViewerActions& actions,
                                                 QWidget& window)
    : QObject(&window), m_session(session), m_city(city), m_window(window)
{
    connect(actions.exportImagery, &QAction::triggered, this, &ImageryExportController::open);
    m_estimateTimer.setSingleShot(true);
    m_estimateTimer.setInterval(kEstimateAfterMs);
    connect(&m_estimateTimer, &QTimer::timeout, this, &ImageryExportController::estimate);
    m_followTimer.setInterval(kFollowMs);
    connect(&m_followTimer, &QTimer::timeout, this, &ImageryExportController::follow);
}

ImageryExportController::~ImageryExportController() { m_estimateStop.request_stop(); }

bool ImageryExportController::isBusy() const { return m_job != nullptr; }

void ImageryExportController::open()
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    std::vector<ExportDialog::Layer> layers;
    const layers::Scene& scene = m_session.document().scene();
    const layers::ShownSources shown = layers::sourcesAt(scene, {});
    int row = -1;
    for (std::size_t i = scene.imagery.size(); i-- > 0;) { // as the list of layers has them: the top first
        if (row < 0 && scene.imagery[i].visible && shown.imagery[i] && !scene.imagery[i].lights)
            row = static_cast<int>(layers.size());
        layers.push_back(
            {QString::fromStdString(scene.imagery[i].name), QString::fromStdString(scene.imagery[i].date), i});
    }
    if (scene.watermark) {
        emit done(tr("The scene wants its watermark over every picture, and files of imagery have none."));
        return;
    }
    if (layers.empty()) {
        emit done(tr("The scene has no imagery that could be exported."));
        return;
    }
    auto* dialog = new ExportDialog(std::move(layers), std::max(row, 0), m_session.settings().folder(), &m_window);
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::changed, this, &ImageryExportController::estimateSoon);
    connect(dialog, &ExportDialog::startWanted, this, &ImageryExportController::start);
    connect(dialog, &QDialog::finished, this, [this, dialog] {
        if (m_dialog != dialog)
            return;
        m_dialog.clear();
        m_estimateStop.request_stop();
        m_city.setFocus();
    });
    const auto pause = [this, dialog](bool isPaused) {
        if (!m_job || m_job->dialog != dialog)
            return;
        {
            const std::lock_guard lock(m_job->mutex);
            m_job->isPaused = isPaused;
            const auto now = std::chrono::steady_clock::now();
            if (isPaused)
                m_job->pausedAt = now;
            else if (const auto since = std::exchange(m_job->pausedAt, std::nullopt))
                m_job->pausedSeconds += std::chrono::duration<double>(now - *since).count();
        }
        m_job->resumed.notify_all();
        dialog->job().setState(isPaused ? JobPanel::State::Paused : JobPanel::State::Running,
                               isPaused ? tr("Paused.") : QString());
    };
    connect(&dialog->job(), &JobPanel::pauseWanted, this, [pause] { pause(true); });
    connect(&dialog->job(), &JobPanel::continueWanted, this, [pause] { pause(false); });
    connect(&dialog->job(), &JobPanel::cancelWanted, this, [this, dialog] {
        if (m_job && m_job->dialog == dialog)
            m_job->thread.request_stop();
    });
    new AreaService(dialog->areas(), m_session, m_city, dialog);
    dialog->placeIn(m_window, m_city.mapTo(&m_window, QPoint(0, 0)).y());
    dialog->show();
    estimateSoon();
}

std::optional<ExportRequest> ImageryExportController::request() const
{
    if (!m_dialog)
        return std::nullopt;
    const ExportDialog::Choice choice = m_dialog->choice();
    const auto& imagery = m_session.document().scene().imagery;
    if (choice.layer >= imagery.size() || choice.request.rings.empty())
        return std::nullopt;
    ExportRequest request = requestFor(imagery[choice.layer]);
    request.format = choice.request.format;
    request.coding = choice.request.coding;
    request.path = choice.request.path;
    request.rings = choice.request.rings;
    request.clips = choice.request.clips;
    request.minLevel = choice.request.minLevel;
    request.maxLevel = choice.request.maxLevel;
    return request;
}

void ImageryExportController::estimateSoon()
{
    m_estimateStop.request_stop();
    ++m_generation;
    if (!m_job)
        m_estimateTimer.start();
}

void ImageryExportController::estimate()
{
    const auto asked = request();
    if (!asked)
        return;
    const ImageryDescription description =
        layers::descriptionOf(m_session.document().scene().imagery[m_dialog->choice().layer]);
    if (!m_source || !(m_source->description == description)) {
        m_source = std::make_shared<Source>();
        m_source->description = description;
    }
    m_estimateStop = std::stop_source();
    QPointer<ImageryExportController> self(this);
    AssetAccessor& assets = m_session.services().assets();
    m_session.services().tasks().post(
        [self, &assets, source = m_source, request = *asked, generation = m_generation,
         stop = m_estimateStop.get_token()]() mutable {
            const std::lock_guard lock(source->mutex);
            std::vector<ExportEstimate::Level> levels;
            Result<ExportEstimate> estimate = fail(ErrorCode::Cancelled, {}, {});
            double secondsPerPicture = 0;
            const auto work = [&]() -> Result<void> {
                if (!source->opened) {
                    auto opened = openForExport(source->description, assets, request.cache, stop);
                    if (!opened)
                        return fail(std::move(opened.error()));
                    source->opened = *std::move(opened);
                }
                levels = exportLevels(*source->opened, request.rings);
                if (!request.maxLevel && !levels.empty()) {
                    // The dialog will propose a level; this estimate is only for what is wrong with the area.
                    request.maxLevel = levels.front().number;
                }
                const auto before = std::chrono::steady_clock::now();
                estimate = estimateExport(*source->opened, request, &assets, stop);
                secondsPerPicture =
                    std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count() / kSamples;
                return {};
            };
            if (const auto done = work(); !done)
                estimate = fail(done.error());
            const auto tell = [self, generation, levels = std::move(levels), estimate = std::move(estimate),
                               secondsPerPicture, wasOpen = request.maxLevel] {
                if (!self || !self->m_dialog || self->m_generation != generation)
                    return;
                ExportDialog& dialog = *self->m_dialog;
                const auto before = dialog.choice().request.maxLevel;
                if (!levels.empty())
                    dialog.setLevels(levels);
                if (dialog.choice().request.maxLevel != before) { // another level is chosen now
                    self->estimateSoon();
                    return;
                }
                if (!estimate) {
                    if (estimate.error().code != ErrorCode::Cancelled)
                        dialog.setProblem(errorText(estimate.error()));
                    return;
                }
                const double pixels =
                    estimate->copiesPictures ? 0.0 : double(estimate->width) * double(estimate->height);
                const double each = std::max(secondsPerPicture / kAtOnce, kLeastSecondsPerPicture);
                dialog.setEstimate(*estimate, double(estimate->pictures) * each + pixels / kPixelsPerSecond);
            };
            QMetaObject::invokeMethod(qApp, tell, Qt::QueuedConnection);
        },
        kPriority, m_estimateStop.get_token());
}

void ImageryExportController::start()
{
    auto asked = request();
    if (!asked || m_job || !m_source)
        return;
    m_estimateTimer.stop();
    m_estimateStop.request_stop();
    ++m_generation;
    const QFileInfo file(QString::fromStdString(asked->path));
    m_session.settings().setFolder(file.absolutePath());
    asked->path = file.absoluteFilePath().toStdString();
    m_job = std::make_unique<Job>();
    m_job->path = asked->path;
    m_job->dialog = m_dialog;
    m_dialog->setRunning(true);
    m_dialog->job().setState(JobPanel::State::Running);
    m_dialog->job().setProgress(-1, tr("Reading pictures…"));
    m_followTimer.start();
    AssetAccessor& assets = m_session.services().assets();
    Job* job = m_job.get();
    job->thread =
        std::jthread([job, &assets, source = m_source, request = *std::move(asked)](const std::stop_token& stop) {
            ExportControl control;
            control.stop = stop;
            control.progress = [job, &stop](const ExportProgress& progress) {
                std::unique_lock lock(job->mutex);
                job->progress = progress;
                job->resumed.wait(lock, stop, [job] { return !job->isPaused; });
            };
            Result<ExportOutcome> outcome = fail(ErrorCode::Cancelled, request.path, {});
            {
                const std::lock_guard lock(source->mutex);
                if (source->opened)
                    outcome = exportImagery(*source->opened, request, assets, control);
            }
            const std::lock_guard lock(job->mutex);
            job->outcome = std::move(outcome);
        });
}

void ImageryExportController::follow()
{
    if (!m_job)
        return;
    ExportProgress progress;
    std::optional<Result<ExportOutcome>> outcome;
    double seconds = 0;
    bool isPaused = false;
    {
        const std::lock_guard lock(m_job->mutex);
        progress = m_job->progress;
        outcome = m_job->outcome;
        isPaused = m_job->isPaused;
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_job->begun).count()
            - m_job->pausedSeconds;
    }
    if (outcome) {
        m_followTimer.stop();
        const QPointer<ExportDialog> dialog = m_job->dialog;
        m_job.reset();
        finished(*outcome, dialog);
        return;
    }
    if (!m_job->dialog || progress.total == 0)
        return;
    constexpr double kEnough = 0.02;
    QString text = progress.isWriting
        ? tr("Putting the file together…")
        : tr("%1 of about %2 pictures").arg(QLocale().toString(progress.done), QLocale().toString(progress.total));
    if (isPaused)
        text = tr("Paused · %1").arg(text);
    else if (progress.fraction > kEnough)
        text = tr("%1 · %2 left").arg(text, roughDuration(seconds * (1 - progress.fraction) / progress.fraction));
    m_job->dialog->job().setProgress(progress.fraction, text);
}

void ImageryExportController::finished(const Result<ExportOutcome>& outcome, ExportDialog* dialog)
{
    QString text;
    const bool isCancelled = !outcome && outcome.error().code == ErrorCode::Cancelled;
    if (outcome) {
        text = tr("Saved, %1, of %2 pictures.")
                   .arg(roughSize(double(outcome->bytes)), QLocale().toString(outcome->pictures));
        if (outcome->absent > 0)
            text += u'\n'
                + tr("At %1 places the layer has no picture; %2 of them were filled from coarser ones.")
                      .arg(outcome->absent)
                      .arg(outcome->coarser);
        if (outcome->unreadableCount > 0)
            text += u'\n'
                + tr("%1 pictures could not be read and are left out; the first: %2")
                      .arg(outcome->unreadableCount)
                      .arg(outcome->unreadable.empty() ? QString() : errorText(outcome->unreadable.front()));
    } else {
        text = isCancelled ? tr("Cancelled; nothing of it is left.") : errorText(outcome.error());
    }
    if (dialog != nullptr && dialog == m_dialog) {
        dialog->setRunning(false);
        dialog->job().setState(outcome           ? JobPanel::State::Done
                                   : isCancelled ? JobPanel::State::Idle
                                                 : JobPanel::State::Failed,
                               text);
    } else if (!isCancelled) {
        emit done(text);
    }
    estimateSoon(); // what could not be estimated meanwhile is now
}

} // namespace guanjing::app
