#include "render/effects/SkyRenderer.h"

#include "render/effects/FrameCamera.h"
#include "render/upload/GlContext.h"
#include "render/upload/ShaderSource.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/type_ptr.hpp>

#include <osg/GLExtensions>

#include <algorithm>
#include <cmath>
#include <vector>

namespace guanjing::render {

namespace {
constexpr int kTableWidth = 96;
constexpr int kTableHeight = 96;
} // namespace

SkyRenderer::SkyRenderer(GlContext& context) : m_context(context), m_triangle(context) { }

SkyRenderer::~SkyRenderer()
{
    m_context.freeProgram(m_program);
    m_context.freeTexture(m_table);
}

void SkyRenderer::makeProgram()
{
    if (m_program)
        return;
    m_program = m_context.makeProgram(assembleShader("sky.vert.glsl"), assembleShader("sky.frag.glsl"));
}

void SkyRenderer::updateTable(const Lighting& lighting)
{
    const double height = std::max(lighting.eyeHeightMeters, 0.0);
    const bool same = std::abs(lighting.sunElevationDegrees - m_tableElevationDegrees) < 0.02
        && std::abs(height - m_tableHeightMeters) < 20.0 + 0.02 * m_tableHeightMeters;
    if (m_table && same)
        return;
    m_tableElevationDegrees = lighting.sunElevationDegrees;
    m_tableHeightMeters = height;
    const double horizon = sinHorizon(height);
    std::vector<std::uint8_t> pixels;
    pixels.reserve(kTableWidth * kTableHeight * 4);
    for (int y = 0; y < kTableHeight; ++y) {
        const double root = static_cast<double>(y) / (kTableHeight - 1);
        const double sinElevation = horizon + root * root * (1.0 - horizon);
        for (int x = 0; x < kTableWidth; ++x) {
            const glm::vec3 color = skyColor(lighting, sinElevation, static_cast<double>(x) / (kTableWidth - 1));
            for (int k = 0; k < 3; ++k)
                pixels.push_back(static_cast<std::uint8_t>(std::lround(color[k] * 255.0f)));
            pixels.push_back(255);
        }
    }
    m_context.gl().glActiveTexture(GL_TEXTURE0);
    const bool fresh = !m_table;
    if (fresh)
        m_table = m_context.makeTexture();
    glBindTexture(GL_TEXTURE_2D, m_table);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, kTableWidth, kTableHeight, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
}

void SkyRenderer::drawStudio(const FrameCamera& camera, int heightPixels)
{
    makeProgram();
    osg::GLExtensions& gl = m_context.gl();
    gl.glUseProgram(m_program);
    const auto find = [&](const char* name) { return gl.glGetUniformLocation(m_program, name); };
    gl.glUniform1f(find("uFarDepth"), camera.reversed ? 0.0f : 1.0f);
    gl.glUniform1f(find("uStudio"), 1.0f / static_cast<float>(heightPixels));
    m_triangle.draw();
    gl.glUseProgram(0);
}

void SkyRenderer::draw(const FrameCamera& camera, const Lighting& lighting)
{
    makeProgram();
    updateTable(lighting);
    osg::GLExtensions& gl = m_context.gl();
    gl.glUseProgram(m_program);
    const auto find = [&](const char* name) { return gl.glGetUniformLocation(m_program, name); };
    const auto set3 = [&](const char* name, const glm::vec3& value) {
        gl.glUniform3fv(find(name), 1, glm::value_ptr(value));
    };
    gl.glUniform1f(find("uStudio"), 0.0f);
    set3("uRight", glm::vec3(camera.right * camera.tanHalfX));
    set3("uUp", glm::vec3(camera.up * camera.tanHalfY));
    set3("uForward", glm::vec3(camera.direction));
    gl.glUniform1f(find("uFarDepth"), camera.reversed ? 0.0f : 1.0f);
    set3("uEyeUp", glm::vec3(lighting.up));
    set3("uSun", glm::vec3(lighting.sunDirection));
    const float low = std::clamp(static_cast<float>(lighting.sunElevationDegrees) / 12.0f, 0.0f, 1.0f);
    set3("uDiscColor", glm::mix(glm::vec3(1.0f, 0.78f, 0.45f), glm::vec3(1.0f, 0.99f, 0.95f), low));
    gl.glUniform1f(find("uSinHorizon"), static_cast<float>(sinHorizon(lighting.eyeHeightMeters)));

    constexpr double a = kWgs84SemiMajorMeters;
    const double b = a * std::sqrt(1.0 - kWgs84Eccentricity2);
    glm::dvec3 eye = camera.eye / glm::dvec3(a, a, b);
    // An eye at or below the ellipsoid (basements, local models) sees the ground as from two metres above it.
    double height = glm::dot(eye, eye) - 1.0;
    if (height < 4.0 / a) {
        const double length = glm::length(eye);
        eye = length > 1e-3 ? eye / length : lighting.up;
        height = 4.0 / a;
    }
    set3("uScaledEye", glm::vec3(eye));
    gl.glUniform1f(find("uScaledHeight"), static_cast<float>(height));
    gl.glUniform1f(find("uFlattening"), static_cast<float>(a / b));
    gl.glUniform4f(find("uHaze"), lighting.hazePerMeter,
                   static_cast<float>(std::max(lighting.eyeHeightMeters, 0.0) / kHazeScaleMeters),
                   static_cast<float>(a), 0.0f);
    set3("uGround", kBareGround * horizontalLight(lighting));
    set3("uHazeColor", lighting.horizonColor);
    set3("uHazeSunColor", lighting.horizonSunColor);
    gl.glUniform1f(find("uHazeGlow"), lighting.hazeGlow);
    gl.glUniform1i(find("uSkyTable"), 0);
    gl.glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, m_table);
    m_triangle.draw();
    glBindTexture(GL_TEXTURE_2D, 0);
    gl.glUseProgram(0);
}

} // namespace guanjing::render
