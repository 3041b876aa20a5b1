#include "geodata/crs/Ellipsoid.h"
#include "render/effects/FrameCamera.h"
#include "render/effects/FrameTarget.h"
#include "render/symbols/IconPainter.h"
#include "render/symbols/LabelPainter.h"
#include "render/symbols/SymbolRendererImpl.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::render {

using layers::ObservationSnapshot;
using layers::StationState;
using layers::StationValue;

namespace {

constexpr float kPolePixels = 15.0f; ///< from the ground to the marker's foot
// Markers nearer than this become one: where they touch, and from the height of an aeroplane on where they would hide the city.
constexpr double kClusterPixels = 27.0, kMostClusterPixels = 72.0, kClusterEyeMeters = 9'000;
constexpr int kTextsPerFrame = 24; ///< rasterised at most
constexpr double kAnchorMeters = 2.0; ///< above the ground, so that the ground does not hide it
constexpr float kHiddenScale = 0.36f, kHiddenOpacity = 0.75f; // a plain dot
constexpr float kEdgePixels = 18.0f; ///< markers nearer to the picture's edge fade, so that none is cut
constexpr double kPixelsPerLabel = 28'000; ///< of the picture's area
constexpr std::size_t kFewestLabels = 8, kMostLabels = 80;
// How far labels reach: so many heights of the eye, but at least this far.
constexpr double kLabelHeights = 4.5, kLabelReachMeters = 2'500;
constexpr double kHiddenReach = 1.6; ///< where markers of hidden places have faded away

float clusterPixels(double eyeHeightMeters)
{
    const double higher = std::max(eyeHeightMeters / kClusterEyeMeters, 1.0);
    return static_cast<float>(std::min(kClusterPixels * std::sqrt(higher), kMostClusterPixels));
}

float halfOf(int pixels)
{
    const int half = pixels / 2; // whole pixels keep what is drawn sharp
    return static_cast<float>(half);
}

} // namespace

int severity(StationState state)
{
    switch (state) {
    case StationState::Alarm: return 4;
    case StationState::Warning: return 3;
    case StationState::Normal: return 2;
    case StationState::Stale: return 1;
    case StationState::Unknown: return 0;
    }
    return 0;
}

bool warns(StationState state) { return state == StationState::Warning || state == StationState::Alarm; }

const SymbolRenderer::Impl::Places& SymbolRenderer::Impl::placesOf(const ObservationSnapshot& snapshot,
                                                                   const Options& options)
{
    Places& result = places[snapshot.sourceId];
    if (result.revision != snapshot.revision || result.anchors.size() != snapshot.stations.size()) {
        result.revision = snapshot.revision;
        result.anchors.clear();
        result.ids.clear();
        for (const StationValue& station : snapshot.stations) {
            result.anchors.add(station.lonDegrees, station.latDegrees, station.heightMeters, kAnchorMeters);
            result.ids.push_back(std::hash<std::string>{}(station.id) * 31u + snapshot.sourceId);
        }
    }
    anchorsMissing = result.anchors.update(options.groundHeight, options.groundRevision) || anchorsMissing;
    return result;
}

std::vector<Marker> SymbolRenderer::Impl::project(const SymbolProjection& projection, Snapshots snapshots,
                                                  const Options& options)
{
    std::vector<Marker> markers;
    const double margin = 60.0 * ratio;
    for (const auto& snapshot : snapshots) {
        if (!snapshot)
            continue;
        const Places& known = placesOf(*snapshot, options);
        const bool feedIsDead =
            snapshot->state == layers::FeedState::Stale || snapshot->state == layers::FeedState::Disconnected;
        for (std::size_t i = 0; i < snapshot->stations.size(); ++i) {
            const auto point = projection(known.anchors[i], margin);
            if (!point)
                continue;
            Marker marker;
            marker.snapshot = snapshot.get();
            marker.station = &snapshot->stations[i];
            marker.id = known.ids[i];
            marker.anchor = *point;
            marker.x = std::round(static_cast<float>(point->x));
            marker.y = std::round(static_cast<float>(point->y) - unit * (kPolePixels + kMarkerRadius));
            marker.state = feedIsDead && marker.station->state != StationState::Unknown ? StationState::Stale
                                                                                        : marker.station->state;
            marker.selected = options.selected && options.selected->sourceId == snapshot->sourceId
                && options.selected->stationId == marker.station->id;
            markers.push_back(marker);
        }
    }
    return markers;
}

