#pragma once

#include "geodata/tiles3d/PropertyTable.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace guanjing::layers {

/// The row of a table that describes the same feature as attributes read elsewhere, say from another level of detail: the
/// one with the same identifier, where a property is named as one (id, gml_id, uuid, fid …), else the one whose values all
/// agree. Nothing when no row does. Any thread; looks at every row.
[[nodiscard]] std::optional<std::uint32_t> rowOfFeature(const tiles3d::PropertyTable& table,
                                                        const std::vector<tiles3d::Attribute>& attributes);

} // namespace guanjing::layers
