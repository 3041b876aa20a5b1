#pragma once

#include "geodata/core/Clock.h"
#include "geodata/core/Error.h"
#include "geodata/store/CacheEntry.h"
#include "geodata/store/StoreKey.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace guanjing {

class BlobCipher;

struct TileCacheOptions {
    std::string path; ///< of the database; its folder is made where missing
    std::uint64_t maxBytes = 2ull << 30; ///< file, -wal and -shm together; at least 4 MiB
    std::chrono::milliseconds quietDelay{300}; ///< a burst of tiles is written when it is over …
    std::chrono::milliseconds longestDelay{3000}; ///< … or so old …
    std::uint64_t pendingBytes = 32u << 20; ///< … or so large; twice that is dropped
    std::chrono::milliseconds useGranularity{60000}; ///< a use is noted when the last one is older
    std::chrono::milliseconds pauseAfterFailure{60000}; ///< no writing after a full disk
    /// What the answers are encrypted with; null: they are not. A file that was encrypted otherwise is left as it is, and
    /// the cache is off.
    std::shared_ptr<const StoreKey> key;
    /// Set: nothing is opened or kept, and this is why.
    std::optional<Error> off = std::nullopt;
    /// Corrupt file (removed), newer version or another key (cache off), full disk (writing pauses): once each, on a cache thread.
    std::function<void(const Error&)> onProblem;
};

/// Who asks the cache. Both calls come on the cache's read thread.
class CacheLookup {
public:
    virtual ~CacheLookup() = default;
    /// False lets the cache skip the reading; found() still comes.
    [[nodiscard]] virtual bool isWanted() const = 0;
    /// Null when there is none. Must return quickly.
    virtual void found(CacheEntryPtr entry) = 0;
};

struct TileCacheStatistics {
    std::uint64_t bytesOnDisk = 0; ///< file, -wal and -shm, as of the last writing
    std::uint64_t entries = 0;
    std::uint64_t pendingBytes = 0; ///< bodies that wait to be written
    std::uint64_t droppedWrites = 0; ///< entries not kept: queue full, too large, or writing paused
    bool isEnabled = true; ///< false: file of a newer version, or it could not be opened
};

/// Answers of servers on disk, least recently used dropped first, in one SQLite file (schema: TileCacheFile.h).
///
/// Threading: every call may come from any thread and returns at once, but for flush() and the destructor. A writer
/// thread at low priority owns the only writing connection and collects changes into few transactions, after a burst
/// rather than during it; a read thread with a connection of its own answers lookups, so that no write delays a tile.
/// What waits to be written is found too.
///
/// Failures never reach the asking side: a lookup then finds nothing. A corrupt file is removed, as it holds nothing that
/// cannot be fetched again, and a new one made; a file of a newer version is left untouched and the cache is off; after a full disk writing pauses.
class TileCache {
public:
    explicit TileCache(TileCacheOptions options, const Clock* clock = nullptr);
    /// Writes what waits. Lookups that are left find nothing.
    ~TileCache();
    TileCache(const TileCache&) = delete;
    TileCache& operator=(const TileCache&) = delete;

    /// Greater priority first.
    void lookup(std::string key, double priority, std::shared_ptr<CacheLookup> asker);
    /// lookup() and wait; for the command line and tests.
    [[nodiscard]] CacheEntryPtr lookupAndWait(const std::string& key);

    void store(CacheEntryPtr entry);
    /// New headers and freshness for an entry whose body the server has confirmed; entry->body is ignored.
    void renew(CacheEntryPtr entry);
    void remove(const std::string& key);
    /// Drops everything and gives the space back.
    void clear();

    /// Waits until everything asked for so far is on disk. Not on the GUI thread.
    void flush();
    [[nodiscard]] TileCacheStatistics statistics() const;
    /// Why nothing is found or kept; nothing while it works.
    [[nodiscard]] std::optional<Error> whyOff() const;

private:
    struct Waiting {
        double priority;
        std::uint64_t order;
        std::string key;
        std::shared_ptr<CacheLookup> asker;
    };
    struct Writer;
    struct Reader;
    using Changes = std::unordered_map<std::string, CacheChange>;

    void change(CacheChange next);
    void runWriter();
    void runReader();
    void waitForWork(std::unique_lock<std::mutex>& lock);
    void writeQueue(Writer& writer, std::unique_lock<std::mutex>& lock);
    void openFile(Writer& writer, std::unique_lock<std::mutex>& lock);
    void replaceCorruptFile(Writer& writer, std::unique_lock<std::mutex>& lock, const Error& error);
    void handleFailure(Writer& writer, std::unique_lock<std::mutex>& lock, const Error& error);
    void closeReader(std::unique_lock<std::mutex>& lock);
    void report(std::unique_lock<std::mutex>& lock, const Error& error);
    void updateStatistics(const Writer& writer);
    [[nodiscard]] CacheEntryPtr find(Reader& reader, const std::string& key);
    [[nodiscard]] std::int64_t nowMs() const;
    [[nodiscard]] bool isPaused() const;

    enum class FileState { Opening, Open, Closing, Off };

    const TileCacheOptions m_options;
    const SystemClock m_systemClock;
    const Clock& m_clock;

    mutable std::mutex m_mutex; // guards everything below but the threads
    std::condition_variable m_writerWake, m_readerWake, m_done;
    FileState m_fileState = FileState::Opening;
    std::optional<Error> m_whyOff; ///< of FileState::Off
    std::shared_ptr<const BlobCipher> m_cipher; ///< of the open file
    bool m_isReaderOpen = false;
    bool m_isCorrupt = false; ///< noticed by the reader, for the writer to act on
    Changes m_queue; ///< the last change of each key
    std::deque<std::string> m_queueOrder;
    Changes m_writing; ///< the batch that is being written
    std::uint64_t m_queueBytes = 0;
    std::chrono::steady_clock::time_point m_lastChange, m_firstChange;
    bool m_isClearWanted = false;
    std::uint64_t m_flushWanted = 0, m_flushDone = 0;
    std::unordered_map<std::int64_t, std::int64_t> m_uses; ///< entry id to time
    std::chrono::steady_clock::time_point m_pausedUntil;
    bool m_isFailureReported = false;
    std::vector<Waiting> m_lookups; ///< a heap
    std::uint64_t m_nextOrder = 0;
    bool m_stopping = false;
    TileCacheStatistics m_statistics;

    std::thread m_writerThread, m_readerThread;
};

} // namespace guanjing
