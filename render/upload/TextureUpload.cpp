#include "render/upload/TextureUpload.h"

#include "render/upload/GlContext.h"
#include "render/upload/UploadMeter.h"

#include <osg/GLExtensions>

#include <algorithm>
#include <cmath>
#include <cstring>

#ifndef GL_TEXTURE_MAX_ANISOTROPY_EXT
#define GL_TEXTURE_MAX_ANISOTROPY_EXT 0x84FE
#endif
#ifndef GL_COMPRESSED_RGB_S3TC_DXT1_EXT
#define GL_COMPRESSED_RGB_S3TC_DXT1_EXT 0x83F0
#define GL_COMPRESSED_RGBA_S3TC_DXT5_EXT 0x83F3
#endif
#ifndef GL_MIRRORED_REPEAT
#define GL_MIRRORED_REPEAT 0x8370
#endif

namespace guanjing::render {

using tiles3d::Filter;
using tiles3d::Image;
using tiles3d::Wrap;

namespace {

/// Rows are sent in pieces of about this size, so that the clock is looked at in between.
constexpr std::size_t kSliceBytes = 512u << 10;
/// Smaller pictures are often palettes, whose neighbours have nothing in common, and save little.
constexpr int kLeastCompressedSide = 64;

bool wantsMips(Filter filter) { return filter != Filter::Nearest && filter != Filter::Linear; }

GLint glWrap(Wrap wrap)
{
    switch (wrap) {
    case Wrap::Repeat: return GL_REPEAT;
    case Wrap::ClampToEdge: return GL_CLAMP_TO_EDGE;
    case Wrap::MirroredRepeat: return GL_MIRRORED_REPEAT;
    }
    return GL_REPEAT;
}

GLint glFilter(Filter filter)
{
    switch (filter) {
    case Filter::Nearest: return GL_NEAREST;
    case Filter::Linear: return GL_LINEAR;
    case Filter::NearestMipmapNearest: return GL_NEAREST_MIPMAP_NEAREST;
    case Filter::LinearMipmapNearest: return GL_LINEAR_MIPMAP_NEAREST;
    case Filter::NearestMipmapLinear: return GL_NEAREST_MIPMAP_LINEAR;
    case Filter::LinearMipmapLinear: return GL_LINEAR_MIPMAP_LINEAR;
    }
    return GL_LINEAR;
}

/// Pictures hold values for display, which the shaders take as they are: no format here turns them into linear light.
GLint glFormat(BlockFormat format)
{
    switch (format) {
    case BlockFormat::None: return GL_RGBA8;
    case BlockFormat::Bc1: return GL_COMPRESSED_RGB_S3TC_DXT1_EXT;
    case BlockFormat::Bc3: return GL_COMPRESSED_RGBA_S3TC_DXT5_EXT;
    }
    return GL_RGBA8;
}

std::vector<std::uint8_t> toRgba(const Image& image)
{
    const std::size_t count = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    std::vector<std::uint8_t> out(count * 4);
    const std::uint8_t* in = image.pixels.data();
    if (image.channels == 3) {
        for (std::size_t i = 0; i < count; ++i, in += 3) {
            const std::uint32_t word = static_cast<std::uint32_t>(in[0]) | static_cast<std::uint32_t>(in[1]) << 8
                | static_cast<std::uint32_t>(in[2]) << 16 | 0xFF000000u;
            std::memcpy(out.data() + i * 4, &word, 4);
        }
    } else if (image.channels == 1) {
        for (std::size_t i = 0; i < count; ++i) {
            std::memset(out.data() + i * 4, in[i], 3);
            out[i * 4 + 3] = 255;
        }
    } else {
        std::memcpy(out.data(), in, count * 4);
    }
    return out;
}

/// Whether every pixel of an RGBA picture has full alpha.
bool isOpaque(const std::vector<std::uint8_t>& rgba)
{
    constexpr std::size_t kBlock = 4096; // looked at whole, so that the compiler may do several pixels at a time
    for (std::size_t begin = 0; begin < rgba.size(); begin += kBlock) {
        const std::size_t end = std::min(begin + kBlock, rgba.size());
        std::uint32_t common = 0xFF000000;
        for (std::size_t i = begin; i + 4 <= end; i += 4) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, rgba.data() + i, 4);
            common &= pixel;
        }
        if (common != 0xFF000000)
            return false;
    }
    return true;
}

