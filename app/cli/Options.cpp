#include "app/cli/Options.h"

#include "app/cli/DateOption.h"
#include "app/cli/ExportOptions.h"
#include "app/cli/NearestWord.h"
#include "app/cli/NetworkOptions.h"
#include "app/cli/PackOptions.h"
#include "geodata/store/StoreKey.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <algorithm>
#include <cmath>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

tl::unexpected<Error> usage(const QString& sentence) { return fail(ErrorCode::Usage, {}, sentence.toStdString()); }

struct CommandDescription {
    Command command;
    const char* word;
    const char* needs; ///< what must follow the word
    const char* summary;
};

/// Keeps the names of its options, to suggest the nearest.
class CommandParser : public QCommandLineParser {
public:
    void addOption(const QCommandLineOption& option)
    {
        m_names += option.names();
        QCommandLineParser::addOption(option);
    }
    [[nodiscard]] const QStringList& names() const { return m_names; }

private:
    QStringList m_names;
};

constexpr CommandDescription kCommands[] = {
    {Command::Render, "render", "SCENE --view LON,LAT,HEIGHT,HEADING,PITCH --out PICTURE.png",
     QT_TRANSLATE_NOOP("CommandLine", "Draw views of a scene into pictures")},
    {Command::Bench, "bench", "SCENE --views FILE.json", QT_TRANSLATE_NOOP("CommandLine", "Time views of a scene")},
    {Command::Inspect, "inspect", "SOURCE [--json]",
     QT_TRANSLATE_NOOP("CommandLine", "Say what a source is and holds, and what is wrong with it")},
    {Command::Export, "export", "SCENE --layer NAME --area W,S,E,N|FILE|TOWN --out FILE",
     QT_TRANSLATE_NOOP("CommandLine", "Write a part of an imagery layer as MBTiles, GeoPackage or COG")},
    {Command::Pack, "pack", "SCENE --area W,S,E,N|FILE|TOWN --out FILE.gjpack",
     QT_TRANSLATE_NOOP("CommandLine", "Take a part of a scene along, in one file that opens without a network")},
    {Command::Serve, "serve", "", QT_TRANSLATE_NOOP("CommandLine", "Serve the demo city on this machine")},
};

Result<double> number(const QString& text, const QString& what)
{
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok || !std::isfinite(value))
        return usage(CommandLine::tr("%1: \"%2\" is not a number").arg(what, text));
    return value;
}

Result<layers::Viewpoint> checkedView(layers::Viewpoint view, const QString& where)
{
    if (std::abs(view.lonDegrees) > 180)
        return usage(CommandLine::tr("%1: the longitude must lie between -180 and 180 degrees, not %2")
                         .arg(where)
                         .arg(view.lonDegrees));
    if (std::abs(view.latDegrees) > 90)
        return usage(CommandLine::tr("%1: the latitude must lie between -90 and 90 degrees, not %2")
                         .arg(where)
                         .arg(view.latDegrees));
    if (view.heightMeters < -1000 || view.heightMeters > 1e8)
        return usage(CommandLine::tr("%1: the height must lie between -1000 and 1e8 metres").arg(where));
    if (view.pitchDegrees < -90 || view.pitchDegrees > 90)
        return usage(CommandLine::tr("%1: the pitch must lie between -90 and 90 degrees").arg(where));
    return view;
}

Result<layers::Viewpoint> parseView(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char(','));
    if (parts.size() != 5)
        return usage(CommandLine::tr("--view needs LON,LAT,HEIGHT,HEADING,PITCH, not \"%1\"").arg(text));
    double values[5];
    for (int i = 0; i < 5; ++i) {
        const auto value = number(parts[i].trimmed(), QStringLiteral("--view"));
        if (!value)
            return fail(value.error());
        values[i] = *value;
    }
    return checkedView({{}, values[0], values[1], values[2], values[3], values[4], {}}, QStringLiteral("--view"));
}

LogLevel logLevelOf(const QString& word, bool& ok)
{
    ok = true;
    if (word == u"debug")
        return LogLevel::Debug;
    if (word == u"info")
        return LogLevel::Info;
    if (word == u"warning")
        return LogLevel::Warning;
    if (word == u"error")
        return LogLevel::Error;
    if (word == u"off")
        return LogLevel::Off;
    ok = false;
    return LogLevel::Warning;
}

/// The command's word and what must follow it.
QString callOf(const CommandDescription& command)
{
    const QString needs = QString::fromLatin1(command.needs);
    return QLatin1String(command.word) + (needs.isEmpty() ? QString() : QLatin1Char(' ') + needs);
}

