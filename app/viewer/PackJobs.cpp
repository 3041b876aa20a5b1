#include "app/viewer/PackJobs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace guanjing::app {
namespace {

QJsonArray listOf(const std::vector<std::string>& texts)
{
    QJsonArray list;
    for (const std::string& text : texts)
        list.append(QString::fromStdString(text));
    return list;
}

std::vector<std::string> textsOf(const QJsonValue& value)
{
    std::vector<std::string> texts;
    for (const QJsonValue one : value.toArray())
        texts.push_back(one.toString().toStdString());
    return texts;
}

} // namespace

QString writePackJob(const PackJob& job)
{
    QJsonObject levels;
    for (const auto& [name, level] : job.options.maxLevelOf)
        levels[QString::fromStdString(name)] = level;
    QJsonObject record{{QStringLiteral("path"), job.path},
                       {QStringLiteral("scene"), QString::fromStdString(layers::writeScene(job.scene, {}))},
                       {QStringLiteral("name"), QString::fromStdString(job.options.name)},
                       {QStringLiteral("area"), QString::fromStdString(job.options.area.toGeoJson())},
                       {QStringLiteral("layers"), listOf(job.options.layers)},
                       {QStringLiteral("dates"), listOf(job.options.dates)},
                       {QStringLiteral("levels"), levels},
                       {QStringLiteral("error"), job.options.finestErrorMeters},
                       {QStringLiteral("by"), QString::fromStdString(job.options.createdBy)},
                       {QStringLiteral("passphrase"), job.hasPassphrase},
                       {QStringLiteral("keyFile"), job.keyFile}};
    return QString::fromUtf8(QJsonDocument(record).toJson(QJsonDocument::Compact));
}

QString packJobPath(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object().value(QStringLiteral("path")).toString();
}

std::optional<PackJob> readPackJob(const QString& text)
{
    const QJsonObject record = QJsonDocument::fromJson(text.toUtf8()).object();
    const auto value = [&](const char* key) { return record.value(QLatin1String(key)); };
    PackJob job;
    job.path = value("path").toString();
    auto scene = layers::parseScene(value("scene").toString().toStdString(), "/");
    auto area = Area::fromGeoJson(value("area").toString().toStdString(), job.path.toStdString());
    if (job.path.isEmpty() || !scene || !area)
        return std::nullopt;
    job.scene = *std::move(scene);
    job.options.name = value("name").toString().toStdString();
    job.options.area = *std::move(area);
    job.options.layers = textsOf(value("layers"));
    job.options.dates = textsOf(value("dates"));
    const QJsonObject levels = value("levels").toObject();
    for (auto level = levels.begin(); level != levels.end(); ++level)
        job.options.maxLevelOf[level.key().toStdString()] = level.value().toInt();
    job.options.finestErrorMeters = value("error").toDouble();
    job.options.createdBy = value("by").toString().toStdString();
    job.hasPassphrase = value("passphrase").toBool();
    job.keyFile = value("keyFile").toString();
    return job;
}

} // namespace guanjing::app
