#include "geodata/styling/LegendNumbers.h"

#include "geodata/styling/StyleValue.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace guanjing::styling {

namespace {

/// Beyond these nobody reads a number by its decimals.
constexpr int kMostDecimals = 9;
constexpr double kMostWritten = 1e12;

/// Decimals that three digits of the span need; nothing below a unit: 0. Less than 0: the span says nothing.
int decimalsFor(double span)
{
    if (!(span > 0) || !std::isfinite(span))
        return -1;
    return std::max(0, 2 - static_cast<int>(std::floor(std::log10(span))));
}

/// With exactly so many decimals, once rounded to three digits of the span.
std::string fixedText(double value, double span, int decimals)
{
    const double step = std::pow(10.0, std::floor(std::log10(span)) - 2);
    if (step > 1)
        value = std::round(value / step) * step;
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals);
    std::string result(text.data(), end.ptr);
    const bool isZero = result.find_first_not_of("-0.") == std::string::npos;
    return isZero && result.starts_with('-') ? result.substr(1) : result;
}

/// Zeros at the end that say nothing.
std::size_t needlessZeros(const std::string& text)
{
    if (text.find('.') == std::string::npos)
        return 0;
    const std::size_t last = text.find_last_not_of('0');
    return text.size() - last - 1;
}

void shorten(std::string& text, std::size_t by)
{
    text.resize(text.size() - by);
    if (text.ends_with('.'))
        text.pop_back();
}

} // namespace

std::vector<std::string> legendNumbers(std::span<const double> values, double span)
{
    const int decimals = decimalsFor(span);
    const bool isWritten = decimals >= 0 && decimals <= kMostDecimals
        && std::all_of(values.begin(), values.end(), [](double value) { return std::abs(value) < kMostWritten; });
    std::vector<std::string> texts;
    for (const double value : values) {
        std::string text = isWritten ? fixedText(value, span, decimals) : numberToString(value);
        // Floats have digits like 12.300000190734863.
        if (!isWritten && text.size() > 12 && std::abs(value) < kMostWritten && std::abs(value) > 1e-3)
            text = numberToString(std::round(value * 1e6) / 1e6);
        texts.push_back(std::move(text));
    }
    if (!isWritten || texts.empty())
        return texts;
    std::size_t needless = needlessZeros(texts.front());
    for (const std::string& text : texts)
        needless = std::min(needless, needlessZeros(text));
    for (std::string& text : texts)
        shorten(text, needless);
    return texts;
}

std::string legendNumber(double value, double span) { return legendNumbers({&value, 1}, span).front(); }

} // namespace guanjing::styling
