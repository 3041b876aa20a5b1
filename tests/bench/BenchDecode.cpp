// Decoding a tile of the peers' city, a JPEG tile, and a tileset JSON of 100,000 tiles.
#include "geodata/tiles3d/Content.h"
#include "geodata/tiles3d/ImageDecoder.h"
#include "geodata/tiles3d/Tileset.h"
#include "tests/bench/Bench.h"
#include "tests/geodata_tiles3d/GlbBuilder.h"

#include <string>

using namespace guanjing;
using namespace guanjing::tiles3d;

namespace {

void appendTile(std::string& json, int level, int& left)
{
    json += R"({"boundingVolume":{"box":[123.456,-654.321,12.5,51.25,0,0,0,51.25,0,0,0,12.5]},"geometricError":)"
        + std::to_string(16 >> level) + R"(,"content":{"uri":")" + std::to_string(left) + R"(.glb"})";
    if (level > 0 && left > 0) {
        json += R"(,"children":[)";
        for (int i = 0; i < 4 && left > 0; ++i) {
            json += i != 0 ? "," : "";
            appendTile(json, level - 1, --left);
        }
        json += "]";
    }
    json += "}";
}

} // namespace

int main()
{
    const Bytes jpeg = test::makeJpeg(256);
    const Bytes glb = test::makeCityGlb(60, jpeg);
    const Bytes untextured = test::makeCityGlb(60, {});
    bench::report("glb bytes, 1,200 vertices and a 256² JPEG", static_cast<double>(glb.size()), "B");
    ContentContext context;
    std::size_t sink = 0;
    bench::report("glb decode with JPEG",
                  bench::medianMilliseconds(200, [&] { sink += decodeContent(glb, context)->model.instances.size(); }),
                  "ms");
    bench::report(
        "glb decode without picture",
        bench::medianMilliseconds(500, [&] { sink += decodeContent(untextured, context)->model.instances.size(); }),
        "ms");
    bench::report("external references of a glb",
                  bench::medianMilliseconds(500, [&] { sink += externalReferences(glb).size(); }), "ms");
    bench::report("JPEG 256² decode",
                  bench::medianMilliseconds(200, [&] { sink += decodeImage(jpeg, {})->pixels.size(); }), "ms");
    int left = 100'000;
    std::string json = R"({"asset":{"version":"1.1"},"geometricError":2000,"root":)";
    appendTile(json, 9, left);
    json += "}";
    const Bytes tileset(json.begin(), json.end());
    std::size_t tiles = 0;
    const double milliseconds =
        bench::medianMilliseconds(5, [&] { tiles = parseTileset(tileset, "memory")->tiles.size(); });
    bench::report("tileset.json tiles", static_cast<double>(tiles), "");
    bench::report("tileset.json bytes", static_cast<double>(tileset.size()), "B");
    bench::report("tileset.json parse", milliseconds, "ms");
    return sink == 0 ? 1 : 0;
}
