// inspect: what a pack holds.
#include "app/cli/InspectSources.h"
#include "app/cli/InspectWords.h"
#include "app/services/ErrorText.h"
#include "geodata/packs/Area.h"
#include "geodata/packs/PackFile.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "layers/packs/PackScene.h"

#include <QDateTime>
#include <QString>

namespace guanjing::app {
namespace {

constexpr std::size_t kMostMissing = 20;

std::string namesOf(const layers::Scene& scene)
{
    std::string names;
    const auto add = [&](const auto& sources) {
        for (const layers::SourceCommon& source : sources)
            names += (names.empty() ? "" : ", ") + source.name + (source.date.empty() ? "" : " (" + source.date + ")");
    };
    add(scene.terrain);
    add(scene.imagery);
    add(scene.tilesets);
    return names;
}

/// Of a body that nothing guards: pictures can be tried.
bool isWhole(const PackEntry& entry)
{
    if (tiles3d::detectImageFormat(*entry.body) == tiles3d::ImageFormat::Unknown)
        return true;
    std::string warning;
    return tiles3d::decodeImage(*entry.body, entry.name, &warning) && warning.empty();
}

} // namespace

Result<tiles3d::InspectReport> inspectPack(const std::string& path, const StoreKey* key)
{
    auto pack = PackFile::open(path, key);
    if (!pack)
        return fail(std::move(pack.error()));
    const PackFacts& facts = pack->facts();
    const PackState& state = pack->state();
    tiles3d::InspectReport report;
    report.kind = "pack";
    report.format = "gjpack";
    report.facts.push_back({"name", {facts.name}, {}});
    report.facts.push_back({"made by", {facts.createdBy}, {}});
    report.facts.push_back(
        {"made at",
         {QDateTime::fromSecsSinceEpoch(facts.createdAtSeconds, Qt::UTC).toString(Qt::ISODate).toStdString()},
         {}});
    report.facts.push_back({"complete", {state.isComplete}, yesOrNo(state.isComplete)});
    report.facts.push_back({"encrypted", {state.isEncrypted}, yesOrNo(state.isEncrypted)});
    if (const auto scene = layers::readPackScene(facts.scene))
        report.facts.push_back({"layers", {namesOf(*scene)}, {}});
    else
        report.issues.push_back({Severity::Error, "scene", scene.error().detail});
    if (const auto area = Area::fromGeoJson(facts.area, path)) {
        const Rectangle& b = area->bounds();
        report.bounds = {b.west, b.south, b.east, b.north, 0, 0};
    }
    report.counts["files"] = state.entries;
    report.counts["bytes"] = state.bytes;
    report.counts["missing"] = state.missing;
    if (state.isCutOff()) {
        const Error cut{ErrorCode::Truncated, {}, {}, ErrorReason::Shorter, state.cutBytes, state.wholeBytes};
        report.issues.push_back({Severity::Error, {}, errorText(cut).toStdString()});
    }
    if (!state.isCutOff()) {
        const PackDamage damage = pack->check(isWhole);
        if (damage.isFileDamaged)
            report.issues.push_back(
                {Severity::Error, {}, "parts of its directory are damaged; what they lead to is missing"});
        if (damage.entries > 0)
            report.issues.push_back({Severity::Error,
                                     {},
                                     "of its " + std::to_string(state.entries) + " files "
                                         + std::to_string(damage.entries) + " are damaged"});
    }
    if (!state.isComplete)
        report.issues.push_back({Severity::Warning, {}, "the pack is not complete; taking along can be gone on with"});
    const auto missing = pack->missing(kMostMissing);
    if (!missing && state.isCutOff())
        return report;
    if (!missing)
        return fail(missing.error());
    for (const Error& error : *missing) {
        Error unplaced = error;
        unplaced.source.clear();
        report.issues.push_back({Severity::Warning, error.source, errorText(unplaced).toStdString()});
    }
    return report;
}

} // namespace guanjing::app
