#pragma once

#include "layers/scene/Scene.h"

#include <string>
#include <string_view>
#include <vector>

namespace guanjing::layers {

/// "YYYY", "YYYY-MM", "YYYY-MM-DD", or empty: what a source's date may be.
[[nodiscard]] bool isDate(std::string_view text);

/// The dates of the scene's terrain, imagery and tilesets, as written, each once, ascending.
[[nodiscard]] std::vector<std::string> datesOf(const Scene& scene);

/// Which sources a date shows, by their index in the scene.
///
/// The sources of one kind and series (see SourceCommon::series) that carry a date show the same at other times: of these,
/// those of the latest date that is not after the one asked for; of the earliest where all are after. Sources without a date
/// are always shown.
struct ShownSources {
    std::vector<bool> terrain, imagery, tilesets;
    bool operator==(const ShownSources&) const = default;
};
/// `date`: "YYYY", "YYYY-MM" or "YYYY-MM-DD", which includes all of its year or month; empty: the latest of everything.
[[nodiscard]] ShownSources sourcesAt(const Scene& scene, const std::string& date);

/// What sourcesAt() shows of another date than the one asked for.
struct OtherDate {
    std::string shown;
    std::vector<std::string> names; ///< of sources, each once
};
/// Ascending by date. Sources that are not visible do not count.
[[nodiscard]] std::vector<OtherDate> otherDatesAt(const Scene& scene, const std::string& date);

} // namespace guanjing::layers
