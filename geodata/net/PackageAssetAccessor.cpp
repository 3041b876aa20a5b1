#include "geodata/net/PackageAssetAccessor.h"

#include "geodata/net/Delivery.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/net/TilePackage.h"
#include "geodata/net/Url.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

namespace guanjing {

namespace {

using Answer = Result<AssetResponse>;

/// One request for a file in a package, shared by the handle and the worker.
struct Pending {
    Pending(AssetRequest r, PackageAddress a, AssetCallback done)
        : request(std::move(r)), address(std::move(a)), delivery(std::move(done))
    { }
    AssetRequest request;
    PackageAddress address;
    Delivery delivery;
    std::mutex mutex;
    AssetHandle inner; ///< by mutex: the range under way
};
using PendingPtr = std::shared_ptr<Pending>;

class PackageJob final : public AssetHandle::Job {
public:
    explicit PackageJob(PendingPtr pending) : m_pending(std::move(pending)) { }
    ~PackageJob() override
    {
        m_pending->delivery.cancel();
        AssetHandle inner;
        const std::unique_lock lock(m_pending->mutex);
        std::swap(inner, m_pending->inner);
        // `inner` is declared first, so that it goes after the lock.
    }

private:
    PendingPtr m_pending;
};

/// Everything but `url` belongs to the worker.
struct Package {
    enum class State { Opening, Ready };
    explicit Package(std::string u) : url(std::move(u)) { }

    const std::string url;
    State state = State::Opening;
    std::uint64_t bytes = 0;
    ZipTail tail;
    ZipIndex index;
    SharedBytes whole; ///< of a package that is held
    std::optional<MediaTable> media;
    AssetHandle handle; ///< of the step of opening that is under way
    std::vector<PendingPtr> waiting;
    std::string referrer;
    double priority = 0;
    std::uint64_t lastUse = 0;
};
using PackagePtr = std::shared_ptr<Package>;

/// "bytes 0-9/1234" → 1234.
std::optional<std::uint64_t> totalOf(const AssetResponse& response)
{
    const std::string_view text = response.header("Content-Range");
    const auto slash = text.rfind('/');
    std::uint64_t total = 0;
    if (slash == std::string_view::npos)
        return std::nullopt;
    const char* begin = text.data() + slash + 1;
    const auto parsed = std::from_chars(begin, text.data() + text.size(), total);
    return parsed.ec == std::errc() && parsed.ptr != begin ? std::optional(total) : std::nullopt;
}

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

struct PackageAssetAccessor::Core : std::enable_shared_from_this<Core> {
    Core(AssetAccessor& accessor, const PackageLimits& packageLimits) : inner(accessor), limits(packageLimits) { }

    AssetHandle get(AssetRequest request, PackageAddress address, AssetCallback done)
    {
        auto pending = std::make_shared<Pending>(std::move(request), std::move(address), std::move(done));
        post([this, pending] { serve(pending); }, pending);
        return AssetHandle(std::make_unique<PackageJob>(std::move(pending)));
    }

    /// Runs it on the worker; when that has ended, `pending` is answered instead.
    void post(std::function<void()> task, const PendingPtr& pending = nullptr)
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

    void run()
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

    // ---- on the worker

    void serve(const PendingPtr& pending)
    {
        std::erase_if(live, [](const PendingPtr& other) { return !other->delivery.isWanted(); });
        if (!pending->delivery.isWanted())
            return;
        live.insert(pending);
        PackagePtr& place = packages[pending->address.package];
        const PackagePtr package = place ? place : std::make_shared<Package>(pending->address.package);
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
        if (package->state == Package::State::Opening)
            package->waiting.push_back(pending);
        else
            read(package, pending);
    }

    void forgetOld(Package& added)
    {
        added.lastUse = ++uses;
        while (packages.size() > limits.maxOpen) {
            auto oldest = packages.end();
            for (auto it = packages.begin(); it != packages.end(); ++it)
                if (it->second->state == Package::State::Ready
                    && (oldest == packages.end() || it->second->lastUse < oldest->second->lastUse))
                    oldest = it;
            if (oldest == packages.end())
                return;
            packages.erase(oldest);
        }
    }

