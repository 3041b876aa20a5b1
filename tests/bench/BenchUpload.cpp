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

namespace {

/// A picture of 4096² with its mip levels, in frames of the engine's budget.
void uploadLarge(GlContentPreparer& preparer)
{
    auto picture = std::make_shared<tiles3d::Image>();
    picture->width = picture->height = 4096;
    picture->pixels.resize(std::size_t{4096} * 4096 * 4);
    for (std::size_t i = 0; i < picture->pixels.size(); ++i)
        picture->pixels[i] = static_cast<std::uint8_t>(i * 2654435761u >> 24);
    const auto start = std::chrono::steady_clock::now();
    auto content = preparer.prepareImage(std::move(picture));
    bench::report("prepare a 4096x4096 picture with mip maps (worker)",
                  std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(), "ms");
    std::vector<double> frames;
    for (bool isThere = false; !isThere;) {
        layers::UploadBudget budget{16u << 20, 8.0};
        const auto before = std::chrono::steady_clock::now();
        isThere = preparer.upload(*content, budget);
        glFinish();
        frames.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count());
    }
    std::sort(frames.begin(), frames.end());
    bench::report("upload 4096x4096: frames", static_cast<double>(frames.size()), "");
    bench::report("upload 4096x4096 per frame: median", frames[frames.size() / 2], "ms");
    bench::report("upload 4096x4096 per frame: longest", frames.back(), "ms");
    preparer.release(std::move(content));
}

} // namespace

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
    preparer.setCompressesPictures(true);
    bench::report("prepare a 256x256 picture with mip maps, compressed (worker)",
                  bench::medianMilliseconds(101, [&] { preparer.release(preparer.prepareImage(picture)); }), "ms");
    preparer.setCompressesPictures(false);
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
    uploadLarge(preparer);
    bench::report("GL objects left", context.counts().total(), "");
    return 0;
}
