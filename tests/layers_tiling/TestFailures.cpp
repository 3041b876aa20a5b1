#include "geodata/core/Limits.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "layers/tiling/TilesetTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>
#include <utility>

using namespace guanjing;
using namespace guanjing::layers;
using test::FakeAssetAccessor;
using test::FakeClock;

namespace {

const std::string kTileset = "http://city.example/tileset.json", kBad = "http://city.example/bad.glb",
                  kGood = "http://city.example/good.glb";

constexpr const char* kDocument = R"({"asset":{"version":"1.1"},"geometricError":100,"root":{
    "boundingVolume":{"sphere":[0,0,6378137,100]},"geometricError":50,"refine":"ADD","children":[
    {"boundingVolume":{"sphere":[0,0,6378137,100]},"geometricError":0,"content":{"uri":"bad.glb"}},
    {"boundingVolume":{"sphere":[0,0,6378137,100]},"geometricError":0,"content":{"uri":"good.glb"}}]}})";

Bytes glbOf(std::string json, Bytes binary)
{
    json.resize((json.size() + 3) / 4 * 4, ' ');
    binary.resize((binary.size() + 3) / 4 * 4);
    Bytes glb;
    const auto word = [&](std::size_t value) {
        for (int shift = 0; shift < 32; shift += 8)
            glb.push_back(static_cast<std::uint8_t>(value >> shift));
    };
    for (const std::size_t value : {std::size_t{0x46546C67}, std::size_t{2}, 28 + json.size() + binary.size(),
                                    json.size(), std::size_t{0x4E4F534A}})
        word(value);
    glb.insert(glb.end(), json.begin(), json.end());
    word(binary.size());
    word(0x004E4942);
    glb.insert(glb.end(), binary.begin(), binary.end());
    return glb;
}

/// A triangle with a picture of these bytes.
Bytes withPicture(const Bytes& picture)
{
    Bytes binary(36 + 24, 0);
    const float corners[9] = {0, 0, 0, 1, 0, 0, 0, 1, 0};
    std::memcpy(binary.data(), corners, sizeof corners);
    binary.insert(binary.end(), picture.begin(), picture.end());
    const std::string json = R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"scene":0,"nodes":[{"mesh":0}],
        "meshes":[{"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_0":1},"material":0}]}],
        "materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],"textures":[{"source":0}],
        "images":[{"bufferView":2,"mimeType":"image/jpeg"}],
        "accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3,"min":[0,0,0],"max":[1,1,0]},
                     {"bufferView":1,"componentType":5126,"type":"VEC2","count":3}],
        "bufferViews":[{"buffer":0,"byteOffset":0,"byteLength":36},{"buffer":0,"byteOffset":36,"byteLength":24},
                       {"buffer":0,"byteOffset":60,"byteLength":)"
        + std::to_string(picture.size()) + R"(}],"buffers":[{"byteLength":)" + std::to_string(binary.size()) + "}]}";
    return glbOf(json, std::move(binary));
}

Error error(ErrorCode code, const char* detail, ErrorReason reason = ErrorReason::None, std::int64_t first = 0)
{
    return {code, kBad, detail, reason, first};
}

struct Kind {
    std::function<void(FakeAssetAccessor&)> prepare;
    ErrorCode code = ErrorCode::Internal;
    std::size_t requests = 1; ///< for the bad tile
    std::size_t shown = 1; ///< tiles drawn in the end
};

} // namespace

Q_DECLARE_METATYPE(Kind)

