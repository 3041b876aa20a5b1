// inspect: what a source is and holds, and what is wrong with it.
#include "app/cli/Commands.h"
#include "app/services/DataServices.h"
#include "app/services/DemoAddresses.h"
#include "app/services/DemoPlatform.h"
#include "app/services/ErrorText.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "geodata/tiles3d/Inspect.h"
#include "layers/live/SensorThingsJson.h"
#include "layers/scene/Scene.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace guanjing::app {
namespace {

using tiles3d::InspectReport;
using tiles3d::Issue;
using tiles3d::Severity;

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

class Inspector {
public:
    Inspector(AssetAccessor& assets, DemoPlatform& demo, bool follow) : m_assets(assets), m_demo(demo), m_follow(follow)
    { }

    Result<InspectReport> inspect(const std::string& url)
    {
        if (url.find("{z}") != std::string::npos)
            return inspectImagery(url, 0, 22);
        auto bytes = fetch(url);
        if (!bytes)
            return fail(bytes.error());
        InspectReport report = tiles3d::inspectBytes(**bytes, url, fetcher(url), {m_follow});
        if (report.kind.empty() && url.find(".json") != std::string::npos
            && asText(**bytes).find("\"asset\"") == std::string_view::npos)
            return inspectSceneOrFeed(**bytes, url);
        if (report.kind.empty() && asText(**bytes).find("@iot.") != std::string_view::npos)
            return inspectThings(**bytes, url);
        if (report.kind.empty() && asText(**bytes).find("serverSettings") != std::string_view::npos)
            return inspectFeed(url);
        if (report.kind.empty() && tiles3d::detectImageFormat(**bytes) != tiles3d::ImageFormat::Unknown)
            return inspectImage(**bytes, url);
        return report;
    }

private:
    Result<SharedBytes> fetch(const std::string& url, const std::string& referrer = {})
    {
        AssetRequest request;
        request.url = url;
        request.referrer = referrer;
        auto response = getAndWait(m_assets, std::move(request));
        if (!response)
            return fail(response.error());
        return response->body;
    }

    tiles3d::FetchFunction fetcher(const std::string& referrer)
    {
        return [this, referrer](const std::string& url) { return fetch(url, referrer); };
    }

    Result<InspectReport> inspectSceneOrFeed(ByteView bytes, const std::string& url)
    {
        QJsonParseError parseError;
        const QByteArray text(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        const QJsonDocument document = QJsonDocument::fromJson(text, &parseError);
        if (parseError.error != QJsonParseError::NoError)
            return fail(
                ErrorCode::BadJson, url,
                (parseError.errorString() + QStringLiteral(" at byte %1").arg(parseError.offset)).toStdString());
        if (document.isObject() && document.object().isEmpty())
            return fail(ErrorCode::Empty, url, "neither a tileset nor a scene: an object without keys");
        auto scene = layers::parseScene(asText(bytes), url);
        if (!scene)
            return fail(scene.error());
        if (usesDemoPlaceholder(*scene)) {
            const auto base = m_demo.start();
            if (!base)
                return fail(base.error());
            scene = withDemoBase(*std::move(scene), base->toStdString());
        }
        InspectReport report;
        report.kind = "scene";
        report.format = "scene";
        report.counts = {{"viewpoints", scene->viewpoints.size()},
                         {"terrain", scene->terrain.size()},
                         {"imagery", scene->imagery.size()},
                         {"tilesets", scene->tilesets.size()},
                         {"live", scene->live.size()},
                         {"vectors", scene->vectors.size()}};
        for (const auto& source : scene->tilesets)
            addNamed(report, source.name, inspect(source.url));
        for (const auto& source : scene->imagery)
            addNamed(report, source.name, inspectImagery(source.url, source.minLevel, source.maxLevel));
        for (const auto& source : scene->live)
            addNamed(report, source.name, inspectFeed(source.url));
        return report;
    }

    /// What is wrong with something that a scene names is wrong with the scene.
    static void addNamed(InspectReport& report, const std::string& name, const Result<InspectReport>& named)
    {
        if (!named) {
            report.issues.push_back({Severity::Error, name, errorText(named.error()).toStdString()});
            return;
        }
        for (const Issue& issue : named->issues)
            report.issues.push_back({issue.severity, name + ": " + issue.where, issue.message});
    }

    Result<InspectReport> inspectImagery(const std::string& urlTemplate, int minLevel, int maxLevel)
    {
        std::string url = urlTemplate;
        for (const char* key : {"x", "y", "-y"})
            url = expandTemplate(url, key, "0");
        url = expandTemplate(url, "z", std::to_string(minLevel));
        auto bytes = fetch(url);
        if (!bytes)
            return fail(bytes.error());
        auto report = inspectImage(**bytes, url);
        if (report) {
            report->bounds = std::array{-180.0, -85.0511287798066, 180.0, 85.0511287798066, 0.0, 0.0};
            report->issues.push_back({Severity::Info, "levels",
                                      "levels " + std::to_string(minLevel) + " to " + std::to_string(maxLevel)
                                          + "; only the first was looked at"});
        }
        return report;
    }

    static Result<InspectReport> inspectImage(ByteView bytes, const std::string& url)
    {
        const auto image = tiles3d::decodeImage(bytes, url);
        if (!image)
            return fail(image.error());
        InspectReport report;
        report.kind = "raster";
        constexpr const char* names[] = {"unknown", "jpeg", "png", "webp", "ktx2"};
        report.format = names[static_cast<int>(tiles3d::detectImageFormat(bytes))];
        report.counts = {{"width", static_cast<std::uint64_t>(image->width)},
                         {"height", static_cast<std::uint64_t>(image->height)}};
        return report;
    }

    Result<InspectReport> inspectFeed(const std::string& base)
    {
        std::string url = base;
        while (url.ends_with('/'))
            url.pop_back();
        url += "/Things?$count=true&$expand=Locations,Datastreams($expand=ObservedProperty,Observations($orderby="
               "phenomenonTime%20desc;$top=1))";
        auto bytes = fetch(url);
        if (!bytes)
            return fail(bytes.error());
        return inspectThings(**bytes, url);
    }

    static Result<InspectReport> inspectThings(ByteView bytes, const std::string& url)
    {
        const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
        const auto page = layers::parseThingsPage(bytes, now, {});
        if (!page)
            return fail(page.error().code, url, page.error().detail);
        InspectReport report;
        report.kind = "feed";
        report.format = "sensorthings";
        report.version = "1.1";
        const auto count = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                                              static_cast<qsizetype>(bytes.size())))
                               .object()
                               .value(QLatin1String("@iot.count"));
        report.counts["features"] =
            count.isDouble() ? static_cast<std::uint64_t>(count.toDouble()) : page->things.size();
        for (const std::string& defect : page->defects.first)
            report.issues.push_back({Severity::Warning, "value", defect});
        std::array<double, 6> bounds{180, 90, -180, -90, 0, 0};
        for (const layers::ParsedThing& thing : page->things) {
            bounds[0] = std::min(bounds[0], thing.station.lonDegrees);
            bounds[1] = std::min(bounds[1], thing.station.latDegrees);
            bounds[2] = std::max(bounds[2], thing.station.lonDegrees);
            bounds[3] = std::max(bounds[3], thing.station.latDegrees);
        }
        if (!page->things.empty())
            report.bounds = bounds;
        return report;
    }

