#pragma once

#include "geodata/net/AssetAccessor.h"

#include <atomic>
#include <thread>

namespace guanjing {

/// The one place where an answer meets a cancellation: whichever comes first wins, the other does nothing. Shared by
/// the side that answers and the handle. Any thread.
class Delivery {
public:
    explicit Delivery(AssetCallback done) : m_done(std::move(done)) { }

    /// Calls the callback unless it was cancelled or called before. No lock is held meanwhile.
    void deliver(Result<AssetResponse> answer)
    {
        int expected = kWaiting;
        if (!m_state.compare_exchange_strong(expected, kRunning, std::memory_order_acq_rel))
            return;
        m_runner.store(std::this_thread::get_id(), std::memory_order_release);
        m_done(std::move(answer));
        m_done = nullptr; // captures may own the handle: they go while this thread still counts as the runner
        m_state.store(kOver, std::memory_order_release);
        m_state.notify_all();
    }

    /// Afterwards the callback neither runs nor will; a callback that runs on another thread is waited for. True when
    /// this kept it from running.
    bool cancel()
    {
        int expected = kWaiting;
        if (m_state.compare_exchange_strong(expected, kOver, std::memory_order_acq_rel)) {
            m_done = nullptr;
            return true;
        }
        if (expected == kRunning && m_runner.load(std::memory_order_acquire) != std::this_thread::get_id())
            m_state.wait(kRunning, std::memory_order_acquire);
        return false;
    }

    [[nodiscard]] bool isWanted() const { return m_state.load(std::memory_order_acquire) == kWaiting; }

private:
    static constexpr int kWaiting = 0, kRunning = 1, kOver = 2;
    std::atomic<int> m_state = kWaiting;
    std::atomic<std::thread::id> m_runner{};
    AssetCallback m_done;
};

} // namespace guanjing
