#include "geodata/exports/TilePyramid.h"

#include "geodata/crs/Ellipsoid.h"
#include "geodata/exports/MercatorSampler.h"
#include "geodata/exports/PictureEncoder.h"
#include "geodata/net/Url.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/tiles3d/ImageDecoder.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>
#include <utility>

namespace guanjing {
namespace {

constexpr double kWorld = 2 * kWebMercatorHalfWorldMeters;
constexpr int kSide = 256;
constexpr std::size_t kSidePixels = std::size_t{kSide} * kSide;
constexpr std::size_t kAhead = 64;
/// Pictures are asked for ahead for so many levels of tiles at once.
constexpr int kAheadLevels = 2;
constexpr int kQuality = 90;

glm::dvec4 boxOf(int zoom, double column, double row)
{
    const double size = std::ldexp(kWorld, -zoom);
    const double left = -kWebMercatorHalfWorldMeters + column * size;
    const double top = kWebMercatorHalfWorldMeters - row * size;
    return {left, top - size, left + size, top};
}

/// Addresses of a level that touch the area, row by row.
class Walk {
public:
    Walk(const ExportPlan& plan, const PictureSource& source, int level)
        : m_plan(plan), m_source(source), m_level(level)
    {
        if (const auto range = source.grid().pictures(level, plan.mask->box()))
            m_range = *range;
        else
            m_range = {1, 1, 0, 0};
        m_row = m_range[1];
        beginRow();
    }

    std::optional<PictureReader::Address> next()
    {
        for (;;) {
            if (m_row > m_range[3] || m_range[1] > m_range[3])
                return std::nullopt;
            while (m_span < m_spans.size()) {
                if (m_column <= m_spans[m_span].second)
                    return PictureReader::Address{m_level, m_column++, m_row};
                if (++m_span < m_spans.size())
                    m_column = std::max(m_column, m_spans[m_span].first);
            }
            ++m_row;
            beginRow();
        }
    }

private:
    void beginRow()
    {
        m_spans.clear();
        m_span = 0;
        if (m_row > m_range[3])
            return;
        const glm::dvec4 row = boxOf(m_level, 0, m_row);
        const double size = std::ldexp(kWorld, -m_level);
        for (const auto& [from, to] : m_plan.mask->spans(row.y, row.w)) {
            const double first = std::floor((from + kWebMercatorHalfWorldMeters) / size);
            const double last = std::floor((to + kWebMercatorHalfWorldMeters) / size);
            const double low = std::max<double>(first, m_range[0]), high = std::min<double>(last, m_range[2]);
            if (low <= high)
                m_spans.emplace_back(static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(high));
        }
        m_column = m_spans.empty() ? 0 : m_spans.front().first;
    }

    const ExportPlan& m_plan;
    const PictureSource& m_source;
    int m_level;
    std::array<std::uint32_t, 4> m_range{};
    std::uint32_t m_row = 0, m_column = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_spans;
    std::size_t m_span = 0;
};

using Pixels = std::vector<std::uint8_t>;

bool isBlank(const Pixels& rgba)
{
    for (std::size_t i = 3; i < rgba.size(); i += 4)
        if (rgba[i] != 0)
            return false;
    return true;
}

bool isOpaque(const Pixels& rgba)
{
    for (std::size_t i = 3; i < rgba.size(); i += 4)
        if (rgba[i] != 255)
            return false;
    return true;
}

class Pyramid {
public:
    Pyramid(const ExportPlan& plan, MercatorSampler& sampler, PictureReader& reader, ExportCoding coding,
            MbTilesFile& file, const std::stop_token& stop, const ExportStep& step)
        : m_plan(plan), m_sampler(sampler), m_reader(reader), m_coding(coding), m_file(file), m_stop(stop), m_step(step)
    { }

