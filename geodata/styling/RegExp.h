#pragma once

#include "geodata/core/Result.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace guanjing::styling {

/// A regular expression as the styling language has it (3D Tiles Styling 1.1, "RegExp"): ECMAScript syntax over UTF-8, by
/// PCRE2. Work per match is limited, so that a hostile pattern costs milliseconds, matches nothing and says so. Immutable;
/// any thread.
class RegExp : public std::enable_shared_from_this<RegExp> {
public:
    /// Flags: any of g, i, m, u, y. BadValue with the library's words and the place in the pattern otherwise.
    [[nodiscard]] static Result<std::shared_ptr<const RegExp>> compile(std::string_view pattern,
                                                                       std::string_view flags = {});
    ~RegExp();
    RegExp(const RegExp&) = delete;
    RegExp& operator=(const RegExp&) = delete;

    [[nodiscard]] const std::string& pattern() const { return m_pattern; }
    [[nodiscard]] bool test(std::string_view subject) const;

    struct Match {
        bool found = false;
        bool gaveUp = false; ///< over the limit on work: whether it matches is not known
        std::optional<std::string_view> captured; ///< first group, a view of the subject
    };
    [[nodiscard]] Match exec(std::string_view subject) const;

private:
    struct Compiled;
    RegExp(std::string pattern, std::unique_ptr<Compiled> compiled);

    std::string m_pattern;
    std::unique_ptr<Compiled> m_compiled;
};

} // namespace guanjing::styling
