#pragma once
// KTX 2.0 files made in memory, for tests and benchmarks.

#include "geodata/core/Bytes.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace guanjing::test {

struct Ktx2File {
    std::uint32_t vkFormat = 37; ///< R8G8B8A8_UNORM
    std::uint32_t width = 4, height = 4, depth = 0, layers = 0, faces = 1;
    std::uint32_t levelCount = 0; ///< 0: as many as there are levels
    std::uint32_t scheme = 0;
    std::uint8_t colorModel = 1; ///< 166 UASTC, 163 ETC1S
    std::uint8_t transfer = 1; ///< 1 linear, 2 sRGB
    std::vector<Bytes> levels = {}; ///< largest first, as stored
    std::vector<std::uint64_t> unpackedLengths = {}; ///< of the levels; empty: as stored
    std::vector<std::pair<std::string, std::string>> keyValues = {};

    [[nodiscard]] Bytes bytes() const
    {
        Bytes out = {0xAB, 'K', 'T', 'X', ' ', '2', '0', 0xBB, '\r', '\n', 0x1A, '\n'};
        const std::size_t indexAt = 80, dfdAt = indexAt + 24 * levels.size(), dfdSize = 44;
        Bytes pairs;
        for (const auto& [key, value] : keyValues) {
            append(pairs, static_cast<std::uint32_t>(key.size() + value.size() + 2), 4);
            pairs.insert(pairs.end(), key.begin(), key.end());
            pairs.push_back(0);
            pairs.insert(pairs.end(), value.begin(), value.end());
            pairs.push_back(0);
            pairs.resize((pairs.size() + 3) / 4 * 4);
        }
        const auto count = levelCount != 0 ? levelCount : static_cast<std::uint32_t>(levels.size());
        for (const std::uint32_t word : {vkFormat, 1u, width, height, depth, layers, faces, count, scheme})
            append(out, word, 4);
        append(out, dfdAt, 4);
        append(out, dfdSize, 4);
        append(out, pairs.empty() ? 0 : dfdAt + dfdSize, 4);
        append(out, pairs.size(), 4);
        append(out, 0, 8);
        append(out, 0, 8);
        std::size_t at = (dfdAt + dfdSize + pairs.size() + 15) / 16 * 16;
        for (std::size_t i = 0; i < levels.size(); ++i) {
            append(out, at, 8);
            append(out, levels[i].size(), 8);
            append(out, unpackedLengths.empty() ? levels[i].size() : unpackedLengths[i], 8);
            at += levels[i].size();
        }
        append(out, dfdSize, 4);
        append(out, 0, 4);
        append(out, 2 | 40u << 16, 4);
        out.insert(out.end(), {colorModel, 1, transfer, 0});
        out.resize(dfdAt + dfdSize);
        out.insert(out.end(), pairs.begin(), pairs.end());
        out.resize((out.size() + 15) / 16 * 16);
        for (const Bytes& level : levels)
            out.insert(out.end(), level.begin(), level.end());
        return out;
    }

private:
    static void append(Bytes& out, std::uint64_t value, int size)
    {
        for (int i = 0; i < size; ++i)
            out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
};

} // namespace guanjing::test
