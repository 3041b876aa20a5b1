#pragma once

#include "geodata/core/Error.h"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace guanjing {

/// A value or the Error that took its place, for failures that can be expected: a bad tile, a lost server. Broken
/// invariants are asserted instead.
template <class T> using Result = tl::expected<T, Error>;

/// `return fail(ErrorCode::Truncated, url, "header needs 28 bytes, file has 12");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string source, std::string detail)
{
    return tl::unexpected<Error>(Error{code, std::move(source), std::move(detail)});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

} // namespace guanjing
