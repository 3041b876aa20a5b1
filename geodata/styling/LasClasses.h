#pragma once

#include <array>
#include <cstdint>

namespace guanjing::styling {

/// Classes of laser points, ASPRS LAS specification 1.4-R15, table 17: 0 to 22 are defined, those above are reserved or the
/// producer's own.
constexpr int kDefinedLasClasses = 23;
/// As point clouds are usually coloured: ground brown, plants green, buildings red, water blue. Any code.
[[nodiscard]] std::array<std::uint8_t, 3> lasClassColor(int code);

} // namespace guanjing::styling
