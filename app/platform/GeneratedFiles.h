#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <unordered_map>

namespace guanjing::app {

/// Answers made on demand and kept while they fit, least recently used out first. Any thread; no more are made at once than
/// there are cores, so that many connections do not slow each other down.
class GeneratedFiles {
public:
    struct File {
        std::string contentType;
        Bytes bytes;
        std::string etag; ///< strong, of the bytes
    };
    using Make = std::function<Result<File>()>;

    explicit GeneratedFiles(std::size_t byteLimit);
    [[nodiscard]] Result<std::shared_ptr<const File>> get(const std::string& path, const Make& make);
    [[nodiscard]] std::size_t bytes() const;

private:
    struct Entry {
        std::string path;
        std::shared_ptr<const File> file;
    };

    std::size_t m_byteLimit;
    std::counting_semaphore<> m_makers;
    mutable std::mutex m_mutex;
    std::list<Entry> m_order;
    std::unordered_map<std::string, std::list<Entry>::iterator> m_index;
    std::size_t m_bytes = 0;
};

} // namespace guanjing::app
