#pragma once

#include "app/services/PackScenes.h"
#include "geodata/core/Result.h"
#include "layers/scene/Scene.h"

#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace guanjing {
class AssetAccessor;
}

namespace guanjing::app {

class DemoPlatform;

/// What SCENE on the command line names, as a scene document: the word "demo" (starts the demo platform), a scene file by
/// path or URL, a pack by its path, or a bare source. Blocks on files and the network; not for the GUI thread while a window is open.
/// `waiting` is told the URL that has not answered for a while (3 s), again and again; one that has not answered within
/// `timeout` is an error that names it. Cancelled once `stop` is set.
[[nodiscard]] Result<layers::Scene> openScene(const QString& source, AssetAccessor& assets, DemoPlatform& demo,
                                              const std::function<void(const std::string& url)>& waiting = {},
                                              std::chrono::duration<double> timeout = std::chrono::hours(1),
                                              const std::stop_token& stop = {}, const PackDoor& door = {});

/// A scene of a single raster that may hold heights gets it as terrain too, under another name; what of the two it probably is not
/// is hidden. Of rasters on servers only where `remoteToo`, since it asks them. Blocks.
[[nodiscard]] layers::Scene withTerrainOfRaster(layers::Scene scene, bool remoteToo);

/// One source in several ways or parts, which probeSource() has made of it: those that are not visible are not meant.
[[nodiscard]] bool isChoice(const layers::Scene& scene);
/// The same, of a raster as imagery and as terrain.
[[nodiscard]] bool isRasterWithTerrain(const layers::Scene& scene);

/// What a look at a source has found.
struct ProbedSource {
    layers::Scene scene;
    /// Imagery of which no picture was there at any of the places tried: it may have some elsewhere, or the address is wrong.
    bool isUnseen = false;
};
/// The same as openScene() for a source to be added, after a look at it: a tileset is read, a model decoded, a service asked, pictures
/// of imagery fetched until one is there. The failure says why it cannot be opened; Cancelled once `stop` is set. The
/// sources of a scene file are taken as they are. Blocks like openScene.
[[nodiscard]] Result<ProbedSource> probeSource(const QString& source, AssetAccessor& assets, DemoPlatform& demo,
                                               std::chrono::duration<double> timeout, const std::stop_token& stop);

/// NotFound where `source` names a local file that is not there; empty for the demo, addresses and templates.
[[nodiscard]] std::optional<Error> missingSceneFile(const QString& source);

} // namespace guanjing::app
