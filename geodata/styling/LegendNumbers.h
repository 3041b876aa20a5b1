#pragma once

#include <span>
#include <string>
#include <vector>

namespace guanjing::styling {

/// Rounded so that it reads well but still parts values that differ by a hundredth of the span; without needless zeros.
[[nodiscard]] std::string legendNumber(double value, double span);
/// The same of several, all with as many decimals.
[[nodiscard]] std::vector<std::string> legendNumbers(std::span<const double> values, double span);

} // namespace guanjing::styling
