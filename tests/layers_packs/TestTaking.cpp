#include "geodata/net/Url.h"
#include "geodata/packs/PackAccessor.h"
#include "geodata/raster/ImageryOpening.h"
#include "geodata/store/StoreKey.h"
#include "layers/packs/AreaCells.h"
#include "layers/packs/PackScene.h"
#include "layers/packs/Taking.h"
#include "tests/layers_scene/EngineWorld.h"
#include "tests/layers_tiling/Fakes.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace guanjing;
using namespace guanjing::layers;
using guanjing::test::FakeAssetAccessor;

namespace {

/// Answers pictures of any address but some.
class Server final : public AssetAccessor {
public:
    AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        {
            const std::lock_guard lock(m_mutex);
            ++m_count[request.url];
        }
        if (request.url.starts_with("http://pictures/")) {
            if (request.url.find("/absent/") == std::string::npos && !isAbsent(request.url))
                rest.put(request.url,
                         std::string("\xFF\xD8 picture of ") + request.url + std::string(paddingOf(request.url), '.'));
        }
        return rest.get(std::move(request), std::move(done));
    }
    AssetStatistics statistics() const override { return rest.statistics(); }
    [[nodiscard]] std::map<std::string, int> asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_count;
    }
    void forget()
    {
        const std::lock_guard lock(m_mutex);
        m_count.clear();
    }

    FakeAssetAccessor rest;
    std::function<std::size_t(const std::string&)> paddingOf = [](const std::string&) { return std::size_t{1000}; };
    std::function<bool(const std::string&)> isAbsent = [](const std::string&) { return false; };

private:
    mutable std::mutex m_mutex;
    std::map<std::string, int> m_count;
};

ImagerySourceSpec pictures(const std::string& name, int maxLevel)
{
    ImagerySourceSpec spec;
    spec.name = name;
    spec.url = "http://pictures/" + name + "/{z}/{x}/{y}.jpg";
    spec.maxLevel = maxLevel;
    return spec;
}

std::string boxAround(double lon, double lat, double half)
{
    const glm::dmat4 frame = eastNorthUpToEcef({lon, lat, 0});
    std::string text = "{\"box\":[";
    const glm::dvec3 center(frame[3]);
    for (int i = 0; i < 3; ++i)
        text += QString::number(center[i], 'g', 17).toStdString() + ",";
    for (int axis = 0; axis < 3; ++axis)
        for (int i = 0; i < 3; ++i)
            text += QString::number(frame[axis][i] * half, 'g', 17).toStdString() + (axis == 2 && i == 2 ? "" : ",");
    return text + "]}";
}

} // namespace

class TestTaking : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<Server>();
        m_scene = {};
        m_scene.name = "City";
        m_options = {};
        m_options.area = *Area::fromRings({{{113.70, 22.90}, {113.80, 22.90}, {113.75, 23.00}}});
        m_options.createdBy = "test";
    }

    void takesThePicturesOfAnArea();
    void goesOnWhereItWasStopped();
    void pauses();
    void whatFailsIsToldAndAskedForAgain();
    void stopsWhereNobodyAnswers();
    void takesTilesets();
    void findsOutHowFineTerrainIs();
    void leavesOutWhatWasNotChosen();
    void anotherPlanIsRefused();
    void encryptionStaysAsItWasBegun();
    void countsTheWholeCity();
    void estimatesWhatIsTaken();
    void knowsTheSizeOfManyKinds();
    void samplesOfACoastAreOfLandAndSea();
    void tellsHowFarItIsByTime();
    void hidesSecrets();

