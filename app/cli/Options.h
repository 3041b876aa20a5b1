#pragma once

#include "app/services/NetworkSetup.h"
#include "geodata/core/Log.h"
#include "geodata/core/Result.h"
#include "layers/scene/Scene.h"
#include "render/view/ViewSettings.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace guanjing {
struct StoreKey;
}

namespace guanjing::app {

enum class Command { Window, Render, Bench, Inspect, Serve, Export, Pack, Help, Version };

/// The command line, read and checked (DESIGN.md, section 2). Plain data.
struct Options {
    Command command = Command::Window;
    QString source; ///< SCENE or SOURCE; empty: none given
    QString cacheDir; ///< default $XDG_CACHE_HOME/guanjing
    std::shared_ptr<const StoreKey> cacheKey; ///< null: the cache is not encrypted
    bool usesUsualCache = true; ///< no --cache: what the window's settings say of its protection holds
    NetworkChoice network;
    std::shared_ptr<const StoreKey> packKey; ///< of the pack that is opened or made; null: none was given
    bool offline = false;
    QString language; ///< "zh", "en" or empty: as set
    LogLevel logLevel = LogLevel::Warning;

    // render and bench
    std::vector<layers::Viewpoint> views;
    int width = 800, height = 600; ///< pixels
    double screenSpaceError = 16.0;
    int memoryMebibytes = 1024; ///< for tiles
    QString out;
    QString stats;
    std::optional<QDateTime> sun;
    QString date; ///< "YYYY-MM"; empty: all
    double timeoutSeconds = 120; ///< for opening and for each view; inspect: for each answer, 30 unless told
    bool draw = true;
    int samples = 0;
    render::ViewSettings::Shadows shadows = render::ViewSettings::Shadows::Automatic;
    bool isPlain = false; ///< render: no stations, labels and names of places

    // export
    QString layer; ///< name of an imagery source
    QString area; ///< "W,S,E,N" or a file of polygons
    QString format, coding; ///< words of the command line, checked
    std::optional<int> minLevel, maxLevel;

    // pack
    QStringList layers, dates;
    double finestErrorMeters = 0;
    bool estimate = false;

    bool json = false; ///< inspect
    bool follow = false; ///< inspect
    int port = 8080; ///< serve
    bool exitWithParent = false;

    QString help; ///< text to print for Command::Help
};

/// Reads the arguments (without the program's name). Errors: Usage, with a sentence that names the argument.
[[nodiscard]] Result<Options> parseOptions(const QStringList& arguments);

/// Where to look after wrong usage: the help of the command, if one was named.
[[nodiscard]] QString usageHint(const QStringList& arguments);

/// Reads FILE.json of --views: an array of {"lon","lat","h","heading","pitch"}.
[[nodiscard]] Result<std::vector<layers::Viewpoint>> readViewsFile(const QString& path);

} // namespace guanjing::app
