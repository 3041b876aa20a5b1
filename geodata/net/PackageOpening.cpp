// How a package is opened: its directory or index fetched by ranges, or all of it where there are none.
#include "geodata/net/PackageCore.h"
#include "geodata/net/Url.h"

#include <algorithm>
#include <charconv>

namespace guanjing {

namespace {

using Answer = Result<AssetResponse>;

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

} // namespace

void PackageAssetAccessor::Core::ask(const OpenPackagePtr& package, std::optional<ByteRange> range,
                                     std::uint64_t maxBytes, std::function<void(AssetResponse&)> next)
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

void PackageAssetAccessor::Core::open(const OpenPackagePtr& package)
{
    const bool isInside = splitPackageUrl(package->url).has_value();
    if (!isZipPackageUrl(package->url) && !isInside && isFileUrl(package->url)) {
        openMedia(package, MediaTable::open(toFilePath(package->url), redactUrl(package->url)));
        return;
    }
    if (isInside) {
        fetchWhole(package);
        return;
    }
    ask(package, ByteRange{0, 0}, limits.maxWholeBytes, [this, package](AssetResponse& response) {
        const auto total = totalOf(response);
        if (!total || (!isZipPackageUrl(package->url) && *total <= limits.sparseAboveBytes)) {
            fetchWhole(package); // the server knows no ranges, or it is not worth them
            return;
        }
        package->bytes = *total;
        if (!isZipPackageUrl(package->url)) {
            auto file = SparseFile::create(*total, limits.sparseBlockBytes, redactUrl(package->url));
            if (!file) {
                giveUp(package, file.error());
                return;
            }
            package->sparse = std::move(*file);
            openSparse(package);
            return;
        }
        const std::uint64_t tailBytes = std::min(*total, kZipTailBytes);
        ask(package, ByteRange{*total - tailBytes, *total - 1}, tailBytes,
            [this, package](AssetResponse& tail) { openZip(package, *tail.body); });
    });
}

void PackageAssetAccessor::Core::fetchWhole(const OpenPackagePtr& package)
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

void PackageAssetAccessor::Core::openSparse(const OpenPackagePtr& package)
{
    auto table = MediaTable::openSparse(package->sparse, redactUrl(package->url));
    const auto missing = package->sparse->takeMissing();
    if (table || !missing) {
        openMedia(package, std::move(table));
        return;
    }
    fetchBlock(package, *missing, [this, package](const std::optional<Error>& error) {
        if (error)
            giveUp(package, *error);
        else
            openSparse(package);
    });
}

void PackageAssetAccessor::Core::fetchBlock(const OpenPackagePtr& package, SparseFile::Span span,
                                            OpenPackage::BlockDone then)
{
    OpenPackage::Block& block = package->blocks[span.first];
    block.waiting.push_back(std::move(then));
    if (block.waiting.size() > 1)
        return;
    AssetRequest request;
    request.url = package->url;
    request.range = ByteRange{span.first, span.last};
    request.maxBytes = span.last - span.first + 1;
    request.referrer = package->referrer;
    request.priority = package->priority;
    auto done = [self = shared_from_this(), package, span](Answer result) {
        self->post([package, span, result = std::move(result)] {
            const auto found = package->blocks.find(span.first);
            if (found == package->blocks.end())
                return; // shutting down
            OpenPackage::Block ended = std::move(found->second);
            package->blocks.erase(found);
            std::optional<Error> error;
            if (!result)
                error = result.error();
            else if (auto put = package->sparse->put(span, *result->body); !put)
                error = put.error();
            for (const OpenPackage::BlockDone& next : ended.waiting)
                next(error);
        });
    };
    block.handle = inner.get(std::move(request), std::move(done));
}

void PackageAssetAccessor::Core::openMedia(const OpenPackagePtr& package, Result<MediaTable> table)
{
    if (!table) {
        giveUp(package, table.error());
        return;
    }
    package->media.emplace(std::move(*table));
    ready(package);
}

void PackageAssetAccessor::Core::openZip(const OpenPackagePtr& package, ByteView tailBytes)
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

void PackageAssetAccessor::Core::openByHashes(const OpenPackagePtr& package)
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

} // namespace guanjing
