// Pictures inside of contents that are alike are decoded once and counted once.
#include "geodata/tiles3d/Model.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/SharedPictures.h"
#include "layers/tiling/TileEngine.h"
#include "layers/tiling/TilesetTree.h"
#include "tests/layers_tiling/Fakes.h"
#include "tests/layers_tiling/TinyTilesets.h"

#include <QBuffer>
#include <QByteArray>
#include <QImage>
#include <QTest>

#include <optional>
#include <thread>

using namespace guanjing;
using namespace guanjing::layers;
using test::FakeAssetAccessor;

namespace {

constexpr int kSide = 64;

/// A picture of 64 x 64 pixels of one tone (PNG).
Bytes picture(int tone)
{
    QImage image(kSide, kSide, QImage::Format_RGB888);
    image.fill(qRgb(tone, tone, tone));
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    image.save(&file, "PNG");
    return {file.data().begin(), file.data().end()};
}

/// A triangle with its picture inside.
std::string triangleWith(const Bytes& encoded)
{
    float numbers[15] = {0, 0, 0, 50, 0, 0, 0, 50, 0, 0, 0, 1, 0, 0, 1};
    QByteArray bytes(reinterpret_cast<const char*>(numbers), sizeof numbers);
    bytes += QByteArray(reinterpret_cast<const char*>(encoded.data()), static_cast<qsizetype>(encoded.size()));
    return test::gltfWithPicture(bytes.toBase64().toStdString(), encoded.size());
}

struct World {
    explicit World(const std::vector<std::pair<std::string, int>>& tiles)
        : engine({assets, tasks, clock, preparer}, [] {})
    {
        std::string children;
        for (const auto& [name, x] : tiles)
            children += (children.empty() ? "" : ",") + test::tileAt(x, name);
        assets.put("http://h/tileset.json", test::documentOf(children));
    }
    TileTree& open()
    {
        TilesetOptions options;
        options.url = "http://h/tileset.json";
        return engine.add(std::make_unique<TilesetTree>(1, engine.loader(), options));
    }
    bool settle(double x)
    {
        const ViewState view = ViewState::perspective({x, 0, 6378137 + 400}, {0, 0, -1}, {0, 1, 0}, 400, 300);
        for (int i = 0; i < 200; ++i) {
            test::waitForWorkers(tasks);
            engine.update(view);
            test::waitForWorkers(tasks);
            if (i > 3 && engine.isSettled())
                return true;
        }
        return false;
    }

    FakeAssetAccessor assets;
    test::FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    TileEngine engine;
};

} // namespace

class TestSharedPictures : public QObject {
    Q_OBJECT
private slots:
    void areToldApartByTheirBytes()
    {
        const auto pictures = std::make_shared<SharedPictures>();
        const auto a = pictures->image(picture(1), "a", nullptr);
        const auto again = pictures->image(picture(1), "b", nullptr);
        const auto other = pictures->image(picture(2), "c", nullptr);
        QVERIFY(a && again && other);
        QVERIFY(*a == *again);
        QVERIFY(*a != *other && (*a)->origin != (*other)->origin);
        QCOMPARE((*other)->pixels[0], std::uint8_t{2});
        QCOMPARE(pictures->figures()->wanted.load(), std::uint64_t{3});
        QCOMPARE(pictures->figures()->decoded.load(), std::uint64_t{2});
        QCOMPARE(pictures->figures()->bytes.load(), std::size_t{2 * kSide * kSide * 4});
    }

    void goWithTheLastUser()
    {
        const auto pictures = std::make_shared<SharedPictures>();
        auto a = *pictures->image(picture(1), "a", nullptr);
        auto b = *pictures->image(picture(1), "b", nullptr);
        QCOMPARE(pictures->size(), std::size_t{1});
        a.reset();
        QCOMPARE(pictures->size(), std::size_t{1});
        b.reset();
        QCOMPARE(pictures->size(), std::size_t{0});
        QCOMPARE(pictures->figures()->bytes.load(), std::size_t{0});
        QVERIFY(pictures->image(picture(1), "c", nullptr));
        QCOMPARE(pictures->figures()->decoded.load(), std::uint64_t{2});
    }

