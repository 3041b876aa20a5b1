#pragma once

#include <string>
#include <vector>

namespace guanjing::layers {
class SceneEngine;
}

namespace guanjing::app {

/// Each distinct failure of the sources once, as a line; at most 100 of each source. Notices are none.
[[nodiscard]] std::vector<std::string> failureLines(const layers::SceneEngine& engine);
/// On standard error: of failures that are alike, and of all of a server that cannot be reached, the first in full with the
/// number of the others; then what was put up with.
void tellFailures(const layers::SceneEngine& engine);

} // namespace guanjing::app
