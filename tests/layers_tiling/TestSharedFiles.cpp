#include "geodata/tiles3d/Model.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/SharedFiles.h"
#include "layers/tiling/TileEngine.h"
#include "layers/tiling/TilesetTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <optional>
#include <thread>

using namespace guanjing;
using namespace guanjing::layers;
using test::FakeAssetAccessor;

namespace {

const std::string kUrl = "http://city.example/facade.png";

AssetRequest request(const std::string& url = kUrl)
{
    AssetRequest request;
    request.url = url;
    return request;
}

/// What one user got.
struct Got {
    std::shared_ptr<SharedFile> file;
    int answers = 0, errors = 0;
    std::uint64_t networkBytes = 0;

    SharedFiles::Callback callback()
    {
        return [this](Result<SharedFiles::Answer> answer) {
            ++answers;
            errors += answer ? 0 : 1;
            file = answer ? answer->file : nullptr;
            networkBytes = answer ? answer->networkBytes : 0;
        };
    }
};

/// A picture of one pixel (PNG).
Bytes onePixel()
{
    const QByteArray png = QByteArray::fromBase64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    return {png.begin(), png.end()};
}

/// A triangle with a picture beside it.
std::string triangleWith(const std::string& picture)
{
    float numbers[15] = {0, 0, 0, 50, 0, 0, 0, 50, 0, 0, 0, 1, 0, 0, 1};
    const QByteArray bytes = QByteArray(reinterpret_cast<const char*>(numbers), sizeof numbers).toBase64();
    return R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
        "meshes":[{"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_0":1},"material":0}]}],
        "materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],"textures":[{"source":0}],
        "images":[{"uri":")"
        + picture + R"("}],"buffers":[{"byteLength":60,"uri":"data:application/octet-stream;base64,)"
        + bytes.toStdString() + R"("}],"bufferViews":[{"buffer":0,"byteLength":36},
        {"buffer":0,"byteOffset":36,"byteLength":24}],
        "accessors":[{"bufferView":0,"componentType":5126,"type":"VEC3","count":3,"min":[0,0,0],"max":[50,50,0]},
        {"bufferView":1,"componentType":5126,"type":"VEC2","count":3}]})";
}

/// Four tiles with the same picture, two of them in sight from above 1,000 m.
constexpr const char* kDocument = R"({"asset":{"version":"1.1"},"geometricError":100,"root":{
    "boundingVolume":{"sphere":[0,0,6378137,3000]},"geometricError":50,"refine":"ADD","children":[
    {"boundingVolume":{"sphere":[0,0,6378137,100]},"geometricError":0,"content":{"uri":"a.gltf"}},
    {"boundingVolume":{"sphere":[0,0,6378137,100]},"geometricError":0,"content":{"uri":"b.gltf"}},
    {"boundingVolume":{"sphere":[2000,0,6378137,100]},"geometricError":0,"content":{"uri":"far.gltf"}}]}})";

std::size_t timesAsked(const FakeAssetAccessor& assets, const std::string& url)
{
    const auto asked = assets.asked();
    return static_cast<std::size_t>(std::count(asked.begin(), asked.end(), url));
}

} // namespace

/// Files that several contents name.
class TestSharedFiles : public QObject {
    Q_OBJECT
private slots:
    void isAskedForOnceAndKeptWhileInUse()
    {
        FakeAssetAccessor assets;
        assets.put(kUrl, std::string("twelve bytes"));
        assets.answersAtOnce = false;
        const auto files = std::make_shared<SharedFiles>(assets, std::make_shared<PictureFigures>());
        Got first, second, late, again;
        AssetHandle one = files->get(request(), first.callback());
        AssetHandle two = files->get(request(), second.callback());
        QCOMPARE(assets.waiting().size(), std::size_t{1});
        QCOMPARE(first.answers, 0);
        assets.answerAll();
        QCOMPARE(first.answers, 1);
        QCOMPARE(second.answers, 1);
        QVERIFY(first.file && first.file == second.file);
        QCOMPARE(first.networkBytes + second.networkBytes, std::uint64_t{12});
        QCOMPARE(files->byteSize(), std::size_t{12});

        first.file.reset();
        AssetHandle three = files->get(request(), late.callback());
        QVERIFY2(late.file == second.file, "at once");
        QCOMPARE(late.networkBytes, std::uint64_t{0});
        QCOMPARE(assets.asked().size(), std::size_t{1});

        second.file.reset();
        late.file.reset();
        QCOMPARE(files->byteSize(), std::size_t{0});
        AssetHandle four = files->get(request(), again.callback());
        QCOMPARE(assets.asked().size(), std::size_t{2});
    }

    void whoGivesUpTakesNothingFromOthers()
    {
        FakeAssetAccessor assets;
        assets.put(kUrl, std::string("x"));
        assets.answersAtOnce = false;
        const auto files = std::make_shared<SharedFiles>(assets, std::make_shared<PictureFigures>());
        Got first, second, third;
        AssetHandle one = files->get(request(), first.callback());
        AssetHandle two = files->get(request(), second.callback());
        one.reset();
        QCOMPARE(assets.cancelled(), std::size_t{0});
        two.reset();
        QCOMPARE(assets.cancelled(), std::size_t{1});
        AssetHandle three = files->get(request(), third.callback());
        one = files->get(request(), first.callback());
        one.reset();
        assets.answerAll();
        QCOMPARE(assets.asked().size(), std::size_t{2});
        QCOMPARE(first.answers + second.answers, 0);
        QCOMPARE(third.answers, 1);
        QVERIFY(third.file);
    }

