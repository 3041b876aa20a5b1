// Random blocks of every block format, beside what the OpenGL driver makes of them.
#include "geodata/ktx2/Ktx2.h"
#include "render/view/OffscreenContext.h"
#include "tests/geodata_ktx2/Ktx2File.h"

#include <QtTest>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include <memory>
#include <random>

using namespace guanjing;
using test::Ktx2File;

namespace {

constexpr int kBlocksAcross = 128;

struct Format {
    std::uint32_t vkFormat;
    GLenum gl;
    const char* extension;
    int blockWidth, blockHeight;
    std::size_t blockBytes;
};

Bytes randomBlocks(std::size_t count, const Format& format)
{
    std::mt19937 random(format.vkFormat);
    Bytes out(count * format.blockBytes);
    for (std::uint8_t& byte : out)
        byte = static_cast<std::uint8_t>(random());
    if (format.gl == GL_COMPRESSED_RGBA_BPTC_UNORM) // each mode as often as the next
        for (std::size_t i = 0; i < count; ++i)
            out[i * 16] = static_cast<std::uint8_t>((out[i * 16] | 1) << (i % 8));
    return out;
}

Result<ktx2::Picture> decode(const Format& format, const Bytes& blocks, int width, int height)
{
    return ktx2::decode(Ktx2File{
        .vkFormat = format.vkFormat,
        .width = static_cast<std::uint32_t>(width),
        .height = static_cast<std::uint32_t>(height),
        .levels = {blocks}}.bytes());
}

/// Nearly all random blocks of ASTC are illegal: those that become the error colour are left out, so that the rest is worth
/// comparing. `blocks` keeps whole rows.
int keepLegal(const Format& format, Bytes& blocks)
{
    const int count = static_cast<int>(blocks.size() / format.blockBytes), width = kBlocksAcross * format.blockWidth;
    const auto picture = decode(format, blocks, width, count / kBlocksAcross * format.blockHeight);
    if (!picture)
        return 0;
    Bytes kept;
    for (int i = 0; i < count; ++i) {
        const std::size_t at =
            (static_cast<std::size_t>(i / kBlocksAcross * format.blockHeight) * static_cast<std::size_t>(width)
             + static_cast<std::size_t>(i % kBlocksAcross * format.blockWidth))
            * 4;
        const std::uint8_t* texel = picture->levels[0].pixels.data() + at;
        const auto first = blocks.begin() + static_cast<std::ptrdiff_t>(i) * 16;
        if (texel[0] != 255 || texel[1] != 0 || texel[2] != 255)
            kept.insert(kept.end(), first, first + 16);
    }
    const std::size_t rows = kept.size() / format.blockBytes / kBlocksAcross;
    kept.resize(rows * kBlocksAcross * format.blockBytes);
    blocks = std::move(kept);
    return static_cast<int>(rows);
}

} // namespace

class TestKtx2Driver : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        auto context = render::OffscreenContext::create();
        if (!context)
            QFAIL(context.error().toString().c_str());
        m_context = std::move(*context);
        m_context->makeCurrent();
    }
    void cleanupTestCase() { m_context.reset(); }
    void blocks_data();
    void blocks();

private:
    std::unique_ptr<render::OffscreenContext> m_context;
};

