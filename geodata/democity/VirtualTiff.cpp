#include "geodata/democity/VirtualTiff.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace guanjing::democity {

namespace {

static_assert(std::endian::native == std::endian::little, "values are copied as they are stored");

enum Type : std::uint16_t { kAscii = 2, kShort = 3, kLong = 4, kDouble = 12, kLong8 = 16 };

std::size_t sizeOf(Type type)
{
    switch (type) {
    case kAscii: return 1;
    case kShort: return 2;
    case kLong: return 4;
    case kDouble:
    case kLong8: return 8;
    }
    return 1;
}

template <class T> void append(Bytes& bytes, T value)
{
    const std::size_t at = bytes.size();
    bytes.resize(at + sizeof value);
    std::memcpy(bytes.data() + at, &value, sizeof value);
}

/// One directory: entries, then what does not fit into them.
class Directory {
public:
    explicit Directory(std::uint64_t offset) : m_offset(offset) { }

    template <class T> void put(std::uint16_t tag, Type type, const std::vector<T>& values)
    {
        Entry entry{tag, type, values.size(), {}};
        for (T value : values)
            append(entry.value, value);
        m_entries.push_back(std::move(entry));
    }
    void putText(std::uint16_t tag, const std::string& text)
    {
        std::vector<char> values(text.begin(), text.end());
        values.push_back('\0');
        put(tag, kAscii, values);
    }
    /// Values that lie elsewhere in the file.
    void putElsewhere(std::uint16_t tag, Type type, std::uint64_t count, std::uint64_t offset)
    {
        Entry entry{tag, type, count, {}};
        entry.isElsewhere = true;
        append(entry.value, offset);
        m_entries.push_back(std::move(entry));
    }

    [[nodiscard]] Bytes bytes(bool last) const
    {
        const std::uint64_t entriesEnd = m_offset + 8 + 20 * m_entries.size() + 8;
        Bytes more;
        Bytes result;
        append(result, std::uint64_t{m_entries.size()});
        for (const Entry& entry : m_entries) {
            append(result, entry.tag);
            append(result, static_cast<std::uint16_t>(entry.type));
            append(result, entry.count);
            Bytes value = entry.value;
            if (!entry.isElsewhere && entry.count * sizeOf(entry.type) > 8) {
                more.resize((more.size() + 7) / 8 * 8);
                const std::uint64_t at = entriesEnd + more.size();
                more.insert(more.end(), value.begin(), value.end());
                value.clear();
                append(value, at);
            }
            value.resize(8);
            result.insert(result.end(), value.begin(), value.end());
        }
        more.resize((more.size() + 7) / 8 * 8);
        append(result, last ? std::uint64_t{0} : entriesEnd + more.size());
        result.insert(result.end(), more.begin(), more.end());
        return result;
    }

private:
    struct Entry {
        std::uint16_t tag;
        Type type;
        std::uint64_t count;
        Bytes value;
        bool isElsewhere = false;
    };
    std::uint64_t m_offset;
    std::vector<Entry> m_entries;
};

constexpr std::size_t kHeaderBytes = 16;

} // namespace

