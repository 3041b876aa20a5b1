#include "geodata/net/FileWorker.h"

#include "geodata/core/Log.h"
#include "geodata/net/DataUrl.h"
#include "geodata/net/Url.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace guanjing {

namespace {

class Descriptor {
public:
    explicit Descriptor(int value) : m_value(value) { }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int value() const { return m_value; }

private:
    int m_value;
};

Error systemError(const std::string& path, int number)
{
    const bool isMissing = number == ENOENT || number == ENOTDIR;
    Error error{isMissing ? ErrorCode::NotFound : ErrorCode::ReadFailed, path, std::generic_category().message(number)};
    if (isMissing)
        error.reason = ErrorReason::NoSuchFile;
    else if (number == EACCES || number == EPERM)
        error.reason = ErrorReason::NoPermission;
    return error;
}

} // namespace

Result<AssetResponse> readDataUrl(const AssetRequest& request)
{
    auto bytes = decodeDataUrl(request.url);
    if (!bytes)
        return fail(ErrorCode::BadUrl, redactUrl(request.url), "malformed data: URI");
    if (bytes->size() > request.maxBytes)
        return fail({ErrorCode::TooLarge, redactUrl(request.url), "", ErrorReason::LargerThanLimit,
                     static_cast<std::int64_t>(bytes->size()), static_cast<std::int64_t>(request.maxBytes)});
    AssetResponse response;
    response.url = request.url;
    response.status = 200;
    response.body = std::make_shared<const Bytes>(std::move(*bytes));
    return response;
}

Result<AssetResponse> readFileAsset(const AssetRequest& request)
{
    const std::string path = toFilePath(request.url);
    if (path.empty() || path.find('\0') != std::string::npos)
        return fail(ErrorCode::BadUrl, request.url, "no path in it");
    // Without O_NONBLOCK a named pipe would hold the thread for ever.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.value() < 0)
        return fail(systemError(path, errno));
    struct stat info { };
    if (::fstat(file.value(), &info) != 0)
        return fail(systemError(path, errno));
    if (S_ISDIR(info.st_mode))
        return fail({ErrorCode::ReadFailed, path, "is a directory", ErrorReason::IsFolder});
    if (!S_ISREG(info.st_mode))
        return fail(ErrorCode::ReadFailed, path, "is not a regular file");

    const auto fileBytes = static_cast<std::uint64_t>(info.st_size);
    std::uint64_t first = 0, count = fileBytes;
    if (request.range) {
        if (request.range->last < request.range->first || request.range->first >= fileBytes)
            return fail(ErrorCode::BadValue, path,
                        "range " + std::to_string(request.range->first) + "-" + std::to_string(request.range->last)
                            + " of " + std::to_string(fileBytes) + " bytes");
        first = request.range->first;
        count = std::min(request.range->last - first + 1, fileBytes - first);
    }
    if (count > request.maxBytes)
        return fail({ErrorCode::TooLarge, path,
                     std::to_string(count) + " bytes, limit " + std::to_string(request.maxBytes),
                     ErrorReason::LargerThanLimit, static_cast<std::int64_t>(count),
                     static_cast<std::int64_t>(request.maxBytes)});

    auto body = std::make_shared<Bytes>(count);
    std::uint64_t done = 0;
    while (done < count) {
        const ssize_t got = ::pread(file.value(), body->data() + done, count - done, static_cast<off_t>(first + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(systemError(path, errno));
        if (got == 0)
            return fail(ErrorCode::Truncated, path,
                        "shrank from " + std::to_string(fileBytes) + " bytes while it was read");
        done += static_cast<std::uint64_t>(got);
    }
    AssetResponse response;
    response.url = request.url;
    response.status = request.range ? 206 : 200;
    if (request.range)
        response.headers.push_back({"Content-Range",
                                    "bytes " + std::to_string(first) + "-" + std::to_string(first + count - 1) + "/"
                                        + std::to_string(fileBytes)});
    response.body = std::move(body);
    response.networkBytes = count;
    return response;
}

FileWorker::FileWorker(TransferCounters& counters) : m_counters(counters), m_thread([this] { run(); }) { }

FileWorker::~FileWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void FileWorker::read(TransferPtr transfer)
{
    {
        const std::lock_guard lock(m_mutex);
        transfer->order = m_nextOrder++;
        m_waiting.push_back(std::move(transfer));
        std::push_heap(m_waiting.begin(), m_waiting.end(), TransferOrder());
    }
    m_wake.notify_one();
}

void FileWorker::refuse(TransferPtr transfer, Error error)
{
    {
        const std::lock_guard lock(m_mutex);
        m_refused.push_back({std::move(transfer), std::move(error)});
    }
    m_wake.notify_one();
}

void FileWorker::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_waiting.empty() || !m_refused.empty(); });
        if (!m_refused.empty()) {
            Refusal refusal = std::move(m_refused.back());
            m_refused.pop_back();
            lock.unlock();
            refusal.transfer->delivery.deliver(fail(std::move(refusal.error)));
            refusal.transfer.reset();
            lock.lock();
            continue;
        }
        if (m_waiting.empty()) // so it is stopping, and everything is answered
            return;
        std::pop_heap(m_waiting.begin(), m_waiting.end(), TransferOrder());
        TransferPtr transfer = std::move(m_waiting.back());
        m_waiting.pop_back();
        const bool stopping = m_stopping;
        lock.unlock();
        if (stopping) {
            transfer->delivery.deliver(fail(ErrorCode::Cancelled, transfer->request.url, "shutting down"));
        } else if (transfer->delivery.isWanted() && isDataUrl(transfer->request.url)) {
            transfer->delivery.deliver(readDataUrl(transfer->request));
        } else if (transfer->delivery.isWanted()) {
            auto answer = readFileAsset(transfer->request);
            m_counters.requests.fetch_add(1, std::memory_order_relaxed);
            if (logEnabled(LogLevel::Debug))
                log(LogLevel::Debug, "net",
                    "read " + transfer->request.url + ": "
                        + (answer ? std::to_string(answer->networkBytes) + " bytes" : answer.error().toString()));
            if (answer)
                m_counters.bytes.fetch_add(answer->networkBytes, std::memory_order_relaxed);
            transfer->delivery.deliver(std::move(answer));
        }
        transfer.reset();
        lock.lock();
    }
}

} // namespace guanjing
