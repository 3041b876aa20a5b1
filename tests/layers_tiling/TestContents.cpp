// Tiles of several contents, and contents that name files that name files.
#include "geodata/tiles3d/Tileset.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileBatchBuilder.h"
#include "layers/tiling/TileEngine.h"
#include "layers/tiling/TilesetTree.h"
#include "tests/Gzip.h"
#include "tests/layers_tiling/Fakes.h"
#include "tests/layers_tiling/TinyTilesets.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <set>

using namespace guanjing;
using namespace guanjing::layers;
using test::FakeAssetAccessor;
using test::FakeClock;

namespace {

const std::string kServer = "http://city.example/";

/// An i3dm of one copy of the glTF at a URI.
Bytes naming(std::string uri)
{
    std::string features = R"({"INSTANCES_LENGTH":1,"POSITION":{"byteOffset":0}})";
    features.resize((features.size() + 7) / 8 * 8, ' ');
    uri.resize((uri.size() + 7) / 8 * 8, ' ');
    Bytes tile;
    const auto word = [&](std::size_t value) {
        for (int shift = 0; shift < 32; shift += 8)
            tile.push_back(static_cast<std::uint8_t>(value >> shift));
    };
    word(0x6D643369);
    for (const std::size_t value : {std::size_t{1}, 32 + features.size() + 16 + uri.size(), features.size(),
                                    std::size_t{16}, std::size_t{0}, std::size_t{0}, std::size_t{0}})
        word(value);
    tile.insert(tile.end(), features.begin(), features.end());
    tile.resize(tile.size() + 16);
    tile.insert(tile.end(), uri.begin(), uri.end());
    return tile;
}

struct World {
    explicit World(const std::string& contents)
    {
        engine.emplace(TileLoader::Services{assets, tasks, clock, preparer}, [] {});
        assets.put(kServer + "tileset.json",
                   test::documentOf(R"({"boundingVolume":{"sphere":[0,0,6378137,100]},"geometricError":0,"contents":[)"
                                    + contents + "]}"));
        for (const char* good : {"a.glb", "b.glb"})
            assets.put(kServer + good, test::makeSquareGlb(10));
        assets.put(kServer + "bad.glb", std::string("glTF\2\0\0\0\xff\0\0\0", 12));
        TilesetOptions options;
        options.url = kServer + "tileset.json";
        tree = &engine->add(std::make_unique<TilesetTree>(1, engine->loader(), options));
    }
    void settle()
    {
        for (int i = 0; i < 200; ++i) {
            test::waitForWorkers(tasks);
            engine->update(view);
            clock.advance(std::chrono::seconds(1)); // past any retry
            test::waitForWorkers(tasks);
            if (i > 3 && engine->isSettled())
                return;
        }
        qFatal("does not settle");
    }
    [[nodiscard]] std::set<std::string> named() const
    {
        std::set<std::string> sources;
        for (const Error& error : tree->log().errors())
            sources.insert(error.source);
        return sources;
    }
    [[nodiscard]] std::size_t asked(const std::string& name) const
    {
        const auto all = assets.asked();
        return static_cast<std::size_t>(std::count(all.begin(), all.end(), kServer + name));
    }

    FakeAssetAccessor assets;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    std::optional<TileEngine> engine;
    TileTree* tree = nullptr;
    ViewState view = ViewState::perspective({0, 0, 6378137 + 300}, {0, 0, -1}, {0, 1, 0}, 400, 300);
};

} // namespace

