#include "geodata/styling/CssColor.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

namespace guanjing::styling {

namespace {

struct Named {
    std::string_view name;
    std::uint32_t rgb;
};
/// CSS Color Module Level 4, section 6.1; sorted by name.
constexpr Named kNames[] = {
    {"aliceblue", 0xf0f8ff},
    {"antiquewhite", 0xfaebd7},
    {"aqua", 0x00ffff},
    {"aquamarine", 0x7fffd4},
    {"azure", 0xf0ffff},
    {"beige", 0xf5f5dc},
    {"bisque", 0xffe4c4},
    {"black", 0x000000},
    {"blanchedalmond", 0xffebcd},
    {"blue", 0x0000ff},
    {"blueviolet", 0x8a2be2},
    {"brown", 0xa52a2a},
    {"burlywood", 0xdeb887},
    {"cadetblue", 0x5f9ea0},
    {"chartreuse", 0x7fff00},
    {"chocolate", 0xd2691e},
    {"coral", 0xff7f50},
    {"cornflowerblue", 0x6495ed},
    {"cornsilk", 0xfff8dc},
    {"crimson", 0xdc143c},
    {"cyan", 0x00ffff},
    {"darkblue", 0x00008b},
    {"darkcyan", 0x008b8b},
    {"darkgoldenrod", 0xb8860b},
    {"darkgray", 0xa9a9a9},
    {"darkgreen", 0x006400},
    {"darkgrey", 0xa9a9a9},
    {"darkkhaki", 0xbdb76b},
    {"darkmagenta", 0x8b008b},
    {"darkolivegreen", 0x556b2f},
    {"darkorange", 0xff8c00},
    {"darkorchid", 0x9932cc},
    {"darkred", 0x8b0000},
    {"darksalmon", 0xe9967a},
    {"darkseagreen", 0x8fbc8f},
    {"darkslateblue", 0x483d8b},
    {"darkslategray", 0x2f4f4f},
    {"darkslategrey", 0x2f4f4f},
    {"darkturquoise", 0x00ced1},
    {"darkviolet", 0x9400d3},
    {"deeppink", 0xff1493},
    {"deepskyblue", 0x00bfff},
    {"dimgray", 0x696969},
    {"dimgrey", 0x696969},
    {"dodgerblue", 0x1e90ff},
    {"firebrick", 0xb22222},
    {"floralwhite", 0xfffaf0},
    {"forestgreen", 0x228b22},
    {"fuchsia", 0xff00ff},
    {"gainsboro", 0xdcdcdc},
    {"ghostwhite", 0xf8f8ff},
    {"gold", 0xffd700},
    {"goldenrod", 0xdaa520},
    {"gray", 0x808080},
    {"green", 0x008000},
    {"greenyellow", 0xadff2f},
    {"grey", 0x808080},
    {"honeydew", 0xf0fff0},
    {"hotpink", 0xff69b4},
    {"indianred", 0xcd5c5c},
    {"indigo", 0x4b0082},
    {"ivory", 0xfffff0},
    {"khaki", 0xf0e68c},
    {"lavender", 0xe6e6fa},
    {"lavenderblush", 0xfff0f5},
    {"lawngreen", 0x7cfc00},
    {"lemonchiffon", 0xfffacd},
    {"lightblue", 0xadd8e6},
    {"lightcoral", 0xf08080},
    {"lightcyan", 0xe0ffff},
    {"lightgoldenrodyellow", 0xfafad2},
    {"lightgray", 0xd3d3d3},
    {"lightgreen", 0x90ee90},
    {"lightgrey", 0xd3d3d3},
    {"lightpink", 0xffb6c1},
    {"lightsalmon", 0xffa07a},
    {"lightseagreen", 0x20b2aa},
    {"lightskyblue", 0x87cefa},
    {"lightslategray", 0x778899},
    {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xb0c4de},
    {"lightyellow", 0xffffe0},
    {"lime", 0x00ff00},
    {"limegreen", 0x32cd32},
    {"linen", 0xfaf0e6},
    {"magenta", 0xff00ff},
    {"maroon", 0x800000},
    {"mediumaquamarine", 0x66cdaa},
    {"mediumblue", 0x0000cd},
    {"mediumorchid", 0xba55d3},
    {"mediumpurple", 0x9370db},
    {"mediumseagreen", 0x3cb371},
    {"mediumslateblue", 0x7b68ee},
    {"mediumspringgreen", 0x00fa9a},
    {"mediumturquoise", 0x48d1cc},
    {"mediumvioletred", 0xc71585},
    {"midnightblue", 0x191970},
    {"mintcream", 0xf5fffa},
    {"mistyrose", 0xffe4e1},
    {"moccasin", 0xffe4b5},
    {"navajowhite", 0xffdead},
    {"navy", 0x000080},
    {"oldlace", 0xfdf5e6},
    {"olive", 0x808000},
    {"olivedrab", 0x6b8e23},
    {"orange", 0xffa500},
    {"orangered", 0xff4500},
    {"orchid", 0xda70d6},
    {"palegoldenrod", 0xeee8aa},
    {"palegreen", 0x98fb98},
    {"paleturquoise", 0xafeeee},
    {"palevioletred", 0xdb7093},
    {"papayawhip", 0xffefd5},
    {"peachpuff", 0xffdab9},
    {"peru", 0xcd853f},
    {"pink", 0xffc0cb},
    {"plum", 0xdda0dd},
    {"powderblue", 0xb0e0e6},
    {"purple", 0x800080},
    {"rebeccapurple", 0x663399},
    {"red", 0xff0000},
    {"rosybrown", 0xbc8f8f},
    {"royalblue", 0x4169e1},
    {"saddlebrown", 0x8b4513},
    {"salmon", 0xfa8072},
    {"sandybrown", 0xf4a460},
    {"seagreen", 0x2e8b57},
    {"seashell", 0xfff5ee},
    {"sienna", 0xa0522d},
    {"silver", 0xc0c0c0},
    {"skyblue", 0x87ceeb},
    {"slateblue", 0x6a5acd},
    {"slategray", 0x708090},
    {"slategrey", 0x708090},
    {"snow", 0xfffafa},
    {"springgreen", 0x00ff7f},
    {"steelblue", 0x4682b4},
    {"tan", 0xd2b48c},
    {"teal", 0x008080},
    {"thistle", 0xd8bfd8},
    {"tomato", 0xff6347},
    {"turquoise", 0x40e0d0},
    {"violet", 0xee82ee},
    {"wheat", 0xf5deb3},
    {"white", 0xffffff},
    {"whitesmoke", 0xf5f5f5},
    {"yellow", 0xffff00},
    {"yellowgreen", 0x9acd32},
};

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

/// What stands between the brackets of a colour function: three numbers and an alpha, apart by commas, or by blanks and a
/// "/" before the alpha.
class FunctionReader {
public:
    explicit FunctionReader(std::string_view text) : m_text(text) { }

