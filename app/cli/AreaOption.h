#pragma once

#include "app/services/ExportChoice.h"

#include <QString>

namespace guanjing::layers {
struct Scene;
}

namespace guanjing::app {

/// What --help says of --area.
[[nodiscard]] QString areaHelp();
/// --area: "W,S,E,N" in degrees, a file of polygons, or, where the scene shows the demo city, names of its towns in Chinese or
/// English with commas between them. `demoBase`: address of the demo platform, empty where it does not run. Blocks on the
/// file. Errors: BadValue, NotFound with the names that are nearest, those of files.
[[nodiscard]] Result<ChosenArea> readArea(const QString& text, const layers::Scene& scene, const std::string& demoBase);
/// The names of towns alone. Pure.
[[nodiscard]] Result<ChosenArea> areaOfTowns(const QString& names);
/// True where the scene shows the demo city and the area is nowhere in it.
[[nodiscard]] bool isBesideDemoCity(const ChosenArea& area, const layers::Scene& scene, const std::string& demoBase);

} // namespace guanjing::app
