// Tiles that hold several things, contents that lie apart, and what picks tell of them.
#include "geodata/core/TaskPool.h"
#include "geodata/crs/Ellipsoid.h"
#include "geodata/net/CurlAssetAccessor.h"
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileBatchBuilder.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <glm/geometric.hpp>

#include <cmath>
#include <set>
#include <thread>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

/// A square of 20 m, 10 m above the tile's origin, around (x, y).
std::string square(double x, double y)
{
    const float xs[] = {-10, 10, 10, -10}, ys[] = {-10, -10, 10, 10};
    QByteArray data;
    for (int i = 0; i < 4; ++i) { // y-up: (x, height, −y)
        const float corner[] = {static_cast<float>(x) + xs[i], 10, -(static_cast<float>(y) + ys[i])};
        data.append(reinterpret_cast<const char*>(corner), sizeof corner);
    }
    const std::uint16_t indices[] = {0, 1, 2, 0, 2, 3};
    data.append(reinterpret_cast<const char*>(indices), sizeof indices);
    return R"({"asset":{"version":"2.0"},"meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1}]}],)"
           R"("nodes":[{"mesh":0}],"accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":4},)"
           R"({"bufferView":1,"componentType":5123,"type":"SCALAR","count":6}],"bufferViews":[{"buffer":0,)"
           R"("byteLength":48},{"buffer":0,"byteOffset":48,"byteLength":12}],"buffers":[{"byteLength":60,"uri":)"
           R"("data:application/octet-stream;base64,)"
        + data.toBase64().toStdString() + R"("}]})";
}

/// A tileset with a root of 400 m around the origin.
std::string tileset(const std::string& header, const std::string& root)
{
    return R"({"asset":{"version":"1.1"},"geometricError":900,)" + header
        + R"("root":{"refine":"REPLACE","geometricError":0,"boundingVolume":{"box":[0,0,10,200,0,0,0,200,0,0,0,10]},)"
        + root + "}}";
}

class Folder {
public:
    void write(const char* name, const std::string& text) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.data(), static_cast<qsizetype>(text.size()));
    }
    [[nodiscard]] std::string path(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }

private:
    QTemporaryDir m_folder;
};

/// A scene of one tileset and what it draws.
class Sample {
public:
    explicit Sample(const std::string& url)
    {
        Scene scene;
        scene.tilesets.emplace_back();
        scene.tilesets.back().name = "sample";
        scene.tilesets.back().url = url;
        m_engine.setScene(scene);
    }
    /// From above the place at x metres east and y north of the origin.
    int drawnFrom(double x, double y, double height)
    {
        const ViewState view =
            ViewState::geographic(kLocalOriginLon + x / (111320.0 * std::cos(kLocalOriginLat * M_PI / 180)),
                                  kLocalOriginLat + y / 110750.0, height, 0, -90, 200, 200);
        QElapsedTimer timer;
        timer.start();
        do {
            m_engine.update(view);
            std::this_thread::yield();
        } while (!m_engine.isSettled() && timer.elapsed() < 10000);
        int drawn = 0;
        for (const DrawItem& item : m_engine.update(view).items)
            drawn += item.isGround ? 0 : 1;
        m_ray = view.rayThrough(100, 100);
        return drawn;
    }
    [[nodiscard]] std::optional<PickResult> pick() { return m_engine.pick(m_ray); }
    SceneEngine& engine() { return m_engine; }
    [[nodiscard]] std::uint64_t requests() const { return m_assets.statistics().requests; }

private:
    CurlAssetAccessor m_assets;
    TaskPool m_tasks{2};
    SystemClock m_clock;
    NullPreparer m_preparer;
    SceneEngine m_engine{{m_assets, m_tasks, m_clock, m_preparer}, {}, [] {}};
    ViewState::Ray m_ray{};
};

} // namespace

class TestTilesetTree : public QObject {
    Q_OBJECT

private slots:
    void anAxisIsInherited()
    {
        const auto axisOf = [](std::string_view asset, tiles3d::UpAxis outer) {
            const std::string text = "{\"asset\": {\"version\": \"1.0\"" + std::string(asset)
                + "}, \"geometricError\": 1, \"root\": {\"geometricError\": 0,"
                  " \"boundingVolume\": {\"sphere\": [0, 0, 0, 1]}, \"content\": {\"uri\": \"a.b3dm\"}}}";
            const auto document = tiles3d::parseTileset(
                ByteView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()), "child.json");
            BatchPlace place;
            place.isRoot = false;
            place.upAxis = outer;
            return document ? buildBatch(*document, place).upAxis : -1;
        };
        QCOMPARE(axisOf("", tiles3d::UpAxis::Z), static_cast<int>(tiles3d::UpAxis::Z));
        QCOMPARE(axisOf("", tiles3d::UpAxis::Y), static_cast<int>(tiles3d::UpAxis::Y));
        QCOMPARE(axisOf(", \"gltfUpAxis\": \"Y\"", tiles3d::UpAxis::Z), static_cast<int>(tiles3d::UpAxis::Y));
    }
    void drawsModelsAndTilesetsOfOneTile();
    void leavesContentsOutOfView();
    void tellsMetadataWhenPicked();
    void boundsS2Cells();
};