const SymbolAtlas::Slot* SymbolRenderer::Impl::slot(const std::string& key, const std::function<IconBitmap()>& paint)
{
    if (const SymbolAtlas::Slot* known = atlas.find(key))
        return known;
    return atlas.add(key, paint());
}

void SymbolRenderer::Impl::pole(const Marker& marker)
{
    const SymbolAtlas::Slot* line = slot("pole", [&] { return paintPole(kPolePixels, ratio); });
    if (!line)
        return;
    const float bottom = std::round(static_cast<float>(marker.anchor.y));
    const float top = bottom - static_cast<float>(line->height);
    batch.add(marker.x - std::floor(static_cast<float>(line->width) / 2.0f), top, *line, marker.opacity);
    // A label over a stranger's pole would be taken for the stranger's.
    if (!marker.hidden)
        boxes.push_back({marker.x - 2.0f * unit, top, marker.x + 2.0f * unit, bottom});
}

void SymbolRenderer::Impl::drawSingle(const Marker& marker)
{
    const MarkerForm form = markerForm(marker.station->kind);
    const float scale = marker.hidden ? kHiddenScale : 1.0f;
    const std::size_t look = static_cast<std::size_t>(form) * 5 + static_cast<std::size_t>(marker.state);
    const std::size_t number = look * 4 + (marker.selected ? 2u : 0u) + (marker.hidden ? 1u : 0u);
    const SymbolAtlas::Slot*& icon = markerSlots[number];
    if (!icon)
        icon = slot("marker " + std::to_string(number), [&] {
            return paintMarker(form, marker.state, marker.selected, ratio * static_cast<double>(scale));
        });
    if (!icon)
        return;
    batch.add(marker.x - halfOf(icon->width), marker.y - halfOf(icon->height), *icon, marker.opacity);
    const float radius = kMarkerRadius * unit * scale;
    targets.push_back({{marker.snapshot->sourceId, marker.station->id}, marker.x, marker.y, radius + 3.0f * unit, {}});
    if (marker.hidden)
        return;
    boxes.push_back({marker.x - radius, marker.y - radius, marker.x + radius, marker.y + radius});
    // The badge at the upper right must stay readable too.
    if (warns(marker.state))
        boxes.push_back({marker.x, marker.y - kBadgeReach * radius, marker.x + kBadgeReach * radius, marker.y});
}

void SymbolRenderer::Impl::drawCluster(const Marker& leader, const std::vector<Marker>& markers,
                                       const std::vector<std::size_t>& members)
{
    StationState worst = leader.state;
    std::size_t warning = 0;
    for (const std::size_t member : members) {
        if (severity(markers[member].state) > severity(worst))
            worst = markers[member].state;
        warning += warns(markers[member].state) ? 1u : 0u;
    }
    const std::size_t count = members.size();
    const float radius = count < 10 ? 12.0f : count < 100 ? 15.0f : 18.0f;
    const float opacity = leader.opacity;
    const std::string key =
        "cluster " + std::to_string(static_cast<int>(worst)) + " " + std::to_string(static_cast<int>(radius));
    const SymbolAtlas::Slot* plate = slot(key, [&] { return paintCluster(worst, radius, ratio); });
    if (!plate)
        return;
    const float half = halfOf(plate->width);
    batch.add(leader.x - half, leader.y - half, *plate, opacity);
    boxes.push_back({leader.x - half, leader.y - half, leader.x + half, leader.y + half});
    if (!text)
        return;
    const auto words = [](std::size_t number) { return number > 999 ? std::string("999+") : std::to_string(number); };
    const std::string total = words(count);
    if (const SymbolAtlas::Slot* number = slot("count " + total, [&] {
            return plainText(text->rasterize(total, (count > 99 ? 11.0 : 12.0) * ratio, true));
        }))
        batch.add(leader.x - halfOf(number->width), leader.y - halfOf(number->height), *number, opacity);
    if (warning == 0)
        return;
    const bool alarm = worst == StationState::Alarm;
    const std::string badgeWords = "▲" + words(warning); // "!1" would read as eleven
    const SymbolAtlas::Slot* badge = slot((alarm ? "alarms " : "warnings ") + badgeWords, [&] {
        return paintBadge(text->rasterize(badgeWords, 10.0 * ratio, true), alarm, ratio);
    });
    if (!badge)
        return;
    const float left = leader.x + std::round(0.45f * radius * unit);
    const float top = leader.y - std::round((radius + 7.0f) * unit);
    const auto width = static_cast<float>(badge->width), height = static_cast<float>(badge->height);
    batch.add(left, top, *badge, opacity);
    boxes.push_back({left, top, left + width, top + height});
}

