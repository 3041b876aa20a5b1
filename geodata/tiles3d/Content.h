#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Math.h"
#include "geodata/core/Result.h"
#include "geodata/tiles3d/Issue.h"
#include "geodata/tiles3d/Model.h"
#include "geodata/tiles3d/UpAxis.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d {

enum class ContentFormat : std::uint8_t { Unknown, B3dm, I3dm, Pnts, Cmpt, Glb, Gltf, Tileset, Geom, Vctr };

/// By the first bytes; JSON is told apart by its keys (a tileset has "root", a glTF "meshes", "nodes" or "asset").
/// gzip is looked through. Any thread.
[[nodiscard]] ContentFormat detectFormat(ByteView bytes);
/// Begins as HTML does: what servers send in place of a file that they do not have or do not give. Any thread.
[[nodiscard]] bool isWebPage(ByteView bytes);
/// The detail of an error where a tileset or a scene is wanted and isWebPage().
inline constexpr const char* kWebPageDetail = "a web page, neither a tileset nor a scene";
/// "b3dm", "glb", "gltf", "tileset" … as inspect prints them.
[[nodiscard]] std::string_view formatName(ContentFormat format);

/// Bytes of buffers and pictures that lie outside the content, by URI as written in it. What is missing is reported as
/// an issue and what needs it is left out.
using ExternalBytes = std::map<std::string, SharedBytes, std::less<>>;

struct ContentContext {
    std::string url; ///< for messages
    UpAxis gltfUpAxis = UpAxis::Y;
    const ExternalBytes* external = nullptr; ///< may be null
    bool decodeImages = true; ///< false: pictures stay null without an issue
    /// Stands in for decodeImage where others may have the same picture in hand already: gets the URI as written, empty
    /// for a picture inside a buffer, the bytes of the picture's file, and where to put a warning. What it gives may be
    /// without its pixels (Image::whole). Null: each content decodes its own.
    std::function<Result<std::shared_ptr<const Image>>(std::string_view uri, ByteView encoded, std::string* warning)>
        sharedImage{};
    /// The tile's transform, for what is stated in directions of the Earth (EAST_NORTH_UP).
    glm::dmat4 tileToWorld{1.0};
    /// URI of the glTF that is being read where a content names it: what it names stands in `external` by nestedUri.
    std::string documentUri{};
};

/// What the source says it holds, before lists are made of strips; each mesh once however often it is instanced.
struct ContentFacts {
    ContentFormat format = ContentFormat::Unknown;
    std::string version; ///< glTF asset.version, or the version of the tile header
    std::uint64_t meshes = 0;
    std::uint64_t primitives = 0;
    std::uint64_t vertices = 0;
    std::uint64_t triangles = 0; ///< of lists, strips and fans (k − 2)
    std::uint64_t points = 0;
    std::uint64_t lines = 0; ///< primitives of lines, strips and loops
    std::uint64_t features = 0; ///< BATCH_LENGTH, INSTANCES_LENGTH, POINTS_LENGTH or rows of property tables
    std::vector<ContentFormat> inner; ///< of a composite
};

struct DecodedContent {
    Model model;
    ContentFacts facts;
    Issues issues;
};

/// URIs, as written, of everything outside that decodeContent needs: buffers, pictures. Empty for content that is
/// complete or cannot be read. Any thread; cheap for binary formats.
[[nodiscard]] std::vector<std::string> externalReferences(ByteView bytes);

/// What a file that a content names needs in turn: buffers and pictures of the glTF of an i3dm; by URI as written there.
/// In ContentContext::external they stand under nestedUri. Any thread.
[[nodiscard]] std::vector<std::string> nestedReferences(ByteView content, ByteView file);
[[nodiscard]] std::string nestedUri(std::string_view document, std::string_view uri);

/// True for the words of an issue or error that is nothing but that a file which the content names was not at hand.
[[nodiscard]] bool isMissingFile(std::string_view words);

/// Reads b3dm (1.0 and both early headers), i3dm, pnts, cmpt and glTF 2.0 and 1.0, .glb and .gltf (OGC 18-053r2, 22-025r4;
/// glTF 2.0 3.1 to 3.12; extensions: KHR_draco_mesh_compression, EXT_meshopt_compression, KHR_mesh_quantization,
/// KHR_texture_transform, KHR_materials_unlit, KHR_materials_pbrSpecularGlossiness, EXT_texture_webp, CESIUM_RTC,
/// EXT_mesh_features, EXT_structural_metadata, EXT_mesh_gpu_instancing, EXT_instance_features; for pnts
/// 3DTILES_draco_point_compression). What can be drawn is drawn: a bad primitive or picture is left out with
/// an issue; fails when nothing is left. Never waits for anything; never throws. Any thread.
[[nodiscard]] Result<DecodedContent> decodeContent(ByteView bytes, const ContentContext& context);

} // namespace guanjing::tiles3d
