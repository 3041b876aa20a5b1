#include "geodata/styling/LasClasses.h"

#include <cstddef>

namespace guanjing::styling {

namespace {

constexpr std::uint32_t kColors[kDefinedLasClasses] = {
    0xB9B9B9, // created, never classified
    0x9A9A9A, // unclassified
    0xA9794A, // ground
    0xA6D46A, // low vegetation
    0x57AE45, // medium vegetation
    0x1E7D32, // high vegetation
    0xE2574C, // building
    0xFF3DF0, // low noise
    0xD9D2A6, // reserved, once: model key point
    0x2F7FD6, // water
    0x7E57C2, // rail
    0x5E6470, // road surface
    0xC9C9B0, // reserved, once: overlap
    0xFFE57A, // wire, guard
    0xFFC107, // wire, conductor
    0xF57F17, // transmission tower
    0xFF9E40, // wire, connector
    0x8D6E63, // bridge deck
    0xD500F9, // high noise
    0x6D4C41, // overhead structure
    0xCFAF7B, // ignored ground
    0xF4FAFF, // snow
    0x455A64 // temporal exclusion
};
/// Of the producer's own, in turn.
constexpr std::uint32_t kOthers[] = {0x66C2A5, 0xFC8D62, 0x8DA0CB, 0xE78AC3, 0xA6D854, 0xFFD92F};

} // namespace

std::array<std::uint8_t, 3> lasClassColor(int code)
{
    const bool isDefined = code >= 0 && code < kDefinedLasClasses;
    const std::uint32_t rgb = isDefined ? kColors[static_cast<std::size_t>(code)]
                                        : kOthers[static_cast<std::size_t>(code < 0 ? -(code + 1) : code) % 6];
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb)};
}

} // namespace guanjing::styling
