#include "geodata/net/CurlNetwork.h"

#include "geodata/core/Log.h"
#include "geodata/net/CurlSlot.h"
#include "geodata/net/ServerWords.h"
#include "geodata/net/Url.h"

#include <curl/curl.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace guanjing {

namespace {

constexpr int kLongestPollMs = 60000;

/// Of options that name proxy and certificates themselves.
NetworkSettings settingsOf(const CurlAccessorOptions& options)
{
    NetworkSettings settings;
    settings.caFile = options.caFile;
    settings.trustsSystem = options.caFile.empty();
    if (!options.proxy.empty()) {
        settings.proxyMode = NetworkSettings::Proxy::Manual;
        settings.proxy = options.proxy;
        settings.noProxy = options.noProxy;
    }
    return settings;
}

bool isRedirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string withoutKey(std::string text, const Transfer& transfer)
{
    const Credential* credential = transfer.grant.credential.get();
    if (credential == nullptr || credential->key().empty() || !hasKeyPlace(transfer.url))
        return text;
    text = hideSecret(std::move(text), percentEncode(credential->key()), "{key}");
    return hideSecret(std::move(text), credential->key(), "{key}");
}

void logDone(const CurlSlot& slot, const std::string& outcome)
{
    if (logEnabled(LogLevel::Debug))
        log(LogLevel::Debug, "net",
            "GET " + redactUrl(slot.transfer->url) + ": " + outcome + ", " + std::to_string(slot.receivedBytes())
                + " bytes, " + std::to_string(slot.elapsed().count()) + " ms");
}

constexpr long kUnauthorized = 401, kForbidden = 403, kProxyUnauthorized = 407;

/// The second number says whether a login was sent.
Error statusError(const Transfer& transfer, long status)
{
    const ErrorCode code = status == 404 || status == 410 ? ErrorCode::NotFound : ErrorCode::HttpStatus;
    return {code,   redactUrl(transfer.url),          "HTTP " + std::to_string(status), ErrorReason::HttpStatus,
            status, transfer.grant.credential ? 1 : 0};
}

bool isWorthRetrying(long status)
{
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

} // namespace

CurlNetwork::CurlNetwork(CurlAccessorOptions options, TransferCounters& counters)
    : m_options(std::move(options))
    , m_counters(counters)
    , m_troubles(m_options.silentAfter)
    , m_access(m_options.access ? m_options.access : std::make_shared<NetworkAccess>(nullptr, settingsOf(m_options)))
{
    static const CURLcode globalInit = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(globalInit);
    CURLM* multi = curl_multi_init();
    m_multi = multi;
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(m_options.maxConnectionsPerHost));
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, std::max(64L, 2L * m_options.maxInFlight));
    m_thread = std::thread([this] { run(); });
    m_access->setWaker([this] {
        const std::lock_guard lock(m_mutex);
        m_accessChanged = true;
        m_isWoken = true;
        curl_multi_wakeup(m_multi);
    });
}

CurlNetwork::~CurlNetwork() { shutdown(); }

void CurlNetwork::shutdown()
{
    m_access->setWaker({});
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        m_stopping = true;
        curl_multi_wakeup(m_multi);
    }
    m_thread.join();
    m_slots.clear();
    const std::lock_guard lock(m_mutex);
    curl_multi_cleanup(m_multi);
    m_multi = nullptr;
}

void CurlNetwork::post(std::vector<TransferPtr>& box, TransferPtr transfer)
{
    const std::lock_guard lock(m_mutex);
    if (&box == &m_inbox)
        transfer->order = m_nextOrder++;
    if (m_multi == nullptr)
        return;
    box.push_back(std::move(transfer));
    if (!m_isWoken && std::this_thread::get_id() != m_thread.get_id())
        curl_multi_wakeup(m_multi);
    m_isWoken = true;
}

void CurlNetwork::fetch(TransferPtr transfer) { post(m_inbox, std::move(transfer)); }
void CurlNetwork::forget(TransferPtr transfer) { post(m_forgotten, std::move(transfer)); }

