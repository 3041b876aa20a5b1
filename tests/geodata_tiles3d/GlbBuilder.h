#pragma once
// Binary glTFs made in memory, for tests and benchmarks.

#include "geodata/core/Bytes.h"

#include <turbojpeg.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace guanjing::test {

inline void appendBytes(Bytes& out, const void* data, std::size_t size)
{
    const auto* first = static_cast<const std::uint8_t*>(data);
    out.insert(out.end(), first, first + size);
}

inline void appendU32(Bytes& out, std::uint32_t value) { appendBytes(out, &value, sizeof value); }

/// Header, JSON chunk and BIN chunk around a JSON text and a body.
inline Bytes makeGlb(std::string json, Bytes binary)
{
    while (json.size() % 4 != 0)
        json += ' ';
    while (binary.size() % 4 != 0)
        binary.push_back(0);
    Bytes out;
    appendBytes(out, "glTF", 4);
    appendU32(out, 2);
    appendU32(out, static_cast<std::uint32_t>(12 + 8 + json.size() + (binary.empty() ? 0 : 8 + binary.size())));
    appendU32(out, static_cast<std::uint32_t>(json.size()));
    appendBytes(out, "JSON", 4);
    appendBytes(out, json.data(), json.size());
    if (!binary.empty()) {
        appendU32(out, static_cast<std::uint32_t>(binary.size()));
        appendBytes(out, "BIN\0", 4);
        appendBytes(out, binary.data(), binary.size());
    }
    return out;
}

/// A facade with windows, as JPEG.
inline Bytes makeJpeg(int side, int quality = 75)
{
    std::vector<std::uint8_t> pixels;
    std::uint32_t seed = 7;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            seed = seed * 1664525u + 1013904223u;
            const bool window = x % 32 > 8 && x % 32 < 24 && y % 32 > 6 && y % 32 < 26;
            const auto tone = static_cast<std::uint8_t>(window ? 60 : 150 + (seed >> 26));
            pixels.insert(pixels.end(), {tone, tone, static_cast<std::uint8_t>(tone - 10)});
        }
    unsigned char* data = nullptr;
    unsigned long size = 0;
    tjhandle handle = tjInitCompress();
    tjCompress2(handle, pixels.data(), side, 0, side, TJPF_RGB, &data, &size, TJSAMP_420, quality, 0);
    Bytes out(data, data + size);
    tjFree(data);
    tjDestroy(handle);
    return out;
}

/// 20 vertices and 10 triangles a box, as the peers' city has them: positions, normals, texture coordinates, 16-bit
/// indices and, when given, a JPEG.
inline Bytes makeCityGlb(int boxes, const Bytes& jpeg)
{
    std::vector<float> positions, normals, coords;
    std::vector<std::uint16_t> indices;
    std::uint32_t seed = 99;
    const auto random = [&seed] {
        seed = seed * 1664525u + 1013904223u;
        return static_cast<float>(seed >> 8) / 16777216.0f;
    };
    for (int b = 0; b < boxes; ++b) {
        const int row = b / 8;
        const float x = static_cast<float>(b % 8) * 12.5f, y = static_cast<float>(row) * 12.5f;
        const float h = 6.0f + 18.0f * random(), w = 3.0f + 2.5f * random();
        for (int face = 0; face < 5; ++face) {
            const auto first = static_cast<std::uint16_t>(positions.size() / 3);
            const float angle = static_cast<float>(face) * 1.5707964f;
            for (int corner = 0; corner < 4; ++corner) {
                const float along = corner == 1 || corner == 2 ? w : -w;
                const float up = corner >= 2 ? h : 0.0f;
                positions.insert(positions.end(),
                                 {x + along * std::cos(angle), face == 4 ? h : up, y + along * std::sin(angle)});
                normals.insert(normals.end(), {std::cos(angle), 0.0f, std::sin(angle)});
                coords.insert(coords.end(), {along > 0 ? 1.0f : 0.0f, up > 0 ? 0.0f : 1.0f});
            }
            for (const int corner : {0, 1, 2, 0, 2, 3})
                indices.push_back(static_cast<std::uint16_t>(first + corner));
        }
    }
    Bytes binary;
    std::string views;
    const auto view = [&](const void* data, std::size_t size) {
        views += (views.empty() ? "" : ",") + std::string("{\"buffer\":0,\"byteOffset\":")
            + std::to_string(binary.size()) + ",\"byteLength\":" + std::to_string(size) + "}";
        appendBytes(binary, data, size);
        while (binary.size() % 4 != 0)
            binary.push_back(0);
    };
    view(positions.data(), positions.size() * 4);
    view(normals.data(), normals.size() * 4);
    view(coords.data(), coords.size() * 4);
    view(indices.data(), indices.size() * 2);
    if (!jpeg.empty())
        view(jpeg.data(), jpeg.size());
    const std::string vertices = std::to_string(positions.size() / 3);
    std::string json = R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],)"
                       R"("meshes":[{"primitives":[{"attributes":{"POSITION":0,"NORMAL":1,"TEXCOORD_0":2},"indices":3)";
    json += jpeg.empty() ? "}]}],"
                         : R"(,"material":0}]}],"materials":[{"pbrMetallicRoughness":{"baseColorTexture":)"
                           R"({"index":0},"metallicFactor":0}}],"textures":[{"source":0}],)"
                           R"("images":[{"bufferView":4,"mimeType":"image/jpeg"}],)";
    json += R"("accessors":[{"bufferView":0,"componentType":5126,"count":)" + vertices
        + R"(,"type":"VEC3"},{"bufferView":1,"componentType":5126,"count":)" + vertices
        + R"(,"type":"VEC3"},{"bufferView":2,"componentType":5126,"count":)" + vertices
        + R"(,"type":"VEC2"},{"bufferView":3,"componentType":5123,"count":)" + std::to_string(indices.size())
        + R"(,"type":"SCALAR"}],"bufferViews":[)" + views + R"(],"buffers":[{"byteLength":)"
        + std::to_string(binary.size()) + "}]}";
    return makeGlb(std::move(json), std::move(binary));
}

} // namespace guanjing::test
