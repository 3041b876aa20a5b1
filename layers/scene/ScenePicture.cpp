#include "layers/scene/ScenePicture.h"

#include <array>
#include <cstdint>

namespace guanjing::layers {
namespace {

struct PictureKind {
    std::string_view beginning;
    std::string_view name;
    std::string_view signature;
};

// A GIF's or SVG's decoder would be one more way in; these two are what the program writes and has written.
constexpr std::array kKinds{
    PictureKind{"data:image/jpeg;base64,", "JPEG", "\xff\xd8\xff"},
    PictureKind{"data:image/png;base64,", "PNG", "\x89PNG"},
};

int base64Value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// The first bytes of base64 text that is known to be well formed.
std::string beginningOf(std::string_view base64, std::size_t bytes)
{
    std::string decoded;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : base64) {
        if (c == '=' || decoded.size() >= bytes)
            break;
        bits = (bits << 6) | static_cast<std::uint32_t>(base64Value(c));
        held += 6;
        if (held >= 8) {
            held -= 8;
            decoded += static_cast<char>((bits >> held) & 0xff);
        }
    }
    return decoded;
}

} // namespace

std::optional<std::string> pictureUrlDefect(std::string_view url)
{
    for (const PictureKind& kind : kKinds) {
        if (!url.starts_with(kind.beginning))
            continue;
        const std::string_view base64 = url.substr(kind.beginning.size());
        std::size_t letters = base64.size();
        while (letters > 0 && base64.size() - letters < 2 && base64[letters - 1] == '=')
            --letters;
        for (std::size_t i = 0; i < letters; ++i) {
            if (base64Value(base64[i]) < 0)
                return "damaged base64 at character " + std::to_string(kind.beginning.size() + i + 1);
        }
        if (base64.empty() || base64.size() % 4 != 0)
            return "damaged base64: its length is no multiple of 4";
        if (beginningOf(base64, kind.signature.size()) != kind.signature)
            return "is no " + std::string(kind.name) + " picture";
        return std::nullopt;
    }
    return "is no picture as data:image/jpeg;base64,… or data:image/png;base64,…";
}

} // namespace guanjing::layers
