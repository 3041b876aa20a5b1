#pragma once
// What tests of CurlAssetAccessor have in common.

#include "geodata/net/CurlAssetAccessor.h"

#include <chrono>
#include <string>

namespace guanjing::test {

inline CurlAccessorOptions impatient()
{
    CurlAccessorOptions options;
    options.firstRetryDelay = std::chrono::milliseconds(5);
    options.connectTimeout = std::chrono::milliseconds(2000);
    options.stallTimeout = std::chrono::seconds(1);
    options.maxRetryAfter = std::chrono::seconds(2);
    return options;
}

inline Result<AssetResponse> fetch(AssetAccessor& accessor, const std::string& url)
{
    AssetRequest request;
    request.url = url;
    return getAndWait(accessor, std::move(request));
}

inline std::string pathOf(const std::string& head)
{
    const auto first = head.find(' ') + 1;
    return head.substr(first, head.find(' ', first) - first);
}

inline bool hasLine(const std::string& head, const std::string& line)
{
    return head.find("\r\n" + line) != std::string::npos;
}

} // namespace guanjing::test
