#include "geodata/styling/AttributeStyle.h"

#include "geodata/styling/LasClasses.h"
#include "geodata/styling/LegendNumbers.h"
#include "geodata/styling/Style.h"
#include "geodata/styling/StyleValue.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

namespace guanjing::styling {

using Json = nlohmann::ordered_json;

namespace {

/// Beyond these a legend is no longer read; the rarest values share a colour.
constexpr std::size_t kMostUniqueValues = 12;
/// Natural breaks are found on at most this many values, spread evenly.
constexpr std::size_t kMostForBreaks = 1500;
constexpr int kGradientStops = 5;
constexpr std::uint32_t kOthers = 0xB8B8B8;

// Brewer, C. A.: ColorBrewer 2.0 (Apache License 2.0): Set2, Paired in part,
// YlGnBu, YlOrRd, RdYlBu; Smith, N. and van der Walt, S.: viridis (CC0).
constexpr std::uint32_t kSet2[] = {0x66C2A5, 0xFC8D62, 0x8DA0CB, 0xE78AC3, 0xA6D854, 0xFFD92F, 0xE5C494, 0x6BAED6};
constexpr std::uint32_t kPaired[] = {0x1F78B4, 0x33A02C, 0xE31A1C, 0xFF7F00, 0x6A3D9A, 0xB15928,
                                     0xA6CEE3, 0xB2DF8A, 0xFB9A99, 0xFDBF6F, 0xCAB2D6, 0xFFE866};
constexpr std::uint32_t kYlGnBu[] = {0xEDF8B1, 0xC7E9B4, 0x7FCDBB, 0x41B6C4, 0x1D91C0, 0x225EA8, 0x253494};
constexpr std::uint32_t kYlOrRd[] = {0xFFEDA0, 0xFED976, 0xFEB24C, 0xFD8D3C, 0xFC4E2A, 0xE31A1C, 0xB10026};
constexpr std::uint32_t kViridis[] = {0x440154, 0x443A83, 0x31688E, 0x21908C, 0x35B779, 0x8FD744, 0xFDE725};
constexpr std::uint32_t kRdYlBu[] = {0x4575B4, 0x91BFDB, 0xE0F3F8, 0xFFFFBF, 0xFEE090, 0xFC8D59, 0xD73027};
constexpr std::uint32_t kGrey[] = {0x161616, 0xFFFFFF};
constexpr Palette kPalettes[] = {{"Set2", true, kSet2},      {"Paired", true, kPaired},    {"YlGnBu", false, kYlGnBu},
                                 {"YlOrRd", false, kYlOrRd}, {"Viridis", false, kViridis}, {"RdYlBu", false, kRdYlBu},
                                 {"Grey", false, kGrey}};

/// Of LegendValue, in a style's legend.
constexpr const char* kValueNames[] = {"", "empty", "true", "false"};
constexpr const char* kMethodNames[] = {"unique", "equal", "quantile", "natural", "gradient", "stretch", "las"};
/// More classes than these are no classes.
constexpr std::size_t kMostLasClasses = 40;
/// Of the values, at either end of a stretched gradient.
constexpr std::size_t kStrayPercent = 2;
/// What a sample's expression is called in the style.
constexpr const char* kValueName = "value";

std::array<std::uint8_t, 3> bytesOf(std::uint32_t rgb)
{
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb)};
}

std::string hexOf(const std::array<std::uint8_t, 3>& color)
{
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text = "#";
    for (const std::uint8_t byte : color) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::optional<std::array<std::uint8_t, 3>> colorOf(std::string_view hex)
{
    if (hex.size() != 7 || hex[0] != '#')
        return std::nullopt;
    std::uint32_t rgb = 0;
    for (const char c : hex.substr(1)) {
        const int digit = c >= '0' && c <= '9' ? c - '0'
            : c >= 'A' && c <= 'F'             ? c - 'A' + 10
            : c >= 'a' && c <= 'f'             ? c - 'a' + 10
                                               : -1;
        if (digit < 0)
            return std::nullopt;
        rgb = rgb << 4 | static_cast<std::uint32_t>(digit);
    }
    return bytesOf(rgb);
}

/// The colour at a share 0 … 1 of a sequential palette; qualitative ones are
/// taken in turn by colorAt's caller.
std::array<std::uint8_t, 3> colorAt(const Palette& palette, double share)
{
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(palette.colors.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(at), palette.colors.size() - 2);
    const double t = at - static_cast<double>(low);
    const auto a = bytesOf(palette.colors[low]), b = bytesOf(palette.colors[low + 1]);
    std::array<std::uint8_t, 3> color{};
    for (std::size_t k = 0; k < 3; ++k)
        color[k] = static_cast<std::uint8_t>(std::lround(a[k] + t * (b[k] - a[k])));
    return color;
}

/// A property in an expression: ${name}, or in brackets where the name is no
/// plain word.
std::string variableOf(const std::string& name)
{
    const bool isPlain = !name.empty() && name != "feature" && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
            || static_cast<unsigned char>(c) >= 128;
    });
    if (isPlain)
        return "${" + name + "}";
    return name.find('\'') == std::string::npos ? "${feature['" + name + "']}" : "${feature[\"" + name + "\"]}";
}

