#pragma once

#include <chrono>

namespace guanjing::render {

/// How the picture is drawn. Plain data.
struct ViewSettings {
    enum class Shadows {
        Off,
        Automatic, ///< where a graphics card draws; else in pictures at rest alone, as they take the time of a frame
        On
    };
    std::chrono::sys_time<std::chrono::milliseconds> sunInstant{}; ///< UTC; sun position and colour follow
    int samples = 0; ///< 0 or 4 (multisampling)
    bool sky = true;
    bool haze = true;
    bool edges = true; ///< thin edges on untextured models
    Shadows shadows = Shadows::Off; ///< the sun's
    bool isAtRest = false; ///< nothing moves or loads: what is too slow for a flight may be drawn
    bool labels = true;
    bool markers = true;
    bool placeNames = false; ///< those that CityView::setPlaceNames gave
    bool englishNames = false; ///< of stations that have one
    bool watermark = true; ///< where the scene asks for one; off only for what nobody keeps
    double devicePixelRatio = 1.0; ///< scales symbols and labels
};

} // namespace guanjing::render
