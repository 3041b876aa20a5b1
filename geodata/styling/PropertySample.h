#pragma once

#include "geodata/tiles3d/PropertyTable.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace guanjing::styling {

/// From here on doubles do not hold every whole number, 2^53 + 1 being rounded to it.
inline constexpr double kFirstInexact = 9007199254740992.0;

/// What is known of a property from the features at hand.
struct PropertySample {
    std::string name;
    std::vector<double> numbers; ///< sorted once sealed
    std::map<std::string, std::size_t> texts; ///< how often each occurs
    std::map<bool, std::size_t> truths; ///< how often each occurs
    std::size_t seen = 0; ///< values looked at, of whatever kind
    std::size_t missing = 0; ///< or nothing that a style by attribute can tell apart
    bool hasInexact = false; ///< whole numbers that no double holds are among the
        ///< numbers, rounded
    std::string expression; ///< in the styling language, what gives the value;
        ///< empty: the property of that name
    /// Numbers and nothing else: classes of them can be made. Otherwise values
    /// are taken one by one.
    [[nodiscard]] bool isNumeric() const { return !numbers.empty() && texts.empty() && truths.empty(); }
    /// Values that differ.
    [[nodiscard]] std::size_t distinctCount() const;
};

/// Gathers samples over many tables; holds at most kMostValues values of each
/// property.
class PropertySampler {
public:
    static constexpr std::size_t kMostValues = 200'000;
    void add(const tiles3d::PropertyTable& table);
    /// With numbers sorted; properties of objects and lists are left out, and
    /// those without values. By name.
    [[nodiscard]] std::vector<PropertySample> take();

private:
    std::map<std::string, PropertySample> m_samples;
};

} // namespace guanjing::styling
