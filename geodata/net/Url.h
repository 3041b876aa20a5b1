#pragma once

#include <string>
#include <string_view>

namespace guanjing {

/// True for http: and https: URLs.
[[nodiscard]] bool isHttpUrl(std::string_view url);
/// True for file: URLs and plain paths.
[[nodiscard]] bool isFileUrl(std::string_view url);
/// Path of a file: URL (percent-decoded) or the plain path itself.
[[nodiscard]] std::string toFilePath(std::string_view url);
/// Resolves a reference against the URL or path of the document that holds it (RFC 3986, 5.2). The base's query is
/// passed on where `inheritQuery` says so, as tile servers with a key in the tileset's URL expect. Nothing is relative to
/// a data: URL: what is written there as if it were comes out as an address that cannot be read.
[[nodiscard]] std::string resolveUrl(std::string_view base, std::string_view reference, bool inheritQuery = false);
/// Scheme, host and port, "http://host:8080", as written; what comes before them, such as user information, left out.
[[nodiscard]] std::string originOf(std::string_view url);
/// Without user information and without the values of query keys that hold secrets (key, tk, token, access_token …); of a
/// data: URL the beginning.
[[nodiscard]] std::string redactUrl(std::string_view url);
/// Replaces {name} in a URL template.
[[nodiscard]] std::string expandTemplate(std::string_view urlTemplate, std::string_view name, std::string_view value);
/// RFC 3986 percent-encoding of everything but unreserved characters.
[[nodiscard]] std::string percentEncode(std::string_view text);
/// The reverse; a percent sign that starts no escape is kept.
[[nodiscard]] std::string percentDecode(std::string_view text);

} // namespace guanjing
