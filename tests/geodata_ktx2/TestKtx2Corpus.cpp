// The KTX 2 files of the sample data: what they hold, and what they look like.
#include "geodata/ktx2/Ktx2.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "tests/Corpus.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>

using namespace guanjing;

namespace {

Bytes readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray data = file.readAll();
    return {data.begin(), data.end()};
}

} // namespace

class TestKtx2Corpus : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_folder = test::corpusDir();
        if (m_folder.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
    }
    void everyFileAsTheFactsSay();
    void photographBesideItsJpeg();
    void colorsOfSmallSamples_data();
    void colorsOfSmallSamples();

private:
    QString m_folder;
};

void TestKtx2Corpus::everyFileAsTheFactsSay()
{
    const QByteArray text = [&] {
        const Bytes bytes = readFile(m_folder + "/expected_facts.json");
        return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    }();
    const QJsonObject facts = QJsonDocument::fromJson(text).object();
    int files = 0, refused = 0;
    QDirIterator iterator(m_folder, {"*.ktx2"}, QDir::Files, QDirIterator::Subdirectories);
    while (iterator.hasNext()) {
        const QString path = iterator.next();
        const QJsonObject fact = facts[path.mid(m_folder.size() + 1)].toObject();
        QVERIFY2(!fact.isEmpty(), qPrintable(path));
        ++files;
        const auto picture = ktx2::decode(readFile(path));
        if (fact["layers"].toInt() > 1) {
            QVERIFY(!picture);
            QCOMPARE(picture.error().code, ErrorCode::UnsupportedFeature);
            QVERIFY(picture.error().detail.find("array textures are not supported: 3 layers") != std::string::npos);
            ++refused;
            continue;
        }
        QVERIFY2(picture, picture ? "" : picture.error().detail.c_str());
        QCOMPARE(static_cast<int>(picture->levels.size()), fact["levels"].toInt());
        QCOMPARE(picture->levels[0].width, fact["width"].toInt());
        QCOMPARE(picture->levels[0].height, fact["height"].toInt());
    }
    QCOMPARE(files, 11);
    QCOMPARE(refused, 2);
}

void TestKtx2Corpus::photographBesideItsJpeg()
{
    const QString folder = m_folder + "/cesium-native/CesiumImage/ktx2/";
    const auto picture = ktx2::decode(readFile(folder + "kota-onelevel.ktx2"));
    QVERIFY(picture);
    const auto jpeg = tiles3d::decodeImage(readFile(folder + "kota.jpg"), "kota.jpg");
    QVERIFY(jpeg);
    const Bytes& pixels = picture->levels[0].pixels;
    QCOMPARE(pixels.size(), jpeg->pixels.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < pixels.size(); ++i)
        sum += (pixels[i] - jpeg->pixels[i]) * (pixels[i] - jpeg->pixels[i]);
    const double decibels = 10.0 * std::log10(255.0 * 255.0 * static_cast<double>(pixels.size()) / sum);
    qInfo("UASTC beside JPEG: %.1f dB", decibels);
    QVERIFY(decibels > 36.0);
}

void TestKtx2Corpus::colorsOfSmallSamples_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("red");
    QTest::addColumn<int>("green");
    QTest::addColumn<int>("blue");
    // White writing on one colour, a different one in each file.
    QTest::newRow("plain") << "2d_rgb8" << 77 << 175 << 74;
    QTest::newRow("float, the same picture") << "2d_rgba32_linear" << 77 << 175 << 74;
    QTest::newRow("UASTC") << "2d_uastc" << 184 << 151 << 0;
    QTest::newRow("BC7") << "2d_bc7" << 255 << 127 << 1;
    QTest::newRow("ASTC") << "2d_astc4x4" << 55 << 126 << 184;
}

void TestKtx2Corpus::colorsOfSmallSamples()
{
    QFETCH(QString, file);
    QFETCH(int, red);
    QFETCH(int, green);
    QFETCH(int, blue);
    const auto picture = ktx2::decode(readFile(m_folder + "/textures/gltf-transform/" + file + ".ktx2"));
    QVERIFY(picture);
    const ktx2::Level& level = picture->levels[0];
    int colored = 0, white = 0;
    for (std::size_t i = 0; i < level.pixels.size(); i += 4) {
        const std::uint8_t* p = level.pixels.data() + i;
        colored += std::abs(p[0] - red) <= 6 && std::abs(p[1] - green) <= 6 && std::abs(p[2] - blue) <= 6 ? 1 : 0;
        white += p[0] > 250 && p[1] > 250 && p[2] > 250 ? 1 : 0;
        QCOMPARE(p[3], std::uint8_t{255});
    }
    QVERIFY2(colored + white > 1540 && white > 40 && colored > 1300,
             qPrintable(QString("%1 of the colour, %2 white").arg(colored).arg(white)));
}

QTEST_GUILESS_MAIN(TestKtx2Corpus)
#include "TestKtx2Corpus.moc"