VirtualTiff::VirtualTiff(Form form) : m_form(std::move(form))
{
    if (m_form.mostBytes == 0)
        m_form.mostBytes = m_form.slotBytes;
    std::uint32_t width = m_form.width;
    std::uint32_t height = m_form.height;
    for (int k = 0; k < m_form.levels; ++k) {
        m_levels.push_back({width, height, (width + m_form.tileSide - 1) / m_form.tileSide,
                            (height + m_form.tileSide - 1) / m_form.tileSide, 0});
        width = (width + 1) / 2;
        height = (height + 1) / 2;
    }
    // the directories' size does not depend on where the arrays lie: laid out twice
    for (int pass = 0; pass < 2; ++pass) {
        m_segments.clear();
        std::uint64_t at = m_head.size();
        m_segments.push_back({Kind::Head, 0, 0, at});
        const auto add = [&](Kind kind, int level, std::uint64_t size) {
            m_segments.push_back({kind, level, at, size});
            at += size;
        };
        for (int k = 0; k < m_form.levels; ++k) {
            const std::uint64_t tiles = m_levels[static_cast<std::size_t>(k)].tiles();
            add(Kind::Offsets, k, tiles * 8);
            add(Kind::Counts, k, (tiles * 4 + 7) / 8 * 8);
        }
        add(Kind::Padding, 0, (m_form.slotBytes - at % m_form.slotBytes) % m_form.slotBytes);
        for (int k = m_form.levels; k-- > 0;) { // the coarse levels first: they are read first
            Level& level = m_levels[static_cast<std::size_t>(k)];
            level.firstTile = at;
            add(Kind::Tiles, k, level.tiles() * m_form.slotBytes);
        }
        m_size = at;
        m_head = directories();
    }
}

Bytes VirtualTiff::directories() const
{
    const bool jpeg = m_form.pixels == Pixels::YcbcrJpeg;
    Bytes result{'I', 'I'};
    append(result, std::uint16_t{43});
    append(result, std::uint16_t{8});
    append(result, std::uint16_t{0});
    append(result, std::uint64_t{kHeaderBytes});
    const auto arrayOf = [&](Kind kind, int level) {
        const auto found = std::find_if(m_segments.begin(), m_segments.end(), [&](const Segment& segment) {
            return segment.kind == kind && segment.level == level;
        });
        return found == m_segments.end() ? std::uint64_t{0} : found->offset;
    };
    for (int k = 0; k < m_form.levels; ++k) {
        const Level& level = m_levels[static_cast<std::size_t>(k)];
        Directory directory(result.size());
        const auto shorts = [&](std::uint16_t tag, std::vector<std::uint16_t> values) {
            directory.put(tag, kShort, values);
        };
        directory.put(254, kLong, std::vector<std::uint32_t>{k > 0 ? 1u : 0u}); // NewSubfileType: of reduced resolution
        directory.put(256, kLong, std::vector<std::uint32_t>{level.width});
        directory.put(257, kLong, std::vector<std::uint32_t>{level.height});
        shorts(258, jpeg ? std::vector<std::uint16_t>{8, 8, 8} : std::vector<std::uint16_t>{32});
        shorts(259, {static_cast<std::uint16_t>(jpeg ? 7 : 1)}); // compression
        shorts(262, {static_cast<std::uint16_t>(jpeg ? 6 : 1)}); // photometric interpretation
        shorts(277, {static_cast<std::uint16_t>(jpeg ? 3 : 1)}); // samples
        shorts(284, {1}); // interleaved
        if (!m_form.dateTime.empty() && k == 0)
            directory.putText(306, m_form.dateTime);
        shorts(322, {static_cast<std::uint16_t>(m_form.tileSide)});
        shorts(323, {static_cast<std::uint16_t>(m_form.tileSide)});
        if (level.tiles() == 1) {
            directory.put(324, kLong8, std::vector<std::uint64_t>{level.firstTile});
            directory.put(325, kLong, std::vector<std::uint32_t>{m_form.mostBytes});
        } else {
            directory.putElsewhere(324, kLong8, level.tiles(), arrayOf(Kind::Offsets, k));
            if (level.tiles() == 2)
                directory.put(325, kLong, std::vector<std::uint32_t>{m_form.mostBytes, m_form.mostBytes});
            else
                directory.putElsewhere(325, kLong, level.tiles(), arrayOf(Kind::Counts, k));
        }
        shorts(339, jpeg ? std::vector<std::uint16_t>{1, 1, 1} : std::vector<std::uint16_t>{3}); // sample format
        if (jpeg)
            shorts(530, {2, 2}); // chroma at half the resolution
        if (k == 0) {
            directory.put(33550, kDouble, std::vector<double>{m_form.pixelSize, m_form.pixelSize, 0});
            directory.put(33922, kDouble, std::vector<double>{0, 0, 0, m_form.west, m_form.north, 0});
            // GTModelType, GTRasterType (pixels are areas), then the system itself
            shorts(34735,
                   {1, 1, 0, 3, 1024, 0, 1, static_cast<std::uint16_t>(m_form.geographic ? 2 : 1), 1025, 0, 1, 1,
                    static_cast<std::uint16_t>(m_form.geographic ? 2048 : 3072), 0, 1,
                    static_cast<std::uint16_t>(m_form.epsg)});
        }
        const Bytes bytes = directory.bytes(k + 1 == m_form.levels);
        result.insert(result.end(), bytes.begin(), bytes.end());
    }
    return result;
}

