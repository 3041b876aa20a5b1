#include "geodata/net/CachingAssetAccessor.h"

#include "geodata/core/Log.h"
#include "geodata/net/Delivery.h"
#include "geodata/net/Freshness.h"
#include "geodata/net/Url.h"
#include "geodata/store/TileCache.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

namespace guanjing {

namespace {

constexpr std::int64_t kAlwaysFreshSeconds = 7 * 24 * 3600;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool sameName(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool isConditional(const AssetRequest& request)
{
    return std::any_of(request.headers.begin(), request.headers.end(),
                       [](const HttpHeader& h) { return sameName(h.name.substr(0, 3), "if-"); });
}

// Headers that belong to one connection or one person, not to the answer.
bool isKeptHeader(std::string_view name)
{
    static constexpr std::array<std::string_view, 9> kLeftOut = {
        "connection", "keep-alive", "proxy-authenticate", "proxy-connection", "set-cookie", "transfer-encoding", "te",
        "trailer",    "upgrade"};
    return std::none_of(kLeftOut.begin(), kLeftOut.end(), [&](std::string_view left) { return sameName(left, name); });
}

std::string keyOf(std::string_view url) { return redactUrl(url.substr(0, url.find('#'))); }

std::string headerOf(const CacheEntry& entry, std::string_view name)
{
    for (const auto& [candidate, value] : entry.headers)
        if (sameName(candidate, name))
            return value;
    return {};
}

std::vector<HttpHeader> headersOf(const CacheEntry& entry)
{
    std::vector<HttpHeader> headers;
    headers.reserve(entry.headers.size());
    for (const auto& [name, value] : entry.headers)
        headers.push_back({name, value});
    return headers;
}

// RFC 9111, 3.2: the confirming answer's headers replace those of the same name.
void updateHeaders(CacheEntry& entry, const std::vector<HttpHeader>& fresh)
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

} // namespace

namespace {

struct Alias {
    std::string prefix, alias;
};

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    if (!from.empty() && text.starts_with(from))
        text.replace(0, from.size(), to);
    return text;
}

} // namespace

struct CachingAssetAccessor::Core {
    Core(AssetAccessor& innerAccessor, TileCache& tileCache, const Clock* given)
        : inner(innerAccessor), cache(tileCache), clock(given ? *given : systemClock)
    { }
    [[nodiscard]] std::int64_t now() const
    {
        return std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count();
    }

