// Blocks put together by hand from the definitions of the formats, and pixels without compression.
#include "geodata/ktx2/Ktx2.h"
#include "tests/geodata_ktx2/Ktx2File.h"

#include <QtTest>

#include <array>

using namespace guanjing;
using test::Ktx2File;

namespace {

using Texel = std::array<int, 4>;

/// Sets `count` bits of a block from bit `at` on, lowest first.
void setBits(Bytes& block, unsigned at, unsigned count, std::uint64_t value)
{
    for (unsigned i = 0; i < count; ++i, ++at)
        if ((value >> i & 1) != 0)
            block[at / 8] = static_cast<std::uint8_t>(block[at / 8] | 1 << (at % 8));
}

Bytes bc7Mode6()
{
    Bytes block(16);
    setBits(block, 6, 1, 1);
    setBits(block, 7, 7, 127); // red of the first end, 255 with its parity bit
    setBits(block, 49, 7, 127); // alpha of both
    setBits(block, 56, 7, 127);
    setBits(block, 63, 1, 1); // parity of the first end
    setBits(block, 68, 4, 15); // texel 1: the second end
    return block;
}

Bytes uastcSolid()
{
    Bytes block(16);
    setBits(block, 0, 5, 0x17);
    setBits(block, 5, 32, 0xC8281E0Au);
    return block;
}

Bytes astcSolid(std::uint8_t second)
{
    return {0xFC, second, 255, 255, 255, 255, 255, 255, 0, 10, 0, 20, 0, 30, 0, 40};
}

} // namespace

class TestKtx2Blocks : public QObject {
    Q_OBJECT

private slots:
    void firstTexels_data();
    void firstTexels();
    void plainPixels_data();
    void plainPixels();
};

void TestKtx2Blocks::firstTexels_data()
{
    QTest::addColumn<std::uint32_t>("vkFormat");
    QTest::addColumn<Bytes>("block");
    QTest::addColumn<std::vector<Texel>>("expected");
    const auto row = [](const char* name, std::uint32_t vkFormat, const Bytes& block, std::vector<Texel> expected) {
        QTest::newRow(name) << vkFormat << block << std::move(expected);
    };
    // Red to blue; indices 0 1 2 3.
    const Bytes colors = {0x00, 0xF8, 0x1F, 0x00, 0xE4, 0xE4, 0xE4, 0xE4};
    const Bytes backwards = {0x1F, 0x00, 0x00, 0xF8, 0xE4, 0xE4, 0xE4, 0xE4};
    const std::vector<Texel> four = {{255, 0, 0, 255}, {0, 0, 255, 255}, {170, 0, 85, 255}, {85, 0, 170, 255}};
    row("BC1", 131, colors, four);
    row("BC1, three colours", 131, backwards, {{0, 0, 255, 255}, {255, 0, 0, 255}, {128, 0, 128, 255}, {0, 0, 0, 255}});
    row("BC1, three and none", 133, backwards, {{0, 0, 255, 255}, {255, 0, 0, 255}, {128, 0, 128, 255}, {0, 0, 0, 0}});
    Bytes bc2 = {0x10, 0xF8, 0, 0, 0, 0, 0, 0};
    bc2.insert(bc2.end(), backwards.begin(), backwards.end());
    row("BC2", 135, bc2, {{0, 0, 255, 0}, {255, 0, 0, 17}, {85, 0, 170, 136}, {170, 0, 85, 255}});
    Bytes channel = {210, 0, 0, 0, 0, 0, 0, 0};
    setBits(channel, 16, 12, 0 | 1 << 3 | 2 << 6 | 7 << 9);
    Bytes bc3 = channel;
    bc3.insert(bc3.end(), colors.begin(), colors.end());
    row("BC3", 137, bc3, {{255, 0, 0, 210}, {0, 0, 255, 0}, {170, 0, 85, 180}, {85, 0, 170, 30}});
    row("BC4", 139, channel, {{210, 0, 0, 255}, {0, 0, 0, 255}, {180, 0, 0, 255}, {30, 0, 0, 255}});
    Bytes other = {0, 100, 0, 0, 0, 0, 0, 0};
    setBits(other, 16, 12, 0 | 2 << 3 | 6 << 6 | 7 << 9);
    Bytes bc5 = channel;
    bc5.insert(bc5.end(), other.begin(), other.end());
    row("BC5", 141, bc5, {{210, 0, 0, 255}, {0, 20, 0, 255}, {180, 0, 0, 255}, {30, 255, 0, 255}});
    row("BC7", 145, bc7Mode6(), {{255, 1, 1, 255}, {0, 0, 0, 254}, {255, 1, 1, 255}});
    row("BC7, reserved", 145, Bytes(16), {{0, 0, 0, 0}});
    // Individual mode: 255, 0, 0 on the left, 0, 255, 0 on the right; tables 0 and 7; all indices 0, but texel (1, 0).
    row("ETC2", 147, {0xF0, 0x0F, 0x00, 0x1C, 0x00, 0x10, 0x00, 0x10},
        {{255, 2, 2, 255}, {247, 0, 0, 255}, {47, 255, 47, 255}, {47, 255, 47, 255}});
    // Base 128, multiplier 1, table 13; index 0 is -1, index 7 is 9.
    const Bytes eac = {128, 0x1D, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};
    Bytes etc2Rgba = eac;
    etc2Rgba.insert(etc2Rgba.end(), {0xF0, 0x0F, 0x00, 0x1C, 0x00, 0x00, 0x00, 0x00});
    row("ETC2 with alpha", 151, etc2Rgba, {{255, 2, 2, 127}});
    // (128 · 8 + 4 - 8) / 2047 of 255
    row("EAC", 153, eac, {{127, 0, 0, 255}});
    row("ASTC, one colour", 157, astcSolid(0xFD), {{10, 20, 30, 40}, {10, 20, 30, 40}});
    row("ASTC of 12 x 12", 183, astcSolid(0xFD), {{10, 20, 30, 40}, {10, 20, 30, 40}});
    row("ASTC, high dynamic range", 157, astcSolid(0xFF), {{255, 0, 255, 255}});
    row("ASTC, reserved", 157, Bytes(16), {{255, 0, 255, 255}});
    row("UASTC, one colour", 0, uastcSolid(), {{10, 30, 40, 200}, {10, 30, 40, 200}});
}

