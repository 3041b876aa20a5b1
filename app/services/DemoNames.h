#pragma once

namespace guanjing::app {

/// A name of the demo city's scene in both languages.
struct DemoName {
    const char* zh;
    const char* en;
};

/// All names of the scene that the demo platform serves: the scene's own, viewpoints, layers.
inline constexpr DemoName kDemoNames[] = {
    {"莞境 · 演示城市", "Guanjing · demo city"},
    {"中心城区", "City centre"},
    {"南城商务区", "Nancheng business district"},
    {"东江两岸", "Banks of the Dongjiang"},
    {"松山湖", "Songshan Lake"},
    {"虎门港", "Humen port"},
    {"水乡片区", "Water towns"},
    {"长安制造", "Chang'an factories"},
    {"街巷近景", "A street close by"},
    {"地形", "Terrain"},
    {"正射影像", "Orthophoto"},
    {"正射影像 2023", "Orthophoto 2023"},
    {"夜间灯光", "Lights at night"},
    {"建筑", "Buildings"},
    {"建筑 2023", "Buildings 2023"},
    {"空气质量", "Air quality"},
    {"水质", "Water quality"},
    {"噪声", "Noise"},
};

} // namespace guanjing::app
