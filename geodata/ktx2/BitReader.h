#pragma once
// A stream of bits and canonical Huffman codes. For the .cpp files of this room only.

#include "geodata/core/Bytes.h"

#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

namespace guanjing::ktx2 {

/// Bits of a stream, lowest of each byte first. Past the end it gives zeros and remembers that.
class BitReader {
public:
    explicit BitReader(ByteView bytes) : m_next(bytes.data()), m_end(bytes.data() + bytes.size()) { }

    /// The next `count` bits (at most 32) without taking them.
    std::uint32_t peek(unsigned count)
    {
        if (m_held < count)
            refill();
        return static_cast<std::uint32_t>(m_bits & ((std::uint64_t{1} << count) - 1));
    }
    /// Takes bits that have been peeked.
    void skip(unsigned count)
    {
        m_bits >>= count;
        m_held -= count;
    }
    std::uint32_t take(unsigned count)
    {
        const std::uint32_t value = peek(count);
        skip(count);
        return value;
    }
    /// More was taken than there is.
    [[nodiscard]] bool isOverrun() const { return m_held < m_invented; }

private:
    void refill()
    {
        if (m_end - m_next >= 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, m_next, 8); // little-endian, asserted in Bits128.h
            const unsigned bytes = (63 - m_held) / 8;
            m_bits |= word << m_held;
            m_next += bytes;
            m_held += bytes * 8;
            m_bits &= m_held == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << m_held) - 1;
            return;
        }
        while (m_held <= 56) {
            if (m_next != m_end)
                m_bits |= static_cast<std::uint64_t>(*m_next++) << m_held;
            else
                m_invented += 8;
            m_held += 8;
        }
    }

    const std::uint8_t* m_next;
    const std::uint8_t* m_end;
    std::uint64_t m_bits = 0;
    unsigned m_held = 0; ///< bits in m_bits
    unsigned m_invented = 0; ///< of the bits ever held, those that lie past the end
};

/// Canonical Huffman codes as in Deflate (RFC 1951, 3.2.2), up to 16 bits long.
class HuffmanTable {
public:
    static constexpr unsigned kMaxLength = 16;

    /// From the length of each symbol's code, 0 for none. Nothing when more codes are claimed than fit.
    static std::optional<HuffmanTable> make(const std::vector<std::uint8_t>& lengths);

    /// The next symbol, or -1 where the bits are no code.
    [[nodiscard]] int decode(BitReader& reader) const
    {
        const Entry& entry = m_fast[reader.peek(kFastBits)];
        if (entry.length != 0) {
            reader.skip(entry.length);
            return entry.symbol;
        }
        return decodeLong(reader);
    }

private:
    static constexpr unsigned kFastBits = 10;
    struct Entry {
        std::uint16_t symbol = 0;
        std::uint16_t length = 0; ///< 0: longer than kFastBits, or no code
    };
    [[nodiscard]] int decodeLong(BitReader& reader) const;

    std::vector<Entry> m_fast;
    std::vector<std::uint16_t> m_symbols; ///< in order of their codes
    std::uint32_t m_firstCode[kMaxLength + 1] = {};
    std::uint32_t m_count[kMaxLength + 1] = {};
    std::uint32_t m_firstSymbol[kMaxLength + 1] = {}; ///< into m_symbols
};

} // namespace guanjing::ktx2
