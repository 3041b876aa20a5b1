#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace {

constexpr int kTimeoutMs = 200'000;

struct Outcome {
    int code = -1;
    QByteArray out, err;
};

Outcome run(const QStringList& arguments)
{
    QProcess program;
    program.start(QStringLiteral(GUANJING_PROGRAM), arguments);
    if (!program.waitForFinished(kTimeoutMs))
        return {-2, {}, "did not end"};
    return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -3, program.readAllStandardOutput(),
            program.readAllStandardError()};
}

/// The greatest difference of a channel, or 256 where the sizes differ.
int worstDifference(const QImage& a, const QImage& b)
{
    if (a.isNull() || a.size() != b.size())
        return 256;
    int worst = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            worst = std::max(
                {worst, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
        }
    return worst;
}

int colorsOf(const QImage& picture)
{
    QSet<QRgb> colors;
    for (int y = 0; y < picture.height(); y += 3)
        for (int x = 0; x < picture.width(); x += 3)
            colors.insert(picture.pixel(x, y));
    return static_cast<int>(colors.size());
}

} // namespace

/// A part of the demo city is taken along by the program itself, killed and gone on with, and then shown without its server.
class TestPack : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    QProcess m_platform;
    QString m_scene, m_pack, m_words;
    QStringList m_take;
    QImage m_online;

    [[nodiscard]] QString at(const char* name) const { return m_dir.filePath(QLatin1String(name)); }
    [[nodiscard]] Outcome render(const QString& scene, const char* out, const char* cache,
                                 const QStringList& further = {}) const
    {
        return run(QStringList{"render", scene, "--view", "113.7475,22.9990,260,20,-90", "--size", "300x200", "--date",
                               "2026-06", "--out", at(out), "--cache", at(cache), "--sun", "2026-03-20T10:00+08:00",
                               "--timeout", "120"}
                   + further);
    }

