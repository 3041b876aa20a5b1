#pragma once
// ETC1S in BasisLZ. For the .cpp files of this room only.

#include "geodata/ktx2/BitReader.h"
#include "geodata/ktx2/Blocks.h"
#include "geodata/ktx2/Container.h"

#include <array>
#include <cstdint>
#include <vector>

namespace guanjing::ktx2 {

/// Codebooks and code tables that all levels of a file share (KTX 2.0, appendices "BasisLZ Global Data" and "BasisLZ/ETC1S
/// Bitstream Specification").
class BasisLz {
public:
    static Result<BasisLz> read(const Container& container);

    /// Level `index` as RGBA.
    [[nodiscard]] Result<Level> decode(const Container& container, std::size_t index) const;

private:
    struct Slice {
        std::uint32_t flags = 0, rgbOffset = 0, rgbLength = 0, alphaOffset = 0, alphaLength = 0;
    };
    Result<void> readEndpoints(ByteView bytes, std::size_t count);
    Result<void> readSelectors(ByteView bytes, std::size_t count);
    Result<void> readTables(ByteView bytes);
    template <class Put> Result<void> decodeSlice(ByteView bytes, unsigned blocksX, unsigned blocksY, Put&& put) const;

    std::vector<Slice> m_slices; ///< by level
    std::vector<std::array<Rgba, 4>> m_palettes; ///< by endpoint: the colours of selectors 0 to 3
    std::vector<std::uint32_t> m_selectors; ///< 2 bits a texel, rows from the lowest bits on
    HuffmanTable m_predictions, m_endpointDeltas, m_selectorCodes, m_runLengths;
    std::uint32_t m_historySize = 0;
};

} // namespace guanjing::ktx2
