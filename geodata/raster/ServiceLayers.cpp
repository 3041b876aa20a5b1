#include "geodata/raster/ServiceLayers.h"

#include "geodata/raster/ImageryOpening.h"
#include "geodata/raster/Wms.h"
#include "geodata/raster/Wmts.h"

#include <algorithm>
#include <utility>

namespace guanjing {
namespace {

constexpr std::size_t kMostLayers = 500;
constexpr std::size_t kMostTimes = 60; ///< more are no dates to choose from one by one

bool isTime(std::string_view name)
{
    constexpr std::string_view kTime = "time";
    return std::equal(name.begin(), name.end(), kTime.begin(), kTime.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? char(a - 'A' + 'a') : a) == b; });
}

void takeTimes(const std::string& name, std::vector<std::string> values, ServiceLayer& layer)
{
    const bool areDates = !values.empty() && values.size() <= kMostTimes
        && std::all_of(values.begin(), values.end(), [](const std::string& value) {
               return value.find('/') == std::string::npos && !dateOfTime(value).empty();
           });
    if (!isTime(name) || !areDates)
        return;
    layer.timeName = name;
    layer.times = std::move(values);
}

std::vector<std::string> splitAtCommas(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view part = text.substr(0, comma);
        const std::size_t first = std::min(part.find_first_not_of(" \t\r\n"), part.size());
        part.remove_prefix(first);
        part = part.substr(0, part.find_last_not_of(" \t\r\n") + 1);
        if (!part.empty())
            parts.emplace_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

} // namespace

std::string dateOfTime(std::string_view time)
{
    constexpr std::string_view kForm = "dddd-dd-dd";
    std::size_t length = 0;
    while (length < std::min(time.size(), kForm.size())
           && (kForm[length] == 'd' ? time[length] >= '0' && time[length] <= '9' : time[length] == '-'))
        ++length;
    const bool ends = length == time.size() || (length == kForm.size() && (time[length] == 'T' || time[length] == ' '));
    const auto isWithin = [&](std::size_t at, int most) {
        const int number = (time[at] - '0') * 10 + (time[at + 1] - '0');
        return number >= 1 && number <= most;
    };
    const bool isDate = (length == 4 || length == 7 || length == kForm.size()) && (length < 7 || isWithin(5, 12))
        && (length < kForm.size() || isWithin(8, 31));
    return ends && isDate ? std::string(time.substr(0, length)) : std::string();
}

std::vector<ServiceLayer> layersOfService(std::string_view kind, const ImageryDocument& capabilities)
{
    std::vector<ServiceLayer> found;
    const auto add = [&](const std::string& id, const std::string& title) -> ServiceLayer& {
        return found.emplace_back(ServiceLayer{id, title.empty() ? id : title, {}, {}});
    };
    if (!capabilities.bytes)
        return found;
    if (kind == "wmts") {
        if (const auto read = parseWmtsCapabilities(*capabilities.bytes, capabilities.url))
            for (const WmtsCapabilities::Layer& layer : read->layers) {
                if (found.size() >= kMostLayers)
                    break;
                ServiceLayer& one = add(layer.id, layer.title);
                for (const WmtsCapabilities::Dimension& dimension : layer.dimensions)
                    takeTimes(dimension.id, dimension.values, one);
            }
    } else if (kind == "wms") {
        if (const auto read = parseWmsCapabilities(*capabilities.bytes, capabilities.url))
            for (const WmsCapabilities::Layer& layer : read->layers) {
                if (found.size() >= kMostLayers)
                    break;
                ServiceLayer& one = add(layer.name, layer.title);
                for (const auto& [lower, dimension] : layer.dimensions)
                    takeTimes(dimension.name, splitAtCommas(dimension.values), one);
            }
    }
    return found;
}

} // namespace guanjing