    void answer(const PendingPtr& pending, Answer result)
    {
        live.erase(pending);
        pending->delivery.deliver(std::move(result));
    }

    /// A package that could not be opened is tried anew by the next request.
    void giveUp(PackagePtr package, Error error)
    {
        const auto found = packages.find(package->url);
        if (found != packages.end() && found->second == package)
            packages.erase(found);
        for (const PendingPtr& pending : std::exchange(package->waiting, {})) {
            Error told = error;
            if (told.source.empty())
                told.source = redactUrl(package->url);
            answer(pending, fail(std::move(told)));
        }
    }

    void ready(const PackagePtr& package)
    {
        package->state = Package::State::Ready;
        for (const PendingPtr& pending : std::exchange(package->waiting, {}))
            read(package, pending);
    }

    /// Asks for the package's own bytes; `next` runs on the worker with the answer.
    void ask(const PackagePtr& package, std::optional<ByteRange> range, std::uint64_t maxBytes,
             std::function<void(AssetResponse&)> next)
    {
        AssetRequest request;
        request.url = package->url;
        request.range = range;
        request.maxBytes = maxBytes;
        request.referrer = package->referrer;
        request.priority = package->priority;
        auto done = [self = shared_from_this(), package, next = std::move(next)](Answer result) mutable {
            self->post([self, package, next = std::move(next), result = std::move(result)]() mutable {
                if (result)
                    next(*result);
                else
                    self->giveUp(package, result.error());
            });
        };
        // A package in a package is a file of that one, whatever its name.
        if (auto outer = splitPackageUrl(package->url))
            package->handle = get(std::move(request), std::move(*outer), std::move(done));
        else
            package->handle = inner.get(std::move(request), std::move(done));
    }

    void open(const PackagePtr& package)
    {
        const bool isInside = splitPackageUrl(package->url).has_value();
        if (!isZipPackageUrl(package->url) && !isInside && isFileUrl(package->url)) {
            openMedia(package, MediaTable::open(toFilePath(package->url), redactUrl(package->url)));
            return;
        }
        if (!isZipPackageUrl(package->url) || isInside) {
            fetchWhole(package);
            return;
        }
        ask(package, ByteRange{0, 0}, limits.maxWholeBytes, [this, package](AssetResponse& response) {
            const auto total = totalOf(response);
            if (!total) { // the server knows no ranges
                fetchWhole(package);
                return;
            }
            package->bytes = *total;
            const std::uint64_t tailBytes = std::min(*total, kZipTailBytes);
            ask(package, ByteRange{*total - tailBytes, *total - 1}, tailBytes,
                [this, package](AssetResponse& tail) { openZip(package, *tail.body); });
        });
    }

    void fetchWhole(const PackagePtr& package)
    {
        ask(package, std::nullopt, limits.maxWholeBytes, [this, package](AssetResponse& response) {
            if (!isZipPackageUrl(package->url)) {
                openMedia(package, MediaTable::openCopy(*response.body, redactUrl(package->url)));
                return;
            }
            package->whole = response.body;
            package->bytes = response.body->size();
            const std::uint64_t tailBytes = std::min(package->bytes, kZipTailBytes);
            openZip(package, ByteView(*response.body).last(tailBytes));
        });
    }

    void openMedia(const PackagePtr& package, Result<MediaTable> table)
    {
        if (!table) {
            giveUp(package, table.error());
            return;
        }
        package->media.emplace(std::move(*table));
        ready(package);
    }

