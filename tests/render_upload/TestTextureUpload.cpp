// Which mip levels reach the GPU, and what compression leaves of them.
#include "render/upload/TextureUpload.h"
#include "tests/GlTest.h"

#include <QtTest>

#include <GL/gl.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>

using namespace guanjing;
using namespace guanjing::render;

namespace {

tiles3d::Image filled(int width, int height, std::uint8_t tone)
{
    tiles3d::Image image;
    image.width = width;
    image.height = height;
    image.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4, tone);
    return image;
}

/// Walls and windows, with soft shades and some noise; `alpha`: a soft hole in the middle.
tiles3d::Image facade(int width, int height, bool alpha)
{
    tiles3d::Image image = filled(width, height, 255);
    std::uint32_t noise = 1;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            noise = noise * 1664525u + 1013904223u;
            const bool isWindow = x % 16 > 4 && x % 16 < 12 && y % 16 > 3 && y % 16 < 13;
            const int tone = (isWindow ? 60 : 150) + 40 * y / height + static_cast<int>(noise >> 29);
            std::uint8_t* pixel = image.pixels.data()
                + (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 4;
            pixel[0] = static_cast<std::uint8_t>(tone);
            pixel[1] = static_cast<std::uint8_t>(tone * 9 / 10);
            pixel[2] = static_cast<std::uint8_t>(tone * 8 / 10);
            if (alpha)
                pixel[3] = static_cast<std::uint8_t>(std::min(255, std::abs(x - width / 2) * 8));
        }
    return image;
}

/// Of the channels from `first` to `last`, in decibel.
double peakSignalToNoise(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b, std::size_t first,
                         std::size_t last)
{
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (i % 4 >= first && i % 4 <= last) {
            const double off = static_cast<double>(a[i]) - static_cast<double>(b[i]);
            sum += off * off;
            ++count;
        }
    return sum > 0 ? 10 * std::log10(255.0 * 255.0 * static_cast<double>(count) / sum) : 99.0;
}

std::vector<std::uint8_t> levelOf(std::uint32_t name, int level, int width, int height)
{
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    glBindTexture(GL_TEXTURE_2D, name);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glGetTexImage(GL_TEXTURE_2D, level, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    return pixels;
}

} // namespace

class TestTextureUpload : public test::GlTest {
    Q_OBJECT

private slots:
    void initTestCase() { openContext(); }
    void cleanupTestCase() { closeContext(); }
    void levelsOfThePicture_data();
    void levelsOfThePicture();
    void halvesByTheMeanOfFour_data();
    void halvesByTheMeanOfFour();
    void lightKeepsItsEnergy();
    void compressed_data();
    void compressed();
    void notCompressed_data();
    void notCompressed();
};

void TestTextureUpload::levelsOfThePicture_data()
{
    QTest::addColumn<int>("mips");
    QTest::addColumn<int>("maximumSide");
    QTest::addColumn<tiles3d::Filter>("filter");
    QTest::addColumn<std::vector<int>>("tones");
    const auto mipmapped = tiles3d::Filter::LinearMipmapLinear;
    QTest::newRow("all its own") << 3 << 64 << mipmapped << std::vector<int>{200, 100, 50, 25};
    QTest::newRow("one of its own, the rest made from it")
        << 1 << 64 << mipmapped << std::vector<int>{200, 100, 100, 100};
    QTest::newRow("none of its own") << 0 << 64 << mipmapped << std::vector<int>{200, 200, 200, 200};
    QTest::newRow("too large for the GPU") << 3 << 4 << mipmapped << std::vector<int>{100, 50, 25};
    QTest::newRow("not asked for") << 3 << 64 << tiles3d::Filter::Linear << std::vector<int>{200};
}