/// A text as a literal of the language; nothing where no quotes can hold it.
std::optional<std::string> literalOf(const std::string& text)
{
    if (text.find("${") != std::string::npos || text.ends_with('\\'))
        return std::nullopt;
    for (const char quote : {'\'', '"', '`'})
        if (text.find(quote) == std::string::npos)
            return quote + text + quote;
    return std::nullopt;
}

bool areWhole(std::span<const double> numbers)
{
    return std::all_of(numbers.begin(), numbers.end(),
                       [](double n) { return n == std::floor(n) && std::abs(n) < kFirstInexact; });
}

std::string colorExpression(const std::array<std::uint8_t, 3>& color, double opacity)
{
    return "color('" + hexOf(color) + "'" + (opacity < 1.0 ? ", " + numberToString(opacity) : std::string()) + ")";
}

struct DistinctValue {
    std::size_t count = 0;
    std::optional<std::string> literal; ///< nothing where the language cannot write it
    std::string label;
    LegendValue value = LegendValue::AsLabelled;
};

/// Numbers in order where there is nothing else, otherwise the values that most
/// features have first.
std::vector<DistinctValue> distinctValues(const PropertySample& sample)
{
    std::vector<DistinctValue> values;
    for (const auto& [text, count] : sample.texts)
        values.push_back({count, literalOf(text), text, text.empty() ? LegendValue::EmptyText : LegendValue{}});
    for (const auto& [truth, count] : sample.truths)
        values.push_back({count, truth ? "true" : "false", truth ? "true" : "false",
                          truth ? LegendValue::True : LegendValue::False});
    for (std::size_t i = 0, next = 0; i < sample.numbers.size(); i = next) {
        while (next < sample.numbers.size() && sample.numbers[next] == sample.numbers[i])
            ++next;
        const std::string text = numberToString(sample.numbers[i]);
        // One number stands for all the whole numbers that are rounded to it.
        const bool isRounded = sample.hasInexact && std::abs(sample.numbers[i]) >= kFirstInexact;
        values.push_back({next - i, text, isRounded ? "≈ " + text : text, LegendValue{}});
    }
    if (!sample.isNumeric())
        std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
    return values;
}

std::string textAt(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<double> naturalBreaks(std::span<const double> sorted, std::size_t classes)
{
    std::vector<double> values;
    const std::size_t count = std::min(sorted.size(), kMostForBreaks);
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(sorted[count > 1 ? i * (sorted.size() - 1) / (count - 1) : 0]);
    const std::size_t n = values.size();
    std::vector<double> sums(n + 1, 0.0), squares(n + 1, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        const double v = values[i] - values.front();
        sums[i + 1] = sums[i] + v;
        squares[i + 1] = squares[i] + v * v;
    }
    const auto spread = [&](std::size_t from, std::size_t to) {
        const double sum = sums[to] - sums[from];
        return squares[to] - squares[from] - sum * sum / static_cast<double>(to - from);
    };
    // least[k][i]: least spread of the first i values in k + 1 classes.
    std::vector<double> least(n + 1), next(n + 1);
    std::vector<std::vector<std::uint32_t>> from(classes, std::vector<std::uint32_t>(n + 1, 0));
    for (std::size_t i = 1; i <= n; ++i)
        least[i] = spread(0, i);
    for (std::size_t k = 1; k < classes; ++k) {
        std::fill(next.begin(), next.end(), std::numeric_limits<double>::infinity());
        for (std::size_t i = k + 1; i <= n; ++i)
            for (std::size_t j = k; j < i; ++j)
                if (const double cost = least[j] + spread(j, i); cost < next[i]) {
                    next[i] = cost;
                    from[k][i] = static_cast<std::uint32_t>(j);
                }
        least = next;
    }
    std::vector<double> breaks;
    std::size_t end = n;
    for (std::size_t k = classes; k-- > 1;) {
        end = from[k][end];
        if (end > 0 && end < n)
            breaks.push_back((values[end - 1] + values[end]) / 2);
    }
    std::reverse(breaks.begin(), breaks.end());
    return breaks;
}

} // namespace

