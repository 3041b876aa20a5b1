// Imagery as files for other programs: opened again by GDAL and by this program's own reader, pixels where they belong.
#include "geodata/core/Bytes.h"
#include "geodata/crs/ChinaOffset.h"
#include "geodata/crs/CoordinateTransform.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/exports/ImageryExport.h"
#include "geodata/exports/PictureEncoder.h"
#include "geodata/gdal/GdalDataset.h"
#include "geodata/gdal/GdalScope.h"
#include "geodata/raster/PictureSource.h"
#include "geodata/raster/RasterInfo.h"
#include "geodata/store/Database.h"
#include "tests/FakeAssetAccessor.h"

#include <gdal.h>
#include <ogr_srs_api.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <atomic>
#include <cmath>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

using namespace guanjing;

namespace {

constexpr double kWorld = 2 * kWebMercatorHalfWorldMeters;
using Rings = std::vector<std::vector<glm::dvec2>>;

Rings rectangle(double west, double south, double east, double north)
{
    return {{{west, south}, {east, south}, {east, north}, {west, north}}};
}

/// Rise of a colour from pixel to pixel: rounding to whole colours then counts for little.
constexpr double kSlope = 3.9;

/// Colours that tell a place: each channel rises evenly over 64 pixels and falls again, so that a fraction of a pixel shows.
std::array<double, 3> colorAt(double px, double py)
{
    const auto wave = [](double v) {
        const double t = std::fmod(std::fmod(v, 128.0) + 128.0, 128.0);
        return kSlope * (t < 64 ? t : 128 - t);
    };
    return {wave(px), wave(py), wave(px + py)};
}

std::vector<std::uint8_t> picture(std::int64_t x0, std::int64_t y0, int side = 256)
{
    std::vector<std::uint8_t> rgba;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            const auto c = colorAt(static_cast<double>(x0 + column) + 0.5, static_cast<double>(y0 + row) + 0.5);
            for (const double v : c)
                rgba.push_back(static_cast<std::uint8_t>(std::lround(v)));
            rgba.push_back(255);
        }
    return rgba;
}

std::string tileUrl(int z, int x, int y)
{
    return "http://tiles/" + std::to_string(z) + "/" + std::to_string(x) + "/" + std::to_string(y);
}

AssetRequest requestOf(const std::string& url)
{
    AssetRequest request;
    request.url = url;
    return request;
}

/// Answers one request after the other, each after a while, and counts how many wait at once.
class SlowAssets final : public AssetAccessor {
public:
    explicit SlowAssets(AssetAccessor& inner) : m_inner(inner), m_thread([this] { run(); }) { }
    ~SlowAssets() override
    {
        m_isOver = true;
        m_thread.join();
    }
    [[nodiscard]] AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        struct Job final : AssetHandle::Job {
            explicit Job(std::shared_ptr<Delivery> d) : delivery(std::move(d)) { }
            ~Job() override { delivery->cancel(); }
            std::shared_ptr<Delivery> delivery;
        };
        auto delivery = std::make_shared<Delivery>(std::move(done));
        const std::lock_guard lock(m_mutex);
        m_waiting.emplace_back(std::move(request), delivery);
        m_most = std::max(m_most, m_waiting.size());
        return AssetHandle(std::make_unique<Job>(std::move(delivery)));
    }
    [[nodiscard]] AssetStatistics statistics() const override { return m_inner.statistics(); }
    [[nodiscard]] std::size_t most() const
    {
        const std::lock_guard lock(m_mutex);
        return m_most;
    }

private:
    void run()
    {
        while (!m_isOver) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            std::optional<std::pair<AssetRequest, std::shared_ptr<Delivery>>> next;
            {
                const std::lock_guard lock(m_mutex);
                if (m_waiting.empty())
                    continue;
                next = std::move(m_waiting.front());
                m_waiting.pop_front();
            }
            const AssetHandle handle = m_inner.get(
                next->first, [&](Result<AssetResponse> answer) { next->second->deliver(std::move(answer)); });
        }
    }

    AssetAccessor& m_inner;
    mutable std::mutex m_mutex;
    std::deque<std::pair<AssetRequest, std::shared_ptr<Delivery>>> m_waiting;
    std::size_t m_most = 0;
    std::atomic<bool> m_isOver{false};
    std::thread m_thread;
};