private slots:
    void initTestCase()
    {
        m_platform.start(QStringLiteral(GUANJING_PROGRAM), {"serve", "--port", "0", "--exit-with-parent"});
        QVERIFY(m_platform.waitForStarted());
        while (!m_platform.canReadLine())
            QVERIFY(m_platform.waitForReadyRead(30000));
        const QByteArray base = m_platform.readLine().trimmed();
        m_scene = at("city.scene.json");
        QFile file(m_scene);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(R"({"name": "City",
            "terrain": [{"name": "Ground", "kind": "quantized-mesh", "url": "BASEterrain/layer.json"}],
            "imagery": [
              {"name": "Then", "kind": "xyz", "url": "BASEortho/2023-06/{z}/{x}/{y}.jpg", "maxLevel": 22, "date": "2023-06"},
              {"name": "Now", "kind": "xyz", "url": "BASEortho/{z}/{x}/{y}.jpg", "maxLevel": 22, "date": "2026-06"}],
            "tilesets": [{"name": "Buildings", "url": "BASEbuildings-on-ground/tileset.json"}],
            "live": [{"name": "Air", "kind": "sensorthings", "url": "BASEsensorthings/v1.1"}]})")
                       .replace("BASE", base));
        file.close();
        m_words = at("words");
        QFile words(m_words);
        QVERIFY(words.open(QIODevice::WriteOnly));
        words.write("correct horse battery\n");
        words.close();
        m_pack = at("part.gjpack");
        m_take = QStringList{"pack",    m_scene,         "--area",      "113.7450,22.9970,113.7500,23.0010",
                             "--dates", "2026-06",       "--max-level", "20",
                             "--cache", at("cache-take")};
    }

    void estimates()
    {
        const Outcome outcome = run(m_take + QStringList{"--estimate", "--language", "en"});
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        QVERIFY2(outcome.err.contains("Air is left out"), outcome.err.constData());
        static const QRegularExpression line(QStringLiteral("in all: ([0-9,]+) files, about ([0-9.]+) (kB|MB|MiB|KB)"));
        const auto found = line.match(QString::fromUtf8(outcome.out));
        QVERIFY2(found.hasMatch(), outcome.out.constData());
        m_files = found.captured(1).remove(QLatin1Char(',')).toInt();
        m_bytes = found.captured(2).toDouble() * (found.captured(3).startsWith(u'M') ? 1e6 : 1e3);
        QVERIFY(!outcome.out.contains("Then"));
        QVERIFY(!QFileInfo::exists(m_pack));
    }

    void isKilledAndGoneOnWith()
    {
        const QStringList take =
            m_take + QStringList{"--out", m_pack, "--passphrase-file", m_words, "--language", "en"};
        {
            QProcess program;
            program.start(QStringLiteral(GUANJING_PROGRAM), take);
            QVERIFY(program.waitForStarted());
            const auto written = [&] {
                return QFileInfo(m_pack).size() + QFileInfo(m_pack + QStringLiteral("-wal")).size();
            };
            QTRY_VERIFY_WITH_TIMEOUT(written() > 400'000 || program.state() == QProcess::NotRunning, kTimeoutMs);
            QVERIFY2(program.state() == QProcess::Running, program.readAllStandardError().constData());
            program.kill(); // SIGKILL
            QVERIFY(program.waitForFinished());
        }
        const Outcome early = run({"inspect", m_pack, "--passphrase-file", m_words, "--language", "en"});
        QVERIFY2(early.out.contains("not complete"), early.out.constData());
        const Outcome outcome = run(take);
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        QVERIFY(!QFileInfo::exists(m_pack + QStringLiteral("-wal")));
        static const QRegularExpression line(QStringLiteral("gjpack: ([0-9,]+) files"));
        const auto found = line.match(QString::fromUtf8(outcome.err));
        QVERIFY2(found.hasMatch(), outcome.err.constData());
        const int files = found.captured(1).remove(QLatin1Char(',')).toInt();
        const auto bytes = static_cast<double>(QFileInfo(m_pack).size());
        qInfo("estimated %d files and %.1f MB, taken %d files and %.1f MB", m_files, m_bytes / 1e6, files, bytes / 1e6);
        QVERIFY2(m_files > files * 0.75 && m_files < files * 1.33, "files by a third");
        QVERIFY2(m_bytes > bytes * 0.5 && m_bytes < bytes * 2, "bytes by a factor of two");
        // A pack that is whole is whole: nothing more is asked for.
        const Outcome again = run(take);
        QVERIFY2(again.code == 0, again.err.constData());
    }

    void isShownWithoutItsServer()
    {
        const Outcome online = render(m_scene, "online.png", "cache-online");
        QVERIFY2(online.code == 0, online.err.constData());
        m_online = QImage(at("online.png"));
        QVERIFY(colorsOf(m_online) > 500);
        m_platform.closeWriteChannel();
        QVERIFY(m_platform.waitForFinished(90000));
        QVERIFY(render(m_scene, "gone.png", "cache-gone", {"--timeout", "5"}).code != 0); // it really is gone
        const Outcome offline = render(m_pack, "offline.png", "cache-offline", {"--passphrase-file", m_words});
        QVERIFY2(offline.code == 0 && offline.err.isEmpty(), offline.err.constData());
        const int worst = worstDifference(QImage(at("offline.png")), m_online);
        QVERIFY2(worst <= 2, qPrintable(QStringLiteral("a channel differs by %1").arg(worst)));
    }

    void showsNothingOfItself()
    {
        QFile file(m_pack);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray raw = file.readAll();
        QVERIFY(raw.size() > 500'000);
        QVERIFY(!raw.contains("\xFF\xD8\xFF\xE0"));
        QVERIFY(!raw.contains("http"));
        QVERIFY(!raw.contains("ortho"));
        QVERIFY(!raw.contains("asset"));
    }

    void saysWhatIsWrong()
    {
        const QString other = at("other");
        QFile words(other);
        QVERIFY(words.open(QIODevice::WriteOnly));
        words.write("another horse\n");
        words.close();
        const auto sentenceOf = [&](const QString& pack, const QStringList& key) {
            const Outcome outcome = render(pack, "none.png", "cache-none", key + QStringList{"--language", "en"});
            return outcome.code == 1 && outcome.err.count('\n') == 1 ? QString::fromUtf8(outcome.err) : QString();
        };
        QVERIFY(!sentenceOf(m_pack, {"--passphrase-file", other}).isEmpty());
        QVERIFY(!sentenceOf(m_pack, {}).isEmpty());
        const QString half = at("half.gjpack");
        QVERIFY(QFile::copy(m_pack, half));
        QVERIFY(QFile::resize(half, QFileInfo(half).size() / 2));
        QVERIFY(!sentenceOf(half, {"--passphrase-file", m_words}).isEmpty());
        const Outcome resumed = run(m_take + QStringList{"--out", half, "--passphrase-file", m_words});
        QCOMPARE(resumed.code, 1);
    }

private:
    int m_files = 0;
    double m_bytes = 0;
};

QTEST_GUILESS_MAIN(TestPack)
#include "TestPack.moc"
