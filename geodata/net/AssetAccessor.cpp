#include "geodata/net/AssetAccessor.h"

#include "geodata/net/AssetWait.h"
#include "geodata/net/Url.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>

namespace guanjing {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool sameName(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

} // namespace

std::string_view AssetResponse::header(std::string_view name) const
{
    for (const HttpHeader& candidate : headers)
        if (sameName(candidate.name, name))
            return candidate.value;
    return {};
}

Result<AssetResponse> getAndWait(AssetAccessor& accessor, AssetRequest request)
{
    return getAndWait(accessor, std::move(request), AssetWait{});
}

Result<AssetResponse> getAndWait(AssetAccessor& accessor, AssetRequest request, std::chrono::milliseconds every,
                                 const std::function<void()>& stillWaiting)
{
    return getAndWait(accessor, std::move(request), AssetWait{std::chrono::hours(1), stillWaiting, every});
}

Result<AssetResponse> getAndWait(AssetAccessor& accessor, AssetRequest request, const AssetWait& wait)
{
    using Steady = std::chrono::steady_clock;
    struct Waiting {
        std::mutex mutex;
        std::condition_variable arrived;
        std::optional<Result<AssetResponse>> answer;
    };
    const auto waiting = std::make_shared<Waiting>();
    const std::string url = redactUrl(request.url);
    const Steady::time_point end = Steady::now() + std::chrono::duration_cast<Steady::duration>(wait.timeout);
    const AssetHandle handle = accessor.get(std::move(request), [waiting](Result<AssetResponse> answer) {
        const std::lock_guard lock(waiting->mutex);
        waiting->answer = std::move(answer);
        waiting->arrived.notify_one();
    });
    const std::stop_callback wake(wait.stop, [waiting] {
        const std::lock_guard guard(waiting->mutex);
        waiting->arrived.notify_one();
    });
    std::unique_lock lock(waiting->mutex);
    for (;;) {
        const Steady::time_point until = std::min(end, Steady::now() + wait.every);
        waiting->arrived.wait_until(lock, until,
                                    [&] { return waiting->answer.has_value() || wait.stop.stop_requested(); });
        if (waiting->answer)
            return std::move(*waiting->answer);
        if (wait.stop.stop_requested())
            return fail(ErrorCode::Cancelled, url, "");
        if (until == end) {
            const auto seconds = static_cast<std::int64_t>(std::ceil(wait.timeout.count()));
            return fail({ErrorCode::Timeout, url, "no whole answer within " + std::to_string(seconds) + " s",
                         ErrorReason::Stalled, seconds});
        }
        if (!wait.stillWaiting)
            continue;
        lock.unlock();
        wait.stillWaiting();
        lock.lock();
    }
}

} // namespace guanjing