/// Tiles of the quadtree around a place given in the grid's own longitude and latitude.
void putTiles(test::FakeAssetAccessor& assets, const glm::dvec2& lonLat, int level, int around, PictureCoding coding)
{
    static std::map<std::array<int, 4>, Bytes> made;
    const glm::dvec2 m = toWebMercator(lonLat.x, lonLat.y);
    const double size = std::ldexp(kWorld, -level);
    const int cx = static_cast<int>((m.x + kWorld / 2) / size), cy = static_cast<int>((kWorld / 2 - m.y) / size);
    for (int y = cy - around; y <= cy + around; ++y)
        for (int x = cx - around; x <= cx + around; ++x) {
            auto& bytes = made[{level, x, y, int(coding)}];
            if (bytes.empty())
                bytes =
                    encodePicture(picture(std::int64_t{x} * 256, std::int64_t{y} * 256), 256, 256, coding, 90).value();
            assets.put(tileUrl(level, x, y), asText(bytes));
        }
}

OpenedImagery openXyz(int minLevel, int maxLevel, const std::string& crs = {})
{
    ImageryDescription description;
    description.url = "http://tiles/{z}/{x}/{y}";
    description.crs = crs;
    description.minLevel = minLevel;
    description.maxLevel = maxLevel;
    return openImagery(description, {}).value();
}

struct Read {
    int width = 0, height = 0, bands = 0;
    std::array<double, 6> t{};
    std::string crs, layout, compression;
    int overviews = 0, blockWidth = 0;
    std::vector<std::uint8_t> rgba;

    [[nodiscard]] const std::uint8_t* at(int x, int y) const
    {
        return rgba.data()
            + 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
    }
};

Read readBack(const std::string& path)
{
    GdalScope scope;
    Read read;
    auto dataset = openDataset(path, GdalKind::Raster, scope);
    if (!dataset)
        qFatal("%s", dataset.error().toString().c_str());
    GDALDatasetH d = dataset->get();
    read.width = GDALGetRasterXSize(d);
    read.height = GDALGetRasterYSize(d);
    read.bands = GDALGetRasterCount(d);
    GDALGetGeoTransform(d, read.t.data());
    if (OGRSpatialReferenceH reference = GDALGetSpatialRef(d))
        if (const char* code = OSRGetAuthorityCode(reference, nullptr))
            read.crs = code;
    const auto item = [&](const char* key) {
        const char* value = GDALGetMetadataItem(d, key, "IMAGE_STRUCTURE");
        return std::string(value ? value : "");
    };
    read.layout = item("LAYOUT");
    read.compression = item("COMPRESSION");
    GDALRasterBandH first = GDALGetRasterBand(d, 1);
    read.overviews = GDALGetOverviewCount(first);
    int blockHeight = 0;
    GDALGetBlockSize(first, &read.blockWidth, &blockHeight);
    read.rgba.assign(std::size_t{4} * static_cast<std::size_t>(read.width) * static_cast<std::size_t>(read.height),
                     255);
    const int bands = std::min(read.bands, 4);
    if (GDALDatasetRasterIO(d, GF_Read, 0, 0, read.width, read.height, read.rgba.data(), read.width, read.height,
                            GDT_Byte, bands, nullptr, 4, 4 * read.width, 1)
        != CE_None)
        qFatal("cannot read %s", path.c_str());
    if (bands == 3) { // a mask in place of alpha
        std::vector<std::uint8_t> mask(read.rgba.size() / 4, 0);
        if (GDALRasterIO(GDALGetMaskBand(first), GF_Read, 0, 0, read.width, read.height, mask.data(), read.width,
                         read.height, GDT_Byte, 0, 0)
            != CE_None)
            qFatal("cannot read the mask of %s", path.c_str());
        for (std::size_t i = 0; i < mask.size(); ++i)
            read.rgba[4 * i + 3] = mask[i];
    }
    return read;
}

