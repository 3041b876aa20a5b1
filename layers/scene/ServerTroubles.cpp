#include "layers/scene/ServerTroubles.h"

#include "geodata/net/Url.h"

namespace guanjing::layers {

namespace {

/// Whether a URL lies in the folder of a source's URL, or begins as its template does.
bool isBelow(const std::string& url, const std::string& source)
{
    const std::string shown = redactUrl(source.substr(0, source.find_first_of("{?#")));
    const std::string folder = shown.substr(0, shown.find_last_of('/') + 1);
    return isHttpUrl(folder) && url.starts_with(folder);
}

} // namespace

bool isOnServer(const std::string& url, const std::string& origin)
{
    if (!isHttpUrl(url))
        return false;
    if (url.find("{s}") == std::string::npos)
        return originOf(url) == origin;
    for (const char* letter : {"a", "b", "c"}) {
        if (originOf(expandTemplate(url, "s", letter)) == origin)
            return true;
    }
    return false;
}

std::optional<Error> troubleOf(const std::string& url, const NetworkTroubles& troubles)
{
    for (const NetworkTroubles::Server& server : troubles.servers) {
        if (isOnServer(url, server.origin))
            return server.error;
    }
    for (const NetworkTroubles::Silent& silent : troubles.silent) {
        if (isBelow(silent.url, url))
            return Error{ErrorCode::Timeout, silent.url, "no byte for " + std::to_string(silent.seconds) + " s",
                         ErrorReason::Stalled, silent.seconds};
    }
    return std::nullopt;
}

} // namespace guanjing::layers
