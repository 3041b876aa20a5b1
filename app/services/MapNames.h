#pragma once

#include "render/symbols/PlaceNames.h"

#include <QString>

#include <vector>

namespace guanjing::app {

/// A town or subdistrict of Dongguan.
struct Town {
    QString nameZh, nameEn; ///< 虎门, Humen
    QString kindZh; ///< 镇, 街道, 园区
    double lonDegrees = 0, latDegrees = 0;
};

/// The 33 towns from the program's resources, in the order of their codes.
[[nodiscard]] const std::vector<Town>& dongguanTowns();

/// The names that the map shows, from the program's resources: the 33 towns and the waters. Pure.
[[nodiscard]] std::vector<render::PlaceName> mapNames(bool english);

} // namespace guanjing::app
