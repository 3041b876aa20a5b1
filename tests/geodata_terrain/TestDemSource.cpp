// Heights out of raster files, in several systems, units and types.
#include "geodata/crs/CoordinateTransform.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/terrain/DemSource.h"
#include "geodata/terrain/ShiftedHeights.h"
#include "tests/DemWriter.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace guanjing;
using namespace guanjing::test;

namespace {

constexpr double kLon = 113.75, kLat = 23.02;

double hill(double east, double north) { return 200 + 150 * std::sin(east / 300) * std::cos(north / 400); }

std::shared_ptr<const HeightSource> open(const QString& path, const std::string& crs = {})
{
    auto source = openDem(path.toStdString(), crs);
    if (!source)
        qFatal("%s", source.error().toString().c_str());
    return *source;
}

TerrainTileId tileAt(double lon, double lat, int level)
{
    const double size = 180.0 / std::ldexp(1.0, level);
    return {level, static_cast<std::uint32_t>((lon + 180) / size), static_cast<std::uint32_t>((lat + 90) / size)};
}

/// Of the finest tile at a place.
std::optional<HeightSample> heightAt(const HeightSource& source, double lon, double lat, int level = -1)
{
    const TerrainTileId id = tileAt(lon, lat, level < 0 ? source.maxLevel() : level);
    if (source.isAvailable(id) != true)
        return std::nullopt;
    auto data = source.make(id, {}, {});
    if (!data)
        qFatal("%s", data.error().toString().c_str());
    return data->patch ? data->patch->at(lon, lat) : std::nullopt;
}

/// 10 m pixels around Dongguan's middle, in a projected system.
DemForm projectedForm(int epsg)
{
    auto transform = CoordinateTransform::create("EPSG:4326", "EPSG:" + std::to_string(epsg));
    const auto middle = transform->forward({kLon, kLat, 0});
    DemForm form;
    form.epsg = epsg;
    form.width = form.height = 200;
    form.place = {std::round(middle->x) - 1000, 10, 0, std::round(middle->y) + 1000, 0, -10};
    return form;
}

} // namespace

class TestDemSource : public QObject {
    Q_OBJECT

private slots:
    void pixelsAreExact_data()
    {
        QTest::addColumn<int>("epsg");
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("CGCS2000 Gauss-Krueger 114") << 4547 << int(GDT_Float32) << 0.001;
        QTest::newRow("UTM 50, whole decimetres in 16 bits") << 32650 << int(GDT_Int16) << 0.06;
        QTest::newRow("Web Mercator, double") << 3857 << int(GDT_Float64) << 0.001;
    }

    /// At the middles of pixels, wherever they lie in a tile.
    void pixelsAreExact()
    {
        QFETCH(int, epsg);
        QFETCH(int, type);
        QFETCH(double, tolerance);
        DemForm form = projectedForm(epsg);
        form.type = static_cast<GDALDataType>(type);
        if (form.type == GDT_Int16)
            form.scale = 0.1;
        const QString path = m_folder.filePath(QString("%1.tif").arg(epsg));
        writeDem(path, form, hill);
        const auto source = open(path);
        QVERIFY2(source->maxLevel() >= 13 && source->maxLevel() <= 15, qPrintable(QString::number(source->maxLevel())));
        auto transform = CoordinateTransform::create("EPSG:" + std::to_string(epsg), "EPSG:4326");
        for (const auto& [column, row] : {std::pair(3, 3), {100, 100}, {57, 142}, {196, 20}, {0, 199}}) {
            const double x = form.place[0] + (column + 0.5) * 10, y = form.place[3] - (row + 0.5) * 10;
            const auto place = transform->forward({x, y, 0});
            const auto sample = heightAt(*source, place->x, place->y);
            QVERIFY(sample);
            QVERIFY(!sample->isFilled);
            QVERIFY2(std::abs(sample->heightMeters - hill(x, y)) < tolerance,
                     qPrintable(QString("%1 at %2 %3").arg(sample->heightMeters - hill(x, y)).arg(column).arg(row)));
        }
    }

