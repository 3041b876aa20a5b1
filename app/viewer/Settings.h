#pragma once

#include "app/panels/LoadingSettings.h"
#include "app/panels/Theme.h"
#include "render/view/ViewSettings.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace guanjing::app {

/// What the program remembers between runs. Written at once, so that a crash loses nothing. GUI thread.
class Settings {
public:
    [[nodiscard]] ThemeName theme() const;
    void setTheme(ThemeName theme);
    [[nodiscard]] QString language() const; ///< "zh" or "en"
    void setLanguage(const QString& language);
    [[nodiscard]] int samples() const; ///< 0 or 4
    void setSamples(int samples);
    [[nodiscard]] bool labels() const;
    void setLabels(bool labels);
    [[nodiscard]] bool placeNames() const;
    void setPlaceNames(bool on);
    [[nodiscard]] render::ViewSettings::Shadows shadows() const;
    void setShadows(render::ViewSettings::Shadows shadows);
    [[nodiscard]] LoadingSettings loading() const;
    void setLoading(const LoadingSettings& loading);
    [[nodiscard]] QString lastScene() const; ///< empty at first start
    void setLastScene(const QString& source);
    [[nodiscard]] QStringList recentScenes() const;
    void addRecentScene(const QString& path); ///< newest first, at most ten
    void clearRecentScenes();
    /// Packs that were begun and are not complete (PackJobs.h).
    [[nodiscard]] QStringList packJobs() const;
    void setPackJobs(const QStringList& jobs);
    [[nodiscard]] QByteArray geometry() const;
    [[nodiscard]] QByteArray docks() const;
    void setWindow(const QByteArray& geometry, const QByteArray& docks);
    [[nodiscard]] QString folder() const; ///< of the last file dialog
    void setFolder(const QString& folder);
};

} // namespace guanjing::app
