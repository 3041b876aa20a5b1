#pragma once

#include <glm/vec2.hpp>

namespace guanjing {

// The obfuscated coordinates of Chinese commercial maps: GCJ-02 (AMap, Tencent) and BD-09 (Baidu). All positions are
// (longitude, latitude) in degrees; "wgs84" stands for CGCS2000 too, which is the same to a few centimetres. Outside
// 72.004..137.8347° E, 0.8293..55.8271° N the offset is none. Any thread.
//
// The series is the openly known one. It differs from the official transformation by about a metre at random, so
// nothing that must hold before a court (a case's boundary) may pass through it.

[[nodiscard]] glm::dvec2 wgs84ToGcj02(const glm::dvec2& lonLat);
/// The exact inverse of wgs84ToGcj02, iterated until nothing changes above 1e-12°.
[[nodiscard]] glm::dvec2 gcj02ToWgs84(const glm::dvec2& lonLat);

[[nodiscard]] glm::dvec2 gcj02ToBd09(const glm::dvec2& lonLat);
/// The exact inverse of gcj02ToBd09, iterated likewise (the closed form in use elsewhere errs by centimetres).
[[nodiscard]] glm::dvec2 bd09ToGcj02(const glm::dvec2& lonLat);

[[nodiscard]] glm::dvec2 wgs84ToBd09(const glm::dvec2& lonLat);
[[nodiscard]] glm::dvec2 bd09ToWgs84(const glm::dvec2& lonLat);

} // namespace guanjing
