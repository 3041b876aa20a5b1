#include "geodata/net/DataUrl.h"

#include "geodata/net/Url.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace guanjing {

namespace {

constexpr std::string_view kScheme = "data:", kBase64 = ";base64";

bool sameLetters(std::string_view text, std::string_view lower)
{
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

std::optional<Bytes> decodeBase64(std::string_view text)
{
    static const auto kTable = [] {
        std::array<std::int16_t, 256> table{};
        table.fill(-1);
        constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (std::size_t i = 0; i < kAlphabet.size(); ++i)
            table[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int16_t>(i);
        table['-'] = 62; // base64url, seen in the wild
        table['_'] = 63;
        return table;
    }();
    Bytes out;
    out.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (c == '=')
            break;
        const int value = kTable[static_cast<unsigned char>(c)];
        if (value < 0) {
            if (c == '\n' || c == '\r' || c == ' ' || c == '\t')
                continue;
            return std::nullopt;
        }
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        if (++count == 4) {
            out.push_back(static_cast<std::uint8_t>(bits >> 16));
            out.push_back(static_cast<std::uint8_t>(bits >> 8));
            out.push_back(static_cast<std::uint8_t>(bits));
            count = 0;
            bits = 0;
        }
    }
    if (count >= 2)
        out.push_back(static_cast<std::uint8_t>(bits >> (count == 2 ? 4 : 10)));
    if (count == 3)
        out.push_back(static_cast<std::uint8_t>(bits >> 2));
    return out;
}

} // namespace

bool isDataUrl(std::string_view url) { return sameLetters(url.substr(0, kScheme.size()), kScheme); }

std::optional<Bytes> decodeDataUrl(std::string_view url)
{
    const auto comma = url.find(',');
    if (!isDataUrl(url) || comma == std::string_view::npos)
        return std::nullopt;
    const std::string_view type = url.substr(0, comma), data = url.substr(comma + 1);
    if (type.size() >= kBase64.size() && sameLetters(type.substr(type.size() - kBase64.size()), kBase64))
        return data.find('%') != std::string_view::npos ? decodeBase64(percentDecode(data)) : decodeBase64(data);
    const std::string text = percentDecode(data);
    return Bytes(text.begin(), text.end());
}

} // namespace guanjing
