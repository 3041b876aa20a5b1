// What markers and labels cost a frame: 300 stations over a city of boxes, the camera in a slow flight, the same frames with
// and without them.
#include "tests/bench/Bench.h"
#include "tests/render_view/HandMadeCity.h"

#include "render/symbols/SymbolRenderer.h"
#include "render/symbols/TextRasterizer.h"
#include "render/upload/GlContentPreparer.h"
#include "render/upload/GlContext.h"
#include "render/view/FramePainter.h"
#include "render/view/OffscreenContext.h"

#include <osg/GL>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <string>

using namespace guanjing;
using namespace guanjing::render;
using namespace guanjing::testing;

namespace {

/// Letters as boxes: the renderer is measured and not the fonts.
class BoxText final : public TextRasterizer {
public:
    TextBitmap rasterize(const std::string& utf8, double pixelSize, bool, double) override
    {
        TextBitmap bitmap;
        const int side = std::max(2, static_cast<int>(pixelSize));
        bitmap.width = static_cast<int>(utf8.size()) * side * 6 / 10 + 2;
        bitmap.height = bitmap.baseline = side;
        bitmap.alpha.assign(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height), 0);
        for (std::size_t i = 0; i < bitmap.alpha.size(); ++i)
            bitmap.alpha[i] = i % 3 == 0 ? 255 : 60;
        return bitmap;
    }
};

std::shared_ptr<layers::ObservationSnapshot> stations(int count)
{
    auto snapshot = std::make_shared<layers::ObservationSnapshot>();
    snapshot->sourceId = 3;
    snapshot->revision = 1;
    snapshot->state = layers::FeedState::Live;
    const char* kinds[] = {"air", "water", "noise"};
    for (int i = 0; i < count; ++i) {
        layers::StationValue station;
        station.id = "s" + std::to_string(i);
        station.name = "Humen Primary School air station " + std::to_string(i);
        station.kind = kinds[i % 3];
        station.lonDegrees = kLon + std::fmod(i * 0.618034, 1.0) * 0.03 - 0.015;
        station.latDegrees = kLat + std::fmod(i * 0.754878, 1.0) * 0.03 - 0.015;
        station.state = i % 9 == 0 ? layers::StationState::Warning : layers::StationState::Normal;
        station.datastreams.push_back({"d", "PM2.5", "ug/m3", layers::Observation{{}, 12.0 + i}});
        snapshot->stations.push_back(station);
    }
    return snapshot;
}

} // namespace

int main()
{
    auto offscreen = OffscreenContext::create();
    if (!offscreen) {
        std::fprintf(stderr, "%s\n", offscreen.error().toString().c_str());
        return 1;
    }
    (*offscreen)->makeCurrent();
    GlContext context;
    GlContentPreparer preparer(context);
    FramePainter painter(context);
    BoxText text;
    SymbolRenderer symbols(context, &text);
    HandMadeScene scene(preparer);
    const glm::dmat4 frame = eastNorthUpToEcef({kLon, kLat, 0});
    scene.add(blockModel(1200, 20), frame, 900);
    scene.add(groundModel(1200, 4), frame, 900);
    scene.drape(orthophoto(1024, 20));
    const std::vector<std::shared_ptr<const layers::ObservationSnapshot>> snapshots{stations(300)};

    ViewSettings settings;
    settings.sunInstant = SunInstant(std::chrono::milliseconds(1795407600000));
    int step = 0;
    double issueMs = 0;
    const auto paint = [&](bool markers) {
        const auto view =
            layers::ViewState::geographic(kLon + 1e-6 * step, kLat - 0.0105, 480.0 + step, 0.0, -24.0, 800, 600);
        ++step;
        FramePainter::Frame painted{view, scene.list, settings, {}, {}};
        if (markers)
            painted.overScene = [&](const FrameCamera& camera, const FrameTarget& target) {
                const auto start = std::chrono::steady_clock::now();
                symbols.draw(view, camera, target, snapshots, {});
                issueMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
            };
        symbols.beginFrame();
        painter.paint(painted);
        glFinish();
    };
    for (int i = 0; i < 60; ++i) // until all texts are made
        paint(true);
    // Taken in turn, so that whatever else the machine does falls on both.
    std::vector<double> without, with, issue, cpuWithout, cpuWith;
    for (int i = 0; i < 201; ++i) {
        const auto timed = [&](bool markers) {
            const auto start = std::chrono::steady_clock::now();
            const std::clock_t cpu = std::clock();
            paint(markers);
            (markers ? cpuWith : cpuWithout)
                .push_back(1000.0 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
            return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        };
        without.push_back(timed(false));
        with.push_back(timed(true));
        issue.push_back(issueMs);
    }
    const auto median = [](std::vector<double>& values) {
        std::nth_element(values.begin(), values.begin() + 100, values.end());
        return values[100];
    };
    const double bare = median(without), full = median(with);
    bench::report("frame without symbols, 800x600", bare, "ms");
    bench::report("frame with 300 stations, 800x600", full, "ms");
    bench::report("300 stations with labels, of a frame", full - bare, "ms");
    bench::report("300 stations with labels, processor time of all threads", median(cpuWith) - median(cpuWithout),
                  "ms");
    bench::report("300 stations with labels, until issued", median(issue), "ms");
    return 0;
}
