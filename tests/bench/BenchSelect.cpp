// Selection over a tree of 1,398,101 tiles (settled and in flight), and what the loader can move through fakes.
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileEngine.h"
#include "tests/bench/Bench.h"
#include "tests/layers_tiling/FakeTree.h"
#include "tests/layers_tiling/Fakes.h"

#include <algorithm>
#include <cmath>

using namespace guanjing;
using namespace guanjing::layers;

namespace {

/// Answers everything with one byte.
class OneByteAccessor final : public AssetAccessor {
public:
    AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        AssetResponse response;
        response.url = std::move(request.url);
        response.status = 200;
        response.body = m_body;
        response.networkBytes = 1;
        done(std::move(response));
        return AssetHandle(std::make_unique<AssetHandle::Job>());
    }
    AssetStatistics statistics() const override { return {}; }

private:
    SharedBytes m_body = std::make_shared<const Bytes>(1);
};

ViewState over(double x, double height)
{
    return ViewState::perspective({x, 0, height}, glm::dvec3(0.94, 0, -0.34), {0, 1, 0}, 800, 600);
}

void settle(TileEngine& engine, const TaskPool& tasks, const ViewState& view)
{
    do {
        engine.update(view);
        test::waitForWorkers(tasks);
    } while (!engine.isSettled() || engine.loader().pending() > 0);
    engine.update(view);
}

} // namespace

int main()
{
    OneByteAccessor assets;
    SystemClock clock;
    NullPreparer preparer;
    TaskPool tasks;
    for (const int levels : {7, 11}) {
        TileEngine engine({assets, tasks, clock, preparer}, [] {});
        engine.setSettings({});
        TileTree& tree = engine.add(std::make_unique<test::FakeTree>(1, engine.loader(), levels, 65536.0));
        tree.maximumError = 2; // some hundred tiles
        const std::string name = std::to_string(tree.size()) + " tiles: ";
        const ViewState view = over(0, 300);
        settle(engine, tasks, view);
        const double rest = bench::medianMilliseconds(200, [&] { engine.update(view); });
        bench::report((name + "update of a settled view").c_str(), rest, "ms");
        bench::report((name + "tiles drawn").c_str(), static_cast<double>(engine.counters().selected), "");
        bench::report((name + "tiles visited").c_str(), static_cast<double>(engine.counters().visited), "");
        double x = 0;
        const double flight = bench::medianMilliseconds(200, [&] { engine.update(over(x += 5, 300)); });
        bench::report((name + "update in flight").c_str(), flight, "ms");
    }
    {
        TileEngine engine({assets, tasks, clock, preparer}, [] {});
        engine.setSettings({});
        TileTree& tree = engine.add(std::make_unique<test::FakeTree>(1, engine.loader(), 8, 65536.0));
        tree.maximumError = 0.001; // all leaves of the picture at once
        const auto start = std::chrono::steady_clock::now();
        settle(engine, tasks, ViewState::perspective({0, 0, 90000}, {0, 0, -1}, {0, 1, 0}, 800, 600));
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        bench::report("loader: contents through fakes",
                      static_cast<double>(engine.loader().counters().loaded) / seconds, "1/s");
    }
    return 0;
}
