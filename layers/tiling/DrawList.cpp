#include "layers/tiling/DrawList.h"

#include <cmath>

namespace guanjing::layers {

std::optional<glm::vec2> placeInPicture(const OverlayBinding& binding, const glm::vec2& tile)
{
    glm::vec2 place = tile;
    if (!binding.isBent)
        return place * binding.scale + binding.offset;
    const OverlayBend& bend = binding.bend;
    if (bend.latitude.w != 0.0f) {
        const float northing = bend.latitude.x + (bend.latitude.y - bend.latitude.x) * place.y;
        place.y = (bend.latitude.z - std::atan(std::sinh(northing))) * bend.latitude.w;
    }
    if (place.x < bend.clip.x || place.y < bend.clip.y || place.x > bend.clip.z || place.y > bend.clip.w)
        return std::nullopt;
    return place * binding.scale + binding.offset + glm::vec2(place.y, place.x) * bend.cross
        + bend.uu * (place.x * place.x) + bend.uv * (place.x * place.y) + bend.vv * (place.y * place.y);
}

} // namespace guanjing::layers
