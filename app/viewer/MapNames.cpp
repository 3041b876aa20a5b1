#include "app/viewer/MapNames.h"

#include "app/panels/PlaceSearch.h"
#include "geodata/democity/Demo.h"

#include <QFile>
#include <QStringList>
#include <QTextStream>

#include <array>

namespace guanjing::app {

namespace {

// They fade in above the least and out below the greatest width, so that they stand in full from 1.5 to 76 km.
constexpr double kTownMinWidthMeters = 1'200;
constexpr double kTownMaxWidthMeters = 95'000;

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

std::vector<render::PlaceName> mapNames(bool english)
{
    std::vector<render::PlaceName> names;
    for (const Town& town : dongguanTowns())
        names.push_back({(english ? town.nameEn : town.nameZh).toStdString(), render::PlaceName::Kind::Town,
                         town.lonDegrees, town.latDegrees, kTownMinWidthMeters, kTownMaxWidthMeters});
    QFile file(QStringLiteral(":/places/waters.csv"));
    if (!file.open(QIODevice::ReadOnly))
        return names;
    QTextStream stream(&file);
    while (!stream.atEnd()) {
        const QString line = stream.readLine();
        const QStringList cells = line.split(u',');
        if (line.startsWith(u'#') || cells.size() != 6)
            continue;
        names.push_back({cells[english ? 1 : 0].toStdString(), render::PlaceName::Kind::Water, cells[2].toDouble(),
                         cells[3].toDouble(), cells[4].toDouble(), cells[5].toDouble()});
    }
    return names;
}

} // namespace guanjing::app
