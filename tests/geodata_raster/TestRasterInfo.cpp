// What is said of rasters: made here in each format, and those of the sample data.
#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalScope.h"
#include "geodata/raster/RasterInfo.h"
#include "tests/Corpus.h"
#include "tests/geodata_raster/RasterPictures.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <cmath>

using namespace guanjing;
using namespace guanjing::test;

namespace {

QStringList texts(const Issues& issues, Severity least)
{
    QStringList list;
    for (const Issue& issue : issues)
        if (issue.severity >= least)
            list += QString::fromStdString(issue.where + ": " + issue.message);
    return list;
}

/// Numbers up to the last bit that printing in 17 digits or in fewer may change.
bool isSame(const QJsonValue& a, const QJsonValue& b)
{
    if (a.isDouble() && b.isDouble())
        return std::abs(a.toDouble() - b.toDouble()) <= 1e-15 * std::abs(a.toDouble());
    if (!a.isArray() || !b.isArray())
        return a == b;
    const QJsonArray x = a.toArray(), y = b.toArray();
    bool same = x.size() == y.size();
    for (int i = 0; same && i < x.size(); ++i)
        same = isSame(x[i], y[i]);
    return same;
}

QJsonValue jsonOf(const RasterBandInfo& band)
{
    QJsonArray mask;
    for (const std::string& flag : band.mask)
        mask.append(QString::fromStdString(flag));
    return QJsonObject{{"type", QString::fromStdString(band.type)},
                       {"color", QString::fromStdString(band.color)},
                       {"nodata", band.nodata ? QJsonValue(*band.nodata) : QJsonValue()},
                       {"checksum", band.checksum ? QJsonValue(*band.checksum) : QJsonValue()},
                       {"overviews", band.overviews},
                       {"mask", mask.isEmpty() ? QJsonValue() : QJsonValue(mask)}};
}

} // namespace

