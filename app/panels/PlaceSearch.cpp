#include "app/panels/PlaceSearch.h"

#include "app/panels/Format.h"

#include <QFile>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace guanjing::app {

namespace {

constexpr double kTownHeightMeters = 2600;
constexpr double kTownPitchDegrees = -38;
constexpr double kCoordinateHeightMeters = 600;
constexpr double kMetersPerDegree = 111'320;

QString normalized(const QString& text)
{
    QString result;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (c.isLetterOrNumber())
            result += c.toLower();
    }
    return result;
}

/// 0: no match, greater is better.
int matchRank(const QString& key, const QString& name)
{
    const QString candidate = normalized(name);
    if (candidate == key)
        return 3;
    if (candidate.startsWith(key))
        return 2;
    return candidate.contains(key) ? 1 : 0;
}

} // namespace

const std::vector<Town>& dongguanTowns()
{
    static const std::vector<Town> towns = [] {
        std::vector<Town> result;
        QFile file(QStringLiteral(":/places/towns.csv"));
        if (!file.open(QIODevice::ReadOnly))
            return result;
        QTextStream stream(&file);
        while (!stream.atEnd()) {
            const QString line = stream.readLine();
            const auto cells = line.split(u',');
            if (line.startsWith(u'#') || cells.size() != 5)
                continue;
            result.push_back({cells[0], cells[1], cells[2], cells[3].toDouble(), cells[4].toDouble()});
        }
        return result;
    }();
    return towns;
}

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
    const QString key = normalized(text);
    if (key.isEmpty() && !text.trimmed().isEmpty())
        return {};
    if (!key.isEmpty()) {
        for (const auto& viewpoint : viewpoints) {
            const QString name = QString::fromStdString(viewpoint.name);
            if (const int rank = matchRank(key, name); rank > 0)
                found.push_back({rank, {PlaceHit::Kind::Viewpoint, name, {}, viewpoint}});
        }
    }
    for (const Town& town : dongguanTowns()) {
        const int rank = key.isEmpty()
            ? 1
            : std::max(
                {matchRank(key, town.nameZh), matchRank(key, town.nameZh + town.kindZh), matchRank(key, town.nameEn)});
        if (rank == 0)
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
