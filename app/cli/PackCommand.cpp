// pack: a part of a scene, in one file that opens without a network.
#include "app/cli/CommandScene.h"
#include "app/cli/Commands.h"
#include "app/services/DataServices.h"
#include "app/services/ErrorText.h"
#include "app/services/ExportChoice.h"
#include "app/services/PackScenes.h"
#include "layers/packs/Taking.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <optional>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

constexpr double kLookSeconds = 0.5;
constexpr int kLooksBetweenLines = 20; ///< where lines are not written over

std::atomic<bool> isInterrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

/// SIGINT and SIGTERM: what is there is kept and can be gone on with. The second one ends at once.
void interrupt(int number)
{
    isInterrupted = true;
    std::signal(number, SIG_DFL);
}

void print(const QString& line) { std::fprintf(stderr, "%s\n", line.toUtf8().constData()); }

QString sizeText(double bytes)
{
    return QLocale(QLocale::English)
        .formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeTraditionalFormat);
}

QString countText(std::uint64_t count) { return QLocale(QLocale::English).toString(static_cast<qulonglong>(count)); }

QString timeText(double seconds)
{
    const auto whole = static_cast<qint64>(seconds + 0.5);
    if (whole < 60)
        return CommandLine::tr("%1 s").arg(whole);
    if (whole < 3600)
        return CommandLine::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return CommandLine::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString layerText(const layers::TakeLayer& layer)
{
    const QString name = QString::fromStdString(layer.name);
    return layer.date.empty() ? name : CommandLine::tr("%1 (%2)").arg(name, QString::fromStdString(layer.date));
}

void tellLeftOut(const layers::Scene& scene, const layers::TakeOptions& options)
{
    for (const layers::TakeLayer& layer : layersToTake(scene, options)) {
        if (layer.obstacle == layers::TakeLayer::Obstacle::IsLive)
            print(CommandLine::tr("%1 is left out: live data cannot be taken along").arg(layerText(layer)));
        else if (layer.obstacle == layers::TakeLayer::Obstacle::IsVector)
            print(CommandLine::tr("%1 is left out: vector data is not shown by this version").arg(layerText(layer)));
    }
}

int tellEstimate(const layers::TakeServices& services, const layers::Scene& scene, const layers::TakeOptions& options)
{
    const auto estimate = estimateTaking(services, scene, options);
    if (!estimate) {
        printError(estimate.error());
        return kExitFailed;
    }
    bool isWhole = true;
    const auto write = [](const QString& line) { std::fprintf(stdout, "%s\n", line.toUtf8().constData()); };
    for (const layers::TakeEstimate::Layer& layer : estimate->layers) {
        const QString count = countText(layer.requests);
        write(CommandLine::tr("%1: %2 files, %3")
                  .arg(layerText(layer.layer), layer.isExact ? count : CommandLine::tr("about %1").arg(count),
                       sizeText(layer.bytes)));
        if (layer.error) {
            printError(*layer.error);
            isWhole = false;
        }
    }
    write(CommandLine::tr("in all: %1 files, about %2, about %3")
              .arg(countText(estimate->requests), sizeText(estimate->bytes), timeText(estimate->seconds)));
    return isWhole ? kExitDone : kExitFailed;
}

QString progressText(const layers::TakeProgress& progress)
{
    QString text = progress.isTotalKnown
        ? CommandLine::tr("%1 of %2 files").arg(countText(progress.done), countText(progress.total))
        : CommandLine::tr("%1 of %2 or more files").arg(countText(progress.done), countText(progress.total));
    text += QStringLiteral(", ") + sizeText(static_cast<double>(progress.bytes));
    if (progress.secondsLeft >= 0)
        text += QStringLiteral(", ") + CommandLine::tr("%1 left").arg(timeText(progress.secondsLeft));
    if (progress.missing > 0)
        text += QStringLiteral(", ") + CommandLine::tr("%1 could not be had").arg(countText(progress.missing));
    return text;
}

/// Shows how far it is until it ends.
layers::TakeProgress watch(layers::Taking& taking)
{
    const bool isTerminal = ::isatty(STDERR_FILENO) != 0;
    std::string trouble;
    for (int look = 1; !taking.waitFor(kLookSeconds); ++look) {
        if (isInterrupted)
            taking.cancel();
        const layers::TakeProgress progress = taking.progress();
        if (progress.trouble && progress.trouble->source != trouble) {
            trouble = progress.trouble->source;
            if (isTerminal)
                std::fputs("\r\x1b[K", stderr);
            printError(*progress.trouble);
        }
        if (isTerminal)
            std::fprintf(stderr, "\r\x1b[K%s", progressText(progress).toUtf8().constData());
        else if (look % kLooksBetweenLines == 0)
            print(progressText(progress));
    }
    if (isTerminal)
        std::fputs("\r\x1b[K", stderr);
    return taking.progress();
}

/// False, and said, where a new pack would not find room. What a new one is reckoned to be is put into `estimate`.
bool findsRoom(const layers::TakeServices& services, const layers::Scene& scene, const layers::TakeOptions& options,
               const QFileInfo& file, std::optional<layers::TakeEstimate>& estimate)
{
    if (file.exists())
        return true; // a part of it is there
    auto reckoned = estimateTaking(services, scene, options);
    if (!reckoned)
        return true; // taking tells it better
    estimate = *std::move(reckoned);
    print(CommandLine::tr("in all: %1 files, about %2, about %3")
              .arg(countText(estimate->requests), sizeText(estimate->bytes), timeText(estimate->seconds)));
    const auto checked = checkPackRoom(file.absoluteFilePath().toStdString(), estimate->bytes);
    if (!checked)
        printError(checked.error());
    return checked.has_value();
}

int take(const layers::TakeServices& services, const layers::Scene& scene, const layers::TakeOptions& options,
         const Options& given)
{
    const std::string path = QFileInfo(given.out).absoluteFilePath().toStdString();
    std::optional<layers::TakeEstimate> expected;
    if (!findsRoom(services, scene, options, QFileInfo(given.out), expected))
        return kExitFailed;
    auto taking =
        layers::Taking::start(services, scene, options, path, given.packKey.get(), expected ? &*expected : nullptr);
    if (!taking) {
        printError(taking.error());
        return kExitFailed;
    }
    std::signal(SIGINT, interrupt);
    std::signal(SIGTERM, interrupt);
    const layers::TakeProgress progress = watch(**taking);
    const std::vector<Error> missing = (*taking)->missing();
    for (const Error& error : missing)
        printError(error);
    if (progress.missing > missing.size())
        print(moreLikeItText(progress.missing - missing.size()));
    if (progress.state == layers::TakeState::Failed && progress.error)
        printError(*progress.error);
    if (progress.state != layers::TakeState::Done) {
        print(CommandLine::tr("%1 is not complete yet; the same command goes on with it").arg(given.out));
        return kExitFailed;
    }
    taking->reset(); // the file is whole now
    print(CommandLine::tr("%1: %2 files, %3")
              .arg(given.out, countText(progress.done), sizeText(static_cast<double>(QFileInfo(given.out).size()))));
    return progress.missing > 0 ? kExitFailed : kExitDone;
}

} // namespace

