// A live source of 35,000 stations, each with one datastream that changes at every poll.
#include "layers/live/ObservationStore.h"
#include "layers/live/SensorThingsJson.h"
#include "layers/live/StationAssessment.h"
#include "layers/live/UtcTimeText.h"
#include "tests/bench/Bench.h"
#include "tests/layers_live/SensorThingsSamples.h"

using namespace guanjing;
using namespace guanjing::layers;

int main()
{
    constexpr int kStations = 35'000;
    constexpr int kRuns = 9;
    const UtcTime begin = *parseUtcTime("2026-11-22T08:00:00Z");
    std::vector<std::string> things;
    for (int i = 0; i < kStations; ++i)
        things.push_back(test::sampleThing(i, formatUtcTime(begin), std::to_string(i % 300)));
    const std::string text = test::samplePage(things);
    const ByteView bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());

    ThingsPage page;
    bench::report("live, 35,000 things, page size", static_cast<double>(text.size()) / 1e6, "MB");
    bench::report("live, 35,000 things, read a page",
                  bench::medianMilliseconds(kRuns, [&] { page = *parseThingsPage(bytes, begin, {}); }), "ms");

    ObservationStore store(96);
    int second = 0;
    bench::report("live, 35,000 things, copy and merge",
                  bench::medianMilliseconds(kRuns,
                                            [&] {
                                                ++second;
                                                store.beginRound();
                                                for (ParsedThing thing : page.things) {
                                                    thing.station.datastreams[0].latest->time =
                                                        begin + std::chrono::seconds(second);
                                                    store.merge(std::move(thing));
                                                }
                                                store.endRound();
                                            }),
                  "ms");

    std::vector<StationValue> shown;
    bench::report("live, 35,000 stations, snapshot with states",
                  bench::medianMilliseconds(kRuns,
                                            [&] {
                                                shown = store.stations();
                                                for (StationValue& station : shown)
                                                    station.state = assessStation(station, {}, begin);
                                            }),
                  "ms");
    return shown.size() == kStations ? 0 : 1;
}
