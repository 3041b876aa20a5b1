#pragma once

#include "geodata/core/Result.h"

#include <optional>
#include <stop_token>
#include <string>

namespace guanjing {

class AssetAccessor;
struct NetworkSettings;

/// GDAL reads files of servers through this accessor from now on: with its proxy, certificates, logins, retries, counts
/// and cache, and {key} in their addresses. Null: through GDAL's own HTTP, which knows only setGdalNetwork(). For the whole
/// program. What waits for the old accessor then ends at once with ErrorCode::Cancelled. Any thread.
void setGdalAccessor(AssetAccessor* assets);
[[nodiscard]] bool hasGdalAccessor();
/// Null: none.
[[nodiscard]] AssetAccessor* gdalAccessor();
/// Asked to stop when that accessor is no longer the one.
[[nodiscard]] std::stop_token gdalAccessorStop();

/// Proxy and certificates of GDAL's own HTTP, for what files name on servers by themselves (parts of a VRT). For the whole
/// program; any thread.
void setGdalNetwork(const NetworkSettings& settings);

/// How GDAL is to name the file of an http(s) URL.
[[nodiscard]] std::string gdalNameOfUrl(const std::string& url);

/// Of a file that is open and whose server gives no parts of files, so that all of it was fetched: a sentence that says so; empty
/// for others.
[[nodiscard]] std::string ignoredRanges(const std::string& url);

/// What the network said on this thread since the last clearing: of this URL, else of another part of it than one that is
/// not there.
[[nodiscard]] std::optional<Error> gdalNetworkError(const std::string& url);
void clearGdalNetworkErrors();

} // namespace guanjing
