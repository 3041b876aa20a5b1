#include "geodata/core/TaskPool.h"

#include "geodata/core/Log.h"

#include <algorithm>
#include <exception>
#include <string>

namespace guanjing {
namespace {

// std::push_heap puts the greatest first: greater priority, then earlier order.
constexpr auto kLater = [](const auto& a, const auto& b) {
    return a.priority != b.priority ? a.priority < b.priority : a.order > b.order;
};

} // namespace

TaskPool::TaskPool(unsigned threadCount)
{
    if (threadCount == 0)
        threadCount = std::clamp(std::thread::hardware_concurrency(), 1u, 16u);
    m_threads.reserve(threadCount);
    for (unsigned i = 0; i < threadCount; ++i)
        m_threads.emplace_back([this] { run(); });
}

TaskPool::~TaskPool() { shutdown(); }

void TaskPool::post(Task task, double priority, std::stop_token stop)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        m_heap.push_back({priority, m_nextOrder++, std::move(stop), std::move(task)});
        std::push_heap(m_heap.begin(), m_heap.end(), kLater);
    }
    m_wake.notify_one();
}

void TaskPool::shutdown()
{
    std::vector<Entry> dropped; // destroyed outside the lock: captures may do anything
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        dropped.swap(m_heap);
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
}

std::size_t TaskPool::pendingCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_heap.size() + m_running;
}

void TaskPool::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_heap.empty(); });
        if (m_stopping)
            return;
        std::pop_heap(m_heap.begin(), m_heap.end(), kLater);
        Entry entry = std::move(m_heap.back());
        m_heap.pop_back();
        ++m_running;
        lock.unlock();
        if (!entry.stop.stop_requested()) {
            // Who posts a task reports what goes wrong in it; this only keeps the program from ending where nobody does.
            try {
                entry.task();
            } catch (const std::exception& e) {
                log(LogLevel::Error, "geodata.core", std::string("a task was given up: ") + e.what());
            }
        }
        entry.task = nullptr; // captures go before the count does
        lock.lock();
        --m_running;
    }
}

} // namespace guanjing
