// Whole files: Basis Universal against what its reference transcoder gives, containers good and damaged.
#include "geodata/ktx2/Ktx2.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "tests/Paths.h"
#include "tests/geodata_ktx2/Ktx2File.h"

#include <QFile>
#include <QtTest>

#include <zlib.h>

#include <cmath>
#include <random>

using namespace guanjing;
using test::Ktx2File;

namespace {

Bytes readData(const QString& name)
{
    QFile file(test::sourcePath("tests/geodata_ktx2/data/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray data = file.readAll();
    return {data.begin(), data.end()};
}

/// Pixels of a PNG beside the tests; empty when it cannot be read.
Bytes pixelsOf(const QString& png)
{
    auto image = tiles3d::decodeImage(readData(png), png.toStdString());
    return image ? std::move(image->pixels) : Bytes();
}

int largestDifference(const Bytes& a, const Bytes& b)
{
    int largest = a.size() == b.size() ? 0 : 256;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

/// dB over the channels named by `channels` (of 4).
double psnr(const Bytes& a, const Bytes& b, std::size_t channels)
{
    double sum = 0.0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size() && a.size() == b.size(); ++i)
        if (i % 4 < channels) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
            ++count;
        }
    return count == 0 ? 0.0 : 10.0 * std::log10(255.0 * 255.0 * static_cast<double>(count) / std::max(sum, 1e-9));
}

QString textOf(const Result<ktx2::Picture>& result)
{
    return result ? QStringLiteral("decoded") : QString::fromStdString(result.error().detail);
}

Bytes ramp(std::size_t size)
{
    Bytes out(size);
    for (std::size_t i = 0; i < size; ++i)
        out[i] = static_cast<std::uint8_t>(i * 3);
    return out;
}

Bytes deflated(const Bytes& bytes)
{
    uLongf size = compressBound(bytes.size());
    Bytes out(size);
    compress(out.data(), &size, bytes.data(), bytes.size());
    out.resize(size);
    return out;
}

} // namespace

class TestKtx2 : public QObject {
    Q_OBJECT

private slots:
    void basisUniversalAsTheReferenceDecodesIt_data();
    void basisUniversalAsTheReferenceDecodesIt();
    void resemblesTheOriginal_data();
    void resemblesTheOriginal();
    void inflatesZlib();
    void turnsAndSwizzles();
    void readsWhatTheHeaderSays();
    void refuses_data();
    void refuses();
    void refusesBeforeTakingMemory();
    void damagedFilesGiveAnAnswer_data();
    void damagedFilesGiveAnAnswer();
};

void TestKtx2::basisUniversalAsTheReferenceDecodesIt_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("level");
    QTest::addColumn<QString>("png");
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("levels");
    QTest::newRow("ETC1S with alpha") << "etc1s_alpha.ktx2" << 0 << "etc1s_alpha.png"
                                      << "ETC1S" << 7;
    QTest::newRow("a smaller level") << "etc1s_alpha.ktx2" << 2 << "etc1s_alpha_level2.png"
                                     << "ETC1S" << 7;
    QTest::newRow("ETC1S without alpha") << "etc1s_srgb.ktx2" << 0 << "etc1s_srgb.png"
                                         << "ETC1S" << 1;
    QTest::newRow("UASTC in Zstandard") << "uastc_zstandard.ktx2" << 0 << "uastc_zstandard.png"
                                        << "UASTC" << 7;
    QTest::newRow("its second level") << "uastc_zstandard.ktx2" << 1 << "uastc_zstandard_level1.png"
                                      << "UASTC" << 7;
    QTest::newRow("all modes of UASTC") << "uastc_modes.ktx2" << 0 << "uastc_modes.png"
                                        << "UASTC" << 1;
}

void TestKtx2::basisUniversalAsTheReferenceDecodesIt()
{
    QFETCH(QString, file);
    QFETCH(int, level);
    QFETCH(QString, png);
    QFETCH(int, levels);
    const auto picture = ktx2::decode(readData(file));
    QVERIFY2(picture, qPrintable(textOf(picture)));
    QTEST(QString::fromStdString(picture->format), "format");
    QCOMPARE(picture->levels.size(), static_cast<std::size_t>(levels));
    QCOMPARE(largestDifference(picture->levels[static_cast<std::size_t>(level)].pixels, pixelsOf(png)), 0);
}

void TestKtx2::resemblesTheOriginal_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("channels");
    QTest::addColumn<double>("decibels");
    QTest::newRow("ETC1S") << "etc1s_srgb.ktx2" << 3 << 15.0;
    QTest::newRow("ETC1S with alpha") << "etc1s_alpha.ktx2" << 4 << 17.0;
    QTest::newRow("UASTC") << "uastc_zstandard.ktx2" << 4 << 30.0;
}

void TestKtx2::resemblesTheOriginal()
{
    QFETCH(QString, file);
    QFETCH(int, channels);
    QFETCH(double, decibels);
    const auto picture = ktx2::decode(readData(file));
    QVERIFY2(picture, qPrintable(textOf(picture)));
    const double measured =
        psnr(picture->levels[0].pixels, pixelsOf("original.png"), static_cast<std::size_t>(channels));
    qInfo("%s: %.1f dB", qPrintable(file), measured);
    QVERIFY(measured > decibels);
}