/// A GeoTIFF whose colours tell its pixels. `t` as GDAL has it.
std::string writeTiff(const QString& path, const std::string& crs, std::array<double, 6> t, int side)
{
    GdalScope scope;
    const std::string name = path.toStdString();
    GDALDatasetH d = GDALCreate(GDALGetDriverByName("GTiff"), name.c_str(), side, side, 3, GDT_Byte, nullptr);
    OGRSpatialReferenceH reference = OSRNewSpatialReference(nullptr);
    OSRSetFromUserInput(reference, crs.c_str());
    GDALSetSpatialRef(d, reference);
    OSRDestroySpatialReference(reference);
    GDALSetGeoTransform(d, t.data());
    std::vector<std::uint8_t> rgba = picture(0, 0, side);
    if (GDALDatasetRasterIO(d, GF_Write, 0, 0, side, side, rgba.data(), side, side, GDT_Byte, 3, nullptr, 4, 4 * side,
                            1)
        != CE_None)
        qFatal("cannot write %s", name.c_str());
    GDALClose(d);
    return name;
}

OpenedImagery openFile(const std::string& path)
{
    ImageryDescription description;
    description.kind = "gdal";
    description.url = path;
    return openImagery(description, {}).value();
}

/// Greatest distance, in source pixels, between the colours of a Mercator picture and those of the source at these places.
template <class ToPixel> double worstPixels(const Read& read, ToPixel toPixel, int& count)
{
    double worst = 0;
    for (int y = 3; y < read.height; y += 7)
        for (int x = 5; x < read.width; x += 11) {
            const std::uint8_t* p = read.at(x, y);
            if (p[3] != 255)
                continue;
            const double mx = read.t[0] + (x + 0.5) * read.t[1], my = read.t[3] + (y + 0.5) * read.t[5];
            const glm::dvec2 at = toPixel(fromWebMercator(mx, my));
            // Not at the turning points of the waves.
            bool isPlain = true;
            for (const double v : {at.x, at.y, at.x + at.y}) {
                const double t = std::fmod(std::fmod(v, 64.0) + 64.0, 64.0);
                isPlain = isPlain && t > 3 && t < 61;
            }
            if (!isPlain)
                continue;
            const auto expected = colorAt(at.x, at.y);
            for (std::size_t c = 0; c < 2; ++c)
                worst = std::max(worst, std::abs(expected[c] - p[c]) / kSlope);
            ++count;
        }
    return worst;
}

} // namespace

