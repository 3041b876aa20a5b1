// What a style costs: the same 1,024 tiles of 40 buildings drawn with and without one, in turn, so that the load of the
// machine falls on both alike; and how long a new style takes from evaluation to the frame that shows it.
#include "geodata/styling/Style.h"
#include "layers/tiling/ContentLook.h"
#include "render/upload/GlContentPreparer.h"
#include "render/upload/GlContext.h"
#include "render/view/FramePainter.h"
#include "render/view/OffscreenContext.h"
#include "tests/bench/Bench.h"
#include "tests/render_view/HandMadeCity.h"

#include <osg/GL>

#include <ctime>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;
using layers::ViewState;

namespace {

constexpr int kSide = 32;
constexpr double kTileMeters = 130.0;
constexpr int kWidth = 800, kHeight = 600;

std::shared_ptr<tiles3d::Model> makeTile(int seed, bool textured)
{
    tiles3d::Primitive p;
    std::vector<tiles3d::PropertyValue> heights;
    for (int b = 0; b < 40; ++b) {
        const float height = 9.0f + static_cast<float>((b * 7919 + seed * 31) % 60);
        addBox(p, static_cast<float>(b % 8) * 15.0f - 60.0f, static_cast<float>(b / 8) * 24.0f - 60.0f, 10, 14, height,
               static_cast<std::uint32_t>(b));
        heights.emplace_back().value = static_cast<double>(height);
    }
    p.propertyTable = 0;
    if (!textured)
        p.texCoords[0].clear();
    auto model = modelOf(std::move(p));
    tiles3d::PropertyTable table;
    table.count = heights.size();
    table.properties.push_back({"height", "NUMBER", tiles3d::makeColumn(std::move(heights))});
    model->propertyTables.push_back(std::move(table));
    if (textured) {
        model->textures.push_back({orthophoto(128, 4), tiles3d::Wrap::Repeat, tiles3d::Wrap::Repeat,
                                   tiles3d::Filter::Linear, tiles3d::Filter::LinearMipmapLinear});
        model->materials[0].baseColor.texture = 0;
    }
    return model;
}

void run(GlContext& context, bool textured)
{
    GlContentPreparer preparer(context);
    FramePainter painter(context);
    HandMadeScene scene(preparer);
    const glm::dmat4 origin = eastNorthUpToEcef({kLon, kLat, 0});
    std::vector<std::shared_ptr<tiles3d::Model>> models;
    for (int i = 0; i < kSide * kSide; ++i) {
        models.push_back(makeTile(i, textured));
        glm::dmat4 frame = origin;
        frame[3] += origin[0] * ((i % kSide - kSide / 2) * kTileMeters) + origin[1] * ((i / kSide) * kTileMeters);
        scene.add(models.back(), frame, 110);
    }
    const auto style = *styling::Style::parse("{\"color\": {\"conditions\": [[\"${height} > 50\", \"color('red')\"], "
                                              "[\"${height} > 30\", \"color('orange')\"], "
                                              "[\"true\", \"color('lightblue')\"]]}}",
                                              "bench");
    const auto setStyle = [&](bool isStyled) {
        for (std::size_t i = 0; i < models.size(); ++i) {
            // The list names contents as constant; they are the scene's own.
            auto& content = const_cast<layers::PreparedContent&>(*scene.list.items[i].content);
            std::unique_ptr<layers::PreparedLook> look;
            if (isStyled)
                look = preparer.prepareLook(*models[i], *preparer.layoutOf(content),
                                            *layers::makeLook(*models[i], scene.list.items[i].modelToWorld, style));
            preparer.setLook(content, std::move(look));
            layers::UploadBudget budget{64u << 20, 1000.0};
            (void)preparer.upload(content, budget);
        }
    };
    const std::string name = textured ? "textured" : "untextured";
    bench::report((name + ": a new style for 1,024 tiles, one core").c_str(),
                  bench::medianMilliseconds(5, [&] { setStyle(true); }), "ms");
    const ViewState view = ViewState::geographic(kLon, kLat - 0.006, 900, 0, -28, kWidth, kHeight);
    ViewSettings settings;
    settings.sunInstant = SunInstant(std::chrono::milliseconds(1795407600000));
    std::vector<double> wall[2], cpu[2];
    for (int round = 0; round < 24; ++round) {
        const bool isStyled = round % 2 == 1;
        setStyle(isStyled);
        for (int i = 0; i < 8; ++i) {
            const auto start = std::chrono::steady_clock::now();
            const std::clock_t used = std::clock();
            painter.paint({view, scene.list, settings, {}, {}});
            glFinish();
            if (i < 2)
                continue; // programs and buffers warm up
            wall[isStyled].push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
            cpu[isStyled].push_back(static_cast<double>(std::clock() - used) * 1000.0 / CLOCKS_PER_SEC);
        }
    }
    const auto median = [](std::vector<double>& values) {
        std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
        return values[values.size() / 2];
    };
    for (int styled = 0; styled < 2; ++styled) {
        const std::string what = name + (styled ? ": styled frame" : ": frame without a style");
        bench::report(what.c_str(), median(wall[styled]), "ms");
        bench::report((what + ", CPU of all threads").c_str(), median(cpu[styled]), "ms");
    }
    bench::report((name + ": ratio of CPU").c_str(), median(cpu[1]) / median(cpu[0]), "");
    bench::report((name + ": draw calls").c_str(), static_cast<double>(painter.counters().drawCalls), "");
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
    std::fprintf(stderr, "%s\n", context.rendererName().c_str());
    run(context, false);
    run(context, true);
    return 0;
}
