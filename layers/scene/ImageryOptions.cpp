#include "layers/scene/ImageryOptions.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace guanjing::layers {

namespace {

/// Of contrast and saturation at 1: beyond it little but pure colours is left.
constexpr double kMostFactor = 3.0;

bool isGdalKind(const std::string& kind)
{
    return kind == "gdal" || kind == "geotiff" || kind == "mbtiles" || kind == "geopackage";
}

} // namespace

ImageryDescription descriptionOf(const ImagerySourceSpec& spec)
{
    ImageryDescription description;
    description.kind = isGdalKind(spec.kind) ? "gdal" : spec.kind;
    description.url = spec.url;
    description.crs = spec.crs;
    description.layer = spec.layer;
    description.style = spec.style;
    description.matrixSet = spec.matrixSet;
    description.format = spec.format;
    description.dimensions = spec.dimensions;
    description.axisOrder = spec.axisOrder;
    description.subdomains = spec.subdomains;
    description.zoomOffset = spec.zoomOffset;
    description.minLevel = spec.minLevel;
    description.maxLevel = spec.maxLevel;
    description.nodata = spec.nodata.starts_with('#') ? std::string() : spec.nodata;
    return description;
}

void applyLook(const ImagerySourceSpec& spec, ImageryLayer& layer)
{
    layer.isVisible = spec.visible;
    layer.isLights = spec.lights;
    layer.opacity = static_cast<float>(std::clamp(spec.opacity, 0.0, 1.0));
    const auto factor = [](double amount) {
        return static_cast<float>(amount > 0 ? 1.0 + (kMostFactor - 1.0) * std::min(amount, 1.0)
                                             : std::max(1.0 + amount, 0.0));
    };
    layer.tone.brightness = static_cast<float>(std::clamp(spec.brightness, -1.0, 1.0));
    layer.tone.contrast = factor(spec.contrast);
    layer.tone.saturation = factor(spec.saturation);
}

std::optional<NodataColor> nodataColorOf(const std::string& text)
{
    const bool isColor = text.size() == 7 && text.front() == '#';
    unsigned value = 0;
    const char* const begin = text.data() + (isColor ? 1 : 0);
    const char* const end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(begin, end, value, isColor ? 16 : 10);
    if (text.empty() || problem != std::errc() || stop != end || (!isColor && value > 255))
        return std::nullopt;
    const auto part = [&](unsigned shift) { return static_cast<std::uint8_t>(isColor ? value >> shift & 255 : value); };
    return NodataColor{{part(16), part(8), part(0)}};
}

bool isNodata(const std::string& text)
{
    if (text.empty() || text == "nan" || nodataColorOf(text))
        return true;
    double value = 0;
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() && stop == text.data() + text.size() && std::isfinite(value);
}

} // namespace guanjing::layers
