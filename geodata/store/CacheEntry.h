#pragma once

#include "geodata/core/Bytes.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace guanjing {

/// What the tile cache keeps of one answer. Immutable once handed over.
struct CacheEntry {
    std::string key; ///< what it is found by; without secrets
    std::string url; ///< after redirects
    std::vector<std::pair<std::string, std::string>> headers; ///< as received, ETag and Last-Modified among them
    std::int64_t storedAtSeconds = 0; ///< UTC, when the answer came or was last confirmed
    std::int64_t freshUntilSeconds = 0; ///< UTC; later the server must be asked
    SharedBytes body;
};
using CacheEntryPtr = std::shared_ptr<const CacheEntry>;

/// A change to one key that waits to be written.
struct CacheChange {
    enum class Kind { Store, Renew, Remove };
    Kind kind = Kind::Store;
    CacheEntryPtr entry; ///< Renew: without body. Remove: key only.
};

} // namespace guanjing