class TestContents : public QObject {
    Q_OBJECT
private slots:
    void theOthersAreShown_data()
    {
        QTest::addColumn<QString>("contents");
        QTest::addColumn<int>("shown");
        QTest::addColumn<QStringList>("named");
        const auto uris = [](const QStringList& names) {
            QStringList all;
            for (const QString& name : names)
                all += QStringLiteral("{\"uri\":\"%1\"}").arg(name);
            return all.join(',');
        };
        QTest::newRow("all there") << uris({"a.glb", "b.glb"}) << 2 << QStringList();
        QTest::newRow("one missing") << uris({"a.glb", "b.glb", "missing.glb"}) << 2 << QStringList{"missing.glb"};
        QTest::newRow("the first missing") << uris({"missing.glb", "b.glb"}) << 1 << QStringList{"missing.glb"};
        QTest::newRow("one undecodable") << uris({"a.glb", "bad.glb", "b.glb"}) << 2 << QStringList{"bad.glb"};
        QTest::newRow("one of each") << uris({"missing.glb", "bad.glb", "b.glb"}) << 1
                                     << QStringList{"missing.glb", "bad.glb"};
        QTest::newRow("only one, missing") << uris({"missing.glb"}) << 0 << QStringList{"missing.glb"};
    }
    void theOthersAreShown()
    {
        QFETCH(QString, contents);
        QFETCH(int, shown);
        QFETCH(QStringList, named);
        World world(contents.toStdString());
        world.settle();
        QCOMPARE(world.engine->list(0).items.size(), static_cast<std::size_t>(shown));
        std::set<std::string> expected;
        for (const QString& name : named)
            expected.insert(kServer + name.toStdString());
        QVERIFY(world.named() == expected);
        QCOMPARE(world.tree->log().count(), static_cast<std::uint64_t>(named.size()));
        for (const char* name : {"a.glb", "b.glb", "missing.glb"})
            QVERIFY(world.asked(name) <= 1);
    }

    void whatMayYetComeIsWaitedFor()
    {
        const Error busy{ErrorCode::HttpStatus, kServer + "b.glb", "503", ErrorReason::HttpStatus, 503};
        World late(R"({"uri":"a.glb"},{"uri":"b.glb"})");
        late.assets.fail(kServer + "b.glb", busy, 2);
        late.settle();
        QCOMPARE(late.engine->list(0).items.size(), std::size_t{2});
        QVERIFY(late.named().empty());

        World never(R"({"uri":"a.glb"},{"uri":"b.glb"})");
        never.assets.fail(kServer + "b.glb", busy);
        never.settle();
        QCOMPARE(never.engine->list(0).items.size(), std::size_t{1});
        QVERIFY(never.named() == std::set<std::string>{kServer + "b.glb"});
    }