/// An option that this command does not know.
tl::unexpected<Error> unknownOption(const QString& name, const QStringList& known)
{
    const QString near = nearestWord(name, known);
    if (near.isEmpty())
        return usage(CommandLine::tr("there is no option --%1 here; --help lists them").arg(name));
    return usage(CommandLine::tr("there is no option --%1 here; did you mean --%2?").arg(name, near));
}

QString generalHelp()
{
    QString text =
        CommandLine::tr("Guanjing %1, a 3D city viewer").arg(QStringLiteral(GUANJING_VERSION)) + QStringLiteral("\n\n");
    text += CommandLine::tr("Usage:") + QLatin1Char('\n');
    const auto line = [&](const QString& call, const QString& summary) {
        text += QStringLiteral("  guanjing %1\n      %2\n").arg(call, summary);
    };
    line(QStringLiteral("[SCENE]"),
         CommandLine::tr("Open the window; without SCENE the last scene, at "
                         "first start the demo city"));
    for (const auto& command : kCommands)
        line(callOf(command), CommandLine::tr(command.summary));
    text += QLatin1Char('\n')
        + CommandLine::tr("SCENE is the word \"demo\" (the demo city), a scene "
                          "file, a pack (.gjpack), or a bare source: a tileset.json, a package "
                          "of one (.3tz, .3dtiles) or a glTF by path or URL, "
                          "or the URL of an imagery layer with {z}/{x}/{y}.")
        + QLatin1Char('\n');
    text += QLatin1Char('\n') + CommandLine::tr("\"guanjing COMMAND --help\" lists the options of a command.")
        + QLatin1Char('\n');
    text += QLatin1Char('\n')
        + CommandLine::tr("Exit codes: 0 done; 1 the source is bad or part of "
                          "it failed; 2 wrong usage.")
        + QLatin1Char('\n');
    return text;
}

void addCommonOptions(CommandParser& parser)
{
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, CommandLine::tr("Print this help.")});
    parser.addOption(
        {QStringLiteral("cache"),
         CommandLine::tr("Folder of the tile cache (default: %1).").arg(QStringLiteral("$XDG_CACHE_HOME/guanjing")),
         QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("cache-key"),
                      CommandLine::tr("Encrypt the cache with the key in this file: 32 bytes, or 64 hexadecimal "
                                      "digits. What lay there open is dropped."),
                      QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("cache-passphrase-file"),
                      CommandLine::tr("Encrypt the cache with the passphrase in the first line of this file."),
                      QStringLiteral("FILE")});
    addNetworkOptions([&](const QCommandLineOption& option) { parser.addOption(option); });
    parser.addOption({QStringLiteral("key"), CommandLine::tr("Key of an encrypted pack: a file as for --cache-key."),
                      QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("passphrase-file"),
                      CommandLine::tr("Passphrase of an encrypted pack: the first line of this file."),
                      QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("offline"), CommandLine::tr("Use nothing but the cache; no network.")});
    parser.addOption(
        {QStringLiteral("language"), CommandLine::tr("Language of the program: zh or en."), QStringLiteral("zh|en")});
    parser.addOption({QStringLiteral("log"),
                      CommandLine::tr("Least level to log on stderr: debug, info, warning, error or off."),
                      QStringLiteral("LEVEL")});
}

