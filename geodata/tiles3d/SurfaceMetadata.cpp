#include "geodata/tiles3d/SurfaceMetadata.h"

#include "geodata/tiles3d/Model.h"

#include <algorithm>
#include <cmath>

namespace guanjing::tiles3d {

namespace {

/// 0 … size − 1 of a coordinate that runs from 0 to 1 over the picture.
int texelOf(double coordinate, Wrap wrap, int size)
{
    if (!std::isfinite(coordinate))
        return 0;
    if (wrap == Wrap::Repeat) {
        coordinate -= std::floor(coordinate);
    } else if (wrap == Wrap::MirroredRepeat) {
        const double turn = coordinate - 2.0 * std::floor(coordinate / 2.0);
        coordinate = turn <= 1.0 ? turn : 2.0 - turn;
    }
    return static_cast<int>(std::clamp(std::floor(coordinate * size), 0.0, static_cast<double>(size - 1)));
}

/// Sum of corner values by their weights; nothing where a corner has no number.
std::optional<PropertyValue> mixed(const std::array<PropertyValue, 3>& corners, const glm::dvec3& weights)
{
    if (const auto* first = std::get_if<PropertyValue::List>(&corners[0].value)) {
        const auto* second = std::get_if<PropertyValue::List>(&corners[1].value);
        const auto* third = std::get_if<PropertyValue::List>(&corners[2].value);
        if (second == nullptr || third == nullptr || second->size() != first->size() || third->size() != first->size())
            return std::nullopt;
        PropertyValue::List list;
        for (std::size_t i = 0; i < first->size(); ++i) {
            auto item = mixed({(*first)[i], (*second)[i], (*third)[i]}, weights);
            if (!item)
                return std::nullopt;
            list.push_back(std::move(*item));
        }
        return PropertyValue{std::move(list)};
    }
    double sum = 0;
    for (int i = 0; i < 3; ++i) {
        const auto* number = std::get_if<double>(&corners[static_cast<std::size_t>(i)].value);
        if (number == nullptr)
            return std::nullopt;
        sum += weights[i] * *number;
    }
    return PropertyValue{sum};
}

} // namespace

std::uint32_t SurfacePoint::nearestCorner() const
{
    const int most = weights.x >= weights.y && weights.x >= weights.z ? 0 : (weights.y >= weights.z ? 1 : 2);
    return corners[static_cast<std::size_t>(most)];
}

std::optional<std::vector<std::uint8_t>> MetadataTexture::bytesAt(const SurfacePoint& point) const
{
    if (!image || !texCoords || image->width < 1 || image->height < 1)
        return std::nullopt;
    glm::dvec3 uv(0.0, 0.0, 1.0);
    for (int i = 0; i < 3; ++i) {
        const std::uint32_t corner = point.corners[static_cast<std::size_t>(i)];
        if (corner >= texCoords->size())
            return std::nullopt;
        uv += glm::dvec3(glm::dvec2((*texCoords)[corner]) * point.weights[i], 0.0);
    }
    const glm::dvec3 placed = glm::dmat3(transform) * uv;
    return bytesOfTexel(static_cast<std::size_t>(texelOf(placed.x, wrapS, image->width)),
                        static_cast<std::size_t>(texelOf(placed.y, wrapT, image->height)));
}

std::optional<std::vector<std::uint8_t>> MetadataTexture::bytesOfTexel(std::size_t x, std::size_t y) const
{
    if (!image || x >= static_cast<std::size_t>(image->width) || y >= static_cast<std::size_t>(image->height))
        return std::nullopt;
    const auto channelCount = static_cast<std::size_t>(image->channels);
    const std::size_t offset = (y * static_cast<std::size_t>(image->width) + x) * channelCount;
    if (offset + channelCount > image->pixels.size())
        return std::nullopt;
    std::vector<std::uint8_t> bytes;
    for (const std::uint8_t channel : channels) {
        // A grey picture is the same in all three colours, and opaque.
        const std::size_t held = channelCount == 1 && channel < 3 ? 0 : channel;
        bytes.push_back(held < channelCount ? image->pixels[offset + held] : std::uint8_t{255});
    }
    return bytes;
}

PropertyValue SurfaceProperty::at(const SurfacePoint& point) const
{
    if (texture) {
        const auto bytes = texture->bytesAt(point);
        return bytes && decoder ? decoder->shown(*bytes) : PropertyValue{};
    }
    if (!column)
        return {};
    if (isInterpolated)
        if (auto value = mixed(
                {column->shown(point.corners[0]), column->shown(point.corners[1]), column->shown(point.corners[2])},
                point.weights))
            return *std::move(value);
    return column->shown(point.nearestCorner());
}

} // namespace guanjing::tiles3d
