#include "render/scene/OverlayUniforms.h"

#include "render/scene/TileProgram.h"

#include <glm/gtc/type_ptr.hpp>

#include <osg/GLExtensions>

#include <array>

namespace guanjing::render {

void sendOverlays(const osg::GLExtensions& gl, const TileProgram& program,
                  std::span<const layers::OverlayBinding> overlays)
{
    std::array<glm::vec4, layers::kMaxOverlaysPerTile> places;
    std::array<float, layers::kMaxOverlaysPerTile> opacities{};
    for (std::size_t i = 0; i < overlays.size(); ++i) {
        places[i] = {overlays[i].scale, overlays[i].offset};
        opacities[i] = overlays[i].opacity;
    }
    const auto count = static_cast<GLsizei>(overlays.size());
    if (program.overlayPlace >= 0)
        gl.glUniform4fv(program.overlayPlace, count, glm::value_ptr(places[0]));
    if (program.overlayOpacity >= 0)
        gl.glUniform1fv(program.overlayOpacity, count, opacities.data());
    if (program.overlayLight >= 0) {
        std::array<float, layers::kMaxOverlaysPerTile> lights{};
        for (std::size_t i = 0; i < overlays.size(); ++i)
            lights[i] = overlays[i].isLight ? 1.0F : 0.0F;
        gl.glUniform1fv(program.overlayLight, count, lights.data());
    }
    if (program.overlayBend >= 0) {
        std::array<glm::vec4, 4 * layers::kMaxOverlaysPerTile> bends;
        for (std::size_t i = 0; i < overlays.size(); ++i) {
            const layers::OverlayBend& bend = overlays[i].bend;
            bends[4 * i] = {bend.cross, bend.uu};
            bends[4 * i + 1] = {bend.uv, bend.vv};
            bends[4 * i + 2] = bend.clip;
            bends[4 * i + 3] = bend.latitude;
        }
        gl.glUniform4fv(program.overlayBend, 4 * count, glm::value_ptr(bends[0]));
    }
    if (program.overlayTone >= 0) {
        std::array<glm::vec3, layers::kMaxOverlaysPerTile> tones;
        for (std::size_t i = 0; i < overlays.size(); ++i) {
            const layers::OverlayTone& tone = overlays[i].tone;
            tones[i] = {tone.brightness, tone.contrast, tone.saturation};
        }
        gl.glUniform3fv(program.overlayTone, count, glm::value_ptr(tones[0]));
    }
}

} // namespace guanjing::render
