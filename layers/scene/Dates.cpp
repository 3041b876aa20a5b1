#include "layers/scene/Dates.h"

#include <algorithm>
#include <map>
#include <set>

namespace guanjing::layers {

namespace {

/// Dates as texts sort as they lie in time; the shorter one stands for all of its year or month.
bool isAfter(const std::string& date, const std::string& asked)
{
    const std::size_t common = std::min(date.size(), asked.size());
    return date.compare(0, common, asked, 0, common) > 0;
}

template <class Spec> std::vector<bool> shownOf(const std::vector<Spec>& sources, const std::string& date)
{
    std::map<std::string, std::string> chosen; // by series
    for (const Spec& source : sources) {
        if (source.date.empty())
            continue;
        const auto [found, isFirst] = chosen.try_emplace(source.series, source.date);
        if (isFirst)
            continue;
        std::string& best = found->second;
        const bool isLate = !date.empty() && isAfter(source.date, date);
        const bool bestIsLate = !date.empty() && isAfter(best, date);
        if (isLate != bestIsLate ? bestIsLate : isLate ? source.date < best : source.date > best)
            best = source.date;
    }
    std::vector<bool> shown;
    shown.reserve(sources.size());
    for (const Spec& source : sources)
        shown.push_back(source.date.empty() || source.date == chosen[source.series]);
    return shown;
}

template <class Spec> void addDates(const std::vector<Spec>& sources, std::set<std::string>& dates)
{
    for (const Spec& source : sources)
        if (!source.date.empty())
            dates.insert(source.date);
}

template <class Spec>
void addOthers(const std::vector<Spec>& sources, const std::vector<bool>& shown, const std::string& date,
               std::map<std::string, std::vector<std::string>>& others)
{
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::size_t common = std::min(date.size(), sources[i].date.size());
        const bool isOfIt = sources[i].date.compare(0, common, date, 0, common) == 0; // one of no date is of all
        if (!shown[i] || !sources[i].visible || isOfIt)
            continue;
        std::vector<std::string>& names = others[sources[i].date];
        if (std::find(names.begin(), names.end(), sources[i].name) == names.end())
            names.push_back(sources[i].name);
    }
}

} // namespace

bool isDate(std::string_view text)
{
    if (text.empty())
        return true;
    if (text.size() != 4 && text.size() != 7 && text.size() != 10)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 4 || i == 7;
        if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    }
    const auto twoDigits = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    if (text.size() >= 7 && (twoDigits(5) < 1 || twoDigits(5) > 12))
        return false;
    return text.size() < 10 || (twoDigits(8) >= 1 && twoDigits(8) <= 31);
}

std::vector<std::string> datesOf(const Scene& scene)
{
    std::set<std::string> dates;
    addDates(scene.terrain, dates);
    addDates(scene.imagery, dates);
    addDates(scene.tilesets, dates);
    return {dates.begin(), dates.end()};
}

ShownSources sourcesAt(const Scene& scene, const std::string& date)
{
    return {shownOf(scene.terrain, date), shownOf(scene.imagery, date), shownOf(scene.tilesets, date)};
}

std::vector<OtherDate> otherDatesAt(const Scene& scene, const std::string& date)
{
    std::map<std::string, std::vector<std::string>> others;
    const ShownSources shown = sourcesAt(scene, date);
    addOthers(scene.terrain, shown.terrain, date, others);
    addOthers(scene.imagery, shown.imagery, date, others);
    addOthers(scene.tilesets, shown.tilesets, date, others);
    std::vector<OtherDate> all;
    for (auto& [at, names] : others)
        all.push_back({at, std::move(names)});
    return all;
}

} // namespace guanjing::layers
