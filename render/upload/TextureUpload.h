#pragma once

#include "geodata/tiles3d/Model.h"
#include "layers/tiling/ContentPreparer.h"
#include "render/upload/BlockCompressor.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace guanjing::render {

class GlContext;

/// A picture on its way to a texture: rows of all mip levels on the CPU, RGBA or blocks, then a GL texture filled in slices.
/// build() on any thread; upload() and free() on the GL thread.
class TextureUpload {
public:
    struct Options {
        tiles3d::Wrap wrapS = tiles3d::Wrap::ClampToEdge;
        tiles3d::Wrap wrapT = tiles3d::Wrap::ClampToEdge;
        tiles3d::Filter magFilter = tiles3d::Filter::Linear;
        tiles3d::Filter minFilter = tiles3d::Filter::Linear;
        bool anisotropic = false;
        int maximumSide = 16384; ///< larger pictures are halved until they fit
        /// A quarter of the bytes with alpha, an eighth without; small pictures and those meant to show their pixels stay as
        /// they are. For contexts with GlContext::hasBlockCompression only.
        bool compresses = false;
        /// A picture of what shines: its mips have the mean of the light (of the squares), so that few bright spots stay
        /// bright from afar.
        bool isLight = false;
    };

    /// Expands to RGBA. Where the filter asks for mips they are the picture's own, or made by a 2x2 box filter. All of it
    /// is compressed then where that is asked for.
    void build(const std::shared_ptr<const tiles3d::Image>& image, const Options& options);
    /// Uploads rows within the budget and lowers it; true once all of it is on the GPU, the CPU copy is then freed.
    [[nodiscard]] bool upload(GlContext& context, layers::UploadBudget& budget);
    void free(GlContext& context);

    [[nodiscard]] std::uint32_t name() const { return m_name; }
    /// Some pixel is not opaque.
    [[nodiscard]] bool hasAlpha() const { return m_hasAlpha; }
    [[nodiscard]] bool isEmpty() const { return m_width == 0; }
    [[nodiscard]] BlockFormat format() const { return m_format; }
    /// CPU and GPU bytes held now.
    [[nodiscard]] std::size_t byteSize() const;

private:
    struct Level {
        int width = 0, height = 0;
        std::vector<std::uint8_t> pixels; ///< or blocks; empty on level 0 when m_source is used as it is
    };
    [[nodiscard]] const std::uint8_t* pixelsOf(std::size_t level) const;
    void compress();
    void allocate(GlContext& context);
    /// Rows that are sent as one: of pixels, or of blocks.
    [[nodiscard]] int rowsOf(const Level& level) const;
    [[nodiscard]] std::size_t rowBytesOf(const Level& level) const;
    void sendRows(GlContext& context, const Level& level, int rows) const;
    /// The level half the size of one, whose pixels are given.
    [[nodiscard]] Level levelBelow(const tiles3d::Image& image, const Level& level, const std::uint8_t* pixels) const;

    Options m_options;
    std::shared_ptr<const tiles3d::Image> m_source; ///< kept only where it is RGBA already
    std::vector<Level> m_levels;
    int m_width = 0, m_height = 0;
    std::size_t m_gpuBytes = 0;
    bool m_hasAlpha = false;
    BlockFormat m_format = BlockFormat::None;
    std::uint32_t m_name = 0;
    std::size_t m_level = 0; ///< next rows to upload
    int m_row = 0;
};

} // namespace guanjing::render
