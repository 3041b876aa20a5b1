#include "app/viewer/Reprojection.h"

#include "geodata/crs/CoordinateTransform.h"
#include "geodata/crs/Ellipsoid.h"
#include "layers/scene/SceneEngine.h"

namespace guanjing::app {

namespace {

/// EPSG:4547 serves 112.5° to 115.5°; beyond a few degrees its figures mean nothing.
constexpr double kWestDegrees = 111.0, kEastDegrees = 117.0;

} // namespace

Reprojection::Reprojection()
{
    if (auto transform = CoordinateTransform::create("EPSG:4490", "EPSG:4547"))
        m_toGrid = std::make_unique<CoordinateTransform>(std::move(*transform));
}

Reprojection::~Reprojection() = default;

PositionInfo Reprojection::describe(const glm::dvec3& ecefMeters) const
{
    const Geographic at = toGeographic(ecefMeters);
    return describe(at.lonDegrees, at.latDegrees, at.heightMeters);
}

PositionInfo Reprojection::describe(const layers::PickResult& pick, const layers::SceneEngine& engine) const
{
    PositionInfo info = describe(pick.position);
    if (const auto ground = engine.groundPlaceAt(info.lonDegrees, info.latDegrees)) {
        // Models stand where they are, whatever the ground is made to look like.
        if (pick.isGround && engine.scene().ground.exaggeration != 1.0)
            info.heightMeters = ground->ellipsoidalMeters;
        if (ground->nationalMeters)
            info.nationalMeters = info.heightMeters - ground->ellipsoidalMeters + *ground->nationalMeters;
    }
    return info;
}

PositionInfo Reprojection::describe(double lonDegrees, double latDegrees, double heightMeters) const
{
    PositionInfo info{lonDegrees, latDegrees, heightMeters, std::nullopt, std::nullopt};
    if (m_toGrid && lonDegrees > kWestDegrees && lonDegrees < kEastDegrees) {
        if (const auto grid = m_toGrid->forward({lonDegrees, latDegrees, 0.0}))
            info.grid = PositionInfo::Grid{grid->y, grid->x};
    }
    return info;
}

} // namespace guanjing::app
