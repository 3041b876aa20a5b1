#include "geodata/store/TileCache.h"

#include "geodata/core/Log.h"
#include "geodata/store/TileCacheFile.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace guanjing {

namespace {

constexpr std::size_t kManyUses = 512;
constexpr auto kUsesDelay = std::chrono::seconds(30);
constexpr int kWriterNiceness = 10;

constexpr auto kLater = [](const auto& a, const auto& b) {
    return a.priority != b.priority ? a.priority < b.priority : a.order > b.order;
};

std::uint64_t bodyBytes(const CacheChange& change)
{
    return change.kind == CacheChange::Kind::Store ? change.entry->body->size() : 0;
}

} // namespace

struct TileCache::Writer {
    CacheLimits limits;
    std::optional<TileCacheFile> file;
};

struct TileCache::Reader {
    std::optional<TileCacheReader> file;
};

TileCache::TileCache(TileCacheOptions options, const Clock* clock)
    : m_options(std::move(options)), m_clock(clock ? *clock : m_systemClock)
{
    m_writerThread = std::thread([this] { runWriter(); });
    m_readerThread = std::thread([this] { runReader(); });
}

TileCache::~TileCache()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_readerWake.notify_all();
    m_readerThread.join();
    m_writerWake.notify_all();
    m_writerThread.join();
}

std::int64_t TileCache::nowMs() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now().time_since_epoch()).count();
}

// ---- asking ----

void TileCache::lookup(std::string key, double priority, std::shared_ptr<CacheLookup> asker)
{
    {
        const std::lock_guard lock(m_mutex);
        m_lookups.push_back({priority, m_nextOrder++, std::move(key), std::move(asker)});
        std::push_heap(m_lookups.begin(), m_lookups.end(), kLater);
    }
    m_readerWake.notify_all();
}

CacheEntryPtr TileCache::lookupAndWait(const std::string& key)
{
    struct Asker final : CacheLookup {
        std::mutex mutex;
        std::condition_variable arrived;
        bool isDone = false;
        CacheEntryPtr entry;
        [[nodiscard]] bool isWanted() const override { return true; }
        void found(CacheEntryPtr answer) override
        {
            const std::lock_guard lock(mutex);
            entry = std::move(answer);
            isDone = true;
            arrived.notify_one();
        }
    };
    const auto asker = std::make_shared<Asker>();
    lookup(key, 0, asker);
    std::unique_lock lock(asker->mutex);
    asker->arrived.wait(lock, [&] { return asker->isDone; });
    return asker->entry;
}

void TileCache::runReader()
{
    Reader reader;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_readerWake.wait(lock, [&] {
            return m_stopping || (m_fileState == FileState::Closing && reader.file)
                || (!m_lookups.empty() && m_fileState != FileState::Opening);
        });
        if (m_fileState == FileState::Closing && reader.file) {
            reader.file.reset();
            m_isReaderOpen = false;
            m_done.notify_all();
            continue;
        }
        if (m_lookups.empty()) { // so it is stopping
            reader.file.reset();
            m_isReaderOpen = false;
            m_done.notify_all();
            return;
        }
        std::pop_heap(m_lookups.begin(), m_lookups.end(), kLater);
        Waiting next = std::move(m_lookups.back());
        m_lookups.pop_back();
        CacheEntryPtr entry;
        if (!m_stopping && next.asker->isWanted()) {
            const bool mayRead = m_fileState == FileState::Open && !m_isClearWanted && !m_isCorrupt;
            const auto inMemory = [&](const Changes& changes) -> const CacheChange* {
                const auto found = changes.find(next.key);
                return found == changes.end() ? nullptr : &found->second;
            };
            const CacheChange* known = inMemory(m_queue);
            if (!known)
                known = inMemory(m_writing);
            if (known && known->kind == CacheChange::Kind::Store) {
                entry = known->entry;
            } else if (mayRead && !(known && known->kind == CacheChange::Kind::Remove)) {
                const CacheEntryPtr renewed = known ? known->entry : nullptr;
                m_isReaderOpen = true; // before unlocking: the writer must wait for us from here on
                lock.unlock();
                entry = find(reader, next.key);
                if (entry && renewed) {
                    auto merged = std::make_shared<CacheEntry>(*renewed);
                    merged->body = entry->body;
                    entry = std::move(merged);
                }
                lock.lock();
                m_isReaderOpen = reader.file.has_value();
                if (!m_isReaderOpen)
                    m_done.notify_all();
            }
        }
        lock.unlock();
        next.asker->found(std::move(entry));
        next.asker.reset();
        lock.lock();
    }
}

