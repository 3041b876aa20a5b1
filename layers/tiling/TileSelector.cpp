#include "layers/tiling/TileSelector.h"

#include "layers/tiling/TileLoader.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::layers {

void Selection::clear()
{
    draw.clear();
    ideal.clear();
    covers.clear();
    keep.clear();
    preload.clear();
    expiring.clear();
    visited = 0;
}

namespace {

constexpr unsigned kAllPlanes = 0xF;
constexpr unsigned kOutside = 0x10;
/// A cover is worth its bytes where it stands in for so many missing tiles; for fewer it would hardly be seen.
constexpr std::size_t kMissingPerCover = 32;
constexpr double kCoverPriority = 1e9;
constexpr float kMostPushBack = 0.5f;
/// A mesh of the ground that is made at once stands in for at most 64 others; a few pixels wrong at the most.
constexpr int kGroundCoverLevels = 3;

class Traversal {
public:
    Traversal(TileTree& tree, const ViewState& view, const TileSelector::Parameters& parameters, Selection& out)
        : m_tree(tree)
        , m_view(view)
        , m_parameters(parameters)
        , m_out(out)
        , m_maximumError(tree.maximumError * std::max(parameters.errorFactor, 1.0))
        , m_makesGround(parameters.makesGround && tree.isGround())
        , m_movesVolumes(tree.hasMovingVolumes())
    { }

    /// True when everything of the tile that can be seen is covered by what is drawn.
    bool visit(TileIndex index, unsigned planes, bool isBelowContent)
    {
        ++m_out.visited;
        if (m_movesVolumes)
            m_tree.refreshVolume(index);
        {
            if (m_tree.isClippedAway(index))
                return true;
            const Tile& tile = m_tree.tile(index);
            planes = cull(tile, planes);
            if (planes != kOutside && !mayBeAskedFor(tile)) {
                m_needsStandIn = true; // what it would refine stays
                return false;
            }
            if (planes == kOutside) {
                if (m_parameters.preloadSiblings && tile.isDrawable())
                    m_out.preload.push_back(index);
                return true;
            }
        }
        const double distance = m_tree.tile(index).volume.distanceTo(m_view.eye);
        const double pixels = errorPixels(m_tree.tile(index), distance);
        {
            const Tile& tile = m_tree.tile(index);
            if (tile.expires)
                m_out.expiring.push_back(index);
            if (tile.content && tile.content->isNotTaken()) {
                m_needsStandIn = true; // nor is what lies below it
                return false;
            }
            const bool canRefine = tile.childCount > 0 || tile.mayExpand;
            const bool hasFailed = tile.content && tile.content->state() == LoadState::Failed;
            if (!tile.isDrawable() && !canRefine)
                return true;
            if (!canRefine || (tile.isDrawable() && !hasFailed && pixels <= errorAllowedOf(tile)))
                return visitWanted(index, distance, pixels, planes);
            if (tile.mayExpand)
                m_tree.expand(index); // moves tiles in memory
        }
        return m_tree.tile(index).isAdditive ? visitAdditive(index, distance, pixels, planes, isBelowContent)
                                             : visitReplaced(index, distance, planes, isBelowContent);
    }

private:
    unsigned cull(const TileVolume& volume, unsigned planes) const
    {
        if (volume.isUnbounded())
            return planes;
        for (unsigned i = 0; i < 4 && planes != 0; ++i) {
            if (!(planes & (1u << i)))
                continue;
            const glm::dvec4& plane = m_view.planes()[i];
            const glm::dvec3 normal(plane);
            const double side = glm::dot(normal, volume.center) + plane.w;
            if (side >= static_cast<double>(volume.radius)) {
                planes &= ~(1u << i);
                continue;
            }
            if (side < -static_cast<double>(volume.radius))
                return kOutside;
            const double extent = volume.extentAlong(normal);
            if (side < -extent)
                return kOutside;
            if (side >= extent)
                planes &= ~(1u << i);
        }
        return planes;
    }

    /// False when the tile's own content is known to lie outside the view, though its children may not.
    bool seesContent(const Tile& tile, unsigned planes) const
    {
        return tile.contentVolume < 0 || cull(m_tree.contentVolumeOf(tile), planes) != kOutside;
    }

    unsigned cull(const Tile& tile, unsigned planes) const
    {
        planes = cull(tile.volume, planes);
        if (planes == kOutside)
            return kOutside;
        if (tile.hasHorizon && m_tree.isBelowHorizon(tile, m_view.eye))
            return kOutside;
        return planes;
    }

    /// 3D Tiles 1.1, viewerRequestVolume: the viewer must be inside before the content is asked for or refined.
    bool mayBeAskedFor(const Tile& tile) const
    {
        return tile.requestVolume < 0 || m_tree.requestVolumeOf(tile).contains(m_view.eye);
    }

