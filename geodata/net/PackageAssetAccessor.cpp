#include "geodata/net/PackageAssetAccessor.h"

#include "geodata/net/DataUrl.h"
#include "geodata/net/PackageCore.h"
#include "geodata/net/Url.h"

#include <algorithm>
#include <filesystem>

namespace guanjing {

namespace {

using Answer = Result<AssetResponse>;

class PackageJob final : public AssetHandle::Job {
public:
    explicit PackageJob(PackageRequestPtr pending) : m_pending(std::move(pending)) { }
    ~PackageJob() override
    {
        m_pending->delivery.cancel();
        AssetHandle inner;
        const std::unique_lock lock(m_pending->mutex);
        std::swap(inner, m_pending->inner);
        // `inner` is declared first, so that it goes after the lock.
    }

private:
    PackageRequestPtr m_pending;
};

/// "/x.3tz/tiles/a.glb", as packages are addressed where MAXAR_content_3tz is used, if /x.3tz is a file.
std::optional<PackageAddress> splitAsFolder(const std::string& url)
{
    for (const char* ending : {".3tz/", ".3dtiles/"}) {
        const auto at = url.find(ending);
        if (at == std::string::npos)
            continue;
        const std::size_t slash = at + std::string_view(ending).size() - 1;
        std::error_code ignored;
        if (std::filesystem::is_regular_file(toFilePath(url.substr(0, slash)), ignored))
            return splitPackageUrl(url.substr(0, slash) + "!" + url.substr(slash));
    }
    return std::nullopt;
}

} // namespace

AssetHandle PackageAssetAccessor::Core::get(AssetRequest request, PackageAddress address, AssetCallback done)
{
    auto pending = std::make_shared<PackageRequest>(std::move(request), std::move(address), std::move(done));
    post([this, pending] { serve(pending); }, pending);
    return AssetHandle(std::make_unique<PackageJob>(std::move(pending)));
}

void PackageAssetAccessor::Core::post(std::function<void()> task, const PackageRequestPtr& pending)
{
    {
        const std::lock_guard lock(mutex);
        if (!stopping) {
            tasks.push_back(std::move(task));
            wake.notify_one();
            return;
        }
    }
    if (pending)
        pending->delivery.deliver(fail(ErrorCode::Cancelled, pending->request.url, "shutting down"));
}

void PackageAssetAccessor::Core::run()
{
    std::unique_lock lock(mutex);
    while (!stopping) {
        if (tasks.empty()) {
            wake.wait(lock);
            continue;
        }
        auto task = std::move(tasks.front());
        tasks.pop_front();
        lock.unlock();
        task();
        task = nullptr; // what it held may take locks when it goes
        lock.lock();
    }
}

void PackageAssetAccessor::Core::serve(const PackageRequestPtr& pending)
{
    std::erase_if(live, [](const PackageRequestPtr& other) { return !other->delivery.isWanted(); });
    if (!pending->delivery.isWanted())
        return;
    live.insert(pending);
    OpenPackagePtr& place = packages[pending->address.package];
    const OpenPackagePtr package = place ? place : std::make_shared<OpenPackage>(pending->address.package);
    if (!place) {
        place = package; // `place` goes as soon as opening fails
        package->referrer = pending->request.referrer;
        package->priority = pending->request.priority;
        package->waiting.push_back(pending);
        forgetOld(*package);
        open(package);
        return;
    }
    package->lastUse = ++uses;
    if (package->state == OpenPackage::State::Opening)
        package->waiting.push_back(pending);
    else
        read(package, pending);
}

void PackageAssetAccessor::Core::forgetOld(OpenPackage& added)
{
    added.lastUse = ++uses;
    while (packages.size() > limits.maxOpen) {
        auto oldest = packages.end();
        for (auto it = packages.begin(); it != packages.end(); ++it)
            if (it->second->state == OpenPackage::State::Ready
                && (oldest == packages.end() || it->second->lastUse < oldest->second->lastUse))
                oldest = it;
        if (oldest == packages.end())
            return;
        packages.erase(oldest);
    }
}

void PackageAssetAccessor::Core::answer(const PackageRequestPtr& pending, Answer result)
{
    live.erase(pending);
    pending->delivery.deliver(std::move(result));
}

void PackageAssetAccessor::Core::giveUp(OpenPackagePtr package, Error error)
{
    const auto found = packages.find(package->url);
    if (found != packages.end() && found->second == package)
        packages.erase(found);
    for (const PackageRequestPtr& pending : std::exchange(package->waiting, {})) {
        Error told = error;
        if (told.source.empty())
            told.source = redactUrl(package->url);
        answer(pending, fail(std::move(told)));
    }
}

void PackageAssetAccessor::Core::ready(const OpenPackagePtr& package)
{
    package->state = OpenPackage::State::Ready;
    for (const PackageRequestPtr& pending : std::exchange(package->waiting, {}))
        read(package, pending);
}

void PackageAssetAccessor::Core::read(const OpenPackagePtr& package, const PackageRequestPtr& pending)
{
    if (!pending->delivery.isWanted())
        return;
    const std::string& entry = pending->address.entry;
    const std::string source = redactUrl(pending->request.url);
    if (package->media) {
        auto contents = package->media->read(entry, pending->request.maxBytes, source);
        if (const auto missing = package->sparse ? package->sparse->takeMissing() : std::nullopt; missing && !contents)
            fetchBlock(package, *missing, [this, package, pending](const std::optional<Error>& error) {
                if (error)
                    answer(pending, fail(*error));
                else
                    read(package, pending);
            });
        else
            finish(pending, std::move(contents), AssetResponse{});
        return;
    }
    const auto span = package->index.find(entry);
    if (!span) {
        answer(pending, fail(ErrorCode::NotFound, source, "the package holds no \"" + entry + "\""));
        return;
    }
    const auto unpack = [this, package, pending, source](ByteView bytes, AssetResponse response) {
        finish(pending, package->index.read(bytes, pending->address.entry, pending->request.maxBytes, source),
               std::move(response));
    };
    if (package->whole) {
        if (span->last >= package->whole->size())
            answer(pending, fail(ErrorCode::BadReference, source, "the package's index points beyond it"));
        else
            unpack(ByteView(*package->whole).subspan(span->first, span->last - span->first + 1), {});
        return;
    }
    AssetRequest request;
    request.url = package->url;
    request.range = *span;
    request.headers = pending->request.headers;
    request.priority = pending->request.priority;
    request.referrer = pending->request.referrer;
    request.maxBytes = span->last - span->first + 1;
    auto done = [self = shared_from_this(), pending, unpack](Answer result) mutable {
        self->post(
            [self, pending, unpack, result = std::move(result)]() mutable {
                if (!result) {
                    self->answer(pending, std::move(result));
                    return;
                }
                if (result->status == 304) { // the request brought a condition of its own
                    self->answer(pending, std::move(result));
                    return;
                }
                const SharedBytes body = result->body;
                unpack(*body, std::move(*result));
            },
            pending);
    };
    AssetHandle handle = inner.get(std::move(request), std::move(done));
    const std::lock_guard lock(pending->mutex);
    if (pending->delivery.isWanted())
        std::swap(pending->inner, handle);
}

void PackageAssetAccessor::Core::finish(const PackageRequestPtr& pending, Result<SharedBytes> contents,
                                        AssetResponse response)
{
    if (!contents) {
        answer(pending, fail(std::move(contents.error())));
        return;
    }
    // Under the name of the file inside, so that relative references lead to its neighbours.
    response.url = packageRootUrl(pending->request.url);
    std::erase_if(response.headers, [](const HttpHeader& header) {
        std::string name = header.name;
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        return name == "content-range" || name == "content-length" || name == "content-type";
    });
    response.status = 200;
    response.body = std::move(*contents);
    if (const auto& range = pending->request.range) {
        const std::uint64_t size = response.body->size();
        if (range->first >= size || range->last < range->first) {
            answer(pending,
                   fail(ErrorCode::BadValue, redactUrl(pending->request.url),
                        "range " + std::to_string(range->first) + "-" + std::to_string(range->last) + " of "
                            + std::to_string(size) + " bytes"));
            return;
        }
        const auto begin = response.body->begin();
        const auto end = begin + static_cast<std::ptrdiff_t>(std::min(range->last + 1, size));
        response.body = std::make_shared<const Bytes>(begin + static_cast<std::ptrdiff_t>(range->first), end);
        response.status = 206;
    }
    answer(pending, std::move(response));
}

PackageAssetAccessor::PackageAssetAccessor(AssetAccessor& inner, const PackageLimits& limits)
    : m_core(std::make_shared<Core>(inner, limits))
{
    m_core->thread = std::thread([core = m_core.get()] { core->run(); });
}

PackageAssetAccessor::~PackageAssetAccessor()
{
    std::deque<std::function<void()>> left;
    {
        const std::lock_guard lock(m_core->mutex);
        m_core->stopping = true;
        left.swap(m_core->tasks);
        m_core->wake.notify_one();
    }
    m_core->thread.join();
    // The worker has ended: what was its own is this thread's now. Requests that never reached it are held by their tasks.
    for (auto& task : left)
        task();
    for (const PackageRequestPtr& pending : std::exchange(m_core->live, {})) {
        AssetHandle inner;
        {
            const std::lock_guard lock(pending->mutex);
            std::swap(inner, pending->inner);
        }
        pending->delivery.deliver(fail(ErrorCode::Cancelled, pending->request.url, "shutting down"));
    }
    // A handle's callback holds the package that holds the handle.
    for (auto& [url, package] : std::exchange(m_core->packages, {})) {
        package->handle.reset();
        package->blocks.clear();
    }
}

AssetHandle PackageAssetAccessor::get(AssetRequest request, AssetCallback done)
{
    auto address = splitPackageUrl(request.url);
    if (isPackageUrl(request.url)) // also of a package in a package
        address = splitPackageUrl(packageRootUrl(request.url));
    if (!address && isFileUrl(request.url))
        address = splitAsFolder(request.url);
    // The inner accessor words the refusal of a local file named by a server.
    if (!address || (isFileUrl(request.url) && (isHttpUrl(request.referrer) || isDataUrl(request.referrer))))
        return m_core->inner.get(std::move(request), std::move(done));
    return m_core->get(std::move(request), std::move(*address), std::move(done));
}

AssetStatistics PackageAssetAccessor::statistics() const { return m_core->inner.statistics(); }

} // namespace guanjing