CacheEntryPtr TileCache::find(Reader& reader, const std::string& key)
{
    std::optional<Error> error;
    if (!reader.file) {
        std::shared_ptr<const BlobCipher> cipher;
        {
            const std::lock_guard lock(m_mutex);
            cipher = m_cipher;
        }
        auto opened = TileCacheReader::open(m_options.path, std::move(cipher));
        if (opened)
            reader.file = std::move(*opened);
        else
            error = opened.error();
    }
    CacheEntryPtr entry;
    if (reader.file) {
        auto found = reader.file->find(key);
        if (!found) {
            error = found.error();
        } else if (*found) {
            entry = std::move((*found)->entry);
            const std::int64_t now = nowMs();
            if (now - (*found)->lastAccessMs >= m_options.useGranularity.count()) {
                const std::lock_guard lock(m_mutex);
                m_uses[(*found)->id] = now;
                if (m_uses.size() == 1 || m_uses.size() == kManyUses)
                    m_writerWake.notify_one();
            }
        }
    }
    if (error) {
        log(LogLevel::Info, "geodata.store", error->toString());
        if (error->code == ErrorCode::CorruptDatabase) {
            const std::lock_guard lock(m_mutex);
            m_isCorrupt = true;
            m_writerWake.notify_one();
        }
    }
    return entry;
}

// ---- changing ----

void TileCache::store(CacheEntryPtr entry) { change({CacheChange::Kind::Store, std::move(entry)}); }

void TileCache::renew(CacheEntryPtr entry) { change({CacheChange::Kind::Renew, std::move(entry)}); }

void TileCache::remove(const std::string& key)
{
    auto entry = std::make_shared<CacheEntry>();
    entry->key = key;
    change({CacheChange::Kind::Remove, std::move(entry)});
}

void TileCache::change(CacheChange next)
{
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    const bool isOff = m_fileState == FileState::Off || isPaused();
    if (isOff || m_queueBytes + bodyBytes(next) > 2 * m_options.pendingBytes) {
        m_statistics.droppedWrites += next.kind == CacheChange::Kind::Store ? 1 : 0;
        return;
    }
    const std::string key = next.entry->key;
    const auto before = m_queue.find(key);
    if (before == m_queue.end()) {
        m_queueOrder.push_back(key);
    } else {
        m_queueBytes -= bodyBytes(before->second);
        if (next.kind == CacheChange::Kind::Renew && before->second.kind != CacheChange::Kind::Renew) {
            if (before->second.kind == CacheChange::Kind::Store) {
                auto entry = std::make_shared<CacheEntry>(*next.entry);
                entry->body = before->second.entry->body;
                next.entry = std::move(entry);
            }
            next.kind = before->second.kind;
        }
    }
    m_queueBytes += bodyBytes(next);
    m_queue.insert_or_assign(key, std::move(next));
    m_lastChange = now;
    if (m_queue.size() == 1) {
        m_firstChange = now;
        m_writerWake.notify_one();
    } else if (m_queueBytes >= m_options.pendingBytes) {
        m_writerWake.notify_one();
    }
}

void TileCache::clear()
{
    const std::lock_guard lock(m_mutex);
    m_queue.clear();
    m_queueOrder.clear();
    m_queueBytes = 0;
    m_uses.clear();
    m_isClearWanted = m_fileState != FileState::Off;
    m_writerWake.notify_one();
}

