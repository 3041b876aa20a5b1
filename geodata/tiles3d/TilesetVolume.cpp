#include "geodata/tiles3d/TilesetVolume.h"

#include "geodata/core/Limits.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace guanjing::tiles3d {

using json::Element;

std::optional<BoundingVolume> readVolume(const std::optional<Element>& element)
{
    const auto object = json::asObject(element);
    if (!object)
        return std::nullopt;
    BoundingVolume volume;
    const auto read = [&](const Element& value, std::size_t count) {
        return json::readNumbers(value, volume.values.data(), count)
            && std::all_of(volume.values.begin(), volume.values.begin() + static_cast<std::ptrdiff_t>(count),
                           [](double number) { return std::abs(number) <= limits::kMaxCoordinateMeters; });
    };
    for (const auto [key, value] : *object) {
        if (key == "box" && read(value, 12)) {
            volume.kind = VolumeKind::Box;
            return volume;
        }
        if (key == "region" && read(value, 6)) {
            volume.kind = VolumeKind::Region;
            return volume;
        }
        if (key == "sphere" && read(value, 4) && volume.values[3] >= 0) {
            volume.kind = VolumeKind::Sphere;
            return volume;
        }
    }
    if (const auto extensions = json::objectAt(*object, "extensions"))
        if (const auto s2 = json::objectAt(*extensions, "3DTILES_bounding_volume_S2")) {
            const auto cell = S2Cell::fromToken(json::stringAt(*s2, "token").value_or(""));
            const auto low = json::asNumber(json::member(*s2, "minimumHeight"));
            const auto high = json::asNumber(json::member(*s2, "maximumHeight"));
            if (cell && low && high && std::abs(*low) <= limits::kMaxCoordinateMeters
                && std::abs(*high) <= limits::kMaxCoordinateMeters)
                return BoundingVolume::s2(*cell, std::min(*low, *high), std::max(*low, *high));
        }
    return std::nullopt;
}

std::string volumeDefect(std::string_view what, const std::optional<json::Element>& element)
{
    const auto object = json::asObject(element);
    const auto extensions = object ? json::objectAt(*object, "extensions") : std::nullopt;
    const auto s2 = extensions ? json::objectAt(*extensions, "3DTILES_bounding_volume_S2") : std::nullopt;
    if (!s2)
        return std::string(what) + " is no valid box, region or sphere";
    const auto token = json::stringAt(*s2, "token");
    std::string defect = token ? "token \"" + std::string(*token) + "\" names no S2 cell" : "token is no text";
    if (token && S2Cell::fromToken(*token))
        defect = "without minimumHeight and maximumHeight that are numbers";
    return std::string(what) + ": 3DTILES_bounding_volume_S2: " + defect;
}

std::string repairRegion(BoundingVolume& volume)
{
    constexpr double kTolerance = 1e-9;
    auto& v = volume.values;
    std::string defect;
    if (volume.kind != VolumeKind::Region)
        return defect;
    for (const std::size_t i : {0, 1, 2, 3}) {
        const double limit = i % 2 == 0 ? std::numbers::pi : std::numbers::pi / 2;
        if (std::abs(v[i]) > limit + kTolerance)
            defect = "a region's angles are beyond ±π and ±π/2 radians";
        v[i] = std::clamp(v[i], -limit, limit);
    }
    if (v[1] > v[3]) {
        defect = "a region's south lies north of its north";
        std::swap(v[1], v[3]);
    }
    // West beyond east crosses 180°; but going nearly all the way round so is a mistake. Shown as if exchanged
    // (TileVolume::region); left as it is here, since an inspection tells what is written.
    constexpr double kLeastGap = 0.01;
    if (v[0] > v[2] && v[0] - v[2] < kLeastGap)
        defect = "a region's west lies a little east of its east";
    if (v[4] > v[5]) {
        defect = "a region's lowest height is above its highest";
        std::swap(v[4], v[5]);
    }
    return defect;
}

bool isBoxOutside(const BoundingVolume& inner, const BoundingVolume& outer)
{
    if (inner.kind != VolumeKind::Box)
        return false;
    const auto vectorAt = [](const BoundingVolume& box, std::size_t i) {
        return glm::dvec3(box.values[i], box.values[i + 1], box.values[i + 2]);
    };
    for (std::size_t axis = 3; axis < 12; axis += 3) {
        const glm::dvec3 half = vectorAt(outer, axis);
        const double length = glm::length(half);
        if (!(length > 0))
            return false; // flat: no telling inside from outside
        double reach = std::abs(glm::dot(vectorAt(inner, 0) - vectorAt(outer, 0), half / length));
        for (std::size_t other = 3; other < 12; other += 3)
            reach += std::abs(glm::dot(vectorAt(inner, other), half / length));
        if (reach > length * 1.001)
            return true;
    }
    return false;
}

BoundingVolume BoundingVolume::s2(const S2Cell& cell, double minHeightMeters, double maxHeightMeters)
{
    BoundingVolume volume;
    volume.kind = VolumeKind::S2;
    volume.values[0] = std::bit_cast<double>(cell.id());
    volume.values[1] = minHeightMeters;
    volume.values[2] = maxHeightMeters;
    return volume;
}

S2Cell BoundingVolume::s2Cell() const
{
    const auto cell = S2Cell::fromId(std::bit_cast<std::uint64_t>(values[0]));
    return cell ? *cell : S2Cell::fromFace(0, 0, 0, 0);
}

} // namespace guanjing::tiles3d
