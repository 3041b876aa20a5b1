#pragma once

#include "geodata/net/Transfer.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace guanjing {

/// Reads a file or a range of it. NotFound, TooLarge, ReadFailed. Any thread.
[[nodiscard]] Result<AssetResponse> readFileAsset(const AssetRequest& request);

/// The thread that reads files for CurlAssetAccessor, and answers requests that are refused at once, so that no
/// callback ever runs inside get().
class FileWorker {
public:
    explicit FileWorker(TransferCounters& counters);
    ~FileWorker();
    FileWorker(const FileWorker&) = delete;
    FileWorker& operator=(const FileWorker&) = delete;

    void read(TransferPtr transfer);
    void refuse(TransferPtr transfer, Error error);

private:
    struct Refusal {
        TransferPtr transfer;
        Error error;
    };
    void run();

    TransferCounters& m_counters;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<TransferPtr> m_waiting; // a heap by TransferOrder
    std::vector<Refusal> m_refused;
    std::uint64_t m_nextOrder = 0;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace guanjing
