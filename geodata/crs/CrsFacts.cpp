#include "geodata/crs/CrsFacts.h"

#include <proj.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <memory>
#include <numbers>

namespace guanjing {
namespace {

constexpr double kMetersPerDegree = 6378137.0 * std::numbers::pi / 180.0;

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string upperCase(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return result;
}

/// Of authority and code; several codes stand for Web Mercator.
std::string named(std::string_view authority, std::string_view code)
{
    const std::string upper = upperCase(authority);
    if (upper == "OGC" || upper == "CRS")
        return code == "84" || upperCase(code) == "CRS84" ? "OGC:CRS84" : "OGC:" + std::string(code);
    constexpr std::array<std::string_view, 6> kWebMercator{"3857", "900913", "3785", "102100", "102113", "41001"};
    if ((upper == "EPSG" || upper == "ESRI" || upper == "OSGEO")
        && std::find(kWebMercator.begin(), kWebMercator.end(), code) != kWebMercator.end())
        return "EPSG:3857";
    return upper + ":" + std::string(code);
}

struct ContextDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct ObjectDeleter {
    void operator()(PJ* object) const { proj_destroy(object); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Object = std::unique_ptr<PJ, ObjectDeleter>;

/// The horizontal part of compound and bound systems.
Object horizontalPart(PJ_CONTEXT* context, Object crs)
{
    for (int depth = 0; crs && depth < 4; ++depth) {
        const PJ_TYPE type = proj_get_type(crs.get());
        if (type == PJ_TYPE_COMPOUND_CRS)
            crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
        else if (type == PJ_TYPE_BOUND_CRS)
            crs.reset(proj_get_source_crs(context, crs.get()));
        else
            break;
    }
    return crs;
}

bool isGeographicType(PJ_TYPE type) { return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS; }

} // namespace

std::string crsNameOf(std::string_view written)
{
    std::string_view text = trimmed(written);
    if (text.starts_with('[') && text.ends_with(']')) // the safe CURIE of OGC API documents
        text = trimmed(text.substr(1, text.size() - 2));
    const std::string upper = upperCase(text);
    if (upper == "GCJ-02" || upper == "GCJ02")
        return "GCJ-02";
    if (upper == "BD-09" || upper == "BD09")
        return "BD-09";
    if (upper.starts_with("URN:") && upper.find(":DEF:CRS:") != std::string::npos) {
        const std::string_view rest = text.substr(upper.find(":DEF:CRS:") + 9); // EPSG:6.9:4326, OGC::CRS84
        const std::size_t first = rest.find(':'), last = rest.rfind(':');
        if (first != std::string_view::npos)
            return named(rest.substr(0, first), rest.substr(last + 1));
    }
    if (upper.starts_with("HTTP") && upper.find("/DEF/CRS/") != std::string::npos) {
        const std::string_view rest = text.substr(upper.find("/DEF/CRS/") + 9); // EPSG/0/4326
        const std::size_t first = rest.find('/'), last = rest.rfind('/');
        if (first != std::string_view::npos)
            return named(rest.substr(0, first), rest.substr(last + 1));
    }
    const std::size_t colon = text.find(':');
    const bool isCode = colon != std::string_view::npos && colon > 0 && text.size() < 40
        && std::all_of(text.begin(), text.end(), [](char c) {
                            return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ':' || c == '_' || c == '-';
                        });
    if (isCode)
        return named(text.substr(0, colon), text.substr(text.rfind(':') + 1));
    if (!text.empty() && text.size() < 7 && std::all_of(text.begin(), text.end(), [](char c) {
            return std::isdigit(static_cast<unsigned char>(c)) != 0;
        }))
        return named("EPSG", text);
    return std::string(text);
}

Result<CrsFacts> crsFacts(std::string_view written)
{
    CrsFacts facts;
    facts.name = crsNameOf(written);
    if (facts.name == "EPSG:3857") {
        facts.isWebMercator = true;
        return facts;
    }
    if (facts.name == "GCJ-02" || facts.name == "BD-09" || facts.name == "OGC:CRS84") {
        facts.isGeographic = true;
        facts.metersPerUnit = kMetersPerDegree;
        facts.isWgs84Degrees = facts.name == "OGC:CRS84";
        return facts;
    }
    const Context context(proj_context_create());
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
    const Object crs = horizontalPart(context.get(), Object(proj_create(context.get(), facts.name.c_str())));
    if (!crs || !proj_is_crs(crs.get()))
        return fail(ErrorCode::NoPlace, facts.name, "not a coordinate system that is known here");
    facts.isGeographic = isGeographicType(proj_get_type(crs.get()));
    const Object system(proj_crs_get_coordinate_system(context.get(), crs.get()));
    const char* direction = nullptr;
    double toBase = 1.0;
    if (!system
        || proj_cs_get_axis_info(context.get(), system.get(), 0, nullptr, nullptr, &direction, &toBase, nullptr,
                                 nullptr, nullptr)
            == 0)
        return fail(ErrorCode::NoPlace, facts.name, "a coordinate system without axes");
    facts.isNorthFirst = std::string_view(direction) == "north";
    if (!facts.isGeographic) {
        // The axes of polar systems both point south, or north, along different meridians.
        const char* second = nullptr;
        proj_cs_get_axis_info(context.get(), system.get(), 1, nullptr, nullptr, &second, nullptr, nullptr, nullptr,
                              nullptr);
        if (second != nullptr && std::string_view(second) == direction) {
            const char* name = nullptr;
            proj_cs_get_axis_info(context.get(), system.get(), 0, &name, nullptr, nullptr, nullptr, nullptr, nullptr,
                                  nullptr);
            facts.isNorthFirst = name != nullptr && std::string_view(name) == "Northing";
        }
    }
    facts.metersPerUnit = facts.isGeographic ? kMetersPerDegree : toBase;
    const char* const code = proj_get_id_code(crs.get(), 0);
    const char* const authority = proj_get_id_auth_name(crs.get(), 0);
    if (code != nullptr && authority != nullptr) {
        const std::string name = named(authority, code);
        facts.isWgs84Degrees = name == "EPSG:4326" || name == "EPSG:4490" || name == "OGC:CRS84" || name == "EPSG:4979"
            || name == "EPSG:4480";
        facts.isWebMercator = name == "EPSG:3857";
    }
    return facts;
}

} // namespace guanjing
