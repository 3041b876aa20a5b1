#pragma once

#include "geodata/net/AssetAccessor.h"

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace guanjing {

/// What CurlAssetAccessor::troubles() tells: which servers failed last, and which requests wait in silence. Written by the
/// network thread, read by any.
class TroubleBoard {
public:
    using Steady = std::chrono::steady_clock;

    explicit TroubleBoard(std::chrono::milliseconds silentAfter) : m_silentAfter(silentAfter) { }

    /// A request at a server. byteCame() is its only function, network thread.
    class Line {
    public:
        void byteCame()
        {
            m_lastByte.store(Steady::now(), std::memory_order_relaxed);
            m_hasByte.store(true, std::memory_order_relaxed);
        }

    private:
        friend class TroubleBoard;
        std::string m_url, m_origin;
        std::atomic<Steady::time_point> m_lastByte{Steady::now()}; ///< at first the start
        std::atomic<bool> m_hasByte{false};
    };

    [[nodiscard]] std::shared_ptr<Line> begin(const std::string& url);
    void end(const std::shared_ptr<Line>& line);
    /// An attempt failed below HTTP.
    void failed(const std::string& url, Error error);
    /// A server answered, whatever it said.
    void answered(const std::string& url);

    /// A server is silent as a whole when one of its requests is and nothing has come from it since that began to wait.
    [[nodiscard]] NetworkTroubles report() const;

private:
    const std::chrono::milliseconds m_silentAfter;
    mutable std::mutex m_mutex; // guards what follows
    std::vector<std::shared_ptr<Line>> m_lines;
    std::map<std::string, Error> m_failed; ///< by origin
    std::map<std::string, Steady::time_point> m_answered; ///< by origin
};

} // namespace guanjing
