#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace guanjing::layers {

/// Calls a callback until it is closed; once close() returns, the callback neither runs nor will run, unless close() was
/// called by the callback itself. The lock guards nothing else and is held by no one who holds another of ours, so a
/// callback may call back into whoever owns this.
class Notifier {
public:
    explicit Notifier(std::function<void()> callback) : m_callback(std::move(callback)) { }
    void notify()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_closed && m_callback)
            m_callback();
    }
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }

private:
    std::recursive_mutex m_mutex; // the callback itself may close
    std::function<void()> m_callback;
    bool m_closed = false;
};

} // namespace guanjing::layers
