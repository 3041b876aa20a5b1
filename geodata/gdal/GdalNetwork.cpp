#include "geodata/gdal/GdalNetwork.h"

#include "geodata/gdal/RemoteFiles.h"
#include "geodata/net/NetworkSettings.h"
#include "geodata/net/Url.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

namespace guanjing {

namespace {

constexpr const char* kPrefix = "/vsiguanjing/";

struct Current {
    std::mutex mutex;
    std::shared_ptr<RemoteFiles> files;
    AssetAccessor* assets = nullptr;
    std::stop_source stop; ///< of requests through `assets`
};

Current& current()
{
    static Current one;
    return one;
}

std::shared_ptr<RemoteFiles> currentFiles()
{
    const std::lock_guard lock(current().mutex);
    return current().files;
}

thread_local std::vector<std::pair<std::string, Error>> errors; // by URL

void note(const std::string& url, const Error& error)
{
    constexpr std::size_t kMostKept = 16;
    if (errors.size() < kMostKept)
        errors.emplace_back(url, error);
    CPLError(error.code == ErrorCode::NotFound ? CE_Warning : CE_Failure, CPLE_FileIO, "%s", error.toString().c_str());
}

std::string urlOfName(const char* name)
{
    const std::string_view text(name);
    return std::string(text.starts_with(kPrefix) ? text.substr(std::strlen(kPrefix)) : text);
}

/// A file as one of GDAL's datasets has it open: used by one thread at a time.
struct Handle {
    std::shared_ptr<RemoteFiles> files;
    RemoteFiles::FilePtr file;
    std::string url;
    std::uint64_t position = 0;
    bool isAtEnd = false;