void TestTilesetTree::drawsModelsAndTilesetsOfOneTile()
{
    const Folder folder;
    folder.write("a.gltf", square(-50, 0));
    folder.write("b.gltf", square(50, 0));
    folder.write("c.gltf", square(0, 50));
    folder.write("d.gltf", square(0, -50));
    folder.write("b.json", tileset("", R"("content":{"uri":"b.gltf"})"));
    folder.write("c.json", tileset("", R"("content":{"uri":"c.gltf"})"));
    // Children beside a tileset are against the rules, and shown all the same.
    folder.write(
        "tileset.json",
        tileset("",
                R"("contents":[{"uri":"a.gltf"},{"uri":"b.json"},{"uri":"c.json"}],"children":[{)"
                R"("geometricError":0,"boundingVolume":{"sphere":[0,-50,10,20]},"content":{"uri":"d.gltf"}}])"));
    Sample sample(folder.path("tileset.json"));
    QCOMPARE(sample.drawnFrom(0, 0, 500), 4);
    QVERIFY(sample.engine().sources().front().errors.empty());
    // Away and back: the tiles that came are not grafted twice.
    (void)sample.drawnFrom(5000, 0, 500);
    QCOMPARE(sample.drawnFrom(0, 0, 500), 4);
}

void TestTilesetTree::leavesContentsOutOfView()
{
    const Folder folder;
    folder.write("a.gltf", square(150, 0));
    folder.write("tileset.json",
                 tileset("", R"("content":{"uri":"a.gltf","boundingVolume":{"box":[150,0,10,10,0,0,0,10,0,0,0,1]}})"));
    Sample sample(folder.path("tileset.json"));
    QCOMPARE(sample.drawnFrom(-150, 0, 60), 0); // the tile is in view, its content is not
    QCOMPARE(sample.requests(), std::uint64_t{1}); // the tileset alone
    QCOMPARE(sample.drawnFrom(150, 0, 60), 1);
}

void TestTilesetTree::tellsMetadataWhenPicked()
{
    const Folder folder;
    folder.write("a.gltf", square(-50, 0));
    folder.write("b.gltf", square(50, 0));
    folder.write(
        "tileset.json",
        tileset(
            R"("schema":{"id":"s","classes":{"c":{"properties":{"name":{"type":"STRING"}}}}},"metadata":{"class":"c",)"
            R"("properties":{"name":"city"}},"groups":[{"class":"c","properties":{"name":"roofs"}}],)",
            R"("metadata":{"class":"c","properties":{"name":"tile"}},"contents":[{"uri":"a.gltf"},{"uri":"b.gltf",)"
            R"("group":0,"metadata":{"class":"c","properties":{"name":"b"}}}])"));
    Sample sample(folder.path("tileset.json"));
    QCOMPARE(sample.drawnFrom(50, 0, 60), 2);
    const auto told = [&] {
        QStringList names;
        const auto pick = sample.pick();
        if (pick)
            for (const PickedMetadata& metadata : pick->metadata)
                names += QString::number(static_cast<int>(metadata.of)) + "="
                    + QString::fromStdString(metadata.attributes.at(0).value.toText());
        return names.join(' ');
    };
    QCOMPARE(told(), QStringLiteral("1=b 2=roofs 3=tile 5=city"));
    QCOMPARE(sample.drawnFrom(-50, 0, 60), 2);
    QCOMPARE(told(), QStringLiteral("3=tile 5=city"));
}

void TestTilesetTree::boundsS2Cells()
{
    // Every point of the cell between its heights lies within the tile's volume, at every level.
    for (int level = 0; level <= 20; ++level) {
        const auto cell = tiles3d::S2Cell::fromToken("89c25").value();
        const auto place = cell.place();
        const tiles3d::S2Cell tested = level <= 8
            ? tiles3d::S2Cell::fromFace(cell.face(), level, place[0] >> (8 - level), place[1] >> (8 - level))
            : cell.descendant(level - 8, 1, 1);
        tiles3d::TilesetDocument document;
        document.tiles.emplace_back();
        document.tiles[0].volume = tiles3d::BoundingVolume::s2(tested, -20, 500);
        const TileBatch batch = buildBatch(document, {});
        const TileVolume& volume = batch.tiles.at(0).volume;
        for (int i = 0; i <= 20; ++i)
            for (int j = 0; j <= 20; ++j)
                for (const double height : {-20.0, 500.0}) {
                    const glm::dvec3 normal = tested.pointAt(i / 20.0, j / 20.0);
                    const Geographic at{std::atan2(normal.y, normal.x) * kRadiansToDegrees,
                                        std::asin(normal.z) * kRadiansToDegrees, height};
                    QVERIFY2(volume.distanceTo(toEcef(at)) < 1e-3, qPrintable(QString::number(level)));
                }
        if (level >= 2) { // and not by much more than it needs
            const double edge =
                glm::length(toEcef({0, 0, 0})) * glm::length(tested.pointAt(0, 0) - tested.pointAt(1, 1));
            QVERIFY2(static_cast<double>(volume.radius) < edge + 600, qPrintable(QString::number(level)));
        }
    }
}

QTEST_GUILESS_MAIN(TestTilesetTree)
#include "TestTilesetTree.moc"
