#pragma once
// The 128 bits of a block. For the .cpp files of this room only.

#include <bit>
#include <cstdint>
#include <cstring>

namespace guanjing::ktx2 {

/// A block as a number, its first byte lowest.
struct Bits128 {
    std::uint64_t low = 0, high = 0;

    static Bits128 load(const std::uint8_t* bytes)
    {
        static_assert(std::endian::native == std::endian::little);
        Bits128 out;
        std::memcpy(&out.low, bytes, 8);
        std::memcpy(&out.high, bytes + 8, 8);
        return out;
    }

    /// `count` bits (at most 32) from bit `at` on; bits past the end are 0.
    [[nodiscard]] std::uint32_t get(unsigned at, unsigned count) const
    {
        if (at >= 128 || count == 0)
            return 0;
        std::uint64_t value = at < 64 ? low >> at : high >> (at - 64);
        if (at < 64 && at != 0)
            value |= high << (64 - at);
        return static_cast<std::uint32_t>(value & ((std::uint64_t{1} << count) - 1));
    }
};

/// Reads the bits of a block one field after another.
class BlockReader {
public:
    explicit BlockReader(const Bits128& bits, unsigned at = 0) : m_low(bits.low), m_high(bits.high) { skip(at); }
    /// The next `count` bits, at most 32.
    std::uint32_t take(unsigned count)
    {
        const auto value = static_cast<std::uint32_t>(m_low & ((std::uint64_t{1} << count) - 1));
        skip(count);
        return value;
    }

private:
    /// At most 63 bits; two shifts, for none may be by 64.
    void skip(unsigned count)
    {
        m_low = m_low >> count | m_high << 1 << (63 - count);
        m_high >>= count;
    }

    std::uint64_t m_low, m_high;
};

} // namespace guanjing::ktx2
