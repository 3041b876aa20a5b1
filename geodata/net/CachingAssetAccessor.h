#pragma once

#include "geodata/core/Clock.h"
#include "geodata/net/AssetAccessor.h"

#include <memory>
#include <string>

namespace guanjing {

class TileCache;

/// An AssetAccessor that answers from a TileCache where HTTP allows (RFC 9111, as a private cache) and otherwise asks
/// the accessor it decorates.
///
/// Kept are answers of status 200 to whole http(s) requests, and of ranges that say so the pieces of a file
/// (AssetRequest::pieceBytes), each as an entry of its own; files, other ranges and requests that bring conditions of
/// their own pass through. A fresh entry is the answer; a stale one is confirmed by ETag or Last-Modified (304). When the
/// server cannot be reached, a stale entry is the answer unless it says must-revalidate or no-cache. Vary, but for "*",
/// is not looked at: requests differ by URL alone. CachePolicy::Always keeps an answer whatever its headers say and
/// takes it as fresh for a week at least; CachePolicy::Never passes through.
/// Offline, whatever is kept is the answer however old, ranges are cut from it, and the rest is ErrorCode::Offline; files
/// are read as ever.
/// The key of an entry is its URL without fragment, user information and secrets (redactUrl), the beginning replaced
/// where setAlias() named one.
///
/// Ownership: neither the accessor nor the cache nor the clock; all must outlive this. Handles may outlive it; its
/// destructor, which may not run inside a callback, answers what is left with ErrorCode::Cancelled.
/// Threading: as AssetAccessor; callbacks come on the cache's read thread or on the inner accessor's. The caller never
/// waits for the cache.
class CachingAssetAccessor final : public AssetAccessor {
public:
    CachingAssetAccessor(AssetAccessor& inner, TileCache& cache, const Clock* clock = nullptr);
    ~CachingAssetAccessor() override;
    CachingAssetAccessor(const CachingAssetAccessor&) = delete;
    CachingAssetAccessor& operator=(const CachingAssetAccessor&) = delete;

    [[nodiscard]] AssetHandle get(AssetRequest request, AssetCallback done) override;
    /// The inner accessor's, with cacheHits: answers whose body came from the cache.
    [[nodiscard]] AssetStatistics statistics() const override;
    [[nodiscard]] NetworkTroubles troubles() const override;

    /// For requests from now on. Any thread.
    void setOffline(bool isOffline);
    [[nodiscard]] bool isOffline() const;
    /// For requests from now on, URLs that begin with `prefix` ("http://127.0.0.1:41234/") are kept, found and named in
    /// this class's errors with `alias` ("demo:/") in its place: for a server whose port is another one each time. A
    /// further prefix for the same alias takes the place of the one before. Any thread.
    void setAlias(std::string prefix, std::string alias);

private:
    struct Core;
    class Ask;
    class Request;
    class Pieces;
    [[nodiscard]] static std::shared_ptr<Ask> makePieces(std::shared_ptr<Core> core, AssetRequest request,
                                                         AssetCallback done);
    std::shared_ptr<Core> m_core;
};

} // namespace guanjing
