// pack: a part of a scene, in one file that opens without a network.
#include "app/cli/AreaOption.h"
#include "app/cli/CommandScene.h"
#include "app/cli/Commands.h"
#include "app/services/DataServices.h"
#include "app/services/ErrorText.h"
#include "app/services/Language.h"
#include "app/services/PackScenes.h"
#include "layers/packs/Taking.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <limits>
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

QString countText(std::uint64_t count)
{
    return withThinGroups(QLocale(QLocale::English).toString(static_cast<qulonglong>(count)));
}

QString filesText(std::uint64_t count)
{
    const auto number = static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
    return withThinGroups(CommandLine::tr("%Ln file(s)", nullptr, number));
}

QString timeText(double seconds)
{
    constexpr double kMinute = 60, kHour = 3600, kDay = 24 * kHour, kLongest = 100 * kDay;
    if (!(seconds < kLongest)) // nobody waits for it
        return CommandLine::tr("more than %1 days").arg(100);
    const auto whole = static_cast<qint64>(std::max(0.0, seconds) + 0.5);
    if (seconds < kMinute)
        return CommandLine::tr("%1 s").arg(whole);
    if (seconds < kHour)
        return CommandLine::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    if (seconds < 2 * kDay)
        return CommandLine::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
    return CommandLine::tr("%1 days").arg(seconds / kDay, 0, 'f', 0);
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

/// Of a tileset elsewhere only its first document would be taken.
bool holdsNothing(const layers::TakeEstimate::Layer& layer, const layers::Scene& scene)
{
    if (layer.error)
        return false; // says so itself
    const bool isTileset = layer.layer.kind == layers::TakeLayer::Kind::Tileset;
    return layer.requests == 0
        || (isTileset && layer.requests == 1
            && QString::fromStdString(scene.tilesets[layer.layer.index].url)
                   .section(u'?', 0, 0)
                   .endsWith(QLatin1String(".json"), Qt::CaseInsensitive));
}

QString sumText(const layers::TakeEstimate& estimate, const layers::Scene& scene)
{
    if (std::all_of(estimate.layers.begin(), estimate.layers.end(),
                    [&](const layers::TakeEstimate::Layer& layer) { return holdsNothing(layer, scene); }))
        return CommandLine::tr("the layers chosen have nothing in this area; nothing would be in the pack");
    return CommandLine::tr("in all: %1, about %2, about %3", "files, size, time")
        .arg(filesText(estimate.requests), dataSizeText(estimate.bytes), timeText(estimate.seconds));
}

/// What the options leave as it is, although one may think otherwise.
void tellWhole(const layers::Scene& scene, const layers::TakeOptions& options)
{
    const auto taken = layersToTake(scene, options);
    const bool hasModels = std::any_of(taken.begin(), taken.end(), [](const layers::TakeLayer& layer) {
        return layer.isTaken() && layer.kind == layers::TakeLayer::Kind::Tileset;
    });
    if (hasModels && options.maxLevel && options.finestErrorMeters <= 0)
        print(CommandLine::tr("--max-level counts for imagery and terrain; models are taken in full detail unless "
                              "--finest-error METERS says otherwise"));
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
        const QString files = filesText(layer.requests);
        if (holdsNothing(layer, scene)) {
            write(CommandLine::tr("%1: nothing in this area").arg(layerText(layer.layer)));
            continue;
        }
        write(CommandLine::tr("%1: %2, %3", "layer: files, size")
                  .arg(layerText(layer.layer), layer.isExact ? files : CommandLine::tr("about %1").arg(files),
                       dataSizeText(layer.bytes)));
        if (layer.error) {
            printError(*layer.error);
            isWhole = false;
        }
    }
    write(sumText(*estimate, scene));
    return isWhole ? kExitDone : kExitFailed;
}

QString progressText(const layers::TakeProgress& progress)
{
    QString text = progress.isTotalKnown ? CommandLine::tr("%1 of %2", "number so far, files in all")
                                               .arg(countText(progress.done), filesText(progress.total))
                                         : CommandLine::tr("%1 of %2 or more", "number so far, files in all")
                                               .arg(countText(progress.done), filesText(progress.total));
    text += QStringLiteral(", ") + dataSizeText(static_cast<double>(progress.bytes));
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
    print(sumText(*estimate, scene));
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
    print(
        CommandLine::tr("%1: %2, %3", "layer: files, size")
            .arg(given.out, filesText(progress.done), dataSizeText(static_cast<double>(QFileInfo(given.out).size()))));
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
    const std::string demoBase = command.demo().baseUrl().toStdString();
    auto chosen = readArea(options.area, *scene, demoBase);
    if (!chosen)
        return failed(chosen.error());
    if (isBesideDemoCity(*chosen, *scene, demoBase))
        print(CommandLine::tr("the area lies outside the demo city; nothing of the city would be in the pack"));
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
    take.aliases = demoAliases(demoBase);
    take.cache = options.offline ? CachePolicy::Http : CachePolicy::Never;
    take.createdBy = "Guanjing " GUANJING_VERSION;
    tellLeftOut(*scene, take);
    tellWhole(*scene, take);
    const layers::TakeServices services{data.assets(), data.tasks()};
    return options.estimate ? tellEstimate(services, *scene, take) : app::take(services, *scene, take, options);
}

} // namespace guanjing::app