/// However a tile fails, its source's list names it once, and its neighbour is shown.
class TestFailures : public QObject {
    Q_OBJECT
private slots:
    void everyFailureIsNamedOnce_data()
    {
        QTest::addColumn<Kind>("kind");
        const auto refuses = [](Error what) { return [what](FakeAssetAccessor& assets) { assets.fail(kBad, what); }; };
        const auto answers = [](Bytes bytes) {
            return [bytes](FakeAssetAccessor& assets) { assets.put(kBad, bytes); };
        };
        const Bytes good = test::makeSquareGlb(10);
        QTest::newRow("404") << Kind{[](FakeAssetAccessor&) {}, ErrorCode::NotFound};
        QTest::newRow("403") << Kind{refuses(error(ErrorCode::HttpStatus, "403", ErrorReason::HttpStatus, 403)),
                                     ErrorCode::HttpStatus};
        QTest::newRow("no bytes") << Kind{answers({}), ErrorCode::Empty};
        QTest::newRow("truncated") << Kind{answers(Bytes(good.begin(), good.begin() + 60)), ErrorCode::Truncated};
        QTest::newRow("not a tile") << Kind{answers({'h', 'e', 'l', 'l', 'o', '!'}), ErrorCode::BadMagic};
        // What can be drawn is drawn.
        QTest::newRow("bad image") << Kind{answers(withPicture({0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4})),
                                           ErrorCode::BadValue, 1, 2};
        QTest::newRow("too large to fetch")
            << Kind{refuses(error(ErrorCode::TooLarge, "more bytes than the limit", ErrorReason::LargerThanLimit)),
                    ErrorCode::TooLarge};
        QTest::newRow("retry exhausted") << Kind{refuses(error(ErrorCode::ConnectionFailed, "reset")),
                                                 ErrorCode::ConnectionFailed, 4};
        QTest::newRow("503 for good") << Kind{
            refuses(error(ErrorCode::HttpStatus, "503", ErrorReason::HttpStatus, 503)), ErrorCode::HttpStatus, 4};
    }
    void everyFailureIsNamedOnce()
    {
        QFETCH(Kind, kind);
        World world;
        kind.prepare(world.assets);
        world.settle();
        world.nameOnce(kind.code);
        QCOMPARE(world.engine->list(0).items.size(), kind.shown);
        const auto asked = world.assets.asked();
        QCOMPARE(static_cast<std::size_t>(std::count(asked.begin(), asked.end(), kBad)), kind.requests);
    }

    void whatWasCancelledTwiceIsNamedOnce()
    {
        World world;
        world.settleTree();
        world.assets.answersAtOnce = false;
        for (int round = 0; round < 2; ++round) {
            world.frame(world.view);
            QCOMPARE(world.assets.waiting().size(), std::size_t{2});
            // Looks away until the requests are given up.
            for (int i = 0; i < 400 && !world.assets.waiting().empty(); ++i)
                world.frame(world.away);
            QVERIFY(world.assets.waiting().empty());
        }
        QCOMPARE(world.assets.cancelled(), std::size_t{4});
        QVERIFY2(world.tree->log().errors().empty(), "what nobody wants any more is no failure");
        world.assets.answersAtOnce = true;
        world.settle();
        world.nameOnce(ErrorCode::NotFound);
    }

    void whatIsLoadedAgainIsNotNamedAgain()
    {
        World world;
        world.assets.put(kBad, withPicture({0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4}));
        world.settle();
        TileEngineSettings settings;
        settings.memoryBudgetBytes = 1;
        for (int i = 0; i < 3; ++i) {
            world.engine->setSettings(settings);
            for (int frame = 0; frame < 10; ++frame)
                world.frame(world.away);
            world.engine->setSettings({});
            world.settle();
        }
        const auto asked = world.assets.asked();
        QVERIFY2(std::count(asked.begin(), asked.end(), kBad) > 1, "it was let go");
        world.nameOnce(ErrorCode::BadValue);
    }

private:
    struct World {
        World()
        {
            engine.emplace(TileLoader::Services{assets, tasks, clock, preparer}, [] {});
            assets.put(kTileset, std::string(kDocument));
            assets.put(kGood, test::makeSquareGlb(10));
            TilesetOptions options;
            options.url = kTileset;
            tree = &engine->add(std::make_unique<TilesetTree>(1, engine->loader(), options));
        }
        void frame(const ViewState& from)
        {
            test::waitForWorkers(tasks);
            engine->update(from);
            clock.advance(std::chrono::seconds(1)); // past any retry
        }
        void settleTree()
        {
            for (int i = 0; i < 20 && tree->size() < 2; ++i)
                frame(away);
            QVERIFY(tree->size() > 1);
        }
        void settle()
        {
            for (int i = 0; i < 200; ++i) {
                frame(view);
                test::waitForWorkers(tasks);
                if (i > 3 && engine->isSettled())
                    return;
            }
            QFAIL("does not settle");
        }
        void nameOnce(ErrorCode code)
        {
            const auto& errors = tree->log().errors();
            QCOMPARE(errors.size(), std::size_t{1});
            QCOMPARE(tree->log().count(), std::uint64_t{1});
            QCOMPARE(errors.front().code, code);
            QCOMPARE(errors.front().source, kBad);
            QVERIFY(!errors.front().detail.empty());
        }

        FakeAssetAccessor assets;
        FakeClock clock;
        NullPreparer preparer;
        TaskPool tasks{2};
        std::optional<TileEngine> engine;
        TileTree* tree = nullptr;
        ViewState view = ViewState::perspective({0, 0, 6378137 + 300}, {0, 0, -1}, {0, 1, 0}, 400, 300);
        ViewState away = ViewState::perspective({0, 0, 6378137 + 300}, {0, 0, 1}, {0, 1, 0}, 400, 300);
    };
};

QTEST_GUILESS_MAIN(TestFailures)
#include "TestFailures.moc"
