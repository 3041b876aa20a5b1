#pragma once
// What tests of TileCache have in common.

#include "geodata/store/TileCache.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace guanjing::test {

inline CacheEntryPtr entryOf(const std::string& key, std::size_t bytes, std::uint8_t fill = 7)
{
    auto entry = std::make_shared<CacheEntry>();
    entry->key = key;
    entry->url = key + "#final";
    entry->headers = {{"ETag", "\"v1\""}, {"Content-Type", "image/jpeg"}};
    entry->storedAtSeconds = 100;
    entry->freshUntilSeconds = 200;
    entry->body = std::make_shared<const Bytes>(bytes, fill);
    return entry;
}

/// Problems as the cache reports them, from its own threads.
class Problems {
public:
    std::function<void(const Error&)> sink()
    {
        return [this](const Error& error) {
            const std::lock_guard lock(m_mutex);
            m_errors.push_back(error);
        };
    }
    std::vector<Error> all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_errors;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Error> m_errors;
};

/// A fresh folder for each test's cache.
class TileCacheFixture {
protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    Problems* m_problems = nullptr;

    QString file(const char* suffix = "") const { return m_folder->filePath(QStringLiteral("tiles.db")) + suffix; }
    TileCacheOptions options() const
    {
        TileCacheOptions o;
        o.path = file().toStdString();
        o.quietDelay = std::chrono::milliseconds(1);
        if (m_problems)
            o.onProblem = m_problems->sink();
        return o;
    }
    qint64 bytesOnDisk() const
    {
        return QFileInfo(file()).size() + QFileInfo(file("-wal")).size() + QFileInfo(file("-shm")).size();
    }
    void renewFolder()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_problems = nullptr;
    }
};

} // namespace guanjing::test
