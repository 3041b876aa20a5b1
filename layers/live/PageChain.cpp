#include "layers/live/PageChain.h"

#include "geodata/core/Limits.h"
#include "geodata/core/TaskPool.h"
#include "geodata/net/Url.h"

#include <utility>

namespace guanjing::layers {

PageChain::PageChain(AssetAccessor& assets, TaskPool& tasks, ReadPage readPage, Done done)
    : m_assets(assets), m_tasks(tasks), m_readPage(std::move(readPage)), m_done(std::move(done))
{ }

PageChain::~PageChain() { m_stop.request_stop(); }

void PageChain::start(const std::string& url) { request(url); }

void PageChain::cancel()
{
    m_stop.request_stop();
    AssetHandle handle; // both are destroyed outside the lock
    Done done;
    const std::lock_guard lock(m_mutex);
    std::swap(handle, m_handle);
    std::swap(done, m_done);
}

void PageChain::request(const std::string& url)
{
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop.stop_requested())
            return;
        m_fetched.insert(url);
        m_requestUrl = url;
        number = ++m_requestNumber;
    }
    AssetRequest request;
    request.url = url;
    request.headers = {{"Accept", "application/json"}};
    request.maxBytes = limits::kMaxObservationPageBytes;
    request.cache = CachePolicy::Never;
    // The answer may come inside get() already and have asked for the next page by the time it returns.
    AssetHandle handle = m_assets.get(std::move(request), [weak = weak_from_this()](Result<AssetResponse> answer) {
        if (const auto self = weak.lock())
            self->received(std::move(answer));
    });
    const std::lock_guard lock(m_mutex);
    if (number == m_requestNumber && !m_stop.stop_requested())
        std::swap(handle, m_handle);
}

void PageChain::received(Result<AssetResponse> answer)
{
    if (!answer) {
        finish(fail(std::move(answer.error())));
        return;
    }
    constexpr double kBehindTiles = -1.0;
    m_tasks.post(
        [weak = weak_from_this(), response = std::move(*answer)] {
            if (const auto self = weak.lock())
                self->read(response);
        },
        kBehindTiles, m_stop.get_token());
}

void PageChain::read(const AssetResponse& response)
{
    auto link = m_readPage(response, m_stop.get_token());
    if (m_stop.stop_requested())
        return;
    if (!link) {
        Error error = link.error();
        if (error.source.empty())
            error.source = redactUrl(response.url);
        finish(fail(std::move(error)));
        return;
    }
    if (link->empty()) {
        finish({});
        return;
    }
    auto next = checkNext(response.url, *link);
    if (!next)
        finish(fail(next.error()));
    else
        request(*next);
}

Result<std::string> PageChain::checkNext(const std::string& pageUrl, const std::string& link) const
{
    const std::lock_guard lock(m_mutex);
    const std::string base = pageUrl.empty() ? m_requestUrl : pageUrl;
    std::string next = resolveUrl(base, link);
    if (isHttpUrl(base) ? !isHttpUrl(next) : !isFileUrl(next) && !isHttpUrl(next))
        return fail(ErrorCode::ForbiddenScheme, redactUrl(base),
                    "the next page \"" + redactUrl(next) + "\" may not be fetched");
    if (m_fetched.contains(next))
        return fail(ErrorCode::BadReference, redactUrl(base),
                    "the next page \"" + redactUrl(next) + "\" was read before");
    if (m_fetched.size() >= static_cast<std::size_t>(limits::kMaxObservationPages)) {
        return fail(ErrorCode::TooLarge, redactUrl(base),
                    "more than " + std::to_string(limits::kMaxObservationPages) + " pages");
    }
    return next;
}

void PageChain::finish(const Result<void>& outcome)
{
    Done done;
    {
        const std::lock_guard lock(m_mutex);
        std::swap(done, m_done);
    }
    if (done)
        done(outcome);
}

} // namespace guanjing::layers
