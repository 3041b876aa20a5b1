#pragma once

#include "app/services/NetworkSetup.h"

#include <QString>

#include <memory>

class QApplication;

namespace guanjing {
struct StoreKey;
}

namespace guanjing::app {

struct ViewerOptions {
    QString scene; ///< "demo", a scene file or a bare source; empty: the last scene, at first start the demo city
    QString cacheDir;
    std::shared_ptr<const StoreKey> cacheKey; ///< null: the cache is not encrypted
    bool usesUsualCache = true; ///< not one of --cache: it is protected as the settings say
    NetworkChoice network;
    std::shared_ptr<const StoreKey> packKey; ///< of encrypted packs; null: none was given
    bool offline = false;
    QString language; ///< "zh", "en"; empty: as set, at first Chinese
};

/// What Qt must know of OpenGL before there is a QApplication: a compatibility context (OpenSceneGraph needs one) and
/// contexts that share.
void configureOpenGl();

/// Opens the window and runs until it is closed; returns the exit code.
[[nodiscard]] int runViewer(QApplication& application, const ViewerOptions& options);

} // namespace guanjing::app
