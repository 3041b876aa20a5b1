#pragma once
// Fakes of the ports that the engine works through, and tiny contents. No network, no sleeping.

#include "geodata/core/Clock.h"
#include "geodata/core/TaskPool.h"
#include "geodata/net/AssetAccessor.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace guanjing::test {

/// Answers from a table: at once, or when the test says so. Unknown URLs are NotFound.
class FakeAssetAccessor final : public AssetAccessor {
public:
    bool answersAtOnce = true;

    void put(const std::string& url, Bytes bytes)
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->assets[url] = std::make_shared<const Bytes>(std::move(bytes));
    }
    void put(const std::string& url, const std::string& text) { put(url, Bytes(text.begin(), text.end())); }
    void fail(const std::string& url, Error error, int times = 1 << 30)
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->errors[url] = {std::move(error), times};
    }

    [[nodiscard]] AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        std::uint64_t id = 0;
        {
            const std::lock_guard lock(m_state->mutex);
            id = ++m_state->nextId;
            ++m_state->requests;
            m_state->asked.push_back(request.url);
            if (!answersAtOnce) {
                m_state->waiting.push_back({id, std::move(request.url), std::move(done)});
                m_state->mostWaiting = std::max(m_state->mostWaiting, m_state->waiting.size());
            }
        }
        if (answersAtOnce)
            done(m_state->answer(request.url)); // NOLINT(bugprone-use-after-move): moved only where it waits
        return AssetHandle(std::make_unique<Job>(m_state, id));
    }
    [[nodiscard]] AssetStatistics statistics() const override
    {
        const std::lock_guard lock(m_state->mutex);
        return {m_state->requests, m_state->bytes, 0};
    }

    [[nodiscard]] std::vector<std::string> waiting() const
    {
        const std::lock_guard lock(m_state->mutex);
        std::vector<std::string> urls;
        for (const auto& entry : m_state->waiting)
            urls.push_back(entry.url);
        return urls;
    }
    [[nodiscard]] std::vector<std::string> asked() const
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->asked;
    }
    [[nodiscard]] std::size_t mostWaiting() const { return m_state->mostWaiting; }
    [[nodiscard]] std::size_t cancelled() const { return m_state->cancelled; }
    /// Answers the n-th of those that wait.
    void answer(std::size_t n)
    {
        Waiting entry;
        {
            const std::lock_guard lock(m_state->mutex);
            entry = std::move(m_state->waiting[n]);
            m_state->waiting.erase(m_state->waiting.begin() + static_cast<std::ptrdiff_t>(n));
        }
        entry.done(m_state->answer(entry.url));
    }
    void answerAll()
    {
        while (!waiting().empty())
            answer(0);
    }