    void openZip(const PackagePtr& package, ByteView tailBytes)
    {
        const std::string source = redactUrl(package->url);
        auto tail = readZipTail(tailBytes, package->bytes, source);
        if (!tail) {
            giveUp(package, tail.error());
            return;
        }
        package->tail = *tail;
        if (tail->directoryBytes == 0) {
            giveUp(package, {ErrorCode::Empty, source, "an archive without files"});
            return;
        }
        if (tail->directoryBytes > limits.maxDirectoryBytes && tail->indexHeader
            && tail->indexBytes <= limits.maxIndexBytes) {
            openByHashes(package);
            return;
        }
        if (tail->directoryBytes > limits.maxIndexBytes) {
            giveUp(package,
                   {ErrorCode::TooLarge, source,
                    "a directory of " + std::to_string(tail->directoryBytes) + " bytes and no index"});
            return;
        }
        const ByteRange range{tail->directoryOffset, tail->directoryOffset + tail->directoryBytes - 1};
        const std::uint64_t tailStart = package->bytes - tailBytes.size();
        const auto finish = [this, package](ByteView directory) {
            auto index = ZipIndex::fromDirectory(directory, package->tail, redactUrl(package->url));
            if (!index) {
                giveUp(package, index.error());
                return;
            }
            package->index = std::move(*index);
            ready(package);
        };
        if (range.first >= tailStart)
            finish(tailBytes.subspan(range.first - tailStart, tail->directoryBytes));
        else if (package->whole)
            finish(ByteView(*package->whole).subspan(range.first, tail->directoryBytes));
        else
            ask(package, range, tail->directoryBytes, [finish](AssetResponse& response) { finish(*response.body); });
    }

    void openByHashes(const PackagePtr& package)
    {
        // Header, name and perhaps a zip64 field stand before the hashes; the directory follows.
        const std::uint64_t first = *package->tail.indexHeader;
        const std::uint64_t last = package->tail.directoryOffset - 1;
        const auto finish = [this, package](ByteView bytes) {
            const std::string source = redactUrl(package->url);
            ZipIndex reader;
            auto hashes = reader.read(bytes, "@3dtilesIndex1@", limits.maxIndexBytes, source);
            auto index = hashes ? ZipIndex::fromHashes(**hashes, package->tail, source) : fail(hashes.error());
            if (!index) {
                giveUp(package, index.error());
                return;
            }
            package->index = std::move(*index);
            ready(package);
        };
        if (first > last)
            giveUp(package, {ErrorCode::BadReference, redactUrl(package->url), "the index lies behind the directory"});
        else if (package->whole)
            finish(ByteView(*package->whole).subspan(first, last - first + 1));
        else
            ask(package, ByteRange{first, last}, last - first + 1,
                [finish](AssetResponse& response) { finish(*response.body); });
    }

    void read(const PackagePtr& package, const PendingPtr& pending)
    {
        if (!pending->delivery.isWanted())
            return;
        const std::string& entry = pending->address.entry;
        const std::string source = redactUrl(pending->request.url);
        if (package->media) {
            finish(pending, package->media->read(entry, pending->request.maxBytes, source), AssetResponse{});
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

    void finish(const PendingPtr& pending, Result<SharedBytes> contents, AssetResponse response)
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

    AssetAccessor& inner;
    const PackageLimits limits;

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> tasks;
    bool stopping = false;

    std::map<std::string, PackagePtr> packages; ///< the worker's, as all below
    std::set<PendingPtr> live;
    std::uint64_t uses = 0;

    std::thread thread;
};

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
    for (const PendingPtr& pending : std::exchange(m_core->live, {})) {
        AssetHandle inner;
        {
            const std::lock_guard lock(pending->mutex);
            std::swap(inner, pending->inner);
        }
        pending->delivery.deliver(fail(ErrorCode::Cancelled, pending->request.url, "shutting down"));
    }
    // A handle's callback holds the package that holds the handle.
    for (auto& [url, package] : std::exchange(m_core->packages, {}))
        package->handle.reset();
}

AssetHandle PackageAssetAccessor::get(AssetRequest request, AssetCallback done)
{
    auto address = splitPackageUrl(request.url);
    if (isPackageUrl(request.url)) // also of a package in a package
        address = splitPackageUrl(packageRootUrl(request.url));
    if (!address && isFileUrl(request.url))
        address = splitAsFolder(request.url);
    // The inner accessor words the refusal of a local file named by a server.
    if (!address || (isFileUrl(request.url) && isHttpUrl(request.referrer)))
        return m_core->inner.get(std::move(request), std::move(done));
    return m_core->get(std::move(request), std::move(*address), std::move(done));
}

AssetStatistics PackageAssetAccessor::statistics() const { return m_core->inner.statistics(); }

} // namespace guanjing