void addViewOptions(CommandParser& parser, Command command)
{
    parser.addOption({QStringLiteral("size"), CommandLine::tr("Size of the picture in pixels (default 800x600)."),
                      QStringLiteral("WxH")});
    parser.addOption({QStringLiteral("sse"),
                      CommandLine::tr("Greatest screen-space error of tiles in pixels (default 16)."),
                      QStringLiteral("PIXELS")});
    parser.addOption({QStringLiteral("memory"),
                      CommandLine::tr("Memory for tiles in MiB (default 1024); "
                                      "with too little everything is coarser."),
                      QStringLiteral("MIB")});
    parser.addOption(
        {QStringLiteral("stats"), CommandLine::tr("Write figures as JSON to this file."), QStringLiteral("FILE.json")});
    parser.addOption({QStringLiteral("sun"),
                      CommandLine::tr("Instant of the sun, ISO 8601; without a zone: Asia/Shanghai."),
                      QStringLiteral("ISO8601")});
    parser.addOption(
        {QStringLiteral("date"),
         CommandLine::tr("The epoch shown, a month or a day; of each layer the latest that is not after it."),
         QLatin1String(kDateForm)});
    parser.addOption({QStringLiteral("timeout"),
                      CommandLine::tr("Longest time for opening the scene, and "
                                      "for each view, in seconds (default 120)."),
                      QStringLiteral("S")});
    parser.addOption({QStringLiteral("samples"), CommandLine::tr("Anti-aliasing: 0 or 4 samples a pixel (default 0)."),
                      QStringLiteral("N")});
    parser.addOption({QStringLiteral("shadows"),
                      CommandLine::tr("Shadows of the sun: on, off or auto (default: with a graphics card; "
                                      "without one in the pictures of render)."),
                      QStringLiteral("WORD")});
    if (command == Command::Render) {
        parser.addOption({QStringLiteral("view"),
                          CommandLine::tr("A view: degrees, ellipsoidal metres, heading "
                                          "clockwise from north, pitch negative "
                                          "downward. May be repeated."),
                          QStringLiteral("LON,LAT,HEIGHT,HEADING,PITCH")});
        parser.addOption({QStringLiteral("out"),
                          CommandLine::tr("The picture; further views go to PICTURE-2.png and so on."),
                          QStringLiteral("PICTURE.png")});
        parser.addOption(
            {QStringLiteral("plain"), CommandLine::tr("The city alone: no stations, labels and names of places.")});
    } else {
        parser.addOption({QStringLiteral("views"),
                          CommandLine::tr("The views: [{\"lon\", \"lat\", \"h\", "
                                          "\"heading\", \"pitch\"}, ...]."),
                          QStringLiteral("FILE.json")});
        parser.addOption({QStringLiteral("no-draw"),
                          CommandLine::tr("Select, fetch, decode and build, but "
                                          "draw nothing; needs no display.")});
    }
}

Result<void> readCommon(const QCommandLineParser& parser, Options& options)
{
    options.cacheDir = parser.value(QStringLiteral("cache"));
    if (options.cacheDir.isEmpty())
        options.cacheDir =
            QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + QStringLiteral("/guanjing");
    if (parser.isSet(QStringLiteral("cache-key"))) {
        auto key = readKeyFile(parser.value(QStringLiteral("cache-key")).toStdString());
        if (!key)
            return fail(std::move(key.error()));
        options.cacheKey = std::make_shared<const StoreKey>(std::move(*key));
    }
    if (parser.isSet(QStringLiteral("cache-passphrase-file"))) {
        if (options.cacheKey)
            return usage(CommandLine::tr("--cache-key and --cache-passphrase-file exclude each other"));
        auto key = readPassphraseFile(parser.value(QStringLiteral("cache-passphrase-file")));
        if (!key)
            return fail(std::move(key.error()));
        options.cacheKey = std::make_shared<const StoreKey>(std::move(*key));
    }
    options.usesUsualCache = !parser.isSet(QStringLiteral("cache"));
    auto network = readNetworkOptions(parser);
    if (!network)
        return fail(std::move(network.error()));
    options.network = *std::move(network);
    auto packKey = readPackKey(parser);
    if (!packKey)
        return fail(std::move(packKey.error()));
    options.packKey = std::move(*packKey);
    options.offline = parser.isSet(QStringLiteral("offline"));
    options.language = parser.value(QStringLiteral("language"));
    if (!options.language.isEmpty() && options.language != u"zh" && options.language != u"en")
        return usage(CommandLine::tr("--language must be zh or en, not \"%1\"").arg(options.language));
    if (parser.isSet(QStringLiteral("log"))) {
        bool ok = false;
        options.logLevel = logLevelOf(parser.value(QStringLiteral("log")), ok);
        if (!ok)
            return usage(CommandLine::tr("--log must be debug, info, warning, error or off, not \"%1\"")
                             .arg(parser.value(QStringLiteral("log"))));
    }
    return {};
}

Result<void> readSize(const QString& text, Options& options)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    bool okWidth = false, okHeight = false;
    if (parts.size() == 2) {
        options.width = parts[0].toInt(&okWidth);
        options.height = parts[1].toInt(&okHeight);
    }
    if (!okWidth || !okHeight || options.width < 16 || options.height < 16 || options.width > 16384
        || options.height > 16384)
        return usage(CommandLine::tr("--size needs WIDTHxHEIGHT between 16 and 16384 pixels, not \"%1\"").arg(text));
    return {};
}