void TestKtx2Driver::blocks_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<int>("tolerance");
    const auto row = [](const char* name, int tolerance, const Format& format) {
        QTest::newRow(name) << format << tolerance;
    };
    const char* const s3tc = "GL_EXT_texture_compression_s3tc";
    const char* const rgtc = "GL_ARB_texture_compression_rgtc";
    const char* const bptc = "GL_ARB_texture_compression_bptc";
    const char* const etc2 = "GL_ARB_ES3_compatibility";
    // The standard gives S3TC and RGTC as real numbers; drivers round them as they like.
    row("BC1", 1, {131, GL_COMPRESSED_RGB_S3TC_DXT1_EXT, s3tc, 4, 4, 8});
    row("BC1 with alpha", 1, {133, GL_COMPRESSED_RGBA_S3TC_DXT1_EXT, s3tc, 4, 4, 8});
    row("BC2", 1, {135, GL_COMPRESSED_RGBA_S3TC_DXT3_EXT, s3tc, 4, 4, 16});
    row("BC3", 2, {137, GL_COMPRESSED_RGBA_S3TC_DXT5_EXT, s3tc, 4, 4, 16});
    row("BC4", 2, {139, GL_COMPRESSED_RED_RGTC1, rgtc, 4, 4, 8});
    row("BC5", 2, {141, GL_COMPRESSED_RG_RGTC2, rgtc, 4, 4, 16});
    row("BC7", 0, {145, GL_COMPRESSED_RGBA_BPTC_UNORM, bptc, 4, 4, 16});
    row("ETC2", 0, {147, GL_COMPRESSED_RGB8_ETC2, etc2, 4, 4, 8});
    row("ETC2, one bit of alpha", 0, {149, GL_COMPRESSED_RGB8_PUNCHTHROUGH_ALPHA1_ETC2, etc2, 4, 4, 8});
    row("ETC2 RGBA", 0, {151, GL_COMPRESSED_RGBA8_ETC2_EAC, etc2, 4, 4, 16});
    row("EAC R11", 0, {153, GL_COMPRESSED_R11_EAC, etc2, 4, 4, 8});
    row("EAC RG11", 0, {155, GL_COMPRESSED_RG11_EAC, etc2, 4, 4, 16});
    constexpr int kAstcSizes[14][2] = {{4, 4}, {5, 4},  {5, 5},  {6, 5},  {6, 6},   {8, 5},   {8, 6},
                                       {8, 8}, {10, 5}, {10, 6}, {10, 8}, {10, 10}, {12, 10}, {12, 12}};
    // OpenGL lists 10 x 5 and on after 8 x 8, as Vulkan does.
    for (unsigned i = 0; i < 14; ++i)
        row(qPrintable(QString("ASTC %1 x %2").arg(kAstcSizes[i][0]).arg(kAstcSizes[i][1])), 0,
            {157 + 2 * i, GL_COMPRESSED_RGBA_ASTC_4x4_KHR + i, "GL_KHR_texture_compression_astc_ldr", kAstcSizes[i][0],
             kAstcSizes[i][1], 16});
}

void TestKtx2Driver::blocks()
{
    QFETCH(Format, format);
    QFETCH(int, tolerance);
    const QByteArray extensions(reinterpret_cast<const char*>(glGetString(GL_EXTENSIONS)));
    if (!extensions.split(' ').contains(format.extension))
        QSKIP("the driver does not have it");
    int rows = format.vkFormat < 157 ? 16 : 96;
    Bytes blocks = randomBlocks(static_cast<std::size_t>(rows * kBlocksAcross), format);
    if (format.vkFormat >= 157) {
        rows = keepLegal(format, blocks);
        QVERIFY2(rows >= 2, qPrintable(QString("%1 rows of blocks").arg(rows)));
    }
    const int width = kBlocksAcross * format.blockWidth, height = rows * format.blockHeight;
    const auto picture = decode(format, blocks, width, height);
    QVERIFY2(picture, picture ? "" : picture.error().detail.c_str());
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glCompressedTexImage2D(GL_TEXTURE_2D, 0, format.gl, width, height, 0, static_cast<GLsizei>(blocks.size()),
                           blocks.data());
    QCOMPARE(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    Bytes theirs(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, theirs.data());
    glDeleteTextures(1, &texture);
    QCOMPARE(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    const Bytes& ours = picture->levels[0].pixels;
    QCOMPARE(ours.size(), theirs.size());
    int largest = 0;
    for (std::size_t i = 0; i < ours.size(); ++i)
        largest = std::max(largest, std::abs(ours[i] - theirs[i]));
    QVERIFY2(largest <= tolerance, qPrintable(QString("differs by %1").arg(largest)));
}

QTEST_GUILESS_MAIN(TestKtx2Driver)
#include "TestKtx2Driver.moc"
