#include "geodata/ktx2/BasisLz.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace guanjing::ktx2 {

namespace {

constexpr std::size_t kGlobalHeaderBytes = 20, kImageBytes = 20;
constexpr std::uint32_t kPredictedFrame = 2;

std::uint32_t little(ByteView bytes, std::size_t at, unsigned count)
{
    std::uint32_t value = 0;
    for (unsigned i = 0; i < count; ++i)
        value |= static_cast<std::uint32_t>(bytes[at + i]) << (8 * i);
    return value;
}

tl::unexpected<Error> bad(ErrorCode code, std::string detail)
{
    return fail(code, {}, "KTX 2: BasisLZ: " + std::move(detail));
}

/// "Compressed Huffman Tables".
Result<HuffmanTable> readTable(BitReader& reader, const char* what)
{
    constexpr std::uint8_t kOrder[21] = {17, 18, 19, 20, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15, 16};
    const auto broken = [&](const char* why) {
        return bad(ErrorCode::DecodeFailed, std::string("code table of ") + what + ": " + why);
    };
    const std::size_t symbols = reader.take(14);
    std::vector<std::uint8_t> lengths;
    if (symbols > 0) {
        const unsigned used = reader.take(5);
        if (used < 1 || used > std::size(kOrder))
            return broken("bad number of code lengths");
        std::vector<std::uint8_t> lengthLengths(std::size(kOrder));
        for (unsigned i = 0; i < used; ++i)
            lengthLengths[kOrder[i]] = static_cast<std::uint8_t>(reader.take(3));
        const auto lengthTable = HuffmanTable::make(lengthLengths);
        if (!lengthTable)
            return broken("more codes than fit");
        while (lengths.size() < symbols) {
            const int symbol = lengthTable->decode(reader);
            std::size_t run = 1;
            std::uint8_t length = 0;
            if (symbol < 0 || reader.isOverrun())
                return broken("ends early");
            if (symbol <= 16) {
                length = static_cast<std::uint8_t>(symbol);
            } else if (symbol <= 18) {
                run = symbol == 17 ? reader.take(3) + 3 : reader.take(7) + 11;
            } else {
                if (lengths.empty() || lengths.back() == 0)
                    return broken("repeats nothing");
                length = lengths.back();
                run = symbol == 19 ? reader.take(2) + 3 : reader.take(7) + 7;
            }
            if (run > symbols - lengths.size())
                return broken("more code lengths than symbols");
            lengths.insert(lengths.end(), run, length);
        }
    }
    auto table = HuffmanTable::make(lengths);
    if (!table)
        return broken("more codes than fit");
    if (reader.isOverrun())
        return broken("ends early");
    return std::move(*table);
}

std::array<Rgba, 4> paletteOf(const std::uint8_t (&color5)[3], unsigned table)
{
    const int small = kEtc1Modifiers[table][0], large = kEtc1Modifiers[table][1];
    const int steps[4] = {-large, -small, small, large};
    std::array<Rgba, 4> out;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto channel = [&](std::size_t c) {
            const int base = color5[c] << 3 | color5[c] >> 2;
            return static_cast<std::uint8_t>(std::clamp(base + steps[i], 0, 255));
        };
        out[i] = {channel(0), channel(1), channel(2), 255};
    }
    return out;
}

/// "ETC1S VLC Decoding Procedure": chunks of `bits` bits, each with a flag above that says whether another follows.
std::uint32_t readChunks(BitReader& reader, unsigned bits)
{
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 32; shift += bits) {
        const std::uint32_t chunk = reader.take(bits + 1);
        value |= (chunk & ((1u << bits) - 1)) << shift;
        if (chunk >> bits == 0)
            break;
    }
    return value;
}

/// "ETC1S Approximate Move to Front Routines".
class History {
public:
    explicit History(std::size_t size) : m_values(size), m_next(size / 2) { }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    void add(std::uint32_t value)
    {
        if (m_values.empty())
            return;
        m_values[m_next++] = value;
        if (m_next == m_values.size())
            m_next = m_values.size() / 2;
    }
    /// The value there, which moves half way to the front.
    std::uint32_t use(std::size_t index)
    {
        const std::uint32_t value = m_values[index];
        std::swap(m_values[index / 2], m_values[index]);
        return value;
    }

private:
    std::vector<std::uint32_t> m_values;
    std::size_t m_next;
};

} // namespace