Result<void> readSun(const QString& text, Options& options)
{
    QDateTime instant = QDateTime::fromString(text, Qt::ISODate);
    if (!instant.isValid())
        return usage(CommandLine::tr("--sun needs an instant as 2026-11-22T17:30+08:00, not \"%1\"").arg(text));
    if (instant.timeSpec() == Qt::LocalTime) // a bare time is Asia/Shanghai, which has been UTC+8 all
        // year since 1992
        instant = QDateTime(instant.date(), instant.time(), Qt::OffsetFromUTC, 8 * 3600);
    options.sun = instant.toUTC();
    return {};
}

Result<void> readShadows(const QCommandLineParser& parser, Options& options)
{
    using Shadows = render::ViewSettings::Shadows;
    if (!parser.isSet(QStringLiteral("shadows")))
        return {};
    const QString word = parser.value(QStringLiteral("shadows"));
    if (word != u"on" && word != u"off" && word != u"auto")
        return usage(CommandLine::tr("--shadows must be on, off or auto, not \"%1\"").arg(word));
    options.shadows = word == u"on" ? Shadows::On : word == u"off" ? Shadows::Off : Shadows::Automatic;
    return {};
}

/// An option that must be a number greater than 0; untouched where it was not
/// given.
Result<void> readPositive(const QCommandLineParser& parser, const QString& name, const QString& unit, double& target)
{
    if (!parser.isSet(name))
        return {};
    bool ok = false;
    const QString text = parser.value(name);
    const double value = text.toDouble(&ok);
    if (!ok || !std::isfinite(value) || value <= 0)
        return usage(CommandLine::tr("--%1 needs a number greater than 0 (%2), not \"%3\"").arg(name, unit, text));
    target = value;
    return {};
}

Result<void> readTimeout(const QCommandLineParser& parser, Options& options)
{
    return readPositive(parser, QStringLiteral("timeout"), CommandLine::tr("seconds"), options.timeoutSeconds);
}

Result<void> readViewOptions(const QCommandLineParser& parser, Options& options)
{
    if (parser.isSet(QStringLiteral("size"))) {
        if (const auto done = readSize(parser.value(QStringLiteral("size")), options); !done)
            return done;
    }
    if (const auto done =
            readPositive(parser, QStringLiteral("sse"), CommandLine::tr("pixels"), options.screenSpaceError);
        !done)
        return done;
    if (const auto done = readTimeout(parser, options); !done)
        return done;
    if (parser.isSet(QStringLiteral("memory"))) {
        bool ok = false;
        options.memoryMebibytes = parser.value(QStringLiteral("memory")).toInt(&ok);
        if (!ok || options.memoryMebibytes < 16 || options.memoryMebibytes > 65'536)
            return usage(CommandLine::tr("--memory needs a number from 16 to 65536 (MiB), not \"%1\"")
                             .arg(parser.value(QStringLiteral("memory"))));
    }
    if (parser.isSet(QStringLiteral("samples"))) {
        bool ok = false;
        options.samples = parser.value(QStringLiteral("samples")).toInt(&ok);
        if (!ok || (options.samples != 0 && options.samples != 4))
            return usage(CommandLine::tr("--samples must be 0 or 4"));
    }
    if (const auto done = readShadows(parser, options); !done)
        return done;
    options.isPlain = options.command == Command::Render && parser.isSet(QStringLiteral("plain"));
    options.stats = parser.value(QStringLiteral("stats"));
    if (parser.isSet(QStringLiteral("sun"))) {
        if (const auto done = readSun(parser.value(QStringLiteral("sun")), options); !done)
            return done;
    }
    options.date = parser.value(QStringLiteral("date"));
    if (!options.date.isEmpty() && !isDateText(options.date))
        return usage(CommandLine::tr("--date needs YYYY-MM or YYYY-MM-DD, not \"%1\"").arg(options.date));
    if (options.command == Command::Render) {
        for (const QString& text : parser.values(QStringLiteral("view"))) {
            auto view = parseView(text);
            if (!view)
                return fail(view.error());
            options.views.push_back(*std::move(view));
        }
        options.out = parser.value(QStringLiteral("out"));
        if (options.out.isEmpty())
            return usage(CommandLine::tr("render needs --out PICTURE.png"));
        return {};
    }
    options.draw = !parser.isSet(QStringLiteral("no-draw"));
    if (!parser.isSet(QStringLiteral("views")))
        return usage(CommandLine::tr("bench needs --views FILE.json"));
    auto views = readViewsFile(parser.value(QStringLiteral("views")));
    if (!views)
        return fail(views.error());
    options.views = *std::move(views);
    return {};
}

Result<void> readServeOptions(const QCommandLineParser& parser, Options& options)
{
    options.exitWithParent = parser.isSet(QStringLiteral("exit-with-parent"));
    if (!parser.isSet(QStringLiteral("port")))
        return {};
    bool ok = false;
    options.port = parser.value(QStringLiteral("port")).toInt(&ok);
    if (!ok || options.port < 0 || options.port > 65535)
        return usage(CommandLine::tr("--port needs a number from 0 to 65535, not \"%1\"")
                         .arg(parser.value(QStringLiteral("port"))));
    return {};
}

/// Where the command's word must stand: first, or after options that all
/// commands have.
qsizetype wordPlace(const QStringList& arguments)
{
    qsizetype at = 0;
    while (at < arguments.size() && arguments[at].startsWith(QLatin1String("--"))) {
        const bool takesValue = arguments[at] == u"--cache" || arguments[at] == u"--cache-key"
            || arguments[at] == u"--cache-passphrase-file" || arguments[at] == u"--key"
            || arguments[at] == u"--passphrase-file" || arguments[at] == u"--language" || arguments[at] == u"--log"
            || networkOptionsWithValue().contains(arguments[at]); // others stand alone or have '='
        at += takesValue ? 2 : 1;
    }
    return at;
}

/// Null where no command is named there.
const CommandDescription* commandAt(const QStringList& arguments, qsizetype at)
{
    for (const auto& command : kCommands)
        if (at < arguments.size() && arguments[at] == QLatin1String(command.word))
            return &command;
    return nullptr;
}

} // namespace

