#pragma once

#include "geodata/core/Error.h"

namespace guanjing {

/// The detail of ErrorCode::NotFound for what a pack (geodata/packs) has not got, though it stands for its server. No
/// failure of the source: something coarser is shown.
inline constexpr const char* kNotTakenDetail = "not taken along in the pack";
[[nodiscard]] inline bool isNotTaken(const Error& error)
{
    return error.code == ErrorCode::NotFound && error.detail == kNotTakenDetail;
}

} // namespace guanjing
