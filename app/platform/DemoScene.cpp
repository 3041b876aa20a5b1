#include "app/platform/DemoScene.h"

#include "app/services/DemoNames.h"
#include "geodata/democity/Demo.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace guanjing::app {

std::string demoSceneJson(const std::string& baseUrl, bool english)
{
    const std::string tiles = baseUrl + "v" + std::string(democity::contentVersion()) + "/";
    using nlohmann::ordered_json;
    const auto named = [english](const char* chinese) {
        for (const DemoName& name : kDemoNames)
            if (english && std::string_view(name.zh) == chinese)
                return name.en;
        return chinese;
    };
    const auto viewpoint = [&](const char* name, double lon, double lat, double h, double heading, double pitch) {
        return ordered_json{{"name", named(name)}, {"lon", lon},    {"lat", lat}, {"h", h},
                            {"heading", heading},  {"pitch", pitch}};
    };
    ordered_json scene;
    scene["name"] = named("莞境 · 演示城市");
    scene["viewpoints"] = ordered_json::array({
        viewpoint("中心城区", 113.7480, 22.9880, 1500, 12, -27),
        viewpoint("南城商务区", 113.7505, 23.0010, 420, 20, -20),
        viewpoint("东江两岸", 113.7460, 23.0400, 800, 40, -26),
        viewpoint("松山湖", 113.8830, 22.8990, 1300, 25, -30),
        viewpoint("虎门港", 113.6330, 22.8150, 900, 290, -22),
        viewpoint("水乡片区", 113.5900, 22.9600, 1500, 20, -32),
        viewpoint("长安制造", 113.7780, 22.7780, 700, 20, -30),
        viewpoint("街巷近景", 113.7468, 22.9990, 30, 60, -10),
    });
    scene["terrain"] =
        ordered_json::array({{{"name", named("地形")}, {"kind", "quantized-mesh"}, {"url", tiles + "terrain/"}}});
    const auto imagery = [&](const char* name, const std::string& date) {
        // raised roads stand there as models; what lies below them is seen on the ground
        return ordered_json{
            {"name", named(name)}, {"kind", "xyz"},    {"url", tiles + "ortho-ground/" + date + "/{z}/{x}/{y}.jpg"},
            {"minLevel", 0},       {"maxLevel", 22},   {"date", date},
            {"opacity", 1},        {"on", {"terrain"}}};
    };
    const ordered_json lights{{"name", named("夜间灯光")},
                              {"kind", "xyz"},
                              {"url", tiles + "lights/{z}/{x}/{y}.jpg"},
                              {"minLevel", 0},
                              {"maxLevel", democity::kFinestLightsLevel},
                              {"on", {"terrain"}},
                              {"lights", true}};
    scene["imagery"] =
        ordered_json::array({imagery("正射影像", "2026-06"), imagery("正射影像 2023", "2023-06"), lights});
    const auto buildings = [&](const char* name, const std::string& date) {
        return ordered_json{{"name", named(name)},
                            {"url", tiles + "buildings-on-ground/" + date + "/implicit.json"},
                            {"date", date},
                            {"heightOffset", 0}};
    };
    scene["tilesets"] = ordered_json::array({buildings("建筑", "2026-06"), buildings("建筑 2023", "2023-06")});
    const auto live = [&](const char* name, const char* kind) {
        return ordered_json{{"name", named(name)},
                            {"kind", "sensorthings"},
                            {"url", baseUrl + "sensorthings/v1.1"},
                            {"filter", std::string("properties/kind eq '") + kind + "'"},
                            {"pollSeconds", 10}};
    };
    scene["live"] = ordered_json::array({live("空气质量", "air"), live("水质", "water"), live("噪声", "noise")});
    return scene.dump(2);
}

} // namespace guanjing::app
