#include "geodata/raster/PictureFormats.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace guanjing {

bool isReadableFormat(const std::string& mediaType)
{
    std::string type = mediaType.substr(0, mediaType.find(';'));
    std::erase_if(type, [](unsigned char c) { return std::isspace(c) != 0; });
    std::transform(type.begin(), type.end(), type.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    static constexpr std::array<std::string_view, 11> kReadable{
        "image/png",   "image/jpeg",   "image/jpg",          "image/webp",          "image/png8", "image/png24",
        "image/png32", "image/jpgpng", "image/vnd.jpeg-png", "image/vnd.jpeg-png8", "tiles"};
    return std::find(kReadable.begin(), kReadable.end(), type) != kReadable.end();
}

} // namespace guanjing