    void failuresReachAllAndAreNotKept()
    {
        FakeAssetAccessor assets;
        assets.put(kUrl, std::string("x"));
        assets.fail(kUrl, {ErrorCode::Timeout, kUrl, "no byte"}, 1);
        assets.answersAtOnce = false;
        const auto files = std::make_shared<SharedFiles>(assets, std::make_shared<PictureFigures>());
        Got first, second, third;
        AssetHandle one = files->get(request(), first.callback());
        AssetHandle two = files->get(request(), second.callback());
        assets.answerAll();
        QCOMPARE(first.errors, 1);
        QCOMPARE(second.errors, 1);
        AssetHandle three = files->get(request(), third.callback());
        assets.answerAll();
        QVERIFY(third.file);
    }

    void whatADocumentMayNotNameIsNotHandedToIt()
    {
        FakeAssetAccessor assets;
        assets.put("/a.png", std::string("x"));
        const auto files = std::make_shared<SharedFiles>(assets, std::make_shared<PictureFigures>());
        Got local, remote;
        AssetHandle one = files->get(request("/a.png"), local.callback());
        AssetRequest fromAfar = request("/a.png");
        fromAfar.referrer = "http://city.example/tileset.json";
        AssetHandle two = files->get(fromAfar, remote.callback());
        QCOMPARE(assets.asked().size(), std::size_t{2}); // the accessor decides
    }

    void isDecodedOnceByManyThreads()
    {
        FakeAssetAccessor assets;
        for (int i = 0; i < 3; ++i)
            assets.put(kUrl + std::to_string(i), onePixel());
        const auto figures = std::make_shared<PictureFigures>();
        const auto files = std::make_shared<SharedFiles>(assets, figures);
        std::atomic<int> wrong{0};
        std::vector<std::thread> threads;
        // One user of each stays, so that every other finds the same.
        std::vector<Got> kept(3);
        std::vector<std::shared_ptr<const tiles3d::Image>> images(3);
        for (std::size_t i = 0; i < 3; ++i) {
            AssetHandle handle = files->get(request(kUrl + std::to_string(i)), kept[i].callback());
            images[i] = *kept[i].file->image(kUrl, nullptr);
            QVERIFY(images[i]->origin == kept[i].file);
        }
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (std::size_t round = 0; round < 300; ++round) {
                    const std::size_t i = (round + static_cast<std::size_t>(t)) % 3;
                    Got got;
                    AssetHandle handle = files->get(request(kUrl + std::to_string(i)), got.callback());
                    const auto image = got.file ? got.file->image(kUrl, nullptr) : fail(ErrorCode::Internal, "", "");
                    wrong += image && *image == images[i] ? 0 : 1;
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(figures->decoded.load(), std::uint64_t{3});
        QCOMPARE(figures->bytes.load(), std::size_t{12});
        QCOMPARE(assets.asked().size(), std::size_t{3});
        kept.clear();
        images.clear();
        QCOMPARE(files->byteSize(), std::size_t{0});
        QCOMPARE(figures->bytes.load(), std::size_t{0});
    }

    void tilesShareTheirPicture()
    {
        FakeAssetAccessor assets;
        test::FakeClock clock;
        NullPreparer preparer;
        TaskPool tasks{2};
        TileEngine engine({assets, tasks, clock, preparer}, [] {});
        const std::string base = "http://city.example/";
        assets.put(base + "tileset.json", std::string(kDocument));
        for (const char* name : {"a.gltf", "b.gltf", "far.gltf"})
            assets.put(base + name, triangleWith("facade.png"));
        assets.put(kUrl, onePixel());
        TilesetOptions options;
        options.url = base + "tileset.json";
        TileTree& tree = engine.add(std::make_unique<TilesetTree>(1, engine.loader(), options));
        const auto settle = [&](double x, double height) {
            const ViewState view = ViewState::perspective({x, 0, 6378137 + height}, {0, 0, -1}, {0, 1, 0}, 400, 300);
            for (int i = 0; i < 200; ++i) {
                test::waitForWorkers(tasks);
                engine.update(view);
                test::waitForWorkers(tasks);
                if (i > 3 && engine.isSettled())
                    return true;
            }
            return false;
        };
        QVERIFY(settle(0, 400));
        QCOMPARE(tree.log().count(), std::uint64_t{0});
        QCOMPARE(engine.list(0).items.size(), std::size_t{2});
        QCOMPARE(timesAsked(assets, kUrl), std::size_t{1});
        QVERIFY(settle(2000, 400));
        QCOMPARE(timesAsked(assets, base + "far.gltf"), std::size_t{1});
        QCOMPARE(timesAsked(assets, kUrl), std::size_t{1}); // still in use by the first two
        const std::size_t withAll = engine.loader().memoryBytes();
        engine.remove(tree);
        QVERIFY(withAll >= onePixel().size());
        QCOMPARE(engine.loader().memoryBytes(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestSharedFiles)
#include "TestSharedFiles.moc"
