#pragma once
// Imagery of a service that is up: opened as the program opens it, and its pictures looked at.

#include "geodata/core/Result.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/tiles3d/Model.h"

#include <QByteArray>
#include <QStringList>

#include <string>
#include <vector>

namespace guanjing::test {

/// Asks for what describes the source and opens it.
[[nodiscard]] Result<OpenedImagery> openServed(AssetAccessor& assets, const ImageryDescription& description);

struct Drape {
    double worstPixels = 0; ///< distance of a mark from where it belongs, in pixels of the picture that shows it
    int seen = 0, missing = 0; ///< marks
    int pictures = 0; ///< asked for
    std::string defect; ///< the first answer that is no picture
};

/// How the ground of a level of its quadtree is covered by the source's pictures around marks (writeMarks), by the very
/// mapping that the shader draws with.
[[nodiscard]] Drape measureDrape(AssetAccessor& assets, const OpenedImagery& imagery,
                                 const std::vector<glm::dvec2>& marks, int groundLevel);

struct ProgramRun {
    int exitCode = -1;
    QByteArray output, errors;
};
/// Runs the program with a cache of its own.
[[nodiscard]] ProgramRun runProgram(const QStringList& arguments);

/// The program's picture from straight above the marks' middle: where the marks lie on it. `path` receives the picture.
[[nodiscard]] Drape measureRendered(const QString& source, const std::vector<glm::dvec2>& marks, double pixelMeters,
                                    const QString& path);

} // namespace guanjing::test