private:
    struct Waiting {
        std::uint64_t id = 0;
        std::string url;
        AssetCallback done;
    };
    struct State {
        mutable std::mutex mutex;
        std::map<std::string, SharedBytes> assets;
        std::map<std::string, std::pair<Error, int>> errors;
        std::vector<Waiting> waiting;
        std::vector<std::string> asked;
        std::uint64_t nextId = 0, requests = 0, bytes = 0;
        std::size_t mostWaiting = 0, cancelled = 0;

        Result<AssetResponse> answer(const std::string& url)
        {
            const std::lock_guard lock(mutex);
            const auto error = errors.find(url);
            if (error != errors.end() && error->second.second > 0) {
                --error->second.second;
                return guanjing::fail(error->second.first);
            }
            const auto found = assets.find(url);
            if (found == assets.end())
                return guanjing::fail(ErrorCode::NotFound, url, "404");
            AssetResponse response;
            response.url = url;
            response.status = 200;
            response.body = found->second;
            response.networkBytes = found->second->size();
            bytes += found->second->size();
            return response;
        }
    };
    class Job final : public AssetHandle::Job {
    public:
        Job(std::shared_ptr<State> state, std::uint64_t id) : m_state(std::move(state)), m_id(id) { }
        ~Job() override
        {
            AssetCallback gone; // destroyed outside the lock
            const std::lock_guard lock(m_state->mutex);
            for (auto it = m_state->waiting.begin(); it != m_state->waiting.end(); ++it) {
                if (it->id == m_id) {
                    gone = std::move(it->done);
                    m_state->waiting.erase(it);
                    ++m_state->cancelled;
                    return;
                }
            }
        }

    private:
        std::shared_ptr<State> m_state;
        std::uint64_t m_id;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

/// Time that passes when the test says so.
class FakeClock final : public Clock {
public:
    [[nodiscard]] std::chrono::system_clock::time_point now() const override
    {
        return std::chrono::system_clock::time_point(m_elapsed.load());
    }
    [[nodiscard]] std::chrono::steady_clock::time_point steadyNow() const override
    {
        return std::chrono::steady_clock::time_point(m_elapsed.load());
    }
    void advance(std::chrono::milliseconds by) { m_elapsed = m_elapsed.load() + by; }

private:
    std::atomic<std::chrono::nanoseconds> m_elapsed{std::chrono::hours(1)};
};

/// Until the workers have nothing left to do.
inline void waitForWorkers(const TaskPool& pool)
{
    while (pool.pendingCount() > 0)
        std::this_thread::yield();
}

/// A binary glTF of one mesh: triangles over float positions, y up as glTF has it.
inline Bytes makeGlb(const std::vector<float>& positions, const std::vector<std::uint16_t>& indices)
{
    const std::size_t positionBytes = positions.size() * 4;
    std::size_t indexBytes = indices.size() * 2;
    const std::size_t paddedIndexBytes = (indexBytes + 3) / 4 * 4;
    float low[3] = {1e30f, 1e30f, 1e30f}, high[3] = {-1e30f, -1e30f, -1e30f};
    for (std::size_t i = 0; i < positions.size(); ++i) {
        low[i % 3] = std::min(low[i % 3], positions[i]);
        high[i % 3] = std::max(high[i % 3], positions[i]);
    }
    const auto triple = [](const float* v) {
        return "[" + std::to_string(v[0]) + "," + std::to_string(v[1]) + "," + std::to_string(v[2]) + "]";
    };
    std::string json = R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],)"
                       R"("meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1}]}],)"
                       R"("buffers":[{"byteLength":)"
        + std::to_string(positionBytes + paddedIndexBytes)
        + R"(}],"bufferViews":[{"buffer":0,"byteOffset":0,"byteLength":)" + std::to_string(positionBytes)
        + R"(},{"buffer":0,"byteOffset":)" + std::to_string(positionBytes) + R"(,"byteLength":)"
        + std::to_string(indexBytes) + R"(}],"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":)"
        + std::to_string(positions.size() / 3) + R"(,"min":)" + triple(low) + R"(,"max":)" + triple(high)
        + R"(},{"bufferView":1,"componentType":5123,"type":"SCALAR","count":)" + std::to_string(indices.size()) + "}]}";
    json.resize((json.size() + 3) / 4 * 4, ' ');
    Bytes glb;
    const auto word = [&](std::size_t value) {
        for (int shift = 0; shift < 32; shift += 8)
            glb.push_back(static_cast<std::uint8_t>(value >> shift));
    };
    word(0x46546C67);
    word(2);
    word(12 + 8 + json.size() + 8 + positionBytes + paddedIndexBytes);
    word(json.size());
    word(0x4E4F534A);
    glb.insert(glb.end(), json.begin(), json.end());
    word(positionBytes + paddedIndexBytes);
    word(0x004E4942);
    const std::size_t at = glb.size();
    glb.resize(at + positionBytes + paddedIndexBytes);
    std::memcpy(glb.data() + at, positions.data(), positionBytes);
    std::memcpy(glb.data() + at + positionBytes, indices.data(), indexBytes);
    return glb;
}

/// A square in the ground plane (z up, after glTF's turn), `half` metres to each side of its origin.
inline Bytes makeSquareGlb(float half)
{
    return makeGlb({-half, 0, half, half, 0, half, half, 0, -half, -half, 0, -half}, {0, 1, 2, 0, 2, 3});
}

} // namespace guanjing::test
