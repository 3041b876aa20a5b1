#pragma once

#include "geodata/core/Result.h"
#include "geodata/exports/ImageryExport.h"
#include "layers/scene/ImageryOptions.h"
#include "layers/scene/Scene.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace guanjing::app {

/// "mbtiles", "gpkg", "cog".
[[nodiscard]] std::optional<ExportFormat> exportFormatOf(const QString& word);

/// Index in scene.imagery of the source of a name, or of the one among a series that a date shows. Empty name: the only one
/// there is, among those that the date shows. BadValue says which there are.
[[nodiscard]] Result<std::size_t> layerToExport(const layers::Scene& scene, const QString& name, const QString& date);

/// What of a request the source itself states.
[[nodiscard]] ExportRequest requestFor(const layers::ImagerySourceSpec& source);

struct ChosenArea {
    std::vector<std::vector<glm::dvec2>> rings; ///< degrees
    bool isRectangle = false;
};
/// "W,S,E,N" in degrees, or a file of polygons, all of them together. Blocks on the file.
[[nodiscard]] Result<ChosenArea> areaFromText(const QString& text);

} // namespace guanjing::app
