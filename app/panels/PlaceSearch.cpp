#include "app/panels/PlaceSearch.h"

#include "app/panels/Format.h"
#include "app/panels/NameMatch.h"
#include "app/services/MapNames.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace guanjing::app {

namespace {

constexpr double kTownHeightMeters = 2600;
constexpr double kTownPitchDegrees = -38;
constexpr double kCoordinateHeightMeters = 600;
constexpr double kMetersPerDegree = 111'320;

} // namespace

layers::Viewpoint lookAt(double lonDegrees, double latDegrees, double heightMeters, double pitchDegrees)
{
    layers::Viewpoint viewpoint;
    const double tangent = std::tan(-pitchDegrees * std::numbers::pi / 180.0);
    const double backMeters = tangent > 1e-6 && pitchDegrees > -89.9 ? heightMeters / tangent : 0.0;
    viewpoint.lonDegrees = lonDegrees;
    viewpoint.latDegrees = latDegrees - backMeters / kMetersPerDegree;
    viewpoint.heightMeters = heightMeters;
    viewpoint.headingDegrees = 0;
    viewpoint.pitchDegrees = pitchDegrees;
    return viewpoint;
}

std::vector<PlaceHit> searchPlaces(const QString& text, const std::vector<layers::Viewpoint>& viewpoints,
                                   bool chineseFirst)
{
    struct Ranked {
        int rank;
        PlaceHit hit;
    };
    std::vector<Ranked> found;
    if (const auto coordinate = parseCoordinate(text)) {
        PlaceHit hit;
        hit.kind = PlaceHit::Kind::Coordinate;
        hit.title = formatLonLat(coordinate->lonDegrees, coordinate->latDegrees);
        if (coordinate->heightMeters) {
            // A height asked for is the camera's own.
            hit.target = lookAt(coordinate->lonDegrees, coordinate->latDegrees, *coordinate->heightMeters, -90);
        } else {
            hit.target = lookAt(coordinate->lonDegrees, coordinate->latDegrees, kCoordinateHeightMeters, -45);
        }
        hit.target.name = hit.title.toStdString();
        found.push_back({10, std::move(hit)});
    }
    const bool isBlank = text.trimmed().isEmpty();
    if (!isBlank) {
        for (const auto& viewpoint : viewpoints) {
            const QString name = QString::fromStdString(viewpoint.name);
            if (const int rank = NameMatch(name).rank(text); rank > 0)
                found.push_back({rank, {PlaceHit::Kind::Viewpoint, name, {}, viewpoint}});
        }
    }
    static const std::vector<std::array<NameMatch, 3>> townNames = [] {
        std::vector<std::array<NameMatch, 3>> names;
        for (const Town& town : dongguanTowns())
            names.push_back({NameMatch(town.nameZh), NameMatch(town.nameZh + town.kindZh), NameMatch(town.nameEn)});
        return names;
    }();
    for (std::size_t i = 0; i < dongguanTowns().size(); ++i) {
        const Town& town = dongguanTowns()[i];
        int rank = isBlank ? 1 : 0;
        for (const NameMatch& name : townNames[i])
            rank = std::max(rank, name.rank(text));
        // A viewpoint of the same name is the nicer way there, and one is enough.
        const bool isListed = std::any_of(found.begin(), found.end(), [&](const Ranked& other) {
            return other.hit.kind == PlaceHit::Kind::Viewpoint
                && (other.hit.title == town.nameZh || other.hit.title == town.nameEn);
        });
        if (rank == 0 || isListed)
            continue;
        PlaceHit hit;
        hit.kind = PlaceHit::Kind::Town;
        hit.title = chineseFirst ? town.nameZh + town.kindZh : town.nameEn;
        hit.subtitle = chineseFirst ? town.nameEn : town.nameZh + town.kindZh;
        hit.target = lookAt(town.lonDegrees, town.latDegrees, kTownHeightMeters, kTownPitchDegrees);
        hit.target.name = hit.title.toStdString();
        found.push_back({rank, std::move(hit)});
    }
    std::stable_sort(found.begin(), found.end(), [](const Ranked& a, const Ranked& b) { return a.rank > b.rank; });
    std::vector<PlaceHit> hits;
    hits.reserve(found.size());
    for (auto& entry : found)
        hits.push_back(std::move(entry.hit));
    return hits;
}

} // namespace guanjing::app