    void betweenPixelsItIsBilinear()
    {
        DemForm form;
        form.place = {113.7, 0.001, 0, 23.06, 0, -0.001};
        const auto slope = [](double lon, double lat) { return 3000 * (lon - 113.7) + 2000 * (lat - 23); };
        const QString path = m_folder.filePath("degrees.tif");
        writeDem(path, form, slope);
        const auto source = open(path);
        for (const auto& [lon, lat] : {std::pair(113.7123, 23.0211), {113.75001, 23.05}, {113.7601, 23.0006}}) {
            const auto sample = heightAt(*source, lon, lat);
            QVERIFY(sample);
            QVERIFY2(std::abs(sample->heightMeters - slope(lon, lat)) < 0.001,
                     qPrintable(QString::number(sample->heightMeters - slope(lon, lat))));
        }
        QVERIFY(!heightAt(*source, 113.69, 23.02)); // beside it
        const auto bounds = source->bounds();
        QVERIFY(bounds && std::abs(bounds->west - 113.7) < 1e-9 && std::abs(bounds->south - 22.996) < 1e-9);
    }

    void unitsAreMetres()
    {
        DemForm form;
        form.place = {113.7, 0.001, 0, 23.06, 0, -0.001};
        form.unit = "ft";
        const QString path = m_folder.filePath("feet.tif");
        writeDem(
            path, form, [](double, double) { return 120.0; }, 0.3048);
        const auto sample = heightAt(*open(path), 113.73, 23.03);
        QVERIFY(sample && std::abs(sample->heightMeters - 120) < 0.001);
        form.unit = "fathom";
        const QString other = m_folder.filePath("fathoms.tif");
        writeDem(other, form, [](double, double) { return 120.0; });
        const auto refused = openDem(other.toStdString(), {});
        QVERIFY(!refused && refused.error().code == ErrorCode::UnsupportedFeature);
        QVERIFY(refused.error().detail.find("fathom") != std::string::npos);
    }

    void voidsAreFilledAndTold_data()
    {
        QTest::addColumn<bool>("isDeclared");
        QTest::addColumn<double>("nodata");
        QTest::newRow("declared") << true << -9999.0;
        QTest::newRow("declared as something possible") << true << 0.0;
        QTest::newRow("not declared") << false << -32768.0;
        QTest::newRow("no number") << false << double(NAN);
    }

    void voidsAreFilledAndTold()
    {
        QFETCH(bool, isDeclared);
        QFETCH(double, nodata);
        DemForm form;
        form.place = {113.7, 0.001, 0, 23.06, 0, -0.001};
        form.declaresNodata = isDeclared;
        form.nodata = nodata;
        const QString path = m_folder.filePath("voids.tif");
        writeDem(path, form,
                 [](double lon, double lat) { return std::hypot(lon - 113.73, lat - 23.03) < 0.005 ? NAN : 80.0; });
        const auto source = open(path);
        const auto inside = heightAt(*source, 113.73, 23.03);
        QVERIFY(inside && inside->isFilled);
        QVERIFY(std::abs(inside->heightMeters - 80) < 0.01);
        const auto outside = heightAt(*source, 113.74, 23.03);
        QVERIFY(outside && !outside->isFilled);
        const auto data = source->make(tileAt(113.73, 23.03, source->maxLevel()), {}, {});
        QVERIFY(data && data->patch && data->patch->hasVoids());
        QCOMPARE(data->patch->minHeightMeters(), 80.0);
    }

