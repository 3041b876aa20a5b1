#include "layers/live/ObservationFeed.h"

#include "geodata/net/Url.h"
#include "layers/live/SensorThingsFeed.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace guanjing::layers {

Result<std::unique_ptr<ObservationFeed>> makeFeed(LiveFeedOptions options, LiveServices services,
                                                  std::function<void()> changed)
{
    const std::string shownUrl = redactUrl(options.url);
    if (options.kind != "sensorthings")
        return fail(ErrorCode::UnsupportedFeature, shownUrl,
                    "live sources of kind \"" + options.kind + "\" are not read yet");
    static constexpr std::array<std::string_view, 6> kCrs{"", "EPSG:4326", "EPSG:4490", "EPSG:4979", "GCJ-02", "BD-09"};
    if (std::find(kCrs.begin(), kCrs.end(), options.crs) == kCrs.end())
        return fail(ErrorCode::UnsupportedFeature, shownUrl, "stations in \"" + options.crs + "\" are not read yet");
    if (!(options.pollSeconds > 0))
        return fail(ErrorCode::BadValue, shownUrl, "pollSeconds must be above 0");
    auto rules = parseAssessmentRules(options.symbolJson);
    if (!rules)
        return fail(rules.error());
    return std::make_unique<SensorThingsFeed>(std::move(options), std::move(*rules), services, std::move(changed));
}

} // namespace guanjing::layers
