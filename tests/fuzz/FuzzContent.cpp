// Tile contents of one format, FUZZ_FORMAT (a tiles3d::ContentFormat).
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Inspect.h"
#include "tests/fuzz/Fuzz.h"

#include <cmath>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

void checkPrimitive(const Primitive& primitive, const Model& model)
{
    const std::size_t count = primitive.positions.size();
    const auto fits = [count](std::size_t size) { return size == 0 || size == count; };
    fuzz::require(fits(primitive.normals.size()) && fits(primitive.colors.size()) && fits(primitive.texCoords[0].size())
                      && fits(primitive.texCoords[1].size()) && fits(primitive.featureIds.size()),
                  "arrays of a primitive are as long as its positions");
    fuzz::require(primitive.material < static_cast<int>(model.materials.size()), "a primitive's material exists");
    fuzz::require(primitive.propertyTable < static_cast<int>(model.propertyTables.size()),
                  "a primitive's property table exists");
    for (const std::uint32_t index : primitive.indices)
        fuzz::require(index < count, "an index names a vertex");
}

void checkModel(const Model& model)
{
    for (const MeshInstance& instance : model.instances) {
        fuzz::require(instance.mesh >= 0 && static_cast<std::size_t>(instance.mesh) < model.meshes.size(),
                      "an instance's mesh exists");
        for (int i = 0; i < 16; ++i)
            fuzz::require(std::isfinite(instance.transform[i / 4][i % 4]), "an instance's transform is finite");
    }
    for (const Mesh& mesh : model.meshes) {
        for (const Primitive& primitive : mesh.primitives)
            checkPrimitive(primitive, model);
    }
    for (const Material& material : model.materials)
        fuzz::require(material.baseColor.texture < static_cast<int>(model.textures.size()),
                      "a material's texture exists");
    for (const PropertyTable& table : model.propertyTables) {
        for (const std::size_t row : {std::size_t{0}, table.count / 2, table.count})
            (void)table.attributesOf(row);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes(data, size);
    if (detectFormat(bytes) != ContentFormat::FUZZ_FORMAT)
        return 0;
    (void)externalReferences(bytes);
    const auto content = decodeContent(bytes, {});
    if (content)
        checkModel(content->model);
    else
        fuzz::require(content.error().code != ErrorCode::Internal, "a refusal has a reason");
    return 0;
}