    void aGltfOfAnI3dmIsRelativeToItself()
    {
        World world(R"({"uri":"trees/park.i3dm"})");
        world.assets.put(kServer + "trees/park.i3dm", naming("../models/oak.gltf"));
        world.assets.put(
            kServer + "models/oak.gltf",
            std::string(
                R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],)"
                R"("meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],)"
                R"("buffers":[{"uri":"bin/oak.bin","byteLength":36}],"bufferViews":[{"buffer":0,"byteLength":36}],)"
                R"("accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}]})"));
        Bytes corners;
        const float values[] = {0, 0, 0, 10, 0, 0, 0, 10, 0};
        const auto* first = reinterpret_cast<const std::uint8_t*>(values);
        corners.assign(first, first + sizeof values);
        world.assets.put(kServer + "models/bin/oak.bin", corners);
        world.settle();
        QCOMPARE(world.asked("models/oak.gltf"), std::size_t{1});
        QCOMPARE(world.asked("models/bin/oak.bin"), std::size_t{1});
        QCOMPARE(world.engine->list(0).items.size(), std::size_t{1});
        QVERIFY(world.named().empty());
    }

    void aMissingFileIsNamedWithItsReasonAndOnce()
    {
        // A picture: the rest is shown. A buffer: nothing is left.
        const std::string head =
            R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"images":[{"uri":"p.png"}],)"
            R"("meshes":[{"primitives":[{"attributes":{"POSITION":0},"material":0}]}],"textures":[{"source":0}],)"
            R"("materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],)"
            R"("bufferViews":[{"buffer":0,"byteLength":36}],)"
            R"("accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3}],"buffers":[{"byteLength":36,"uri":)";
        for (const bool hasBuffer : {true, false}) {
            World world(R"({"uri":"a.gltf"})");
            world.assets.put(kServer + "a.gltf",
                             head
                                 + (hasBuffer ? R"("data:;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA"}]})"
                                              : R"("b.bin"}]})"));
            const Error gone{ErrorCode::NotFound, kServer + "p.png", "404", ErrorReason::HttpStatus, 404};
            world.assets.fail(kServer + "p.png", gone);
            world.settle();
            QCOMPARE(world.engine->list(0).items.size(), std::size_t{hasBuffer ? 1u : 0u});
            QCOMPARE(world.tree->log().count(), std::uint64_t{1});
            if (hasBuffer) {
                QCOMPARE(world.tree->log().errors().front().source, gone.source);
                QCOMPARE(world.tree->log().errors().front().reason, ErrorReason::HttpStatus);
            }
            QCOMPARE(world.tree->log().errors().front().code, ErrorCode::NotFound);
        }
    }

    void whatLeadsBackToItselfIsNotFollowed_data()
    {
        QTest::addColumn<QString>("second"); // what b.json names
        QTest::addColumn<QString>("detail");
        QTest::newRow("itself") << "b.json"
                                << "the tileset names itself as its content";
        QTest::newRow("the one before")
            << "tileset.json"
            << "tilesets go in circles: this one leads back to http://city.example/tileset.json";
    }
    void whatLeadsBackToItselfIsNotFollowed()
    {
        QFETCH(QString, second);
        QFETCH(QString, detail);
        World world(R"({"uri":"b.json"})");
        world.assets.put(kServer + "b.json", test::documentOf(test::tileAt(0, second.toStdString())));
        world.settle();
        QCOMPARE(world.tree->log().errors().size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(world.tree->log().errors().front().detail), detail);
        QVERIFY(world.asked("b.json") <= 2);
    }

    void metadataOfATileGoesBeforeTheTile()
    {
        const std::string text =
            R"({"asset":{"version":"1.1"},"geometricError":100,"schema":{"id":"s","classes":{"c":{"properties":{)"
            R"("sphere":{"type":"SCALAR","componentType":"FLOAT64","array":true,"count":4,"semantic":"TILE_BOUNDING_SPHERE"},)"
            R"("error":{"type":"SCALAR","componentType":"FLOAT32","semantic":"TILE_GEOMETRIC_ERROR"}}}}},"root":{)"
            R"("boundingVolume":{"sphere":[0,0,6378137,100]},"geometricError":50,"refine":"ADD",)"
            R"("metadata":{"class":"c","properties":{"sphere":[0,0,6378137,25],"error":7}},)"
            R"("children":[{"boundingVolume":{"sphere":[0,0,6378137,10]},"geometricError":1}]}})";
        const auto document = tiles3d::parseTileset(Bytes(text.begin(), text.end()), "memory");
        QVERIFY2(document, document ? "" : document.error().toString().c_str());
        const TileBatch batch = buildBatch(*document, BatchPlace{});
        QCOMPARE(batch.tiles.at(0).volume.radius, 25.0f);
        QCOMPARE(batch.tiles.at(0).geometricError, 7.0f);
        QVERIFY(batch.tiles.at(0).isAdditive);
        QCOMPARE(batch.tiles.at(1).volume.radius, 10.0f);
        QCOMPARE(batch.tiles.at(1).geometricError, 1.0f);
    }

    void nothingFromAvailableLevelsOn()
    {
        // One subtree of three levels says that all of it is there, and more below; the tileset has two levels.
        World world(R"({"uri":"a.glb"})");
        world.assets.put(
            kServer + "tileset.json",
            std::string(R"({"asset":{"version":"1.1"},"geometricError":4096,"root":{"boundingVolume":{"box":)"
                        R"([0,0,6378137,100,0,0,0,100,0,0,0,10]},"geometricError":4096,"refine":"REPLACE",)"
                        R"("content":{"uri":"{level}-{x}-{y}.glb"},"implicitTiling":{"subdivisionScheme":"QUADTREE",)"
                        R"("availableLevels":2,"subtreeLevels":3,"subtrees":{"uri":"{level}-{x}-{y}.subtree"}}}})"));
        world.assets.put(kServer + "0-0-0.subtree",
                         std::string(R"({"tileAvailability":{"constant":1},"contentAvailability":[{"constant":1}],)"
                                     R"("childSubtreeAvailability":{"constant":1}})"));
        for (const char* name : {"0-0-0", "1-0-0", "1-1-0", "1-0-1", "1-1-1"})
            world.assets.put(kServer + name + ".glb", test::makeSquareGlb(10));
        world.settle();
        std::set<std::string> asked;
        for (const std::string& url : world.assets.asked())
            if (url.ends_with(".glb") || url.ends_with(".subtree"))
                asked.insert(url.substr(kServer.size()));
        QVERIFY(asked.contains("1-1-1.glb"));
        for (const std::string& name : asked)
            QVERIFY2(name.starts_with("0-") || name.starts_with("1-"), name.c_str());
        QVERIFY(world.named().empty());
    }

    void packedFilesThatPackedFilesName_data()
    {
        QTest::addColumn<bool>("isSubtreePacked");
        QTest::addColumn<bool>("isBufferPacked");
        QTest::newRow("plain") << false << false;
        QTest::newRow("subtree") << true << false;
        QTest::newRow("buffer") << false << true;
        QTest::newRow("both") << true << true;
    }
    void packedFilesThatPackedFilesName()
    {
        QFETCH(bool, isSubtreePacked);
        QFETCH(bool, isBufferPacked);
        World world(R"({"uri":"a.glb"})");
        world.assets.put(
            kServer + "tileset.json",
            std::string(R"({"asset":{"version":"1.1"},"geometricError":4096,"root":{"boundingVolume":{"box":)"
                        R"([0,0,6378137,100,0,0,0,100,0,0,0,10]},"geometricError":4096,"refine":"REPLACE",)"
                        R"("content":{"uri":"{level}-{x}-{y}.glb"},"implicitTiling":{"subdivisionScheme":"QUADTREE",)"
                        R"("availableLevels":2,"subtreeLevels":2,"subtrees":{"uri":"{level}-{x}-{y}.subtree"}}}})"));
        const std::string subtree =
            R"({"buffers":[{"byteLength":64,"uri":"bits.bin"}],"bufferViews":[{"buffer":0,"byteLength":1}],)"
            R"("tileAvailability":{"bitstream":0},"contentAvailability":[{"bitstream":0}],)"
            R"("childSubtreeAvailability":{"constant":0}})";
        world.assets.put(kServer + "0-0-0.subtree", isSubtreePacked ? test::gzipped(subtree) : subtree);
        std::string bits(64, '\0');
        bits.front() = 0b10111; // read packed, 0x1F, it would have another tile
        world.assets.put(kServer + "bits.bin", isBufferPacked ? test::gzipped(bits) : bits);
        for (const char* name : {"0-0-0", "1-0-0", "1-1-0", "1-0-1", "1-1-1"})
            world.assets.put(kServer + name + ".glb", test::makeSquareGlb(10));
        world.settle();
        QStringList asked;
        for (const std::string& url : world.assets.asked())
            if (url.ends_with(".glb") && !url.ends_with("/a.glb"))
                asked += QString::fromStdString(url.substr(kServer.size()));
        asked.sort();
        QCOMPARE(asked.join(","), QString("1-0-0.glb,1-1-0.glb,1-1-1.glb"));
        QVERIFY(world.named().empty());
    }
};

QTEST_GUILESS_MAIN(TestContents)
#include "TestContents.moc"