    /// Null where there is nothing.
    Result<std::optional<Pixels>> make(int zoom, std::uint32_t column, std::uint32_t row)
    {
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_file.path(), {});
        if (!m_plan.mask->touches(boxOf(zoom, column, row)))
            return std::nullopt;
        if (zoom == m_plan.maxZoom - kAheadLevels && zoom > m_plan.minZoom)
            expect(zoom, column, row);
        Pixels pixels;
        if (zoom == m_plan.maxZoom) {
            if (auto done =
                    m_sampler.fill(zoom, std::int64_t{column} * kSide, std::int64_t{row} * kSide, kSide, kSide, pixels);
                !done)
                return fail(std::move(done.error()));
            m_step(++m_done);
        } else {
            pixels.assign(4 * kSidePixels, 0);
            for (std::uint32_t quarter = 0; quarter < 4; ++quarter) {
                auto child = make(zoom + 1, 2 * column + (quarter & 1), 2 * row + (quarter >> 1));
                if (!child)
                    return fail(std::move(child.error()));
                if (*child)
                    halve(**child, static_cast<int>(quarter & 1), static_cast<int>(quarter >> 1), pixels);
            }
        }
        if (isBlank(pixels))
            return std::nullopt;
        if (zoom >= m_plan.minZoom) {
            if (auto done = put(zoom, column, row, pixels); !done)
                return fail(std::move(done.error()));
        }
        return pixels;
    }

    /// Has the pictures asked for that the finest tiles of the area need here, in the order in which they will be made.
    void expect(int zoom, std::uint32_t column, std::uint32_t row)
    {
        if (!m_plan.mask->touches(boxOf(zoom, column, row)))
            return;
        if (zoom == m_plan.maxZoom)
            return m_sampler.expect(zoom, std::int64_t{column} * kSide, std::int64_t{row} * kSide, kSide, kSide);
        for (std::uint32_t quarter = 0; quarter < 4; ++quarter)
            expect(zoom + 1, 2 * column + (quarter & 1), 2 * row + (quarter >> 1));
    }

private:
    /// A quarter of `out` from four times as many pixels, weighted by their opacity.
    static void halve(const Pixels& child, int right, int down, Pixels& out)
    {
        constexpr int kHalf = kSide / 2;
        for (int row = 0; row < kHalf; ++row) {
            for (int column = 0; column < kHalf; ++column) {
                unsigned sum[4] = {};
                for (int k = 0; k < 4; ++k) {
                    const std::uint8_t* p = child.data()
                        + 4 * static_cast<std::size_t>((2 * row + (k >> 1)) * kSide + 2 * column + (k & 1));
                    for (int c = 0; c < 3; ++c)
                        sum[c] += unsigned{p[c]} * p[3];
                    sum[3] += p[3];
                }
                std::uint8_t* to =
                    out.data() + 4 * static_cast<std::size_t>((down * kHalf + row) * kSide + right * kHalf + column);
                for (int c = 0; c < 3 && sum[3] > 0; ++c)
                    to[c] = static_cast<std::uint8_t>((sum[c] + sum[3] / 2) / sum[3]);
                to[3] = static_cast<std::uint8_t>((sum[3] + 2) / 4);
            }
        }
    }

    Result<void> put(int zoom, std::uint32_t column, std::uint32_t row, const Pixels& pixels)
    {
        const auto& counts = m_reader.counts();
        const bool isLossless = m_coding == ExportCoding::Lossless
            || (m_coding == ExportCoding::Auto && (counts.jpegs == 0 || counts.others > 0));
        const PictureCoding coding = isLossless ? PictureCoding::Png
            : m_coding == ExportCoding::WebP    ? PictureCoding::WebP
            : isOpaque(pixels)                  ? PictureCoding::Jpeg
                                                : PictureCoding::Png;
        const auto bytes = encodePicture(pixels, kSide, kSide, coding, kQuality);
        if (!bytes)
            return fail(bytes.error());
        return m_file.put(zoom, column, row, *bytes);
    }

