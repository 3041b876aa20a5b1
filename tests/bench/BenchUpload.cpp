// Upload per frame: how much reaches the GPU within the engine's budget, what a frame's share costs, and what the worker's
// half of it costs.
#include "tests/bench/Bench.h"
#include "tests/render_view/HandMadeCity.h"

#include "render/upload/GlContentPreparer.h"
#include "render/upload/GlContext.h"
#include "render/view/OffscreenContext.h"

#include <osg/GL>

#include <algorithm>
#include <cstdio>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;

int main()
{
    auto offscreen = OffscreenContext::create();
    if (!offscreen) {
        std::fprintf(stderr, "%s\n", offscreen.error().toString().c_str());
        return 1;
    }
    GlContext context;
    GlContentPreparer preparer(context);
    const auto picture = orthophoto(256, 4);
    const auto model = blockModel(400, 16);
    bench::report("prepare a 256x256 picture with mip maps (worker)",
                  bench::medianMilliseconds(101, [&] { preparer.release(preparer.prepareImage(picture)); }), "ms");
    bench::report(
        "prepare a model of 190 boxes with edges (worker)",
        bench::medianMilliseconds(101, [&] { preparer.release(preparer.prepareModel(model, glm::dmat4(1.0))); }), "ms");

    // 600 pictures and 300 models wait, as after a jump; frames of 16 MiB and 8 ms until all are there.
    std::vector<std::unique_ptr<layers::PreparedContent>> waiting;
    for (int i = 0; i < 300; ++i) {
        waiting.push_back(preparer.prepareImage(picture));
        waiting.push_back(preparer.prepareModel(model, glm::dmat4(1.0)));
        waiting.push_back(preparer.prepareImage(picture));
    }
    std::vector<double> frames;
    std::size_t bytes = 0;
    for (auto next = waiting.begin(); next != waiting.end();) {
        layers::UploadBudget budget{16u << 20, 8.0};
        const auto start = std::chrono::steady_clock::now();
        while (next != waiting.end() && preparer.upload(**next, budget))
            ++next;
        glFinish();
        frames.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        bytes += (16u << 20) - budget.bytes;
    }
    std::sort(frames.begin(), frames.end());
    bench::report("upload 900 contents: frames", static_cast<double>(frames.size()), "");
    bench::report("upload 900 contents: bytes", static_cast<double>(bytes) / 1048576.0, "MiB");
    bench::report("upload per frame: median", frames[frames.size() / 2], "ms");
    bench::report("upload per frame: longest", frames.back(), "ms");
    for (auto& content : waiting)
        preparer.release(std::move(content));
    bench::report("GL objects left", context.counts().total(), "");
    return 0;
}
