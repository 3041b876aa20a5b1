#include "geodata/tiles3d/Model.h"

#include <set>

namespace guanjing::tiles3d {

namespace {

template <class T> std::size_t bytesOf(const std::vector<T>& values) { return values.capacity() * sizeof(T); }

} // namespace

std::size_t Image::byteSize() const
{
    std::size_t bytes = bytesOf(pixels);
    for (const Image& mip : mips)
        bytes += sizeof(Image) + mip.byteSize();
    return bytes;
}

std::size_t Model::byteSize() const
{
    std::size_t bytes = sizeof(Model) + bytesOf(instances) + bytesOf(materials) + bytesOf(textures);
    bytes += bytesOf(instanceFeatures);
    // Pictures and texture coordinates are shared; each counts once.
    std::set<const void*> counted;
    const auto addOnce = [&](const void* address, std::size_t size) {
        if (address != nullptr && counted.insert(address).second)
            bytes += size;
    };
    const auto addImage = [&](const Image* image) {
        if (image != nullptr && !image->origin)
            addOnce(image, sizeof(Image) + image->byteSize());
    };
    const auto addTexture = [&](const MetadataTexture* texture) {
        if (texture == nullptr)
            return;
        addImage(texture->image.get());
        if (texture->texCoords)
            addOnce(texture->texCoords.get(), bytesOf(*texture->texCoords));
    };
    for (const Mesh& mesh : meshes) {
        bytes += sizeof(Mesh) + bytesOf(mesh.primitives);
        for (const Primitive& primitive : mesh.primitives) {
            bytes += bytesOf(primitive.positions) + bytesOf(primitive.normals) + bytesOf(primitive.texCoords[0])
                + bytesOf(primitive.texCoords[1]) + bytesOf(primitive.colors) + bytesOf(primitive.featureIds)
                + bytesOf(primitive.overlayCoords) + bytesOf(primitive.mapHeights) + bytesOf(primitive.indices);
            for (const FeatureIdSet& set : primitive.featureSets) {
                bytes += sizeof set + bytesOf(set.ids);
                addTexture(set.texture.get());
            }
            for (const SurfaceProperties& surface : primitive.surfaces)
                for (const SurfaceProperty& property : surface.properties) {
                    bytes += sizeof property + (property.column ? property.column->byteSize() : 0);
                    addTexture(property.texture.get());
                }
        }
    }
    for (const Texture& texture : textures)
        addImage(texture.image.get());
    for (const PropertyTable& table : propertyTables)
        bytes += table.byteSize();
    return bytes;
}

} // namespace guanjing::tiles3d
