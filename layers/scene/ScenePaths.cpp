#include "layers/scene/ScenePaths.h"

#include "geodata/net/Url.h"

#include <cctype>
#include <filesystem>

namespace guanjing::layers {
namespace {

namespace fs = std::filesystem;

std::string_view authorityOf(std::string_view url)
{
    const std::size_t start = url.find("://");
    if (start == std::string_view::npos)
        return {};
    url.remove_prefix(start + 3);
    return url.substr(0, url.find_first_of("/?#"));
}

Result<void> checkAuthority(std::string_view url)
{
    const std::string_view authority = authorityOf(url);
    if (authority.find('@') != std::string_view::npos)
        return fail(ErrorCode::BadUrl, "",
                    "holds a user name or password; name a keychain entry under \"auth\" instead");
    if (authority.empty() || authority.front() == ':')
        return fail(ErrorCode::BadUrl, "", "names no host");
    return {};
}

} // namespace

std::string urlScheme(std::string_view url)
{
    const std::size_t colon = url.find(':');
    if (colon == std::string_view::npos || colon < 2 || std::isalpha(static_cast<unsigned char>(url[0])) == 0)
        return {};
    std::string scheme;
    for (const char c : url.substr(0, colon)) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) == 0 && c != '+' && c != '-' && c != '.')
            return {};
        scheme += static_cast<char>(std::tolower(byte));
    }
    return scheme;
}

Result<std::string> resolveSceneUrl(const std::string& sceneUrl, const std::string& reference)
{
    const std::string scheme = urlScheme(reference);
    const bool sceneIsRemote = isHttpUrl(sceneUrl);
    if (reference.find('\0') != std::string::npos)
        return fail(ErrorCode::BadUrl, "", "holds a zero byte");
    if (scheme == "http" || scheme == "https") {
        if (auto checked = checkAuthority(reference); !checked)
            return fail(checked.error());
        return reference;
    }
    if (scheme == "file") {
        if (sceneIsRemote)
            return fail(ErrorCode::ForbiddenScheme, "", "a scene that came over http may not name files");
        return reference;
    }
    if (scheme == "data")
        return reference;
    // The demo platform's own addresses, whose port is another one each time; whoever starts it fills it in.
    if (scheme == "demo" && !sceneIsRemote)
        return reference;
    if (!scheme.empty())
        return fail(ErrorCode::BadUrl, "", "the scheme \"" + scheme + ":\" is none of http:, https:, file:, data:");
    if (sceneIsRemote)
        return resolveUrl(sceneUrl, reference);
    const fs::path path(reference);
    if (path.is_absolute() || sceneUrl.empty())
        return reference;
    return (fs::path(toFilePath(sceneUrl)).parent_path() / path).lexically_normal().string();
}

std::string relativeSceneUrl(const std::string& scenePath, const std::string& url)
{
    if (!urlScheme(url).empty() || !fs::path(url).is_absolute())
        return url;
    std::error_code ignored;
    const fs::path folder = fs::absolute(fs::path(toFilePath(scenePath)), ignored).lexically_normal().parent_path();
    const std::string relative = fs::path(url).lexically_normal().lexically_relative(folder).string();
    if (relative.empty() || relative == "." || relative == ".." || relative.starts_with("../"))
        return url;
    return urlScheme(relative).empty() ? relative : "./" + relative;
}

Result<void> checkMqttUrl(const std::string& url)
{
    const std::string scheme = urlScheme(url);
    if (scheme != "mqtt" && scheme != "mqtts")
        return fail(ErrorCode::BadUrl, "", "must be an mqtt: or mqtts: URL");
    return checkAuthority(url);
}

} // namespace guanjing::layers
