#pragma once

#include "geodata/net/NotTaken.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanjing {

/// Beginnings of URLs and what stands in their place in a pack, longest first: a server that has another port each time,
/// say.
using PackAliases = std::vector<std::pair<std::string, std::string>>;

/// The name under which a pack keeps what a URL leads to: the URL without fragment, user information and secrets.
[[nodiscard]] std::string packName(std::string_view url, const PackAliases& aliases);

/// Addresses of what was made for a pack and lies nowhere else: "http://ID.pack.invalid/…" (RFC 2606: nobody has such a
/// server).
[[nodiscard]] std::string packAddress(std::string_view packId);
[[nodiscard]] bool isPackAddress(std::string_view url);

} // namespace guanjing
