#include "layers/packs/TakeRun.h"

#include "geodata/core/TaskPool.h"
#include "geodata/net/AssetWait.h"
#include "geodata/net/Url.h"
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/Subtree.h"
#include "layers/packs/PackScene.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guanjing::layers {
namespace {

constexpr int kMostAttempts = 4;
constexpr std::chrono::milliseconds kFirstRetry{1000};
constexpr std::chrono::milliseconds kPublishEvery{200};
constexpr std::chrono::seconds kLately{30};
constexpr double kTrustSeconds = 3; ///< so long what was expected counts as much as what is seen
constexpr std::size_t kMostMissingTold = 1000;
/// What the pack calls tilesets, and nothing else: whatever has another type leads nowhere when a pack is gone on with.
constexpr const char* kTilesetType = "application/json";
constexpr std::size_t kMostHeldFiles = 4096; ///< of one content

std::string typeOf(const AssetResponse& response)
{
    std::string type(response.header("Content-Type"));
    return type == kTilesetType || type.starts_with("application/json;") ? "application/octet-stream" : type;
}

/// The part of a URL that a pack stands for.
std::string rootOf(const std::string& url)
{
    if (isHttpUrl(url))
        return originOf(url) + "/";
    return url.substr(0, url.rfind('/') + 1);
}

} // namespace

void TakeInbox::post(std::uint64_t item, Result<AssetResponse> answer)
{
    {
        const std::lock_guard lock(mutex);
        letters.push_back({item, std::move(answer)});
    }
    arrived.notify_one();
}

void TakeInbox::wake()
{
    {
        const std::lock_guard lock(mutex);
        isWoken = true;
    }
    arrived.notify_one();
}

TakeRun::TakeRun(TakeServices services, Scene scene, TakeOptions options, PackFile file, TakeBoard& board,
                 std::shared_ptr<TakeInbox> inbox)
    : m_services(services)
    , m_scene(std::move(scene))
    , m_options(std::move(options))
    , m_file(std::move(file))
    , m_board(board)
    , m_inbox(std::move(inbox))
    , m_address(packAddress(m_file.facts().id))
{ }

void TakeRun::run()
{
    auto done = open();
    if (done)
        done = work();
    m_active.clear(); // nothing calls back from here on
    const bool isCancelled = m_board.stop.stop_requested();
    const bool isDone = done.has_value() && !isCancelled;
    if (auto closed = m_file.close(isDone); !closed && done)
        done = std::move(closed);
    publish(true);
    const std::lock_guard lock(m_board.mutex);
    TakeProgress& progress = m_board.progress;
    progress.state = !done && !isCancelled ? TakeState::Failed : isCancelled ? TakeState::Cancelled : TakeState::Done;
    if (progress.state == TakeState::Failed)
        progress.error = done.error();
    if (progress.state == TakeState::Done) {
        progress.isTotalKnown = true;
        progress.total = progress.done;
        progress.fraction = 1;
        progress.secondsLeft = 0;
        progress.trouble.reset();
    }
    m_board.isEnded = true;
    m_board.changed.notify_all();
}

Result<void> TakeRun::open()
{
    if (auto forgotten = m_file.forgetMissing(); !forgotten) // it is asked for again
        return forgotten;
    for (const TakeLayer& layer : layersToTake(m_scene, m_options)) {
        if (!layer.isTaken())
            continue;
        if (m_board.stop.stop_requested())
            return {};
        {
            const std::lock_guard lock(m_board.mutex);
            m_board.progress.layer = layer.name;
        }
        auto source = openLayer(m_scene, layer, m_options, m_address,
                                [this](AssetRequest request) { return fetch(std::move(request)); });
        Result<std::vector<std::unique_ptr<LayerWalk>>> walks;
        if (source)
            walks = source->walks(m_options.area);
        if (!source || !walks) {
            Error error = source ? walks.error() : source.error();
            if (error.code == ErrorCode::Cancelled)
                return {};
            if (isTemporary(error)) // not to be taken for complete
                return fail(std::move(error));
            if (auto noted = note("layer:" + layer.name + ":" + layer.date, std::move(error)); !noted)
                return noted;
            continue;
        }
        for (const PackEntry& entry : source->documents) {
            const auto has = m_file.has(entry.name);
            if (!has)
                return fail(has.error());
            if (*has)
                continue;
            noteRoot(entry.name);
            if (auto put = m_file.put(entry); !put)
                return put;
        }
        Work work;
        work.layer = layer.name;
        if (m_expected)
            for (const TakeEstimate::Layer& expected : m_expected->layers)
                if (expected.layer.kind == layer.kind && expected.layer.index == layer.index) {
                    work.expectedRequests = static_cast<double>(expected.requests);
                    work.expectedSeconds = expected.seconds;
                }
        for (auto& walk : *walks)
            m_walks.push_back({std::move(walk), m_work.size()});
        m_work.push_back(std::move(work));
    }
    return m_file.commit();
}

