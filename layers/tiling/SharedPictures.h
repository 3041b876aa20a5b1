#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace guanjing::tiles3d {
struct Image;
}

namespace guanjing::layers {

/// What pictures that several contents have cost. Any thread.
struct PictureFigures {
    std::atomic<std::size_t> bytes{0}; ///< of pixels that someone has, each picture once
    std::atomic<std::uint64_t> wanted{0}; ///< by contents, since the start
    std::atomic<std::uint64_t> decoded{0}; ///< since the start
};

/// A picture as all have it that show it at the same time; the origin of its images. Any thread.
class SharedPicture : public std::enable_shared_from_this<SharedPicture> {
public:
    explicit SharedPicture(std::shared_ptr<PictureFigures> figures) : m_figures(std::move(figures)) { }
    virtual ~SharedPicture() = default;
    SharedPicture(const SharedPicture&) = delete;
    SharedPicture& operator=(const SharedPicture&) = delete;

    /// The picture out of its file: decoded once for all that have it in hand, by whoever comes first. Once its pixels have
    /// gone to the GPU, whoever comes gets it without them (Image::whole): a texture of it most likely is there. The bytes
    /// are copied where they are needed longer; `owner`, when given, keeps them instead.
    [[nodiscard]] Result<std::shared_ptr<const tiles3d::Image>> image(ByteView encoded, const SharedBytes& owner,
                                                                      const std::string& source, std::string* warning);

private:
    using Decoded = Result<std::shared_ptr<const tiles3d::Image>>;
    [[nodiscard]] Decoded pixels(ByteView encoded, const std::string& source, std::string* warning);
    [[nodiscard]] Decoded withoutPixels(ByteView encoded, const SharedBytes& owner, const std::string& source);

    std::shared_ptr<PictureFigures> m_figures;
    std::mutex m_mutex;
    std::weak_ptr<const tiles3d::Image> m_image;
    int m_width = 0, m_height = 0, m_channels = 0; ///< known once it has been decoded
};

/// Pictures inside of contents that are alike byte for byte, told apart by their SHA-256; kept while someone has them.
/// Any thread.
class SharedPictures : public std::enable_shared_from_this<SharedPictures> {
public:
    /// As tiles3d::decodeImage.
    [[nodiscard]] Result<std::shared_ptr<const tiles3d::Image>> image(ByteView encoded, const std::string& source,
                                                                      std::string* warning);
    /// Shared with the pictures of SharedFiles.
    [[nodiscard]] const std::shared_ptr<PictureFigures>& figures() const { return m_figures; }
    /// Different pictures that someone has.
    [[nodiscard]] std::size_t size() const;

private:
    using Digest = std::array<std::uint8_t, 32>;
    void forget(const Digest& digest);

    std::shared_ptr<PictureFigures> m_figures = std::make_shared<PictureFigures>();
    mutable std::mutex m_mutex;
    std::map<Digest, std::weak_ptr<SharedPicture>> m_pictures;
};

} // namespace guanjing::layers
