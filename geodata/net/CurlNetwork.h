#pragma once

#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/Transfer.h"
#include "geodata/net/TroubleBoard.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace guanjing {

struct CurlSlot;

/// The network thread of CurlAssetAccessor: one libcurl multi handle, the queue in front of it, retries and redirects.
///
/// The life of a transfer: inbox (any thread) → waiting (heap) → active (a slot with an easy handle) → delivered, or
/// back to waiting by way of a retry's delay or a redirect. Everything behind the inbox belongs to the thread.
class CurlNetwork {
public:
    CurlNetwork(CurlAccessorOptions options, TransferCounters& counters);
    ~CurlNetwork();
    CurlNetwork(const CurlNetwork&) = delete;
    CurlNetwork& operator=(const CurlNetwork&) = delete;

    void fetch(TransferPtr transfer);
    /// To be called after the delivery was cancelled: frees the slot. Any thread, also after shutdown().
    void forget(TransferPtr transfer);
    [[nodiscard]] NetworkTroubles troubles() const { return m_troubles.report(); }
    /// Answers everything left with Cancelled and joins.
    void shutdown();

private:
    using SteadyTime = std::chrono::steady_clock::time_point;
    struct Finished {
        TransferPtr transfer;
        Result<AssetResponse> answer;
    };

    void post(std::vector<TransferPtr>& box, TransferPtr transfer);
    void run();
    void takeInbox();
    void takeForgotten(const TransferPtr& transfer);
    void enqueue(TransferPtr transfer);
    bool startWaiting(std::vector<Finished>& finished);
    /// False where it has to wait for a login or failed for want of one.
    bool start(const TransferPtr& transfer, std::vector<Finished>& finished);
    /// Status 401, 403 or 407. True when it is to be asked again.
    bool mayAskAgain(const CurlSlot& slot, long status);
    bool collectFinished(std::vector<Finished>& finished);
    void conclude(CurlSlot& slot, int curlCode, std::vector<Finished>& finished);
    bool followRedirect(Transfer& transfer, const std::string& location, Error& error);
    bool retryLater(const TransferPtr& transfer, std::chrono::milliseconds atLeast);
    void release(CurlSlot& slot);
    [[nodiscard]] int pollMilliseconds() const;
    void answerAllCancelled();

    const CurlAccessorOptions m_options;
    TransferCounters& m_counters;
    TroubleBoard m_troubles;
    const std::shared_ptr<NetworkAccess> m_access;
    void* m_multi; // CURLM

    std::mutex m_mutex; // guards the next six
    std::vector<TransferPtr> m_inbox;
    std::vector<TransferPtr> m_forgotten;
    std::uint64_t m_nextOrder = 0;
    bool m_isWoken = false;
    bool m_accessChanged = false;
    bool m_stopping = false;

    std::vector<TransferPtr> m_waiting; // a heap by TransferOrder
    std::size_t m_unwantedWaiting = 0;
    std::vector<TransferPtr> m_parked; ///< until m_access knows their logins
    std::multimap<SteadyTime, TransferPtr> m_delayed;
    std::vector<std::unique_ptr<CurlSlot>> m_slots;
    std::vector<CurlSlot*> m_freeSlots;
    int m_active = 0;
    std::minstd_rand m_random;
    std::thread m_thread;
};

} // namespace guanjing
