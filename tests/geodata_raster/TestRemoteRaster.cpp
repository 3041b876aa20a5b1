// Rasters on a server that was not written here, nginx, which says what it sent.
#include "geodata/gdal/GdalNetwork.h"
#include "geodata/net/CachingAssetAccessor.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "geodata/net/NetworkAccess.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/RasterInfo.h"
#include "geodata/store/TileCache.h"
#include "tests/LoopbackServer.h"
#include "tests/NginxServer.h"
#include "tests/geodata_raster/RasterPictures.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <optional>
#include <thread>

using namespace guanjing;
using namespace guanjing::test;

namespace {

constexpr int kLargeSide = 3072;

/// A COG of about 37 MB: not packed, with overviews, in tiles of 48 KB.
QString writeCog(const QString& path)
{
    return writePicture(path, "COG",
                        {.side = kLargeSide,
                         .options = {QStringLiteral("COMPRESS=NONE"), QStringLiteral("BLOCKSIZE=128"),
                                     QStringLiteral("OVERVIEWS=AUTO")}});
}

struct Sent {
    qint64 bytes = 0;
    int parts = 0, wholes = 0; ///< answers to GET
};

/// Of lines "method status bytes".
Sent sumUp(const QList<QByteArray>& lines)
{
    Sent sent;
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() != 3 || words[0] != "GET")
            continue;
        sent.bytes += words[2].toLongLong();
        sent.parts += words[1] == "206" ? 1 : 0;
        sent.wholes += words[1] == "200" ? 1 : 0;
    }
    return sent;
}

} // namespace

