#pragma once
// What tests of SceneEngine have in common.

#include "geodata/crs/Ellipsoid.h"
#include "layers/scene/SceneEngine.h"
#include "layers/tiling/NullPreparer.h"
#include "tests/layers_tiling/Fakes.h"

#include <QElapsedTimer>
#include <QString>
#include <QThread>

#include <functional>
#include <string>
#include <utility>

namespace guanjing::test {

using namespace guanjing::layers;

constexpr double kLon = 113.75, kLat = 23.02;

inline const Bytes kPicture{0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
                            0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xfd,
                            0xd4, 0x9a, 0x73, 0x00, 0x00, 0x00, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x88,
                            0xaa, 0x08, 0x00, 0x22, 0x06, 0x08, 0x05, 0x00, 0x1f, 0xee, 0x04, 0x89, 0x99, 0xc7, 0x19,
                            0x05, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

inline std::string matrixText(const glm::dmat4& m)
{
    std::string text = "[";
    for (int c = 0; c < 4; ++c) {
        for (int r = 0; r < 4; ++r)
            text += (c + r > 0 ? "," : "") + QString::number(m[c][r], 'g', 17).toStdString();
    }
    return text + "]";
}

/// A tileset of one square of 2·half metres, `height` metres above the ellipsoid.
inline std::string squareTileset(const std::string& content, double half, double height)
{
    const std::string h = QString::number(half).toStdString();
    return R"({"asset":{"version":"1.1"},"geometricError":100,"root":{"refine":"REPLACE","geometricError":0,)"
           R"("boundingVolume":{"box":[0,0,0,)"
        + h + ",0,0,0," + h + R"(,0,0,0,1]},"transform":)" + matrixText(eastNorthUpToEcef({kLon, kLat, height}))
        + R"(,"content":{"uri":")" + content + R"("}}})";
}

inline TilesetSourceSpec tileset(const std::string& name, const std::string& url)
{
    TilesetSourceSpec spec;
    spec.name = name;
    spec.url = url;
    return spec;
}

inline ImagerySourceSpec imagery(const std::string& name, int maxLevel = 18)
{
    ImagerySourceSpec spec;
    spec.name = name;
    spec.url = "http://pictures/" + name + "/{z}/{x}/{y}.png";
    spec.maxLevel = maxLevel;
    return spec;
}

/// Answers every picture's URL.
class PictureServer final : public AssetAccessor {
public:
    explicit PictureServer(FakeAssetAccessor& rest) : m_rest(rest) { }
    AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        if (request.url.find("http://pictures/") == 0 && !isMissing(request.url))
            m_rest.put(request.url, kPicture);
        return m_rest.get(std::move(request), std::move(done));
    }
    AssetStatistics statistics() const override { return m_rest.statistics(); }
    std::function<bool(const std::string&)> isMissing = [](const std::string&) { return false; };

private:
    FakeAssetAccessor& m_rest;
};

inline EngineSettings withoutFades()
{
    EngineSettings settings;
    settings.fades = false;
    return settings;
}

/// An engine with everything around it that it needs.
struct World {
    explicit World(EngineSettings settings = withoutFades())
        : engine({pictures, tasks, clock, preparer}, settings, [] {})
    { }

    const DrawList& frame(const ViewState& view)
    {
        waitForWorkers(tasks);
        return engine.update(view);
    }
    const DrawList& settle(const ViewState& view)
    {
        QElapsedTimer timer;
        timer.start();
        for (int frames = 0; frames < 500 || !timer.hasExpired(20'000); ++frames) {
            frame(view);
            waitForWorkers(tasks);
            if (engine.isSettled())
                return frame(view);
            if (frames >= 10)
                QThread::msleep(1); // what reads files has threads of its own, which nobody can wait for here
        }
        qFatal("the view does not settle");
    }

    FakeAssetAccessor assets;
    PictureServer pictures{assets};
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{2};
    SceneEngine engine;
};

} // namespace guanjing::test
