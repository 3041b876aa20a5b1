#pragma once

#include "geodata/net/AssetAccessor.h"

#include <chrono>
#include <memory>
#include <string>

namespace guanjing {

class NetworkAccess;

/// How CurlAssetAccessor behaves; the defaults suit a viewer.
struct CurlAccessorOptions {
    int maxInFlight = 64; ///< requests at a server at once; the others wait, greater priority first
    int maxConnectionsPerHost = 64; ///< matters for HTTP/1.1; HTTP/2 shares one connection
    int maxRetries = 2; ///< after a failed connection, 429, 500, 502, 503, 504
    std::chrono::milliseconds firstRetryDelay{200}; ///< doubled each time
    std::chrono::seconds maxRetryAfter{30}; ///< a server that asks for more patience gets its error reported
    std::chrono::milliseconds connectTimeout{10000};
    std::chrono::seconds stallTimeout{30}; ///< under 64 bytes a second for so long ends a transfer
    std::chrono::milliseconds silentAfter{5000}; ///< without a byte a request is told in troubles()
    std::string caFile; ///< PEM certificates to trust instead of the system's
    std::string proxy; ///< URL; empty: http_proxy, https_proxy of the environment
    std::string noProxy; ///< hosts reached directly; empty: no_proxy of the environment. Loopback always is.
    std::string userAgent = "Guanjing/0.1";
    /// Proxy, certificates and logins; when given, the three before userAgent do not count. Null: those, and no logins.
    std::shared_ptr<NetworkAccess> access = nullptr;
};

/// Gets http(s): by libcurl and file: URLs or paths from the file system.
///
/// Threading: one network thread drives all transfers and calls their callbacks; one file thread reads files and calls
/// theirs. get() and destroying a handle are safe on any thread, in callbacks too. Destroying a handle waits for its
/// callback when that runs at the moment, so do not hold a lock meanwhile that the callback takes.
/// Cancelling frees a waiting request at no cost; a running HTTP/1.1 one loses its connection.
///
/// HTTP: TLS is verified; up to limits::kMaxRedirects redirects, to http(s) only, without Authorization and Cookie on
/// another server, nor with a login (NetworkAccess) that is not of that server; answers are unpacked (Content-Encoding) and their Content-Encoding and Content-Length headers then
/// removed; a server that ignores a range is cut to it. Files are given as they are, never unpacked.
/// Errors name the URL without user information and secrets.
///
/// The destructor answers what is left with ErrorCode::Cancelled and joins. Handles may outlive it.
class CurlAssetAccessor final : public AssetAccessor {
public:
    explicit CurlAssetAccessor(CurlAccessorOptions options = {});
    ~CurlAssetAccessor() override;
    CurlAssetAccessor(const CurlAssetAccessor&) = delete;
    CurlAssetAccessor& operator=(const CurlAssetAccessor&) = delete;

    [[nodiscard]] AssetHandle get(AssetRequest request, AssetCallback done) override;
    [[nodiscard]] AssetStatistics statistics() const override;
    [[nodiscard]] NetworkTroubles troubles() const override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace guanjing
