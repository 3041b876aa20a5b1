#pragma once

#include "geodata/net/AssetAccessor.h"
#include "layers/tiling/SharedPictures.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::layers {

/// A file as all have it that use it at the same time. Any thread.
class SharedFile final : public SharedPicture {
public:
    SharedFile(SharedBytes bytes, std::shared_ptr<PictureFigures> figures)
        : SharedPicture(std::move(figures)), m_bytes(std::move(bytes))
    { }
    [[nodiscard]] const SharedBytes& bytes() const { return m_bytes; }
    /// What the file shows, see SharedPicture.
    [[nodiscard]] Result<std::shared_ptr<const tiles3d::Image>> image(const std::string& source, std::string* warning)
    {
        return SharedPicture::image(*m_bytes, m_bytes, source, warning);
    }

private:
    SharedBytes m_bytes;
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

    /// Must have what it counts its pictures in.
    SharedFiles(AssetAccessor& assets, std::shared_ptr<PictureFigures> figures)
        : m_assets(assets), m_figures(std::move(figures))
    { }
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
    const std::shared_ptr<PictureFigures> m_figures;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Entry>> m_entries; ///< by what makes requests alike
    std::uint64_t m_nextId = 0;
    std::size_t m_pruneAt = 1024;
    std::shared_ptr<std::atomic<std::size_t>> m_bytes = std::make_shared<std::atomic<std::size_t>>(0);
};

} // namespace guanjing::layers
