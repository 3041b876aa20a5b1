#include "layers/scene/PointHeights.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/tiles3d/Model.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace guanjing::layers {

namespace {

constexpr std::size_t kMostOfACloud = 10'000;

/// With all digits: the numbers are as large as the Earth.
std::string exact(double value)
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.17g", value);
    return text.data();
}

} // namespace

void PointHeights::add(const tiles3d::Model& model, const glm::dmat4& modelToWorld)
{
    for (const tiles3d::MeshInstance& instance : model.instances) {
        if (instance.mesh < 0 || static_cast<std::size_t>(instance.mesh) >= model.meshes.size())
            continue;
        for (const tiles3d::Primitive& primitive : model.meshes[static_cast<std::size_t>(instance.mesh)].primitives) {
            if (primitive.mode != tiles3d::PrimitiveMode::Points || primitive.positions.empty())
                continue;
            const glm::dmat4 toWorld = modelToWorld * instance.transform;
            const auto worldOf = [&](std::size_t i) {
                return glm::dvec3(toWorld * glm::dvec4(glm::dvec3(primitive.positions[i]), 1.0));
            };
            if (m_sample.name.empty()) {
                m_sample.name = styling::kPointHeight;
                const glm::dvec3 place = worldOf(0);
                const Geographic geographic = toGeographic(place);
                m_up = ellipsoidNormal(geographic.lonDegrees, geographic.latDegrees);
                m_offset = glm::dot(m_up, place) - geographic.heightMeters;
            }
            const std::size_t step = 1 + primitive.positions.size() / kMostOfACloud;
            for (std::size_t i = 0; i < primitive.positions.size(); i += step)
                if (m_sample.numbers.size() < styling::PropertySampler::kMostValues)
                    m_sample.numbers.push_back(glm::dot(m_up, worldOf(i)) - m_offset);
        }
    }
}

std::optional<styling::PropertySample> PointHeights::take()
{
    if (m_sample.numbers.empty())
        return std::nullopt;
    std::sort(m_sample.numbers.begin(), m_sample.numbers.end());
    m_sample.expression = "dot(${" + m_sample.name + "}, vec3(" + exact(m_up.x) + ", " + exact(m_up.y) + ", "
        + exact(m_up.z) + ")) - " + (m_offset < 0 ? "(" + exact(m_offset) + ")" : exact(m_offset));
    return std::move(m_sample);
}

} // namespace guanjing::layers
