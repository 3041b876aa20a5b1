#include "tests/layers_scene/SceneSample.h"

const std::string& sceneSample()
{
    static const std::string kFull = R"({ "name": "District",
  "viewpoints": [{"name": "Overview", "lon": 113.75, "lat": 22.985, "h": 2500, "heading": 10.5, "pitch": -35, "thumbnail": "data:image/png;base64,iVBORw=="}],
  "terrain":  [{"name": "DEM", "kind": "quantized-mesh", "url": "http://host/terrain/"},
                {"name": "Survey", "kind": "dem", "url": "http://host/dem.tif", "heights": "1985", "heightOffset": -7.5,
                 "offsetGrid": "http://host/geoid.tif"}],
  "ground":   {"exaggeration": 1.5, "opacity": 0.8, "shading": "slope", "contours": true, "contourInterval": 20},
  "imagery":  [{"name": "Orthophoto 2026", "kind": "xyz", "url": "ortho/{z}/{x}/{y}.jpg", "minLevel": 3, "maxLevel": 21,
                "date": "2026-06", "opacity": 0.5, "on": ["terrain", "Buildings"], "cache": "always", "crs": "GCJ-02"},
                {"name": "Lamps", "kind": "xyz", "url": "lamps/{z}/{x}/{y}.jpg", "minLevel": 0, "maxLevel": 18, "on": ["terrain"], "lights": true}],
  "tilesets": [{"name": "Buildings", "url": "http://host/tileset.json?v=1", "date": "2026-06-30", "heightOffset": -4.975,
                "style": {"show": "${zeta} > 1", "extras": {"deep": [1, 2.5, null, "x"]}}, "visible": false, "auth": "platform", "points": {"shape": "square", "scale": 1.5, "maximumSize": 6, "eyeDome": false, "eyeDomeStrength": 0.5, "eyeDomeRadius": 2}}],
  "live":     [{"name": "Air", "kind": "sensorthings", "url": "https://host/v1.1", "filter": "name eq 'a'", "pollSeconds": 2.5,
                "mqtt": "mqtt://host:1883", "crs": "EPSG:4490", "symbol": {"size": 12}}],
  "vectors":  [{"name": "Permits", "url": "../permits.gpkg", "layer": "permits", "attribution": "规划局"}],
  "clips":    [{"name": "Pit", "mode": "clip-inside", "polygon": [[113.75, 22.98], [113.76, 22.98], [113.755, 22.99]], "minHeight": -5.5,
                "maxHeight": 80, "sources": ["Buildings"]},
               {"name": "Flat", "mode": "flatten", "polygon": [[113.7, 22.9], [113.71, 22.9], [113.7, 22.91]], "height": 3.25, "enabled": false},
               {"name": "Box", "mode": "clip-outside", "box": {"lon": 113.75, "lat": 22.98, "h": 20, "width": 200, "depth": 100.5, "height": 60, "heading": 30}}],
  "compare":  {"mode": "swipe", "divider": 0.25, "views": [{"date": "2026-06", "hidden": ["Buildings"]}, {}]},
  "watermark": {"text": "内部资料", "user": false, "opacity": 0.25},
  "cases":    {"url": "http://host/collections/cases", "extra": {"kept": true}},
  "dashboard": {"widgets": []} })";
    return kFull;
}