void CurlNetwork::run()
{
    std::vector<Finished> finished;
    for (;;) {
        takeInbox();
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping)
                break;
        }
        startWaiting(finished);
        int running = 0;
        curl_multi_perform(m_multi, &running);
        const bool anyDone = collectFinished(finished);
        // Freed slots are filled before anyone is told, so that the server never waits for a callback.
        const bool anyStarted = anyDone && startWaiting(finished);
        if (anyStarted)
            curl_multi_perform(m_multi, &running);
        for (Finished& one : finished)
            one.transfer->delivery.deliver(std::move(one.answer));
        finished.clear();
        bool isWoken;
        {
            const std::lock_guard lock(m_mutex);
            isWoken = m_isWoken;
        }
        if (!isWoken && !anyStarted)
            curl_multi_poll(m_multi, nullptr, 0, pollMilliseconds(), nullptr);
    }
    answerAllCancelled();
}

void CurlNetwork::takeInbox()
{
    std::vector<TransferPtr> inbox, forgotten;
    {
        const std::lock_guard lock(m_mutex);
        inbox.swap(m_inbox);
        if (std::exchange(m_accessChanged, false)) {
            std::move(m_parked.begin(), m_parked.end(), std::back_inserter(inbox));
            m_parked.clear();
        }
        forgotten.swap(m_forgotten);
        m_isWoken = false;
    }
    for (TransferPtr& transfer : inbox)
        enqueue(std::move(transfer));
    for (const TransferPtr& transfer : forgotten)
        takeForgotten(transfer);
    while (!m_delayed.empty() && m_delayed.begin()->first <= std::chrono::steady_clock::now()) {
        enqueue(std::move(m_delayed.begin()->second));
        m_delayed.erase(m_delayed.begin());
    }
}

void CurlNetwork::takeForgotten(const TransferPtr& transfer)
{
    if (transfer->slot != nullptr) {
        release(*static_cast<CurlSlot*>(transfer->slot));
        return;
    }
    // Unwanted ones are dropped when their turn comes; only a storm of them is worth sweeping.
    if (++m_unwantedWaiting > 64 && m_unwantedWaiting * 2 > m_waiting.size()) {
        std::erase_if(m_waiting, [](const TransferPtr& t) { return !t->delivery.isWanted(); });
        std::make_heap(m_waiting.begin(), m_waiting.end(), TransferOrder());
        m_unwantedWaiting = 0;
    }
}

void CurlNetwork::enqueue(TransferPtr transfer)
{
    if (!transfer->delivery.isWanted())
        return;
    m_waiting.push_back(std::move(transfer));
    std::push_heap(m_waiting.begin(), m_waiting.end(), TransferOrder());
}

bool CurlNetwork::startWaiting(std::vector<Finished>& finished)
{
    bool anyStarted = false;
    while (m_active < m_options.maxInFlight && !m_waiting.empty()) {
        std::pop_heap(m_waiting.begin(), m_waiting.end(), TransferOrder());
        const TransferPtr transfer = std::move(m_waiting.back());
        m_waiting.pop_back();
        if (transfer->delivery.isWanted())
            anyStarted = start(transfer, finished) || anyStarted;
    }
    return anyStarted;
}

bool CurlNetwork::start(const TransferPtr& transfer, std::vector<Finished>& finished)
{
    if (transfer->url.empty())
        transfer->url = transfer->request.url;
    transfer->grant = m_access->grantFor(transfer->url);
    if (transfer->grant.isPending) {
        m_parked.push_back(transfer);
        return false;
    }
    const bool lacksKey = hasKeyPlace(transfer->url) && !transfer->grant.credential;
    // Looks it up under the server's own name, or tells that it is wanted.
    if (lacksKey && !transfer->grant.isRefused
        && m_access->refused(transfer->url, transfer->grant, kUnauthorized) == NetworkAccess::Verdict::Again)
        return start(transfer, finished);
    if (lacksKey || transfer->grant.isRefused) {
        finished.push_back({transfer, fail(statusError(*transfer, kUnauthorized))});
        return false;
    }
    if (m_freeSlots.empty()) {
        m_slots.push_back(std::make_unique<CurlSlot>(m_options));
        m_freeSlots.push_back(m_slots.back().get());
    }
    CurlSlot* slot = m_freeSlots.back();
    m_freeSlots.pop_back();
    slot->prepare(transfer, m_access->settings());
    slot->transfer->slot = slot;
    slot->line = m_troubles.begin(slot->transfer->url);
    ++m_active;
    curl_easy_setopt(slot->easy, CURLOPT_PRIVATE, slot);
    curl_multi_add_handle(m_multi, slot->easy);
    return true;
}

