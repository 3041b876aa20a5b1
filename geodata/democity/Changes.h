#pragma once
// What changes in the city between its dates, decided from the identities of blocks and buildings alone: pictures, models and
// the record of the truth all follow from the same decisions. Pure functions; any thread.

#include "geodata/democity/Content.h"

#include <vector>

namespace guanjing::democity {

/// The block as it was at a date; `now` is as planned, of the present. Sites that became quarters, quarters that became sites.
[[nodiscard]] Block blockAt(const Block& now, Epoch epoch);

/// From everything that ever stands in a block to what stands at block.epoch: buildings that do not exist yet or no longer
/// are left out, storeys not yet added too; cars, containers and crops are others.
void applyEpoch(const Block& block, BlockContent& content);

enum class ChangeKind : std::uint8_t {
    New,
    Vanished,
    Storeys, ///< storeys were added
    RoofExtension ///< a steel shed on a flat roof
};

/// A change of one building between the first date and the present.
struct Change {
    ChangeKind kind = ChangeKind::New;
    std::uint64_t id = 0; ///< of the building
    Use useBefore = Use::Vacant, useAfter = Use::Vacant; ///< of its block
    int town = 0;
    std::vector<Outline> outlines; ///< of its parts on the ground; of a roof extension: of the sheds
    double heightBefore = 0, heightAfter = 0; ///< metres above ground; 0: it did or does not stand
    double areaBefore = 0, areaAfter = 0; ///< of its footprint, square metres; of a roof extension: of the sheds
    int floorsBefore = 0, floorsAfter = 0;

    /// "DG" and 16 hexadecimal digits, as in the models' property tables.
    [[nodiscard]] std::string name() const;
};
/// Changes of the buildings whose centre lies in a box, in a fixed order.
[[nodiscard]] std::vector<Change> changesIn(const Box& box);

} // namespace guanjing::democity
