#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace guanjing {

/// Worker threads for decoding and building. Tasks of higher priority run first, equal ones in the order given.
/// post() may be called from any thread, tasks run on a worker. A task whose stop token is set before it starts is
/// dropped without being called. A task should throw nothing; where it does, that is logged. The destructor drops what has not started and joins.
class TaskPool {
public:
    using Task = std::function<void()>;

    /// threadCount 0: one per core, at least one, at most 16.
    explicit TaskPool(unsigned threadCount = 0);
    ~TaskPool();
    TaskPool(const TaskPool&) = delete;
    TaskPool& operator=(const TaskPool&) = delete;

    void post(Task task, double priority = 0.0, std::stop_token stop = {});

    /// Drops what has not started and waits for what runs; later posts are dropped. Any thread but a worker.
    void shutdown();

    [[nodiscard]] unsigned threadCount() const { return static_cast<unsigned>(m_threads.size()); }
    /// Tasks waiting or running, for progress displays.
    [[nodiscard]] std::size_t pendingCount() const;

private:
    struct Entry {
        double priority;
        std::uint64_t order;
        std::stop_token stop;
        Task task;
    };
    void run();

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Entry> m_heap;
    std::vector<std::thread> m_threads;
    std::uint64_t m_nextOrder = 0;
    std::size_t m_running = 0;
    bool m_stopping = false;
};

} // namespace guanjing
