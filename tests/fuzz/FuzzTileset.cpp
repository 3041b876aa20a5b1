// Tileset documents, as far as the tiles that the engine makes of them.
#include "geodata/tiles3d/Tileset.h"
#include "layers/tiling/TileBatchBuilder.h"
#include "tests/fuzz/Fuzz.h"

using namespace guanjing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto document = tiles3d::parseTileset(ByteView(data, size), "http://fuzz/tileset.json");
    if (!document) {
        fuzz::require(!document.error().detail.empty(), "a refusal has a reason");
        return 0;
    }
    for (std::size_t i = 0; i < document->tiles.size(); i += 1 + document->tiles.size() / 64)
        (void)document->pathOf(i);
    for (const tiles3d::TileContentRef& content : document->contents)
        (void)document->uriOf(content);
    const layers::TileBatch batch = layers::buildBatch(*document, {});
    for (const layers::Tile& tile : batch.tiles) {
        fuzz::require(tile.childCount == 0 || tile.firstChild < batch.tiles.size(), "children exist");
        fuzz::require(tile.firstContent + tile.contentCount <= batch.contents.size(), "contents exist");
        fuzz::require(tile.volume.isUnbounded() || tile.volume.radius >= 0.0f, "a volume has a size");
    }
    return 0;
}
