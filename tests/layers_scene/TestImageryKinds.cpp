// Imagery that has to be opened first, or lies in another coordinate system, in a running scene.
#include "geodata/gdal/GdalScope.h"
#include "tests/geodata_raster/ServiceDocuments.h"
#include "tests/layers_scene/EngineWorld.h"

#include <QTemporaryDir>
#include <QTest>

#include <gdal.h>

#include <cmath>

using namespace guanjing;
using namespace guanjing::layers;
using namespace guanjing::test;

namespace {

/// 2 by 2 pixels of nothing.
const Bytes kTransparent{0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
                         0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x06, 0x00, 0x00, 0x00, 0x72,
                         0xb6, 0x0d, 0x24, 0x00, 0x00, 0x00, 0x11, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8,
                         0xff, 0xff, 0x3f, 0x03, 0x08, 0x33, 0xc0, 0x18, 0x00, 0x71, 0xa0, 0x0b, 0xf5, 0x0b, 0x66,
                         0x67, 0xb7, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

/// A WMTS whose pictures are http://pictures/…, in degrees or in levels that are no halves of each other.
std::string serviceText(const std::string& crs, const std::vector<MatrixText>& matrices)
{
    return wmtsText(
        {"s"}, matrixSetText("s", crs, matrices),
        R"(<ResourceURL format="image/png" resourceType="tile" template="http://pictures/{TileMatrix}/{TileCol}/{TileRow}.png"/>)");
}

std::string degreesText()
{
    std::vector<MatrixText> matrices;
    for (int level = 0; level <= 19; ++level)
        matrices.push_back({std::to_string(level),
                            QString::number(279541132.0143589 / (1 << level), 'g', 17).toStdString(), "90 -180",
                            2 << level, 1 << level});
    return serviceText("urn:ogc:def:crs:EPSG::4490", matrices);
}

/// EPSG:4547 at scales as plans have them.
std::string plansText()
{
    std::vector<MatrixText> matrices;
    for (const int scale : {2000000, 500000, 200000, 50000, 20000, 10000, 5000, 2000, 1000, 500}) {
        const int count = static_cast<int>(std::ceil(200000.0 / (256 * 0.00028 * scale)));
        matrices.push_back({"1:" + std::to_string(scale), std::to_string(scale), "2650000 380000", count, count});
    }
    return serviceText("urn:ogc:def:crs:EPSG::4547", matrices);
}

ImagerySourceSpec source(const std::string& kind, const std::string& url)
{
    ImagerySourceSpec spec;
    spec.name = "Imagery";
    spec.kind = kind;
    spec.url = url;
    return spec;
}

Scene sceneOf(ImagerySourceSpec spec)
{
    Scene scene;
    scene.imagery.push_back(std::move(spec));
    return scene;
}

/// Share of the ground's middle tiles' points that at least one picture covers.
double coveredShare(const DrawList& list)
{
    int covered = 0, all = 0;
    for (const DrawItem& item : list.items) {
        for (int i = 0; i <= 20; ++i)
            for (int k = 0; k <= 20; ++k) {
                bool isCovered = false;
                for (const OverlayBinding& binding : list.overlaysOf(item)) {
                    const auto at = placeInPicture(binding, glm::vec2(i / 20.0f, k / 20.0f));
                    isCovered =
                        isCovered || (at && std::max(std::abs(at->x - 0.5f), std::abs(at->y - 0.5f)) <= 0.50001f);
                }
                covered += isCovered;
                ++all;
            }
    }
    return all == 0 ? 0.0 : static_cast<double>(covered) / all;
}

} // namespace

class TestImageryKinds : public QObject {
    Q_OBJECT

private slots:
    void everythingIsCovered_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("4490") << "wmts" << QByteArray::fromStdString(degreesText());
        QTest::newRow("4547, levels that do not halve") << "wmts" << QByteArray::fromStdString(plansText());
    }
    void everythingIsCovered()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, text);
        World world;
        world.assets.put("http://h/capabilities.xml", text.toStdString());
        world.engine.setScene(sceneOf(source(kind.toStdString(), "http://h/capabilities.xml")));
        for (const double height : {20000.0, 1500.0, 200.0}) {
            const DrawList& list = world.settle(ViewState::geographic(kLon, kLat, height, 0, -90, 800, 600));
            const double share = coveredShare(list);
            QVERIFY2(share == 1.0,
                     qPrintable(QString("%1 at %2 m, %3 items").arg(share).arg(height).arg(list.items.size())));
            for (const DrawItem& item : list.items)
                QVERIFY(item.overlayCount <= kMaxOverlaysPerTile);
        }
        const auto status = world.engine.sources().front();
        QVERIFY(status.state == SourceState::Ready);
        // All of the world is no place to go to.
        QCOMPARE(status.bounds.has_value(), text.contains("EPSG::4547"));
        QVERIFY(!status.bounds || status.bounds->contains(kLon, kLat));
        // The pictures here are smaller than these services say, which is told once.
        QVERIFY(status.errorCount <= 1);
        for (const Error& error : status.errors)
            QCOMPARE(error.detail, std::string("a picture has 2 x 2 pixels, where 256 x 256 are stated"));
    }

    /// Missing pictures, and such of nothing, show what is above them, in grids whose levels halve or do not.
    void missingPicturesAreReplaced_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("levels");
        QTest::addColumn<bool>("areTransparent");
        const QByteArray degrees = QByteArray::fromStdString(degreesText()),
                         plans = QByteArray::fromStdString(plansText());
        QTest::newRow("halving, 404") << degrees << QStringList{"/19/", "/18/", "/17/"} << false;
        QTest::newRow("halving, transparent") << degrees << QStringList{"/19/", "/18/", "/17/"} << true;
        QTest::newRow("plans, 404") << plans << QStringList{"500/", "1000/", "2000/"} << false;
    }
    void missingPicturesAreReplaced()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, levels);
        QFETCH(bool, areTransparent);
        World world;
        world.assets.put("http://h/c.xml", text.toStdString());
        world.pictures.isMissing = [&](const std::string& url) {
            const bool is = std::any_of(levels.begin(), levels.end(), [&](const QString& level) {
                return url.find(level.toStdString()) != std::string::npos;
            });
            if (is && areTransparent)
                world.assets.put(url, kTransparent);
            return is;
        };
        world.engine.setScene(sceneOf(source("wmts", "http://h/c.xml")));
        // Opaque ones first, so that it is known for an orthophoto.
        world.settle(ViewState::geographic(kLon, kLat, 3000, 0, -90, 800, 600));
        const DrawList& list = world.settle(ViewState::geographic(kLon, kLat, 60, 0, -90, 800, 600));
        QCOMPARE(coveredShare(list), 1.0);
    }

    /// A map of labels, of which most pictures are empty, is not filled with coarser labels.
    void whatIsMeantToBeTransparentStaysSo()
    {
        World world;
        world.assets.put("http://h/c.xml", degreesText());
        world.pictures.isMissing = [&](const std::string& url) {
            world.assets.put(url, kTransparent);
            return true;
        };
        world.engine.setScene(sceneOf(source("wmts", "http://h/c.xml")));
        const DrawList& list = world.settle(ViewState::geographic(kLon, kLat, 60, 0, -90, 800, 600));
        QCOMPARE(coveredShare(list), 0.0);
        QVERIFY(world.engine.sources().front().state == SourceState::Ready);
    }

    void descriptionsThatFail_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("text"); // null: not there
        QTest::addColumn<QString>("words");
        QTest::newRow("404") << "wmts"
                             << "http://h/c.xml" << QByteArray() << "404";
        QTest::newRow("not XML") << "wmts"
                                 << "http://h/c.xml" << QByteArray("login") << "no XML";
        QTest::newRow("WMS says no")
            << "wms"
            << "http://h/c.xml"
            << QByteArray("<ServiceExceptionReport><ServiceException>no</ServiceException></ServiceExceptionReport>")
            << "the service says: no";
        QTest::newRow("no such file") << "gdal"
                                      << "/no/such/file.tif" << QByteArray() << "no such file";
        QTest::newRow("template") << "xyz"
                                  << "http://h/{z}" << QByteArray() << "has no {x}";
    }
    void descriptionsThatFail()
    {
        QFETCH(QString, kind);
        QFETCH(QString, url);
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        World world;
        if (!text.isNull())
            world.assets.put(url.toStdString(), text.toStdString());
        Scene scene = sceneOf(source(kind.toStdString(), url.toStdString()));
        scene.imagery.push_back(imagery("Ortho", 18));
        world.engine.setScene(scene);
        const DrawList& list = world.settle(ViewState::geographic(kLon, kLat, 500, 0, -90, 800, 600));
        QCOMPARE(coveredShare(list), 1.0); // the other one is drawn
        const auto status = world.engine.sources().front();
        QVERIFY(status.state == SourceState::Failed);
        QVERIFY(!status.errors.empty());
        const QString said = QString::fromStdString(status.errors.front().toString());
        QVERIFY2(said.contains(words) && said.contains(url), qPrintable(said));
    }

    void aFileIsDrawn()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("ortho.tif").toStdString();
        {
            const GdalScope quiet;
            GDALDatasetH dataset =
                GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), 1000, 800, 3, GDT_Byte, nullptr);
            double transform[6] = {475000, 1, 0, 2547000, 0, -1}; // about 113.75° E, 23.02° N
            GDALSetGeoTransform(dataset, transform);
            GDALSetProjection(dataset, "EPSG:4547");
            for (int band = 1; band <= 3; ++band)
                GDALFillRaster(GDALGetRasterBand(dataset, band), 60.0 * band, 0);
            GDALClose(dataset);
        }
        World world;
        world.engine.setScene(sceneOf(source("geotiff", path)));
        world.settle(ViewState::geographic(kLon, kLat, 5000, 0, -90, 800, 600));
        const auto status = world.engine.sources().front();
        QVERIFY2(status.errors.empty(), status.errors.empty() ? "" : status.errors.front().toString().c_str());
        QVERIFY(status.bounds);
        const double lon = (status.bounds->west + status.bounds->east) / 2,
                     lat = (status.bounds->south + status.bounds->north) / 2;
        QVERIFY(std::abs(lon - 113.76) < 0.05 && std::abs(lat - 23.02) < 0.05);
        const DrawList& list = world.settle(ViewState::geographic(lon, lat, 300, 0, -90, 400, 300));
        QVERIFY(world.engine.sources().front().state == SourceState::Ready);
        QVERIFY(coveredShare(list) > 0.2);
    }

    void looksChangeWithoutLoading()
    {
        World world;
        Scene scene = sceneOf(imagery("Ortho", 18));
        world.engine.setScene(scene);
        const ViewState view = ViewState::geographic(kLon, kLat, 500, 0, -90, 800, 600);
        world.settle(view);
        const std::size_t asked = world.assets.asked().size();
        scene.imagery[0].brightness = 0.2;
        scene.imagery[0].contrast = 0.5;
        scene.imagery[0].saturation = -1;
        world.engine.setScene(scene);
        const DrawList& list = world.settle(view);
        QCOMPARE(world.assets.asked().size(), asked);
        QVERIFY(!list.overlays.empty());
        for (const OverlayBinding& binding : list.overlays)
            QVERIFY(binding.tone == (OverlayTone{0.2f, 2.0f, 0.0f}));
    }

    void lightsAreAskedForAfterDark()
    {
        World world;
        Scene scene = sceneOf(imagery("Ortho", 18));
        scene.imagery.push_back(imagery("Lamps", 16));
        scene.imagery.back().lights = true;
        scene.imagery.back().on = {"terrain", "tilesets"};
        world.engine.setScene(scene);
        const auto asked = [&] {
            const auto urls = world.assets.asked();
            return std::count_if(urls.begin(), urls.end(),
                                 [](const std::string& url) { return url.find("/Lamps/") != std::string::npos; });
        };
        ViewState view = ViewState::geographic(kLon, kLat, 500, 0, -90, 800, 600);
        for (const OverlayBinding& binding : world.settle(view).overlays)
            QVERIFY(!binding.isLight);
        QCOMPARE(asked(), 0);
        QVERIFY(world.engine.sources()[1].state == SourceState::Hidden); // it is not on its way
        view.lampShare = 0.5f;
        const DrawList& night = world.settle(view);
        QVERIFY(asked() > 0);
        QVERIFY(world.engine.sources()[1].state == SourceState::Ready);
        int lights = 0;
        for (const OverlayBinding& binding : night.overlays) {
            QCOMPARE(binding.opacity, binding.isLight ? 0.5f : 1.0f);
            lights += binding.isLight ? 1 : 0;
        }
        QCOMPARE(lights * 2, static_cast<int>(night.overlays.size()));
        // By day again, what is loaded is not drawn.
        view.lampShare = 0;
        for (const OverlayBinding& binding : world.settle(view).overlays)
            QVERIFY(!binding.isLight);
    }

    void aColourOfNothingIsTransparent()
    {
        World world;
        ImagerySourceSpec spec = imagery("Ortho", 18);
        spec.nodata = "#5a7850"; // what all of kPicture is filled with
        world.engine.setScene(sceneOf(spec));
        const DrawList& with = world.settle(ViewState::geographic(kLon, kLat, 500, 0, -90, 800, 600));
        QCOMPARE(coveredShare(with), 0.0);
        QVERIFY(world.engine.sources().front().state == SourceState::Ready);
    }
};

QTEST_GUILESS_MAIN(TestImageryKinds)
#include "TestImageryKinds.moc"
