// Property values and feature ids against what the file says of them: its minima, maxima, enums and counts.
#include "geodata/tiles3d/BinaryColumn.h"
#include "geodata/tiles3d/InspectParts.h"
#include "geodata/tiles3d/SurfaceMetadata.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <unordered_set>

namespace guanjing::tiles3d {
namespace {

/// Rows of a column and texels of a picture that are looked at.
constexpr std::size_t kMaxValues = 20'000'000;
/// Different values of a picture that are looked at; beyond that the least and greatest are not known.
constexpr std::size_t kMaxDistinct = 1 << 18;

/// Limits are often written with few digits, or as a float.
bool isNear(double a, double b) { return std::abs(a - b) <= 1e-5 * std::max(std::abs(a), std::abs(b)); }

void flatten(const PropertyValue& value, std::vector<double>& numbers)
{
    if (const auto* list = std::get_if<PropertyValue::List>(&value.value))
        for (const PropertyValue& item : *list)
            flatten(item, numbers);
    else if (const auto number = numberOf(value))
        numbers.push_back(*number);
}

std::string textOf(double number) { return PropertyValue{number}.toText(); }

/// Takes all values of one property, then tells what does not fit.
class ValueCheck {
public:
    ValueCheck(const ValueLimits* limits, const std::string& type)
        : m_limits(limits), m_isEnum(type.starts_with("ENUM"))
    { }

    [[nodiscard]] bool isNeeded() const { return m_limits != nullptr || m_isEnum; }

    void add(const PropertyValue& shown)
    {
        m_numbers.clear();
        flatten(shown, m_numbers);
        if (m_isEnum) { // known ones are shown by name
            if (!m_numbers.empty())
                m_unknown.insert(m_numbers.begin(), m_numbers.end());
            return;
        }
        if (m_numbers.empty())
            return;
        if (m_least.empty()) {
            m_least = m_greatest = m_numbers;
            return;
        }
        if (m_numbers.size() != m_least.size()) {
            m_isComparable = false;
            return;
        }
        for (std::size_t i = 0; i < m_numbers.size(); ++i) {
            m_least[i] = std::min(m_least[i], m_numbers[i]);
            m_greatest[i] = std::max(m_greatest[i], m_numbers[i]);
        }
    }

    /// `isComplete`: all values were taken.
    void tell(const std::string& where, bool isComplete, Issues& issues) const
    {
        if (!m_unknown.empty())
            warn(where, "the value " + textOf(*m_unknown.begin()) + " is not in its enum", issues);
        if (m_limits == nullptr || m_least.empty() || !m_isComparable)
            return;
        tellAllowed(where, m_limits->leastAllowed, m_least, false, issues);
        tellAllowed(where, m_limits->greatestAllowed, m_greatest, true, issues);
        if (!isComplete)
            return;
        tellPresent(where, "min", m_limits->leastPresent, m_least, issues);
        tellPresent(where, "max", m_limits->greatestPresent, m_greatest, issues);
    }

private:
    static void warn(const std::string& where, std::string message, Issues& issues)
    {
        issues.push_back({Severity::Warning, where, std::move(message)});
    }
    static std::vector<double> numbersOf(const std::optional<PropertyValue>& limit)
    {
        std::vector<double> numbers;
        if (limit)
            flatten(*limit, numbers);
        return numbers;
    }
    static void tellAllowed(const std::string& where, const std::optional<PropertyValue>& limit,
                            const std::vector<double>& found, bool isMaximum, Issues& issues)
    {
        const std::vector<double> bound = numbersOf(limit);
        for (std::size_t i = 0; bound.size() == found.size() && i < bound.size(); ++i)
            if ((isMaximum ? found[i] > bound[i] : found[i] < bound[i]) && !isNear(found[i], bound[i])) {
                warn(where,
                     "the value " + textOf(found[i]) + (isMaximum ? " is above the max " : " is below the min ")
                         + textOf(bound[i]) + " of its class",
                     issues);
                return;
            }
    }
    static void tellPresent(const std::string& where, const char* key, const std::optional<PropertyValue>& stated,
                            const std::vector<double>& found, Issues& issues)
    {
        const std::vector<double> bound = numbersOf(stated);
        for (std::size_t i = 0; bound.size() == found.size() && i < bound.size(); ++i)
            if (!isNear(found[i], bound[i])) {
                warn(where,
                     std::string(key) + " states " + textOf(bound[i]) + ", of the values it is " + textOf(found[i]),
                     issues);
                return;
            }
    }

