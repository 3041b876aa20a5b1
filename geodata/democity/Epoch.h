#pragma once
// The demo city's dates: the same plan, seen twice.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace guanjing::democity {

enum class Epoch : std::uint8_t {
    June2023,
    June2026 ///< the present: what addresses without a date mean
};
constexpr std::array<Epoch, 2> kEpochs{Epoch::June2023, Epoch::June2026};

/// "2023-06", "2026-06".
[[nodiscard]] constexpr std::string_view epochName(Epoch epoch)
{
    return epoch == Epoch::June2023 ? "2023-06" : "2026-06";
}
[[nodiscard]] constexpr std::optional<Epoch> epochNamed(std::string_view name)
{
    for (Epoch epoch : kEpochs)
        if (epochName(epoch) == name)
            return epoch;
    return std::nullopt;
}

} // namespace guanjing::democity