Result<BasisLz> BasisLz::read(const Container& container)
{
    const ByteView data = container.globalData;
    const std::size_t images = container.levels.size();
    if (data.size() < kGlobalHeaderBytes + kImageBytes * images)
        return bad(ErrorCode::Truncated, "global data of " + std::to_string(data.size()) + " bytes");
    const std::size_t endpointCount = little(data, 0, 2), selectorCount = little(data, 2, 2);
    const std::uint64_t sizes[4] = {little(data, 4, 4), little(data, 8, 4), little(data, 12, 4), little(data, 16, 4)};
    const std::uint64_t needed = kGlobalHeaderBytes + kImageBytes * images + sizes[0] + sizes[1] + sizes[2] + sizes[3];
    if (needed != data.size())
        return bad(ErrorCode::LengthMismatch,
                   "global data has " + std::to_string(data.size()) + " bytes, its parts need "
                       + std::to_string(needed));
    BasisLz out;
    for (std::size_t i = 0; i < images; ++i) {
        const std::size_t at = kGlobalHeaderBytes + kImageBytes * i;
        out.m_slices.push_back({little(data, at, 4), little(data, at + 4, 4), little(data, at + 8, 4),
                                little(data, at + 12, 4), little(data, at + 16, 4)});
    }
    ByteView rest = data.subspan(kGlobalHeaderBytes + kImageBytes * images);
    const auto part = [&](std::uint64_t size) {
        const ByteView piece = rest.first(static_cast<std::size_t>(size));
        rest = rest.subspan(piece.size());
        return piece;
    };
    if (auto endpoints = out.readEndpoints(part(sizes[0]), endpointCount); !endpoints)
        return fail(endpoints.error());
    if (auto selectors = out.readSelectors(part(sizes[1]), selectorCount); !selectors)
        return fail(selectors.error());
    if (auto tables = out.readTables(part(sizes[2])); !tables)
        return fail(tables.error());
    return out;
}

/// "ETC1S Endpoint Codebooks".
Result<void> BasisLz::readEndpoints(ByteView bytes, std::size_t count)
{
    if (count == 0)
        return bad(ErrorCode::BadValue, "no endpoints");
    BitReader reader(bytes);
    HuffmanTable colorDeltas[3], intensityDeltas;
    for (HuffmanTable& table : colorDeltas) {
        auto read = readTable(reader, "colour deltas");
        if (!read)
            return fail(read.error());
        table = std::move(*read);
    }
    auto read = readTable(reader, "intensity deltas");
    if (!read)
        return fail(read.error());
    intensityDeltas = std::move(*read);
    const bool grayscale = reader.take(1) != 0;
    std::uint8_t color[3] = {16, 16, 16};
    unsigned intensity = 0;
    m_palettes.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const int delta = intensityDeltas.decode(reader);
        if (delta < 0)
            return bad(ErrorCode::DecodeFailed, "endpoint " + std::to_string(i) + " has no code");
        intensity = (intensity + static_cast<unsigned>(delta)) & 7;
        for (std::size_t c = 0; c < (grayscale ? 1u : 3u); ++c) {
            const int step = colorDeltas[color[c] < 10 ? 0 : color[c] < 22 ? 1 : 2].decode(reader);
            if (step < 0)
                return bad(ErrorCode::DecodeFailed, "endpoint " + std::to_string(i) + " has no code");
            color[c] = static_cast<std::uint8_t>((color[c] + step) & 31);
        }
        if (grayscale)
            color[1] = color[2] = color[0];
        m_palettes.push_back(paletteOf(color, intensity));
        if (reader.isOverrun())
            return bad(ErrorCode::Truncated, "endpoints end at " + std::to_string(i) + " of " + std::to_string(count));
    }
    return {};
}

/// "ETC1S Selector Codebooks".
Result<void> BasisLz::readSelectors(ByteView bytes, std::size_t count)
{
    if (count == 0)
        return bad(ErrorCode::BadValue, "no selectors");
    BitReader reader(bytes);
    if (reader.take(2) != 0)
        return bad(ErrorCode::UnsupportedFeature, "selectors of a global or hybrid codebook");
    const bool raw = reader.take(1) != 0;
    HuffmanTable deltas;
    if (!raw) {
        auto read = readTable(reader, "selector deltas");
        if (!read)
            return fail(read.error());
        deltas = std::move(*read);
    }
    m_selectors.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t selector = 0;
        for (unsigned row = 0; row < 4; ++row) {
            const int value = raw || i == 0 ? static_cast<int>(reader.take(8)) : deltas.decode(reader);
            if (value < 0 || value > 255)
                return bad(ErrorCode::DecodeFailed, "selector " + std::to_string(i) + " has no code");
            selector |= static_cast<std::uint32_t>(value) << (8 * row);
        }
        m_selectors.push_back(raw || i == 0 ? selector : selector ^ m_selectors.back());
        if (reader.isOverrun())
            return bad(ErrorCode::Truncated, "selectors end at " + std::to_string(i) + " of " + std::to_string(count));
    }
    return {};
}

