#include "geodata/tiles3d/Content.h"

#include "geodata/core/Limits.h"
#include "geodata/net/DataUrl.h"
#include "geodata/tiles3d/BatchTable.h"
#include "geodata/tiles3d/Gltf.h"
#include "geodata/tiles3d/Gzip.h"
#include "geodata/tiles3d/TileFormats.h"
#include "geodata/tiles3d/Tileset.h"

#include <glm/gtc/matrix_transform.hpp>

#include <algorithm>
#include <cstring>
#include <new>

namespace guanjing::tiles3d {

namespace {

ContentFormat detectJson(ByteView bytes)
{
    simdjson::dom::parser parser;
    const auto root = json::parse(parser, bytes, 0, {}, limits::kMaxJsonDepth + 2 * limits::kMaxTileDepth);
    const auto object = root ? json::asObject(*root) : std::nullopt;
    if (!object)
        return ContentFormat::Unknown;
    if (json::member(*object, "root"))
        return ContentFormat::Tileset;
    for (const char* key : {"meshes", "nodes", "scenes", "accessors", "materials"})
        if (json::member(*object, key))
            return ContentFormat::Gltf;
    const auto asset = json::objectAt(*object, "asset");
    if (asset && json::stringAt(*asset, "version").value_or("").starts_with("2"))
        return ContentFormat::Gltf;
    if (asset && json::member(*object, "geometricError"))
        return ContentFormat::Tileset;
    return ContentFormat::Unknown;
}

Result<DecodedContent> decodePlain(ByteView bytes, const ContentContext& context, int depth);

void append(Model& to, Model&& from)
{
    const auto meshes = static_cast<int>(to.meshes.size());
    const auto materials = static_cast<int>(to.materials.size());
    const auto textures = static_cast<int>(to.textures.size());
    const auto tables = static_cast<int>(to.propertyTables.size());
    const auto labels = static_cast<std::int32_t>(to.featureLabels.size());
    const auto further = static_cast<std::uint32_t>(to.instanceFeatures.size());
    int parts = 0;
    for (const Mesh& mesh : to.meshes)
        parts = std::max(parts, mesh.part + 1);
    if (to.instances.empty())
        to.origin = from.origin;
    for (Mesh& mesh : from.meshes) {
        for (Primitive& primitive : mesh.primitives) {
            primitive.material += primitive.material >= 0 ? materials : 0;
            primitive.propertyTable += primitive.propertyTable >= 0 ? tables : 0;
            for (FeatureIdSet& set : primitive.featureSets)
                set.propertyTable += set.propertyTable >= 0 ? tables : 0;
        }
        mesh.part += parts;
        to.meshes.push_back(std::move(mesh));
    }
    for (MeshInstance& instance : from.instances) {
        instance.mesh += meshes;
        instance.propertyTable += instance.propertyTable >= 0 ? tables : 0;
        instance.firstFurther += further;
        instance.transform = glm::translate(glm::dmat4(1.0), from.origin - to.origin) * instance.transform;
        to.instances.push_back(instance);
    }
    for (Material& material : from.materials) {
        for (TextureRef* ref : {&material.baseColor, &material.metallicRoughness, &material.normal, &material.occlusion,
                                &material.emissive})
            ref->texture += ref->texture >= 0 ? textures : 0;
        to.materials.push_back(material);
    }
    for (InstanceFeature& feature : from.instanceFeatures) {
        feature.propertyTable += feature.propertyTable >= 0 ? tables : 0;
        feature.label += feature.label >= 0 ? labels : 0;
        to.instanceFeatures.push_back(feature);
    }
    std::move(from.featureLabels.begin(), from.featureLabels.end(), std::back_inserter(to.featureLabels));
    std::move(from.textures.begin(), from.textures.end(), std::back_inserter(to.textures));
    std::move(from.propertyTables.begin(), from.propertyTables.end(), std::back_inserter(to.propertyTables));
    if (to.copyright.empty())
        to.copyright = from.copyright;
    else if (!from.copyright.empty() && to.copyright.find(from.copyright) == std::string::npos)
        to.copyright += "; " + from.copyright;
}

Result<DecodedContent> decodeComposite(ByteView bytes, const ContentContext& context, int depth)
{
    if (depth >= limits::kMaxCompositeDepth)
        return fail(ErrorCode::TooDeep, context.url,
                    "composites nested deeper than " + std::to_string(limits::kMaxCompositeDepth));
    const auto inner = splitComposite(bytes, context.url);
    if (!inner)
        return fail(inner.error());
    DecodedContent content;
    content.facts.format = ContentFormat::Cmpt;
    content.facts.version = "1";
    std::size_t decoded = 0;
    std::optional<Error> firstError;
    for (std::size_t i = 0; i < inner->size(); ++i) {
        const std::string where = "tiles[" + std::to_string(i) + "]";
        content.facts.inner.push_back(detectFormat((*inner)[i]));
        auto part = decodePlain((*inner)[i], context, depth + 1);
        if (!part) {
            content.issues.push_back({Severity::Error, where, part.error().detail});
            if (!firstError)
                firstError = part.error();
            continue;
        }
        ++decoded;
        const ContentFacts& facts = part->facts;
        content.facts.meshes += facts.meshes;
        content.facts.primitives += facts.primitives;
        content.facts.vertices += facts.vertices;
        content.facts.triangles += facts.triangles;
        content.facts.points += facts.points;
        content.facts.lines += facts.lines;
        content.facts.features += facts.features;
        for (Issue& issue : part->issues)
            content.issues.push_back({issue.severity, where + "/" + issue.where, std::move(issue.message)});
        append(content.model, std::move(part->model));
    }
    if (decoded == 0 && firstError)
        return fail(*firstError);
    return content;
}

/// What begins like JSON is told as that.
Error whyUnknown(ByteView bytes, const std::string& url)
{
    const std::string_view text = asText(bytes);
    const std::size_t first = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (first != std::string_view::npos && text[first] == '{') {
        simdjson::dom::parser parser;
        if (auto root = json::parse(parser, bytes, 0, url, limits::kMaxJsonDepth + 2 * limits::kMaxTileDepth); !root)
            return std::move(root.error());
    }
    return {ErrorCode::BadMagic, url,
            isWebPage(bytes) ? "a web page, neither a 3D tile nor glTF" : "neither a 3D tile nor glTF"};
}

/// Leaves out copies of meshes that lie beyond any place, or nowhere.
void dropUnplaced(DecodedContent& content)
{
    Model& model = content.model;
    std::vector<double> radii; // about the origin of each mesh
    for (const Mesh& mesh : model.meshes) {
        double radius = 0;
        for (const Primitive& primitive : mesh.primitives)
            radius = std::max(radius,
                              glm::length(glm::max(glm::abs(glm::dvec3(primitive.minimum)),
                                                   glm::abs(glm::dvec3(primitive.maximum)))));
        radii.push_back(radius);
    }
    const std::size_t dropped = std::erase_if(model.instances, [&](const MeshInstance& instance) {
        const glm::dmat4& matrix = instance.transform;
        double size = 0;
        for (int axis = 0; axis < 3; ++axis)
            size += glm::length(glm::dvec3(matrix[axis]));
        const double reach =
            glm::length(model.origin + glm::dvec3(matrix[3])) + size * radii[static_cast<std::size_t>(instance.mesh)];
        return !(reach <= limits::kMaxCoordinateMeters); // NaN too
    });
    if (dropped != 0)
        content.issues.push_back(
            {Severity::Error, "nodes", "meshes beyond any place, left out: " + std::to_string(dropped)});
}

Result<DecodedContent> decodePlain(ByteView bytes, const ContentContext& context, int depth)
{
    if (bytes.empty())
        return fail(ErrorCode::Empty, context.url, "content of no bytes");
    const ContentFormat format = detectFormat(bytes);
    Result<DecodedContent> content = fail(Error{});
    switch (format) {
    case ContentFormat::B3dm: content = decodeBatched(bytes, context); break;
    case ContentFormat::I3dm: content = decodeInstanced(bytes, context); break;
    case ContentFormat::Pnts: content = decodePoints(bytes, context); break;
    case ContentFormat::Cmpt: content = decodeComposite(bytes, context, depth); break;
    case ContentFormat::Glb:
    case ContentFormat::Gltf: content = decodeGltf(bytes, context); break;
    case ContentFormat::Tileset: return fail(ErrorCode::BadMagic, context.url, "a tileset where a model is wanted");
    case ContentFormat::Geom:
    case ContentFormat::Vctr:
        return fail(ErrorCode::UnsupportedFeature, context.url, "content of format " + std::string(formatName(format)));
    case ContentFormat::Unknown: return fail(whyUnknown(bytes, context.url));
    }
    if (!content) {
        if (content.error().source.empty())
            content.error().source = context.url;
        return content;
    }
    content->facts.format = format;
    const bool hadInstances = !content->model.instances.empty();
    dropUnplaced(*content);
    if (hadInstances && content->model.instances.empty())
        return fail(ErrorCode::BadValue, context.url, content->issues.back().message);
    return content;
}

} // namespace

ContentFormat detectFormat(ByteView bytes)
{
    if (isGzip(bytes)) {
        const auto unpacked = gunzip(bytes, {});
        return unpacked && !isGzip(*unpacked) ? detectFormat(*unpacked) : ContentFormat::Unknown;
    }
    if (bytes.size() < 4)
        return ContentFormat::Unknown;
    const std::string_view magic = asText(bytes.first(4));
    if (magic == "b3dm")
        return ContentFormat::B3dm;
    if (magic == "i3dm")
        return ContentFormat::I3dm;
    if (magic == "pnts")
        return ContentFormat::Pnts;
    if (magic == "cmpt")
        return ContentFormat::Cmpt;
    if (magic == "glTF")
        return ContentFormat::Glb;
    if (magic == "geom")
        return ContentFormat::Geom;
    if (magic == "vctr")
        return ContentFormat::Vctr;
    std::size_t start = bytes[0] == 0xEF ? 3 : 0; // byte order mark
    while (start < bytes.size() && (bytes[start] == ' ' || (bytes[start] >= 9 && bytes[start] <= 13)))
        ++start;
    if (start < bytes.size() && bytes[start] == '{')
        return detectJson(bytes);
    return ContentFormat::Unknown;
}

bool isWebPage(ByteView bytes)
{
    constexpr std::size_t kLongest = 16;
    const std::string_view text = asText(bytes.first(std::min<std::size_t>(bytes.size(), 1024)));
    const std::size_t first = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (first == std::string_view::npos || text[first] != '<')
        return false;
    std::string beginning(text.substr(first, kLongest));
    for (char& c : beginning)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return beginning.starts_with("<!doctype html") || beginning.starts_with("<html") || beginning.starts_with("<head")
        || beginning.starts_with("<body");
}

std::string_view formatName(ContentFormat format)
{
    switch (format) {
    case ContentFormat::Unknown: break;
    case ContentFormat::B3dm: return "b3dm";
    case ContentFormat::I3dm: return "i3dm";
    case ContentFormat::Pnts: return "pnts";
    case ContentFormat::Cmpt: return "cmpt";
    case ContentFormat::Glb: return "glb";
    case ContentFormat::Gltf: return "gltf";
    case ContentFormat::Tileset: return "tileset";
    case ContentFormat::Geom: return "geom";
    case ContentFormat::Vctr: return "vctr";
    }
    return "unknown";
}

std::vector<std::string> externalReferences(ByteView bytes)
{
    std::vector<std::string> uris;
    try {
        std::vector<std::pair<ByteView, int>> pending = {{bytes, 0}};
        Bytes unpacked;
        if (isGzip(bytes)) {
            auto result = gunzip(bytes, {});
            if (!result)
                return uris;
            unpacked = std::move(*result);
            pending[0].first = unpacked;
        }
        while (!pending.empty()) {
            const auto [part, depth] = pending.back();
            pending.pop_back();
            if (part.size() < 4)
                continue;
            const std::string_view magic = asText(part.first(4));
            std::vector<std::string> found;
            if (magic == "cmpt" && depth < limits::kMaxCompositeDepth) {
                if (const auto inner = splitComposite(part, {}))
                    for (const ByteView tile : *inner)
                        pending.emplace_back(tile, depth + 1);
            } else if (magic == "b3dm" || magic == "i3dm") {
                const auto sections = splitTile(part, {});
                if (!sections)
                    continue;
                if (magic != "i3dm" || sections->gltfFormat != 0)
                    found = gltfReferences(sections->body);
                else if (std::string uri = gltfUri(*sections); !isDataUrl(uri))
                    found.push_back(std::move(uri));
            } else if (magic == "glTF" || (magic != "pnts" && part[0] != 0)) {
                found = gltfReferences(part);
                if (found.empty() && magic != "glTF")
                    found = tilesetReferences(part);
            }
            for (std::string& uri : found)
                if (!uri.empty())
                    uris.push_back(std::move(uri));
        }
    } catch (const std::exception&) { // no memory: what is missing is reported by decodeContent
    }
    return uris;
}

std::vector<std::string> nestedReferences(ByteView content, ByteView file)
{
    const std::string_view magic = content.size() < 4 ? std::string_view() : asText(content.first(4));
    if (magic != "i3dm" && magic != "cmpt" && !isGzip(content))
        return {};
    const ContentFormat format = detectFormat(file);
    return format == ContentFormat::Glb || format == ContentFormat::Gltf ? externalReferences(file)
                                                                         : std::vector<std::string>();
}

std::string nestedUri(std::string_view document, std::string_view uri)
{
    return std::string(document) + '\n' + std::string(uri);
}

bool isMissingFile(std::string_view words) { return words.ends_with("\" could not be read"); }

Result<DecodedContent> decodeContent(ByteView bytes, const ContentContext& context)
{
    try {
        if (bytes.size() > limits::kMaxAssetBytes)
            return fail(ErrorCode::TooLarge, context.url, "content of " + std::to_string(bytes.size()) + " bytes");
        if (!isGzip(bytes))
            return decodePlain(bytes, context, 0);
        const auto unpacked = gunzip(bytes, context.url);
        if (!unpacked)
            return fail(unpacked.error());
        if (isGzip(*unpacked))
            return fail(ErrorCode::BadMagic, context.url, "gzip inside gzip");
        return decodePlain(*unpacked, context, 0);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::TooLarge, context.url, "not enough memory for the content");
    } catch (const std::exception& exception) { // a library's; ours throws nothing
        return fail(ErrorCode::DecodeFailed, context.url, exception.what());
    }
}

} // namespace guanjing::tiles3d