    void coarserLevelsAreAverages()
    {
        for (const bool hasOverviews : {false, true}) {
            DemForm form = projectedForm(4547);
            form.width = form.height = 700;
            form.hasOverviews = hasOverviews;
            const QString path = m_folder.filePath("large.tif");
            writeDem(path, form,
                     [&](double x, double y) { return 100 + 0.02 * (x - form.place[0]) + 0.01 * (form.place[3] - y); });
            const auto source = open(path);
            const auto fine = heightAt(*source, kLon + 0.01, kLat - 0.01);
            const auto coarse = heightAt(*source, kLon + 0.01, kLat - 0.01, source->maxLevel() - 2);
            QVERIFY(fine && coarse);
            QVERIFY2(std::abs(fine->heightMeters - coarse->heightMeters) < 0.1,
                     qPrintable(QString("%1 and %2").arg(fine->heightMeters).arg(coarse->heightMeters)));
            QVERIFY(source->isAvailable(tileAt(kLon, kLat, 2)) == false); // a speck there
        }
    }

    void statedSystemsCount()
    {
        DemForm form;
        form.epsg = 0;
        form.place = {113.7, 0.001, 0, 23.06, 0, -0.001};
        const QString path = m_folder.filePath("nowhere.tif");
        writeDem(path, form, [](double, double) { return 60.0; });
        const auto refused = openDem(path.toStdString(), {});
        QVERIFY(!refused && refused.error().code == ErrorCode::NoPlace);
        const auto sample = heightAt(*open(path, "EPSG:4490"), 113.73, 23.03);
        QVERIFY(sample && std::abs(sample->heightMeters - 60) < 0.001);
        const auto unknown = openDem(path.toStdString(), "EPSG:99999");
        QVERIFY(!unknown && unknown.error().code == ErrorCode::NoPlace);
        QCOMPARE(QString::fromStdString(unknown.error().source), path);
    }

    void whatIsNoDemIsRefused()
    {
        QVERIFY(openDem(m_folder.filePath("missing.tif").toStdString(), {}).error().code == ErrorCode::NotFound);
        const QString text = m_folder.filePath("text.tif");
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no raster at all");
        file.close();
        QVERIFY(openDem(text.toStdString(), {}).error().code == ErrorCode::BadMagic);
    }

