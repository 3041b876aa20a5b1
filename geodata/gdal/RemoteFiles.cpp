#include "geodata/gdal/RemoteFiles.h"

#include "geodata/net/AssetAccessor.h"
#include "geodata/net/AssetWait.h"
#include "geodata/net/Url.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <optional>
#include <unordered_map>

namespace guanjing {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kMostFiles = 64;
constexpr auto kStaysKnown = std::chrono::seconds(60);
constexpr std::uint64_t kFirstBlocks = 2; // of a file that is opened
constexpr std::uint64_t kMostAheadBlocks = 16;
constexpr std::uint64_t kBridgedBlocks = 1; // a gap that costs less than another request

/// Of "bytes 0-65535/7340032"; nothing where the total is not told.
std::optional<std::uint64_t> totalOf(std::string_view contentRange)
{
    const auto slash = contentRange.rfind('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    std::uint64_t total = 0;
    const char* end = contentRange.data() + contentRange.size();
    const auto [at, problem] = std::from_chars(contentRange.data() + slash + 1, end, total);
    return problem == std::errc() && at == end ? std::optional(total) : std::nullopt;
}

std::string validatorOf(const AssetResponse& response)
{
    const std::string tag(response.header("etag"));
    return tag.empty() ? std::string(response.header("last-modified")) : tag;
}

/// Several requests, waited for together.
struct Answers {
    explicit Answers(std::size_t count) : results(count), left(count) { }
    void put(std::size_t index, Result<AssetResponse> result)
    {
        const std::lock_guard lock(mutex);
        results[index] = std::move(result);
        if (--left == 0)
            whole.notify_one();
    }
    /// False: stopped before.
    [[nodiscard]] bool wait(const std::stop_token& stop)
    {
        std::unique_lock lock(mutex);
        return whole.wait(lock, stop, [this] { return left == 0; });
    }
    std::mutex mutex;
    std::condition_variable_any whole;
    std::vector<std::optional<Result<AssetResponse>>> results;
    std::size_t left;
};

} // namespace

class RemoteFiles::File {
public:
    struct Block {
        SharedBytes bytes;
        std::list<std::pair<std::weak_ptr<File>, std::uint64_t>>::iterator use;
    };
    std::string url, validator;
    std::uint64_t size = 0;
    Steady::time_point openedAt;
    SharedBytes whole; ///< of a server that gives no pieces
    // Guarded by the owner's mutex:
    std::unordered_map<std::uint64_t, Block> blocks;
    std::uint64_t nextBlock = 0, aheadBlocks = 1; ///< who reads on gets more at once
};

std::uint64_t RemoteFiles::sizeOf(const File& file) { return file.size; }

Result<AssetResponse> RemoteFiles::get(AssetRequest request)
{
    AssetWait wait;
    wait.stop = m_stop.get_token();
    return getAndWait(m_assets, std::move(request), wait);
}

bool RemoteFiles::isGivenWhole(const std::string& url)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_files.find(url);
    return found != m_files.end() && found->second->whole != nullptr;
}

