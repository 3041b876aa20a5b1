#include "app/viewer/Settings.h"

#include <QSettings>
#include <QStandardPaths>

namespace guanjing::app {

namespace {

constexpr int kMaxRecentScenes = 10;

QVariant read(const char* key, const QVariant& fallback = {})
{
    return QSettings(QStringLiteral("guanjing"), QStringLiteral("guanjing")).value(QLatin1String(key), fallback);
}

void write(const char* key, const QVariant& value)
{
    QSettings(QStringLiteral("guanjing"), QStringLiteral("guanjing")).setValue(QLatin1String(key), value);
}

} // namespace

ThemeName Settings::theme() const
{
    return read("theme").toString() == QLatin1String("dark") ? ThemeName::Dark : ThemeName::Light;
}
void Settings::setTheme(ThemeName theme)
{
    write("theme", theme == ThemeName::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

QString Settings::language() const
{
    return read("language").toString() == QLatin1String("en") ? QStringLiteral("en") : QStringLiteral("zh");
}
void Settings::setLanguage(const QString& language) { write("language", language); }

int Settings::samples() const { return read("samples", 0).toInt() >= 4 ? 4 : 0; }
void Settings::setSamples(int samples) { write("samples", samples); }

bool Settings::labels() const { return read("labels", true).toBool(); }
void Settings::setLabels(bool labels) { write("labels", labels); }

bool Settings::placeNames() const { return read("placeNames", true).toBool(); }
void Settings::setPlaceNames(bool on) { write("placeNames", on); }

render::ViewSettings::Shadows Settings::shadows() const
{
    using Shadows = render::ViewSettings::Shadows;
    const QString word = read("shadows").toString();
    return word == QLatin1String("on") ? Shadows::On : word == QLatin1String("off") ? Shadows::Off : Shadows::Automatic;
}
void Settings::setShadows(render::ViewSettings::Shadows shadows)
{
    using Shadows = render::ViewSettings::Shadows;
    write("shadows", QLatin1String(shadows == Shadows::On ? "on" : shadows == Shadows::Off ? "off" : "automatic"));
}

LoadingSettings Settings::loading() const
{
    const LoadingSettings usual;
    LoadingSettings loading;
    const auto number = [](const char* key, int value, int low, int high) {
        return qBound(low, read(key, value).toInt(), high);
    };
    loading.detailPixels = number("loading/detailPixels", usual.detailPixels, 1, 64);
    loading.hazeCoarsens = read("loading/hazeCoarsens", usual.hazeCoarsens).toBool();
    loading.hazeHalfMeters = number("loading/hazeHalfMeters", usual.hazeHalfMeters, 200, 100'000);
    loading.edgeCoarsens = read("loading/edgeCoarsens", usual.edgeCoarsens).toBool();
    loading.loadsSiblings = read("loading/siblings", usual.loadsSiblings).toBool();
    loading.loadsAncestors = read("loading/ancestors", usual.loadsAncestors).toBool();
    loading.loadsDestination = read("loading/destination", usual.loadsDestination).toBool();
    loading.memoryMebibytes = number("loading/memoryMiB", usual.memoryMebibytes, 64, 65'536);
    loading.compressesPictures = read("loading/compressesPictures", usual.compressesPictures).toBool();
    loading.cacheMebibytes = number("loading/cacheMiB", usual.cacheMebibytes, 64, 1'048'576);
    loading.requests = number("loading/requests", usual.requests, 1, 256);
    return loading;
}
void Settings::setLoading(const LoadingSettings& loading)
{
    write("loading/detailPixels", loading.detailPixels);
    write("loading/hazeCoarsens", loading.hazeCoarsens);
    write("loading/hazeHalfMeters", loading.hazeHalfMeters);
    write("loading/edgeCoarsens", loading.edgeCoarsens);
    write("loading/siblings", loading.loadsSiblings);
    write("loading/ancestors", loading.loadsAncestors);
    write("loading/destination", loading.loadsDestination);
    write("loading/memoryMiB", loading.memoryMebibytes);
    write("loading/compressesPictures", loading.compressesPictures);
    write("loading/cacheMiB", loading.cacheMebibytes);
    write("loading/requests", loading.requests);
}

QString Settings::lastScene() const { return read("lastScene").toString(); }
void Settings::setLastScene(const QString& source) { write("lastScene", source); }

QStringList Settings::recentScenes() const { return read("recentScenes").toStringList().mid(0, kMaxRecentScenes); }
void Settings::addRecentScene(const QString& path)
{
    QStringList recent = recentScenes();
    recent.removeAll(path);
    recent.prepend(path);
    write("recentScenes", recent.mid(0, kMaxRecentScenes));
}
void Settings::clearRecentScenes() { write("recentScenes", QStringList()); }

QStringList Settings::packJobs() const { return read("packJobs").toStringList(); }
void Settings::setPackJobs(const QStringList& jobs) { write("packJobs", jobs); }

QByteArray Settings::geometry() const { return read("geometry").toByteArray(); }
QByteArray Settings::docks() const { return read("docks").toByteArray(); }
void Settings::setWindow(const QByteArray& geometry, const QByteArray& docks)
{
    write("geometry", geometry);
    write("docks", docks);
}

QString Settings::folder() const
{
    const QString folder = read("folder").toString();
    return folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::HomeLocation) : folder;
}
void Settings::setFolder(const QString& folder) { write("folder", folder); }

} // namespace guanjing::app
