#include "layers/tiling/TileTree.h"

#include "geodata/net/NotTaken.h"
#include "layers/tiling/ContentLook.h"
#include "layers/tiling/ModelPicker.h"
#include "layers/tiling/StyleNotes.h"
#include "layers/tiling/TileLoader.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace guanjing::layers {

namespace {

bool hasPoints(const tiles3d::Model& model)
{
    return std::any_of(model.meshes.begin(), model.meshes.end(), [](const tiles3d::Mesh& mesh) {
        return std::any_of(mesh.primitives.begin(), mesh.primitives.end(), [](const tiles3d::Primitive& primitive) {
            return primitive.mode == tiles3d::PrimitiveMode::Points;
        });
    });
}

} // namespace

std::size_t ContentBytes::byteSize() const
{
    std::size_t bytes = 0;
    for (const AssetResponse& response : responses)
        bytes += response.body ? response.body->size() : 0;
    for (const ExternalBytesMap& map : externals) {
        for (const auto& [name, body] : map)
            bytes += body ? body->size() : 0;
    }
    return bytes;
}

TileTree::TileTree(std::uint32_t id, TileLoader& loader)
    : m_id(id), m_loader(loader), m_styleNotes(std::make_unique<StyleNotes>())
{ }

TileTree::~TileTree()
{
    for (Tile& tile : m_tiles) {
        if (tile.content)
            m_loader.forget(*tile.content);
    }
}

void TileTree::setStyle(std::shared_ptr<const styling::Style> style)
{
    if (style == m_style)
        return;
    m_style = std::move(style);
    ++m_styleRevision;
    m_styleNotes->reset(m_style);
}

std::vector<std::string> TileTree::styleWarnings() const { return m_styleNotes->inWords(); }

void TileTree::noteLook(const ContentLook& look) { m_styleNotes->add(look); }

TileContent& TileTree::contentOf(TileIndex index)
{
    Tile& tile = m_tiles[index];
    if (!tile.content)
        tile.content = std::make_unique<TileContent>(*this, index);
    return *tile.content;
}

void TileTree::setClips(clipping::RegionList clips)
{
    if (clips == m_clips)
        return;
    m_clips = std::move(clips);
    for (Tile& tile : m_tiles)
        tile.clip = 0;
    m_needsClips = true;
    clipsChanged();
}

clipping::RegionList TileTree::clipsOn(TileIndex index) const
{
    const TileVolume& volume = m_tiles[index].volume;
    if (m_clips.empty() || volume.isUnbounded())
        return m_clips;
    // Models may reach a little beyond the volume that the tileset states.
    return clipping::relevantTo(m_clips, volume.corners(1.5, 1.0));
}

bool TileTree::showsNothing(const Tile& tile)
{
    if (!tile.content || !tile.content->isReady())
        return false;
    const auto parts = tile.content->parts();
    return std::all_of(parts.begin(), parts.end(),
                       [](const LoadedPart& part) { return part.model && part.model->instances.empty(); });
}

bool TileTree::isClippedAway(TileIndex index)
{
    Tile& tile = m_tiles[index];
    if (m_clips.empty() || tile.volume.isUnbounded())
        return false;
    if (tile.clip == 0)
        tile.clip = clipping::isClippedAway(m_clips, tile.volume.corners()) ? 2 : 1;
    return tile.clip == 2;
}

TileContent::TileContent(TileTree& tree, TileIndex tile) : Resource(tree.log()), m_tree(tree), m_tile(tile) { }

TileContent::~TileContent() = default;

LoadPlan TileContent::plan()
{
    m_clips = m_tree.clipsOn(m_tile);
    m_recipe = m_tree.recipeOf(m_tile);
    LoadPlan plan = m_tree.plan(m_tile);
    plan.mayMissSome = plan.mayMissSome && !m_isRefresh; // what is there stays until all of it is there anew
    if (m_bytes) {
        plan.requests.clear();
        plan.references = nullptr;
        plan.make = [bytes = m_bytes, make = std::move(plan.make)](LoadInput& input) {
            input.responses = bytes->responses;
            input.externals = bytes->externals;
            input.files.resize(input.responses.size());
            Result<LoadOutcome> outcome = make(input);
            if (outcome)
                outcome->bytes = bytes;
            return outcome;
        };
    } else if (!m_clips.empty()) {
        // Whoever draws a polygon moves its corners: bytes are kept while clips cut what is made of them.
        plan.make = [make = std::move(plan.make)](LoadInput& input) {
            Result<LoadOutcome> outcome = make(input);
            if (outcome && !outcome->parts.empty())
                outcome->bytes = std::make_shared<ContentBytes>(ContentBytes{input.responses, input.externals});
            return outcome;
        };
    }
    return plan;
}

bool TileContent::isNotTaken() const
{
    return state() == LoadState::Failed && m_failure && guanjing::isNotTaken(*m_failure);
}

void TileContent::arrived(LoadOutcome& outcome)
{
    m_tree.hasArrived = true;
    m_bytes = outcome.bytes;
    m_pictures.clear();
    for (const LoadedPart& part : outcome.parts) {
        for (std::size_t i = 0; part.model && i < part.model->textures.size(); ++i) {
            const auto& image = part.model->textures[i].image;
            if (image && image->origin)
                m_pictures.push_back(image->origin);
        }
    }
    if (!outcome.parts.empty() && m_clips != m_tree.clipsOn(m_tile))
        m_tree.noteNeedsClips();
    m_overlayRectangle = outcome.overlayRectangle;
    for (const LoadedPart& part : outcome.parts) {
        m_tree.hasPoints = m_tree.hasPoints || (part.model && hasPoints(*part.model));
        if ((part.look ? part.look->style : nullptr) != m_tree.style() || (part.look && part.look->style->usesTime()))
            m_tree.noteNeedsLooks();
        if (part.look)
            m_tree.noteLook(*part.look);
    }
    if (m_tree.tile(m_tile).volume.isUnbounded() && !outcome.volume.isUnbounded())
        m_tree.tile(m_tile).volume = outcome.volume;
    if (m_isRefresh) {
        m_batches = std::move(outcome.batches);
        return;
    }
    if (outcome.batches.empty() || m_tree.tile(m_tile).isGrafted)
        return; // unloaded meanwhile and here again: its tiles stayed
    for (const auto& batch : outcome.batches)
        m_tree.graft(m_tile, std::move(*batch));
    Tile& tile = m_tree.tile(m_tile);
    tile.isGrafted = true;
    tile.isSubtree = outcome.parts.empty();
    if (!tile.isSubtree) { // what it draws itself is shown beside the tiles that came with it, from however far
        tile.isAdditive = true;
        tile.geometricError = std::numeric_limits<float>::max();
    }
}

std::size_t TileContent::extraBytes() const
{
    std::size_t bytes = m_bytes ? m_bytes->byteSize() : 0;
    for (const LoadedPart& part : parts())
        bytes += part.look ? part.look->byteSize() : 0;
    for (const auto& picker : m_pickers)
        bytes += picker ? picker->byteSize() : 0;
    return bytes;
}

void TileContent::unloaded()
{
    m_pickers.clear();
    m_bytes.reset();
    m_pictures.clear();
}

} // namespace guanjing::layers
