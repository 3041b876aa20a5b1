#pragma once

#include "geodata/core/Clock.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace guanjing::layers {

/// Work that goes by the clock: the inside of a feed.
class FeedWork {
public:
    virtual ~FeedWork() = default;
    virtual void advance() = 0;
    [[nodiscard]] virtual std::chrono::steady_clock::time_point nextDue() const = 0;
};

/// One thread that advances feeds when they are due, so that polling goes on while no frame is drawn. Holds them weakly.
/// Any thread may add; destroying it joins the thread.
class FeedDriver {
public:
    explicit FeedDriver(const Clock& clock);
    ~FeedDriver();
    FeedDriver(const FeedDriver&) = delete;
    FeedDriver& operator=(const FeedDriver&) = delete;

    void add(const std::shared_ptr<FeedWork>& feed);
    /// Looks again at when the feeds are due.
    void wake();

private:
    void run();

    const Clock& m_clock;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::weak_ptr<FeedWork>> m_feeds;
    bool m_woken = false;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace guanjing::layers
