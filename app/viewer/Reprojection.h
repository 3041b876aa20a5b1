#pragma once

#include "app/panels/InspectorPanel.h"
#include "geodata/core/Math.h"

#include <memory>

namespace guanjing {
class CoordinateTransform;
}
namespace guanjing::layers {
class SceneEngine;
struct PickResult;
} // namespace guanjing::layers

namespace guanjing::app {

/// ECEF positions as planners read them: CGCS2000 degrees and EPSG:4547 metres. GUI thread.
class Reprojection {
public:
    Reprojection();
    ~Reprojection();
    Reprojection(const Reprojection&) = delete;
    Reprojection& operator=(const Reprojection&) = delete;

    [[nodiscard]] PositionInfo describe(const glm::dvec3& ecefMeters) const;
    /// With what the terrain tells of the heights there, which may be shown exaggerated.
    [[nodiscard]] PositionInfo describe(const layers::PickResult& pick, const layers::SceneEngine& engine) const;
    [[nodiscard]] PositionInfo describe(double lonDegrees, double latDegrees, double heightMeters) const;

private:
    std::unique_ptr<CoordinateTransform> m_toGrid; ///< null when PROJ knows no way: then without grid coordinates
};

} // namespace guanjing::app
