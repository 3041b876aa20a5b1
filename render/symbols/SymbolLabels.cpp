// What is written beside markers and on the map: which labels are wished for, and in what order.
#include "render/symbols/LabelPainter.h"
#include "render/symbols/StationText.h"
#include "render/symbols/SymbolRendererImpl.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <tuple>
#include <utility>

namespace guanjing::render {

using layers::StationState;

namespace {

constexpr double kLabelPixels = 12.0;
constexpr double kTownPixels = 14.0, kTownSpacingPixels = 2.4;
constexpr double kWaterPixels = 12.0, kWaterSpacingPixels = 3.2;
constexpr double kStreetPixels = 11.0, kStreetSpacingPixels = 0.8;
constexpr double kContourPixels = 10.5;
constexpr double kWarningReach = 2.0; ///< how much further labels of warnings reach
constexpr double kKeepReach = 1.12; ///< what has a label keeps it a little longer
constexpr double kGrazing = 0.075; ///< height over distance below which names of places would pile up
constexpr int kPlacePriority = 25; ///< between warnings and the rest
constexpr int kSeverityPriority = 10;
constexpr int kSelectedPriority = 100;
constexpr int kContourPriority = 5; ///< after all that has a name

/// Whole metres, or with a decimal where lines are closer.
std::string contourText(double meters)
{
    char text[32];
    const bool isWhole = std::abs(meters - std::round(meters)) < 1e-3;
    const int length =
        std::snprintf(text, sizeof text, isWhole ? "%.0f" : "%.1f", isWhole ? std::round(meters) + 0.0 : meters);
    return {text, static_cast<std::size_t>(std::max(length, 0))};
}

/// 0 … 1: comes and goes softly at the ends of its range of scales.
double placeOpacity(const PlaceName& name, double widthMeters)
{
    const double in = (widthMeters / name.minWidthMeters - 1.0) / 0.25;
    const double out = (1.0 - widthMeters / name.maxWidthMeters) / 0.2;
    return std::clamp(std::min(in, out), 0.0, 1.0);
}

/// Unit vector of the way that a street runs in the picture, pixels rightwards and downwards: to the right, so that its name
/// is read upright, and upwards where it runs straight up. (1, 0) where that is so nearly level that turning would only blur.
glm::dvec2 streetWay(const SymbolProjection& projection, const SymbolProjection::Point& here, const glm::dvec3& ahead)
{
    constexpr double kAnywhere = 1e6, kLeastPixels = 0.2, kLevel = 0.03, kUpright = 0.02;
    const auto there = projection(ahead, kAnywhere);
    glm::dvec2 way{1.0, 0.0};
    if (!there)
        return way;
    const glm::dvec2 step{there->x - here.x, there->y - here.y};
    const double length = glm::length(step);
    if (length < kLeastPixels)
        return way;
    way = step / length;
    if (way.x < -kUpright || (way.x < kUpright && way.y > 0))
        way = -way;
    return std::abs(way.y) < kLevel ? glm::dvec2{1.0, 0.0} : way;
}

} // namespace

const SymbolAtlas::Slot* SymbolRenderer::Impl::textSlot(const std::string& key,
                                                        const std::function<IconBitmap()>& paint)
{
    if (const SymbolAtlas::Slot* known = atlas.find(key))
        return known;
    if (textsLeft <= 0) {
        textsMissing = true;
        return nullptr;
    }
    --textsLeft;
    return atlas.add(key, paint());
}

void SymbolRenderer::Impl::wishLabels(const std::vector<const Marker*>& singles, std::size_t atMost,
                                      const Options& options)
{
    // In the order in which they will be placed: texts of what matters most are made first.
    using Rank = std::tuple<bool, int, bool, double>;
    std::vector<std::pair<Rank, const Marker*>> ranked;
    ranked.reserve(singles.size());
    for (const Marker* marker : singles)
        ranked.emplace_back(Rank(!marker->selected, -std::max(0, severity(marker->state) - 2),
                                 !placer.wasPlaced(marker->id), marker->anchor.distanceMeters),
                            marker);
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [rank, marker] : ranked) {
        if (wishes.size() >= 3 * atMost)
            break;
        const double mine =
            reach * (warns(marker->state) ? kWarningReach : 1.0) * (placer.wasPlaced(marker->id) ? kKeepReach : 1.0);
        if (!marker->selected && marker->anchor.distanceMeters > mine)
            continue;
        const std::string& name = marker->station->nameIn(options.english);
        const std::string value = labelValueText(*marker->station, marker->state);
        const std::string key = "label " + std::to_string(static_cast<int>(marker->state)) + "\n" + name + "\n" + value;
        const SymbolAtlas::Slot* label = textSlot(key, [&] {
            const double size = kLabelPixels * ratio;
            return paintLabel(text->rasterize(name, size, false),
                              value.empty() ? TextBitmap() : text->rasterize(value, size, true), marker->state, size,
                              ratio);
        });
        if (!label)
            continue;
        // Where it is crowded a warning says at least what is wrong.
        const SymbolAtlas::Slot* brief = nullptr;
        if (warns(marker->state))
            brief = textSlot("brief " + std::to_string(static_cast<int>(marker->state)) + "\n" + value, [&] {
                const double size = kLabelPixels * ratio;
                return paintLabel(TextBitmap(), text->rasterize(value, size, true), marker->state, size, ratio);
            });
        const int priority = marker->selected ? kSelectedPriority : kSeverityPriority * severity(marker->state);
        LabelPlacer::Wish wish{marker->id, marker->x, marker->y};
        wish.radius = kMarkerRadius * unit * (warns(marker->state) ? kBadgeReach : 1.0f);
        wish.width = static_cast<float>(label->width);
        wish.height = static_cast<float>(label->height);
        wish.priority = priority;
        if (brief) {
            wish.shortWidth = static_cast<float>(brief->width);
            wish.shortHeight = static_cast<float>(brief->height);
        }
        wishes.push_back(wish);
        pieces.push_back({label, 1.0f, brief, 1.0f, 0.0f, marker});
    }
}