bool CurlNetwork::mayAskAgain(const CurlSlot& slot, long status)
{
    if (status == kUnauthorized || status == kForbidden)
        return m_access->refused(slot.transfer->url, slot.transfer->grant, static_cast<int>(status))
            == NetworkAccess::Verdict::Again;
    if (status == kProxyUnauthorized)
        m_access->proxyRefused(slot.settings().proxy, !slot.settings().proxyUser.empty());
    return false;
}

void CurlNetwork::release(CurlSlot& slot)
{
    curl_multi_remove_handle(m_multi, slot.easy);
    slot.transfer->slot = nullptr;
    if (std::exchange(slot.transfer->grant.isProbe, false))
        m_access->probeEnded(slot.transfer->grant);
    m_troubles.end(slot.line);
    slot.clear();
    m_freeSlots.push_back(&slot);
    --m_active;
}

bool CurlNetwork::collectFinished(std::vector<Finished>& finished)
{
    bool any = false;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CurlSlot* slot = nullptr;
        const CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &slot);
        conclude(*slot, code, finished);
        any = true;
    }
    return any;
}

void CurlNetwork::conclude(CurlSlot& slot, int curlCode, std::vector<Finished>& finished)
{
    const TransferPtr transfer = slot.transfer;
    const long status = slot.status();
    if (status > 0)
        m_counters.requests.fetch_add(1, std::memory_order_relaxed);
    const std::uint64_t received = slot.receivedBytes();
    m_counters.bytes.fetch_add(received, std::memory_order_relaxed);

    const auto finish = [&](Result<AssetResponse> answer) {
        release(slot);
        finished.push_back({transfer, std::move(answer)});
    };
    if (curlCode != CURLE_OK) {
        // libcurl also gives the time for connecting to a request that waits for one of the server's connections.
        const bool isQueued = std::any_of(m_slots.begin(), m_slots.end(), [&](const auto& other) {
            return other.get() != &slot && other->transfer && other->isConnected()
                && isSameServer(other->transfer->url, transfer->url);
        });
        if (slot.proxyStatus() == kProxyUnauthorized) {
            static_cast<void>(mayAskAgain(slot, kProxyUnauthorized));
            logDone(slot, "the proxy wants a login");
            finish(fail(statusError(*transfer, kProxyUnauthorized)));
            return;
        }
        Error error = slot.errorOf(curlCode, isQueued);
        if (isTemporary(error) || error.code == ErrorCode::TlsFailed || CurlSlot::isConnectionFailure(curlCode))
            m_troubles.failed(transfer->url, error);
        logDone(slot, error.detail);
        const bool mayRetry =
            CurlSlot::isConnectionFailure(curlCode) && error.code != ErrorCode::TlsFailed && retryLater(transfer, {});
        if (mayRetry)
            release(slot);
        else
            finish(fail(std::move(error)));
        return;
    }
    m_troubles.answered(transfer->url);
    if (status < 500 && status != kUnauthorized && status != kProxyUnauthorized)
        m_access->accepted(transfer->grant, (status >= 200 && status < 300) || status == 304);
    logDone(slot, "HTTP " + std::to_string(status));
    if (status >= 200 && status < 300) {
        finish(slot.takeResponse(received));
        return;
    }
    if (status == 304 && slot.isConditional()) {
        finish(slot.takeResponse(received));
        return;
    }
    if (isRedirect(status)) {
        const std::string location = slot.header("location");
        Error error;
        if (followRedirect(*transfer, location, error)) {
            release(slot);
            enqueue(transfer);
        } else {
            finish(fail(std::move(error)));
        }
        return;
    }
    if (mayAskAgain(slot, status)) {
        release(slot);
        enqueue(transfer);
        return;
    }
    if (std::string words = status == 400 ? slot.certificateDefect() : std::string(); !words.empty()) {
        finish(fail(ErrorCode::TlsFailed, redactUrl(transfer->url), std::move(words)));
        return;
    }
    if (isWorthRetrying(status)) {
        const std::chrono::seconds asked = slot.retryAfter();
        if (asked <= m_options.maxRetryAfter && retryLater(transfer, asked)) {
            release(slot);
            return;
        }
    }
    Error error = statusError(*transfer, status);
    if (const std::string words = serverWords(slot.errorPage()); !words.empty())
        error.detail += ": " + words;
    finish(fail(std::move(error)));
}

