#include "layers/terrain/TerrainHeights.h"

#include "geodata/crs/Ellipsoid.h"
#include "layers/tiling/GroundMesh.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::layers {
namespace {

constexpr double kPictureSide = 256;
/// In texels of the ground tile: what finer tiles may show beyond a tile's own heights, and beyond what is only guessed.
constexpr double kOwnMargin = 1.0, kGuessMargin = 8.0;
/// Heights are worth finer ground tiles so many levels beyond their own: till its mesh is as fine as theirs.
constexpr int kLevelsBeyond = 1;

double texelMeters(const Rectangle& rectangle)
{
    const double latitude = std::min(std::abs(rectangle.south), std::abs(rectangle.north));
    return (rectangle.east - rectangle.west) * kDegreesToRadians * kWgs84SemiMajorMeters
        * std::cos(latitude * kDegreesToRadians) / kPictureSide;
}

bool holds(const Rectangle& outer, const Rectangle& inner)
{
    constexpr double kEdge = 1e-9;
    return outer.west <= inner.west + kEdge && outer.east >= inner.east - kEdge && outer.south <= inner.south + kEdge
        && outer.north >= inner.north - kEdge;
}

Rectangle common(const Rectangle& a, const Rectangle& b)
{
    return {std::max(a.west, b.west), std::max(a.south, b.south), std::min(a.east, b.east), std::min(a.north, b.north)};
}

/// Beyond a source's edge the ground falls to the ellipsoid in a slope: so wide for its height, within these limits.
constexpr double kSlopeWidths = 10, kLeastSlopeMeters = 150, kMostSlopeMeters = 3000;
constexpr double kWorldDegrees = 359;

double slopeShare(double heightMeters, double distanceMeters)
{
    const double width = std::clamp(kSlopeWidths * std::abs(heightMeters), kLeastSlopeMeters, kMostSlopeMeters);
    const double t = std::clamp(1.0 - distanceMeters / width, 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

Rectangle grownBySlope(const Rectangle& r)
{
    const double degrees = kMostSlopeMeters / (kDegreesToRadians * kWgs84SemiMajorMeters);
    const double latitude = std::min(std::max(std::abs(r.south), std::abs(r.north)), 85.0);
    const double across = degrees / std::cos(latitude * kDegreesToRadians);
    return {r.west - across, r.south - degrees, r.east + across, r.north + degrees};
}

/// Steeper or flatter by a factor; of ECEF axes.
glm::vec3 exaggerated(const glm::vec3& normal, double factor, double lonDegrees, double latDegrees)
{
    if (factor == 1.0 || normal == glm::vec3(0.0F))
        return normal;
    const glm::dvec3 up = ellipsoidNormal(lonDegrees, latDegrees);
    const double upward = glm::dot(glm::dvec3(normal), up);
    const glm::dvec3 level = glm::dvec3(normal) - up * upward;
    return glm::vec3(glm::normalize(level * factor + up * upward));
}

class Surface final : public GroundSurface {
public:
    struct Part {
        Rectangle rectangle;
        std::shared_ptr<const HeightPatch> patch;
    };
    struct Slice {
        double offsetMeters = 0;
        bool isNational = false;
        std::optional<Rectangle> limits;
        std::vector<Part> parts;
    };

    Surface(std::vector<Slice> slices, Rectangle rectangle, double exaggeration, bool endsOverNothing)
        : m_slices(std::move(slices))
        , m_rectangle(rectangle)
        , m_exaggeration(exaggeration)
        , m_endsOverNothing(endsOverNothing)
    { }

    [[nodiscard]] std::optional<HeightSample> at(double lonDegrees, double latDegrees) const override
    {
        std::optional<HeightSample> filled;
        for (const Slice& slice : m_slices) {
            if (slice.limits && !slice.limits->contains(lonDegrees, latDegrees))
                continue;
            auto sample = partFor(slice, lonDegrees, latDegrees).patch->at(lonDegrees, latDegrees);
            if (!sample)
                continue;
            if (slice.isNational)
                sample->mapHeightMeters = sample->heightMeters - sample->datumOffsetMeters;
            else if (m_exaggeration != 1.0)
                sample->mapHeightMeters = sample->heightMeters + slice.offsetMeters;
            sample->heightMeters = (sample->heightMeters + slice.offsetMeters) * m_exaggeration;
            sample->normal = exaggerated(sample->normal, m_exaggeration, lonDegrees, latDegrees);
            if (!sample->isFilled)
                return sample;
            if (!filled)
                filled = sample;
        }
        if (filled)
            return filled;
        if (auto beyond = slopeAt(lonDegrees, latDegrees))
            return beyond;
        const bool isOnTile = lonDegrees >= m_rectangle.west && lonDegrees <= m_rectangle.east
            && latDegrees >= m_rectangle.south && latDegrees <= m_rectangle.north;
        return isOnTile ? std::optional(HeightSample{}) : std::nullopt;
    }

    [[nodiscard]] std::optional<float> waterAt(double lonDegrees, double latDegrees) const override
    {
        for (const Slice& slice : m_slices) {
            if (slice.limits && !slice.limits->contains(lonDegrees, latDegrees))
                continue;
            if (const auto water = partFor(slice, lonDegrees, latDegrees).patch->waterAt(lonDegrees, latDegrees))
                return water;
        }
        return std::nullopt;
    }

private:
    /// Beyond the edges of all: down from the nearest.
    [[nodiscard]] std::optional<HeightSample> slopeAt(double lonDegrees, double latDegrees) const
    {
        if (!m_endsOverNothing)
            return std::nullopt;
        std::optional<HeightSample> nearest;
        double best = HUGE_VAL;
        for (const Slice& slice : m_slices) {
            const auto edge = partFor(slice, lonDegrees, latDegrees).patch->edgeFrom(lonDegrees, latDegrees);
            if (!edge || edge->distanceMeters >= best)
                continue;
            best = edge->distanceMeters;
            const double height = edge->sample.heightMeters + slice.offsetMeters;
            const double share = slopeShare(height, edge->distanceMeters);
            nearest.emplace();
            nearest->heightMeters = height * share * m_exaggeration;
            nearest->mapHeightMeters =
                (slice.isNational ? edge->sample.heightMeters - edge->sample.datumOffsetMeters : height) * share;
        }
        return nearest;
    }

    /// The nearest: places beside the tile are asked of a part's margin.
    static const Part& partFor(const Slice& slice, double lonDegrees, double latDegrees)
    {
        const Part* best = &slice.parts.front();
        double nearest = 1e9;
        for (const Part& part : slice.parts) {
            const Rectangle& r = part.rectangle;
            const double distance = std::max({r.west - lonDegrees, lonDegrees - r.east, 0.0})
                + std::max({r.south - latDegrees, latDegrees - r.north, 0.0});
            if (distance < nearest) {
                nearest = distance;
                best = &part;
            }
        }
        return *best;
    }

    std::vector<Slice> m_slices;
    Rectangle m_rectangle;
    double m_exaggeration;
    bool m_endsOverNothing;
};

} // namespace

bool TerrainHeights::setUses(std::vector<TerrainUse> uses, double exaggeration)
{
    if (uses == m_uses && exaggeration == m_exaggeration)
        return false;
    m_revisionBefore = revision() + 1;
    m_uses = std::move(uses);
    m_exaggeration = exaggeration;
    ++m_settings;
    return true;
}

std::uint64_t TerrainHeights::revision() const
{
    std::uint64_t sum = m_revisionBefore + m_settings;
    for (const TerrainUse& use : m_uses)
        sum += use.layer->revision();
    return sum;
}

template <class Visit> void TerrainHeights::forEachLayer(Visit visit) const
{
    for (const TerrainUse& use : m_uses) {
        for (HeightLayer* layer = use.layer; layer != nullptr; layer = layer->parent()) {
            if (!visit(use, *layer))
                return;
        }
    }
}

bool TerrainHeights::isLast(const HeightLayer& layer) const
{
    return !m_uses.empty() && m_uses.back().layer->id() == layer.id() && layer.parent() == nullptr;
}

std::optional<Rectangle> TerrainHeights::limitsOf(const HeightLayer& layer) const
{
    return isLast(layer) ? std::nullopt : layer.source()->bounds();
}

bool TerrainHeights::endsOverNothing() const
{
    if (m_uses.empty())
        return false;
    const HeightLayer* last = m_uses.back().layer;
    while (last->parent() != nullptr)
        last = last->parent();
    const auto bounds = last->source() && last->source()->tellsEdges() ? last->source()->bounds() : std::nullopt;
    return bounds && bounds->east - bounds->west < kWorldDegrees;
}

std::optional<Rectangle> TerrainHeights::partOf(const HeightLayer& layer, const Rectangle& rectangle) const
{
    const auto bounds = endsOverNothing() && layer.source()->tellsEdges() ? layer.source()->bounds() : std::nullopt;
    if (!bounds) {
        const auto limits = limitsOf(layer);
        return !limits || limits->intersects(rectangle) ? std::optional(rectangle) : std::nullopt;
    }
    if (!grownBySlope(*bounds).intersects(rectangle))
        return std::nullopt;
    const auto within = [](double value, double low, double high) {
        const double inset = (high - low) * 1e-6;
        return std::clamp(value, low + inset, high - inset);
    };
    return Rectangle{
        within(rectangle.west, bounds->west, bounds->east), within(rectangle.south, bounds->south, bounds->north),
        within(rectangle.east, bounds->west, bounds->east), within(rectangle.north, bounds->south, bounds->north)};
}

GroundHeights::Status TerrainHeights::want(const GroundAddress& address, double priority, Need need)
{
    Status status;
    const Rectangle rectangle = mercatorTileRectangle(address.level, address.x, address.y);
    forEachLayer([&](const TerrainUse&, HeightLayer& layer) {
        if (!layer.source()) {
            const bool comes = layer.wantDocument(priority, need);
            status.isWaiting = status.isWaiting || comes;
            status.isComplete = status.isComplete && layer.hasFailed();
            return !comes;
        }
        const auto limits = limitsOf(layer);
        const auto asked = partOf(layer, rectangle);
        if (!asked)
            return true;
        bool covers = !limits || holds(*limits, rectangle);
        m_ids.clear();
        layer.tilesOn(*asked, address.level, m_ids);
        for (const TerrainTileId& id : m_ids) {
            const HeightLayer::Best best = layer.bestFor(id);
            HeightTile* tile = best.first != nullptr ? best.first : best.tile;
            if (tile == nullptr) {
                covers = false;
                continue;
            }
            const bool comes = layer.want(*tile, priority, need);
            status.isWaiting = status.isWaiting || comes;
            status.isComplete = status.isComplete && tile->isReady() && best.first == nullptr;
            covers = covers && (!tile->patch() || !tile->patch()->hasVoids());
        }
        return !covers;
    });
    return status;
}

void TerrainHeights::collect(const GroundAddress& address, std::vector<Slice>& out) const
{
    out.clear();
    const Rectangle rectangle = mercatorTileRectangle(address.level, address.x, address.y);
    forEachLayer([&](const TerrainUse& use, HeightLayer& layer) {
        if (!layer.source())
            return true;
        const auto limits = limitsOf(layer);
        const auto asked = partOf(layer, rectangle);
        if (!asked)
            return true;
        bool covers = !limits || holds(*limits, rectangle);
        m_ids.clear();
        layer.tilesOn(*asked, address.level, m_ids);
        Slice slice{&use, {}};
        for (const TerrainTileId& id : m_ids) {
            HeightTile* tile = layer.readyFor(id);
            covers = covers && tile != nullptr && !tile->patch()->hasVoids();
            if (tile != nullptr)
                slice.parts.push_back({common(layer.rectangleOf(id), *asked), tile});
        }
        if (!slice.parts.empty())
            out.push_back(std::move(slice));
        return !covers;
    });
}

std::uint64_t TerrainHeights::recipeOf(const GroundAddress& address)
{
    collect(address, m_slices);
    if (m_slices.empty())
        return 0;
    std::uint64_t hash = 14695981039346656037ULL;
    const auto add = [&](std::uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
    add(m_settings);
    for (const Slice& slice : m_slices) {
        add(slice.use->layer->id());
        for (const Part& part : slice.parts) {
            const TerrainTileId& id = part.tile->id();
            add(static_cast<std::uint64_t>(id.level));
            add(id.x);
            add(id.y);
        }
    }
    return hash | 1;
}

std::shared_ptr<const GroundSurface> TerrainHeights::surfaceOf(const GroundAddress& address)
{
    collect(address, m_slices);
    if (m_slices.empty())
        return nullptr;
    std::vector<Surface::Slice> slices;
    for (const Slice& slice : m_slices) {
        Surface::Slice& made = slices.emplace_back();
        made.offsetMeters = slice.use->offsetMeters;
        made.isNational = slice.use->isNational;
        made.limits = limitsOf(*slice.use->layer);
        for (const Part& part : slice.parts)
            made.parts.push_back({part.rectangle, part.tile->patch()});
    }
    return std::make_shared<const Surface>(std::move(slices),
                                           mercatorTileRectangle(address.level, address.x, address.y), m_exaggeration,
                                           endsOverNothing());
}

GroundRelief TerrainHeights::reliefOf(const GroundAddress& address)
{
    const Rectangle rectangle = mercatorTileRectangle(address.level, address.x, address.y);
    const double texel = texelMeters(rectangle);
    GroundRelief relief;
    double low = 1e9, high = -1e9, margin = 0;
    const auto join = [&](const TerrainUse& use, double lowest, double highest, double margins) {
        low = std::min(low, shown(use, lowest));
        high = std::max(high, shown(use, highest));
        margin = std::max(margin, margins * m_exaggeration);
    };
    forEachLayer([&](const TerrainUse& use, HeightLayer& layer) {
        if (!layer.source())
            return true;
        const auto limits = limitsOf(layer);
        const auto asked = partOf(layer, rectangle);
        if (!asked)
            return true;
        const bool isGeographic = layer.source()->projection() == TerrainProjection::Geographic;
        const int level = std::max((isGeographic ? address.level - 1 : address.level) - kLevelsBeyond, 0);
        relief.mayBeFiner = relief.mayBeFiner
            || (level <= layer.source()->maxLevel()
                && layer.mayBeAvailable(
                    layer.tileAt((asked->west + asked->east) / 2, (asked->south + asked->north) / 2, level)));
        bool isKnown = !limits || holds(*limits, rectangle);
        if (!holds(*asked, rectangle)) // the slope down from its edge
            join(use, -use.offsetMeters, -use.offsetMeters, 0);
        m_ids.clear();
        layer.tilesOn(*asked, address.level, m_ids);
        for (const TerrainTileId& id : m_ids) {
            const Rectangle own = layer.rectangleOf(id);
            const HeightLayer::Range* range = layer.rangeOf(id);
            const bool isDeep = own.east - own.west > 1.5 * (rectangle.east - rectangle.west);
            if (range != nullptr && range->isOwn && !isDeep) {
                join(use, static_cast<double>(range->low), static_cast<double>(range->high), kOwnMargin * texel);
                continue;
            }
            if (range != nullptr && !isDeep)
                join(use, static_cast<double>(range->low), static_cast<double>(range->high), kGuessMargin * texel);
            const HeightTile* above = layer.readyFor(id);
            if (above == nullptr) {
                isKnown = false;
                margin = std::max(margin, kGuessMargin * texel * m_exaggeration);
                continue;
            }
            const Rectangle part = common(own, *asked);
            double lowest = 1e9, highest = -1e9;
            for (int i = 0; i < 9; ++i) {
                const auto sample = above->patch()->at(part.west + (part.east - part.west) * (i % 3) / 2,
                                                       part.south + (part.north - part.south) * (i / 3) / 2);
                if (sample) {
                    lowest = std::min(lowest, sample->heightMeters);
                    highest = std::max(highest, sample->heightMeters);
                }
            }
            if (lowest <= highest)
                join(use, lowest, highest, (highest - lowest) / 2 + (isDeep ? kOwnMargin / 2 : kGuessMargin) * texel);
        }
        return !isKnown;
    });
    if (low <= high) {
        relief.lowMeters = low;
        relief.highMeters = high;
    }
    relief.marginMeters = margin;
    return relief;
}

std::optional<TerrainHeights::Found> TerrainHeights::find(double lonDegrees, double latDegrees) const
{
    std::optional<Found> found, filled;
    forEachLayer([&](const TerrainUse& use, HeightLayer& layer) {
        if (!layer.source())
            return true;
        if (const auto limits = limitsOf(layer); limits && !limits->contains(lonDegrees, latDegrees))
            return true;
        const HeightTile* tile = layer.readyFor(layer.tileAt(lonDegrees, latDegrees, layer.source()->maxLevel()));
        const auto sample = tile != nullptr ? tile->patch()->at(lonDegrees, latDegrees) : std::nullopt;
        if (!sample)
            return true;
        auto& target = sample->isFilled ? filled : found;
        if (!target)
            target = Found{&use, *sample};
        return !found;
    });
    if (!found)
        found = filled;
    return found ? found : findBeyond(lonDegrees, latDegrees);
}

std::optional<TerrainHeights::Found> TerrainHeights::findBeyond(double lonDegrees, double latDegrees) const
{
    std::optional<Found> found;
    double best = HUGE_VAL;
    if (!endsOverNothing())
        return found;
    forEachLayer([&](const TerrainUse& use, HeightLayer& layer) {
        if (!layer.source() || !layer.source()->tellsEdges() || !layer.source()->bounds())
            return true;
        const auto asked = partOf(layer, {lonDegrees, latDegrees, lonDegrees, latDegrees});
        const HeightTile* tile =
            asked ? layer.readyFor(layer.tileAt(asked->west, asked->south, layer.source()->maxLevel())) : nullptr;
        const auto edge = tile != nullptr ? tile->patch()->edgeFrom(lonDegrees, latDegrees) : std::nullopt;
        if (edge && edge->distanceMeters < best) {
            best = edge->distanceMeters;
            found = Found{&use, edge->sample,
                          slopeShare(edge->sample.heightMeters + use.offsetMeters, edge->distanceMeters)};
        }
        return true;
    });
    return found;
}

std::optional<double> TerrainHeights::heightAt(double lonDegrees, double latDegrees)
{
    const auto found = find(lonDegrees, latDegrees);
    return found ? std::optional(shown(*found->use, found->sample.heightMeters) * found->share) : std::nullopt;
}

std::optional<TerrainHeights::Place> TerrainHeights::placeAt(double lonDegrees, double latDegrees) const
{
    const auto found = find(lonDegrees, latDegrees);
    if (!found)
        return std::nullopt;
    Place place;
    place.ellipsoidalMeters = (found->sample.heightMeters + found->use->offsetMeters) * found->share;
    if (found->use->isNational && found->share == 1)
        place.nationalMeters = found->sample.heightMeters - found->sample.datumOffsetMeters;
    return place;
}

} // namespace guanjing::layers
