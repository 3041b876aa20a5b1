#pragma once

#include "geodata/core/Math.h"
#include "geodata/tiles3d/PropertyTable.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guanjing::layers {

/// What a ray hit first. Only surfaces that are drawn can be hit; the sky never is.
struct PickResult {
    glm::dvec3 position{0.0}; ///< ECEF metres, on the drawn triangle, right to well under 1 cm
    glm::dvec3 normal{0.0}; ///< unit, facing the ray's origin
    double distanceMeters = 0;
    std::uint32_t source = 0; ///< id of the tree
    std::string sourceName;
    std::uint64_t tileId = 0;
    std::string contentUrl;
    bool isGround = false;
    std::optional<std::uint32_t> featureId; ///< row of propertyTable
    int propertyTable = -1;
    std::vector<tiles3d::Attribute> attributes;
};

} // namespace guanjing::layers
