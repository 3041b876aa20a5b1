#include "geodata/packs/PackAccessor.h"

#include "geodata/net/Delivery.h"
#include "geodata/net/Url.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace guanjing {
namespace {

/// One pack; its file is used by one thread at a time.
struct OpenPack {
    OpenPack(PackFile opened, std::string openedPath) : file(std::move(opened)), path(std::move(openedPath))
    {
        aliases = file.facts().aliases;
        roots = file.facts().roots;
        isComplete = file.state().isComplete;
        if (const PackState& state = file.state(); state.isCutOff())
            cut = Error{ErrorCode::Truncated, path, {}, ErrorReason::Shorter, state.cutBytes, state.wholeBytes};
    }
    [[nodiscard]] bool standsFor(const std::string& name) const
    {
        return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) { return name.starts_with(root); });
    }
    std::mutex mutex;
    PackFile file; // guarded
    std::string path;
    PackAliases aliases;
    std::vector<std::string> roots;
    bool isComplete = true;
    std::optional<Error> cut; ///< where the file ends too early
};
using OpenPackPtr = std::shared_ptr<OpenPack>;
using Packs = std::vector<OpenPackPtr>;

struct Waiting {
    Waiting(AssetRequest r, AssetCallback done, std::shared_ptr<const Packs> p)
        : request(std::move(r)), delivery(std::move(done)), packs(std::move(p))
    { }
    AssetRequest request;
    Delivery delivery;
    std::shared_ptr<const Packs> packs; ///< those that were open when it was asked
    std::uint64_t order = 0;
};
using WaitingPtr = std::shared_ptr<Waiting>;

struct Order {
    bool operator()(const WaitingPtr& a, const WaitingPtr& b) const
    {
        return a->request.priority != b->request.priority ? a->request.priority < b->request.priority
                                                          : a->order > b->order;
    }
};

class Job final : public AssetHandle::Job {
public:
    explicit Job(WaitingPtr waiting) : m_waiting(std::move(waiting)) { }
    ~Job() override { m_waiting->delivery.cancel(); }

private:
    WaitingPtr m_waiting;
};

Result<AssetResponse> answerOf(const PackEntry& entry, const AssetRequest& request)
{
    if (entry.status == 404 || entry.status == 410)
        return fail(ErrorCode::NotFound, redactUrl(request.url), std::string());
    if (entry.body->size() > request.maxBytes)
        return fail({ErrorCode::TooLarge, redactUrl(request.url), "", ErrorReason::LargerThanLimit,
                     static_cast<std::int64_t>(entry.body->size()), static_cast<std::int64_t>(request.maxBytes)});
    AssetResponse response;
    response.url = entry.url.empty() ? request.url : entry.url;
    response.status = entry.status;
    if (!entry.contentType.empty())
        response.headers.push_back({"Content-Type", entry.contentType});
    response.body = entry.body;
    response.fromCache = true;
    if (request.range) {
        const std::uint64_t size = entry.body->size();
        if (request.range->first >= size || request.range->last < request.range->first)
            return fail({ErrorCode::HttpStatus, redactUrl(request.url), "", ErrorReason::HttpStatus, 416});
        const std::uint64_t last = std::min(request.range->last, size - 1);
        const auto begin = entry.body->begin() + static_cast<std::ptrdiff_t>(request.range->first);
        response.body =
            std::make_shared<const Bytes>(begin, entry.body->begin() + static_cast<std::ptrdiff_t>(last) + 1);
        response.status = 206;
        response.headers.push_back({"Content-Range",
                                    "bytes " + std::to_string(request.range->first) + "-" + std::to_string(last) + "/"
                                        + std::to_string(size)});
    }
    return response;
}

Result<AssetResponse> lookUp(const Packs& packs, const AssetRequest& request)
{
    for (const OpenPackPtr& pack : packs) {
        const std::string name = packName(request.url, pack->aliases);
        if (!pack->standsFor(name))
            continue;
        const std::lock_guard lock(pack->mutex);
        auto found = pack->file.find(name);
        if (!found)
            return fail(std::move(found.error()));
        if (*found)
            return answerOf(**found, request);
    }
    return fail(ErrorCode::NotFound, redactUrl(request.url), kNotTakenDetail);
}

} // namespace

struct PackAccessor::Core {
    explicit Core(AssetAccessor& accessor) : inner(accessor) { }

