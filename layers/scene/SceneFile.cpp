#include "layers/scene/SceneFile.h"

#include "geodata/core/Limits.h"
#include "geodata/net/Url.h"
#include "layers/scene/Scene.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace guanjing::layers {
namespace {

namespace fs = std::filesystem;

/// Owns a file descriptor.
class File {
public:
    File(const std::string& path, int flags, mode_t mode = 0)
        : m_descriptor(::open(path.c_str(), flags | O_CLOEXEC, mode))
    { }
    ~File() { close(); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// 0, or the error number: some file systems tell only now that the bytes did not fit.
    int close()
    {
        const int descriptor = std::exchange(m_descriptor, -1);
        return descriptor >= 0 && ::close(descriptor) != 0 ? errno : 0;
    }

private:
    int m_descriptor;
};

std::string errorText(const char* what, int errorNumber)
{
    return std::string(what) + ": " + std::generic_category().message(errorNumber);
}

/// 0, or the error number of what failed.
int writeAll(File& file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(file.descriptor(), text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.descriptor()) != 0)
        return errno;
    return file.close();
}

std::string temporaryPathBeside(const std::string& path)
{
    static std::atomic<unsigned> counter{0};
    const fs::path target(path);
    return (target.parent_path()
            / ("." + target.filename().string() + "." + std::to_string(::getpid()) + "-" + std::to_string(++counter)
               + ".tmp"))
        .string();
}

std::string absolutePath(const std::string& pathOrUrl)
{
    std::error_code ignored;
    const fs::path path = fs::absolute(toFilePath(pathOrUrl), ignored);
    return path.empty() ? toFilePath(pathOrUrl) : path.lexically_normal().string();
}

} // namespace

ErrorCode writeErrorCode(int errorNumber)
{
    return errorNumber == ENOSPC || errorNumber == EDQUOT ? ErrorCode::DiskFull : ErrorCode::WriteFailed;
}

Result<void> replaceFile(const std::string& path, std::string_view text)
{
    std::error_code notThere;
    const fs::path existing = fs::canonical(path, notThere);
    const std::string target = notThere ? path : existing.string();
    struct stat before { };
    const bool hadFile = ::stat(target.c_str(), &before) == 0;
    if (hadFile && !S_ISREG(before.st_mode))
        return fail(ErrorCode::WriteFailed, path, "is not a file");
    if (hadFile && ::access(target.c_str(), W_OK) != 0)
        return fail(ErrorCode::WriteFailed, path, errorText("not writable", errno));

    const std::string temporary = temporaryPathBeside(target);
    constexpr mode_t kNewFile = 0666;
    File file(temporary, O_WRONLY | O_CREAT | O_EXCL, kNewFile);
    if (!file.isOpen())
        return fail(writeErrorCode(errno), path, errorText("cannot create a file beside it", errno));
    const auto giveUp = [&](const char* what, int errorNumber) {
        file.close();
        ::unlink(temporary.c_str());
        return fail(writeErrorCode(errorNumber), path, errorText(what, errorNumber));
    };
    constexpr mode_t kPermissionBits = 07777;
    if (hadFile && ::fchmod(file.descriptor(), before.st_mode & kPermissionBits) != 0)
        return giveUp("cannot set its permissions", errno);
    if (const int problem = writeAll(file, text); problem != 0)
        return giveUp("cannot write", problem);
    if (::rename(temporary.c_str(), target.c_str()) != 0)
        return giveUp("cannot take the place of the old file", errno);
    // The rename itself is on disk once the folder is; the new file is whole either way.
    const File folder(fs::path(target).parent_path().string(), O_RDONLY | O_DIRECTORY);
    if (folder.isOpen())
        ::fsync(folder.descriptor());
    return {};
}

Result<Scene> loadSceneFile(const std::string& pathOrUrl)
{
    const std::string path = absolutePath(pathOrUrl);
    const File file(path, O_RDONLY);
    if (!file.isOpen()) {
        const int number = errno;
        const ErrorCode code = number == ENOENT || number == ENOTDIR ? ErrorCode::NotFound : ErrorCode::ReadFailed;
        Error error{code, path, errorText("cannot open", number)};
        if (code == ErrorCode::NotFound)
            error.reason = ErrorReason::NoSuchFile;
        else if (number == EACCES)
            error.reason = ErrorReason::NoPermission;
        return fail(std::move(error));
    }
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t got = ::read(file.descriptor(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(ErrorCode::ReadFailed, path, errorText("cannot read", errno));
        if (got == 0)
            break;
        text.append(buffer.data(), static_cast<std::size_t>(got));
        if (text.size() > limits::kMaxSceneBytes) // parseScene words it
            break;
    }
    return parseScene(text, path);
}

Result<void> saveSceneFile(const Scene& scene, const std::string& pathOrUrl)
{
    const std::string path = absolutePath(pathOrUrl);
    return replaceFile(path, writeScene(scene, path));
}

} // namespace guanjing::layers