/// Average of 2x2 pixels; an odd last row or column is folded into its neighbour.
std::vector<std::uint8_t> halve(const std::uint8_t* in, int width, int height)
{
    const int w = std::max(1, width / 2), h = std::max(1, height / 2);
    std::vector<std::uint8_t> out(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4);
    const auto stride = static_cast<std::size_t>(width) * 4;
    for (int y = 0; y < h; ++y) {
        const std::uint8_t* top = in + static_cast<std::size_t>(std::min(2 * y, height - 1)) * stride;
        const std::uint8_t* bottom = in + static_cast<std::size_t>(std::min(2 * y + 1, height - 1)) * stride;
        std::uint8_t* to = out.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(w) * 4;
        for (int x = 0; x < w; ++x, top += 8, bottom += 8, to += 4) {
            // Four channels at once, in lanes of 16 bits: the even bytes of two pixels, the odd ones, upper and lower row.
            std::uint64_t above = 0, below = 0;
            std::memcpy(&above, top, width > 1 ? 8 : 4);
            std::memcpy(&below, bottom, width > 1 ? 8 : 4);
            if (width == 1) {
                above |= above << 32;
                below |= below << 32;
            }
            constexpr std::uint64_t kEven = 0x00FF00FF00FF00FF;
            const std::uint64_t even = (above & kEven) + (below & kEven);
            const std::uint64_t odd = (above >> 8 & kEven) + (below >> 8 & kEven);
            constexpr std::uint32_t kHalf = 0x00020002, kLanes = 0x00FF00FF;
            const std::uint32_t evenSum = static_cast<std::uint32_t>(even) + static_cast<std::uint32_t>(even >> 32);
            const std::uint32_t oddSum = static_cast<std::uint32_t>(odd) + static_cast<std::uint32_t>(odd >> 32);
            const std::uint32_t pixel = ((evenSum + kHalf) >> 2 & kLanes) | ((oddSum + kHalf) >> 2 & kLanes) << 8;
            std::memcpy(to, &pixel, 4);
        }
    }
    return out;
}

/// The same for light: the root of the mean of squares; alpha as above.
std::vector<std::uint8_t> halveLight(const std::uint8_t* in, int width, int height)
{
    std::vector<std::uint8_t> out = halve(in, width, height);
    const int w = std::max(1, width / 2), h = std::max(1, height / 2);
    for (int y = 0; y < h; ++y)
        for (int x = 0; x < w; ++x)
            for (int c = 0; c < 3; ++c) {
                int sum = 0;
                for (int k = 0; k < 4; ++k) {
                    const int row = std::min(2 * y + (k >> 1), height - 1),
                              column = std::min(2 * x + (k & 1), width - 1);
                    const int value = in[(static_cast<std::size_t>(row) * static_cast<std::size_t>(width)
                                          + static_cast<std::size_t>(column))
                                             * 4
                                         + static_cast<std::size_t>(c)];
                    sum += value * value;
                }
                out[(static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)) * 4
                    + static_cast<std::size_t>(c)] =
                    static_cast<std::uint8_t>(std::sqrt(0.25F * static_cast<float>(sum)) + 0.5F);
            }
    return out;
}

} // namespace

void TextureUpload::build(const std::shared_ptr<const Image>& image, const Options& options)
{
    m_options = options;
    const bool valid = image && image->width > 0 && image->height > 0
        && (image->channels == 1 || image->channels == 3 || image->channels == 4)
        && image->pixels.size() >= static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height)
                * static_cast<std::size_t>(image->channels);
    if (!valid)
        return;
    Level level{image->width, image->height, {}};
    if (image->channels == 4)
        m_source = image;
    else
        level.pixels = toRgba(*image);
    m_hasAlpha = image->channels == 4 && !isOpaque(image->pixels);
    m_levels.push_back(std::move(level));
    while (std::max(m_levels[0].width, m_levels[0].height) > options.maximumSide) {
        m_levels[0] = levelBelow(*image, m_levels[0], pixelsOf(0));
        m_source.reset();
    }
    m_width = m_levels[0].width;
    m_height = m_levels[0].height;
    if (wantsMips(options.minFilter))
        while (m_levels.back().width > 1 || m_levels.back().height > 1)
            m_levels.push_back(levelBelow(*image, m_levels.back(), pixelsOf(m_levels.size() - 1)));
    if (options.compresses && options.magFilter != Filter::Nearest
        && std::min(m_width, m_height) >= kLeastCompressedSide)
        compress();
}

void TextureUpload::compress()
{
    m_format = m_hasAlpha ? BlockFormat::Bc3 : BlockFormat::Bc1;
    for (std::size_t i = 0; i < m_levels.size(); ++i)
        m_levels[i].pixels = compressToBlocks(pixelsOf(i), m_levels[i].width, m_levels[i].height, m_format);
    m_source.reset();
}

int TextureUpload::rowsOf(const Level& level) const
{
    return m_format == BlockFormat::None ? level.height : blockRows(level.height);
}

