// What subtrees know of their tiles and contents, and what that says of volumes.
#include "geodata/tiles3d/MetadataSchema.h"
#include "geodata/tiles3d/Subtree.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>

namespace guanjing::tiles3d {

std::size_t Subtree::Availability::rankOf(std::uint64_t index) const
{
    if (bits.empty())
        return constant ? index : 0;
    const std::uint64_t byte = std::min<std::uint64_t>(index / 8, bits.size());
    std::size_t rank = 0;
    if (byte < ranks.size())
        rank = ranks[byte];
    else
        for (std::uint64_t i = 0; i < byte; ++i)
            rank += static_cast<std::size_t>(std::popcount(bits[i]));
    if (byte < bits.size())
        rank +=
            static_cast<std::size_t>(std::popcount(static_cast<std::uint8_t>(bits[byte] & ((1u << (index % 8)) - 1))));
    return rank;
}

void Subtree::Availability::count()
{
    ranks.resize(bits.size());
    std::uint32_t ones = 0;
    for (std::size_t i = 0; i < bits.size(); ++i) {
        ranks[i] = ones;
        ones += static_cast<std::uint32_t>(std::popcount(bits[i]));
    }
}

std::optional<MetadataEntity> Subtree::rowOf(std::int32_t table, const Availability& availability,
                                             std::uint64_t index) const
{
    if (table < 0 || !m_schema || !availability.at(index))
        return std::nullopt;
    return entityOfRow(m_tables[static_cast<std::size_t>(table)], availability.rankOf(index), *m_schema);
}

std::optional<MetadataEntity> Subtree::tileMetadata(const TileIndex& local) const
{
    const auto index = position(local);
    return index ? rowOf(m_tileTable, m_tiles, *index) : std::nullopt;
}

std::optional<MetadataEntity> Subtree::contentMetadata(std::size_t content, const TileIndex& local) const
{
    const auto index = position(local);
    return index && content < m_contentTables.size() ? rowOf(m_contentTables[content], m_contents[content], *index)
                                                     : std::nullopt;
}

std::optional<double> numberFromMetadata(const MetadataEntity& metadata, std::string_view semantic)
{
    const auto found = metadata.semantics.find(semantic);
    return found != metadata.semantics.end() ? numberOf(found->second) : std::nullopt;
}

std::optional<BoundingVolume> volumeFromMetadata(const BoundingVolume& volume, const MetadataEntity& metadata,
                                                 std::string_view prefix)
{
    const std::string start(prefix);
    const auto read = [&](const char* name, std::size_t count, VolumeKind kind) -> std::optional<BoundingVolume> {
        const auto found = metadata.semantics.find(start + name);
        const auto* list =
            found != metadata.semantics.end() ? std::get_if<PropertyValue::List>(&found->second.value) : nullptr;
        if (list == nullptr || list->size() != count)
            return std::nullopt;
        BoundingVolume stated;
        stated.kind = kind;
        for (std::size_t i = 0; i < count; ++i) {
            const auto number = numberOf((*list)[i]);
            if (!number || !std::isfinite(*number))
                return std::nullopt;
            stated.values[i] = *number;
        }
        return stated;
    };
    const auto low = numberFromMetadata(metadata, start + "_MINIMUM_HEIGHT");
    const auto high = numberFromMetadata(metadata, start + "_MAXIMUM_HEIGHT");
    const auto withHeights = [&](BoundingVolume stated) {
        const std::size_t first = stated.kind == VolumeKind::Region ? 4 : 1;
        if (stated.kind == VolumeKind::Region || stated.kind == VolumeKind::S2) {
            stated.values[first] = low.value_or(stated.values[first]);
            stated.values[first + 1] = std::max(high.value_or(stated.values[first + 1]), stated.values[first]);
        }
        return stated;
    };
    for (const auto& [name, count, kind] : {std::tuple{"_BOUNDING_BOX", std::size_t{12}, VolumeKind::Box},
                                            std::tuple{"_BOUNDING_REGION", std::size_t{6}, VolumeKind::Region},
                                            std::tuple{"_BOUNDING_SPHERE", std::size_t{4}, VolumeKind::Sphere}})
        if (auto stated = read(name, count, kind))
            return stated;
    if (const auto found = metadata.semantics.find(start + "_BOUNDING_S2_CELL"); found != metadata.semantics.end())
        if (const auto* id = std::get_if<std::uint64_t>(&found->second.value))
            if (const auto cell = S2Cell::fromId(*id)) {
                const bool hasHeights = volume.kind == VolumeKind::Region || volume.kind == VolumeKind::S2;
                const std::size_t first = volume.kind == VolumeKind::Region ? 4 : 1;
                return withHeights(BoundingVolume::s2(*cell, hasHeights ? volume.values[first] : 0.0,
                                                      hasHeights ? volume.values[first + 1] : 0.0));
            }
    return low || high ? std::optional(withHeights(volume)) : std::nullopt;
}

} // namespace guanjing::tiles3d