void TestTextureUpload::levelsOfThePicture()
{
    QFETCH(int, mips);
    QFETCH(int, maximumSide);
    QFETCH(tiles3d::Filter, filter);
    QFETCH(std::vector<int>, tones);
    auto image = std::make_shared<tiles3d::Image>(filled(8, 4, 200));
    const tiles3d::Image own[3] = {filled(4, 2, 100), filled(2, 1, 50), filled(1, 1, 25)};
    image->mips.assign(own, own + mips);
    TextureUpload upload;
    TextureUpload::Options options;
    options.minFilter = filter;
    options.maximumSide = maximumSide;
    upload.build(image, options);
    layers::UploadBudget budget{1u << 20, 1000.0};
    QVERIFY(upload.upload(*m_gl, budget));
    glBindTexture(GL_TEXTURE_2D, upload.name());
    for (std::size_t level = 0; level < tones.size(); ++level) {
        std::uint8_t pixels[8 * 4 * 4] = {};
        glGetTexImage(GL_TEXTURE_2D, static_cast<GLint>(level), GL_RGBA, GL_UNSIGNED_BYTE, pixels);
        QCOMPARE(static_cast<int>(pixels[0]), tones[level]);
    }
    GLint beyond = -1;
    glGetTexLevelParameteriv(GL_TEXTURE_2D, static_cast<GLint>(tones.size()), GL_TEXTURE_WIDTH, &beyond);
    QCOMPARE(beyond, 0);
    upload.free(*m_gl);
}

void TestTextureUpload::halvesByTheMeanOfFour_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("even") << 16 << 8;
    QTest::newRow("odd") << 7 << 5;
    QTest::newRow("a column") << 1 << 9;
    QTest::newRow("a row") << 9 << 1;
}

void TestTextureUpload::halvesByTheMeanOfFour()
{
    QFETCH(int, width);
    QFETCH(int, height);
    auto image = std::make_shared<tiles3d::Image>(filled(width, height, 0));
    std::mt19937 random(static_cast<unsigned>(width));
    for (std::uint8_t& byte : image->pixels)
        byte = static_cast<std::uint8_t>(random() % 5 == 0 ? 255 : random());
    TextureUpload upload;
    TextureUpload::Options options;
    options.minFilter = tiles3d::Filter::LinearMipmapLinear;
    upload.build(image, options);
    QVERIFY(upload.hasAlpha());
    layers::UploadBudget budget{1u << 20, 1000.0};
    QVERIFY(upload.upload(*m_gl, budget));
    glBindTexture(GL_TEXTURE_2D, upload.name());
    std::uint8_t pixels[16 * 8 * 4] = {};
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glGetTexImage(GL_TEXTURE_2D, 1, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    const int w = std::max(1, width / 2), h = std::max(1, height / 2);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            for (int k = 0; k < 4; ++k) {
                int sum = 0;
                for (int part = 0; part < 4; ++part) {
                    const int column = std::min(2 * x + part % 2, width - 1);
                    const int row = std::min(2 * y + part / 2, height - 1);
                    sum += image->pixels[static_cast<std::size_t>((row * width + column) * 4 + k)];
                }
                QCOMPARE(static_cast<int>(pixels[(y * w + x) * 4 + k]), (sum + 2) / 4);
            }
        }
    }
    upload.free(*m_gl);
}