class TestImageryExport : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] std::string file(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    /// Nothing but the files named lies in the folder.
    [[nodiscard]] QStringList parts() const { return QDir(m_folder.path()).entryList({"*.part*"}, QDir::Files); }

private slots:
    void jpegTilesAreCopiedByteForByte()
    {
        test::FakeAssetAccessor assets;
        const glm::dvec2 place{113.75, 23.02};
        for (int level = 12; level <= 14; ++level)
            putTiles(assets, place, level, 3, PictureCoding::Jpeg);
        const auto imagery = openXyz(10, 14);
        ExportRequest request;
        request.format = ExportFormat::MbTiles;
        request.path = file("copied.mbtiles");
        request.rings = rectangle(113.74, 23.01, 113.76, 23.03);
        request.minLevel = 12;
        request.name = "正射影像";
        request.date = "2026-06";
        const auto made = exportImagery(imagery, request, assets);
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QVERIFY(made->what.copiesPictures);
        QCOMPARE(made->unreadableCount, std::uint64_t{0});
        QVERIFY(parts().isEmpty());

        auto database = Database::open(request.path, {.readOnly = true}).value();
        auto tiles = database.prepare("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles").value();
        int count = 0;
        while (tiles.step().value()) {
            const int z = static_cast<int>(tiles.integer(0)), x = static_cast<int>(tiles.integer(1));
            const int y = (1 << z) - 1 - static_cast<int>(tiles.integer(2));
            const auto original = getAndWait(assets, requestOf(tileUrl(z, x, y)));
            QVERIFY(original);
            QVERIFY(std::ranges::equal(tiles.bytes(3), *original->body));
            ++count;
        }
        // Level 14: 2 or 3 tiles of 0.022°, level 13 and 12 fewer.
        QVERIFY2(count >= 4 && count <= 20, qPrintable(QString::number(count)));
        QCOMPARE(static_cast<std::uint64_t>(count), made->pictures);
        const auto text = [&](const char* key) {
            auto row = database.prepare("SELECT value FROM metadata WHERE name = ?").value();
            row.bind(1, std::string_view(key));
            return row.step().value() ? QString::fromStdString(std::string(row.text(0))) : QString();
        };
        QCOMPARE(text("format"), QString("jpg"));
        QCOMPARE(text("minzoom"), QString("12"));
        QCOMPARE(text("maxzoom"), QString("14"));
        QCOMPARE(text("name"), QString("正射影像"));
        const QStringList bounds = text("bounds").split(',');
        QCOMPARE(bounds.size(), 4);
        const double pixelDegrees = 360.0 / 256 / (1 << 14), sides[] = {113.74, 23.01, 113.76, 23.03};
        for (int i = 0; i < 4; ++i)
            QVERIFY2(std::abs(bounds[i].toDouble() - sides[i]) <= pixelDegrees, qPrintable(bounds[i]));
        QCOMPARE(database.scalar("PRAGMA application_id").value(), std::int64_t{0x4d504258});

        const Read read = readBack(request.path);
        QCOMPARE(read.crs, std::string("3857"));
        const double pixel = kWorld / 256 / (1 << 14);
        QVERIFY(std::abs(read.t[1] - pixel) < 1e-6);
        // The file begins where the area does, to half a pixel.
        const glm::dvec2 corner = toWebMercator(113.74, 23.03);
        QVERIFY(std::abs(read.t[0] - corner.x) <= pixel && std::abs(read.t[3] - corner.y) <= pixel);
        const auto info = readRasterInfo(request.path);
        QVERIFY(info);
    }

    void cogKeepsTheSourcesPixelsAndSystem()
    {
        test::FakeAssetAccessor assets;
        const int side = 1500;
        auto toGrid = CoordinateTransform::create("EPSG:4326", "EPSG:4547").value();
        const glm::dvec3 middle = toGrid.forward({113.75, 23.02, 0}).value();
        const std::array<double, 6> t{std::floor(middle.x) - 75, 0.1, 0, std::floor(middle.y) + 75, 0, -0.1};
        const auto imagery = openFile(writeTiff(m_folder.filePath("source.tif"), "EPSG:4547", t, side));
        // From 20 m inside on each side, in degrees.
        const auto at = [&](double px, double py) {
            return glm::dvec2(toGrid.inverse({t[0] + px * 0.1, t[3] - py * 0.1, 0}).value());
        };
        ExportRequest request;
        request.path = file("out.tif");
        request.rings = {{at(200, 200), at(1300, 200), at(1300, 1300), at(200, 1300)}};
        const auto estimate = estimateExport(imagery, request);
        QVERIFY(estimate);
        QVERIFY(!estimate->isResampled && !estimate->copiesPictures);
        QVERIFY(std::abs(estimate->levels.back().metersPerPixel - 0.1) < 0.001);
        const auto made = exportImagery(imagery, request, assets);
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        const Read read = readBack(request.path);
        QCOMPARE(read.layout, std::string("COG"));
        QCOMPARE(read.compression, std::string("DEFLATE"));
        QCOMPARE(read.crs, std::string("4547"));
        QVERIFY(read.overviews >= 1);
        QCOMPARE(read.blockWidth, 512);
        QVERIFY2(std::abs(read.width - 1100) <= 2 && std::abs(read.height - 1100) <= 2,
                 qPrintable(QString::number(read.width)));
        const int x0 = static_cast<int>(std::lround((read.t[0] - t[0]) / 0.1)),
                  y0 = static_cast<int>(std::lround((t[3] - read.t[3]) / 0.1));
        QVERIFY(std::abs(x0 - 200) <= 1 && std::abs(y0 - 200) <= 1);
        QVERIFY(std::abs(t[0] + x0 * 0.1 - read.t[0]) < 1e-6 && std::abs(t[3] - y0 * 0.1 - read.t[3]) < 1e-6);
        const auto source = picture(0, 0, side);
        int count = 0;
        for (int y = 1; y + 1 < read.height; y += 3)
            for (int x = 2; x + 2 < read.width; x += 3) {
                const std::uint8_t* p = read.at(x, y);
                const std::uint8_t* q = source.data() + 4 * ((y + y0) * side + x + x0);
                QVERIFY(p[0] == q[0] && p[1] == q[1] && p[2] == q[2] && p[3] == 255);
                ++count;
            }
        QVERIFY(count > 100'000);
        QVERIFY(parts().isEmpty());
    }

    void resampledIsRightToHalfAPixel_data()
    {
        QTest::addColumn<QString>("crs");
        QTest::addColumn<double>("turn");
        QTest::addColumn<int>("format");
        QTest::newRow("EPSG:4547 into MBTiles") << "EPSG:4547" << 0.0 << int(ExportFormat::MbTiles);
        QTest::newRow("EPSG:4547 askew into a COG") << "EPSG:4547" << 30.0 << int(ExportFormat::Cog);
        QTest::newRow("EPSG:4490 into MBTiles") << "EPSG:4490" << 0.0 << int(ExportFormat::MbTiles);
        QTest::newRow("GCJ-02 into a COG") << "GCJ-02" << 0.0 << int(ExportFormat::Cog);
        QTest::newRow("BD-09 into a GeoPackage") << "BD-09" << 0.0 << int(ExportFormat::GeoPackage);
        QTest::newRow("GCJ-02 into MBTiles") << "GCJ-02" << 0.0 << int(ExportFormat::MbTiles);
    }

    void resampledIsRightToHalfAPixel()
    {
        QFETCH(QString, crs);
        QFETCH(double, turn);
        QFETCH(int, format);
        test::FakeAssetAccessor assets;
        const glm::dvec2 place{113.75, 23.02};
        ExportRequest request;
        request.format = ExportFormat(format);
        request.coding = ExportCoding::Lossless;
        request.path = file(request.format == ExportFormat::MbTiles          ? "moved.mbtiles"
                                : request.format == ExportFormat::GeoPackage ? "moved.gpkg"
                                                                             : "moved.tif");
        QFile::remove(QString::fromStdString(request.path));
        std::function<glm::dvec2(glm::dvec2)> toPixel;
        std::optional<OpenedImagery> imagery;
        if (crs.contains("09") || crs.startsWith("GCJ")) {
            const int level = 17;
            const auto shift = crs.startsWith("GCJ") ? wgs84ToGcj02 : wgs84ToBd09;
            putTiles(assets, shift(place), level, 2, PictureCoding::Png);
            imagery = openXyz(level, level, crs.toStdString());
            request.rings = rectangle(113.7485, 23.0188, 113.7515, 23.0212);
            toPixel = [=](glm::dvec2 lonLat) {
                const glm::dvec2 moved = shift(lonLat);
                const glm::dvec2 m = toWebMercator(moved.x, moved.y);
                const double pixel = std::ldexp(kWorld / 256, -level);
                return glm::dvec2((m.x + kWorld / 2) / pixel, (kWorld / 2 - m.y) / pixel);
            };
        } else {
            auto transform = std::make_shared<CoordinateTransform>(
                CoordinateTransform::create("EPSG:4326", crs.toStdString()).value());
            const glm::dvec3 middle = transform->forward({place.x, place.y, 0}).value();
            const double pixel = crs == "EPSG:4490" ? 2e-6 : 0.2, angle = turn * kDegreesToRadians;
            const double c = std::cos(angle) * pixel, s = std::sin(angle) * pixel;
            // The middle of 900 by 900 pixels lies on the place.
            const std::array<double, 6> t{middle.x - 450 * c - 450 * s, c, s, middle.y - 450 * s + 450 * c, s, -c};
            imagery = openFile(writeTiff(m_folder.filePath("askew.tif"), crs.toStdString(), t, 900));
            request.rings = rectangle(place.x - 0.0005, place.y - 0.0005, place.x + 0.0005, place.y + 0.0005);
            toPixel = [=](glm::dvec2 lonLat) {
                const glm::dvec3 g = transform->forward({lonLat.x, lonLat.y, 0}).value();
                const double determinant = t[1] * t[5] - t[2] * t[4], dx = g.x - t[0], dy = g.y - t[3];
                return glm::dvec2((dx * t[5] - dy * t[2]) / determinant, (dy * t[1] - dx * t[4]) / determinant);
            };
        }
        const auto made = exportImagery(*imagery, request, assets);
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QVERIFY(made->what.isResampled);
        const Read read = readBack(request.path);
        QCOMPARE(read.crs, std::string("3857"));
        int count = 0;
        const double worst = worstPixels(read, toPixel, count);
        qInfo("%-28s worst %.2f source pixels at %d points", QTest::currentDataTag(), worst, count);
        QVERIFY2(count > 500, qPrintable(QString::number(count)));
        QVERIFY2(worst <= 0.5, qPrintable(QString::number(worst)));
        QVERIFY(parts().isEmpty());
    }

    void polygonsAreCutOut_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("coding");
        QTest::newRow("COG, JPEG with a mask") << int(ExportFormat::Cog) << int(ExportCoding::Jpeg);
        QTest::newRow("COG, WebP") << int(ExportFormat::Cog) << int(ExportCoding::WebP);
        QTest::newRow("COG, deflate") << int(ExportFormat::Cog) << int(ExportCoding::Lossless);
        QTest::newRow("GeoPackage, JPEG and PNG") << int(ExportFormat::GeoPackage) << int(ExportCoding::Auto);
    }

    void polygonsAreCutOut()
    {
        QFETCH(int, format);
        QFETCH(int, coding);
        test::FakeAssetAccessor assets;
        putTiles(assets, {113.75, 23.02}, 16, 4, PictureCoding::Jpeg);
        const auto imagery = openXyz(10, 16);
        ExportRequest request;
        request.format = ExportFormat(format);
        request.coding = ExportCoding(coding);
        request.path = file(format == int(ExportFormat::Cog) ? "cut.tif" : "cut.gpkg");
        QFile::remove(QString::fromStdString(request.path));
        // A triangle, with a hole in it.
        request.rings = {{{113.742, 23.013}, {113.758, 23.013}, {113.750, 23.027}},
                         {{113.749, 23.016}, {113.751, 23.016}, {113.751, 23.018}, {113.749, 23.018}}};
        const auto made = exportImagery(imagery, request, assets);
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        const Read read = readBack(request.path);
        QCOMPARE(read.crs, std::string("3857"));
        QVERIFY(read.overviews >= 1);
        const double pixel = std::ldexp(kWorld / 256, -16);
        QVERIFY(std::abs(read.t[1] - pixel) < 1e-6);
        // On the grid of the source's pixels, so none was moved.
        const double column = (read.t[0] + kWorld / 2) / pixel, row = (kWorld / 2 - read.t[3]) / pixel;
        QVERIFY(std::abs(column - std::round(column)) < 1e-3 && std::abs(row - std::round(row)) < 1e-3);
        const auto alphaAt = [&](double lon, double lat) {
            const glm::dvec2 m = toWebMercator(lon, lat);
            const int x = static_cast<int>((m.x - read.t[0]) / read.t[1]),
                      y = static_cast<int>((m.y - read.t[3]) / read.t[5]);
            return x < 0 || y < 0 || x >= read.width || y >= read.height ? 0 : int{read.at(x, y)[3]};
        };
        QCOMPARE(alphaAt(113.750, 23.014), 255);
        QCOMPARE(alphaAt(113.744, 23.0135), 255);
        QCOMPARE(alphaAt(113.750, 23.017), 0); // the hole
        QCOMPARE(alphaAt(113.743, 23.020), 0); // beside it
        QCOMPARE(alphaAt(113.757, 23.026), 0);
        // Colours as JPEG left them, encoded once more.
        const glm::dvec2 m = toWebMercator(113.75, 23.0145);
        const int x = static_cast<int>((m.x - read.t[0]) / read.t[1]),
                  y = static_cast<int>((m.y - read.t[3]) / read.t[5]);
        const auto expected = colorAt(std::round(column) + x + 0.5, std::round(row) + y + 0.5);
        for (std::size_t c = 0; c < 3; ++c)
            QVERIFY2(std::abs(expected[c] - read.at(x, y)[c]) < 40, qPrintable(QString::number(expected[c])));
        QVERIFY(parts().isEmpty());
    }

    void absentPicturesAreFilledFromAbove()
    {
        test::FakeAssetAccessor assets;
        putTiles(assets, {113.75, 23.02}, 14, 2, PictureCoding::Jpeg); // and nothing below
        const auto imagery = openXyz(10, 16);
        ExportRequest request;
        request.path = file("coarse.tif");
        request.rings = rectangle(113.749, 23.019, 113.751, 23.021);
        const auto made = exportImagery(imagery, request, assets);
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QVERIFY(made->absent > 0);
        QCOMPARE(made->coarser, made->absent);
        const Read read = readBack(request.path);
        QVERIFY(read.at(read.width / 2, read.height / 2)[3] == 255);
        QVERIFY(std::abs(read.t[1] - std::ldexp(kWorld / 256, -16)) < 1e-6);
    }

    /// One level alone, too: pictures of the tiles that come next are asked for while the first is waited for. Along the edge
    /// of a slanting strip nothing is asked for that no tile needs.
    void picturesAreAskedForAhead()
    {
        test::FakeAssetAccessor assets;
        putTiles(assets, {113.755, 23.02}, 16, 8, PictureCoding::Jpeg);
        const auto imagery = openXyz(10, 16, "GCJ-02");
        ExportRequest request;
        request.format = ExportFormat::MbTiles;
        request.path = file("ahead.mbtiles");
        request.minLevel = request.maxLevel = 16;
        request.rings = {{{113.735, 23.005}, {113.737, 23.005}, {113.765, 23.035}, {113.763, 23.035}}};
        SlowAssets slow(assets);
        const auto made = exportImagery(imagery, request, slow);
        QVERIFY2(made, made ? "" : made.error().toString().c_str());
        QVERIFY2(slow.most() >= 9, qPrintable(QString::number(slow.most()))); // a tile needs up to four
        std::set<std::string> asked;
        for (const AssetRequest& each : assets.requests())
            asked.insert(each.url);
        // A picture that a tile only touches may be asked for in vain, but not a block of them beside the strip.
        const std::size_t needed = made->pictures + made->absent;
        QVERIFY2(asked.size() <= needed + needed / 8, qPrintable(QString("%1 for %2").arg(asked.size()).arg(needed)));
    }

    void whatFailsLeavesNothing_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("code");
        QTest::newRow("beside the layer") << "beside" << int(ErrorCode::NotFound);
        QTest::newRow("a level it has not") << "level" << int(ErrorCode::BadValue);
        QTest::newRow("no such folder") << "folder" << int(ErrorCode::WriteFailed);
        QTest::newRow("a server that refuses") << "refused" << int(ErrorCode::HttpStatus);
        QTest::newRow("not in the cache") << "offline" << int(ErrorCode::Offline);
        QTest::newRow("only broken pictures") << "broken" << int(ErrorCode::DecodeFailed);
        QTest::newRow("cancelled") << "cancelled" << int(ErrorCode::Cancelled);
        QTest::newRow("a line for an area") << "line" << int(ErrorCode::BadValue);
        QTest::newRow("no room for it") << "large" << int(ErrorCode::TooLarge);
    }

    void whatFailsLeavesNothing()
    {
        QFETCH(QString, what);
        QFETCH(int, code);
        test::FakeAssetAccessor assets;
        for (int level = 10; level <= 16; ++level)
            putTiles(assets, {113.75, 23.02}, level, 3, PictureCoding::Jpeg);
        const auto imagery = openXyz(10, what == "large" ? 22 : 16);
        std::stop_source stop;
        ExportControl control{stop.get_token(), {}};
        for (const ExportFormat format : {ExportFormat::MbTiles, ExportFormat::GeoPackage, ExportFormat::Cog}) {
            ExportRequest request;
            request.format = format;
            request.path = file("kept.any");
            request.rings = rectangle(113.745, 23.015, 113.755, 23.025);
            QFile before(QString::fromStdString(request.path));
            QVERIFY(before.open(QIODevice::WriteOnly));
            before.write("what was there before");
            before.close();
            if (what == "beside")
                request.rings = rectangle(13.0, 53.0, 13.01, 53.01);
            else if (what == "level")
                request.maxLevel = 17;
            else if (what == "folder")
                request.path = file("none/such.tif");
            else if (what == "line")
                request.rings = {{{113.7, 23.0}, {113.8, 23.0}, {113.7, 23.0}}};
            else if (what == "large")
                request.rings = rectangle(100, 10, 120, 35);
            else if (what == "cancelled")
                control.progress = [&](const ExportProgress&) { stop.request_stop(); };
            else
                for (int level = 10; level <= 16; ++level)
                    for (int y = 0; y < 7; ++y)
                        for (int x = 0; x < 7; ++x) {
                            const glm::dvec2 m = toWebMercator(113.75, 23.02);
                            const double size = std::ldexp(kWorld, -level);
                            const std::string url = tileUrl(level, static_cast<int>((m.x + kWorld / 2) / size) - 3 + x,
                                                            static_cast<int>((kWorld / 2 - m.y) / size) - 3 + y);
                            if (what == "refused")
                                assets.putError(url, ErrorCode::HttpStatus);
                            else if (what == "offline")
                                assets.putError(url, ErrorCode::Offline);
                            else
                                assets.put(url, "\xFF\xD8\xFF\xE0 and no more");
                        }
            if (what == "broken" && format == ExportFormat::MbTiles)
                continue; // bytes that begin as a JPEG are copied
            const auto made = exportImagery(imagery, request, assets, control);
            QVERIFY(!made);
            if (int(made.error().code) != code && !(what == "broken" && made.error().code == ErrorCode::BadValue))
                QFAIL(made.error().toString().c_str());
            QVERIFY(before.open(QIODevice::ReadOnly));
            QCOMPARE(before.readAll(), QByteArray("what was there before"));
            before.close();
            QVERIFY2(parts().isEmpty(), qPrintable(parts().join(' ')));
        }
    }

    void levelsAreToldInMeters()
    {
        const auto imagery = openXyz(10, 22);
        const auto levels = exportLevels(imagery, rectangle(113.74, 23.01, 113.76, 23.03));
        QCOMPARE(levels.size(), std::size_t{13});
        QCOMPARE(levels.back().number, 22);
        // 40,075,016.69 m / 256 / 2^22 × cos 23.02°
        QVERIFY2(std::abs(levels.back().metersPerPixel - 0.03437) < 0.0001,
                 qPrintable(QString::number(levels.back().metersPerPixel)));
        QVERIFY(levels.back().pictures > levels.front().pictures);
    }
};

QTEST_GUILESS_MAIN(TestImageryExport)
#include "TestImageryExport.moc"