    void run()
    {
        for (;;) {
            WaitingPtr next;
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return stopping || !queue.empty(); });
                if (stopping)
                    return;
                std::pop_heap(queue.begin(), queue.end(), Order());
                next = std::move(queue.back());
                queue.pop_back();
            }
            if (!next->delivery.isWanted())
                continue;
            auto answer = lookUp(*next->packs, next->request);
            if (answer)
                ++hits;
            next->delivery.deliver(std::move(answer));
        }
    }

    [[nodiscard]] std::shared_ptr<const Packs> openPacks() const
    {
        const std::lock_guard lock(mutex);
        return packs;
    }
    /// Keeps those that are `wanted`; the files of the others are closed once nobody reads them, and not under the lock.
    template <class Wanted> void keep(const Wanted& wanted)
    {
        std::shared_ptr<const Packs> before;
        const std::lock_guard lock(mutex);
        auto kept = std::make_shared<Packs>();
        std::copy_if(packs->begin(), packs->end(), std::back_inserter(*kept), wanted);
        before = std::exchange(packs, std::move(kept));
    }

    AssetAccessor& inner;
    mutable std::mutex mutex; ///< held for a few instructions, never while a file is read
    std::condition_variable wake;
    std::vector<WaitingPtr> queue; ///< a heap
    std::shared_ptr<const Packs> packs = std::make_shared<const Packs>();
    std::uint64_t nextOrder = 0;
    bool stopping = false;
    std::atomic<std::uint64_t> hits{0};
    std::thread thread; ///< begun with the first pack
};

PackAccessor::PackAccessor(AssetAccessor& inner) : m_core(std::make_shared<Core>(inner)) { }

PackAccessor::~PackAccessor()
{
    std::vector<WaitingPtr> left;
    {
        const std::lock_guard lock(m_core->mutex);
        m_core->stopping = true;
        left.swap(m_core->queue);
    }
    m_core->wake.notify_all();
    if (m_core->thread.joinable())
        m_core->thread.join();
    for (const WaitingPtr& waiting : left)
        waiting->delivery.deliver(fail(ErrorCode::Cancelled, redactUrl(waiting->request.url), "the program ends"));
}

Result<PackAccessor::Opened> PackAccessor::open(const std::string& path, const StoreKey* key)
{
    auto file = PackFile::open(path, key);
    if (!file)
        return fail(std::move(file.error()));
    Opened opened{file->facts(), file->state()};
    const auto pack = std::make_shared<OpenPack>(std::move(*file), path);
    std::shared_ptr<const Packs> before;
    const std::lock_guard lock(m_core->mutex);
    auto packs = std::make_shared<Packs>();
    packs->push_back(pack);
    std::copy_if(m_core->packs->begin(), m_core->packs->end(), std::back_inserter(*packs),
                 [&](const OpenPackPtr& known) { return known->path != path; });
    before = std::exchange(m_core->packs, std::move(packs));
    if (!m_core->thread.joinable())
        m_core->thread = std::thread([core = m_core.get()] { core->run(); });
    return opened;
}

void PackAccessor::close(const std::string& path)
{
    m_core->keep([&](const OpenPackPtr& pack) { return pack->path != path; });
}

void PackAccessor::closeOthers(const std::string& path)
{
    m_core->keep([&](const OpenPackPtr& pack) { return pack->path == path; });
}

void PackAccessor::closeAll()
{
    m_core->keep([](const OpenPackPtr&) { return false; });
}

std::vector<std::string> PackAccessor::openPaths() const
{
    std::vector<std::string> paths;
    for (const OpenPackPtr& pack : *m_core->openPacks())
        paths.push_back(pack->path);
    return paths;
}

std::vector<Error> PackAccessor::incomplete() const
{
    std::vector<Error> errors;
    for (const OpenPackPtr& pack : *m_core->openPacks())
        if (pack->cut)
            errors.push_back(*pack->cut);
        else if (!pack->isComplete)
            errors.push_back(
                {ErrorCode::Truncated, pack->path, "the pack is not complete; taking along can be gone on with"});
    return errors;
}

AssetHandle PackAccessor::get(AssetRequest request, AssetCallback done)
{
    const auto packs = m_core->openPacks();
    const bool isPacked = std::any_of(packs->begin(), packs->end(), [&](const OpenPackPtr& pack) {
        return pack->standsFor(packName(request.url, pack->aliases));
    });
    if (!isPacked)
        return m_core->inner.get(std::move(request), std::move(done));
    auto waiting = std::make_shared<Waiting>(std::move(request), std::move(done), packs);
    {
        const std::lock_guard lock(m_core->mutex);
        waiting->order = m_core->nextOrder++;
        m_core->queue.push_back(waiting);
        std::push_heap(m_core->queue.begin(), m_core->queue.end(), Order());
    }
    m_core->wake.notify_one();
    return AssetHandle(std::make_unique<Job>(std::move(waiting)));
}

AssetStatistics PackAccessor::statistics() const
{
    AssetStatistics all = m_core->inner.statistics();
    all.cacheHits += m_core->hits;
    return all;
}

NetworkTroubles PackAccessor::troubles() const { return m_core->inner.troubles(); }

} // namespace guanjing
