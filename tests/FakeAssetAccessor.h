#pragma once

#include "geodata/net/AssetAccessor.h"
#include "geodata/net/Delivery.h"

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::test {

/// An AssetAccessor without network: answers by URL from a table, NotFound for the rest. Answers come inside get(), or
/// when release() is called after hold(). Any thread.
class FakeAssetAccessor final : public AssetAccessor {
public:
    void put(const std::string& url, std::string_view body, std::vector<HttpHeader> headers = {})
    {
        AssetResponse response;
        response.url = url;
        response.status = 200;
        response.headers = std::move(headers);
        response.body = std::make_shared<Bytes>(body.begin(), body.end());
        response.networkBytes = body.size();
        const std::lock_guard lock(m_mutex);
        m_answers.insert_or_assign(url, std::move(response));
    }
    void putError(const std::string& url, ErrorCode code)
    {
        const std::lock_guard lock(m_mutex);
        m_answers.insert_or_assign(url, fail(code, url, "as the test wants"));
    }
    /// From now on requests wait for release().
    void hold()
    {
        const std::lock_guard lock(m_mutex);
        m_isHolding = true;
    }
    /// Answers what waits, on the calling thread, and holds no longer.
    void release()
    {
        std::vector<Held> held;
        {
            const std::lock_guard lock(m_mutex);
            held.swap(m_held);
            m_isHolding = false;
        }
        for (const Held& one : held)
            one.delivery->deliver(answerTo(one.url));
    }
    [[nodiscard]] AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        auto delivery = std::make_shared<Delivery>(std::move(done));
        const std::string url = request.url;
        bool isHeld;
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(std::move(request));
            isHeld = m_isHolding;
            if (isHeld)
                m_held.push_back({url, delivery});
        }
        if (!isHeld)
            delivery->deliver(answerTo(url));
        return AssetHandle(std::make_unique<Job>(std::move(delivery)));
    }
    [[nodiscard]] AssetStatistics statistics() const override
    {
        const std::lock_guard lock(m_mutex);
        return {m_requests.size(), m_bytes, 0};
    }
    /// Everything asked for so far, in order.
    [[nodiscard]] std::vector<AssetRequest> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }
    /// Requests that wait for release() and were not cancelled.
    [[nodiscard]] std::size_t heldCount() const
    {
        const std::lock_guard lock(m_mutex);
        std::size_t count = 0;
        for (const Held& one : m_held)
            count += one.delivery->isWanted() ? 1 : 0;
        return count;
    }

private:
    struct Held {
        std::string url;
        std::shared_ptr<Delivery> delivery;
    };
    struct Job final : AssetHandle::Job {
        explicit Job(std::shared_ptr<Delivery> d) : delivery(std::move(d)) { }
        ~Job() override { delivery->cancel(); }
        std::shared_ptr<Delivery> delivery;
    };
    Result<AssetResponse> answerTo(const std::string& url)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_answers.find(url);
        if (found == m_answers.end())
            return fail(ErrorCode::NotFound, url, "not in the test's table");
        if (found->second)
            m_bytes += found->second->networkBytes;
        return found->second;
    }

    mutable std::mutex m_mutex;
    std::map<std::string, Result<AssetResponse>> m_answers;
    std::vector<Held> m_held;
    std::vector<AssetRequest> m_requests;
    std::uint64_t m_bytes = 0;
    bool m_isHolding = false;
};

} // namespace guanjing::test
