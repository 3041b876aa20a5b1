#include "layers/tiling/SharedFiles.h"

#include <algorithm>
#include <utility>

namespace guanjing::layers {

namespace {

/// What a document may name depends on where it came from, so that belongs to the key.
std::string keyOf(const AssetRequest& request)
{
    std::string key = request.url;
    key += '\n';
    key += std::to_string(static_cast<int>(request.cache));
    key += '\n';
    key += request.referrer.substr(0, request.referrer.find("://") + 1);
    for (const HttpHeader& header : request.headers)
        key += '\n' + header.name + ':' + header.value;
    if (request.range)
        key += '\n' + std::to_string(request.range->first) + '-' + std::to_string(request.range->last);
    return key;
}

} // namespace

/// One wish for an entry.
class SharedFiles::User final : public AssetHandle::Job {
public:
    User(std::shared_ptr<SharedFiles> files, std::shared_ptr<Entry> entry, std::uint64_t id)
        : m_files(std::move(files)), m_entry(std::move(entry)), m_id(id)
    { }
    ~User() override { m_files->leave(m_entry, m_id); }

private:
    std::shared_ptr<SharedFiles> m_files;
    std::shared_ptr<Entry> m_entry;
    std::uint64_t m_id;
};

AssetHandle SharedFiles::get(AssetRequest request, Callback done)
{
    std::shared_ptr<Entry> entry;
    std::shared_ptr<SharedFile> file;
    std::uint64_t id = 0;
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        prune();
        std::shared_ptr<Entry>& known = m_entries[keyOf(request)];
        if (!known)
            known = std::make_shared<Entry>();
        entry = known;
        file = entry->file.lock();
        if (!file) {
            id = ++m_nextId;
            entry->waiters.push_back({id, std::move(done)});
            isFirst = entry->asking == 0;
            if (isFirst)
                entry->asking = id;
        }
    }
    if (file) {
        done(Answer{std::move(file), 0}); // NOLINT(bugprone-use-after-move): moved only where there is no file
        return {};
    }
    auto user = std::make_unique<User>(shared_from_this(), entry, id);
    if (isFirst) {
        AssetHandle handle =
            m_assets.get(std::move(request), [self = shared_from_this(), entry](Result<AssetResponse> answer) {
                self->answered(entry, std::move(answer));
            });
        // Answered already, it goes at the end of this scope, outside the lock.
        const std::lock_guard lock(m_mutex);
        if (entry->asking == id)
            std::swap(entry->handle, handle);
    }
    return AssetHandle(std::move(user));
}

void SharedFiles::answered(const std::shared_ptr<Entry>& entry, Result<AssetResponse> answer)
{
    std::shared_ptr<SharedFile> file;
    if (answer) {
        const std::size_t size = answer->body->size();
        *m_bytes += size;
        file = std::shared_ptr<SharedFile>(new SharedFile(answer->body, m_figures),
                                           [bytes = m_bytes, size](SharedFile* gone) {
                                               *bytes -= size;
                                               delete gone;
                                           });
    }
    std::vector<Waiter> waiters;
    AssetHandle handle; // it holds this callback, which holds the entry
    {
        const std::lock_guard lock(m_mutex);
        entry->asking = 0;
        entry->file = file;
        std::swap(handle, entry->handle);
        waiters.swap(entry->waiters);
    }
    std::uint64_t networkBytes = answer ? answer->networkBytes : 0;
    for (Waiter& waiter : waiters) {
        if (file)
            waiter.done(Answer{file, std::exchange(networkBytes, 0)});
        else
            waiter.done(fail(answer.error()));
    }
}

void SharedFiles::leave(const std::shared_ptr<Entry>& entry, std::uint64_t id)
{
    // What goes, goes outside the lock: a callback may run that wants it.
    AssetHandle handle;
    Callback done;
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(entry->waiters.begin(), entry->waiters.end(),
                                    [&](const Waiter& waiter) { return waiter.id == id; });
    if (found == entry->waiters.end())
        return;
    done = std::move(found->done);
    entry->waiters.erase(found);
    if (entry->waiters.empty() && std::exchange(entry->asking, 0u) != 0)
        std::swap(handle, entry->handle);
}

void SharedFiles::prune()
{
    if (m_entries.size() < m_pruneAt)
        return;
    std::erase_if(m_entries,
                  [](const auto& entry) { return entry.second->asking == 0 && entry.second->file.expired(); });
    m_pruneAt = std::max<std::size_t>(1024, 2 * m_entries.size());
}

} // namespace guanjing::layers