Result<RemoteFiles::FilePtr> RemoteFiles::open(const std::string& url)
{
    FilePtr known;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_files.find(url);
        if (found != m_files.end())
            known = found->second;
        if (known && Steady::now() - known->openedAt < kStaysKnown)
            return known;
    }
    AssetRequest request;
    request.url = url;
    request.range = ByteRange{0, kFirstBlocks * kBlockBytes - 1};
    request.pieceBytes = kBlockBytes;
    request.maxBytes = kMostWholeBytes;
    {
        const std::lock_guard lock(m_mutex);
        request.revalidate = m_changed.contains(url);
    }
    auto answer = get(std::move(request));
    const auto noRanges = [&] {
        return fail(ErrorCode::UnsupportedFeature, redactUrl(url),
                    "the server gives no parts of files, and this one is too large to be fetched whole");
    };
    if (!answer)
        return answer.error().code == ErrorCode::TooLarge ? noRanges() : fail(answer.error());
    auto file = std::make_shared<File>();
    file->url = url;
    file->openedAt = Steady::now();
    file->validator = validatorOf(*answer);
    SharedBytes beginning = answer->body;
    if (const auto total = totalOf(answer->header("content-range"))) {
        file->size = *total;
    } else if (answer->status == 200 || beginning->size() < kFirstBlocks * kBlockBytes) {
        file->size = beginning->size(); // all of it
        file->whole = beginning;
    } else {
        AssetRequest all;
        all.url = url;
        all.maxBytes = kMostWholeBytes;
        auto whole = get(std::move(all));
        if (!whole)
            return whole.error().code == ErrorCode::TooLarge ? noRanges() : fail(whole.error());
        file->whole = whole->body;
        file->size = whole->body->size();
    }
    const bool isSame = known && known->size == file->size && known->validator == file->validator;
    const std::lock_guard lock(m_mutex);
    if (isSame) {
        known->openedAt = file->openedAt;
        return known;
    }
    if (m_files.size() >= kMostFiles) {
        const auto oldest = std::min_element(m_files.begin(), m_files.end(), [](const auto& a, const auto& b) {
            return a.second->openedAt < b.second->openedAt;
        });
        m_files.erase(oldest);
    }
    m_files[url] = file;
    m_changed.erase(url);
    if (!file->whole)
        keep(file, 0, *beginning);
    return file;
}

/// The lock is held.
void RemoteFiles::keep(const FilePtr& file, std::uint64_t firstBlock, const Bytes& bytes)
{
    for (std::uint64_t at = 0; at < bytes.size(); at += kBlockBytes) {
        const std::uint64_t index = firstBlock + at / kBlockBytes;
        const std::uint64_t end = std::min<std::uint64_t>(at + kBlockBytes, bytes.size());
        // A part of a block is of no use, but for the file's last.
        if (end - at < kBlockBytes && index * kBlockBytes + (end - at) < file->size)
            break;
        if (file->blocks.contains(index))
            continue;
        m_used.emplace_back(file, index);
        file->blocks[index] = {std::make_shared<const Bytes>(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                                             bytes.begin() + static_cast<std::ptrdiff_t>(end)),
                               std::prev(m_used.end())};
        m_keptBytes += kBlockBytes;
    }
    dropOldest();
}

/// The lock is held.
void RemoteFiles::dropOldest()
{
    while (m_keptBytes > kMostKeptBytes && !m_used.empty()) {
        const auto [weak, index] = m_used.front();
        m_used.pop_front();
        m_keptBytes -= kBlockBytes;
        if (const FilePtr file = weak.lock())
            file->blocks.erase(index);
    }
}

/// The lock is held. Blocks that are there count as used.
std::vector<RemoteFiles::Run> RemoteFiles::missing(File& file, const std::vector<Piece>& pieces)
{
    std::vector<std::uint64_t> absent;
    for (const Piece& piece : pieces) {
        if (piece.size == 0)
            continue;
        const std::uint64_t last = (piece.offset + piece.size - 1) / kBlockBytes;
        for (std::uint64_t index = piece.offset / kBlockBytes; index <= last; ++index) {
            const auto there = file.blocks.find(index);
            if (there == file.blocks.end())
                absent.push_back(index);
            else
                m_used.splice(m_used.end(), m_used, there->second.use);
        }
    }
    std::sort(absent.begin(), absent.end());
    std::vector<Run> runs;
    for (const std::uint64_t index : absent) {
        if (!runs.empty() && index <= runs.back().second + 1 + kBridgedBlocks)
            runs.back().second = std::max(runs.back().second, index);
        else
            runs.emplace_back(index, index);
    }
    if (runs.size() == 1 && runs.front().first == file.nextBlock && file.nextBlock > 0) {
        file.aheadBlocks = std::min(2 * file.aheadBlocks, kMostAheadBlocks);
        runs.front().second = std::max(runs.front().second, runs.front().first + file.aheadBlocks - 1);
    } else if (!runs.empty()) {
        file.aheadBlocks = 1;
    }
    const std::uint64_t lastBlock = (file.size - 1) / kBlockBytes;
    for (Run& run : runs)
        run.second = std::min(run.second, lastBlock);
    if (!runs.empty())
        file.nextBlock = runs.back().second + 1;
    return runs;
}