Result<AssetResponse> TakeRun::fetch(AssetRequest request)
{
    const std::string name = packName(request.url, m_options.aliases);
    auto found = m_file.find(name);
    if (!found)
        return fail(std::move(found.error()));
    if (*found && (*found)->status < 400) {
        AssetResponse response;
        response.url = (*found)->url.empty() ? request.url : (*found)->url;
        response.status = (*found)->status;
        response.body = (*found)->body;
        return response;
    }
    Result<AssetResponse> response = fail(ErrorCode::Internal, name, std::string());
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        AssetWait wait;
        wait.stop = m_board.stop.get_token();
        response = getAndWait(m_services.assets, request, wait);
        if (response || !isTemporary(response.error()) || m_board.stop.stop_requested())
            break;
        {
            const std::lock_guard lock(m_board.mutex);
            m_board.progress.trouble = response.error();
        }
        std::unique_lock lock(m_inbox->mutex);
        m_inbox->arrived.wait_for(lock, kFirstRetry * (1 << attempt), [this] { return m_board.stop.stop_requested(); });
    }
    if (response)
        if (auto stored = store(request, *response, response->status, kTilesetType); !stored)
            return fail(std::move(stored.error()));
    return response;
}

Result<void> TakeRun::work()
{
    for (;;) {
        auto goesOn = waitWhilePaused();
        if (!goesOn)
            return fail(std::move(goesOn.error()));
        if (!*goesOn)
            return {};
        const auto now = Clock::now();
        Clock::time_point wakeAt = now + kPublishEvery;
        for (auto& [id, active] : m_active) {
            if (!active.isWaiting)
                continue;
            if (active.retryAt <= now)
                ask(id, active);
            else
                wakeAt = std::min(wakeAt, active.retryAt);
        }
        bool isMore = true;
        for (int i = 0; isMore && m_asked < static_cast<std::size_t>(std::max(m_options.inFlight, 1)); ++i) {
            auto asked = askNext();
            if (!asked)
                return fail(std::move(asked.error()));
            isMore = *asked;
            constexpr int kBetweenLooks = 256; // what is in the pack already asks nobody
            if (i >= kBetweenLooks)
                break;
        }
        if (!isMore && m_active.empty() && m_files.empty())
            return {};
        std::deque<TakeInbox::Letter> letters;
        {
            std::unique_lock lock(m_inbox->mutex);
            const bool isFull = m_asked >= static_cast<std::size_t>(std::max(m_options.inFlight, 1));
            if (!isMore || isFull)
                m_inbox->arrived.wait_until(lock, wakeAt,
                                            [this] { return !m_inbox->letters.empty() || m_inbox->isWoken; });
            m_inbox->isWoken = false;
            letters.swap(m_inbox->letters);
        }
        for (TakeInbox::Letter& letter : letters)
            if (auto received = receive(std::move(letter)); !received)
                return received;
        if (auto committed = m_file.commitWhenDue(); !committed)
            return committed;
        publish(false);
    }
}

Result<bool> TakeRun::waitWhilePaused()
{
    std::unique_lock lock(m_board.mutex);
    if (m_board.stop.stop_requested())
        return false;
    if (!m_board.isPaused)
        return true;
    lock.unlock();
    // What is under way is asked for again.
    for (auto& [id, active] : m_active) {
        if (active.handle) {
            active.handle.reset();
            active.isWaiting = true;
            active.retryAt = {};
            --m_asked;
        }
    }
    if (auto committed = m_file.commit(); !committed)
        return fail(std::move(committed.error()));
    publish(true);
    lock.lock();
    m_board.progress.state = TakeState::Paused;
    m_board.changed.notify_all();
    m_board.changed.wait(lock, [this] { return !m_board.isPaused || m_board.stop.stop_requested(); });
    m_board.progress.state = TakeState::Taking;
    m_marks.clear();
    return !m_board.stop.stop_requested();
}