    void pixelsThatAreGoneComeBackOnlyWhereTheyAreWanted()
    {
        const auto pictures = std::make_shared<SharedPictures>();
        auto first = *pictures->image(picture(7), "a", nullptr);
        const std::shared_ptr<const void> texture = first->origin; // as someone has whose pixels are on the GPU
        first.reset();
        QCOMPARE(pictures->figures()->bytes.load(), std::size_t{0});
        const auto bare = *pictures->image(picture(7), "b", nullptr);
        QVERIFY(bare->whole && bare->pixels.empty());
        QVERIFY(bare->origin == texture);
        QCOMPARE(bare->width, kSide);
        QCOMPARE(pictures->figures()->decoded.load(), std::uint64_t{1});
        const auto whole = bare->whole();
        QVERIFY(whole && !whole->whole);
        QCOMPARE(whole->pixels.size(), std::size_t{kSide * kSide * 4});
        QCOMPARE(whole->pixels[0], std::uint8_t{7});
        QVERIFY(bare->whole() == whole);
        QCOMPARE(pictures->figures()->decoded.load(), std::uint64_t{2});
    }

    void whatIsNoPictureFailsForEach()
    {
        const auto pictures = std::make_shared<SharedPictures>();
        const Bytes nonsense{1, 2, 3};
        for (const char* source : {"a.glb", "b.glb"}) {
            const auto image = pictures->image(nonsense, source, nullptr);
            QVERIFY(!image);
            QCOMPARE(image.error().source, std::string(source));
        }
        QCOMPARE(pictures->size(), std::size_t{0});
    }

    void manyThreadsDecodeOnce()
    {
        const auto pictures = std::make_shared<SharedPictures>();
        const Bytes encoded[3] = {picture(1), picture(2), picture(3)};
        std::vector<std::shared_ptr<const tiles3d::Image>> kept(3);
        for (std::size_t i = 0; i < 3; ++i)
            kept[i] = *pictures->image(encoded[i], "kept", nullptr);
        std::atomic<int> wrong{0};
        const auto run = [&](std::size_t count) {
            std::vector<std::thread> threads;
            for (std::size_t t = 0; t < 4; ++t)
                threads.emplace_back([&, t] {
                    for (std::size_t round = 0; round < 200; ++round) {
                        const std::size_t i = (round + t) % count;
                        const auto image = pictures->image(encoded[i], "thread", nullptr);
                        const auto whole = image && (*image)->whole ? (*image)->whole() : image.value_or(nullptr);
                        wrong += whole && whole->pixels[0] == i + 1 ? 0 : 1;
                    }
                });
            for (std::thread& thread : threads)
                thread.join();
        };
        run(3);
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(pictures->figures()->decoded.load(), std::uint64_t{3});
        // Coming and going at the same time.
        kept.clear();
        run(3);
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(pictures->size(), std::size_t{0});
        QCOMPARE(pictures->figures()->bytes.load(), std::size_t{0});
    }

    void tilesShareThem()
    {
        World world({{"a.gltf", 0}, {"b.gltf", 10}, {"c.gltf", -10}, {"other.gltf", 20}, {"far.gltf", 2000}});
        for (const char* name : {"a.gltf", "b.gltf", "c.gltf", "far.gltf"})
            world.assets.put(std::string("http://h/") + name, triangleWith(picture(100)));
        world.assets.put("http://h/other.gltf", triangleWith(picture(200)));
        TileTree& tree = world.open();
        QVERIFY(world.settle(0));
        QCOMPARE(tree.log().count(), std::uint64_t{0});
        QCOMPARE(world.engine.list(0).items.size(), std::size_t{4});
        const PictureFigures& figures = world.engine.loader().pictures();
        QCOMPARE(figures.wanted.load(), std::uint64_t{4});
        QCOMPARE(figures.decoded.load(), std::uint64_t{2});
        // Who comes when the pixels are with the GPU decodes nothing.
        QCOMPARE(figures.bytes.load(), std::size_t{0});
        QVERIFY(world.settle(2000));
        QCOMPARE(figures.wanted.load(), std::uint64_t{5});
        QCOMPARE(figures.decoded.load(), std::uint64_t{2});
        world.engine.remove(tree);
        QCOMPARE(world.engine.loader().memoryBytes(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestSharedPictures)
#include "TestSharedPictures.moc"
