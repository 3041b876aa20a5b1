#pragma once

#include "geodata/net/Delivery.h"
#include "geodata/net/PackageAssetAccessor.h"
#include "geodata/net/PackageUrl.h"
#include "geodata/net/TilePackage.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace guanjing {

/// One request for a file in a package, shared by the handle and the worker.
struct PackageRequest {
    PackageRequest(AssetRequest r, PackageAddress a, AssetCallback done)
        : request(std::move(r)), address(std::move(a)), delivery(std::move(done))
    { }
    AssetRequest request;
    PackageAddress address;
    Delivery delivery;
    std::mutex mutex;
    AssetHandle inner; ///< by mutex: the range under way
};
using PackageRequestPtr = std::shared_ptr<PackageRequest>;

/// Everything but `url` belongs to the worker.
struct OpenPackage {
    enum class State { Opening, Ready };
    explicit OpenPackage(std::string u) : url(std::move(u)) { }

    const std::string url;
    State state = State::Opening;
    std::uint64_t bytes = 0;
    ZipTail tail;
    ZipIndex index;
    SharedBytes whole; ///< of a package that is held
    std::optional<MediaTable> media;
    std::shared_ptr<SparseFile> sparse; ///< what of the media is at hand; null: all
    using BlockDone = std::function<void(const std::optional<Error>&)>;
    struct Block {
        std::vector<BlockDone> waiting;
        AssetHandle handle;
    };
    std::map<std::uint64_t, Block> blocks; ///< under way, by their first byte
    AssetHandle handle; ///< of the step of opening that is under way
    std::vector<PackageRequestPtr> waiting;
    std::string referrer;
    double priority = 0;
    std::uint64_t lastUse = 0;
};
using OpenPackagePtr = std::shared_ptr<OpenPackage>;

/// The worker of PackageAssetAccessor: opens packages (PackageOpening.cpp) and reads files out of them.
struct PackageAssetAccessor::Core : std::enable_shared_from_this<Core> {
    Core(AssetAccessor& accessor, const PackageLimits& packageLimits) : inner(accessor), limits(packageLimits) { }

    AssetHandle get(AssetRequest request, PackageAddress address, AssetCallback done);
    /// Runs it on the worker; when that has ended, `pending` is answered instead.
    void post(std::function<void()> task, const PackageRequestPtr& pending = nullptr);
    void run();

    // ---- on the worker

    void serve(const PackageRequestPtr& pending);
    void forgetOld(OpenPackage& added);
    void answer(const PackageRequestPtr& pending, Result<AssetResponse> result);
    /// A package that could not be opened is tried anew by the next request.
    void giveUp(OpenPackagePtr package, Error error);
    void ready(const OpenPackagePtr& package);
    /// Asks for the package's own bytes; `next` runs on the worker with the answer.
    void ask(const OpenPackagePtr& package, std::optional<ByteRange> range, std::uint64_t maxBytes,
             std::function<void(AssetResponse&)> next);
    void open(const OpenPackagePtr& package);
    void fetchWhole(const OpenPackagePtr& package);
    void openSparse(const OpenPackagePtr& package);
    /// A block of package->sparse; `then` runs on the worker, with what went wrong.
    void fetchBlock(const OpenPackagePtr& package, SparseFile::Span span, OpenPackage::BlockDone then);
    void openMedia(const OpenPackagePtr& package, Result<MediaTable> table);
    void openZip(const OpenPackagePtr& package, ByteView tailBytes);
    void openByHashes(const OpenPackagePtr& package);
    void read(const OpenPackagePtr& package, const PackageRequestPtr& pending);
    void finish(const PackageRequestPtr& pending, Result<SharedBytes> contents, AssetResponse response);

    AssetAccessor& inner;
    const PackageLimits limits;

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> tasks;
    bool stopping = false;

    std::map<std::string, OpenPackagePtr> packages; ///< the worker's, as all below
    std::set<PackageRequestPtr> live;
    std::uint64_t uses = 0;

    std::thread thread;
};

} // namespace guanjing
