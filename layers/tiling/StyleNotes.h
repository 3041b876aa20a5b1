#pragma once

#include "geodata/styling/Style.h"
#include "geodata/tiles3d/Model.h"
#include "layers/tiling/Pick.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace guanjing::layers {

struct ContentLook;

/// What of a style does not fit the contents it meets, the first of each kind: for the layer list and the command line.
/// GUI thread.
class StyleNotes {
public:
    /// Starts anew for another style; null: none.
    void reset(std::shared_ptr<const styling::Style> style);
    /// What a content's evaluation told; looks of other styles are passed over.
    void add(const ContentLook& look);
    /// The same of a content that has no look of this style yet, by so many features or points at most.
    void add(const tiles3d::Model& model, const glm::dmat4& modelToWorld, std::size_t mostRows);
    [[nodiscard]] std::vector<std::string> inWords() const;

private:
    struct Name {
        bool isFound = false; ///< some feature has it
        styling::UnknownProperty unknown; ///< by the features that come nearest
    };
    std::shared_ptr<const styling::Style> m_style;
    std::vector<std::string> m_problems;
    std::map<std::string, Name> m_names; ///< that the style reads; empty before a table has been seen
};

/// Puts before the pick's metadata what the `meta` of the style says of the feature picked. Any thread.
void addStyleMeta(const ContentLook& look, const tiles3d::Model& model, PickResult& pick);

} // namespace guanjing::layers
