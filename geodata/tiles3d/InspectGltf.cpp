// What a glTF says wrongly of things that this program need not show: pictures that nothing uses, cameras, lights.
#include "geodata/tiles3d/GltfDocument.h"
#include "geodata/tiles3d/InspectParts.h"
#include "geodata/tiles3d/Json.h"

#include <numbers>

namespace guanjing::tiles3d {
namespace {

using json::Object;

/// Checks the members of one object, each defect an issue at `where`.
class Member {
public:
    Member(std::string where, Issues& issues) : m_where(std::move(where)), m_issues(issues) { }

    void say(std::string defect) const { m_issues.push_back({Severity::Error, m_where, std::move(defect)}); }

    /// The number of a key; says so where it is no number, or where one is needed and missing.
    [[nodiscard]] std::optional<double> number(const Object& object, const char* key, bool isNeeded) const
    {
        const auto element = json::member(object, key);
        if (!element) {
            if (isNeeded)
                say(std::string(key) + " is missing");
            return std::nullopt;
        }
        const auto value = json::asNumber(element);
        if (!value)
            say(std::string(key) + " is no number");
        return value;
    }

    /// The same with a least value.
    std::optional<double> atLeast(const Object& object, const char* key, bool isNeeded, double least,
                                  bool mayBeEqual) const
    {
        const auto value = number(object, key, isNeeded);
        if (value && (*value < least || (!mayBeEqual && *value == least)))
            say(std::string(key) + (least != 0 ? " is out of range" : mayBeEqual ? " is negative" : " is not above 0"));
        return value;
    }

private:
    std::string m_where;
    Issues& m_issues;
};

// glTF 2.0, 5.9 and 5.18.
void checkImage(const Object& image, const std::optional<json::Array>& bufferViews, const Member& member)
{
    const auto uri = json::member(image, "uri"), view = json::member(image, "bufferView");
    if (uri && view)
        member.say("the picture has both a uri and a bufferView");
    if (!uri && !view && !json::member(image, "extensions"))
        member.say("the picture has neither a uri nor a bufferView");
    if (uri && !json::asString(uri))
        member.say("uri is no text");
    if (!view)
        return;
    const auto index = json::asInteger(view);
    const auto count = bufferViews ? static_cast<std::int64_t>(bufferViews->size()) : 0;
    if (!index || *index < 0 || *index >= count) {
        member.say("bufferView leads nowhere: there are " + std::to_string(count));
        return;
    }
    const auto object = json::asObject(bufferViews->at(static_cast<std::size_t>(*index)).value());
    if (object && json::member(*object, "byteStride"))
        member.say("bufferView has a byteStride, which a picture's may not");
}

// glTF 2.0, 5.12 to 5.14.
void checkCamera(const Object& camera, const Member& member)
{
    const auto type = json::stringAt(camera, "type");
    if (type != "perspective" && type != "orthographic") {
        member.say(type ? "the type \"" + std::string(*type) + "\" is not known" : "type is missing or no text");
        return;
    }
    const bool isPerspective = type == "perspective";
    const auto values = json::objectAt(camera, *type);
    if (!values) {
        member.say(std::string(*type) + " is missing or no object");
        return;
    }
    if (isPerspective) {
        member.atLeast(*values, "aspectRatio", false, 0, false);
        member.atLeast(*values, "yfov", true, 0, false);
    } else {
        for (const char* key : {"xmag", "ymag"})
            if (member.number(*values, key, true) == 0.0)
                member.say(std::string(key) + " is 0");
    }
    const auto zNear = member.atLeast(*values, "znear", true, 0, !isPerspective);
    const auto zFar = member.atLeast(*values, "zfar", !isPerspective, 0, false);
    if (zNear && zFar && *zFar <= *zNear)
        member.say("zfar is not beyond znear");
}

// KHR_lights_punctual.
void checkLight(const Object& light, const Member& member)
{
    if (const auto color = json::member(light, "color")) {
        double rgb[3];
        const auto array = json::asArray(color);
        if (!array || array->size() != 3 || !json::readNumbers(color, rgb, 3))
            member.say("color is not three numbers");
    }
    member.atLeast(light, "intensity", false, 0, true);
    const auto type = json::stringAt(light, "type");
    if (type != "directional" && type != "point" && type != "spot") {
        member.say(type ? "the type \"" + std::string(*type) + "\" is not known" : "type is missing or no text");
        return;
    }
    const auto range = member.atLeast(light, "range", false, 0, false);
    if (range && type == "directional")
        member.say("a directional light has no range");
    if (type != "spot")
        return;
    const auto spot = json::objectAt(light, "spot");
    if (!spot) {
        member.say("spot is missing or no object");
        return;
    }
    const double inner = member.atLeast(*spot, "innerConeAngle", false, 0, true).value_or(0);
    const double outer = member.number(*spot, "outerConeAngle", false).value_or(std::numbers::pi / 4);
    constexpr double kTolerance = 1e-7; // a float's π/2 is a little more
    if (outer > std::numbers::pi / 2 + kTolerance)
        member.say("outerConeAngle is beyond π/2");
    if (inner >= outer)
        member.say("innerConeAngle is not below outerConeAngle");
}

template <class Check> void forEach(const Object& object, const char* list, Issues& issues, Check check)
{
    const auto array = json::arrayAt(object, list);
    if (!array)
        return; // glTF 1.0 has objects there
    std::size_t index = 0;
    for (const json::Element element : *array) {
        const Member member(std::string(list) + "[" + std::to_string(index++) + "]", issues);
        if (const auto item = json::asObject(element))
            check(*item, member);
        else
            member.say("is no object");
    }
}

} // namespace

void checkGltf(ByteView bytes, Issues& issues)
{
    const auto parts = splitGlb(bytes, {});
    if (!parts)
        return;
    simdjson::dom::parser parser;
    const auto root = json::parse(parser, parts->json, parts->readableAfterJson, {});
    const auto object = root ? json::asObject(*root) : std::nullopt;
    if (!object)
        return; // decodeContent says so
    const auto bufferViews = json::arrayAt(*object, "bufferViews");
    forEach(*object, "images", issues,
            [&](const Object& image, const Member& member) { checkImage(image, bufferViews, member); });
    forEach(*object, "cameras", issues, checkCamera);
    if (const auto extensions = json::objectAt(*object, "extensions"))
        if (const auto lights = json::objectAt(*extensions, "KHR_lights_punctual"))
            forEach(*lights, "lights", issues, checkLight);
}

} // namespace guanjing::tiles3d
