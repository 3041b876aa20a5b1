#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace guanjing::styling {

/// Red, green, blue, alpha, each 0 … 1, of a colour word of CSS Color 4 (any case, "transparent" too) or of #rgb, #rgba,
/// #rrggbb, #rrggbbaa, or as a function: rgb(), rgba(), hsl(), hsla() with commas or blanks, CSS Color 4 section 5.
[[nodiscard]] std::optional<std::array<double, 4>> parseCssColor(std::string_view text);

/// CSS Color 4 section 7, all 0 … 1; hue wraps around.
[[nodiscard]] std::array<double, 3> hslToRgb(double hue, double saturation, double lightness);

} // namespace guanjing::styling