    void undeclaredVoidsAreNoPits_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("mark");
        QTest::addColumn<bool>("hasOverviews");
        QTest::newRow("-32767") << int(GDT_Int16) << -32767.0 << false;
        QTest::newRow("-32768") << int(GDT_Int16) << -32768.0 << false;
        QTest::newRow("-9999, with overviews") << int(GDT_Float32) << -9999.0 << true;
        QTest::newRow("-3.4e38") << int(GDT_Float32) << -3.4028234663852886e38 << false;
        QTest::newRow("99999") << int(GDT_Float32) << 99999.0 << false;
    }

    /// Single pixels, so that a coarser level has no pixel of nothing but voids.
    void undeclaredVoidsAreNoPits()
    {
        QFETCH(int, type);
        QFETCH(double, mark);
        QFETCH(bool, hasOverviews);
        DemForm form = projectedForm(4547);
        form.width = form.height = 700;
        form.type = static_cast<GDALDataType>(type);
        form.nodata = mark;
        form.hasOverviews = hasOverviews;
        const QString path = m_folder.filePath("undeclared.tif");
        int pixel = 0;
        writeDem(path, form, [&](double, double) { return ++pixel % 37 == 5 ? NAN : 120.0; });
        const auto source = open(path);
        std::size_t told = 0;
        const auto check = [&](const std::vector<Error>& issues) {
            for (const Error& issue : issues) {
                ++told;
                QCOMPARE(issue.code, ErrorCode::Notice);
                QCOMPARE(QString::fromStdString(issue.source), path);
                QVERIFY2(issue.detail.find(std::to_string(static_cast<int>(mark)).substr(0, 4)) != std::string::npos
                             || std::abs(mark) > 1e9,
                         issue.detail.c_str());
            }
        };
        check(source->issues()); // by the source or by a tile, but once
        for (const int level : {source->maxLevel(), source->maxLevel() - 1, source->maxLevel() - 2}) {
            const auto data = source->make(tileAt(kLon + 0.01, kLat - 0.01, level), {}, {});
            QVERIFY(data && data->patch);
            QCOMPARE(data->patch->minHeightMeters(), 120.0);
            QCOMPARE(data->patch->maxHeightMeters(), 120.0);
            check(data->issues);
        }
        QCOMPARE(told, std::size_t{1});
    }

    /// The trenches of the oceans are deeper than what usually marks a void.
    void depthsAreHeights()
    {
        DemForm form = projectedForm(4547);
        const QString path = m_folder.filePath("trench.tif");
        int pixel = 0;
        writeDem(path, form, [&](double, double) { return -9900.0 - (++pixel % 1000); });
        const auto data = open(path)->make(tileAt(kLon, kLat, open(path)->maxLevel()), {}, {});
        QVERIFY(data && data->patch && data->issues.empty());
        QVERIFY(!data->patch->hasVoids() || data->patch->minHeightMeters() < -10800);
    }

    /// The file ends before its pixels do: what is there is used, and the tile says so.
    void cutFilesAreReadAsFarAsTheyGo()
    {
        DemForm form = projectedForm(4547);
        const QString path = m_folder.filePath("cut.tif");
        writeDem(path, form, hill);
        QVERIFY(QFile::resize(path, QFile(path).size() / 2));
        const auto source = open(path);
        const double lon = kLon - 0.005;
        const auto north = source->make(tileAt(lon, kLat + 0.006, source->maxLevel()), {}, {});
        QVERIFY2(north && north->patch, north ? "" : north.error().toString().c_str());
        const auto sample = north->patch->at(lon, kLat + 0.006);
        QVERIFY(sample && !sample->isFilled && std::abs(sample->heightMeters - 200) < 160);
        bool isTold = false;
        for (double lat = kLat - 0.008; lat < kLat + 0.008; lat += 0.002) {
            const auto data = source->make(tileAt(lon, lat, source->maxLevel()), {}, {});
            if (data && data->issues.empty())
                continue;
            isTold = true;
            const Error error = data ? data->issues.front() : data.error();
            QCOMPARE(QString::fromStdString(error.source), path);
            QVERIFY(error.code == ErrorCode::DecodeFailed);
        }
        QVERIFY(isTold);
    }

    void gridsShiftHeights()
    {
        DemForm form = projectedForm(4547);
        const QString path = m_folder.filePath("national.tif");
        writeDem(path, form, [](double, double) { return 30.0; });
        DemForm gridForm;
        gridForm.place = {113.0, 0.05, 0, 24.0, 0, -0.05};
        gridForm.width = gridForm.height = 40;
        const QString grid = m_folder.filePath("geoid.tif");
        const auto undulation = [](double lon, double lat) { return -8 + (lon - 113.75) + 2 * (lat - 23.02); };
        writeDem(grid, gridForm, undulation);
        const auto source = open(path), offsets = open(grid);
        const TerrainTileId id = tileAt(kLon, kLat, source->maxLevel());
        const auto data = source->make(id, {}, {});
        const auto shift = offsetsOn(*offsets, id, TerrainProjection::Geographic);
        QVERIFY(data && data->patch && shift && *shift);
        const ShiftedHeights heights(data->patch, *shift, terrainTileRectangle(id));
        const auto sample = heights.at(kLon, kLat);
        QVERIFY(sample);
        QVERIFY(std::abs(sample->heightMeters - (30 + undulation(kLon, kLat))) < 0.001);
        QVERIFY(std::abs(sample->datumOffsetMeters - undulation(kLon, kLat)) < 0.001);
        QVERIFY(heights.minHeightMeters() <= sample->heightMeters && heights.maxHeightMeters() >= sample->heightMeters);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestDemSource)
#include "TestDemSource.moc"
