#include "layers/live/SensorThingsJson.h"

#include "geodata/net/Url.h"
#include "layers/live/UtcTimeText.h"

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <memory>

namespace guanjing::layers {
namespace {

namespace dom = simdjson::dom;

constexpr double kLowestMeters = -1'000;
constexpr double kHighestMeters = 100'000;
constexpr double kLargestValue = 1e12;
constexpr std::chrono::hours kFutureAllowed{24};

std::string plain(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::string_view textOf(dom::object object, std::string_view key)
{
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

/// OData 4.01, 5.1.1.6.1: a quote inside a text is doubled.
std::string quoted(std::string_view text)
{
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string("''") : std::string(1, c);
    return result + "'";
}

/// "@iot.id", a number or a text; `asKey` is how a URL names it.
bool readId(dom::object object, std::string& id, std::string* asKey = nullptr)
{
    dom::element element;
    if (object["@iot.id"].get(element) != simdjson::SUCCESS)
        return false;
    std::int64_t number = 0;
    std::uint64_t large = 0;
    std::string_view text;
    if (element.get(number) == simdjson::SUCCESS) {
        id = std::to_string(number);
    } else if (element.get(large) == simdjson::SUCCESS) {
        id = std::to_string(large);
    } else if (element.get(text) == simdjson::SUCCESS && !text.empty()) {
        id = text;
        if (asKey != nullptr)
            *asKey = quoted(text);
        return true;
    } else {
        return false;
    }
    if (asKey != nullptr)
        *asKey = id;
    return true;
}

/// Markers of "no data" that loggers send as if they were values.
bool isNoDataMarker(double value) { return value == -999 || value == -9999 || value == -99999; }

enum class Reading { Value, None, Bad };

Reading readResult(dom::element result, double& value, std::string& defect)
{
    bool boolean = false;
    std::string_view text;
    if (result.is_null())
        return Reading::None;
    if (result.get(boolean) == simdjson::SUCCESS) {
        value = boolean ? 1 : 0;
        return Reading::Value;
    }
    if (result.get(text) == simdjson::SUCCESS) {
        while (!text.empty() && text.front() == ' ')
            text.remove_prefix(1);
        while (!text.empty() && text.back() == ' ')
            text.remove_suffix(1);
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem != std::errc() || end != text.data() + text.size()) {
            defect = "result \"" + std::string(text.substr(0, 40)) + "\" is no number";
            return Reading::Bad;
        }
    } else if (result.get(value) != simdjson::SUCCESS) {
        defect = "result is neither a number nor a text";
        return Reading::Bad;
    }
    if (!std::isfinite(value) || std::abs(value) > kLargestValue || isNoDataMarker(value)) {
        defect = "result " + plain(value) + " is no measurement";
        return Reading::Bad;
    }
    return Reading::Value;
}

Reading readObservation(dom::element element, UtcTime now, Observation& observation, std::string& defect)
{
    dom::object object;
    dom::element result;
    if (element.get(object) != simdjson::SUCCESS) {
        defect = "is no object";
        return Reading::Bad;
    }
    if (object["result"].get(result) != simdjson::SUCCESS) {
        defect = "has no result";
        return Reading::Bad;
    }
    const Reading reading = readResult(result, observation.value, defect);
    if (reading != Reading::Value)
        return reading;
    std::string_view timeText = textOf(object, "phenomenonTime");
    if (timeText.empty())
        timeText = textOf(object, "resultTime");
    const auto time = parseUtcTime(timeText);
    if (!time) {
        defect = "time \"" + std::string(timeText.substr(0, 60)) + "\" is no instant with a zone";
        return Reading::Bad;
    }
    if (*time > now + kFutureAllowed) {
        defect = "time " + formatUtcTime(*time) + " lies in the future";
        return Reading::Bad;
    }
    observation.time = *time;
    return Reading::Value;
}

/// GeoJSON Point, bare or in a Feature (RFC 7946, 3.1.2).
bool readPoint(dom::object location, StationValue& station, std::string& defect)
{
    std::string_view type = textOf(location, "type");
    if (type == "Feature") {
        if (location["geometry"].get(location) != simdjson::SUCCESS) {
            defect = "location is a Feature without geometry";
            return false;
        }
        type = textOf(location, "type");
    }
    if (type != "Point") {
        defect = "location is a \"" + std::string(type.substr(0, 40)) + "\", not a Point";
        return false;
    }
    dom::array coordinates;
    double values[3] = {0, 0, 0};
    std::size_t count = 0;
    if (location["coordinates"].get(coordinates) == simdjson::SUCCESS) {
        for (const dom::element element : coordinates) {
            if (count == 3)
                break;
            if (element.get(values[count]) != simdjson::SUCCESS) {
                defect = "coordinates are no numbers";
                return false;
            }
            ++count;
        }
    }
    if (count < 2) {
        defect = "coordinates are missing";
        return false;
    }
    if (std::abs(values[0]) > 180 || std::abs(values[1]) > 90) {
        defect = "coordinates " + plain(values[0]) + ", " + plain(values[1]) + " are out of range";
        return false;
    }
    if (values[2] < kLowestMeters || values[2] > kHighestMeters) {
        defect = "height " + plain(values[2]) + " is out of range";
        return false;
    }
    station.lonDegrees = values[0];
    station.latDegrees = values[1];
    station.heightMeters = values[2];
    return true;
}

bool readLocation(dom::object thing, StationValue& station, std::string& defect)
{
    dom::array locations;
    defect = "has no Location";
    if (thing["Locations"].get(locations) != simdjson::SUCCESS)
        return false;
    for (const dom::element element : locations) {
        dom::object entry, location;
        if (element.get(entry) != simdjson::SUCCESS)
            continue;
        const std::string_view encoding = textOf(entry, "encodingType");
        if (!encoding.empty() && encoding.find("geo+json") == std::string_view::npos) {
            defect = "location is encoded as " + std::string(encoding.substr(0, 60));
            continue;
        }
        if (entry["location"].get(location) == simdjson::SUCCESS && readPoint(location, station, defect))
            return true;
    }
    return false;
}

/// Adds a datastream to the thing, or says why not. False: not even an id or a property.
bool readDatastream(dom::element element, UtcTime now, const std::string& where, ParsedThing& thing, Defects& defects)
{
    dom::object object, property, unit;
    DatastreamValue stream;
    std::string key;
    if (element.get(object) != simdjson::SUCCESS || !readId(object, stream.id, &key)) {
        defects.add(where + ": a Datastream without @iot.id");
        return false;
    }
    const std::string here = where + ", Datastream " + stream.id;
    if (object["ObservedProperty"].get(property) == simdjson::SUCCESS)
        stream.observedProperty = textOf(property, "name");
    if (stream.observedProperty.empty()) {
        defects.add(here + ": its ObservedProperty has no name");
        return false;
    }
    if (object["unitOfMeasurement"].get(unit) == simdjson::SUCCESS)
        stream.unit = textOf(unit, "symbol");
    else
        defects.add(here + ": has no unitOfMeasurement"); // the value is still shown, without a unit
    dom::array observations;
    if (object["Observations"].get(observations) == simdjson::SUCCESS) {
        for (const dom::element entry : observations) {
            Observation observation;
            std::string defect;
            const Reading reading = readObservation(entry, now, observation, defect);
            if (reading == Reading::Bad)
                defects.add(std::string(here).append(": ").append(defect));
            if (reading == Reading::Value && (!stream.latest || stream.latest->time < observation.time))
                stream.latest = observation;
        }
    }
    thing.station.datastreams.push_back(std::move(stream));
    thing.datastreamKeys.push_back(std::move(key));
    return true;
}

bool readThing(dom::element element, std::size_t index, UtcTime now, ParsedThing& thing, Defects& defects)
{
    dom::object object, properties;
    StationValue& station = thing.station;
    if (element.get(object) != simdjson::SUCCESS) {
        defects.add("entry " + std::to_string(index) + " is no object");
        return false;
    }
    if (!readId(object, station.id)) {
        defects.add("entry " + std::to_string(index) + ": a Thing without @iot.id");
        return false;
    }
    const std::string where = "Thing " + station.id;
    station.name = textOf(object, "name");
    if (station.name.empty())
        station.name = station.id;
    if (object["properties"].get(properties) == simdjson::SUCCESS) {
        station.kind = textOf(properties, "kind");
        station.nameEn = textOf(properties, "nameEn");
    }
    std::string defect;
    if (!readLocation(object, station, defect)) {
        defects.add(where + ": " + defect);
        return false;
    }
    dom::array streams;
    if (object["Datastreams"].get(streams) == simdjson::SUCCESS) {
        for (const dom::element stream : streams)
            readDatastream(stream, now, where, thing, defects);
    } else {
        defects.add(where + ": has no Datastreams");
    }
    return true;
}

/// Calls `entry(element, index)` for each element of "value"; gives back @iot.nextLink.
template <class Entry> Result<std::string> readPage(ByteView body, const std::stop_token& stop, Entry&& entry)
{
    if (body.empty()) // has no bytes to point at either, which the parser would copy from
        return fail(ErrorCode::BadJson, "", "the page is empty");
    dom::parser parser;
    dom::element root;
    dom::object page;
    dom::array values;
    if (const auto problem = parser.parse(body.data(), body.size()).get(root))
        return fail(ErrorCode::BadJson, "", simdjson::error_message(problem));
    if (root.get(page) != simdjson::SUCCESS || page["value"].get(values) != simdjson::SUCCESS)
        return fail(ErrorCode::BadValue, "", "not a SensorThings page: no list \"value\"");
    std::size_t index = 0;
    for (const dom::element element : values) {
        constexpr std::size_t kBetweenChecks = 256;
        if (index % kBetweenChecks == 0 && stop.stop_requested())
            return fail(ErrorCode::Cancelled, "", "");
        entry(element, index++);
    }
    dom::element next;
    if (page["@iot.nextLink"].get(next) != simdjson::SUCCESS || next.is_null())
        return std::string();
    std::string_view link;
    if (next.get(link) != simdjson::SUCCESS)
        return fail(ErrorCode::BadValue, "", "@iot.nextLink is not a text");
    return std::string(link);
}

std::string withPath(std::string_view base, std::string_view path, const std::string& query)
{
    base = base.substr(0, base.find('#'));
    const std::size_t mark = base.find('?');
    std::string_view folder = base.substr(0, mark);
    while (folder.ends_with('/'))
        folder.remove_suffix(1);
    std::string url = std::string(folder) + "/" + std::string(path) + "?";
    if (mark != std::string_view::npos && mark + 1 < base.size())
        url += std::string(base.substr(mark + 1)) + "&";
    return url + query;
}

} // namespace

void Defects::add(std::string defect)
{
    if (first.size() < kKept)
        first.push_back(std::move(defect));
    ++count;
}

void Defects::add(const Defects& others)
{
    for (const std::string& defect : others.first) {
        if (first.size() < kKept)
            first.push_back(defect);
    }
    count += others.count;
}

Result<ThingsPage> parseThingsPage(ByteView body, UtcTime now, const std::stop_token& stop)
{
    ThingsPage page;
    auto next = readPage(body, stop, [&](dom::element element, std::size_t index) {
        ParsedThing thing;
        if (readThing(element, index, now, thing, page.defects))
            page.things.push_back(std::move(thing));
    });
    if (!next)
        return fail(next.error());
    page.nextLink = std::move(*next);
    return page;
}

Result<ObservationsPage> parseObservationsPage(ByteView body, UtcTime now, const std::stop_token& stop)
{
    ObservationsPage page;
    auto next = readPage(body, stop, [&](dom::element element, std::size_t index) {
        Observation observation;
        std::string defect;
        const Reading reading = readObservation(element, now, observation, defect);
        if (reading == Reading::Value)
            page.observations.push_back(observation);
        else if (reading == Reading::Bad)
            page.defects.add("observation " + std::to_string(index) + ": " + defect);
    });
    if (!next)
        return fail(next.error());
    page.nextLink = std::move(*next);
    return page;
}

std::string entityKey(std::string_view id)
{
    const bool isNumber = !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
    return isNumber ? std::string(id) : quoted(id);
}

std::string thingsUrl(std::string_view base, std::string_view filter)
{
    std::string query = "$expand=Locations,Datastreams($expand=ObservedProperty,"
                        "Observations($orderby=phenomenonTime%20desc;$top=1))";
    if (!filter.empty())
        query += "&$filter=" + percentEncode(filter);
    return withPath(base, "Things", query);
}

std::string observationsUrl(std::string_view base, std::string_view key, UtcTime from, UtcTime to)
{
    const std::string filter =
        "phenomenonTime ge " + formatUtcTime(from) + " and phenomenonTime le " + formatUtcTime(to);
    return withPath(base, "Datastreams(" + percentEncode(key) + ")/Observations",
                    "$orderby=phenomenonTime%20asc&$filter=" + percentEncode(filter));
}

} // namespace guanjing::layers
