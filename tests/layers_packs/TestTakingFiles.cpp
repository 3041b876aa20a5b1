// Rasters that are read rather than asked for: they come along as pictures and heights of their own pyramid.
#include "geodata/core/TaskPool.h"
#include "geodata/net/NotTaken.h"
#include "geodata/packs/PackAccessor.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/store/StoreKey.h"
#include "geodata/terrain/DemSource.h"
#include "geodata/terrain/PackedHeights.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "layers/packs/PackScene.h"
#include "layers/packs/Taking.h"
#include "layers/scene/ImageryOptions.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTemporaryDir>
#include <QTest>

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <cmath>
#include <vector>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

constexpr double kWest = 113.70, kNorth = 23.00;

/// Smooth colours, or heights with a void, of `side` by `side` pixels of so many degrees.
void writeRaster(const std::string& path, int side, double pixelDegrees, bool isDem)
{
    GDALAllRegister();
    const char* const options[] = {"TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", nullptr};
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), side, side, isDem ? 1 : 3,
                                      isDem ? GDT_Float32 : GDT_Byte, options);
    QVERIFY(dataset != nullptr);
    double transform[] = {kWest, pixelDegrees, 0, kNorth, 0, -pixelDegrees};
    GDALSetGeoTransform(dataset, transform);
    OGRSpatialReferenceH system = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(system, 4326);
    char* wkt = nullptr;
    OSRExportToWkt(system, &wkt);
    GDALSetProjection(dataset, wkt);
    CPLFree(wkt);
    OSRDestroySpatialReference(system);
    std::vector<float> row(static_cast<std::size_t>(side));
    for (int band = 1; band <= (isDem ? 1 : 3); ++band) {
        if (isDem)
            GDALSetRasterNoDataValue(GDALGetRasterBand(dataset, 1), -9999);
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                const double wave = std::sin(x * 0.021 * band) * std::cos(y * 0.017);
                const bool isVoid = isDem && x > side / 2 && x < side / 2 + 9 && y > side / 2 && y < side / 2 + 9;
                row[static_cast<std::size_t>(x)] = static_cast<float>(isVoid      ? -9999
                                                                          : isDem ? 300 * wave
                                                                                  : 128 + 100 * wave);
            }
            QCOMPARE(GDALRasterIO(GDALGetRasterBand(dataset, band), GF_Write, 0, y, side, 1, row.data(), side, 1,
                                  GDT_Float32, 0, 0),
                     CE_None);
        }
    }
    GDALClose(dataset);
}

} // namespace

