// Subtrees, binary and JSON; the first byte chooses the tiling that they belong to.
#include "geodata/tiles3d/Subtree.h"
#include "tests/fuzz/Fuzz.h"

using namespace guanjing;
using namespace guanjing::tiles3d;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    ImplicitTiling tiling;
    tiling.subdivision = data[0] & 1 ? Subdivision::Octree : Subdivision::Quadtree;
    tiling.subtreeLevels = 1 + (data[0] >> 1) % 5;
    tiling.availableLevels = 3 * tiling.subtreeLevels;
    const std::size_t contents = (data[0] >> 6) % 3;
    const ByteView bytes(data + 1, size - 1);
    (void)subtreeReferences(bytes);
    const auto subtree = Subtree::parse(bytes, tiling, contents, "http://fuzz/0.subtree");
    if (!subtree) {
        fuzz::require(!subtree.error().detail.empty(), "a refusal has a reason");
        return 0;
    }
    for (int level = 0; level <= tiling.subtreeLevels; ++level) {
        const std::uint32_t last = (1u << level) - 1;
        for (const std::uint32_t at : {0u, last / 2, last}) {
            const TileIndex index{level, at, last - at, tiling.subdivision == Subdivision::Octree ? at : 0};
            (void)subtree->hasTile(index);
            (void)subtree->hasChildSubtree(index);
            for (std::size_t content = 0; content < contents + 1; ++content)
                (void)subtree->hasContent(content, index);
        }
    }
    return 0;
}
