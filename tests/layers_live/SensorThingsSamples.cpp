#include "tests/layers_live/SensorThingsSamples.h"

#include <cstdlib>

namespace guanjing::test {
namespace {

std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const std::string& part : parts)
        all += (all.empty() ? "" : ",") + part;
    return all;
}

std::string page(const std::string& values, const std::string& nextLink)
{
    return (nextLink.empty() ? "{" : R"({"@iot.nextLink":")" + nextLink + "\",") + R"("value":[)" + values + "]}";
}

} // namespace

std::string sampleThing(int id, const std::string& time, const std::string& result)
{
    return R"({"@iot.id":)" + std::to_string(id) + R"(,"name":"Station )" + std::to_string(id)
        + R"(","description":"","properties":{"kind":"air","nameEn":"Humen air station"},"Locations":[{"@iot.id":)"
        + std::to_string(id)
        + R"(,"encodingType":"application/geo+json","location":{"type":"Point","coordinates":[113.75,23.02,12.5]}}],)"
          R"("Datastreams":[{"@iot.id":)"
        + std::to_string(id + 1000)
        + R"(,"unitOfMeasurement":{"name":"microgram per cubic metre","symbol":"ug/m3","definition":""},)"
          R"("ObservedProperty":{"name":"PM2.5"},"Observations":[{"@iot.id":9,"phenomenonTime":")"
        + time + R"(","resultTime":null,"result":)" + result + "}]}]}";
}

std::string samplePage(const std::vector<std::string>& things, const std::string& nextLink)
{
    return page(joined(things), nextLink);
}

std::string sampleObservations(const std::vector<std::string>& observations, const std::string& nextLink)
{
    std::vector<std::string> entries;
    for (const std::string& observation : observations) {
        const std::size_t equals = observation.find('=');
        entries.push_back(R"({"phenomenonTime":")" + observation.substr(0, equals) + R"(","result":)"
                          + observation.substr(equals + 1) + "}");
    }
    return page(joined(entries), nextLink);
}

std::string changed(const std::string& thing, const std::string& part, const std::string& replacement)
{
    const std::size_t at = thing.find(part);
    if (at == std::string::npos)
        std::abort(); // the test itself is wrong
    std::string result = thing;
    return result.replace(at, part.size(), replacement);
}

} // namespace guanjing::test