    struct Number {
        double value = 0;
        bool isPercent = false;
    };
    [[nodiscard]] std::optional<Number> number()
    {
        skip();
        Number number;
        if (m_at < m_text.size() && m_text[m_at] == '+')
            ++m_at;
        const auto [end, problem] = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), number.value);
        if (problem != std::errc() || !std::isfinite(number.value))
            return std::nullopt;
        m_at = static_cast<std::size_t>(end - m_text.data());
        number.isPercent = take('%');
        return number;
    }
    bool take(char c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool takeWord(std::string_view word)
    {
        if (!m_text.substr(m_at).starts_with(word))
            return false;
        m_at += word.size();
        return true;
    }
    void skip()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }
    [[nodiscard]] bool isAtEnd()
    {
        skip();
        return m_at == m_text.size();
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

std::optional<std::array<double, 4>> parseFunction(std::string_view text)
{
    const bool isRgb = text.starts_with("rgb"), isHsl = text.starts_with("hsl");
    if ((!isRgb && !isHsl) || !text.ends_with(')'))
        return std::nullopt;
    text.remove_suffix(1);
    text.remove_prefix(3);
    if (text.starts_with('a'))
        text.remove_prefix(1);
    FunctionReader reader(text);
    if (!reader.take('('))
        return std::nullopt;
    std::array<double, 4> values{0, 0, 0, 1};
    bool hasCommas = false;
    for (std::size_t i = 0; i < 3; ++i) {
        if (i > 0) {
            reader.skip();
            const bool isComma = reader.take(',');
            if (i == 1)
                hasCommas = isComma;
            else if (isComma != hasCommas)
                return std::nullopt;
        }
        const auto number = reader.number();
        if (!number)
            return std::nullopt;
        if (isRgb) {
            values[i] = number->value / (number->isPercent ? 100.0 : 255.0);
        } else if (i == 0) {
            if (number->isPercent)
                return std::nullopt;
            (void)reader.takeWord("deg");
            values[i] = number->value / 360.0;
        } else {
            if (!number->isPercent && hasCommas)
                return std::nullopt;
            values[i] = std::clamp(number->value / 100.0, 0.0, 1.0);
        }
    }
    if (!reader.isAtEnd()) {
        if (!reader.take(hasCommas ? ',' : '/'))
            return std::nullopt;
        const auto alpha = reader.number();
        if (!alpha || !reader.isAtEnd())
            return std::nullopt;
        values[3] = alpha->value / (alpha->isPercent ? 100.0 : 1.0);
    }
    if (isHsl) {
        const auto rgb = hslToRgb(values[0], values[1], values[2]);
        std::copy(rgb.begin(), rgb.end(), values.begin());
    }
    for (double& value : values)
        value = std::clamp(value, 0.0, 1.0);
    return values;
}

} // namespace

std::optional<std::array<double, 4>> parseCssColor(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    if (!lower.empty() && lower.front() == '#') {
        const std::string_view digits = std::string_view(lower).substr(1);
        const bool isShort = digits.size() == 3 || digits.size() == 4;
        if (!isShort && digits.size() != 6 && digits.size() != 8)
            return std::nullopt;
        std::array<double, 4> color{0, 0, 0, 1};
        const std::size_t width = isShort ? 1 : 2;
        for (std::size_t i = 0; i * width < digits.size(); ++i) {
            const int high = hexDigit(digits[i * width]), low = hexDigit(digits[i * width + width - 1]);
            if (high < 0 || low < 0)
                return std::nullopt;
            color[i] = (high * 16 + low) / 255.0;
        }
        return color;
    }
    if (const auto color = parseFunction(lower))
        return color;
    if (lower == "transparent")
        return std::array<double, 4>{0, 0, 0, 0};
    const auto* found = std::lower_bound(std::begin(kNames), std::end(kNames), lower,
                                         [](const Named& named, const std::string& name) { return named.name < name; });
    if (found == std::end(kNames) || found->name != lower)
        return std::nullopt;
    return std::array<double, 4>{(found->rgb >> 16 & 255) / 255.0, (found->rgb >> 8 & 255) / 255.0,
                                 (found->rgb & 255) / 255.0, 1.0};
}

std::array<double, 3> hslToRgb(double hue, double saturation, double lightness)
{
    const double turn = (hue - std::floor(hue)) * 12.0;
    const double reach = saturation * std::min(lightness, 1.0 - lightness);
    const auto channel = [&](double shift) {
        const double k = std::fmod(shift + turn, 12.0);
        return lightness - reach * std::max(-1.0, std::min({k - 3.0, 9.0 - k, 1.0}));
    };
    return {channel(0.0), channel(8.0), channel(4.0)};
}

} // namespace guanjing::styling
