#pragma once

#include "geodata/styling/PropertySample.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guanjing::styling {

enum class AttributeMethod : std::uint8_t {
    UniqueValues,
    EqualIntervals,
    Quantiles, ///< as many features in each class
    NaturalBreaks, ///< Fisher's exact grouping of least variance
    Gradient, ///< colours flow from the least to the greatest value
    Stretched, ///< the same from the value that 2 % are below to the one that 2 % are above: stray values cost no contrast
    LasClasses ///< classes of laser points in their usual colours; palette and number of classes do not matter
};

/// Name of the sample that stands for the heights of points themselves, after the point's position in the language.
inline constexpr std::string_view kPointHeight = "POSITION_ABSOLUTE";
/// Whole numbers that a point's class may be, in a property whose name says so.
[[nodiscard]] bool areLasClasses(const PropertySample& sample);

struct Palette {
    std::string_view name;
    bool isQualitative;
    std::span<const std::uint32_t> colors; ///< 0xRRGGBB; of sequential ones support points from low to high
};
/// ColorBrewer's and others of free use, legible on grey and for most colour-blind people.
[[nodiscard]] std::span<const Palette> palettes();

/// Values that have names in the language of whoever reads the legend.
enum class LegendValue : std::uint8_t { AsLabelled, EmptyText, True, False };

struct LegendEntry {
    std::string label; ///< empty for "all others"
    std::array<std::uint8_t, 3> color{};
    LegendValue value = LegendValue::AsLabelled; ///< anything else: the label says nothing to people
    bool operator==(const LegendEntry&) const = default;
};

struct Legend {
    std::string title; ///< the property
    std::vector<LegendEntry> entries;
    bool isGradient = false; ///< the entries are support points, from low to high
    bool hasLasClasses = false; ///< the labels are numbers of LAS classes
    bool operator==(const Legend&) const = default;
};

struct AttributeStyleOptions; // below
/// What suits a property best, by its name and values: classes of points, intensities, heights, anything else.
[[nodiscard]] AttributeStyleOptions usualOptions(const PropertySample& sample);

struct AttributeStyleOptions {
    AttributeMethod method = AttributeMethod::UniqueValues;
    int classes = 5;
    std::size_t palette = 0; ///< index into palettes()
    bool isReversed = false;
    double opacity = 1.0;
    bool operator==(const AttributeStyleOptions&) const = default;
};

/// A style that colours by one property. Its legend and the choices stand in extras/guanjing, which other programs
/// pass over.
struct AttributeStyle {
    std::string json;
    Legend legend;
};
[[nodiscard]] AttributeStyle makeAttributeStyle(const PropertySample& sample, const AttributeStyleOptions& options);

/// Upper bounds of all classes but the last; fewer than asked for where the values do not allow more. `sorted` is not
/// empty.
[[nodiscard]] std::vector<double> classBreaks(std::span<const double> sorted, AttributeMethod method, int classes);

/// The legend that a style carries, or that can be read from conditions with plain colours; nothing otherwise.
[[nodiscard]] std::optional<Legend> legendOf(std::string_view styleJson);
/// The property and choices that makeAttributeStyle made a style from.
struct AttributeChoice {
    std::string property;
    AttributeStyleOptions options;
};
[[nodiscard]] std::optional<AttributeChoice> choiceOf(std::string_view styleJson);

} // namespace guanjing::styling