    AssetAccessor& m_assets;
    DemoPlatform& m_demo;
    bool m_follow;
};

/// "where: message", or the message alone where there is no place.
std::string placed(const Issue& issue)
{
    return issue.where.empty() ? issue.message : issue.where + ": " + issue.message;
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

void printForPeople(const InspectReport& report, const std::string& source)
{
    const auto print = [](const QString& line) { std::fprintf(stdout, "%s\n", line.toUtf8().constData()); };
    print(QString::fromStdString(source));
    const QString version =
        report.version.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(report.version);
    print(QStringLiteral("  %1 %2%3")
              .arg(QString::fromStdString(report.kind), QString::fromStdString(report.format), version));
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
        print(CommandLine::tr("  bounds       %1..%2° E, %3..%4° N, %5..%6 m")
                  .arg(b[0], 0, 'f', 6)
                  .arg(b[2], 0, 'f', 6)
                  .arg(b[1], 0, 'f', 6)
                  .arg(b[3], 0, 'f', 6)
                  .arg(b[4], 0, 'f', 1)
                  .arg(b[5], 0, 'f', 1));
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
    DataServices data({options.cacheDir.toStdString(), options.offline});
    DemoPlatform demo;
    std::string url = options.source.toStdString();
    if (url == "demo") {
        const auto base = demo.start();
        if (!base) {
            printError(base.error());
            return kExitFailed;
        }
        url = base->toStdString() + "scene.json";
    } else if (isFileUrl(url)) {
        url = QFileInfo(QString::fromStdString(toFilePath(url))).absoluteFilePath().toStdString();
    }
    auto report = Inspector(data.assets(), demo, options.follow).inspect(url);
    if (!report) {
        if (options.json) { // whoever reads the JSON gets the defect there too
            InspectReport empty;
            empty.kind = "content";
            empty.format = "unknown";
            empty.issues.push_back({Severity::Error, options.source.toStdString(), report.error().toString()});
            std::fprintf(stdout, "%s\n", empty.toJson().c_str());
        }
        printError(report.error());
        return kExitFailed;
    }
    if (report->kind.empty()) {
        report->kind = "content";
        if (report->issues.empty())
            report->issues.push_back(
                {Severity::Error, options.source.toStdString(),
                 "neither a tileset, a content, a scene, a feed nor a picture that this program reads"});
    }
    if (options.json)
        std::fprintf(stdout, "%s\n", report->toJson().c_str());
    else
        printForPeople(*report, options.source.toStdString());
    for (const Issue& issue : report->issues) {
        if (issue.severity == Severity::Error)
            std::fprintf(stderr, "%s: %s\n", options.source.toUtf8().constData(), placed(issue).c_str());
    }
    return report->isUsable() ? kExitDone : kExitFailed;
}

} // namespace guanjing::app