Result<void> VirtualTiff::readSegment(const Segment& segment, std::uint64_t from, std::uint64_t count,
                                      const Fetch& fetch, Bytes& out) const
{
    if (segment.kind == Kind::Head) {
        const auto first = m_head.begin() + static_cast<std::ptrdiff_t>(from);
        out.insert(out.end(), first, first + static_cast<std::ptrdiff_t>(count));
        return {};
    }
    if (segment.kind == Kind::Padding) {
        out.resize(out.size() + count);
        return {};
    }
    const Level& level = m_levels[static_cast<std::size_t>(segment.level)];
    if (segment.kind == Kind::Tiles) {
        while (count > 0) {
            const std::uint64_t tile = from / m_form.slotBytes;
            const std::uint64_t within = from % m_form.slotBytes;
            const std::uint64_t part = std::min<std::uint64_t>(count, m_form.slotBytes - within);
            const std::size_t start = out.size();
            out.resize(start + part); // zeros behind the end of the tile
            if (within < m_form.mostBytes) { // behind that no tile reaches, so none is made
                const auto bytes = fetch(segment.level, static_cast<std::uint32_t>(tile % level.columns),
                                         static_cast<std::uint32_t>(tile / level.columns));
                if (!bytes)
                    return fail(bytes.error());
                if ((*bytes)->size() > m_form.mostBytes)
                    return fail(ErrorCode::Internal, "tile of a TIFF",
                                std::to_string((*bytes)->size()) + " bytes are more than its slot");
                if (within < (*bytes)->size())
                    std::memcpy(out.data() + start, (*bytes)->data() + within,
                                std::min<std::size_t>(part, (*bytes)->size() - within));
            }
            from += part;
            count -= part;
        }
        return {};
    }
    // the values that the range touches, whole, and then the range of them
    const std::uint64_t size = segment.kind == Kind::Offsets ? 8 : 4;
    Bytes values;
    const std::uint64_t first = from / size;
    for (std::uint64_t k = first; k * size < from + count; ++k) {
        if (size == 8)
            append(values, level.firstTile + k * m_form.slotBytes);
        else
            append(values, k < level.tiles() ? m_form.mostBytes : 0u);
    }
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(from - first * size);
    out.insert(out.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
    return {};
}

Result<Bytes> VirtualTiff::read(std::uint64_t offset, std::size_t length, const Fetch& fetch) const
{
    Bytes out;
    if (offset >= m_size)
        return out;
    std::uint64_t left = std::min<std::uint64_t>(length, m_size - offset);
    out.reserve(left);
    auto segment = std::upper_bound(m_segments.begin(), m_segments.end(), offset,
                                    [](std::uint64_t at, const Segment& s) { return at < s.offset; });
    for (--segment; left > 0 && segment != m_segments.end(); ++segment) {
        const std::uint64_t within = offset - segment->offset;
        if (within >= segment->size)
            continue;
        const std::uint64_t part = std::min(left, segment->size - within);
        if (const auto done = readSegment(*segment, within, part, fetch, out); !done)
            return fail(done.error());
        offset += part;
        left -= part;
    }
    return out;
}

} // namespace guanjing::democity
