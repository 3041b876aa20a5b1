#include "app/cli/Commands.h"
#include "app/cli/Options.h"
#include "app/services/ErrorText.h"
#include "app/services/Language.h"
#include "app/viewer/Viewer.h"

#include <QApplication>
#include <QGuiApplication>

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
        for (const char* word : {"render", "bench", "inspect", "serve", "--help", "-h", "--version"}) {
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

int printUsage(const Error& error)
{
    if (error.code == ErrorCode::Usage)
        std::fprintf(stderr, "guanjing: %s\n%s\n", error.detail.c_str(),
                     QCoreApplication::translate("CommandLine", "\"guanjing --help\" lists what there is.")
                         .toUtf8()
                         .constData());
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
    case Command::Window: break;
    }
    ViewerOptions viewer;
    viewer.scene = options.source;
    viewer.cacheDir = options.cacheDir;
    viewer.offline = options.offline;
    viewer.language = options.language;
    return runViewer(static_cast<QApplication&>(application), viewer);
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
            if (const auto read = parseOptions(QCoreApplication::arguments().mid(1)); !read)
                return printUsage(read.error());
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

    const auto options = parseOptions(QCoreApplication::arguments().mid(1));
    if (!options)
        return printUsage(options.error());
    setLogSink(options->logLevel, {});
    return run(*options, *application);
}
