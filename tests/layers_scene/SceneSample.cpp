#include "tests/layers_scene/SceneSample.h"

const std::string& sceneSample()
{
    static const std::string kFull = R"({ "name": "District",
  "viewpoints": [{"name": "Overview", "lon": 113.75, "lat": 22.985, "h": 2500, "heading": 10.5, "pitch": -35, "thumbnail": "iVBORw=="}],
  "terrain":  [{"name": "DEM", "kind": "quantized-mesh", "url": "http://host/terrain/"}],
  "imagery":  [{"name": "Orthophoto 2026", "kind": "xyz", "url": "ortho/{z}/{x}/{y}.jpg", "minLevel": 3, "maxLevel": 21,
                "date": "2026-06", "opacity": 0.5, "on": ["terrain", "Buildings"], "cache": "always", "crs": "GCJ-02"}],
  "tilesets": [{"name": "Buildings", "url": "http://host/tileset.json?v=1", "date": "2026-06-30", "heightOffset": -4.975,
                "style": {"show": "${zeta} > 1", "extras": {"deep": [1, 2.5, null, "x"]}}, "visible": false, "auth": "platform"}],
  "live":     [{"name": "Air", "kind": "sensorthings", "url": "https://host/v1.1", "filter": "name eq 'a'", "pollSeconds": 2.5,
                "mqtt": "mqtt://host:1883", "crs": "EPSG:4490", "symbol": {"size": 12}}],
  "vectors":  [{"name": "Permits", "url": "../permits.gpkg", "layer": "permits", "attribution": "规划局"}],
  "cases":    {"url": "http://host/collections/cases", "extra": {"kept": true}},
  "dashboard": {"widgets": []} })";
    return kFull;
}