Result<void> RemoteFiles::fetch(const FilePtr& file, const std::vector<Run>& runs)
{
    const auto answers = std::make_shared<Answers>(runs.size());
    std::vector<AssetHandle> handles;
    const auto requestOf = [&](std::size_t i) {
        AssetRequest request;
        request.url = file->url;
        request.range =
            ByteRange{runs[i].first * kBlockBytes, std::min((runs[i].second + 1) * kBlockBytes, file->size) - 1};
        request.pieceBytes = kBlockBytes;
        return request;
    };
    const auto isOfFile = [&](const AssetResponse& answer) {
        const auto total = totalOf(answer.header("content-range"));
        return (!total || *total == file->size) && validatorOf(answer) == file->validator;
    };
    for (std::size_t i = 0; i < runs.size(); ++i) {
        AssetRequest request = requestOf(i);
        handles.push_back(m_assets.get(
            std::move(request), [answers, i](Result<AssetResponse> answer) { answers->put(i, std::move(answer)); }));
    }
    if (!answers->wait(m_stop.get_token()))
        return fail(ErrorCode::Cancelled, redactUrl(file->url), {});
    for (std::size_t i = 0; i < runs.size(); ++i) {
        Result<AssetResponse>& answer = *answers->results[i];
        if (answer && answer->fromCache && !isOfFile(*answer)) {
            AssetRequest again = requestOf(i); // what was kept is older than what is open
            again.revalidate = true;
            answer = get(std::move(again));
        }
        if (!answer)
            return fail(answer.error());
        const std::uint64_t wanted =
            std::min((runs[i].second + 1) * kBlockBytes, file->size) - runs[i].first * kBlockBytes;
        const std::lock_guard lock(m_mutex);
        if (!isOfFile(*answer)) {
            m_files.erase(file->url);
            m_changed.insert(file->url);
            return fail(ErrorCode::BadValue, redactUrl(file->url), "the file changed on the server while it was read");
        }
        if (answer->body->size() != wanted)
            return fail({ErrorCode::Truncated, redactUrl(file->url), "", ErrorReason::Shorter,
                         static_cast<std::int64_t>(answer->body->size()), static_cast<std::int64_t>(wanted)});
        keep(file, runs[i].first, *answer->body);
    }
    return {};
}

Result<void> RemoteFiles::read(const FilePtr& file, const std::vector<Piece>& pieces)
{
    if (file->whole) {
        for (const Piece& piece : pieces)
            std::memcpy(piece.target, file->whole->data() + piece.offset, piece.size);
        return {};
    }
    std::vector<Run> runs;
    // What is there is held at once, so that nothing drops it while the rest is fetched.
    std::unordered_map<std::uint64_t, SharedBytes> held;
    const auto hold = [&] {
        for (const Piece& piece : pieces)
            for (std::uint64_t at = piece.offset; at < piece.offset + piece.size;
                 at = (at / kBlockBytes + 1) * kBlockBytes)
                if (const auto there = file->blocks.find(at / kBlockBytes); there != file->blocks.end())
                    held[at / kBlockBytes] = there->second.bytes;
    };
    {
        const std::lock_guard lock(m_mutex);
        runs = missing(*file, pieces);
        hold();
    }
    if (!runs.empty()) {
        if (auto done = fetch(file, runs); !done)
            return done;
        const std::lock_guard lock(m_mutex);
        hold();
    }
    for (const Piece& piece : pieces) {
        std::uint64_t at = piece.offset;
        std::uint8_t* target = piece.target;
        while (at < piece.offset + piece.size) {
            const auto block = held.find(at / kBlockBytes);
            const std::uint64_t within = at % kBlockBytes;
            const std::uint64_t count = std::min(kBlockBytes - within, piece.offset + piece.size - at);
            if (block == held.end() || block->second->size() < within + count)
                return fail(ErrorCode::Internal, redactUrl(file->url), "more at once than is kept in memory");
            std::memcpy(target, block->second->data() + within, count);
            at += count;
            target += count;
        }
    }
    return {};
}

} // namespace guanjing