void TileCache::flush()
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t mine = ++m_flushWanted;
    m_writerWake.notify_one();
    m_done.wait(lock, [&] { return m_flushDone >= mine; });
}

TileCacheStatistics TileCache::statistics() const
{
    const std::lock_guard lock(m_mutex);
    TileCacheStatistics now = m_statistics;
    now.pendingBytes = m_queueBytes;
    now.isEnabled = m_fileState != FileState::Off;
    return now;
}

// ---- writing ----

void TileCache::runWriter()
{
    // Drawing and decoding go first; Linux keeps a niceness per thread.
    static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), kWriterNiceness));
    Writer writer{CacheLimits(m_options.maxBytes), std::nullopt};
    std::unique_lock lock(m_mutex);
    openFile(writer, lock);
    for (;;) {
        waitForWork(lock);
        if (m_isCorrupt) {
            replaceCorruptFile(writer, lock, {ErrorCode::CorruptDatabase, m_options.path, "found while reading"});
            continue;
        }
        const std::uint64_t flushing = m_flushWanted;
        if (m_isClearWanted && writer.file) {
            lock.unlock();
            const auto done = writer.file->clear();
            lock.lock();
            m_isClearWanted = false;
            m_pausedUntil = {};
            if (!done)
                handleFailure(writer, lock, done.error());
        }
        m_isClearWanted = false;
        writeQueue(writer, lock);
        if (writer.file && !isPaused()) {
            lock.unlock();
            // Between bursts nothing is in a hurry, and the next start finds no WAL to read through.
            const auto settled = writer.file->settle(true);
            lock.lock();
            if (!settled)
                handleFailure(writer, lock, settled.error());
        }
        updateStatistics(writer);
        if (m_flushDone < flushing && m_queue.empty() && !m_isClearWanted) {
            m_flushDone = flushing;
            m_done.notify_all();
        }
        if (m_stopping && m_queue.empty())
            return;
    }
}

void TileCache::waitForWork(std::unique_lock<std::mutex>& lock)
{
    const auto isUrgent = [this] {
        return m_stopping || m_isCorrupt || m_isClearWanted || m_flushWanted != m_flushDone
            || m_queueBytes >= m_options.pendingBytes || m_uses.size() >= kManyUses;
    };
    for (;;) {
        if (isUrgent())
            return;
        const auto now = std::chrono::steady_clock::now();
        if (!m_queue.empty()) {
            const auto due = std::min(m_lastChange + m_options.quietDelay, m_firstChange + m_options.longestDelay);
            if (now >= due)
                return;
            m_writerWake.wait_until(lock, due);
        } else if (!m_uses.empty()) {
            if (m_writerWake.wait_until(lock, now + kUsesDelay) == std::cv_status::timeout)
                return;
        } else {
            m_writerWake.wait(lock);
        }
    }
}

void TileCache::writeQueue(Writer& writer, std::unique_lock<std::mutex>& lock)
{
    while (!m_queueOrder.empty() || !m_uses.empty()) {
        std::vector<CacheChange> batch;
        std::uint64_t bytes = 0;
        while (!m_queueOrder.empty() && bytes < writer.limits.batchBytes) {
            const auto found = m_queue.find(m_queueOrder.front());
            const std::uint64_t size = bodyBytes(found->second);
            if (!batch.empty() && bytes + size > writer.limits.batchBytes)
                break;
            m_queueBytes -= size;
            if (size > writer.limits.entryBytes) {
                ++m_statistics.droppedWrites;
            } else {
                batch.push_back(found->second);
                m_writing.insert(*found);
                bytes += size;
            }
            m_queue.erase(found);
            m_queueOrder.pop_front();
        }
        m_firstChange = std::chrono::steady_clock::now();
        std::vector<CacheUse> uses;
        for (const auto& [id, timeMs] : m_uses)
            uses.push_back({id, timeMs});
        m_uses.clear();
        if (writer.file && !m_isCorrupt && !isPaused()) {
            lock.unlock();
            const auto done = writer.file->write(batch, uses, nowMs());
            lock.lock();
            if (done)
                m_isFailureReported = false;
            else
                m_statistics.droppedWrites += batch.size();
            m_writing.clear();
            if (!done)
                handleFailure(writer, lock, done.error());
        } else {
            m_statistics.droppedWrites += batch.size();
            m_writing.clear();
        }
        if (m_isClearWanted)
            return;
    }
}