class TestRasterInfo : public QObject {
    Q_OBJECT
private slots:
    void readsEachFormat_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("driver");
        QTest::addColumn<int>("tolerancePixels");
        QTest::newRow("GeoTIFF") << "a.tif" << QByteArray("GTiff") << 0;
        QTest::newRow("COG") << "c.tif" << QByteArray("COG") << 0;
        QTest::newRow("VRT") << "a.vrt" << QByteArray("VRT") << 0;
        QTest::newRow("JPEG 2000") << "a.jp2" << QByteArray("JP2OpenJPEG") << 0;
        // these are cut into the tiles of Web Mercator and so become larger
        QTest::newRow("MBTiles") << "a.mbtiles" << QByteArray("MBTiles") << 1024;
        QTest::newRow("GeoPackage") << "a.gpkg" << QByteArray("GPKG") << 1024;
    }

    void readsEachFormat()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, driver);
        QFETCH(int, tolerancePixels);
        QTemporaryDir dir;
        if (driver == "VRT") // which only points at another file
            writePicture(dir.filePath("source.tif"), "GTiff");
        const QString path = dir.filePath(file);
        if (driver == "VRT") {
            const GdalScope quiet;
            GDALDatasetH source = GDALOpen(dir.filePath("source.tif").toUtf8().constData(), GA_ReadOnly);
            GDALClose(GDALCreateCopy(GDALGetDriverByName("VRT"), path.toUtf8().constData(), source, FALSE, nullptr,
                                     nullptr, nullptr));
            GDALClose(source);
        } else {
            writePicture(path, driver.constData());
        }
        const auto info = readRasterInfo(path.toStdString());
        QVERIFY2(info, info ? "" : info.error().toString().c_str());
        QCOMPARE(QByteArray::fromStdString(info->driver), driver == "COG" ? QByteArray("GTiff") : driver);
        QVERIFY(std::abs(info->width - kSide) <= tolerancePixels);
        QVERIFY(info->bands.size() == 3 || info->bands.size() == 4);
        QCOMPARE(info->epsg, std::string("3857"));
        QVERIFY(info->bounds);
        QVERIFY(info->bounds->contains(113.7505, 23.0175));
        QVERIFY(info->isReadWhole);
        QVERIFY(info->bands[0].checksum);
        QCOMPARE(texts(info->issues, Severity::Warning), QStringList());
    }

    /// The bounds are those of the pixels' outer edges.
    void boundsAreOfTheEdges()
    {
        QTemporaryDir dir;
        const auto info = readRasterInfo(writePicture(dir.filePath("a.tif"), "GTiff").toStdString());
        QVERIFY(info && info->bounds);
        const double metersPerDegree = 20037508.342789244 / 180.0;
        QVERIFY(std::abs(info->bounds->west - kWest / metersPerDegree) < 1e-9);
        QVERIFY(std::abs(info->bounds->east - (kWest + kSide) / metersPerDegree) < 1e-9);
        QVERIFY(info->bounds->south < info->bounds->north);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("said");
        QTest::newRow("no system") << "no system"
                                   << "no coordinate system";
        QTest::newRow("no place") << "no place"
                                  << "where its pixels lie";
        QTest::newRow("large without overviews") << "large"
                                                 << "no overviews";
        QTest::newRow("strips") << "large"
                                << "strips";
        QTest::newRow("nodata out of range") << "nodata"
                                             << "nodata value";
        QTest::newRow("metres as degrees") << "degrees"
                                           << "no longitudes and latitudes";
    }

    void saysWhatIsWrong()
    {
        QFETCH(QString, kind);
        QFETCH(QString, said);
        Picture picture;
        RasterInfoOptions options;
        if (kind == "no system")
            picture.epsg = 0;
        else if (kind == "no place")
            picture.isPlaced = false;
        else if (kind == "large")
            picture.side = 4200;
        else if (kind == "nodata")
            picture.nodata = -9999;
        else
            picture.epsg = 4326;
        QTemporaryDir dir;
        const auto info = readRasterInfo(writePicture(dir.filePath("a.tif"), "GTiff", picture).toStdString(), options);
        QVERIFY2(info, info ? "" : info.error().toString().c_str());
        const QString all = texts(info->issues, Severity::Warning).join('\n');
        QVERIFY2(all.contains(said), qPrintable(all));
        QVERIFY2(!all.contains("000000"), qPrintable(all)); // numbers as people write them
    }

    void damagedPixelsAreAnError()
    {
        QTemporaryDir dir;
        const QString path =
            writePicture(dir.filePath("a.tif"), "GTiff", {.options = {"COMPRESS=DEFLATE", "TILED=YES"}});
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(file.size() / 2));
        file.close();
        const auto info = readRasterInfo(path.toStdString());
        if (info)
            QVERIFY2(!texts(info->issues, Severity::Error).isEmpty(), "half a file and no complaint");
        else
            QVERIFY(!info.error().detail.empty());
    }

    void largeSourcesAreSampled()
    {
        QTemporaryDir dir;
        const QString path = writePicture(dir.filePath("a.tif"), "GTiff", {.options = {"TILED=YES"}});
        const auto info = readRasterInfo(path.toStdString(), {.maxCheckedValues = 1000});
        QVERIFY(info);
        QVERIFY(!info->isReadWhole);
        QVERIFY(!info->bands[0].checksum);
        QCOMPARE(texts(info->issues, Severity::Warning), QStringList());
    }

    void foreignFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("text") << QByteArray("hello") << int(ErrorCode::BadMagic);
        QTest::newRow("nothing") << QByteArray() << int(ErrorCode::BadMagic);
        QTest::newRow("a TIFF's first bytes") << QByteArray("II*\0\x08\0\0\0", 8) << int(ErrorCode::DecodeFailed);
        QTest::newRow("a VRT that is cut off")
            << QByteArray("<VRTDataset rasterXSize=\"5\"") << int(ErrorCode::DecodeFailed);
    }

    void foreignFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QTemporaryDir dir;
        QFile file(dir.filePath("a.bin"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto info = readRasterInfo(file.fileName().toStdString());
        QVERIFY(!info);
        QVERIFY2(int(info.error().code) == code, info.error().toString().c_str());
        QCOMPARE(readRasterInfo("/nowhere/a.tif").error().code, ErrorCode::NotFound);
        QCOMPARE(readRasterInfo("WMS:http://example.invalid").error().code, ErrorCode::BadUrl);
    }

    /// Bytes that were fetched may not make GDAL open files of this machine.
    void fetchedVrtMayNotNameLocalFiles_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<bool>("refused");
        QTest::newRow("absolute") << QByteArray("<SourceFilename>/etc/passwd</SourceFilename>") << true;
        QTest::newRow("absolute, said to be relative")
            << QByteArray("<SourceFilename relativeToVRT=\"1\">/etc/passwd</SourceFilename>") << true;
        QTest::newRow("by an entity") << QByteArray(
            "<SourceFilename relativeToVRT=\"1\">&#47;etc/passwd</SourceFilename>")
                                      << true;
        QTest::newRow("a connection text")
            << QByteArray("<SourceFilename relativeToVRT=\"1\">GTIFF_DIR:1:/a.tif</SourceFilename>") << true;
        QTest::newRow("relative") << QByteArray("<SourceFilename relativeToVRT=\"1\">a.tif</SourceFilename>") << false;
    }

    void fetchedVrtMayNotNameLocalFiles()
    {
        QFETCH(QByteArray, source);
        QFETCH(bool, refused);
        const QByteArray vrt = "<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\"><VRTRasterBand dataType=\"Byte\" "
                               "band=\"1\"><SimpleSource>"
            + source + "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>";
        const GdalMemoryFile file(std::make_shared<const Bytes>(vrt.begin(), vrt.end()),
                                  "http://example.invalid/a.vrt");
        const auto info = readRasterInfo(file.name());
        if (refused)
            QCOMPARE(info ? ErrorCode::Internal : info.error().code, ErrorCode::ForbiddenScheme);
        else
            QVERIFY(info || info.error().code != ErrorCode::ForbiddenScheme);
    }

    void corpusAgrees()
    {
        const QString folder = test::corpusDir();
        if (folder.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
        QFile facts(folder + "/expected_facts.json");
        QVERIFY(facts.open(QIODevice::ReadOnly));
        const QJsonObject all = QJsonDocument::fromJson(facts.readAll()).object();
        int total = 0, agreed = 0;
        for (auto it = all.begin(); it != all.end(); ++it) {
            const QJsonObject expected = it.value().toObject();
            if (expected["format"] != "raster")
                continue;
            ++total;
            const auto info = readRasterInfo((folder + "/" + it.key()).toStdString());
            if (!info) {
                qInfo().noquote() << it.key() << QString::fromStdString(info.error().toString());
                continue;
            }
            QStringList differences;
            const auto compare = [&](const char* what, const QJsonValue& want, const QJsonValue& have) {
                if (!isSame(want, have))
                    differences += QStringLiteral("%1: %2 against %3")
                                       .arg(what, QString::fromUtf8(QJsonDocument(QJsonArray{have}).toJson()),
                                            QString::fromUtf8(QJsonDocument(QJsonArray{want}).toJson()));
            };
            compare("size", expected["size"], QJsonArray{info->width, info->height});
            QJsonArray bands;
            for (const RasterBandInfo& band : info->bands)
                bands.append(jsonOf(band));
            compare("bands", expected["bands"], bands);
            QJsonValue transform;
            if (info->geoTransform) {
                QJsonArray values;
                for (const double value : *info->geoTransform)
                    values.append(value);
                transform = values;
            }
            compare("geoTransform", expected["geoTransform"], transform);
            // 9001 is the metre: the facts' reader took the unit's code where the system has none, and it did not look
            // at the system of control points
            const QString epsg = expected["epsg"].toString();
            if (!info->hasControlPoints)
                compare("epsg", epsg == "9001" ? QString() : epsg, QString::fromStdString(info->epsg));
            compare("gcps", expected["gcps"], info->hasControlPoints);
            QJsonObject layout;
            for (const auto& [key, value] : info->layout)
                layout[QString::fromStdString(key)] = QString::fromStdString(value);
            compare("layout", expected["layout"], layout);
            if (!texts(info->issues, Severity::Error).isEmpty())
                differences += texts(info->issues, Severity::Error);
            agreed += differences.isEmpty() ? 1 : 0;
            if (!differences.isEmpty())
                qInfo().noquote() << it.key() << differences.join("; ");
        }
        qInfo("%d of %d rasters agree", agreed, total);
        QCOMPARE(total, 20);
        QCOMPARE(agreed, total);
    }
};

QTEST_GUILESS_MAIN(TestRasterInfo)
#include "TestRasterInfo.moc"
