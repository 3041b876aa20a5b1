#include "app/services/MapNames.h"

#include <QFile>
#include <QStringList>
#include <QTextStream>

// Q_INIT_RESOURCE must stand outside any namespace.
static void registerPlaces() { Q_INIT_RESOURCE(places); }

namespace guanjing::app {

namespace {

// They fade in above the least and out below the greatest width, so that they stand in full from 1.5 to 76 km.
constexpr double kTownMinWidthMeters = 1'200;
constexpr double kTownMaxWidthMeters = 95'000;

/// Cells of the lines of a table that have so many and are no comment.
std::vector<QStringList> rowsOf(const QString& path, qsizetype cellCount)
{
    registerPlaces();
    std::vector<QStringList> rows;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    QTextStream stream(&file);
    while (!stream.atEnd()) {
        const QString line = stream.readLine();
        QStringList cells = line.split(u',');
        if (!line.startsWith(u'#') && cells.size() == cellCount)
            rows.push_back(std::move(cells));
    }
    return rows;
}

} // namespace

const std::vector<Town>& dongguanTowns()
{
    static const std::vector<Town> towns = [] {
        std::vector<Town> result;
        for (const QStringList& cells : rowsOf(QStringLiteral(":/places/towns.csv"), 5))
            result.push_back({cells[0], cells[1], cells[2], cells[3].toDouble(), cells[4].toDouble()});
        return result;
    }();
    return towns;
}

std::vector<render::PlaceName> mapNames(bool english)
{
    std::vector<render::PlaceName> names;
    for (const Town& town : dongguanTowns())
        names.push_back({(english ? town.nameEn : town.nameZh).toStdString(), render::PlaceName::Kind::Town,
                         town.lonDegrees, town.latDegrees, kTownMinWidthMeters, kTownMaxWidthMeters});
    for (const QStringList& cells : rowsOf(QStringLiteral(":/places/waters.csv"), 6))
        names.push_back({cells[english ? 1 : 0].toStdString(), render::PlaceName::Kind::Water, cells[2].toDouble(),
                         cells[3].toDouble(), cells[4].toDouble(), cells[5].toDouble()});
    return names;
}

} // namespace guanjing::app
