#include "geodata/net/AssetAccessor.h"

#include <algorithm>
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
    return getAndWait(accessor, std::move(request), std::chrono::hours(1), nullptr);
}

Result<AssetResponse> getAndWait(AssetAccessor& accessor, AssetRequest request, std::chrono::milliseconds every,
                                 const std::function<void()>& stillWaiting)
{
    struct Waiting {
        std::mutex mutex;
        std::condition_variable arrived;
        std::optional<Result<AssetResponse>> answer;
    };
    const auto waiting = std::make_shared<Waiting>();
    const AssetHandle handle = accessor.get(std::move(request), [waiting](Result<AssetResponse> answer) {
        const std::lock_guard lock(waiting->mutex);
        waiting->answer = std::move(answer);
        waiting->arrived.notify_one();
    });
    std::unique_lock lock(waiting->mutex);
    while (!waiting->arrived.wait_for(lock, every, [&] { return waiting->answer.has_value(); })) {
        if (!stillWaiting)
            continue;
        lock.unlock();
        stillWaiting();
        lock.lock();
    }
    return std::move(*waiting->answer);
}

} // namespace guanjing
