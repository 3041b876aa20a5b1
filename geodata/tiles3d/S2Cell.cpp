#include "geodata/tiles3d/S2Cell.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <bit>

namespace guanjing::tiles3d {

namespace {

/// The Hilbert curve visits the quarters of a cell in one of four orders; a quarter is i · 2 + j.
constexpr std::uint8_t kQuarterAt[4][4] = {{0, 1, 3, 2}, {0, 2, 3, 1}, {3, 2, 0, 1}, {3, 1, 0, 2}};
/// How the order changes inside the quarter visited first, second, third and fourth.
constexpr unsigned kTurnAt[4] = {1, 0, 0, 3};

unsigned stepOf(unsigned order, unsigned quarter)
{
    for (unsigned step = 0; step < 4; ++step)
        if (kQuarterAt[order][step] == quarter)
            return step;
    return 0;
}

/// The quadratic projection: 0 … 1 along an edge of a face to −1 … 1 on the cube.
double onCube(double s) { return s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3; }

} // namespace

std::optional<S2Cell> S2Cell::fromId(std::uint64_t id)
{
    const bool isCell = id != 0 && (id >> 61) < 6 && std::countr_zero(id) % 2 == 0 && std::countr_zero(id) <= 60;
    return isCell ? std::optional(S2Cell(id)) : std::nullopt;
}

std::optional<S2Cell> S2Cell::fromToken(std::string_view token)
{
    if (token.empty() || token.size() > 16)
        return std::nullopt;
    std::uint64_t id = 0;
    for (const char c : token) {
        const int digit = c >= '0' && c <= '9' ? c - '0'
            : c >= 'a' && c <= 'f'             ? c - 'a' + 10
            : c >= 'A' && c <= 'F'             ? c - 'A' + 10
                                               : -1;
        if (digit < 0)
            return std::nullopt;
        id = id << 4 | static_cast<std::uint64_t>(digit);
    }
    return fromId(id << (4 * (16 - token.size())));
}

S2Cell S2Cell::fromFace(int face, int level, std::uint32_t i, std::uint32_t j)
{
    std::uint64_t path = 0;
    unsigned order = static_cast<unsigned>(face) & 1; // the curve is mirrored on every other face
    for (int bit = level - 1; bit >= 0; --bit) {
        const unsigned quarter = (i >> bit & 1) << 1 | (j >> bit & 1);
        const unsigned step = stepOf(order, quarter);
        path = path << 2 | step;
        order ^= kTurnAt[step];
    }
    const int shift = 2 * (kMaxLevel - level);
    return S2Cell(static_cast<std::uint64_t>(face) << 61 | path << (shift + 1) | std::uint64_t{1} << shift);
}

std::string S2Cell::token() const
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (std::uint64_t rest = m_id; rest != 0; rest <<= 4)
        text += kHex[rest >> 60];
    return text;
}

int S2Cell::level() const { return kMaxLevel - std::countr_zero(m_id) / 2; }

std::array<std::uint32_t, 2> S2Cell::place() const
{
    std::array<std::uint32_t, 2> place{};
    unsigned order = static_cast<unsigned>(face()) & 1;
    for (int l = 0; l < level(); ++l) {
        const auto step = static_cast<unsigned>(m_id >> (2 * (kMaxLevel - 1 - l) + 1) & 3);
        const unsigned quarter = kQuarterAt[order][step];
        place[0] = place[0] << 1 | quarter >> 1;
        place[1] = place[1] << 1 | (quarter & 1);
        order ^= kTurnAt[step];
    }
    return place;
}

S2Cell S2Cell::descendant(int levels, std::uint32_t i, std::uint32_t j) const
{
    const int deeper = std::min(levels, kMaxLevel - level());
    const auto own = place();
    return fromFace(face(), level() + deeper, own[0] << deeper | i >> (levels - deeper),
                    own[1] << deeper | j >> (levels - deeper));
}

glm::dvec3 S2Cell::pointAt(double s, double t) const
{
    const auto own = place();
    const double side = static_cast<double>(std::uint64_t{1} << level());
    const double u = onCube((own[0] + s) / side), v = onCube((own[1] + t) / side);
    glm::dvec3 point;
    switch (face()) {
    case 0: point = {1, u, v}; break;
    case 1: point = {-u, 1, v}; break;
    case 2: point = {-u, -v, 1}; break;
    case 3: point = {-1, -v, -u}; break;
    case 4: point = {v, -1, -u}; break;
    default: point = {v, u, -1}; break;
    }
    return glm::normalize(point);
}

} // namespace guanjing::tiles3d