/// 0 … 1: whole inside, nothing at the picture's edges and under what lies over the picture.
float SymbolRenderer::Impl::edgeOpacity(float x, float y, const layers::ViewState& view) const
{
    const float inset = std::min({x, y, static_cast<float>(view.width) - x, static_cast<float>(view.height) - y}) / unit
        - kMarkerRadius;
    for (std::size_t i = 0; i < keptClear; ++i) {
        const ScreenBox& box = boxes[i];
        const float margin = kMarkerRadius * unit;
        if (x > box.left - margin && x < box.right + margin && y > box.top - margin && y < box.bottom + margin)
            return 0.0f;
    }
    return std::clamp(1.0f + inset / kEdgePixels, 0.0f, 1.0f);
}

void SymbolRenderer::Impl::drawMarkers(std::vector<Marker>& markers, const layers::ViewState& view,
                                       double eyeHeightMeters, std::vector<const Marker*>& singles,
                                       std::vector<AnchorVisibility::Anchor>& anchors)
{
    std::vector<MarkerClusterer::Marker> points;
    points.reserve(markers.size());
    for (const Marker& marker : markers)
        points.push_back({marker.id, marker.x, marker.y, severity(marker.state), marker.selected});
    std::vector<MarkerClusterer::Cluster> clusters = clusterer.cluster(points, clusterPixels(eyeHeightMeters) * unit);
    // Far ones first, so that near ones lie on top; the selected one last.
    std::stable_sort(clusters.begin(), clusters.end(), [&](const auto& a, const auto& b) {
        const Marker &p = markers[a.leader], &q = markers[b.leader];
        return p.selected != q.selected ? q.selected : p.anchor.y < q.anchor.y;
    });
    for (const auto& cluster : clusters) {
        Marker& leader = markers[cluster.leader];
        const SymbolProjection::Point& at = leader.anchor;
        // On a map all that lies below a roof is shown all the same.
        const bool isAsked = !view.isOrthographic && at.x >= 0 && at.y >= 0 && at.x < view.width && at.y < view.height
            && anchors.size() < AnchorVisibility::kMost;
        if (isAsked) {
            anchors.push_back({leader.id, static_cast<float>(at.x), static_cast<float>(at.y), at.depth});
            leader.hidden = visibility.isHidden(leader.id) && !leader.selected;
        }
        leader.opacity = edgeOpacity(leader.x, leader.y, view);
        if (leader.opacity <= 0.0f)
            continue;
        if (leader.hidden) {
            // Far ones fade away: at the horizon nearly all are hidden by something.
            const double left = (kHiddenReach - at.distanceMeters / reach) / (kHiddenReach - 1.0);
            leader.opacity *= kHiddenOpacity * static_cast<float>(std::clamp(left, 0.0, 1.0));
            if (leader.opacity <= 0.0f)
                continue;
        } else {
            pole(leader);
        }
        if (cluster.members.size() > 1) {
            drawCluster(leader, markers, cluster.members);
            continue;
        }
        drawSingle(leader);
        // No label without its marker.
        if (!leader.hidden && leader.opacity > 0.5f && (!isAsked || visibility.isKnown(leader.id)))
            singles.push_back(&leader);
    }
}

SymbolRenderer::SymbolRenderer(GlContext& context, TextRasterizer* text) : m_impl(std::make_unique<Impl>(context, text))
{ }

SymbolRenderer::~SymbolRenderer() = default;

