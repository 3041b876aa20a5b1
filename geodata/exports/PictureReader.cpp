#include "geodata/exports/PictureReader.h"

#include "geodata/net/Url.h"
#include "geodata/raster/ServiceException.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "geodata/tiles3d/Model.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>

namespace guanjing {
namespace {

constexpr int kTries = 5;
constexpr std::size_t kMostTold = 100;
constexpr std::size_t kMostPictureBytes = 64u << 20;

std::uint64_t keyOf(const PictureReader::Address& a)
{
    return (static_cast<std::uint64_t>(a.level) << 58) | (std::uint64_t{a.x} << 29) | std::uint64_t{a.y};
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

/// RGBA of a decoded picture, with what has the colour of nothing made transparent; a lossy picture comes near it only.
PicturePixels asRgba(tiles3d::Image image, const std::optional<std::array<std::uint8_t, 3>>& nodata, bool isLossy)
{
    PicturePixels made;
    made.width = image.width;
    made.height = image.height;
    if (image.channels == 4) {
        made.rgba = std::move(image.pixels);
    } else {
        const auto step = static_cast<std::size_t>(image.channels);
        made.rgba.reserve(image.pixels.size() / step * 4);
        for (std::size_t i = 0; i + step <= image.pixels.size(); i += step)
            made.rgba.insert(made.rgba.end(),
                             {image.pixels[i], image.pixels[i + step / 2], image.pixels[i + step - 1], 255});
    }
    if (nodata) {
        const int slack = isLossy ? 4 : 0;
        for (std::size_t i = 0; i + 3 < made.rgba.size(); i += 4) {
            bool isNothing = true;
            for (std::size_t c = 0; c < 3; ++c)
                isNothing = isNothing && std::abs(int{made.rgba[i + c]} - int{(*nodata)[c]}) <= slack;
            if (isNothing)
                std::fill_n(made.rgba.begin() + static_cast<std::ptrdiff_t>(i), 4, std::uint8_t{0});
        }
    }
    return made;
}

} // namespace

/// Filled by the accessor's threads.
struct PictureReader::Answers {
    std::mutex mutex;
    std::condition_variable_any arrived;
    std::unordered_map<std::uint64_t, Result<AssetResponse>> byKey;
};

PictureReader::PictureReader(const PictureSource& source, AssetAccessor& assets, Options options, std::stop_token stop)
    : m_source(source)
    , m_assets(assets)
    , m_options(std::move(options))
    , m_stop(std::move(stop))
    , m_answers(std::make_shared<Answers>())
{ }

PictureReader::~PictureReader() { m_running.clear(); }

void PictureReader::expect(const Address& address)
{
    const std::uint64_t key = keyOf(address);
    if (!m_source.has(address.level, address.x, address.y) || m_kept.contains(key) || !m_expected.insert(key).second)
        return;
    if (m_source.urlOf(address.level, address.x, address.y).empty())
        return;
    m_queue.push_back(address);
    startNext();
}

void PictureReader::startNext()
{
    std::size_t waiting = 0;
    {
        const std::lock_guard lock(m_answers->mutex);
        for (const auto& [key, handle] : m_running)
            waiting += m_answers->byKey.contains(key) ? 0 : 1;
    }
    // What has come and was not taken yet counts for memory.
    const auto most = static_cast<std::size_t>(m_options.inFlight);
    while (!m_queue.empty() && waiting < most && m_running.size() < 8 * most) {
        const Address next = m_queue.front();
        m_queue.pop_front();
        if (!m_expected.contains(keyOf(next)) || m_running.contains(keyOf(next)))
            continue; // it was asked for out of turn
        start(next);
        ++waiting;
    }
}

void PictureReader::start(const Address& address)
{
    const std::uint64_t key = keyOf(address);
    AssetRequest request;
    request.url = m_source.urlOf(address.level, address.x, address.y);
    request.cache = m_options.cache;
    request.maxBytes = kMostPictureBytes;
    m_running[key] = m_assets.get(std::move(request), [answers = m_answers, key](Result<AssetResponse> response) {
        {
            const std::lock_guard lock(answers->mutex);
            answers->byKey.insert_or_assign(key, std::move(response));
        }
        answers->arrived.notify_all();
    });
}

Result<SharedBytes> PictureReader::await(const Address& address)
{
    const std::uint64_t key = keyOf(address);
    m_expected.erase(key);
    for (int attempt = 1;; ++attempt) {
        if (!m_running.contains(key))
            start(address);
        std::optional<Result<AssetResponse>> response;
        {
            std::unique_lock lock(m_answers->mutex);
            m_answers->arrived.wait(lock, m_stop, [&] { return m_answers->byKey.contains(key); });
            if (const auto found = m_answers->byKey.find(key); found != m_answers->byKey.end()) {
                response = std::move(found->second);
                m_answers->byKey.erase(found);
            }
        }
        m_running.erase(key);
        startNext();
        if (!response || m_stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_source.name(), {});
        if (*response) {
            const AssetResponse& got = **response;
            m_counts.bytes += got.body->size();
            return got.status == 204 || got.body->empty() ? SharedBytes() : got.body;
        }
        const Error& error = response->error();
        if (error.code == ErrorCode::NotFound)
            return SharedBytes();
        if (!isTemporary(error) || attempt >= kTries)
            return fail(error);
        std::unique_lock lock(m_answers->mutex);
        m_answers->arrived.wait_for(lock, m_stop, std::chrono::milliseconds(500) * (1 << attempt),
                                    [] { return false; });
    }
}

void PictureReader::noteUnreadable(Error error)
{
    ++m_counts.unreadable;
    if (m_unreadable.size() < kMostTold)
        m_unreadable.push_back(std::move(error));
}

Result<SharedBytes> PictureReader::bytes(const Address& address)
{
    if (!m_source.has(address.level, address.x, address.y))
        return SharedBytes();
    if (m_source.urlOf(address.level, address.x, address.y).empty())
        return fail(ErrorCode::Internal, m_source.name(), "its pictures are made, not fetched");
    auto got = await(address);
    if (got)
        ++(*got ? m_counts.pictures : m_counts.absent);
    return got;
}

Result<std::shared_ptr<const PicturePixels>> PictureReader::make(const Address& address)
{
    const std::string url = m_source.urlOf(address.level, address.x, address.y);
    if (url.empty()) {
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_source.name(), {});
        auto pixels = m_source.read(address.level, address.x, address.y);
        if (!pixels)
            return fail(std::move(pixels.error()));
        if (pixels->rgba.empty())
            return std::shared_ptr<const PicturePixels>();
        ++m_counts.pictures;
        ++m_counts.others;
        for (const std::string& note : pixels->notes)
            noteUnreadable({ErrorCode::DecodeFailed, m_source.name(), note});
        return std::make_shared<const PicturePixels>(std::move(*pixels));
    }
    auto bytes = await(address);
    if (!bytes)
        return fail(std::move(bytes.error()));
    if (!*bytes)
        return std::shared_ptr<const PicturePixels>();
    const bool isJpeg = tiles3d::detectImageFormat(**bytes) == tiles3d::ImageFormat::Jpeg;
    const bool isLossy = tiles3d::detectImageFormat(**bytes) != tiles3d::ImageFormat::Png;
    auto image = tiles3d::decodeImage(**bytes, redactUrl(url));
    if (!image) {
        Error error = image.error();
        if (std::string words = serviceExceptionOf(**bytes); !words.empty())
            error.detail = std::move(words);
        noteUnreadable(std::move(error));
        return std::shared_ptr<const PicturePixels>();
    }
    ++m_counts.pictures;
    ++(isJpeg ? m_counts.jpegs : m_counts.others);
    return std::make_shared<const PicturePixels>(asRgba(std::move(*image), m_options.nodata, isLossy));
}

Result<std::shared_ptr<const PicturePixels>> PictureReader::picture(const Address& address)
{
    if (!m_source.has(address.level, address.x, address.y))
        return std::shared_ptr<const PicturePixels>();
    const std::uint64_t key = keyOf(address);
    if (const auto found = m_kept.find(key); found != m_kept.end()) {
        m_order.splice(m_order.begin(), m_order, found->second.place);
        return found->second.pixels;
    }
    auto made = make(address);
    if (made)
        keep(key, *made);
    return made;
}

void PictureReader::keep(std::uint64_t key, std::shared_ptr<const PicturePixels> pixels)
{
    constexpr std::size_t kRecord = 200;
    const auto sizeOf = [](const std::shared_ptr<const PicturePixels>& p) {
        return kRecord + (p ? p->rgba.size() : 0);
    };
    m_keptBytes += sizeOf(pixels);
    m_order.push_front(key);
    m_kept.insert_or_assign(key, Kept{std::move(pixels), m_order.begin()});
    while (m_keptBytes > m_options.keptBytes && m_order.size() > 1) {
        const auto last = m_kept.find(m_order.back());
        m_keptBytes -= sizeOf(last->second.pixels);
        m_kept.erase(last);
        m_order.pop_back();
    }
}

std::vector<PictureReader::Address> PictureReader::needed(int level, std::int64_t x, std::int64_t y, int width,
                                                          int height) const
{
    const TileGrid& grid = m_source.grid();
    const TileMatrix& matrix = grid.levels[static_cast<std::size_t>(level)];
    std::vector<Address> all;
    const auto limited = [](std::int64_t value, std::uint32_t count) {
        return std::clamp<std::int64_t>(value, 0, std::int64_t{count} - 1);
    };
    if (x + width <= 0 || y + height <= 0 || x >= std::int64_t{matrix.columns} * matrix.tileWidth
        || y >= std::int64_t{matrix.rows} * matrix.tileHeight)
        return all;
    const std::int64_t firstRow = limited(floorDivide(y, matrix.tileHeight), matrix.rows);
    const std::int64_t lastRow = limited(floorDivide(y + height - 1, matrix.tileHeight), matrix.rows);
    const std::int64_t first = limited(floorDivide(x, matrix.tileWidth), matrix.columns);
    const std::int64_t last = limited(floorDivide(x + width - 1, matrix.tileWidth), matrix.columns);
    for (std::int64_t row = firstRow; row <= lastRow; ++row)
        for (std::int64_t column = first; column <= last; ++column)
            all.push_back({level, static_cast<std::uint32_t>(column),
                           static_cast<std::uint32_t>(grid.isFromSouth ? matrix.rows - 1 - row : row)});
    return all;
}

Result<bool> PictureReader::fillFromAbove(const Address& address, int left, int top, int width, int height,
                                          std::uint8_t* out, std::size_t stride)
{
    const TileGrid& grid = m_source.grid();
    if (!grid.isNested())
        return false;
    for (int level = address.level - 1; level >= m_source.minLevel(); --level) {
        const int steps = address.level - level;
        if (steps >= 20)
            return false;
        const Address above{level, address.x >> steps, address.y >> steps};
        auto picture = this->picture(above);
        if (!picture)
            return fail(std::move(picture.error()));
        if (!*picture)
            continue;
        const PicturePixels& p = **picture;
        const TileMatrix& matrix = grid.levels[static_cast<std::size_t>(address.level)];
        const double scale = 1.0 / (1 << steps);
        const std::uint32_t within = (1u << steps) - 1;
        // Rows of pictures may be counted from the south, their pixels never are.
        const std::uint32_t rowWithin = grid.isFromSouth ? within - (address.y & within) : address.y & within;
        const double x0 = (address.x & within) * scale * p.width, y0 = rowWithin * scale * p.height;
        const double stepX = scale * p.width / matrix.tileWidth, stepY = scale * p.height / matrix.tileHeight;
        for (int row = 0; row < height; ++row) {
            const int sy = std::clamp(static_cast<int>(y0 + (top + row + 0.5) * stepY), 0, p.height - 1);
            for (int column = 0; column < width; ++column) {
                const int sx = std::clamp(static_cast<int>(x0 + (left + column + 0.5) * stepX), 0, p.width - 1);
                std::memcpy(out + static_cast<std::size_t>(row) * stride
                                + std::size_t{4} * static_cast<std::size_t>(column),
                            p.rgba.data()
                                + (static_cast<std::size_t>(sy) * static_cast<std::size_t>(p.width)
                                   + static_cast<std::size_t>(sx))
                                    * 4,
                            4);
            }
        }
        return true;
    }
    return false;
}

Result<void> PictureReader::readWindow(int level, std::int64_t x, std::int64_t y, int width, int height,
                                       std::vector<std::uint8_t>& rgba)
{
    const TileGrid& grid = m_source.grid();
    const TileMatrix& matrix = grid.levels[static_cast<std::size_t>(level)];
    const std::size_t stride = std::size_t{4} * static_cast<std::size_t>(width);
    rgba.assign(stride * static_cast<std::size_t>(height), 0);
    for (const Address& address : needed(level, x, y, width, height)) {
        const std::int64_t rowFromTop = grid.isFromSouth ? std::int64_t{matrix.rows} - 1 - address.y : address.y;
        const std::int64_t pictureX = std::int64_t{address.x} * matrix.tileWidth;
        const std::int64_t pictureY = rowFromTop * matrix.tileHeight;
        const int left = static_cast<int>(std::max(x, pictureX) - pictureX);
        const int top = static_cast<int>(std::max(y, pictureY) - pictureY);
        const int right = static_cast<int>(std::min(x + width, pictureX + matrix.tileWidth) - pictureX);
        const int bottom = static_cast<int>(std::min(y + height, pictureY + matrix.tileHeight) - pictureY);
        if (right <= left || bottom <= top)
            continue;
        std::uint8_t* out = rgba.data() + static_cast<std::size_t>(pictureY + top - y) * stride
            + static_cast<std::size_t>(pictureX + left - x) * 4;
        auto picture = this->picture(address);
        if (!picture)
            return fail(std::move(picture.error()));
        if (!*picture) {
            auto filled = fillFromAbove(address, left, top, right - left, bottom - top, out, stride);
            if (!filled)
                return fail(std::move(filled.error()));
            if (m_told.insert(keyOf(address)).second) {
                ++m_counts.absent;
                m_counts.coarser += *filled ? 1 : 0;
            }
            continue;
        }
        const PicturePixels& p = **picture;
        for (int row = top; row < bottom; ++row) {
            std::uint8_t* line = out + static_cast<std::size_t>(row - top) * stride;
            if (p.width == matrix.tileWidth && p.height == matrix.tileHeight) {
                std::memcpy(line,
                            p.rgba.data()
                                + (static_cast<std::size_t>(row) * static_cast<std::size_t>(p.width)
                                   + static_cast<std::size_t>(left))
                                    * 4,
                            static_cast<std::size_t>(right - left) * 4);
                continue;
            }
            // A server may send another size than it promised.
            const int sy = std::min(row * p.height / matrix.tileHeight, p.height - 1);
            for (int column = left; column < right; ++column) {
                const int sx = std::min(column * p.width / matrix.tileWidth, p.width - 1);
                std::memcpy(line + static_cast<std::size_t>(column - left) * 4,
                            p.rgba.data()
                                + (static_cast<std::size_t>(sy) * static_cast<std::size_t>(p.width)
                                   + static_cast<std::size_t>(sx))
                                    * 4,
                            4);
            }
        }
    }
    return {};
}

} // namespace guanjing
