#pragma once
// What the two halves of PackFile share. For the .cpp files of this room only.

#include "geodata/core/Bytes.h"
#include "geodata/core/Error.h"

#include <cstdint>

namespace guanjing {

/// Of a pack what SQLite calls an error is damage: no such table or column.
[[nodiscard]] Error asPackError(Error error);
/// CRC-32 of a body.
[[nodiscard]] std::int64_t bodySum(ByteView body);

} // namespace guanjing
