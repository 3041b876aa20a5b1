#include "tests/Paths.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// A pixel differs when a channel is off by more than this; so many of them may.
constexpr int kChannelTolerance = 24;
constexpr double kPixelShareTolerance = 0.02;

struct Comparison {
    double share = 1.0; ///< of pixels that differ
    QImage difference;
};

Comparison compare(const QImage& actual, const QImage& expected)
{
    Comparison result;
    result.difference = QImage(expected.size(), QImage::Format_RGB32);
    result.difference.fill(Qt::white);
    if (actual.size() != expected.size())
        return result;
    qint64 count = 0;
    for (int y = 0; y < actual.height(); ++y) {
        for (int x = 0; x < actual.width(); ++x) {
            const QColor a = actual.pixelColor(x, y), e = expected.pixelColor(x, y);
            const int off =
                std::max({std::abs(a.red() - e.red()), std::abs(a.green() - e.green()), std::abs(a.blue() - e.blue())});
            if (off > kChannelTolerance) {
                ++count;
                result.difference.setPixelColor(x, y, Qt::red);
            }
        }
    }
    result.share = static_cast<double>(count) / (static_cast<double>(actual.width()) * actual.height());
    return result;
}

} // namespace

/// The whole way from the demo platform to pixels. On a failure actual, expected and difference lie in
/// build/<preset>/pictures. After a wanted change of looks: copy the actual picture over the baseline, having looked at it.
class TestPictures : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    QProcess m_platform;
    QString m_scene;

private slots:
    /// A scene without sensors: their values belong to the minute in which the test runs.
    void initTestCase()
    {
        m_platform.start(QStringLiteral(GUANJING_PROGRAM), {"serve", "--port", "0", "--exit-with-parent"});
        QVERIFY(m_platform.waitForStarted());
        while (!m_platform.canReadLine())
            QVERIFY(m_platform.waitForReadyRead(30000));
        const QByteArray base = m_platform.readLine().trimmed();
        m_scene = m_dir.filePath("city.scene.json");
        QFile file(m_scene);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(R"({"name": "City",
            "imagery": [{"name": "Orthophoto", "kind": "xyz", "url": "BASEortho/{z}/{x}/{y}.jpg", "maxLevel": 22}],
            "tilesets": [{"name": "Buildings", "url": "BASEbuildings/tileset.json"}]})")
                       .replace("BASE", base));
    }

    void cleanupTestCase()
    {
        m_platform.closeWriteChannel();
        QVERIFY(m_platform.waitForFinished(90000));
        QCOMPARE(m_platform.exitCode(), 0);
    }

    void demoCity_data()
    {
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("sun");
        QTest::newRow("street") << "113.7475,22.9990,30,20,-8"
                                << "2026-03-20T10:00+08:00";
        QTest::newRow("district") << "113.7475,22.9990,300,60,-20"
                                  << "2026-03-20T10:00+08:00";
        QTest::newRow("city") << "113.7475,22.9600,5000,0,-40"
                              << "2026-03-20T10:00+08:00";
        QTest::newRow("evening") << "113.7475,22.9990,300,60,-20"
                                 << "2026-11-22T17:30+08:00";
    }

    void demoCity()
    {
        QFETCH(QString, view);
        QFETCH(QString, sun);
        QTemporaryDir work;
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const QString out = work.filePath(name + ".png");
        QProcess program;
        program.start(QStringLiteral(GUANJING_PROGRAM),
                      {"render", m_scene, "--plain", "--view", view, "--sun", sun, "--size", "480x320", "--out", out,
                       "--cache", work.filePath("cache"), "--timeout", "120"});
        QVERIFY(program.waitForFinished(200000));
        const QByteArray said = program.readAllStandardError();
        QVERIFY2(program.exitCode() == 0, said.constData());
        const QImage actual(out);
        QVERIFY(!actual.isNull());
        const QString baseline = guanjing::test::sourcePath("tests/images/baselines/") + name + ".png";
        const QImage expected(baseline);
        const Comparison result = compare(actual, expected);
        if (result.share > kPixelShareTolerance) {
            const QDir pictures(guanjing::test::buildPath("pictures"));
            QDir().mkpath(pictures.path());
            actual.save(pictures.filePath(name + "-actual.png"));
            expected.save(pictures.filePath(name + "-expected.png"));
            result.difference.save(pictures.filePath(name + "-difference.png"));
        }
        QVERIFY2(result.share <= kPixelShareTolerance,
                 qPrintable(QStringLiteral("%1% of the pixels differ").arg(result.share * 100, 0, 'f', 2)));
    }

    /// The comparison itself can fail.
    void aDifferentPictureIsNoticed()
    {
        QImage grey(40, 40, QImage::Format_RGB32), spotted;
        grey.fill(QColor(128, 128, 128));
        spotted = grey;
        for (int i = 0; i < 40; ++i)
            spotted.setPixelColor(i, 3, Qt::red);
        QCOMPARE(compare(grey, grey).share, 0.0);
        QVERIFY(compare(spotted, grey).share > kPixelShareTolerance);
        QVERIFY(compare(QImage(10, 10, QImage::Format_RGB32), grey).share == 1.0);
    }
};

QTEST_GUILESS_MAIN(TestPictures)
#include "TestPictures.moc"