    const ExportPlan& m_plan;
    MercatorSampler& m_sampler;
    PictureReader& m_reader;
    ExportCoding m_coding;
    MbTilesFile& m_file;
    const std::stop_token& m_stop;
    const ExportStep& m_step;
    std::uint64_t m_done = 0;
};

} // namespace

Result<void> copyTiles(const ExportPlan& plan, const PictureSource& source, PictureReader& reader, MbTilesFile& file,
                       const ExportStep& step)
{
    std::uint64_t done = 0;
    for (int level = plan.minLevel; level <= plan.maxLevel; ++level) {
        if (source.grid().levels[static_cast<std::size_t>(level)].id.empty())
            continue;
        Walk walk(plan, source, level);
        std::deque<PictureReader::Address> ahead;
        for (;;) {
            while (ahead.size() < kAhead) {
                const auto next = walk.next();
                if (!next)
                    break;
                reader.expect(*next);
                ahead.push_back(*next);
            }
            if (ahead.empty())
                break;
            const PictureReader::Address at = ahead.front();
            ahead.pop_front();
            const auto bytes = reader.bytes(at);
            if (!bytes)
                return fail(bytes.error());
            if (*bytes) {
                const auto format = tiles3d::detectImageFormat(**bytes);
                if (format == tiles3d::ImageFormat::Unknown || format == tiles3d::ImageFormat::Ktx2)
                    reader.noteUnreadable({ErrorCode::BadMagic, redactUrl(source.urlOf(at.level, at.x, at.y)), {}});
                else if (auto put = file.put(at.level, at.x, at.y, **bytes); !put)
                    return put;
            }
            step(++done);
        }
    }
    return {};
}

Result<void> resampleTiles(const ExportPlan& plan, const PictureSource& source, PictureReader& reader,
                           ExportCoding coding, MbTilesFile& file, const std::stop_token& stop, const ExportStep& step)
{
    MercatorSampler sampler(reader, source, *plan.projector, plan.maxLevel);
    Pyramid pyramid(plan, sampler, reader, coding, file, stop, step);
    // Nothing above the coarsest level is needed.
    const glm::dvec4 box = plan.mask->box();
    const double size = std::ldexp(kWorld, -plan.minZoom);
    const auto index = [&](double meters) {
        return static_cast<std::uint32_t>(std::clamp(std::floor(meters / size), 0.0, std::exp2(plan.minZoom) - 1));
    };
    struct Tile {
        std::uint32_t column, row;
    };
    // Where few levels are made, the tiles that come next are asked for ahead; where many are, it is done further down.
    const int levels = plan.maxZoom - plan.minZoom;
    const std::size_t atOnce = levels >= kAheadLevels ? 1 : std::size_t{1} << 2 * (kAheadLevels - levels);
    std::deque<Tile> ahead;
    const auto makeFirst = [&]() -> Result<void> {
        const Tile tile = ahead.front();
        ahead.pop_front();
        if (auto made = pyramid.make(plan.minZoom, tile.column, tile.row); !made)
            return fail(std::move(made.error()));
        return {};
    };
    for (std::uint32_t row = index(kWebMercatorHalfWorldMeters - box.w);
         row <= index(kWebMercatorHalfWorldMeters - box.y); ++row) {
        for (std::uint32_t column = index(box.x + kWebMercatorHalfWorldMeters);
             column <= index(box.z + kWebMercatorHalfWorldMeters); ++column) {
            if (!plan.mask->touches(boxOf(plan.minZoom, column, row)))
                continue;
            if (levels <= kAheadLevels)
                pyramid.expect(plan.minZoom, column, row);
            ahead.push_back({column, row});
            if (ahead.size() < atOnce)
                continue;
            if (auto made = makeFirst(); !made)
                return made;
        }
    }
    while (!ahead.empty())
        if (auto made = makeFirst(); !made)
            return made;
    return {};
}

} // namespace guanjing
