#include "geodata/tiles3d/Inspect.h"

#include "geodata/net/Url.h"
#include "geodata/tiles3d/Gzip.h"
#include "geodata/tiles3d/InspectParts.h"

#include <algorithm>
#include <exception>
#include <set>
#include <string_view>
#include <utility>

namespace guanjing::tiles3d {
namespace {

InspectReport inspectAny(ByteView bytes, const std::string& url, const FetchFunction& fetch,
                         const InspectOptions& options)
{
    InspectReport report;
    Bytes unpacked;
    if (isGzip(bytes)) {
        auto result = gunzip(bytes, url);
        if (!result) {
            report.kind = "content";
            report.format = "unknown";
            report.issues.push_back({Severity::Error, {}, result.error().detail});
            return report;
        }
        unpacked = std::move(*result);
        bytes = unpacked;
    }
    if (isSubtree(bytes)) {
        inspectSubtree(bytes, url, fetch, report);
        return report;
    }
    if (isDraco(bytes)) {
        inspectDraco(bytes, url, report);
        return report;
    }
    const ContentFormat format = detectFormat(bytes);
    report.format = formatName(format);
    if (format == ContentFormat::Tileset)
        inspectTileset(bytes, url, fetch, options, report);
    else
        inspectContent(bytes, url, format, fetch, report);
    return report;
}

std::string jsonString(const std::string& text) { return PropertyValue{text}.toJson(); }

} // namespace

Result<SharedBytes> fetchOne(const FetchFunction& fetch, const std::string& url)
{
    if (!fetch)
        return fail(ErrorCode::NotFound, url, "nothing may be fetched");
    return fetch(url);
}

ExternalBytes fetchAll(const FetchFunction& fetch, const std::vector<std::string>& uris, const std::string& base,
                       Issues* missing)
{
    ExternalBytes external;
    for (const std::string& uri : uris) {
        auto bytes = fetchOne(fetch, resolveUrl(base, uri));
        if (bytes)
            external[uri] = std::move(*bytes);
        else if (fetch && missing != nullptr)
            missing->push_back({Severity::Error, redactUrl(uri), bytes.error().detail});
    }
    unpackGzip(external);
    return external;
}

void fetchNested(const FetchFunction& fetch, ByteView content, const std::string& base, ExternalBytes& external,
                 Issues* missing)
{
    for (const auto& [uri, file] : ExternalBytes(external))
        for (const auto& [inner, bytes] :
             fetchAll(fetch, nestedReferences(content, *file), resolveUrl(base, uri), missing))
            external[nestedUri(uri, inner)] = bytes;
}

void addMissing(Issues missing, const std::string& prefix, Issues& issues)
{
    for (Issue& issue : missing) {
        // With the reason, where what needs it tells only that it is missing.
        const std::string bare = "\"" + issue.where + "\" could not be read";
        for (Issue& other : issues)
            if (other.message.ends_with(bare))
                other.message += ": " + issue.message;
        const bool isTold = std::any_of(issues.begin(), issues.end(), [&](const Issue& other) {
            return other.severity == Severity::Error
                && (other.where + other.message).find(issue.where) != std::string::npos;
        });
        if (isTold)
            continue;
        issue.where = prefix + issue.where;
        issues.push_back(std::move(issue));
    }
}

bool InspectReport::isUsable() const
{
    return std::none_of(issues.begin(), issues.end(),
                        [](const Issue& issue) { return issue.severity == Severity::Error; });
}

std::string InspectReport::toJson() const
{
    std::string json = "{\"kind\": " + jsonString(kind) + ", \"format\": " + jsonString(format)
        + ", \"version\": " + jsonString(version);
    const auto join = [&](const char* key, char open, char close, const auto& list, const auto& write) {
        json += std::string(", \"") + key + "\": " + open;
        bool first = true;
        for (const auto& item : list) {
            json += first ? "" : ", ";
            first = false;
            json += write(item);
        }
        json += close;
    };
    for (const InspectFact& fact : facts)
        json += ", " + jsonString(fact.name) + ": " + fact.value.toJson();
    if (!counts.empty())
        join("counts", '{', '}', counts,
             [](const auto& count) { return jsonString(count.first) + ": " + std::to_string(count.second); });
    if (!tilesPerLevel.empty())
        join("tiles_per_level", '[', ']', tilesPerLevel, [](std::uint64_t count) { return std::to_string(count); });
    if (bounds)
        join("bounds", '[', ']', *bounds, [](double value) { return PropertyValue{value}.toJson(); });
    if (!properties.empty())
        join("properties", '{', '}', properties, [](const auto& entry) {
            return jsonString(entry.first) + ": {\"type\": " + jsonString(entry.second.type)
                + ", \"first\": " + entry.second.first.toJson() + ", \"last\": " + entry.second.last.toJson() + "}";
        });
    join("issues", '[', ']', issues, [](const Issue& issue) {
        constexpr const char* kSeverities[] = {"info", "warning", "error"};
        return std::string("{\"severity\": \"") + kSeverities[static_cast<std::size_t>(issue.severity)]
            + "\", \"where\": " + jsonString(issue.where) + ", \"message\": " + jsonString(issue.message) + "}";
    });
    return json + "}";
}

namespace {

/// What is wrong with each primitive of a mesh in the same way is told once, at the first.
void tellOnce(Issues& issues)
{
    const auto placeOf = [](const Issue& issue) {
        constexpr std::string_view kPart = "primitives[";
        std::string place = issue.where;
        if (const std::size_t at = place.find(kPart); at != std::string::npos)
            if (const std::size_t end = place.find(']', at); end != std::string::npos)
                place.erase(at, end + 1 - at);
        return place;
    };
    std::set<std::pair<std::string, std::string>> told;
    std::erase_if(issues, [&](const Issue& issue) { return !told.emplace(placeOf(issue), issue.message).second; });
}

} // namespace

InspectReport inspectBytes(ByteView bytes, const std::string& url, const FetchFunction& fetch,
                           const InspectOptions& options)
{
    try {
        InspectReport report = inspectAny(bytes, url, fetch, options);
        tellOnce(report.issues);
        return report;
    } catch (const std::exception& exception) { // no memory, or a library's; ours throws nothing
        InspectReport report;
        report.format = "unknown";
        report.issues.push_back({Severity::Error, {}, exception.what()});
        return report;
    }
}

} // namespace guanjing::tiles3d
