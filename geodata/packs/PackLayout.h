#pragma once

#include <vector>

namespace guanjing {

/// Bytes of a pack's file that an entry takes on average when bodies of these sizes come into it mixed, over and over: what
/// SQLite's pages leave unused, the directory and the names included (sqlite.org/fileformat2.html, 1.5 and 1.6). 0 for none.
[[nodiscard]] double packBytesEach(const std::vector<double>& bodies);

/// Of an SQLite file of pages of this size; packs have it.
inline constexpr int kPackPageBytes = 16384;

/// While it is written a file beside it takes as much again, but not more than this.
inline constexpr double kPackLogBytes = 16u << 20;

} // namespace guanjing
