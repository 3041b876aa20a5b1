#pragma once

#include "geodata/core/Result.h"

#include <cstddef>
#include <memory>
#include <string>

namespace guanjing::app {

/// The demo platform: orthophoto, building tiles, SensorThings and the scene file of the demo city over HTTP.
///
/// Paths: / · /scene.json · /stats · /ortho/{z}/{x}/{y}.jpg · /buildings/tileset.json and what it names (both also of a date:
/// /ortho/2023-06/…, /buildings/2023-06/…) · /ortho-ground/{z}/{x}/{y}.jpg, the orthophoto under models: without raised roads · /buildings-on-ground/tileset.json, the same standing on the terrain; beside each
/// tileset.json an implicit.json, the same as an implicit quadtree ·
/// /mesh/tileset.json, one district as photogrammetry gives it ·
/// /truth/changes.geojson?bbox=west,south,east,north, what changed between the dates · /terrain/layer.json (quantized-mesh) ·
/// /dem/city.tif (a COG, by ranges) · the orthophoto also at /wmts (KVP; /wmts/1.0.0/WMTSCapabilities.xml), /tms/tilemapresource.xml
/// and /cog/dongguan.tif (TMS and COG of a date: /tms/2023-06/…, /cog/2023-06/…) · /sensorthings/v1.1. Serves from threads of its own as soon as start() has returned;
/// needs no Qt event loop.
/// start() and stop() from one thread; the destructor stops.
class DemoServer {
public:
    struct Options {
        std::string host = "127.0.0.1"; ///< loopback unless someone asks for more
        int port = 0; ///< 0: any free one
        int connections = 128; ///< served at once; further ones wait
        std::size_t cacheBytes = 128u << 20; ///< generated tiles kept in memory
    };

    explicit DemoServer(Options options);
    ~DemoServer();
    DemoServer(const DemoServer&) = delete;
    DemoServer& operator=(const DemoServer&) = delete;

    /// Binds and serves. An error when the address cannot be bound.
    [[nodiscard]] Result<void> start();
    void stop();
    /// "http://127.0.0.1:41234/", empty before start().
    [[nodiscard]] std::string baseUrl() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace guanjing::app
