#pragma once

#include "layers/scene/Scene.h"

#include <string_view>

namespace guanjing::bench {

/// A scene of a tileset and an XYZ imagery layer (levels 0 to 21); "-" instead of a URL leaves one out.
inline layers::Scene sceneOf(std::string_view tilesetUrl, std::string_view imageryTemplate)
{
    layers::Scene scene;
    if (tilesetUrl != "-") {
        layers::TilesetSourceSpec& tileset = scene.tilesets.emplace_back();
        tileset.name = "tileset";
        tileset.url = tilesetUrl;
    }
    if (imageryTemplate != "-") {
        layers::ImagerySourceSpec& imagery = scene.imagery.emplace_back();
        imagery.name = "imagery";
        imagery.url = imageryTemplate;
        imagery.maxLevel = 21;
    }
    return scene;
}

} // namespace guanjing::bench