void SymbolRenderer::Impl::wishPlaceNames(const SymbolProjection& projection)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        const PlaceName& name = names[i];
        const auto point = projection(nameAnchors[i], 0.0);
        if (!point)
            continue;
        if (point->distanceMeters > 0 && projection.eyeHeightMeters() < kGrazing * point->distanceMeters)
            continue;
        const double opacity = placeOpacity(name, projection.widthMetersAt(point->distanceMeters));
        if (opacity <= 0.02)
            continue;
        const bool water = name.kind == PlaceName::Kind::Water;
        const bool street = name.kind == PlaceName::Kind::Street;
        const char* kind = water ? "water\n" : (street ? "street\n" : "town\n");
        const SymbolAtlas::Slot* words = textSlot(kind + name.name, [&] {
            const double size = water ? kWaterPixels : (street ? kStreetPixels : kTownPixels);
            const double spacing = water ? kWaterSpacingPixels : (street ? kStreetSpacingPixels : kTownSpacingPixels);
            return paintPlaceName(
                text->rasterize(name.name, size * ratio, name.kind == PlaceName::Kind::Town, spacing * ratio), water,
                ratio);
        });
        if (!words)
            continue;
        const std::uint64_t id = std::hash<std::string>{}(name.name) ^ (0x9E3779B97F4A7C15u + i);
        LabelPlacer::Wish wish{id, static_cast<float>(point->x), static_cast<float>(point->y)};
        wish.width = static_cast<float>(words->width);
        wish.height = static_cast<float>(words->height);
        wish.priority = kPlacePriority - (water ? 1 : (street ? 2 + name.rank : 0));
        wish.centered = true;
        Piece piece{words, static_cast<float>(opacity), nullptr};
        if (name.ahead) {
            wishAlong(wish, piece, streetWay(projection, *point, nameAheads[i]));
            continue;
        }
        wishes.push_back(wish);
        pieces.push_back(piece);
    }
}

void SymbolRenderer::Impl::wishAlong(LabelPlacer::Wish wish, Piece piece, const glm::dvec2& way)
{
    piece.cosine = static_cast<float>(way.x);
    piece.sine = static_cast<float>(way.y);
    const float c = std::abs(piece.cosine), s = std::abs(piece.sine);
    const float width = wish.width, height = wish.height;
    wish.width = std::ceil(c * width + s * height);
    wish.height = std::ceil(s * width + c * height);
    wish.centered = wish.pinned = true;
    wishes.push_back(wish);
    pieces.push_back(piece);
}

void SymbolRenderer::Impl::wishContours(const SymbolProjection& projection, const layers::ViewState& view,
                                        std::span<const layers::ContourLabel> contours,
                                        std::vector<AnchorVisibility::Anchor>& anchors)
{
    constexpr std::uint64_t kSalt = 0xC0A7'0000'0000'0000u; // apart from the ids of stations and names
    for (const layers::ContourLabel& contour : contours) {
        const auto point = projection(contour.place, 0.0);
        if (!point)
            continue;
        const std::uint64_t id = kSalt ^ contour.id;
        if (!view.isOrthographic && anchors.size() < AnchorVisibility::kMost && point->x >= 0 && point->y >= 0
            && point->x < view.width && point->y < view.height) {
            anchors.push_back({id, static_cast<float>(point->x), static_cast<float>(point->y), point->depth});
            if (!visibility.isKnown(id) || visibility.isHidden(id))
                continue;
        }
        const std::string number = contourText(contour.meters);
        const SymbolAtlas::Slot* words = textSlot("contour\n" + number, [&] {
            return paintContourNumber(text->rasterize(number, kContourPixels * ratio, true), ratio);
        });
        if (!words)
            continue;
        LabelPlacer::Wish wish{id, static_cast<float>(point->x), static_cast<float>(point->y)};
        wish.width = static_cast<float>(words->width);
        wish.height = static_cast<float>(words->height);
        wish.priority = kContourPriority;
        wishAlong(wish, {words, 1.0f, nullptr}, streetWay(projection, *point, contour.ahead));
    }
}

} // namespace guanjing::render