std::span<const Palette> palettes() { return kPalettes; }

namespace {

std::string lowerCase(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

std::size_t paletteNamed(std::string_view name)
{
    const auto found = std::find_if(std::begin(kPalettes), std::end(kPalettes),
                                    [&](const Palette& palette) { return palette.name == name; });
    return static_cast<std::size_t>(found - std::begin(kPalettes));
}

} // namespace

bool areLasClasses(const PropertySample& sample)
{
    if (!sample.isNumeric() || lowerCase(sample.name).find("class") == std::string::npos)
        return false;
    return std::all_of(sample.numbers.begin(), sample.numbers.end(),
                       [](double n) { return n >= 0 && n <= 255 && n == std::floor(n); });
}

AttributeStyleOptions usualOptions(const PropertySample& sample)
{
    AttributeStyleOptions options;
    if (!sample.isNumeric())
        return options;
    const std::string name = lowerCase(sample.name);
    options.method = AttributeMethod::NaturalBreaks;
    options.palette = paletteNamed("YlGnBu");
    if (areLasClasses(sample)) {
        options.method = AttributeMethod::LasClasses;
    } else if (name.find("intensity") != std::string::npos || name.find("reflectance") != std::string::npos) {
        options.method = AttributeMethod::Stretched;
        options.palette = paletteNamed("Grey");
    } else if (sample.name == kPointHeight) {
        options.method = AttributeMethod::Stretched;
        options.palette = paletteNamed("Viridis");
    }
    return options;
}

std::vector<double> classBreaks(std::span<const double> sorted, AttributeMethod method, int classes)
{
    const auto wanted = static_cast<std::size_t>(std::clamp(classes, 1, 20));
    const double low = sorted.front(), high = sorted.back();
    std::vector<double> breaks;
    if (method == AttributeMethod::NaturalBreaks) {
        std::vector<double> distinct(sorted.begin(), sorted.end());
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        breaks = naturalBreaks(sorted, std::min(wanted, distinct.size()));
    } else {
        for (std::size_t k = 1; k < wanted; ++k) {
            if (method == AttributeMethod::Quantiles)
                breaks.push_back(sorted[k * sorted.size() / wanted]);
            else
                breaks.push_back(low + (high - low) * static_cast<double>(k) / static_cast<double>(wanted));
        }
    }
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    std::erase_if(breaks, [&](double b) { return b <= low || b > high; });
    return breaks;
}

AttributeStyle makeAttributeStyle(const PropertySample& sample, const AttributeStyleOptions& options)
{
    const Palette& palette = kPalettes[std::min(options.palette, std::size(kPalettes) - 1)];
    const std::string variable =
        sample.expression.empty() ? variableOf(sample.name) : "${" + std::string(kValueName) + "}";
    AttributeStyle result;
    result.legend.title = sample.name;
    Json conditions = Json::array();
    const auto condition = [&](const std::string& test, const std::array<std::uint8_t, 3>& color, std::string label) {
        conditions.push_back(Json::array({test, colorExpression(color, options.opacity)}));
        result.legend.entries.push_back({std::move(label), color, LegendValue{}});
    };
    const auto share = [&](std::size_t i, std::size_t count) {
        const double t = count > 1 ? static_cast<double>(i) / static_cast<double>(count - 1) : 0.5;
        return options.isReversed ? 1.0 - t : t;
    };
    const auto color = [&](std::size_t i, std::size_t count) {
        if (!palette.isQualitative)
            return colorAt(palette, share(i, count));
        const std::size_t size = palette.colors.size();
        return bytesOf(palette.colors[options.isReversed ? size - 1 - i % size : i % size]);
    };
    bool hasOthers = sample.missing > 0;
    if (options.method == AttributeMethod::LasClasses && sample.isNumeric()) {
        result.legend.hasLasClasses = true;
        double before = -1;
        for (const double number : sample.numbers) {
            if (number == before)
                continue;
            if (number < 0 || number > 255 || result.legend.entries.size() >= kMostLasClasses) {
                hasOthers = true;
                continue;
            }
            before = number;
            const std::string code = numberToString(number);
            condition(variable + " === " + code, lasClassColor(static_cast<int>(number)), code);
        }
    } else if (options.method == AttributeMethod::UniqueValues || !sample.isNumeric()) {
        // No colour twice.
        const std::size_t most =
            palette.isQualitative ? std::min(kMostUniqueValues, palette.colors.size()) : kMostUniqueValues;
        std::vector<DistinctValue> values = distinctValues(sample);
        hasOthers = std::erase_if(values, [](const DistinctValue& each) { return !each.literal; }) > 0 || hasOthers;
        hasOthers = hasOthers || values.size() > most;
        values.resize(std::min(values.size(), most));
        for (std::size_t i = 0; i < values.size(); ++i) {
            condition(variable + " === " + *values[i].literal, color(i, values.size()), values[i].label);
            result.legend.entries.back().value = values[i].value;
        }
    } else if (options.method == AttributeMethod::Gradient || options.method == AttributeMethod::Stretched) {
        const std::size_t last = sample.numbers.size() - 1;
        const std::size_t stray = options.method == AttributeMethod::Stretched ? last * kStrayPercent / 100 : 0;
        const double low = sample.numbers[stray], high = sample.numbers[last - stray], span = high - low;
        // Linear pieces between a few colours; the highest first, since conditions
        // are tried in order.
        std::array<double, kGradientStops> stops{};
        for (std::size_t i = 0; i < stops.size(); ++i)
            stops[i] = low + span * static_cast<double>(i) / (kGradientStops - 1);
        const std::vector<std::string> labels = legendNumbers(stops, span);
        for (std::size_t i = 0; i < stops.size(); ++i)
            result.legend.entries.push_back({labels[i], color(i, stops.size()), LegendValue{}});
        result.legend.isGradient = true;
        for (int i = kGradientStops - 2; i >= 0; --i) {
            const double a = low + span * i / (kGradientStops - 1), b = low + span * (i + 1) / (kGradientStops - 1);
            const auto& from = result.legend.entries[static_cast<std::size_t>(i)].color;
            const auto& to = result.legend.entries[static_cast<std::size_t>(i) + 1].color;
            const std::string part = b > a
                ? "clamp((" + variable + " - " + numberToString(a) + ") / " + numberToString(b - a) + ", 0, 1)"
                : std::string("0");
            conditions.push_back(Json::array({i > 0 ? variable + " >= " + numberToString(a)
                                                    : "isFinite(" + variable + ") && " + variable + " !== null",
                                              "mix(" + colorExpression(from, options.opacity) + ", "
                                                  + colorExpression(to, options.opacity) + ", " + part + ")"}));
        }
    } else {
        const double low = sample.numbers.front(), high = sample.numbers.back(), span = high - low;
        std::vector<double> breaks = classBreaks(sample.numbers, options.method, options.classes);
        const bool isWhole = areWhole(sample.numbers);
        if (isWhole) {
            for (double& value : breaks)
                value = std::ceil(value);
            breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
        }
        const std::size_t count = breaks.size() + 1;
        for (std::size_t i = 0; i < count; ++i) {
            const bool isLast = i + 1 == count;
            const std::string from = legendNumber(i == 0 ? low : breaks[i - 1], span);
            const std::string to = legendNumber(isLast ? high : breaks[i], span);
            // Of whole numbers a class ends with the last that is in it.
            const std::string shownTo = isWhole && !isLast ? numberToString(std::strtod(to.c_str(), nullptr) - 1) : to;
            condition(isLast ? variable + " >= " + from : variable + " < " + to, color(i, count),
                      from == shownTo ? from : from + " – " + shownTo);
        }
    }
    // What has no value, or a rare one, is told apart from all others.
    conditions.push_back(Json::array({"true", colorExpression(bytesOf(kOthers), options.opacity)}));
    if (!result.legend.isGradient && hasOthers)
        result.legend.entries.push_back({{}, bytesOf(kOthers), LegendValue{}});
    Json legend = Json::array();
    for (const LegendEntry& entry : result.legend.entries) {
        legend.push_back(Json::array({entry.label, hexOf(entry.color)}));
        if (entry.value != LegendValue::AsLabelled)
            legend.back().push_back(kValueNames[static_cast<std::size_t>(entry.value)]);
    }
    Json document = Json::object();
    if (!sample.expression.empty())
        document["defines"][kValueName] = sample.expression;
    document["color"]["conditions"] = std::move(conditions);
    Json& ours = document["extras"]["guanjing"];
    ours["property"] = sample.name;
    ours["method"] = kMethodNames[static_cast<std::size_t>(options.method)];
    ours["classes"] = options.classes;
    ours["palette"] = std::string(palette.name);
    if (options.isReversed)
        ours["reversed"] = true;
    if (options.opacity < 1.0)
        ours["opacity"] = options.opacity;
    ours["legend"] = std::move(legend);
    result.json = document.dump(2, ' ', false, Json::error_handler_t::replace);
    return result;
}

std::optional<Legend> legendOf(std::string_view styleJson)
{
    const Json document = Json::parse(styleJson, nullptr, false);
    if (!document.is_object())
        return std::nullopt;
    Legend legend;
    const Json* ours = nullptr;
    if (const auto extras = document.find("extras"); extras != document.end() && extras->is_object())
        if (const auto found = extras->find("guanjing"); found != extras->end() && found->is_object())
            ours = &*found;
    if (ours != nullptr && ours->contains("legend") && (*ours)["legend"].is_array()) {
        legend.title = textAt(*ours, "property");
        const std::string method = textAt(*ours, "method");
        legend.isGradient = method == kMethodNames[4] || method == kMethodNames[5];
        legend.hasLasClasses = method == kMethodNames[6];
        for (const Json& entry : (*ours)["legend"]) {
            if (!entry.is_array() || entry.size() < 2 || !entry[0].is_string() || !entry[1].is_string())
                return std::nullopt;
            const auto color = colorOf(entry[1].get<std::string>());
            if (!color)
                return std::nullopt;
            legend.entries.push_back({entry[0].get<std::string>(), *color, LegendValue{}});
            for (std::size_t i = 1; entry.size() > 2 && i < std::size(kValueNames); ++i)
                if (entry[2] == kValueNames[i])
                    legend.entries.back().value = static_cast<LegendValue>(i);
        }
        return legend.entries.empty() ? std::nullopt : std::optional(std::move(legend));
    }
    const auto color = document.find("color");
    if (color == document.end() || !color->is_object() || !color->contains("conditions")
        || !(*color)["conditions"].is_array())
        return std::nullopt;
    for (const Json& pair : (*color)["conditions"]) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string())
            return std::nullopt;
        // Only colours that are the same for all features can stand in a legend.
        const std::string expression = pair[1].get<std::string>();
        if (expression.find("${") != std::string::npos)
            return std::nullopt;
        const auto style = Style::parse(Json{{"color", expression}}.dump(), {});
        if (!style)
            return std::nullopt;
        const LookTable looks = (*style)->evaluate(FeatureSource{});
        const FeatureLook& look = looks.looks.front();
        if (!look.isColored)
            return std::nullopt;
        const std::string test = pair[0].get<std::string>();
        legend.entries.push_back(
            {test == "true" ? std::string() : test, {look.color[0], look.color[1], look.color[2]}, LegendValue{}});
    }
    return legend.entries.empty() ? std::nullopt : std::optional(std::move(legend));
}

