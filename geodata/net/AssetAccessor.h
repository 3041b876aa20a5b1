#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Limits.h"
#include "geodata/core/Result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace guanjing {

struct HttpHeader {
    std::string name; ///< compared without case
    std::string value;
};

/// Bytes first..last, both included, as in RFC 9110 14.1.2.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

enum class CachePolicy {
    Http, ///< as HTTP allows (RFC 9111)
    Always, ///< kept even when the server says no-store
    Never
};

/// What to get. `url` is http(s):, file:, data: or a plain absolute path.
struct AssetRequest {
    std::string url;
    std::vector<HttpHeader> headers;
    std::optional<ByteRange> range;
    /// Of a range of a large file: it begins at a multiple of so many bytes, and what comes may be kept in pieces of them. 0: no.
    std::uint64_t pieceBytes = 0;
    /// Greater first among those that wait for a slot.
    double priority = 0.0;
    std::size_t maxBytes = limits::kMaxAssetBytes;
    CachePolicy cache = CachePolicy::Http;
    /// Asks the server whether what is kept is still right, however fresh it may be.
    bool revalidate = false;
    /// The document that named this URL; when that came over http(s) or as data:, a file: URL or path here is refused
    /// (ErrorCode::ForbiddenScheme).
    std::string referrer;
};

struct AssetResponse {
    std::string url; ///< after redirects
    /// HTTP status; for files 200, or 206 with a range. Only 2xx arrives as a value, other statuses as an Error; 304 too
    /// arrives as a value where the request carried If-None-Match or If-Modified-Since.
    int status = 0;
    std::vector<HttpHeader> headers;
    SharedBytes body; ///< never null
    bool fromCache = false;
    std::uint64_t networkBytes = 0; ///< body bytes that crossed the network or the file system for this answer

    /// Value of a header, empty when absent.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

using AssetCallback = std::function<void(Result<AssetResponse>)>;

/// Keeps one request alive. Destroying or resetting it cancels: once that returns, the callback neither runs nor will
/// run, unless it is the callback itself that destroys the handle. Movable, may be destroyed on any thread.
class AssetHandle {
public:
    /// What an implementation keeps behind a handle; its destructor cancels.
    class Job {
    public:
        virtual ~Job() = default;
    };

    AssetHandle() = default;
    explicit AssetHandle(std::unique_ptr<Job> job) : m_job(std::move(job)) { }
    void reset() { m_job.reset(); }
    [[nodiscard]] explicit operator bool() const { return m_job != nullptr; }

private:
    std::unique_ptr<Job> m_job;
};

struct AssetStatistics {
    std::uint64_t requests = 0; ///< that reached a server or the file system
    std::uint64_t bytes = 0; ///< body bytes received by them
    std::uint64_t cacheHits = 0;
};

/// What does not go as it should on the network right now, before any request has failed for good.
struct NetworkTroubles {
    /// Servers ("http://host:port") whose last attempt failed; the error names the request. Gone once one answers.
    struct Server {
        std::string origin;
        Error error;
    };
    /// A request that has had no byte for longer than a user should be left guessing (5 s).
    struct Silent {
        std::string url; ///< redacted
        int seconds = 0;
    };
    std::vector<Server> servers;
    std::vector<Silent> silent;
};

/// Port: bytes by URL. get() may be called from any thread and never blocks; the callback comes exactly once, on a
/// thread of the accessor's, unless cancelled, and must return quickly (hand work to a TaskPool).
class AssetAccessor {
public:
    virtual ~AssetAccessor() = default;
    [[nodiscard]] virtual AssetHandle get(AssetRequest request, AssetCallback done) = 0;
    [[nodiscard]] virtual AssetStatistics statistics() const = 0;
    /// Any thread, cheap enough for every frame.
    [[nodiscard]] virtual NetworkTroubles troubles() const { return {}; }
};

/// get() and wait; for the command line and tests, never on the GUI thread. `stillWaiting` is called after each `every` that
/// passes without an answer.
[[nodiscard]] Result<AssetResponse> getAndWait(AssetAccessor& accessor, AssetRequest request);
[[nodiscard]] Result<AssetResponse> getAndWait(AssetAccessor& accessor, AssetRequest request,
                                               std::chrono::milliseconds every,
                                               const std::function<void()>& stillWaiting);

} // namespace guanjing
