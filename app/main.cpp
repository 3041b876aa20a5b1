#include "app/cli/Commands.h"
#include "app/cli/Options.h"
#include "app/services/Allocator.h"
#include "app/services/ErrorText.h"
#include "app/services/Language.h"
#include "app/services/SceneSource.h"
#include "app/viewer/Viewer.h"

#include <QApplication>
#include <QGuiApplication>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace {

using namespace guanjing;
using namespace guanjing::app;

bool isWindowCommand(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        for (const char* word :
             {"render", "bench", "inspect", "serve", "export", "pack", "--help", "-h", "--version"}) {
            if (std::strcmp(argv[i], word) == 0)
                return false;
        }
    }
    return true;
}

bool isPictureCommand(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
        if (std::strcmp(argv[i], "render") == 0 || std::strcmp(argv[i], "bench") == 0)
            return true;
    return false;
}

/// --language has to be known before the first sentence, wrong usage included.
QString languageArgument(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const QString argument = QString::fromLocal8Bit(argv[i]);
        if (argument == u"--language" && i + 1 < argc)
            return QString::fromLocal8Bit(argv[i + 1]);
        if (argument.startsWith(QLatin1String("--language=")))
            return argument.section(QLatin1Char('='), 1);
    }
    return {};
}

int printUsage(const Error& error, const QStringList& arguments)
{
    if (error.code == ErrorCode::Usage)
        std::fprintf(stderr, "guanjing: %s\n%s\n", error.detail.c_str(), usageHint(arguments).toUtf8().constData());
    else
        printError(error);
    return kExitUsage;
}

int run(const Options& options, QCoreApplication& application)
{
    switch (options.command) {
    case Command::Help: std::fputs(options.help.toUtf8().constData(), stdout); return kExitDone;
    case Command::Version: std::fputs("guanjing " GUANJING_VERSION "\n", stdout); return kExitDone;
    case Command::Render: return runRender(options);
    case Command::Bench: return runBench(options);
    case Command::Inspect: return runInspect(options);
    case Command::Serve: return runServeCommand(options);
    case Command::Export: return runExport(options);
    case Command::Pack: return runPack(options);
    case Command::Window: break;
    }
    ViewerOptions viewer;
    viewer.scene = options.source;
    viewer.cacheDir = options.cacheDir;
    viewer.cacheKey = options.cacheKey;
    viewer.usesUsualCache = options.usesUsualCache;
    viewer.network = options.network;
    viewer.packKey = options.packKey;
    viewer.offline = options.offline;
    viewer.language = options.language;
    return runViewer(static_cast<QApplication&>(application), viewer);
}

/// What is left of standard output; a full disk shows only here. False once it is told.
bool flushOutput()
{
    errno = 0;
    const bool isWritten = std::fflush(stdout) == 0;
    const int number = errno;
    if (isWritten && std::ferror(stdout) == 0)
        return true;
    if (number == EPIPE) // who read it has had enough
        return true;
    printError({number == ENOSPC || number == 0 ? ErrorCode::DiskFull : ErrorCode::WriteFailed,
                QCoreApplication::translate("CommandLine", "standard output").toStdString(),
                {}});
    return false;
}

/// What Qt has to say belongs in the log, not between a command's own lines.
void logQtMessage(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    const LogLevel level = type == QtDebugMsg || type == QtInfoMsg ? LogLevel::Debug
        : type == QtWarningMsg                                     ? LogLevel::Info
                                                                   : LogLevel::Error;
    log(level, "qt", message.toStdString());
}

} // namespace

int main(int argc, char** argv)
{
    keepFreedPages();
    qInstallMessageHandler(logQtMessage);
    // Numbers in JSON and URLs have points, whatever the user's locale; Qt keeps its own.
    const bool window = isWindowCommand(argc, argv);
    std::unique_ptr<QCoreApplication> application;
    if (window) {
        if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
            && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
            QCoreApplication early(argc, argv);
            installLanguage(languageArgument(argc, argv));
            // a mistyped command looks like a scene for the window
            const QStringList arguments = QCoreApplication::arguments().mid(1);
            const auto read = parseOptions(arguments);
            if (!read)
                return printUsage(read.error(), arguments);
            if (const auto missing = missingSceneFile(read->source)) {
                printError(*missing);
                std::fprintf(stderr, "%s\n", usageHint(arguments).toUtf8().constData());
                return kExitFailed;
            }
            printError({ErrorCode::NoDisplay,
                        {},
                        "neither DISPLAY nor WAYLAND_DISPLAY is set; \"guanjing render\" draws without one"});
            return kExitFailed;
        }
        configureOpenGl();
        application = std::make_unique<QApplication>(argc, argv);
    } else if (isPictureCommand(argc, argv)) {
        // Labels need fonts, and fonts need Qt's GUI part, but neither needs a display.
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QGuiApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    QCoreApplication::setApplicationName(QStringLiteral("guanjing"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GUANJING_VERSION));
    std::setlocale(LC_NUMERIC, "C");
    installLanguage(languageArgument(argc, argv));

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const auto options = parseOptions(arguments);
    if (!options)
        return printUsage(options.error(), arguments);
    setLogSink(options->logLevel, {});
    const int code = run(*options, *application);
    return flushOutput() || code != kExitDone ? code : kExitFailed;
}