void TestKtx2Blocks::firstTexels()
{
    QFETCH(std::uint32_t, vkFormat);
    QFETCH(Bytes, block);
    QFETCH(std::vector<Texel>, expected);
    const auto picture = ktx2::decode(Ktx2File{.vkFormat = vkFormat, .colorModel = 166, .levels = {block}}.bytes());
    QVERIFY2(picture, picture ? "" : picture.error().detail.c_str());
    const Bytes& pixels = picture->levels[0].pixels;
    QCOMPARE(pixels.size(), std::size_t{64});
    for (std::size_t i = 0; i < expected.size(); ++i)
        for (std::size_t c = 0; c < 4; ++c)
            QVERIFY2(pixels[4 * i + c] == expected[i][c],
                     qPrintable(QString("texel %1, channel %2: %3 instead of %4")
                                    .arg(i)
                                    .arg(c)
                                    .arg(pixels[4 * i + c])
                                    .arg(expected[i][c])));
}

void TestKtx2Blocks::plainPixels_data()
{
    QTest::addColumn<std::uint32_t>("vkFormat");
    QTest::addColumn<Bytes>("pixel");
    QTest::addColumn<Bytes>("expected");
    const auto row = [](const char* name, std::uint32_t vkFormat, const Bytes& pixel, const Bytes& expected) {
        QTest::newRow(name) << vkFormat << pixel << expected;
    };
    row("R8", 9, {7}, {7, 0, 0, 255});
    row("R8 sRGB", 15, {7}, {7, 0, 0, 255});
    row("RG8", 16, {7, 8}, {7, 8, 0, 255});
    row("RGB8", 23, {7, 8, 9}, {7, 8, 9, 255});
    row("RGB8 sRGB", 29, {7, 8, 9}, {7, 8, 9, 255});
    row("BGR8", 30, {7, 8, 9}, {9, 8, 7, 255});
    row("RGBA8", 37, {7, 8, 9, 10}, {7, 8, 9, 10});
    row("BGRA8 sRGB", 50, {7, 8, 9, 10}, {9, 8, 7, 10});
    // Half of full linear light is 188 in sRGB (IEC 61966-2-1); alpha stays linear.
    row("16 bits", 91, {0xFF, 0x7F, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F}, {188, 0, 255, 127});
    row("half floats", 97, {0x00, 0x38, 0x00, 0xC0, 0x00, 0x7C, 0x00, 0x38}, {188, 0, 255, 128});
    row("half float, not a number", 76, {0x01, 0x7C}, {0, 0, 0, 255});
    row("floats", 103, {0, 0, 0, 0x3F, 0, 0, 0xC0, 0x7F}, {188, 0, 0, 255});
}

void TestKtx2Blocks::plainPixels()
{
    QFETCH(std::uint32_t, vkFormat);
    QFETCH(Bytes, pixel);
    const auto picture =
        ktx2::decode(Ktx2File{.vkFormat = vkFormat, .width = 1, .height = 1, .levels = {pixel}}.bytes());
    QVERIFY2(picture, picture ? "" : picture.error().detail.c_str());
    QTEST(picture->levels[0].pixels, "expected");
}

QTEST_GUILESS_MAIN(TestKtx2Blocks)
#include "TestKtx2Blocks.moc"