int runPack(const Options& options)
{
    CommandScene command(options);
    DataServices& data = command.data();
    const auto failed = [](const Error& error) {
        printError(error);
        return kExitFailed;
    };
    auto scene = command.open();
    if (!scene)
        return failed(scene.error());
    auto chosen = areaFromText(options.area);
    if (!chosen)
        return failed(chosen.error());
    auto area = Area::fromRings(std::move(chosen->rings));
    if (!area) {
        area.error().source = options.area.toStdString();
        return failed(area.error());
    }
    layers::TakeOptions take;
    take.area = std::move(*area);
    for (const QString& name : options.layers)
        take.layers.push_back(name.trimmed().toStdString());
    for (const QString& date : options.dates)
        take.dates.push_back(date.trimmed().toStdString());
    take.maxLevel = options.maxLevel;
    take.finestErrorMeters = options.finestErrorMeters;
    take.aliases = demoAliases(command.demo().baseUrl().toStdString());
    take.cache = options.offline ? CachePolicy::Http : CachePolicy::Never;
    take.createdBy = "Guanjing " GUANJING_VERSION;
    tellLeftOut(*scene, take);
    const layers::TakeServices services{data.assets(), data.tasks()};
    return options.estimate ? tellEstimate(services, *scene, take) : app::take(services, *scene, take, options);
}

} // namespace guanjing::app
