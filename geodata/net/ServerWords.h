#pragma once

#include <string>
#include <string_view>

namespace guanjing {

/// What a server says of an error in the body of its answer, for people, in one line: a ServiceException (OGC 01-068r3,
/// 06-042), an ows:ExceptionText (OGC 06-121r9), a description or detail in JSON (OGC 17-069r4, 7.5; RFC 9457). Empty where it
/// says no such thing; web pages are left alone. Any thread.
[[nodiscard]] std::string serverWords(std::string_view body);

} // namespace guanjing
