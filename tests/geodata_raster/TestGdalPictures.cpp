// Files as imagery: their own rows and columns, halved level by level.
#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalScope.h"
#include "geodata/gdal/GdalWords.h"
#include "geodata/raster/GridProjector.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "tests/Corpus.h"
#include "tests/geodata_raster/RasterPictures.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <gdal.h>

#include <cmath>
#include <thread>

using namespace guanjing;
using namespace guanjing::test;

namespace {

ImageryDescription file(const QString& path)
{
    ImageryDescription description;
    description.kind = "gdal";
    description.url = path.toStdString();
    return description;
}

/// What RasterPictures writes at a place.
int valueAt(int x, int y, int band) { return (x / 7 + y / 5 * band) % 251; }

std::array<int, 4> pixelOf(const PicturePixels& pixels, int x, int y)
{
    const std::size_t at =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) + static_cast<std::size_t>(x)) * 4;
    return {pixels.rgba[at], pixels.rgba[at + 1], pixels.rgba[at + 2], pixels.rgba[at + 3]};
}

bool isNoted(const PictureSource& source, const char* words)
{
    return std::any_of(source.issues().begin(), source.issues().end(),
                       [&](const Issue& issue) { return issue.message.find(words) != std::string::npos; });
}

/// A raster of one or more bands whose values a function gives.
template <typename Value>
QString writeBands(const QString& path, int side, int bands, GDALDataType type, const Value& value,
                   const std::function<void(GDALDatasetH)>& adorn = {})
{
    const GdalScope quiet;
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("GTiff"), path.toUtf8().constData(), side, side, bands, type, nullptr);
    double transform[6] = {kWest, 1, 0, kNorth, 0, -1};
    GDALSetGeoTransform(dataset, transform);
    GDALSetProjection(dataset, "EPSG:3857");
    std::vector<double> row(static_cast<std::size_t>(side));
    for (int band = 1; band <= bands; ++band)
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x)
                row[static_cast<std::size_t>(x)] = value(x, y, band);
            if (GDALRasterIO(GDALGetRasterBand(dataset, band), GF_Write, 0, y, side, 1, row.data(), side, 1,
                             GDT_Float64, 0, 0)
                != CE_None)
                qFatal("cannot write");
        }
    if (adorn)
        adorn(dataset);
    GDALClose(dataset);
    return path;
}

} // namespace

class TestGdalPictures : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString at(const char* name) const { return m_folder.filePath(name); }

