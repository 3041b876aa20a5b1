#include "geodata/packs/Area.h"

#include "geodata/core/Limits.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace guanjing {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostCorners = 1'000'000;

Result<Area::Ring> readRing(const Json& written, const std::string& source)
{
    Area::Ring ring;
    if (!written.is_array())
        return fail(ErrorCode::BadValue, source, "a ring of a polygon must be a list of positions");
    for (const Json& position : written) {
        if (!position.is_array() || position.size() < 2 || !position[0].is_number() || !position[1].is_number())
            return fail(ErrorCode::BadValue, source, "a position must be [longitude, latitude]");
        ring.emplace_back(position[0].get<double>(), position[1].get<double>());
    }
    return ring;
}

Result<void> readGeometry(const Json& geometry, const std::string& source, std::vector<Area::Ring>& rings, int depth)
{
    constexpr int kMostDepth = 16;
    if (!geometry.is_object() || depth > kMostDepth)
        return fail(ErrorCode::BadValue, source, "no GeoJSON geometry");
    const auto member = [&](const char* key) { return geometry.contains(key) ? geometry[key] : Json(); };
    const Json type = member("type");
    const std::string word = type.is_string() ? type.get<std::string>() : std::string();
    const auto readPolygon = [&](const Json& polygon) -> Result<void> {
        if (!polygon.is_array())
            return fail(ErrorCode::BadValue, source, "a polygon must be a list of rings");
        for (const Json& written : polygon) {
            auto ring = readRing(written, source);
            if (!ring)
                return fail(std::move(ring.error()));
            rings.push_back(std::move(*ring));
        }
        return {};
    };
    const auto readAll = [&](const Json& list) -> Result<void> {
        for (const Json& each : list)
            if (auto done = readGeometry(each, source, rings, depth + 1); !done)
                return done;
        return {};
    };
    if (word == "FeatureCollection")
        return readAll(member("features"));
    if (word == "GeometryCollection")
        return readAll(member("geometries"));
    if (word == "Feature")
        return readGeometry(member("geometry"), source, rings, depth + 1);
    if (word == "Polygon")
        return readPolygon(member("coordinates"));
    if (word == "MultiPolygon") {
        for (const Json& polygon : member("coordinates"))
            if (auto done = readPolygon(polygon); !done)
                return done;
        return {};
    }
    return fail(ErrorCode::BadValue, source, "a polygon is needed, not \"" + word + "\"");
}

} // namespace

Result<Area> Area::fromRings(std::vector<Ring> rings)
{
    Area area;
    std::size_t corners = 0;
    for (Ring& ring : rings) {
        while (ring.size() > 1 && ring.front() == ring.back())
            ring.pop_back();
        if (ring.size() < 3)
            return fail(ErrorCode::BadValue, {}, "a polygon needs at least 3 points");
        corners += ring.size();
        for (const glm::dvec2& p : ring)
            if (!(std::abs(p.x) <= 180) || !(std::abs(p.y) <= 90))
                return fail(ErrorCode::BadValue, {}, "a point that is no longitude and latitude");
    }
    if (corners > kMostCorners)
        return fail(ErrorCode::TooLarge, {},
                    std::to_string(corners) + " points, at most " + std::to_string(kMostCorners) + " are allowed");
    if (rings.empty())
        return fail(ErrorCode::BadValue, {}, "a polygon needs at least 3 points");
    area.m_bounds = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (const Ring& ring : rings)
        for (const glm::dvec2& p : ring)
            area.m_bounds = {std::min(area.m_bounds.west, p.x), std::min(area.m_bounds.south, p.y),
                             std::max(area.m_bounds.east, p.x), std::max(area.m_bounds.north, p.y)};
    if (!(area.m_bounds.west < area.m_bounds.east) || !(area.m_bounds.south < area.m_bounds.north))
        return fail(ErrorCode::BadValue, {}, "the polygon has no area");
    area.m_mask = std::make_shared<const AreaMask>(rings);
    area.m_rings = std::move(rings);
    return area;
}

Result<Area> Area::fromRectangle(const Rectangle& r)
{
    if (!(r.west < r.east) || !(r.south < r.north))
        return fail(ErrorCode::BadValue, {}, "the polygon has no area");
    return fromRings({{{r.west, r.south}, {r.east, r.south}, {r.east, r.north}, {r.west, r.north}}});
}

Result<Area> Area::fromText(std::string_view text)
{
    std::array<double, 4> values{};
    std::string rest(text);
    const char* at = rest.c_str();
    for (std::size_t i = 0; i < values.size(); ++i) {
        char* end = nullptr;
        values[i] = std::strtod(at, &end);
        const char expected = i + 1 < values.size() ? ',' : '\0';
        if (end == at || *end != expected)
            return fail(ErrorCode::BadValue, std::string(text), "four degrees are needed: west,south,east,north");
        at = end + 1;
    }
    return fromRectangle({values[0], values[1], values[2], values[3]});
}

Result<Area> Area::fromGeoJson(std::string_view json, const std::string& source)
{
    if (json.size() > limits::kMaxJsonBytes)
        return fail({ErrorCode::TooLarge, source, "", ErrorReason::LargerThanLimit,
                     static_cast<std::int64_t>(json.size()), static_cast<std::int64_t>(limits::kMaxJsonBytes)});
    std::vector<Ring> rings;
    try {
        const Json document = Json::parse(json);
        if (auto done = readGeometry(document, source, rings, 0); !done)
            return fail(std::move(done.error()));
    } catch (const Json::parse_error& e) {
        return fail({ErrorCode::BadJson, source, e.what(), ErrorReason::JsonAtByte, static_cast<std::int64_t>(e.byte)});
    } catch (const Json::exception& e) {
        return fail(ErrorCode::BadValue, source, e.what());
    }
    auto area = fromRings(std::move(rings));
    if (!area)
        area.error().source = source;
    return area;
}

bool Area::contains(double lonDegrees, double latDegrees) const
{
    return m_mask && m_mask->contains({lonDegrees, latDegrees});
}

bool Area::touches(const Rectangle& r) const { return m_mask && m_mask->touches({r.west, r.south, r.east, r.north}); }

double Area::squareKilometers() const
{
    constexpr double kRadiusKilometers = 6371.0, kRadians = std::numbers::pi / 180;
    // By strips, so that holes and overlaps count by the same rule as everywhere.
    constexpr int kStrips = 512;
    const double step = (m_bounds.north - m_bounds.south) / kStrips;
    double sum = 0;
    for (int i = 0; i < kStrips && m_mask; ++i) {
        const double y = m_bounds.south + (i + 0.5) * step;
        for (const auto& [from, to] : m_mask->spans(y, y))
            sum += (to - from) * kRadians * std::cos(y * kRadians) * step * kRadians;
    }
    return sum * kRadiusKilometers * kRadiusKilometers;
}

std::string Area::toGeoJson() const
{
    Json polygons = Json::array();
    for (const Ring& ring : m_rings) {
        Json written = Json::array();
        for (const glm::dvec2& p : ring)
            written.push_back({p.x, p.y});
        if (!ring.empty())
            written.push_back({ring.front().x, ring.front().y});
        polygons.push_back(Json::array({std::move(written)}));
    }
    if (m_rings.size() == 1)
        return Json{{"type", "Polygon"}, {"coordinates", polygons[0]}}.dump();
    return Json{{"type", "MultiPolygon"}, {"coordinates", polygons}}.dump();
}

} // namespace guanjing
