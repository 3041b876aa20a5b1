#pragma once
// The thread of a Taking: what is asked, what has come, what is written. For this room only.

#include "geodata/packs/PackFile.h"
#include "layers/packs/LayerSource.h"
#include "layers/packs/LayerWalk.h"
#include "layers/packs/Taking.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

namespace guanjing::layers {

/// What the thread and those who watch it share.
struct TakeBoard {
    std::mutex mutex;
    std::condition_variable changed;
    TakeProgress progress;
    std::vector<Error> missing;
    bool isPaused = false;
    bool isEnded = false;
    std::stop_source stop;
};

/// Answers on their way to the thread; outlives it where a worker is still at one.
struct TakeInbox {
    struct Letter {
        std::uint64_t item = 0;
        Result<AssetResponse> answer;
    };
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<Letter> letters;
    bool isWoken = false;

    void post(std::uint64_t item, Result<AssetResponse> answer);
    void wake();
};

class TakeRun {
public:
    TakeRun(TakeServices services, Scene scene, TakeOptions options, PackFile file, TakeBoard& board,
            std::shared_ptr<TakeInbox> inbox);
    /// What all of it was reckoned to be; before run().
    void expect(const TakeEstimate& estimate) { m_expected = estimate; }
    /// Until it is done, cancelled or has failed.
    void run();

private:
    using Clock = std::chrono::steady_clock;

    /// A content that waits for the files that it names.
    struct Held {
        TakeItem item;
        std::size_t walk = 0;
        AssetResponse response;
        tiles3d::ExternalBytes files;
        std::size_t outstanding = 0;
        bool isStored = false; ///< it came out of the pack
    };
    struct Active {
        TakeItem item;
        std::size_t walk = 0;
        AssetHandle handle;
        std::shared_ptr<Held> holder; ///< of a file
        std::string written; ///< of a file, as its content has it
        int attempts = 0;
        Clock::time_point retryAt{};
        bool isWaiting = false; ///< for its retry
        std::uint64_t answersBefore = 0; ///< of all, when it was first asked
    };
    struct Walk {
        std::unique_ptr<LayerWalk> walk;
        std::size_t work = 0;
        std::uint64_t given = 0;
        bool isExhausted = false; ///< gave nothing when it was asked last
    };
    /// Of one layer, all of its walks together.
    struct Work {
        std::string layer;
        double expectedRequests = 0, expectedSeconds = 0; ///< 0: not known
        std::uint64_t done = 0, files = 0; ///< answered; named by contents
        double total = 0; ///< as it looks now
    };

    Result<void> open();
    Result<void> work();
    Result<AssetResponse> fetch(AssetRequest request);
    /// False when nothing is left to be asked now.
    Result<bool> askNext();
    Result<void> begin(TakeItem item, std::size_t walk, std::shared_ptr<Held> holder, std::string written);
    void ask(std::uint64_t id, Active& active);
    Result<void> receive(TakeInbox::Letter letter);
    Result<void> settle(Active active, Result<AssetResponse> answer);
    Result<void> giveUp(const Active& active, Error error);
    /// A body is there, out of the network or the pack.
    Result<void> follow(const TakeItem& item, std::size_t walk, AssetResponse response, bool isStored);
    Result<void> fileArrived(const std::shared_ptr<Held>& holder, const std::string& written, const std::string& url,
                             SharedBytes body);
    Result<void> finishHeld(Held& held);
    Result<void> store(const AssetRequest& request, const AssetResponse& response, int status, const std::string& type);
    Result<void> note(const std::string& name, Error error);
    void noteRoot(const std::string& url);
    void settled(std::size_t walk, bool isFresh);
    /// True where what each layer needs in all is known for good.
    bool countTotals();
    void publish(bool isForced);
    /// False: it is to end.
    Result<bool> waitWhilePaused();

    TakeServices m_services;
    Scene m_scene;
    TakeOptions m_options;
    PackFile m_file;
    TakeBoard& m_board;
    std::shared_ptr<TakeInbox> m_inbox;
    std::string m_address;

    std::optional<TakeEstimate> m_expected;
    std::vector<Walk> m_walks;
    std::vector<Work> m_work;
    std::map<std::uint64_t, Active> m_active;
    struct NamedFile {
        std::shared_ptr<Held> holder;
        std::string written;
        AssetRequest request;
    };
    std::deque<NamedFile> m_files;
    std::uint64_t m_nextId = 1;
    std::uint64_t m_done = 0, m_fresh = 0, m_answers = 0;
    double m_freshSeconds = 0; ///< expected of what was answered freshly
    std::size_t m_asked = 0; ///< of m_active those that are not waiting for a retry
    std::size_t m_turn = 0;
    std::optional<Error> m_trouble;
    Clock::time_point m_published{};
    struct Mark {
        Clock::time_point at;
        std::uint64_t done, bytes;
        double freshSeconds;
    };
    std::deque<Mark> m_marks; ///< of the last seconds
};

} // namespace guanjing::layers