/// One bright window of sixteen: four times as dark a level further on, as light goes by squares, not sixteen times.
void TestTextureUpload::lightKeepsItsEnergy()
{
    auto image = std::make_shared<tiles3d::Image>(filled(4, 4, 0));
    for (int k = 0; k < 4; ++k)
        image->pixels[static_cast<std::size_t>((4 + 2) * 4 + k)] = 240;
    TextureUpload upload;
    TextureUpload::Options options;
    options.minFilter = tiles3d::Filter::LinearMipmapLinear;
    options.isLight = true;
    upload.build(image, options);
    layers::UploadBudget budget{1u << 20, 1000.0};
    QVERIFY(upload.upload(*m_gl, budget));
    glBindTexture(GL_TEXTURE_2D, upload.name());
    std::uint8_t pixels[4 * 4] = {};
    glGetTexImage(GL_TEXTURE_2D, 1, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    QCOMPARE(static_cast<int>(pixels[4]), 120); // the right upper one of four
    QCOMPARE(static_cast<int>(pixels[0]), 0);
    QCOMPARE(static_cast<int>(pixels[7]), 60); // opacity is no light
    glGetTexImage(GL_TEXTURE_2D, 2, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    QCOMPARE(static_cast<int>(pixels[0]), 60);
    upload.free(*m_gl);
}

void TestTextureUpload::compressed_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("alpha");
    QTest::addColumn<std::size_t>("budget");
    for (const bool alpha : {false, true}) {
        const std::string kind = alpha ? ", with alpha" : ", opaque";
        QTest::newRow(("256 x 256" + kind).c_str()) << 256 << 256 << alpha << (std::size_t{1} << 20);
        QTest::newRow(("not whole blocks" + kind).c_str()) << 131 << 70 << alpha << (std::size_t{1} << 20);
        QTest::newRow(("in slices" + kind).c_str()) << 257 << 129 << alpha << std::size_t{3000};
    }
}

/// What the driver makes of the blocks is what the picture was, but for little.
void TestTextureUpload::compressed()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(bool, alpha);
    QFETCH(std::size_t, budget);
    if (!m_gl->hasBlockCompression())
        QSKIP("the driver has no S3TC");
    const tiles3d::Image picture = facade(width, height, alpha);
    TextureUpload::Options options;
    options.minFilter = tiles3d::Filter::LinearMipmapLinear;
    TextureUpload plain, packed;
    const auto image = std::make_shared<const tiles3d::Image>(picture);
    plain.build(image, options);
    options.compresses = true;
    packed.build(image, options);
    QCOMPARE(packed.format(), alpha ? BlockFormat::Bc3 : BlockFormat::Bc1);
    // All the work is done before GL is asked.
    const std::size_t waiting = packed.byteSize();
    int frames = 0;
    for (TextureUpload* upload : {&plain, &packed})
        for (bool isThere = false; !isThere; ++frames) {
            layers::UploadBudget share{budget, 1000.0};
            isThere = upload->upload(*m_gl, share);
        }
    QVERIFY(frames > 2 || budget > 3000);
    QCOMPARE(packed.byteSize(), waiting);
    // Levels smaller than a block take a block.
    const double share = static_cast<double>(plain.byteSize()) / static_cast<double>(packed.byteSize());
    QVERIFY2(share > (alpha ? 3.7 : 7.4) && share <= (alpha ? 4.0 : 8.0), qPrintable(QString::number(share)));
    for (int level = 0, w = width, h = height; w >= 8 && h >= 8; ++level, w /= 2, h /= 2) {
        const auto before = levelOf(plain.name(), level, w, h), after = levelOf(packed.name(), level, w, h);
        if (level == 0)
            QCOMPARE(before, picture.pixels);
        const double colors = peakSignalToNoise(before, after, 0, 2), alphas = peakSignalToNoise(before, after, 3, 3);
        const QString told = QStringLiteral("level %1: %2 dB, alpha %3 dB").arg(level).arg(colors).arg(alphas);
        QVERIFY2(colors > 30.0 && alphas > 33.0, qPrintable(told));
        GLint isCompressed = 0;
        glGetTexLevelParameteriv(GL_TEXTURE_2D, level, GL_TEXTURE_COMPRESSED, &isCompressed);
        QCOMPARE(isCompressed, 1);
    }
    QCOMPARE(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    plain.free(*m_gl);
    packed.free(*m_gl);
}

void TestTextureUpload::notCompressed_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<tiles3d::Filter>("magnified");
    QTest::addColumn<bool>("isWanted");
    QTest::newRow("a palette") << 16 << tiles3d::Filter::Linear << true;
    QTest::newRow("pixels are to be seen") << 128 << tiles3d::Filter::Nearest << true;
    QTest::newRow("not wanted") << 128 << tiles3d::Filter::Linear << false;
}

void TestTextureUpload::notCompressed()
{
    QFETCH(int, side);
    QFETCH(tiles3d::Filter, magnified);
    QFETCH(bool, isWanted);
    TextureUpload::Options options;
    options.magFilter = magnified;
    options.compresses = isWanted;
    const auto image = std::make_shared<const tiles3d::Image>(facade(side, side, false));
    TextureUpload upload;
    upload.build(image, options);
    QCOMPARE(upload.format(), BlockFormat::None);
    layers::UploadBudget budget{1u << 20, 1000.0};
    QVERIFY(upload.upload(*m_gl, budget));
    QCOMPARE(levelOf(upload.name(), 0, side, side), image->pixels);
    upload.free(*m_gl);
}

QTEST_GUILESS_MAIN(TestTextureUpload)
#include "TestTextureUpload.moc"
