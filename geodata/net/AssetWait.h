#pragma once

#include "geodata/net/AssetAccessor.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace guanjing {

/// How long to wait for an answer.
struct AssetWait {
    /// Afterwards the request is cancelled, and the answer is ErrorCode::Timeout with its URL.
    std::chrono::duration<double> timeout = std::chrono::hours(1);
    /// Called after each `every` that passes without an answer; may be empty.
    std::function<void()> stillWaiting;
    std::chrono::milliseconds every = std::chrono::seconds(3);
    /// Set: the request is cancelled and the answer is ErrorCode::Cancelled, at once.
    std::stop_token stop = {};
};

/// get() and wait no longer than asked; for the command line and workers, never on the GUI thread.
[[nodiscard]] Result<AssetResponse> getAndWait(AssetAccessor& accessor, AssetRequest request, const AssetWait& wait);

} // namespace guanjing
