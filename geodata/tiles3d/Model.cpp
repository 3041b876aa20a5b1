#include "geodata/tiles3d/Model.h"

namespace guanjing::tiles3d {

namespace {

template <class T> std::size_t bytesOf(const std::vector<T>& values) { return values.capacity() * sizeof(T); }

} // namespace

std::size_t Model::byteSize() const
{
    std::size_t bytes = sizeof(Model) + bytesOf(instances) + bytesOf(materials) + bytesOf(textures);
    for (const Mesh& mesh : meshes) {
        bytes += sizeof(Mesh) + bytesOf(mesh.primitives);
        for (const Primitive& primitive : mesh.primitives)
            bytes += bytesOf(primitive.positions) + bytesOf(primitive.normals) + bytesOf(primitive.texCoords[0])
                + bytesOf(primitive.texCoords[1]) + bytesOf(primitive.colors) + bytesOf(primitive.featureIds)
                + bytesOf(primitive.overlayCoords) + bytesOf(primitive.indices);
    }
    for (std::size_t i = 0; i < textures.size(); ++i) {
        const Image* image = textures[i].image.get();
        bool counted = image == nullptr;
        for (std::size_t j = 0; j < i && !counted; ++j)
            counted = textures[j].image.get() == image;
        if (!counted)
            bytes += sizeof(Image) + bytesOf(image->pixels);
    }
    for (const PropertyTable& table : propertyTables)
        bytes += table.byteSize();
    return bytes;
}

} // namespace guanjing::tiles3d