Result<bool> TakeRun::askNext()
{
    if (!m_files.empty()) {
        NamedFile file = std::move(m_files.front());
        m_files.pop_front();
        TakeItem item;
        item.kind = TakeItem::Kind::File;
        item.request = std::move(file.request);
        const std::size_t walk = file.holder->walk;
        if (auto begun = begin(std::move(item), walk, std::move(file.holder), std::move(file.written)); !begun)
            return fail(std::move(begun.error()));
        return true;
    }
    for (std::size_t i = 0; i < m_walks.size(); ++i) {
        Walk& walk = m_walks[i];
        auto item = walk.walk->next();
        walk.isExhausted = !item;
        if (!item)
            continue;
        ++walk.given;
        m_turn = i;
        if (auto begun = begin(std::move(*item), i, nullptr, {}); !begun)
            return fail(std::move(begun.error()));
        return true;
    }
    return false;
}

Result<void> TakeRun::begin(TakeItem item, std::size_t walk, std::shared_ptr<Held> holder, std::string written)
{
    const std::string name = packName(item.request.url, m_options.aliases);
    auto known = m_file.look(name);
    if (!known)
        return fail(std::move(known.error()));
    if (*known) {
        const bool isAbsent = (*known)->status >= 400;
        const bool isRead = !isAbsent
            && (holder
                || (item.leadsOn && (item.kind != TakeItem::Kind::Content || (*known)->contentType == kTilesetType)));
        settled(walk, false);
        if (!isRead) {
            if (holder)
                return fileArrived(holder, written, item.request.url, nullptr);
            if (item.leadsOn)
                m_walks[walk].walk->absent(item);
            return {};
        }
        auto entry = m_file.find(name);
        if (!entry || !*entry)
            return fail(entry ? Error{ErrorCode::CorruptDatabase, m_file.path(), {}} : entry.error());
        AssetResponse response;
        response.url = (*entry)->url.empty() ? item.request.url : (*entry)->url;
        response.status = (*entry)->status;
        response.body = (*entry)->body;
        if (holder)
            return fileArrived(holder, written, response.url, response.body);
        return follow(item, walk, std::move(response), true);
    }
    Active active;
    active.item = std::move(item);
    active.walk = walk;
    active.holder = std::move(holder);
    active.written = std::move(written);
    active.answersBefore = m_answers;
    const std::uint64_t id = m_nextId++;
    auto& placed = m_active.emplace(id, std::move(active)).first->second;
    ask(id, placed);
    return {};
}

void TakeRun::ask(std::uint64_t id, Active& active)
{
    active.isWaiting = false;
    ++active.attempts;
    ++m_asked;
    if (active.item.make) {
        m_services.tasks.post(
            [inbox = m_inbox, id, make = active.item.make, url = active.item.request.url,
             stop = m_board.stop.get_token()] {
                if (stop.stop_requested())
                    return;
                auto bytes = make();
                if (!bytes) {
                    inbox->post(id, fail(std::move(bytes.error())));
                    return;
                }
                AssetResponse response;
                response.url = url;
                response.status = bytes->empty() ? 404 : 200;
                response.body = std::make_shared<const Bytes>(std::move(*bytes));
                inbox->post(id, std::move(response));
            },
            0.0, m_board.stop.get_token());
        return;
    }
    active.handle = m_services.assets.get(active.item.request, [inbox = m_inbox, id](Result<AssetResponse> answer) {
        inbox->post(id, std::move(answer));
    });
}

Result<void> TakeRun::receive(TakeInbox::Letter letter)
{
    const auto found = m_active.find(letter.item);
    if (found == m_active.end() || found->second.isWaiting)
        return {}; // of before a pause
    Active& active = found->second;
    --m_asked;
    active.handle.reset();
    if (!letter.answer && isTemporary(letter.answer.error())) {
        m_trouble = letter.answer.error();
        if (active.attempts < kMostAttempts) {
            active.isWaiting = true;
            active.retryAt = Clock::now() + kFirstRetry * (1 << (active.attempts - 1));
            return {};
        }
        if (active.answersBefore == m_answers) // nobody answers any more: it is not for want of this one
            return fail(std::move(letter.answer.error()));
    } else {
        ++m_answers;
        m_trouble.reset();
    }
    Active ended = std::move(active);
    m_active.erase(found);
    return settle(std::move(ended), std::move(letter.answer));
}