class TestRemoteRaster : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { setGdalAccessor(&m_assets); }
    void cleanupTestCase() { setGdalAccessor(nullptr); }

    void aCogIsInspectedByRanges()
    {
        NginxServer server;
        if (!server.isInstalled())
            QSKIP("needs the package nginx-light");
        const QString path = writeCog(server.at("city.tif"));
        const qint64 size = QFileInfo(path).size();
        QVERIFY(size > 30'000'000);
        QVERIFY(server.start({}, {}, QStringLiteral("$request_method $status $body_bytes_sent")));

        RasterInfoOptions options;
        options.maxCheckedValues = 10'000'000; // fewer than it has, as with the pictures that are put up as COG
        const auto remote = readRasterInfo("http://" + server.address() + "/city.tif", options);
        QVERIFY2(remote.has_value(), remote ? "" : remote.error().toString().c_str());
        const auto local = readRasterInfo(path.toStdString(), options);
        QVERIFY(local.has_value());
        QCOMPARE(remote->driver, local->driver);
        QCOMPARE(remote->width, kLargeSide);
        QCOMPARE(remote->layout.at("LAYOUT"), std::string("COG"));
        QCOMPARE(remote->bands.size(), std::size_t(3));
        QVERIFY(remote->bands[0].overviews > 0);
        QCOMPARE(remote->bands[0].overviews, local->bands[0].overviews);
        QCOMPARE(remote->geoTransform, local->geoTransform);
        QVERIFY(!remote->isReadWhole);
        for (const Issue& issue : remote->issues)
            QVERIFY2(issue.severity < Severity::Error, issue.message.c_str());

        QVERIFY(server.stop());
        const Sent sent = sumUp(server.logLines());
        qInfo("%lld of %lld bytes in %d parts", static_cast<long long>(sent.bytes), static_cast<long long>(size),
              sent.parts);
        QVERIFY(sent.parts > 0);
        QCOMPARE(sent.wholes, 0);
        QVERIFY(sent.bytes > 1000);
        QVERIFY(sent.bytes < size / 20);
    }

    /// A file of which the server has the first half only.
    void aCogThatIsCutOffIsTold()
    {
        NginxServer server;
        if (!server.isInstalled())
            QSKIP("needs the package nginx-light");
        const QString path =
            writePicture(server.at("cut.tif"), "COG",
                         {.options = {QStringLiteral("COMPRESS=NONE"), QStringLiteral("BLOCKSIZE=128")}});
        QVERIFY(QFile::resize(path, QFileInfo(path).size() / 2));
        QVERIFY(server.start({}, {}, QStringLiteral("$request_method")));
        ImageryDescription description;
        description.kind = "gdal";
        description.url = "http://" + server.address() + "/cut.tif";
        const auto opened = openImagery(description, {});
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().toString().c_str());
        const auto isTold = [](const Issue& issue) {
            return issue.severity == Severity::Error && issue.message.find("is cut off") != std::string::npos;
        };
        const Issues& issues = opened->source->issues();
        QCOMPARE(std::count_if(issues.begin(), issues.end(), isTold), 1);
        const auto info = readRasterInfo(description.url);
        QVERIFY(info && std::any_of(info->issues.begin(), info->issues.end(), isTold));
    }

    /// The counting is right: a picture that is read whole costs its size.
    void readWholeItCostsItsSize()
    {
        NginxServer server;
        if (!server.isInstalled())
            QSKIP("needs the package nginx-light");
        const QString path =
            writePicture(server.at("small.tif"), "COG",
                         {.options = {QStringLiteral("COMPRESS=NONE"), QStringLiteral("BLOCKSIZE=128")}});
        QVERIFY(server.start({}, {}, QStringLiteral("$request_method $status $body_bytes_sent")));
        const auto info = readRasterInfo("http://" + server.address() + "/small.tif");
        QVERIFY2(info.has_value(), info ? "" : info.error().toString().c_str());
        QVERIFY(info->isReadWhole);
        QVERIFY(server.stop());
        QVERIFY(sumUp(server.logLines()).bytes >= 3 * kSide * kSide);
    }

    /// What was read once of a file on a server lies in the cache, and is read again with the network off.
    void aCogIsThereWithoutANetwork()
    {
        NginxServer server;
        if (!server.isInstalled())
            QSKIP("needs nginx");
        writePicture(server.at("small.tif"), "COG",
                     {.options = {QStringLiteral("COMPRESS=NONE"), QStringLiteral("BLOCKSIZE=128")}});
        QVERIFY(server.start({}, {}, QStringLiteral("$request_method $status $body_bytes_sent")));
        const std::string url = "http://" + server.address() + "/small.tif";
        QTemporaryDir folder;
        TileCacheOptions options;
        options.path = folder.filePath(QStringLiteral("tiles.db")).toStdString();
        TileCache cache(options);
        CachingAssetAccessor caching(m_assets, cache);
        const auto read = [&] {
            setGdalAccessor(&caching); // with nothing in memory
            return readRasterInfo(url);
        };
        const auto first = read();
        QVERIFY2(first.has_value(), first ? "" : first.error().toString().c_str());
        QVERIFY(server.stop());
        caching.setOffline(true);
        const auto again = read();
        const auto missing = readRasterInfo("http://" + server.address() + "/other.tif");
        setGdalAccessor(&m_assets);
        QVERIFY2(again.has_value(), again ? "" : again.error().toString().c_str());
        QVERIFY(again->isReadWhole);
        QCOMPARE(again->width, first->width);
        QCOMPARE(again->geoTransform, first->geoTransform);
        QCOMPARE(missing.error().code, ErrorCode::Offline);
    }

    /// Who waits for a server that says nothing is let go when the program ends.
    void nobodyWaitsAtTheEnd()
    {
        std::atomic<bool> isAsked{false};
        LoopbackServer server([&](const std::string&) {
            isAsked = true;
            LoopbackServer::Answer answer;
            answer.stallAfter = true;
            return answer;
        });
        CurlAccessorOptions options;
        options.stallTimeout = std::chrono::minutes(5);
        CurlAssetAccessor assets(options);
        setGdalAccessor(&assets);
        std::optional<ErrorCode> code;
        std::thread reading([&] {
            const auto info = readRasterInfo(server.url("/silent.tif"));
            code = info ? ErrorCode::Internal : info.error().code;
        });
        QTRY_VERIFY(isAsked);
        setGdalAccessor(nullptr);
        reading.join(); // not after five minutes
        setGdalAccessor(&m_assets);
        QCOMPARE(*code, ErrorCode::Cancelled);
    }

    /// A server that wants a login, and one that gives no parts of files.
    void loginsAndServersWithoutRanges()
    {
        NginxServer server;
        if (!server.isInstalled())
            QSKIP("needs the package nginx-light");
        writePicture(server.at("small.tif"), "COG",
                     {.options = {QStringLiteral("COMPRESS=NONE"), QStringLiteral("BLOCKSIZE=128")}});
        QVERIFY(!writeCog(server.at("large.tif")).isEmpty());
        QFile passwords(server.at("passwords"));
        QVERIFY(passwords.open(QIODevice::WriteOnly) && passwords.write("planner:{PLAIN}blue\n") > 0);
        passwords.close();
        QVERIFY(server.start(
            {}, QStringLiteral("max_ranges 0; auth_basic city; auth_basic_user_file %1;").arg(server.at("passwords")),
            QStringLiteral("$request_method $status $body_bytes_sent")));
        const std::string base = "http://" + server.address();
        m_access->setSources({{base + "/", "city"}});
        const auto refused = readRasterInfo(base + "/small.tif");
        QCOMPARE(refused.error().code, ErrorCode::HttpStatus);
        QCOMPARE(refused.error().first, std::int64_t{401});
        m_access->setCredential("city", Credential{"planner", "blue", ""});
        const auto small = readRasterInfo(base + "/small.tif"); // it comes whole
        QVERIFY2(small.has_value(), small ? "" : small.error().toString().c_str());
        QVERIFY(small->isReadWhole);
        const auto large = readRasterInfo(base + "/large.tif");
        QCOMPARE(large.error().code, ErrorCode::UnsupportedFeature);
        QVERIFY2(large.error().detail.find("no parts of files") != std::string::npos, large.error().detail.c_str());
        QCOMPARE(readRasterInfo(base + "/none.tif").error().code, ErrorCode::NotFound);
    }

private:
    std::shared_ptr<NetworkAccess> m_access = std::make_shared<NetworkAccess>();
    CurlAssetAccessor m_assets{[this] {
        CurlAccessorOptions options;
        options.access = m_access;
        return options;
    }()};
};

QTEST_GUILESS_MAIN(TestRemoteRaster)
#include "TestRemoteRaster.moc"
