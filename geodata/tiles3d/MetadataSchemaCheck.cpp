// What a schema may not say, though it can be read: told as warnings, since what it describes is shown all the same.
#include "geodata/tiles3d/MetadataSchema.h"

#include <algorithm>
#include <array>
#include <set>

namespace guanjing::tiles3d {

namespace {

using json::Object;

bool isIdentifier(std::string_view text)
{
    if (text.empty() || (text[0] >= '0' && text[0] <= '9'))
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// What the values of a standard semantic are (3D Metadata Semantic Reference). Others are whatever their authors mean.
struct Semantic {
    std::string_view name, type;
    std::string_view components; ///< those allowed, blank between them; empty: any
    bool isArray = false;
    std::size_t count = 0; ///< of a fixed-length array; 0: any
};

constexpr std::string_view kFloats = "FLOAT32 FLOAT64", kNaturals = "UINT8 UINT16 UINT32 UINT64";

constexpr Semantic kGeneralSemantics[] = {{"ID", "STRING", ""},
                                          {"NAME", "STRING", ""},
                                          {"DESCRIPTION", "STRING", ""},
                                          {"ATTRIBUTION_IDS", "SCALAR", kNaturals, true},
                                          {"ATTRIBUTION_STRINGS", "STRING", "", true},
                                          {"TILESET_FEATURE_ID_LABELS", "STRING", "", true},
                                          {"TILESET_CRS_GEOCENTRIC", "STRING", ""},
                                          {"TILESET_CRS_COORDINATE_EPOCH", "STRING", ""},
                                          {"TILE_GEOMETRIC_ERROR", "SCALAR", kFloats},
                                          {"TILE_REFINE", "SCALAR", "UINT8"},
                                          {"TILE_TRANSFORM", "MAT4", kFloats},
                                          {"CONTENT_URI", "STRING", ""},
                                          {"CONTENT_GROUP_ID", "SCALAR", kNaturals}};
/// After TILE_ or CONTENT_.
constexpr Semantic kVolumeSemantics[] = {
    {"BOUNDING_BOX", "SCALAR", kFloats, true, 12},   {"BOUNDING_REGION", "SCALAR", "FLOAT64", true, 6},
    {"BOUNDING_SPHERE", "SCALAR", kFloats, true, 4}, {"BOUNDING_S2_CELL", "SCALAR", "UINT64"},
    {"MINIMUM_HEIGHT", "SCALAR", kFloats},           {"MAXIMUM_HEIGHT", "SCALAR", kFloats},
    {"HORIZON_OCCLUSION_POINT", "VEC3", kFloats}};

const Semantic* findSemantic(std::string_view name)
{
    for (const Semantic& semantic : kGeneralSemantics)
        if (semantic.name == name)
            return &semantic;
    for (const std::string_view prefix : {"TILE_", "CONTENT_"})
        if (name.starts_with(prefix))
            for (const Semantic& semantic : kVolumeSemantics)
                if (semantic.name == name.substr(prefix.size()))
                    return &semantic;
    return nullptr;
}

/// "FLOAT32 or FLOAT64 SCALAR, an array of 12".
std::string formOf(const Semantic& semantic)
{
    std::string form;
    for (const char c : semantic.components)
        form += c == ' ' ? std::string(" or ") : std::string(1, c);
    form += (form.empty() ? "" : " ") + std::string(semantic.type);
    if (semantic.isArray)
        form += semantic.count != 0 ? ", an array of " + std::to_string(semantic.count) : std::string(", an array");
    return form;
}

class SchemaChecker {
public:
    SchemaChecker(const Object& schema, Issues& issues) : m_schema(schema), m_issues(issues) { }
    void check();

private:
    void warn(const std::string& where, std::string message)
    {
        m_issues.push_back({Severity::Warning, "schema" + where, std::move(message)});
    }
    void checkTexts(const Object& object, const std::string& where, std::initializer_list<const char*> keys)
    {
        for (const char* key : keys)
            if (const auto member = json::member(object, key); member && !json::asString(member))
                warn(where, std::string(key) + " is not a string");
    }
    void checkFlags(const Object& object, const std::string& where, std::initializer_list<const char*> keys)
    {
        for (const char* key : keys)
            if (const auto member = json::member(object, key); member && !member->is_bool())
                warn(where, std::string(key) + " is neither true nor false");
    }
    void checkEnum(const std::string& name, const Object& object);
    void checkClass(const std::string& name, const Object& object);
    void checkProperty(const std::string& where, const Object& object);
    void checkSemantic(const Object& property, const std::string& where);
    void checkEnumNames(const json::Element& value, const Object& property, const std::string& where);
    /// Whether a value (or each element of an array of them) is of the property's form.
    bool hasForm(const json::Element& value, const Object& object, bool wantsNumbers) const;

    const Object& m_schema;
    Issues& m_issues;
};

void SchemaChecker::checkEnum(const std::string& name, const Object& object)
{
    const std::string where = "/enums/" + name;
    if (!isIdentifier(name))
        warn(where, "its key is no identifier");
    checkTexts(object, where, {"name", "description", "valueType"});
    if (const auto type = json::stringAt(object, "valueType");
        type && !offsetTypeOf(*type) && !type->starts_with("INT"))
        warn(where, "valueType \"" + std::string(*type) + "\" is no type of whole numbers");
    const auto values = json::arrayAt(object, "values");
    if (!values || values->size() == 0) {
        warn(where, "no values");
        return;
    }
    std::set<std::string_view> names;
    std::set<std::int64_t> numbers;
    for (const json::Element element : *values) {
        const auto item = json::asObject(element);
        const auto itemName = item ? json::stringAt(*item, "name") : std::nullopt;
        const auto number = item ? json::integerAt(*item, "value") : std::nullopt;
        if (!itemName || !number) {
            warn(where, "a value without a name and a whole number");
            continue;
        }
        checkTexts(*item, where, {"description"});
        if (!names.insert(*itemName).second)
            warn(where, "names \"" + std::string(*itemName) + "\" twice");
        if (!numbers.insert(*number).second)
            warn(where, "gives " + std::to_string(*number) + " twice");
    }
}

bool SchemaChecker::hasForm(const json::Element& value, const Object& object, bool wantsNumbers) const
{
    static constexpr std::array<std::pair<std::string_view, std::size_t>, 6> kTypes = {
        {{"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4}, {"MAT2", 4}, {"MAT3", 9}, {"MAT4", 16}}};
    const std::string_view type = json::stringAt(object, "type").value_or("");
    const auto isOne = [&](const json::Element& item) {
        if (const auto* found =
                std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& entry) { return entry.first == type; });
            found != kTypes.end()) {
            const auto list = json::asArray(item);
            return list && list->size() == found->second
                && std::all_of(list->begin(), list->end(), [](const json::Element& c) { return c.is_number(); });
        }
        if (type == "BOOLEAN" && !wantsNumbers)
            return item.is_bool();
        if ((type == "STRING" || type == "ENUM") && !wantsNumbers)
            return item.is_string();
        return item.is_number();
    };
    if (!json::asBool(json::member(object, "array"), false))
        return isOne(value);
    const auto list = json::asArray(value);
    const auto count = json::indexAt(object, "count");
    return list && (!count || list->size() == *count) && std::all_of(list->begin(), list->end(), isOne);
}

void SchemaChecker::checkEnumNames(const json::Element& value, const Object& property, const std::string& where)
{
    const auto enums = json::objectAt(m_schema, "enums");
    const auto definition =
        enums ? json::objectAt(*enums, json::stringAt(property, "enumType").value_or("")) : std::nullopt;
    const auto values = definition ? json::arrayAt(*definition, "values") : std::nullopt;
    if (!values)
        return; // told by the reader
    const auto isKnown = [&](const json::Element& name) {
        return std::any_of(values->begin(), values->end(), [&](const json::Element& item) {
            const auto object = json::asObject(item);
            return object && json::stringAt(*object, "name") == json::asString(name);
        });
    };
    const auto list = json::asArray(value);
    if (list ? !std::all_of(list->begin(), list->end(), isKnown) : !isKnown(value))
        warn(where, "names no value of its enum");
}

void SchemaChecker::checkSemantic(const Object& property, const std::string& where)
{
    const std::string_view name = json::stringAt(property, "semantic").value_or("");
    const Semantic* semantic = findSemantic(name);
    if (semantic == nullptr) {
        if (!name.empty()) // allowed, but nobody can check it
            m_issues.push_back({Severity::Info, where,
                                "the semantic " + std::string(name) + " is none of the standard ones; not checked"});
        return;
    }
    const std::string_view component = json::stringAt(property, "componentType").value_or("");
    const bool isArray = json::asBool(json::member(property, "array"), false);
    const std::size_t count = json::indexAt(property, "count").value_or(0);
    const bool hasComponent = semantic->components.empty()
        || (!component.empty()
            && (" " + std::string(semantic->components) + " ").find(" " + std::string(component) + " ")
                != std::string::npos);
    if (json::stringAt(property, "type") != semantic->type || !hasComponent || isArray != semantic->isArray
        || (semantic->count != 0 && count != semantic->count))
        warn(where, "values of the semantic " + std::string(name) + " are of the type " + formOf(*semantic));
}

void SchemaChecker::checkProperty(const std::string& where, const Object& object)
{
    checkTexts(object, where, {"name", "description", "type", "componentType", "enumType", "semantic"});
    checkFlags(object, where, {"array", "normalized", "required"});
    checkSemantic(object, where);
    const std::string_view type = json::stringAt(object, "type").value_or("");
    const std::string_view component = json::stringAt(object, "componentType").value_or("");
    const bool isArray = json::asBool(json::member(object, "array"), false);
    const bool isNumeric = type != "STRING" && type != "BOOLEAN" && type != "ENUM";
    const bool isFloat = component.starts_with("FLOAT");
    const bool isNormalized = json::asBool(json::member(object, "normalized"), false);
    const bool isRequired = json::asBool(json::member(object, "required"), false);
    if (json::member(object, "count")) {
        const auto count = json::indexAt(object, "count");
        if (!count || *count < 2)
            warn(where, "count is no number above 1");
        if (!isArray)
            warn(where, "count of what is no array");
    }
    if (type != "ENUM" && json::member(object, "enumType"))
        warn(where, "enumType of what is no ENUM");
    if (isNormalized && (!isNumeric || isFloat))
        warn(where, "normalized, but of no type of whole numbers");
    for (const char* key : {"offset", "scale", "min", "max"}) {
        const auto value = json::member(object, key);
        if (!value)
            continue;
        const bool isTransform = key == std::string_view("offset") || key == std::string_view("scale");
        if (!isNumeric || (isTransform && !isFloat && !isNormalized))
            warn(where, std::string(key) + " of values that it does not apply to");
        else if (isArray && !json::member(object, "count"))
            warn(where, std::string(key) + " of an array of variable length");
        else if (!hasForm(*value, object, true))
            warn(where, std::string(key) + " is no value of the property's type");
    }
    for (const char* key : {"noData", "default"}) {
        const auto value = json::member(object, key);
        if (!value)
            continue;
        if (isRequired)
            warn(where, std::string(key) + " of a required property");
        if (type == "BOOLEAN" && key == std::string_view("noData"))
            warn(where, "noData of a BOOLEAN");
        else if (!hasForm(*value, object, isNumeric))
            warn(where, std::string(key) + " is no value of the property's type");
        else if (type == "ENUM")
            checkEnumNames(*value, object, where + "/" + key);
    }
}

void SchemaChecker::checkClass(const std::string& name, const Object& object)
{
    const std::string where = "/classes/" + name;
    if (!isIdentifier(name))
        warn(where, "its key is no identifier");
    checkTexts(object, where, {"name", "description"});
    const auto member = json::member(object, "properties");
    const auto properties = json::asObject(member);
    if (member && (!properties || properties->size() == 0))
        warn(where, "properties is no object with members");
    if (!properties)
        return;
    std::set<std::string_view> semantics;
    for (const auto field : *properties) {
        const std::string at = where + "/" + std::string(field.key);
        if (!isIdentifier(field.key))
            warn(at, "its key is no identifier");
        const auto property = json::asObject(field.value);
        if (!property)
            continue; // told by the reader
        checkProperty(at, *property);
        if (const auto semantic = json::stringAt(*property, "semantic");
            semantic && !semantics.insert(*semantic).second)
            warn(at, "semantic \"" + std::string(*semantic) + "\" a second time");
    }
}

void SchemaChecker::check()
{
    const auto id = json::stringAt(m_schema, "id");
    if (!id || !isIdentifier(*id))
        warn("/id", id ? "\"" + std::string(*id) + "\" is no identifier" : "missing or not a string");
    checkTexts(m_schema, "", {"name", "description", "version"});
    if (const auto classes = json::objectAt(m_schema, "classes"))
        for (const auto field : *classes)
            if (const auto object = json::asObject(field.value))
                checkClass(std::string(field.key), *object);
    const auto enums = json::member(m_schema, "enums");
    if (enums && !enums->is_object())
        warn("/enums", "not an object");
    if (const auto byName = json::asObject(enums))
        for (const auto field : *byName) {
            if (const auto object = json::asObject(field.value))
                checkEnum(std::string(field.key), *object);
            else
                warn("/enums/" + std::string(field.key), "not an object");
        }
}

} // namespace

void checkSchema(const Object& schema, Issues& issues) { SchemaChecker(schema, issues).check(); }

} // namespace guanjing::tiles3d