class TestTakingFiles : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_picture = m_folder.filePath("photo.tif").toStdString();
        m_dem = m_folder.filePath("dem.tif").toStdString();
        writeRaster(m_picture, 1200, 0.00005, false);
        writeRaster(m_dem, 600, 0.0001, true);
        m_scene.name = "Files";
        ImagerySourceSpec imagery;
        imagery.name = "Photo";
        imagery.kind = "geotiff";
        imagery.url = m_picture;
        m_scene.imagery.push_back(imagery);
        TerrainSourceSpec terrain;
        terrain.name = "Heights";
        terrain.kind = "dem";
        terrain.url = m_dem;
        terrain.offsetGrid = m_dem;
        m_scene.terrain.push_back(terrain);
        m_options.area = *Area::fromText("113.71,22.96,113.75,22.99");
        const auto key = keyOfPassphrase("correct horse");
        const auto estimate = estimateTaking({m_network, m_tasks}, m_scene, m_options);
        QVERIFY(estimate.has_value());
        const std::string path = m_folder.filePath("a.gjpack").toStdString();
        auto taking = Taking::start({m_network, m_tasks}, m_scene, m_options, path, &*key);
        QVERIFY2(taking.has_value(), taking ? "" : taking.error().toString().c_str());
        QVERIFY((*taking)->waitFor(60));
        for (const Error& error : (*taking)->missing())
            qWarning("%s", error.toString().c_str());
        QCOMPARE((*taking)->progress().state, TakeState::Done);
        QCOMPARE((*taking)->progress().missing, std::uint64_t{0});
        QCOMPARE(estimate->requests, (*taking)->progress().total);
        const double bytes = static_cast<double>((*taking)->progress().bytes);
        QVERIFY(estimate->bytes > bytes / 2 && estimate->bytes < bytes * 2);
        taking->reset();
        // What it was made of is not needed any more.
        const auto opened = m_packs.open(path, &*key);
        QVERIFY(opened.has_value());
        auto scene = readPackScene(opened->facts.scene);
        QVERIFY2(scene.has_value(), scene ? "" : scene.error().toString().c_str());
        m_taken = std::move(*scene);
    }

    void picturesAreThoseOfTheFile()
    {
        QCOMPARE(m_taken.imagery.front().kind, std::string("pictures"));
        const auto original = openImagery(descriptionOf(m_scene.imagery.front()), {});
        QVERIFY(original.has_value());
        const auto description = descriptionOf(m_taken.imagery.front());
        const auto document = get(documentUrl(description));
        QVERIFY(document.has_value());
        const auto packed = openImagery(description, {{document->url, document->body}});
        QVERIFY2(packed.has_value(), packed ? "" : packed.error().toString().c_str());
        const PictureSource &a = *original->source, &b = *packed->source;
        QCOMPARE(b.grid().levels.size(), a.grid().levels.size());
        QCOMPARE(b.grid().toCrs, a.grid().toCrs);
        QCOMPARE(b.minLevel(), a.minLevel());
        QCOMPARE(b.maxLevel(), a.maxLevel());
        int found = 0, beside = 0;
        for (int level = a.minLevel(); level <= a.maxLevel(); ++level) {
            const TileMatrix& matrix = a.grid().levels[static_cast<std::size_t>(level)];
            for (std::uint32_t y = 0; y < matrix.rows; ++y) {
                for (std::uint32_t x = 0; x < matrix.columns; ++x) {
                    const auto answer = get(b.urlOf(level, x, y));
                    if (!answer) {
                        QVERIFY(isNotTaken(answer.error()));
                        ++beside;
                        continue;
                    }
                    ++found;
                    const auto decoded = tiles3d::decodeImage(*answer->body, answer->url);
                    const auto pixels = a.read(level, x, y);
                    QVERIFY(decoded.has_value() && pixels.has_value());
                    QCOMPARE(decoded->width, pixels->width);
                    QCOMPARE(decoded->height, pixels->height);
                    double sum = 0;
                    std::size_t count = 0;
                    for (std::size_t i = 0; i < pixels->rgba.size(); i += 4) {
                        const bool isSeen = pixels->rgba[i + 3] != 0;
                        if (decoded->channels == 4)
                            QCOMPARE(decoded->pixels[i + 3], pixels->rgba[i + 3]);
                        for (std::size_t c = 0; isSeen && c < 3; ++c, ++count)
                            sum += std::abs(int{decoded->pixels[i + c]} - int{pixels->rgba[i + c]});
                    }
                    QVERIFY2(count == 0 || sum / static_cast<double>(count) < 2.0, "mean difference of a channel");
                }
            }
        }
        QVERIFY(found > 10);
        QVERIFY(beside > 0);
    }

    void heightsAreThoseOfTheFileToTheBit()
    {
        const auto document = get(m_taken.terrain.front().url);
        QVERIFY(document.has_value());
        const auto packed = openPackedHeights(*document->body, document->url);
        const auto original = openDem(m_dem, std::string());
        QVERIFY(packed.has_value() && original.has_value());
        QCOMPARE((*packed)->maxLevel(), (*original)->maxLevel());
        QCOMPARE(*(*packed)->bounds(), *(*original)->bounds());
        int compared = 0;
        for (const double lon : {113.7111, 113.7300, 113.7303, 113.7488}) {
            for (const double lat : {22.9611, 22.9699, 22.9703, 22.9888}) {
                for (int level = (*original)->maxLevel(); level >= 8; level -= 2) {
                    const double rows = std::exp2(level);
                    const TerrainTileId id{level, static_cast<std::uint32_t>((lon + 180) / 180 * rows),
                                           static_cast<std::uint32_t>((lat + 90) / 180 * rows)};
                    QCOMPARE((*packed)->isAvailable(id), (*original)->isAvailable(id));
                    if ((*original)->isAvailable(id) != true)
                        continue;
                    const auto answer = get((*packed)->tileUrl(id));
                    QVERIFY2(answer.has_value(), (*packed)->tileUrl(id).c_str());
                    const auto a = (*original)->make(id, {}, {}), b = (*packed)->make(id, *answer->body, answer->url);
                    QVERIFY(a.has_value() && b.has_value() && a->patch && b->patch);
                    const auto x = a->patch->at(lon, lat), y = b->patch->at(lon, lat);
                    QCOMPARE(y.has_value(), x.has_value());
                    if (!x)
                        continue;
                    QCOMPARE(y->heightMeters, x->heightMeters);
                    QCOMPARE(y->isFilled, x->isFilled);
                    QCOMPARE(b->patch->hasVoids(), a->patch->hasVoids());
                    ++compared;
                }
            }
        }
        QVERIFY(compared > 20);
    }

    void badTilesOfHeightsAreRefused()
    {
        const auto document = get(m_taken.terrain.front().url);
        const auto packed = openPackedHeights(*document->body, document->url);
        for (const std::size_t size : {std::size_t{1}, std::size_t{47}, std::size_t{3000}}) {
            const Bytes bytes(size, 0x47);
            QVERIFY(!(*packed)->make({10, 0, 0}, bytes, "bad").has_value());
        }
        const auto parse = [](const std::string& text) {
            return openPackedHeights(Bytes(text.begin(), text.end()), "x").has_value();
        };
        QVERIFY(!parse("{"));
        QVERIFY(!parse("{}"));
        QVERIFY(!parse(R"({"format":"guanjing-heights-9"})"));
        QVERIFY(!parse(R"({"format":"guanjing-heights-1","tiles":"0","maxLevel":99,"bounds":[0,0,1,1]})"));
    }

    void anOffsetGridComesAlong()
    {
        const std::string url = m_taken.terrain.front().offsetGrid;
        QVERIFY2(isPackAddress(url), url.c_str());
        const auto bytes = get(url);
        QVERIFY(bytes.has_value());
        const auto grid = openDem(bytes->body, url);
        QVERIFY2(grid.has_value(), grid ? "" : grid.error().toString().c_str());
        const auto original = openDem(m_dem, std::string());
        const double lon = 113.7222, lat = 22.9777;
        const int level = (*grid)->maxLevel();
        const double rows = std::exp2(level);
        const TerrainTileId id{level, static_cast<std::uint32_t>((lon + 180) / 180 * rows),
                               static_cast<std::uint32_t>((lat + 90) / 180 * rows)};
        const auto a = (*original)->make(id, {}, {}), b = (*grid)->make(id, {}, {});
        QVERIFY(a.has_value() && b.has_value());
        QVERIFY(std::abs(a->patch->at(lon, lat)->heightMeters - b->patch->at(lon, lat)->heightMeters) < 0.01);
    }

private:
    Result<AssetResponse> get(const std::string& url)
    {
        AssetRequest request;
        request.url = url;
        return getAndWait(m_packs, request);
    }

    QTemporaryDir m_folder;
    std::string m_picture, m_dem;
    guanjing::test::FakeAssetAccessor m_network;
    PackAccessor m_packs{m_network};
    TaskPool m_tasks{2};
    Scene m_scene, m_taken;
    TakeOptions m_options;
};

QTEST_GUILESS_MAIN(TestTakingFiles)
#include "TestTakingFiles.moc"