void SymbolRenderer::setPlaceNames(std::vector<PlaceName> names)
{
    m_impl->names = std::move(names);
    m_impl->nameAnchors.clear();
    m_impl->nameAheads.clear();
    for (const PlaceName& name : m_impl->names) {
        m_impl->nameAnchors.add(name.lonDegrees, name.latDegrees, 0.0, 0.0);
        const double lon = name.ahead ? name.ahead->lonDegrees : name.lonDegrees;
        const double lat = name.ahead ? name.ahead->latDegrees : name.latDegrees;
        m_impl->nameAheads.add(lon, lat, 0.0, 0.0);
    }
}

void SymbolRenderer::beginFrame() { m_impl->visibility.collect(); }

void SymbolRenderer::draw(const layers::ViewState& view, const FrameCamera& camera, const FrameTarget& target,
                          Snapshots snapshots, const Options& options)
{
    Impl& d = *m_impl;
    d.batch.clear();
    d.targets.clear();
    d.wishes.clear();
    d.pieces.clear();
    d.boxes = options.keepClear;
    d.keptClear = d.boxes.size();
    d.textsMissing = false;
    d.anchorsMissing = false;
    d.textsLeft = kTextsPerFrame;
    if (d.ratio != options.devicePixelRatio) {
        d.ratio = options.devicePixelRatio;
        d.clearAtlas();
    }
    d.unit = static_cast<float>(d.ratio);
    const SymbolProjection projection(view, camera);
    d.reach = std::max(kLabelReachMeters, kLabelHeights * projection.eyeHeightMeters());
    d.visibility.collect();
    std::vector<Marker> markers;
    std::vector<const Marker*> singles;
    std::vector<AnchorVisibility::Anchor> anchors;
    if (options.markers) {
        markers = d.project(projection, snapshots, options);
        d.drawMarkers(markers, view, projection.eyeHeightMeters(), singles, anchors);
    }
    if (d.text) {
        const double room = static_cast<double>(view.width) * view.height / (kPixelsPerLabel * d.ratio * d.ratio);
        const std::size_t atMost = std::clamp(static_cast<std::size_t>(room), kFewestLabels, kMostLabels);
        if (options.labels)
            d.wishLabels(singles, atMost, options);
        if (options.placeNames) {
            const bool isNameMissing = d.nameAnchors.update(options.groundHeight, options.groundRevision);
            const bool isAheadMissing = d.nameAheads.update(options.groundHeight, options.groundRevision);
            d.anchorsMissing = d.anchorsMissing || isNameMissing || isAheadMissing;
            d.wishPlaceNames(projection);
        }
        d.wishContours(projection, view, options.contours, anchors);
        for (const LabelPlacer::Place& place : d.placer.place(d.wishes, d.boxes, static_cast<float>(view.width),
                                                              static_cast<float>(view.height), atMost)) {
            const Impl::Piece& piece = d.pieces[place.wish];
            if (piece.sine != 0.0f) {
                const LabelPlacer::Wish& wish = d.wishes[place.wish];
                d.batch.addTurned(place.left + wish.width / 2, place.top + wish.height / 2, piece.cosine, piece.sine,
                                  *piece.slot, piece.opacity);
                continue;
            }
            const SymbolAtlas::Slot& slot = place.isShort ? *piece.shortSlot : *piece.slot;
            d.batch.add(place.left, place.top, slot, piece.opacity);
            if (piece.marker)
                d.targets.push_back({{piece.marker->snapshot->sourceId, piece.marker->station->id},
                                     0,
                                     0,
                                     0,
                                     {place.left, place.top, place.left + static_cast<float>(slot.width),
                                      place.top + static_cast<float>(slot.height)}});
        }
    }
    d.visibility.ask(anchors, view, camera.reversed, target, options.sceneChanges);
    d.batch.draw(view.width, view.height, d.atlas.texture());
    if (d.atlas.isFull()) {
        // Values have changed often enough to fill it: the next frame starts with an empty one.
        d.clearAtlas();
        d.textsMissing = true;
    }
}

bool SymbolRenderer::wantsFrame() const
{
    return m_impl->textsMissing || m_impl->anchorsMissing || m_impl->visibility.isPending();
}

std::optional<SymbolRenderer::Station> SymbolRenderer::hit(double xPixels, double yPixels) const
{
    for (auto target = m_impl->targets.rbegin(); target != m_impl->targets.rend(); ++target)
        if (target->holds(xPixels, yPixels))
            return target->station;
    return std::nullopt;
}

} // namespace guanjing::render