    double errorPixels(const Tile& tile, double distance) const
    {
        double pixels = m_tree.errorOf(tile) * m_view.pixelsPerMeter(distance);
        if (m_parameters.fogPerMeter > 0)
            pixels *= std::exp(-m_parameters.fogPerMeter * distance);
        if (m_parameters.foveation > 0 && !m_view.isOrthographic && distance > 0) {
            const glm::dvec3 offset = tile.volume.center - m_view.eye;
            const double radius = static_cast<double>(tile.volume.radius);
            // The tile's point nearest to the line of sight counts.
            const double along = glm::dot(offset, m_view.direction);
            const double across =
                std::max(std::sqrt(std::max(glm::dot(offset, offset) - along * along, 0.0)) - radius, 0.0);
            const double edge = std::min(across / std::max(along * m_view.tanHalfX, 1.0), 1.0);
            pixels /= 1.0 + m_parameters.foveation * edge * edge;
        }
        return pixels;
    }

    /// For want of memory a tile may be coarser, but not one that shows nothing in place of what is below.
    double errorAllowedOf(const Tile& tile) const
    {
        return m_maximumError > m_tree.maximumError && m_tree.showsNothing(tile) ? m_tree.maximumError : m_maximumError;
    }

    bool wasDrawn(const ViewMark& mark) const { return mark.isSet(m_parameters.frame - 1, m_parameters.view); }

    bool isReady(const Tile& tile) const { return tile.isDrawable() && tile.content && tile.content->isReady(); }

    void draw(TileIndex index, double distance, bool isPushedBack)
    {
        float pushBack = 0;
        if (isPushedBack) {
            const double error = m_tree.errorOf(m_tree.tile(index));
            pushBack = std::clamp(static_cast<float>(error / std::max(distance, 1.0)), 1e-4f, kMostPushBack);
        }
        m_out.draw.push_back({index, static_cast<float>(distance), pushBack});
    }

    /// Greater for what is coarser than it should be by more, and nearer to the middle of the picture.
    double priorityOf(const Tile& tile, double distance, double pixels) const
    {
        const glm::dvec3 offset = tile.volume.center - m_view.eye;
        const double length = glm::length(offset);
        const double cosine = length > 0 ? std::max(glm::dot(offset, m_view.direction) / length, 0.0) : 1.0;
        const double size = static_cast<double>(tile.volume.radius) * m_view.pixelsPerMeter(distance);
        return (std::min(size, 4096.0) + pixels) * (0.2 + 0.8 * cosine * cosine);
    }

    /// A tile of the ideal cut.
    bool visitWanted(TileIndex index, double distance, double pixels, unsigned planes)
    {
        const Tile& tile = m_tree.tile(index);
        if (!seesContent(tile, planes))
            return true;
        const bool hasFailed = tile.content && tile.content->state() == LoadState::Failed;
        if (hasFailed) {
            m_needsStandIn = true;
            return false; // the nearest ancestor stands in
        }
        const bool wasBelow = tile.childCount > 0 && wasDrawn(tile.drawnBelow);
        m_out.ideal.push_back({index, priorityOf(tile, distance, pixels), false, wasBelow});
        const bool ready = isReady(tile);
        m_missing += ready ? 0 : 1;
        const bool complete = ready && (!m_parameters.overlays || m_parameters.overlays->isComplete(m_tree, tile));
        if (complete || (ready && !wasBelow)) {
            draw(index, distance, false);
            return true;
        }
        const std::size_t mark = m_out.draw.size();
        if (!wasBelow)
            return isGroundMade(index, m_depth, distance, mark);
        if (keepChildren(index, planes))
            return true;
        if (!ready)
            return isGroundMade(index, m_depth, distance, mark);
        m_out.draw.resize(mark);
        draw(index, distance, false);
        return true;
    }

    /// Where ground is not covered, down to `deepest` below this tile: makes this one, where it is no longer much coarser.
    bool isGroundMade(TileIndex index, int deepest, double distance, std::size_t mark)
    {
        if (!m_makesGround)
            return false;
        const bool isCoarsest = !m_tree.tile(m_tree.tile(index).parent).isDrawable();
        if ((!isCoarsest && deepest - m_depth < kGroundCoverLevels)
            || !m_tree.loader().makeNow(m_tree.contentOf(index))) {
            m_deepestBare = std::max(m_deepestBare, deepest);
            return false;
        }
        draw(index, distance, m_out.draw.size() > mark);
        return true;
    }

    /// Draws again what the last frame drew under a tile; true when that covers it.
    bool keepChildren(TileIndex index, unsigned planes)
    {
        bool isCovered = true;
        const Tile& tile = m_tree.tile(index);
        for (TileIndex child = tile.firstChild; child < tile.firstChild + tile.childCount; ++child)
            isCovered = keep(child, planes) && isCovered;
        return isCovered;
    }

    bool keep(TileIndex index, unsigned planes)
    {
        ++m_out.visited;
        const Tile& tile = m_tree.tile(index);
        planes = cull(tile, planes);
        if (planes == kOutside || m_tree.isClippedAway(index))
            return true;
        const std::size_t mark = m_out.draw.size();
        const bool wasBelow = wasDrawn(tile.drawnBelow);
        const bool wasOwn = wasDrawn(tile.drawn) && isReady(tile);
        bool isCovered = wasBelow && tile.childCount > 0 && keepChildren(index, planes);
        if (wasOwn && (tile.isAdditive || !isCovered)) {
            draw(index, tile.volume.distanceTo(m_view.eye), !tile.isAdditive && m_out.draw.size() > mark);
            isCovered = true;
        }
        return isCovered;
    }

