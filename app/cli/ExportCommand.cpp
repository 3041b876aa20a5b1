// export: a part of an imagery layer of a scene as a file for other programs.
#include "app/cli/AreaOption.h"
#include "app/cli/CommandScene.h"
#include "app/cli/Commands.h"
#include "app/services/ErrorText.h"
#include "app/services/ExportChoice.h"
#include "app/services/Language.h"
#include "geodata/exports/ImageryExport.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <stop_token>
#include <thread>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

std::atomic<bool> isInterrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

/// SIGINT and SIGTERM: the draft goes, what was there stays. The second one ends at once.
void interrupt(int number)
{
    isInterrupted = true;
    std::signal(number, SIG_DFL);
}

QString picturesText(std::uint64_t count)
{
    return withThinGroups(CommandLine::tr("%Ln picture(s)", nullptr, static_cast<int>(count)));
}

void print(const QString& line) { std::fprintf(stderr, "%s\n", line.toUtf8().constData()); }

} // namespace

int runExport(const Options& options)
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
    const auto layer = layerToExport(*scene, options.layer, options.date);
    if (!layer)
        return failed(layer.error());
    auto area = readArea(options.area, *scene, command.demo().baseUrl().toStdString());
    if (!area)
        return failed(area.error());

    ExportRequest request = requestFor(scene->imagery[*layer]);
    request.format = exportFormatOf(options.format).value_or(ExportFormat::Cog);
    request.coding = options.coding == u"jpeg" ? ExportCoding::Jpeg
        : options.coding == u"webp"            ? ExportCoding::WebP
        : options.coding == u"lossless"        ? ExportCoding::Lossless
                                               : ExportCoding::Auto;
    request.path = QFileInfo(options.out).absoluteFilePath().toStdString();
    request.rings = std::move(area->rings);
    request.clips = !area->isRectangle;
    request.minLevel = options.minLevel;
    request.maxLevel = options.maxLevel;

    std::stop_source stop;
    std::signal(SIGINT, interrupt);
    std::signal(SIGTERM, interrupt);
    // A signal may not set a stop_source itself.
    const std::jthread watch([&stop](const std::stop_token& over) {
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        while (!over.stop_requested()) {
            never.wait_for(lock, over, std::chrono::milliseconds(100), [] { return false; });
            if (isInterrupted)
                stop.request_stop();
        }
    });
    const auto imagery =
        openForExport(layers::descriptionOf(scene->imagery[*layer]), data.assets(), request.cache, stop.get_token());
    if (!imagery)
        return failed(imagery.error());
    const auto estimate = estimateExport(*imagery, request, &data.assets(), stop.get_token());
    if (!estimate)
        return failed(estimate.error());
    print(CommandLine::tr("%1 to read, %2 × %3 pixels, about %4", "pictures, width, height, size")
              .arg(picturesText(estimate->pictures))
              .arg(estimate->width)
              .arg(estimate->height)
              .arg(dataSizeText(estimate->bytes)));
    for (const std::string& note : estimate->notes)
        print(errorDetailText(note));

    ExportControl control;
    control.stop = stop.get_token();
    const bool isTerminal = ::isatty(STDERR_FILENO) != 0;
    int shown = -1;
    control.progress = [&](const ExportProgress& progress) {
        const int percent = static_cast<int>(progress.fraction * 100);
        if (isTerminal && percent != shown)
            std::fprintf(stderr, "\r%3d %%", percent);
        shown = percent;
    };
    const auto made = exportImagery(*imagery, request, data.assets(), control);
    if (isTerminal && shown >= 0)
        std::fputs("\r     \r", stderr);
    if (!made)
        return failed(made.error());
    for (const Error& error : made->unreadable)
        printError(error);
    if (made->unreadableCount > made->unreadable.size())
        print(moreLikeItText(made->unreadableCount - made->unreadable.size()));
    print(CommandLine::tr("%1: %2, of %3", "file, size, pictures")
              .arg(options.out, dataSizeText(double(made->bytes)), picturesText(made->pictures)));
    if (made->absent > 0)
        print(withThinGroups(CommandLine::tr("at %Ln place(s) the layer has no picture; %1 filled from coarser ones",
                                             nullptr, static_cast<int>(made->absent)))
                  .arg(made->coarser));
    return made->unreadableCount > 0 ? kExitFailed : kExitDone;
}

} // namespace guanjing::app
