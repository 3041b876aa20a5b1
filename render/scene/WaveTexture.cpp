#include "render/scene/WaveTexture.h"

#include "render/upload/GlContext.h"
#include "render/upload/WaveField.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <osg/GLExtensions>

#include <cmath>
#include <numbers>

namespace guanjing::render {

namespace {

/// Waves to the circumference of the Earth: 2^12 periods.
constexpr int kPeriodLevel = 12;

} // namespace

WavePlace wavePlace(const Geographic& place)
{
    const double periods = std::ldexp(1.0, kPeriodLevel);
    const double lat = place.latDegrees * kDegreesToRadians;
    const double bulge = 1.0 - kWgs84Eccentricity2 * std::sin(lat) * std::sin(lat);
    const double acrossRadius = kWgs84SemiMajorMeters / std::sqrt(bulge);
    const double alongRadius = acrossRadius * (1.0 - kWgs84Eccentricity2) / bulge; // of the meridian
    const glm::dvec2 at((place.lonDegrees / 360.0 + 0.5) * periods,
                        std::asinh(std::tan(lat)) / (2 * std::numbers::pi) * periods);
    const double around = 2 * std::numbers::pi * std::cos(lat);
    return {glm::dvec2(periods / (around * acrossRadius), periods / (around * alongRadius)), at - glm::floor(at)};
}

bool areWavesSeen(const glm::dvec2& turns, double metersPerPixel)
{
    // At the equator, where they are longest.
    const double period = 2 * std::numbers::pi * kWgs84SemiMajorMeters / std::ldexp(1.0, kPeriodLevel);
    const double texels = metersPerPixel / period * double{kWaveSide} * glm::length(turns);
    return texels < std::exp2(kWaveLastLevel);
}

std::uint32_t makeWaveTexture(GlContext& context, std::uint32_t unit)
{
    const std::uint32_t name = context.makeTexture();
    context.gl().glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, name);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    GLint level = 0;
    auto side = static_cast<GLsizei>(kWaveSide);
    for (const std::vector<std::uint8_t>& pixels : waveField()) {
        glTexImage2D(GL_TEXTURE_2D, level++, GL_RGBA8, side, side, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
        side /= 2;
    }
    for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
        glTexParameteri(GL_TEXTURE_2D, wrap, GL_REPEAT);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    return name;
}

} // namespace guanjing::render
