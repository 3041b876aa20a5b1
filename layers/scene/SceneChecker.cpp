#include "layers/scene/SceneChecker.h"

#include "geodata/core/Limits.h"
#include "layers/scene/Dates.h"
#include "layers/scene/ScenePicture.h"

#include <algorithm>
#include <cmath>

namespace guanjing::layers {
namespace {

using Kind = JsonNode::Kind;

std::string shortNumber(double value)
{
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

} // namespace

std::string joinPath(const std::string& parent, std::string_view key)
{
    return parent.empty() ? std::string(key) : parent + "." + std::string(key);
}

bool SceneChecker::checkDocument(const JsonNode& root, const ObjectRule& rule)
{
    checkObject(root, rule, "");
    return m_found.empty();
}

void SceneChecker::report(int line, const std::string& path, const std::string& defect, ErrorCode code)
{
    constexpr std::size_t kMostDefects = 20;
    if (m_found.size() < kMostDefects) {
        m_found.push_back(
            Error{code, m_source, "line " + std::to_string(line) + ": " + (path.empty() ? "" : path + ": ") + defect});
    }
}

Result<void> SceneChecker::verdict() const
{
    if (m_found.empty())
        return {};
    Error all = m_found.front();
    for (std::size_t i = 1; i < m_found.size(); ++i)
        all.detail += "\n" + m_found[i].detail;
    return fail(std::move(all));
}

void SceneChecker::wrongType(const JsonNode& node, const std::string& path, std::string_view expected)
{
    report(node.line, path, "must be " + std::string(expected) + ", is " + std::string(jsonKindName(node.kind)));
}

void SceneChecker::checkObject(const JsonNode& node, const ObjectRule& rule, const std::string& path)
{
    if (node.kind != Kind::Object)
        return wrongType(node, path, "an object");
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const auto known = std::find_if(rule.keys.begin(), rule.keys.end(),
                                        [&](const KeyRule& candidate) { return candidate.key == node.keys[i]; });
        const std::string keyPath = joinPath(path, node.keys[i]);
        if (known == rule.keys.end())
            report(node.keyLines[i], keyPath, "unknown key");
        else
            checkValue(node.items[i], *known, keyPath);
    }
    for (const KeyRule& required : rule.keys) {
        if (required.required && node.find(required.key) == nullptr)
            report(node.line, joinPath(path, required.key), "is missing");
    }
}

void SceneChecker::checkValue(const JsonNode& node, const KeyRule& rule, const std::string& path)
{
    switch (rule.type) {
    case KeyType::Text: return checkText(node, rule, path);
    case KeyType::Number:
    case KeyType::Integer: return checkNumber(node, rule, path);
    case KeyType::Boolean:
        if (node.kind != Kind::Boolean)
            wrongType(node, path, "true or false");
        return;
    case KeyType::FreeObject:
        if (node.kind != Kind::Object)
            wrongType(node, path, "an object");
        return;
    case KeyType::Object: return checkObject(node, *rule.items, path);
    case KeyType::PointList: return checkPoints(node, path);
    case KeyType::TextList:
    case KeyType::ObjectList: return checkList(node, rule, path);
    }
}

void SceneChecker::checkText(const JsonNode& node, const KeyRule& rule, const std::string& path)
{
    if (node.kind != Kind::Text)
        return wrongType(node, path, "a text");
    if (rule.nonEmpty && node.text.empty())
        return report(node.line, path, "must not be empty");
    if (rule.isDate && !isDate(node.text))
        return report(node.line, path, "\"" + node.text + "\" is not YYYY, YYYY-MM or YYYY-MM-DD");
    if (rule.isPicture && node.text.size() > limits::kMaxThumbnailBytes) {
        return report(node.line, path,
                      std::to_string(node.text.size()) + " bytes, at most " + std::to_string(limits::kMaxThumbnailBytes)
                          + " are allowed for a picture",
                      ErrorCode::TooLarge);
    }
    if (rule.isPicture && !node.text.empty()) {
        if (const auto defect = pictureUrlDefect(node.text))
            return report(node.line, path, *defect);
    }
    if (!rule.choices.empty() && std::find(rule.choices.begin(), rule.choices.end(), node.text) == rule.choices.end()) {
        std::string choices;
        for (const std::string_view choice : rule.choices)
            choices += (choices.empty() ? "\"" : ", \"") + std::string(choice) + "\"";
        report(node.line, path, "\"" + node.text + "\" is none of " + choices);
    }
}

void SceneChecker::checkNumber(const JsonNode& node, const KeyRule& rule, const std::string& path)
{
    const bool whole = node.kind == Kind::Integer
        || (node.kind == Kind::Number && node.number == std::floor(node.number)); // 2.0 is whole, as in JSON schema
    if (rule.type == KeyType::Integer && !whole)
        return wrongType(node, path, "a whole number");
    if (node.kind != Kind::Integer && node.kind != Kind::Number)
        return wrongType(node, path, "a number");
    const bool tooSmall = rule.aboveMinimum ? node.number <= rule.minimum : node.number < rule.minimum;
    if (tooSmall || node.number > rule.maximum || !std::isfinite(node.number)) {
        report(node.line, path,
               shortNumber(node.number) + " is outside " + (rule.aboveMinimum ? "more than " : "")
                   + shortNumber(rule.minimum) + " to " + shortNumber(rule.maximum));
    }
}

bool SceneChecker::checkLength(const JsonNode& list, std::size_t most, std::string_view what, const std::string& path)
{
    if (list.kind != Kind::Array) {
        wrongType(list, path, "a list");
        return false;
    }
    if (list.items.size() <= most)
        return true;
    report(list.line, path,
           std::to_string(list.items.size()) + " " + std::string(what) + ", at most " + std::to_string(most)
               + " are allowed",
           ErrorCode::TooLarge);
    return false;
}

void SceneChecker::checkPoints(const JsonNode& node, const std::string& path)
{
    if (!checkLength(node, limits::kMaxClipCorners, "points", path))
        return;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const JsonNode& point = node.items[i];
        const std::string pointPath = path + "[" + std::to_string(i) + "]";
        if (point.kind != Kind::Array || point.items.size() != 2) {
            report(point.line, pointPath, "must be [longitude, latitude]");
            continue;
        }
        for (std::size_t k = 0; k < 2; ++k) {
            const double most = k == 0 ? 180 : 90;
            const KeyRule rule{.key = "", .type = KeyType::Number, .minimum = -most, .maximum = most};
            checkNumber(point.items[k], rule, pointPath + "[" + std::to_string(k) + "]");
        }
    }
}

void SceneChecker::checkList(const JsonNode& node, const KeyRule& rule, const std::string& path)
{
    if (!checkLength(node, rule.mostEntries, "entries", path))
        return;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const std::string itemPath = path + "[" + std::to_string(i) + "]";
        if (rule.type == KeyType::ObjectList)
            checkObject(node.items[i], *rule.items, itemPath);
        else
            checkText(node.items[i], rule, itemPath);
    }
}

} // namespace guanjing::layers