private:
    [[nodiscard]] std::string path() const { return m_folder->filePath("a.gjpack").toStdString(); }
    [[nodiscard]] TakeServices services() { return {*m_server, m_tasks}; }
    TakeProgress takeAll(const StoreKey* key = nullptr)
    {
        auto taking = Taking::start(services(), m_scene, m_options, path(), key);
        if (!taking) {
            qWarning("%s", taking.error().toString().c_str());
            TakeProgress failed;
            failed.state = TakeState::Failed;
            return failed;
        }
        if (!(*taking)->waitFor(60))
            qWarning("does not end");
        m_missing = (*taking)->missing();
        return (*taking)->progress();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Server> m_server;
    TaskPool m_tasks{2};
    Scene m_scene;
    TakeOptions m_options;
    std::vector<Error> m_missing;
};

void TestTaking::takesThePicturesOfAnArea()
{
    m_scene.imagery.push_back(pictures("city", 14));
    m_server->isAbsent = [](const std::string& url) { return url.find("/12/") != std::string::npos; };
    const TakeProgress progress = takeAll();
    QCOMPARE(progress.state, TakeState::Done);
    QCOMPARE(progress.missing, std::uint64_t{0});
    QCOMPARE(progress.done, progress.total);
    // Against a plain look at every tile of the levels.
    std::set<std::string> expected;
    for (int z = 0; z <= 14; ++z) {
        const int side = 1 << z;
        for (int x = 0; x < side; ++x) {
            const double west = x * 360.0 / side - 180, east = (x + 1) * 360.0 / side - 180;
            if (east < 113.7 || west > 113.8)
                continue;
            for (int y = 0; y < side; ++y) {
                const auto latOf = [&](int row) {
                    return std::atan(std::sinh(M_PI * (1 - 2.0 * row / side))) * 180 / M_PI;
                };
                const double north = latOf(y), south = latOf(y + 1);
                if (m_options.area.touches({west, south, east, north}))
                    expected.insert("http://pictures/city/" + std::to_string(z) + "/" + std::to_string(x) + "/"
                                    + std::to_string(y) + ".jpg");
            }
        }
    }
    const auto asked = m_server->asked();
    std::size_t extra = 0;
    for (const auto& [url, count] : asked) {
        QCOMPARE(count, 1);
        extra += expected.contains(url) ? 0 : 1;
    }
    for (const std::string& url : expected)
        QVERIFY2(asked.contains(url), url.c_str());
    QVERIFY2(extra <= 2, "edges that are straight in degrees are a little bent in the grid");
    // Without the server.
    FakeAssetAccessor nothing;
    PackAccessor packs(nothing);
    const auto opened = packs.open(path());
    QVERIFY(opened.has_value());
    QVERIFY(opened->state.isComplete);
    const auto get = [&](const std::string& url) {
        AssetRequest request;
        request.url = url;
        return getAndWait(packs, request);
    };
    for (const std::string& url : expected) {
        const auto answer = get(url);
        if (url.find("/12/") != std::string::npos)
            QVERIFY(!answer && answer.error().code == ErrorCode::NotFound && !isNotTaken(answer.error()));
        else
            QVERIFY(answer && asText(*answer->body).find(url) != std::string_view::npos);
    }
    QVERIFY(isNotTaken(get("http://pictures/city/14/0/0.jpg").error()));
    QVERIFY(nothing.asked().empty());
    const auto scene = readPackScene(opened->facts.scene);
    QVERIFY(scene.has_value());
    QCOMPARE(scene->imagery.front().url, m_scene.imagery.front().url);
    QCOMPARE(scene->viewpoints.size(), std::size_t{1});
    QVERIFY(m_options.area.bounds().contains(scene->viewpoints.front().lonDegrees, 22.95));
}