    [[nodiscard]] std::uint64_t size() const { return RemoteFiles::sizeOf(*file); }
    [[nodiscard]] bool read(const std::vector<RemoteFiles::Piece>& pieces) const
    {
        const auto done = files->read(file, pieces);
        if (!done)
            note(url, done.error());
        return done.has_value();
    }
};

Result<RemoteFiles::FilePtr> openFile(const std::shared_ptr<RemoteFiles>& files, const std::string& url)
{
    if (!files || !isHttpUrl(url))
        return fail(ErrorCode::NotFound, redactUrl(url), {});
    auto file = files->open(url);
    if (!file)
        note(url, file.error());
    return file;
}

int onStat(void*, const char* name, VSIStatBufL* status, int)
{
    const auto file = openFile(currentFiles(), urlOfName(name));
    if (!file)
        return -1;
    std::memset(status, 0, sizeof *status);
    status->st_size = static_cast<decltype(status->st_size)>(RemoteFiles::sizeOf(**file));
    status->st_mode = S_IFREG;
    return 0;
}

void* onOpen(void*, const char* name, const char* access)
{
    if (access == nullptr || std::strpbrk(access, "wa+") != nullptr) {
        errno = EROFS;
        return nullptr;
    }
    auto files = currentFiles();
    std::string url = urlOfName(name);
    auto file = openFile(files, url);
    if (!file) {
        errno = ENOENT;
        return nullptr;
    }
    return new Handle{std::move(files), *std::move(file), std::move(url)};
}

Handle& handleOf(void* file) { return *static_cast<Handle*>(file); }

vsi_l_offset onTell(void* file) { return handleOf(file).position; }

int onSeek(void* file, vsi_l_offset offset, int whence)
{
    Handle& handle = handleOf(file);
    const std::uint64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? handle.position : handle.size();
    handle.position = from + offset;
    handle.isAtEnd = false;
    return 0;
}

std::size_t onRead(void* file, void* buffer, std::size_t size, std::size_t count)
{
    Handle& handle = handleOf(file);
    if (size == 0 || count == 0)
        return 0;
    const std::uint64_t wanted = static_cast<std::uint64_t>(size) * count;
    const std::uint64_t left = handle.size() - std::min(handle.position, handle.size());
    const auto bytes = static_cast<std::size_t>(std::min(wanted, left));
    handle.isAtEnd = bytes < wanted;
    if (bytes == 0 || !handle.read({{handle.position, bytes, static_cast<std::uint8_t*>(buffer)}}))
        return 0;
    handle.position += bytes;
    return bytes / size;
}

int onReadMultiRange(void* file, int count, void** targets, const vsi_l_offset* offsets, const std::size_t* sizes)
{
    const Handle& handle = handleOf(file);
    std::vector<RemoteFiles::Piece> pieces;
    for (int i = 0; i < count; ++i) {
        if (offsets[i] > handle.size() || sizes[i] > handle.size() - offsets[i])
            return -1;
        pieces.push_back({offsets[i], sizes[i], static_cast<std::uint8_t*>(targets[i])});
    }
    return handle.read(pieces) ? 0 : -1;
}

int onEof(void* file) { return handleOf(file).isAtEnd ? 1 : 0; }

int onClose(void* file)
{
    delete static_cast<Handle*>(file);
    return 0;
}

void installOnce()
{
    static std::once_flag once;
    std::call_once(once, [] {
        VSIFilesystemPluginCallbacksStruct* callbacks = VSIAllocFilesystemPluginCallbacksStruct();
        callbacks->stat = onStat;
        callbacks->open = onOpen;
        callbacks->tell = onTell;
        callbacks->seek = onSeek;
        callbacks->read = onRead;
        callbacks->read_multi_range = onReadMultiRange;
        callbacks->eof = onEof;
        callbacks->close = onClose;
        VSIInstallPluginHandler(kPrefix, callbacks);
        VSIFreeFilesystemPluginCallbacksStruct(callbacks);
    });
}

} // namespace

void setGdalAccessor(AssetAccessor* assets)
{
    installOnce();
    auto files = assets != nullptr ? std::make_shared<RemoteFiles>(*assets) : nullptr;
    const std::lock_guard lock(current().mutex);
    current().files.swap(files);
    current().assets = assets;
    current().stop.request_stop();
    current().stop = {};
    if (files)
        files->close();
}

std::stop_token gdalAccessorStop()
{
    const std::lock_guard lock(current().mutex);
    return current().stop.get_token();
}

bool hasGdalAccessor() { return currentFiles() != nullptr; }

AssetAccessor* gdalAccessor()
{
    const std::lock_guard lock(current().mutex);
    return current().assets;
}

std::string gdalNameOfUrl(const std::string& url) { return (hasGdalAccessor() ? kPrefix : "/vsicurl/") + url; }

void setGdalNetwork(const NetworkSettings& settings)
{
    using Proxy = NetworkSettings::Proxy;
    const auto set = [](const char* key, const std::string& value) {
        CPLSetConfigOption(key, value.empty() ? nullptr : value.c_str());
    };
    const bool isManual = settings.proxyMode == Proxy::Manual;
    for (const char* key : {"GDAL_HTTP_PROXY", "GDAL_HTTPS_PROXY"})
        CPLSetConfigOption(key, isManual ? settings.proxy.c_str() : settings.proxyMode == Proxy::None ? "" : nullptr);
    const bool hasLogin = isManual && !settings.proxyUser.empty();
    set("GDAL_HTTP_PROXYUSERPWD", hasLogin ? settings.proxyUser + ":" + settings.proxyPassword : std::string());
    set("GDAL_PROXY_AUTH", hasLogin ? "BASIC" : std::string());
    set("GDAL_CURL_CA_BUNDLE", settings.caFile);
}

std::string ignoredRanges(const std::string& url)
{
    const auto files = currentFiles();
    return files && isHttpUrl(url) && files->isGivenWhole(url)
        ? "the server gives no parts of files, so all of it was fetched at once"
        : std::string();
}

std::optional<Error> gdalNetworkError(const std::string& url)
{
    for (const auto& [source, error] : errors)
        if (source == url)
            return error;
    for (const auto& [source, error] : errors)
        if (error.code != ErrorCode::NotFound)
            return error;
    return std::nullopt;
}

void clearGdalNetworkErrors() { errors.clear(); }

} // namespace guanjing