private slots:
    void pixelsLieWhereTheyShould_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("epsg");
        QTest::newRow("GeoTIFF") << "GTiff"
                                 << "a.tif" << 3857;
        QTest::newRow("COG") << "COG"
                             << "b.tif" << 3857;
        QTest::newRow("UTM") << "GTiff"
                             << "c.tif" << 32650;
        QTest::newRow("4547") << "GTiff"
                              << "d.tif" << 4547;
        QTest::newRow("VRT") << "VRT"
                             << "e.vrt" << 3857;
        QTest::newRow("GeoPackage") << "GPKG"
                                    << "f.gpkg" << 32650;
        QTest::newRow("JPEG 2000") << "JP2OpenJPEG"
                                   << "g.jp2" << 3857;
    }
    void pixelsLieWhereTheyShould()
    {
        QFETCH(QString, driver);
        QFETCH(QString, name);
        QFETCH(int, epsg);
        QString path = m_folder.filePath(name);
        Picture picture;
        picture.epsg = epsg;
        if (driver == "GPKG")
            picture.options = {"TILE_FORMAT=PNG"};
        if (driver == "JP2OpenJPEG")
            picture.options = {"REVERSIBLE=YES", "QUALITY=100"};
        if (driver == "VRT") { // of a file, since what it was made of is gone
            writePicture(m_folder.filePath("source.tif"), "GTiff", picture);
            const GdalScope quiet;
            GDALDatasetH source = GDALOpen(m_folder.filePath("source.tif").toUtf8().constData(), GA_ReadOnly);
            GDALClose(GDALCreateCopy(GDALGetDriverByName("VRT"), path.toUtf8().constData(), source, FALSE, nullptr,
                                     nullptr, nullptr));
            GDALClose(source);
        } else {
            writePicture(path, driver.toLatin1().constData(), picture);
        }
        const auto opened = openImagery(file(path), {});
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const PictureSource& source = *opened->source;
        const TileGrid& grid = source.grid();
        QVERIFY(grid.isNested() && opened->projector);
        QCOMPARE(source.maxLevel(), 1);
        QVERIFY(source.urlOf(1, 0, 0).empty());
        const auto pixels = source.read(1, 1, 1);
        QVERIFY2(pixels, pixels ? "" : pixels.error().toString().c_str());
        for (const auto& [x, y] : {std::pair{0, 0}, std::pair{255, 0}, std::pair{100, 200}, std::pair{255, 255}})
            QCOMPARE(pixelOf(*pixels, x, y),
                     (std::array{valueAt(256 + x, 256 + y, 1), valueAt(256 + x, 256 + y, 2),
                                 valueAt(256 + x, 256 + y, 3), 255}));
        // The grid's coordinates lead back to the file's.
        const auto& t = grid.toCrs;
        QCOMPARE(t[0] + 256 * t[1] + -256 * t[2], kWest + 256);
        QCOMPARE(t[3] + 256 * t[4] + -256 * t[5], kNorth - 256);
        const auto coarse = source.read(0, 0, 0);
        QVERIFY(coarse && coarse->width == 256);
        QCOMPARE(pixelOf(*coarse, 10, 10)[3], 255);
    }

    void nothingIsTransparent()
    {
        Picture picture;
        picture.nodata = 0;
        const auto opened = openImagery(file(writePicture(at("nodata.tif"), "GTiff", picture)), {});
        QVERIFY(opened);
        const auto pixels = opened->source->read(1, 0, 0);
        QVERIFY(pixels);
        QCOMPARE(pixelOf(*pixels, 3, 2)[3], 0); // all bands 0
        QCOMPARE(pixelOf(*pixels, 3, 6)[3], 255);
        ImageryDescription description = file(at("nodata.tif"));
        description.nodata = "1";
        const auto other = openImagery(description, {});
        const auto otherPixels = other->source->read(1, 0, 0);
        QCOMPARE(pixelOf(*otherPixels, 3, 2)[3], 255);
        QCOMPARE(pixelOf(*otherPixels, 8, 2)[3], 0); // all bands 1
    }

    void beyondTheEdgeIsNothing()
    {
        const QString path = writeBands(at("odd.tif"), 300, 3, GDT_Byte, [](int, int, int) { return 200; });
        const auto opened = openImagery(file(path), {});
        QVERIFY(opened);
        const auto pixels = opened->source->read(1, 1, 0);
        QVERIFY(pixels);
        QCOMPARE(pixelOf(*pixels, 43, 10), (std::array{200, 200, 200, 255}));
        QCOMPARE(pixelOf(*pixels, 44, 10)[3], 0);
        QVERIFY(opened->source->has(1, 1, 1) && !opened->source->has(1, 2, 0));
    }

    void paletteBecomesColours()
    {
        const QString path = writeBands(
            at("palette.tif"), 64, 1, GDT_Byte, [](int x, int, int) { return x % 3; },
            [](GDALDatasetH dataset) {
                GDALColorTableH table = GDALCreateColorTable(GPI_RGB);
                const GDALColorEntry entries[] = {{10, 20, 30, 255}, {200, 100, 50, 255}, {0, 0, 0, 0}};
                for (int i = 0; i < 3; ++i)
                    GDALSetColorEntry(table, i, &entries[i]);
                GDALSetRasterColorTable(GDALGetRasterBand(dataset, 1), table);
                GDALDestroyColorTable(table);
            });
        const auto opened = openImagery(file(path), {});
        QVERIFY(opened);
        const auto pixels = opened->source->read(0, 0, 0);
        QVERIFY(pixels);
        QCOMPARE(pixelOf(*pixels, 0, 0), (std::array{10, 20, 30, 255}));
        QCOMPARE(pixelOf(*pixels, 1, 0), (std::array{200, 100, 50, 255}));
    }

    void wideValuesAreStretched()
    {
        const QString path =
            writeBands(at("wide.tif"), 256, 3, GDT_UInt16, [](int x, int, int band) { return 1000 + 10 * x + band; });
        const auto opened = openImagery(file(path), {});
        QVERIFY(opened && isNoted(*opened->source, "from black to white"));
        const auto pixels = opened->source->read(0, 0, 0);
        QVERIFY(pixels);
        QVERIFY(pixelOf(*pixels, 0, 9)[0] == 0 && pixelOf(*pixels, 255, 9)[0] == 255);
        const int middle = pixelOf(*pixels, 128, 9)[1];
        QVERIFY2(std::abs(middle - 128) < 6, qPrintable(QString::number(middle)));
    }

    void sixteenBandsAreChosenFrom()
    {
        const QString path = writeBands(at("many.tif"), 64, 16, GDT_Byte, [](int, int, int band) { return band * 10; });
        const auto opened = openImagery(file(path), {});
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        QVERIFY(isNoted(*opened->source, "of 16 bands those numbered 1, 2 and 3 are shown as red, green and blue"));
        QCOMPARE(opened->source->issues().front().severity, Severity::Warning); // a layer tells it
        QCOMPARE(pixelOf(*opened->source->read(0, 0, 0), 5, 5), (std::array{10, 20, 30, 255}));
    }

    /// A value that stands for nothing and cannot: it is told when the file is opened.
    void wrongNodataIsTold_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("nodata");
        QTest::addColumn<QString>("stated"); // by the scene
        QTest::addColumn<QString>("said");
        QTest::newRow("right") << int{GDT_Byte} << 7.0 << 0.0 << ""
                               << "";
        QTest::newRow("outside the type") << int{GDT_Byte} << 7.0 << -9999.0 << ""
                                          << "no pixel of type Byte can have the nodata value -9999";
        QTest::newRow("outside, wide") << int{GDT_UInt16} << 700.0 << 70000.0 << ""
                                       << "no pixel of type UInt16 can have the nodata value 70000";
        QTest::newRow("all of it") << int{GDT_Byte} << 7.0 << 7.0 << ""
                                   << "every pixel is nodata";
        QTest::newRow("all of it, fractions") << int{GDT_Float32} << -9999.0 << -9999.0 << ""
                                              << "every pixel is nodata";
        QTest::newRow("stated, outside") << int{GDT_Byte} << 7.0 << 0.0 << "300"
                                         << "no pixel of type Byte can have the nodata value 300";
        QTest::newRow("stated, all of it") << int{GDT_Byte} << 7.0 << 0.0 << "7"
                                           << "every pixel is nodata";
        QTest::newRow("stated, right") << int{GDT_Byte} << 7.0 << -9999.0 << "9"
                                       << "";
    }
    void wrongNodataIsTold()
    {
        QFETCH(int, type);
        QFETCH(double, value);
        QFETCH(double, nodata);
        QFETCH(QString, stated);
        QFETCH(QString, said);
        const QString path = writeBands(
            at("nodata.tif"), 300, 1, static_cast<GDALDataType>(type), [&](int, int, int) { return value; },
            [&](GDALDatasetH dataset) { GDALSetRasterNoDataValue(GDALGetRasterBand(dataset, 1), nodata); });
        ImageryDescription description = file(path);
        description.nodata = stated.toStdString();
        const auto opened = openImagery(description, {});
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        QStringList told;
        for (const Issue& issue : opened->source->issues())
            if (issue.severity == Severity::Warning)
                told << QString::fromStdString(issue.message);
        QCOMPARE(told.join('|'), said);
    }

    void complexNumbersAreRefused()
    {
        const QString path = writeBands(at("complex.tif"), 64, 1, GDT_CFloat32, [](int x, int, int) { return x; });
        const auto opened = openImagery(file(path), {});
        QVERIFY(!opened);
        QVERIFY(opened.error().detail.find("complex numbers") != std::string::npos);
    }

    /// What the libraries below GDAL say comes as sentences that have forms to be translated by.
    void librariesAreWorded_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("words");
        QTest::newRow("libtiff")
            << "TIFFFillTile:Read error at row 768, col 512, tile 3; got 3688 bytes, expected 10205"
            << "the file ends too early";
        QTest::newRow("follows") << "/a.tif, band 1: IReadBlock failed at X offset 3, Y offset 1: "
                                    "TIFFReadEncodedTile() failed."
                                 << "";
        QTest::newRow("SQLite") << "database disk image is malformed"
                                << "its pages do not fit together";
        QTest::newRow("XML") << "Line 13: </SourceFilen> doesn't have matching <SourceFilen>."
                             << "no well-formed XML: a defect in line 13";
        QTest::newRow("no file") << "/d/missing.tif: No such file or directory"
                                 << "/d/missing.tif: no such file";
        QTest::newRow("other") << "Something broke at (0x55d0c0ffee00). Please report it; now."
                               << "GDAL says: Something broke at";
    }
    void librariesAreWorded()
    {
        QFETCH(QString, message);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(gdalWords(message.toStdString())), words);
    }

    void missingOverviewsAreTold()
    {
        const auto flat = [](int, int, int) { return 7; };
        const QString path = writeBands(at("large.tif"), 6000, 1, GDT_Byte, flat);
        const auto opened = openImagery(file(path), {});
        QVERIFY(opened && isNoted(*opened->source, "has no overviews"));
        QCOMPARE(opened->source->minLevel(), 1); // 16 to 1 is the most that one picture may read
        QVERIFY(opened->source->read(1, 0, 0));
    }

    void manyThreadsReadAtOnce()
    {
        const auto opened = openImagery(file(writePicture(at("threads.tif"), "GTiff")), {});
        QVERIFY(opened);
        std::atomic<int> right = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&, i] {
                    for (int k = 0; k < 20; ++k) {
                        const auto pixels = opened->source->read(1, static_cast<std::uint32_t>(i % 2),
                                                                 static_cast<std::uint32_t>(i / 2));
                        right +=
                            pixels && pixelOf(*pixels, 77, 5)[0] == valueAt(256 * (i % 2) + 77, 256 * (i / 2) + 5, 1);
                    }
                });
        }
        QCOMPARE(right.load(), 80);
    }

    void badFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << "no.tif"
                                 << "no such file";
        QTest::newRow("no place") << "unplaced.tif"
                                  << "neither where its pixels lie";
        QTest::newRow("no system") << "nosystem.tif"
                                   << "names no coordinate system";
        QTest::newRow("text") << "text.tif"
                              << "no format that is known here";
        QTest::newRow("cut in half") << "half.tif"
                                     << "";
    }
    void badFiles()
    {
        QFETCH(QString, name);
        QFETCH(QString, words);
        Picture picture;
        if (name == "unplaced.tif") {
            picture.isPlaced = false;
            writePicture(m_folder.filePath(name), "GTiff", picture);
        } else if (name == "nosystem.tif") {
            picture.epsg = 0;
            writePicture(m_folder.filePath(name), "GTiff", picture);
        } else if (name != "no.tif") {
            QFile whole(writePicture(at("whole.tif"), "COG"));
            QVERIFY(whole.open(QIODevice::ReadOnly));
            QFile out(m_folder.filePath(name));
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(name == "text.tif" ? QByteArray("not a picture at all, only text")
                                         : whole.read(whole.size() / 2));
        }
        const auto opened = openImagery(file(m_folder.filePath(name)), {});
        QString said;
        if (!opened) {
            said = QString::fromStdString(opened.error().toString());
        } else { // what is there is read, what is not says so
            const PictureSource& source = *opened->source;
            for (std::uint32_t i = 0; i < 4 && said.isEmpty(); ++i)
                if (const auto pixels = source.read(source.maxLevel(), i % 2, i / 2); !pixels)
                    said = QString::fromStdString(pixels.error().toString());
        }
        QVERIFY2(said.contains(words) && said.contains(name), qPrintable(said));
    }

    /// A file that ends early is shown as far as it goes; what it lacks is told, and what has nothing left has failed.
    void cutFilesAreShownAsFarAsTheyGo_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("strips") << "GTiff" << QStringList();
        QTest::newRow("tiles") << "GTiff" << QStringList{"TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64"};
        QTest::newRow("tiles, packed") << "GTiff"
                                       << QStringList{"TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64",
                                                      "COMPRESS=DEFLATE"};
        QTest::newRow("COG") << "COG" << QStringList{"BLOCKSIZE=128", "OVERVIEWS=NONE"};
    }
    void cutFilesAreShownAsFarAsTheyGo()
    {
        QFETCH(QString, driver);
        QFETCH(QStringList, options);
        Picture picture;
        picture.options = options;
        const QString path = writePicture(at("cut.tif"), driver.toUtf8().constData(), picture);
        QVERIFY(QFile::resize(path, QFile(path).size() * 6 / 10));
        const auto opened = openImagery(file(path), {});
        QVERIFY2(opened, opened ? "" : opened.error().toString().c_str());
        const PictureSource& source = *opened->source;
        QVERIFY2(isNoted(source, "is cut off"), source.issues().empty() ? "" : source.issues().front().message.c_str());
        const auto north = source.read(source.maxLevel(), 0, 0);
        QVERIFY2(north, north ? "" : north.error().toString().c_str());
        QCOMPARE(int{pixelOf(*north, 77, 5)[0]}, valueAt(77, 5, 1));
        QCOMPARE(int{pixelOf(*north, 77, 5)[3]}, 255);
        // All of it at once: its upper part is there, its lower one is not.
        const auto all = source.read(source.minLevel(), 0, 0);
        QVERIFY2(all, all ? "" : all.error().toString().c_str());
        QCOMPARE(int{pixelOf(*all, 77, 5)[3]}, 255);
        QCOMPARE(int{pixelOf(*all, 200, 250)[3]}, 0);
        QVERIFY(!all->notes.empty());
        const auto south = source.read(source.maxLevel(), 1, 1);
        if (south)
            QVERIFY(!south->notes.empty());
        else
            QVERIFY(south.error().code == ErrorCode::DecodeFailed);
    }

    /// GDAL's drivers of services would keep pictures in plain text in the working directory.
    void noFileReachesGdalsOwnServices()
    {
        const std::string service =
            R"(<GDAL_WMS><Service name="TMS"><ServerUrl>http://127.0.0.1:9/${z}/${x}/${y}.png)"
            R"(</ServerUrl></Service><DataWindow><UpperLeftX>-20037508.34</UpperLeftX>)"
            R"(<UpperLeftY>20037508.34</UpperLeftY><LowerRightX>20037508.34</LowerRightX>)"
            R"(<LowerRightY>-20037508.34</LowerRightY><TileLevel>18</TileLevel><TileCountX>1)"
            R"(</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin></DataWindow>)"
            R"(<Projection>EPSG:3857</Projection><BandsCount>3</BandsCount><Cache/></GDAL_WMS>)";
        QFile plain(at("service.xml"));
        QVERIFY(plain.open(QIODevice::WriteOnly));
        plain.write(QByteArray::fromStdString(service));
        plain.close();
        const auto refused = openImagery(file(plain.fileName()), {});
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::BadMagic);
        QFile vrt(at("names-service.vrt"));
        QVERIFY(vrt.open(QIODevice::WriteOnly));
        vrt.write(R"(<VRTDataset rasterXSize="64" rasterYSize="64"><SRS>EPSG:3857</SRS>)"
                  R"(<GeoTransform>0, 1, 0, 0, 0, -1</GeoTransform><VRTRasterBand dataType="Byte" band="1">)"
                  R"(<SimpleSource><SourceFilename relativeToVRT="1">service.xml</SourceFilename>)"
                  R"(<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>)");
        vrt.close();
        const auto opened = openImagery(file(vrt.fileName()), {});
        const auto pixels = opened ? opened->source->read(0, 0, 0) : guanjing::fail(opened.error());
        QVERIFY(!pixels);
        for (const char* name : {"WMS", "WMTS", "PLMOSAIC", "WCS", "HTTP", "OGCAPI"})
            QVERIFY2(GDALGetDriverByName(name) == nullptr, name);
        QVERIFY(!QFileInfo::exists("gdalwmscache"));
    }

    void offlineNothingIsAskedFor()
    {
        // A local file that names one on a server.
        QFile vrt(at("remote.vrt"));
        QVERIFY(vrt.open(QIODevice::WriteOnly));
        vrt.write(
            R"(<VRTDataset rasterXSize="64" rasterYSize="64"><SRS>EPSG:3857</SRS>)"
            R"(<GeoTransform>0, 1, 0, 0, 0, -1</GeoTransform><VRTRasterBand dataType="Byte" band="1"><SimpleSource>)"
            R"(<SourceFilename>/vsicurl/http://127.0.0.1:9/a.tif</SourceFilename><SourceBand>1</SourceBand>)"
            R"(</SimpleSource></VRTRasterBand></VRTDataset>)");
        vrt.close();
        setGdalOffline(true);
        const auto remote = openImagery(file("http://127.0.0.1:9/a.tif"), {});
        QVERIFY(!remote && remote.error().code == ErrorCode::Offline);
        const auto local = openImagery(file(at("remote.vrt")), {});
        const auto pixels = local ? local->source->read(0, 0, 0) : guanjing::fail(local.error());
        QVERIFY(!pixels);
        QVERIFY2(pixels.error().detail.find("connect") == std::string::npos, pixels.error().detail.c_str());
        setGdalOffline(false);
        const auto online = openImagery(file("http://127.0.0.1:9/a.tif"), {});
        QVERIFY(!online && online.error().code != ErrorCode::Offline);
    }

    void corpus_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("rasterio/RGB.byte.tif") << "rasterio/RGB.byte.tif" << true;
        QTest::newRow("rio-cogeo/image_rgb_mask.tif") << "rio-cogeo/image_rgb_mask.tif" << true;
        QTest::newRow("rio-cogeo/image_webp.tif") << "rio-cogeo/image_webp.tif" << true;
        QTest::newRow("rio-tiler/cog.tif") << "rio-tiler/cog.tif" << true;
        QTest::newRow("rio-tiler/cog_dateline.tif") << "rio-tiler/cog_dateline.tif" << true;
        QTest::newRow("rio-tiler/cog_gcps_ovr.tif") << "rio-tiler/cog_gcps_ovr.tif" << true;
        QTest::newRow("rio-tiler/cog_hirise_mars.tif") << "rio-tiler/cog_hirise_mars.tif" << false;
        QTest::newRow("rio-tiler/cog_rgba.tif") << "rio-tiler/cog_rgba.tif" << true;
        QTest::newRow("rio-tiler/inverted_lat.tif") << "rio-tiler/inverted_lat.tif" << true;
        QTest::newRow("rio-tiler/pix4d_alpha_nodata.tif") << "rio-tiler/pix4d_alpha_nodata.tif" << true;
        QTest::newRow("naip") << "naip/m_4709963_se_14_1_20200831.tif" << true;
    }
    void corpus()
    {
        const QString root = corpusDir();
        if (root.isEmpty())
            QSKIP("no corpus: set GUANJING_CORPUS");
        QFETCH(QString, name);
        QFETCH(bool, isGood);
        const auto opened = openImagery(file(root + "/raster/" + name), {});
        QVERIFY2(opened.has_value() == isGood, opened ? "opened" : opened.error().toString().c_str());
        if (!opened)
            return;
        const PictureSource& source = *opened->source;
        // All of the coarsest level; somewhere there is something to be seen.
        bool isSeen = false;
        const TileMatrix& matrix = source.grid().levels[static_cast<std::size_t>(source.minLevel())];
        for (std::uint32_t y = 0; y < matrix.rows; ++y)
            for (std::uint32_t x = 0; x < matrix.columns; ++x) {
                const auto pixels = source.read(source.minLevel(), x, y);
                QVERIFY2(pixels, pixels ? "" : pixels.error().toString().c_str());
                for (std::size_t i = 3; i < pixels->rgba.size(); i += 4)
                    isSeen = isSeen || pixels->rgba[i] == 255;
            }
        QVERIFY(isSeen || name.contains("inverted_lat")); // that one holds nothing but nodata
    }
};

QTEST_GUILESS_MAIN(TestGdalPictures)
#include "TestGdalPictures.moc"