std::optional<AttributeChoice> choiceOf(std::string_view styleJson)
{
    const Json document = Json::parse(styleJson, nullptr, false);
    if (!document.is_object() || !document.contains("extras") || !document["extras"].is_object())
        return std::nullopt;
    const auto ours = document["extras"].find("guanjing");
    if (ours == document["extras"].end() || !ours->is_object() || !ours->contains("property"))
        return std::nullopt;
    AttributeChoice choice;
    choice.property = textAt(*ours, "property");
    const std::string method = textAt(*ours, "method"), palette = textAt(*ours, "palette");
    for (std::size_t i = 0; i < std::size(kMethodNames); ++i)
        if (method == kMethodNames[i])
            choice.options.method = static_cast<AttributeMethod>(i);
    for (std::size_t i = 0; i < std::size(kPalettes); ++i)
        if (palette == kPalettes[i].name)
            choice.options.palette = i;
    if (const auto classes = ours->find("classes"); classes != ours->end() && classes->is_number_integer())
        choice.options.classes = std::clamp(classes->get<int>(), 2, 12);
    if (const auto reversed = ours->find("reversed"); reversed != ours->end() && reversed->is_boolean())
        choice.options.isReversed = reversed->get<bool>();
    if (const auto opacity = ours->find("opacity"); opacity != ours->end() && opacity->is_number())
        choice.options.opacity = std::clamp(opacity->get<double>(), 0.05, 1.0);
    return choice;
}

} // namespace guanjing::styling
