#include "layers/live/FeedDriver.h"

#include <algorithm>

namespace guanjing::layers {

FeedDriver::FeedDriver(const Clock& clock) : m_clock(clock), m_thread([this] { run(); }) { }

FeedDriver::~FeedDriver()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void FeedDriver::add(const std::shared_ptr<FeedWork>& feed)
{
    {
        const std::lock_guard lock(m_mutex);
        m_feeds.push_back(feed);
    }
    wake();
}

void FeedDriver::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_changed.notify_all();
}

void FeedDriver::run()
{
    // An end of a request moves a feed's next time; looking this often needs no signal for it.
    constexpr std::chrono::milliseconds kLongestNap{100};
    constexpr std::chrono::milliseconds kShortestNap{1};
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        m_woken = false;
        std::erase_if(m_feeds, [](const auto& feed) { return feed.expired(); });
        const auto feeds = m_feeds;
        lock.unlock();
        const auto now = m_clock.steadyNow();
        auto next = now + kLongestNap;
        for (const auto& weak : feeds) {
            const auto feed = weak.lock();
            if (!feed)
                continue;
            if (feed->nextDue() <= now)
                feed->advance();
            next = std::min(next, feed->nextDue());
        }
        lock.lock();
        const auto nap = std::clamp<std::chrono::steady_clock::duration>(next - now, kShortestNap, kLongestNap);
        m_changed.wait_for(lock, feeds.empty() ? std::chrono::hours(1) : nap, [this] { return m_stopping || m_woken; });
    }
}

} // namespace guanjing::layers
