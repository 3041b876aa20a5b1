#include "geodata/packs/PackUrl.h"

#include "geodata/net/Url.h"

namespace guanjing {
namespace {

constexpr std::string_view kScheme = "http://", kSuffix = ".pack.invalid/";

} // namespace

std::string packName(std::string_view url, const PackAliases& aliases)
{
    if (!isFileUrl(url))
        url = url.substr(0, url.find('#'));
    for (const auto& [prefix, stand] : aliases)
        if (!prefix.empty() && url.starts_with(prefix))
            return redactUrl(stand + std::string(url.substr(prefix.size())));
    return redactUrl(url);
}

std::string packAddress(std::string_view packId) { return std::string(kScheme).append(packId).append(kSuffix); }

bool isPackAddress(std::string_view url)
{
    if (!url.starts_with(kScheme))
        return false;
    const std::size_t slash = url.find('/', kScheme.size());
    return slash != std::string_view::npos && url.substr(0, slash + 1).ends_with(kSuffix);
}

} // namespace guanjing
