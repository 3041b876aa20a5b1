// inspect: what a source is and holds, and what is wrong with it.
#include "app/cli/CommandServices.h"
#include "app/cli/Commands.h"
#include "app/cli/InspectSources.h"
#include "app/cli/Inspector.h"
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
std::string placed(const Issue& issue)
{
    const std::string message = errorDetailText(issue.message).toStdString();
    return issue.where.empty() ? message : errorSourceText(issue.where).toStdString() + ": " + message;
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
    print(QStringLiteral("  %1 %2%3")
              .arg(QString::fromStdString(report.kind), QString::fromStdString(report.format), version));
    for (const tiles3d::InspectFact& fact : report.facts) {
        const std::string text = fact.text.empty() ? fact.value.toText() : fact.text;
        if (text.find_first_not_of(' ') != std::string::npos)
            print(QStringLiteral("  %1 %2").arg(QString::fromStdString(fact.name).leftJustified(12),
                                                QString::fromStdString(text)));
    }
    for (const auto& [name, count] : report.counts)
        print(QStringLiteral("  %1 %2").arg(QString::fromStdString(name).leftJustified(12), QString::number(count)));
    if (!report.tilesPerLevel.empty()) {
        QStringList levels;
        for (const std::uint64_t count : report.tilesPerLevel)
            levels << QString::number(count);
        print(QStringLiteral("  %1 %2").arg(CommandLine::tr("per level").leftJustified(12),
                                            levels.join(QLatin1Char(' '))));
    }
    if (report.bounds) {
        const auto& b = *report.bounds;
        QString line = CommandLine::tr("  bounds       %1 .. %2, %3 .. %4")
                           .arg(degrees(b[0], u'E', u'W'), degrees(b[2], u'E', u'W'), degrees(b[1], u'N', u'S'),
                                degrees(b[3], u'N', u'S'));
        if (b[4] != 0 || b[5] != 0)
            line += CommandLine::tr(", %1..%2 m").arg(b[4], 0, 'f', 1).arg(b[5], 0, 'f', 1);
        print(line);
    }
    for (const auto& [name, property] : report.properties)
        print(QStringLiteral("  %1  %2  %3 … %4")
                  .arg(QString::fromStdString(name), QString::fromStdString(property.type),
                       QString::fromStdString(property.first.toText()),
                       QString::fromStdString(property.last.toText())));
    for (const Issue& issue : report.issues)
        print(QStringLiteral("  %1: %2").arg(severityText(issue.severity), QString::fromStdString(placed(issue))));
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
            std::fprintf(stderr, "%s: %s\n", name.c_str(), placed(issue).c_str());
    }
    return report->isUsable() ? kExitDone : kExitFailed;
}

} // namespace guanjing::app