Result<void> BasisLz::readTables(ByteView bytes)
{
    BitReader reader(bytes);
    const std::pair<HuffmanTable*, const char*> tables[] = {{&m_predictions, "endpoint predictions"},
                                                            {&m_endpointDeltas, "endpoint deltas"},
                                                            {&m_selectorCodes, "selectors"},
                                                            {&m_runLengths, "selector runs"}};
    for (const auto& [table, what] : tables) {
        auto read = readTable(reader, what);
        if (!read)
            return fail(read.error());
        *table = std::move(*read);
    }
    m_historySize = reader.take(13);
    if (reader.isOverrun())
        return bad(ErrorCode::Truncated, "code tables end early");
    return {};
}

/// "ETC1S Slice Block Decoding" of a picture that is no video frame. Calls put(x, y, endpoint, selector) for each block.
template <class Put>
Result<void> BasisLz::decodeSlice(ByteView bytes, unsigned blocksX, unsigned blocksY, Put&& put) const
{
    constexpr std::uint32_t kRepeatPrediction = 256, kShortestRepeat = 3;
    constexpr std::uint32_t kShortestRun = 3, kLongRun = 63;
    const auto endpointCount = static_cast<std::uint32_t>(m_palettes.size());
    const auto selectorCount = static_cast<std::uint32_t>(m_selectors.size());
    const std::uint32_t runSymbol = selectorCount + m_historySize;
    BitReader reader(bytes);
    History history(m_historySize);
    std::vector<std::uint32_t> above(blocksX); // endpoints of the row above, replaced from the left
    std::vector<std::uint8_t> predictionsBelow((blocksX + 1) / 2); // of the odd row of a pair
    std::uint32_t endpoint = 0, predictions = 0, lastPredictions = 0, predictionRepeats = 0, selectorRun = 0;
    for (unsigned y = 0; y < blocksY; ++y) {
        std::uint32_t aboveLeft = 0;
        for (unsigned x = 0; x < blocksX; ++x) {
            const auto broken = [&](const char* why) {
                return bad(reader.isOverrun() ? ErrorCode::Truncated : ErrorCode::DecodeFailed,
                           "block " + std::to_string(x) + ", " + std::to_string(y) + " of " + std::to_string(blocksX)
                               + " x " + std::to_string(blocksY) + ": "
                               + (reader.isOverrun() ? "the slice ends early" : why));
            };
            // One symbol tells how the endpoints of 2 x 2 blocks are predicted, 2 bits each.
            if (x % 2 == 0) {
                if (y % 2 == 1) {
                    predictions = predictionsBelow[x / 2];
                } else if (predictionRepeats > 0) {
                    --predictionRepeats;
                    predictions = lastPredictions;
                    predictionsBelow[x / 2] = static_cast<std::uint8_t>(predictions >> 4);
                } else {
                    const int symbol = m_predictions.decode(reader);
                    if (symbol < 0 || symbol > static_cast<int>(kRepeatPrediction))
                        return broken("no endpoint prediction");
                    if (symbol == static_cast<int>(kRepeatPrediction))
                        predictionRepeats = readChunks(reader, 4) + kShortestRepeat - 1;
                    else
                        lastPredictions = static_cast<std::uint32_t>(symbol);
                    predictions = lastPredictions;
                    predictionsBelow[x / 2] = static_cast<std::uint8_t>(predictions >> 4);
                }
            }
            const std::uint32_t old = above[x];
            switch (predictions & 3) {
            case 0: // as on the left
                if (x == 0)
                    return broken("no block on the left");
                break;
            case 1:
                if (y == 0)
                    return broken("no block above");
                endpoint = old;
                break;
            case 2:
                if (x == 0 || y == 0)
                    return broken("no block above on the left");
                endpoint = aboveLeft;
                break;
            default: {
                const int delta = m_endpointDeltas.decode(reader);
                if (delta < 0)
                    return broken("no endpoint delta");
                endpoint += static_cast<std::uint32_t>(delta);
                if (endpoint >= endpointCount)
                    endpoint -= endpointCount;
            }
            }
            predictions >>= 2;
            if (endpoint >= endpointCount)
                return broken("an endpoint past the codebook");
            aboveLeft = old;
            above[x] = endpoint;

            std::uint32_t symbol = selectorCount; // what a run repeats: the front of the history
            if (selectorRun > 0) {
                --selectorRun;
            } else {
                const int code = m_selectorCodes.decode(reader);
                if (code < 0)
                    return broken("no selector");
                if (static_cast<std::uint32_t>(code) == runSymbol) {
                    const int length = m_runLengths.decode(reader);
                    if (length < 0)
                        return broken("no length of a run");
                    selectorRun = (length == static_cast<int>(kLongRun) ? readChunks(reader, 7)
                                                                        : static_cast<std::uint32_t>(length))
                        + kShortestRun - 1;
                } else {
                    symbol = static_cast<std::uint32_t>(code);
                }
            }
            std::uint32_t selector = symbol;
            if (symbol >= selectorCount) {
                if (symbol - selectorCount >= history.size())
                    return broken("a selector past the history");
                selector = history.use(symbol - selectorCount);
            } else {
                history.add(selector);
            }
            if (reader.isOverrun())
                return broken("");
            put(x, y, endpoint, selector);
        }
    }
    return {};
}

