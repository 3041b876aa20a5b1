#pragma once

#include "geodata/net/AssetAccessor.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::tiles3d {
struct Image;
}

namespace guanjing::layers {

/// A file as all have it that use it at the same time. Any thread.
class SharedFile : public std::enable_shared_from_this<SharedFile> {
public:
    explicit SharedFile(SharedBytes bytes) : m_bytes(std::move(bytes)) { }
    [[nodiscard]] const SharedBytes& bytes() const { return m_bytes; }
    /// What the file shows, with this as its origin: decoded once for all that have it in hand, by whoever comes first.
    [[nodiscard]] Result<std::shared_ptr<const tiles3d::Image>>
    image(const std::function<Result<tiles3d::Image>()>& decode);

private:
    SharedBytes m_bytes;
    std::mutex m_mutex;
    std::weak_ptr<const tiles3d::Image> m_image;
};

using SharedFileMap = std::map<std::string, std::shared_ptr<SharedFile>, std::less<>>;

/// Files that several contents name, such as pictures: asked for once, whoever wants them meanwhile waits for the same
/// answer, and kept while someone has them. Any thread; its callbacks come as those of AssetAccessor do.
class SharedFiles : public std::enable_shared_from_this<SharedFiles> {
public:
    struct Answer {
        std::shared_ptr<SharedFile> file;
        std::uint64_t networkBytes = 0; ///< of one of those who asked; 0 for the others
    };
    using Callback = std::function<void(Result<Answer>)>;

    explicit SharedFiles(AssetAccessor& assets) : m_assets(assets) { }
    /// Destroying the handle gives up the wish; the request goes with the last one. A callback that runs already goes on,
    /// so it must own what it touches.
    [[nodiscard]] AssetHandle get(AssetRequest request, Callback done);
    /// Of all files that someone has, each counted once.
    [[nodiscard]] std::size_t byteSize() const { return m_bytes->load(); }

private:
    struct Waiter {
        std::uint64_t id = 0;
        Callback done;
    };
    struct Entry {
        std::weak_ptr<SharedFile> file;
        std::vector<Waiter> waiters;
        AssetHandle handle;
        std::uint64_t asking = 0; ///< the waiter for whom it was asked for; 0: it is not
    };
    class User;
    void answered(const std::shared_ptr<Entry>& entry, Result<AssetResponse> answer);
    void leave(const std::shared_ptr<Entry>& entry, std::uint64_t id);
    void prune();

    AssetAccessor& m_assets;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Entry>> m_entries; ///< by what makes requests alike
    std::uint64_t m_nextId = 0;
    std::size_t m_pruneAt = 1024;
    std::shared_ptr<std::atomic<std::size_t>> m_bytes = std::make_shared<std::atomic<std::size_t>>(0);
};

} // namespace guanjing::layers
