#include "app/cli/ExportOptions.h"

#include "app/cli/AreaOption.h"
#include "app/cli/DateOption.h"
#include "geodata/core/Limits.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace guanjing::app {
namespace {

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

tl::unexpected<Error> usage(const QString& sentence) { return fail(ErrorCode::Usage, {}, sentence.toStdString()); }

Result<std::optional<int>> levelOption(const QCommandLineParser& parser, const QString& name)
{
    if (!parser.isSet(name))
        return std::nullopt;
    bool ok = false;
    const int level = parser.value(name).toInt(&ok);
    if (!ok || level < 0 || level > static_cast<int>(limits::kMaxTileMatrices))
        return usage(CommandLine::tr("--%1 needs a level such as 18, not \"%2\"").arg(name, parser.value(name)));
    return level;
}

/// One of the words; the first where the option is not given.
Result<QString> wordOption(const QCommandLineParser& parser, const QString& name, const QStringList& words)
{
    const QString given = parser.value(name);
    if (!parser.isSet(name))
        return words.first();
    if (!words.contains(given))
        return usage(
            CommandLine::tr("--%1 must be one of %2, not \"%3\"").arg(name, words.join(QStringLiteral(", ")), given));
    return given;
}

} // namespace

std::vector<QCommandLineOption> exportOptions()
{
    return {
        {QStringLiteral("layer"),
         CommandLine::tr("Name of an imagery layer of the scene; not needed where there is only one."),
         QStringLiteral("NAME")},
        {QStringLiteral("area"), areaHelp(), QStringLiteral("W,S,E,N|FILE|TOWN")},
        {QStringLiteral("format"),
         CommandLine::tr("mbtiles (Web Mercator; pictures are copied as they are where they fit), gpkg or cog (in the "
                         "layer's own coordinate system); else by the file's name."),
         QStringLiteral("mbtiles|gpkg|cog")},
        {QStringLiteral("coding"),
         CommandLine::tr("How pixels are kept: auto, jpeg, webp or lossless (default auto: JPEG where the layer is)."),
         QStringLiteral("WORD")},
        {QStringLiteral("level"), CommandLine::tr("Finest level of the layer that is written (default: its finest)."),
         QStringLiteral("N")},
        {QStringLiteral("max-level"), CommandLine::tr("The same as --level."), QStringLiteral("N")},
        {QStringLiteral("min-level"), CommandLine::tr("Coarsest level in an MBTiles file."), QStringLiteral("N")},
        {QStringLiteral("date"), CommandLine::tr("Of a layer of several dates the one, a month or a day."),
         QLatin1String(kDateForm)},
        {QStringLiteral("out"), CommandLine::tr("The file; one that is there is replaced when the new one is whole."),
         QStringLiteral("FILE")},
    };
}

Result<void> readExportOptions(const QCommandLineParser& parser, Options& options)
{
    options.layer = parser.value(QStringLiteral("layer"));
    options.area = parser.value(QStringLiteral("area"));
    options.out = parser.value(QStringLiteral("out"));
    options.date = parser.value(QStringLiteral("date"));
    if (!options.date.isEmpty() && !isDateText(options.date))
        return usage(CommandLine::tr("--date needs YYYY-MM or YYYY-MM-DD, not \"%1\"").arg(options.date));
    if (options.area.isEmpty())
        return usage(CommandLine::tr("export needs --area W,S,E,N, a file of polygons, or the name of a town"));
    if (options.out.isEmpty())
        return usage(CommandLine::tr("export needs --out FILE"));
    const auto format = wordOption(parser, QStringLiteral("format"),
                                   {QStringLiteral("cog"), QStringLiteral("gpkg"), QStringLiteral("mbtiles")});
    if (!format)
        return fail(format.error());
    options.format = *format;
    if (!parser.isSet(QStringLiteral("format"))) {
        const QString out = options.out.toLower();
        if (out.endsWith(u".mbtiles") || out.endsWith(u".gpkg"))
            options.format = out.section(QLatin1Char('.'), -1);
        else if (!out.endsWith(u".tif") && !out.endsWith(u".tiff"))
            return usage(CommandLine::tr("--out must end in .mbtiles, .gpkg or .tif, or --format say what it is"));
    }
    const auto coding = wordOption(
        parser, QStringLiteral("coding"),
        {QStringLiteral("auto"), QStringLiteral("jpeg"), QStringLiteral("webp"), QStringLiteral("lossless")});
    if (!coding)
        return fail(coding.error());
    options.coding = *coding;
    if (parser.isSet(QStringLiteral("level")) && parser.isSet(QStringLiteral("max-level")))
        return usage(CommandLine::tr("--level and --max-level mean the same; give one of them"));
    for (const auto& [name, target] : {std::pair{QStringLiteral("level"), &options.maxLevel},
                                       {QStringLiteral("max-level"), &options.maxLevel},
                                       {QStringLiteral("min-level"), &options.minLevel}}) {
        const auto level = levelOption(parser, name);
        if (!level)
            return fail(level.error());
        if (*level)
            *target = *level;
    }
    return {};
}

} // namespace guanjing::app
