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
    waiting->arrived.wait(lock, [&] { return waiting->answer.has_value(); });
    return std::move(*waiting->answer);
}

} // namespace guanjing
