#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace guanjing {

class AssetAccessor;
struct AssetRequest;
struct AssetResponse;

/// Files on servers, read in pieces by range requests through an AssetAccessor, so that its proxy, certificates, logins,
/// retries, counts and cache hold for them too. What was read is kept in memory as blocks, the least recently used ones
/// dropped first. A server that ignores ranges gives its file whole where that is small enough, else an error.
///
/// Blocks the caller until the bytes are there, or close() is called; any number of threads. Owns nothing of the accessor, which must outlive it.
class RemoteFiles {
public:
    static constexpr std::uint64_t kBlockBytes = 32 * 1024;
    static constexpr std::uint64_t kMostKeptBytes = 48u << 20;
    static constexpr std::uint64_t kMostWholeBytes = 32u << 20; ///< of a file that is not given in pieces

    explicit RemoteFiles(AssetAccessor& assets) : m_assets(assets) { }

    /// Ends all waiting with ErrorCode::Cancelled, now and for ever. Any thread.
    void close() { m_stop.request_stop(); }

    class File;
    using FilePtr = std::shared_ptr<File>;
    /// Asks for the beginning, by which its size is known. Errors as the accessor's; UnsupportedFeature for a large file of
    /// a server without ranges. One that was opened within the last minute is there at once.
    [[nodiscard]] Result<FilePtr> open(const std::string& url);
    [[nodiscard]] static std::uint64_t sizeOf(const File& file);
    /// The server gave it whole where a part was asked for. False for what is not open.
    [[nodiscard]] bool isGivenWhole(const std::string& url);

    struct Piece {
        std::uint64_t offset = 0;
        std::size_t size = 0;
        std::uint8_t* target = nullptr;
    };
    /// All pieces, which lie within the file; what is missing is asked for at once, neighbours together. Errors as the
    /// accessor's, and BadValue where the file is no longer the one that was opened.
    [[nodiscard]] Result<void> read(const FilePtr& file, const std::vector<Piece>& pieces);

private:
    using Run = std::pair<std::uint64_t, std::uint64_t>; ///< blocks, both included
    [[nodiscard]] std::vector<Run> missing(File& file, const std::vector<Piece>& pieces);
    [[nodiscard]] Result<void> fetch(const FilePtr& file, const std::vector<Run>& runs);
    [[nodiscard]] Result<AssetResponse> get(AssetRequest request);
    void keep(const FilePtr& file, std::uint64_t firstBlock, const Bytes& bytes);
    void dropOldest();

    AssetAccessor& m_assets;
    std::stop_source m_stop;
    std::mutex m_mutex; // guards everything below, and what files hold
    std::map<std::string, FilePtr> m_files; ///< by URL
    std::set<std::string> m_changed; ///< URLs of which pieces of several states came: what is kept of them may be old
    std::list<std::pair<std::weak_ptr<File>, std::uint64_t>> m_used; ///< most recently used last
    std::uint64_t m_keptBytes = 0;
};

} // namespace guanjing
