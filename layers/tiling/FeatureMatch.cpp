#include "layers/tiling/FeatureMatch.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace guanjing::layers {

namespace {

bool isIdentifier(std::string_view name)
{
    static constexpr std::array<std::string_view, 10> kNames{"id",  "gmlid",    "uuid",     "guid",       "fid",
                                                             "gid", "globalid", "objectid", "buildingid", "featureid"};
    std::string plain;
    for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)))
            plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return std::find(kNames.begin(), kNames.end(), plain) != kNames.end();
}

const tiles3d::Attribute* attributeNamed(const std::vector<tiles3d::Attribute>& attributes, const std::string& name)
{
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const tiles3d::Attribute& attribute) { return attribute.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

} // namespace

std::optional<std::uint32_t> rowOfFeature(const tiles3d::PropertyTable& table,
                                          const std::vector<tiles3d::Attribute>& attributes)
{
    using Compared = std::pair<const tiles3d::PropertyColumn*, const tiles3d::PropertyValue*>;
    std::vector<Compared> compared;
    for (const tiles3d::Property& property : table.properties) {
        const tiles3d::Attribute* attribute = attributeNamed(attributes, property.name);
        if (!attribute)
            continue;
        if (isIdentifier(property.name)) {
            compared.assign(1, {property.column.get(), &attribute->value});
            break;
        }
        compared.emplace_back(property.column.get(), &attribute->value);
    }
    if (compared.empty())
        return std::nullopt;
    for (std::size_t row = 0; row < table.count; ++row) {
        if (std::all_of(compared.begin(), compared.end(),
                        [row](const Compared& pair) { return pair.first->shown(row) == *pair.second; }))
            return static_cast<std::uint32_t>(row);
    }
    return std::nullopt;
}

} // namespace guanjing::layers
