#include "render/upload/WaveField.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>
#include <utility>

namespace guanjing::render {

namespace {

constexpr int kSide = static_cast<int>(kWaveSide);
constexpr int kWaves = 56, kGusts = 28;
/// Crests across the square, least and most.
constexpr double kLongest = 3.0, kShortest = 44.0;
struct Pixel {
    float east = 0, north = 0, square = 0, gust = 0;
};
using Field = std::vector<Pixel>;

std::size_t at(int x, int y, int side) { return static_cast<std::size_t>(y * side + x); }

/// Uniform in [0, 1); the standard's distributions differ from library to library.
double random(std::mt19937& engine) { return static_cast<double>(engine()) / 4294967296.0; }

Field finestField()
{
    std::array<float, kSide> sine{};
    for (int i = 0; i < kSide; ++i)
        sine[static_cast<std::size_t>(i)] = static_cast<float>(std::sin(2 * std::numbers::pi * i / kSide));
    Field field(kWaveSide * kWaveSide);
    std::mt19937 engine(20261124);
    const auto add = [&](int across, int up, auto&& put) {
        const auto phase = static_cast<int>(engine() % kSide);
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x)
                put(field[at(x, y, kSide)],
                    sine[static_cast<std::size_t>((across * x + up * y + phase) & (kSide - 1))]);
    };
    // Whole numbers of crests, so that the square repeats; most run with the wind, from the south-east, none even.
    for (int i = 0; i < kWaves; ++i) {
        const double crests = kLongest * std::pow(kShortest / kLongest, (i + random(engine)) / kWaves);
        const double heading = (random(engine) + random(engine) - 1.0) * 1.7 + 0.75 * std::numbers::pi;
        const auto across = static_cast<int>(std::lround(crests * std::cos(heading)));
        const auto up = static_cast<int>(std::lround(crests * std::sin(heading)));
        const float length = std::max(std::hypot(float(across), float(up)), 1.0f);
        const float east = float(across) / length, north = float(up) / length;
        add(across, up, [&](Pixel& pixel, float value) {
            pixel.east += east * value;
            pixel.north += north * value;
        });
    }
    float lowest = 0, highest = 0;
    for (int i = 0; i < kGusts; ++i) {
        const int across = static_cast<int>(engine() % 25) - 12, up = static_cast<int>(engine() % 13);
        const float weight = 1.0f / (1.0f + std::hypot(float(across), float(up)));
        add(across, up, [&](Pixel& pixel, float value) { pixel.gust += weight * value; });
    }
    for (const Pixel& pixel : field) {
        lowest = std::min(lowest, pixel.gust);
        highest = std::max(highest, pixel.gust);
    }
    // A wave of slope 1 at its steepest has a mean square of one half.
    const auto scale = kWaveMeanSlope / static_cast<float>(std::sqrt(0.5 * kWaves));
    for (Pixel& pixel : field) {
        pixel.east *= scale;
        pixel.north *= scale;
        pixel.square = pixel.east * pixel.east + pixel.north * pixel.north;
        pixel.gust = (pixel.gust - lowest) / std::max(highest - lowest, 1e-6f);
    }
    return field;
}

Field halved(const Field& field, int side)
{
    const int half = side / 2;
    Field result(at(0, half, half));
    for (int y = 0; y < half; ++y)
        for (int x = 0; x < half; ++x) {
            Pixel& out = result[at(x, y, half)];
            for (const auto& [dx, dy] : {std::pair(0, 0), {1, 0}, {0, 1}, {1, 1}}) {
                const Pixel& in = field[at(2 * x + dx, 2 * y + dy, side)];
                out.east += 0.25f * in.east;
                out.north += 0.25f * in.north;
                out.square += 0.25f * in.square;
                out.gust += 0.25f * in.gust;
            }
        }
    return result;
}

std::uint8_t byteOf(float share)
{
    return static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0f, 1.0f) * 255.0f));
}

std::atomic<bool> isMade = false;

std::vector<std::vector<std::uint8_t>> makeWaveField()
{
    std::vector<std::vector<std::uint8_t>> levels;
    Field field = finestField();
    for (int side = kSide; side > 0; side /= 2) {
        std::vector<std::uint8_t>& pixels = levels.emplace_back();
        pixels.reserve(field.size() * 4);
        for (const Pixel& pixel : field) {
            pixels.push_back(byteOf(0.5f + 0.5f * pixel.east / kWaveSlope));
            pixels.push_back(byteOf(0.5f + 0.5f * pixel.north / kWaveSlope));
            pixels.push_back(byteOf(pixel.square * 4.0f / (kWaveSlope * kWaveSlope)));
            pixels.push_back(byteOf(pixel.gust));
        }
        field = halved(field, side);
    }
    isMade = true;
    return levels;
}

} // namespace

const std::vector<std::vector<std::uint8_t>>& waveField()
{
    static const std::vector<std::vector<std::uint8_t>> kField = makeWaveField();
    return kField;
}

bool isWaveFieldMade() { return isMade; }

} // namespace guanjing::render
