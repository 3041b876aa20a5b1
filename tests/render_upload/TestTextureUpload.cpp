// Which mip levels reach the GPU.
#include "render/upload/TextureUpload.h"
#include "tests/GlTest.h"

#include <QtTest>

#include <GL/gl.h>

#include <algorithm>
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

QTEST_GUILESS_MAIN(TestTextureUpload)
#include "TestTextureUpload.moc"