void TestKtx2::inflatesZlib()
{
    const Bytes pixels = ramp(8 * 4 * 4);
    const Ktx2File file{.width = 8, .height = 4, .scheme = 3, .levels = {deflated(pixels)}, .unpackedLengths = {128}};
    const auto picture = ktx2::decode(file.bytes());
    QVERIFY2(picture, qPrintable(textOf(picture)));
    QCOMPARE(picture->levels[0].pixels, pixels);
}

void TestKtx2::turnsAndSwizzles()
{
    const Bytes pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    Ktx2File file{.width = 2, .height = 2, .levels = {pixels}};
    file.keyValues = {{"KTXwriter", "x"}, {"KTXorientation", "ru"}};
    auto picture = ktx2::decode(file.bytes());
    QVERIFY2(picture, qPrintable(textOf(picture)));
    QCOMPARE(picture->levels[0].pixels, (Bytes{9, 10, 11, 12, 13, 14, 15, 16, 1, 2, 3, 4, 5, 6, 7, 8}));
    file.keyValues = {{"KTXorientation", "ld"}};
    picture = ktx2::decode(file.bytes());
    QVERIFY2(picture, qPrintable(textOf(picture)));
    QCOMPARE(picture->levels[0].pixels, (Bytes{5, 6, 7, 8, 1, 2, 3, 4, 13, 14, 15, 16, 9, 10, 11, 12}));
    file.keyValues = {{"KTXswizzle", "bg01"}};
    picture = ktx2::decode(file.bytes());
    QVERIFY2(picture, qPrintable(textOf(picture)));
    QCOMPARE(picture->levels[0].pixels, (Bytes{3, 2, 0, 255, 7, 6, 0, 255, 11, 10, 0, 255, 15, 14, 0, 255}));
}

void TestKtx2::readsWhatTheHeaderSays()
{
    const Ktx2File file{.vkFormat = 43, .width = 5, .height = 3, .levels = {ramp(60), ramp(8), ramp(4)}};
    const auto picture = ktx2::decode(file.bytes());
    QVERIFY2(picture, qPrintable(textOf(picture)));
    QVERIFY(picture->srgb);
    QVERIFY(!picture->premultiplied);
    QCOMPARE(picture->levels.size(), std::size_t{3});
    QCOMPARE(picture->levels[1].width, 2);
    QCOMPARE(picture->levels[1].height, 1);
    QCOMPARE(picture->levels[2].width, 1);
    QCOMPARE(picture->levels[2].pixels, ramp(4));
    QVERIFY(ktx2::isKtx2(file.bytes()));
    QVERIFY(!ktx2::isKtx2(Bytes{0xAB, 'K'}));
}

