#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/net/AssetAccessor.h"
#include "geodata/raster/PictureSource.h"

#include <array>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <stop_token>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace guanjing {

/// Pictures of a source one after the other, asked for ahead, several at a time; some stay in memory. One thread.
class PictureReader {
public:
    struct Address {
        int level = 0;
        std::uint32_t x = 0, y = 0;
    };
    struct Options {
        CachePolicy cache = CachePolicy::Http;
        std::optional<std::array<std::uint8_t, 3>> nodata;
        std::size_t keptBytes = 128u << 20; ///< of decoded pictures
        int inFlight = 16;
    };
    PictureReader(const PictureSource& source, AssetAccessor& assets, Options options, std::stop_token stop);
    ~PictureReader();
    PictureReader(const PictureReader&) = delete;
    PictureReader& operator=(const PictureReader&) = delete;

    /// Will be asked for soon.
    void expect(const Address& address);
    /// The server's own bytes; null where there is no picture. Of sources that are read in another way Internal.
    [[nodiscard]] Result<SharedBytes> bytes(const Address& address);
    /// Pixels; null where there are none, or where what came is no picture (told in unreadable()).
    [[nodiscard]] Result<std::shared_ptr<const PicturePixels>> picture(const Address& address);
    /// Pixels of a window of a level, counted from the upper left of its pictures' grid, RGBA. Where a picture of a nested
    /// grid is absent, the one above it is enlarged.
    [[nodiscard]] Result<void> readWindow(int level, std::int64_t x, std::int64_t y, int width, int height,
                                          std::vector<std::uint8_t>& rgba);
    /// Pictures that readWindow of this needs.
    [[nodiscard]] std::vector<Address> needed(int level, std::int64_t x, std::int64_t y, int width, int height) const;

    struct Counts {
        std::uint64_t pictures = 0, absent = 0, coarser = 0, unreadable = 0, bytes = 0;
        std::uint64_t jpegs = 0, others = 0;
    };
    [[nodiscard]] const Counts& counts() const { return m_counts; }
    [[nodiscard]] const std::vector<Error>& unreadable() const { return m_unreadable; }
    /// Notes bytes that are no picture.
    void noteUnreadable(Error error);

private:
    struct Answers;
    struct Kept {
        std::shared_ptr<const PicturePixels> pixels;
        std::list<std::uint64_t>::iterator place;
    };
    void startNext();
    void start(const Address& address);
    [[nodiscard]] Result<SharedBytes> await(const Address& address);
    [[nodiscard]] Result<std::shared_ptr<const PicturePixels>> make(const Address& address);
    void keep(std::uint64_t key, std::shared_ptr<const PicturePixels> pixels);
    [[nodiscard]] Result<bool> fillFromAbove(const Address& address, int left, int top, int width, int height,
                                             std::uint8_t* out, std::size_t stride);

    const PictureSource& m_source;
    AssetAccessor& m_assets;
    Options m_options;
    std::stop_token m_stop;
    std::shared_ptr<Answers> m_answers;
    std::deque<Address> m_queue;
    std::unordered_set<std::uint64_t> m_expected;
    std::unordered_map<std::uint64_t, AssetHandle> m_running;
    std::unordered_map<std::uint64_t, Kept> m_kept;
    std::list<std::uint64_t> m_order; ///< of m_kept, the latest first
    std::size_t m_keptBytes = 0;
    std::unordered_set<std::uint64_t> m_told; ///< absent, counted
    Counts m_counts;
    std::vector<Error> m_unreadable;
};

} // namespace guanjing
