#pragma once
// Tilesets of a few tiles, 6,378 km up the z axis. In a header of its own since moc stumbles over such strings.

#include <string>
#include <string_view>

namespace guanjing::test {

inline const std::string kExpiresSoon = R"(,"expire":{"duration":5})";

/// A tile of 100 m around a place on the x axis; `further` are more members of it.
inline std::string tileAt(int x, const std::string& content, const std::string& further = {})
{
    return R"({"boundingVolume":{"sphere":[)" + std::to_string(x) + R"(,0,6378137,100]},"geometricError":0)"
        + (content.empty() ? std::string() : R"(,"content":{"uri":")" + content + R"("})") + further + "}";
}

/// A tileset with these tiles, separated by commas, below its root.
inline std::string documentOf(const std::string& children)
{
    return R"({"asset":{"version":"1.1"},"geometricError":100,"root":{"boundingVolume":{"sphere":[0,0,6378137,3000]},)"
           R"("geometricError":50,"refine":"ADD")"
        + (children.empty() ? std::string() : R"(,"children":[)" + children + "]") + "}}";
}

/// glTF of a textured triangle out of one buffer: 60 bytes of positions and texture coordinates, then the picture.
inline std::string gltfWithPicture(const std::string& bufferBase64, std::size_t pictureBytes)
{
    return R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
        "meshes":[{"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_0":1},"material":0}]}],
        "materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],"textures":[{"source":0}],
        "images":[{"bufferView":2,"mimeType":"image/png"}],"buffers":[{"byteLength":)"
        + std::to_string(60 + pictureBytes) + R"(,"uri":"data:application/octet-stream;base64,)" + bufferBase64
        + R"("}],"bufferViews":[{"buffer":0,"byteLength":36},
        {"buffer":0,"byteOffset":36,"byteLength":24},{"buffer":0,"byteOffset":60,"byteLength":)"
        + std::to_string(pictureBytes) + R"(}],
        "accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3,"min":[0,0,0],"max":[50,50,0]},
        {"bufferView":1,"componentType":5126,"type":"VEC2","count":3}]})";
}

} // namespace guanjing::test
