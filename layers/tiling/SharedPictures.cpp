#include "layers/tiling/SharedPictures.h"

#include "geodata/tiles3d/ImageDecoder.h"

#include <openssl/sha.h>

#include <utility>

namespace guanjing::layers {

using tiles3d::Image;

Result<std::shared_ptr<const Image>> SharedPicture::image(ByteView encoded, const SharedBytes& owner,
                                                          const std::string& source, std::string* warning)
{
    ++m_figures->wanted;
    // Whoever comes second waits for the first: that is shorter than decoding once more.
    const std::lock_guard lock(m_mutex);
    if (auto image = m_image.lock())
        return image;
    return m_width > 0 ? withoutPixels(encoded, owner, source) : pixels(encoded, source, warning);
}

SharedPicture::Decoded SharedPicture::pixels(ByteView encoded, const std::string& source, std::string* warning)
{
    Result<Image> decoded = tiles3d::decodeImage(encoded, source, warning);
    if (!decoded)
        return fail(std::move(decoded.error()));
    ++m_figures->decoded;
    decoded->origin = shared_from_this();
    const std::size_t size = decoded->byteSize();
    m_figures->bytes += size;
    std::shared_ptr<const Image> image(new Image(std::move(*decoded)), [figures = m_figures, size](const Image* gone) {
        figures->bytes -= size;
        delete gone;
    });
    m_image = image;
    m_width = image->width;
    m_height = image->height;
    m_channels = image->channels;
    return image;
}

SharedPicture::Decoded SharedPicture::withoutPixels(ByteView encoded, const SharedBytes& owner,
                                                    const std::string& source)
{
    auto image = std::make_shared<Image>();
    image->width = m_width;
    image->height = m_height;
    image->channels = m_channels;
    image->origin = shared_from_this();
    SharedBytes kept = owner ? owner : std::make_shared<const Bytes>(encoded.begin(), encoded.end());
    image->whole = [self = shared_from_this(), kept = std::move(kept), source]() -> std::shared_ptr<const Image> {
        const std::lock_guard lock(self->m_mutex);
        if (auto known = self->m_image.lock())
            return known;
        return self->pixels(*kept, source, nullptr).value_or(nullptr);
    };
    return image;
}

Result<std::shared_ptr<const Image>> SharedPictures::image(ByteView encoded, const std::string& source,
                                                           std::string* warning)
{
    Digest digest{};
    SHA256(encoded.data(), encoded.size(), digest.data());
    std::shared_ptr<SharedPicture> picture;
    {
        const std::lock_guard lock(m_mutex);
        std::weak_ptr<SharedPicture>& known = m_pictures[digest];
        picture = known.lock();
        if (!picture) {
            picture = std::shared_ptr<SharedPicture>(new SharedPicture(m_figures),
                                                     [pictures = weak_from_this(), digest](SharedPicture* gone) {
                                                         delete gone;
                                                         if (const auto self = pictures.lock())
                                                             self->forget(digest);
                                                     });
            known = picture;
        }
    }
    return picture->image(encoded, nullptr, source, warning);
}

void SharedPictures::forget(const Digest& digest)
{
    const std::lock_guard lock(m_mutex);
    // Someone may have come anew meanwhile.
    if (const auto known = m_pictures.find(digest); known != m_pictures.end() && known->second.expired())
        m_pictures.erase(known);
}

std::size_t SharedPictures::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_pictures.size();
}

} // namespace guanjing::layers