QString usageHint(const QStringList& arguments)
{
    if (const CommandDescription* command = commandAt(arguments, wordPlace(arguments)))
        return CommandLine::tr("\"guanjing %1 --help\" lists the options.").arg(QLatin1String(command->word));
    return CommandLine::tr("\"guanjing --help\" lists what there is.");
}

Result<std::vector<layers::Viewpoint>> readViewsFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::ReadFailed, path.toStdString(), file.errorString().toStdString());
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parseError);
    if (!document.isArray()) {
        if (parseError.error != QJsonParseError::NoError)
            return fail({ErrorCode::BadJson, path.toStdString(), parseError.errorString().toStdString(),
                         ErrorReason::JsonAtByte, parseError.offset});
        return fail(ErrorCode::BadValue, path.toStdString(), "an array of views was expected");
    }
    std::vector<layers::Viewpoint> views;
    for (const QJsonValue element : document.array()) {
        const QString where = CommandLine::tr("%1, view %2").arg(path).arg(views.size() + 1);
        const QJsonObject object = element.toObject();
        double values[5] = {};
        constexpr const char* keys[5] = {"lon", "lat", "h", "heading", "pitch"};
        for (int i = 0; i < 5; ++i) {
            const QJsonValue value = object.value(QLatin1String(keys[i]));
            if (!value.isDouble())
                return fail(ErrorCode::BadValue, path.toStdString(),
                            "view " + std::to_string(views.size() + 1) + ": \"" + keys[i] + "\" must be a number");
            values[i] = value.toDouble();
        }
        for (const QString& key : object.keys())
            if (std::none_of(std::begin(keys), std::end(keys),
                             [&](const char* known) { return key == QLatin1String(known); }))
                return fail(ErrorCode::BadValue, path.toStdString(),
                            "view " + std::to_string(views.size() + 1) + ": unknown key \"" + key.toStdString() + "\"");
        auto view = checkedView({{}, values[0], values[1], values[2], values[3], values[4], {}}, where);
        if (!view)
            return fail(ErrorCode::BadValue, {}, view.error().detail);
        views.push_back(*std::move(view));
    }
    if (views.empty())
        return fail(ErrorCode::BadValue, path.toStdString(), "no views in it");
    return views;
}

