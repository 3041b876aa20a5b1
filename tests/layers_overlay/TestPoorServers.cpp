#include "tests/layers_overlay/PictureWorld.h"

#include <QBuffer>
#include <QImage>
#include <QTest>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

Bytes fileOf(const QImage& image, const char* format = "PNG")
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return Bytes(bytes.begin(), bytes.end());
}

Bytes plain(const QColor& color, int side = 64)
{
    QImage image(side, side, QImage::Format_RGB888);
    image.fill(color);
    return fileOf(image);
}

/// No two places alike, as an orthophoto is.
Bytes groundOf(PictureAddress address, const QColor& all = {})
{
    QImage image(64, 64, QImage::Format_RGB888);
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x)
            image.setPixelColor(x, y,
                                QColor((40 + x * 2 + static_cast<int>(address.x % 7)) % 140,
                                       (60 + y * 2 + address.level) % 140, (x * y) % 100));
    if (all.isValid())
        image.fill(all);
    return fileOf(image);
}

Error status(int number)
{
    return {ErrorCode::HttpStatus, "http://h/", "HTTP " + std::to_string(number), ErrorReason::HttpStatus, number};
}

/// The beginnings of the addresses of pictures that are said to stand for "no picture here".
QString toldOf(const ImageryLayer& layer)
{
    QString told;
    for (const Error& warning : layer.warnings())
        if (warning.code == ErrorCode::Notice && warning.detail.starts_with("the same picture"))
            told += QString::fromStdString(warning.source).left(12);
    return told;
}

Error silence() { return {ErrorCode::Timeout, "http://h/", "", ErrorReason::Stalled, 30}; }

} // namespace

/// Servers that are there and yet do not give what they should: something coarser is shown, and it is told once.
class TestPoorServers : public QObject {
    Q_OBJECT
private slots:
    void whatAServerCannotMakeIsShownCoarser_data()
    {
        QTest::addColumn<QString>("defect");
        QTest::addColumn<int>("last");
        QTest::addColumn<int>("wanted");
        for (const char* defect : {"500", "503", "403", "silence", "no picture", "half a picture"}) {
            QTest::addRow("%s, just above", defect) << defect << 17 << 18;
            QTest::addRow("%s, far above", defect) << defect << 12 << 20;
        }
    }
    void whatAServerCannotMakeIsShownCoarser()
    {
        QFETCH(QString, defect);
        QFETCH(int, last);
        QFETCH(int, wanted);
        World world([](PictureAddress) { return true; });
        const auto isFine = [last](PictureAddress a) { return a.level > last; };
        QImage picture(256, 256, QImage::Format_RGB888);
        for (int i = 0; i < 256 * 256; ++i)
            picture.setPixelColor(i % 256, i / 256, QColor(i % 251, i % 83, i % 177));
        Bytes half = fileOf(picture, "JPG");
        half.resize(half.size() / 2);
        if (defect.contains("picture"))
            world.pyramid.bytesOf = [&](PictureAddress a) {
                return !isFine(a) ? kPicture : defect == "no picture" ? Bytes{'o', 'h'} : half;
            };
        else
            world.pyramid.fails = [&](PictureAddress a) {
                return !isFine(a)         ? std::nullopt
                    : defect == "silence" ? std::optional(silence())
                                          : std::optional(status(defect.toInt()));
            };
        const auto view = square(wanted, 2);
        world.settle(view);
        for (const PictureAddress& address : view)
            QCOMPARE(world.shown(address), last);
        // Told once, however many of them there were.
        QVERIFY2(world.layer.log().kinds().size() == 1, world.layer.log().kinds().front().first.toString().c_str());
        QVERIFY(world.layer.log().kinds().front().count >= view.size());
        // Others that it answers do not bring those back that it refuses while it answers others.
        const std::size_t before = world.pyramid.asked.size();
        world.loader.revive(world.layer.log(), false);
        world.settle(view);
        if (defect.startsWith('5'))
            QVERIFY2(world.pyramid.asked.size() <= before + 8, qPrintable(QString::number(world.pyramid.asked.size())));
        world.pyramid.fails = [](PictureAddress) { return std::nullopt; };
        world.loader.revive(world.layer.log(), true); // by hand they come
        world.settle(view);
        if (!defect.contains("picture"))
            QCOMPARE(world.shown(view.front()), wanted);
    }