Result<void> TakeRun::settle(Active active, Result<AssetResponse> answer)
{
    settled(active.walk, true);
    const TakeItem& item = active.item;
    const bool mayBeAbsent = item.kind == TakeItem::Kind::Picture || item.kind == TakeItem::Kind::Heights;
    const bool isAbsent = (!answer && answer.error().code == ErrorCode::NotFound) || (answer && answer->status == 404);
    if (mayBeAbsent && isAbsent) {
        AssetResponse nothing;
        nothing.url = item.request.url;
        nothing.body = std::make_shared<const Bytes>();
        if (item.leadsOn)
            m_walks[active.walk].walk->absent(item);
        return store(item.request, nothing, 404, {});
    }
    if (!answer)
        return giveUp(active, std::move(answer.error()));
    if (active.holder) {
        if (auto stored = store(item.request, *answer, answer->status, typeOf(*answer)); !stored)
            return stored;
        return fileArrived(active.holder, active.written, answer->url, answer->body);
    }
    return follow(item, active.walk, std::move(*answer), false);
}

Result<void> TakeRun::giveUp(const Active& active, Error error)
{
    if (auto noted = note(packName(active.item.request.url, m_options.aliases), std::move(error)); !noted)
        return noted;
    if (active.holder)
        return fileArrived(active.holder, active.written, active.item.request.url, nullptr);
    if (active.item.leadsOn)
        m_walks[active.walk].walk->absent(active.item);
    return {};
}

Result<void> TakeRun::follow(const TakeItem& item, std::size_t walk, AssetResponse response, bool isStored)
{
    auto held = std::make_shared<Held>();
    held->item = item;
    held->walk = walk;
    held->response = std::move(response);
    held->isStored = isStored;
    if (item.kind == TakeItem::Kind::Content || item.kind == TakeItem::Kind::Subtree) {
        const Bytes& body = *held->response.body;
        const auto named =
            item.kind == TakeItem::Kind::Subtree ? tiles3d::subtreeReferences(body) : tiles3d::externalReferences(body);
        for (const std::string& written : named) {
            if (held->outstanding >= kMostHeldFiles)
                break;
            NamedFile file;
            file.holder = held;
            file.written = written;
            file.request.url = resolveUrl(held->response.url, written, true);
            file.request.referrer = held->response.url;
            file.request.cache = item.request.cache;
            if (file.request.url.starts_with("data:"))
                continue;
            ++held->outstanding;
            ++m_work[m_walks[walk].work].files;
            m_files.push_back(std::move(file));
        }
    }
    // In the pack only once what it names is there, so that who finds it there need not look further.
    return held->outstanding > 0 ? Result<void>() : finishHeld(*held);
}

Result<void> TakeRun::fileArrived(const std::shared_ptr<Held>& holder, const std::string& written,
                                  const std::string& url, SharedBytes body)
{
    if (body) {
        holder->files[written] = body;
        for (const std::string& inner : tiles3d::nestedReferences(*holder->response.body, *body)) {
            NamedFile file;
            file.holder = holder;
            file.written = tiles3d::nestedUri(written, inner);
            file.request.url = resolveUrl(url, inner, true);
            file.request.referrer = url;
            file.request.cache = holder->item.request.cache;
            if (file.request.url.starts_with("data:") || holder->outstanding >= kMostHeldFiles)
                continue;
            ++holder->outstanding;
            ++m_work[m_walks[holder->walk].work].files;
            m_files.push_back(std::move(file));
        }
    }
    return --holder->outstanding > 0 ? Result<void>() : finishHeld(*holder);
}

Result<void> TakeRun::finishHeld(Held& held)
{
    const bool isTileset = held.item.kind == TakeItem::Kind::Content
        && tiles3d::detectFormat(*held.response.body) == tiles3d::ContentFormat::Tileset;
    if (!held.isStored) {
        const std::string type = isTileset ? kTilesetType : typeOf(held.response);
        if (auto stored = store(held.item.request, held.response, held.response.status, type); !stored)
            return stored;
    }
    if (held.item.leadsOn) {
        LayerWalk& walk = *m_walks[held.walk].walk;
        walk.arrived(held.item, held.response, held.files);
        for (Error& issue : walk.takeIssues())
            if (auto noted = note(packName(held.item.request.url, m_options.aliases) + "#", std::move(issue)); !noted)
                return noted;
    }
    return {};
}

Result<void> TakeRun::store(const AssetRequest& request, const AssetResponse& response, int status,
                            const std::string& type)
{
    PackEntry entry;
    entry.name = packName(request.url, m_options.aliases);
    const std::string final = packName(response.url, m_options.aliases);
    if (final != entry.name)
        entry.url = final;
    entry.status = status;
    entry.contentType = type;
    entry.body = response.body;
    noteRoot(entry.name);
    return m_file.put(entry);
}

