// Draco bitstreams on their own: no content of a tileset, but what contents are made of.
#include "geodata/tiles3d/Gltf.h"
#include "geodata/tiles3d/InspectParts.h"

namespace guanjing::tiles3d {
namespace {

constexpr std::size_t kHeaderBytes = 9; ///< "DRACO", major, minor, kind, method

} // namespace

bool isDraco(ByteView bytes) { return asText(bytes).starts_with("DRACO"); }

void inspectDraco(ByteView bytes, const std::string& url, InspectReport& report)
{
    report.kind = "content";
    report.format = "draco";
    if (bytes.size() < kHeaderBytes) {
        report.issues.push_back({Severity::Error, {}, "Draco header in " + std::to_string(bytes.size()) + " bytes"});
        return;
    }
    report.version = std::to_string(bytes[5]) + "." + std::to_string(bytes[6]);
    const bool isMesh = bytes[7] == 1;
    report.facts.push_back({"type", {std::string(isMesh ? "TRIANGULAR_MESH" : "POINT_CLOUD")}, {}});
    report.facts.push_back({"method", {std::uint64_t{bytes[8]}}, {}});
    const auto geometry = DracoGeometry::decode(bytes, url);
    if (!geometry) {
        report.issues.push_back({Severity::Error, {}, geometry.error().detail});
        return;
    }
    report.counts["vertices"] = geometry->pointCount();
    report.counts["triangles"] = geometry->indices().size() / 3;
    report.counts["points"] = isMesh ? 0 : geometry->pointCount();
}

} // namespace guanjing::tiles3d