    /// While the finest are tried again, something coarser is there already.
    void somethingIsShownMeanwhile()
    {
        World world([](PictureAddress) { return true; });
        world.pyramid.fails = [](PictureAddress a) { return a.level > 12 ? std::optional(status(500)) : std::nullopt; };
        int frames = 0;
        while (world.shown(at(18)) < 0 && frames < 20) {
            ++frames;
            world.frame({at(18)});
        }
        QCOMPARE(world.shown(at(18)) >= 0, true);
        QCOMPARE(world.layer.log().count(), std::uint64_t{0}); // none has been given up yet
    }

    void aServerWithoutAnythingIsSearchedOnce()
    {
        World world([](PictureAddress) { return true; });
        world.pyramid.fails = [](PictureAddress) { return std::optional(status(500)); };
        const auto view = square(18, 3);
        world.settle(view);
        constexpr std::size_t kAttempts = 4;
        const std::size_t most = kAttempts * (view.size() + 19);
        QVERIFY2(world.pyramid.asked.size() <= most, qPrintable(QString::number(world.pyramid.asked.size())));
        const std::size_t before = world.pyramid.asked.size();
        world.settle(view);
        QCOMPARE(world.pyramid.asked.size(), before);
        QCOMPARE(world.layer.log().kinds().size(), std::size_t{1});
    }

    void placeholdersLeadToTheirAncestors_data()
    {
        QTest::addColumn<QColor>("color");
        QTest::addColumn<bool>("hasWords");
        QTest::addColumn<int>("last");
        QTest::newRow("white") << QColor(Qt::white) << false << 15;
        QTest::newRow("grey") << QColor(221, 221, 221) << false << 17;
        QTest::newRow("black, two levels up") << QColor(Qt::black) << false << 16;
        QTest::newRow("with words on it") << QColor(204, 204, 204) << true << 17;
    }
    void placeholdersLeadToTheirAncestors()
    {
        QFETCH(QColor, color);
        QFETCH(bool, hasWords);
        QFETCH(int, last);
        World world([](PictureAddress) { return true; });
        QImage image(64, 64, QImage::Format_RGB888);
        image.fill(color);
        for (int i = 10; hasWords && i < 50; ++i)
            image.setPixelColor(i, 30 + i % 5, Qt::darkGray);
        const Bytes placeholder = fileOf(image);
        world.pyramid.bytesOf = [&](PictureAddress a) { return a.level > last ? placeholder : groundOf(a); };
        const auto view = square(18, 4);
        world.settle(view);
        for (const PictureAddress& address : view)
            QCOMPARE(world.shown(address), last);
        QCOMPARE(toldOf(world.layer), QString("http://h/18/"));
        const auto beside = square(18, 4, 8);
        world.settle(beside);
        for (const PictureAddress& address : beside)
            QCOMPARE(world.shown(address), last);
        QCOMPARE(toldOf(world.layer), QString("http://h/18/"));
    }

    /// A sea, snow, or a map all of one colour: alike in many places, and so are the coarser pictures there.
    void whatIsOfOneColourAllTheWayUpIsShown()
    {
        World sea([](PictureAddress) { return true; });
        const Bytes water = plain(QColor(30, 60, 110));
        sea.pyramid.bytesOf = [&](PictureAddress a) {
            return a.level == 18 ? water : groundOf(a, QColor(36, 64, 112));
        };
        const auto view = square(18, 4);
        sea.settle(view);
        for (const PictureAddress& address : view)
            QCOMPARE(sea.shown(address), 18);
        QCOMPARE(toldOf(sea.layer), QString());
        // A map whose plain land has another tint one level up.
        World map([](PictureAddress) { return true; });
        map.pyramid.bytesOf = [](PictureAddress a) {
            return plain(a.level == 18 ? QColor(240, 238, 232) : QColor(200, 220, 190));
        };
        map.settle(view);
        QCOMPARE(map.shown(at(18)), 18);
        // The same picture at all levels proves nothing, and what it costs to ask is little.
        World same([](PictureAddress) { return true; });
        same.pyramid.bytesOf = [&](PictureAddress) { return water; };
        same.settle(view);
        QCOMPARE(same.shown(at(18)), 18);
        QVERIFY2(same.pyramid.asked.size() <= view.size() + 10, qPrintable(QString::number(same.pyramid.asked.size())));
    }
};

QTEST_GUILESS_MAIN(TestPoorServers)
#include "TestPoorServers.moc"