void TileCache::openFile(Writer& writer, std::unique_lock<std::mutex>& lock)
{
    if (m_options.off) {
        m_fileState = FileState::Off;
        m_whyOff = m_options.off;
        report(lock, *m_options.off);
        m_readerWake.notify_all();
        return;
    }
    lock.unlock();
    std::error_code ignored; // the opening tells it better
    std::filesystem::create_directories(std::filesystem::path(m_options.path).parent_path(), ignored);
    auto opened = TileCacheFile::open(m_options.path, writer.limits, m_options.key.get());
    const std::string& path = m_options.path;
    if (!opened && opened.error().code == ErrorCode::CorruptDatabase) {
        const Error error = opened.error();
        removeDatabase(path);
        opened = TileCacheFile::open(path, writer.limits, m_options.key.get());
        lock.lock();
        report(lock, {error.code, error.source, error.detail + "; removed, a new one is begun"});
        lock.unlock();
    }
    if (opened)
        writer.file.emplace(std::move(*opened));
    lock.lock();
    m_fileState = opened ? FileState::Open : FileState::Off;
    m_cipher = opened ? writer.file->cipher() : nullptr;
    if (opened) {
        updateStatistics(writer);
    } else {
        m_queue.clear();
        m_queueOrder.clear();
        m_queueBytes = 0;
        m_whyOff = opened.error();
        report(lock, opened.error());
    }
    m_readerWake.notify_all();
}

std::optional<Error> TileCache::whyOff() const
{
    const std::lock_guard lock(m_mutex);
    return m_fileState == FileState::Off ? m_whyOff : std::nullopt;
}

void TileCache::replaceCorruptFile(Writer& writer, std::unique_lock<std::mutex>& lock, const Error& error)
{
    closeReader(lock);
    writer.file.reset();
    m_isCorrupt = false;
    m_uses.clear();
    lock.unlock();
    removeDatabase(m_options.path);
    lock.lock();
    report(lock, {error.code, error.source, error.detail + "; removed, a new one is begun"});
    openFile(writer, lock);
}

void TileCache::closeReader(std::unique_lock<std::mutex>& lock)
{
    m_fileState = FileState::Closing;
    m_readerWake.notify_all();
    m_done.wait(lock, [this] { return !m_isReaderOpen; });
    m_fileState = FileState::Opening;
}

void TileCache::handleFailure(Writer& writer, std::unique_lock<std::mutex>& lock, const Error& error)
{
    if (error.code == ErrorCode::CorruptDatabase) {
        replaceCorruptFile(writer, lock, error);
        return;
    }
    m_pausedUntil = std::chrono::steady_clock::now() + m_options.pauseAfterFailure;
    m_statistics.droppedWrites += m_queue.size();
    m_queue.clear();
    m_queueOrder.clear();
    m_queueBytes = 0;
    if (!std::exchange(m_isFailureReported, true))
        report(lock, error);
}

void TileCache::report(std::unique_lock<std::mutex>& lock, const Error& error)
{
    lock.unlock();
    log(LogLevel::Info, "geodata.store", error.toString());
    if (m_options.onProblem)
        m_options.onProblem(error);
    lock.lock();
}

bool TileCache::isPaused() const { return std::chrono::steady_clock::now() < m_pausedUntil; }

void TileCache::updateStatistics(const Writer& writer)
{
    if (!writer.file)
        return;
    m_statistics.bytesOnDisk = writer.file->bytesOnDisk();
    m_statistics.entries = static_cast<std::uint64_t>(writer.file->entryCount());
}

} // namespace guanjing