void TestTaking::goesOnWhereItWasStopped()
{
    m_scene.imagery.push_back(pictures("city", 16));
    m_options.inFlight = 4;
    {
        m_server->rest.answersAtOnce = false;
        auto taking = Taking::start(services(), m_scene, m_options, path());
        QVERIFY(taking.has_value());
        const auto isUnderWay = [&] {
            for (std::size_t i = m_server->rest.waiting().size(); i > 0; --i) // not those that come meanwhile
                m_server->rest.answer(0);
            return (*taking)->progress().done > 20;
        };
        QTRY_VERIFY(isUnderWay());
        (*taking)->cancel();
        QVERIFY((*taking)->waitFor(20));
        QCOMPARE((*taking)->progress().state, TakeState::Cancelled);
    }
    m_server->rest.answersAtOnce = true;
    const std::size_t before = m_server->asked().size();
    QVERIFY(before > 20);
    const auto half = PackFile::open(path());
    QVERIFY(half.has_value());
    QVERIFY(!half->state().isComplete);
    const TakeProgress progress = takeAll();
    QCOMPARE(progress.state, TakeState::Done);
    QVERIFY(before < progress.total);
    std::size_t twice = 0;
    for (const auto& [url, count] : m_server->asked())
        twice += count > 1 ? 1 : 0;
    QVERIFY2(twice <= 4, "more than what was under way is asked for twice");
    const auto whole = PackFile::open(path());
    QVERIFY(whole->state().isComplete);
    QCOMPARE(whole->state().entries, progress.total);
}

void TestTaking::pauses()
{
    m_scene.imagery.push_back(pictures("city", 13));
    m_server->rest.answersAtOnce = false;
    auto taking = Taking::start(services(), m_scene, m_options, path());
    QVERIFY(taking.has_value());
    QTRY_VERIFY(m_server->rest.waiting().size() >= 20);
    QVERIFY(m_server->rest.mostWaiting() <= 24);
    (*taking)->pause();
    QTRY_COMPARE((*taking)->progress().state, TakeState::Paused);
    QVERIFY(m_server->rest.waiting().empty()); // given back
    (*taking)->resume();
    QTRY_VERIFY(!m_server->rest.waiting().empty());
    m_server->rest.answersAtOnce = true;
    const auto isOver = [&] {
        m_server->rest.answerAll();
        return (*taking)->waitFor(0.01);
    };
    QTRY_VERIFY(isOver());
    QCOMPARE((*taking)->progress().state, TakeState::Done);
}

void TestTaking::whatFailsIsToldAndAskedForAgain()
{
    m_scene.imagery.push_back(pictures("city", 12));
    const std::string bad = "http://pictures/city/9/417/222.jpg", slow = "http://pictures/city/8/208/111.jpg";
    m_server->rest.fail(bad, {ErrorCode::HttpStatus, bad, "", ErrorReason::HttpStatus, 403}, 1);
    m_server->rest.fail(slow, {ErrorCode::Timeout, slow, ""}, 1);
    const TakeProgress progress = takeAll();
    QCOMPARE(progress.state, TakeState::Done);
    QCOMPARE(progress.missing, std::uint64_t{1});
    QCOMPARE(m_missing.size(), std::size_t{1});
    QCOMPARE(m_missing.front().source, bad);
    QCOMPARE(m_server->asked().at(slow), 2);
    QCOMPARE(PackFile::open(path())->state().missing, std::uint64_t{1});
    m_server->forget();
    QCOMPARE(takeAll().missing, std::uint64_t{0});
    QCOMPARE(m_server->asked().size(), std::size_t{1}); // nothing but what was missing
    QCOMPARE(PackFile::open(path())->state().missing, std::uint64_t{0});
}

void TestTaking::stopsWhereNobodyAnswers()
{
    m_scene.imagery.push_back(pictures("city", 10));
    m_options.inFlight = 1;
    for (int z = 0; z <= 10; ++z)
        m_server->isAbsent = [](const std::string&) { return true; };
    class Dead final : public AssetAccessor {
    public:
        AssetHandle get(AssetRequest request, AssetCallback done) override
        {
            done(guanjing::fail({ErrorCode::ConnectionFailed, request.url, "", ErrorReason::Refused}));
            return {};
        }
        AssetStatistics statistics() const override { return {}; }
    } dead;
    auto taking = Taking::start({dead, m_tasks}, m_scene, m_options, path());
    QVERIFY(taking.has_value());
    QTRY_VERIFY((*taking)->progress().trouble.has_value());
    QVERIFY((*taking)->waitFor(60));
    const TakeProgress progress = (*taking)->progress();
    QCOMPARE(progress.state, TakeState::Failed);
    QVERIFY(progress.error.has_value());
    QCOMPARE(progress.error->code, ErrorCode::ConnectionFailed);
    QVERIFY(!PackFile::open(path())->state().isComplete);
}

