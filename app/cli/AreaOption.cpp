#include "app/cli/AreaOption.h"

#include "app/cli/NearestWord.h"
#include "app/services/DemoAddresses.h"
#include "geodata/democity/Demo.h"
#include "geodata/packs/Area.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace guanjing::app {
namespace {

using democity::AdministrativeArea;

/// Context of the translations.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// Letters and digits alone, without what a town is: 虎门镇 is 虎门, "Chang'an Town" is "changan".
QString plainName(const QString& name)
{
    QString plain;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD))
        if (c.isLetterOrNumber())
            plain += c.toLower();
    for (const char* kind : {"镇", "街道", "园区", "市", "subdistrict", "town", "city"})
        if (const QString ending = QString::fromUtf8(kind); plain.size() > ending.size() && plain.endsWith(ending)) {
            plain.chop(ending.size());
            break;
        }
    return plain;
}

std::vector<const AdministrativeArea*> allAreas()
{
    std::vector<const AdministrativeArea*> all;
    for (const auto* areas : {&democity::townAreas(), &democity::cityAreas()})
        for (const AdministrativeArea& area : *areas)
            all.push_back(&area);
    return all;
}

const AdministrativeArea* areaNamed(const QString& name)
{
    const QString wanted = plainName(name);
    for (const AdministrativeArea* area : allAreas())
        if (!wanted.isEmpty()
            && (plainName(QString::fromStdString(area->nameZh)) == wanted
                || plainName(QString::fromStdString(area->nameEn)) == wanted))
            return area;
    return nullptr;
}

/// What is told of a name that no town has: those that are nearest, or all.
std::string unknownTown(const QString& name)
{
    constexpr int kMost = 4;
    const bool isHan = std::any_of(name.begin(), name.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
    QStringList names;
    for (const AdministrativeArea& area : democity::townAreas())
        names << QString::fromStdString(isHan ? area.nameZh : area.nameEn);
    const QStringList near = nearestWords(name, names, kMost);
    const std::string listed =
        (near.isEmpty() ? names : near).join(isHan ? QStringLiteral("、") : QStringLiteral(", ")).toStdString();
    return near.isEmpty() ? "no town of this name; there are " + listed
                          : "no town of this name; the most similar are " + listed;
}

bool areNumbers(const QStringList& parts)
{
    return std::all_of(parts.begin(), parts.end(), [](const QString& part) {
        bool isNumber = false;
        (void)part.toDouble(&isNumber);
        return isNumber;
    });
}

} // namespace

QString areaHelp()
{
    return CommandLine::tr(
        "West, south, east, north in degrees; a file of polygons (GeoJSON, GeoPackage, Shapefile); or, "
        "of the demo city, names of towns with commas between them.");
}

Result<ChosenArea> areaOfTowns(const QString& names)
{
    ChosenArea chosen;
    QString separated = names;
    for (const QString& name : separated.replace(u'，', u',').replace(u'、', u',').split(u',', Qt::SkipEmptyParts)) {
        const AdministrativeArea* area = areaNamed(name);
        if (area == nullptr)
            return fail(ErrorCode::NotFound, name.trimmed().toStdString(), unknownTown(name.trimmed()));
        if (area == &democity::cityAreas().front()) { // holds all of them
            chosen.rings = {area->ring};
            return chosen;
        }
        if (std::find(chosen.rings.begin(), chosen.rings.end(), area->ring) == chosen.rings.end())
            chosen.rings.push_back(area->ring);
    }
    if (chosen.rings.empty())
        return fail(ErrorCode::BadValue, {}, "no area was chosen");
    return chosen;
}

Result<ChosenArea> readArea(const QString& text, const layers::Scene& scene, const std::string& demoBase)
{
    const QStringList parts = text.split(u',');
    if (areNumbers(parts) && parts.size() != 4)
        return fail(ErrorCode::BadValue, text.toStdString(), "four degrees are needed: west,south,east,north");
    const bool looksLikeFile = text.contains(u'/') || text.contains(u'.') || QFileInfo::exists(text);
    if (areNumbers(parts) || looksLikeFile)
        return areaFromText(text);
    if (demoBase.empty() || !usesDemo(scene, demoBase))
        return fail(ErrorCode::NotFound, text.toStdString(),
                    "neither four degrees nor a file; towns are known by name in the demo city only");
    return areaOfTowns(text);
}

bool isBesideDemoCity(const ChosenArea& area, const layers::Scene& scene, const std::string& demoBase)
{
    if (demoBase.empty() || !usesDemo(scene, demoBase))
        return false;
    const auto whole = Area::fromRings(area.rings);
    return whole && !whole->touches(democity::cityExtent());
}

} // namespace guanjing::app
