#include "app/platform/FeatureService.h"

#include "geodata/democity/Demo.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <ctime>

namespace guanjing::app {

namespace {

using json = nlohmann::ordered_json;
using democity::AdministrativeArea;

constexpr const char* kCrs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
constexpr const char* kGeoJson = "application/geo+json";
constexpr const char* kJson = "application/json";
constexpr std::size_t kDefaultLimit = 100;
constexpr std::size_t kMostLimit = 1000;

struct Collection {
    const char *id, *title, *description;
    const std::vector<AdministrativeArea>& (*areas)();
};
constexpr std::array<Collection, 2> kCollections{{
    {"towns", "Towns of the demo city", "The 33 towns and subdistricts; together they are the city.",
     democity::townAreas},
    {"boundary", "Limits of the demo city", "One area: the city as a whole.", democity::cityAreas},
}};

ServiceDocument problem(int status, const std::string& description)
{
    return {status, kJson,
            json{{"code", status == 404 ? "NotFound" : "InvalidParameterValue"}, {"description", description}}.dump()
                + "\n"};
}

ServiceDocument document(const json& body, const char* type = kJson) { return {200, type, body.dump(1) + "\n"}; }

json link(const std::string& href, const char* relation, const char* type, const std::string& title)
{
    return {{"href", href}, {"rel", relation}, {"type", type}, {"title", title}};
}

json boxOf(const Rectangle& r) { return json::array({r.west, r.south, r.east, r.north}); }

Rectangle extentOf(const Collection& collection)
{
    const std::vector<AdministrativeArea>& areas = collection.areas();
    Rectangle all = areas.front().extent;
    for (const AdministrativeArea& area : areas)
        all = all.united(area.extent);
    return all;
}

json describe(const Collection& collection, const std::string& base)
{
    const std::string at = base + "collections/" + collection.id;
    return {{"id", collection.id},
            {"title", collection.title},
            {"description", collection.description},
            {"extent", {{"spatial", {{"bbox", json::array({boxOf(extentOf(collection))})}, {"crs", kCrs84}}}}},
            {"itemType", "feature"},
            {"crs", json::array({kCrs84})},
            {"links",
             json::array({link(at, "self", kJson, collection.title),
                          link(at + "/items", "items", kGeoJson, collection.title)})}};
}

json featureOf(const AdministrativeArea& area)
{
    json ring = json::array();
    for (std::size_t k = 0; k <= area.ring.size(); ++k) {
        const glm::dvec2 p = area.ring[k % area.ring.size()];
        ring.push_back({std::round(p.x * 1e5) / 1e5, std::round(p.y * 1e5) / 1e5});
    }
    return {{"type", "Feature"},
            {"id", area.code},
            {"bbox", boxOf(area.extent)},
            {"geometry", {{"type", "Polygon"}, {"coordinates", json::array({std::move(ring)})}}},
            {"properties",
             {{"code", area.code},
              {"name", area.nameZh},
              {"nameEn", area.nameEn},
              {"areaKm2", std::round(area.areaKm2 * 100) / 100},
              {"population2020", area.population2020}}}};
}

std::string now()
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

template <class Number> bool parse(std::string_view text, Number& value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

/// What a request for items asks for.
struct ItemsQuery {
    std::size_t limit = kDefaultLimit, offset = 0;
    std::optional<Rectangle> box;
    std::string boxText, name, code;
    std::string wrong; ///< not empty: what is wrong with it
};

std::optional<Rectangle> boxFrom(std::string_view text)
{
    std::vector<double> numbers;
    while (true) {
        const std::size_t comma = text.find(',');
        double value = 0;
        if (!parse(text.substr(0, comma), value) || !std::isfinite(value))
            return std::nullopt;
        numbers.push_back(value);
        if (comma == std::string_view::npos)
            break;
        text = text.substr(comma + 1);
    }
    if (numbers.size() == 6) // heights are not looked at
        numbers = {numbers[0], numbers[1], numbers[3], numbers[4]};
    if (numbers.size() != 4 || numbers[1] > numbers[3] || std::fabs(numbers[1]) > 90 || std::fabs(numbers[3]) > 90)
        return std::nullopt;
    return Rectangle{numbers[0], numbers[1], numbers[2], numbers[3]};
}

ItemsQuery readQuery(const QueryParameters& parameters)
{
    ItemsQuery query;
    for (const auto& [key, value] : parameters)
        if (key == "limit") {
            if (!parse(value, query.limit) || query.limit < 1)
                query.wrong = "limit must be a number from 1 on";
            query.limit = std::min(query.limit, kMostLimit);
        } else if (key == "offset") {
            if (!parse(value, query.offset))
                query.wrong = "offset must be a number from 0 on";
        } else if (key == "bbox") {
            query.box = boxFrom(value);
            query.boxText = value;
            if (!query.box)
                query.wrong = "bbox must be west,south,east,north in degrees";
        } else if (key == "name") {
            query.name = value;
        } else if (key == "code") {
            query.code = value;
        } else if (key == "f") {
            if (value != "json" && value != kGeoJson)
                query.wrong = "f must be json";
        } else if (key != "datetime") { // the areas have no time: every one matches
            query.wrong = "there is no parameter " + key;
        }
    return query;
}

/// Whether a segment passes through a box (Liang and Barsky's bounds of the parameter).
bool crosses(glm::dvec2 a, glm::dvec2 b, const Rectangle& box)
{
    double from = 0, to = 1;
    const std::array<std::pair<double, double>, 4> sides{{{a.x - b.x, a.x - box.west},
                                                          {b.x - a.x, box.east - a.x},
                                                          {a.y - b.y, a.y - box.south},
                                                          {b.y - a.y, box.north - a.y}}};
    for (const auto& [direction, room] : sides) {
        if (direction < 0)
            from = std::max(from, room / direction);
        else if (direction > 0)
            to = std::min(to, room / direction);
        else if (room < 0)
            return false;
    }
    return from <= to;
}

/// Whether an area and a box share a place: the area itself, not its extent.
bool touches(const AdministrativeArea& area, const Rectangle& box)
{
    if (!area.extent.intersects(box))
        return false;
    bool holds = false; // the box's corner lies in the area
    for (std::size_t k = 0; k < area.ring.size(); ++k) {
        const glm::dvec2 a = area.ring[k];
        const glm::dvec2 b = area.ring[(k + 1) % area.ring.size()];
        if (crosses(a, b, box))
            return true;
        if ((a.y > box.south) != (b.y > box.south) && box.west < (b.x - a.x) * (box.south - a.y) / (b.y - a.y) + a.x)
            holds = !holds;
    }
    return holds;
}

std::string pageAddress(const std::string& items, const ItemsQuery& query, std::size_t offset)
{
    std::string address = items + "?limit=" + std::to_string(query.limit) + "&offset=" + std::to_string(offset);
    if (query.box)
        address += "&bbox=" + query.boxText;
    return address;
}

ServiceDocument items(const Collection& collection, const QueryParameters& parameters, const std::string& base)
{
    const ItemsQuery query = readQuery(parameters);
    if (!query.wrong.empty())
        return problem(400, query.wrong);
    std::vector<const AdministrativeArea*> found;
    for (const AdministrativeArea& area : collection.areas())
        if ((!query.box || touches(area, *query.box)) && (query.code.empty() || query.code == area.code)
            && (query.name.empty() || query.name == area.nameZh || query.name == area.nameEn))
            found.push_back(&area);
    json features = json::array();
    const std::size_t end = std::min(found.size(), query.offset + std::min(query.limit, found.size()));
    for (std::size_t k = std::min(query.offset, end); k < end; ++k)
        features.push_back(featureOf(*found[k]));
    const std::string address = base + "collections/" + collection.id + "/items";
    json links = json::array({link(pageAddress(address, query, query.offset), "self", kGeoJson, "this page"),
                              link(base + "collections/" + collection.id, "collection", kJson, collection.title)});
    const bool filtered = !query.code.empty() || !query.name.empty();
    if (end < found.size() && !filtered)
        links.push_back(link(pageAddress(address, query, end), "next", kGeoJson, "next page"));
    if (query.offset > 0 && !filtered)
        links.push_back(link(pageAddress(address, query, query.offset - std::min(query.offset, query.limit)), "prev",
                             kGeoJson, "page before"));
    return document({{"type", "FeatureCollection"},
                     {"timeStamp", now()},
                     {"numberMatched", found.size()},
                     {"numberReturned", features.size()},
                     {"features", std::move(features)},
                     {"links", std::move(links)}},
                    kGeoJson);
}

ServiceDocument item(const Collection& collection, std::string_view id, const std::string& base)
{
    for (const AdministrativeArea& area : collection.areas())
        if (area.code == id) {
            json feature = featureOf(area);
            const std::string at = base + "collections/" + collection.id;
            feature["links"] = json::array({link(at + "/items/" + area.code, "self", kGeoJson, area.nameEn),
                                            link(at, "collection", kJson, collection.title)});
            return document(feature, kGeoJson);
        }
    return problem(404, "no such feature in " + std::string(collection.id));
}

json answerOf(const char* description, const char* type)
{
    return {{"200", {{"description", description}, {"content", {{type, {{"schema", {{"type", "object"}}}}}}}}}};
}

json parameter(const char* name, const char* where, json schema)
{
    json result{{"name", name}, {"in", where}, {"schema", std::move(schema)}};
    if (std::string_view(where) == "path")
        result["required"] = true;
    return result;
}

/// What can be asked for, in OpenAPI 3.0.
json definition(const std::string& base)
{
    json paths;
    const auto get = [](const char* summary, const char* type, json parameters) {
        json operation{{"summary", summary}};
        if (!parameters.empty())
            operation["parameters"] = std::move(parameters);
        operation["responses"] = answerOf(summary, type);
        return json{{"get", std::move(operation)}};
    };
    json ids = json::array();
    for (const Collection& collection : kCollections)
        ids.push_back(collection.id);
    const json which = parameter("collectionId", "path", {{"type", "string"}, {"enum", ids}});
    paths["/"] = get("Landing page", kJson, {});
    paths["/conformance"] = get("Conformance classes", kJson, {});
    paths["/collections"] = get("Collections", kJson, {});
    paths["/collections/{collectionId}"] = get("A collection", kJson, json::array({which}));
    paths["/collections/{collectionId}/items"] =
        get("Features", kGeoJson,
            json::array(
                {which,
                 parameter("limit", "query",
                           {{"type", "integer"}, {"minimum", 1}, {"maximum", kMostLimit}, {"default", kDefaultLimit}}),
                 parameter("offset", "query", {{"type", "integer"}, {"minimum", 0}, {"default", 0}}),
                 parameter("bbox", "query",
                           {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 4}, {"maxItems", 6}}),
                 parameter("datetime", "query", {{"type", "string"}}), parameter("name", "query", {{"type", "string"}}),
                 parameter("code", "query", {{"type", "string"}})}));
    paths["/collections/{collectionId}/items/{featureId}"] =
        get("A feature", kGeoJson, json::array({which, parameter("featureId", "path", {{"type", "string"}})}));
    return {{"openapi", "3.0.3"},
            {"info", {{"title", "Guanjing demo platform"}, {"version", "1"}}},
            {"servers", json::array({{{"url", base.substr(0, base.size() - 1)}}})},
            {"paths", std::move(paths)}};
}

} // namespace

const std::vector<LandingLink>& featureLinks()
{
    static const std::vector<LandingLink> all{
        {"self", "", kJson, "this document"},
        {"service-desc", "api", "application/vnd.oai.openapi+json;version=3.0", "what can be asked for"},
        {"conformance", "conformance", kJson, "conformance classes"},
        {"data", "collections", kJson, "collections of features"},
    };
    return all;
}

ServiceDocument answerFeatures(std::string_view path, const QueryParameters& parameters, const std::string& base)
{
    std::vector<std::string_view> words;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        words.push_back(path.substr(0, slash));
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
    const bool hasItems = words.size() == 3 && words[0] == "collections" && words[2] == "items";
    if (!hasItems)
        for (const auto& [key, value] : parameters)
            if (key != "f" || (value != "json" && value != kGeoJson))
                return problem(400, "there is no parameter " + key + " here, or not with this value");
    if (words.size() == 1 && words[0] == "conformance")
        return document({{"conformsTo",
                          {"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
                           "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
                           "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30"}}});
    if (words.size() == 1 && words[0] == "api")
        return document(definition(base), "application/vnd.oai.openapi+json;version=3.0");
    if (words.empty() || words.size() > 4 || words[0] != "collections")
        return problem(404, "there is nothing");
    if (words.size() == 1) {
        json all = json::array();
        for (const Collection& collection : kCollections)
            all.push_back(describe(collection, base));
        return document({{"links", json::array({link(base + "collections", "self", kJson, "collections of features")})},
                         {"collections", std::move(all)}});
    }
    const auto found = std::find_if(kCollections.begin(), kCollections.end(),
                                    [&](const Collection& collection) { return words[1] == collection.id; });
    if (found == kCollections.end())
        return problem(404, "no such collection; there are towns and boundary");
    if (words.size() == 2)
        return document(describe(*found, base));
    if (words[2] != "items")
        return problem(404, "there is nothing");
    return words.size() == 3 ? items(*found, parameters, base) : item(*found, words[3], base);
}

} // namespace guanjing::app
