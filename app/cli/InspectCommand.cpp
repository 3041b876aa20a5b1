// inspect: what a source is and holds, and what is wrong with it.
#include "app/cli/CommandServices.h"
#include "app/cli/Commands.h"
#include "app/cli/InspectSources.h"
#include "app/cli/InspectWords.h"
#include "app/cli/Inspector.h"
#include "app/services/ContentDefect.h"
#include "app/services/DemoAddresses.h"
#include "app/services/DemoPlatform.h"
#include "app/services/ErrorText.h"
#include "app/services/PackScenes.h"
#include "geodata/net/DataUrl.h"
#include "geodata/net/Url.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace guanjing::app {
namespace {

using tiles3d::InspectReport;

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// "where: message", or the message alone where there is no place.
QString placed(const Issue& issue)
{
    const QString message = errorDetailText(issue.message);
    if (issue.where.empty())
        return message;
    // "name of a layer: place within it"
    const QString where = errorSourceText(issue.where);
    const qsizetype colon = where.lastIndexOf(QLatin1String(": "));
    const QString place = colon < 0 ? defectPlaceText(where)
                                    : CommandLine::tr("%1: %2", "place: what is wrong there")
                                          .arg(where.left(colon), defectPlaceText(where.mid(colon + 2)));
    return CommandLine::tr("%1: %2", "place: what is wrong there").arg(place, message);
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Info: return CommandLine::tr("note");
    case Severity::Warning: return CommandLine::tr("warning");
    case Severity::Error: return CommandLine::tr("error");
    }
    return {};
}

/// "75.613377° W", as the window's status bar has it.
QString degrees(double value, char16_t positive, char16_t negative)
{
    return QStringLiteral("%1° %2").arg(std::abs(value), 0, 'f', 6).arg(QChar(value < 0 ? negative : positive));
}

void printForPeople(const InspectReport& report, const std::string& source)
{
    const auto print = [](const QString& line) { std::fprintf(stdout, "%s\n", line.toUtf8().constData()); };
    print(QString::fromStdString(source));
    const QString version =
        report.version.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(report.version);
    const QString format = report.format == report.kind ? QString() : QString::fromStdString(' ' + report.format);
    print(QStringLiteral("  %1%2%3").arg(inspectWord(report.kind), format, version));
    const auto printFact = [&](const QString& name, const QString& text) {
        constexpr int kColumn = 14;
        print(QStringLiteral("  %1 %2").arg(inColumn(name, kColumn), text));
    };
    for (const tiles3d::InspectFact& fact : report.facts) {
        const std::string text = fact.text.empty() ? fact.value.toText() : fact.text;
        if (text.find_first_not_of(' ') != std::string::npos)
            printFact(inspectWord(fact.name), QString::fromStdString(text));
    }
    for (const auto& [name, count] : report.counts)
        printFact(inspectWord(name), QString::number(count));
    if (!report.tilesPerLevel.empty()) {
        QStringList levels;
        for (const std::uint64_t count : report.tilesPerLevel)
            levels << QString::number(count);
        printFact(CommandLine::tr("per level"), levels.join(QLatin1Char(' ')));
    }
    if (report.bounds) {
        const auto& b = *report.bounds;
        QString text = CommandLine::tr("%1 to %2, %3 to %4")
                           .arg(degrees(b[0], u'E', u'W'), degrees(b[2], u'E', u'W'), degrees(b[1], u'N', u'S'),
                                degrees(b[3], u'N', u'S'));
        if (b[4] != 0 || b[5] != 0)
            text += CommandLine::tr("; %1 to %2 m").arg(b[4], 0, 'f', 1).arg(b[5], 0, 'f', 1);
        printFact(CommandLine::tr("extent"), text);
    }
    for (const auto& [name, property] : report.properties)
        print(QStringLiteral("  %1  %2  %3 … %4")
                  .arg(QString::fromStdString(name), QString::fromStdString(property.type),
                       QString::fromStdString(property.first.toText()),
                       QString::fromStdString(property.last.toText())));
    for (const Issue& issue : report.issues)
        print(
            CommandLine::tr("  %1: %2", "severity: place and defect").arg(severityText(issue.severity), placed(issue)));
    if (report.issues.empty())
        print(CommandLine::tr("  nothing wrong found"));
}

} // namespace

int runInspect(const Options& options)
{
    CommandServices services(options);
    DataServices& data = services.data();
    DemoPlatform demo(data);
    std::string url = options.source.toStdString();
    const std::string name = isDataUrl(url) ? redactUrl(url) : url;
    if (url == "demo") {
        const auto base = demo.start();
        if (!base) {
            printError(base.error());
            return kExitFailed;
        }
        url = base->toStdString() + demoSceneFile();
    } else if (isFileUrl(url)) {
        url = QFileInfo(QString::fromStdString(toFilePath(url))).absoluteFilePath().toStdString();
    }
    auto report = isPackPath(options.source)
        ? inspectPack(url, options.packKey.get())
        : Inspector(data.assets(), demo, {options.follow, options.offline, options.timeoutSeconds}).inspect(url);
    if (!report) {
        if (options.json) { // whoever reads the JSON gets the defect there too
            InspectReport empty;
            const bool isScene = options.source.section(QLatin1Char('?'), 0, 0)
                                     .endsWith(QLatin1String(".scene.json"), Qt::CaseInsensitive);
            empty.kind = isScene ? "scene" : "content";
            empty.format = isScene ? "scene" : "unknown";
            Error unplaced = report.error();
            unplaced.source.clear(); // stands in "where"
            empty.issues.push_back({Severity::Error, name, errorText(unplaced).toStdString()});
            std::fprintf(stdout, "%s\n", empty.toJson().c_str());
        }
        printError(report.error());
        return kExitFailed;
    }
    if (report->kind.empty())
        report->kind = "content";
    if (options.json)
        std::fprintf(stdout, "%s\n", report->toJson().c_str());
    else
        printForPeople(*report, name);
    // On a terminal that shows both, the report has just said them.
    const bool isToldTwice = !options.json && ::isatty(STDOUT_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
    for (const Issue& issue : report->issues) {
        if (issue.severity == Severity::Error && !isToldTwice)
            std::fprintf(stderr, "%s\n",
                         CommandLine::tr("%1: %2", "place: what is wrong there")
                             .arg(QString::fromStdString(name), placed(issue))
                             .toUtf8()
                             .constData());
    }
    return report->isUsable() ? kExitDone : kExitFailed;
}

} // namespace guanjing::app
