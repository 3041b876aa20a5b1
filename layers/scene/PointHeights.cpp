#include "layers/scene/PointHeights.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/tiles3d/Model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace guanjing::layers {

namespace {

constexpr std::size_t kMostOfACloud = 10'000;
constexpr double kMeanRadiusMeters = 6'371'000.0;

/// With all digits: the numbers are as large as the Earth.
std::string exact(double value)
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.17g", value);
    return text.data();
}

/// With S = (1/a², 1/a², 1/b²) a place p lies on the ellipsoid where p·Sp = 1, and (p·Sp - 1) / 2|Sp| is its height g to
/// first order; what that lacks for the curvature is g²/2R.
std::string heightExpression(const std::string& place)
{
    const double polar = kWgs84SemiMajorMeters * std::sqrt(1.0 - kWgs84Eccentricity2);
    const std::string equatorial = exact(1.0 / (kWgs84SemiMajorMeters * kWgs84SemiMajorMeters));
    const std::string scaled =
        "(" + place + " * vec3(" + equatorial + ", " + equatorial + ", " + exact(1.0 / (polar * polar)) + "))";
    const std::string first = "((dot(" + place + ", " + scaled + ") - 1.0) / (2.0 * length(" + scaled + ")))";
    return first + " * (1.0 + " + first + " * " + exact(0.5 / kMeanRadiusMeters) + ")";
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
            m_sample.name = styling::kPointHeight;
            const std::size_t step = 1 + primitive.positions.size() / kMostOfACloud;
            for (std::size_t i = 0; i < primitive.positions.size(); i += step)
                if (m_sample.numbers.size() < styling::PropertySampler::kMostValues)
                    m_sample.numbers.push_back(toGeographic(worldOf(i)).heightMeters);
        }
    }
}

std::optional<styling::PropertySample> PointHeights::take()
{
    if (m_sample.numbers.empty())
        return std::nullopt;
    std::sort(m_sample.numbers.begin(), m_sample.numbers.end());
    m_sample.expression = heightExpression("${" + m_sample.name + "}");
    return std::move(m_sample);
}

} // namespace guanjing::layers
