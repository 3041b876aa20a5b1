#include "layers/scene/SceneKeys.h"

#include "geodata/core/Limits.h"

#include <array>
#include <cstddef>

namespace guanjing::layers {
namespace {

constexpr std::string_view kCaches[] = {"", "http", "always", "never"};
constexpr std::string_view kTerrainKinds[] = {"quantized-mesh", "dem"};
constexpr std::string_view kShadings[] = {"natural", "hillshade", "slope"};
constexpr std::string_view kHeights[] = {"ellipsoidal", "1985"};
constexpr std::string_view kImageryKinds[] = {"xyz",  "tms",     "wmts",    "wms",        "ogc-tiles",
                                              "gdal", "geotiff", "mbtiles", "geopackage", "pictures"};
constexpr std::string_view kAxisOrders[] = {"", "xy", "yx"};
constexpr std::string_view kLiveKinds[] = {"sensorthings", "gtfs-realtime", "ogc-features", "geojson"};

constexpr std::string_view kPointShapes[] = {"round", "square"};
constexpr std::string_view kClipModes[] = {"clip-inside", "clip-outside", "flatten"};

constexpr double kLeastPointScale = 0.1;
constexpr double kMostPointScale = 10;
constexpr double kMostPointPixels = 64;
constexpr double kLowestMeters = -20'000;
constexpr double kHighestMeters = 1e9;
constexpr double kMostExaggeration = 100;
constexpr double kMostContourMeters = 1000;
constexpr double kLongestBoxMeters = 100'000;
constexpr double kMostZoomOffset = 10;
constexpr double kLongestPollSeconds = 7 * 86'400;

constexpr KeyRule text(std::string_view key) { return {.key = key}; }
constexpr KeyRule requiredText(std::string_view key) { return {.key = key, .required = true, .nonEmpty = true}; }
constexpr KeyRule oneOf(std::string_view key, std::span<const std::string_view> choices, bool required = false)
{
    return {.key = key, .required = required, .choices = choices};
}
constexpr KeyRule number(std::string_view key, double minimum, double maximum, bool required = false)
{
    return {.key = key, .type = KeyType::Number, .required = required, .minimum = minimum, .maximum = maximum};
}
constexpr KeyRule level(std::string_view key)
{
    return {.key = key, .type = KeyType::Integer, .minimum = 0, .maximum = limits::kMaxImageryLevel};
}
constexpr KeyRule freeObject(std::string_view key) { return {.key = key, .type = KeyType::FreeObject}; }
constexpr KeyRule list(std::string_view key, const ObjectRule& items,
                       std::size_t mostEntries = limits::kMaxSourcesPerScene)
{
    return {.key = key, .type = KeyType::ObjectList, .items = &items, .mostEntries = mostEntries};
}

constexpr std::array kCommonKeys{
    requiredText("name"),
    requiredText("url"),
    KeyRule{.key = "visible", .type = KeyType::Boolean},
    number("opacity", 0, 1),
    oneOf("cache", kCaches),
    text("auth"),
    text("crs"),
    text("attribution"),
    KeyRule{.key = "date", .isDate = true},
    KeyRule{.key = "series"},
};

template <std::size_t N> constexpr auto withCommon(const std::array<KeyRule, N>& own)
{
    std::array<KeyRule, N + kCommonKeys.size()> all{};
    std::size_t at = 0;
    for (const KeyRule& rule : kCommonKeys)
        all[at++] = rule;
    for (const KeyRule& rule : own)
        all[at++] = rule;
    return all;
}

constexpr std::array kViewpointKeys{
    requiredText("name"),
    number("lon", -180, 180, true),
    number("lat", -90, 90, true),
    number("h", kLowestMeters, kHighestMeters, true),
    number("heading", -360, 360),
    number("pitch", -90, 90),
    KeyRule{.key = "thumbnail", .isPicture = true},
};
constexpr auto kTerrainKeys = withCommon(std::array{
    oneOf("kind", kTerrainKinds, true),
    number("heightOffset", kLowestMeters, -kLowestMeters),
    oneOf("heights", kHeights),
    KeyRule{.key = "offsetGrid", .nonEmpty = true},
});
constexpr std::array kGroundKeys{
    number("exaggeration", 0, kMostExaggeration),
    number("opacity", 0, 1),
    oneOf("shading", kShadings),
    KeyRule{.key = "contours", .type = KeyType::Boolean},
    number("contourInterval", 0, kMostContourMeters),
};
constexpr auto kImageryKeys = withCommon(std::array{
    oneOf("kind", kImageryKinds),
    level("minLevel"),
    level("maxLevel"),
    KeyRule{.key = "on", .type = KeyType::TextList, .nonEmpty = true},
    text("layer"),
    text("style"),
    text("matrixSet"),
    text("format"),
    freeObject("dimensions"),
    oneOf("axisOrder", kAxisOrders),
    KeyRule{.key = "subdomains", .type = KeyType::TextList, .nonEmpty = true},
    KeyRule{.key = "zoomOffset", .type = KeyType::Integer, .minimum = -kMostZoomOffset, .maximum = kMostZoomOffset},
    text("nodata"),
    number("brightness", -1, 1),
    number("contrast", -1, 1),
    number("saturation", -1, 1),
    KeyRule{.key = "lights", .type = KeyType::Boolean},
});
constexpr std::array kPointsKeys{
    oneOf("shape", kPointShapes),
    number("scale", kLeastPointScale, kMostPointScale),
    number("maximumSize", 1, kMostPointPixels),
    KeyRule{.key = "eyeDome", .type = KeyType::Boolean},
    number("eyeDomeStrength", 0, kMostPointScale),
    number("eyeDomeRadius", 1, kMostPointScale),
};
constexpr ObjectRule kPointsRule{kPointsKeys};
constexpr auto kTilesetKeys =
    withCommon(std::array{number("heightOffset", kLowestMeters, -kLowestMeters), freeObject("style"),
                          KeyRule{.key = "points", .type = KeyType::Object, .items = &kPointsRule}});
constexpr auto kLiveKeys = withCommon(std::array{
    oneOf("kind", kLiveKinds),
    text("filter"),
    KeyRule{.key = "pollSeconds",
            .type = KeyType::Number,
            .minimum = 0,
            .maximum = kLongestPollSeconds,
            .aboveMinimum = true},
    text("mqtt"),
    freeObject("symbol"),
});
constexpr auto kVectorKeys = withCommon(std::array{text("layer")});

constexpr KeyRule length(std::string_view key)
{
    return {.key = key,
            .type = KeyType::Number,
            .required = true,
            .minimum = 0,
            .maximum = kLongestBoxMeters,
            .aboveMinimum = true};
}
constexpr std::array kClipBoxKeys{
    number("lon", -180, 180, true),
    number("lat", -90, 90, true),
    number("h", kLowestMeters, -kLowestMeters, true),
    length("width"),
    length("depth"),
    length("height"),
    number("heading", -360, 360),
};
constexpr ObjectRule kClipBoxRule{kClipBoxKeys};
constexpr std::array kClipKeys{
    requiredText("name"),
    oneOf("mode", kClipModes, true),
    KeyRule{.key = "polygon", .type = KeyType::PointList},
    KeyRule{.key = "box", .type = KeyType::Object, .items = &kClipBoxRule},
    number("minHeight", kLowestMeters, -kLowestMeters),
    number("maxHeight", kLowestMeters, -kLowestMeters),
    number("height", kLowestMeters, -kLowestMeters),
    KeyRule{.key = "sources", .type = KeyType::TextList, .nonEmpty = true},
    KeyRule{.key = "enabled", .type = KeyType::Boolean},
};

/// Less is seen by nobody.
constexpr double kFaintestWatermark = 0.05;
constexpr std::array kWatermarkKeys{
    text("text"),
    KeyRule{.key = "user", .type = KeyType::Boolean},
    KeyRule{.key = "time", .type = KeyType::Boolean},
    number("opacity", kFaintestWatermark, 1),
};

constexpr std::string_view kCompareModes[] = {"one", "swipe", "linked"};
constexpr std::array kComparedViewKeys{
    KeyRule{.key = "date", .isDate = true},
    KeyRule{.key = "hidden", .type = KeyType::TextList, .nonEmpty = true},
};
constexpr ObjectRule kComparedViewRule{kComparedViewKeys};
constexpr std::size_t kMostComparedViews = 4;

constexpr std::array kCompareKeys{
    oneOf("mode", kCompareModes),
    number("divider", 0, 1),
    list("views", kComparedViewRule, kMostComparedViews),
};

constexpr ObjectRule kCompareRule{kCompareKeys};
constexpr ObjectRule kWatermarkRule{kWatermarkKeys};
constexpr ObjectRule kClipRule{kClipKeys};
constexpr ObjectRule kViewpointRule{kViewpointKeys};
constexpr ObjectRule kTerrainRule{kTerrainKeys};
constexpr ObjectRule kGroundRule{kGroundKeys};
constexpr ObjectRule kImageryRule{kImageryKeys};
constexpr ObjectRule kTilesetRule{kTilesetKeys};
constexpr ObjectRule kLiveRule{kLiveKeys};
constexpr ObjectRule kVectorRule{kVectorKeys};

constexpr std::array kSceneKeys{
    text("name"),
    list("viewpoints", kViewpointRule),
    list("terrain", kTerrainRule),
    KeyRule{.key = "ground", .type = KeyType::Object, .items = &kGroundRule},
    list("imagery", kImageryRule),
    list("tilesets", kTilesetRule),
    list("live", kLiveRule),
    list("vectors", kVectorRule),
    list("clips", kClipRule),
    KeyRule{.key = "compare", .type = KeyType::Object, .items = &kCompareRule},
    KeyRule{.key = "watermark", .type = KeyType::Object, .items = &kWatermarkRule},
    freeObject("cases"),
    freeObject("dashboard"),
};
constexpr ObjectRule kSceneRule{kSceneKeys};

} // namespace

const ObjectRule& sceneRule() { return kSceneRule; }

} // namespace guanjing::layers