    const ValueLimits* m_limits;
    bool m_isEnum;
    bool m_isComparable = true;
    std::vector<double> m_numbers, m_least, m_greatest; ///< by component
    std::set<double> m_unknown; ///< of an enum
};

/// Calls `take` with the bytes of each different texel; false when there are too many.
template <class Take> bool forEachTexel(const MetadataTexture& texture, Take take)
{
    if (!texture.image || texture.channels.empty() || texture.channels.size() > 8)
        return false;
    const auto width = static_cast<std::size_t>(texture.image->width);
    const auto height = static_cast<std::size_t>(texture.image->height);
    if (width * height > kMaxValues)
        return false;
    std::unordered_set<std::uint64_t> seen;
    std::optional<std::uint64_t> last;
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x) {
            const auto bytes = texture.bytesOfTexel(x, y);
            if (!bytes)
                return false;
            std::uint64_t key = 0;
            for (std::size_t i = 0; i < bytes->size(); ++i)
                key |= std::uint64_t{(*bytes)[i]} << (8 * i);
            if (key == last || !seen.insert(key).second)
                continue;
            last = key;
            if (seen.size() > kMaxDistinct)
                return false;
            take(key, *bytes);
        }
    return true;
}

void checkSurface(const SurfaceProperty& property, std::size_t vertexCount, Issues& issues)
{
    ValueCheck check(property.limits.get(), property.type);
    if (!check.isNeeded())
        return;
    bool isComplete = false;
    if (property.texture && property.decoder) {
        isComplete = forEachTexel(*property.texture,
                                  [&](std::uint64_t, const auto& bytes) { check.add(property.decoder->shown(bytes)); });
    } else if (property.column) {
        const std::size_t rows = std::min(vertexCount, kMaxValues);
        property.column->forEachShown(rows, [&](const PropertyValue& value) { check.add(value); });
        isComplete = rows == vertexCount;
    }
    check.tell(property.where, isComplete, issues);
}

void checkFeatureIdTexture(const FeatureIdSet& set, const std::string& where, Issues& issues)
{
    if (!set.texture || set.featureCount == 0)
        return;
    std::size_t features = 0;
    const bool isComplete =
        forEachTexel(*set.texture, [&](std::uint64_t id, const auto&) { features += id != set.nullFeatureId ? 1 : 0; });
    if (isComplete && features > set.featureCount)
        issues.push_back({Severity::Warning, where,
                          std::to_string(features) + " features in the picture, featureCount states "
                              + std::to_string(set.featureCount)});
}

} // namespace

void checkValues(const Model& model, Issues& issues)
{
    Issues found;
    for (std::size_t t = 0; t < model.propertyTables.size(); ++t) {
        const PropertyTable& table = model.propertyTables[t];
        for (const Property& property : table.properties) {
            ValueCheck check(property.limits.get(), property.type);
            if (!check.isNeeded())
                continue;
            const std::size_t rows = std::min(table.count, kMaxValues);
            property.column->forEachShown(rows, [&](const PropertyValue& value) { check.add(value); });
            check.tell("propertyTables[" + std::to_string(t) + "]/" + property.name, rows == table.count, found);
        }
    }
    for (std::size_t m = 0; m < model.meshes.size(); ++m)
        for (std::size_t p = 0; p < model.meshes[m].primitives.size(); ++p) {
            const Primitive& primitive = model.meshes[m].primitives[p];
            for (std::size_t f = 0; f < primitive.featureSets.size(); ++f)
                checkFeatureIdTexture(primitive.featureSets[f],
                                      "meshes[" + std::to_string(m) + "]/primitives[" + std::to_string(p)
                                          + "]/featureIds[" + std::to_string(f) + "]",
                                      found);
            for (const SurfaceProperties& surface : primitive.surfaces)
                for (const SurfaceProperty& property : surface.properties)
                    checkSurface(property, primitive.positions.size(), found);
        }
    // Several primitives may carry the same property.
    std::set<std::pair<std::string, std::string>> told;
    for (Issue& issue : found)
        if (told.emplace(issue.where, issue.message).second)
            issues.push_back(std::move(issue));
}

} // namespace guanjing::tiles3d
