// render and bench: a scene, view after view, into pictures and figures.
#include "app/cli/CommandScene.h"
#include "app/cli/Commands.h"
#include "app/cli/SceneFailures.h"
#include "app/cli/SilentRequests.h"
#include "app/cli/ViewRun.h"
#include "app/services/ErrorText.h"
#include "app/services/QtTextRasterizer.h"
#include "geodata/net/Url.h"
#include "geodata/packs/PackAccessor.h"
#include "layers/scene/Dates.h"
#include "render/view/ViewSettings.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageWriter>
#include <QSaveFile>
#include <QStorageInfo>

#include <algorithm>
#include <cstdio>

namespace guanjing::app {
namespace {

constexpr int kFramesAtRest = 20; // as the peer measures

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// The sun asked for; else that of ten o'clock on an equinox by the sun's own time at the first view, so that pictures and
/// figures of different days compare and no place lies in the dark.
std::chrono::sys_time<std::chrono::milliseconds> sunInstant(const Options& options, double lonDegrees)
{
    using namespace std::chrono;
    if (options.sun)
        return sys_time<milliseconds>(milliseconds(options.sun->toMSecsSinceEpoch()));
    const double hour = 10.0 - lonDegrees / 15.0;
    return sys_days{year{2026} / March / 20} + milliseconds(static_cast<std::int64_t>(hour * 3600e3));
}

std::string pictureName(const QString& out, std::size_t index)
{
    if (index == 0)
        return out.toStdString();
    const QFileInfo file(out);
    const QString suffix = file.suffix().isEmpty() ? QStringLiteral("png") : file.suffix();
    return (file.path() + QLatin1Char('/') + file.completeBaseName() + QStringLiteral("-%1.").arg(index + 1) + suffix)
        .toStdString();
}

/// A file is replaced as a whole; a device or pipe is written as it stands, as a new file would take its place.
Result<void> writeBytes(const QString& path, const QByteArray& bytes)
{
    const QFileInfo target(path);
    std::unique_ptr<QFileDevice> file;
    if (target.exists() && !target.isFile() && !target.isDir())
        file = std::make_unique<QFile>(path);
    else
        file = std::make_unique<QSaveFile>(path);
    bool isWritten = file->open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file->write(bytes) == bytes.size();
    if (auto* whole = qobject_cast<QSaveFile*>(file.get()))
        isWritten = isWritten && whole->commit();
    if (isWritten)
        return {};
    if (file->error() == QFileDevice::ResourceError || QStorageInfo(target.path()).bytesAvailable() < bytes.size())
        return fail(ErrorCode::DiskFull, path.toStdString(), {});
    return fail(ErrorCode::WriteFailed, path.toStdString(), file->errorString().toStdString());
}

Result<void> writePicture(const tiles3d::Image& picture, const std::string& name)
{
    const QImage image(picture.pixels.data(), picture.width, picture.height, picture.width * 4,
                       QImage::Format_RGBX8888);
    const QString path = QString::fromStdString(name);
    const QByteArray suffix = QFileInfo(path).suffix().toUpper().toUtf8();
    QBuffer encoded;
    encoded.open(QIODevice::WriteOnly);
    QImageWriter writer(&encoded, suffix.isEmpty() ? QByteArray("PNG") : suffix);
    if (!writer.write(image))
        return fail(ErrorCode::WriteFailed, name, writer.errorString().toStdString());
    return writeBytes(path, encoded.data());
}

Result<void> writeText(const QString& path, const std::string& text)
{
    return writeBytes(path, QByteArray::fromStdString(text));
}

/// The views asked for; without any the scene's first viewpoint; without that, all of the first source whose bounds
/// become known.
Result<std::vector<layers::Viewpoint>> viewsOf(const Options& options, ViewRun& run)
{
    if (!options.views.empty())
        return options.views;
    layers::SceneEngine& engine = run.engine();
    if (!engine.scene().viewpoints.empty())
        return std::vector{engine.scene().viewpoints.front()};
    const auto fromAbove = layers::ViewState::geographic(113.75, 23.02, 5e6, 0, -90, options.width, options.height);
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(options.timeoutSeconds);
    while (std::chrono::steady_clock::now() < end) {
        run.update(fromAbove);
        if (run.onWaiting)
            run.onWaiting();
        bool undecided = false;
        for (const layers::SourceStatus& source : engine.sources()) {
            if (source.kind != layers::SourceKind::Tileset && source.kind != layers::SourceKind::Imagery)
                continue;
            if (const auto viewpoint = engine.viewpointFor(source.id)) {
                // Which side of a model without a place is its front is known once some of it is there.
                const auto near = layers::ViewState::geographic(viewpoint->lonDegrees, viewpoint->latDegrees,
                                                                viewpoint->heightMeters, viewpoint->headingDegrees,
                                                                viewpoint->pitchDegrees, options.width, options.height);
                while (engine.isStudio() && options.command == Command::Render && !engine.hasContent(source.id)
                       && !engine.isSettled() && std::chrono::steady_clock::now() < end) {
                    run.update(near);
                    if (run.onWaiting)
                        run.onWaiting();
                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                }
                return std::vector{engine.viewpointFor(source.id).value_or(*viewpoint)};
            }
            undecided = undecided || source.state != layers::SourceState::Failed;
        }
        if (!undecided)
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (const std::vector<std::string> silent = engine.pendingUrls(1); !silent.empty())
        return fail(ErrorCode::Timeout, silent.front(), {});
    return fail(ErrorCode::BadValue, options.source.toStdString(), "its extent is not known, so --view is needed");
}

constexpr std::size_t kPendingUrlsShown = 5;

/// The view's number, and what it still waits for.
void tellTimeout(std::size_t view, double timeoutSeconds, const layers::SceneEngine& engine)
{
    const std::size_t pending = engine.counters().pending;
    std::fprintf(stderr, "%s\n",
                 CommandLine::tr("view %1 was not complete after %2 s; %3 tiles were still on their way")
                     .arg(view)
                     .arg(timeoutSeconds)
                     .arg(pending)
                     .toUtf8()
                     .constData());
    const std::vector<std::string> urls = engine.pendingUrls(kPendingUrlsShown);
    for (const std::string& url : urls)
        std::fprintf(stderr, "%s\n",
                     CommandLine::tr("still waiting for %1").arg(QString::fromStdString(url)).toUtf8().constData());
    if (!urls.empty() && pending > urls.size())
        std::fprintf(stderr, "%s\n", moreLikeItText(pending - urls.size()).toUtf8().constData());
}

/// Of what another date is shown than the one asked for.
void tellOtherDates(const layers::Scene& scene, const QString& asked)
{
    const auto say = [](const QString& line) { std::fprintf(stderr, "%s\n", line.toUtf8().constData()); };
    if (asked.isEmpty())
        return;
    if (layers::datesOf(scene).empty())
        say(CommandLine::tr("nothing in the scene has a date; --date %1 changes nothing").arg(asked));
    for (const layers::OtherDate& other : layers::otherDatesAt(scene, asked.toStdString())) {
        QStringList names;
        for (const std::string& name : other.names)
            names << QString::fromStdString(name);
        say(CommandLine::tr("%3: none from %1; the one from %2 is shown", "dates; names of layers")
                .arg(asked, QString::fromStdString(other.shown), names.join(CommandLine::tr(", ", "between names"))));
    }
}

/// Whether the pictures can be written at all is told before the work, not after.
Result<void> checkOut(const QString& out)
{
    const QFileInfo file(out);
    const QByteArray suffix = file.suffix().toLower().toUtf8();
    if (!suffix.isEmpty() && !QImageWriter::supportedImageFormats().contains(suffix))
        return fail(ErrorCode::UnsupportedFeature, out.toStdString(), "pictures of type ." + suffix.toStdString());
    if (!QFileInfo(file.absolutePath()).isDir())
        return fail({ErrorCode::WriteFailed, out.toStdString(), "no such folder", ErrorReason::NoSuchFile});
    if (!QFileInfo(file.absolutePath()).isWritable())
        return fail({ErrorCode::WriteFailed, out.toStdString(), "no permission to write in this folder",
                     ErrorReason::NoPermission});
    return {};
}

int runScene(const Options& options)
{
    if (options.command == Command::Render) {
        if (const auto possible = checkOut(options.out); !possible) {
            printError(possible.error());
            return kExitFailed;
        }
    }
    CommandScene command(options);
    DataServices& data = command.data();
    auto scene = command.open();
    if (!scene) {
        printError(scene.error());
        return kExitFailed;
    }

    tellOtherDates(*scene, options.date);

    std::unique_ptr<QtTextRasterizer> text;
    const bool isPicture = options.command == Command::Render;
    if (options.draw && (isPicture || !scene->live.empty() || scene->watermark || scene->ground.contours))
        text = std::make_unique<QtTextRasterizer>();
    const ViewRun::Services running{data.assets(), data.tasks(), data.clock(), text.get()};
    layers::EngineSettings engineSettings;
    engineSettings.maximumScreenSpaceError = options.screenSpaceError;
    engineSettings.memoryBudgetBytes = static_cast<std::size_t>(options.memoryMebibytes) << 20;
    engineSettings.fades = false;

    std::unique_ptr<ViewRun> run;
    if (options.draw) {
        auto drawn = ViewRun::makeDrawn(
            running, engineSettings,
            {options.samples, options.shadows, isPicture, !options.isPlain, isPicture && !options.isPlain});
        if (!drawn) {
            printError(drawn.error());
            return kExitFailed;
        }
        run = *std::move(drawn);
    } else {
        run = ViewRun::makeUndrawn(running, engineSettings);
    }

    SilentRequests silent(data.assets());
    run->onWaiting = [&silent] { silent.look(); };
    // As the window opens it, where no date is asked for.
    layers::ViewContent content{options.date.toStdString(), {}};
    if (options.date.isEmpty() && !scene->compare.views.empty())
        content = {scene->compare.views.back().date, scene->compare.views.back().hidden};
    run->engine().setScene(*std::move(scene));
    run->engine().setContents({content});
    const auto views = viewsOf(options, *run);
    if (!views) {
        tellFailures(run->engine());
        // A source that could not be read has said why; that it has no extent either is no news.
        if (views.error().code != ErrorCode::BadValue || failureLines(run->engine()).empty())
            printError(views.error());
        return kExitFailed;
    }

    run->setSun(sunInstant(options, views->front().lonDegrees));

    RunFigures figures;
    bool failed = false;
    const bool isBench = options.command == Command::Bench;
    for (std::size_t i = 0; i < views->size(); ++i) {
        const layers::Viewpoint& v = (*views)[i];
        const auto view = layers::ViewState::geographic(v.lonDegrees, v.latDegrees, v.heightMeters, v.headingDegrees,
                                                        v.pitchDegrees, options.width, options.height);
        const bool measured = isBench || !options.stats.isEmpty();
        figures.views.push_back(run->show(view, options.timeoutSeconds, measured ? kFramesAtRest : 0, figures.startMs));
        if (figures.views.back().timedOut) {
            tellTimeout(i + 1, options.timeoutSeconds, run->engine());
            failed = true;
        }
        if (isBench || !options.draw)
            continue;
        if (const auto done = writePicture(*run->picture(), pictureName(options.out, i)); !done) {
            printError(done.error());
            return kExitFailed;
        }
    }

    const AssetStatistics traffic = data.statistics();
    const layers::EngineCounters& counters = run->engine().counters();
    figures.renderer = run->renderer();
    figures.effects = run->effects();
    figures.requests = traffic.requests;
    figures.bytes = traffic.bytes;
    figures.bytesNeverDrawn = counters.bytesNeverDrawn;
    figures.picturesWanted = counters.picturesWanted;
    figures.picturesDecoded = counters.picturesDecoded;
    figures.memoryBytes = counters.memoryBytes;
    figures.errors = failureLines(run->engine());
    const std::vector<Error> incomplete = data.packs().incomplete();
    for (const Error& pack : incomplete)
        printError(pack);
    for (const Error& problem : data.problems())
        printError(problem); // a cache that cannot be used is told, and done without
    tellFailures(run->engine());
    if (!options.stats.isEmpty()) {
        if (const auto done = writeText(options.stats, statsJson(figures)); !done) {
            printError(done.error());
            return kExitFailed;
        }
    } else if (isBench) {
        std::fputs(statsJson(figures).c_str(), stdout);
    }
    return failed || !incomplete.empty() || !figures.errors.empty() ? kExitFailed : kExitDone;
}

} // namespace

void printError(const Error& error) { std::fprintf(stderr, "%s\n", errorText(error).toUtf8().constData()); }

int runRender(const Options& options) { return runScene(options); }

int runBench(const Options& options) { return runScene(options); }

} // namespace guanjing::app