void TakeRun::noteRoot(const std::string& url)
{
    const std::vector<std::string>& roots = m_file.facts().roots;
    if (std::any_of(roots.begin(), roots.end(), [&](const std::string& root) { return url.starts_with(root); }))
        return;
    PackFacts facts = m_file.facts();
    facts.roots.push_back(rootOf(url));
    if (auto done = m_file.setFacts(std::move(facts)); !done)
        m_trouble = done.error(); // the next put fails of the same
}

Result<void> TakeRun::note(const std::string& name, Error error)
{
    if (error.source.empty())
        error.source = name;
    if (auto put = m_file.putMissing(name, error); !put)
        return put;
    const std::lock_guard lock(m_board.mutex);
    if (m_board.missing.size() < kMostMissingTold)
        m_board.missing.push_back(std::move(error));
    return {};
}

void TakeRun::settled(std::size_t walk, bool isFresh)
{
    Work& work = m_work[m_walks[walk].work];
    m_walks[walk].isExhausted = false; // more may follow from it
    ++m_done;
    ++work.done;
    if (!isFresh)
        return;
    ++m_fresh;
    if (work.total > 0)
        m_freshSeconds += work.expectedSeconds / work.total;
}

bool TakeRun::countTotals()
{
    std::vector<bool> isOpen(m_work.size());
    for (Work& work : m_work)
        work.total = static_cast<double>(work.files);
    bool isKnown = true;
    for (const Walk& walk : m_walks) {
        const auto known = walk.walk->total();
        m_work[walk.work].total += static_cast<double>(known.value_or(walk.given));
        isKnown = isKnown && known.has_value();
        isOpen[walk.work] = isOpen[walk.work] || (!known && !walk.isExhausted);
    }
    for (std::size_t i = 0; i < m_work.size(); ++i) {
        Work& work = m_work[i];
        // What has given nothing more and waits for nothing has given all.
        if (isOpen[i] || static_cast<double>(work.done) < work.total)
            work.total = std::max(work.total, isKnown ? 0.0 : work.expectedRequests);
    }
    return isKnown;
}

void TakeRun::publish(bool isForced)
{
    const auto now = Clock::now();
    if (!isForced && now - m_published < kPublishEvery)
        return;
    m_published = now;
    const std::uint64_t bytes = m_file.state().bytes;
    m_marks.push_back({now, m_fresh, bytes, m_freshSeconds});
    while (m_marks.size() > 2 && now - m_marks.front().at > kLately)
        m_marks.pop_front();
    const bool isKnown = countTotals();
    double total = 0, expected = 0, left = 0;
    bool isExpected = m_expected.has_value();
    for (const Work& work : m_work) {
        total += work.total;
        expected += work.expectedSeconds;
        if (work.total > 0) {
            left += work.expectedSeconds * std::max(0.0, 1 - static_cast<double>(work.done) / work.total);
            isExpected = isExpected && work.expectedSeconds > 0;
        }
    }
    const Mark& before = m_marks.front();
    const double seconds = std::chrono::duration<double>(now - before.at).count();
    const std::lock_guard lock(m_board.mutex);
    TakeProgress& progress = m_board.progress;
    progress.done = m_done;
    progress.total = std::max(static_cast<std::uint64_t>(std::llround(total)), m_done);
    progress.isTotalKnown = isKnown;
    progress.bytes = bytes;
    progress.missing = m_file.state().missing;
    if (isExpected && expected > 0) {
        // Layers differ in how long a thing takes, so seconds are counted, not things.
        const double pace = (seconds + kTrustSeconds) / (m_freshSeconds - before.freshSeconds + kTrustSeconds);
        progress.fraction = std::clamp(1 - left / expected, 0.0, 1.0);
        progress.secondsLeft = left * pace;
    } else {
        const double perSecond = seconds > 0.5 ? static_cast<double>(m_fresh - before.done) / seconds : 0;
        progress.fraction = progress.total > 0 ? static_cast<double>(m_done) / static_cast<double>(progress.total) : -1;
        progress.secondsLeft = perSecond > 0 ? static_cast<double>(progress.total - m_done) / perSecond : -1;
    }
    if (seconds > 0.5)
        progress.bytesPerSecond = static_cast<double>(bytes - before.bytes) / seconds;
    if (m_turn < m_walks.size())
        progress.layer = m_work[m_walks[m_turn].work].layer;
    progress.trouble = m_trouble;
    m_board.changed.notify_all();
}

} // namespace guanjing::layers
