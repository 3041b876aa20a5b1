#include "layers/packs/Taking.h"

#include "geodata/packs/PackFile.h"
#include "geodata/store/BlobCipher.h"
#include "layers/packs/PackScene.h"
#include "layers/packs/TakeRun.h"

#include <sys/stat.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace guanjing::layers {
namespace {

Result<std::string> newPackId()
{
    const auto bytes = randomBytes(8);
    if (!bytes)
        return fail(bytes.error());
    std::string id;
    for (const std::uint8_t byte : *bytes)
        for (const int shift : {4, 0})
            id += "0123456789abcdef"[byte >> shift & 15];
    return id;
}

Result<PackFile> openOrCreate(const Scene& scene, const TakeOptions& options, const std::string& path,
                              const StoreKey* key)
{
    const auto layers = layersToTake(scene, options);
    const std::string plan = takePlan(packScene(scene, layers, options, {}), options);
    struct stat info { };
    if (::stat(path.c_str(), &info) == 0) {
        auto file = PackFile::resume(path, key);
        if (!file)
            return file;
        if (file->facts().plan != plan)
            return fail(ErrorCode::BadValue, path, "this pack was begun with another area, or other layers or levels");
        // One that is encrypted does not open without its key; the other way round it would, and go on in the clear.
        if (key != nullptr && !file->state().isEncrypted)
            return fail(ErrorCode::BadValue, path,
                        "this pack was begun without encryption; go on with it without a key, or choose another file");
        return file;
    }
    auto id = newPackId();
    if (!id)
        return fail(std::move(id.error()));
    PackFacts facts;
    facts.id = std::move(*id);
    const Scene taken = packScene(scene, layers, options, packAddress(facts.id));
    facts.name = taken.name;
    facts.createdBy = options.createdBy;
    facts.createdAtSeconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    facts.area = options.area.toGeoJson();
    facts.scene = packSceneText(taken);
    facts.plan = plan;
    facts.aliases = options.aliases;
    facts.roots = {packAddress(facts.id)};
    return PackFile::create(path, facts, key);
}

} // namespace

struct Taking::Impl {
    TakeBoard board;
    std::shared_ptr<TakeInbox> inbox = std::make_shared<TakeInbox>();
    std::unique_ptr<TakeRun> run;
    std::thread thread;
};

Result<void> checkTakeOptions(const Scene& scene, const TakeOptions& options)
{
    if (options.area.isEmpty())
        return fail(ErrorCode::BadValue, {}, "no area was chosen");
    const auto layers = layersToTake(scene, options);
    for (const std::string& name : options.layers)
        if (std::none_of(layers.begin(), layers.end(), [&](const TakeLayer& layer) { return layer.name == name; }))
            return fail(ErrorCode::BadValue, name, "the scene has no layer of this name");
    for (const std::string& date : options.dates)
        if (std::none_of(layers.begin(), layers.end(), [&](const TakeLayer& layer) {
                return !layer.date.empty() && (layer.date.starts_with(date) || date.starts_with(layer.date));
            }))
            return fail(ErrorCode::BadValue, date, "no layer of the scene is of this date");
    if (std::none_of(layers.begin(), layers.end(), [](const TakeLayer& layer) { return layer.isTaken(); }))
        return fail(ErrorCode::BadValue, scene.name, "nothing that was chosen can be taken along");
    return {};
}

Result<std::unique_ptr<Taking>> Taking::start(TakeServices services, const Scene& scene, const TakeOptions& options,
                                              const std::string& path, const StoreKey* key,
                                              const TakeEstimate* expected)
{
    if (auto checked = checkTakeOptions(scene, options); !checked)
        return fail(std::move(checked.error()));
    auto file = openOrCreate(scene, options, path, key);
    if (!file)
        return fail(std::move(file.error()));
    auto impl = std::make_unique<Impl>();
    impl->board.progress.bytes = file->state().bytes;
    impl->run = std::make_unique<TakeRun>(services, scene, options, std::move(*file), impl->board, impl->inbox);
    if (expected)
        impl->run->expect(*expected);
    impl->thread = std::thread([at = impl.get()] { at->run->run(); });
    return std::unique_ptr<Taking>(new Taking(std::move(impl)));
}

Taking::Taking(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) { }

Taking::~Taking()
{
    cancel();
    m_impl->thread.join();
}

void Taking::pause()
{
    const std::lock_guard lock(m_impl->board.mutex);
    m_impl->board.isPaused = true;
    m_impl->inbox->wake();
}

void Taking::resume()
{
    const std::lock_guard lock(m_impl->board.mutex);
    m_impl->board.isPaused = false;
    m_impl->board.changed.notify_all();
}

void Taking::cancel()
{
    m_impl->board.stop.request_stop();
    const std::lock_guard lock(m_impl->board.mutex);
    m_impl->board.changed.notify_all();
    m_impl->inbox->wake();
}

TakeProgress Taking::progress() const
{
    const std::lock_guard lock(m_impl->board.mutex);
    return m_impl->board.progress;
}

bool Taking::waitFor(double seconds)
{
    std::unique_lock lock(m_impl->board.mutex);
    return m_impl->board.changed.wait_for(lock, std::chrono::duration<double>(seconds),
                                          [this] { return m_impl->board.isEnded; });
}

std::vector<Error> Taking::missing() const
{
    const std::lock_guard lock(m_impl->board.mutex);
    return m_impl->board.missing;
}

} // namespace guanjing::layers
