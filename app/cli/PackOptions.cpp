#include "app/cli/PackOptions.h"

#include "app/cli/AreaOption.h"
#include "app/cli/DateOption.h"
#include "geodata/store/StoreKey.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>

#include <cmath>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

constexpr int kMostLevel = 30;
constexpr qint64 kMostPassphraseBytes = 4096;

tl::unexpected<Error> usage(const QString& sentence) { return fail(ErrorCode::Usage, {}, sentence.toStdString()); }

} // namespace

std::vector<QCommandLineOption> packOptions()
{
    return {
        {QStringLiteral("area"), areaHelp(), QStringLiteral("W,S,E,N|FILE|TOWN")},
        {QStringLiteral("out"),
         CommandLine::tr("The pack; one that was begun with the same choices and not finished is gone on with."),
         QStringLiteral("FILE.gjpack")},
        {QStringLiteral("layers"),
         CommandLine::tr("Names of layers, with commas between them (default: all that can be taken along)."),
         QStringLiteral("NAMES")},
        {QStringLiteral("dates"),
         CommandLine::tr("Of layers with a date only those of these, months or days, with commas between them."),
         QStringLiteral("DATES")},
        {QStringLiteral("max-level"),
         CommandLine::tr("Finest level of imagery; terrain is as fine as that needs, models stay whole (see "
                         "--finest-error) (default: all levels)."),
         QStringLiteral("N")},
        {QStringLiteral("finest-error"),
         CommandLine::tr("Tiles of tilesets are not refined below this geometric error (default: all are taken)."),
         QStringLiteral("METERS")},
        {QStringLiteral("estimate"), CommandLine::tr("Only say how much it is and how long it takes.")},
    };
}

Result<void> readPackOptions(const QCommandLineParser& parser, Options& options)
{
    options.area = parser.value(QStringLiteral("area"));
    options.out = parser.value(QStringLiteral("out"));
    options.estimate = parser.isSet(QStringLiteral("estimate"));
    const auto listOf = [&](const QString& name) {
        return parser.value(name).split(QLatin1Char(','), Qt::SkipEmptyParts);
    };
    options.layers = listOf(QStringLiteral("layers"));
    options.dates = listOf(QStringLiteral("dates"));
    for (const QString& date : options.dates)
        if (!isDateText(date))
            return usage(CommandLine::tr("--dates needs dates such as 2026-06, not \"%1\"").arg(date));
    if (parser.isSet(QStringLiteral("max-level"))) {
        bool ok = false;
        const int level = parser.value(QStringLiteral("max-level")).toInt(&ok);
        if (!ok || level < 0 || level > kMostLevel)
            return usage(CommandLine::tr("--%1 needs a level such as 18, not \"%2\"")
                             .arg(QStringLiteral("max-level"), parser.value(QStringLiteral("max-level"))));
        options.maxLevel = level;
    }
    if (parser.isSet(QStringLiteral("finest-error"))) {
        bool ok = false;
        options.finestErrorMeters = parser.value(QStringLiteral("finest-error")).toDouble(&ok);
        if (!ok || !std::isfinite(options.finestErrorMeters) || options.finestErrorMeters < 0)
            return usage(CommandLine::tr("--finest-error needs metres, not \"%1\"")
                             .arg(parser.value(QStringLiteral("finest-error"))));
    }
    if (options.area.isEmpty())
        return usage(CommandLine::tr("pack needs --area W,S,E,N, a file of polygons, or the name of a town"));
    if (options.out.isEmpty() && !options.estimate)
        return usage(CommandLine::tr("pack needs --out FILE.gjpack, or --estimate"));
    if (!options.out.isEmpty() && !options.out.endsWith(QLatin1String(".gjpack")))
        return usage(CommandLine::tr("--out must end in .gjpack, or nobody can tell that it is a pack"));
    return {};
}

Result<StoreKey> readPassphraseFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::ReadFailed, path.toStdString(), file.errorString().toStdString());
    QByteArray words = file.readLine(kMostPassphraseBytes);
    while (words.endsWith('\n') || words.endsWith('\r'))
        words.chop(1);
    auto key = keyOfPassphrase({words.constData(), static_cast<std::size_t>(words.size())});
    words.fill('\0');
    if (!key)
        key.error().source = path.toStdString();
    return key;
}

Result<std::shared_ptr<const StoreKey>> readPackKey(const QCommandLineParser& parser)
{
    const QString keyFile = parser.value(QStringLiteral("key"));
    const QString passphraseFile = parser.value(QStringLiteral("passphrase-file"));
    if (keyFile.isEmpty() && passphraseFile.isEmpty())
        return std::shared_ptr<const StoreKey>();
    if (!keyFile.isEmpty() && !passphraseFile.isEmpty())
        return usage(CommandLine::tr("--key and --passphrase-file exclude each other"));
    auto key = keyFile.isEmpty() ? readPassphraseFile(passphraseFile) : readKeyFile(keyFile.toStdString());
    if (!key)
        return fail(std::move(key.error()));
    return std::make_shared<const StoreKey>(std::move(*key));
}

} // namespace guanjing::app
