#include "app/viewer/DemoStreetNames.h"

#include "geodata/democity/Demo.h"

#include <array>

namespace guanjing::app {

namespace {

// By rank: from where so little of the street is seen that it needs no name, to where names would be crowded.
constexpr std::array<double, 3> kStreetMinWidthMeters{250, 220, 200};
constexpr std::array<double, 3> kStreetMaxWidthMeters{15'000, 8'000, 5'000};

} // namespace

std::vector<render::PlaceName> demoStreetNames(bool english)
{
    std::vector<render::PlaceName> names;
    for (const democity::Street& street : democity::streets()) {
        const auto rank = static_cast<std::size_t>(street.rank);
        names.push_back({english ? street.nameEn : street.nameZh, render::PlaceName::Kind::Street, street.lonDegrees,
                         street.latDegrees, kStreetMinWidthMeters.at(rank), kStreetMaxWidthMeters.at(rank), street.rank,
                         render::PlaceName::Ahead{street.aheadLonDegrees, street.aheadLatDegrees}});
    }
    return names;
}

} // namespace guanjing::app
