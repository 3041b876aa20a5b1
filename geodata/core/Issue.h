#pragma once

#include <string>
#include <vector>

namespace guanjing {

enum class Severity : unsigned char { Info, Warning, Error };

/// Something wrong in a document that leaves the rest of it usable.
struct Issue {
    Severity severity = Severity::Warning;
    std::string where; ///< path inside the document, e.g. "root/children[3]" or "meshes[0]/primitives[1]"
    std::string message; ///< the defect in English technical words, with numbers
};

using Issues = std::vector<Issue>;

} // namespace guanjing
