#include "geodata/gdal/GdalWords.h"

#include <algorithm>
#include <regex>
#include <string_view>

namespace guanjing {
namespace {

struct Known {
    std::string_view part; ///< of the library's message
    const char* words; ///< empty: says nothing more than another message does
};

/// The first that fits counts.
constexpr Known kKnown[] = {
    {"No space left", "there is no room left"},
    {"IReadBlock failed", ""},
    {"TIFFReadEncodedTile() failed", ""},
    {"TIFFReadEncodedStrip() failed", ""},
    {"TIFFDirectory", "its TIFF directory is damaged or ends too early"},
    {"TIFF directory", "its TIFF directory is damaged or ends too early"},
    {"TIFFReadDirectory", "its TIFF directory is damaged or ends too early"},
    {"TIFFFetchDirectory", "its TIFF directory is damaged or ends too early"},
    {"TIFFFetchNormalTag", "its TIFF directory is damaged or ends too early"},
    {"Read error", "the file ends too early"},
    {"Seek error", "the file ends too early"},
    {"ZIPDecode", "its packed pixels are damaged"},
    {"LZW", "its packed pixels are damaged"},
    {"PackBits", "its packed pixels are damaged"},
    {"ZSTD", "its packed pixels are damaged"},
    {"LERC", "its packed pixels are damaged"},
    {"inflate", "its packed pixels are damaged"},
    {"JPEGLib", "its JPEG pictures are damaged"},
    {"JPEG data", "its JPEG pictures are damaged"},
    {"JPEGDecode", "its JPEG pictures are damaged"},
    {"end of JPEG", "its JPEG pictures are damaged"},
    {"segment too long", "its JPEG 2000 code stream is damaged or ends too early"},
    {"codeblock", "its JPEG 2000 code stream is damaged or ends too early"},
    {"opj_", "its JPEG 2000 code stream is damaged or ends too early"},
    {"Tile part length", "its JPEG 2000 code stream is damaged or ends too early"},
    {"Stream too short", "its JPEG 2000 code stream is damaged or ends too early"},
    {"Failed to decode", "its JPEG 2000 code stream is damaged or ends too early"},
    {"disk image is malformed", "its pages do not fit together"},
    {"not a database", "it is no SQLite database"},
    {"elements have been closed", "no well-formed XML: it ends too early"},
};

/// Without what the reader has no use for, and only the first of several sentences.
std::string shortened(std::string text)
{
    static const std::regex kHandle("\\(?0x[0-9a-fA-F]{4,}\\)?");
    constexpr std::size_t kMostBytes = 160;
    text = std::regex_replace(text, kHandle, "");
    for (const std::string_view end : {". ", "; "})
        text = text.substr(0, text.find(end));
    if (text.size() > kMostBytes) {
        std::size_t length = kMostBytes;
        while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) // within a letter of UTF-8
            --length;
        text = text.substr(0, length) + "…";
    }
    while (!text.empty() && (text.back() == '.' || text.back() == ' '))
        text.pop_back();
    return text;
}

} // namespace

std::string gdalWords(const std::string& message)
{
    constexpr std::string_view kNoFile = ": No such file or directory";
    if (const std::size_t at = message.find(kNoFile); at != std::string::npos)
        return message.substr(0, at) + ": no such file";
    static const std::regex kXmlLine("^Line ([0-9]+): .*");
    if (std::smatch line; std::regex_match(message, line, kXmlLine))
        return "no well-formed XML: a defect in line " + line[1].str();
    for (const Known& known : kKnown)
        if (message.find(known.part) != std::string::npos)
            return known.words;
    return "GDAL says: " + shortened(message);
}

} // namespace guanjing
