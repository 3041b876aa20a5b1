#include "geodata/ktx2/BitReader.h"

namespace guanjing::ktx2 {

std::optional<HuffmanTable> HuffmanTable::make(const std::vector<std::uint8_t>& lengths)
{
    HuffmanTable out;
    for (const std::uint8_t length : lengths)
        if (length > kMaxLength)
            return std::nullopt;
        else if (length != 0)
            ++out.m_count[length];
    std::uint32_t code = 0, symbols = 0;
    for (unsigned length = 1; length <= kMaxLength; ++length) {
        code <<= 1;
        out.m_firstCode[length] = code;
        out.m_firstSymbol[length] = symbols;
        code += out.m_count[length];
        symbols += out.m_count[length];
        if (code > 1u << length)
            return std::nullopt;
    }
    out.m_symbols.resize(symbols);
    out.m_fast.resize(std::size_t{1} << kFastBits);
    std::uint32_t used[kMaxLength + 1] = {};
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
        const unsigned length = lengths[symbol];
        if (length == 0)
            continue;
        const std::uint32_t index = used[length]++;
        out.m_symbols[out.m_firstSymbol[length] + index] = static_cast<std::uint16_t>(symbol);
        if (length > kFastBits)
            continue;
        // Codes are sent from their top bit on, so they stand reversed in the stream.
        const std::uint32_t own = out.m_firstCode[length] + index;
        std::uint32_t reversed = 0;
        for (unsigned bit = 0; bit < length; ++bit)
            reversed |= (own >> bit & 1) << (length - 1 - bit);
        for (std::uint32_t i = reversed; i < out.m_fast.size(); i += 1u << length)
            out.m_fast[i] = {static_cast<std::uint16_t>(symbol), static_cast<std::uint16_t>(length)};
    }
    return out;
}

int HuffmanTable::decodeLong(BitReader& reader) const
{
    const std::uint32_t bits = reader.peek(kMaxLength);
    std::uint32_t code = 0;
    for (unsigned length = 1; length <= kMaxLength; ++length) {
        code = code << 1 | (bits >> (length - 1) & 1);
        if (code - m_firstCode[length] < m_count[length]) {
            reader.skip(length);
            return m_symbols[m_firstSymbol[length] + code - m_firstCode[length]];
        }
    }
    return -1;
}

} // namespace guanjing::ktx2