Result<Options> parseOptions(const QStringList& arguments)
{
    Options options;
    QStringList rest = arguments;
    const qsizetype at = wordPlace(rest);
    if (const CommandDescription* command = commandAt(rest, at)) {
        options.command = command->command;
        rest.removeAt(at);
    }
    CommandParser parser;
    addCommonOptions(parser);
    switch (options.command) {
    case Command::Render:
    case Command::Bench: addViewOptions(parser, options.command); break;
    case Command::Inspect:
        parser.addOption({QStringLiteral("json"), CommandLine::tr("Print JSON.")});
        parser.addOption({QStringLiteral("follow"), CommandLine::tr("Count the tiles of external tilesets too.")});
        parser.addOption({QStringLiteral("timeout"),
                          CommandLine::tr("Longest wait for one answer in seconds (default 30)."),
                          QStringLiteral("S")});
        break;
    case Command::Serve:
        parser.addOption({QStringLiteral("port"),
                          CommandLine::tr("Port on the loopback interface; 0 takes "
                                          "a free one (default 8080)."),
                          QStringLiteral("N")});
        parser.addOption({QStringLiteral("exit-with-parent"),
                          CommandLine::tr("End when standard input closes; used by the viewer.")});
        break;
    case Command::Export:
        for (const QCommandLineOption& option : exportOptions())
            parser.addOption(option);
        break;
    case Command::Pack:
        for (const QCommandLineOption& option : packOptions())
            parser.addOption(option);
        break;
    default: parser.addOption({QStringLiteral("version"), CommandLine::tr("Print the version.")}); break;
    }
    QStringList withProgram{QStringLiteral("guanjing")};
    withProgram += rest;
    if (!parser.parse(withProgram)) {
        const QStringList unknown = parser.unknownOptionNames();
        return unknown.isEmpty() ? usage(parser.errorText()) : unknownOption(unknown.first(), parser.names());
    }
    if (parser.isSet(QStringLiteral("help"))) {
        const Command asked = options.command;
        options.language = parser.value(QStringLiteral("language"));
        options.command = Command::Help;
        if (asked == Command::Window) {
            options.help = generalHelp() + QLatin1Char('\n') + parser.helpText().section(QLatin1Char('\n'), 2);
            return options;
        }
        for (const auto& command : kCommands) {
            if (command.command == asked) {
                options.help = CommandLine::tr("Usage:")
                    + QStringLiteral(" guanjing %1 [options]\n").arg(callOf(command)) + CommandLine::tr(command.summary)
                    + QStringLiteral("\n\n") + parser.helpText().section(QLatin1Char('\n'), 2);
            }
        }
        return options;
    }
    if (options.command == Command::Window && parser.isSet(QStringLiteral("version"))) {
        options.command = Command::Version;
        return options;
    }
    if (const auto done = readCommon(parser, options); !done)
        return fail(done.error());

    const QStringList positional = parser.positionalArguments();
    const int allowed = options.command == Command::Serve ? 0 : 1;
    if (options.command == Command::Window && positional.size() > allowed) { // a command mistyped?
        QStringList words;
        for (const auto& command : kCommands)
            words += QLatin1String(command.word);
        if (const QString near = nearestWord(positional.first(), words); !near.isEmpty())
            return usage(
                CommandLine::tr("there is no command \"%1\"; did you mean \"%2\"?").arg(positional.first(), near));
    }
    if (positional.size() > allowed)
        return usage(CommandLine::tr("unexpected argument \"%1\"").arg(positional[allowed]));
    if (!positional.isEmpty())
        options.source = positional.first();
    const bool needsSource = options.command == Command::Render || options.command == Command::Bench
        || options.command == Command::Inspect || options.command == Command::Export
        || options.command == Command::Pack;
    if (needsSource && options.source.isEmpty())
        return usage(options.command == Command::Inspect ? CommandLine::tr("inspect needs a SOURCE")
                                                         : CommandLine::tr("a SCENE is needed"));

    if (options.command == Command::Render || options.command == Command::Bench) {
        if (const auto done = readViewOptions(parser, options); !done)
            return fail(done.error());
    }
    if (options.command == Command::Inspect) {
        constexpr double kInspectTimeoutSeconds = 30;
        options.timeoutSeconds = kInspectTimeoutSeconds;
        if (const auto done = readTimeout(parser, options); !done)
            return fail(done.error());
    }
    if (options.command == Command::Export) {
        if (const auto done = readExportOptions(parser, options); !done)
            return fail(done.error());
    }
    if (options.command == Command::Pack) {
        if (const auto done = readPackOptions(parser, options); !done)
            return fail(done.error());
    }
    options.json = options.command == Command::Inspect && parser.isSet(QStringLiteral("json"));
    options.follow = options.command == Command::Inspect && parser.isSet(QStringLiteral("follow"));
    if (options.command == Command::Serve) {
        if (const auto done = readServeOptions(parser, options); !done)
            return fail(done.error());
    }
    return options;
}

} // namespace guanjing::app
