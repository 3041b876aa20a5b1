#include "app/viewer/ClipFigures.h"

#include "geodata/crs/Ellipsoid.h"
#include "layers/scene/ClipPlace.h"
#include "layers/scene/SceneEngine.h"

#include <optional>
#include <utility>

namespace guanjing::app {

namespace {

constexpr double kHighestMeters = 10'000.0;
constexpr int kMostFloors = 16; ///< surfaces looked through on the way down to the ground

} // namespace

ClipFigure figureOf(const layers::ClipSpec& clip, const std::function<double(const LonLat&)>& groundHeight)
{
    ClipFigure figure;
    const auto outline = layers::outlineOf(clip);
    const auto ringAt = [&](auto heightOf) {
        std::vector<glm::dvec3> ring;
        ring.reserve(outline.size() + 1); // addRing closes it
        for (const LonLat& place : outline)
            ring.push_back(toEcef({place[0], place[1], heightOf(place)}));
        return ring;
    };
    const auto addRing = [&](std::vector<glm::dvec3> ring) {
        if (!ring.empty())
            ring.push_back(ring.front());
        figure.lines.push_back(std::move(ring));
    };
    const auto level = [](double height) { return [height](const LonLat&) { return height; }; };
    std::optional<double> low = clip.minHeightMeters, high = clip.maxHeightMeters;
    if (clip.box) {
        low = clip.box->heightMeters - clip.box->boxHeightMeters / 2;
        high = clip.box->heightMeters + clip.box->boxHeightMeters / 2;
    } else if (clip.mode == "flatten" && !low) {
        low = clip.flatHeightMeters;
    }
    const std::vector<glm::dvec3> foot = low ? ringAt(level(*low)) : ringAt(groundHeight);
    figure.ring = foot;
    addRing(foot);
    if (high) {
        const std::vector<glm::dvec3> top = ringAt(level(*high));
        addRing(top);
        for (std::size_t i = 0; i < foot.size(); ++i)
            figure.lines.push_back({foot[i], top[i]});
    }
    return figure;
}

double groundHeightAt(const layers::SceneEngine& engine, const LonLat& place)
{
    const glm::dvec3 up = ellipsoidNormal(place[0], place[1]);
    glm::dvec3 from = toEcef({place[0], place[1], kHighestMeters});
    for (int floor = 0; floor < kMostFloors; ++floor) {
        const auto hit = engine.pick({from, -up});
        if (!hit)
            break;
        if (hit->isGround)
            return toGeographic(hit->position).heightMeters;
        from = hit->position - up * 0.01;
    }
    return engine.groundHeightAt(place[0], place[1]);
}

} // namespace guanjing::app
