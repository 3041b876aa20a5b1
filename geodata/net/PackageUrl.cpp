#include "geodata/net/PackageUrl.h"

#include "geodata/net/DataUrl.h"
#include "geodata/net/Url.h"

#include <algorithm>

namespace guanjing {

namespace {

/// Where the path of a URL ends and its query begins; paths of the file system have no query.
std::size_t endOfPath(std::string_view url)
{
    if (isDataUrl(url))
        return 0; // names no place, whatever its bytes look like
    if (isFileUrl(url) && url.substr(0, 5) != "file:")
        return url.size();
    return std::min(url.find_first_of("?#"), url.size());
}

bool endsIgnoringCase(std::string_view text, std::string_view ending)
{
    return text.size() > ending.size() && std::equal(ending.rbegin(), ending.rend(), text.rbegin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
}

bool isPackagePath(std::string_view path)
{
    return endsIgnoringCase(path, ".3tz") || endsIgnoringCase(path, ".3dtiles");
}

} // namespace

std::optional<PackageAddress> splitPackageUrl(std::string_view url)
{
    const std::size_t end = endOfPath(url);
    const std::string_view path = url.substr(0, end);
    for (auto mark = path.rfind("!/"); mark != std::string_view::npos && mark > 0; mark = path.rfind("!/", mark - 1)) {
        if (!isPackagePath(path.substr(0, mark)))
            continue;
        const std::string_view entry = path.substr(mark + 2);
        const bool isPlainPath = end == url.size() && isFileUrl(url) && url.substr(0, 5) != "file:";
        return PackageAddress{std::string(path.substr(0, mark)) + std::string(url.substr(end)),
                              isPlainPath ? std::string(entry) : percentDecode(entry)};
    }
    return std::nullopt;
}

bool isPackageUrl(std::string_view url) { return isPackagePath(url.substr(0, endOfPath(url))); }

bool isZipPackageUrl(std::string_view url) { return endsIgnoringCase(url.substr(0, endOfPath(url)), ".3tz"); }

std::string packageRootUrl(std::string_view url)
{
    if (!isPackageUrl(url))
        return std::string(url);
    const std::size_t end = endOfPath(url);
    return std::string(url.substr(0, end)) + "!/tileset.json" + std::string(url.substr(end));
}

} // namespace guanjing
