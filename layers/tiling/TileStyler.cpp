#include "layers/tiling/TileStyler.h"

#include "geodata/core/TaskPool.h"
#include "layers/tiling/ContentLook.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <new>
#include <optional>
#include <unordered_set>
#include <utility>

namespace guanjing::layers {

namespace {

/// What one frame may spend on taking looks over; four bytes a vertex, so nearly always all of a view at once.
constexpr UploadBudget kApplyBudget{64u << 20, 40.0};
/// Behind tiles that are waited for, which have positive priorities.
constexpr double kPriority = -1.0;
/// Between two evaluations for the time: at least this, and as long again as the last one took.
constexpr std::chrono::milliseconds kTimeStep{500};

} // namespace

struct TileStyler::Outcome {
    std::uint32_t tree = 0;
    std::uint64_t revision = 0;
    TileIndex tile = kNoTile;
    std::size_t part = 0;
    std::shared_ptr<const tiles3d::Model> model; ///< tells whether the part is still the same
    std::shared_ptr<const ContentLook> look;
    std::unique_ptr<PreparedLook> prepared;
    bool isSame = false; ///< as the look before, but for the time
    std::optional<Error> error; ///< why it looks as the data has it
};

struct TileStyler::Shared {
    std::function<void()> changed;
    std::mutex mutex;
    std::condition_variable idle;
    std::vector<Outcome> finished;
    int running = 0;
    bool stopping = false;
};

/// The state of one tree.
struct TileStyler::Work {
    std::uint32_t tree = 0;
    std::uint64_t revision = 0;
    bool needsScan = false;
    // Of a style that reads the time:
    bool isTimed = false; ///< looks are wanted for styleMilliseconds of the tree, whatever style they have
    bool isMoving = false; ///< what is under way only moves the time on: everything shown is of one moment
    bool isBehind = false; ///< contents have come since the time was moved on
    std::optional<Time> started, due;
    std::size_t outstanding = 0;
    std::unordered_set<const tiles3d::Model*> taken; ///< at a worker or done, of this revision
    std::vector<Outcome> done;
    std::vector<std::pair<TileIndex, const tiles3d::Model*>> uploading;
    [[nodiscard]] bool hasWork() const { return needsScan || outstanding > 0 || !done.empty() || !uploading.empty(); }
};

TileStyler::TileStyler(TaskPool& tasks, const Clock& clock, ContentPreparer& preparer, TileLoader& loader,
                       std::function<void()> changed)
    : m_tasks(tasks), m_clock(clock), m_preparer(preparer), m_loader(loader), m_shared(std::make_shared<Shared>())
{
    m_shared->changed = std::move(changed);
}

TileStyler::~TileStyler()
{
    std::unique_lock lock(m_shared->mutex);
    m_shared->stopping = true;
    m_shared->idle.wait(lock, [&] { return m_shared->running == 0; });
}

TileStyler::Work& TileStyler::workOf(const TileTree& tree)
{
    for (const auto& work : m_works)
        if (work->tree == tree.id())
            return *work;
    m_works.push_back(std::make_unique<Work>());
    m_works.back()->tree = tree.id();
    return *m_works.back();
}

void TileStyler::forget(const TileTree& tree)
{
    std::erase_if(m_works, [&](const auto& work) { return work->tree == tree.id(); });
    m_firstContents.erase(tree.id());
}

bool TileStyler::isBusy() const
{
    return std::any_of(m_works.begin(), m_works.end(),
                       [](const auto& work) { return work->isBehind || (work->hasWork() && !work->isMoving); });
}

std::optional<TileStyler::Time> TileStyler::nextDue() const
{
    std::optional<Time> earliest;
    for (const auto& work : m_works)
        if (work->due && (!earliest || *work->due < *earliest))
            earliest = work->due;
    return earliest;
}

void TileStyler::moveTime(TileTree& tree, Work& work)
{
    work.isTimed = tree.style() && tree.style()->usesTime();
    if (!work.isTimed || !tree.isVisible) {
        work.due.reset();
        work.isBehind = false;
        return;
    }
    if (work.hasWork())
        return;
    const auto since = m_firstContents.find(tree.id());
    if (since == m_firstContents.end()) {
        work.isBehind = false; // nothing to be behind with
        return;
    }
    const Time now = m_clock.steadyNow();
    const bool isLast = work.isBehind && m_loader.pending() == 0;
    if (work.due && now < *work.due && !isLast)
        return;
    tree.styleMilliseconds = std::chrono::duration<double, std::milli>(now - since->second).count();
    work.started = now;
    work.due.reset();
    work.isMoving = !work.isBehind;
    // While others are on their way they will be behind again.
    work.isBehind = false;
    work.needsScan = true;
    work.taken.clear();
}

void TileStyler::update(TileTree& tree)
{
    if (tree.hasArrived)
        m_firstContents.try_emplace(tree.id(), m_clock.steadyNow());
    if (tree.styleRevision() == 0)
        return; // never had one
    Work& work = workOf(tree);
    if (work.revision != tree.styleRevision()) {
        work.revision = tree.styleRevision();
        work.needsScan = true;
        work.outstanding = 0; // what is under way is no longer counted
        work.taken.clear();
        work.done.clear();
        work.isMoving = false;
        work.isBehind = tree.style() && tree.style()->usesTime();
        work.started.reset();
        work.due.reset();
    }
    if (tree.takeNeedsLooks()) {
        work.needsScan = true;
        work.isBehind = work.isBehind || work.isTimed;
    }
    takeFinished();
    moveTime(tree, work);
    if (work.needsScan)
        start(tree, work);
    if (work.outstanding == 0 && (!work.done.empty() || !work.uploading.empty()))
        apply(tree, work);
    if (work.isTimed && work.started && !work.due && !work.hasWork()) {
        const Time now = m_clock.steadyNow();
        work.due = std::max(*work.started + kTimeStep, now + (now - *work.started));
    }
}

void TileStyler::takeFinished()
{
    std::vector<Outcome> finished;
    {
        const std::lock_guard lock(m_shared->mutex);
        finished.swap(m_shared->finished);
    }
    for (Outcome& outcome : finished) {
        for (const auto& work : m_works) {
            if (work->tree != outcome.tree || work->revision != outcome.revision)
                continue; // the tree is gone, or has another style by now
            --work->outstanding;
            work->done.push_back(std::move(outcome));
            break;
        }
    }
}

bool TileStyler::isUpToDate(const TileTree& tree, const LoadedPart& part)
{
    if (!part.look || !tree.style())
        return !part.look && !tree.style();
    return part.look->style == tree.style()
        && (!tree.style()->usesTime() || part.look->timeMilliseconds == tree.styleMilliseconds);
}

void TileStyler::start(TileTree& tree, Work& work)
{
    work.needsScan = false;
    m_loader.forEachPresent([&](Resource& resource) {
        auto* content = dynamic_cast<TileContent*>(&resource);
        if (content == nullptr || &content->tree() != &tree)
            return;
        for (std::size_t i = 0; i < content->parts().size(); ++i) {
            const LoadedPart& part = content->parts()[i];
            if (!part.model || isUpToDate(tree, part))
                continue;
            if (!content->isReady()) {
                // The upload still reads the model, and then parts of it go.
                work.needsScan = true;
                continue;
            }
            if (!tree.style()) {
                m_preparer.setLook(*part.prepared, nullptr);
                content->setLook(i, nullptr);
                work.uploading.emplace_back(content->tileIndex(), part.model.get());
                continue;
            }
            if (!work.taken.insert(part.model.get()).second)
                continue;
            ++work.outstanding;
            Outcome outcome;
            outcome.tree = tree.id();
            outcome.revision = work.revision;
            outcome.tile = content->tileIndex();
            outcome.part = i;
            outcome.model = part.model;
            auto job = std::make_shared<Outcome>(std::move(outcome));
            const auto unstyled = std::make_shared<ContentLook>();
            unstyled->style = tree.style();
            unstyled->timeMilliseconds = tree.styleMilliseconds;
            m_tasks.post(
                [shared = m_shared, job, unstyled, style = tree.style(), time = tree.styleMilliseconds,
                 before = part.look, modelToWorld = part.modelToWorld, layout = m_preparer.layoutOf(*part.prepared),
                 &preparer = m_preparer] {
                    {
                        const std::lock_guard lock(shared->mutex);
                        if (shared->stopping)
                            return;
                        ++shared->running;
                    }
                    try {
                        job->look = makeLook(*job->model, modelToWorld, style, time);
                        job->isSame = before && before->style == style && before->isSameAs(*job->look);
                        if (layout && !job->isSame)
                            job->prepared = preparer.prepareLook(*job->model, *layout, *job->look);
                    } catch (const std::bad_alloc&) {
                        job->look = unstyled;
                        job->isSame = false;
                        job->prepared.reset();
                        job->error = Error{ErrorCode::TooLarge, {}, "out of memory for the style"};
                    } catch (const std::exception& e) {
                        job->look = unstyled;
                        job->isSame = false;
                        job->prepared.reset();
                        job->error = Error{ErrorCode::Internal, {}, e.what()};
                    }
                    {
                        const std::lock_guard lock(shared->mutex);
                        shared->finished.push_back(std::move(*job));
                    }
                    if (shared->changed)
                        shared->changed();
                    const std::lock_guard lock(shared->mutex);
                    --shared->running;
                    shared->idle.notify_all();
                },
                kPriority);
        }
    });
}

void TileStyler::apply(TileTree& tree, Work& work)
{
    for (Outcome& outcome : work.done) {
        Tile& tile = tree.tile(outcome.tile);
        if (outcome.error) {
            outcome.error->source = tree.contentUrl(outcome.tile);
            tree.log().add(std::move(*outcome.error));
        }
        // Gone, or come again with a look of its own.
        if (!tile.content || outcome.part >= tile.content->parts().size()
            || tile.content->parts()[outcome.part].model != outcome.model || !tile.content->isReady()) {
            // It may be with another tile now.
            work.taken.erase(outcome.model.get());
            continue;
        }
        tree.noteLook(*outcome.look);
        if (!outcome.isSame)
            m_preparer.setLook(*tile.content->parts()[outcome.part].prepared, std::move(outcome.prepared));
        tile.content->setLook(outcome.part, std::move(outcome.look));
        if (outcome.isSame)
            continue;
        work.uploading.emplace_back(outcome.tile, outcome.model.get());
    }
    work.done.clear();
    UploadBudget budget = kApplyBudget;
    std::erase_if(work.uploading, [&](const auto& entry) {
        Tile& tile = tree.tile(entry.first);
        if (!tile.content || !tile.content->isReady())
            return true;
        for (const LoadedPart& part : tile.content->parts())
            if (part.model.get() == entry.second && !m_preparer.upload(*part.prepared, budget))
                return false;
        m_loader.recount(*tile.content);
        return true;
    });
}

} // namespace guanjing::layers
