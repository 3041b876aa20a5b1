#pragma once

#include "geodata/core/Error.h"

#include <cstdint>
#include <vector>

namespace guanjing::layers {

/// What went wrong with one source, for the layer list and the command line. GUI thread.
class SourceLog {
public:
    static constexpr std::size_t kMostKept = 100;

    /// Keeps the error with its URL redacted; the oldest falls out beyond kMostKept.
    void add(Error error);
    void clear();
    [[nodiscard]] const std::vector<Error>& errors() const { return m_errors; }
    [[nodiscard]] std::uint64_t count() const { return m_count; }

private:
    std::vector<Error> m_errors;
    std::uint64_t m_count = 0;
};

} // namespace guanjing::layers
