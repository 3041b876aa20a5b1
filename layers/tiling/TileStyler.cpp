#include "layers/tiling/TileStyler.h"

#include "geodata/core/TaskPool.h"
#include "layers/tiling/ContentLook.h"

#include <algorithm>
#include <condition_variable>
#include <unordered_set>
#include <utility>

namespace guanjing::layers {

namespace {

/// What one frame may spend on taking looks over; four bytes a vertex, so nearly always all of a view at once.
constexpr UploadBudget kApplyBudget{64u << 20, 40.0};
/// Behind tiles that are waited for, which have positive priorities.
constexpr double kPriority = -1.0;

} // namespace

struct TileStyler::Outcome {
    std::uint32_t tree = 0;
    std::uint64_t revision = 0;
    TileIndex tile = kNoTile;
    std::size_t part = 0;
    std::shared_ptr<const tiles3d::Model> model; ///< tells whether the part is still the same
    std::shared_ptr<const ContentLook> look;
    std::unique_ptr<PreparedLook> prepared;
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
    std::size_t outstanding = 0;
    std::unordered_set<const tiles3d::Model*> started; ///< at a worker or done, of this revision
    std::vector<Outcome> done;
    std::vector<std::pair<TileIndex, const tiles3d::Model*>> uploading;
};

TileStyler::TileStyler(TaskPool& tasks, ContentPreparer& preparer, TileLoader& loader, std::function<void()> changed)
    : m_tasks(tasks), m_preparer(preparer), m_loader(loader), m_shared(std::make_shared<Shared>())
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
}

bool TileStyler::isBusy() const
{
    return std::any_of(m_works.begin(), m_works.end(), [](const auto& work) {
        return work->needsScan || work->outstanding > 0 || !work->done.empty() || !work->uploading.empty();
    });
}

void TileStyler::update(TileTree& tree)
{
    if (tree.styleRevision() == 0)
        return; // never had one
    Work& work = workOf(tree);
    if (work.revision != tree.styleRevision()) {
        work.revision = tree.styleRevision();
        work.needsScan = true;
        work.outstanding = 0; // what is under way is no longer counted
        work.started.clear();
        work.done.clear();
    }
    work.needsScan = tree.takeNeedsLooks() || work.needsScan;
    takeFinished();
    if (work.needsScan)
        start(tree, work);
    if (work.outstanding == 0 && (!work.done.empty() || !work.uploading.empty()))
        apply(tree, work);
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

void TileStyler::start(TileTree& tree, Work& work)
{
    work.needsScan = false;
    m_loader.forEachPresent([&](Resource& resource) {
        auto* content = dynamic_cast<TileContent*>(&resource);
        if (content == nullptr || &content->tree() != &tree)
            return;
        for (std::size_t i = 0; i < content->parts().size(); ++i) {
            const LoadedPart& part = content->parts()[i];
            if (!part.model || (part.look ? part.look->style : nullptr) == tree.style())
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
            if (!work.started.insert(part.model.get()).second)
                continue;
            ++work.outstanding;
            Outcome outcome;
            outcome.tree = tree.id();
            outcome.revision = work.revision;
            outcome.tile = content->tileIndex();
            outcome.part = i;
            outcome.model = part.model;
            auto job = std::make_shared<Outcome>(std::move(outcome));
            m_tasks.post(
                [shared = m_shared, job, style = tree.style(), modelToWorld = part.modelToWorld,
                 layout = m_preparer.layoutOf(*part.prepared), &preparer = m_preparer] {
                    {
                        const std::lock_guard lock(shared->mutex);
                        if (shared->stopping)
                            return;
                        ++shared->running;
                    }
                    job->look = makeLook(*job->model, modelToWorld, style);
                    if (layout)
                        job->prepared = preparer.prepareLook(*job->model, *layout, *job->look);
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
        // Gone, or come again with a look of its own.
        if (!tile.content || outcome.part >= tile.content->parts().size()
            || tile.content->parts()[outcome.part].model != outcome.model || !tile.content->isReady()) {
            // It may be with another tile now.
            work.started.erase(outcome.model.get());
            continue;
        }
        m_preparer.setLook(*tile.content->parts()[outcome.part].prepared, std::move(outcome.prepared));
        tile.content->setLook(outcome.part, std::move(outcome.look));
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