void TestTaking::takesTilesets()
{
    const auto& here = m_options.area.bounds();
    const double lon = (here.west + here.east) / 2, lat = (here.south + here.north) / 2;
    // The root is refined into one tile in the area, one beside it, and one external tileset in each.
    const std::string inside = boxAround(lon, lat, 100), outside = boxAround(lon + 2, lat, 100),
                      wide = boxAround(lon + 1, lat, 200'000);
    m_server->rest.put(
        "http://tiles/tileset.json",
        R"({"asset":{"version":"1.1"},"geometricError":1000,"root":{"refine":"REPLACE","geometricError":500,)"
        R"("boundingVolume":)"
            + wide + R"(,"content":{"uri":"root.glb"},"children":[
          {"boundingVolume":)"
            + inside + R"(,"geometricError":10,"content":{"uri":"in.gltf"},"children":[
             {"boundingVolume":)"
            + inside + R"(,"geometricError":1,"content":{"uri":"fine.glb"}}]},
          {"boundingVolume":)"
            + outside + R"(,"geometricError":10,"content":{"uri":"out.glb"},"children":[
             {"boundingVolume":)"
            + outside + R"(,"geometricError":1,"content":{"uri":"outfine.glb"}}]},
          {"boundingVolume":)"
            + inside + R"(,"geometricError":10,"content":{"uri":"more/external.json?v=1"}},
          {"boundingVolume":)"
            + outside + R"(,"geometricError":10,"content":{"uri":"beside/external.json"}}]}})");
    m_server->rest.put("http://tiles/more/external.json?v=1",
                       R"({"asset":{"version":"1.1"},"geometricError":10,"root":{"refine":"ADD","geometricError":5,)"
                       R"("boundingVolume":)"
                           + inside + R"(,"content":{"uri":"deep.glb"},"children":[{"boundingVolume":)" + outside
                           + R"(,"geometricError":0,"content":{"uri":"added.glb"}}]}})");
    m_server->rest.put("http://tiles/in.gltf",
                       R"({"asset":{"version":"2.0"},"buffers":[{"uri":"in.bin","byteLength":4}],"meshes":[]})");
    m_server->rest.put("http://tiles/in.bin", "data");
    for (const char* name :
         {"root.glb", "fine.glb", "out.glb", "outfine.glb", "more/deep.glb?v=1", "more/added.glb?v=1"})
        m_server->rest.put(std::string("http://tiles/") + name, std::string("glTF of ") + name);
    TilesetSourceSpec spec;
    spec.name = "Buildings";
    spec.url = "http://tiles/tileset.json";
    m_scene.tilesets.push_back(spec);
    const TakeProgress progress = takeAll();
    QCOMPARE(progress.state, TakeState::Done);
    QVERIFY2(progress.missing == 0, m_missing.empty() ? "" : m_missing.front().toString().c_str());
    auto pack = PackFile::open(path());
    const auto has = [&](const char* name) { return *pack->has(std::string("http://tiles/") + name); };
    for (const char* name : {"tileset.json", "root.glb", "in.gltf", "in.bin", "fine.glb", "more/external.json?v=1",
                             "more/deep.glb?v=1", "out.glb"}) // the last as its sibling is there
        QVERIFY2(has(name), name);
    for (const char* name : {"outfine.glb", "beside/external.json", "more/added.glb?v=1"})
        QVERIFY2(!has(name), name);
    // Again: nothing is asked for.
    m_server->forget();
    QCOMPARE(takeAll().state, TakeState::Done);
    QVERIFY(m_server->asked().empty());
    // Without what is finer than 5 m.
    m_options.finestErrorMeters = 20;
    QVERIFY(m_folder->remove());
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(takeAll().state, TakeState::Done);
    pack = PackFile::open(path());
    QVERIFY(has("in.gltf"));
    QVERIFY(!has("fine.glb"));
}

/// A layer.json that does not say which tiles there are: what is below one that is not there is not tried.
void TestTaking::findsOutHowFineTerrainIs()
{
    m_server->rest.put("http://ground/layer.json",
                       R"({"format":"quantized-mesh-1.0","tiles":["{z}/{x}/{y}.terrain"],"projection":"EPSG:4326"})");
    constexpr int kFinest = 9;
    for (int z = 0; z <= kFinest; ++z)
        for (const int dx : {-1, 0, 1})
            for (const int dy : {-1, 0, 1}) {
                const double rows = std::exp2(z);
                const int x = static_cast<int>((113.75 + 180) / 180 * rows) + dx,
                          y = static_cast<int>((22.95 + 90) / 180 * rows) + dy;
                m_server->rest.put("http://ground/" + std::to_string(z) + "/" + std::to_string(x) + "/"
                                       + std::to_string(y) + ".terrain",
                                   "a tile");
            }
    TerrainSourceSpec terrain;
    terrain.name = "Ground";
    terrain.kind = "quantized-mesh";
    terrain.url = "http://ground/layer.json";
    m_scene.terrain.push_back(terrain);
    const auto estimate = estimateTaking(services(), m_scene, m_options);
    QVERIFY(estimate.has_value());
    QVERIFY(estimate->requests < 40);
    m_server->forget();
    const TakeProgress progress = takeAll();
    QCOMPARE(progress.state, TakeState::Done);
    QCOMPARE(progress.missing, std::uint64_t{0});
    const auto asked = m_server->asked();
    QVERIFY(asked.size() < 40);
    int finest = 0, beyond = 0;
    for (const auto& [url, count] : asked) {
        finest += url.starts_with("http://ground/9/") ? 1 : 0;
        beyond += url.starts_with("http://ground/11/") ? 1 : 0;
    }
    QVERIFY(finest > 0);
    QCOMPARE(beyond, 0);
}

void TestTaking::leavesOutWhatWasNotChosen()
{
    m_scene.imagery = {pictures("a", 9), pictures("b", 9), pictures("c", 9)};
    m_scene.imagery[0].date = "2023-06";
    m_scene.imagery[1].date = "2026-06";
    m_scene.live.emplace_back();
    m_scene.live.back().name = "Air";
    m_options.dates = {"2026"};
    const auto layers = layersToTake(m_scene, m_options);
    QCOMPARE(layers.size(), std::size_t{4});
    QCOMPARE(layers[0].obstacle, TakeLayer::Obstacle::OtherDate);
    QVERIFY(layers[1].isTaken());
    QVERIFY(layers[2].isTaken());
    QCOMPARE(layers[3].obstacle, TakeLayer::Obstacle::IsLive);
    m_options.layers = {"b"};
    m_options.maxLevel = 7;
    QCOMPARE(takeAll().state, TakeState::Done);
    for (const auto& [url, count] : m_server->asked())
        QVERIFY2(url.starts_with("http://pictures/b/") && url.find("/8/") == std::string::npos, url.c_str());
    const auto scene = readPackScene(PackFile::open(path())->facts().scene);
    QCOMPARE(scene->imagery.size(), std::size_t{1});
    QCOMPARE(scene->imagery.front().maxLevel, 7);
    QVERIFY(scene->live.empty());
    m_options.layers = {"none"};
    QCOMPARE(Taking::start(services(), m_scene, m_options, path()).error().code, ErrorCode::BadValue);
}

void TestTaking::anotherPlanIsRefused()
{
    m_scene.imagery.push_back(pictures("a", 8));
    QCOMPARE(takeAll().state, TakeState::Done);
    m_options.maxLevel = 5;
    const auto other = Taking::start(services(), m_scene, m_options, path());
    QVERIFY(!other.has_value());
    QCOMPARE(other.error().code, ErrorCode::BadValue);
    QCOMPARE(other.error().source, path());
}

void TestTaking::encryptionStaysAsItWasBegun()
{
    m_scene.imagery.push_back(pictures("a", 8));
    const StoreKey key = *keyOfPassphrase("long enough words");
    QCOMPARE(takeAll().state, TakeState::Done);
    const auto sealed = Taking::start(services(), m_scene, m_options, path(), &key);
    QVERIFY(!sealed.has_value());
    QCOMPARE(sealed.error().code, ErrorCode::BadValue);
    QVERIFY(sealed.error().detail.find("without encryption") != std::string::npos);
    QFile::remove(QString::fromStdString(path()));
    QCOMPARE(takeAll(&key).state, TakeState::Done);
    const auto open = Taking::start(services(), m_scene, m_options, path());
    QVERIFY(!open.has_value());
    QCOMPARE(open.error().code, ErrorCode::NeedsKey);
}

/// Ten million pictures are counted without a list of them.
void TestTaking::countsTheWholeCity()
{
    const auto imagery = openImagery(
        [] {
            ImageryDescription description;
            description.url = "http://pictures/city/{z}/{x}/{y}.jpg";
            return description;
        }(),
        {});
    QVERIFY(imagery.has_value());
    const auto area = Area::fromText("113.52,22.65,114.26,23.15");
    const auto cells = AreaCells::create(*area, *imagery);
    QVERIFY(cells.has_value());
    std::uint64_t count = 0;
    for (int level = 0; level <= 22; ++level)
        count += cells->count(level);
    // Columns and rows of the finest level, and a third of them above.
    const double columns = 0.74 / 360 * 4194304, rows = 0.50 / 360 * 4194304 / std::cos(22.9 * M_PI / 180);
    QVERIFY(std::abs(static_cast<double>(count) / (columns * rows * 4 / 3) - 1) < 0.01);
}

void TestTaking::estimatesWhatIsTaken()
{
    m_scene.imagery.push_back(pictures("city", 17));
    const auto estimate = estimateTaking(services(), m_scene, m_options);
    QVERIFY(estimate.has_value());
    QVERIFY(m_server->asked().size() < 200);
    const TakeProgress progress = takeAll();
    QCOMPARE(estimate->requests, progress.total);
    const double bytes = static_cast<double>(QFileInfo(QString::fromStdString(path())).size());
    QVERIFY2(std::abs(estimate->bytes / bytes - 1) < 0.05,
             qPrintable(QStringLiteral("%1 for %2").arg(estimate->bytes).arg(bytes)));
    QVERIFY(estimate->seconds > 0);
    QVERIFY(estimate->layers.front().isExact);
}

void TestTaking::knowsTheSizeOfManyKinds()
{
    const auto spread = [](const std::string& text) { // 0 to 1, the same each time
        std::uint32_t hash = 2166136261;
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
        return (hash >> 8 & 0xFFFF) / 65536.0;
    };
    // Bodies of 9 to 15 KiB: few pages of the file hold one without a rest.
    m_server->paddingOf = [&](const std::string& url) { return static_cast<std::size_t>(9000 + 6000 * spread(url)); };
    m_scene.imagery.push_back(pictures("city", 16));
    // A few coarse tiles, as large as many fine ones, above 900 of which every third is larger, and all share a picture.
    const auto& here = m_options.area.bounds();
    const double lon = (here.west + here.east) / 2, lat = (here.south + here.north) / 2;
    const std::string inside = boxAround(lon, lat, 100);
    std::string tiles;
    const std::string model = R"({"asset":{"version":"2.0"},"images":[{"uri":"shared.jpg"}],"meshes":[]})";
    const auto put = [&](const std::string& name, std::size_t bytes) {
        m_server->rest.put("http://tiles/" + name, model + std::string(bytes, ' '));
    };
    for (int i = 0; i < 30; ++i) {
        const std::string coarse = "c" + std::to_string(i) + ".gltf";
        put(coarse, static_cast<std::size_t>(150'000 + 60'000 * spread(coarse)));
        tiles += std::string(i > 0 ? "," : "") + R"({"boundingVolume":)" + inside
            + R"(,"geometricError":40,"content":{"uri":")" + coarse + R"("},"children":[)";
        for (int k = 0; k < 30; ++k) {
            const std::string fine = "f" + std::to_string(i) + "_" + std::to_string(k) + ".gltf";
            put(fine, static_cast<std::size_t>((k % 3 == 0 ? 20'000 : 5'000) + 5'000 * spread(fine)));
            tiles += std::string(k > 0 ? "," : "") + R"({"boundingVolume":)" + inside
                + R"(,"geometricError":0,"content":{"uri":")" + fine + R"("}})";
        }
        tiles += "]}";
    }
    m_server->rest.put("http://tiles/shared.jpg", std::string(3'000'000, 'x'));
    m_server->rest.put("http://tiles/tileset.json",
                       R"({"asset":{"version":"1.1"},"geometricError":400,"root":{"refine":"REPLACE",)"
                       R"("geometricError":400,"boundingVolume":)"
                           + inside + R"(,"children":[)" + tiles + "]}}");
    TilesetSourceSpec spec;
    spec.name = "Buildings";
    spec.url = "http://tiles/tileset.json";
    m_scene.tilesets.push_back(spec);
    bool isWhole = false;
    const auto estimate = estimateTaking(services(), m_scene, m_options, {},
                                         [&](const TakeEstimate& partly) { isWhole = isWhole || partly.isWhole; });
    QVERIFY(estimate.has_value());
    QVERIFY(isWhole && estimate->isWhole); // told before it is as exact as it gets
    const std::size_t looked = m_server->asked().size();
    const TakeProgress progress = takeAll();
    QCOMPARE(progress.state, TakeState::Done);
    QVERIFY2(looked < progress.total / 2, qPrintable(QStringLiteral("%1 of %2").arg(looked).arg(progress.total)));
    const std::uint64_t entries = PackFile::open(path())->state().entries; // the shared picture once
    QVERIFY2(std::abs(static_cast<double>(estimate->requests) / static_cast<double>(entries) - 1) < 0.01,
             qPrintable(QStringLiteral("%1 for %2").arg(estimate->requests).arg(entries)));
    const double bytes = static_cast<double>(QFileInfo(QString::fromStdString(path())).size());
    QVERIFY2(std::abs(estimate->bytes / bytes - 1) < 0.05,
             qPrintable(QStringLiteral("%1 for %2").arg(estimate->bytes).arg(bytes)));
    QVERIFY(estimate->marginBytes < 0.05 * estimate->bytes);
    QCOMPARE(estimate->layers.size(), std::size_t{2});
    QVERIFY(estimate->layers[0].seconds > 0 && estimate->layers[1].seconds > 0);
}

void TestTaking::samplesOfACoastAreOfLandAndSea()
{
    // Pictures of the west are small: whoever counts the cells row by row in even steps may meet some columns only.
    m_server->paddingOf = [](const std::string& url) {
        const auto level = QString::fromStdString(url).section(u'/', 4, 4).toInt();
        const auto column = QString::fromStdString(url).section(u'/', 5, 5).toDouble();
        return (column + 0.5) / std::exp2(level) * 360 - 180 < 113.64 ? std::size_t{900} : std::size_t{12'000};
    };
    m_scene.imagery.push_back(pictures("city", 17));
    for (const double east : {113.66, 113.661, 113.665, 113.67, 113.68}) {
        m_options.area = *Area::fromRings({{{113.62, 22.76}, {east, 22.76}, {east, 22.80}, {113.62, 22.80}}});
        QVERIFY(m_folder->remove());
        m_folder = std::make_unique<QTemporaryDir>();
        const auto estimate = estimateTaking(services(), m_scene, m_options);
        QVERIFY(estimate.has_value());
        QCOMPARE(takeAll().state, TakeState::Done);
        const double bytes = static_cast<double>(QFileInfo(QString::fromStdString(path())).size());
        QVERIFY2(std::abs(estimate->bytes / bytes - 1) < 0.05,
                 qPrintable(QStringLiteral("%1 to %2: %3").arg(bytes).arg(east).arg(estimate->bytes / bytes)));
    }
}

void TestTaking::tellsHowFarItIsByTime()
{
    // Many pictures that are quick, then a tileset of few things that take long.
    m_scene.imagery.push_back(pictures("city", 12));
    TilesetSourceSpec spec;
    spec.name = "Buildings";
    spec.url = "http://tiles/tileset.json";
    m_scene.tilesets.push_back(spec);
    const std::string inside = boxAround(113.75, 22.95, 100);
    m_server->rest.put("http://tiles/tileset.json",
                       R"({"asset":{"version":"1.1"},"geometricError":10,"root":{"refine":"REPLACE",)"
                       R"("geometricError":10,"boundingVolume":)"
                           + inside + R"(,"content":{"uri":"a.glb"}}})");
    // Its content is never answered.
    class Held final : public AssetAccessor {
    public:
        explicit Held(AssetAccessor& inner) : m_inner(inner) { }
        AssetHandle get(AssetRequest request, AssetCallback done) override
        {
            return request.url.ends_with("a.glb") ? AssetHandle() : m_inner.get(std::move(request), std::move(done));
        }
        AssetStatistics statistics() const override { return {}; }

    private:
        AssetAccessor& m_inner;
    } held(*m_server);
    TakeEstimate expected;
    for (const TakeLayer& layer : layersToTake(m_scene, m_options)) {
        expected.layers.emplace_back();
        expected.layers.back().layer = layer;
        const bool isTileset = layer.kind == TakeLayer::Kind::Tileset;
        expected.layers.back().requests = isTileset ? 2 : 100;
        expected.layers.back().seconds = isTileset ? 900 : 100;
    }
    auto taking = Taking::start({held, m_tasks}, m_scene, m_options, path(), nullptr, &expected);
    QVERIFY(taking.has_value());
    // All but one are there: a tenth of the time for the pictures, and half of the tileset's.
    const auto progress = [&] { return (*taking)->progress(); };
    QTRY_VERIFY(progress().total > 2 && progress().done + 1 == progress().total);
    QTRY_VERIFY(std::abs(progress().fraction - 0.55) < 1e-9);
    QVERIFY(progress().secondsLeft > 0);
    (*taking)->cancel();
    QVERIFY((*taking)->waitFor(60));
}

void TestTaking::hidesSecrets()
{
    m_scene.imagery.push_back(pictures("city", 6));
    m_scene.imagery.front().url += "?tk=topsecret";
    m_scene.imagery.front().auth = "mine";
    QCOMPARE(takeAll().state, TakeState::Done);
    QFile file(QString::fromStdString(path()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray raw = file.readAll();
    QVERIFY(raw.contains("pictures/city"));
    QVERIFY(!raw.contains("key\xFF") && !raw.contains("\"auth\""));
    // The picture's own text has the address it was asked by; names and scene have not.
    const auto pack = PackFile::open(path());
    QVERIFY(pack->facts().scene.find("topsecret") == std::string::npos);
    QVERIFY(pack->facts().plan.find("topsecret") == std::string::npos);
    FakeAssetAccessor nothing;
    PackAccessor packs(nothing);
    QVERIFY(packs.open(path()).has_value());
    AssetRequest request;
    request.url = readPackScene(pack->facts().scene)->imagery.front().url;
    for (const auto& [name, value] : {std::pair{"z", "0"}, {"x", "0"}, {"y", "0"}})
        request.url = expandTemplate(request.url, name, value);
    QVERIFY2(getAndWait(packs, request).has_value(), request.url.c_str());
}

QTEST_GUILESS_MAIN(TestTaking)
#include "TestTaking.moc"