    /// The alias whose prefix the URL begins with; an empty one otherwise.
    [[nodiscard]] Alias aliasOf(const std::string& url)
    {
        const std::lock_guard lock(mutex);
        const auto known =
            std::find_if(aliases.begin(), aliases.end(), [&](const Alias& a) { return url.starts_with(a.prefix); });
        return known == aliases.end() ? Alias() : *known;
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
    std::unordered_set<Request*> live; // guarded by mutex
    std::vector<Alias> aliases; // guarded by mutex
};

namespace {

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

} // namespace

class CachingAssetAccessor::Request final : public CacheLookup,
                                            public std::enable_shared_from_this<CachingAssetAccessor::Request> {
public:
    Request(std::shared_ptr<Core> core, AssetRequest request, AssetCallback done)
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
    ~Request() override
    {
        const std::lock_guard lock(m_core->mutex);
        m_core->live.erase(this);
    }

    void start() { m_core->cache.lookup(m_key, m_request.priority, shared_from_this()); }

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

    [[nodiscard]] bool isWanted() const override { return m_delivery.isWanted(); }

    void found(CacheEntryPtr entry) override
    {
        const Visit visit(*m_core);
        if (!visit.isWelcome() || !isWanted())
            return;
        m_entry = std::move(entry);
        if (m_isOffline) {
            if (m_entry)
                deliverEntry();
            else
                m_delivery.deliver(fail(missingOffline()));
        } else if (m_entry && isFresh()) {
            deliverEntry();
        } else {
            askServer();
        }
    }

private:
    [[nodiscard]] std::string keyFor(const std::string& url) const
    {
        return replaced(keyOf(url), m_alias.prefix, m_alias.alias);
    }

    [[nodiscard]] bool isFresh() const
    {
        if (m_request.revalidate)
            return false;
        const std::int64_t now = m_core->now();
        return now < m_entry->freshUntilSeconds
            || (m_request.cache == CachePolicy::Always && now < m_entry->storedAtSeconds + kAlwaysFreshSeconds);
    }

    /// A cache that another key protects holds it, perhaps: that is the reason to tell.
    [[nodiscard]] Error missingOffline() const
    {
        const auto why = m_core->cache.whyOff();
        if (why && why->code == ErrorCode::WrongKey)
            return {ErrorCode::WrongKey, m_key, "the cache is protected with another key"};
        if (why && why->code == ErrorCode::NeedsKey)
            return {ErrorCode::NeedsKey, m_key, "the cache is protected, and not open"};
        return {ErrorCode::Offline, m_key, "not in the cache", ErrorReason::NotInCache};
    }

    void askServer()
    {
        AssetRequest request = m_request;
        if (m_entry) {
            if (std::string tag = headerOf(*m_entry, "etag"); !tag.empty())
                request.headers.push_back({"If-None-Match", std::move(tag)});
            if (std::string date = headerOf(*m_entry, "last-modified"); !date.empty())
                request.headers.push_back({"If-Modified-Since", std::move(date)});
        }
        m_askedAt = m_core->now();
        AssetHandle handle =
            m_core->inner.get(std::move(request), [self = shared_from_this()](Result<AssetResponse> answer) {
                self->answered(std::move(answer));
            });
        const std::lock_guard lock(m_mutex);
        if (!m_isDropped)
            std::swap(m_inner, handle);
        // Otherwise it was cancelled meanwhile, and the handle goes with this scope, behind the lock.
    }

    void answered(Result<AssetResponse> answer)
    {
        const Visit visit(*m_core);
        if (!visit.isWelcome())
            return;
        const std::int64_t now = m_core->now();
        if (!answer) {
            const ErrorCode code = answer.error().code;
            const bool isUnreachable = code == ErrorCode::ConnectionFailed || code == ErrorCode::Timeout;
            if (m_entry && isUnreachable && freshnessOf(headersOf(*m_entry), now, now).mayServeStale) {
                deliverEntry();
                return;
            }
            if (m_entry && code == ErrorCode::NotFound)
                m_core->cache.remove(m_key);
        } else if (answer->status == 304 && m_entry) {
            auto renewed = std::make_shared<CacheEntry>(*m_entry);
            updateHeaders(*renewed, answer->headers);
            renewed->storedAtSeconds = now;
            renewed->freshUntilSeconds = freshnessOf(headersOf(*renewed), m_askedAt, now).freshUntil;
            m_entry = renewed;
            m_core->cache.renew(renewed);
            deliverEntry();
            return;
        } else if (answer->status == 200) {
            keep(*answer, now);
        }
        m_delivery.deliver(std::move(answer));
    }

    void keep(const AssetResponse& answer, std::int64_t now)
    {
        const Freshness freshness = freshnessOf(answer.headers, m_askedAt, now);
        // Where a redirect ended is part of the entry; with a secret in it, it may not lie on the disk.
        const bool isRedirectedToSecret = answer.url != m_request.url && redactUrl(answer.url) != answer.url;
        if (isRedirectedToSecret || (!freshness.mayStore && m_request.cache != CachePolicy::Always)) {
            if (m_entry)
                m_core->cache.remove(m_key);
            return;
        }
        auto entry = std::make_shared<CacheEntry>();
        entry->key = m_key;
        entry->url = keyFor(answer.url);
        for (const HttpHeader& header : answer.headers)
            if (isKeptHeader(header.name))
                entry->headers.emplace_back(header.name, header.value);
        entry->storedAtSeconds = now;
        entry->freshUntilSeconds = freshness.freshUntil;
        entry->body = answer.body;
        m_core->cache.store(std::move(entry));
    }

    void deliverEntry()
    {
        AssetResponse response;
        response.url = m_entry->url == m_key ? m_request.url : replaced(m_entry->url, m_alias.alias, m_alias.prefix);
        response.status = 200;
        response.headers = headersOf(*m_entry);
        response.body = m_entry->body;
        response.fromCache = true;
        if (m_request.range) {
            const ByteRange range = *m_request.range;
            const Bytes& whole = *m_entry->body;
            if (range.first >= whole.size() || range.last < range.first) {
                m_delivery.deliver(fail(ErrorCode::BadValue, m_key, "range outside the kept bytes"));
                return;
            }
            const auto end = std::min<std::uint64_t>(range.last, whole.size() - 1) + 1;
            response.body = std::make_shared<const Bytes>(whole.begin() + static_cast<std::ptrdiff_t>(range.first),
                                                          whole.begin() + static_cast<std::ptrdiff_t>(end));
            response.status = 206;
        }
        if (response.body->size() > m_request.maxBytes) {
            m_delivery.deliver(
                fail({ErrorCode::TooLarge, m_key,
                      std::to_string(response.body->size()) + " bytes, limit " + std::to_string(m_request.maxBytes),
                      ErrorReason::LargerThanLimit, static_cast<std::int64_t>(response.body->size()),
                      static_cast<std::int64_t>(m_request.maxBytes)}));
            return;
        }
        m_core->hits.fetch_add(1, std::memory_order_relaxed);
        if (logEnabled(LogLevel::Debug))
            log(LogLevel::Debug, "net",
                "from the cache: " + redactUrl(m_key) + ", " + std::to_string(response.body->size()) + " bytes");
        m_delivery.deliver(std::move(response));
    }

    void dropInner()
    {
        AssetHandle handle;
        {
            const std::lock_guard lock(m_mutex);
            m_isDropped = true;
            handle = std::exchange(m_inner, AssetHandle());
        }
    }

    const std::shared_ptr<Core> m_core;
    const AssetRequest m_request;
    const Alias m_alias;
    const std::string m_key;
    Delivery m_delivery;
    const bool m_isOffline;
    // One thread after the other: the cache's, then the inner accessor's.
    CacheEntryPtr m_entry;
    std::int64_t m_askedAt = 0;

    std::mutex m_mutex; // guards the next two
    AssetHandle m_inner;
    bool m_isDropped = false;
};

CachingAssetAccessor::CachingAssetAccessor(AssetAccessor& inner, TileCache& cache, const Clock* clock)
    : m_core(std::make_shared<Core>(inner, cache, clock))
{ }

CachingAssetAccessor::~CachingAssetAccessor()
{
    m_core->isClosed = true;
    std::vector<std::shared_ptr<Request>> left;
    {
        const std::lock_guard lock(m_core->mutex);
        for (Request* request : m_core->live)
            if (auto held = std::static_pointer_cast<Request>(request->weak_from_this().lock()))
                left.push_back(std::move(held));
    }
    for (const auto& request : left)
        request->close();
    for (int visitors = m_core->visitors; visitors != 0; visitors = m_core->visitors)
        m_core->visitors.wait(visitors);
}

AssetHandle CachingAssetAccessor::get(AssetRequest request, AssetCallback done)
{
    const bool isCacheable =
        request.cache != CachePolicy::Never && !request.range.has_value() && !isConditional(request);
    if (!isHttpUrl(request.url) || (!isCacheable && !m_core->isOffline))
        return m_core->inner.get(std::move(request), std::move(done));

    struct Job final : AssetHandle::Job {
        explicit Job(std::shared_ptr<Request> r) : request(std::move(r)) { }
        ~Job() override { request->cancel(); }
        std::shared_ptr<Request> request;
    };
    auto pending = std::make_shared<Request>(m_core, std::move(request), std::move(done));
    pending->start();
    return AssetHandle(std::make_unique<Job>(std::move(pending)));
}

AssetStatistics CachingAssetAccessor::statistics() const
{
    AssetStatistics statistics = m_core->inner.statistics();
    statistics.cacheHits += m_core->hits.load(std::memory_order_relaxed);
    return statistics;
}

NetworkTroubles CachingAssetAccessor::troubles() const { return m_core->inner.troubles(); }

void CachingAssetAccessor::setOffline(bool isOffline) { m_core->isOffline = isOffline; }

void CachingAssetAccessor::setAlias(std::string prefix, std::string alias)
{
    const std::lock_guard lock(m_core->mutex);
    std::erase_if(m_core->aliases, [&](const Alias& known) { return known.alias == alias; });
    m_core->aliases.push_back({std::move(prefix), std::move(alias)});
}

bool CachingAssetAccessor::isOffline() const { return m_core->isOffline; }

} // namespace guanjing
