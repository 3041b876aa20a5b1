#pragma once
// What a CachingAssetAccessor has inside: for its files alone.
#include "geodata/net/CachingAssetAccessor.h"
#include "geodata/net/Delivery.h"
#include "geodata/net/Freshness.h"
#include "geodata/net/Url.h"
#include "geodata/store/TileCache.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace guanjing {

namespace caching {

constexpr std::int64_t kAlwaysFreshSeconds = 7 * 24 * 3600;

struct Alias {
    std::string prefix, alias;
};

inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline bool sameName(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

// Headers that belong to one connection or one person, not to the answer.
inline bool isKeptHeader(std::string_view name)
{
    static constexpr std::array<std::string_view, 9> kLeftOut = {
        "connection", "keep-alive", "proxy-authenticate", "proxy-connection", "set-cookie", "transfer-encoding", "te",
        "trailer",    "upgrade"};
    return std::none_of(kLeftOut.begin(), kLeftOut.end(), [&](std::string_view left) { return sameName(left, name); });
}

inline std::string keyOf(std::string_view url) { return redactUrl(url.substr(0, url.find('#'))); }

inline std::string headerOf(const CacheEntry& entry, std::string_view name)
{
    for (const auto& [candidate, value] : entry.headers)
        if (sameName(candidate, name))
            return value;
    return {};
}

inline std::vector<HttpHeader> headersOf(const CacheEntry& entry)
{
    std::vector<HttpHeader> headers;
    headers.reserve(entry.headers.size());
    for (const auto& [name, value] : entry.headers)
        headers.push_back({name, value});
    return headers;
}

// RFC 9111, 3.2: the confirming answer's headers replace those of the same name.
inline void updateHeaders(CacheEntry& entry, const std::vector<HttpHeader>& fresh)
{
    std::erase_if(entry.headers, [&](const auto& kept) {
        return !sameName(kept.first, "content-length")
            && std::any_of(fresh.begin(), fresh.end(),
                           [&](const HttpHeader& h) { return sameName(h.name, kept.first); });
    });
    for (const HttpHeader& header : fresh)
        if (isKeptHeader(header.name) && !sameName(header.name, "content-length"))
            entry.headers.emplace_back(header.name, header.value);
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    if (!from.empty() && text.starts_with(from))
        text.replace(0, from.size(), to);
    return text;
}

// While one stands, what the core refers to is there.
template <class Core> class Visit {
public:
    explicit Visit(Core& core) : m_core(core)
    {
        m_core.visitors.fetch_add(1);
        m_isWelcome = !m_core.isClosed.load();
    }
    ~Visit()
    {
        if (m_core.visitors.fetch_sub(1) == 1)
            m_core.visitors.notify_all();
    }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    [[nodiscard]] bool isWelcome() const { return m_isWelcome; }

private:
    Core& m_core;
    bool m_isWelcome;
};

} // namespace caching

struct CachingAssetAccessor::Core {
    Core(AssetAccessor& innerAccessor, TileCache& tileCache, const Clock* given)
        : inner(innerAccessor), cache(tileCache), clock(given ? *given : systemClock)
    { }
    [[nodiscard]] std::int64_t now() const
    {
        return std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count();
    }

    /// The alias whose prefix the URL begins with; an empty one otherwise.
    [[nodiscard]] caching::Alias aliasOf(const std::string& url)
    {
        const std::lock_guard lock(mutex);
        const auto known = std::find_if(aliases.begin(), aliases.end(),
                                        [&](const caching::Alias& a) { return url.starts_with(a.prefix); });
        return known == aliases.end() ? caching::Alias() : *known;
    }

    AssetAccessor& inner;
    TileCache& cache;
    const SystemClock systemClock;
    const Clock& clock;
    std::atomic<bool> isOffline{false};
    std::atomic<std::uint64_t> hits{0};

    // The cache's and the inner accessor's threads may come late, when the decorator is gone.
    std::atomic<int> visitors{0};
    std::atomic<bool> isClosed{false};
    std::mutex mutex;
    std::unordered_set<Ask*> live; // guarded by mutex
    std::vector<caching::Alias> aliases; // guarded by mutex
};

/// What asks of any kind have in common: an answer that is owed, a place in the cache, perhaps a request to the server.
class CachingAssetAccessor::Ask : public std::enable_shared_from_this<CachingAssetAccessor::Ask> {
public:
    Ask(std::shared_ptr<Core> core, AssetRequest request, AssetCallback done)
        : m_core(std::move(core))
        , m_request(std::move(request))
        , m_alias(m_core->aliasOf(m_request.url))
        , m_key(keyFor(m_request.url))
        , m_delivery(std::move(done))
        , m_isOffline(m_core->isOffline)
    {
        const std::lock_guard lock(m_core->mutex);
        m_core->live.insert(this);
    }
    virtual ~Ask()
    {
        const std::lock_guard lock(m_core->mutex);
        m_core->live.erase(this);
    }
    Ask(const Ask&) = delete;
    Ask& operator=(const Ask&) = delete;

    virtual void start() = 0;
    void cancel()
    {
        m_delivery.cancel();
        dropInner();
    }
    void close()
    {
        m_delivery.deliver(fail(ErrorCode::Cancelled, m_key, "shutting down"));
        dropInner();
    }

protected:
    [[nodiscard]] std::string keyFor(const std::string& url) const
    {
        return caching::replaced(caching::keyOf(url), m_alias.prefix, m_alias.alias);
    }
    [[nodiscard]] bool isFresh(const CacheEntry& entry) const;
    /// A cache that another key protects holds it, perhaps: that is the reason to tell.
    [[nodiscard]] Error missingOffline() const;
    /// With the conditions that an entry, which may be null, gives for it. `answered` comes on another thread.
    void askServer(const CacheEntry* entry, std::function<void(Result<AssetResponse>)> answered);
    /// May what came be kept, and what of it: without key, body and fresh until when it is. Null: it may not.
    [[nodiscard]] std::shared_ptr<CacheEntry> entryOf(const AssetResponse& answer, std::int64_t now) const;
    [[nodiscard]] CacheEntryPtr renewed(const CacheEntry& entry, const AssetResponse& answer, std::int64_t now) const;
    /// The server does not answer, but for once this may stand in.
    [[nodiscard]] static bool mayStandIn(const CacheEntry& entry, const Error& error, std::int64_t now);
    /// What a range of an entry that holds the whole answers, else all of it.
    void deliverWhole(const CacheEntry& entry);
    void deliver(AssetResponse response);
    /// Where an entry came from, as it is now.
    [[nodiscard]] std::string urlOf(const CacheEntry& entry) const;
    void dropInner();

    const std::shared_ptr<Core> m_core;
    const AssetRequest m_request;
    const caching::Alias m_alias;
    const std::string m_key;
    Delivery m_delivery;
    const bool m_isOffline;
    std::int64_t m_askedAt = 0; ///< one thread after the other

private:
    std::mutex m_mutex; // guards the next two
    AssetHandle m_inner;
    bool m_isDropped = false;
};

} // namespace guanjing
