#pragma once
// Reads the glb of a building tile back, as far as tests of it need.

#include "geodata/core/Bytes.h"
#include "geodata/core/Math.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <vector>

namespace guanjing::test {

using nlohmann::json;

struct Glb {
    json document;
    Bytes binary;

    template <class T> T read(std::size_t offset) const
    {
        T value;
        std::memcpy(&value, binary.data() + offset, sizeof value);
        return value;
    }
};

inline Glb parseGlb(const Bytes& bytes)
{
    Glb glb;
    const auto word = [&](std::size_t at) {
        std::uint32_t value = 0;
        std::memcpy(&value, bytes.data() + at, 4);
        return value;
    };
    if (bytes.size() < 20 || word(0) != 0x46546C67 || word(4) != 2 || word(8) != bytes.size())
        return glb;
    const std::size_t jsonSize = word(12);
    glb.document = json::parse(bytes.begin() + 20, bytes.begin() + 20 + static_cast<std::ptrdiff_t>(jsonSize));
    const std::size_t at = 20 + jsonSize;
    if (at + 8 <= bytes.size())
        glb.binary.assign(bytes.begin() + static_cast<std::ptrdiff_t>(at) + 8, bytes.end());
    return glb;
}

struct Vertex {
    glm::dvec3 ecef;
    glm::vec3 normal;
    std::uint16_t feature;
};

inline std::vector<Vertex> verticesOf(const Glb& glb)
{
    std::vector<Vertex> result;
    if (!glb.document.contains("meshes"))
        return result;
    const auto m = glb.document["nodes"][0]["matrix"].get<std::vector<double>>();
    const json& accessor = glb.document["accessors"][0];
    const json& view = glb.document["bufferViews"][accessor["bufferView"].get<std::size_t>()];
    const auto base = view["byteOffset"].get<std::size_t>();
    const auto stride = view["byteStride"].get<std::size_t>();
    for (std::size_t i = 0; i < accessor["count"].get<std::size_t>(); ++i) {
        const std::size_t at = base + i * stride;
        double p[3];
        for (std::size_t k = 0; k < 3; ++k)
            p[k] = glb.read<std::int16_t>(at + 2 * k);
        double g[3];
        for (std::size_t k = 0; k < 3; ++k)
            g[k] = m[k] * p[0] + m[4 + k] * p[1] + m[8 + k] * p[2] + m[12 + k];
        // glTF y-up → z-up
        Vertex vertex;
        vertex.ecef = {g[0], -g[2], g[1]};
        vertex.normal = {glb.read<std::int8_t>(at + 8) / 127.0F, glb.read<std::int8_t>(at + 9) / 127.0F,
                         glb.read<std::int8_t>(at + 10) / 127.0F};
        vertex.feature = glb.read<std::uint16_t>(at + 6);
        result.push_back(vertex);
    }
    return result;
}

} // namespace guanjing::test
