#pragma once
// Integer hashing: the only source of chance in the demo city, the same on every platform.

#include <cmath>
#include <cstdint>

namespace guanjing::democity {

/// Finaliser of SplitMix64 (Steele, Lea, Flood 2014).
[[nodiscard]] inline std::uint64_t mix(std::uint64_t v)
{
    v += 0x9E3779B97F4A7C15ull;
    v = (v ^ (v >> 30)) * 0xBF58476D1CE4E5B9ull;
    v = (v ^ (v >> 27)) * 0x94D049BB133111EBull;
    return v ^ (v >> 31);
}
[[nodiscard]] inline std::uint64_t hashOf(std::uint64_t seed, std::int64_t a, std::int64_t b = 0)
{
    return mix(mix(seed ^ static_cast<std::uint64_t>(a) * 0xD6E8FEB86659FD93ull)
               + static_cast<std::uint64_t>(b) * 0xA0761D6478BD642Full);
}
/// [0, 1)
[[nodiscard]] inline double unitOf(std::uint64_t hash) { return static_cast<double>(hash >> 11) * 0x1.0p-53; }

/// A stream of numbers from one seed.
class Rng {
public:
    explicit Rng(std::uint64_t seed) : m_state(seed) { }
    std::uint64_t next() { return mix(m_state += 0x9E3779B97F4A7C15ull); }
    double unit() { return unitOf(next()); }
    double range(double a, double b) { return a + (b - a) * unit(); }
    bool chance(double p) { return unit() < p; }
    /// Passes over numbers.
    Rng skipped(std::uint64_t count) const { return Rng(m_state + count * 0x9E3779B97F4A7C15ull); }
    int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }

private:
    std::uint64_t m_state;
};

/// Smooth noise of wavelength 1, in [0, 1).
[[nodiscard]] inline double valueNoise(double x, double y, std::uint64_t seed)
{
    const double fx = std::floor(x);
    const double fy = std::floor(y);
    const auto ix = static_cast<std::int64_t>(fx);
    const auto iy = static_cast<std::int64_t>(fy);
    double u = x - fx;
    double v = y - fy;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    const double a = unitOf(hashOf(seed, ix, iy));
    const double b = unitOf(hashOf(seed, ix + 1, iy));
    const double c = unitOf(hashOf(seed, ix, iy + 1));
    const double d = unitOf(hashOf(seed, ix + 1, iy + 1));
    return (a + (b - a) * u) * (1 - v) + (c + (d - c) * u) * v;
}

} // namespace guanjing::democity