    bool visitAdditive(TileIndex index, double distance, double pixels, unsigned planes, bool isBelowContent)
    {
        bool isCovered = true;
        const bool isDrawable = m_tree.tile(index).isDrawable() && seesContent(m_tree.tile(index), planes);
        const bool hasFailed = m_tree.tile(index).content && m_tree.tile(index).content->state() == LoadState::Failed;
        if (isDrawable && !hasFailed) {
            const Tile& tile = m_tree.tile(index);
            m_out.ideal.push_back({index, priorityOf(tile, distance, pixels), false, false});
            isCovered = isReady(tile);
            m_missing += isCovered ? 0 : 1;
            if (isCovered)
                draw(index, distance, false);
        }
        const bool neededBefore = m_needsStandIn;
        const bool childrenCovered = visitChildren(index, planes, isBelowContent || isDrawable);
        if (isDrawable && !hasFailed)
            m_needsStandIn = neededBefore; // what fails to be added to it leaves no hole
        return isDrawable && !hasFailed ? isCovered : childrenCovered;
    }

    bool visitReplaced(TileIndex index, double distance, unsigned planes, bool isBelowContent)
    {
        const bool isDrawable = m_tree.tile(index).isDrawable() && seesContent(m_tree.tile(index), planes);
        const std::size_t mark = m_out.draw.size();
        const std::size_t missingBefore = m_missing;
        const int bareBefore = std::exchange(m_deepestBare, 0);
        const bool neededBefore = std::exchange(m_needsStandIn, false);
        const bool isCovered = visitChildren(index, planes, isBelowContent || isDrawable);
        const int bareBelow = std::exchange(m_deepestBare, bareBefore);
        const bool isNeeded = m_needsStandIn;
        if (!isDrawable) {
            m_needsStandIn = m_needsStandIn || neededBefore;
            return isCovered;
        }
        const Tile& tile = m_tree.tile(index);
        const bool ready = isReady(tile);
        const bool hasFailed = tile.content && tile.content->state() == LoadState::Failed;
        m_needsStandIn = neededBefore || (isNeeded && hasFailed);
        if (m_parameters.preloadAncestors)
            m_out.preload.push_back(index);
        if (isCovered) {
            if (ready && !isBelowContent)
                m_out.keep.push_back(index);
            return true;
        }
        if (ready) {
            draw(index, distance, m_out.draw.size() > mark);
            return true;
        }
        const bool isUnderWay = tile.content && tile.content->state() >= LoadState::Loading
            && tile.content->state() <= LoadState::Uploading;
        if (isNeeded && !hasFailed)
            m_out.covers.push_back({index, priorityOf(tile, distance, 0), true, false});
        else if (!isBelowContent && !hasFailed && (isUnderWay || m_missing - missingBefore >= kMissingPerCover))
            m_out.covers.push_back({index, kCoverPriority + priorityOf(tile, distance, 0), true, false});
        return isGroundMade(index, bareBelow, distance, mark);
    }

    bool visitChildren(TileIndex index, unsigned planes, bool isBelowContent)
    {
        bool isCovered = true;
        const TileIndex first = m_tree.tile(index).firstChild;
        const std::uint32_t count = m_tree.tile(index).childCount;
        ++m_depth;
        for (std::uint32_t i = 0; i < count; ++i)
            isCovered = visit(first + i, planes, isBelowContent) && isCovered;
        --m_depth;
        return isCovered;
    }

    TileTree& m_tree;
    const ViewState& m_view;
    const TileSelector::Parameters& m_parameters;
    Selection& m_out;
    double m_maximumError;
    bool m_makesGround;
    bool m_movesVolumes;
    std::size_t m_missing = 0; ///< of the ideal cut so far
    bool m_needsStandIn = false; ///< something below the tile whose children are looked at will never cover its part
    int m_depth = 0; ///< of the tile that is looked at
    int m_deepestBare =
        0; ///< of the wanted ground that nothing covers yet, below the tile whose children are looked at
};

} // namespace

void TileSelector::select(TileTree& tree, const ViewState& view, const Parameters& parameters, Selection& result)
{
    result.clear();
    // From nowhere nothing is seen; whatever is compared with no number is false, also that a tile is fine enough.
    if (tree.size() == 0 || !view.isFinite())
        return;
    Traversal(tree, view, parameters, result).visit(0, kAllPlanes, false);
}

void TileSelector::markDrawn(TileTree& tree, const Selection& selection, std::uint32_t frame, std::size_t view)
{
    for (const SelectedTile& selected : selection.draw) {
        Tile& tile = tree.tile(selected.tile);
        tile.drawn.set(frame, view);
        for (TileIndex above = tile.parent; above != kNoTile; above = tree.tile(above).parent) {
            ViewMark& mark = tree.tile(above).drawnBelow;
            if (mark.isSet(frame, view))
                break;
            mark.set(frame, view);
        }
    }
}

} // namespace guanjing::layers