bool CurlNetwork::followRedirect(Transfer& transfer, const std::string& location, Error& error)
{
    const std::string from = redactUrl(transfer.url);
    if (location.empty()) {
        error = {ErrorCode::HttpStatus, from, "redirect without a target"};
        return false;
    }
    // A key that the server repeats goes back to its place, so that it stands in no URL here.
    std::string target = resolveUrl(transfer.url, withoutKey(location, transfer));
    if (!isHttpUrl(target)) {
        error = {ErrorCode::ForbiddenScheme, from, "redirected to " + redactUrl(target)};
        return false;
    }
    transfer.visited.push_back(transfer.url);
    if (std::find(transfer.visited.begin(), transfer.visited.end(), target) != transfer.visited.end()) {
        error = {ErrorCode::RedirectLoop, redactUrl(transfer.request.url), "redirected in a circle at " + from,
                 ErrorReason::CircularRedirect};
        return false;
    }
    if (transfer.visited.size() > static_cast<std::size_t>(limits::kMaxRedirects)) {
        error = {ErrorCode::RedirectLoop, redactUrl(transfer.request.url),
                 "more than " + std::to_string(limits::kMaxRedirects) + " redirects", ErrorReason::TooManyRedirects,
                 limits::kMaxRedirects};
        return false;
    }
    transfer.leftFirstServer = transfer.leftFirstServer || !isSameServer(transfer.url, target);
    transfer.url = std::move(target);
    return true;
}

bool CurlNetwork::retryLater(const TransferPtr& transfer, std::chrono::milliseconds atLeast)
{
    if (transfer->attempts >= m_options.maxRetries)
        return false;
    const double jitter = std::uniform_real_distribution<double>(0.75, 1.25)(m_random);
    const auto backoff = std::chrono::duration<double, std::milli>(
        static_cast<double>(m_options.firstRetryDelay.count()) * jitter * static_cast<double>(1 << transfer->attempts));
    ++transfer->attempts;
    const auto delay = std::max(atLeast, std::chrono::duration_cast<std::chrono::milliseconds>(backoff));
    log(LogLevel::Info, "net",
        "again in " + std::to_string(delay.count()) + " ms, attempt " + std::to_string(transfer->attempts + 1) + ": "
            + redactUrl(transfer->url));
    m_delayed.emplace(std::chrono::steady_clock::now() + delay, transfer);
    return true;
}

int CurlNetwork::pollMilliseconds() const
{
    if (m_delayed.empty())
        return kLongestPollMs;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(m_delayed.begin()->first - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, kLongestPollMs));
}

void CurlNetwork::answerAllCancelled()
{
    std::vector<TransferPtr> left = std::move(m_waiting);
    m_waiting.clear();
    left.insert(left.end(), m_parked.begin(), m_parked.end());
    m_parked.clear();
    for (auto& [time, transfer] : m_delayed)
        left.push_back(std::move(transfer));
    m_delayed.clear();
    for (const auto& slot : m_slots)
        if (slot->transfer) {
            left.push_back(slot->transfer);
            release(*slot);
        }
    for (;;) {
        for (const TransferPtr& transfer : left)
            transfer->delivery.deliver(fail(ErrorCode::Cancelled, redactUrl(transfer->request.url), "shutting down"));
        left.clear();
        // A callback may have asked for more meanwhile.
        const std::lock_guard lock(m_mutex);
        left.swap(m_inbox);
        if (left.empty())
            return;
    }
}

} // namespace guanjing
