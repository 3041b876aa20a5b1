#pragma once

#include "geodata/core/Result.h"
#include "geodata/net/AssetAccessor.h"

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>

namespace guanjing {
class TaskPool;
}

namespace guanjing::layers {

/// Fetches a document and the pages that follow it, one after the other, each read on the task pool.
///
/// Refuses a next link that leaves http(s) where the first page came from there, one that was fetched before, and more
/// than limits::kMaxObservationPages. Owned by a shared_ptr; what runs holds it weakly, so dropping it after cancel() ends it.
class PageChain : public std::enable_shared_from_this<PageChain> {
public:
    /// Takes one page, on a worker; gives back its next link, empty at the end.
    using ReadPage = std::function<Result<std::string>(const AssetResponse&, const std::stop_token&)>;
    /// Called once at the end, on a worker or a network thread; not after cancel() unless it runs already.
    using Done = std::function<void(const Result<void>&)>;

    PageChain(AssetAccessor& assets, TaskPool& tasks, ReadPage readPage, Done done);
    ~PageChain();
    PageChain(const PageChain&) = delete;
    PageChain& operator=(const PageChain&) = delete;

    void start(const std::string& url);
    /// Any thread; does not wait for a page that is being read.
    void cancel();

private:
    void request(const std::string& url);
    void received(Result<AssetResponse> answer);
    void read(const AssetResponse& response);
    void finish(const Result<void>& outcome);
    [[nodiscard]] Result<std::string> checkNext(const std::string& pageUrl, const std::string& link) const;

    AssetAccessor& m_assets;
    TaskPool& m_tasks;
    const ReadPage m_readPage;
    std::stop_source m_stop;

    mutable std::mutex m_mutex; // guards what follows
    Done m_done;
    AssetHandle m_handle;
    std::uint64_t m_requestNumber = 0;
    std::string m_requestUrl;
    std::set<std::string> m_fetched;
};

} // namespace guanjing::layers
