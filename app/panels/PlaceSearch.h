#pragma once

#include "layers/scene/Scene.h"

#include <QString>

#include <vector>

namespace guanjing::app {

/// Something that a search found and the camera can fly to.
struct PlaceHit {
    enum class Kind { Town, Viewpoint, Coordinate };
    Kind kind = Kind::Town;
    QString title;
    QString subtitle;
    layers::Viewpoint target;
};

/// Searches towns and the viewpoints given (Chinese, English, pinyin whole or by initials; see NameMatch), and reads
/// coordinates. An empty text yields every town. Pure; `chineseFirst` chooses the language of titles.
[[nodiscard]] std::vector<PlaceHit> searchPlaces(const QString& text, const std::vector<layers::Viewpoint>& viewpoints,
                                                 bool chineseFirst);

/// Camera that looks north at a ground point from a distance.
[[nodiscard]] layers::Viewpoint lookAt(double lonDegrees, double latDegrees, double heightMeters, double pitchDegrees);

} // namespace guanjing::app
