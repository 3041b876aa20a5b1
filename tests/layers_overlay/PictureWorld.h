#pragma once
// A server of pictures and an imagery layer that is shown from it.

#include "geodata/core/TaskPool.h"
#include "layers/overlay/ImageryLayer.h"
#include "layers/tiling/NullPreparer.h"
#include "layers/tiling/TileLoader.h"
#include "tests/layers_tiling/Fakes.h"

#include <QTest>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace guanjing::test {

using namespace guanjing::layers;

inline const Bytes kPicture{0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
                            0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xfd,
                            0xd4, 0x9a, 0x73, 0x00, 0x00, 0x00, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x88,
                            0xaa, 0x08, 0x00, 0x22, 0x06, 0x08, 0x05, 0x00, 0x1f, 0xee, 0x04, 0x89, 0x99, 0xc7, 0x19,
                            0x05, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

/// The same size, transparent.
inline const Bytes kBlank{0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
                          0x44, 0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x06, 0x00, 0x00,
                          0x00, 0x72, 0xb6, 0x0d, 0x24, 0x00, 0x00, 0x00, 0x0b, 0x49, 0x44, 0x41, 0x54, 0x78,
                          0x9c, 0x63, 0x60, 0x40, 0x07, 0x00, 0x00, 0x12, 0x00, 0x01, 0x77, 0xf1, 0xfa, 0x00,
                          0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

/// Has the pictures for which `has` is true; NotFound for the rest.
class Pyramid final : public AssetAccessor {
public:
    std::function<bool(PictureAddress)> has = [](PictureAddress) { return true; };
    std::function<bool(PictureAddress)> isBlank = [](PictureAddress) { return false; };
    std::function<std::optional<Error>(PictureAddress)> fails = [](PictureAddress) { return std::nullopt; };
    std::function<Bytes(PictureAddress)> bytesOf = nullptr;
    std::optional<Error> down;
    std::map<std::string, Bytes> documents; ///< beside the pictures, by URL
    std::vector<PictureAddress> asked;

    AssetHandle get(AssetRequest request, AssetCallback done) override
    {
        if (const auto document = documents.find(request.url); document != documents.end()) {
            done(AssetResponse{request.url, 200, {}, std::make_shared<const Bytes>(document->second), false, 64});
            return {};
        }
        PictureAddress at;
        if (std::sscanf(request.url.c_str(), "http://h/%d/%u/%u", &at.level, &at.x, &at.y) != 3)
            qFatal("%s", request.url.c_str());
        asked.push_back(at);
        if (down)
            done(guanjing::fail(*down));
        else if (const auto error = fails(at))
            done(guanjing::fail(*error));
        else if (!has(at))
            done(guanjing::fail({ErrorCode::NotFound, request.url, "HTTP 404", ErrorReason::HttpStatus, 404}));
        else
            done(AssetResponse{request.url,
                               200,
                               {},
                               std::make_shared<const Bytes>(bytesOf           ? bytesOf(at)
                                                                 : isBlank(at) ? kBlank
                                                                               : kPicture),
                               false,
                               64});
        return {};
    }
    AssetStatistics statistics() const override { return {}; }
};

inline ImageryDescription xyz(const std::string& url)
{
    ImageryDescription description;
    description.url = url;
    return description;
}

struct World {
    explicit World(std::function<bool(PictureAddress)> has,
                   ImageryDescription description = xyz("http://h/{z}/{x}/{y}"))
        : layer(1, loader, std::move(description), CachePolicy::Http)
    {
        pyramid.has = std::move(has);
        loader.setLimits({});
    }
    void frame(const std::vector<PictureAddress>& wanted)
    {
        loader.beginFrame({16u << 20, 1000.0});
        layer.beginFrame();
        layer.open();
        for (const PictureAddress& address : wanted)
            layer.want(address, 1.0);
        layer.finishWants();
        loader.endFrame();
        waitForWorkers(tasks);
        clock.advance(std::chrono::seconds(1)); // what failed is tried again
    }
    /// Frames until nothing is pending; how many times a frame asked for something.
    int settle(const std::vector<PictureAddress>& wanted)
    {
        int rounds = 0;
        for (int i = 0; i < 200; ++i) {
            const std::size_t before = pyramid.asked.size();
            frame(wanted);
            rounds += pyramid.asked.size() > before ? 1 : 0;
            if (loader.pending() == 0)
                return rounds;
        }
        qFatal("does not settle");
    }
    [[nodiscard]] int shown(PictureAddress address)
    {
        const Picture* picture = layer.readyFor(address);
        return picture ? picture->address().level : -1;
    }

    Pyramid pyramid;
    FakeClock clock;
    NullPreparer preparer;
    TaskPool tasks{1};
    TileLoader loader{{pyramid, tasks, clock, preparer}, [] {}};
    ImageryLayer layer;
};

inline PictureAddress at(int level, std::uint32_t dx = 0, std::uint32_t dy = 0)
{
    return {level, ((3u << level) >> 2) + dx, ((1u << level) >> 1) + dy};
}

inline std::vector<PictureAddress> square(int level, std::uint32_t side, std::uint32_t dx = 0)
{
    std::vector<PictureAddress> all;
    for (std::uint32_t y = 0; y < side; ++y) {
        for (std::uint32_t x = 0; x < side; ++x)
            all.push_back(at(level, x + dx, y));
    }
    return all;
}

} // namespace guanjing::test