Result<Level> BasisLz::decode(const Container& container, std::size_t index) const
{
    const Container::LevelEntry& entry = container.levels[index];
    const Slice& slice = m_slices[index];
    const std::string name = "level " + std::to_string(index);
    if ((slice.flags & kPredictedFrame) != 0)
        return bad(ErrorCode::UnsupportedFeature, name + " is a frame of a video");
    const auto bytesOf = [&](std::uint64_t offset, std::uint64_t length) -> Result<ByteView> {
        if (offset > entry.bytes.size() || length > entry.bytes.size() - offset)
            return bad(ErrorCode::Truncated,
                       name + ": slice at " + std::to_string(offset) + " of " + std::to_string(length) + " bytes in "
                           + std::to_string(entry.bytes.size()));
        return entry.bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
    };
    const auto color = bytesOf(slice.rgbOffset, slice.rgbLength);
    if (!color)
        return fail(color.error());
    Level level{entry.width, entry.height, {}};
    const auto width = static_cast<unsigned>(entry.width), height = static_cast<unsigned>(entry.height);
    const std::size_t stride = static_cast<std::size_t>(width) * sizeof(Rgba);
    level.pixels.resize(stride * height);
    const unsigned blocksX = (width + 3) / 4, blocksY = (height + 3) / 4;
    const auto putColor = [&](unsigned x, unsigned y, std::uint32_t endpoint, std::uint32_t selector) {
        const auto& palette = m_palettes[endpoint];
        std::uint32_t bits = m_selectors[selector];
        std::uint8_t* row = level.pixels.data() + 4 * y * stride + static_cast<std::size_t>(4) * x * sizeof(Rgba);
        const unsigned columns = std::min(4u, width - 4 * x), rows = std::min(4u, height - 4 * y);
        for (unsigned j = 0; j < rows; ++j, row += stride, bits >>= 8) {
            const Rgba texels[4] = {palette[bits & 3], palette[bits >> 2 & 3], palette[bits >> 4 & 3],
                                    palette[bits >> 6 & 3]};
            std::memcpy(row, texels, columns * sizeof(Rgba));
        }
    };
    if (auto done = decodeSlice(*color, blocksX, blocksY, putColor); !done)
        return fail(done.error());
    if (container.samples < 2)
        return level;
    const auto alpha = bytesOf(slice.alphaOffset, slice.alphaLength);
    if (!alpha)
        return fail(alpha.error());
    const auto putAlpha = [&](unsigned x, unsigned y, std::uint32_t endpoint, std::uint32_t selector) {
        const auto& palette = m_palettes[endpoint];
        std::uint32_t bits = m_selectors[selector];
        std::uint8_t* row = level.pixels.data() + 4 * y * stride + static_cast<std::size_t>(4) * x * sizeof(Rgba) + 3;
        const unsigned columns = std::min(4u, width - 4 * x), rows = std::min(4u, height - 4 * y);
        for (unsigned j = 0; j < rows; ++j, row += stride)
            for (unsigned i = 0; i < 4; ++i, bits >>= 2)
                if (i < columns)
                    row[i * sizeof(Rgba)] = palette[bits & 3].g;
    };
    if (auto done = decodeSlice(*alpha, blocksX, blocksY, putAlpha); !done)
        return fail(done.error());
    return level;
}

} // namespace guanjing::ktx2
