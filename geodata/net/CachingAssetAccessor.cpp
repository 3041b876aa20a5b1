#include "geodata/net/CachingAssetAccessor.h"

#include "geodata/core/Log.h"
#include "geodata/net/CachingAssetAccessorImpl.h"

#include <algorithm>

namespace guanjing {

using namespace caching;

namespace {

bool isConditional(const AssetRequest& request)
{
    return std::any_of(request.headers.begin(), request.headers.end(),
                       [](const HttpHeader& h) { return sameName(h.name.substr(0, 3), "if-"); });
}

} // namespace

bool CachingAssetAccessor::Ask::isFresh(const CacheEntry& entry) const
{
    if (m_request.revalidate)
        return false;
    const std::int64_t now = m_core->now();
    return now < entry.freshUntilSeconds
        || (m_request.cache == CachePolicy::Always && now < entry.storedAtSeconds + kAlwaysFreshSeconds);
}

Error CachingAssetAccessor::Ask::missingOffline() const
{
    const auto why = m_core->cache.whyOff();
    if (why && why->code == ErrorCode::WrongKey)
        return {ErrorCode::WrongKey, why->source.empty() ? m_key : why->source,
                "the cache is protected with another key"};
    if (why && why->code == ErrorCode::NeedsKey)
        return {ErrorCode::NeedsKey, why->source.empty() ? m_key : why->source, "the cache is protected, and not open"};
    return {ErrorCode::Offline, m_key, "not in the cache", ErrorReason::NotInCache};
}

void CachingAssetAccessor::Ask::askServer(const CacheEntry* entry, std::function<void(Result<AssetResponse>)> answered)
{
    AssetRequest request = m_request;
    if (entry != nullptr) {
        if (std::string tag = headerOf(*entry, "etag"); !tag.empty())
            request.headers.push_back({"If-None-Match", std::move(tag)});
        if (std::string date = headerOf(*entry, "last-modified"); !date.empty())
            request.headers.push_back({"If-Modified-Since", std::move(date)});
    }
    m_askedAt = m_core->now();
    AssetHandle handle = m_core->inner.get(std::move(request), std::move(answered));
    const std::lock_guard lock(m_mutex);
    if (!m_isDropped)
        std::swap(m_inner, handle);
    // Otherwise it was cancelled meanwhile, and the handle goes with this scope, behind the lock.
}

std::shared_ptr<CacheEntry> CachingAssetAccessor::Ask::entryOf(const AssetResponse& answer, std::int64_t now) const
{
    const Freshness freshness = freshnessOf(answer.headers, m_askedAt, now);
    // Where a redirect ended is part of the entry; with a secret in it, it may not lie on the disk.
    const bool isRedirectedToSecret = answer.url != m_request.url && redactUrl(answer.url) != answer.url;
    if (isRedirectedToSecret || (!freshness.mayStore && m_request.cache != CachePolicy::Always))
        return nullptr;
    auto entry = std::make_shared<CacheEntry>();
    entry->url = keyFor(answer.url);
    for (const HttpHeader& header : answer.headers)
        if (isKeptHeader(header.name))
            entry->headers.emplace_back(header.name, header.value);
    entry->storedAtSeconds = now;
    entry->freshUntilSeconds = freshness.freshUntil;
    return entry;
}

CacheEntryPtr CachingAssetAccessor::Ask::renewed(const CacheEntry& entry, const AssetResponse& answer,
                                                 std::int64_t now) const
{
    auto renewed = std::make_shared<CacheEntry>(entry);
    updateHeaders(*renewed, answer.headers);
    renewed->storedAtSeconds = now;
    renewed->freshUntilSeconds = freshnessOf(headersOf(*renewed), m_askedAt, now).freshUntil;
    return renewed;
}

bool CachingAssetAccessor::Ask::mayStandIn(const CacheEntry& entry, const Error& error, std::int64_t now)
{
    const bool isUnreachable = error.code == ErrorCode::ConnectionFailed || error.code == ErrorCode::Timeout;
    return isUnreachable && freshnessOf(headersOf(entry), now, now).mayServeStale;
}

std::string CachingAssetAccessor::Ask::urlOf(const CacheEntry& entry) const
{
    return entry.url == m_key ? m_request.url : replaced(entry.url, m_alias.alias, m_alias.prefix);
}

void CachingAssetAccessor::Ask::deliverWhole(const CacheEntry& entry)
{
    AssetResponse response;
    response.url = urlOf(entry);
    response.status = 200;
    response.headers = headersOf(entry);
    response.body = entry.body;
    if (m_request.range) {
        const ByteRange range = *m_request.range;
        const Bytes& whole = *entry.body;
        if (range.first >= whole.size() || range.last < range.first) {
            m_delivery.deliver(fail(ErrorCode::BadValue, m_key, "range outside the kept bytes"));
            return;
        }
        const auto end = std::min<std::uint64_t>(range.last, whole.size() - 1) + 1;
        response.body = std::make_shared<const Bytes>(whole.begin() + static_cast<std::ptrdiff_t>(range.first),
                                                      whole.begin() + static_cast<std::ptrdiff_t>(end));
        response.headers.push_back({"Content-Range",
                                    "bytes " + std::to_string(range.first) + "-" + std::to_string(end - 1) + "/"
                                        + std::to_string(whole.size())});
        response.status = 206;
    }
    deliver(std::move(response));
}

void CachingAssetAccessor::Ask::deliver(AssetResponse response)
{
    response.fromCache = true;
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

void CachingAssetAccessor::Ask::dropInner()
{
    AssetHandle handle;
    {
        const std::lock_guard lock(m_mutex);
        m_isDropped = true;
        handle = std::exchange(m_inner, AssetHandle());
    }
}

/// One for a whole answer.
class CachingAssetAccessor::Request final : public Ask, public CacheLookup {
public:
    using Ask::Ask;

    void start() override { m_core->cache.lookup(m_key, m_request.priority, self()); }
    [[nodiscard]] bool isWanted() const override { return m_delivery.isWanted(); }

    void found(CacheEntryPtr entry) override
    {
        const Visit visit(*m_core);
        if (!visit.isWelcome() || !isWanted())
            return;
        m_entry = std::move(entry);
        if (m_isOffline) {
            if (m_entry)
                deliverWhole(*m_entry);
            else
                m_delivery.deliver(fail(missingOffline()));
        } else if (m_entry && isFresh(*m_entry)) {
            deliverWhole(*m_entry);
        } else {
            askServer(m_entry.get(), [me = self()](Result<AssetResponse> answer) { me->answered(std::move(answer)); });
        }
    }

private:
    [[nodiscard]] std::shared_ptr<Request> self() { return std::static_pointer_cast<Request>(shared_from_this()); }

    void answered(Result<AssetResponse> answer)
    {
        const Visit visit(*m_core);
        if (!visit.isWelcome())
            return;
        const std::int64_t now = m_core->now();
        if (!answer) {
            if (m_entry && mayStandIn(*m_entry, answer.error(), now)) {
                deliverWhole(*m_entry);
                return;
            }
            if (m_entry && answer.error().code == ErrorCode::NotFound)
                m_core->cache.remove(m_key);
        } else if (answer->status == 304 && m_entry) {
            m_entry = renewed(*m_entry, *answer, now);
            m_core->cache.renew(m_entry);
            deliverWhole(*m_entry);
            return;
        } else if (answer->status == 200) {
            if (auto entry = entryOf(*answer, now)) {
                entry->key = m_key;
                entry->body = answer->body;
                m_core->cache.store(std::move(entry));
            } else if (m_entry) {
                m_core->cache.remove(m_key);
            }
        }
        m_delivery.deliver(std::move(answer));
    }

    CacheEntryPtr m_entry; ///< one thread after the other: the cache's, then the inner accessor's
};

CachingAssetAccessor::CachingAssetAccessor(AssetAccessor& inner, TileCache& cache, const Clock* clock)
    : m_core(std::make_shared<Core>(inner, cache, clock))
{ }

CachingAssetAccessor::~CachingAssetAccessor()
{
    m_core->isClosed = true;
    std::vector<std::shared_ptr<Ask>> left;
    {
        const std::lock_guard lock(m_core->mutex);
        for (Ask* ask : m_core->live)
            if (auto held = ask->weak_from_this().lock())
                left.push_back(std::move(held));
    }
    for (const auto& ask : left)
        ask->close();
    for (int visitors = m_core->visitors; visitors != 0; visitors = m_core->visitors)
        m_core->visitors.wait(visitors);
}

AssetHandle CachingAssetAccessor::get(AssetRequest request, AssetCallback done)
{
    const bool isPieces = request.range.has_value() && request.pieceBytes > 0;
    const bool isCacheable =
        request.cache != CachePolicy::Never && (!request.range.has_value() || isPieces) && !isConditional(request);
    if (!isHttpUrl(request.url) || (!isCacheable && !m_core->isOffline))
        return m_core->inner.get(std::move(request), std::move(done));

    struct Job final : AssetHandle::Job {
        explicit Job(std::shared_ptr<Ask> a) : ask(std::move(a)) { }
        ~Job() override { ask->cancel(); }
        std::shared_ptr<Ask> ask;
    };
    const std::shared_ptr<Ask> pending = isPieces
        ? makePieces(m_core, std::move(request), std::move(done))
        : std::make_shared<Request>(m_core, std::move(request), std::move(done));
    pending->start();
    return AssetHandle(std::make_unique<Job>(pending));
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