std::size_t TextureUpload::rowBytesOf(const Level& level) const
{
    return m_format == BlockFormat::None ? static_cast<std::size_t>(level.width) * 4
                                         : blockRowBytes(m_format, level.width);
}

TextureUpload::Level TextureUpload::levelBelow(const Image& image, const Level& level, const std::uint8_t* pixels) const
{
    const int width = std::max(1, level.width / 2), height = std::max(1, level.height / 2);
    for (const Image& mip : image.mips)
        if (mip.width == width && mip.height == height && mip.channels == 4
            && mip.pixels.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4)
            return {width, height, mip.pixels};
    return {width, height,
            m_options.isLight ? halveLight(pixels, level.width, level.height)
                              : halve(pixels, level.width, level.height)};
}

const std::uint8_t* TextureUpload::pixelsOf(std::size_t level) const
{
    return level == 0 && m_source ? m_source->pixels.data() : m_levels[level].pixels.data();
}

void TextureUpload::allocate(GlContext& context)
{
    m_name = context.makeTexture();
    glBindTexture(GL_TEXTURE_2D, m_name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, glWrap(m_options.wrapS));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, glWrap(m_options.wrapT));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, glFilter(m_options.minFilter));
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER,
                    m_options.magFilter == Filter::Nearest ? GL_NEAREST : GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, static_cast<GLint>(m_levels.size()) - 1);
    if (m_options.anisotropic && context.anisotropy() > 1.0f)
        glTexParameterf(GL_TEXTURE_2D, GL_TEXTURE_MAX_ANISOTROPY_EXT, context.anisotropy());
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        glTexImage2D(GL_TEXTURE_2D, static_cast<GLint>(i), glFormat(m_format), m_levels[i].width, m_levels[i].height, 0,
                     GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
        m_gpuBytes += static_cast<std::size_t>(rowsOf(m_levels[i])) * rowBytesOf(m_levels[i]);
    }
}

void TextureUpload::sendRows(GlContext& context, const Level& level, int rows) const
{
    const std::size_t rowBytes = rowBytesOf(level);
    const std::uint8_t* from = pixelsOf(m_level) + static_cast<std::size_t>(m_row) * rowBytes;
    const auto number = static_cast<GLint>(m_level);
    if (m_format == BlockFormat::None) {
        glTexSubImage2D(GL_TEXTURE_2D, number, 0, m_row, level.width, rows, GL_RGBA, GL_UNSIGNED_BYTE, from);
        return;
    }
    // The last row of blocks may reach over the edge.
    const int height = std::min(4 * rows, level.height - 4 * m_row);
    context.gl().glCompressedTexSubImage2D(GL_TEXTURE_2D, number, 0, 4 * m_row, level.width, height,
                                           static_cast<GLenum>(glFormat(m_format)),
                                           static_cast<GLsizei>(static_cast<std::size_t>(rows) * rowBytes), from);
}

bool TextureUpload::upload(GlContext& context, layers::UploadBudget& budget)
{
    if (m_levels.empty())
        return true;
    UploadMeter meter(budget);
    context.gl().glActiveTexture(GL_TEXTURE0);
    if (!m_name)
        allocate(context);
    else
        glBindTexture(GL_TEXTURE_2D, m_name);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    while (m_level < m_levels.size()) {
        Level& level = m_levels[m_level];
        const std::size_t rowBytes = rowBytesOf(level);
        const std::size_t allowed = std::min(kSliceBytes, meter.bytesLeft());
        if (meter.isSpent())
            return false;
        const int rows = std::clamp(static_cast<int>(allowed / rowBytes), 1, rowsOf(level) - m_row);
        sendRows(context, level, rows);
        meter.spend(static_cast<std::size_t>(rows) * rowBytes);
        m_row += rows;
        if (m_row == rowsOf(level)) {
            if (m_level == 0)
                m_source.reset();
            std::vector<std::uint8_t>().swap(level.pixels);
            m_row = 0;
            ++m_level;
        }
    }
    m_levels.clear();
    return true;
}

void TextureUpload::free(GlContext& context)
{
    context.freeTexture(m_name);
    m_gpuBytes = 0;
    m_levels.clear();
    m_source.reset();
}

std::size_t TextureUpload::byteSize() const
{
    std::size_t bytes = m_gpuBytes;
    // What waits for the GPU takes room already; a picture that a model still holds counts there, and a shared one with
    // those who share it.
    if (m_source && !m_source->origin && m_source.use_count() == 1)
        bytes += m_source->byteSize();
    for (const Level& level : m_levels)
        bytes += level.pixels.size();
    return bytes;
}

} // namespace guanjing::render
