// The record of what changed between the dates.
#include "geodata/democity/Changes.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Towns.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace guanjing::democity {

namespace {

using nlohmann::json;

const char* wordOf(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::New: return "new";
    case ChangeKind::Vanished: return "vanished";
    case ChangeKind::Storeys: return "storeys";
    case ChangeKind::RoofExtension: return "roofExtension";
    }
    return "";
}

double rounded(double value) { return std::round(value * 100) / 100; }

json polygonOf(const Outline& outline)
{
    json ring = json::array();
    for (std::size_t k = 0; k <= outline.count; ++k) {
        const glm::dvec2 p = toLonLat(outline.p[k % outline.count]);
        ring.push_back({std::round(p.x * 1e8) / 1e8, std::round(p.y * 1e8) / 1e8});
    }
    return json::array({std::move(ring)});
}

} // namespace

Result<Bytes> changesGeoJson(const Rectangle& bounds)
{
    constexpr double kMostDegrees = 0.2;
    if (!(bounds.east > bounds.west && bounds.north > bounds.south && bounds.east - bounds.west <= kMostDegrees
          && bounds.north - bounds.south <= kMostDegrees))
        return fail(ErrorCode::BadValue, "bbox", "west,south,east,north in degrees, at most 0.2 each way");
    const V2 low = fromLonLat(bounds.west, bounds.south);
    const V2 high = fromLonLat(bounds.east, bounds.north);
    json features = json::array();
    for (const Change& change : changesIn({low.x, low.y, high.x, high.y})) {
        json polygons = json::array();
        for (const Outline& outline : change.outlines)
            polygons.push_back(polygonOf(outline));
        const bool single = polygons.size() == 1;
        features.push_back({{"type", "Feature"},
                            {"id", change.name()},
                            {"geometry",
                             {{"type", single ? "Polygon" : "MultiPolygon"},
                              {"coordinates", single ? polygons[0] : std::move(polygons)}}},
                            {"properties",
                             {{"kind", wordOf(change.kind)},
                              {"id", change.name()},
                              {"town", towns()[static_cast<std::size_t>(change.town)].nameZh},
                              {"useBefore", useWord(change.useBefore)},
                              {"useAfter", useWord(change.useAfter)},
                              {"heightBefore", rounded(change.heightBefore)},
                              {"heightAfter", rounded(change.heightAfter)},
                              {"areaBefore", rounded(change.areaBefore)},
                              {"areaAfter", rounded(change.areaAfter)},
                              {"floorsBefore", change.floorsBefore},
                              {"floorsAfter", change.floorsAfter},
                              {"from", epochName(Epoch::June2023)},
                              {"to", epochName(Epoch::June2026)}}}});
    }
    const std::string text = json{{"type", "FeatureCollection"}, {"features", std::move(features)}}.dump();
    return Bytes(text.begin(), text.end());
}

} // namespace guanjing::democity