void TestKtx2::refuses_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, const Bytes& bytes, ErrorCode code, const char* word) {
        QTest::newRow(name) << bytes << static_cast<int>(code) << word;
    };
    const Ktx2File good{.levels = {ramp(64)}};
    const Bytes bytes = good.bytes();
    const auto with = [&](auto&& change) {
        Ktx2File file = good;
        change(file);
        return file.bytes();
    };
    const auto patched = [&](std::size_t at, std::uint8_t value) {
        Bytes out = bytes;
        out[at] = value;
        return out;
    };
    using E = ErrorCode;
    row("nothing", {}, E::BadMagic, "identifier");
    row("another format", patched(5, '1'), E::BadMagic, "identifier");
    row("half a header", Bytes(bytes.begin(), bytes.begin() + 50), E::Truncated, "header");
    row("no pixels", with([](Ktx2File& f) { f.width = 0; }), E::BadValue, "0 x 4");
    row("one dimension", with([](Ktx2File& f) { f.height = 0; }), E::UnsupportedFeature, "one-dimensional");
    row("3D", with([](Ktx2File& f) { f.depth = 4; }), E::UnsupportedFeature, "3D textures are not supported: depth 4");
    row("cube map", with([](Ktx2File& f) { f.faces = 6; }), E::UnsupportedFeature, "cube maps are not supported");
    row("five faces", with([](Ktx2File& f) { f.faces = 5; }), E::BadValue, "5 faces");
    row("array", with([](Ktx2File& f) { f.layers = 3; }), E::UnsupportedFeature,
        "array textures are not supported: 3 layers");
    row("wide", with([](Ktx2File& f) { f.width = 20000; }), E::TooLarge,
        "20000 x 4 pixels, the limit is 16384 on a side");
    row("scheme", with([](Ktx2File& f) { f.scheme = 4; }), E::UnsupportedFeature, "scheme 4");
    row("BC6H", with([](Ktx2File& f) { f.vkFormat = 143; }), E::UnsupportedFeature, "BC6H");
    row("signed", with([](Ktx2File& f) { f.vkFormat = 10; }), E::UnsupportedFeature, "VkFormat 10");
    row("HDR ASTC", with([](Ktx2File& f) { f.vkFormat = 1000066000; }), E::UnsupportedFeature, "high dynamic range");
    row("model", with([](Ktx2File& f) { f.vkFormat = 0, f.colorModel = 167; }), E::UnsupportedFeature,
        "colour model 167");
    row("bare ETC1S", with([](Ktx2File& f) { f.vkFormat = 0, f.colorModel = 163; }), E::BadValue,
        "ETC1S without BasisLZ");
    row("BasisLZ around pixels", with([](Ktx2File& f) { f.scheme = 1; }), E::BadValue, "BasisLZ around 4 channels");
    row("no global data", with([](Ktx2File& f) { f.vkFormat = 0, f.colorModel = 163, f.scheme = 1; }), E::Truncated,
        "global data of 0 bytes");
    row("levels", with([](Ktx2File& f) { f.levelCount = 9; }), E::BadValue, "9 levels of 4 x 4");
    row("too few bytes", with([](Ktx2File& f) { f.levels[0].resize(60); }), E::LengthMismatch,
        "needs 64 bytes, has 60");
    row("cut", Bytes(bytes.begin(), bytes.end() - 1), E::Truncated, "level 0");
    row("descriptor", patched(52, 20), E::Truncated, "data format descriptor of 20");
    row("descriptor's length", patched(52, 40), E::LengthMismatch, "data format descriptor says 44");
    row("descriptor's place", patched(50, 9), E::Truncated, "data format descriptor at");
    row("key without end", with([](Ktx2File& f) {
            f.keyValues = {{"KTXswizzle", "rgbx"}};
        }),
        E::BadValue, "KTXswizzle");
    row("not Zstandard", with([](Ktx2File& f) { f.scheme = 2; }), E::DecodeFailed, "Zstandard");
    row("not zlib", with([](Ktx2File& f) { f.scheme = 3; }), E::DecodeFailed, "zlib");
    row("reserved UASTC mode",
        with([](Ktx2File& f) { f.vkFormat = 0, f.colorModel = 166, f.levels[0] = Bytes(16, 0x45); }), E::DecodeFailed,
        "block 0 of level 0");
}

void TestKtx2::refuses()
{
    QFETCH(Bytes, bytes);
    QFETCH(int, code);
    QFETCH(QString, word);
    const auto picture = ktx2::decode(bytes);
    QVERIFY2(!picture, "it was accepted");
    QVERIFY2(textOf(picture).contains(word), qPrintable(textOf(picture)));
    QCOMPARE(static_cast<int>(picture.error().code), code);
}

void TestKtx2::refusesBeforeTakingMemory()
{
    // 128 Mi pixels in a few bytes of Zstandard.
    Ktx2File file{.vkFormat = 0, .width = 16384, .height = 8192, .scheme = 2, .colorModel = 166};
    file.levels = {ramp(64)};
    file.unpackedLengths = {std::uint64_t{16384} * 8192};
    const auto picture = ktx2::decode(file.bytes());
    QVERIFY(!picture);
    QCOMPARE(picture.error().code, ErrorCode::Truncated);
    const Ktx2File square{.width = 64, .height = 64, .levels = {ramp(64 * 64 * 4)}};
    QVERIFY(ktx2::decode(square.bytes()));
    const auto tooLarge = ktx2::decode(square.bytes(), {.maxPixels = 64 * 63});
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().code, ErrorCode::TooLarge);
}

void TestKtx2::damagedFilesGiveAnAnswer_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"etc1s_alpha.ktx2", "etc1s_srgb.ktx2", "uastc_zstandard.ktx2", "uastc_modes.ktx2"})
        QTest::newRow(file) << file;
}

void TestKtx2::damagedFilesGiveAnAnswer()
{
    QFETCH(QString, file);
    const Bytes whole = readData(file);
    QVERIFY(!whole.empty());
    const ktx2::Limits limits{.maxSide = 1024, .maxPixels = 512 * 512};
    int refused = 0;
    const auto check = [&](ByteView bytes) {
        const auto picture = ktx2::decode(bytes, limits);
        if (!picture) {
            QVERIFY(!picture.error().detail.empty());
            ++refused;
            return;
        }
        for (const ktx2::Level& level : picture->levels)
            QCOMPARE(level.pixels.size(), static_cast<std::size_t>(level.width * level.height * 4));
    };
    for (std::size_t size = 0; size < whole.size(); size += 1 + size / 64)
        check(ByteView(whole).first(size));
    std::mt19937 random(17);
    for (int i = 0; i < 1500; ++i) {
        Bytes damaged = whole;
        for (int n = 0; n < 1 + i % 4; ++n)
            damaged[i % 2 == 0 ? random() % std::min<std::size_t>(512, damaged.size()) : random() % damaged.size()] =
                static_cast<std::uint8_t>(random());
        check(damaged);
    }
    QVERIFY(refused > 100);
}

QTEST_GUILESS_MAIN(TestKtx2)
#include "TestKtx2.moc"
