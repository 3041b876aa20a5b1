// Decoding KTX 2 pictures: megapixels a second of Basis Universal and the block formats, on one core.
#include "geodata/ktx2/Ktx2.h"
#include "tests/bench/Bench.h"
#include "tests/geodata_ktx2/Ktx2File.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

using namespace guanjing;
using test::Ktx2File;

namespace {

constexpr std::uint32_t kSide = 1024;

Bytes readData(const char* name)
{
    std::ifstream file(std::string(GUANJING_SOURCE_DIR "/tests/geodata_ktx2/data/") + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void measure(const char* scenario, const Bytes& file, int runs)
{
    std::size_t pixels = 0;
    const double milliseconds = bench::medianMilliseconds(runs, [&] {
        const auto picture = ktx2::decode(file);
        pixels = 0;
        for (std::size_t i = 0; picture && i < picture->levels.size(); ++i)
            pixels += picture->levels[i].pixels.size() / 4;
    });
    if (pixels == 0)
        std::printf("%s\tnot decoded\n", scenario);
    else
        bench::report(scenario, static_cast<double>(pixels) / milliseconds / 1000.0, "Mpx/s");
}

/// The blocks of a picture's first level, over and over until the side is reached.
Bytes repeated(const Bytes& blocks)
{
    const std::size_t wanted = std::size_t{kSide} * kSide;
    Bytes out;
    while (out.size() < wanted)
        out.insert(out.end(), blocks.begin(), blocks.end());
    out.resize(wanted);
    return out;
}

Bytes randomBytes(std::size_t size)
{
    std::mt19937 random(1);
    Bytes out(size);
    for (std::uint8_t& byte : out)
        byte = static_cast<std::uint8_t>(random());
    return out;
}

} // namespace

int main()
{
    const Bytes photograph = readData("facade.ktx2");
    measure("ETC1S, 512² with mips", photograph, 30);
    const Bytes modes = readData("uastc_modes.ktx2");
    const Bytes blocks(modes.end() - 8 * 19 * 16, modes.end());
    const auto square = [](std::uint32_t vkFormat, Bytes bytes) {
        return Ktx2File{
            .vkFormat = vkFormat, .width = kSide, .height = kSide, .colorModel = 166, .levels = {std::move(bytes)}}
            .bytes();
    };
    measure("UASTC, all modes", square(0, repeated(blocks)), 20);
    const std::size_t halfByte = std::size_t{kSide} * kSide / 2, oneByte = std::size_t{kSide} * kSide;
    measure("BC1", square(131, randomBytes(halfByte)), 20);
    measure("BC7", square(145, randomBytes(oneByte)), 20);
    measure("ETC2 RGB", square(147, randomBytes(halfByte)), 20);
    measure("ASTC 4x4, mostly illegal blocks", square(157, randomBytes(oneByte)), 20);
    measure("RGBA8", square(37, randomBytes(oneByte * 4)), 20);
    return 0;
}
